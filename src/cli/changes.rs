//! Changes on the command line, read back.

use serde_json::{Value, json};

use crate::model::change::{Answered, Change, Class};
use crate::rules::practice::Practice;
use crate::rules::working::long;

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
