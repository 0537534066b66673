use super::*;
use crate::model::Case;
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::ids::ChangeId;
use crate::model::review::{Attendee, Participation as Code, Presence};
use crate::rules::due::Whole;
use crate::rules::practice::shipped;
use crate::rules::tests::{calendar, came_in, d, held, judge};

fn window(from: &str, to: &str) -> Window {
    Window { from: d(from), to: d(to) }
}

fn count(cases: &[Case], today: &str, window: Window) -> Measures {
    let (practice, calendar) = (shipped("luton").unwrap(), calendar());
    let judged: Vec<Whole> = cases.iter().map(|c| judge(c, &practice, today)).collect();
    let cases: Vec<Judged<'_>> = cases.iter().zip(&judged).collect();
    let ground =
        Ground { cases: &cases, concerns: &[], practice: &practice, calendar: &calendar, today: d(today) };
    measure(ground, window)
}

fn numbered(number: &str, start: &str, reviews: &[&str]) -> Case {
    let mut case = came_in(start);
    case.child.number = number.into();
    reviews.iter().for_each(|day| held(&mut case, day));
    case
}

/// Worked by hand. A: first review limit 3 Feb 2025 (20 working days from 6 Jan), held that day; second by
/// 3 May, held 4 May, one day late; third by 4 Nov, held 3 Nov. B: limit 3 Feb, held 31 Jan; second by 30 Apr
/// (31 Jan and three months), held 30 Apr; then nothing, though due by 30 Oct.
fn two() -> [Case; 2] {
    [
        numbered("A", "2025-01-06", &["2025-02-03", "2025-05-04", "2025-11-03"]),
        numbered("B", "2025-01-06", &["2025-01-31", "2025-04-30"]),
    ]
}

#[test]
fn on_time_is_counted_by_reviews_and_by_children() {
    let m = count(&two(), "2025-12-31", window("2025-01-01", "2025-12-31"));
    let r = &m.reviews;
    assert_eq!((r.due, r.held, r.on_time, r.late, r.not_held, r.pct), (6, 5, 4, 1, 1, Some(80.0)));
    let c = &m.children;
    assert_eq!(
        (c.reviewed, c.all_on_time, c.pct, c.with_review_not_held),
        (2, 0, Some(0.0), 1),
        "B has a review that was not held"
    );
    assert_eq!(r.late_without_reason, 1);
    let late: Vec<_> = r.rows.iter().filter(|x| x.on_time == Some(false)).collect();
    assert_eq!((late[0].child.as_str(), late[0].sequence, late[0].days_late), ("A", Some(2), 1));
}

#[test]
fn both_ends_of_the_span_count_and_nothing_beyond_them() {
    let held = |from, to| count(&two(), "2025-12-31", window(from, to)).reviews.held;
    assert_eq!(held("2025-02-03", "2025-02-03"), 1);
    assert_eq!(held("2025-02-04", "2025-04-29"), 0);
    assert_eq!(held("2025-04-30", "2025-05-04"), 2);
    let none = count(&two(), "2025-12-31", window("2024-01-01", "2024-12-31"));
    assert_eq!((none.reviews.pct, none.children.pct, none.participation.pct), (None, None, None));
}

#[test]
fn a_review_due_in_the_span_is_not_missed_until_its_day_has_gone() {
    let missed = |today| count(&two(), today, window("2025-10-01", "2025-12-31")).reviews.not_held;
    assert_eq!((missed("2025-10-30"), missed("2025-10-31")), (0, 1));
}

/// 31 Jan and 91 days is 2 May: by days B's second review had two days more than by months.
#[test]
fn the_count_of_days_stands_beside_the_months() {
    let m = count(&two(), "2025-12-31", window("2025-01-01", "2025-12-31"));
    let row =
        |child: &str, n| m.reviews.rows.iter().find(|r| r.child == child && r.sequence == Some(n)).unwrap();
    assert_eq!((row("B", 2).due, row("B", 2).due_days), (Some(d("2025-04-30")), Some(d("2025-05-02"))));
    // 3 Feb and 91 days is 5 May: late by months, in time by days.
    assert_eq!((row("A", 2).on_time, row("A", 2).on_time_days), (Some(false), Some(true)));
    assert_eq!((m.reviews.by_days.on_time, m.reviews.by_days.differ), (5, 1));
    // 4 May and 183 days is 3 Nov; held on that day.
    assert_eq!(row("A", 3).due_days, Some(d("2025-11-03")));
}

#[test]
fn short_breaks_are_counted_apart() {
    let mut cases = two();
    let legal = crate::model::care::Legal::at("V4", d("2025-01-06"));
    cases[1].legal.push(legal);
    let m = count(&cases, "2025-12-31", window("2025-01-01", "2025-12-31"));
    assert_eq!((m.reviews.held, m.children.reviewed), (3, 1));
    assert_eq!((m.short_breaks.reviews.held, m.short_breaks.children.reviewed), (2, 1));
    assert_eq!((m.caseload.children, m.caseload.short_breaks), (2, 1));
}

/// Born 3 Feb 2021: four on the day of the first review.
#[test]
fn participation_leaves_out_the_under_fours_and_names_codes_that_do_not_fit() {
    let mut case = numbered("C", "2025-01-06", &["2025-02-03", "2025-05-03", "2025-11-03"]);
    case.child.dob = Some(d("2021-02-03"));
    for (review, code) in case.reviews.iter_mut().zip([Code::Pn0, Code::Pn0, Code::Pn7]) {
        review.participation = Some(code);
    }
    let part = count(&[case.clone()], "2025-12-31", window("2025-01-01", "2025-12-31")).participation;
    assert_eq!((part.codes[&Code::Pn0], part.codes[&Code::Pn7], part.unknown), (2, 1, 0));
    assert_eq!((part.took_part, part.of, part.pct), (0, 1, Some(0.0)));
    assert_eq!(part.code_not_for_age, 1, "on the birthday itself both are taken, later PN0 is not");
    case.reviews[0].participation = Some(Code::Pn1);
    case.reviews[1].participation = None;
    let part = count(&[case], "2025-12-31", window("2025-01-01", "2025-12-31")).participation;
    assert_eq!((part.took_part, part.of, part.pct, part.unknown), (1, 2, Some(50.0), 1));
    assert_eq!(part.code_not_for_age, 0);
}

#[test]
fn mid_points_count_when_their_day_has_come() {
    let cases = [numbered("A", "2025-01-06", &["2025-02-03"])];
    // Half-way between 3 Feb and the projected 3 May is 19 Mar.
    let tally = |today| count(&cases, today, window("2025-01-01", "2025-12-31")).midpoints;
    assert_eq!(tally("2025-03-18").due, 0);
    assert_eq!(
        (tally("2025-03-20").due, tally("2025-03-20").done, tally("2025-03-20").pct),
        (1, 0, Some(0.0))
    );
    let mut done = cases.clone();
    done[0].done.push(crate::model::record::Done {
        id: crate::model::ids::DoneId(1),
        duty: "midpoint".into(),
        subject: crate::model::record::Subject::Review(crate::model::ids::ReviewId(1)),
        turn: None,
        date: d("2025-03-21"),
        note: String::new(),
        waived: false,
    });
    let tally = count(&done, "2025-04-01", window("2025-01-01", "2025-12-31")).midpoints;
    assert_eq!((tally.due, tally.done, tally.done_late, tally.pct), (1, 1, 1, Some(100.0)));
}

/// Told on Mon 16 Nov 2026: Luton's five working days end on Mon 23 Nov.
#[test]
fn both_answers_to_a_change_are_counted_and_the_unanswered_one_goes_late() {
    let mut case = numbered("A", "2026-01-05", &["2026-02-02"]);
    let mut tell = |id, event: &str, response| {
        let class = Some(Class::Consider);
        let change = Change::new(event, d("2026-11-16"), "");
        case.changes.push(Change { id: ChangeId(id), class, response, ..change });
    };
    let not_needed =
        Answered::NotNeeded { reason: "moved with the carer's agreement".into(), exception: None };
    tell(1, "school-exclusion", Some(Response { date: d("2026-11-23"), answered: not_needed }));
    let forward = Answered::BroughtForward(d("2026-12-01"));
    tell(2, "missing", Some(Response { date: d("2026-11-24"), answered: forward }));
    tell(3, "school-exclusion", None);
    let early = |today| count(&[case.clone()], today, window("2026-11-01", "2026-11-30")).early_reviews;
    let on = early("2026-11-23");
    assert_eq!((on.told, on.answered, on.brought_forward, on.not_needed, on.open), (3, 2, 1, 1, 1));
    let after = early("2026-11-24");
    assert_eq!((after.in_time, after.late, after.pct), (1, 2, Some(33.3)));
    assert!(after.rows.iter().all(|r| r.due == Some(d("2026-11-23"))));
}

#[test]
fn the_weight_of_a_caseload_is_the_sum_of_its_parts() {
    let cases =
        [numbered("A", "2025-01-06", &["2025-02-03", "2025-05-03"]), numbered("B", "2025-12-01", &[])];
    let load = count(&cases, "2025-12-15", window("2025-01-01", "2025-12-15")).caseload;
    assert_eq!((load.children, load.weighted), (2, 2.5));
    assert!(load.counts.contains("in care today"));
    assert_eq!(load.rows.iter().map(|r| r.weight).sum::<f64>(), load.weighted);
}

#[test]
fn a_bar_is_as_long_as_its_measure_and_has_as_many_rows() {
    let (practice, calendar, today) = (shipped("luton").unwrap(), calendar(), d("2025-12-31"));
    let cases = two();
    let judged: Vec<Whole> = cases.iter().map(|c| judge(c, &practice, "2025-12-31")).collect();
    let cases: Vec<Judged<'_>> = cases.iter().zip(&judged).collect();
    let ground = Ground { cases: &cases, concerns: &[], practice: &practice, calendar: &calendar, today };
    let bars = chart(ground);
    let of = |group| bars.iter().filter(move |b| b.group == group);
    assert_eq!(of(Group::Reviews).count(), 5);
    assert_eq!(
        of(Group::Reviews).map(|b| (b.part, b.of)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)),
        (4, 5)
    );
    for bar in of(Group::Reviews).chain(of(Group::Midpoints)) {
        assert_eq!(
            (bar.of, bar.rows.iter().filter(|r| r.against).count()),
            (bar.rows.len(), bar.of - bar.part)
        );
    }
    assert_eq!(of(Group::Weeks).count(), 8);
    let last = of(Group::Reviews).next_back().unwrap();
    assert_eq!(last.words, "1 of 1, 1 not held", "B's, due on 30 October");
}

/// Placed on 6 January 2025 and visited on 10 January and 14 February by the social worker; the IRO's own
/// yearly visit, due within a year of coming into care, was not made.
#[test]
fn visits_are_counted_kind_by_kind_whoever_makes_them() {
    let mut case = numbered("A", "2025-01-06", &["2025-02-03"]);
    crate::rules::tests::placed(&mut case, "U6", "2025-01-06");
    for (n, day) in [(1, "2025-01-10"), (2, "2025-02-14")] {
        case.done.push(crate::model::record::Done {
            id: crate::model::ids::DoneId(n),
            duty: "statutory-visit".into(),
            subject: crate::model::record::Subject::Placement(crate::model::ids::PlacementId(1)),
            turn: Some(crate::model::instance::Turn::Day(d(day))),
            date: d(day),
            note: String::new(),
            waived: false,
        });
    }
    let m = count(&[case], "2026-03-31", window("2025-01-01", "2026-03-31"));
    let of = |duty: &str| m.visits.kinds.iter().find(|k| k.duty == duty).unwrap();
    // Six weeks from 14 February is 28 March: that turn is open and long past.
    assert_eq!((of("statutory-visit").tally.done, of("statutory-visit").tally.due), (2, 3));
    assert_eq!(of("statutory-visit").owner, "social-worker");
    assert_eq!((of("annual-visit").tally.done, of("annual-visit").tally.due), (0, 1));
    let sum: usize = m.visits.kinds.iter().map(|k| k.tally.due).sum();
    assert_eq!((m.visits.all.done, m.visits.all.due), (2, sum));
}

#[test]
fn a_review_completed_after_its_twenty_working_days_is_named_and_views_count_only_where_they_were_conveyed() {
    use crate::model::review::Participation;
    let mut case = numbered("A", "2025-12-15", &["2026-01-15"]);
    let review = &mut case.reviews[0];
    (review.scheduled, review.adjourned) = (Some(d("2026-01-15")), Some(d("2026-01-15")));
    let told =
        |case: &Case| count(std::slice::from_ref(case), "2026-03-20", window("2026-01-01", "2026-03-31"));
    assert_eq!(told(&case).completed_late, 0, "not completed yet");
    for (day, late) in [("2026-02-12", 0), ("2026-02-13", 1)] {
        case.reviews[0].completed = Some(d(day));
        let measures = told(&case);
        assert_eq!((measures.completed_late, measures.reviews.on_time), (late, 1), "{day}");
        assert_eq!(measures.reviews.rows[0].complete_by, Some(d("2026-02-12")));
    }
    for (code, reached) in Participation::ALL.iter().zip([0, 1, 1, 1, 0, 1, 1, 0]) {
        case.reviews[0].participation = Some(*code);
        let views = told(&case).views_reached;
        assert_eq!((views.reached, views.of), (reached, usize::from(*code != Participation::Pn0)), "{code}");
    }
}

/// Three reviews held: one parent at the first and another who only sent views, views alone to the second, nothing
/// recorded of the third.
#[test]
fn parents_are_counted_as_the_one_who_came_nearest_where_it_is_recorded() {
    let mut case = numbered("A", "2025-01-06", &["2025-02-03", "2025-05-03", "2025-11-03"]);
    let parent =
        |presence| Attendee { role: "parent".into(), name: String::new(), presence, note: String::new() };
    case.reviews[0].attendance = vec![parent(Presence::SentViews), parent(Presence::Attended)];
    case.reviews[1].attendance = vec![parent(Presence::Absent), parent(Presence::SentViews)];
    let told = |case: &Case| {
        let p = count(std::slice::from_ref(case), "2025-12-31", window("2025-01-01", "2025-12-31")).parents;
        (p.attended, p.consulted, p.neither, p.unknown, p.of, p.pct)
    };
    assert_eq!(told(&case), (1, 1, 0, 1, 2, Some(100.0)));
    case.reviews[2].attendance = vec![parent(Presence::NotAsked)];
    assert_eq!(told(&case), (1, 1, 1, 0, 3, Some(66.7)));
}

#[test]
fn years_run_from_april_to_march_and_have_the_figures_of_their_own_span() {
    let cases = two();
    let m = count(&cases, "2025-12-31", window("2025-01-01", "2025-12-31"));
    let told: Vec<_> = m.years.iter().map(|y| (y.from, y.to, y.reviews.held, y.reviews.late)).collect();
    assert_eq!(told, [(d("2024-04-01"), d("2025-03-31"), 2, 0)], "this year has not ended");
    let ended = count(&cases, "2026-03-31", window("2025-04-01", "2026-03-31"));
    assert_eq!(ended.years.len(), 2, "it ended on the last day of the span");
    for year in &ended.years {
        let own = count(&cases, "2026-03-31", Window { from: year.from, to: year.to });
        let mut year = serde_json::to_value(year).unwrap();
        let mut own = serde_json::to_value(own).unwrap();
        for (figure, told) in year.as_object_mut().unwrap() {
            let own = &mut own[figure];
            assert!(told.get("rows").is_none(), "{figure}");
            match told.as_object_mut() {
                Some(told) => told.iter_mut().for_each(|(key, n)| {
                    n.as_object_mut().into_iter().for_each(|_| {
                        own[key].as_object_mut().into_iter().for_each(|o| drop(o.remove("rows")));
                    });
                    assert_eq!(own[key], *n, "{figure} {key}");
                }),
                None => assert_eq!(own, told, "{figure}"),
            }
        }
    }
}

/// A came into care in January; B left at seventeen in June; C is in short breaks from November.
#[test]
fn the_children_of_a_span_are_counted_on_its_last_day_and_at_the_ends_of_its_months() {
    let mut cases = [
        numbered("A", "2025-01-06", &[]),
        numbered("B", "2024-01-08", &[]),
        numbered("C", "2025-11-03", &[]),
    ];
    cases[0].child.dob = Some(d("2016-05-01"));
    cases[1].child.dob = Some(d("2008-02-01"));
    cases[2].child.dob = None;
    cases[1].periods[0].end = Some(d("2025-06-16"));
    cases[2].legal.push(crate::model::care::Legal::at("V4", d("2025-11-03")));
    let iro = |start: &str| crate::model::child::Person {
        id: crate::model::ids::PersonId(0),
        role: "iro".into(),
        name: "A. Reviewer".into(),
        detail: String::new(),
        start: Some(d(start)),
        end: None,
        source: crate::model::child::Source::Hand,
    };
    cases[0].people = vec![iro("2025-01-08"), iro("2025-09-01")];
    let m = count(&cases, "2025-12-31", window("2025-01-01", "2025-12-31"));
    let p = &m.profile;
    assert_eq!((p.on, p.iro_changed), (d("2025-12-31"), 1));
    // Two at the ends of January to May and of November and December, one in between.
    assert_eq!(p.mean, Some(1.6));
    let bands: Vec<usize> = p.ages.iter().map(|b| b.children).collect();
    assert_eq!((bands, p.no_birthday), (vec![0, 0, 1, 0, 0], 1));
}

/// Seven spans for the measures with their years, six for Insight, and each review is judged once for all of them.
#[test]
fn a_review_is_judged_once_for_every_span_that_is_counted() {
    let (practice, calendar) = (shipped("luton").unwrap(), calendar());
    let cases = two();
    let judged: Vec<Whole> = cases.iter().map(|c| judge(c, &practice, "2025-12-31")).collect();
    let reviews: usize = judged.iter().map(|j| j.reviews().count()).sum();
    let cases: Vec<Judged<'_>> = cases.iter().zip(&judged).collect();
    let today = d("2025-12-31");
    let ground = Ground { cases: &cases, concerns: &[], practice: &practice, calendar: &calendar, today };
    let times = |count: &dyn Fn()| {
        let before = timeliness::JUDGED.get();
        count();
        timeliness::JUDGED.get() - before
    };
    assert_eq!(times(&|| drop(measure(ground, window("2025-01-01", "2025-12-31")))), reviews);
    assert_eq!(times(&|| drop(chart(ground))), reviews);
}
