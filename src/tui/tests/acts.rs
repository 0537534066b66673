//! Every act done three ways on the same book, from its values, from the keys of its form and from the
//! command line, leaves the same rows. A sample an act; an act without one fails.

use clap::Parser;

use super::*;
use crate::casework::acts::{ACTS, Act, Given, Kind, Scene, Sheet, Subject, act, from_script};
use crate::cli::{Cli, Command, What};
use crate::model::ids::ChildId;
use crate::tui::modals::Modal;

/// What an act is tried with.
struct Sample {
    act: &'static str,
    /// What has to be in the book first: acts with their values.
    before: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    /// What it is about; `{child}` in the words of a script stands for its number.
    about: fn(&Desk, ChildId) -> Subject,
    /// The fields filled in.
    values: &'static [(&'static str, &'static str)],
    /// The words of `casebook record`; none where scripts have another way.
    script: &'static [&'static str],
}

const fn of(
    act: &'static str,
    values: &'static [(&'static str, &'static str)],
    script: &'static [&'static str],
) -> Sample {
    Sample { act, before: &[], about: |_, child| Subject::child(child), values, script }
}

static SAMPLES: &[Sample] = &[
    of(
        "contact",
        &[
            ("kind", "saw"),
            ("with", "the child"),
            ("text", "At the table, drawing."),
            ("place", "placement"),
            ("date", "20 nov"),
        ],
        &[
            "contact",
            "{child}",
            "--kind",
            "saw",
            "--with",
            "the child",
            "--text",
            "At the table, drawing.",
            "--place",
            "placement",
            "--date",
            "20 nov",
        ],
    ),
    of("note", &[("text", "Rang the school.")], &["note", "{child}", "--text", "Rang the school."]),
    Sample {
        act: "done",
        before: &[],
        about: |desk, child| {
            let judged = desk.board.row(child).unwrap().judged();
            let due = judged.dues.iter().find(|d| d.duty.id == "sw-consulted").unwrap();
            Subject::duty(Some(child), &due.duty.id, &due.instance)
        },
        values: &[("date", "20 nov"), ("note", "by phone")],
        script: &["done", "{child}", "sw-consulted", "--date", "20 nov", "--note", "by phone"],
    },
    of("book", &[("date", "26 nov"), ("at", "10:30"), ("venue", "School")], &[]),
    of("hold", &[("date", "20 nov"), ("part", "PN1")], &[]),
];

/// A book with one child of ten in care since the autumn, the same every time.
fn desk() -> (Desk, ChildId) {
    let mut desk = crate::casework::tests::desk("2026-11-22");
    let child = crate::casework::tests::child(&mut desk, "T1", "2026-11-02");
    (desk, child)
}

fn prepared(sample: &Sample) -> (Desk, ChildId, Subject) {
    let (mut desk, child) = desk();
    for (id, values) in sample.before {
        by_values(&mut desk, act(id).unwrap(), Subject::child(child), values);
    }
    let about = (sample.about)(&desk, child);
    (desk, child, about)
}

/// Everything recorded, as it stands in the book.
fn rows(desk: &Desk) -> String {
    let cases: Vec<_> = desk.board.rows().map(|r| &r.case).collect();
    format!("{cases:#?}{:#?}{:#?}", desk.board.service_done, desk.board.service_notes)
}

fn by_values(desk: &mut Desk, act: &'static Act, subject: Subject, values: &[(&str, &str)]) {
    let scene = Scene::of(desk);
    let mut sheet = Sheet::new(act, subject, &scene, false);
    for (key, words) in values {
        sheet.fill(key, *words);
        sheet.settle(&scene);
    }
    let read = sheet.values(&scene);
    let faults: Vec<&str> = sheet.slots.iter().map(|s| s.fault.as_str()).filter(|f| !f.is_empty()).collect();
    let read = read.unwrap_or_else(|| panic!("{}: {faults:?}", act.id));
    (act.run)(desk, &sheet.subject, &read).unwrap_or_else(|e| panic!("{}: {e} {}", act.id, e.hint));
}

/// Fills the form in by keys alone, field by field.
fn by_keys(desk: Desk, act: &'static Act, subject: Subject, values: &[(&str, &str)]) -> Desk {
    let mut app = App::new(desk, Options::default());
    app.open_act(act.id, subject, &[]);
    for (key, words) in values {
        for _ in 0..act.fields.len() * 2 {
            let Some(Modal::Act(layer)) = app.modals.last() else { panic!("{} has no form", act.id) };
            if layer.form.fields[layer.form.focus].key == *key {
                break;
            }
            press(&mut app, "tab");
        }
        let Some(Modal::Act(layer)) = app.modals.last() else { panic!("{} has no form", act.id) };
        let slot = layer.sheet.slots.iter().find(|s| s.field.key == *key).unwrap();
        assert!(slot.in_form(), "{}: {key} is not shown", act.id);
        let (kind, turns) = (slot.field.kind, slot.choices.len());
        if turns > 0 {
            for _ in 0..turns {
                let Some(Modal::Act(layer)) = app.modals.last() else { panic!("{}", act.id) };
                if layer.sheet.text(key) == *words {
                    break;
                }
                press(&mut app, "right");
            }
        } else {
            if !matches!(kind, Kind::Block) {
                press(&mut app, "end ctrl-u");
            }
            type_in(&mut app, words);
        }
    }
    press(&mut app, "ctrl-s");
    let fault = match app.modals.last() {
        Some(Modal::Act(layer)) => format!("{}\n{}", text(&app), layer.form.error),
        _ => String::new(),
    };
    assert!(fault.is_empty(), "{}: {fault}", act.id);
    app.desk
}

fn by_script(desk: &mut Desk, act: &'static Act, script: &[&str]) {
    let args = ["casebook", "record"].into_iter().chain(script.iter().copied());
    let args = args.map(|word| if word == "{child}" { "T1" } else { word });
    let cli = Cli::try_parse_from(args).unwrap_or_else(|e| panic!("{}: {e}", act.id));
    let Some(Command::Record(what)) = cli.command else { panic!("{} is no record", act.id) };
    let What::Act(name, given) = *what else { panic!("{} is no act", act.id) };
    let given: Given = given;
    let (meant, subject, values) =
        from_script(desk, &name, &given).unwrap_or_else(|e| panic!("{}: {e} {}", act.id, e.hint));
    assert_eq!(meant.id, act.id, "the flags choose another act");
    (meant.run)(desk, &subject, &values).unwrap_or_else(|e| panic!("{}: {e} {}", act.id, e.hint));
}

#[test]
fn every_act_gives_the_same_rows_from_values_keys_and_the_command_line() {
    for act in ACTS {
        let mut samples = SAMPLES.iter().filter(|s| s.act == act.id).peekable();
        assert!(samples.peek().is_some(), "{} has no sample", act.id);
        for sample in samples {
            let (mut first, _, subject) = prepared(sample);
            let untouched = rows(&first);
            by_values(&mut first, act, subject, sample.values);
            let wanted = rows(&first);
            assert_ne!(wanted, untouched, "{} writes nothing", act.id);
            let (second, _, subject) = prepared(sample);
            assert_eq!(rows(&by_keys(second, act, subject, sample.values)), wanted, "{} by keys", act.id);
            if !sample.script.is_empty() {
                let (mut third, ..) = prepared(sample);
                by_script(&mut third, act, sample.script);
                assert_eq!(rows(&third), wanted, "{} by script", act.id);
            }
        }
    }
}

#[test]
fn acts_are_told_apart_by_name_command_and_flag() {
    for (place, act) in ACTS.iter().enumerate() {
        assert!(ACTS.iter().skip(place + 1).all(|other| other.id != act.id), "{} twice", act.id);
        let keys: std::collections::BTreeSet<_> = act.fields.iter().map(|f| f.key).collect();
        assert_eq!(keys.len(), act.fields.len(), "{} names a field twice", act.id);
        let known = |flag: &str| act.fields.iter().any(|f| f.flag == flag);
        for lead in act.lead.iter().filter(|l| l.help.is_empty()) {
            assert!(known(lead.flag), "{}: {} is no flag of it", act.id, lead.flag);
        }
    }
}
