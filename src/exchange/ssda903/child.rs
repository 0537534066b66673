//! From a draft to a child of the return, with what looks wrong about it.

use chrono::NaiveDate;

use super::care::{Care, care, shown};
use super::draft::{Draft, Held};
use super::listed;
use super::remarks::Remarks;
use crate::model::care::Period;
use crate::model::child::{Child, Person, Source, birthday};
use crate::model::doubt::Kind;
use crate::model::ids::PersonId;
use crate::model::returns::ReturnChild;
use crate::model::review::{Participation, Review};
use crate::model::role::Role;

/// Reviews no more days apart than this are one: in two parts, told twice, or corrected.
const ONE_REVIEW: i64 = 2;

/// The child of a draft; `None` when the return has nothing of it but a name.
pub fn settle(number: String, mut draft: Draft, remarks: &mut Remarks) -> Option<ReturnChild> {
    remarks.about(&number);
    let before = remarks.doubts();
    let Some(first) = draft.first_row() else {
        if let Some(names) = &draft.names {
            remarks.doubt(names.at, "CHILD", &number, "a name, but no such child in the return: not taken");
        }
        return None;
    };
    if draft.header.is_none() {
        remarks.doubt(first, "CHILD", &number, "the child is not in the header table");
    }
    let dob = birth(&draft, remarks);
    let care = care(&number, &mut draft.episodes, &draft.reviews, remarks);
    order_reviews(&mut draft.reviews, remarks);
    let mut reviews = reviews(&draft.reviews, remarks);
    listed::number(&draft.untold, &care.periods, &mut reviews);
    if care.periods.is_empty() {
        remarks.keep(
            Kind::Start,
            first,
            "CHILD",
            &number,
            None,
            "the child has no episode of care: not in care as far as is told",
        );
    }
    doubt_births(&draft, dob, remarks);
    doubt_ages(dob, &care, remarks);
    doubt_reviews(&draft, dob, &care.periods, remarks);
    for mark in &draft.marks {
        remarks.keep(mark.kind, mark.at, &mark.column, &mark.value, None, &*mark.why);
    }
    let doubts = remarks.kept_since(before);
    let people = draft.names.iter().flat_map(|n| &n.people).map(|(role, name)| person(*role, name)).collect();
    let child = child(number, &draft, dob);
    let Care { periods, legal, placements, .. } = care;
    let contacts = draft.contacts;
    Some(ReturnChild { child, periods, legal, placements, reviews, people, contacts, doubts, said: None })
}

/// The date of birth: the header's, or the first one given beside a review or among unaccompanied children.
fn birth(draft: &Draft, remarks: &mut Remarks) -> Option<NaiveDate> {
    let header = draft.header.as_ref().and_then(|h| h.dob);
    header.or_else(|| {
        let (at, dob) = draft.other_dob?;
        remarks.keep(
            Kind::Born,
            at,
            "DOB",
            &shown(dob),
            None,
            "the header has no date of birth: this one is taken",
        );
        Some(dob)
    })
}

fn child(number: String, draft: &Draft, dob: Option<NaiveDate>) -> Child {
    let header = draft.header.as_ref();
    let names = draft.names.as_ref();
    let owned = |code: &'static str| code.to_owned();
    Child {
        dob,
        forename: names.map(|n| n.forename.clone()).unwrap_or_default(),
        surname: names.map(|n| n.surname.clone()).unwrap_or_default(),
        sex: header.and_then(|h| h.sex).map(owned),
        ethnicity: header.and_then(|h| h.ethnicity).map(owned),
        mother: header.and_then(|h| h.mother),
        uasc: draft.uasc.as_ref().map(|_| true),
        uasc_until: draft.uasc.as_ref().and_then(|u| u.until),
        source: Source::Import,
        ..Child::new(number)
    }
}

fn person(role: Role, name: &str) -> Person {
    Person {
        id: PersonId(0),
        role: role.into(),
        name: name.to_owned(),
        detail: String::new(),
        start: None,
        end: None,
        source: Source::Import,
    }
}

/// Reviews out of review rows in order of time: rows so few days apart are one review.
fn reviews(rows: &[Held], remarks: &mut Remarks) -> Vec<Review> {
    let mut reviews: Vec<Review> = Vec::new();
    let mut before: Option<&Held> = None;
    for row in rows {
        let near = before.filter(|first| (row.day - first.day).num_days() <= ONE_REVIEW);
        match (near, reviews.last_mut()) {
            (Some(first), Some(review)) => {
                let why = format!(
                    "{} after the review of {}: taken as one review in two parts, not as the next; it may be a duplicate or a correction",
                    count((row.day - first.day).num_days()),
                    remarks.place(first.at, row.at)
                );
                remarks.keep(Kind::Review, row.at, "REVIEW", &shown(row.day), row.day, why);
                review.parts.push(row.day);
                review.participation = review.participation.or(row.took_part);
            }
            _ => {
                let (held, participation) = (Some(row.day), row.took_part);
                reviews.push(Review { held, participation, ..Review::new(Source::Import) });
                before = Some(row);
            }
        }
    }
    reviews
}

fn count(days: i64) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}

/// Put reviews in order of time; a second one on the same day is refused.
fn order_reviews(reviews: &mut Vec<Held>, remarks: &mut Remarks) {
    reviews.sort_by_key(|held| (held.day, held.at));
    reviews.dedup_by(|later, first| {
        let twice = later.day == first.day;
        if twice {
            let place = remarks.place(first.at, later.at);
            remarks.refuse(
                later.at,
                "REVIEW",
                &shown(later.day),
                format!("already in this return at {place}"),
            );
        }
        twice
    });
}

/// Doubt dates of birth that differ from the header's.
fn doubt_births(draft: &Draft, dob: Option<NaiveDate>, remarks: &mut Remarks) {
    let Some(dob) = dob else { return };
    let beside_reviews = draft.reviews.iter().map(|held| (held.at, held.dob));
    let beside_uasc = draft.uasc.iter().map(|u| (u.at, u.dob));
    for (at, other) in beside_reviews.chain(beside_uasc) {
        if let Some(other) = other.filter(|other| *other != dob) {
            let why = format!("differs from the child's date of birth, {}", shown(dob));
            remarks.keep(Kind::Born, at, "DOB", &shown(other), None, why);
        }
    }
}

/// Doubt periods of care that start before birth or from the eighteenth birthday on.
fn doubt_ages(dob: Option<NaiveDate>, care: &Care, remarks: &mut Remarks) {
    let Some(dob) = dob else { return };
    let eighteen = birthday(dob, 18);
    for (period, at) in care.periods.iter().zip(&care.starts) {
        let why = if period.start < dob {
            format!("care starts before the date of birth, {}", shown(dob))
        } else if eighteen.is_some_and(|day| period.start >= day) {
            format!("care starts at 18 or over (born {})", shown(dob))
        } else {
            continue;
        };
        remarks.keep(Kind::Born, *at, "DECOM", &shown(period.start), period.start, why);
    }
}

/// Doubt reviews outside care, or coded for another age.
fn doubt_reviews(draft: &Draft, dob: Option<NaiveDate>, periods: &[Period], remarks: &mut Remarks) {
    let four = dob.and_then(|dob| birthday(dob, 4));
    for held in &draft.reviews {
        let day = shown(held.day);
        if let Some(why) = outside(held.day, periods) {
            remarks.keep(Kind::Review, held.at, "REVIEW", &day, held.day, why);
        }
        let (Some(code), Some(four)) = (held.took_part, four) else { continue };
        let why = match code {
            Participation::Pn0 if held.day > four => "under four",
            Participation::Pn0 => continue,
            _ if held.day < four => "four or over",
            _ => continue,
        };
        let why = format!("the code is for a child {why}; the fourth birthday is {}", shown(four));
        remarks.doubt(held.at, "REVIEW_CODE", code.word(), why);
    }
}

/// Why a day lies in no period of care; `None` when it does, or when there is no period at all.
fn outside(day: NaiveDate, periods: &[Period]) -> Option<String> {
    let first = periods.first()?;
    if day < first.start {
        return Some(format!("before the child came into care on {}", shown(first.start)));
    }
    let begun = periods.partition_point(|p| p.start <= day);
    let latest = begun.checked_sub(1).and_then(|i| periods.get(i))?;
    let end = latest.end.filter(|end| *end < day)?;
    Some(format!("after the period of care ended on {}", shown(end)))
}
