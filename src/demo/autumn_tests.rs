//! The demo is a believable IRO's autumn on whatever day it is opened: a few real problems, most in order.

use std::collections::{BTreeMap, HashSet};

use chrono::{Days, NaiveDate};

use super::*;
use crate::casework::Desk;
use crate::model::escalation::Escalation;
use crate::rules::advice::Kind;
use crate::rules::calendar::Calendar;
use crate::rules::practice::shipped;
use crate::rules::timetable::timetable;

/// Days the demo is opened on: an autumn day, Christmas, Easter, the end of August, a Sunday.
const DAYS: &[&str] = &["2026-11-26", "2026-12-23", "2027-03-26", "2027-08-27", "2026-10-18"];

fn on(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

#[test]
fn no_signal_stands_on_more_than_a_fifth_of_the_children() {
    for (seed, day) in (1..).zip(DAYS) {
        let today = on(day);
        let desk = Desk::demo(today, CHILDREN, seed, None).unwrap();
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for signal in desk.board.rows().flat_map(|r| r.signals(today)) {
            *found.entry(signal.id).or_default() += 1;
        }
        assert!(found.values().all(|n| n * 5 <= CHILDREN), "{day}: {found:?}");
        assert!(found.len() >= 4, "{day}: {found:?}");
        let quiet = desk.board.rows().filter(|r| r.signals(today).is_empty()).count();
        assert!(quiet * 3 >= CHILDREN * 2, "{day}: {quiet} children in order");
    }
}

/// Every eighth day of a year: each day of the week, each month, the holidays between.
#[test]
fn never_more_than_three_of_sixty_four_are_past_the_limit() {
    let (practice, calendar) = (shipped("luton").unwrap(), Calendar::england_and_wales().unwrap());
    for days in (0..365).step_by(8) {
        let today = on("2026-09-01") + Days::new(days);
        let all = cases_owing(today, CHILDREN, 1 + days, &practice, &calendar, &|_| Vec::new());
        let late = all.iter().filter(|case| {
            let slots = timetable(case, &practice, &calendar, today);
            let open = slots.iter().rfind(|s| s.held.is_none() && !s.regime.separate);
            open.is_some_and(|s| s.last_day().is_some_and(|limit| limit < today))
        });
        assert!((1..=3).contains(&late.count()), "{today}");
    }
}

#[test]
fn concerns_stand_at_different_stages_notes_are_pasted_and_decisions_answered() {
    for (seed, day) in (1..).zip(DAYS) {
        let today = on(day);
        let desk = Desk::demo(today, CHILDREN, seed, None).unwrap();
        let cases: Vec<_> = desk.board.rows().map(|r| &r.case).collect();
        let open: Vec<&Escalation> =
            cases.iter().flat_map(|c| &c.escalations).filter(|e| e.closed.is_none()).collect();
        assert!((2..=3).contains(&open.len()), "{day}: {open:?}");
        let stages: HashSet<usize> = open.iter().map(|e| e.moves.len()).collect();
        assert!(stages.len() > 1, "{day}: {open:?}");
        let unpasted = cases.iter().flat_map(|c| &c.notes).filter(|n| !n.pasted).count();
        assert!(unpasted <= 16, "{day}: {unpasted} notes to paste");
        let made = cases.iter().flat_map(|c| &c.decisions);
        let (all, answered) =
            made.fold((0, 0), |(all, answered), d| (all + 1, answered + usize::from(!d.marks.is_empty())));
        assert!(answered * 10 >= all * 8, "{day}: {answered} of {all} answered");
        let heard = cases.iter().filter(|c| !c.heard.is_empty()).count();
        assert!(heard * 2 > CHILDREN, "{day}: {heard} children heard");
        assert!(cases.iter().all(|c| c.heard.iter().all(|h| c.notes.iter().any(|n| n.id == h.note))));
    }
}

#[test]
fn the_first_screen_names_at_most_ten_things_of_the_iros_own_for_this_week() {
    for (seed, day) in (1..).zip(DAYS) {
        let desk = Desk::demo(on(day), CHILDREN, seed, None).unwrap();
        let others = |kind| matches!(kind, Kind::Chase | Kind::Nothing);
        let all: Vec<_> = desk.board.rows().map(|r| (r.case.child.name(), r.advice())).collect();
        let due = all.iter().filter(|(_, a)| !others(a.next.kind) && a.next.days.is_some_and(|d| d <= 5));
        let due: Vec<_> =
            due.map(|(name, a)| format!("{name}: {} ({:?})", a.next.text, a.next.days)).collect();
        assert!((3..=10).contains(&due.len()), "{day}: {due:#?}");
        assert!(all.iter().filter(|(_, a)| a.past_limit).count() <= 3, "{day}");
        assert!(all.iter().map(|(_, a)| a.mine.late).sum::<usize>() <= 10, "{day}");
    }
}
