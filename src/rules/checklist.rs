//! Which questions of a checklist apply to a child, how far a session is, and the note it leaves.

use chrono::NaiveDate;

use super::judge::{Judge, Truth, applies};
use super::practice::{AnswerKind, Checklist, Item, Practice};
use super::slot::Slot;
use super::working::long;
use crate::model::Case;
use crate::model::record::{Answer, Reply, Session};

/// The questions that apply to a case; one whose condition cannot be told is asked.
pub(crate) fn questions<'p>(
    list: &'p Checklist,
    case: &Case,
    practice: &Practice,
    slot: Option<&Slot>,
    today: NaiveDate,
) -> Vec<&'p Item> {
    let on = slot.and_then(Slot::date).map_or(today, |d| d.date);
    let judge = Judge { case, practice, on, period: case.periods.last(), slot, change: None };
    list.items.iter().filter(|i| applies(&i.when, &i.unless, &judge) != Truth::No).collect()
}

/// The answer given to a question.
pub(crate) fn answer<'s>(session: &'s Session, item: &str) -> Option<&'s Answer> {
    session.answers.iter().find(|a| a.item == item)
}

/// How many of the questions are answered.
pub(crate) fn progress(questions: &[&Item], session: Option<&Session>) -> usize {
    questions.iter().filter(|q| session.is_some_and(|s| answer(s, &q.id).is_some())).count()
}

/// The questions without an answer.
pub(crate) fn unanswered<'q>(questions: &[&'q Item], session: &Session) -> Vec<&'q Item> {
    questions.iter().filter(|q| answer(session, &q.id).is_none()).copied().collect()
}

/// What was written in a session in the IRO's own words: the answers that are texts, else the notes.
pub(crate) fn own_words(questions: &[&Item], session: &Session) -> String {
    let of = |text: bool| {
        let found = questions.iter().filter_map(|q| Some((q, answer(session, &q.id)?)));
        let found = found.map(|(q, a)| match (text, q.answer == AnswerKind::Text) {
            (true, true) if !a.is(Reply::NotApplicable) => a.value.as_str(),
            (false, _) => a.note.as_str(),
            _ => "",
        });
        found.filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n")
    };
    Some(of(true)).filter(|t| !t.is_empty()).unwrap_or_else(|| of(false))
}

/// A paste-ready case note from the answers.
pub(crate) fn case_note(title: &str, questions: &[&Item], session: &Session) -> String {
    let mut note = format!("{} - {}\n", title, long(session.ended.unwrap_or(session.started)));
    for question in questions {
        let Some(answer) = answer(session, &question.id) else { continue };
        note.push_str(&format!("\n{}\n  {}", question.ask, answer.value));
        if !answer.note.is_empty() {
            note.push_str(&format!(": {}", answer.note.replace('\n', "\n  ")));
        }
        note.push('\n');
    }
    let open = unanswered(questions, session);
    if !open.is_empty() {
        note.push_str("\nNot answered\n");
        note.extend(open.iter().map(|question| format!("  {}\n", question.ask)));
    }
    if let Some(outcome) = &session.outcome {
        note.push_str(&format!("\nOutcome: {outcome}\n"));
    }
    note
}
