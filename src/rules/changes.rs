//! What a change still asks: a review before it takes effect, or something today.

use chrono::NaiveDate;

use super::practice::{Class, Practice};
use crate::model::Case;
use crate::model::change::Change;

/// What a change asks of the IRO: as kept when it was recorded, else as the practice has it.
pub(crate) fn class_of(practice: &Practice, change: &Change) -> Option<Class> {
    change.class.or_else(|| practice.event(&change.event).map(|e| e.class))
}

/// Changes nobody has answered, which ask for an answer.
pub(crate) fn unanswered<'c>(case: &'c Case, practice: &'c Practice) -> impl Iterator<Item = &'c Change> {
    let asks = |c: &&Change| c.response.is_none() && class_of(practice, c) != Some(Class::Inform);
    case.changes.iter().filter(asks)
}

/// The changes told on or after a day for which a review must come first, and which are not answered: the one
/// that takes effect first, one without such a day last.
pub(crate) fn come_first<'c>(case: &'c Case, practice: &'c Practice, since: NaiveDate) -> Vec<&'c Change> {
    let must = unanswered(case, practice).filter(|c| c.date >= since);
    let mut must: Vec<&Change> = must.filter(|c| class_of(practice, c) == Some(Class::Must)).collect();
    must.sort_by_key(|c| (c.effective.is_none(), c.effective, c.date));
    must
}

/// The change that asks for something today: a child missing, or at immediate risk, until it is answered or
/// the event that closes it, such as the child found, was recorded.
pub(crate) fn urgent<'c>(case: &'c Case, practice: &'c Practice, today: NaiveDate) -> Option<&'c Change> {
    let open = |c: &&Change| {
        let event = practice.event(&c.event).filter(|e| e.urgent);
        let ends = event.map(|e| e.ends.as_deref());
        let closed =
            |id: &str| case.changes.iter().any(|o| o.event == id && o.date >= c.date && o.date <= today);
        c.date <= today && ends.is_some_and(|ends| !ends.is_some_and(closed))
    };
    unanswered(case, practice).find(open)
}
