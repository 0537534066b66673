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

/// Every anchor stands on one day.
struct Everywhere(NaiveDate);

impl crate::rules::reckon::Anchors for Everywhere {
    fn day(&self, _: &str) -> Result<crate::rules::reckon::Day, crate::rules::reckon::Gap> {
        Ok(crate::rules::reckon::Day::fact(self.0))
    }
}

#[test]
fn no_local_span_of_a_shipped_practice_is_ever_later_than_the_law_or_binding_guidance() {
    use crate::rules::practice::{Basis, Rule};
    use crate::rules::reckon;
    use crate::rules::working::Working;
    let calendar = calendar();
    let mut tried = 0;
    for (id, _) in SHIPPED {
        let practice = shipped(id).unwrap();
        let regimes = practice.regimes.iter().flat_map(|r| [&r.first, &r.second, &r.later]);
        let duties = practice.duties.iter().flat_map(|d| std::iter::once(d).chain(&d.variants));
        let rules: Vec<&Rule> = regimes
            .chain(duties.filter_map(|d| d.due.as_ref()))
            .filter(|r| r.over.as_ref().is_some_and(|o| o.basis == Basis::Law || practice.guidance_binds))
            .collect();
        for rule in rules {
            let over = rule.over.as_ref().unwrap();
            for start in d("2012-01-01").iter_days().take_while(|s| *s <= d("2028-12-31")) {
                let (at, mut w) = (Everywhere(start), Working::silent());
                let ours = reckon::rule(rule, practice.guidance_binds, &at, &calendar, &mut w).unwrap();
                let theirs = reckon::span(&over.span, &at, &calendar, &mut w).unwrap();
                assert!(ours.day.date <= theirs.date, "{id} {start} {rule:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 20_000, "{tried}");
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
