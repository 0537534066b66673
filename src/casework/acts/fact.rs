//! What acts on recorded facts share: which one is meant, and how it is corrected or taken out.

use chrono::NaiveDate;

use super::about::{Arg, child};
use super::{Choice, Field, Given, Scene, Sheet, Shown, Subject, Values, choices};
use crate::casework::Desk;
use crate::error::{Error, Result};
use crate::model::Case;

/// The flag by which a script names a fact.
pub(super) const BEGAN: Arg = Arg::flag(
    "began",
    "DATE",
    "The one that began on this day is meant, to correct it or take it out [default: the latest]",
);

/// The last field of a correction.
pub(super) const TAKE_OUT: Field = Field {
    label: "On saving",
    ..Field::flag_only("remove", "It was recorded wrongly: take it out").only(Shown::Both)
};

/// A fact of a child that a script means, of those with these numbers and first days.
pub(super) fn meant(
    desk: &Desk,
    given: &Given,
    what: &str,
    all: fn(&Case) -> Vec<(i64, NaiveDate)>,
) -> Result<Subject> {
    let child = child(desk, given)?;
    let all = all(&desk.case(child)?);
    let began = given.some("began").map(|day| Scene::of(desk).day(day)).transpose()?;
    let found = match began {
        Some(day) => all.iter().rfind(|(_, start)| *start == day),
        None => all.last(),
    };
    if let Some((id, _)) = found {
        return Ok(Subject::row(Some(child), *id));
    }
    let days: Vec<String> = all.iter().map(|(_, start)| start.to_string()).collect();
    let hint = if days.is_empty() { "None is recorded.".to_owned() } else { days.join(", ") };
    Err(Error::missing(format!("The child has no such {what}; nothing was changed.")).hint(hint))
}

/// Heads the form of a correction, and offers to take the fact out.
pub(super) fn correcting(sheet: &mut Sheet, scene: &Scene<'_>, what: &str) {
    sheet.title = format!("Correct {what} of {}", scene.who(&sheet.subject));
    let all = choices(&[("", "correct it so"), ("yes", "take it out: it was recorded wrongly")]);
    sheet.offer(TAKE_OUT.key, all, "");
}

/// Whether the fact is to be taken out.
pub(super) fn taken_out(values: &Values) -> bool {
    values.yes(TAKE_OUT.key) == Some(true)
}

pub(super) fn gone() -> Error {
    Error::missing("That fact is not in the book any more; nothing was changed.")
}

/// Codes with their titles, headed by what leaves it open.
pub(super) fn codes(open: Option<&str>, list: &[(&str, &str)]) -> Vec<Choice> {
    let none = open.map(|words| (String::new(), words.to_owned()));
    let all = list.iter().map(|(code, title)| ((*code).to_owned(), format!("{code} {title}")));
    none.into_iter().chain(all).collect()
}
