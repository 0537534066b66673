//! What is said of a decision after it was made: how far it was carried out, and what the manager answers.

use chrono::NaiveDate;

use super::about::{About, Arg};
use super::decision::{gone, the_one};
use super::{Act, Choice, Choices, Field, Part, Subject, Then, Values, about, choices};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::decision::{Mark, Marked};
use crate::model::ids::{ChildId, DecisionId};
use crate::rules::decisions::{Agreement, Entry};
use crate::rules::working::{count, long};

pub(crate) static DECIDED: Act = Act {
    id: "decided",
    title: "Say how far a decision was carried out",
    find: &["done", "partly", "dropped", "agreed", "objected"],
    command: "decided",
    lead: &[],
    about: &About {
        args: &[about::WHO, Arg::place("decision", "Its id, as decisions shows it")],
        subject: |desk, given| Ok(Subject::row(Some(about::child(desk, given)?), given.row("decision")?)),
    },
    fields: &[
        Field::choice("mark", "What", Choices::Fixed(marks))
            .flag("status")
            .value("HOW")
            .help("How far, or what the manager answers")
            .said("How far it was carried out"),
        Field::day("date", "On").help("The day it was looked at").said("A date"),
        Field::block("note", "Note").help("What came of it; why it is dropped"),
    ],
    settle: |sheet, scene| {
        sheet.title = "Mark a decision".to_owned();
        sheet.propose("date", "today");
        if let Ok(decision) = the_one(scene.desk, &sheet.subject) {
            sheet.note(decision.text);
        }
    },
    run: |desk, subject, values| {
        mark(desk, subject.one()?, &[DecisionId(subject.id()?)], "mark", "note", values)
    },
    then: Then::Nothing,
};

fn marks() -> Vec<Choice> {
    choices(Mark::CHOICES)
}

pub(crate) static AGREEMENT: Act = Act {
    id: "agreement",
    title: "Record the manager's answer to the decisions of a review",
    find: &["agreed", "objected", "disagreed", "reversed", "silence"],
    command: "agreement",
    lead: &[],
    about: &About {
        args: &[
            about::WHO,
            Arg::maybe("decision", "Its id, as decisions shows it"),
            Arg::flag("review", "N", "All decisions of this review that nobody answered yet"),
        ],
        subject: |desk, given| {
            let child = about::child(desk, given)?;
            match (given.some("decision"), given.number("review")?) {
                (Some(_), None) => Ok(Subject::row(Some(child), given.row("decision")?)),
                (None, Some(n)) => Ok(Subject::of_review(child, Some(n))),
                _ => Err(Error::usage("Which decisions are answered was not said; nothing was recorded.")
                    .hint("Give the id of one, or --review N for all of a review.")),
            }
        },
    },
    fields: &[
        Field::choice("answer", "Answer", Choices::Fixed(answers))
            .value("ANSWER")
            .help("Agreed, disagreed in writing, or an agreement by silence taken back")
            .said("The answer"),
        Field::day("date", "On").help("The day of it").said("A date"),
        Field::block("reason", "Why").help("Why; needed unless agreed"),
    ],
    settle: |sheet, scene| {
        sheet.propose("date", "today");
        if let Some(n) = sheet.subject.review() {
            sheet.title = format!("The manager's answer to review {n} of {}", scene.who(&sheet.subject));
        }
    },
    run: |desk, subject, values| {
        let mark_of = values.word("answer")?.unwrap_or(Mark::Agreed);
        let meant = match subject.part {
            Part::Row(id) => vec![DecisionId(id)],
            _ => unanswered(desk, subject, mark_of),
        };
        mark(desk, subject.one()?, &meant, "answer", "reason", values)
    },
    then: Then::Nothing,
};

fn answers() -> Vec<Choice> {
    let all = Mark::ALL.iter().filter(|m| m.is_answer());
    all.map(|m| (m.word().to_owned(), m.says().to_owned())).collect()
}

/// The decisions of a review that an answer is for: those nobody answered yet, or, to take the agreement
/// back, those that silence agreed to.
fn unanswered(desk: &Desk, subject: &Subject, mark: Mark) -> Vec<DecisionId> {
    let Some(row) = subject.of().and_then(|child| desk.board.row(child)) else { return Vec::new() };
    let latest = row.case.periods.len().checked_sub(1);
    let ledger = desk.board.ledger(row);
    let of = ledger.iter().filter(|e| e.slot.is_some_and(|s| Some(s.period) == latest));
    let of = of.filter(|e| e.slot.map(|s| s.sequence) == subject.review() && e.decision.answer().is_none());
    of.filter(|e| mark != Mark::Reversed || e.agreement.is_agreed()).map(|e| e.decision.id).collect()
}

/// Says one thing of all the decisions: those keys hold it, and the words beside it.
fn mark(
    desk: &mut Desk,
    child: ChildId,
    ids: &[DecisionId],
    key: &str,
    words: &str,
    values: &Values,
) -> Result<Outcome> {
    let (date, note) = (values.the_day("date")?, values.text(words));
    let Some(mark) = values.word::<Mark>(key)? else {
        return Err(Error::usage("What is said of the decision is needed; nothing was recorded."));
    };
    let row = desk.row(child)?;
    let ledger = desk.board.ledger(row);
    let mut text = "";
    for id in ids {
        let entry = ledger.iter().find(|e| e.decision.id == *id).ok_or_else(gone)?;
        fits(entry, mark, date, &note)?;
        text = &entry.decision.text;
    }
    let what: String = match ids.len() {
        0 => return Err(Error::data("There is no decision to mark; nothing was recorded.")),
        1 => text.lines().next().unwrap_or_default().chars().take(40).collect(),
        n => count(n, "decision", "decisions"),
    };
    desk.act(
        child,
        |who| format!("Mark as {}: {what} ({who})", mark.word()),
        |tx| {
            let marked = Marked { mark, date, note };
            ids.iter().try_for_each(|id| tx.insert(*id, &marked).map(|_| ()))?;
            Ok(ids.first().map_or(0, |id| id.0))
        },
    )
}

/// Whether something can be said of a decision where it stands: not before it was made, with a reason where
/// one is needed; what silence agreed to can only be taken back, and only that can be.
fn fits(entry: &Entry<'_>, mark: Mark, date: NaiveDate, note: &str) -> Result<()> {
    if let Some(made) = entry.slot.and_then(|s| s.held).filter(|made| date < *made) {
        return Err(Error::data(format!(
            "{} is before {}, when it was decided; nothing was recorded.",
            long(date),
            long(made)
        )));
    }
    if matches!(mark, Mark::Disagreed | Mark::Reversed | Mark::Dropped) && note.trim().is_empty() {
        return Err(Error::data(format!(
            "Marking it {} needs the reason; nothing was recorded.",
            mark.word()
        ))
        .hint("Say why."));
    }
    match (mark, entry.agreement) {
        (Mark::Disagreed, Agreement::DeemedAgreed(until)) if date > until => Err(Error::data(format!(
            "Nobody objected by {}, so it is deemed agreed; nothing was recorded.",
            long(until)
        ))
        .hint("Take the agreement back with a reason (reversed), then record the disagreement.")),
        (Mark::Reversed, agreement) if !agreement.is_agreed() => {
            Err(Error::data("It is not agreed, so there is nothing to take back; nothing was recorded."))
        }
        _ => Ok(()),
    }
}
