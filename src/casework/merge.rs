//! A return merged into the book: what is new is added, what a person typed stays, and where the
//! return differs from it both values are told. Keys: the child's number; a start; a review's date.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::Desk;
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::child::{Child, Source};
use crate::model::ids::ChildId;
use crate::model::returns::{Accepted, Remark, Report, Return, ReturnChild};
use crate::model::review::Review;
use crate::rules::calendar::Calendar;
use crate::rules::practice::Practice;
use crate::rules::timetable::{judgement, timetable};
use crate::store::{Act, Tx};

/// How many children are written between two looks at whether the user cancelled.
const STEP: usize = 500;

/// The children that a return's names file gives to this IRO; `None` where it names none of theirs.
pub fn own_children(ret: &Return, iro: &str) -> Option<Vec<String>> {
    let theirs = |c: &&ReturnChild| {
        c.people.iter().any(|p| p.role == "iro" && p.name.to_lowercase() == iro.to_lowercase())
    };
    let own: Vec<String> = ret.children.iter().filter(theirs).map(|c| c.child.number.clone()).collect();
    (!own.is_empty()).then_some(own)
}

impl Desk {
    /// What merging would report, without writing.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn merge_report(&self, ret: Return, mine: Option<&[String]>) -> Result<Report> {
        Ok(self.plan(ret, mine).report)
    }

    /// Merges a return in one transaction that one undo takes back. The board is not refreshed.
    ///
    /// # Errors
    /// When cancelled or the book cannot be written: nothing is then.
    pub fn merge(
        &mut self,
        ret: Return,
        mine: Option<&[String]>,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Report> {
        let plan = self.plan(ret, mine);
        if plan.children.is_empty() {
            return Ok(plan.report);
        }
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

    fn plan(&self, ret: Return, mine: Option<&[String]>) -> Plan {
        let known: HashMap<&str, &Case> =
            self.board.rows.iter().map(|r| (r.case.child.number.as_str(), &r.case)).collect();
        let wanted: Option<BTreeSet<&str>> = mine.map(|m| m.iter().map(String::as_str).collect());
        let mut plan = Plan { children: Vec::new(), report: ret.report };
        if let Some(wanted) = &wanted {
            let has: BTreeSet<&str> = ret.children.iter().map(|c| c.child.number.as_str()).collect();
            for number in wanted.difference(&has) {
                plan.doubt("CHILD", number, "is in the list of own children but not in the return".into());
            }
        }
        plan.report.accepted = Accepted::default();
        for found in ret.children {
            if wanted.as_ref().is_some_and(|w| !w.contains(found.child.number.as_str())) {
                continue;
            }
            let taken = &mut plan.report.accepted;
            count(taken, &found);
            match known.get(found.child.number.as_str()) {
                None => {
                    count(&mut plan.report.added, &found);
                    plan.children.push(Change { old: None, new: found });
                }
                Some(case) => {
                    let change = plan.compare(case, found);
                    plan.children.extend(change);
                }
            }
        }
        plan.report.doubts.sort();
        plan.report.doubts.dedup();
        plan
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
struct Plan {
    children: Vec<Change>,
    report: Report,
}

/// The rows to write for one child: those with id 0 are new, the others bring a row up to date.
struct Change {
    old: Option<ChildId>,
    new: ReturnChild,
}

impl Plan {
    fn doubt(&mut self, column: &str, value: &str, why: String) {
        self.report.doubts.push(Remark {
            file: "(book)".into(),
            row: 0,
            column: column.into(),
            value: value.into(),
            why,
        });
    }

    /// The rows of `found` that the book does not have, or has from an earlier return otherwise.
    fn compare(&mut self, case: &Case, mut found: ReturnChild) -> Option<Change> {
        let number = found.child.number.clone();
        let mut updated = 0;
        let child = merged_child(&case.child, &found.child);
        for (what, book, ret) in differences(&case.child, &found.child) {
            self.differs(&number, what, &book, &ret);
        }
        let child_changed = child != case.child;
        found.child = child;

        let mut periods = Vec::new();
        for new in std::mem::take(&mut found.periods) {
            match case.periods.iter().find(|p| p.start == new.start) {
                None if case.periods.iter().any(|p| overlap((p.start, p.end), (new.start, new.end))) => {
                    let book = case.periods.iter().find(|p| overlap((p.start, p.end), (new.start, new.end)));
                    let start = book.map(|p| p.start.to_string()).unwrap_or_default();
                    self.differs(&number, "DECOM", &start, &new.start.to_string());
                }
                None => periods.push(new),
                Some(old) if (old.end, &old.end_reason) == (new.end, &new.end_reason) => {}
                Some(old) if old.source == Source::Hand => {
                    self.differs(&number, "DEC", &day(old.end), &day(new.end));
                }
                Some(old) => {
                    updated += 1;
                    periods.push(crate::model::care::Period { id: old.id, notified: old.notified, ..new });
                }
            }
        }
        let mut legal = Vec::new();
        for new in std::mem::take(&mut found.legal) {
            match case.legal.iter().find(|l| l.start == new.start) {
                None => legal.push(new),
                Some(old) if (&old.code, old.end) == (&new.code, new.end) => {}
                Some(old) if old.source == Source::Hand => {
                    let (book, ret) = (
                        format!("{} to {}", old.code, day(old.end)),
                        format!("{} to {}", new.code, day(new.end)),
                    );
                    self.differs(&number, "LS", &book, &ret);
                }
                Some(old) => {
                    updated += 1;
                    legal.push(crate::model::care::Legal { id: old.id, ..new });
                }
            }
        }
        let mut placements = Vec::new();
        for new in std::mem::take(&mut found.placements) {
            match case.placements.iter().find(|p| p.start == new.start) {
                None => placements.push(new),
                Some(old) => {
                    let joined =
                        crate::model::care::Placement { id: old.id, carer: old.carer.clone(), ..new };
                    if joined == *old {
                        continue;
                    }
                    if old.source == Source::Hand {
                        let same = (&old.code, old.end) == (&joined.code, joined.end);
                        if !same {
                            let ret = format!("{} to {}", joined.code, day(joined.end));
                            self.differs(
                                &number,
                                "PLACE",
                                &format!("{} to {}", old.code, day(old.end)),
                                &ret,
                            );
                        }
                        continue;
                    }
                    updated += 1;
                    placements.push(joined);
                }
            }
        }
        let mut reviews: Vec<Review> = Vec::new();
        for new in std::mem::take(&mut found.reviews) {
            let Some(date) = new.held else { continue };
            let same = case.reviews.iter().find(|r| r.recorded() == Some(date) || r.held == Some(date));
            let booked = case.reviews.iter().find(|r| {
                r.recorded().is_none() && r.booked.is_some_and(|b| (b - date).num_days().abs() <= 31)
            });
            match (same, booked) {
                (Some(old), _) if old.participation == new.participation => {}
                (Some(old), _) if old.source == Source::Hand && old.participation.is_some() => {
                    let code = |r: &Review| r.participation.map_or("none", |p| p.code()).to_owned();
                    self.differs(&number, "REVIEW_CODE", &code(old), &code(&new));
                }
                (Some(old), _) => {
                    updated += 1;
                    reviews.push(Review {
                        participation: new.participation.or(old.participation),
                        ..old.clone()
                    });
                }
                (None, Some(old)) => {
                    if old.booked != Some(date) {
                        self.differs(
                            &number,
                            "REVIEW",
                            &format!("booked for {}", day(old.booked)),
                            &date.to_string(),
                        );
                    }
                    updated += 1;
                    reviews.push(Review {
                        held: Some(date),
                        participation: new.participation,
                        ..old.clone()
                    });
                }
                (None, None) => reviews.push(new),
            }
        }
        let mut people = Vec::new();
        for new in std::mem::take(&mut found.people) {
            match case.people.iter().rfind(|p| p.role == new.role && p.end.is_none()) {
                None => people.push(new),
                Some(old) if old.name == new.name => {}
                Some(old) if old.source == Source::Hand => {
                    self.differs(&number, &new.role, &old.name, &new.name)
                }
                Some(old) => {
                    updated += 1;
                    people.push(crate::model::child::Person { name: new.name, ..old.clone() });
                }
            }
        }
        let added = Accepted {
            children: 0,
            periods: fresh(periods.iter().map(|p| p.id.0)),
            placements: fresh(placements.iter().map(|p| p.id.0)),
            reviews: fresh(reviews.iter().map(|r| r.id.0)),
        };
        let further = fresh(legal.iter().map(|l| l.id.0)) + fresh(people.iter().map(|p| p.id.0));
        self.report.added.periods += added.periods;
        self.report.added.placements += added.placements;
        self.report.added.reviews += added.reviews;
        self.report.updated += updated + u64::from(child_changed);
        let nothing = added == Accepted::default() && further == 0 && updated == 0 && !child_changed;
        let new = ReturnChild { periods, legal, placements, reviews, people, ..found };
        (!nothing).then_some(Change { old: Some(case.child.id), new })
    }

    fn differs(&mut self, number: &str, column: &str, book: &str, ret: &str) {
        let why =
            format!("child {number}: the book has {book}, typed by hand, which stays; the return has {ret}");
        self.doubt(column, ret, why);
    }
}

fn fresh(ids: impl Iterator<Item = i64>) -> u64 {
    u64::try_from(ids.filter(|id| *id == 0).count()).unwrap_or(0)
}

fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "no date".to_owned(), |d| d.to_string())
}

fn overlap(a: (NaiveDate, Option<NaiveDate>), b: (NaiveDate, Option<NaiveDate>)) -> bool {
    let far = NaiveDate::MAX;
    a.0 < b.1.unwrap_or(far) && b.0 < a.1.unwrap_or(far)
}

/// The child with what the return adds: a hand-typed fact stays, an imported one is brought up to date.
fn merged_child(book: &Child, ret: &Child) -> Child {
    let hand = book.source == Source::Hand;
    let text = |old: &String, new: &String| {
        if new.is_empty() || (hand && !old.is_empty()) { old.clone() } else { new.clone() }
    };
    fn fact<T: Clone>(hand: bool, old: &Option<T>, new: &Option<T>) -> Option<T> {
        if hand { old.clone().or(new.clone()) } else { new.clone().or(old.clone()) }
    }
    Child {
        forename: text(&book.forename, &ret.forename),
        surname: text(&book.surname, &ret.surname),
        dob: fact(hand, &book.dob, &ret.dob),
        sex: fact(hand, &book.sex, &ret.sex),
        ethnicity: fact(hand, &book.ethnicity, &ret.ethnicity),
        uasc: fact(hand, &book.uasc, &ret.uasc),
        uasc_until: fact(hand, &book.uasc_until, &ret.uasc_until),
        mother: fact(hand, &book.mother, &ret.mother),
        ..book.clone()
    }
}

/// Facts a person typed that the return has otherwise.
fn differences(book: &Child, ret: &Child) -> Vec<(&'static str, String, String)> {
    if book.source == Source::Import {
        return Vec::new();
    }
    let name = |c: &Child| format!("{} {}", c.forename, c.surname).trim().to_owned();
    let mut found = Vec::new();
    if !name(book).is_empty() && !name(ret).is_empty() && name(book) != name(ret) {
        found.push(("NAME", name(book), name(ret)));
    }
    if let (Some(old), Some(new)) = (book.dob, ret.dob)
        && old != new
    {
        found.push(("DOB", old.to_string(), new.to_string()));
    }
    if let (Some(old), Some(new)) = (&book.sex, &ret.sex)
        && old != new
    {
        found.push(("SEX", old.clone(), new.clone()));
    }
    found
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
            tx.update_child(&new.child)?;
            id
        }
        None => tx.insert_child(&Child { imported_on: Some(today), ..new.child.clone() })?,
    };
    for p in &new.periods {
        if p.id.0 == 0 { tx.insert_period(child, p).map(drop)? } else { tx.update_period(p)? }
    }
    for l in &new.legal {
        if l.id.0 == 0 { tx.insert_legal(child, l).map(drop)? } else { tx.update_legal(l)? }
    }
    for p in &new.placements {
        if p.id.0 == 0 { tx.insert_placement(child, p).map(drop)? } else { tx.update_placement(p)? }
    }
    for p in &new.people {
        if p.id.0 == 0 { tx.insert_person(child, p).map(drop)? } else { tx.update_person(p)? }
    }
    if change.old.is_some() {
        for r in &new.reviews {
            if r.id.0 == 0 { tx.insert_review(child, r).map(drop)? } else { tx.update_review(r)? }
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
        tx.insert_review(child, review)?;
    }
    Ok(())
}
