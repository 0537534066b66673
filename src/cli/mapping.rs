//! `import csv --draft-map`: a mapping file from the headings of a list, asked for on a terminal and guessed off one.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::Code;
use super::context::Context;
use super::print::count;
use crate::error::{Error, Result};
use crate::exchange::lists::{Guess, Mapping, header_of, mapping_text};
use crate::store::hand_out;

/// Drafts the mapping of a list.
pub(crate) fn draft(cx: &mut Context<'_>, file: &Path, map: &Path) -> Result<Code> {
    let header = header_of(file)?;
    let mut facts = Mapping::guesses(&header)?;
    if cx.asks && !cx.json() {
        ask(cx, &header, &mut facts)?;
    }
    let (book, replace) = (cx.book()?, cx.may_replace(map, false)?);
    hand_out(map, mapping_text(file, &header, &facts).as_bytes(), Some(&book), replace)?;
    let found: Vec<&Guess> = facts.iter().filter(|(_, heading)| heading.is_some()).collect();
    if cx.json() {
        let columns: Map<String, Value> =
            found.iter().map(|(fact, heading)| (fact.word().to_owned(), json!(heading))).collect();
        cx.print.json(&json!({ "map": map.display().to_string(), "columns": columns }))?;
        return Ok(Code::DONE);
    }
    for (fact, heading) in &found {
        cx.print.line(format!("  {}: {}", heading.as_deref().unwrap_or_default(), fact.says()));
    }
    let how = if cx.asks { "" } else { ", guessed from the headings" };
    cx.print.line(format!(
        "Wrote {} with {}{how}. No child was read. Read it over, then: casebook import csv {} --map {} --dry-run",
        map.display(),
        count(found.len(), "column", "columns"),
        file.display(),
        map.display()
    ));
    Ok(Code::DONE)
}

/// Asks for each fact which heading holds it; what was guessed stands where nothing is typed.
fn ask(cx: &mut Context<'_>, header: &[String], facts: &mut [Guess]) -> Result<()> {
    cx.print.warn("The headings of the list:");
    for (n, heading) in header.iter().enumerate().filter(|(_, heading)| !heading.trim().is_empty()) {
        cx.print.warn(format!("  {} {heading}", n + 1));
    }
    cx.print.warn("Which holds what? Enter takes what stands in brackets, a number another heading, - none.");
    for (fact, heading) in facts {
        loop {
            cx.print.warn(format!("{} [{}]", fact.says(), heading.as_deref().unwrap_or("none")));
            let mut answer = String::new();
            let read = cx.input.read_line(&mut answer).map_err(Error::internal)?;
            let named = answer.trim().parse::<usize>().ok().and_then(|n| header.get(n.checked_sub(1)?));
            match (read, answer.trim()) {
                (0, _) => return Err(Error::usage("The questions were not answered; nothing was written.")),
                (_, "") => break,
                (_, "-") => {
                    *heading = None;
                    break;
                }
                _ => {}
            }
            if let Some(named) = named {
                *heading = Some(named.clone());
                break;
            }
            cx.print.warn(format!("  A number from 1 to {}, Enter or -", header.len()));
        }
    }
    Ok(())
}
