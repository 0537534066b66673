//! The samples of reviews, decisions and duties.

use super::*;
use crate::casework::tests::{d, holding};
use crate::model::care::{Period, Placement};
use crate::model::instance::Instance;
use crate::model::review::Participation;

const fn after(
    before: fn(&mut Desk, ChildId),
    act: &'static str,
    values: &'static [(&'static str, &'static str)],
    script: &'static [&'static str],
) -> Sample {
    Sample { before, ..of(act, values, script) }
}

/// About something else than the child.
const fn about(about: fn(&Desk, ChildId) -> Subject, sample: Sample) -> Sample {
    Sample { about, ..sample }
}

pub(super) static SAMPLES: &[Sample] = &[
    about(consulted, after(done, "untick", &[], &["done", "{child}", "sw-consulted", "--undo"])),
    about(
        inbox,
        after(
            |desk, child| by(desk, "done", inbox(desk, child), &[]),
            "untick",
            &[],
            &["done", "service", "inbox-checked", "--undo"],
        ),
    ),
    about(
        consulted,
        after(
            done,
            "why-done-late",
            &[("reason", "Nobody free")],
            &["done", "{child}", "sw-consulted", "--late-reason", "Nobody free"],
        ),
    ),
    about(
        consulted,
        of(
            "waive",
            &[("reason", "No worker yet"), ("date", "20 nov")],
            &["waived", "{child}", "sw-consulted", "--reason", "No worker yet", "--date", "20 nov"],
        ),
    ),
    about(
        |_, child| Subject::row(Some(child), 1),
        after(held, "remove-review", &[], &["review", "{child}", "--review", "1", "--remove"]),
    ),
    after(booked, "unbook", &[], &["review", "{child}", "--not-booked"]),
    after(held, "unhold", &[], &["review", "{child}", "--not-held"]),
    after(adjourned, "unhold", &[], &["review", "{child}", "--not-held"]),
    after(
        |desk, child| {
            held(desk, child);
            by(desk, "part", Subject::child(child), &[("date", "27 nov")]);
        },
        "remove-part",
        &[("date", "27 nov")],
        &["review", "{child}", "--remove-part", "27 nov"],
    ),
    after(
        |desk, child| {
            desk.start_placement(child, Placement::at("K1", d("2026-11-02"))).unwrap();
        },
        "separate",
        &[("clock", "secure-criteria"), ("date", "20 nov"), ("chair", "C. Panel")],
        &["review", "{child}", "--clock", "secure-criteria", "--held", "20 nov", "--chair", "C. Panel"],
    ),
    after(settled, "without-meeting", &[], &["review", "{child}", "--without-meeting"]),
    after(held, "part", &[("date", "27 nov")], &["review", "{child}", "--part", "27 nov"]),
    after(
        booked,
        "adjourn",
        &[("date", "20 nov"), ("reason", "No care plan")],
        &["review", "{child}", "--adjourned", "20 nov", "--reason", "No care plan"],
    ),
    after(held, "completed", &[("date", "21 nov")], &["review", "{child}", "--completed", "21 nov"]),
    after(held, "sent", &[("date", "21 nov")], &["review", "{child}", "--decisions-sent", "21 nov"]),
    after(held, "received", &[("date", "21 nov")], &["review", "{child}", "--decisions-received", "21 nov"]),
    after(
        |desk, child| {
            since(desk, child, "2026-10-01");
            let words = [("date", "20 nov"), ("part", "PN1"), ("late", "snow")];
            by(desk, "hold", Subject::child(child), &words);
        },
        "why-late",
        &[("reason", "Snow: the roads were shut")],
        &["review", "{child}", "--late-reason", "Snow: the roads were shut"],
    ),
    after(
        held,
        "meeting",
        &[("part", "PN2"), ("led", "Ada"), ("views", "A later bedtime")],
        &[
            "meeting",
            "{child}",
            "--participation",
            "PN2",
            "--led-by",
            "Ada",
            "--not-followed",
            "A later bedtime",
        ],
    ),
    about(
        |_, child| {
            let (role, name) = ("carer".to_owned(), "Di".to_owned());
            Subject::child(child).with(Part::Guest { review: 1, role, name })
        },
        after(
            |desk, child| {
                held(desk, child);
                let words = [("role", "carer"), ("name", "Di"), ("presence", "attended")];
                by(desk, "attend", Subject::child(child), &words);
            },
            "remove-attendance",
            &[],
            &["attendance", "{child}", "--role", "carer", "--name", "Di", "--remove"],
        ),
    ),
    after(
        held,
        "attend",
        &[("role", "carer"), ("name", "Di"), ("presence", "views"), ("note", "A later bedtime")],
        &[
            "attendance",
            "{child}",
            "--role",
            "carer",
            "--name",
            "Di",
            "--presence",
            "views",
            "--note",
            "A later bedtime",
        ],
    ),
    after(
        held,
        "feedback",
        &[("by", "parent"), ("understood", "yes"), ("gave-views", "no"), ("words-views", "Too fast")],
        &[
            "feedback",
            "{child}",
            "--by",
            "parent",
            "--answer",
            "understood=yes",
            "--answer",
            "gave-views=no",
            "--answer",
            "gave-views=Too fast",
        ],
    ),
    about(
        |desk, child| no(desk, child, "understood"),
        after(
            unhappy,
            "feedback-reply",
            &[("text", "Read the plan again together.")],
            &[
                "feedback-reply",
                "{child}",
                "--by",
                "child",
                "--question",
                "understood",
                "--text",
                "Read the plan again together.",
            ],
        ),
    ),
    about(
        |desk, child| no(desk, child, ""),
        after(unhappy, "remove-feedback", &[], &["feedback-reply", "{child}", "--by", "child", "--remove"]),
    ),
    about(
        |_, child| Subject::child(child).with(Part::Matter { review: 1, item: "wishes".to_owned() }),
        after(
            held,
            "matter",
            &[("note", "All of it"), ("answer", "partly")],
            &["matter", "{child}", "wishes", "--answer", "partly", "--note", "All of it"],
        ),
    ),
    about(decision, after(decided, "remove-decision", &[], &["decision", "{child}", "1", "--remove"])),
    about(
        decision,
        after(
            decided,
            "correct-decision",
            &[("owner", "social-worker"), ("by", "20 dec")],
            &["decision", "{child}", "1", "--owner", "social-worker", "--by", "20 dec"],
        ),
    ),
    after(
        held,
        "decide",
        &[("text", "Find a dentist"), ("owner", "carer"), ("by", "20 dec"), ("person", "Di")],
        &[
            "decision",
            "{child}",
            "--text",
            "Find a dentist",
            "--owner",
            "carer",
            "--by",
            "20 dec",
            "--person",
            "Di",
        ],
    ),
    about(
        decision,
        after(
            decided,
            "decided",
            &[("mark", "partly"), ("date", "21 nov"), ("note", "On a list")],
            &["decided", "{child}", "1", "--status", "partly", "--date", "21 nov", "--note", "On a list"],
        ),
    ),
    about(
        |_, child| Subject::of_review(child, Some(1)),
        after(
            |desk, child| {
                decided(desk, child);
                by(desk, "decide", Subject::child(child), &[("text", "Find a dentist")]);
            },
            "agreement",
            &[("answer", "disagreed"), ("date", "21 nov"), ("reason", "No money")],
            &[
                "agreement",
                "{child}",
                "--review",
                "1",
                "--answer",
                "disagreed",
                "--date",
                "21 nov",
                "--reason",
                "No money",
            ],
        ),
    ),
];

fn by(desk: &mut Desk, id: &str, subject: Subject, values: &[(&str, &str)]) {
    by_values(desk, act(id).unwrap(), subject, values);
}

fn consulted(_: &Desk, child: ChildId) -> Subject {
    Subject::duty(Some(child), "sw-consulted", Some(Instance::Review(1)))
}

fn inbox(_: &Desk, _: ChildId) -> Subject {
    Subject::duty(None, "inbox-checked", None)
}

fn decision(_: &Desk, child: ChildId) -> Subject {
    Subject::row(Some(child), 1)
}

fn done(desk: &mut Desk, child: ChildId) {
    by(desk, "done", consulted(desk, child), &[("date", "20 nov"), ("note", "by phone")]);
}

fn booked(desk: &mut Desk, child: ChildId) {
    by(desk, "book", Subject::child(child), &[("date", "20 nov")]);
}

fn adjourned(desk: &mut Desk, child: ChildId) {
    booked(desk, child);
    by(desk, "adjourn", Subject::child(child), &[("date", "20 nov"), ("reason", "No care plan")]);
}

fn held(desk: &mut Desk, child: ChildId) {
    by(desk, "hold", Subject::child(child), &[("date", "20 nov"), ("part", "PN1")]);
}

fn unhappy(desk: &mut Desk, child: ChildId) {
    held(desk, child);
    by(desk, "feedback", Subject::child(child), &[("by", "child"), ("understood", "no")]);
}

/// An answer of the child's form.
fn no(desk: &Desk, child: ChildId, question: &str) -> Subject {
    let form = desk.board.row(child).unwrap().case.feedback[0].id.0;
    Subject::child(child).with(Part::Feedback { form, question: question.to_owned() })
}

fn decided(desk: &mut Desk, child: ChildId) {
    held(desk, child);
    by(desk, "decide", Subject::child(child), &[("text", "Write to the school")]);
}

/// Puts the start of care on another day.
fn since(desk: &mut Desk, child: ChildId, day: &str) {
    let period = desk.board.row(child).unwrap().case.periods[0].clone();
    desk.save_period(child, Period { start: d(day), ..period }).unwrap();
}

/// Settled with a long-term foster carer, with reviews held.
fn settled(desk: &mut Desk, child: ChildId) {
    since(desk, child, "2025-09-01");
    desk.start_placement(child, Placement::at("U4", d("2025-09-01"))).unwrap();
    for day in ["2025-09-26", "2025-12-19", "2026-06-12", "2026-11-20"] {
        desk.hold(child, None, holding(day, Participation::Pn1)).unwrap();
    }
}
