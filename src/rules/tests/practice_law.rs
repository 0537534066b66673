//! What a local practice may not take from law or guidance, and how its mistakes are answered.

use super::practice::{base, local};
use super::*;
use crate::rules::practice::{Problem, doubts, parse};
use crate::rules::timetable::timetable;

/// A practice of one entry laid over England's: its faults.
fn refused(body: &str) -> Vec<Problem> {
    local(body).map(|_| Vec::new()).unwrap_or_else(|problems| problems)
}

#[test]
fn a_local_clock_in_the_place_of_the_laws_keeps_the_laws_limit_for_its_ceiling() {
    let quiet = "[[regime]]\nid = \"quiet\"\nwhen = [\"looked-after\"]\nreplaces = [\"looked-after\"]\nfirst = { months = 12, after = \"looked-after\" }\nsecond = { weeks = 6, after = \"previous-review\" }\nlater = { months = 24, after = \"previous-review\" }\nbasis = \"local\"\n";
    for practice in [local(quiet).unwrap(), local(&quiet.replace("basis = \"local\"\n", "")).unwrap()] {
        let mut case = came_in("2026-01-05");
        let limits = |case: &Case| {
            let all = timetable(case, &practice, &calendar(), d("2026-01-10"));
            let next = all.last().unwrap();
            (next.legal_due.unwrap().to_string(), next.due.unwrap().to_string())
        };
        assert_eq!(
            limits(&case),
            ("2026-02-02".into(), "2026-02-02".into()),
            "twenty working days, not a year"
        );
        held(&mut case, "2026-02-02");
        assert_eq!(
            limits(&case),
            ("2026-05-02".into(), "2026-03-16".into()),
            "six weeks come before three months"
        );
        held(&mut case, "2026-03-16");
        assert_eq!(limits(&case), ("2026-09-16".into(), "2026-09-16".into()));
        let told: Vec<_> = doubts(&practice, &calendar()).into_iter().map(|p| p.key).collect();
        assert_eq!(told, ["regime.quiet.first", "regime.quiet.later"]);
    }
    // Only a day changed: what stays as it was is the law's still.
    let weeks = local("[[regime]]\nid = \"looked-after\"\nsecond = { weeks = 10, after = \"previous-review\" }\nbasis = \"local\"\n").unwrap();
    let first = &timetable(&came_in("2026-01-05"), &weeks, &calendar(), d("2026-01-10"))[0];
    assert_eq!(first.legal_due, Some(d("2026-02-02")));
}

#[test]
fn nobody_is_let_off_what_rests_on_law() {
    let entry = |list: &str, id: &str, keys: &str| refused(&format!("[[{list}]]\nid = \"{id}\"\n{keys}\n"));
    for (list, id, keys) in [
        ("duty", "care-plan", "when = [\"age-at-least-99\"]"),
        ("duty", "child-seen", "unless = [\"looked-after\"]"),
        ("duty", "placement-plan", "scope = \"service\""),
        ("duty", "care-plan", "until = 2011-01-01"),
        ("duty", "care-plan", "unless-done = \"child-seen\""),
        ("duty", "child-seen", "watch = true"),
        ("duty", "child-seen", "essential = false"),
        ("regime", "looked-after", "when = [\"looked-after\", \"age-under-4\"]"),
        ("regime", "adoption-placed", "when = [\"looked-after\"]"),
        ("regime", "secure-criteria", "separate = false"),
        ("regime", "secure-criteria", "chair-not = []"),
    ] {
        let told = entry(list, id, keys);
        let key = format!("{list}.{id}.{}", keys.split(' ').next().unwrap());
        let found = told.iter().find(|p| p.key == key).unwrap_or_else(|| panic!("{key}: {told:?}"));
        assert!(found.line == 8 && found.message.contains("cannot be changed"), "{found:?}");
    }
    let variant = "[[duty]]\nid = \"statutory-visit\"\n[[duty.variant]]\nid = \"settled-long-term\"\nwhen = [\"looked-after\"]\n";
    assert!(!refused(variant).is_empty(), "the rarer visits are for those the law names");
    // Twice over, the same: a file between does not make law local.
    let between = "[practice]\nid = \"between\"\ntitle = \"Between\"\nextends = \"england\"\nsource = \"Ours\"\n[[duty]]\nid = \"care-plan\"\nbasis = \"local\"\n";
    let top = "[practice]\nid = \"top\"\ntitle = \"Top\"\nextends = \"between\"\n[[duty]]\nid = \"care-plan\"\ndrop = true\n";
    let under = |id: &str| if id == "between" { Some(between.to_owned()) } else { base(id) };
    assert!(parse(between, &base).is_ok());
    assert!(parse(top, &under).unwrap().duty("care-plan").is_some(), "only what the file between wrote goes");
    // Words, owner, an earlier day, a wider circle: all a local matter.
    for keys in [
        "help = \"Ours.\"",
        "owner = \"team-manager\"",
        "due = { working-days = 5, after = \"placed\" }",
        "kind = \"visit\"",
        "essential = true",
    ] {
        assert_eq!(entry("duty", "care-plan", keys), [], "{keys}");
    }
    assert_eq!(entry("regime", "secure-criteria", "chair-not = [\"iro\", \"team-manager\"]"), []);
}

#[test]
fn a_variant_added_to_a_legal_duty_keeps_the_laws_day() {
    let body = "[[duty]]\nid = \"care-plan\"\n[[duty.variant]]\nid = \"slow\"\nwhen = [\"looked-after\"]\n";
    let late = format!("{body}due = {{ months = 6, after = \"placed\" }}\n");
    let mut case = came_in("2026-01-05");
    placed(&mut case, "U6", "2026-01-05");
    let days = [body.to_owned(), late].map(|body| {
        let judged = judge(&case, &local(&body).unwrap(), "2026-01-06");
        judged.dues.iter().find(|x| x.duty.id == "care-plan").unwrap().due
    });
    assert_eq!(days, [Some(d("2026-01-19")); 2]);
}

#[test]
fn a_span_says_one_day_only() {
    let spans = [
        ("{ days = 9, working-days = 30, after = \"placed\" }", "days"),
        ("{ working-days = 0, months = 1, after = \"placed\" }", "months"),
        ("{ days = 9, after = \"placed\", before = \"review-date\" }", "before"),
        ("{ on = \"placed\", midway = [\"placed\", \"review-date\"] }", "midway"),
        ("{ every = { weeks = 2, months = 1 }, from = \"placed\" }", "every.months"),
    ];
    for (span, key) in spans {
        let told = refused(&format!(
            "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"care\"\ndue = {span}\n"
        ));
        assert_eq!(
            (told[0].line, told[0].key.as_str()),
            (11, format!("duty.x.due.{key}").as_str()),
            "{told:?}"
        );
        assert!(told[0].message.contains("not both"), "{told:?}");
    }
}

#[test]
fn what_a_writer_of_a_sixth_practice_mistypes_is_answered_with_what_to_write() {
    let told = |text: &str| parse(text, &base).unwrap_err();
    let head = "[practice]\nid = \"here\"\ntitle = \"Here\"\nextends = \"england\"\nsource = \"Ours\"\n";
    let one = |text: &str, line: usize, key: &str, hint: &str| {
        let all = told(text);
        assert_eq!(all.len(), 1, "{all:#?}");
        assert_eq!((all[0].line, all[0].key.as_str()), (line, key), "{all:?}");
        assert!(all[0].hint.contains(hint), "{all:?}");
    };
    one(&head.replace("\"here\"", "\"Salt Marsh\""), 2, "practice.id", "salt-marsh");
    one(&head.replace("\"here\"", "\"luton\""), 2, "practice.id", "extends = \"luton\"");
    one(&head.replace("england", "englnd"), 4, "practice.extends", "england");
    let misspelt = head.replace("england", "englnd") + "[[duty]]\nid = \"midpoint\"\ndrop = true\n";
    one(&misspelt, 4, "practice.extends", "england");
    one(&format!("{head}checked = \"last week\"\n"), 6, "practice.checked", "checked = 20");
    one(&format!("{head}[[duties]]\nid = \"x\"\n"), 6, "duties", "duty");
    let item = "[[checklist.item]]\nid = \"x\"\nask = \"X?\"\n";
    one(&format!("{head}{item}"), 6, "checklist", "[[checklist]] with its id first");
    let list = format!("{head}[[checklist]]\nid = \"l\"\nscope = \"review\"\n{item}answer = ");
    one(&format!("{list}\"choice\"\n"), 10, "checklist.l.x.choices", "choices = [");
    one(&format!("{list}\"tick-box\"\n"), 12, "checklist.l.x.answer", "choice");
    let event = format!("{head}[[event]]\nid = \"x\"\nclass = \"urgent\"\n");
    one(&event, 8, "event.x.class", "must, consider, inform");
    let duty = format!("{head}[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"care\"\n");
    one(
        &format!("{duty}due = {{ fortnights = 5, after = \"placed\" }}\n"),
        11,
        "duty.x.due.fortnights",
        "working-days, days",
    );
    one(&format!("{duty}essential = \"yes\"\n"), 11, "duty.x.essential", "essential = true");
    one(&format!("{duty}unless-done = \"zzzzz\"\n"), 11, "duty.x.unless-done", "practice show");
}

#[test]
fn an_advisory_practice_is_not_told_that_guidance_governs() {
    let body = "guidance = \"advisory\"\n[[duty]]\nid = \"sw-consulted\"\ndue = { working-days = 5, before = \"review-date\" }\n";
    let told = |body: &str| doubts(&local(body).unwrap(), &calendar())[0].hint.clone();
    assert!(told(body).contains("the local day governs"));
    assert!(told(&body.replace("guidance = \"advisory\"\n", "")).contains("the earlier of the two governs"));
}

#[test]
fn a_text_that_is_no_toml_has_one_fault_with_its_line() {
    let text = "[practice]\nid = \"p\"\ntitle = \"P\"\n[[duty]\nid = \"x\"\n";
    let faults = parse(text, &|_| None).unwrap_err();
    assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [4], "{faults:#?}");
}
