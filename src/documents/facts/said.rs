//! How facts are put into words.

use chrono::{Months, NaiveDate};

use crate::board::Board;
use crate::model::codes::{PLACES, title};
use crate::model::role::Role;
use crate::rules::working::count;

/// A part in a case, written out: documents go to people who do not know an authority's short forms.
pub(super) fn part(board: &Board, role: &str) -> String {
    match Role::from_word(role) {
        Ok(Role::Iro) => "Independent Reviewing Officer".to_owned(),
        Ok(role) => role.says().to_owned(),
        Err(_) => board.practice.role(role).to_owned(),
    }
}

/// A kind of home, as a sentence has it.
pub(super) fn home(code: &str) -> String {
    let title = title(PLACES, code);
    let Some(foster) = title.strip_prefix("Foster: ") else { return title.to_owned() };
    let (who, more) = foster.split_once(", ").unwrap_or((foster, ""));
    let kin = if who == "relative or friend" { " who are relatives or friends" } else { "" };
    let more = match more {
        "" => String::new(),
        "also adopter" => ", to adopt as well".to_owned(),
        more => format!(", {more}"),
    };
    format!("Foster carers{kin}{more}")
}

/// How old somebody is on a day: in months before the second birthday, then in years.
pub(super) fn old(born: NaiveDate, day: NaiveDate) -> Option<String> {
    let years = usize::try_from(day.years_since(born)?).ok()?;
    if years > 1 {
        return Some(format!("{years} years"));
    }
    let months = (0..24).rfind(|n| born.checked_add_months(Months::new(*n)).is_some_and(|d| d <= day))?;
    Some(count(usize::try_from(months).ok()?, "month", "months"))
}

/// Words of the child without the quotation marks they may have been typed in: the document has its own.
pub(super) fn unquoted(text: &str) -> &str {
    let bare = text.trim().trim_start_matches(['"', '“', '‘']).trim_end_matches(['"', '”', '’']);
    if bare.trim().is_empty() { text } else { bare }
}

/// Words that are there; `None` where there are none.
pub(super) fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|t| !t.is_empty())
}
