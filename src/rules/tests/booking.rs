use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::diary::{Busy, SchoolHoliday};
use crate::model::ids::BusyId;
use crate::model::instance::Instance;
use crate::rules::advice::Ask;
use crate::rules::advice::days::{Candidate, candidates};
use crate::rules::advice::{Also, run_up};
use crate::rules::chain::{Chain, Fate, Plan, chain};
use crate::rules::diary::{Diary, Hours, Visit};
use crate::rules::due::Status;
use crate::rules::duties::assess;
use crate::rules::practice::Span;
use crate::rules::reason::Reason;

fn luton() -> Practice {
    shipped("luton").unwrap()
}

fn ask<T>(case: &Case, practice: &Practice, diary: &Diary, today: &str, f: impl FnOnce(&Ask<'_>) -> T) -> T {
    let (calendar, today) = (calendar(), d(today));
    let judged = assess(case, practice, &calendar, today);
    let slot = judged.next_review().unwrap();
    let steps = run_up(&judged, slot);
    f(&Ask { case, slot, run_up: &steps, practice, calendar: &calendar, diary, today })
}

fn moved(case: &Case, practice: &Practice, today: &str, plan: Plan) -> Chain {
    let judged = judge(case, practice, today);
    chain(case, judged.next_review().unwrap(), plan, practice, &calendar(), d(today))
}

/// A child whose third review is next.
fn third_review() -> Case {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    held(&mut case, "2025-05-02");
    case
}

#[test]
fn every_day_to_the_limit_is_offered_and_the_best_keeps_limit_and_run_up() {
    let case = third_review();
    let all = ask(&case, &luton(), &Diary::default(), "2025-06-02", candidates);
    let days: BTreeSet<NaiveDate> = all.iter().map(|c| c.date).collect();
    assert_eq!(days.len(), all.len());
    // From the day after today; the limit is Sunday 2 November.
    assert_eq!((days.first(), days.last()), (Some(&d("2025-06-03")), Some(&d("2025-10-31"))));
    let calendar = calendar();
    let working = d("2025-06-03").iter_days().take_while(|day| *day <= d("2025-10-31"));
    let working = working.filter(|day| calendar.day_off(*day).is_none()).count();
    assert_eq!(days.len(), working, "no working day is left out");
    let best = &all[0];
    // Five working days before Friday 31 October.
    assert_eq!(best.date, d("2025-10-24"));
    assert!(best.reasons.iter().any(|r| matches!(r, Reason::RunUp { lost, .. } if lost.is_empty())));
    assert_eq!(best.next_due, Some(d("2026-04-24")));
    assert_eq!(best.midpoint, Some(d("2026-01-23")));
    assert!(all.windows(2).all(|w| w[0].order < w[1].order));
    assert_eq!(
        best.why(&|_| String::new()),
        "Fri 24 Oct: 5 working days before the limit, with time for all that matters"
    );
}

/// The day of the list, and its place from the best.
fn place(all: &[Candidate], day: &str) -> usize {
    all.iter().position(|c| c.date == d(day)).unwrap_or_else(|| panic!("{day} is not offered"))
}

fn taken(day: &str, hours: &str) -> Busy {
    Busy { id: BusyId(1), ..Busy::typed(d(day), None, None, hours.into(), "Leave".into()) }
}

#[test]
fn a_full_day_comes_after_a_free_one_a_day_away_is_left_out_and_a_shut_school_is_a_question() {
    let case = third_review();
    let at = "2025-10-22";
    let days = |diary: &Diary| ask(&case, &luton(), diary, "2025-06-02", candidates);
    let free = place(&days(&Diary::default()), at);
    let busy = |busy: &[Busy]| Diary { busy: busy.to_vec(), ..Diary::default() };
    assert!(free < place(&days(&busy(&[taken(at, "10:00-11:00")])), at));
    let away = days(&busy(&[taken(at, "10:00-11:00"), taken(at, "")]));
    assert!(away.iter().all(|c| c.date != d(at)), "another day is left");
    let school = SchoolHoliday { first: d("2025-10-20"), last: d("2025-10-24"), name: "Half term".into() };
    let shut = days(&Diary { school: vec![school], ..Diary::default() });
    assert_eq!(place(&shut, at), free, "it costs nothing");
    let said = &shut[free].reasons;
    assert!(said.contains(&Reason::SchoolHoliday("Half term".into())), "{said:?}");
    let mut places = vec![free];
    let mut diary = Diary::default();
    for other in 2..6 {
        let mut visit = Visit::of(&case, None);
        visit.child = ChildId(other);
        diary.put(d(at), visit);
        places.push(place(&days(&diary), at));
    }
    assert!(places.is_sorted() && places[0] < places[1] && places[2] < places[3], "{places:?}");
}

#[test]
fn past_the_limit_the_earliest_day_comes_first_and_the_first_prepared_is_marked() {
    let case = third_review();
    // The limit was Sunday 2 November; today is Monday 10 November.
    let all: Vec<Candidate> = ask(&case, &luton(), &Diary::default(), "2025-11-10", candidates);
    let days: Vec<String> = all.iter().map(|c| c.date.to_string()).collect();
    assert_eq!(days[..3], ["2025-11-11", "2025-11-12", "2025-11-13"]);
    assert!(all.windows(2).all(|w| w[0].date < w[1].date));
    assert!(
        all.iter()
            .all(|c| c.reasons.iter().any(|r| matches!(r, Reason::AfterLimit { days, .. } if *days >= 9)))
    );
    let marked: Vec<String> =
        all.iter().filter(|c| c.earliest_prepared).map(|c| c.date.to_string()).collect();
    assert_eq!(marked, ["2025-11-13"]);
    assert_eq!(
        all[2].why(&|_| String::new()),
        "Thu 13 Nov: earliest day with the child seen and the report in"
    );
    assert!(all.iter().all(|c| c.also.is_empty()));
}

/// Issue 12, 1: nine working days past its limit on 12 December the best day was Christmas Eve.
#[test]
fn no_review_is_put_between_christmas_and_new_year_or_on_a_birthday_while_another_day_is_left() {
    let mut case = third_review();
    case.child.dob = Some(d("2014-12-15"));
    let days = |today: &str| {
        let all = ask(&case, &england(), &Diary::default(), today, candidates);
        all.iter().map(|c| (c.date.to_string(), c.allowed())).take(3).collect::<Vec<_>>()
    };
    let yes = |days: [&str; 3]| days.map(|day| (day.to_owned(), true)).to_vec();
    assert_eq!(days("2025-12-12"), yes(["2025-12-16", "2025-12-17", "2025-12-18"]), "Monday is the birthday");
    assert_eq!(days("2025-12-23"), yes(["2026-01-02", "2026-01-05", "2026-01-06"]));
}

#[test]
fn on_the_limit_and_the_day_before_it_what_is_left_is_offered_and_said_to_be_so() {
    let case = third_review();
    // The limit is Sunday 2 November.
    let at = |today: &str| ask(&case, &england(), &Diary::default(), today, candidates);
    let eve = at("2025-10-30");
    assert_eq!(eve.iter().map(|c| (c.date, c.allowed())).collect::<Vec<_>>(), [(d("2025-10-31"), true)]);
    let last = at("2025-10-31");
    assert_eq!(last.iter().map(|c| (c.date, c.allowed())).collect::<Vec<_>>(), [(d("2025-10-31"), false)]);
    assert_eq!(last[0].also, [Also::FirstPart, Also::SubstituteChair]);
    let why = last[0].why(&|_| String::new());
    assert_eq!(why, "Fri 31 Oct: only because nothing else is left; today: nobody could be told or prepared");
    assert!(at("2025-10-23").iter().all(|c| c.also.is_empty()), "six working days are left");
    assert!(at("2025-10-24").iter().all(|c| c.also.len() == 2), "five");
}

#[test]
fn the_limit_itself_is_never_best_while_three_working_days_are_left_before_it() {
    let case = third_review();
    for today in d("2025-09-01").iter_days().take(55) {
        let all = ask(&case, &luton(), &Diary::default(), &today.to_string(), candidates);
        let margin = |c: &Candidate| {
            c.reasons
                .iter()
                .find_map(|r| if let Reason::Margin { days: m, .. } = r { Some(*m) } else { None })
        };
        let room = all.iter().any(|c| margin(c) >= Some(3));
        assert!(!room || margin(&all[0]) >= Some(1), "{today}: {:?}", all[0]);
        // A missing step costs two working days of the margin at most.
        let most = all.iter().filter_map(margin).max().unwrap().min(5);
        let missed = all.iter().map(|c| c.missed().count()).max().unwrap();
        let given_up = most - margin(&all[0]).unwrap();
        assert!(given_up <= 2 * i32::try_from(missed).unwrap(), "{today}: {:?}", all[0]);
    }
}

#[test]
fn no_day_is_offered_after_the_eve_of_eighteen_or_the_end_of_care() {
    let mut case = third_review();
    case.child.dob = Some(d("2007-09-10"));
    let all = ask(&case, &england(), &Diary::default(), "2025-08-04", candidates);
    assert_eq!(all.iter().map(|c| c.date).max(), Some(d("2025-09-09")));
    case.child.dob = Some(d("2012-09-10"));
    case.periods[0].end = Some(d("2025-08-20"));
    let all = ask(&case, &england(), &Diary::default(), "2025-08-04", candidates);
    assert_eq!(all.iter().map(|c| c.date).max(), Some(d("2025-08-20")));
}

#[test]
fn another_review_at_the_same_hour_is_a_warning_and_weighs_against_the_day() {
    let mut case = third_review();
    booked(&mut case, "2025-10-20", "2025-06-02");
    let at = |hour| chrono::NaiveTime::from_hms_opt(hour, 30, 0);
    case.reviews[2].at = at(10);
    let mut diary = Diary::default();
    let hours = Some(Hours::starting(at(10).unwrap(), None));
    diary.put(d("2025-10-24"), Visit { child: ChildId(2), area: String::new(), hours });
    let all = ask(&case, &luton(), &diary, "2025-06-02", candidates);
    assert_ne!(all[0].date, d("2025-10-24"));
    let day = &all[place(&all, "2025-10-24")];
    let said = day.reasons.iter().find(|r| matches!(r, Reason::SameHour { .. })).unwrap();
    assert!(said.is_warning());
    assert_eq!(said.words(&|_| "Ben".into()), "at the same hour as the review of Ben, 10:30");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// Whatever the child, the day and the leave: no day is after one it must not be after; past the limit no later
    /// day comes before an earlier one that may be taken; a day's passing makes no later day better.
    #[test]
    fn the_order_of_days_keeps_its_promises(
        born in 0u64..6_300, day in 0u64..420, leave in 0u64..60, ends in proptest::option::of(0u64..400), bank in 0u64..3,
    ) {
        let mut case = third_review();
        case.child.dob = Some(d("2007-06-01") + chrono::Days::new(born));
        let today = d("2025-06-02") + chrono::Days::new(day);
        let away = Busy::typed(today + chrono::Days::new(leave), Some(today + chrono::Days::new(leave + 9 * bank)), None, String::new(), "Leave".into());
        let diary = Diary { busy: vec![away], ..Diary::default() };
        case.periods[0].end = ends.map(|n| today + chrono::Days::new(n + 1));
        let look = |today: NaiveDate| {
            let judged = assess(&case, &england(), &calendar(), today);
            let slot = judged.next_review().cloned();
            slot.map(|slot| (slot.last_day(), ask(&case, &england(), &diary, &today.to_string(), candidates)))
        };
        let Some((limit, all)) = look(today) else { return Ok(()) };
        let birthday = case.child.birthday(18);
        let last = |c: &Candidate| birthday.is_none_or(|b| c.date < b) && case.periods[0].end.is_none_or(|e| c.date <= e);
        prop_assert!(all.iter().all(last));
        let past = limit.is_some_and(|l| l < today);
        prop_assert!(past || all.iter().all(|c| limit.is_none_or(|l| c.date <= l)));
        let barred = all.iter().any(|c| !c.allowed());
        prop_assert!(!barred || all.iter().all(|c| !c.allowed()), "listed only because nothing else is left");
        if past && !barred {
            prop_assert!(all.windows(2).all(|w| w[0].date < w[1].date));
            let Some((_, tomorrow)) = look(today + chrono::Days::new(1)) else { return Ok(()) };
            let order = |all: &[Candidate]| all.iter().map(|c| c.date).collect::<Vec<_>>();
            let (before, after) = (order(&all), order(&tomorrow));
            let kept: Vec<_> = before.iter().filter(|d| after.contains(d)).collect();
            let again: Vec<_> = after.iter().filter(|d| before.contains(d)).collect();
            prop_assert_eq!(kept, again);
        }
    }
}

/// What a day is said to lose is what the engine would call late or not achievable after booking it. A step
/// chained to one that is lost goes with it there; here it is lost only when its own day has gone.
#[test]
fn the_run_up_lost_is_what_the_engine_says() {
    let (case, practice, calendar) = (third_review(), luton(), calendar());
    for today in ["2025-08-04", "2025-10-01", "2025-10-20"] {
        let all = ask(&case, &practice, &Diary::default(), today, candidates);
        for candidate in all.iter().filter(|c| calendar.day_off(c.date).is_none()).step_by(3) {
            let mut booked_case = case.clone();
            booked(&mut booked_case, &candidate.date.to_string(), today);
            let judged = assess(&booked_case, &practice, &calendar, d(today));
            let gone = judged.dues.iter().filter(|x| x.instance == Instance::Review(3)).filter(|x| {
                matches!(x.status, Status::NotAchievable | Status::Now | Status::Overdue)
                    && x.duty.due.as_ref().is_some_and(|r| r.own.span.counts_back())
            });
            let gone: BTreeSet<&str> = gone.map(|x| x.duty.title.as_str()).collect();
            let lost = candidate.reasons.iter().find_map(|r| match r {
                Reason::RunUp { lost, .. } => Some(lost.iter().map(|l| l.title.as_str()).collect()),
                _ => None,
            });
            let lost: BTreeSet<&str> = lost.unwrap();
            let chained = |title: &&&str| {
                let duty = practice.duties.iter().find(|x| x.title == **title).unwrap();
                matches!(duty.due.as_ref().unwrap().own.span, Span::Earliest(_))
            };
            assert!(lost.is_subset(&gone), "{} seen on {today}: {lost:?}", candidate.date);
            let only_chained = gone.difference(&lost).all(|t| chained(&t));
            assert!(only_chained, "{} seen on {today}: {gone:?}", candidate.date);
        }
    }
}

/// T17, T18 and T19 as a chain: every day before and after the review, although it is not held yet.
#[test]
fn the_chain_of_a_move_is_as_worked_by_hand() {
    let cases: [(&str, &[(&str, &str)]); 3] = [
        (
            "2026-02-12",
            &[
                ("attendance-sheet-sent", "2026-01-08"),
                ("review-reminder", "2026-01-15"),
                ("sw-consulted", "2026-01-22"),
                ("consultation-papers", "2026-01-29"),
                ("sw-report", "2026-02-09"),
                ("attendance-sheet-handed", "2026-02-16"),
                ("decisions-issued", "2026-02-19"),
                ("care-plan-updated", "2026-02-26"),
                ("record-written", "2026-03-05"),
                ("record-distributed", "2026-03-12"),
            ],
        ),
        (
            "2026-04-16",
            &[
                ("review-reminder", "2026-03-17"),
                ("sw-consulted", "2026-03-24"),
                ("consultation-papers", "2026-03-31"),
                ("sw-report", "2026-04-13"),
                ("record-distributed", "2026-05-15"),
            ],
        ),
        (
            "2026-12-18",
            &[
                ("decisions-issued", "2026-12-29"),
                ("care-plan-updated", "2027-01-06"),
                ("record-written", "2027-01-13"),
                ("record-distributed", "2027-01-20"),
            ],
        ),
    ];
    for (review, expected) in cases {
        let mut case = third_review();
        booked(&mut case, "2025-10-24", "2025-05-02");
        let chain = moved(&case, &luton(), "2025-06-02", Plan::Move(d(review)));
        for (duty, day) in expected {
            let link =
                chain.links.iter().find(|l| l.duty == *duty && l.instance == Instance::Review(3)).unwrap();
            assert_eq!(link.after, Some(d(day)), "{duty} of {review}");
            assert_eq!(link.fate, Fate::Moved, "{duty} of {review}");
        }
        assert!(chain.outside > 0 && chain.tell.iter().any(|r| r == "child"));
    }
}

/// T20: the long run-up of a first review is never late: what is essential is done at once.
#[test]
fn a_first_reviews_chain_says_what_is_to_be_done_at_once() {
    for review in ["2026-01-15", "2026-01-08"] {
        let case = came_in("2025-12-15");
        let chain = moved(&case, &england(), "2025-12-16", Plan::Move(d(review)));
        let fate = |duty: &str| chain.links.iter().find(|l| l.duty == duty).unwrap().fate;
        assert_eq!(fate("invitees-discussed"), Fate::Now, "{review}");
        assert!(chain.links.iter().all(|l| l.fate != Fate::Late), "{review}");
        assert_eq!((chain.limit, chain.outside), (Some(d("2026-01-15")), 0));
    }
}

/// T21: adjourned, the review keeps its date; twenty working days run from it, and so does the next limit.
#[test]
fn an_adjourned_review_keeps_its_date_and_its_next_limit() {
    let mut case = came_in("2025-12-15");
    booked(&mut case, "2026-01-15", "2025-12-16");
    let plan = Plan::Adjourn { on: d("2026-01-15"), resume: Some(d("2026-02-10")) };
    let chain = moved(&case, &england(), "2026-01-15", plan);
    let complete = chain.links.iter().find(|l| l.duty == "adjourned-review-completed").unwrap();
    assert_eq!((complete.after, complete.fate), (Some(d("2026-02-12")), Fate::New));
    assert_eq!((chain.to, chain.next_due.1), (d("2026-01-15"), Some(d("2026-04-15"))));
}
