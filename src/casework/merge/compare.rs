//! What the returns say of a child that the book lacks, or has from them otherwise: rows to add, to change, to drop.

use chrono::NaiveDate;

use super::facts::{FACTS, merged};
use super::found::{Differs, Found, Taken};
use super::plan::{CHILD, Change, Gone, Plan};
use crate::exchange::ssda903::{fuller, left_behind, together};
use crate::model::Case;
use crate::model::care::Period;
use crate::model::child::{Person, Source};
use crate::model::doubt::{Doubt, Kind};
use crate::model::returns::{Accepted, Remark, ReturnChild, Said};

/// Days between a fact typed by hand and one of the return that are taken for the same.
const NEAR: i64 = 7;

impl Plan {
    /// What all returns together say of a child of the book, against what it has. `said` is what it keeps of
    /// earlier ones, `found` what a new one says.
    pub(in crate::casework) fn compare(
        &mut self,
        case: &Case,
        said: Vec<Said>,
        found: Option<ReturnChild>,
    ) -> Option<Change> {
        self.found.clear();
        let spelt = found.as_ref().map_or("", |f| &f.child.number);
        let number = fuller(&case.child.number, spelt).to_owned();
        let kept = said.len();
        let mut all = said;
        // A book older than the keeping of it has the rows that earlier returns left.
        if all.is_empty() {
            all.extend(left_behind(case));
        }
        let before = together(&number, &all);
        let known = (kept > 0).then_some(()).and(before.as_ref()).map(|b| b.child.clone());
        let new = found.as_ref().and_then(|f| f.said.clone()).filter(|new| !all.contains(new));
        let had = all.len();
        all.extend(new);
        let people = found.as_ref().map(|f| f.people.clone()).unwrap_or_default();
        // Where nothing is new, what was told is what is told.
        let told = if all.len() == had { before.clone() } else { together(&number, &all) };
        let now = ReturnChild { people, ..told.or(found)? };
        self.last = all.iter().map(|s| s.last).max();
        let said = all.split_off(kept.min(all.len()));

        let first = self.found.len();
        self.found.extend(now.doubts.into_iter().map(|doubt| Found { doubt, take: None }));
        let mut child = merged(&case.child, known.as_ref(), &now.child);
        child.number.clone_from(&number);
        for fact in FACTS {
            if let (Some(book), Some(ret)) = ((fact.says)(&child), (fact.says)(&now.child))
                && book != ret
            {
                let mut taken = child.clone();
                (fact.take)(&mut taken, &now.child);
                let (day, take) = (None, Taken::Child(taken));
                self.differs(Differs { column: fact.column, day, book, ret, take });
            }
            if let (Some(was), Some(is)) = ((fact.says)(&case.child), (fact.says)(&child))
                && was != is
            {
                self.changed(&number, fact.column, was, is);
            }
        }
        if number != case.child.number {
            self.changed(&number, "CHILD", &case.child.number, &number);
        }
        let (mut gone, mut parts) = (Gone::default(), Vec::new());
        let before = before.unwrap_or_else(|| ReturnChild::of(child.clone()));
        let typed = case.periods.last().is_some_and(|p| p.source == Source::Hand);
        if !typed {
            self.unknown_start(&number, &now.periods);
        }
        let new = ReturnChild {
            periods: self.periods(&number, &case.periods, &before.periods, now.periods, &mut gone),
            legal: self.legal(&number, &case.legal, &before.legal, now.legal, &mut gone),
            placements: self.placements(
                &number,
                &case.placements,
                &before.placements,
                now.placements,
                &mut gone,
            ),
            reviews: self.reviews(case, &before.reviews, now.reviews, &mut gone, &mut parts),
            people: self.people(&case.people, now.people),
            contacts: {
                let seen = |day: &NaiveDate| case.notes.iter().any(|n| n.date == *day && n.with == CHILD);
                let fresh =
                    now.contacts.into_iter().filter(|day| !before.contacts.contains(day) && !seen(day));
                fresh.collect()
            },
            child,
            doubts: Vec::new(),
            said: None,
        };
        self.told(case, &number, first);
        let mut known = gone.len() + parts.len() + new.contacts.len();
        let mut fresh = |ids: &mut dyn Iterator<Item = i64>| {
            let (new, old): (Vec<i64>, Vec<i64>) = ids.partition(|id| *id == 0);
            known += old.len();
            u64::try_from(new.len()).unwrap_or(0)
        };
        let added = Accepted {
            children: 0,
            periods: fresh(&mut new.periods.iter().map(|p| p.id.0)),
            placements: fresh(&mut new.placements.iter().map(|p| p.id.0)),
            reviews: fresh(&mut new.reviews.iter().map(|r| r.id.0)),
        };
        let further =
            fresh(&mut new.legal.iter().map(|l| l.id.0)) + fresh(&mut new.people.iter().map(|p| p.id.0));
        let updated = u64::try_from(known).unwrap_or(0) + u64::from(new.child != case.child) + further;
        self.report.added.periods += added.periods;
        self.report.added.placements += added.placements;
        self.report.added.reviews += added.reviews;
        self.report.updated += updated;
        let nothing = added == Accepted::default() && updated == 0 && said.is_empty();
        (!nothing).then_some(Change { old: Some(case.child.id), new, parts, gone, said })
    }

    /// Reports the doubts found since the first so many, save those that were answered.
    fn told(&mut self, case: &Case, number: &str, first: usize) {
        let answered = |doubt: &Doubt| case.doubts.iter().any(|old| !old.is_open() && old.is_same(doubt));
        // Of care that ended on a day not told, a day typed by hand tells.
        let ended = |p: &Period| p.source == Source::Hand && p.end.is_some() && p.end_known;
        let typed = |doubt: &Doubt| {
            let holds = |p: &Period| doubt.day.is_some_and(|day| p.holds(day));
            doubt.kind == Kind::EndUnknown && case.periods.iter().any(|p| ended(p) && holds(p))
        };
        let later = self.found.split_off(first.min(self.found.len()));
        self.found.extend(later.into_iter().filter(|f| !typed(&f.doubt)));
        let new = self.found.iter().skip(first).map(|f| &f.doubt).filter(|d| !answered(d));
        self.report.doubts.extend(new.map(|doubt| Remark::of(doubt, number)));
    }

    fn people(&mut self, book: &[Person], ret: Vec<Person>) -> Vec<Person> {
        let mut taken = Vec::new();
        for new in ret {
            match book.iter().rfind(|p| p.role == new.role && p.end.is_none()) {
                None => taken.push(new),
                Some(old) if old.name == new.name => {}
                Some(old) if old.source == Source::Hand => {
                    let take = Taken::Person(Person { name: new.name.clone(), ..old.clone() });
                    let (book, ret) = (old.name.clone(), new.name);
                    self.differs(Differs { column: &new.role, day: None, book, ret, take });
                }
                Some(old) => taken.push(Person { name: new.name, ..old.clone() }),
            }
        }
        taken
    }

    /// Whether any return tells of a day.
    pub(super) fn is_told(&self, day: NaiveDate) -> bool {
        self.last.is_none_or(|last| day <= last)
    }
}

pub(super) fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "no date".to_owned(), |d| d.to_string())
}

/// So close that a fact typed by hand and one of the return are taken for the same, with a doubt.
pub(super) fn near(a: NaiveDate, b: NaiveDate) -> bool {
    (a - b).num_days().abs() <= NEAR
}
