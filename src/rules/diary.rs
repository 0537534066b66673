//! An IRO's diary as the rules see it: which reviews are on which day, which days are not free, which are
//! school holidays.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveTime, Weekday};

use super::calendar::Calendar;
use crate::model::Case;
use crate::model::diary::{Busy, SchoolHoliday};
use crate::model::ids::ChildId;
use crate::model::review::Review;

/// How long a review takes where nobody said, in minutes.
const MINUTES: u32 = 60;
/// When a school day begins and ends.
const SCHOOL: [(u32, u32); 2] = [(9, 0), (15, 30)];

/// From when to when of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hours {
    /// When it begins.
    pub from: NaiveTime,
    /// When it ends; the day's last minute where it would end on the next.
    pub to: NaiveTime,
}

impl Hours {
    /// From a time on, for so many minutes.
    pub(crate) fn starting(from: NaiveTime, minutes: Option<u32>) -> Self {
        let (to, over) = from.overflowing_add_signed(Duration::minutes(minutes.unwrap_or(MINUTES).into()));
        Self { from, to: if over > 0 { NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(to) } else { to } }
    }

    /// Those of a review; `None` where no time was given.
    pub(crate) fn of(review: &Review) -> Option<Self> {
        review.at.map(|at| Self::starting(at, review.minutes))
    }

    /// Whether the two have a moment in common.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether it is in school hours, in part or whole.
    pub(crate) fn in_school(self) -> bool {
        let [from, to] = SCHOOL.map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
        from.zip(to).is_some_and(|(from, to)| self.meets(Self { from, to }))
    }
}

/// A review on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visit {
    /// Whose.
    pub child: ChildId,
    /// Where the child lives, as far as trips go (see [`district`]).
    pub area: String,
    /// Its hours, where a time was given.
    pub hours: Option<Hours>,
}

impl Visit {
    /// The review of a child, as it stands in the case.
    pub(crate) fn of(case: &Case, review: Option<&Review>) -> Self {
        Self { child: case.child.id, area: area(case), hours: review.and_then(Hours::of) }
    }
}

/// The days of one IRO.
#[derive(Debug, Clone, Default)]
pub(crate) struct Diary {
    /// Reviews booked, by day.
    pub reviews: BTreeMap<NaiveDate, Vec<Visit>>,
    /// Leave, appointments, fixed days.
    pub busy: Vec<Busy>,
    /// School holidays, where they were loaded.
    pub school: Vec<SchoolHoliday>,
}

impl Diary {
    /// Puts a review on a day.
    pub(crate) fn put(&mut self, day: NaiveDate, visit: Visit) {
        self.reviews.entry(day).or_default().push(visit);
    }

    /// Takes the review of a child off a day.
    pub(crate) fn take(&mut self, day: NaiveDate, child: ChildId) {
        if let Some(there) = self.reviews.get_mut(&day) {
            there.retain(|v| v.child != child);
        }
    }

    /// The review of another child that has a moment of these hours, the earliest.
    pub(crate) fn same_hour(
        &self,
        day: NaiveDate,
        child: ChildId,
        hours: Hours,
    ) -> Option<(ChildId, NaiveTime)> {
        let others = self.others(day, child).filter_map(|v| Some((v.child, v.hours?)));
        let meeting = others.filter(|(_, theirs)| theirs.meets(hours));
        meeting.map(|(other, theirs)| (other, theirs.from)).min_by_key(|(other, at)| (*at, *other))
    }

    /// The reviews of other children on a day.
    pub(crate) fn others(&self, day: NaiveDate, child: ChildId) -> impl Iterator<Item = &Visit> {
        self.reviews.get(&day).into_iter().flatten().filter(move |v| v.child != child)
    }

    /// How many reviews of other children there are in the week of a day.
    pub(crate) fn week(&self, day: NaiveDate, child: ChildId) -> usize {
        let days = monday(day)..=day.week(Weekday::Mon).last_day();
        self.reviews.range(days).flat_map(|(_, all)| all).filter(|v| v.child != child).count()
    }

    /// What keeps the IRO on a day: a whole day before hours of one.
    pub(crate) fn busy_on(&self, day: NaiveDate) -> Option<&Busy> {
        let on = || self.busy.iter().filter(|b| b.holds(day));
        on().find(|b| b.whole()).or_else(|| on().next())
    }

    /// The school holiday a day falls in.
    pub(crate) fn school_holiday(&self, day: NaiveDate) -> Option<&str> {
        self.school.iter().find(|h| (h.first..=h.last).contains(&day)).map(|h| h.name.as_str())
    }

    /// That a child of school age would miss school for a review at these hours; `None` where not.
    pub(crate) fn school_hours(
        &self,
        case: &Case,
        day: NaiveDate,
        hours: Hours,
        calendar: &Calendar,
    ) -> Option<String> {
        let of_age = case.child.age_on(day).is_some() && school_age(case, day);
        let school = of_age && calendar.day_off(day).is_none() && hours.in_school();
        let unless = if self.knows_school(day) { "" } else { ", unless school is closed that day" };
        let at = hours.from.format("%H:%M");
        (school && self.school_holiday(day).is_none()).then(|| format!("{at} is in school hours{unless}."))
    }

    /// Whether school holidays are known round a day, so that one outside them is a school day.
    pub(crate) fn knows_school(&self, day: NaiveDate) -> bool {
        let known = self.school.iter().map(|h| h.first).min().zip(self.school.iter().map(|h| h.last).max());
        known.is_some_and(|(first, last)| (first..=last).contains(&day))
    }
}

/// The Monday of a day's week.
pub(crate) fn monday(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
}

/// Where the child lives, as far as trips go; empty where no area is recorded.
pub(crate) fn area(case: &Case) -> String {
    case.placements.iter().rfind(|p| p.end.is_none()).map(|p| district(&p.area)).unwrap_or_default()
}

/// The district of a postcode (`LU1` of `LU1 2AB`), or the place as typed, in lower case.
pub(crate) fn district(area: &str) -> String {
    let compact: String = area.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let letters = compact.chars().take_while(char::is_ascii_uppercase).count();
    let coded = compact.is_ascii() && (1..=2).contains(&letters) && (2..=7).contains(&compact.len());
    let digit = compact.chars().nth(letters).is_some_and(|c| c.is_ascii_digit());
    if !(coded && digit) {
        return area.trim().to_lowercase();
    }
    // The inward part of a whole postcode is a digit and two letters.
    match compact.split_at_checked(compact.len().saturating_sub(3)) {
        Some((outward, inward))
            if outward.len() >= 2
                && inward.starts_with(|c: char| c.is_ascii_digit())
                && inward.chars().skip(1).all(|c| c.is_ascii_uppercase()) =>
        {
            outward.to_owned()
        }
        _ => compact,
    }
}

/// Whether a child is of an age to be at school on a day (Reception to the end of compulsory education).
pub(crate) fn school_age(case: &Case, day: NaiveDate) -> bool {
    case.child.age_on(day).is_none_or(|age| (4..18).contains(&age))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trips_are_shared_by_postcode_district_or_by_name() {
        for (typed, district_of) in [
            ("LU1 2AB", "LU1"),
            ("lu12ab", "LU1"),
            ("SW1A 1AA", "SW1A"),
            ("LU1", "LU1"),
            ("MK40", "MK40"),
            (" North Luton ", "north luton"),
            ("Bedford", "bedford"),
            ("", ""),
            ("Łódź 1", "łódź 1"),
        ] {
            assert_eq!(district(typed), district_of, "{typed}");
        }
    }
}
