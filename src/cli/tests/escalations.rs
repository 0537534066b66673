//! Escalations from a script: a protocol's clock, a concern raised, moved, closed, reported.

use serde_json::Value;

use super::{Book, Ran, has_keys, ran};

fn go(book: &Book, on: &str, args: &str) -> Ran {
    let args: Vec<&str> = args.split('|').collect();
    let done = book.on(on, &args);
    assert_eq!(done.code, 0, "{args:?}: {}", done.err);
    done
}

fn refused(book: &Book, on: &str, args: &str, code: u8) -> String {
    let done = book.on(on, &args.split('|').collect::<Vec<_>>());
    assert_eq!(done.code, code, "{args}: {}{}", done.out, done.err);
    done.err
}

fn clock(args: &str) -> Value {
    let mut all = vec!["protocol", "clock"];
    all.extend(args.split('|'));
    all.push("--json");
    let done = ran(&all, "");
    assert_eq!(done.code, 0, "{}", done.err);
    done.json()
}

fn reply_by(clock: &Value, stage: &str) -> Value {
    let stages = clock["stages"].as_array().unwrap();
    stages.iter().find(|s| s["stage"] == stage).unwrap()["reply_by"].clone()
}

#[test]
fn a_clock_needs_no_book_and_says_what_may_be_done_next() {
    let told = clock("rochdale-dispute|--raised|2026-03-23|--stage|meeting|--on|2026-03-31");
    has_keys(&told, "stages, total_by, next, warnings");
    has_keys(&told["stages"][0], "stage, opened, raise_by, raised, reply_by, replied, outcome, status");
    has_keys(&told["next"][0], "move, by, why");
    assert_eq!((&told["total_by"], &told["next"][0]["move"]), (&"2026-04-22".into(), &"no-reply".into()));
    assert_eq!(reply_by(&told, "meeting"), "2026-03-30");
    assert_eq!(reply_by(&told, "director"), "2026-04-08", "projected along the way of no agreement");
    let moved =
        clock("rochdale-dispute|--raised|2026-03-23|--stage|meeting|--event|2026-03-26 not-satisfied");
    assert_eq!(reply_by(&moved, "safeguarding-service-manager"), "2026-03-27");
    let wrong = |more: &[&str]| {
        let mut all = vec!["protocol", "clock", "rochdale-dispute", "--raised", "2026-03-23"];
        all.extend(more);
        ran(&all, "")
    };
    assert_eq!(wrong(&["--stage", "meating"]).code, 7);
    assert!(wrong(&["--stage", "meating"]).err.contains("Did you mean meeting?"));
    assert_eq!(wrong(&["--event", "2026-03-24 satisfied"]).code, 3);
    assert_eq!(ran(&["protocol", "clock", "rochdale-disput", "--raised", "2026-03-23"], "").code, 7);
    let warned = clock("rochdale-concern|--raised|2026-06-01|--risk|high");
    assert_eq!(reply_by(&warned, "social-worker"), Value::Null, "the IRO's own to do");
    assert_eq!(warned["stages"][0]["act_by"], "2026-06-02");
    assert!(warned["warnings"][0]["message"].as_str().unwrap().contains("30 working days"));
}

#[test]
fn a_concern_is_raised_moved_closed_with_its_effect_and_handed_out_masked() {
    let book = Book::new("luton");
    let on = "2026-03-10";
    go(&book, on, "record|child|T1|--forename|Tess|--surname|Tallow|--dob|2015-03-04");
    go(&book, on, "record|care|T1|--start|2026-01-20|--legal|V2");
    let raise = "record|escalation|T1|--concern|drift|--text|Tess has no plan|--date|2026-03-02";
    assert!(
        refused(&book, on, &format!("{raise}|--protocol|luton-escalatoin"), 7).contains("luton-escalation")
    );
    assert!(refused(&book, on, &format!("{raise}|--risk|high"), 7).contains("risk"));
    let id = go(&book, on, &format!("{raise}|--json")).json()["id"].clone();
    let one = |on: &str| go(&book, on, "escalations|T1|--json").rows()[0].clone();
    let raised = one("2026-03-09");
    has_keys(
        &raised,
        "id, child, protocol, stage, concern, risk, raised, reply_by, total_by, status, effect",
    );
    assert_eq!((&raised["reply_by"], &raised["late"]), (&"2026-03-09".into(), &false.into()));
    assert_eq!(one(on)["late"], true);
    assert!(go(&book, on, "escalations").out.contains("1 late"));

    let step = |word: &str| format!("record|move|{id}|{word}|--date|2026-03-10");
    refused(&book, "2026-03-09", &format!("record|move|{id}|no-reply|--date|2026-03-09"), 3);
    assert!(refused(&book, on, &step("no-replay"), 3).contains("no-reply"));
    assert!(refused(&book, on, &step("skip:service-director"), 3).contains("reason"));
    go(&book, on, &step("no-reply"));
    let formal = one(on);
    assert_eq!((&formal["stage"], &formal["total_by"]), (&"service-manager".into(), &"2026-04-09".into()));
    let bare = refused(&book, on, &format!("{}|--note|Tess moved", step("close")), 3);
    for part in
        ["what changed for the child", "--outcome", "--no-change", "--seen-by", "--look-on", "overtaken"]
    {
        assert!(bare.contains(part), "{part}: {bare}");
    }
    assert_eq!(one(on)["status"], "open");
    let ends = "--effect|Tess moves in May|--look-on|2026-05-20";
    assert!(
        refused(&book, on, &format!("{}|--outcome|banana|{ends}", step("close")), 3).contains("withdrawn")
    );
    go(&book, on, &format!("{}|--outcome|resolved|{ends}", step("close")));
    assert_eq!((&one(on)["status"], &one(on)["look_on"]), (&"closed".into(), &"2026-05-20".into()));
    assert_eq!(one("2026-05-21")["late"], true, "the promise stays on the list");
    let found = format!("record|move|{id}|effect-seen|--date|2026-05-21");
    go(&book, "2026-05-21", &format!("{found}|--look-on|2026-05-30|--note|Not yet"));
    assert_eq!(one("2026-05-29")["look_on"], "2026-05-30");
    let told = go(&book, "2026-05-21", &format!("record|move|{id}|cafcass-referral|--date|2026-05-21"));
    assert!(
        told.err.contains("Should this go to Cafcass?") && told.err.contains("not gone through"),
        "{}",
        told.err
    );
    go(&book, "2026-05-21", &format!("{found}|--note|Tess moved"));
    assert_eq!(
        (&one("2026-05-21")["effect"], &one("2026-05-21")["late"]),
        (&"Tess moved".into(), &false.into())
    );

    go(&book, on, "record|escalation|service|--concern|service|--text|No clerk|--date|2026-03-09");
    go(&book, on, "record|escalation|T1|--concern|good-practice|--text|A good goodbye|--date|2026-03-09");
    // Names of other children and of anybody recorded are masked too, also about the service.
    go(&book, on, "record|child|902|--forename|Zoë|--surname|O'Hara|--dob|2014-02-03");
    go(&book, on, "record|person|902|--role|social-worker|--name|Grace Nkemelu|--start|2026-01-01");
    let words = "ZOE and OHara (902, born 3 Feb 2014): Ms Nkemelu was told by Tess’s carer";
    go(&book, on, &format!("record|escalation|service|--concern|service|--text|{words}|--date|2026-03-09"));
    let tracker = go(&book, "2026-03-20", "report|tracker|--format|csv").out;
    for name in ["ZOE", "OHara", "902", "3 Feb 2014", "Nkemelu"] {
        assert!(!tracker.contains(name), "{name}: {tracker}");
    }
    // Made in June, the sheet of 9 March is as it was then.
    let then = go(&book, "2026-06-01", "report|tracker|--from|2026-03-01|--to|2026-03-09|--json").rows();
    let no = Value::from(id.to_string());
    let row = then.iter().find(|r| r["no"] == no).unwrap();
    let state =
        ["raised", "stage", "reply_by", "outcome", "last_move", "late", "open_wd"].map(|k| row[k].clone());
    assert_eq!(state, ["2026-03-02", "Social worker and team manager", "2026-03-09", "", "", "", "5"]);
    assert!(
        go(&book, "2026-06-01", "report|tracker|--from|2026-02-01|--to|2026-03-01|--json").rows().is_empty()
    );
    assert!(tracker.contains("T.T."), "{tracker}");
    assert!(!tracker.contains("Tess") && !tracker.contains("Tallow"), "{tracker}");
    assert!(tracker.contains("the service") && tracker.contains("[name] has no plan"), "{tracker}");
    assert!(go(&book, on, "report|tracker|--names").out.contains("Tess Tallow (T1)"));
    assert!(go(&book, on, "report|effects").out.contains("A good goodbye"));
    let sum = go(&book, "2026-06-01", "report|concerns|--from|2026-03-01|--json").json();
    assert_eq!((&sum["raised"], &sum["closed"], &sum["good_practice"]), (&3.into(), &1.into(), &1.into()));
    assert_eq!(sum["within_20"]["rows"], Value::from(vec![id.clone()]));
    assert_eq!(sum["days"]["rows"], Value::from(vec![id.clone()]));
    assert_eq!(sum["effects"]["seen"]["rows"], Value::from(vec![id]));
    assert!(go(&book, "2026-06-01", "report|concerns|--from|2026-03-01").out.contains("none yet"));
    let file = book.pass.with_file_name("t.docx");
    go(&book, on, &format!("report|tracker|--format|docx|--out|{}", file.display()));
    assert!(std::fs::read(file).unwrap().starts_with(b"PK"));
    assert_eq!(book.on(on, &["report", "tracker", "--format", "docx"]).code, 2);
}

#[test]
fn what_a_concern_comes_from_and_whom_it_is_about_are_checked() {
    let book = Book::new("luton");
    let on = "2026-03-10";
    for child in ["T1", "T2", "T3"] {
        go(
            &book,
            on,
            &format!("record|child|{child}|--forename|Ann|--surname|Pell-{child}|--dob|2015-03-04"),
        );
        go(&book, on, &format!("record|care|{child}|--start|2026-01-20|--legal|V2"));
    }
    go(&book, on, "record|sibling|T1|--of|T2");
    let raise = "record|escalation|T1|--concern|drift|--text|No plan|--date|2026-03-02";
    let told = refused(&book, on, &format!("{raise}|--origin|decison:1"), 3);
    assert!(told.contains("Did you mean decision?") && told.contains("duty:ID@INSTANCE"), "{told}");
    for nowhere in
        ["decision:99", "change:1", "duty:no-such-duty", "duty:midpoint@review:99", "answer:no-such"]
    {
        refused(&book, on, &format!("{raise}|--origin|{nowhere}"), 7);
    }
    for twice in ["--also|T2|--also|T2", "--also|T1"] {
        assert!(refused(&book, on, &format!("{raise}|{twice}"), 3).contains("named twice"));
    }
    assert!(go(&book, on, "escalations").out.contains("No concerns"));
    assert!(
        !go(&book, on, &format!("{raise}|--also|T2|--origin|answer:child-seen")).err.contains("In doubt")
    );
    assert!(go(&book, on, &format!("{raise}|--also|T3")).err.contains("not recorded as a brother or sister"));
    let children = |filter: &str| {
        let rows = go(&book, on, &format!("list|--filter|{filter}|--json")).rows();
        rows.iter().map(|r| r["child"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    go(&book, on, "record|child|T4|--forename|Bo|--surname|Late|--dob|2015-03-04");
    assert_eq!(children("escalated"), ["T1", "T2", "T3"]);
    assert_eq!(children("pell-t2"), ["T2"]);
}
