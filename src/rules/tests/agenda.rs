//! What the calendar calls a duty is what the practice file calls it.

use super::*;
use crate::model::escalation::Escalation;
use crate::rules::agenda::{Kind, Reach, of_case, of_concern};
use crate::rules::due::Status;
use crate::rules::escalation::{Judge, Opening, Reviews};
use crate::rules::practice::{DutyKind, SHIPPED, parse};

const OWN: &str = r#"
[practice]
id = "own"
title = "Own"
extends = "england"
source = "Own"
[[duty]]
id = "home-call"
title = "Call at the home"
owner = "iro"
scope = "care"
kind = "visit"
due = { working-days = 3, after = "looked-after" }
[[duty]]
id = "visit-form-filed"
title = "File the form"
owner = "iro"
scope = "care"
due = { working-days = 4, after = "looked-after" }
"#;

fn base(id: &str) -> Option<String> {
    SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned())
}

#[test]
fn a_duty_is_a_visit_or_a_mid_point_because_its_file_says_so() {
    let practice = parse(OWN, &base).unwrap();
    let mut case = came_in("2026-06-01");
    placed(&mut case, "U6", "2026-06-01");
    held(&mut case, "2026-06-22");
    let judged = judge(&case, &practice, "2026-06-23");
    let items = of_case(&case, &judged, Reach::ALL);
    let kind = |duty: &str| items.iter().find(|i| i.duty.as_deref() == Some(duty)).map(|i| i.kind);
    assert_eq!(kind("home-call"), Some(Kind::Visit));
    assert_eq!(kind("visit-form-filed"), Some(Kind::Duty));
    let named = |duty: &str| practice.duty(duty).unwrap().kind;
    for visit in ["statutory-visit", "child-seen", "annual-visit"] {
        assert_eq!(named(visit), Some(DutyKind::Visit));
    }
    assert_eq!(named("midpoint"), Some(DutyKind::MidPoint));
    let wrong = OWN.replace("kind = \"visit\"", "kind = \"visti\"");
    let told = parse(&wrong, &base).unwrap_err();
    assert!(told.iter().any(|p| p.key == "duty.home-call.kind" && p.hint.contains("visit")), "{told:?}");
}

#[test]
fn the_clocks_of_a_concern_stand_in_the_calendar_each_with_who_owes_it() {
    let (practice, calendar) = (shipped("rochdale").unwrap(), calendar());
    let protocol = practice.protocol("rochdale-dispute").unwrap();
    let judge = Judge { protocol, calendar: &calendar, reviews: Reviews::default() };
    let e =
        Escalation { protocol: protocol.id.clone(), ..Escalation::new("care-plan", "x", d("2026-03-12")) };
    let items = |stage: Option<&str>, today: &str| {
        let track = judge.run(&Opening { raised: e.raised, stage, risk: None }, &[]);
        let all = of_concern(&e, None, Some((protocol, &track)), d(today));
        all.into_iter().map(|i| (i.duty.unwrap(), i.date, i.owner, i.status.unwrap())).collect::<Vec<_>>()
    };
    let (iro, later) = ("iro".to_owned(), Status::Upcoming);
    assert_eq!(
        items(None, "2026-03-17"),
        [
            ("raise".to_owned(), d("2026-03-16"), iro.clone(), Status::Overdue),
            ("reply".to_owned(), d("2026-03-23"), "team-manager".to_owned(), later)
        ]
    );
    let formal = items(Some("meeting"), "2026-03-19");
    assert!(formal.contains(&("total".to_owned(), d("2026-04-13"), iro, later)), "{formal:?}");
    let promised = Escalation {
        closed: Some(d("2026-03-13")),
        effect: Some("soon".into()),
        look_on: Some(d("2026-03-20")),
        ..e.clone()
    };
    let look = of_concern(&promised, None, None, d("2026-03-20"));
    assert_eq!((look.len(), look[0].date, look[0].status), (1, d("2026-03-20"), Some(Status::DueToday)));
    let seen = Escalation { seen_on: Some(d("2026-03-20")), ..promised };
    assert!(of_concern(&seen, None, None, d("2026-03-20")).is_empty());
}
