//! What a case asks of an IRO from its first day on, at a real terminal and by keys alone: a new child up to the first
//! review, a year of a child, a concern from its raising to its end, a handover. What was done is read back from the
//! command line.

use crate::day::{Hand, book, rows};
use crate::seat::Home;

const OF_BUNDLE: &str = "marble kettle ostrich velvet";
const NONE: [&str; 0] = [];

impl Hand {
    /// Presses keys, then waits for what they lead to.
    fn go(&mut self, keys: &str, shown: &str) {
        self.press(keys);
        self.seat.see(shown);
    }

    /// Types words and waits until they are there.
    fn say(&mut self, words: &str) {
        self.seat.write(words);
        self.seat.see(words);
    }

    /// Presses keys in a form until it is gone.
    fn save(&mut self, keys: &str) {
        self.press(keys);
        self.seat.until("the form saved", |s| !s.contains("Ctrl-s save"));
    }

    /// Books the next review for a day that is typed.
    fn book(&mut self, day: &str, told: &str) {
        self.go("b", ": limit ");
        self.go("enter", "Book review");
        self.press("ctrl-u");
        self.say(day);
        self.go("ctrl-s", told);
    }

    /// Records the booked review as held, the child there and speaking.
    fn hold(&mut self) {
        self.go("h", "was held");
        self.go("tab a ctrl-s", "Hold review");
    }

    /// Goes through the mid-point and closes its note.
    fn midpoint(&mut self) {
        self.go("o", "Go through which checklist");
        self.say("Half-way");
        self.go("enter", " 0 answered");
        self.walk_through();
        self.press("enter");
        self.seat.until("no box", |s| !s.contains("CASE NOTE"));
        self.go("1", "Next step");
    }

    fn leave(mut self) {
        self.press("q");
        assert!(self.seat.ended().0.success());
    }
}

/// A child that is heard of on the first day of a book.
fn added(home: &Home) -> Hand {
    let mut hand = Hand::at(home, "2026-11-23", "No child is recorded yet");
    hand.go("n", "A new child");
    for (keys, words) in [
        ("", "201"),
        ("tab", "Iris"),
        ("tab", "Example"),
        ("tab", "3 may 2014"),
        ("tab tab", "23 nov 2026"),
        ("tab", "C1"),
        ("tab", "U1"),
    ] {
        hand.press(keys);
        hand.seat.write(words);
    }
    hand.seat.see("U1 Foster");
    hand.go("ctrl-s", "Add Iris Example");
    hand
}

#[test]
fn a_new_case_from_the_call_to_its_first_review() {
    let home = Home::begun();
    let mut hand = added(&home);
    // Found, asked why, a contact, a day: each in the keys that were promised, words not counted.
    let counted = |hand: &mut Hand, most: usize, act: &mut dyn FnMut(&mut Hand)| {
        let before = hand.keys;
        act(hand);
        assert!(hand.keys - before <= most, "{} keys where {most} were promised", hand.keys - before);
    };
    counted(&mut hand, 1, &mut |hand| hand.go("x", "this day is not counted"));
    hand.press("esc");
    hand.seat.until("no box", |s| !s.contains("Esc close"));
    counted(&mut hand, 2, &mut |hand| {
        hand.press("/");
        hand.say("iris");
        hand.go("enter", "Overview");
    });
    counted(&mut hand, 2, &mut |hand| {
        hand.go("c", "A contact about");
        // s, as the form says, is how: spoke to.
        hand.seat.write("sthe carer: She slept well.");
        hand.seat.see("slept well");
        hand.go("ctrl-s", "With: the carer");
    });
    hand.press("enter");
    hand.seat.until("no box", |s| !s.contains("CASE NOTE"));
    counted(&mut hand, 2, &mut |hand| {
        hand.go("b", "Review 1 of Iris Example: limit Mon 21 Dec 2026");
        hand.go("space", "Book review 1 of Iris Example on");
    });
    counted(&mut hand, 2, &mut |hand| {
        hand.go("e", "Raise a concern");
        hand.say("No school named");
        hand.go("ctrl-s", "Raise a concern: Iris Example");
    });
    hand.leave();
    let review = rows(&home, &["reviews"], |_| true).remove(0);
    let booked = review["booked"].as_str().unwrap().to_owned();
    assert!(review["held"].is_null() && *booked <= *"2026-12-21", "{review}");

    let mut hand = Hand::at(&home, &booked, "1 child");
    hand.hold();
    hand.leave();
    let review = rows(&home, &["reviews"], |r| !r["held"].is_null()).remove(0);
    assert_eq!((&review["held"], &review["on_time"]), (&booked.into(), &true.into()));
    assert_eq!(review["participation"], "PN1");
    let contact = rows(&home, &["notes"], |n| n["kind"] == "spoke").remove(0);
    assert_eq!((&contact["with"], &contact["text"]), (&"the carer".into(), &"She slept well.".into()));
    assert_eq!(rows(&home, &["escalations"], |_| true)[0]["text"], "No school named");
    assert_eq!(home.json(&["show", "201"])["placements"][0]["code"], "U1");
}

#[test]
fn a_year_of_a_child() {
    let home = Home::begun();
    let mut hand = added(&home);
    hand.book("15 dec 2026", "on Tue 15 Dec 2026");
    hand.leave();
    let mut hand = Hand::at(&home, "2026-12-15", "1 child");
    hand.hold();
    hand.book("9 mar 2027", "on Tue 9 Mar 2027");
    hand.leave();
    let mut hand = Hand::at(&home, "2027-01-26", "1 child");
    hand.midpoint();
    hand.go("W", "What Iris Example said");
    hand.say("I like it here.");
    hand.go("ctrl-s", "CASE NOTE");
    hand.press("enter");
    hand.seat.until("no box", |s| !s.contains("CASE NOTE"));
    hand.leave();
    let mut hand = Hand::at(&home, "2027-03-09", "1 child");
    hand.hold();
    hand.book("2 sep 2027", "on Thu 2 Sep 2027");
    hand.leave();
    let mut hand = Hand::at(&home, "2027-06-04", "1 child");
    hand.midpoint();
    hand.leave();
    let mut hand = Hand::at(&home, "2027-09-02", "1 child");
    hand.hold();
    hand.go("H", "Review 3 · limit");
    hand.go("a", "A decision about Iris Example");
    hand.say("Weekly calls with her brother");
    hand.save("ctrl-s");
    hand.go("1 1", "Next step");
    hand.book("24 feb 2028", "on Thu 24 Feb 2028");
    hand.leave();

    let reviews = rows(&home, &["reviews"], |_| true);
    let held: Vec<&str> = reviews.iter().filter_map(|r| r["held"].as_str()).collect();
    assert_eq!(held, ["2026-12-15", "2027-03-09", "2027-09-02"]);
    assert!(reviews.iter().filter(|r| !r["held"].is_null()).all(|r| r["on_time"] == true), "{reviews:?}");
    assert_eq!(reviews.last().unwrap()["booked"], "2028-02-24");
    let midpoints = rows(&home, &["sessions"], |s| s["checklist"] == "midpoint" && !s["ended"].is_null());
    assert_eq!(midpoints.len(), 2, "{midpoints:?}");
    assert_eq!(rows(&home, &["voice"], |_| true)[0]["text"], "I like it here.");
    assert_eq!(rows(&home, &["decisions"], |_| true)[0]["text"], "Weekly calls with her brother");
}

#[test]
fn a_concern_from_its_raising_to_its_end() {
    let home = book(&["Gwen"]);
    let mut hand = Hand::at(&home, "2026-11-23", "1 child");
    hand.go("e", "Raise a concern");
    hand.say("No visit for nine weeks");
    hand.go("ctrl-s", "Raise a concern: Gwen Example");
    hand.leave();
    // Nobody answers well: on to the next stage, with the message to its reader.
    let mut hand = Hand::at(&home, "2026-11-30", "1 child");
    hand.go("4", "Informal: social worker and team manager 1");
    hand.go("m", "is what the protocol proposes");
    hand.say("Not satisfied");
    hand.go("enter", "Gwen Example · Not satisfied");
    hand.say("A visit is promised for January.");
    hand.go("ctrl-s", "Formal: service manager 1");
    hand.leave();
    let mut hand = Hand::at(&home, "2026-12-01", "1 child");
    hand.go("4", "Formal: service manager 1");
    hand.go("m", "is what the protocol proposes");
    hand.go("enter", "Gwen Example · Raised with");
    hand.say("Asked for the visit and its date.");
    hand.go("ctrl-s", "reply ");
    hand.leave();
    let mut hand = Hand::at(&home, "2026-12-07", "1 child");
    hand.go("4", "Formal: service manager 1");
    hand.go("m", "is what the protocol proposes");
    hand.say("Satisfied");
    hand.go("enter", "Gwen Example · Satisfied");
    hand.say("Visited on Friday.");
    hand.go("ctrl-s", "To close 1");
    hand.go("X", "Close: Gwen Example");
    hand.say("She saw her worker at home and chose her room.");
    hand.press("tab s r tab");
    hand.say("the carer");
    hand.press("tab");
    hand.say("4 dec");
    hand.go("ctrl-s", "Closed 1");
    hand.leave();

    let concern = rows(&home, &["escalations"], |_| true).remove(0);
    assert_eq!(concern["closed"], "2026-12-07", "{concern}");
    assert_eq!(concern["effect"], "She saw her worker at home and chose her room.");
    let moves: Vec<&str> =
        concern["moves"].as_array().unwrap().iter().filter_map(|m| m["move"].as_str()).collect();
    assert_eq!(moves, ["not-satisfied", "raised", "satisfied", "close"], "{concern}");
}

#[test]
fn children_are_handed_over_and_received() {
    let (from, to) = (book(&["Ada", "Ben"]), Home::begun());
    let bundle = from.path("over.bundle");
    let bundle = bundle.to_str().unwrap();
    let mut hand = Hand::at(&from, "2026-11-22", "2 children");
    hand.go("space space M", "the 2 that are marked");
    hand.press("tab");
    hand.say("B. Second");
    hand.press("tab ctrl-u");
    hand.seat.write(bundle);
    for _ in 0..2 {
        hand.press("tab");
        hand.seat.write(OF_BUNDLE);
    }
    hand.go("ctrl-s", "marked as handed over");
    assert!(!hand.seat.text().contains(OF_BUNDLE));
    hand.leave();
    let mut hand = Hand::at(&to, "2026-11-23", "No child is recorded yet");
    hand.go("J", "Receive children from a bundle");
    hand.seat.write(bundle);
    hand.press("tab");
    hand.seat.write(OF_BUNDLE);
    hand.go("ctrl-s", "2 children new to your book");
    hand.go("t", "Receive 2 children from");
    hand.leave();

    let names = |home: &Home| -> Vec<String> {
        rows(home, &["list"], |_| true).iter().map(|c| c["name"].as_str().unwrap().to_owned()).collect()
    };
    let mut received = names(&to);
    received.sort();
    assert_eq!(received, ["Ada Example", "Ben Example"]);
    assert!(rows(&from, &["list"], |c| c["handed_over"].is_null()).is_empty());
    let reviews = |home: &Home| rows(home, &["reviews"], |r| r["child"] == "101" && !r["held"].is_null());
    assert_eq!(reviews(&to), reviews(&from));
    assert!(to.run(["verify"], NONE).status.success());
}
