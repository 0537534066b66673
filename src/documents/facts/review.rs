//! The facts of one review.

use chrono::NaiveDate;
use serde::Serialize;

use super::said::{given, part};
use crate::board::Board;
use crate::board::Row;
use crate::board::views::review_page::ReviewPage;
use crate::documents::reader::Guarded;
use crate::documents::redact::Redaction;
use crate::model::record::Reply;
use crate::model::review::{Presence, Review};
use crate::model::role::Role;
use crate::rules::slot::Slot;

/// A review.
#[derive(Debug, Serialize)]
pub(crate) struct ReviewFacts {
    pub(crate) number: u32,
    /// `Review 3`.
    pub(crate) name: String,
    pub(crate) first: bool,
    /// The day held, else booked.
    pub(crate) date: Option<NaiveDate>,
    pub(crate) held: bool,
    pub(crate) at: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) limit: Option<NaiveDate>,
    /// Calendar days past the limit.
    pub(crate) days_late: i64,
    pub(crate) late_reason: Option<String>,
    pub(crate) parts: Vec<NaiveDate>,
    pub(crate) adjourned: Option<NaiveDate>,
    pub(crate) adjourn_reason: Option<String>,
    pub(crate) completed: Option<NaiveDate>,
    pub(crate) without_meeting: bool,
    /// `PN1` ..., never to be printed alone.
    pub(crate) participation: Option<&'static str>,
    pub(crate) participation_words: Option<&'static str>,
    pub(crate) led_by: Option<String>,
    pub(crate) not_followed: Option<String>,
    pub(crate) attended: Vec<Attended>,
    pub(crate) matters: Vec<MatterFacts>,
    pub(crate) decisions_sent: Option<NaiveDate>,
}

/// Somebody asked to the review.
#[derive(Debug, Serialize)]
pub(crate) struct Attended {
    pub(crate) role: String,
    pub(crate) part: String,
    pub(crate) name: Option<String>,
    /// `attended`, `views`, `absent`, `not-asked`.
    pub(crate) presence: &'static str,
    pub(crate) presence_words: &'static str,
    pub(crate) note: Option<String>,
}

/// A matter of the agenda.
#[derive(Debug, Serialize)]
pub(crate) struct MatterFacts {
    pub(crate) ask: String,
    /// The answer in words; none where it was not talked about.
    pub(crate) answer: Option<String>,
    pub(crate) note: Option<String>,
}

impl ReviewFacts {
    pub(super) fn of(board: &Board, row: &Row, slot: &Slot, red: &Redaction) -> Self {
        let page = ReviewPage::of(board, row, slot);
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let said = |text: Option<&str>| text.and_then(given).map(|t| red.words(t));
        let attended = page.attendance.iter().map(|a| {
            let name = given(&a.attendee.name).map(str::to_owned);
            Attended {
                role: a.attendee.role.clone(),
                part: part(board, &a.attendee.role),
                name: if a.attendee.role == Role::Carer { red.fact(Guarded::Carer, name) } else { name },
                presence: a.attendee.presence.word(),
                presence_words: Presence::says(a.attendee.presence),
                note: said(Some(&a.attendee.note)),
            }
        });
        let matters = page.agenda.iter().map(|m| MatterFacts {
            ask: m.ask.to_owned(),
            answer: m
                .answer
                .map(|a| Reply::from_word(a).map_or_else(|_| red.words(a), |r| r.says().to_owned())),
            note: said(Some(m.note)),
        });
        Self {
            number: slot.sequence,
            name: slot.name(),
            first: slot.number() == Some(1),
            date: slot.held.or(slot.booked),
            held: slot.held.is_some(),
            at: review.and_then(|r| r.at).map(|t| t.format("%H:%M").to_string()),
            place: said(review.map(|r| r.venue.as_str())),
            limit: slot.due,
            days_late: if slot.on_time() == Some(false) { slot.days_late(board.today) } else { 0 },
            late_reason: said(page.late_reason),
            parts: page.parts.to_vec(),
            adjourned: page.adjourned,
            adjourn_reason: said(page.adjourn_reason),
            completed: review.and_then(Review::completion),
            without_meeting: review.is_some_and(|r| r.without_meeting),
            participation: review.and_then(|r| r.participation).map(|p| p.word()),
            participation_words: review.and_then(|r| r.participation).map(|p| p.says()),
            led_by: said(page.led_by),
            not_followed: said(page.not_followed),
            attended: attended.collect(),
            matters: matters.collect(),
            decisions_sent: page.decisions_sent,
        }
    }
}
