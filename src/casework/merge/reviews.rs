//! Held reviews: what the returns have against what the book has.

use chrono::NaiveDate;

use super::compare::{day, near};
use super::found::{Differs, Taken};
use super::plan::{Gone, Plan};
use crate::model::Case;
use crate::model::child::Source;
use crate::model::ids::ReviewId;
use crate::model::review::Review;

/// Days between the day a review was booked for and the day the return says it was held.
const BOOKED: i64 = 31;

impl Plan {
    pub(super) fn reviews(
        &mut self,
        case: &Case,
        before: &[Review],
        ret: Vec<Review>,
        gone: &mut Gone,
        parts: &mut Vec<(ReviewId, NaiveDate)>,
    ) -> Vec<Review> {
        let number = case.child.number.as_str();
        let book = &case.reviews;
        let code = |r: &Review| r.participation.map_or("none", |p| p.word()).to_owned();
        let held: Vec<NaiveDate> = ret.iter().filter_map(|r| r.held).collect();
        let mut taken = Vec::new();
        // Reviews of earlier returns that no return has any more.
        let mut loose: Vec<&Review> = book
            .iter()
            .filter(|r| r.source == Source::Import && r.recorded().is_some_and(|d| !held.contains(&d)))
            .collect();
        for new in ret {
            let Some(date) = new.held else { continue };
            let booked = |r: &&Review| {
                r.recorded().is_none() && r.booked.is_some_and(|b| (b - date).num_days().abs() <= BOOKED)
            };
            // A review typed for a day the return has none for, and the return's for one the book has none for.
            let typed = |r: &&Review| {
                let own = r.recorded().filter(|d| r.source == Source::Hand && near(*d, date));
                own.is_some_and(|d| !held.contains(&d))
            };
            let same = book.iter().find(|r| r.recorded() == Some(date) || r.held == Some(date));
            if let Some(old) = same.filter(|r| r.source == Source::Import) {
                let further = new.parts.iter().filter(|day| !old.parts.contains(day));
                parts.extend(further.map(|day| (old.id, *day)));
            }
            let moved = loose.iter().position(|r| r.recorded().is_some_and(|d| near(d, date)));
            match (same, moved.filter(|_| same.is_none()), book.iter().find(booked)) {
                (Some(old), ..) if old.source == Source::Import && old.number != new.number => {
                    let participation = new.participation.or(old.participation);
                    taken.push(Review { participation, number: new.number, ..old.clone() });
                }
                (Some(old), ..) if old.participation == new.participation => {}
                (Some(old), ..) if old.source == Source::Hand && old.participation.is_some() => {
                    let (book, ret, column) = (code(old), code(&new), "REVIEW_CODE");
                    let take =
                        Taken::Review(Box::new(Review { participation: new.participation, ..old.clone() }));
                    if new.participation.is_some() {
                        self.differs(Differs { column, day: Some(date), book, ret, take });
                    }
                }
                (Some(old), ..) => {
                    let participation = new.participation.or(old.participation);
                    if participation != old.participation {
                        taken.push(Review { participation, ..old.clone() });
                    }
                }
                (None, Some(at), _) => {
                    let old = loose.remove(at);
                    self.changed(number, "REVIEW", day(old.recorded()), date);
                    parts.extend(new.parts.iter().filter(|d| !old.parts.contains(d)).map(|d| (old.id, *d)));
                    let participation = new.participation.or(old.participation);
                    taken.push(Review { held: Some(date), participation, judged: None, ..old.clone() });
                }
                (None, None, Some(old)) => {
                    if old.booked != Some(date) {
                        let before = format!("booked for {}", day(old.booked));
                        self.changed(number, "REVIEW", before, format!("held on {date}"));
                    }
                    let participation = new.participation;
                    taken.push(Review { held: Some(date), participation, ..old.clone() });
                }
                (None, None, None) => match book.iter().find(typed) {
                    Some(old) => {
                        let (book, ret) = (day(old.recorded()), date.to_string());
                        let participation = new.participation.or(old.participation);
                        let take = Taken::Review(Box::new(Review {
                            held: Some(date),
                            participation,
                            ..old.clone()
                        }));
                        self.differs(Differs { column: "REVIEW", day: Some(date), book, ret, take });
                    }
                    // What the returns had and the book has not was taken out by hand.
                    None if before.iter().any(|r| r.held == Some(date)) => {}
                    None => taken.push(new),
                },
            }
        }
        // What was typed about a review stays, and the review with it.
        let bare = |r: &&Review| case.has_nothing_of(r);
        gone.reviews.extend(loose.into_iter().filter(bare).map(|r| r.id));
        taken
    }
}
