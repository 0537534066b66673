//! A return merged into the book. The book keeps what each return said of a child; the case is worked out from all of
//! them, whatever order they came in, and from what was typed by hand. That stays, and where the returns differ from it
//! both values are told. Keys: the child's number; a start; a review's date.

mod aside;
mod compare;
#[cfg(test)]
mod doubt_tests;
pub(super) mod doubts;
mod facts;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod orders;
mod reviews;
mod rows;
#[cfg(test)]
mod small_returns;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use chrono::NaiveDate;

use doubts::Found;

use super::Desk;
use crate::error::{Error, Result};
use crate::exchange::ssda903::plain;
use crate::model::Case;
use crate::model::care::Period;
use crate::model::child::Child;
use crate::model::doubt::Kind;
use crate::model::ids::{ChildId, LegalId, NoteId, PeriodId, PlacementId, ReviewId};
use crate::model::record::{Note, NoteKind};
use crate::model::returns::{Accepted, Changed, Own, Remark, Report, Return, ReturnChild, Said};
use crate::model::role::Role;
use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;
use crate::rules::timetable::{judgement, timetable};
use crate::store::{Act, Tx, Why};

/// How many children are written between two looks at whether the user cancelled.
const STEP: usize = 500;

/// What remarks about the names of a return are filed under.
const NAMES: &str = "the names";
/// What remarks are filed under where the book says something else than the return.
const BOOK: &str = "the book";
/// With whom a contact that a list tells was.
const CHILD: &str = "child";

/// The children that a return's names file gives to this IRO; `None` where it names none of theirs: the
/// return is taken whole then, and its report says so where the file names other IROs.
pub(crate) fn own_children(ret: &mut Return, iro: &str) -> Option<Own> {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut named: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let mut numbers = Vec::new();
    for child in &ret.children {
        for person in child.people.iter().filter(|p| p.role == Role::Iro) {
            if plain(&person.name) == plain(iro) {
                numbers.push((child.child.number.clone(), 0));
            }
            named.entry(plain(&person.name)).or_insert_with(|| (person.name.clone(), 0)).1 += 1;
        }
    }
    if numbers.is_empty() && !named.is_empty() && !iro.is_empty() {
        let who: Vec<String> = named.values().map(|(name, n)| format!("{name} ({n})")).collect();
        ret.report.doubts.push(Remark {
            file: NAMES.into(),
            row: 0,
            column: "IRO".into(),
            value: iro.to_owned(),
            why: format!(
                "no child has this IRO, so every child was taken; the file names {}. Undo takes it back; --mine \
                picks children by number",
                who.join(", ")
            ),
            child: String::new(),
            kind: Kind::Cell,
            day: None,
        });
    }
    (!numbers.is_empty()).then(|| Own { file: NAMES.into(), numbers })
}

impl Desk {
    /// What merging would report, without writing.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub(crate) fn merge_report(&self, ret: Return, mine: Option<&Own>) -> Result<Report> {
        Ok(self.plan(ret, mine)?.report)
    }

    /// Merges a return in one transaction that one undo takes back. The board is not refreshed.
    ///
    /// # Errors
    /// When cancelled or the book cannot be written: nothing is then.
    pub(crate) fn merge(
        &mut self,
        ret: Return,
        mine: Option<&Own>,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Report> {
        let plan = self.plan(ret, mine)?;
        if plan.children.is_empty() {
            return Ok(plan.report);
        }
        self.store.back_up_before(Why::Import)?;
        let (practice, calendar, today) = self.judges();
        let total = u64::try_from(plan.children.len()).unwrap_or(u64::MAX);
        let label = format!("Import a return: {} children", plan.report.accepted.children);
        self.store.bulk_act(&Act::general(label, today), |tx| {
            for (n, change) in plan.children.into_iter().enumerate() {
                if n % STEP == 0 && progress(u64::try_from(n).unwrap_or(0), total).is_break() {
                    return Err(Error::usage("The import was cancelled; nothing was written."));
                }
                write(tx, change, &practice, &calendar, today)?;
            }
            Ok(())
        })?;
        let _ = progress(total, total);
        Ok(plan.report)
    }

    fn plan(&self, ret: Return, mine: Option<&Own>) -> Result<Plan> {
        let mut said: HashMap<ChildId, Vec<Said>> = self.store.grouped("ORDER BY id", [])?;
        let book = Book::of(self.board.rows().map(|r| &r.case));
        let wanted: Option<BTreeSet<&str>> = mine.map(|m| m.numbers.iter().map(|(n, _)| plain(n)).collect());
        let mut plan = Plan { report: ret.report, ..Plan::default() };
        if let Some(own) = mine {
            let has: BTreeSet<&str> = ret.children.iter().map(|c| plain(&c.child.number)).collect();
            let gone = own.numbers.iter().filter(|(number, _)| !has.contains(plain(number)));
            plan.report.doubts.extend(gone.map(|(number, row)| Remark {
                file: own.file.clone(),
                row: *row,
                column: "CHILD".into(),
                value: number.clone(),
                why: "is in the list of own children but not in the return".into(),
                child: String::new(),
                kind: Kind::Cell,
                day: None,
            }));
        }
        plan.report.accepted = Accepted::default();
        for found in ret.children {
            let number = found.child.number.clone();
            if wanted.as_ref().is_some_and(|w| !w.contains(plain(&number))) {
                plan.report.left_out += 1;
                continue;
            }
            count(&mut plan.report.accepted, &found);
            match book.find(&found) {
                None => {
                    count(&mut plan.report.added, &found);
                    plan.report.new.extend((!book.is_empty()).then_some(number));
                    plan.unknown_start(&found.child.number, &found.periods);
                    let said = found.said.clone().into_iter().collect();
                    let (parts, gone) = (Vec::new(), Gone::default());
                    plan.children.push(Change { old: None, new: found, parts, gone, said });
                }
                Some(case) => {
                    // What is doubtful is told of all its returns together.
                    plan.report.doubts.retain(|r| r.child != number || !r.kind.is_kept());
                    plan.found.clear();
                    let said = said.remove(&case.child.id).unwrap_or_default();
                    let change = plan.compare(case, said, Some(found));
                    plan.children.extend(change);
                }
            }
        }
        plan.report.doubts.sort();
        plan.report.doubts.dedup();
        plan.report.changed.sort();
        plan.report.ended.sort();
        plan.report.new.sort();
        plan.report.unknown_start.sort();
        Ok(plan)
    }
}

/// The children of the book by number, and by number without what spreadsheets spoil of it.
struct Book<'b> {
    exact: HashMap<&'b str, &'b Case>,
    plain: HashMap<&'b str, Vec<&'b Case>>,
}

impl<'b> Book<'b> {
    fn of(cases: impl Iterator<Item = &'b Case>) -> Self {
        let mut book = Book { exact: HashMap::new(), plain: HashMap::new() };
        for case in cases {
            let number = case.child.number.as_str();
            book.exact.insert(number, case);
            book.plain.entry(plain(number)).or_default().push(case);
        }
        book
    }

    fn is_empty(&self) -> bool {
        self.exact.is_empty()
    }

    /// The child of a return, also where its number is written otherwise: save where it was born on another day.
    fn find(&self, found: &ReturnChild) -> Option<&'b Case> {
        let child = &found.child;
        if let Some(case) = self.exact.get(child.number.as_str()) {
            return Some(case);
        }
        let [case] = self.plain.get(plain(&child.number))?.as_slice() else { return None };
        let born = case.child.dob.zip(child.dob);
        born.is_none_or(|(a, b)| a == b).then_some(*case)
    }
}

fn count(to: &mut Accepted, child: &ReturnChild) {
    let len = |n: usize| u64::try_from(n).unwrap_or(0);
    to.children += 1;
    to.periods += len(child.periods.len());
    to.placements += len(child.placements.len());
    to.reviews += len(child.reviews.len());
}

/// What merging comes to.
#[derive(Default)]
struct Plan {
    children: Vec<Change>,
    report: Report,
    /// What is doubtful about the child at hand.
    found: Vec<Found>,
    /// The last day that its returns tell of.
    last: Option<NaiveDate>,
}

impl Plan {
    /// Notes a child in care of whom no return tells when that began.
    fn unknown_start(&mut self, child: &str, periods: &[Period]) {
        if periods.last().is_some_and(|p| p.end.is_none() && !p.start_known) {
            self.report.unknown_start.push(child.to_owned());
        }
    }

    fn changed(&mut self, child: &str, what: &str, before: impl ToString, after: impl ToString) {
        let (child, what) = (child.to_owned(), what.to_owned());
        let (before, after) = (before.to_string(), after.to_string());
        self.report.changed.push(Changed { child, what, before, after });
    }
}

/// What to write for one child: rows with id 0 are new, the others bring a row up to date.
struct Change {
    old: Option<ChildId>,
    new: ReturnChild,
    /// Further days of reviews that the book has.
    parts: Vec<(ReviewId, NaiveDate)>,
    gone: Gone,
    /// What was said of the child and is not kept yet.
    said: Vec<Said>,
}

/// Rows that an earlier return left and that no return has any more.
#[derive(Default)]
struct Gone {
    periods: Vec<PeriodId>,
    legal: Vec<LegalId>,
    placements: Vec<PlacementId>,
    reviews: Vec<ReviewId>,
}

impl Gone {
    fn len(&self) -> usize {
        self.periods.len() + self.legal.len() + self.placements.len() + self.reviews.len()
    }
}

fn write(
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
    for l in &new.legal {
        tx.put(child, l)?;
    }
    for p in &new.placements {
        tx.put(child, p)?;
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
        return super::settle(tx, child, practice, calendar, today);
    }
    // A child new to the book is judged before it is written: one pass instead of two.
    let mut case = Case::new(new.child);
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
