//! What merging comes to, written.

use chrono::NaiveDate;

use super::plan::{CHILD, Change};
use crate::casework::judge::judge;
use crate::error::Result;
use crate::model::Case;
use crate::model::care::{Legal, Placement, known_on};
use crate::model::child::Child;
use crate::model::ids::NoteId;
use crate::model::record::{Note, NoteKind};
use crate::model::returns::Told;
use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;
use crate::rules::timetable::{judgement, timetable};
use crate::store::Tx;

/// Writes what was worked out of one child, and judges its reviews.
///
/// # Errors
/// When the book cannot be written.
pub(in crate::casework) fn write(
    tx: &Tx<'_>,
    change: Change,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<()> {
    let new = change.new;
    let child = match change.old {
        Some(id) => {
            tx.update(&new.child)?;
            id
        }
        None => tx.insert((), &Child { imported_on: Some(today), ..new.child.clone() })?,
    };
    for said in &change.said {
        tx.insert(child, said)?;
    }
    let gone = change.gone;
    gone.periods.into_iter().try_for_each(|id| tx.delete(id))?;
    gone.legal.into_iter().try_for_each(|id| tx.delete(id))?;
    gone.placements.into_iter().try_for_each(|id| tx.delete(id))?;
    gone.reviews.into_iter().try_for_each(|id| tx.delete(id))?;
    change.parts.into_iter().try_for_each(|(review, day)| tx.add_part(review, day))?;
    for p in &new.periods {
        tx.put(child, p)?;
    }
    // What began after the child came into the book, and no return told before, is known from today on.
    let came = new.child.imported_on.filter(|_| change.old.is_some());
    let known = |began: NaiveDate| known_on(came, today).filter(|_| came.is_some_and(|came| came < began));
    for l in &new.legal {
        let known = if l.id.0 == 0 { known(l.start) } else { l.known };
        tx.put(child, &Legal { known, ..l.clone() })?;
    }
    for p in &new.placements {
        let known = if p.id.0 == 0 { known(p.start) } else { p.known };
        tx.put(child, &Placement { known, ..p.clone() })?;
    }
    for p in &new.people {
        tx.put(child, p)?;
    }
    for day in &new.contacts {
        tx.insert(Some(child), &contact(*day))?;
    }
    if change.old.is_some() {
        for r in &new.reviews {
            tx.put(child, r)?;
        }
        return judge(tx, child, practice, calendar, today);
    }
    // A child new to the book is judged before it is written: one pass instead of two.
    let mut case = Case::new(Child { imported_on: Some(today), ..new.child });
    case.told = change.said.iter().map(|said| Told { first: said.first, last: said.last }).collect();
    (case.periods, case.legal, case.placements, case.reviews) =
        (new.periods, new.legal, new.placements, new.reviews);
    for slot in timetable(&case, practice, calendar, today) {
        let judged = judgement(&slot, calendar);
        if let Some(review) = slot.review.and_then(|r| case.reviews.get_mut(r)) {
            review.judged = judged;
        }
    }
    for review in &case.reviews {
        tx.insert(child, review)?;
    }
    for doubt in &new.doubts {
        tx.insert(child, doubt)?;
    }
    Ok(())
}

/// A contact that a list tells; the council's system has it already.
fn contact(date: NaiveDate) -> Note {
    let text = "The last visit or contact of the IRO, as a list of the council tells it; which of the two it does not tell.";
    let (kind, with) = (NoteKind::Spoke, CHILD.to_owned());
    Note { id: NoteId(0), kind, date, with, place: None, text: text.to_owned(), pasted: true }
}
