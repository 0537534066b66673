//! Whatever is booked, moved, adjourned or told: what was owed is owed still.

use std::collections::BTreeSet;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::casework::acts::{Given, from_script};
use crate::model::care::Placement;
use crate::model::change::{Answered, Response};

const LIMIT: &str = "2026-11-12";
const EVENTS: [&str; 5] =
    ["placement-end-proposed", "significant-change", "missing", "school-exclusion", "social-worker-changed"];

/// Orders, and a home, that set a clock of their own or none.
const ORDERS: [&str; 4] = ["E1", "C1", "V2", "A5"];

/// A child whose third review is due by [`LIMIT`], with nothing done since the second.
fn third(practice: &str) -> (Desk, ChildId) {
    let practice = Arc::new(find_practice(None, practice).unwrap());
    let mut desk = Desk::begin(Store::memory().unwrap(), "A. Reviewer", practice, d("2026-03-02")).unwrap();
    let id = child(&mut desk, "T1", "2026-03-02");
    for day in ["2026-03-20", "2026-05-12"] {
        desk.set_today(d(day));
        desk.hold(id, None, holding(day, Participation::Pn1)).unwrap();
    }
    (desk, id)
}

type Owed = BTreeSet<(String, String, Option<NaiveDate>, &'static str)>;

fn owed(desk: &Desk, id: ChildId) -> Owed {
    let dues = &desk.board.row(id).unwrap().whole().dues;
    dues.iter().map(|x| (x.duty.id.clone(), x.instance.to_string(), x.due, x.status.word())).collect()
}

fn standing(desk: &Desk, id: ChildId, is: impl Fn(Status) -> bool) -> BTreeSet<(String, String)> {
    let dues = desk.board.row(id).unwrap().whole().dues.iter().filter(|x| is(x.status));
    dues.map(|x| (x.duty.id.clone(), x.instance.to_string())).collect()
}

fn booking(date: NaiveDate, today: NaiveDate) -> Booking {
    let (by, why) = (Some("service-director".to_owned()), Some("The carer is away".to_owned()));
    Booking { date, approved_by: by, approved_on: Some(today), reason: why, ..Booking::default() }
}

#[derive(Debug, Clone)]
enum Deed {
    Book(u64),
    Adjourn,
    Change(usize),
    Forward(u64),
    /// An order, or a home, that began so many days ago.
    Order(usize, u64),
}

fn deeds() -> impl Strategy<Value = Vec<(u64, Deed)>> {
    let deed = prop_oneof![
        4 => (0u64..120).prop_map(Deed::Book),
        1 => Just(Deed::Adjourn),
        2 => (0..EVENTS.len()).prop_map(Deed::Change),
        2 => (0u64..40).prop_map(Deed::Forward),
        1 => (0..ORDERS.len(), prop_oneof![Just(0), 0u64..90]).prop_map(|(order, ago)| Deed::Order(order, ago)),
    ];
    prop::collection::vec((0u64..30, deed), 1..8)
}

fn adjourned(desk: &mut Desk) -> Result<Outcome> {
    let mut given = Given::default();
    for (field, word) in [("child", "T1"), ("adjourned", "today"), ("reason", "No report")] {
        given.put(field, vec![word.to_owned()]);
    }
    let (act, subject, values) = from_script(desk, "review", &given)?;
    (act.run)(desk, &subject, &values)
}

/// Does a deed where it can be done; one that cannot changes nothing.
fn tried(desk: &mut Desk, id: ChildId, deed: &Deed) {
    let today = desk.board.today;
    let _ = match deed {
        Deed::Book(on) => desk.book(id, None, booking(today + Days::new(*on), today)),
        Deed::Adjourn => adjourned(desk),
        Deed::Change(kind) => desk.record_change(id, EVENTS[*kind], (today, None), ""),
        Deed::Order(order, ago) => match (ORDERS[*order], today - Days::new(*ago)) {
            ("A5", day) => desk.start_placement(id, Placement::at("A5", day)),
            (code, day) => desk.start_legal(id, code, day),
        },
        Deed::Forward(on) => {
            let changes = &desk.board.row(id).unwrap().case.changes;
            let Some(change) = changes.iter().find(|c| c.response.is_none()).map(|c| c.id) else { return };
            let answered = Answered::BroughtForward(today + Days::new(*on));
            desk.respond(id, change, Response { date: today, answered })
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_review_moved_and_moved_back_is_as_it_was(
        luton in any::<bool>(), booked in 60u64..180, until in 0u64..60, first in 0u64..200, second in 0u64..200,
    ) {
        let (mut desk, id) = third(if luton { "luton" } else { "england" });
        let today = d("2026-05-12") + Days::new(booked);
        desk.set_today(today);
        let day = today + Days::new(first);
        if desk.book(id, None, booking(day, today)).is_err() {
            return Ok(());
        }
        desk.set_today(today + Days::new(until));
        let before = owed(&desk, id);
        let today = desk.board.today;
        if desk.book(id, None, booking(today + Days::new(second), today)).is_ok() {
            desk.book(id, None, booking(day, today)).unwrap();
            let after = owed(&desk, id);
            let gone: Vec<_> = before.difference(&after).collect();
            let new: Vec<_> = after.difference(&before).collect();
            prop_assert!(before == after, "gone {:?}, new {:?}", gone, new);
        }
    }

    /// After the eighteenth birthday, a day a review was brought forward to, or the 20 working days of an adjournment.
    #[test]
    fn no_day_is_offered_after_the_last_it_may_be(
        past in 0u64..40, eighteen in prop::option::of(1u64..90), forward in prop::option::of(0u64..60), adjourn in any::<bool>(),
    ) {
        let (mut desk, id) = third("england");
        let today = d(LIMIT) - Days::new(25) + Days::new(past);
        desk.set_today(today);
        let mut last = None;
        let mut not_after = |day: NaiveDate| last = Some(last.map_or(day, |known: NaiveDate| known.min(day)));
        if let Some(days) = eighteen {
            let birthday = today + Days::new(days);
            let dob = Some(birthday - chrono::Months::new(18 * 12));
            let known = desk.case(id).unwrap().child.clone();
            desk.save_child(Child { dob, ..known }).unwrap();
            not_after(birthday - Days::new(1));
        }
        if adjourn {
            if desk.book(id, None, booking(today, today)).is_err() || adjourned(&mut desk).is_err() {
                return Ok(());
            }
            not_after(desk.board.calendar.add_working_days(today, 20).unwrap().date);
        } else if let Some(days) = forward {
            let day = today + Days::new(days);
            desk.record_change(id, EVENTS[0], (today, None), "").unwrap();
            tried(&mut desk, id, &Deed::Forward(days));
            if desk.board.row(id).unwrap().case.changes[0].response.is_some() {
                not_after(day);
            }
        }
        let (_, offered) = desk.candidates(id).unwrap();
        if let Some(last) = last {
            let over: Vec<NaiveDate> = offered.iter().map(|c| c.date).filter(|day| *day > last).collect();
            prop_assert!(over.is_empty(), "after {last}: {over:?}");
        }
    }

    #[test]
    fn nothing_that_was_late_disappears(luton in any::<bool>(), deeds in deeds()) {
        let (mut desk, id) = third(if luton { "luton" } else { "england" });
        desk.set_today(d(LIMIT) - Days::new(60));
        for (wait, deed) in deeds {
            desk.set_today(desk.board.today + Days::new(wait));
            let late = standing(&desk, id, |s| s == Status::Overdue);
            tried(&mut desk, id, &deed);
            let kept = standing(&desk, id, |s| s.is_open() || matches!(s, Status::Done | Status::DoneLate));
            // What was owed for a placement is over with it.
            let moves = matches!(deed, Deed::Order(..));
            let over = |place: &str| moves && place.starts_with("placement:");
            let lost: Vec<_> = late.difference(&kept).filter(|(_, place)| !over(place)).collect();
            prop_assert!(lost.is_empty(), "{:?} on {}: {:?}", deed, desk.board.today, lost);
        }
    }
}

/// A home for adoption on 15 October has its review by 12 November, which was the limit already.
#[test]
fn an_order_that_leaves_the_limit_where_it_was_lets_nothing_go() {
    for (wait, ago) in [(31, 0), (32, 0), (33, 0), (50, 18)] {
        let (mut desk, id) = third("england");
        desk.set_today(d(LIMIT) - Days::new(60) + Days::new(wait));
        tried(&mut desk, id, &Deed::Order(3, ago));
        let missed = standing(&desk, id, |s| s == Status::Overdue);
        assert!(
            missed.contains(&("midpoint".to_owned(), "review:2".to_owned())),
            "{wait}, {ago}: {missed:?}"
        );
    }
}

/// Held on 12 May and due by 12 November, half-way is 12 August. A review booked early does not let that go; one that
/// is booked for a day before it does.
#[test]
fn a_review_booked_early_keeps_the_midpoint_that_can_still_be_done() {
    for (booked, due) in [("2026-10-05", Some("2026-08-12")), ("2026-08-10", None)] {
        let (mut desk, id) = third("luton");
        desk.set_today(d("2026-08-05"));
        desk.book(id, None, booking(d(booked), d("2026-08-05"))).unwrap();
        let whole = desk.board.row(id).unwrap().whole();
        let midpoint = whole.dues.iter().find(|x| x.duty.id == "midpoint" && x.review == Some(2)).unwrap();
        let open = midpoint.due.filter(|_| midpoint.status.is_open());
        assert_eq!(open, due.map(d), "booked for {booked}: {:?} {}", midpoint.status, midpoint.reason);
    }
}

/// Half-way to the limit is 12 August. Booked early it stands; once it was missed no move lets it go.
#[test]
fn a_midpoint_that_stood_and_was_missed_stays_missed_when_the_review_moves_again() {
    for moved in ["2026-09-08", "2026-11-10"] {
        let (mut desk, id) = third("england");
        desk.set_today(d("2026-08-05"));
        desk.book(id, None, booking(d("2026-09-01"), d("2026-08-05"))).unwrap();
        desk.set_today(d("2026-08-17"));
        let missed = ("midpoint".to_owned(), "review:2".to_owned());
        assert!(standing(&desk, id, |s| s == Status::Overdue).contains(&missed));
        desk.book(id, None, booking(d(moved), d("2026-08-17"))).unwrap();
        assert!(standing(&desk, id, |s| s == Status::Overdue).contains(&missed), "moved to {moved}");
    }
}
