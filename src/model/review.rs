//! A review: booked, perhaps adjourned, held, completed, its decisions sent.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::child::Source;
use super::ids::ReviewId;
use super::role::Role;
use super::words::{UnknownWord, closed_set};

closed_set! {
    /// How a child took part in a review, as the return codes it.
    pub(crate) enum Participation is "participation code" {
        /// Under four at the review.
        Pn0: "PN0" = "under four at the review",
        /// Attended and spoke for themselves.
        Pn1: "PN1" = "attended and spoke for themselves",
        /// Attended; an advocate spoke.
        Pn2: "PN2" = "attended, an advocate spoke for them",
        /// Attended; conveyed views without words.
        Pn3: "PN3" = "attended, conveyed views without words",
        /// Attended; did not convey views.
        Pn4: "PN4" = "attended, did not convey views",
        /// Absent; an advocate conveyed the views.
        Pn5: "PN5" = "absent, an advocate conveyed the views",
        /// Absent; sent views by another means.
        Pn6: "PN6" = "absent, sent views by another means",
        /// Absent; views not conveyed.
        Pn7: "PN7" = "absent, views not conveyed",
    }
}

impl Participation {
    /// The participation of a code as it was typed, in either case.
    ///
    /// # Errors
    /// Where it is no such code.
    pub(crate) fn from_code(code: &str) -> Result<Self, UnknownWord> {
        Self::from_word(&code.trim().to_ascii_uppercase())
    }

    /// Whether the child's views reached the review, from the room or otherwise; a child who was there and did
    /// not convey them (PN4) did not. `None` for the under-fours.
    pub(crate) fn views_reached(self) -> Option<bool> {
        match self {
            Self::Pn0 => None,
            Self::Pn4 | Self::Pn7 => Some(false),
            _ => Some(true),
        }
    }

    /// How the child came to it, as the attendance has it; `None` for the under-fours.
    pub(crate) fn presence(self) -> Option<Presence> {
        match self {
            Self::Pn0 => None,
            Self::Pn1 | Self::Pn2 | Self::Pn3 | Self::Pn4 => Some(Presence::Attended),
            Self::Pn5 | Self::Pn6 => Some(Presence::SentViews),
            Self::Pn7 => Some(Presence::Absent),
        }
    }

    /// Whether it can be said of a child whom the attendance has so.
    pub(crate) fn agrees_with(self, presence: Presence) -> bool {
        match (self.presence(), presence) {
            (None, _) => true,
            // Who was not asked, or did not come, may still have sent views.
            (Some(said), Presence::NotAsked) => said != Presence::Attended,
            (Some(said), presence) => said == presence,
        }
    }

    /// Whether the child was there or sent views (PN1 to PN6); `None` for the under-fours.
    pub(crate) fn took_part(self) -> Option<bool> {
        match self {
            Self::Pn0 => None,
            Self::Pn7 => Some(false),
            _ => Some(true),
        }
    }

    /// Whether it can be said of a child of this age at the review: under four none but PN0, from the
    /// fourth birthday on none but the others.
    pub(crate) fn fits(self, age: u32) -> bool {
        (self == Self::Pn0) == (age < 4)
    }

    /// Whether the child was in the room.
    pub(crate) fn attended(self) -> bool {
        matches!(self, Self::Pn1 | Self::Pn2 | Self::Pn3 | Self::Pn4)
    }
}

closed_set! {
    /// How somebody took part in a review.
    pub(crate) enum Presence is "way of taking part" {
        /// In the room, or on the line.
        Attended: "attended",
        /// Not there, but their views were.
        SentViews: "views" = "sent views",
        /// Asked, and not there.
        Absent: "absent" = "did not come",
        /// Not asked, for a reason.
        NotAsked: "not-asked" = "was not asked",
    }
}

/// Somebody asked to a review, and how they took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Attendee {
    /// Their part in the case, as a role word.
    pub role: String,
    /// Their name; empty where only the role is known.
    pub name: String,
    /// How they took part.
    pub presence: Presence,
    /// Their views in a line, or why they were not asked.
    pub note: String,
}

/// The limit a held review was judged by, kept so that a later change of rule rewrites nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Judged {
    /// The regime whose clock governed (`looked-after`, ...).
    pub regime: String,
    /// Last day the law allowed.
    pub legal_due: NaiveDate,
    /// Last day that governed, local limits included.
    pub due: NaiveDate,
    /// Practice and version it was judged by (`england@1a2b3c4d`).
    pub practice: String,
    /// The calendar it was judged by (`ew-2030-12-31+0`).
    pub calendar: String,
}

/// A review of a child's case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Review {
    /// Row number in the book; 0 while not stored.
    pub id: ReviewId,
    /// Its number in its time in care, where reviews before it are not in this book.
    pub number: Option<u32>,
    /// The separate clock it was held on, as the practice names it; `None` for the child's own reviews.
    pub clock: Option<String>,
    /// Who chaired it, where that was recorded.
    pub chair: Option<String>,
    /// It was done without a meeting, as some reviews of a settled long-term placement may be.
    pub without_meeting: bool,
    /// The day first booked; of an adjourned review the day it was booked for then, its recorded date.
    pub scheduled: Option<NaiveDate>,
    /// The day now booked.
    pub booked: Option<NaiveDate>,
    /// The day on which that booking was made.
    pub booked_on: Option<NaiveDate>,
    /// Start time.
    pub at: Option<NaiveTime>,
    /// Length in minutes.
    pub minutes: Option<u32>,
    /// Venue or meeting link.
    pub venue: String,
    /// Who approved a date outside the limit, as a role word.
    pub approved_by: Option<String>,
    /// When they approved it.
    pub approved_on: Option<NaiveDate>,
    /// Why the review was moved.
    pub move_reason: Option<String>,
    /// The day held: the first part where it was a series of meetings.
    pub held: Option<NaiveDate>,
    /// The day it was adjourned.
    pub adjourned: Option<NaiveDate>,
    /// Why it was adjourned.
    pub adjourn_reason: Option<String>,
    /// The day the whole review was completed.
    pub completed: Option<NaiveDate>,
    /// The day its decisions were sent to the team manager.
    pub decisions_sent: Option<NaiveDate>,
    /// The day the team manager received them.
    pub decisions_received: Option<NaiveDate>,
    /// How the child took part.
    pub participation: Option<Participation>,
    /// Who led the meeting, where the IRO did not lead all of it; often the child.
    pub led_by: String,
    /// Views that were not followed, and why.
    pub not_followed: String,
    /// The days of a series of meetings after the first.
    pub parts: Vec<NaiveDate>,
    /// Who was there, sent views, or was not.
    pub attendance: Vec<Attendee>,
    /// Why it was late, in the IRO's words.
    pub late_reason: Option<String>,
    /// What it was judged by once held.
    pub judged: Option<Judged>,
    /// Where the row came from.
    pub source: Source,
}

impl Review {
    /// Whether a return told it, not a person.
    pub(crate) fn by_return(&self) -> bool {
        self.source == Source::Import
    }

    /// How the attendance has the child, where anybody said.
    pub(crate) fn child_came(&self) -> Option<Presence> {
        self.attendance.iter().find(|a| a.role == Role::Child).map(|a| a.presence)
    }

    /// A review with nothing known about it yet.
    pub(crate) fn new(source: Source) -> Self {
        Self {
            id: ReviewId(0),
            number: None,
            clock: None,
            chair: None,
            without_meeting: false,
            scheduled: None,
            booked: None,
            booked_on: None,
            at: None,
            minutes: None,
            venue: String::new(),
            approved_by: None,
            approved_on: None,
            move_reason: None,
            held: None,
            adjourned: None,
            adjourn_reason: None,
            completed: None,
            decisions_sent: None,
            decisions_received: None,
            participation: None,
            led_by: String::new(),
            not_followed: String::new(),
            parts: Vec::new(),
            attendance: Vec::new(),
            late_reason: None,
            judged: None,
            source,
        }
    }

    /// The recorded date of a review that has taken place: the first part of a series, the original
    /// date of an adjourned one (IRO Handbook).
    pub(crate) fn recorded(&self) -> Option<NaiveDate> {
        match self.adjourned {
            Some(day) => self.scheduled.or(self.held).or(Some(day)),
            None => self.held,
        }
    }

    /// The day the review is recorded under when it is adjourned: the one the adjournment replaces, which
    /// is the day it was scheduled for then (IRO Handbook). A review moved past its limit before it
    /// was adjourned is late by the day it was moved to, approved or not: the day first booked would make
    /// timely what nobody meant to hold in time. `None` where it was never booked.
    pub(crate) fn original(&self) -> Option<NaiveDate> {
        self.booked.or(self.scheduled)
    }

    /// The day that places the review in time: recorded, else booked.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        self.recorded().or(self.booked)
    }

    /// The day the review was completed: as recorded, or the day held when that was the only meeting.
    pub(crate) fn completion(&self) -> Option<NaiveDate> {
        let more = self.adjourned.is_some() || !self.parts.is_empty();
        self.completed.or(if more { None } else { self.held })
    }
}
