//! Calendar files out of a book and busy days into it, read back with another parser than wrote them.

use super::feed::Feed;
use std::collections::{BTreeMap, BTreeSet};

use icalendar::{Calendar, CalendarComponent, Class, Component, DatePerhapsTime, Event, EventStatus};

use super::tests::{child, d, desk};
use super::*;
use crate::exchange::ics::read_busy;
use crate::model::escalation::{Escalation, Resolution};
use crate::model::ids::EscalationId;

fn events(feed: &Feed) -> BTreeMap<String, Event> {
    assert!(feed.text.lines().all(|l| l.len() <= 75), "folded");
    assert!(!feed.text.replace("\r\n", "").contains(['\r', '\n']), "CRLF throughout");
    let read: Calendar = feed.text.parse().unwrap();
    let all = read.components.into_iter().filter_map(|c| match c {
        CalendarComponent::Event(event) => Some((event.get_uid().unwrap().to_owned(), event)),
        _ => None,
    });
    let all: BTreeMap<_, _> = all.collect();
    assert_eq!(all.len(), feed.events, "every event has a name of its own");
    all
}

fn told(desk: &mut Desk) -> BTreeMap<String, Event> {
    let feed = desk.calendar_file(&Selection::default(), |_| Ok(())).unwrap();
    events(&feed)
}

fn named<'e>(all: &'e BTreeMap<String, Event>, part: &str) -> (&'e String, &'e Event) {
    all.iter().find(|(_, e)| e.get_summary().unwrap().contains(part)).unwrap_or_else(|| panic!("{part}"))
}

/// Whether some event names it. The text of the file also holds the hour it was made, which reads like a number.
fn names(all: &BTreeMap<String, Event>, part: &str) -> bool {
    all.values().any(|e| [e.get_summary(), e.get_description()].iter().flatten().any(|t| t.contains(part)))
}

fn day(event: &Event) -> (NaiveDate, NaiveDate) {
    match (event.get_start(), event.get_end()) {
        (Some(DatePerhapsTime::Date(from)), Some(DatePerhapsTime::Date(to))) => (from, to),
        other => panic!("not a day: {other:?}"),
    }
}

fn booked(day: &str) -> Booking {
    Booking { date: d(day), ..Booking::default() }
}

#[test]
fn a_file_read_back_says_what_the_book_says_privately_and_without_names() {
    let mut desk = desk("2025-12-16");
    let id = child(&mut desk, "T1", "2025-12-15");
    desk.book(id, None, booked("2026-01-13")).unwrap();
    let feed = desk.calendar_file(&Selection::default(), |_| Ok(())).unwrap();
    let all = events(&feed);
    assert!(!names(&all, "Ada") && names(&all, "T1"), "initials and number");
    for event in all.values() {
        assert_eq!(
            (event.get_class(), event.get_status()),
            (Some(Class::Private), Some(EventStatus::Confirmed))
        );
        let (from, to) = day(event);
        assert_eq!(to, from + chrono::Days::new(1), "the day after is the first that is free");
    }
    let (_, review) = named(&all, "review 1");
    assert_eq!(day(review).0, d("2026-01-13"));
    let in_full = Selection { full_names: true, ..Selection::default() };
    assert!(names(&events(&desk.calendar_file(&in_full, |_| Ok(())).unwrap()), "Ada"));
}

#[test]
fn a_change_is_told_once_under_the_same_name_and_what_fell_away_as_cancelled() {
    let mut desk = desk("2025-12-16");
    let id = child(&mut desk, "T1", "2025-12-15");
    desk.book(id, None, booked("2026-01-13")).unwrap();
    let first = told(&mut desk);
    assert!(first.values().all(|e| e.get_sequence() == Some(0)));
    assert_eq!(first, told(&mut desk), "nothing changed, nothing is told anew");

    desk.book(id, None, booked("2026-01-12")).unwrap();
    let second = told(&mut desk);
    let (uid, review) = named(&second, "review 1");
    assert_eq!((day(review).0, review.get_sequence()), (d("2026-01-12"), Some(1)));
    assert_eq!(day(&first[uid]).0, d("2026-01-13"), "the same event moved");
    for (uid, event) in &second {
        let same = first
            .get(uid)
            .is_some_and(|was| day(was) == day(event) && was.get_summary() == event.get_summary());
        assert_eq!(event.get_sequence() == Some(0), same || !first.contains_key(uid), "{event:?}");
    }

    desk.remove_child(id).unwrap();
    let gone = told(&mut desk);
    let of_child = |uid: &String| second[uid].get_summary().unwrap().contains("T1");
    for (uid, event) in gone.iter().filter(|(uid, _)| second.contains_key(*uid) && of_child(uid)) {
        assert_eq!(event.get_status(), Some(EventStatus::Cancelled));
        assert_eq!(event.get_sequence(), second[uid].get_sequence().map(|n| n + 1));
    }
    assert!(second.keys().filter(|u| of_child(u)).all(|uid| gone.contains_key(uid)));
    assert_eq!(gone, told(&mut desk), "a cancelled event is not counted on");

    // Back by undo, which takes back no number: the events stand again, told as newer than the cancelling.
    desk.undo(None).unwrap();
    let again = told(&mut desk);
    for (uid, event) in again.iter().filter(|(uid, _)| second.contains_key(*uid) && of_child(uid)) {
        assert_eq!(event.get_status(), Some(EventStatus::Confirmed));
        assert!(event.get_sequence() > gone[uid].get_sequence());
    }
}

#[test]
fn a_file_of_one_child_or_one_owner_cancels_nothing_of_the_others() {
    let mut desk = desk("2025-12-16");
    let (a, _) = (child(&mut desk, "T1", "2025-12-15"), child(&mut desk, "T2", "2025-12-15"));
    let all: BTreeSet<String> = told(&mut desk).into_keys().collect();
    for selection in [
        Selection { children: vec![a], ..Selection::default() },
        Selection { owner: Some("social-worker".into()), ..Selection::default() },
    ] {
        let feed = desk.calendar_file(&selection, |_| Ok(())).unwrap();
        let part = events(&feed);
        assert!(!part.is_empty() && part.len() < all.len() && feed.cancelled == 0);
        assert!(part.keys().all(|uid| all.contains(uid)));
        assert_eq!(names(&part, "T2"), selection.children.is_empty());
    }
    assert_eq!(told(&mut desk).into_keys().collect::<BTreeSet<_>>(), all);
}

#[test]
fn a_concerns_clock_moves_with_its_stage_and_is_cancelled_when_it_is_closed() {
    let mut desk = desk("2026-03-02");
    let id = child(&mut desk, "T1", "2025-12-15");
    let made = desk.raise(Some(id), Escalation::new("drift", "No plan", d("2026-03-02"))).unwrap();
    let concern = EscalationId(made.id);
    let first = told(&mut desk);
    let (uid, reply) = named(&first, "reply:");
    let by = desk.board.concern(concern).unwrap().reply_by().unwrap();
    assert_eq!(day(reply).0, by);
    desk.make_move(concern, "not-satisfied", d("2026-03-02"), "", None).unwrap();
    let second = told(&mut desk);
    assert_eq!(second[uid].get_sequence(), Some(1));
    assert_eq!(Some(day(&second[uid]).0), desk.board.concern(concern).unwrap().reply_by());
    let (effect, seen_by) = ("A plan is made".into(), "The IRO".into());
    let closing = Closing {
        outcome: Some(Resolution::Resolved),
        effect,
        seen_by,
        seen_on: Some(d("2026-03-02")),
        ..Closing::default()
    };
    desk.close_escalation(concern, d("2026-03-02"), closing).unwrap();
    assert_eq!(told(&mut desk)[uid].get_status(), Some(EventStatus::Cancelled));
}

#[test]
fn a_calendar_taken_again_changes_and_calls_off_what_it_took_before() {
    let calendar = |events: &[(&str, &str, &str, &str)]| {
        let one = |(uid, what, from, more): &(&str, &str, &str, &str)| {
            format!(
                "BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{what}\r\nDTSTART;VALUE=DATE:{from}\r\n{more}END:VEVENT\r\n"
            )
        };
        let all: String = events.iter().map(one).collect();
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{all}END:VCALENDAR\r\n")
    };
    let mut desk = desk("2025-12-16");
    let id = child(&mut desk, "T1", "2025-12-15");
    let take = |desk: &mut Desk, text: &str| {
        let intake = read_busy(text, desk.board.today);
        desk.take_busy(&intake.busy, &intake.called_off, &[]).unwrap();
    };
    let days = |desk: &Desk| desk.board.busy.iter().map(|b| (b.first, b.last)).collect::<BTreeSet<_>>();
    let leave = ("1", "Annual leave", "20260105", "DTEND;VALUE=DATE:20260110\r\n");
    take(&mut desk, &calendar(&[leave, ("2", "Training", "20260114", "")]));
    let both = BTreeSet::from([(d("2026-01-05"), d("2026-01-09")), (d("2026-01-14"), d("2026-01-14"))]);
    assert_eq!(days(&desk), both, "the end of a day is the day after");
    let free = |desk: &Desk, day: &str| {
        let (_, all) = desk.candidates(id).unwrap();
        all.iter().any(|c| c.date == d(day))
    };
    assert!(!free(&desk, "2026-01-07") && free(&desk, "2026-01-12"));
    take(&mut desk, &calendar(&[leave, ("2", "Training", "20260113", ""), ("3", "Old", "20200101", "")]));
    assert_eq!(desk.board.busy.len(), 2, "no duplicates");
    assert!(days(&desk).contains(&(d("2026-01-13"), d("2026-01-13"))));
    take(&mut desk, &calendar(&[("1", "Annual leave", "20260105", "STATUS:CANCELLED\r\n")]));
    assert_eq!(days(&desk), BTreeSet::from([(d("2026-01-13"), d("2026-01-13"))]));
    for _ in 0..2 {
        desk.undo(None).unwrap();
    }
    assert_eq!(days(&desk), both);
    take(&mut desk, "not a calendar");
    assert_eq!(days(&desk), both);
}

#[test]
fn a_file_that_could_not_be_written_was_never_told() {
    let mut desk = desk("2025-12-16");
    let id = child(&mut desk, "T1", "2025-12-15");
    told(&mut desk);
    desk.book(id, None, booked("2026-01-13")).unwrap();
    let before = desk.store.told().unwrap();
    let full = |_: &str| Err(crate::error::Error::data("disk full"));
    assert!(desk.calendar_file(&Selection::default(), full).is_err());
    assert_eq!(desk.store.told().unwrap(), before);
}
