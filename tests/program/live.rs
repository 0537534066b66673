//! The real program at a real terminal: set-up, unlocking, locking, resizing, being killed.

use crate::seat::{Home, PASSPHRASE, Seat};

/// Unlocks the book and waits for its caseload.
fn unlocked(home: &Home) -> Seat {
    let mut seat = home.sit(&[]);
    seat.see("Passphrase");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("12 children");
    seat
}

#[test]
fn first_run_sets_a_book_up_and_the_next_unlocks_it() {
    let home = Home::new();
    let mut seat = home.sit(&[]);
    seat.see("Welcome to Casebook");
    seat.press("n");
    seat.see("A new casebook");
    seat.write("A. Reviewer");
    seat.press("tab right tab");
    seat.write("too short");
    seat.press("ctrl-s");
    seat.see("15 is the least");
    seat.press("ctrl-u");
    seat.write(PASSPHRASE);
    seat.press("tab");
    seat.write("another one altogether");
    seat.press("ctrl-s");
    seat.see("not the same");
    assert!(!home.book().exists(), "nothing is made before the form is right");
    seat.press("ctrl-u");
    seat.write(PASSPHRASE);
    seat.press("ctrl-s");
    seat.see("No child is recorded yet");
    assert!(!seat.text().contains(PASSPHRASE));
    seat.press("q");
    let (status, given_back) = seat.ended();
    assert!(status.success() && given_back, "{status:?}");

    let mut seat = home.sit(&[]);
    seat.see("Unlock");
    seat.write("not the passphrase");
    seat.press("enter");
    seat.see("does not open the book");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("No child is recorded yet");
    seat.press("q");
    assert!(seat.ended().0.success());
}

#[test]
fn a_recovery_code_made_on_screen_opens_the_book_in_the_place_of_a_lost_passphrase() {
    let home = Home::with_book();
    let mut seat = unlocked(&home);
    seat.press("ctrl-k");
    seat.see("shown once");
    seat.write("not the passphrase");
    seat.press("enter");
    seat.see("does not open the book");
    seat.press("ctrl-u");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("Write it on paper now");
    let text = seat.text();
    let is_code = |word: &&str| word.len() == 34 && word.split('-').all(|group| group.len() == 4);
    let code =
        text.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code in\n{text}")).to_owned();
    seat.press("esc");
    seat.until("the code gone", |screen| !screen.contains("Write it on paper now"));
    seat.press("q");
    assert!(seat.ended().0.success());

    let mut seat = home.sit(&[]);
    seat.see("Is it lost?");
    seat.write(&code.to_lowercase());
    seat.press("enter");
    seat.see("That is a recovery code.");
    seat.write("marigold under the tin roof");
    seat.press("tab");
    seat.write("marigold under the tin roof");
    seat.press("ctrl-s");
    seat.see("12 children");
    seat.press("q");
    assert!(seat.ended().0.success());

    let mut seat = home.sit(&[]);
    seat.see("Unlock");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("does not open the book");
}

#[test]
fn a_new_person_can_look_round_first_and_leaves_nothing_behind_unasked() {
    let home = Home::new();
    let mut seat = home.sit(&[]);
    seat.see("Welcome to Casebook");
    seat.press("d");
    seat.see("64 children");
    seat.press("q");
    seat.see("Welcome to Casebook");
    seat.press("n");
    seat.see("A new casebook");
    seat.write("A. Reviewer");
    seat.press("esc");
    seat.see("Leave?");
    seat.press("esc");
    seat.see("Welcome to Casebook");
    seat.press("q");
    assert!(seat.ended().0.success());
    assert!(!home.book().exists());
}

#[test]
fn the_set_up_reads_a_return_and_one_undo_takes_it_back() {
    let home = Home::new();
    let mut seat = home.sit(&[]);
    seat.see("Welcome to Casebook");
    seat.press("n");
    seat.see("A new casebook");
    seat.write("A. Reviewer");
    seat.press("tab tab");
    seat.write(PASSPHRASE);
    seat.press("tab");
    seat.write(PASSPHRASE);
    seat.press("tab");
    seat.write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ssda903_dev"));
    seat.press("enter");
    seat.see("The return was read");
    seat.see("Taken: children 70");
    seat.press("enter");
    seat.see("Next step");
    seat.press("u");
    seat.see("Take this back?");
    seat.press("down enter");
    seat.see("No child is recorded yet");
    seat.press("q");
    assert!(seat.ended().0.success());
}

#[test]
fn a_second_program_is_told_who_holds_the_book() {
    let home = Home::with_book();
    let seat = unlocked(&home);
    let second = home.run(["list"], [""; 0]);
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(4), "{said}");
    assert!(said.contains("is open in another Casebook (process "), "{said}");
    drop(seat);
    assert!(home.run(["list"], [""; 0]).status.success(), "a dead program holds nothing");
}

#[test]
fn resizing_keeps_the_cursor_on_its_child() {
    let home = Home::with_book();
    let mut seat = unlocked(&home);
    seat.press("down down down");
    seat.press("enter");
    seat.see("Overview");
    let name = |seat: &Seat| seat.text().lines().nth(1).unwrap().to_owned();
    let shown = name(&seat);
    let who: String = shown.trim_matches(|c: char| !c.is_alphabetic()).chars().take(6).collect();
    for size in [(120, 40), (60, 15), (80, 24)] {
        seat.resize(size);
        seat.until(&format!("{who} at {size:?}"), |screen| {
            let lines: Vec<&str> = screen.lines().collect();
            lines.len() == usize::from(size.1) && lines[1].contains(&who) && lines[0].contains("1 Caseload")
        });
    }
    seat.press("q");
    assert!(seat.ended().0.success());
}

#[test]
fn the_mouse_is_heard_while_the_desk_is_seen_and_nowhere_else() {
    let home = Home::with_book();
    let mut seat = unlocked(&home);
    assert!(seat.hears_mouse());
    seat.click(14, 1);
    seat.see("November 2026");
    // Half a report, then a letter.
    seat.write("\u{1b}[<0;7");
    seat.press("g");
    seat.see("Go to a day");
    seat.press("esc");
    seat.until("no form", |s| !s.contains("Go to a day"));
    seat.press("3");
    seat.see("╭ Checklists");
    seat.signal("TSTP");
    seat.until("the screen given back", |s| !s.contains("╭ Checklists"));
    assert!(!seat.hears_mouse(), "nor while the program is stopped");
    seat.signal("CONT");
    seat.see("╭ Checklists");
    assert!(seat.hears_mouse());
    seat.press("ctrl-l");
    seat.see("Unlock");
    assert!(!seat.hears_mouse(), "text can be marked where the passphrase is asked for");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("╭ Checklists");
    seat.press("q");
    assert!(seat.ended().1, "given back");
    let mut seat = home.sit(&["--linear"]);
    seat.see("Passphrase");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("12 children");
    assert!(!seat.hears_mouse());
    seat.press("q");
    assert!(seat.ended().0.success());
    let book = home.book();
    let args = ["--book", book.to_str().unwrap(), "--on", "2026-11-22"];
    let mut seat = Seat::with(&home.path(""), &args, (80, 24), &[("TERM", "dumb".into())]);
    seat.see("Passphrase");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("12 children");
    assert!(!seat.hears_mouse(), "on a dumb terminal");
    drop(seat);
    let none: [&str; 0] = [];
    assert!(home.run(["settings", "mouse", "no"], none).status.success());
    let mut seat = unlocked(&home);
    assert!(!seat.hears_mouse(), "as the settings say");
    seat.press("q");
    assert!(seat.ended().0.success());
}

#[test]
fn a_lock_and_a_kill_lose_nothing_that_was_typed() {
    let home = Home::with_book();
    let mut seat = unlocked(&home);
    seat.press("n");
    seat.see("A new child");
    seat.write("T900");
    seat.press("tab");
    seat.write("Zebedee");
    seat.see("Zebedee");
    seat.press("ctrl-l");
    seat.see("Unlock");
    assert!(!seat.text().contains("Zebedee"));
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("Zebedee");
    seat.see("Sun 22 Nov 2026");
    seat.press("tab");
    seat.write("Quill");
    seat.see("Quill");
    seat.signal("KILL");
    seat.ended();
    let mut seat = unlocked(&home);
    seat.press("n");
    seat.see("Quill");
    seat.press("ctrl-s");
    seat.see("Add Zebedee Quill");
    seat.press("q");
    assert!(seat.ended().0.success());
}

#[test]
fn a_kill_between_two_answers_loses_none_that_was_shown_as_saved() {
    let home = Home::with_book();
    let mut seat = unlocked(&home);
    seat.press("3");
    seat.see("╭ Checklists");
    seat.press("enter");
    seat.see("one key answers");
    let mut said = String::new();
    for _ in 0..3 {
        seat.press("x");
        let message = |screen: &str| screen.lines().find(|l| l.contains("Answer \"n/a\"")).map(str::to_owned);
        let before = said.clone();
        seat.until("another answer saved", |screen| message(screen).is_some_and(|m| m != before));
        said = message(&seat.text()).unwrap();
    }
    seat.signal("KILL");
    assert!(!seat.ended().0.success());
    let acts = home.json(&["undo", "--list"]);
    let answers =
        acts.as_array().unwrap().iter().filter(|a| a["label"].as_str().unwrap().starts_with("Answer"));
    assert_eq!(answers.count(), 3, "{acts}");
    assert!(home.run(["verify"], [""; 0]).status.success());
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let home = Home::with_book();
    let seat = unlocked(&home);
    assert!(!seat.close().success());
    assert!(home.run(["list"], [""; 0]).status.success());
}

#[test]
fn a_signal_gives_the_terminal_back_and_ends_the_program() {
    let home = Home::with_book();
    for signal in ["HUP", "TERM", "INT"] {
        let mut seat = unlocked(&home);
        seat.signal(signal);
        let (status, given_back) = seat.ended();
        assert!(!status.success() && given_back, "{signal}: {status:?}, given back: {given_back}");
    }
}
