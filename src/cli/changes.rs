//! Changes on the command line: answered, and read back.

use serde_json::{Value, json};

use super::context::{day, maybe_day};
use super::record::find;
use super::record_args::ResponseArgs;
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::ids::{ChangeId, ChildId};
use crate::rules::practice::Practice;
use crate::rules::working::long;

/// `record response`.
pub(crate) fn respond(desk: &mut Desk, args: ResponseArgs) -> Result<Outcome> {
    let child = find(desk, &args.child)?;
    let change = pick(desk, child, &args.change)?;
    let answered = match (&args.brought_forward, args.not_needed) {
        (Some(date), _) => Answered::BroughtForward(day(desk, date)?),
        (None, reason) => {
            Answered::NotNeeded { reason: reason.unwrap_or_default(), exception: args.exception }
        }
    };
    let date = maybe_day(desk, args.date.as_ref())?.unwrap_or(desk.board.today);
    desk.respond(child, change, Response { date, answered })
}

/// The change somebody named: by its id, else by its kind where one of that kind is unanswered.
fn pick(desk: &Desk, child: ChildId, named: &str) -> Result<ChangeId> {
    let changes = desk.board.row(child).map_or(&[][..], |r| r.case.changes.as_slice());
    let named = named.strip_prefix("change:").unwrap_or(named);
    if let Some(change) = changes.iter().find(|c| c.id.to_string() == named) {
        return Ok(change.id);
    }
    let open: Vec<&Change> = changes.iter().filter(|c| c.event == named && c.response.is_none()).collect();
    let known = || {
        let all = changes.iter().map(|c| format!("{} {} of {}", c.id, c.event, c.date));
        all.collect::<Vec<_>>().join(", ")
    };
    match open.as_slice() {
        [change] => Ok(change.id),
        [] => Err(Error::missing(format!("There is no change {named:?} to answer; nothing was recorded."))
            .hint(format!("Recorded are: {}", known()))),
        _ => Err(Error::missing(format!("{named:?} could be several changes; nothing was recorded."))
            .hint(format!("Name it by its id: {}", known()))),
    }
}

/// A change as JSON.
pub(crate) fn as_json(c: &Change) -> Value {
    let answered = c.response.as_ref().map(|r| &r.answered);
    let (reason, exception) = match answered {
        Some(Answered::NotNeeded { reason, exception }) => (Some(reason), exception.as_ref()),
        _ => (None, None),
    };
    json!({
        "id": c.id, "kind": c.event, "date": c.date, "text": c.text,
        "class": c.class.map(Class::word),
        "answered": c.response.as_ref().map(|r| r.date),
        "outcome": answered.map(Answered::word),
        "forward_to": c.forward_to(),
        "reason": reason,
        "exception": exception,
    })
}

/// A change as a row of the page.
pub(crate) fn line(c: &Change, practice: &Practice) -> Vec<String> {
    let event = practice.event(&c.event);
    let class = c.class.or_else(|| event.map(|e| e.class));
    let answer = match c.response.as_ref().map(|r| (&r.answered, r.date)) {
        Some((Answered::BroughtForward(day), on)) => {
            format!("brought forward to {} (answered {})", long(*day), long(on))
        }
        Some((Answered::NotNeeded { reason, .. }, on)) => {
            format!("not needed, because {} (answered {})", reason.replace('\n', " "), long(on))
        }
        None if class == Some(Class::Inform) => "for you to know".to_owned(),
        None => format!("not answered: {}", class.map_or("", Class::says)),
    };
    vec![
        format!("  {} {}", c.id, c.date),
        event.map_or_else(|| c.event.clone(), |e| e.title.clone()),
        answer,
        c.text.replace('\n', " "),
    ]
}
