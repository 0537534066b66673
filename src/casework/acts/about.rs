//! How a script names what an act is about.

use super::given::Given;
use super::subject::{Part, Subject};
use crate::board::Row;
use crate::casework::Desk;
use crate::casework::feedback::form_of;
use crate::error::{Error, Result};
use crate::model::change::Change;
use crate::model::feedback::{Giver, Question};
use crate::model::ids::{ChildId, EscalationId};
use crate::model::instance::Instance;
use crate::model::record::Subject as Of;
use crate::rules::practice::words::nearest;
use crate::rules::sessions::{Walk, asked, subject_now, tasks};

/// The words before the fields, and the subject they name.
pub(crate) struct About {
    pub(crate) args: &'static [Arg],
    pub(crate) subject: fn(&Desk, &Given) -> Result<Subject>,
}

/// A word of a command that says what it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arg {
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
    /// The name of its value where it is a flag; empty where it stands by its place.
    pub(crate) value_name: &'static str,
    pub(crate) required: bool,
}

impl Arg {
    /// A word that has to stand in its place.
    pub(crate) const fn place(name: &'static str, help: &'static str) -> Self {
        Self { name, help, value_name: "", required: true }
    }

    /// A word that may stand in its place.
    pub(crate) const fn maybe(name: &'static str, help: &'static str) -> Self {
        Self { required: false, ..Self::place(name, help) }
    }

    /// A flag.
    pub(crate) const fn flag(name: &'static str, value_name: &'static str, help: &'static str) -> Self {
        Self { name, help, value_name, required: false }
    }
}

/// The word for what belongs to no child.
const SERVICE: &str = "service";

/// The child a command is about.
pub(crate) const WHO: Arg = Arg::place("child", "Number or name");

/// Nothing in particular.
pub(crate) static NOTHING: About = About { args: &[], subject: |_, _| Ok(Subject::whole()) };

/// A child.
pub(crate) static CHILD: About =
    About { args: &[WHO], subject: |desk, given| Ok(Subject::child(child(desk, given)?)) };

/// A child, or the service.
pub(crate) static CHILD_OR_SERVICE: About = About {
    args: &[Arg::place("child", "Number or name; `service` for none")],
    subject: |desk, given| Ok(child_or_service(desk, given)?.map_or_else(Subject::whole, Subject::child)),
};

/// A review of a child.
pub(crate) static REVIEW: About = About {
    args: &[
        WHO,
        Arg::flag(
            "review",
            "N",
            "Which review of the period [default: the next; for what follows a review, the last held]",
        ),
    ],
    subject: |desk, given| Ok(Subject::of_review(child(desk, given)?, given.number("review")?)),
};

/// A duty of a child or of the service.
pub(crate) static DUTY: About = About {
    args: &[
        Arg::place("child", "Number or name; `service` for a duty of the service"),
        Arg::place("duty", "The duty's id"),
        Arg::flag("review", "N", "For which review of the period"),
        Arg::flag("instance", "I", "For what, as due names it"),
    ],
    subject: |desk, given| {
        let child = child_or_service(desk, given)?;
        let review = given.number("review")?.map(Instance::Review);
        if review.is_some() && given.some("instance").is_some() {
            return Err(Error::usage("--review and --instance do not go together; nothing was recorded."));
        }
        let instance = given.some("instance").map(str::parse).transpose()?.or(review);
        Ok(Subject::duty(child, given.text("duty"), instance))
    },
};

/// A wish of a child.
pub(crate) static ASK: About = About {
    args: &[WHO, Arg::place("ask", "The number of what was asked, as voice names it")],
    subject: |desk, given| Ok(Subject::row(Some(child(desk, given)?), given.row("ask")?)),
};

/// A note about a child.
pub(crate) static NOTE: About = About {
    args: &[Arg::place("note", "The note's id, as notes names it")],
    subject: |desk, given| {
        let id = given.row("note")?;
        let has = |r: &&Row| r.case.notes.iter().any(|n| n.id.0 == id);
        let row = desk.board.children().iter().find(has).ok_or_else(|| {
            Error::missing(format!("There is no note {id} about a child; nothing was changed."))
                .hint("casebook notes shows each note with its id.")
        })?;
        Ok(Subject::row(Some(row.id()), id))
    },
};

/// A doubt about what returns say of a child.
pub(crate) static DOUBT: About = About {
    args: &[WHO, Arg::place("doubt", "The doubt's number, as show names it")],
    subject: |desk, given| Ok(Subject::row(Some(child(desk, given)?), given.row("doubt")?)),
};

/// An answer of a feedback form.
pub(crate) static FEEDBACK: About = About {
    args: &[
        WHO,
        Arg::flag("review", "N", "Which review of the period [default: the last held]"),
        Arg { required: true, ..Arg::flag("by", "WHO", "Whose form: child, parent or carer") },
        Arg::flag("name", "NAME", "Their name, where two of a kind each gave one"),
        Arg::flag("question", "ID", "The question, as the form has it"),
    ],
    subject: |desk, given| feedback(desk, child(desk, given)?, given),
};

/// The form and the question a script names.
fn feedback(desk: &Desk, child: ChildId, given: &Given) -> Result<Subject> {
    let by: Giver = given.text("by").parse()?;
    let question = given.some("question").map(str::parse::<Question>).transpose()?;
    let (_, review) = desk.held(child, given.number("review")?)?;
    let forms = desk.board.row(child).map_or(&[][..], |r| r.case.feedback.as_slice());
    let form = form_of(forms, review.id, by, given.text("name"))?;
    let part =
        Part::Feedback { form: form.id.0, question: question.map_or(String::new(), |q| q.word().to_owned()) };
    Ok(Subject::child(child).with(part))
}

/// A child to whom something happened; a change recorded before, by its id.
pub(crate) static EVENT: About = About {
    args: &[WHO],
    subject: |desk, given| {
        let child = child(desk, given)?;
        match given.some("correct").or(given.some("remove")) {
            Some(id) => change(desk, child, id),
            None => Ok(Subject::child(child)),
        }
    },
};

/// A change of a child.
pub(crate) static CHANGE: About = About {
    args: &[
        WHO,
        Arg::place(
            "change",
            "The change's id as show has it, or its kind where only one of that kind is unanswered",
        ),
    ],
    subject: |desk, given| change(desk, child(desk, given)?, given.text("change")),
};

/// The change somebody named: by its id, else by its kind where one of that kind is unanswered.
fn change(desk: &Desk, child: ChildId, named: &str) -> Result<Subject> {
    let changes = desk.board.row(child).map_or(&[][..], |r| r.case.changes.as_slice());
    let named = named.strip_prefix("change:").unwrap_or(named);
    let of = |c: &Change| Ok(Subject::row(Some(child), c.id.0));
    if let Some(change) = changes.iter().find(|c| c.id.to_string() == named) {
        return of(change);
    }
    let open: Vec<&Change> = changes.iter().filter(|c| c.event == named && c.response.is_none()).collect();
    let known = || {
        let all = changes.iter().map(|c| format!("{} {} of {}", c.id, c.event, c.date));
        all.collect::<Vec<_>>().join(", ")
    };
    match open.as_slice() {
        [change] => of(change),
        [] => Err(Error::missing(format!("There is no change {named:?} to answer; nothing was recorded."))
            .hint(format!("Recorded are: {}", known()))),
        _ => Err(Error::missing(format!("{named:?} could be several changes; nothing was recorded."))
            .hint(format!("Name it by its id: {}", known()))),
    }
}

const LIST: Arg = Arg { required: true, ..Arg::flag("list", "LIST", "The checklist's id") };

/// A question of a checklist.
pub(crate) static QUESTION: About = About {
    args: &[
        WHO,
        LIST,
        Arg { required: true, ..Arg::flag("question", "ID", "The question's id, as sessions names it") },
        Arg::flag("review", "N", "Of which review of the period [default: the one the checklist is due for]"),
    ],
    subject: |desk, given| {
        let child = child(desk, given)?;
        let walk = walk(desk, child, given)?;
        let board = &desk.board;
        let row = board.row(child);
        let all =
            row.map(|r| asked(&walk, &r.case, r.judged(), &board.practice, board.today)).unwrap_or_default();
        let wanted = given.text("question");
        if !all.iter().any(|i| i.id == wanted) {
            let known: Vec<&str> = all.iter().map(|i| i.id.as_str()).collect();
            let near = nearest(wanted, known.iter().copied()).map(|n| format!("Did you mean {n}? "));
            return Err(Error::missing(format!(
                "{} asks no question {wanted:?}; nothing was saved.",
                walk.list
            ))
            .hint(format!("{}It asks: {}.", near.unwrap_or_default(), known.join(", "))));
        }
        Ok(Subject::session(child, &walk, wanted))
    },
};

/// The end of a session.
pub(crate) static ENDING: About = About {
    args: &[
        WHO,
        LIST,
        Arg {
            required: true,
            ..Arg::flag("outcome", "WORD", "How it ended (ready, not-ready, adjourn ...)")
        },
        Arg::flag("review", "N", "Of which review of the period [default: the one the checklist is due for]"),
    ],
    subject: |desk, given| {
        let child = child(desk, given)?;
        let walk = walk(desk, child, given)?;
        let known = desk.board.practice.checklist(&walk.list).map_or(&[][..], |l| l.outcomes.as_slice());
        let wanted = given.text("outcome");
        if !known.iter().any(|how| how.word() == wanted) {
            return Err(Error::missing(format!(
                "{wanted:?} is no way {} ends; nothing was saved.",
                walk.list
            ))
            .hint(format!(
                "It ends: {}.",
                known.iter().map(|how| how.word()).collect::<Vec<_>>().join(", ")
            )));
        }
        Ok(Subject::session(child, &walk, wanted))
    },
};

/// The walk through a checklist that a script means: about the review it names, else what it is due for now.
fn walk(desk: &Desk, child: ChildId, given: &Given) -> Result<Walk> {
    let (board, wanted) = (&desk.board, given.text("list"));
    let row = board.row(child).ok_or_else(|| Error::missing("That child is not in the book any more."))?;
    let Some(list) = board.practice.checklist(wanted) else {
        let known: Vec<&str> = board.practice.checklists.iter().map(|l| l.id.as_str()).collect();
        let near = nearest(wanted, known.iter().copied()).map(|n| format!("Did you mean {n}? "));
        return Err(Error::missing(format!("There is no checklist {wanted:?}; nothing was saved."))
            .hint(format!("{}Known are: {}.", near.unwrap_or_default(), known.join(", "))));
    };
    let subject = match given.number("review")? {
        Some(n) => {
            let slot = row.judged().reviews().rfind(|s| s.sequence == n).ok_or_else(|| {
                Error::missing(format!("There is no review {n} of this child; nothing was saved."))
            })?;
            slot.review.and_then(|r| row.case.reviews.get(r)).map(|r| Of::Review(r.id))
        }
        None => {
            let queued = tasks(&row.case, row.judged(), &board.practice, board.today);
            let queued = queued.into_iter().find(|t| t.list == list.id);
            queued.map_or_else(|| subject_now(list, &row.case, row.judged()), |t| t.subject)
        }
    };
    Ok(Walk { list: list.id.clone(), subject })
}

/// A child or the service, and what a concern came from.
pub(crate) static ORIGIN: About = About {
    args: &[
        Arg::place("child", "Number or name, or service"),
        Arg::flag("origin", "WHAT", "What gave rise to it (decision:12, duty:midpoint@review:3)"),
    ],
    subject: |desk, given| {
        let about = child_or_service(desk, given)?.map_or_else(Subject::whole, Subject::child);
        let what = given.text("origin").to_owned();
        Ok(about.with(Part::Origin { what, kind: String::new() }))
    },
};

/// A concern and what was done about it.
pub(crate) static MOVE: About = About {
    args: &[
        Arg::place("escalation", "The number of the escalation"),
        Arg::place(
            "move",
            "raised, satisfied, not-satisfied, no-reply, decided, skip:STAGE, back:STAGE, told:ROLE, timescale, \
             risk:RISK, cafcass-referral ..., close, effect-seen",
        ),
    ],
    subject: |desk, given| {
        let id = EscalationId(given.row("escalation")?);
        let child = desk.board.concern(id).and_then(|c| c.row).map(Row::id);
        let children = child.into_iter().collect();
        Ok(Subject { children, part: Part::Move(id, given.text("move").into()) })
    },
};

/// A session, by its checklist.
pub(crate) static SESSION: About = About {
    args: &[
        WHO,
        LIST,
        Arg::flag("review", "N", "Of which review of the period [default: the one the checklist is due for]"),
    ],
    subject: |desk, given| {
        let child = child(desk, given)?;
        Ok(Subject::session(child, &walk(desk, child, given)?, ""))
    },
};

/// A concern, by its number.
pub(crate) static CONCERN: About = About {
    args: &[Arg::place("escalation", "The number of the escalation")],
    subject: |desk, given| {
        let id = EscalationId(given.row("escalation")?);
        let child = desk.board.concern(id).and_then(|c| c.row).map(Row::id);
        Ok(Subject::row(child, id.0))
    },
};

/// The child that was named.
pub(crate) fn child(desk: &Desk, given: &Given) -> Result<ChildId> {
    Ok(desk.board.find(given.text("child"))?.id())
}

pub(crate) fn child_or_service(desk: &Desk, given: &Given) -> Result<Option<ChildId>> {
    if given.text("child") == SERVICE { Ok(None) } else { child(desk, given).map(Some) }
}
