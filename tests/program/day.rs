//! The working day at a real terminal: a sitting of six mid-points, a whole review of one child, and a
//! program killed between two keys. What was done is read back from the command line.

use serde_json::Value;

use crate::seat::{Home, PASSPHRASE, Seat};

const DAY: &str = "2026-11-22";
/// The day of the review that is played whole.
const REVIEWED: &str = "2026-12-04";
/// A book of invented children, each looked after since 14 September and reviewed on 9 October: half-way to
/// the second review.
fn book(names: &[&str]) -> Home {
    let home = Home::new();
    let none: [&str; 0] = [];
    let run = |args: &[&str]| {
        let done = home.run(args, none);
        assert!(done.status.success(), "{args:?}: {done:?}");
    };
    run(&["init", "--iro", "A. Reviewer", "--practice", "england"]);
    for (place, name) in names.iter().enumerate() {
        let child = (101 + place).to_string();
        run(&["record", "child", &child, "--forename", name, "--surname", "Example", "--dob", "2014-05-03"]);
        run(&["record", "care", &child, "--start", "2026-09-14", "--legal", "C1"]);
        run(&["record", "review", &child, "--held", "2026-10-09", "--participation", "PN1"]);
    }
    home
}

/// Sits down at the book on a day and unlocks it.
fn sit(home: &Home, day: &str, shown: &str) -> Seat {
    let book = home.book();
    let args = ["--book", book.to_str().unwrap(), "--on", day];
    let mut seat = Seat::new(home.path("").as_path(), &args, (100, 30));
    seat.see("Passphrase");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see(shown);
    seat
}

/// Keys pressed, words not counted.
struct Hand {
    seat: Seat,
    keys: usize,
}

impl Hand {
    fn press(&mut self, keys: &str) {
        self.keys += keys.split_whitespace().count();
        self.seat.press(keys);
    }

    /// Answers yes to every question of the checklist that is open, and ends it as the program suggests.
    fn walk_through(&mut self) {
        let mut answered = answered(&self.seat.text());
        loop {
            if self.seat.text().contains("How does it end?") {
                break;
            }
            self.press("y");
            let moved = |s: &str, from: usize| s.contains("How does it end?") || self::answered(s) > from;
            self.seat
                .until("the answer kept, or its form", |s| s.contains("Ctrl-s save") || moved(s, answered));
            if self.seat.text().contains("Ctrl-s save") {
                self.seat.write("Settled, and asks for more time with her brother.");
                self.seat.see("with her brother");
                self.press("ctrl-s");
                let kept = |s: &str| !s.contains("Ctrl-s save") && moved(s, answered);
                self.seat.until("the answer kept", kept);
            }
            answered = self::answered(&self.seat.text()).max(answered);
        }
        self.press("enter");
        self.seat.see("Case note to paste");
        self.seat.see("CASE NOTE");
    }
}

/// How many questions the screen says are answered.
fn answered(screen: &str) -> usize {
    let before = screen.split(" answered").next().unwrap_or_default();
    before.split_whitespace().next_back().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// The rows of a list of the command line that fit.
fn rows(home: &Home, args: &[&str], fits: impl Fn(&Value) -> bool) -> Vec<Value> {
    home.json(args).as_array().unwrap().iter().filter(|row| fits(row)).cloned().collect()
}

#[test]
fn six_midpoints_are_one_sitting() {
    let home = book(&["Amara", "Ben", "Carys", "Dilan", "Efe", "Farah"]);
    let due = rows(&home, &["sessions", "--due"], |t| t["checklist"] == "midpoint");
    assert_eq!(due.len(), 6, "{due:?}");
    let mut hand = Hand { seat: sit(&home, DAY, "6 children"), keys: 0 };
    hand.press("3");
    hand.seat.see("Half-way to the next review · 6");
    // Down to the first of them, past what other queues hold.
    let all = home_queue(&hand.seat.text());
    for _ in 0..all {
        hand.press("down");
    }
    hand.press("enter");
    hand.seat.see("Half-way to the next review");
    for left in (0..6).rev() {
        hand.walk_through();
        hand.press("enter");
        if left > 0 {
            hand.seat.until("the next child", |s| s.contains(" 0 answered") && !s.contains("CASE NOTE"));
        } else {
            hand.seat.see("┌ Checklists");
        }
    }
    assert!(hand.keys < 100, "{} keys", hand.keys);
    hand.press("q");
    assert!(hand.seat.ended().0.success());

    let held = rows(&home, &["sessions"], |s| s["checklist"] == "midpoint");
    assert_eq!(held.len(), 6);
    for session in &held {
        assert_eq!((&session["ended"], &session["outcome"]), (&DAY.into(), &"on-track".into()));
        assert!(session["answers"].as_array().unwrap().iter().all(|a| a["date"] == DAY));
    }
    let open = |d: &Value| d["duty"] == "midpoint" && d["status"] == "done";
    assert_eq!(rows(&home, &["due"], open).len(), 6, "each one is done");
    let notes = rows(&home, &["notes", "--unpasted"], |n| n["kind"] == "session");
    assert_eq!(notes.len(), 6);
    assert!(notes[0]["text"].as_str().unwrap().contains("more time with her brother"));
}

/// How many sessions stand above the mid-points.
fn home_queue(screen: &str) -> usize {
    let lines = screen.lines().map(|l| l.trim_matches(['│', ' ']));
    let above = lines.skip_while(|l| !l.starts_with("┌ Checklists")).skip(1);
    let above = above.take_while(|l| !l.starts_with("Half-way"));
    above.filter(|l| l.contains("not begun")).count()
}

#[test]
fn killed_between_any_two_keys_a_walk_loses_at_most_the_key_in_flight() {
    let home = book(&["Amara"]);
    for done in 0..3 {
        let mut seat = sit(&home, DAY, "1 child");
        seat.press("3");
        seat.see("Half-way to the next review · 1");
        for _ in 0..home_queue(&seat.text()) {
            seat.press("down");
        }
        seat.press("enter");
        // Taken up where it was left.
        seat.see(&format!(" {done} answered"));
        if done > 0 {
            seat.press("o");
            seat.see(&format!("half a note {}", done - 1));
            seat.press("esc");
            seat.until("the form gone", |s| !s.contains("half a note"));
        }
        seat.press("y");
        seat.see(&format!(" {} answered", done + 1));
        seat.press("o");
        seat.see("A note with the answer");
        seat.write(&format!("half a note {done}"));
        seat.see(&format!("half a note {done}"));
        seat.signal("KILL");
        assert!(!seat.ended().0.success());
        let kept = rows(&home, &["sessions"], |s| s["checklist"] == "midpoint");
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0]["answers"].as_array().unwrap().len(), done + 1, "{kept:?}");
    }
}

#[test]
fn a_whole_review_from_run_up_to_distributed_record() {
    let home = book(&["Gwen"]);
    let child = |row: &Value| row["child"] == "101";
    let mut hand = Hand { seat: sit(&home, DAY, "1 child"), keys: 0 };
    // The day is booked.
    hand.press("b");
    hand.seat.see("Review 2 of Gwen Example: limit");
    hand.press("enter");
    hand.seat.see("Book review 2 of Gwen Example");
    hand.press("ctrl-u");
    hand.seat.write("4 dec");
    hand.press("ctrl-s");
    hand.seat.see("Book review 2 of Gwen Example on Fri 4 Dec 2026");
    // What she wants, before anything else.
    hand.press("W");
    hand.seat.see("What Gwen Example said");
    hand.seat.write("I want my brother there.");
    hand.press("ctrl-s");
    hand.seat.see("CASE NOTE");
    hand.press("enter");
    hand.seat.until("no box", |s| !s.contains("CASE NOTE"));
    // The run-up.
    hand.press("o");
    hand.seat.see("Go through which checklist");
    hand.seat.write("Before the review");
    hand.press("enter");
    hand.seat.see(" 0 answered");
    assert!(hand.seat.text().contains("I want my brother there."), "her words come first");
    hand.walk_through();
    hand.press("enter");
    hand.seat.until("no box", |s| !s.contains("CASE NOTE"));
    hand.press("1");
    hand.seat.see("┌ Caseload");
    // A contact on the way: three keys and the words.
    let before = hand.keys;
    hand.press("c s");
    hand.seat.write("the carer: She has asked twice who is coming.");
    hand.press("ctrl-s");
    hand.seat.see("With: the carer");
    assert_eq!(hand.keys - before, 3);
    hand.press("enter");
    hand.seat.until("no box", |s| !s.contains("CASE NOTE"));
    hand.press("q");
    assert!(hand.seat.ended().0.success());

    // The day itself, and what follows.
    let mut hand = Hand { seat: sit(&home, REVIEWED, "1 child"), keys: 0 };
    hand.press("h");
    hand.seat.see("Review 2 of Gwen Example was held");
    hand.press("ctrl-s");
    hand.seat.see("Hold review 2 of Gwen Example on Fri 4 Dec 2026");
    hand.press("enter tab tab tab");
    hand.seat.see("Decisions");
    hand.press("a");
    hand.seat.see("A decision about Gwen Example");
    hand.seat.write("Find a train that lets her brother come to tea");
    hand.press("tab right tab");
    hand.seat.write("18 dec");
    hand.press("ctrl-s");
    hand.seat.until("the decision", |s| s.contains("Find a train") && !s.contains("Ctrl-s save"));
    hand.press("1");
    hand.seat.see("┌ Caseload");
    for duty in ["Send the decisions", "Write the record of the review", "Send the record to those"] {
        hand.press("d");
        hand.seat.see("Done for Gwen Example");
        hand.seat.write(duty);
        hand.seat.see(&format!("> {duty}"));
        hand.press("enter");
        hand.seat.see(&format!("Done: {duty}"));
    }
    hand.press("q");
    assert!(hand.seat.ended().0.success());

    let walk = rows(&home, &["sessions"], |s| child(s) && s["checklist"] == "pre-review");
    assert_eq!(walk[0]["outcome"], "ready", "{walk:?}");
    let done = |duty: &str| {
        let of = rows(&home, &["due"], |d| child(d) && d["duty"] == duty && d["review"] == 2);
        of[0]["done_on"].as_str().map(str::to_owned)
    };
    assert_eq!(done("child-seen").as_deref(), Some(DAY));
    for duty in ["decisions-issued", "record-written", "record-distributed"] {
        assert_eq!(done(duty).as_deref(), Some(REVIEWED), "{duty}");
    }
    let review = rows(&home, &["reviews"], |r| child(r) && r["sequence"] == 2).remove(0);
    assert_eq!((&review["booked"], &review["held"]), (&REVIEWED.into(), &REVIEWED.into()));
    assert_eq!((&review["participation"], &review["on_time"]), (&"PN1".into(), &true.into()));
    let decided = rows(&home, &["decisions"], child).remove(0);
    assert_eq!(decided["text"], "Find a train that lets her brother come to tea");
    assert_eq!(decided["by"], "2026-12-18");
    assert!(decided["owner"].is_string(), "{decided}");
    let said = rows(&home, &["voice"], child);
    assert_eq!(said[0]["text"], "I want my brother there.");
    let contact = rows(&home, &["notes"], |n| child(n) && n["kind"] == "spoke").remove(0);
    assert_eq!((&contact["with"], &contact["pasted"]), (&"the carer".into(), &false.into()));
}
