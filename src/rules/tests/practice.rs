use super::*;
use crate::rules::practice::{Problem, SHIPPED, doubts, parse};
use crate::rules::timetable::timetable;

pub(super) fn base(id: &str) -> Option<String> {
    SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned())
}

pub(super) fn local(body: &str) -> Result<Practice, Vec<Problem>> {
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

/// Every practice there is a file of: the shipped ones, and the sixth written from the guide.
fn every_practice() -> impl Iterator<Item = Practice> {
    let shipped = SHIPPED.iter().map(|(id, _)| shipped(id).unwrap());
    shipped.chain([super::guide::sixth()])
}

/// The start dates that local spans are held against the law on: every day of these years.
fn every_start() -> impl Iterator<Item = NaiveDate> {
    d("2012-01-01").iter_days().take_while(|s| *s <= d("2028-12-31"))
}

#[test]
fn no_practice_ever_sets_a_review_later_than_the_law() {
    let body = "[[regime]]\nid = \"looked-after\"\nfirst = { months = 1, after = \"looked-after\" }\nsecond = { days = 91, after = \"previous-review\" }\nlater = { days = 183, after = \"previous-review\" }\n";
    let (law, calendar) = (england(), calendar());
    let all: Vec<Practice> = every_practice().chain([local(body).unwrap()]).collect();
    let mut earlier = std::collections::BTreeMap::new();
    for start in every_start() {
        // The first review is counted from coming into care, the second and the third from the one before.
        let mut first = came_in(&start.to_string());
        held(&mut first, &start.to_string());
        let mut later = came_in(&(start - chrono::Days::new(90)).to_string());
        held(&mut later, &(start - chrono::Days::new(60)).to_string());
        held(&mut later, &start.to_string());
        for (case, places) in [(&first, 0..2), (&later, 2..3)] {
            let lawful = timetable(case, &law, &calendar, start);
            for practice in &all {
                let ours = timetable(case, practice, &calendar, start);
                for (ours, lawful) in ours[places.clone()].iter().zip(&lawful[places.clone()]) {
                    assert_eq!(ours.legal_due, lawful.due, "{} {start}", practice.id);
                    assert!(ours.due <= lawful.due, "{} {start} {:?}", practice.id, ours.due);
                    let count = earlier.entry(practice.id.clone()).or_insert(0);
                    *count += u32::from(ours.due < lawful.due);
                }
            }
        }
    }
    let earlier: Vec<&str> = earlier.iter().filter(|(_, n)| **n > 1000).map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        earlier,
        ["harbourside", "here", "practice-guidance-2020"],
        "the local day governs where earlier"
    );
    let told = doubts(&all[all.len() - 1], &calendar);
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
fn numbers_posts_spans_of_force_and_ages_that_cannot_be_are_told_with_the_cure() {
    let duty = |lines: &str| {
        format!(
            "[[duty]]\nid = \"x\"\ntitle = \"X\"\nowner = \"iro\"\nscope = \"child\"\nbasis = \"house\"\ncite = \"house\"\n{lines}\n"
        )
    };
    let cases = [
        ("margin-working-days = \"two\"\n".to_owned(), "practice.margin-working-days", "= 2"),
        ("margin-working-days = -1\n".to_owned(), "practice.margin-working-days", "= 2"),
        ("margin-working-days = 400\n".to_owned(), "practice.margin-working-days", "= 2"),
        (
            "[practice.role-names]\nsocial-wroker = \"SW\"\n".to_owned(),
            "practice.role-names.social-wroker",
            "social-worker",
        ),
        ("[practice.extra-roles]\niro = \"Reviewer\"\n".to_owned(), "practice.extra-roles.iro", "role-names"),
        (duty("from = 2026-04-01\nuntil = 2026-03-31"), "duty.x.until", "last day"),
        (duty("from = \"soon\""), "duty.x.from", "2026-11-24"),
        (duty("when = [\"age-over-8\"]"), "duty.x.when", "age-at-least-9"),
        (duty("when = [\"under-5\"]"), "duty.x.when", "age-under-5"),
        (duty("short = \"More than fifteen letters\""), "duty.x.short", "fewer"),
    ];
    for (body, key, cure) in cases {
        let faults = local(&body).map(|_| ()).expect_err(&body);
        let told = faults.iter().find(|f| f.key == key).unwrap_or_else(|| panic!("{key}: {faults:?}"));
        assert!(told.line > 5 && told.hint.contains(cure), "{told:?}");
    }
    assert!(local(&duty("from = 2026-04-01\nuntil = 2026-04-01")).is_ok(), "one day is a span");
}

#[test]
fn a_local_basis_does_not_lower_what_it_leaves_as_the_law_has_it() {
    use crate::rules::practice::Basis;
    let body = "[[regime]]\nid = \"looked-after\"\nsecond = { months = 2, after = \"previous-review\" }\nbasis = \"local\"\n\
        [[duty]]\nid = \"statutory-visit\"\nowner = \"team-manager\"\nbasis = \"local\"\n";
    let practice = local(body).unwrap();
    let regime = practice.regimes.iter().find(|r| r.id == "looked-after").unwrap();
    assert_eq!(
        [&regime.first, &regime.second, &regime.later].map(|r| r.own.basis),
        [Basis::Law, Basis::Local, Basis::Law]
    );
    assert_eq!(regime.second.over.as_ref().map(|o| o.basis), Some(Basis::Law));
    let visit = practice.duty("statutory-visit").unwrap();
    let of = |x: &crate::rules::practice::Duty| x.due.as_ref().map(|r| r.own.basis);
    assert!(visit.variants.iter().chain([visit]).all(|x| of(x).is_none_or(|b| b == Basis::Law)));
}

/// The heading of `local` takes five lines; what follows here begins on line 6.
#[test]
fn a_fault_in_a_nested_table_is_told_by_its_own_line() {
    let line = |body: &str, key: &str| {
        let problems = local(body).unwrap_err();
        problems.iter().find(|p| p.key == key).unwrap_or_else(|| panic!("{key}: {problems:?}")).line
    };
    let variants = "[[duty]]\nid = \"statutory-visit\"\n\
        [[duty.variant]]\nid = \"a\"\nwhen = [\"section-20\"]\n\
        [[duty.variant]]\nid = \"b\"\nwhen = [\"section-20\"]\ndue = { days = 3, after = \"plaiced\" }\n\
        [[duty.variant]]\nid = \"c\"\ntitle = \"C\"\n";
    assert_eq!(line(variants, "duty.statutory-visit.b.due"), 14);
    assert_eq!(line(variants, "duty.statutory-visit.c"), 16, "where the variant begins");
    let items = "[[checklist]]\nid = \"midpoint\"\n\
        [[checklist.item]]\nid = \"impact\"\nwhy = \"Because.\"\n\
        [[checklist.item]]\nid = \"mine\"\nask = \"Well?\"\nanswer = \"maybe\"\n";
    assert_eq!(line(items, "checklist.midpoint.mine.answer"), 14);
    let stages = "[[protocol]]\nid = \"p\"\n\
        [[protocol.any-time]]\nid = \"good-practice\"\n\
        [[protocol.any-time]]\nid = \"mediation\"\ngate = \"directer\"\n\
        [[protocol.stage]]\nid = \"one\"\nwith = [\"director\"]\non = { decided = \"two\" }\n\
        [[protocol.stage]]\nid = \"two\"\nwith = [\"directer\"]\n\
        [[protocol.stage.notices]]\nto = \"director\"\n\
        [[protocol.stage.notices]]\nto = \"director\"\nfrom = \"iroh\"\n";
    assert_eq!(line(stages, "protocol.p.any-time.gate"), 12);
    assert_eq!(line(stages, "protocol.p.two.with"), 19);
    assert_eq!(line(stages, "protocol.p.two.notices.from"), 24);
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

/// Every anchor stands on one day.
struct Everywhere(NaiveDate);

impl crate::rules::reckon::Anchors for Everywhere {
    fn day(&self, _: &str) -> Result<crate::rules::reckon::Day, crate::rules::reckon::Gap> {
        Ok(crate::rules::reckon::Day::fact(self.0))
    }
}

/// Every dated rule of a practice, by its name: reviews, duties and their variants.
fn rules(practice: &Practice) -> Vec<(String, &crate::rules::practice::Rule)> {
    let regimes = practice.regimes.iter().flat_map(|r| {
        [("first", &r.first), ("second", &r.second), ("later", &r.later)]
            .map(|(key, rule)| (format!("{} {key}", r.id), rule))
    });
    let duties = practice.duties.iter().flat_map(|x| {
        let variants = x.variants.iter().enumerate().map(|(n, v)| (format!("{} {n}", x.id), v));
        std::iter::once((x.id.clone(), x)).chain(variants)
    });
    regimes.chain(duties.filter_map(|(name, x)| Some((name, x.due.as_ref()?)))).collect()
}

/// Held against the law's own file, not against what the engine kept of it beside the local span.
#[test]
fn no_local_span_is_ever_later_than_the_law_or_binding_guidance_on_any_start_date() {
    use crate::rules::practice::Basis;
    use crate::rules::reckon;
    use crate::rules::working::Working;
    let (law, calendar) = (england(), calendar());
    let law = rules(&law);
    let mut tried = std::collections::BTreeSet::new();
    for practice in every_practice() {
        for (name, rule) in rules(&practice) {
            let Some((_, over)) = law.iter().find(|(n, _)| *n == name) else { continue };
            let binds = over.own.basis == Basis::Law
                || (over.own.basis == Basis::Guidance && practice.guidance_binds);
            if !binds || rule.own.span == over.own.span {
                continue;
            }
            for start in every_start() {
                let (at, mut w) = (Everywhere(start), Working::silent());
                let ours = reckon::rule(rule, practice.guidance_binds, &at, &calendar, &mut w).unwrap();
                let theirs = reckon::span(&over.own.span, &at, &calendar, &mut w).unwrap();
                assert!(ours.day.date <= theirs.date, "{} {name} {start} {rule:?}", practice.id);
            }
            tried.insert(format!("{} {name}", practice.id));
        }
    }
    let expected = [
        "harbourside looked-after first",
        "harbourside looked-after second",
        "luton placement-plan",
        "portsmouth sw-consulted",
        "practice-guidance-2020 looked-after later",
        "practice-guidance-2020 looked-after second",
        "practice-guidance-2020 sw-consulted",
    ];
    let missing: Vec<_> = expected.iter().filter(|e| !tried.contains(**e)).collect();
    assert!(missing.is_empty(), "{missing:?} of {tried:?}");
}

#[test]
fn two_practices_side_by_side_show_who_does_it_and_when() {
    use crate::rules::practice::{as_markdown, compare};
    let (luton, other) = (shipped("luton").unwrap(), shipped("practice-guidance-2020").unwrap());
    assert!(compare(&luton, &luton).is_empty());
    let all = compare(&luton, &other);
    let said = |id: &str, key: &str| {
        let found = all.iter().find(|x| x.id == id && x.key == key);
        found.map(|x| (x.a.clone().unwrap_or_default(), x.b.clone().unwrap_or_default()))
    };
    let (luton_sends, other_sends) = said("consultation-papers", "owner").unwrap();
    assert_eq!((luton_sends.as_str(), other_sends.as_str()), ("BSO", "Social worker"));
    assert!(
        said("looked-after", "second")
            .unwrap()
            .1
            .starts_with("91 days after previous-review (beside the law's")
    );
    assert!(said("sw-consulted", "due").unwrap().1.starts_with("5 working days"));
    assert!(all.iter().any(|x| x.id == "attendance-sheet-sent" && x.b.is_none() && x.key.is_empty()));
    let text = as_markdown(&luton, &other, &all);
    assert_eq!(text.lines().filter(|l| l.starts_with('|')).count(), all.len() + 2);
    // Protocols stand beside each other by the concerns they serve, whatever they are called.
    let rochdale = compare(&luton, &shipped("rochdale").unwrap());
    let of = |id: &str, key: &str| {
        let found = rochdale.iter().find(|x| x.kind == "protocol" && x.id == id && x.key == key).unwrap();
        (found.a.clone().unwrap_or_default(), found.b.clone().unwrap_or_default())
    };
    let (ours, theirs) = of("luton-escalation/rochdale-dispute", "stage 2");
    assert!(ours.contains("SM; reply within 5 working days"), "{ours}");
    assert!(
        theirs.contains("formal; IRO to Service manager and IRO Team Manager; reply within 5"),
        "{theirs}"
    );
    let (_, fourth) = of("luton-escalation/rochdale-concern", "stage 4");
    assert!(fourth.contains("done within 1 to 7 working days"), "{fourth}");
    assert_eq!(of("luton-escalation/rochdale-concern", "total").1, "20 working days after escalation-raised");
    assert!(of("luton-escalation/rochdale-dispute", "at any time").1.contains("(agreed by"));
    // The other way round the sides are exchanged, nothing more.
    let back = compare(&other, &luton);
    assert_eq!(back.len(), all.len());
    assert!(back.iter().any(|x| x.id == "attendance-sheet-sent" && x.a.is_none()));
}

#[test]
fn doubts_reach_into_recurring_and_earliest_spans_and_variants() {
    let told = |body: &str| doubts(&local(body).unwrap(), &calendar());
    let visit = "[[duty]]\nid = \"statutory-visit\"\n";
    let weeks =
        |n: u32| format!("{visit}due = {{ every = {{ weeks = {n} }}, from = \"placed\", rolling = true }}\n");
    assert!(told(&weeks(4)).is_empty());
    let later = told(&weeks(8));
    assert!(later[0].message.contains("100%"), "{later:#?}");
    let secure = "[[regime]]\nid = \"secure-criteria\"\nfirst = { months = 1, after = \"secure-placed\" }\n";
    assert!(told(secure)[0].message.contains("start dates"), "a month is mostly more than 28 days");
    let variant = format!(
        "{visit}[[duty.variant]]\nid = \"settled-long-term\"\ndue = {{ every = {{ months = 6 }}, from = \"placed\", rolling = true }}\n"
    );
    assert_eq!(told(&variant)[0].key, "duty.statutory-visit.variant.due");
    // And the engine never lets the local turn come later.
    let mut case = came_in("2025-01-06");
    placed(&mut case, "U6", "2025-01-06");
    let row = crate::model::record::Done {
        id: crate::model::ids::DoneId(0),
        duty: "statutory-visit".into(),
        subject: crate::model::record::Subject::Placement(PlacementId(1)),
        turn: None,
        date: d("2025-01-10"),
        note: String::new(),
        waived: false,
    };
    case.done.push(row);
    for (n, day) in [(8, "2025-02-21"), (4, "2025-02-07")] {
        let judged = judge(&case, &local(&weeks(n)).unwrap(), "2025-01-20");
        let found = judged.dues.iter().find(|x| x.duty.id == "statutory-visit").unwrap();
        assert_eq!(found.due, Some(d(day)), "every {n} weeks");
    }
    assert!(
        local(&format!("{visit}due = {{ days = 2, after = \"placed\" }}\n")).is_err(),
        "a turn stays a turn"
    );
}
