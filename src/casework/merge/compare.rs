//! What the returns say of a child that the book lacks, or has from them otherwise: rows to add, to change, to drop.

use chrono::NaiveDate;

use super::facts::merged;
use super::{CHILD, Change, Gone, Plan};
use crate::exchange::ssda903::{left_behind, together};
use crate::model::Case;
use crate::model::child::{Person, Source};
use crate::model::returns::{Accepted, ReturnChild, Said};

/// Days between a fact typed by hand and one of the return that are taken for the same.
const NEAR: i64 = 7;

impl Plan {
    /// What all returns together say of a child of the book, against what it has. `said` is what it keeps of
    /// earlier ones.
    pub(super) fn compare(&mut self, case: &Case, said: Vec<Said>, found: ReturnChild) -> Option<Change> {
        let number = case.child.number.clone();
        let kept = said.len();
        let mut all = said;
        // A book older than the keeping of it has the rows that earlier returns left.
        if all.is_empty() {
            all.extend(left_behind(case));
        }
        let before = together(&number, &all);
        let known = (kept > 0).then_some(()).and(before.as_ref()).map(|b| b.child.clone());
        all.extend(found.said.clone().filter(|new| !all.contains(new)));
        let people = found.people.clone();
        let now = ReturnChild { people, ..together(&number, &all).unwrap_or(found) };
        let said = all.split_off(kept);

        let (child, differences) = merged(&case.child, known.as_ref(), &now.child);
        for (what, book, ret) in differences {
            self.differs(&number, what, &book, &ret);
        }
        for (what, book, ret) in super::facts::changed(&case.child, &child) {
            self.changed(&number, what, book, ret);
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
            people: self.people(&number, &case.people, now.people),
            contacts: {
                let seen = |day: &NaiveDate| case.notes.iter().any(|n| n.date == *day && n.with == CHILD);
                let fresh =
                    now.contacts.into_iter().filter(|day| !before.contacts.contains(day) && !seen(day));
                fresh.collect()
            },
            child,
            said: None,
        };
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

    fn people(&mut self, number: &str, book: &[Person], ret: Vec<Person>) -> Vec<Person> {
        let mut taken = Vec::new();
        for new in ret {
            match book.iter().rfind(|p| p.role == new.role && p.end.is_none()) {
                None => taken.push(new),
                Some(old) if old.name == new.name => {}
                Some(old) if old.source == Source::Hand => {
                    self.differs(number, &new.role, &old.name, &new.name)
                }
                Some(old) => taken.push(Person { name: new.name, ..old.clone() }),
            }
        }
        taken
    }

    pub(super) fn differs(&mut self, number: &str, column: &str, book: &str, ret: &str) {
        let why =
            format!("child {number}: the book has {book}, typed by hand, which stays; the return has {ret}");
        self.doubt(column, ret, why);
    }
}

pub(super) fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "no date".to_owned(), |d| d.to_string())
}

/// So close that a fact typed by hand and one of the return are taken for the same, with a doubt.
pub(super) fn near(a: NaiveDate, b: NaiveDate) -> bool {
    (a - b).num_days().abs() <= NEAR
}
