//! Children handed over and received from the screen, taken out for good, and another passphrase.

use std::path::{Path, PathBuf};

use super::*;
use crate::store::{Cost, Store};

const PASSPHRASE: &str = "marble kettle ostrich velvet";
const OF_BUNDLE: &str = "quiet river lantern moss";

/// A book on disk with invented children.
fn book(folder: &Path, name: &str, children: usize) -> App {
    let file = folder.join(name);
    let begun = Desk::behind(today(), children, 7, None).unwrap();
    begun.store.save_with(&file, PASSPHRASE.as_bytes(), Cost::for_tests()).unwrap();
    open(file)
}

fn open(file: PathBuf) -> App {
    let desk = Desk::open(&file, PASSPHRASE.as_bytes(), today(), None).unwrap();
    App::new(desk, Options { book: Some(file), ..Options::default() })
}

fn hand_over(app: &mut App, bundle: &Path) {
    press(app, "M");
    assert!(text(app).contains("Picked at random for you:"), "{}", text(app));
    press(app, "tab");
    type_in(app, "B. Second");
    press(app, "tab ctrl-u");
    type_in(app, bundle.to_str().unwrap());
    press(app, "tab");
    type_in(app, "too weak");
    assert!(text(app).contains("What you typed: Weak"), "{}", text(app));
    press(app, "ctrl-s");
    assert!(text(app).contains("15 is the least"), "{}", text(app));
    press(app, "ctrl-u");
    type_in(app, OF_BUNDLE);
    assert!(text(app).contains("What you typed: Strong") || text(app).contains("What you typed: Fair"));
    press(app, "tab");
    type_in(app, OF_BUNDLE);
    press(app, "ctrl-s");
}

fn receive(app: &mut App, bundle: &Path, secret: &str) {
    press(app, "J");
    type_in(app, bundle.to_str().unwrap());
    press(app, "tab");
    type_in(app, secret);
    press(app, "ctrl-s");
}

#[test]
fn a_child_is_handed_over_looked_into_and_received_once() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("b.bundle");
    let mut mine = book(folder.path(), "mine.casebook", 3);
    let child = mine.subject().unwrap();
    let number = mine.row(child).unwrap().case.child.number.clone();
    hand_over(&mut mine, &bundle);
    assert!(mine.message.text.contains("1 child, marked as handed over"), "{}", text(&mine));
    assert!(mine.row(child).unwrap().case.handed.is_some() && mine.layers.is_empty());
    hand_over(&mut mine, &bundle);
    assert!(text(&mine).contains("exists already"), "{}", text(&mine));
    press(&mut mine, "esc");

    let mut theirs = book(folder.path(), "theirs.casebook", 0);
    receive(&mut theirs, &bundle, "not the right one at all");
    assert_eq!(theirs.scope(), Scope::Form, "{}", text(&theirs));
    press(&mut theirs, "esc");
    receive(&mut theirs, &bundle, OF_BUNDLE);
    assert!(text(&theirs).contains("1 child new to your book, 0 known"), "{}", text(&theirs));
    press(&mut theirs, "esc");
    assert!(theirs.desk.board.children().is_empty(), "looking changes nothing");
    receive(&mut theirs, &bundle, OF_BUNDLE);
    press(&mut theirs, "t");
    assert!(theirs.message.text.starts_with("Receive 1 child from"), "{}", theirs.message.text);
    assert!(theirs.desk.board.find(&number).is_ok());
    receive(&mut theirs, &bundle, OF_BUNDLE);
    assert!(theirs.message.text.contains("was received on"), "{}", theirs.message.text);
    press(&mut theirs, "u");
    press(&mut theirs, "down enter");
    assert!(theirs.desk.board.children().is_empty(), "{}", text(&theirs));

    // What differs is shown field by field, and one's own can stay.
    let changed = Child { surname: "Otherwise".to_owned(), ..mine.row(child).unwrap().case.child.clone() };
    mine.desk.save_child(changed).unwrap();
    receive(&mut mine, &bundle, OF_BUNDLE);
    assert!(text(&mine).contains("yours: Otherwise"), "{}", text(&mine));
    press(&mut mine, "k");
    assert_eq!(mine.row(child).unwrap().case.child.surname, "Otherwise");
}

#[test]
fn whose_care_is_over_is_listed_and_taken_out_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = book(folder.path(), "b.casebook", 3);
    press(&mut app, "Z");
    let child = app.subject().unwrap();
    if app.layers.is_empty() {
        assert!(app.message.text.contains("No child's care has ended"), "{}", app.message.text);
    }
    press(&mut app, "esc");
    app.desk.leave_care(child, "2026-06-01".parse().unwrap(), None).unwrap();
    app.refresh();
    let name = app.row(child).unwrap().case.child.name();
    press(&mut app, "Z");
    type_in(&mut app, &name);
    assert!(text(&app).contains("time has come"), "{}", text(&app));
    press(&mut app, "enter enter");
    assert!(app.row(child).is_some(), "no comes first");
    press(&mut app, "Z");
    type_in(&mut app, &name);
    press(&mut app, "enter down enter");
    assert!(app.row(child).is_none(), "{}", text(&app));
    assert!(text(&app).contains("sha256"), "{}", text(&app));
    assert!(app.desk.store.verify().unwrap().sound());
}

#[test]
fn another_passphrase_opens_the_book_and_the_old_one_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = book(folder.path(), "b.casebook", 1);
    let new = |app: &mut App, old: &str| {
        press(app, "K");
        for (n, words) in [old, OF_BUNDLE, OF_BUNDLE].into_iter().enumerate() {
            press(app, if n == 0 { "" } else { "tab" });
            type_in(app, words);
        }
        press(app, "ctrl-s");
    };
    new(&mut app, "not the one it is");
    assert_eq!(app.scope(), Scope::Form, "{}", text(&app));
    press(&mut app, "esc");
    new(&mut app, PASSPHRASE);
    assert!(text(&app).contains("The passphrase is changed"), "{}", text(&app));
    let file = app.options.book.clone().unwrap();
    drop(app);
    assert!(Store::open(&file, PASSPHRASE.as_bytes()).is_err());
    assert!(Store::open(&file, OF_BUNDLE.as_bytes()).is_ok());
}
