//! Returns read into the book.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use super::Desk;
use super::merge::doubts;
use super::merge::next::moved;
use super::merge::plan::{Change, Gone, Plan};
use super::merge::write::write;
use crate::error::{Error, Result};
use crate::exchange::ssda903::plain;
use crate::model::Case;
use crate::model::doubt::Kind;
use crate::model::ids::ChildId;
use crate::model::returns::{Accepted, Own, Remark, Report, Return, ReturnChild, Said};
use crate::store::{Act, Why};

/// How many children are written between two looks at whether the user cancelled.
const STEP: usize = 500;

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
                let known = change.old;
                write(tx, change, &practice, &calendar, today)?;
                known.map_or(Ok(()), |child| doubts::settle(tx, child))?;
            }
            Ok(())
        })?;
        let _ = progress(total, total);
        Ok(plan.report)
    }

    fn plan(&self, ret: Return, mine: Option<&Own>) -> Result<Plan> {
        let mut said: HashMap<ChildId, Vec<Said>> = self.store.grouped("ORDER BY id", [])?;
        let book = Book::of(self.board.children().iter().map(|r| &r.case));
        let wanted: Option<BTreeSet<&str>> = mine.map(|m| m.numbers.iter().map(|(n, _)| plain(n)).collect());
        let (practice, calendar, today) = self.judges();
        let mut plan = Plan::default();
        plan.report = ret.report;
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
                    let said = said.remove(&case.child.id).unwrap_or_default();
                    let change = plan.compare(case, said, Some(found));
                    let next = |change| moved(case, change, &practice, &calendar, today);
                    plan.report.moved.extend(change.as_ref().and_then(next));
                    plan.children.extend(change);
                }
            }
        }
        plan.report.doubts.sort();
        plan.report.doubts.dedup();
        plan.report.changed.sort();
        plan.report.moved.sort();
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
