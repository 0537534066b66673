//! What falls on which day: reviews and their limits, duties, mid-points, visits, clocks of concerns, days off. The
//! calendar pane, the `calendar` command, calendar files and the chase list are all made from it.

use std::cmp::Ordering;

use chrono::{NaiveDate, NaiveTime};

use super::calendar::Calendar;
use super::due::{Assessment, Due, Status};
use super::duties::REVIEW;
use super::escalation::{Standing, State, Track};
use super::people::Turning;
use super::practice::protocol::{Protocol, concern_title};
use super::practice::{DutyKind, Scope};
use super::slot::Slot;
use crate::model::Case;
use crate::model::diary::{Busy, SchoolHoliday};
use crate::model::escalation::Escalation;
use crate::model::ids::{ChildId, EscalationId};
use crate::model::instance::Instance;
use crate::model::role::Role;
use crate::model::words::closed_set;

closed_set! {
    /// What an item is; the order is that within a day.
    pub(crate) enum Kind is "kind of day" {
        /// A bank holiday.
        Holiday: "holiday" = "bank holidays",
        /// A school holiday begins.
        SchoolHoliday: "school-holiday" = "school holidays",
        /// The IRO is not free.
        Busy: "busy" = "your own days",
        /// A review held or booked.
        Review: "review" = "reviews",
        /// The day by which a review is to be booked.
        ReviewToBook: "review-to-book" = "reviews to book",
        /// The last day of a review.
        ReviewLimit: "review-limit" = "limits of reviews",
        /// The plan is to be checked half-way.
        MidPoint: "mid-point" = "mid-points",
        /// The child is to be seen.
        Visit: "visit" = "visits",
        /// A step of an escalation.
        Escalation: "escalation" = "escalations",
        /// Any other duty.
        Duty: "duty" = "other duties",
        /// A birthday, or half of one, that changes what is owed.
        TurningPoint: "turning-point" = "turning points",
    }
}

impl Kind {
    /// Whether it is a day of the year rather than something to do.
    pub(crate) fn is_day(self) -> bool {
        matches!(self, Kind::Holiday | Kind::SchoolHoliday | Kind::Busy)
    }
}

/// What an item is, whatever day it falls on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Whose.
    pub child: Option<ChildId>,
    /// What it is.
    pub kind: Kind,
    /// The duty, or the clock.
    pub duty: Option<String>,
    /// What for.
    pub instance: Option<Instance>,
}

/// Something on a day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// The day.
    pub date: NaiveDate,
    /// What it is.
    pub kind: Kind,
    /// At what time.
    pub at: Option<NaiveTime>,
    /// For how many minutes.
    pub minutes: Option<u32>,
    /// Whose; `None` for the service and for days of the year.
    pub child: Option<ChildId>,
    /// In words.
    pub title: String,
    /// Which of the child's (or the service's) dues it is.
    pub due: Option<usize>,
    /// Which concern's clock it is.
    pub concern: Option<EscalationId>,
    /// The duty's id.
    pub duty: Option<String>,
    /// What for, as the due list has it.
    pub instance: Option<Instance>,
    /// Which period of care, from 0.
    pub period: usize,
    /// The role that owns it.
    pub owner: String,
    /// Where.
    pub venue: String,
    /// Where it stands.
    pub status: Option<Status>,
    /// It rests on expected bank holidays.
    pub provisional: bool,
}

impl Item {
    fn new(date: NaiveDate, kind: Kind, title: impl Into<String>) -> Self {
        Self {
            date,
            kind,
            at: None,
            minutes: None,
            child: None,
            title: title.into(),
            due: None,
            concern: None,
            duty: None,
            instance: None,
            period: 0,
            owner: String::new(),
            venue: String::new(),
            status: None,
            provisional: false,
        }
    }

    /// What it is, whatever day it falls on.
    pub(crate) fn key(&self) -> Key {
        Key { child: self.child, kind: self.kind, duty: self.duty.clone(), instance: self.instance.clone() }
    }

    /// What sorts the items of a calendar.
    pub(crate) fn order(&self) -> (NaiveDate, Kind, Option<NaiveTime>) {
        (self.date, self.kind, self.at)
    }
}

/// Which items are asked for: those of some days, and what is late whatever its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What is late is asked for too.
    pub late: bool,
}

impl Reach {
    /// Whatever there is.
    pub(crate) const ALL: Reach = Reach { from: NaiveDate::MIN, to: NaiveDate::MAX, late: true };

    /// The days from one to another.
    pub(crate) fn days(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, late: false }
    }

    fn has(self, day: NaiveDate, status: Option<Status>) -> bool {
        (self.from..=self.to).contains(&day) || (self.late && status == Some(Status::Overdue))
    }

    /// Whether it asks for an item.
    pub(crate) fn takes(self, item: &Item) -> bool {
        self.has(item.date, item.status)
    }
}

/// The reviews and the open duties of a case that are asked for; no other item is made.
pub(crate) fn of_case(case: &Case, judged: &Assessment, reach: Reach) -> Vec<Item> {
    // The limit of the next review is the duty of holding it.
    let holding = judged.dues.iter().enumerate().find(|(_, d)| d.duty.id == REVIEW && d.done_on.is_none());
    let holding = holding.map(|(place, due)| (place, due.status));
    let mut items: Vec<Item> = judged
        .slots
        .iter()
        .filter(|s| s.lapsed.is_none())
        .flat_map(|s| of_slot(case, s, holding, reach))
        .collect();
    let period = case.periods.len().saturating_sub(1);
    let open = judged.dues.iter().enumerate().filter(|(_, d)| d.status.is_open() && !d.past);
    let asked = |d: &Due| d.duty.id != REVIEW && d.due.is_some_and(|day| reach.has(day, Some(d.status)));
    items.extend(
        open.filter(|(_, d)| asked(d)).filter_map(|(place, due)| {
            Some(Item { child: Some(case.child.id), period, ..of_due(place, due)? })
        }),
    );
    items
}

fn of_slot(case: &Case, slot: &Slot, holding: Option<(usize, Status)>, reach: Reach) -> Vec<Item> {
    let review = slot.review.and_then(|r| case.reviews.get(r));
    let name = || slot.name().to_lowercase();
    let item = |date: NaiveDate, kind, title: String, status| Item {
        child: Some(case.child.id),
        instance: Some(slot.instance()),
        period: slot.period,
        owner: Role::Iro.into(),
        provisional: slot.provisional,
        status,
        ..Item::new(date, kind, title)
    };
    let asked = |date: Option<NaiveDate>, status| date.filter(|day| reach.has(*day, status));
    let meeting = |date, title: &dyn Fn() -> String, status| {
        let found = item(asked(date, status)?, Kind::Review, title(), status);
        let venue = review.map(|r| r.venue.clone()).unwrap_or_default();
        Some(Item { at: review.and_then(|r| r.at), minutes: review.and_then(|r| r.minutes), venue, ..found })
    };
    let due = holding.map(|(place, _)| place);
    let limit = || {
        let status = holding.map(|(_, status)| status);
        let day = asked(slot.due, status)?;
        Some(Item { due, ..item(day, Kind::ReviewLimit, format!("limit of {}", name()), status) })
    };
    let found = match (slot.held, slot.booked) {
        (Some(_), _) => [meeting(slot.held, &|| format!("{}, held", name()), Some(Status::Done)), None],
        (None, Some(_)) => [meeting(slot.booked, &name, None), limit()],
        (None, None) => {
            let title = || format!("{} to be booked by this day", name());
            let to_book = asked(slot.plan_by, None);
            [to_book.map(|day| Item { due, ..item(day, Kind::ReviewToBook, title(), None) }), limit()]
        }
    };
    found.into_iter().flatten().collect()
}

/// The clocks of a concern: what is to be raised, answered or told, the whole, a promised effect.
pub(crate) fn of_concern(
    e: &Escalation,
    child: Option<ChildId>,
    under: Option<(&Protocol, &Track)>,
    today: NaiveDate,
) -> Vec<Item> {
    let about = concern_title(&e.concern);
    let item = |date: Option<NaiveDate>, what: &str, title: String, owner: Option<&String>| {
        let date = date?;
        let status = match date.cmp(&today) {
            Ordering::Less => Status::Overdue,
            Ordering::Equal => Status::DueToday,
            Ordering::Greater => Status::Upcoming,
        };
        Some(Item {
            child,
            concern: Some(e.id),
            duty: Some(what.to_owned()),
            instance: Some(Instance::Escalation(e.id)),
            owner: owner.map_or_else(|| Role::Iro.into(), String::clone),
            status: Some(status),
            ..Item::new(date, Kind::Escalation, format!("{title} ({about})"))
        })
    };
    if e.is_promised() {
        return item(e.look_on, "effect", "look for the promised effect".into(), None).into_iter().collect();
    }
    let Some((protocol, track)) = under.filter(|(_, t)| t.state != State::Closed) else { return Vec::new() };
    let mut items = Vec::new();
    if let Some(visit) = track.open()
        && let Some(stage) = protocol.stages.get(visit.stage)
    {
        let title = &stage.title;
        if visit.standing == Standing::ToRaise {
            items.extend(item(visit.raise_by, "raise", format!("raise: {title}"), stage.raised_by.first()));
        }
        if visit.standing == Standing::ToAct {
            items.extend(item(visit.act_by, "act", format!("do: {title}"), stage.raised_by.first()));
        }
        items.extend(item(visit.reply_by, "reply", format!("reply: {title}"), stage.with.first()));
        items.extend(item(track.total_by, "total", "to be over in all".into(), None));
    }
    items.extend(track.tellings.iter().filter(|t| t.given.is_none()).filter_map(|t| {
        let notice = &t.notice;
        item(
            t.by,
            &notice.told().to_string(),
            format!("to be told: {}", notice.to.join(", ")),
            notice.from.first(),
        )
    }));
    items
}

/// The turning points ahead of a child.
pub(crate) fn of_turning(case: &Case, ahead: &[Turning]) -> Vec<Item> {
    let item = |t: &Turning| Item {
        child: Some(case.child.id),
        period: case.periods.len().saturating_sub(1),
        owner: Role::Iro.into(),
        ..Item::new(t.date, Kind::TurningPoint, t.what.clone())
    };
    ahead.iter().map(item).collect()
}

/// The open duties of the service.
pub(crate) fn of_service(dues: &[Due]) -> Vec<Item> {
    dues.iter().enumerate().filter_map(|(place, due)| of_due(place, due)).collect()
}

fn of_due(place: usize, due: &Due) -> Option<Item> {
    let kind = match (due.duty.kind, due.duty.scope) {
        (Some(DutyKind::MidPoint), _) => Kind::MidPoint,
        (Some(DutyKind::Visit), _) => Kind::Visit,
        (None, Scope::Escalation) => Kind::Escalation,
        (None, _) => Kind::Duty,
    };
    Some(Item {
        due: Some(place),
        duty: Some(due.duty.id.clone()),
        instance: Some(due.instance.clone()),
        owner: due.duty.owner.clone(),
        status: Some(due.status),
        provisional: due.provisional,
        ..Item::new(due.due?, kind, due.duty.title.clone())
    })
}

/// Bank holidays, school holidays and the IRO's own days between two days.
pub(crate) fn of_days(
    calendar: &Calendar,
    school: &[SchoolHoliday],
    busy: &[Busy],
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<Item> {
    let known = calendar.known_to();
    let within = |d: &NaiveDate| (from..=to).contains(d);
    let holidays = calendar.holidays().filter(|(d, _)| within(d));
    let mut items: Vec<Item> = holidays
        .map(|(d, name)| Item { provisional: d > known, ..Item::new(d, Kind::Holiday, name) })
        .collect();
    items.extend(school.iter().filter(|h| within(&h.first)).map(|h| {
        Item::new(
            h.first,
            Kind::SchoolHoliday,
            format!("{} (schools, to {})", h.name, super::working::long(h.last)),
        )
    }));
    for day in from.iter_days().take_while(|d| *d <= to) {
        let here = busy.iter().filter(|b| b.holds(day));
        items.extend(here.map(|b| Item { owner: Role::Iro.into(), ..Item::new(day, Kind::Busy, b.words()) }));
    }
    items
}
