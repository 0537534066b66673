use super::*;
use crate::rules::practice::{Problem, SHIPPED, doubts, parse};
use crate::rules::timetable::timetable;

fn base(id: &str) -> Option<String> {
    SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned())
}

fn local(body: &str) -> Result<Practice, Vec<Problem>> {
    let head =
        "[practice]\nid = \"here\"\ntitle = \"Here\"\nextends = \"england\"\nsource = \"Our procedure\"\n";
    parse(&format!("{head}{body}"), &base)
}

#[test]
fn every_shipped_practice_loads_and_every_entry_has_a_source() {
    for (id, _) in SHIPPED {
        let practice = shipped(id).unwrap();
        assert!(practice.duties.iter().all(|d| !d.cite.is_empty() && !d.title.is_empty()), "{id}");
    }
    assert!(shipped("luton").unwrap().duties.iter().filter(|d| d.own).count() >= 50);
}

#[test]
fn a_local_span_never_yields_a_later_day_than_the_law() {
    let practice = local("[[regime]]\nid = \"looked-after\"\nfirst = { months = 1, after = \"looked-after\" }\nsecond = { days = 91, after = \"previous-review\" }\nlater = { days = 183, after = \"previous-review\" }\n").unwrap();
    let (law, calendar) = (england(), calendar());
    let mut earlier = 0;
    for start in d("2012-01-01").iter_days().take_while(|s| *s < d("2028-06-01")) {
        let mut case = came_in("2026-01-01");
        case.periods[0].start = start;
        held(&mut case, &start.to_string());
        for slot_of in [0, 1] {
            let ours = &timetable(&case, &practice, &calendar, start)[slot_of];
            let theirs = &timetable(&case, &law, &calendar, start)[slot_of];
            assert_eq!(ours.legal_due, theirs.legal_due);
            assert!(ours.due <= theirs.due, "{start}");
            earlier += u32::from(ours.due < theirs.due);
        }
    }
    assert!(earlier > 1000, "the local day governs where it is earlier");
    let told = doubts(&practice, &calendar);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].message.contains("start dates"), "{told:#?}");
}

#[test]
fn faults_are_told_by_line_key_and_nearest_word() {
    let cases = [
        ("[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"ior\"\nscope = \"review\"\n", "duty.x.owner", "iro"),
        (
            "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"reviews\"\n",
            "duty.x.scope",
            "review",
        ),
        (
            "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"review\"\ndue = { working-days = 5, after = \"review-hold\" }\n",
            "duty.x.due",
            "review-held",
        ),
        (
            "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"review\"\nwehn = []\n",
            "duty.x.wehn",
            "when",
        ),
        (
            "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"review\"\nwhen = [\"section20\"]\n",
            "duty.x.when",
            "section-20",
        ),
        ("[[dutty]]\nid = \"x\"\n", "dutty", "duty"),
    ];
    for (body, key, near) in cases {
        let problems = local(body).unwrap_err();
        let found = problems.iter().find(|p| p.key == key).unwrap_or_else(|| panic!("{key}: {problems:?}"));
        assert!(found.hint.contains(near), "{found:?}");
        assert!(found.line > 5, "{found:?}");
    }
}

#[test]
fn what_rests_on_law_cannot_be_dropped_and_a_circle_is_refused() {
    assert!(local("[[regime]]\nid = \"looked-after\"\ndrop = true\n").is_err());
    assert!(local("[[duty]]\nid = \"midpoint\"\ndrop = true\n").unwrap().duty("midpoint").is_none());
    let item = |list: &str, id: &str| {
        local(&format!("[[checklist]]\nid = \"{list}\"\n[[checklist.item]]\nid = \"{id}\"\ndrop = true\n"))
    };
    let refused = item("review-agenda", "wishes").unwrap_err();
    assert_eq!(refused[0].key, "checklist.review-agenda.wishes", "{refused:?}");
    assert!(item("midpoint", "impact").unwrap().checklist("midpoint").unwrap().items.len() > 5);
    let circle = "[[duty]]\nid = \"a\"\ntitle = \"A\"\nowner = \"iro\"\nscope = \"review\"\ndue = { days = 1, after = \"b\" }\n[[duty]]\nid = \"b\"\ntitle = \"B\"\nowner = \"iro\"\nscope = \"review\"\ndue = { days = 1, after = \"a\" }\n";
    assert!(local(circle).unwrap_err().iter().any(|p| p.message.contains("depends on itself")));
}

#[test]
fn advisory_guidance_lets_a_local_span_govern_but_law_never() {
    let body = "guidance = \"advisory\"\n[[duty]]\nid = \"sw-consulted\"\ndue = { working-days = 5, before = \"review-date\" }\n";
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    booked(&mut case, "2025-04-30", "2025-02-03");
    let at = |practice: &Practice| due(&judge(&case, practice, "2025-03-01"), "sw-consulted", "review:2").due;
    assert_eq!(
        at(&local(body).unwrap()),
        Some(calendar().add_working_days(d("2025-04-30"), -5).unwrap().date)
    );
    let binding = body.replace("guidance = \"advisory\"\n", "");
    assert_eq!(at(&local(&binding).unwrap()), at(&england()));
}
