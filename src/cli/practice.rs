//! `practice`: shown, checked, added to the book.

use std::path::Path;

use serde_json::{Value, json};

use super::Code;
use super::context::{Context, maybe_day};
use super::keep;
use super::practice_args::PracticeCommand;
use super::print::{count, heading, table};
use crate::board::views::practice::{Asked, asked};
use crate::casework::{find_practice, practice_text};
use crate::error::Result;
use crate::rules::condition::Named;
use crate::rules::practice::{
    Difference, Practice, Problem, SHIPPED, as_markdown, check as look_over, compare, in_words, shipped,
};
use crate::rules::working::long;

/// `practice`.
pub(crate) fn practice(cx: &mut Context<'_>, command: PracticeCommand) -> Result<Code> {
    match command {
        PracticeCommand::List => list(cx),
        PracticeCommand::Show { id, find } => show(cx, &id, find.as_deref()),
        PracticeCommand::Check { file } => check(cx, &file),
        PracticeCommand::Compare { a, b, markdown } => comparison(cx, &a, &b, markdown),
        PracticeCommand::Conditions => conditions(cx),
        PracticeCommand::Add { file, accept } => {
            let text = practice_text(&file)?;
            let mut desk = cx.open()?;
            let moves = desk.preview_added(&text)?;
            let what = format!("The practice of {}", file.display());
            keep::for_all(cx, &mut desk, &what, moves, accept, |desk| desk.add_practice(&text))
        }
        PracticeCommand::Use { id, from, accept } => {
            let mut desk = cx.open()?;
            let from = maybe_day(&desk, from.as_ref())?;
            let moves = desk.preview_practice(&id, from)?;
            let what = format!("The practice {id}");
            keep::for_all(cx, &mut desk, &what, moves, accept, |desk| desk.use_practice(&id, from))
        }
    }
}

fn list(cx: &mut Context<'_>) -> Result<Code> {
    let all: Vec<Practice> = SHIPPED.iter().map(|(id, _)| shipped(id)).collect::<Result<_>>()?;
    if cx.json() {
        let rows: Vec<Value> = all
            .iter()
            .map(|p| {
                json!({
                    "id": p.id, "title": p.title, "extends": p.extends, "source": p.source,
                    "checked": p.checked, "version": p.version,
                    "regimes": p.regimes.len(), "duties": p.duties.len(), "checklists": p.checklists.len(),
                })
            })
            .collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    let mut lines = vec![heading(&["ID", "TITLE", "OVER", "DUTIES", "CHECKED", "SOURCE"])];
    lines.extend(all.iter().map(|p| {
        vec![
            p.id.clone(),
            p.title.clone(),
            p.extends.clone().unwrap_or_default(),
            p.duties.len().to_string(),
            p.checked.map_or_else(String::new, long),
            p.source.clone(),
        ]
    }));
    cx.print.line(table(&lines));
    Ok(Code::DONE)
}

fn show(cx: &mut Context<'_>, id: &str, find: Option<&str>) -> Result<Code> {
    let practice = find_practice(None, id)?;
    if cx.json() {
        let mut shown = practice.as_json();
        if let (Some(words), Some(Value::Array(duties))) = (find, shown.get_mut("duties")) {
            let found: Vec<String> =
                asked(&practice).iter().filter(|a| a.has(words)).map(|a| a.duty.id.clone()).collect();
            duties.retain(|d| {
                d.get("id").and_then(Value::as_str).is_some_and(|id| found.iter().any(|f| f == id))
            });
        }
        cx.print.json(&shown)?;
        return Ok(Code::DONE);
    }
    if let Some(words) = find {
        duties(cx, asked(&practice).into_iter().filter(|a| a.has(words)).collect());
        return Ok(Code::DONE);
    }
    let over = practice.extends.as_ref().map_or_else(String::new, |e| format!(", over {e}"));
    cx.print.line(format!("{} ({}){over}\n{}", practice.title, practice.id, practice.source));
    cx.print.line(format!("\nReviews ({})", practice.regimes.len()));
    let mut lines = vec![heading(&["  REGIME", "FIRST", "SECOND", "LATER", "BASIS"])];
    lines.extend(practice.regimes.iter().map(|r| {
        let [first, second, later] = [&r.first, &r.second, &r.later].map(|rule| in_words(&rule.own.span));
        vec![format!("  {}", r.id), first, second, later, r.first.own.basis.word().to_owned()]
    }));
    cx.print.line(table(&lines));
    duties(cx, asked(&practice));
    let events = practice.events.iter().map(|e| vec![format!("  {}", e.id), e.title.clone()]);
    cx.print.line(format!("\nEvents\n{}", table(&events.collect::<Vec<_>>())));
    let lists = practice.checklists.iter();
    let lists = lists
        .map(|c| vec![format!("  {}", c.id), c.title.clone(), count(c.items.len(), "question", "questions")]);
    cx.print.line(format!("\nChecklists\n{}", table(&lists.collect::<Vec<_>>())));
    let protocols = practice.protocols.iter();
    let protocols = protocols
        .map(|p| vec![format!("  {}", p.id), p.title.clone(), count(p.stages.len(), "stage", "stages")]);
    cx.print.line(format!("\nProtocols\n{}", table(&protocols.collect::<Vec<_>>())));
    Ok(Code::DONE)
}

/// Duties by stage, each with its source.
fn duties(cx: &mut Context<'_>, all: Vec<Asked<'_>>) {
    cx.print.line(format!("\nDuties ({})", all.len()));
    let mut lines = vec![heading(&["  DUTY", "WHO", "DUE", "BASIS", "TITLE", "SOURCE"])];
    let mut stage = "";
    for one in all {
        if stage != one.stage {
            stage = one.stage;
            lines.push(vec![format!(" {stage}")]);
        }
        let (basis, duty) = (one.duty.basis.word().to_owned(), one.duty);
        let cells = [&duty.id, one.owner, &one.due, &basis, &duty.title, &duty.cite];
        lines.push(
            cells
                .iter()
                .enumerate()
                .map(|(n, c)| if n == 0 { format!("  {c}") } else { (*c).to_owned() })
                .collect(),
        );
    }
    cx.print.line(table(&lines));
}

fn comparison(cx: &mut Context<'_>, a: &str, b: &str, markdown: bool) -> Result<Code> {
    let (a, b) = (find_practice(None, a)?, find_practice(None, b)?);
    let differences = compare(&a, &b);
    if cx.json() {
        cx.print.json(&json!({ "a": a.id, "b": b.id, "differences": differences }))?;
    } else if markdown {
        cx.print.line(as_markdown(&a, &b, &differences));
    } else if differences.is_empty() {
        cx.print.line(format!("{} and {} say the same.", a.title, b.title));
    } else {
        side_by_side(cx, &a.title, &b.title, &differences);
    }
    Ok(Code::DONE)
}

/// What both have side by side, then what only one of them has.
fn side_by_side(cx: &mut Context<'_>, a: &str, b: &str, differences: &[Difference]) {
    let said = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
    let shared = differences.iter().filter(|d| !d.key.is_empty());
    let (protocols, shared): (Vec<_>, Vec<_>) = shared.partition(|d| d.kind == "protocol");
    let mut rows = vec![heading(&["WHAT", "DIFFERS IN", &a.to_uppercase(), &b.to_uppercase()])];
    let row = |d: &&Difference| vec![format!("{} {}", d.kind, d.id), d.key.clone(), said(&d.a), said(&d.b)];
    rows.extend(shared.iter().map(row));
    if !shared.is_empty() {
        cx.print.line(table(&rows));
    }
    let mut last = "";
    for d in protocols {
        if last != d.id {
            cx.print.line(format!("\n{} (protocol {})", d.title, d.id));
            last = &d.id;
        }
        cx.print.line(format!("  {}", d.key));
        let sides = [(a, &d.a), (b, &d.b)].map(|(who, side)| vec![format!("    {who}"), said(side)]);
        cx.print.line(table(&sides));
    }
    let only = |left: bool| {
        let one = differences.iter().filter(move |d| d.key.is_empty() && d.a.is_some() == left);
        one.map(move |d| vec![format!("  {} {}", d.kind, d.id), said(if left { &d.a } else { &d.b })])
    };
    for (title, rows) in [(a, only(true).collect::<Vec<_>>()), (b, only(false).collect())] {
        if !rows.is_empty() {
            cx.print.line(format!("\nOnly in {title} ({})\n{}", rows.len(), table(&rows)));
        }
    }
}

fn check(cx: &mut Context<'_>, file: &Path) -> Result<Code> {
    let text = practice_text(file)?;
    let beside = file.parent().unwrap_or(Path::new("")).to_owned();
    let base = |id: &str| {
        let plain = !id.contains(['/', '\\']);
        let near = plain.then(|| practice_text(&beside.join(format!("{id}.toml"))).ok()).flatten();
        near.or_else(|| SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned()))
    };
    let (errors, warnings) = look_over(&text, &base, &cx.calendar);
    let code = if errors.is_empty() { Code::DONE } else { Code::BAD_DATA };
    if cx.json() {
        cx.print.json(&json!({ "ok": errors.is_empty(), "errors": errors, "warnings": warnings }))?;
        return Ok(code);
    }
    for problem in &errors {
        cx.print.line(told_problem("error", problem));
    }
    for problem in &warnings {
        cx.print.line(told_problem("warning", problem));
    }
    let sum =
        [count(errors.len(), "error", "errors"), count(warnings.len(), "warning", "warnings")].join(", ");
    let verdict = if errors.is_empty() { "can be used" } else { "cannot be used" };
    cx.print.line(format!("{} {verdict}: {sum}", file.display()));
    Ok(code)
}

fn told_problem(word: &str, problem: &Problem) -> String {
    let line = (problem.line > 0).then(|| format!("line {}", problem.line));
    let key = Some(problem.key.clone()).filter(|k| !k.is_empty());
    let place: Vec<String> = line.into_iter().chain(key).collect();
    let hint = if problem.hint.is_empty() { String::new() } else { format!("\n    {}", problem.hint) };
    format!("{word}: {}: {}{hint}", place.join(", "), problem.message)
}

fn conditions(cx: &mut Context<'_>) -> Result<Code> {
    let open = [
        ("age-under-N", "Younger than N years."),
        ("age-at-least-N", "N years old or older."),
        ("open:EVENT", "The event was recorded, and not closed by the one that ends it."),
    ];
    let all: Vec<(&str, &str)> = Named::CHOICES.iter().copied().chain(open).collect();
    if cx.json() {
        let rows: Vec<Value> =
            all.iter().map(|(name, doc)| json!({ "condition": name, "meaning": doc })).collect();
        cx.print.json(&rows)?;
    } else {
        let lines: Vec<Vec<String>> = all.iter().map(|(n, d)| heading(&[n, d])).collect();
        cx.print.line(table(&lines));
    }
    Ok(Code::DONE)
}
