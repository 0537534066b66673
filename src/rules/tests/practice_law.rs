//! What a local practice may not take from law or guidance, and how its mistakes are answered.

use super::practice::{base, local};
use super::*;
use crate::rules::practice::{Problem, check, doubts, parse};
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

/// A file that extends England, from line 6 on: what `check` finds wrong, and what it doubts.
fn checked(body: &str) -> (Vec<Problem>, Vec<Problem>) {
    let head = "[practice]\nid = \"here\"\ntitle = \"Here\"\nextends = \"england\"\nsource = \"Ours\"\n";
    check(&format!("{head}{body}"), &base, &calendar())
}

/// One problem at this line and key, whose words and cure have these in them.
fn only(found: &[Problem], line: usize, key: &str, message: &str, cure: &str) {
    let [one] = found else { panic!("{key}: {found:#?}") };
    assert_eq!((one.line, one.key.as_str()), (line, key), "{one:?}");
    assert!(one.message.contains(message) && one.hint.contains(cure), "{one:?}");
}

#[test]
fn a_day_that_can_never_come_where_it_is_counted_from_is_an_error_with_the_cure() {
    let duty = |scope: &str, keys: &str| {
        format!(
            "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"{scope}\"\nbasis = \"local\"\n{keys}\n"
        )
    };
    let after = |anchor: &str| format!("due = {{ days = 5, after = \"{anchor}\" }}");
    let rows = [
        ("review", after("stage-raised"), "due", "a stage of a protocol", "[[protocol.stage]]"),
        ("escalation", after("stage-raised"), "due", "a stage of a protocol", "[[protocol.stage]]"),
        ("review", after("step-taken"), "due", "at any time", "notices"),
        ("care", after("review-held"), "due", "one review", "scope = \"review\""),
        ("child", after("decisions-sent"), "due", "one review", "scope = \"review\""),
        ("care", after("placement-ended"), "due", "one placement", "scope = \"placement\""),
        ("review", after("change-notified"), "due", "one change", "scope = \"change\""),
        ("change", after("escalation-raised"), "due", "one concern", "scope = \"escalation\""),
        ("change", "opens = { on = \"review-date\" }".into(), "opens", "one review", "scope = \"review\""),
        ("care", "done-by = \"decisions-sent\"".into(), "done-by", "one review", "scope = \"review\""),
        ("care", "anew = \"review-moved\"".into(), "anew", "one review", "scope = \"review\""),
        ("care", after("meeting-decided"), "due", "scope later-review", "scope = \"later-review\""),
        (
            "care",
            "due = { earliest = [{ days = 9, after = \"placed\" }, { days = 9, after = \"review-held\" }] }"
                .into(),
            "due",
            "one review",
            "scope = \"review\"",
        ),
        ("service", after("looked-after"), "due", "never shown", "every = \"month\""),
    ];
    for (scope, keys, key, message, cure) in rows {
        let (errors, _) = checked(&duty(scope, &keys));
        let key = format!("duty.x.{key}");
        let told = errors.iter().find(|p| p.key == key && p.message.contains(message));
        let told = told.unwrap_or_else(|| panic!("{scope} {keys}: {errors:#?}"));
        assert!(told.line == 12 && told.hint.contains(cure), "{told:?}");
    }
    // Where a day comes out, though of the first of several only, it is a doubt.
    let first = [
        ("care", "placement-plan", "scope = \"placement\""),
        ("care", "record-written", "scope = \"review\""),
        ("review", "meeting-decided", "scope = \"later-review\""),
    ];
    for (scope, anchor, cure) in first {
        let (errors, doubts) = checked(&duty(scope, &after(anchor)));
        assert_eq!(errors, []);
        only(&doubts, 12, "duty.x.due", "counts from the first", cure);
    }
    for (scope, anchor) in [
        ("review", "looked-after"),
        ("change", "allocated"),
        ("placement", "birthday-16"),
        ("child", "school-exclusion"),
        ("first-review", "record-written"),
        ("review", "iro-contact"),
    ] {
        assert_eq!(checked(&duty(scope, &after(anchor))), (Vec::new(), Vec::new()), "{scope} {anchor}");
    }
    let variant = "[[duty]]\nid = \"care-plan\"\n[[duty.variant]]\nid = \"own\"\nwhen = [\"section-20\"]\ndue = { days = 3, after = \"review-held\" }\n";
    only(&checked(variant).0, 11, "duty.care-plan.own.due", "one review", "scope = \"review\"");
    let clock = "[[regime]]\nid = \"looked-after\"\nlater = { months = 5, after = \"review-held\" }\n";
    only(&checked(clock).0, 8, "regime.looked-after.later", "a clock of reviews", "previous-review");
    let protocol = |total: &str, within: &str, notice: &str| {
        format!(
            "[[protocol]]\nid = \"p\"\nbasis = \"local\"\ntotal = {{ days = 20, after = \"{total}\" }}\n[[protocol.stage]]\nid = \"one\"\nwith = \"director\"\nreply-within = {{ days = 5, after = \"{within}\" }}\non = {{ satisfied = \"close\" }}\n[[protocol.stage.notices]]\nto = \"director\"\nwithin = {{ days = 1, after = \"{notice}\" }}\n"
        )
    };
    let of = |total, within, notice| checked(&protocol(total, within, notice)).0;
    assert_eq!(of("escalation-raised", "review-date", "stage-closed"), []);
    only(
        &of("looked-after", "stage-raised", "stage-closed"),
        9,
        "protocol.p.total",
        "this is a protocol",
        "stage-opened",
    );
    only(
        &of("escalation-raised", "allocated", "stage-closed"),
        13,
        "protocol.p.one.reply-within",
        "time in care",
        "stage-raised",
    );
    only(
        &of("escalation-raised", "stage-raised", "step-taken"),
        17,
        "protocol.p.one.notices.within",
        "at any time",
        "any-time",
    );
}

#[test]
fn an_id_that_is_nearly_one_below_is_told_as_that_and_nothing_else() {
    let rows = [
        (
            "[[duty]]\nid = \"sw-consultd\"\ndue = { days = 9, before = \"review-date\" }\n",
            "duty.sw-consultd",
            "sw-consulted?",
        ),
        ("[[duty]]\nid = \"sw-consultd\"\nowner = \"team-manager\"\n", "duty.sw-consultd", "sw-consulted?"),
        ("[[duty]]\nid = \"anual-visit\"\ndrop = true\n", "duty.anual-visit", "annual-visit?"),
        ("[[event]]\nid = \"mising\"\nurgent = true\n", "event.mising", "missing?"),
        (
            "[[turning-point]]\nid = \"birthday16\"\ntitle = \"T\"\n",
            "turning-point.birthday16",
            "birthday-16?",
        ),
        (
            "[[checklist]]\nid = \"mid-point\"\n[[checklist.item]]\nid = \"own\"\nask = \"Well?\"\n",
            "checklist.mid-point",
            "midpoint?",
        ),
        (
            "[[checklist]]\nid = \"midpoint\"\n[[checklist.item]]\nid = \"impacts\"\nwhy = \"So.\"\n",
            "checklist.midpoint.impacts",
            "impact?",
        ),
        (
            "[[duty]]\nid = \"statutory-visit\"\n[[duty.variant]]\nid = \"temporary-aproval\"\ntitle = \"T\"\n",
            "duty.statutory-visit.temporary-aproval",
            "temporary-approval?",
        ),
    ];
    for (body, key, cure) in rows {
        let (errors, _) = checked(body);
        let [one] = &errors[..] else { panic!("{errors:#?}") };
        assert!(one.key == key && one.line > 5 && one.hint.contains(cure), "{one:?}");
    }
    assert_eq!(
        checked("[[duty]]\nid = \"zzzz\"\n").0.len(),
        3,
        "nothing is near: title, owner and scope are missing"
    );
}

#[test]
fn what_is_used_though_likely_not_meant_is_a_doubt_with_its_line() {
    let own = "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"care\"\n";
    let quick = "[[duty]]\nid = \"decisions-considered\"\ndue = { working-days = 3, after = \"decisions-received\" }\nbasis = \"local\"\n";
    let rows = [
        (
            "[practice.extra-roles]\nlead = \"Reviewing Lead\"\nchief = \"reviewing lead\"\n",
            8,
            "practice.extra-roles.chief",
            "the title of lead",
            "another title",
        ),
        (
            "[practice.role-names]\nteam-manager = \"Manager\"\nservice-manager = \"Manager\"\n",
            8,
            "practice.role-names.service-manager",
            "the title of team-manager",
            "another title",
        ),
        (
            "[practice.extra-roles]\nlawyer = \"Director\"\n",
            7,
            "practice.extra-roles.lawyer",
            "the title of director",
            "another title",
        ),
        (own, 7, "duty.x.basis", "what it rests on", "basis = \"local\""),
        (
            "[[event]]\nid = \"x\"\nclass = \"inform\"\n",
            7,
            "event.x.basis",
            "what it rests on",
            "basis = \"local\"",
        ),
        (quick, 8, "duty.decisions-considered.due", "silence means agreed", "the local day holds"),
        (
            "[[duty]]\nid = \"care-plan\"\ndue = { working-days = 5, after = \"placed\" }\n",
            8,
            "duty.care-plan.due",
            "on-remand",
            "[[duty.variant]]",
        ),
        (
            "[[regime]]\nid = \"looked-after\"\nsecond = { days = 100, after = \"previous-review\" }\n",
            8,
            "regime.looked-after.second",
            "100%",
            "the earlier of the two governs",
        ),
    ];
    for (body, line, key, message, cure) in rows {
        let (errors, doubts) = checked(body);
        assert_eq!(errors, [], "{body}");
        only(&doubts, line, key, message, cure);
    }
    let same = quick.replace("= 3", "= 5");
    assert_eq!(checked(&same).1, [], "as long as guidance's");
}

#[test]
fn a_file_stands_on_another_or_says_that_it_stands_alone() {
    let head = "[practice]\nid = \"here\"\ntitle = \"Here\"\nsource = \"Ours\"\n";
    let change = "[[duty]]\nid = \"sw-consulted\"\nowner = \"team-manager\"\n";
    for text in [head.to_owned(), format!("{head}{change}")] {
        only(&check(&text, &base, &calendar()).0, 2, "practice.extends", "is missing", "standalone = true");
    }
    assert_eq!(check(&format!("{head}standalone = true\n"), &base, &calendar()), (Vec::new(), Vec::new()));
    assert!(crate::rules::practice::load_kept(head, &base).is_ok(), "one that a book has is worked by still");
    assert!(crate::rules::practice::load(head, &base).is_err());
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
