//! What became of a concern for the child: said to the end, looked for until it is there, never in silence.

use super::*;
use crate::model::escalation::{Effect, Escalation, Resolution};
use crate::model::ids::EscalationId;

fn raised(desk: &mut Desk, day: &str) -> EscalationId {
    let id = child(desk, "T1", "2025-12-15");
    EscalationId(desk.raise(Some(id), Escalation::new("drift", "No plan", d(day))).unwrap().id)
}

fn closing(effect: &str) -> Closing {
    let (outcome, effect, seen_by) = (Some(Resolution::Resolved), effect.into(), "me".into());
    Closing { outcome, effect, seen_by, ..Closing::default() }
}

fn is(desk: &Desk, id: EscalationId) -> Escalation {
    desk.board.concern(id).unwrap().escalation.clone()
}

#[test]
fn a_closing_says_how_it_ended_in_a_known_word_and_what_changed_in_words() {
    let mut desk = desk("2026-03-10");
    let (id, on) = (raised(&mut desk, "2026-03-02"), d("2026-03-10"));
    let seen = |day: &str, effect: &str| Closing { seen_on: Some(d(day)), ..closing(effect) };
    let refused = [
        (Closing { outcome: None, ..seen("2026-03-10", "She moved") }, "overtaken"),
        (seen("2026-03-10", "."), "what is different"),
        (seen("2026-03-01", "She moved"), "day it was seen"),
        (Closing { unchanged: true, look_on: Some(on), ..closing("") }, ""),
    ];
    for (closing, hint) in refused {
        let error = desk.close_escalation(id, on, closing).unwrap_err();
        assert!(error.hint.contains(hint), "{error:?}");
        assert!(is(&desk, id).is_open());
    }
    let nothing = Closing { unchanged: true, ..seen("2026-03-10", "") };
    desk.close_escalation(id, on, nothing).unwrap();
    let closed = is(&desk, id);
    assert_eq!((closed.became(), closed.effect.as_deref()), (Effect::Nothing, Some("Nothing changed.")));
    assert_eq!(closed.seen_by.as_deref(), Some(desk.board.iro.as_str()), "me is the IRO");
}

#[test]
fn those_still_to_be_told_are_named_at_the_closing_and_why_not_is_in_the_log() {
    let mut desk = desk("2026-03-10");
    desk.use_practice("rochdale", None).unwrap();
    let id = raised(&mut desk, "2026-03-02");
    for (day, word) in [("2026-03-03", "not-resolved"), ("2026-03-04", "not-resolved")] {
        desk.make_move(id, word, d(day), "", None).unwrap();
    }
    let on = d("2026-03-10");
    let seen = Closing { seen_on: Some(on), ..closing("She has a plan") };
    let error = desk.close_escalation(id, on, seen.clone()).unwrap_err();
    assert!(error.message.contains("Still to be told: "), "{error:?}");
    desk.make_move(id, "not-told:service-manager", on, "why", None).unwrap_err();
    desk.close_escalation(id, on, Closing { not_told: "Settled the same day".into(), ..seen }).unwrap();
    let log = is(&desk, id).moves;
    let told: Vec<_> = log.iter().map(|m| (m.what.clone(), m.note.as_str())).collect();
    assert_eq!(
        told[2..],
        [("not-told:service-manager".into(), "Settled the same day"), ("close".into(), "")]
    );
}

#[test]
fn a_promise_stays_on_the_list_with_a_new_day_until_it_is_seen_or_not_kept() {
    let mut desk = desk("2026-03-10");
    let id = raised(&mut desk, "2026-03-02");
    let promised = Closing { look_on: Some(d("2026-03-20")), ..closing("A key worker will be named") };
    desk.close_escalation(id, d("2026-03-10"), promised).unwrap();
    desk.set_today(d("2026-03-23"));
    assert!(desk.board.concern(id).unwrap().is_late(desk.board.today));
    desk.look_again(id, d("2026-03-23"), d("2026-03-23"), "Not yet").unwrap_err();
    desk.look_again(id, d("2026-03-23"), d("2026-04-10"), " ").unwrap_err();
    desk.look_again(id, d("2026-03-23"), d("2026-04-10"), "Not kept: nobody named").unwrap();
    let now = is(&desk, id);
    assert_eq!((now.became(), now.look_on), (Effect::Promised, Some(d("2026-04-10"))));
    assert!(!desk.board.concern(id).unwrap().is_late(desk.board.today));
    assert!(desk.board.concern(id).unwrap().entry(1).contains("look on Fri 10 Apr 2026: Not kept"));
    desk.effect_seen(id, d("2026-03-09"), "me", "Named").unwrap_err();
    desk.effect_seen(id, d("2026-03-23"), "me", ".").unwrap_err();
    desk.effect_not_kept(id, d("2026-03-23"), "me", "").unwrap();
    assert_eq!(is(&desk, id).became(), Effect::Nothing);
    desk.undo(None).unwrap();
    desk.effect_seen(id, d("2026-03-23"), "The carer", "Ms Dunn is her key worker").unwrap();
    let seen = is(&desk, id);
    assert_eq!((seen.became(), seen.moves.len()), (Effect::Seen, 3));
    // As it stood on earlier days.
    let at = |day: &str| seen.as_at(d(day)).map(|e| (e.became(), e.effect.clone(), e.look_on));
    let promise = Some("A key worker will be named".to_owned());
    assert_eq!(at("2026-03-01"), None);
    assert_eq!(at("2026-03-09"), Some((Effect::NoneYet, None, None)));
    assert_eq!(at("2026-03-22"), Some((Effect::Promised, promise, Some(d("2026-03-20")))));
    assert_eq!(at("2026-03-23").unwrap().0, Effect::Seen);
}

#[test]
fn a_second_timescale_and_a_lower_risk_need_a_reason_and_the_log_keeps_both_days() {
    let mut desk = desk("2026-03-10");
    desk.use_practice("north-lincolnshire", None).unwrap();
    let id = raised(&mut desk, "2026-03-02");
    let set = |desk: &mut Desk, on: &str, by: &str, why: &str| {
        desk.make_move(id, "timescale", d(on), why, Some(d(by)))
    };
    set(&mut desk, "2026-03-02", "2026-02-27", "").unwrap_err();
    set(&mut desk, "2026-03-02", "2026-03-06", "").unwrap();
    assert!(set(&mut desk, "2026-03-09", "2026-03-20", " ").unwrap_err().message.contains("the reason"));
    set(&mut desk, "2026-03-09", "2026-03-20", "The worker is ill").unwrap();
    let concern = desk.board.concern(id).unwrap();
    let words = concern.entry(1);
    for part in ["owed by Fri 20 Mar 2026", "before: Fri 6 Mar 2026", "The worker is ill"] {
        assert!(words.contains(part), "{words}");
    }
    desk.use_practice("rochdale", None).unwrap();
    let other = child(&mut desk, "T2", "2025-12-15");
    let high =
        Escalation { risk: Some("high".into()), ..Escalation::new("safeguarding", "Hurt", d("2026-03-10")) };
    let id = EscalationId(desk.raise(Some(other), high).unwrap().id);
    desk.make_move(id, "risk:low", d("2026-03-10"), "", None).unwrap_err();
    desk.make_move(id, "risk:low", d("2026-03-10"), "A scratch", None).unwrap();
    assert_eq!(desk.board.concern(id).unwrap().risk(), Some("low"));
}

#[test]
fn a_referral_to_cafcass_names_its_test_and_may_follow_the_closing() {
    let mut desk = desk("2026-03-10");
    let id = raised(&mut desk, "2026-03-02");
    let on = d("2026-03-10");
    desk.close_escalation(id, on, Closing { seen_on: Some(on), ..closing("She moved") }).unwrap();
    desk.make_move(id, "satisfied", on, "", None).unwrap_err();
    desk.make_move(id, "cafcass-referral", on, "", None).unwrap();
    let concern = desk.board.concern(id).unwrap();
    let told = desk.board.test_of(&concern, &"cafcass-referral".into()).unwrap();
    assert!(told.contains("Should this go to Cafcass?") && told.contains("not gone through"), "{told}");
    assert_eq!(desk.board.test_of(&concern, &"close".into()), None);
}
