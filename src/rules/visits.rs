//! Seeing children where they live: who has not been, and who lives near whom.

use chrono::{Months, NaiveDate};

use super::due::{Assessment, Due};
use super::practice::{Duty, DutyKind, Practice};
use crate::model::Case;
use crate::model::record::{Reply, Session};
use crate::model::role::Role;
use crate::model::voice::How;

/// The question of a visit's checklist that says the child was seen where they live.
const SEEN: &str = "seen-in-placement";

/// The duties by which the IRO sees the child.
pub(crate) fn own_visits(practice: &Practice) -> impl Iterator<Item = &Duty> {
    practice.of_kind(DutyKind::Visit).filter(|d| d.owner == Role::Iro)
}

/// The day the IRO last saw the child where they live: by the duty done, by the visit's checklist, or by
/// words heard there.
pub(crate) fn seen_at_home(case: &Case, practice: &Practice) -> Option<NaiveDate> {
    let home: Vec<&str> =
        own_visits(practice).filter(|d| !d.scope.is_review()).map(|d| d.id.as_str()).collect();
    let done = case.done.iter().filter(|d| home.contains(&d.duty.as_str()) && !d.waived).map(|d| d.date);
    let held_for = |list: &str| practice.checklist(list).and_then(|l| l.held_for.as_deref());
    let of_visit = |s: &&Session| held_for(&s.checklist).is_some_and(|duty| home.contains(&duty));
    let walks = case.sessions.iter().filter(of_visit).flat_map(|s| &s.answers);
    let walks = walks.filter(|a| a.item == SEEN && a.is(Reply::Yes)).map(|a| a.date);
    let heard = case.heard.iter().filter(|h| h.how == How::Placement);
    let heard = heard.filter_map(|h| case.notes.iter().find(|n| n.id == h.note)).map(|n| n.date);
    done.chain(walks).chain(heard).max()
}

/// The visit still owed that seeing the child where they live on a day does.
pub(crate) fn visit_owed(judged: &Assessment, day: NaiveDate) -> Option<&Due> {
    let visit = |d: &&Due| d.duty.is_visit() && d.duty.owner == Role::Iro && d.review.is_none();
    judged.owed().filter(visit).find(|d| d.last.is_none_or(|last| last < day))
}

/// Whether the child has been seen where they live in the year before `today`.
pub(crate) fn seen_this_year(case: &Case, practice: &Practice, today: NaiveDate) -> bool {
    let from = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    seen_at_home(case, practice).is_some_and(|day| day > from)
}

/// The area of the placement the child is in on `today`, as it was typed.
pub(crate) fn area(case: &Case, today: NaiveDate) -> Option<&str> {
    let now = case.placements.iter().rfind(|p| p.start <= today && p.end.is_none_or(|e| e > today));
    now.map(|p| p.area.trim()).filter(|a| !a.is_empty())
}

/// What two areas have in common when they are near each other: the district of a postcode (`LU1` of
/// `LU1 4AB`), else the text as it stands.
pub(crate) fn district(area: &str) -> String {
    let upper = area.to_uppercase();
    let tight: String = upper.chars().filter(|c| !c.is_whitespace()).collect();
    let outward = |text: &str| {
        let letters = text.chars().take_while(char::is_ascii_uppercase).count();
        let rest: Vec<char> = text.chars().skip(letters).collect();
        let digit = rest.first().is_some_and(char::is_ascii_digit);
        let tail = rest.iter().all(|c| c.is_ascii_alphanumeric());
        matches!(letters, 1 | 2) && digit && tail && rest.len() <= 2
    };
    // The inward half of a full postcode is a digit and two letters.
    let whole = tight.is_ascii() && tight.len() >= 5;
    let (head, inward) = if whole { tight.split_at(tight.len() - 3) } else { (tight.as_str(), "") };
    let mut last = inward.chars();
    let full = last.next().is_some_and(|c| c.is_ascii_digit()) && last.all(|c| c.is_ascii_uppercase());
    if full && outward(head) {
        return head.to_owned();
    }
    if outward(&tight) { tight } else { upper.split_whitespace().collect::<Vec<_>>().join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_is_the_outward_half_of_a_postcode_and_any_other_text_itself() {
        for (typed, district_of) in [
            ("LU1 4AB", "LU1"),
            ("lu14ab", "LU1"),
            ("LU1", "LU1"),
            ("LU14", "LU14"),
            ("SW1A 1AA", "SW1A"),
            ("M1 1AE", "M1"),
            ("Upper  Stondon", "UPPER STONDON"),
            ("Luton", "LUTON"),
            ("", ""),
        ] {
            assert_eq!(district(typed), district_of, "{typed}");
        }
    }
}
