//! Every act done three ways on the same book, from its values, from the keys of its form and from the
//! command line, leaves the same rows. A sample an act; an act without one fails.

mod facts;

use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use clap::Parser;

use super::*;
use crate::casework::acts::{ACTS, Act, Kind, Part, Scene, Sheet, Shown, Subject, Then, act, from_script};
use crate::casework::views;
use crate::cli::{Cli, Command, What};
use crate::model::ids::ChildId;
use crate::rules::practice::AnswerKind;
use crate::rules::sessions::{Walk, asked, tasks};
use crate::tui::layers::act_form::ActForm;

mod reviews;

/// What an act is tried with.
struct Sample {
    act: &'static str,
    /// What has to be in the book first.
    before: fn(&mut Desk, ChildId),
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
    Sample { act, before: |_, _| {}, about: |_, child| Subject::child(child), values, script }
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
        before: |_, _| {},
        about: |desk, child| {
            let judged = desk.board.row(child).unwrap().judged();
            let due = judged.dues.iter().find(|d| d.duty.id == "sw-consulted").unwrap();
            Subject::duty(Some(child), &due.duty.id, Some(due.instance.clone()))
        },
        values: &[("date", "20 nov"), ("note", "by phone")],
        script: &["done", "{child}", "sw-consulted", "--date", "20 nov", "--note", "by phone"],
    },
    of(
        "book",
        &[("date", "26 nov"), ("at", "10:30"), ("venue", "School"), ("minutes", "60")],
        &["review", "{child}", "--booked", "26 nov", "--at", "10:30", "--venue", "School", "--for", "60"],
    ),
    of(
        "hold",
        &[("date", "20 nov"), ("part", "PN1")],
        &["review", "{child}", "--held", "20 nov", "--participation", "PN1"],
    ),
    of(
        "voice",
        &[
            ("words", "I want to see my brother."),
            ("alone", "no"),
            ("why", "his carer stayed"),
            ("asked", "see Ben"),
            ("advocate", "yes"),
            ("date", "20 nov"),
        ],
        &[
            "voice",
            "{child}",
            "--text",
            "I want to see my brother.",
            "--alone",
            "no",
            "--why-not-alone",
            "his carer stayed",
            "--asked",
            "see Ben",
            "--advocate",
            "yes",
            "--date",
            "20 nov",
        ],
    ),
    Sample {
        act: "came-of",
        before: heard,
        about: |desk, child| Subject::row(Some(child), case(desk, child).asks[0].id.0),
        values: &[("outcome", "Ben came on Saturday.")],
        script: &["outcome", "{child}", "{ask}", "--text", "Ben came on Saturday."],
    },
    noted(
        "correct-note",
        &[("text", "Rang the school twice.")],
        &["correct-note", "{note}", "--text", "Rang the school twice."],
    ),
    noted("remove-note", &[], &["remove-note", "{note}"]),
    noted("pasted", &[], &["pasted", "{note}"]),
    Sample {
        act: "change",
        before: |_, _| {},
        about: |_, child| Subject::child(child).with(Part::Word("placement-end-proposed".into())),
        values: &[("date", "20 nov"), ("text", "The carers gave notice.")],
        script: &[
            "change",
            "{child}",
            "--kind",
            "placement-end-proposed",
            "--date",
            "20 nov",
            "--text",
            "The carers gave notice.",
        ],
    },
    changed(
        "correct-change",
        &[("text", "Notice was taken back.")],
        &["change", "{child}", "--correct", "{change}", "--text", "Notice was taken back."],
    ),
    changed("remove-change", &[], &["change", "{child}", "--remove", "{change}"]),
    changed(
        "respond",
        &[("answer", "brought-forward"), ("to", "25 nov")],
        &["response", "{child}", "{change}", "--brought-forward", "25 nov"],
    ),
    Sample {
        act: "answer",
        before: |_, _| {},
        about: |desk, child| Subject::session(child, &walk(desk, child), &item(desk, child)),
        values: &[("note", "By phone."), ("answer", "partly"), ("date", "20 nov")],
        script: &[
            "answer",
            "{child}",
            "--list",
            "pre-review",
            "--question",
            "{item}",
            "--answer",
            "p",
            "--note",
            "By phone.",
            "--date",
            "20 nov",
        ],
    },
    Sample {
        act: "take-back-answer",
        before: answered,
        about: |desk, child| Subject::session(child, &walk(desk, child), &item(desk, child)),
        values: &[],
        script: &["take-back-answer", "{child}", "--list", "pre-review", "--question", "{item}"],
    },
    Sample {
        act: "end-session",
        before: answered,
        about: |desk, child| Subject::session(child, &walk(desk, child), "ready"),
        values: &[],
        script: &["outcome-of", "{child}", "--list", "pre-review", "--outcome", "ready"],
    },
    Sample {
        act: "remove-session",
        before: answered,
        about: |desk, child| Subject::session(child, &walk(desk, child), ""),
        values: &[],
        script: &["remove-session", "{child}", "--list", "pre-review"],
    },
    Sample {
        act: "raise",
        before: |_, _| {},
        about: |_, child| {
            Subject::child(child).with(Part::Origin { what: String::new(), kind: String::new() })
        },
        values: &[("text", "No plan for school."), ("concern", "drift"), ("date", "20 nov")],
        script: &[
            "escalation",
            "{child}",
            "--concern",
            "drift",
            "--text",
            "No plan for school.",
            "--date",
            "20 nov",
            "--protocol",
            "{protocol}",
            "--stage",
            "{stage}",
        ],
    },
    concerned("remove-concern", "", &[], &["remove-concern", "{concern}"]),
    concerned(
        "move",
        "not-satisfied",
        &[("date", "20 nov"), ("note", "By mail.")],
        &["move", "{concern}", "not-satisfied", "--date", "20 nov", "--note", "By mail."],
    ),
    concerned(
        "close-concern",
        "close",
        &[
            ("effect", "A place at school was found."),
            ("came", "seen"),
            ("outcome", "resolved"),
            ("who", "me"),
            ("seen", "20 nov"),
            ("date", "20 nov"),
        ],
        &[
            "move",
            "{concern}",
            "close",
            "--date",
            "20 nov",
            "--outcome",
            "resolved",
            "--effect",
            "A place at school was found.",
            "--seen-by",
            "me",
            "--seen-on",
            "20 nov",
        ],
    ),
    Sample {
        act: "effect",
        before: |desk, child| {
            concern(desk, child);
            let words = [
                ("effect", "A place is promised."),
                ("came", "promised"),
                ("outcome", "resolved"),
                ("look", "21 nov"),
                ("date", "20 nov"),
            ];
            let subject = moved(desk, child, "close");
            by_values(desk, act("close-concern").unwrap(), subject, &words);
        },
        about: |desk, child| moved(desk, child, "effect-seen"),
        values: &[("found", "seen"), ("effect", "She has started."), ("who", "me"), ("seen", "22 nov")],
        script: &[
            "move",
            "{concern}",
            "effect-seen",
            "--date",
            "22 nov",
            "--effect",
            "She has started.",
            "--seen-by",
            "me",
        ],
    },
    concerned("message", "message", &[("text", "Please reply by Friday.")], &[]),
];

fn case(desk: &Desk, child: ChildId) -> &crate::model::Case {
    &desk.board.row(child).unwrap().case
}

/// About a note that was written before.
const fn noted(
    act: &'static str,
    values: &'static [(&'static str, &'static str)],
    script: &'static [&'static str],
) -> Sample {
    Sample {
        act,
        before: |desk, child| {
            by_values(
                desk,
                self::act("note").unwrap(),
                Subject::child(child),
                &[("text", "Rang the school.")],
            );
        },
        about: |desk, child| Subject::row(Some(child), case(desk, child).notes[0].id.0),
        values,
        script,
    }
}

/// About a change that was recorded before.
const fn changed(
    act: &'static str,
    values: &'static [(&'static str, &'static str)],
    script: &'static [&'static str],
) -> Sample {
    Sample {
        act,
        before: |desk, child| {
            let about = Subject::child(child).with(Part::Word("placement-end-proposed".into()));
            let words = [("date", "20 nov"), ("text", "The carers gave notice.")];
            by_values(desk, self::act("change").unwrap(), about, &words);
        },
        about: |desk, child| Subject::row(Some(child), case(desk, child).changes[0].id.0),
        values,
        script,
    }
}

fn heard(desk: &mut Desk, child: ChildId) {
    let words = [("words", "I want to see Ben."), ("asked", "see Ben"), ("date", "20 nov")];
    by_values(desk, act("voice").unwrap(), Subject::child(child), &words);
}

/// The walk before the child's next review.
fn walk(desk: &Desk, child: ChildId) -> Walk {
    let (row, board) = (desk.board.row(child).unwrap(), &desk.board);
    let queued = tasks(&row.case, row.judged(), &board.practice, board.today);
    let subject = queued.into_iter().find(|t| t.list == "pre-review").and_then(|t| t.subject);
    Walk { list: "pre-review".into(), subject }
}

/// Its first question that takes a yes or a no.
fn item(desk: &Desk, child: ChildId) -> String {
    let (row, board) = (desk.board.row(child).unwrap(), &desk.board);
    let all = asked(&walk(desk, child), &row.case, row.judged(), &board.practice, board.today);
    all.iter().find(|i| i.answer == AnswerKind::YesNo).unwrap().id.clone()
}

fn answered(desk: &mut Desk, child: ChildId) {
    let about = Subject::session(child, &walk(desk, child), &item(desk, child));
    by_values(desk, act("answer").unwrap(), about, &[("answer", "yes")]);
}

fn concern(desk: &mut Desk, child: ChildId) {
    let words = [("text", "No plan for school."), ("concern", "drift"), ("date", "19 nov")];
    by_values(desk, act("raise").unwrap(), Subject::child(child), &words);
}

fn moved(desk: &Desk, child: ChildId, word: &str) -> Subject {
    let id = case(desk, child).escalations[0].id;
    Subject::child(child).with(Part::Move(id, word.into()))
}

/// About a concern that was raised before, and a move of it.
const fn concerned(
    act: &'static str,
    word: &'static str,
    values: &'static [(&'static str, &'static str)],
    script: &'static [&'static str],
) -> Sample {
    let about: fn(&Desk, ChildId) -> Subject = match word.as_bytes() {
        b"" | b"message" => |desk, child| Subject::row(Some(child), case(desk, child).escalations[0].id.0),
        b"close" => |desk, child| moved(desk, child, "close"),
        _ => |desk, child| moved(desk, child, "not-satisfied"),
    };
    Sample { act, before: concern, about, values, script }
}

/// A book with two children of ten in care since the autumn, the same every time.
fn desk() -> (Desk, ChildId) {
    let mut desk = crate::casework::tests::desk("2026-11-22");
    let child = crate::casework::tests::child(&mut desk, "T1", "2026-11-02");
    crate::casework::tests::child(&mut desk, "T2", "2026-11-02");
    (desk, child)
}

fn prepared(sample: &Sample) -> (Desk, ChildId, Subject) {
    let (mut desk, child) = desk();
    (sample.before)(&mut desk, child);
    let about = (sample.about)(&desk, child);
    (desk, child, about)
}

/// Everything recorded, as it stands in the book.
fn rows(desk: &Desk) -> String {
    let (board, store) = (&desk.board, &desk.store);
    let cases: Vec<_> = board.children().iter().map(|r| &r.case).collect();
    let own = (&board.service_done, &board.service_notes, &board.busy, &board.school);
    let texts = store.annual_texts(2027).unwrap();
    let kept = (texts, views(store).unwrap());
    let settings = (store.holidays().unwrap(), store.setting("practice").unwrap(), kept);
    format!("{cases:#?}{own:#?}{settings:#?}")
}

/// Words of a sample, with the other child and the last note about them by number.
fn filled(desk: &Desk, words: &str) -> String {
    let other = &desk.board.find("T2").unwrap().case;
    let note = other.notes.last().map_or(0, |n| n.id.0);
    words.replace("{other}", &other.child.id.to_string()).replace("{their-note}", &note.to_string())
}

fn by_values(desk: &mut Desk, act: &'static Act, subject: Subject, values: &[(&str, &str)]) {
    let scene = Scene::of(desk);
    let mut sheet = Sheet::new(act, subject, &scene, false);
    for (key, words) in values {
        sheet.fill(key, filled(desk, words));
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
    if act.fields.iter().all(|f| f.shown == Shown::Script) {
        assert!(app.carry(Ask::perform(act.id, subject)), "{}: {}", act.id, app.message.text);
        return app.desk;
    }
    app.carry(Ask::Form(Fill::act(act.id, subject)));
    for (key, words) in values {
        let words = filled(&app.desk, words);
        for _ in 0..act.fields.len() * 2 {
            let layer = top::<ActForm>(&app);
            if layer.form.fields[layer.form.focus].key == *key {
                break;
            }
            press(&mut app, "tab");
        }
        let layer = top::<ActForm>(&app);
        let slot = layer.sheet.slots.iter().find(|s| s.field.key == *key).unwrap();
        assert!(slot.in_form(), "{}: {key} is not shown", act.id);
        let (slot, kind, turns) = (slot.clone(), slot.field.kind, slot.choices.len());
        if turns > 0 {
            for _ in 0..turns {
                let layer = top::<ActForm>(&app);
                if layer.sheet.text(key) == words {
                    break;
                }
                press(&mut app, "right");
            }
        } else {
            let stands = slot.text.chars().count();
            press(&mut app, "end");
            match kind {
                Kind::Block => (0..stands).for_each(|_| press(&mut app, "backspace del")),
                _ => press(&mut app, "ctrl-u"),
            }
            type_in(&mut app, &words);
        }
    }
    press(&mut app, "ctrl-s");
    if matches!(act.then, Then::Asked(_)) {
        press(&mut app, "down enter");
    }
    if app.scope() == Scope::Form {
        panic!("{}: {}\n{}", act.id, text(&app), top::<ActForm>(&app).form.error);
    }
    app.desk
}

fn by_script(desk: &mut Desk, act: &'static Act, script: &[&str]) {
    let args = ["casebook", "record"].into_iter().chain(script.iter().copied());
    let case = desk.board.find("T1").unwrap().case.clone();
    let child = case.child.id;
    let raised = |part: fn(&crate::model::escalation::Escalation) -> String| {
        let mut other = self::desk().0;
        concern(&mut other, child);
        part(&self::case(&other, child).escalations[0])
    };
    let args = args.map(|word| match word {
        "{child}" => "T1".to_owned(),
        "{ask}" => case.asks[0].id.to_string(),
        "{note}" => case.notes[0].id.to_string(),
        "{change}" => case.changes[0].id.to_string(),
        "{concern}" => case.escalations[0].id.to_string(),
        "{item}" => item(desk, child),
        "{protocol}" => raised(|e| e.protocol.clone()),
        "{stage}" => raised(|e| e.stage.clone()),
        word => filled(desk, word),
    });
    let cli = Cli::try_parse_from(args).unwrap_or_else(|e| panic!("{}: {e}", act.id));
    let Some(Command::Record(what)) = cli.command else { panic!("{} is no record", act.id) };
    let What { command: name, given } = *what;
    let (meant, subject, values) =
        from_script(desk, &name, &given).unwrap_or_else(|e| panic!("{}: {e} {}", act.id, e.hint));
    assert_eq!(meant.id, act.id, "the flags choose another act");
    (meant.run)(desk, &subject, &values).unwrap_or_else(|e| panic!("{}: {e} {}", act.id, e.hint));
}

fn three_ways(act: &'static Act, sample: &Sample) {
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

#[test]
fn every_act_gives_the_same_rows_from_values_keys_and_the_command_line() {
    let mut failed = Vec::new();
    for act in ACTS {
        let all = [SAMPLES, facts::FACTS, facts::PEOPLE, facts::DAYS, reviews::SAMPLES].into_iter().flatten();
        let mut samples = all.filter(|s| s.act == act.id).peekable();
        assert!(samples.peek().is_some(), "{} has no sample", act.id);
        // Each says for itself what is wrong with it.
        failed.extend(samples.filter(|s| std::panic::catch_unwind(|| three_ways(act, s)).is_err()));
    }
    let failed: Vec<&str> = failed.iter().map(|s| s.act).collect();
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn acts_are_told_apart_by_name_command_and_flag() {
    for (place, act) in ACTS.iter().enumerate() {
        assert!(ACTS.iter().skip(place + 1).all(|other| other.id != act.id), "{} twice", act.id);
        let keys: std::collections::BTreeSet<_> = act.fields.iter().map(|f| f.key).collect();
        assert_eq!(keys.len(), act.fields.len(), "{} names a field twice", act.id);
        let named = |flag: &str| act.about.args.iter().any(|a| a.name == flag);
        let known = |flag: &str| named(flag) || act.fields.iter().any(|f| f.flag == flag);
        for lead in act.lead.iter().filter(|l| l.help.is_empty() && l.word.is_empty()) {
            assert!(known(lead.flag), "{}: {} is no flag of it", act.id, lead.flag);
        }
    }
}
