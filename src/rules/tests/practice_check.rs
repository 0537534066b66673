//! What `practice check` names: days that never come, ids that are nearly right, what is likely not meant.

use super::calendar;
use super::practice::base;
use crate::rules::practice::{Problem, check, load, load_kept};

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
fn a_ground_that_is_no_word_is_wrong_wherever_it_stands_and_closes_no_book() {
    let rows = [
        ("[[event]]\nid = \"x\"\nclass = \"inform\"\nbasis = \"lokal\"\n", 9, "event.x.basis"),
        ("[[checklist]]\nid = \"midpoint\"\nbasis = \"hose\"\n", 8, "checklist.midpoint.basis"),
        (
            "[[checklist]]\nid = \"midpoint\"\n[[checklist.item]]\nid = \"x\"\nask = \"X?\"\nbasis = \"lokal\"\n",
            11,
            "checklist.midpoint.x.basis",
        ),
        ("[[concern]]\nid = \"x\"\ntitle = \"X\"\nbasis = \"lokal\"\n", 9, "concern.x.basis"),
    ];
    for (body, line, key) in rows {
        let cure = if body.contains("hose") { "house" } else { "local" };
        only(&checked(body).0, line, key, "is not a word known here", cure);
        let head = "[practice]\nid = \"here\"\ntitle = \"Here\"\nextends = \"england\"\nsource = \"Ours\"\n";
        assert!(load_kept(&format!("{head}{body}"), &base).is_ok(), "{key}");
    }
}

#[test]
fn a_file_stands_on_another_or_says_that_it_stands_alone() {
    let head = "[practice]\nid = \"here\"\ntitle = \"Here\"\nsource = \"Ours\"\n";
    let change = "[[duty]]\nid = \"sw-consulted\"\nowner = \"team-manager\"\n";
    for text in [head.to_owned(), format!("{head}{change}")] {
        only(&check(&text, &base, &calendar()).0, 2, "practice.extends", "is missing", "standalone = true");
    }
    assert_eq!(check(&format!("{head}standalone = true\n"), &base, &calendar()), (Vec::new(), Vec::new()));
    assert!(load_kept(head, &base).is_ok(), "one that a book has is worked by still");
    assert!(load(head, &base).is_err());
}
