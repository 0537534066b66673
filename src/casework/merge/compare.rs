//! What a return has that the book lacks, child by child, table by table.

use chrono::NaiveDate;

use super::{Change, Plan};
use crate::model::Case;
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::{Child, Person, Source};
use crate::model::returns::{Accepted, ReturnChild};
use crate::model::review::Review;

/// Days between a fact typed by hand and one of the return that are taken for the same.
const NEAR: i64 = 7;

impl Plan {
    /// The rows of `found` that the book does not have, or has from an earlier return otherwise.
    pub(super) fn compare(&mut self, case: &Case, found: ReturnChild) -> Option<Change> {
        let child = merged_child(&case.child, &found.child);
        for (what, book, ret) in differences(&case.child, &found.child) {
            self.differs(&found.child.number, what, &book, &ret);
        }
        let number = &found.child.number;
        let new = ReturnChild {
            periods: self.periods(number, &case.periods, found.periods),
            legal: self.legal(number, &case.legal, found.legal),
            placements: self.placements(number, &case.placements, found.placements),
            reviews: self.reviews(number, &case.reviews, found.reviews),
            people: self.people(number, &case.people, found.people),
            child,
        };
        let mut known = 0;
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
        let nothing = added == Accepted::default() && updated == 0;
        (!nothing).then_some(Change { old: Some(case.child.id), new })
    }

    fn periods(&mut self, number: &str, book: &[Period], ret: Vec<Period>) -> Vec<Period> {
        let mut taken = Vec::new();
        // A period of the book that this very return ends does not stand in the way of the next one.
        let spans: Vec<(NaiveDate, Option<NaiveDate>)> = book
            .iter()
            .map(|p| {
                let brought = ret.iter().find(|r| r.start == p.start && p.source == Source::Import);
                (p.start, brought.map_or(p.end, |r| r.end))
            })
            .collect();
        for new in ret {
            match book.iter().find(|p| p.start == new.start) {
                None => match spans.iter().find(|span| overlap(**span, (new.start, new.end))) {
                    Some((start, _)) => self.overlaps(number, *start, new.start),
                    None => taken.push(new),
                },
                Some(old) if (old.end, &old.end_reason) == (new.end, &new.end_reason) => {}
                Some(old) if old.source == Source::Hand => {
                    self.differs(number, "DEC", &day(old.end), &day(new.end));
                }
                Some(old) => taken.push(Period {
                    id: old.id,
                    notified: old.notified,
                    authorised: old.authorised,
                    authority_ended: old.authority_ended,
                    ..new
                }),
            }
        }
        taken
    }

    fn legal(&mut self, number: &str, book: &[Legal], ret: Vec<Legal>) -> Vec<Legal> {
        let span = |l: &Legal| format!("{} to {}", l.code, day(l.end));
        let starts: Vec<NaiveDate> = ret.iter().map(|l| l.start).collect();
        let mut taken = Vec::new();
        for new in ret {
            let typed = |l: &&Legal| {
                l.source == Source::Hand && near(l.start, new.start) && !starts.contains(&l.start)
            };
            match book.iter().find(|l| l.start == new.start) {
                None => match book.iter().find(typed) {
                    Some(old) => {
                        let from = |l: &Legal| format!("{} from {}", l.code, l.start);
                        self.differs(number, "DECOM", &from(old), &from(&new));
                    }
                    None => taken.push(new),
                },
                Some(old) if (&old.code, old.end) == (&new.code, new.end) => {}
                Some(old) if old.source == Source::Hand => {
                    self.differs(number, "LS", &span(old), &span(&new));
                }
                Some(old) => taken.push(Legal { id: old.id, ..new }),
            }
        }
        taken
    }

    fn placements(&mut self, number: &str, book: &[Placement], ret: Vec<Placement>) -> Vec<Placement> {
        let span = |p: &Placement| format!("{} to {}", p.code, day(p.end));
        let starts: Vec<NaiveDate> = ret.iter().map(|p| p.start).collect();
        let mut taken = Vec::new();
        for new in ret {
            let Some(old) = book.iter().find(|p| p.start == new.start) else {
                let typed = |p: &&Placement| {
                    p.source == Source::Hand && near(p.start, new.start) && !starts.contains(&p.start)
                };
                match book.iter().find(typed) {
                    Some(old) => {
                        let span = |p: &Placement| format!("{} from {}", p.code, p.start);
                        self.differs(number, "DECOM", &span(old), &span(&new));
                    }
                    None => taken.push(new),
                }
                continue;
            };
            let joined = Placement { id: old.id, carer: old.carer.clone(), ..new };
            if old.source == Source::Hand {
                if (&old.code, old.end) != (&joined.code, joined.end) {
                    self.differs(number, "PLACE", &span(old), &span(&joined));
                }
            } else if joined != *old {
                taken.push(joined);
            }
        }
        taken
    }

    fn reviews(&mut self, number: &str, book: &[Review], ret: Vec<Review>) -> Vec<Review> {
        let code = |r: &Review| r.participation.map_or("none", |p| p.word()).to_owned();
        let held: Vec<NaiveDate> = ret.iter().filter_map(|r| r.held).collect();
        let mut taken = Vec::new();
        for new in ret {
            let Some(date) = new.held else { continue };
            let booked = |r: &&Review| {
                r.recorded().is_none() && r.booked.is_some_and(|b| (b - date).num_days().abs() <= 31)
            };
            // A review typed for a day the return has none for, and the return's for one the book has none for.
            let typed = |r: &&Review| {
                let own = r.recorded().filter(|d| r.source == Source::Hand && near(*d, date));
                own.is_some_and(|d| !held.contains(&d))
            };
            let same = book.iter().find(|r| r.recorded() == Some(date) || r.held == Some(date));
            match (same, book.iter().find(booked)) {
                (Some(old), _) if old.participation == new.participation => {}
                (Some(old), _) if old.source == Source::Hand && old.participation.is_some() => {
                    self.differs(number, "REVIEW_CODE", &code(old), &code(&new));
                }
                (Some(old), _) => {
                    let participation = new.participation.or(old.participation);
                    if participation != old.participation {
                        taken.push(Review { participation, ..old.clone() });
                    }
                }
                (None, Some(old)) => {
                    if old.booked != Some(date) {
                        let book = format!("booked for {}", day(old.booked));
                        self.differs(number, "REVIEW", &book, &date.to_string());
                    }
                    let participation = new.participation;
                    taken.push(Review { held: Some(date), participation, ..old.clone() });
                }
                (None, None) => match book.iter().find(typed) {
                    Some(old) => {
                        self.differs(number, "REVIEW", &day(old.recorded()), &date.to_string());
                    }
                    None => taken.push(new),
                },
            }
        }
        taken
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

    fn overlaps(&mut self, number: &str, book: NaiveDate, ret: NaiveDate) {
        let why = format!(
            "child {number}: the book has a period of care from {book}, which stays; the one of the return overlaps it"
        );
        self.doubt("DECOM", &ret.to_string(), why);
    }

    fn differs(&mut self, number: &str, column: &str, book: &str, ret: &str) {
        let why =
            format!("child {number}: the book has {book}, typed by hand, which stays; the return has {ret}");
        self.doubt(column, ret, why);
    }
}

fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "no date".to_owned(), |d| d.to_string())
}

/// So close that a fact typed by hand and one of the return are taken for the same, with a doubt.
fn near(a: NaiveDate, b: NaiveDate) -> bool {
    (a - b).num_days().abs() <= NEAR
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
