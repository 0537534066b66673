use super::*;
use crate::model::care::{Legal, Period, Placement};
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::child::{Kin, Person, Relation};
use crate::model::decision::{Decision, Mark, Marked};
use crate::model::escalation::{Entry, Escalation, Origin, Resolution};
use crate::model::ids::*;
use crate::model::moves::Move;
use crate::model::record::{Answer, Done, Ended, Session, Subject};
use crate::model::review::{Attendee, Judged, Participation, Presence, Review};
use chrono::NaiveTime;

fn full_child() -> Child {
    Child {
        forename: "Ann".into(),
        surname: "O'Neill".into(),
        dob: Some(day(2012, 2, 29)),
        sex: Some("F".into()),
        ethnicity: Some("WBRI".into()),
        language: Some("English".into()),
        disabled: Some(false),
        uasc: Some(true),
        uasc_until: Some(day(2030, 2, 28)),
        mother: Some(false),
        in_proceedings: Some(true),
        source: Source::Import,
        imported_on: Some(today()),
        ..Child::new("00042")
    }
}

fn full_review() -> Review {
    let d = |n| Some(day(2026, 5, n));
    Review {
        number: Some(7),
        clock: Some("secure-criteria".into()),
        chair: Some("P. Panel".into()),
        without_meeting: true,
        scheduled: d(1),
        booked: d(2),
        booked_on: d(3),
        at: NaiveTime::from_hms_opt(9, 30, 0),
        minutes: Some(90),
        venue: "School".into(),
        approved_by: Some("manager".into()),
        approved_on: d(4),
        move_reason: Some("illness".into()),
        held: d(5),
        adjourned: d(6),
        adjourn_reason: Some("papers".into()),
        completed: d(7),
        decisions_sent: d(8),
        decisions_received: d(9),
        participation: Some(Participation::Pn3),
        led_by: "Ann".into(),
        not_followed: "none".into(),
        parts: vec![day(2026, 5, 7), day(2026, 5, 12)],
        attendance: [Presence::SentViews, Presence::Attended]
            .map(|presence| Attendee {
                role: presence.word().into(),
                name: "A".into(),
                presence,
                note: "n".into(),
            })
            .into(),
        late_reason: Some("late".into()),
        judged: Some(Judged {
            regime: "looked-after".into(),
            legal_due: day(2026, 5, 10),
            due: day(2026, 5, 11),
            practice: "luton@1".into(),
            calendar: "ew".into(),
        }),
        ..Review::new(Source::Import)
    }
}

#[test]
fn every_fact_comes_back_as_it_was_stored_and_in_order() {
    let mut store = Store::memory().unwrap();
    let (_, (id, other)) = store
        .act(&act("fill"), |tx| {
            let id = tx.insert((), &full_child())?;
            let other = tx.insert((), &Child::new("2"))?;
            for start in [day(2026, 1, 2), day(2025, 1, 2)] {
                let (end, text) = (Some(day(2026, 6, 1)), "t".to_owned());
                let source = Source::Hand;
                tx.insert(
                    id,
                    &Period {
                        end,
                        end_reason: Some("E8".into()),
                        notified: end,
                        authorised: Some(start),
                        authority_ended: end,
                        authority_known: end,
                        ..Period::begun(start, source)
                    },
                )?;
                tx.insert(id, &Legal { end, source, known: end, ..Legal::at("C2", start) })?;
                tx.insert(
                    id,
                    &Placement {
                        id: PlacementId(0),
                        code: "U6".into(),
                        provider: Some("PR1".into()),
                        carer: text.clone(),
                        area: "LU1".into(),
                        start,
                        end,
                        change_reason: Some("CARPL".into()),
                        source,
                        known: end,
                    },
                )?;
                tx.insert(
                    id,
                    &Person {
                        id: PersonId(0),
                        role: "iro".into(),
                        name: text.clone(),
                        detail: text.clone(),
                        start: Some(start),
                        end,
                        source,
                    },
                )?;
                tx.insert(
                    Some(id),
                    &Done {
                        id: DoneId(0),
                        duty: "d".into(),
                        subject: Subject::Review(ReviewId(1)),
                        turn: Some("month:2026-11".parse().unwrap()),
                        date: start,
                        note: text.clone(),
                        waived: true,
                    },
                )?;
                let not_needed = Answered::NotNeeded { reason: text.clone(), exception: Some(text.clone()) };
                for answered in [Answered::BroughtForward(start), not_needed] {
                    let response = Some(Response { date: start, answered });
                    let class = Some(Class::Must);
                    tx.insert(
                        id,
                        &Change { class, response, effective: end, ..Change::new("e", start, &text) },
                    )?;
                }
                tx.insert(
                    Some(id),
                    &Escalation {
                        protocol: "p".into(),
                        stage: "s".into(),
                        risk: Some("high".into()),
                        origin: Some(Origin { what: "change:1".into(), words: text.clone() }),
                        moves: vec![Entry {
                            id: MoveId(0),
                            date: start,
                            what: Move::Raised,
                            note: text.clone(),
                            by: end,
                        }],
                        closed: end,
                        outcome: Some(Resolution::Resolved),
                        effect: Some("better".into()),
                        seen_by: Some("me".into()),
                        seen_on: end,
                        unchanged: true,
                        look_on: end,
                        decision: Some(DecisionId(1)),
                        ..Escalation::new("drift", text.clone(), start)
                    },
                )?;
                let answer = |item: &str| Answer {
                    item: item.into(),
                    value: "yes".into(),
                    note: text.clone(),
                    date: start,
                };
                tx.insert(
                    Some(id),
                    &Session {
                        id: SessionId(0),
                        checklist: "c".into(),
                        subject: Subject::Child,
                        started: start,
                        ended: end,
                        outcome: Some(Ended::Ready),
                        answers: vec![answer("q2"), answer("q1")],
                    },
                )?;
            }
            tx.insert(id, &Review::new(Source::Hand))?;
            let review = tx.insert(id, &full_review())?;
            let said = |mark, n| Marked { mark, date: day(2026, 6, n), note: "n".into() };
            tx.insert(
                id,
                &Decision {
                    id: DecisionId(0),
                    review,
                    text: "Ask the school\nby letter".into(),
                    owner: Some("social-worker".into()),
                    person: "S. Worker".into(),
                    by: Some(day(2026, 6, 30)),
                    outcome: "A quiet room".into(),
                    for_child: String::new(),
                    marks: vec![said(Mark::Partly, 20), said(Mark::Agreed, 10), said(Mark::Done, 12)],
                },
            )?;
            tx.insert(
                Some(id),
                &Note { kind: NoteKind::Wishes, with: "Ann".into(), pasted: true, ..note("words") },
            )?;
            tx.add_kin(other, &Kin { other: id, relation: Relation::Parent })?;
            tx.insert(
                None,
                &Done {
                    id: DoneId(0),
                    duty: "annual".into(),
                    subject: Subject::Service,
                    turn: None,
                    date: today(),
                    note: String::new(),
                    waived: false,
                },
            )?;
            tx.insert(None, &note("service"))?;
            Ok((id, other))
        })
        .unwrap();
    let case = store.case(id).unwrap().unwrap();
    assert_eq!(case.child, Child { id, ..full_child() });
    assert_eq!(case.reviews[0], Review { id: ReviewId(2), ..full_review() });
    assert_eq!(case.reviews[1], Review { id: ReviewId(1), ..Review::new(Source::Hand) });
    assert_eq!(case.periods.iter().map(|p| p.start).collect::<Vec<_>>(), [day(2025, 1, 2), day(2026, 1, 2)]);
    assert_eq!(case.periods[1].notified, Some(day(2026, 6, 1)));
    assert_eq!(case.placements[0].change_reason.as_deref(), Some("CARPL"));
    assert_eq!((case.people.len(), case.legal.len(), case.changes.len()), (2, 2, 4));
    assert_eq!((case.changes[0].class, case.changes[0].forward_to().is_some()), (Some(Class::Must), true));
    let declined = case.changes.iter().filter(|c| c.declined_on().is_some()).count();
    assert_eq!(declined, 2);
    let decision = &case.decisions[0];
    assert_eq!((decision.review, decision.by), (ReviewId(2), Some(day(2026, 6, 30))));
    assert_eq!(
        decision.marks.iter().map(|m| m.mark).collect::<Vec<_>>(),
        [Mark::Partly, Mark::Agreed, Mark::Done]
    );
    assert_eq!(case.escalations[0].decision, Some(decision.id));
    assert_eq!(case.done[0].subject, Subject::Review(ReviewId(1)));
    assert_eq!(case.escalations[0].effect.as_deref(), Some("better"));
    assert_eq!(case.sessions[0].answers.iter().map(|a| a.item.as_str()).collect::<Vec<_>>(), ["q2", "q1"]);
    assert_eq!(
        case.notes[0],
        Note { id: NoteId(1), kind: NoteKind::Wishes, with: "Ann".into(), pasted: true, ..note("words") }
    );
    assert_eq!(case.kin, [Kin { other, relation: Relation::Offspring }]);
    let all = store.cases().unwrap();
    assert_eq!(all[0], case);
    assert_eq!(all[1].kin, [Kin { other: id, relation: Relation::Parent }]);
    assert_eq!(store.case(other).unwrap().unwrap(), all[1]);
    assert_eq!(store.case(ChildId(9)).unwrap(), None);
    assert_eq!(store.service_done().unwrap()[0].duty, "annual");
    assert_eq!(store.service_notes().unwrap()[0].text, "service");
    assert_eq!(store.child_numbers().unwrap(), [("00042".to_owned(), id), ("2".to_owned(), other)]);

    // Every update is an update of what it names, and nothing is lost on the way.
    store
        .act(&act("same again"), |tx| {
            tx.update(&case.child)?;
            case.periods.iter().try_for_each(|v| tx.update(v))?;
            case.legal.iter().try_for_each(|v| tx.update(v))?;
            case.placements.iter().try_for_each(|v| tx.update(v))?;
            case.people.iter().try_for_each(|v| tx.update(v))?;
            case.reviews.iter().try_for_each(|v| tx.update(v))?;
            case.decisions.iter().try_for_each(|v| tx.update(v))?;
            case.done.iter().try_for_each(|v| tx.update(v))?;
            case.notes.iter().try_for_each(|v| tx.update(v))?;
            case.changes.iter().try_for_each(|v| tx.update(v))?;
            case.escalations.iter().try_for_each(|v| tx.update(v))?;
            case.sessions.iter().try_for_each(|v| tx.update(v))?;
            tx.put(case.sessions[0].id, &case.sessions[0].answers[0])
        })
        .unwrap();
    assert_eq!(store.case(id).unwrap().unwrap(), case);
    let steps = connect::number(store.conn(), "SELECT count(*) FROM undo_step WHERE act = 2").unwrap();
    assert_eq!(steps, 0, "an update that changes nothing logs nothing");

    let before = content(&store);
    store.act(&act("away"), |tx| tx.delete(id)).unwrap();
    assert_eq!(store.cases().unwrap()[0].kin, []);
    store.undo(None).unwrap();
    assert_eq!(content(&store), before);
    assert_eq!(store.cases().unwrap(), all);
}

#[test]
fn settings_practices_holidays_and_drafts() {
    let mut store = Store::memory().unwrap();
    let copy = PracticeCopy { id: "luton".into(), version: "1".into(), text: "x = 1".into(), added: today() };
    store
        .act(&act("set"), |tx| {
            tx.set_setting("a", "1")?;
            tx.set_setting("a", "2")?;
            tx.set_setting("b", "3")?;
            assert!(tx.remove::<Setting>(["b"])? && !tx.remove::<Setting>(["b"])?);
            tx.insert((), &copy)?;
            tx.insert((), &PracticeCopy { text: "other".into(), ..copy.clone() })?;
            tx.add_holiday(today(), "Bank holiday")?;
            tx.add_holiday(today(), "Coronation")
        })
        .unwrap();
    assert_eq!(store.setting("a").unwrap().as_deref(), Some("2"));
    assert_eq!(settings(&store), [("a".to_owned(), "2".to_owned())]);
    let again = PracticeCopy { text: "other".into(), ..copy };
    assert_eq!(store.practice("luton", "1").unwrap(), Some(again.clone()), "added again, it is replaced");
    assert_eq!(store.practices().unwrap(), [again]);
    assert_eq!(store.holidays().unwrap(), [(today(), "Coronation".to_owned())]);
    store.put_draft("note:1", "hel").unwrap();
    store.put_draft("note:1", "hello").unwrap();
    assert_eq!(store.draft("note:1").unwrap().as_deref(), Some("hello"));
    store.undo(None).unwrap();
    assert_eq!(settings(&store), []);
    assert_eq!(store.drafts().unwrap()[0].text, "hello");
    assert!(store.remove_draft("note:1").unwrap() && !store.remove_draft("note:1").unwrap());
}
