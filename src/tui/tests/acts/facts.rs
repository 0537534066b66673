//! Samples of the facts of a child, of those with a part in the case, and of the IRO's own days.

use super::*;
use crate::model::doubt::Kind;
use crate::model::returns::Remark;

/// Acts about the first child, done one after the other.
fn done(desk: &mut Desk, child: ChildId, acts: &[(&str, &[(&str, &str)])]) {
    for (id, values) in acts {
        by_values(desk, act(id).unwrap(), Subject::child(child), values);
    }
}

fn related(desk: &mut Desk, child: ChildId) {
    done(desk, child, &[("link", &[("relation", "sibling"), ("other", "{other}")])]);
}

/// A sister with a social worker of hers.
fn with_a_worker(desk: &mut Desk, child: ChildId) {
    related(desk, child);
    let other = desk.board.find("T2").unwrap().id();
    done(desk, other, &[("person", &[("role", "social-worker"), ("name", "Bea Worker")])]);
}

/// A sister about whom there is a note.
fn with_a_note(desk: &mut Desk, child: ChildId) {
    related(desk, child);
    let other = desk.board.find("T2").unwrap().id();
    done(desk, other, &[("note", &[("text", "Both were at home.")])]);
}

fn copied(desk: &mut Desk, child: ChildId) {
    with_a_worker(desk, child);
    done(desk, child, &[("copy", &[("other", "{other}")])]);
}

/// A return had a review outside care.
fn doubted(desk: &mut Desk, child: ChildId) {
    let why = "before the child came into care".to_owned();
    let remark = Remark {
        file: "r.csv".into(),
        row: 2,
        column: "REVIEW".into(),
        value: "01/02/2020".into(),
        why,
        child: String::new(),
        kind: Kind::Review,
        day: None,
    };
    let about = crate::store::Act::about(child, "As a return left it", desk.board.today);
    desk.store.act(&about, |tx| tx.insert(child, &remark.doubt())).unwrap();
    desk.board.refresh(&desk.store).unwrap();
}

fn on_an_order(desk: &mut Desk, child: ChildId) {
    done(desk, child, &[("status", &[("code", "C1"), ("start", "16 nov")])]);
}

fn placed(desk: &mut Desk, child: ChildId) {
    done(desk, child, &[("placement", &[("code", "U6"), ("start", "2 nov")])]);
}

fn managed(desk: &mut Desk, child: ChildId) {
    let who = [("role", "team-manager"), ("name", "Bea Manager"), ("start", "16 nov")];
    done(desk, child, &[("person", &who)]);
}

/// The facts of a child.
pub(super) static FACTS: &[Sample] = &[
    Sample {
        about: |_, _| Subject::whole(),
        ..of(
            "new-child",
            &[("number", "T9"), ("forename", "Zoe"), ("dob", "3 may 2014")],
            &["child", "T9", "--forename", "Zoe", "--dob", "3 may 2014"],
        )
    },
    Sample {
        about: |_, _| Subject::whole(),
        ..of("new-child", &[("number", "T9"), ("start", "16 nov"), ("legal", "C1"), ("place", "U6")], &[])
    },
    of(
        "details",
        &[("forename", "Zoe"), ("sex", "F"), ("disabled", "no"), ("proceedings", "yes")],
        &[
            "child",
            "{child}",
            "--forename",
            "Zoe",
            "--sex",
            "f",
            "--disabled",
            "no",
            "--in-proceedings",
            "yes",
        ],
    ),
    of("remove-child", &[], &["child", "{child}", "--remove"]),
    Sample {
        before: |desk, child| done(desk, child, &[("leave", &[("end", "10 nov")])]),
        ..of(
            "arrive",
            &[("start", "16 nov"), ("legal", "C1"), ("place", "U6"), ("notified", "17 nov"), ("iro", "")],
            &[
                "care",
                "{child}",
                "--start",
                "16 nov",
                "--legal",
                "C1",
                "--place",
                "U6",
                "--notified",
                "17 nov",
            ],
        )
    },
    of(
        "leave",
        &[("end", "20 nov"), ("reason", "E4A")],
        &["care", "{child}", "--end", "20 nov", "--reason", "E4A"],
    ),
    Sample {
        about: period,
        ..of(
            "correct-care",
            &[("start", "3 nov"), ("notified", "4 nov")],
            &["care", "{child}", "--correct", "3 nov", "--notified", "4 nov"],
        )
    },
    Sample {
        about: period,
        ..of("correct-care", &[("remove", "yes")], &["care", "{child}", "--began", "2 nov", "--remove"])
    },
    of("authority", &[("start", "16 nov")], &["care", "{child}", "--authorised", "16 nov"]),
    of(
        "status",
        &[("code", "C1"), ("start", "16 nov")],
        &["legal", "{child}", "--code", "c1", "--start", "16 nov"],
    ),
    Sample {
        before: on_an_order,
        about: status,
        ..of(
            "correct-status",
            &[("code", "C2"), ("end", "20 nov")],
            &["legal", "{child}", "--began", "16 nov", "--code", "C2", "--end", "20 nov"],
        )
    },
    Sample {
        before: on_an_order,
        about: status,
        ..of("correct-status", &[("remove", "yes")], &["legal", "{child}", "--remove"])
    },
    of(
        "placement",
        &[
            ("code", "K2"),
            ("start", "16 nov"),
            ("carer", "The Elms"),
            ("area", "LU1"),
            ("provider", "PR4"),
            ("reason", "CARPL"),
        ],
        &[
            "placement",
            "{child}",
            "--code",
            "K2",
            "--start",
            "16 nov",
            "--carer",
            "The Elms",
            "--area",
            "LU1",
            "--provider",
            "PR4",
            "--reason",
            "CARPL",
        ],
    ),
    Sample {
        before: placed,
        ..of(
            "end-placement",
            &[("end", "20 nov"), ("reason", "OTHER")],
            &["placement", "{child}", "--end", "20 nov", "--reason", "OTHER"],
        )
    },
    Sample {
        before: placed,
        about: placement,
        ..of(
            "correct-placement",
            &[("start", "3 nov"), ("carer", "The Elms")],
            &["placement", "{child}", "--began", "2 nov", "--start", "3 nov", "--carer", "The Elms"],
        )
    },
    Sample {
        before: placed,
        about: placement,
        ..of("correct-placement", &[("remove", "yes")], &["placement", "{child}", "--remove"])
    },
];

/// Those with a part in the case, and kin.
pub(super) static PEOPLE: &[Sample] = &[
    of(
        "person",
        &[("role", "team-manager"), ("name", "Bea Manager"), ("detail", "01234"), ("start", "16 nov")],
        &[
            "person",
            "{child}",
            "--role",
            "TM",
            "--name",
            "Bea Manager",
            "--detail",
            "01234",
            "--start",
            "16 nov",
        ],
    ),
    Sample {
        before: managed,
        about: person,
        ..of(
            "correct-person",
            &[("name", "Bea Mason"), ("end", "20 nov")],
            &[
                "person",
                "{child}",
                "--role",
                "team-manager",
                "--name",
                "bea manager",
                "--new-name",
                "Bea Mason",
                "--end",
                "20 nov",
            ],
        )
    },
    Sample {
        before: managed,
        about: person,
        ..of(
            "correct-person",
            &[("remove", "yes")],
            &["person", "{child}", "--role", "team-manager", "--name", "Bea Manager", "--remove"],
        )
    },
    of(
        "allocate",
        &[("name", "B. Second"), ("start", "16 nov")],
        &["allocated", "{child}", "--iro", "B. Second", "--date", "16 nov"],
    ),
    of(
        "link",
        &[("relation", "parent"), ("other", "{other}")],
        &["sibling", "{child}", "--of", "T2", "--parent"],
    ),
    of(
        "link",
        &[("relation", "offspring"), ("other", "{other}")],
        &["sibling", "{child}", "--of", "T2", "--relation", "offspring"],
    ),
    Sample {
        before: related,
        ..of("unlink", &[("other", "{other}")], &["sibling", "{child}", "--of", "T2", "--remove"])
    },
    of(
        "two-iros",
        &[("text", "They live far apart.")],
        &["reason", "{child}", "--text", "They live far apart."],
    ),
    Sample {
        before: with_a_worker,
        ..of(
            "copy",
            &[("other", "{other}"), ("what", "people")],
            &["copy", "{child}", "--from", "T2", "--what", "people"],
        )
    },
    Sample {
        before: with_a_worker,
        ..of(
            "copy",
            &[("other", "{other}")],
            &["copy", "{child}", "--from", "T2", "--what", "people,language"],
        )
    },
    Sample {
        before: with_a_note,
        ..of(
            "copy-notes",
            &[("other", "{other}"), ("notes", "{their-note}")],
            &["copy", "{child}", "--from", "T2", "--note", "{their-note}"],
        )
    },
    Sample {
        before: doubted,
        about: |desk, child| Subject::row(Some(child), desk.board.row(child).unwrap().case.doubts[0].id.0),
        ..of("answer-doubt", &[("answer", "keep")], &["doubt", "{child}", "1", "--answer", "keep"])
    },
    Sample { before: copied, ..of("read-copied", &[], &["copy", "{child}", "--read"]) },
];

/// What is about the book as a whole.
pub(super) static DAYS: &[Sample] = &[
    whole(
        "keep-free",
        &[
            ("date", "30 nov"),
            ("to", "18 dec"),
            ("every", "Fri"),
            ("hours", "10:00-11:30"),
            ("what", "Clinic"),
        ],
    ),
    Sample {
        before: |desk, _| by_values(desk, act("keep-free").unwrap(), Subject::whole(), &[("date", "30 nov")]),
        about: |desk, _| Subject::row(None, desk.board.busy[0].id.0),
        ..of("give-back", &[], &[])
    },
    whole("take-calendar", &[("file", "tests/data/days/leave.ics")]),
    whole("school-holidays", &[("file", "tests/data/days/school.csv")]),
    Sample {
        about: |_, _| Subject::whole().with(Part::Word("2027 team".into())),
        ..of(
            "annual-text",
            &[("text", "Four of us, all women.")],
            &["annual-text", "--part", "team", "--text", "Four of us, all women."],
        )
    },
    whole("holiday", &[("date", "14 dec"), ("name", "Day of thanks")]),
    Sample {
        before: |desk, _| {
            desk.add_holiday(crate::casework::tests::d("2026-12-14"), "Day of thanks").map(drop).unwrap()
        },
        ..whole("no-holiday", &[("date", "14 dec")])
    },
    whole("practice", &[("practice", "england")]),
    Sample {
        script: &["view", "--name", "Late", "--filter", "late", "--sort", "name", "--columns", "age,step"],
        ..whole("view", &[("name", "Late"), ("filter", "late"), ("sort", "name"), ("columns", "age, step")])
    },
    Sample {
        before: |desk, _| by_values(desk, act("view").unwrap(), Subject::whole(), &[("name", "Late")]),
        script: &["view", "--name", "late", "--remove"],
        ..whole("remove-view", &[("name", "Late")])
    },
];

const fn whole(act: &'static str, values: &'static [(&'static str, &'static str)]) -> Sample {
    Sample { about: |_, _| Subject::whole(), ..of(act, values, &[]) }
}

fn period(desk: &Desk, child: ChildId) -> Subject {
    Subject::row(Some(child), desk.board.row(child).unwrap().case.periods[0].id.0)
}

fn status(desk: &Desk, child: ChildId) -> Subject {
    Subject::row(Some(child), desk.board.row(child).unwrap().case.legal[0].id.0)
}

fn placement(desk: &Desk, child: ChildId) -> Subject {
    Subject::row(Some(child), desk.board.row(child).unwrap().case.placements[0].id.0)
}

fn person(desk: &Desk, child: ChildId) -> Subject {
    Subject::row(Some(child), desk.board.row(child).unwrap().case.people[0].id.0)
}
