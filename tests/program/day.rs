//! The working day at a real terminal: a sitting of six mid-points, a whole review of one child, and a
//! program killed between two keys. What was done is read back from the command line.

use serde_json::Value;

use crate::seat::{Home, PASSPHRASE, Seat};

const DAY: &str = "2026-11-22";
/// What is written where a question asks for words.
const SETTLED: &str = "Settled, and asks for her brother.";
/// The day of the review that is played whole.
const REVIEWED: &str = "2026-12-04";
/// A book of invented children, each looked after since 14 September and reviewed on 9 October: half-way to
/// the second review.
pub fn book(names: &[&str]) -> Home {
    let home = Home::begun();
    let none: [&str; 0] = [];
    let run = |args: &[&str]| {
        let done = home.run(args, none);
        assert!(done.status.success(), "{args:?}: {done:?}");
    };
    for (place, name) in names.iter().enumerate() {
        let child = (101 + place).to_string();
        run(&["record", "child", &child, "--forename", name, "--surname", "Example", "--dob", "2014-05-03"]);
        run(&["record", "care", &child, "--start", "2026-09-14", "--legal", "C1"]);
        run(&["record", "review", &child, "--held", "2026-10-09", "--participation", "PN1"]);
    }
    home
}

/// Sits down at the book on a day and unlocks it.
pub fn sit(home: &Home, day: &str, shown: &str) -> Seat {
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
pub struct Hand {
    pub seat: Seat,
    pub keys: usize,
    /// Those of them that answered a question of a checklist yes.
    pub answers: usize,
}

impl Hand {
    /// Sits down at a book on a day.
    pub fn at(home: &Home, day: &str, shown: &str) -> Self {
        Self { seat: sit(home, day, shown), keys: 0, answers: 0 }
    }

    pub fn press(&mut self, keys: &str) {
        self.keys += keys.split_whitespace().count();
        self.seat.press(keys);
    }

    /// Answers yes to every question of the checklist that is open, and ends it as the program suggests.
    pub fn walk_through(&mut self) {
        loop {
            let screen = self.seat.text();
            if screen.contains("How does it end?") {
                break;
            }
            let answered = answered(&screen);
            let moved = move |s: &str| s.contains("How does it end?") || self::answered(s) > answered;
            if screen.contains("Ctrl-s save") {
                self.seat.write(SETTLED);
                self.seat.see("Settled, and asks");
                self.press("ctrl-s");
                self.seat.until("the answer kept", moved);
            } else {
                self.press("y");
                self.answers += 1;
                self.seat.until("the answer kept, or its form", |s| s.contains("Ctrl-s save") || moved(s));
            }
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
pub fn rows(home: &Home, args: &[&str], fits: impl Fn(&Value) -> bool) -> Vec<Value> {
    home.json(args).as_array().unwrap().iter().filter(|row| fits(row)).cloned().collect()
}

#[test]
fn six_midpoints_are_one_sitting() {
    let home = book(&["Amara", "Ben", "Carys", "Dilan", "Efe", "Farah"]);
    let due = rows(&home, &["sessions", "--due"], |t| t["checklist"] == "midpoint");
    assert_eq!(due.len(), 6, "{due:?}");
    let mut hand = Hand::at(&home, DAY, "6 children");
    hand.press("3");
    hand.seat.see("Half-way to the next review · 6");
    // On to the first of them, past the lists above.
    for _ in 0..lists_above(&hand.seat.text()) {
        hand.press("tab");
    }
    hand.press("enter");
    hand.seat.see("Half-way to the next review");
    // One no: noted and decided about, without leaving the walk.
    hand.press("y y y y n");
    hand.seat.see(" 5 answered");
    hand.press("o");
    hand.seat.see("A note with the answer");
    hand.seat.write("The panel date slipped.");
    hand.seat.see("date slipped.");
    hand.press("ctrl-s");
    hand.seat.until("the note kept", |s| !s.contains("Ctrl-s save"));
    hand.press("d");
    hand.seat.see("A decision about");
    hand.seat.see("Ctrl-s save");
    hand.press("ctrl-s");
    hand.seat.until("the decision kept", |s| !s.contains("Ctrl-s save"));
    for left in (0..6).rev() {
        hand.walk_through();
        hand.press("enter");
        if left > 0 {
            hand.seat.until("the next child", |s| s.contains(" 0 answered") && !s.contains("CASE NOTE"));
        } else {
            hand.seat.see("╭ Checklists");
        }
    }
    assert!(hand.keys <= 80, "{} keys", hand.keys);
    hand.press("q");
    assert!(hand.seat.ended().0.success());

    let held = rows(&home, &["sessions"], |s| s["checklist"] == "midpoint");
    assert_eq!(held.len(), 6);
    let outcome = |word: &str| held.iter().filter(|s| s["outcome"] == word).count();
    assert_eq!((outcome("on-track"), outcome("concern")), (5, 1), "one was said no in");
    let refused = held.iter().find(|s| s["outcome"] == "concern").unwrap();
    let child = refused["child"].as_str().unwrap();
    for session in &held {
        assert_eq!(session["ended"], DAY);
        let answers = session["answers"].as_array().unwrap();
        assert_eq!(answers.len(), 10, "ten items each");
        for answer in answers {
            let no = answer["item"] == "decisions-done" && session["child"] == child;
            let text = answer["item"] == "good-practice" || answer["item"] == "impact";
            let value = if no {
                "no"
            } else if text {
                SETTLED
            } else {
                "yes"
            };
            assert_eq!((&answer["value"], &answer["date"]), (&value.into(), &DAY.into()), "{answer}");
            assert_eq!(answer["note"], if no { "The panel date slipped." } else { "" });
        }
    }
    let decided = rows(&home, &["decisions"], |_| true);
    assert_eq!(decided.len(), 1, "{decided:?}");
    let text = decided[0]["text"].as_str().unwrap();
    assert!(decided[0]["child"] == child && text.contains("The panel date slipped."), "{text}");
    let done = rows(&home, &["due"], |d| d["duty"] == "midpoint" && d["done_on"] == DAY);
    assert_eq!(done.len(), 6, "each one is done");
    assert!(rows(&home, &["sessions", "--due"], |t| t["checklist"] == "midpoint").is_empty());
    let notes = rows(&home, &["notes", "--unpasted"], |n| n["kind"] == "session" && n["date"] == DAY);
    assert_eq!(notes.len(), 6);
    assert!(notes.iter().all(|n| n["text"].as_str().unwrap().contains(SETTLED)));
}

/// How many lists stand above the mid-points.
fn lists_above(screen: &str) -> usize {
    let lines = screen.lines().map(|l| l.trim_matches(['│', ' ']));
    let above = lines.skip_while(|l| !l.starts_with("╭ Checklists")).skip(1);
    above.take_while(|l| !l.starts_with("Half-way")).filter(|l| !l.contains("review 1")).count()
}

/// One key of a walk, what the screen shows once it is taken, and what it shows no more.
struct Key(&'static str, &'static str, &'static str);

/// A walk with a note; one more key ends it.
const WALK: [Key; 13] = [
    Key("y", " 1 answered", FORM),
    Key("p", " 2 answered", FORM),
    Key("n", " 3 answered", FORM),
    Key("o", FORM, "Zq"),
    Key("Z", "Z", "Zq"),
    Key("q", "Zq", "Zqj"),
    Key("j", "Zqj", "Zqjx"),
    Key("x", "Zqjx", " 4 answered"),
    Key("ctrl-s", " 3 answered", FORM),
    Key("x", " 4 answered", FORM),
    Key("o", FORM, "Zq"),
    Key("esc", " 4 answered", FORM),
    Key("f", "How does it end?", FORM),
];
const FORM: &str = "A note with the answer";

/// What a book holds of the walk: its answers, the note with the third, whether it is ended.
fn walked(home: &Home) -> (Vec<String>, String, bool) {
    let sessions = rows(home, &["sessions"], |s| s["checklist"] == "midpoint");
    assert!(sessions.len() < 2, "taken up, never begun twice: {sessions:?}");
    let Some(session) = sessions.first() else { return (Vec::new(), String::new(), false) };
    let answers = session["answers"].as_array().unwrap();
    let text = |a: &Value, key: &str| a[key].as_str().unwrap().to_owned();
    let note = answers.get(2).map(|a| text(a, "note")).unwrap_or_default();
    (answers.iter().map(|a| text(a, "value")).collect(), note, !session["ended"].is_null())
}

/// What the book is to hold once so many keys of the walk are taken.
fn expected(keys: usize) -> (Vec<String>, String, bool) {
    let given = ["yes", "partly", "no", "n/a"];
    let answers = match keys {
        0..=2 => keys,
        3..=9 => 3,
        _ => 4,
    };
    let note = if keys > 8 { "Zqjx" } else { "" };
    (given.iter().take(answers).map(|v| (*v).to_owned()).collect(), note.to_owned(), keys > WALK.len())
}

#[test]
fn killed_between_any_two_keys_a_walk_loses_at_most_the_key_in_flight() {
    let whole = book(&["Amara"]);
    for taken in 0..=WALK.len() {
        let home = whole.copy();
        let mut seat = sit(&home, DAY, "1 child");
        open_midpoint(&mut seat);
        for Key(key, shown, gone) in &WALK[..taken] {
            seat.press(key);
            seat.until(shown, |s| s.contains(shown) && !s.contains(gone));
        }
        // The next key is on its way when the program dies; the last one ends the walk.
        seat.press(WALK.get(taken).map_or("enter", |Key(key, ..)| key));
        seat.signal("KILL");
        assert!(!seat.ended().0.success());
        let kept = walked(&home);
        assert!(kept == expected(taken) || kept == expected(taken + 1), "after {taken} keys: {kept:?}");
        if !(5..=8).contains(&taken) || !kept.1.is_empty() {
            continue;
        }
        // Killed within the note: what was typed of it is there when it is opened again.
        let mut seat = sit(&home, DAY, "1 child");
        open_midpoint(&mut seat);
        seat.press("up o");
        let typed = "Zqjx".get(..taken - 4).unwrap();
        seat.until(typed, |s| s.contains("Taken up where you left off") && s.contains(typed));
    }
}

/// Opens the walk half-way to the next review, begun or not.
fn open_midpoint(seat: &mut Seat) {
    seat.press("o");
    seat.see("Go through which checklist");
    seat.write("Half-way");
    seat.see("> Half-way");
    seat.press("enter");
    seat.see(" answered");
}

#[test]
fn another_practice_asks_other_questions_and_keeps_the_answers() {
    let home = book(&["Amara"]);
    let mut seat = sit(&home, DAY, "1 child");
    open_midpoint(&mut seat);
    seat.see("Is the whole care plan up to date?");
    seat.press("n");
    seat.see(" 1 answered");
    seat.press("esc");
    seat.see("╭ Checklists");
    seat.press("p");
    seat.see("Work by which practice?");
    seat.write("Luton");
    seat.see("> Luton");
    seat.press("enter");
    seat.see("yes, work by Luton");
    seat.write("yes");
    seat.see("> yes");
    seat.press("enter");
    seat.until("the practice", |s| s.contains("Luton ·"));
    open_midpoint(&mut seat);
    seat.see(" 1 answered");
    seat.press("up");
    seat.see("Are parts 1 and 2 of the care plan up to date?");
    seat.press("q");
    assert!(seat.ended().0.success());
    let due = rows(&home, &["sessions"], |s| s["checklist"] == "midpoint").remove(0);
    assert_eq!(due["answers"][0]["value"], "no");
    assert_eq!(due["answers"][0]["ask"], "Are parts 1 and 2 of the care plan up to date?");
}

#[test]
fn a_whole_review_from_run_up_to_distributed_record() {
    let home = book(&["Gwen"]);
    let child = |row: &Value| row["child"] == "101";
    let mut hand = Hand::at(&home, DAY, "1 child");
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
    hand.seat.see("Next step");
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
    let (keys, answers) = (hand.keys, hand.answers);
    assert!(hand.seat.ended().0.success());

    // The day itself: what was discussed, who came, what was decided, when the next one is.
    let mut hand = Hand { keys, answers, ..Hand::at(&home, REVIEWED, "1 child") };
    hand.press("h");
    hand.seat.see("Review 2 of Gwen Example was held");
    hand.press("tab a ctrl-s");
    hand.seat.see("Hold review 2 of Gwen Example on Fri 4 Dec 2026");
    hand.press("H");
    hand.seat.see("Review 2 · limit");
    hand.press("W");
    hand.seat.see("Somebody else at review 2");
    hand.seat.write("parent");
    hand.press("tab");
    hand.seat.write("Maya Example");
    hand.seat.see("Maya Example");
    hand.press("tab a ctrl-s");
    hand.seat.until("who came", |s| !s.contains("Ctrl-s save"));
    hand.press("a");
    hand.seat.see("A decision about Gwen Example");
    hand.seat.write("Find a train that lets her brother come to tea");
    hand.press("tab right tab");
    hand.seat.write("18 dec");
    hand.seat.see("18 dec");
    hand.press("ctrl-s");
    hand.seat.until("the decision", |s| !s.contains("Ctrl-s save"));
    // Back at the top, on to the agenda: the first matter covered, the second with words.
    hand.press("home tab");
    hand.seat.see("Is the agenda agreed");
    hand.press("y enter");
    hand.seat.see("a matter of the agenda");
    hand.seat.write("Wants to show her brother her room.");
    hand.seat.see("her room.");
    hand.press("tab y ctrl-s");
    hand.seat.until("the matter", |s| s.contains("✎") && !s.contains("Ctrl-s save"));
    hand.press("f");
    hand.seat.see("How does it end?");
    hand.seat.write("on track");
    hand.seat.see("> on track");
    hand.press("enter");
    hand.seat.see("CASE NOTE");
    hand.press("enter");
    hand.seat.until("the review again", |s| !s.contains("CASE NOTE") && s.contains("Review 2 · limit"));
    hand.press("1 1");
    hand.seat.see("Next step");
    hand.press("b");
    hand.seat.see("Review 3 of Gwen Example: limit");
    hand.press("enter");
    hand.seat.see("Book review 3 of Gwen Example");
    hand.press("ctrl-u");
    hand.seat.write("20 may");
    hand.press("ctrl-s");
    hand.seat.see("Book review 3 of Gwen Example on Thu 20 May 2027");
    // What follows: one walk ticks the chain off.
    for list in ["Before people leave", "After the review"] {
        hand.press("o");
        hand.seat.see("Go through which checklist");
        hand.seat.write(list);
        hand.seat.see(&format!("> {list}"));
        hand.press("enter");
        hand.seat.see(" 0 answered");
        hand.walk_through();
        hand.press("enter");
        hand.seat.until("no box", |s| !s.contains("CASE NOTE"));
    }
    // What was answered is what there is to say, as words are.
    let keys = hand.keys - hand.answers;
    assert!(keys <= 60, "{keys} keys beside {} answers", hand.answers);
    hand.press("q");
    assert!(hand.seat.ended().0.success());

    let sessions = rows(&home, &["sessions"], child);
    let session = |list: &str| sessions.iter().find(|s| s["checklist"] == list).unwrap();
    for (list, outcome, day) in [
        ("pre-review", "ready", DAY),
        ("review-agenda", "on-track", REVIEWED),
        ("review-end", "complete", REVIEWED),
        ("after-review", "complete", REVIEWED),
    ] {
        let ended = session(list);
        assert_eq!((&ended["outcome"], &ended["ended"]), (&outcome.into(), &day.into()), "{list}");
        assert!(ended["answers"].as_array().unwrap().iter().all(|a| a["date"] == day));
        if list != "review-agenda" {
            let text = |a: &Value| a["value"] == "yes" || a["value"] == SETTLED;
            assert!(ended["answers"].as_array().unwrap().iter().all(text), "{ended}");
        }
    }
    let matters = session("review-agenda")["answers"].as_array().unwrap();
    let noted = |n: usize| (matters[n]["value"].as_str().unwrap(), matters[n]["note"].as_str().unwrap());
    assert_eq!(matters.len(), 2);
    assert_eq!([noted(0), noted(1)], [("yes", ""), ("yes", "Wants to show her brother her room.")]);
    let done = |duty: &str| {
        let of = rows(&home, &["due"], |d| child(d) && d["duty"] == duty && d["review"] == 2);
        of[0]["done_on"].as_str().map(str::to_owned)
    };
    for duty in ["child-seen", "invitees-discussed", "consultation-papers", "sw-consulted", "sw-report"] {
        assert_eq!(done(duty).as_deref(), Some(DAY), "{duty}");
    }
    for duty in [
        "next-review-agreed",
        "decisions-issued",
        "care-plan-updated",
        "record-written",
        "record-distributed",
    ] {
        assert_eq!(done(duty).as_deref(), Some(REVIEWED), "{duty}");
    }
    let reviews = rows(&home, &["reviews"], child);
    let review = reviews.iter().find(|r| r["sequence"] == 2).unwrap();
    assert_eq!((&review["booked"], &review["held"]), (&REVIEWED.into(), &REVIEWED.into()));
    assert_eq!((&review["participation"], &review["on_time"]), (&"PN1".into(), &true.into()));
    let next = reviews.iter().find(|r| r["sequence"] == 3).unwrap();
    assert_eq!((&next["booked"], &next["held"]), (&"2027-05-20".into(), &Value::Null));
    let page = home.json(&["review", "101", "--review", "2"]);
    assert_eq!(page["attendance"][0]["name"], "Maya Example", "{page}");
    let decided = rows(&home, &["decisions"], child).remove(0);
    assert_eq!(decided["text"], "Find a train that lets her brother come to tea");
    assert_eq!(decided["by"], "2026-12-18");
    assert!(decided["owner"].is_string(), "{decided}");
    let said = rows(&home, &["voice"], child);
    assert_eq!(said[0]["text"], "I want my brother there.");
    let contact = rows(&home, &["notes"], |n| child(n) && n["kind"] == "spoke").remove(0);
    assert_eq!((&contact["with"], &contact["pasted"]), (&"the carer".into(), &false.into()));
    let notes = rows(&home, &["notes", "--unpasted"], |n| child(n) && n["kind"] == "session");
    assert_eq!(notes.len(), 4, "one for each checklist, ready to paste");
    let left = rows(&home, &["sessions", "--due"], |t| t["instance"] == "review:2");
    assert!(left.is_empty(), "{left:?}");
}
