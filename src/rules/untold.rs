//! What nobody told of the reviews before those in the book: no clock runs from a guess, and nobody is late by one.

use chrono::{Days, NaiveDate};

use super::calendar::add_months;
use super::course::Clock;
use crate::model::child::Source;
use crate::model::returns::Told;
use crate::model::review::Review;

/// Working days to a first review (reg 33(1)).
const FIRST_DAYS: i32 = 20;
/// Months from there to a second one (reg 33(2)).
const SECOND_MONTHS: i32 = 3;
/// What the limit of a review supposes of those that no return tells.
const SINCE_RETURN: &str = "if none was held since the return";
/// A return read so many days after its last one is taken to tell how things stand: making it takes its time.
const FRESH: Days = Days::new(28);

/// Why a review has no limit, or none that is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Untold {
    /// It was entered from before the book, with its number.
    BeforeBook,
    /// The return does not tell when care began.
    Start,
    /// Others may have been held before it, of which neither a return nor a person told.
    Last,
    /// The one known before it may have been the first or a later one.
    Which,
}

impl Untold {
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::BeforeBook => "when it was due is not in this book",
            Self::Start => "when care began is not known",
            Self::Last => "when the last review was is not known",
            Self::Which => "whether the one before it was the first is not known",
        }
    }

    /// Whether its number is not known either.
    pub(super) fn is_lost(self) -> bool {
        matches!(self, Self::Start | Self::Last)
    }
}

impl Clock<'_> {
    /// Why no limit can be told of a review whose limit would else be `limit`.
    pub(super) fn untold(&self, review: Option<&Review>, limit: Option<NaiveDate>) -> Option<Untold> {
        if self.separate.is_some() {
            return None;
        }
        let held = review.and_then(Review::recorded);
        let by_return = held.is_some() && review.is_some_and(Review::by_return);
        match self.earlier.last() {
            _ if review.is_some_and(|r| r.number.is_some()) => Some(Untold::BeforeBook),
            None if !self.period.start_known => Some(Untold::Start),
            None if self.is_part_way(review, limit?) => Some(Untold::Last),
            Some(last) if self.is_unseen(*last, review, limit?) => Some(Untold::Last),
            _ if by_return && self.may_have_followed(review, limit?) => Some(Untold::Last),
            _ if held.is_some() && self.is_first_or_later() => Some(Untold::Which),
            _ => None,
        }
    }

    /// How many reviews were held before those in the book. Where that is not told, at least one if the first
    /// known was held later than a first review may be.
    pub(super) fn before_start(&self) -> usize {
        let first = self.earlier.first().copied().filter(|_| self.missing == 0);
        let later = first.is_some_and(|first| match self.period.start_known {
            true => self.lost,
            false => self.first_limit().is_some_and(|limit| first > limit),
        });
        usize::try_from(self.missing).unwrap_or(0) + usize::from(later)
    }

    /// What the limit of a review supposes, where it supposes anything: of one to come, and of one recorded by hand,
    /// of which the return could not tell.
    pub(super) fn supposed(&self, review: Option<&Review>, limit: Option<NaiveDate>) -> Option<&'static str> {
        let held = review.is_some_and(|r| r.recorded().is_some());
        let numbered = review.is_some_and(|r| r.number.is_some());
        let by_hand = !held || !numbered && review.is_some_and(|r| !r.by_return());
        match limit.filter(|_| self.separate.is_none() && by_hand)? {
            limit if self.may_have_followed(review, limit) => Some(SINCE_RETURN),
            _ if !held && self.is_first_or_later() => Some("if the one before it was not the first"),
            _ => None,
        }
    }

    /// Whether the one review known before this one may have been the first or a later one.
    fn is_first_or_later(&self) -> bool {
        let [only] = self.earlier else { return false };
        let unsure = self.missing == 0 && (self.lost || !self.period.start_known);
        unsure && self.second_limit().is_some_and(|second| *only <= second)
    }

    /// Whether others were held before a first review, or may have been, of which nobody told: its limit was past when
    /// the book began and the child was entered by hand, no return tells of the time before it, or it was held so late that a second one
    /// was due by then.
    fn is_part_way(&self, review: Option<&Review>, limit: NaiveDate) -> bool {
        let held = review.and_then(Review::recorded);
        let began = self.case.known_from.filter(|_| self.period.source == Source::Hand);
        // Whoever was told of the child since the book began would know of a review.
        let by_hand = began
            .is_some_and(|began| limit < began && self.period.notified.is_none_or(|told| told < began))
            && held.is_none_or(|held| {
                self.calendar.add_working_days(limit, FIRST_DAYS).is_ok_and(|early| held > early.date)
            });
        let second = self.second_limit().filter(|second| held.is_some_and(|held| *second < held));
        by_hand
            || second.is_some() && self.told_of(review) == held
            || self.is_unseen(self.period.start, review, limit)
    }

    /// Whether a review may have been held since a day, and before one that is past its limit, on a day between those
    /// of which returns tell.
    fn is_unseen(&self, since: NaiveDate, review: Option<&Review>, limit: NaiveDate) -> bool {
        let until = self.told_of(review).filter(|until| limit < *until).zip(Told::end(&self.case.told));
        let reviewed = !self.earlier.is_empty();
        until.is_some_and(|(until, end)| !Told::whole(&self.case.told, since, until.min(end), reviewed))
    }

    /// Whether a review may have been held, after the limit of this one, since the last day of which a return tells.
    fn may_have_followed(&self, review: Option<&Review>, limit: NaiveDate) -> bool {
        let end = Told::end(&self.case.told).and_then(|end| end.checked_add_days(FRESH));
        self.told_of(review).zip(end).is_some_and(|(until, end)| limit < until && end < until)
    }

    /// The day up to which it is for returns to tell of the reviews before one: its own where a return tells it, else
    /// the day the child came with one, since when they are recorded as they are held.
    fn told_of(&self, review: Option<&Review>) -> Option<NaiveDate> {
        let held = review.and_then(Review::recorded);
        let came = self.case.child.imported_on?;
        let by_return = review.is_some_and(Review::by_return);
        Some(held.map_or(came, |held| if by_return { held } else { held.min(came) }))
    }

    fn first_limit(&self) -> Option<NaiveDate> {
        Some(self.calendar.add_working_days(self.period.start, FIRST_DAYS).ok()?.date)
    }

    /// The last day for a second review, had the first been held on its last day.
    fn second_limit(&self) -> Option<NaiveDate> {
        add_months(self.first_limit()?, SECOND_MONTHS)
    }
}
