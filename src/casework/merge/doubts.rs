//! What is doubtful about a child's returns: found by comparing what they say together with what the book has, kept
//! until answered, and gone when it is no longer so.

use chrono::NaiveDate;

use super::found::{Differs, Found};
use super::plan::{BOOK, Change, Plan};
use super::write::write;
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::doubt::{Answer, Doubt, Kind};
use crate::model::ids::{ChildId, DoubtId};
use crate::model::returns::Said;
use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;
use crate::store::Tx;

impl Plan {
    /// Notes that what was typed by hand differs.
    pub(super) fn differs(&mut self, differs: Differs<'_>) {
        let Differs { column, day, book, ret, take } = differs;
        let why = format!("the book has {book}, typed by hand, which stays; the return has {ret}");
        let doubt = Doubt {
            id: DoubtId(0),
            kind: Kind::Differs,
            column: column.to_owned(),
            day,
            value: ret,
            book: Some(book),
            file: BOOK.into(),
            row: 0,
            why,
            answer: None,
            answered: None,
        };
        self.found.push(Found { doubt, take: Some(take) });
    }
}

/// What is doubtful about a child now, and what bringing the book up to date would change.
fn found(case: &Case, said: Vec<Said>) -> (Vec<Found>, Option<Change>) {
    let mut plan = Plan::default();
    let change = plan.compare(case, said, None);
    (plan.found, change)
}

/// Brings the doubts that are kept of a child up to date with what the returns say and what was typed.
pub(in crate::casework) fn settle(tx: &Tx<'_>, child: ChildId) -> Result<()> {
    let said: Vec<Said> = tx.list("WHERE child = ?1 ORDER BY id", [child.0])?;
    let Some(case) = tx.case(child)?.filter(|_| !said.is_empty()) else { return Ok(()) };
    let (found, _) = found(&case, said);
    for old in case.open_doubts().filter(|old| !found.iter().any(|f| f.doubt.is_same(old))) {
        tx.delete(old.id)?;
    }
    for Found { doubt, .. } in found {
        match case.doubts.iter().find(|old| old.is_same(&doubt)) {
            None => {
                tx.insert(child, &doubt)?;
            }
            // What was taken once and typed otherwise again is doubtful again.
            Some(old) if old.is_open() || old.answer == Some(Answer::Take) => {
                let now = Doubt { id: old.id, ..doubt };
                if now != *old {
                    tx.update(&now)?;
                }
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Writes what the return says of a doubt in the place of what was typed by hand; then what stood aside for it.
///
/// # Errors
/// When no return says so any more.
pub(crate) fn take(
    tx: &Tx<'_>,
    case: &Case,
    doubt: &Doubt,
    (practice, calendar, today): (&Practice, &Calendar, NaiveDate),
) -> Result<()> {
    let child = case.child.id;
    let said = || tx.list("WHERE child = ?1 ORDER BY id", [child.0]);
    let (all, _) = found(case, said()?);
    let take = all.into_iter().find(|f| f.doubt.is_same(doubt)).and_then(|f| f.take);
    let take =
        take.ok_or_else(|| Error::data("The return does not say that any more; nothing was changed."))?;
    take.write(tx)?;
    if let Some(case) = tx.case(child)?
        && let (_, Some(change)) = found(&case, said()?)
    {
        write(tx, change, practice, calendar, today)?;
    }
    Ok(())
}
