//! An act from a script: its flags chosen, read and checked as the form's fields are.

use super::field::{Kind, Shown};
use super::given::Given;
use super::scene::Scene;
use super::{ACTS, Act, Sheet, Subject, Values};
use crate::casework::Desk;
use crate::error::{Error, Result};

/// Given for a day, this takes back the one that is recorded.
const NO_DAY: &str = "none";

/// The act a script means, what it is about and its values.
pub(crate) fn from_script(
    desk: &Desk,
    command: &str,
    given: &Given,
) -> Result<(&'static Act, Subject, Values)> {
    let (act, subject) = meant(desk, command, given)?;
    let scene = Scene::of(desk);
    let mut sheet = Sheet::new(act, subject, &scene, true);
    for field in act.fields.iter().filter(|f| f.shown != Shown::Form) {
        let Some(words) = given.all(field.flag) else { continue };
        let held = match field.kind {
            Kind::Child | Kind::Children => {
                let ids: Result<Vec<String>> =
                    words.iter().map(|w| Ok(desk.board.find(w)?.id().to_string())).collect();
                ids?.join(" ")
            }
            Kind::Day if words.iter().any(|w| w.trim() == NO_DAY) => String::new(),
            Kind::Choice(_) | Kind::Open(_) | Kind::Several(_) | Kind::YesNo => {
                // What is offered may depend on the fields before it.
                sheet.settle(&scene);
                let slot = sheet.slots.iter().find(|s| s.field.key == field.key);
                let chosen: Result<Vec<String>> =
                    words.iter().map(|w| slot.map_or_else(|| Ok(w.clone()), |s| s.word_for(w))).collect();
                chosen?.join(" ")
            }
            _ => words.join("\n"),
        };
        sheet.fill(field.key, held);
    }
    sheet.settle(&scene);
    let values = sheet.script_values(&scene)?;
    Ok((act, sheet.subject, values))
}

/// The acts of a command that what was given leads to: those whose leading flag is given, else those without
/// one.
///
/// # Errors
/// When nothing says which act is meant.
pub(crate) fn leads_to(command: &str, given: &Given) -> Result<Vec<&'static Act>> {
    let of = || ACTS.iter().copied().filter(|a| a.command == command);
    let led = |a: &&Act| a.lead.iter().any(|l| given.leads(l));
    let mut all: Vec<&'static Act> = of().filter(led).collect();
    if all.is_empty() {
        all = of().filter(|a| a.lead.is_empty()).collect();
    }
    if all.is_empty() {
        let leads = of().flat_map(|a| a.lead.iter().map(|l| format!("--{}", l.flag)));
        return Err(Error::usage("What happened was not said; nothing was recorded.")
            .hint(format!("Give one of {}.", leads.collect::<Vec<_>>().join(", "))));
    }
    Ok(all)
}

/// The act of a command that is meant, and what it is about: of those it may be the first that knows every
/// flag and finds what it is about.
fn meant(desk: &Desk, command: &str, given: &Given) -> Result<(&'static Act, Subject)> {
    let mut wrong = None;
    for act in leads_to(command, given)? {
        if let Some(flag) = given.names().find(|flag| !knows(act, flag)) {
            let lead = act.lead.iter().find(|l| given.leads(l));
            let lead = lead.map_or(String::new(), |l| format!(" with --{}", l.flag));
            let odd = || Error::usage(format!("--{flag} has no meaning{lead}; nothing was recorded."));
            wrong = wrong.or_else(|| Some(odd()));
            continue;
        }
        match (act.about.subject)(desk, given) {
            Ok(subject) => return Ok((act, subject)),
            Err(error) => wrong = wrong.or(Some(error)),
        }
    }
    Err(wrong.unwrap_or_else(|| Error::internal(format!("record {command} has no act"))))
}

fn knows(act: &Act, flag: &str) -> bool {
    act.fields.iter().any(|f| f.flag == flag && f.shown != Shown::Form)
        || act.lead.iter().any(|l| l.flag == flag)
        || act.about.args.iter().any(|a| a.name == flag)
}
