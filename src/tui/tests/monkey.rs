//! Somebody who presses anything: random keys, words and pastes on a book on disk, with screens of any size, locks, and
//! deaths at any moment. Nothing ends the program, every act that was there is there again, and the book is whole.
//! CASEBOOK_KEYS names how many keys; the same ones come in every run.

use std::path::{Path, PathBuf};

use super::*;
use crate::store::Cost;
use crate::tui::app::Seat;

const PASSPHRASE: &[u8] = b"marble kettle ostrich velvet";
const WORDS: [&str; 8] =
    ["Mum", "12 dec 2026", "école 👩‍👩‍👧", "e\u{301}\u{301}\u{1b}[2J\u{202e}x", "-3", "yes", "x\ny\tz", ""];

struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// A folder with the book, as it is at this moment: what a death would leave.
fn as_it_lies(folder: &Path) -> tempfile::TempDir {
    let new = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
        std::fs::copy(&file, new.path().join(file.file_name().unwrap())).unwrap();
    }
    new
}

fn book_in(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("b.casebook")
}

fn open(folder: &tempfile::TempDir, seat: Seat) -> App {
    let book = book_in(folder);
    let desk = Desk::open(&book, PASSPHRASE, today(), None).unwrap();
    App::resumed(desk, Options { book: Some(book), ..Options::default() }, seat)
}

/// The acts that can be taken back or done again, and what was typed and is kept.
fn kept(app: &App) -> (Vec<String>, Vec<String>) {
    let acts = app.desk.store.history(1000).unwrap();
    let drafts = app.desk.store.drafts().unwrap();
    let act = |a: &crate::store::DoneAct| format!("{:?} {} {}", a.id, a.undone, a.label);
    (acts.iter().map(act).collect(), drafts.iter().map(|d| format!("{} {}", d.key, d.text)).collect())
}

/// Whether the screen is about to write a file for others: that is done by other tests, in folders of theirs.
fn writes_a_file(app: &App) -> bool {
    let asked = |line: &String| line.contains("Write ") && (line.contains("file") || line.contains("folder"));
    app.scope() == Scope::File || screen(app, (120, 40)).iter().any(asked)
}

#[test]
fn keys_pressed_at_random_end_nothing_and_lose_nothing() {
    let wanted: usize = std::env::var("CASEBOOK_KEYS").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    let mut folder = tempfile::tempdir().unwrap();
    let begun = Desk::behind(today(), 12, 7, None).unwrap();
    begun.store.save_with(&book_in(&folder), PASSPHRASE, Cost::for_tests()).unwrap();
    let mut app = open(&folder, Seat::default());
    let known: Vec<&str> = KEYS.iter().flat_map(|entry| entry.keys).copied().collect();
    let (mut dice, mut locks, mut deaths, mut most) = (Dice(7), 0, 0, 0);
    for n in 0..wanted {
        match dice.throw(100) {
            0..75 => {
                let key = match dice.throw(4) {
                    0 => ["enter", "tab", "down", "esc"][dice.throw(4)],
                    _ => known[dice.throw(known.len())],
                };
                let writes = matches!(key, "enter" | "ctrl-s") && writes_a_file(&app);
                app.key(event(if writes { "esc" } else { key }));
            }
            75..80 if !writes_a_file(&app) => app.key(event("ctrl-s")),
            80..92 => WORDS[dice.throw(8)]
                .chars()
                .filter(|c| !c.is_control())
                .for_each(|c| app.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))),
            92..97 => app.paste(WORDS[dice.throw(8)]),
            _ => {}
        }
        app.flush();
        (app.clip, app.import) = (None, None);
        screen(&app, (1 + dice.throw(140) as u16, 1 + dice.throw(50) as u16));
        let end = app.fate != Fate::Stay || n % 97 == 0 || n + 1 == wanted;
        if !end {
            continue;
        }
        let before = kept(&app);
        most = most.max(before.0.len());
        let seat = if app.fate == Fate::Lock { app.seat() } else { Seat::default() };
        if app.fate == Fate::Stay {
            // It dies: what lies on the disk now is all there is.
            folder = as_it_lies(folder.path());
            deaths += 1;
        } else {
            locks += 1;
        }
        drop(app);
        app = open(&folder, seat);
        assert_eq!(kept(&app), before, "after key {n}");
        let verdict = app.desk.store.verify().unwrap();
        assert!(verdict.sound(), "after key {n}: {:?}", verdict.problems);
    }
    println!("monkey: {wanted} keys, {most} acts, {locks} locks and leavings, {deaths} deaths, nothing lost");
    assert!(most > 0 && locks > 0 && deaths > 0);
}
