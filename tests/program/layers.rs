//! Who may know whom: the source is read and a path to a room that it may not name fails the test, so that
//! the layout cannot rot unseen. The table below is the rule; to change it is to change the architecture.

use std::fs;
use std::path::{Path, PathBuf};

use crate::source::{self, Named, Names};

/// What a room (a folder or file right under `src`) may name of this crate, and what it never may.
struct Room {
    name: &'static str,
    /// The rooms it may name beside itself; `None` for any.
    may: Option<&'static [&'static str]>,
    /// Paths of other crates that it never names.
    never: &'static [&'static str],
}

const PURE: &[&str] = &["rusqlite", "ratatui", "crossterm", "std::fs", "std::time::SystemTime", "SystemTime"];
const TERMINAL: &[&str] = &["ratatui", "crossterm"];

const ROOMS: &[Room] = &[
    Room { name: "model", may: Some(&[]), never: PURE },
    Room { name: "error", may: Some(&["model"]), never: TERMINAL },
    Room { name: "clock", may: Some(&[]), never: TERMINAL },
    Room { name: "rules", may: Some(&["model", "error"]), never: PURE },
    // What differs by system, and nothing of what the program is about.
    Room { name: "platform", may: Some(&[]), never: NO_SQL_NO_TERMINAL },
    Room { name: "store", may: Some(&["model", "error", "clock", "platform"]), never: TERMINAL },
    // Of the rules only the calendar, for the days that calendar files hold.
    Room { name: "exchange", may: Some(&["model", "error", "rules::calendar"]), never: NO_SQL_NO_TERMINAL },
    Room { name: "board", may: Some(&["rules", "store", "model", "error"]), never: NO_SQL_NO_TERMINAL },
    // A desk is a book and its board, refreshed after each act; the demo is one way to fill it.
    Room {
        name: "casework",
        may: Some(&["board", "demo", "store", "rules", "model", "error", "clock", "exchange"]),
        never: NO_SQL_NO_TERMINAL,
    },
    Room { name: "demo", may: Some(&["store", "rules", "model", "error"]), never: NO_SQL_NO_TERMINAL },
    Room {
        name: "documents",
        may: Some(&["board", "store", "rules", "model", "error"]),
        never: NO_SQL_NO_TERMINAL,
    },
    Room { name: "tui", may: None, never: &["rusqlite", "crate::cli"] },
    Room { name: "cli", may: None, never: &["rusqlite"] },
    Room { name: "measured", may: None, never: NO_SQL_NO_TERMINAL },
    Room { name: "lib", may: None, never: NO_SQL_NO_TERMINAL },
    Room { name: "main", may: None, never: NO_SQL_NO_TERMINAL },
];
const NO_SQL_NO_TERMINAL: &[&str] = &["rusqlite", "ratatui", "crossterm"];

/// Paths that only some places may name; a place is a room or a file.
const RESERVED: &[(&str, &[&str])] = &[
    ("Local::now", &["src/clock.rs"]),
    ("Utc::now", &["src/clock.rs"]),
    ("enable_raw_mode", &["src/tui/mod.rs", "src/tui/terminal.rs"]),
    ("Store::act", WRITERS),
    ("Store::bulk_act", WRITERS),
];
/// Methods that only the writers call.
const WRITES: &[&str] = &["act", "bulk_act"];
const WRITERS: &[&str] = &["src/casework", "src/demo", "src/store"];

/// The faults of one file, `src/…:line: what`.
fn faults(file: &str, names: &Names) -> Vec<String> {
    let within = |place: &str| {
        file == place || file == format!("{place}.rs") || file.starts_with(&format!("{place}/"))
    };
    let Some(room) = ROOMS.iter().find(|r| within(&format!("src/{}", r.name))) else {
        return vec![format!("{file}:1: this room has no row in the table of tests/program/layers.rs")];
    };
    let mut found = Vec::new();
    for Named { line, path, .. } in &names.paths {
        if let Some(other) = own_room(path)
            && other[0] != room.name
            && room.may.is_some_and(|may| !may.iter().any(|m| leads(&other, m)))
        {
            found.push(format!("{file}:{line}: {} may not name {}", room.name, other.join("::")));
        }
        for never in room.never.iter().filter(|n| names_it(path, n)) {
            found.push(format!("{file}:{line}: {} may not name {never}", room.name));
        }
        for (word, places) in RESERVED {
            if names_it(path, word) && !places.iter().any(|p| within(p)) {
                found.push(format!("{file}:{line}: only {} may name {word}", places.join(", ")));
            }
        }
    }
    for (line, method) in &names.calls {
        if WRITES.contains(&method.as_str()) && !WRITERS.iter().any(|p| within(p)) {
            found.push(format!("{file}:{line}: only {} may call .{method}(", WRITERS.join(", ")));
        }
    }
    found
}

/// The room of this crate that `path` leads to, with the module below it: `["rules", "calendar"]`.
fn own_room(path: &[String]) -> Option<Vec<&str>> {
    let mut words = path.iter().map(String::as_str);
    if !matches!(words.next()?, "crate" | "casebook") {
        return None;
    }
    match words.next()? {
        // What lib.rs gives on from the room of errors.
        "Error" | "Kind" | "Result" => Some(vec!["error"]),
        room => Some(std::iter::once(room).chain(words.next()).collect()),
    }
}

/// Whether the path `other` begins with the words of `room`.
fn leads(other: &[&str], room: &str) -> bool {
    room.split("::").enumerate().all(|(n, word)| other.get(n) == Some(&word))
}

/// Whether the words of `what` stand one after another in `path`.
fn names_it(path: &[String], what: &str) -> bool {
    let words: Vec<&str> = what.split("::").collect();
    path.windows(words.len()).any(|w| w.iter().zip(&words).all(|(a, b)| a == b))
}

/// The module that a file is: `src/store/open.rs` is `store::open`, `src/store/mod.rs` is `store`.
pub fn module_of(file: &str) -> Vec<String> {
    let parts = file.trim_start_matches("src/").trim_end_matches(".rs").split('/');
    let mut module: Vec<String> = parts.map(str::to_owned).collect();
    module.pop_if(|last| matches!(last.as_str(), "mod" | "lib" | "main"));
    module
}

/// Reads every file under `src`, without those that only tests compile.
pub fn source_files() -> Vec<(String, Names)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let parts: Vec<_> = path.strip_prefix(root).unwrap().iter().map(|p| p.to_str().unwrap()).collect();
        let file = parts.join("/");
        let names = source::read(&fs::read_to_string(path).unwrap(), &module_of(&file));
        (file, names)
    };
    let files: Vec<(String, Names)> = paths.iter().map(read).collect();
    let tests: Vec<Vec<String>> = files
        .iter()
        .flat_map(|(file, names)| {
            names.test_modules.iter().map(move |m| module_of(file).into_iter().chain([m.clone()]).collect())
        })
        .collect();
    files.into_iter().filter(|(file, _)| !tests.iter().any(|t| module_of(file).starts_with(t))).collect()
}

#[test]
fn no_room_names_what_it_may_not() {
    let files = source_files();
    assert!(files.len() > 40, "only {} files were read", files.len());
    let found: Vec<String> = files.iter().flat_map(|(file, names)| faults(file, names)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn only_platform_asks_for_the_system() {
    for (file, _) in source_files().iter().filter(|(file, _)| !file.starts_with("src/platform/")) {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        for word in ["cfg(unix)", "cfg(windows)", "cfg!(unix)", "cfg!(windows)", "not(unix)", "target_os"] {
            assert!(!text.contains(word), "{file} asks for the system: {word}");
        }
    }
}

fn planted(file: &str, text: &str) -> Vec<String> {
    faults(file, &source::read(text, &module_of(file)))
}

#[test]
fn planted_faults_are_caught() {
    let cases = [
        ("src/rules/duties.rs", "\nuse crate::store::Book;", "2: rules may not name store::Book"),
        (
            "src/rules/duties.rs",
            "fn f() {\n let b = crate::store::open();\n}",
            "2: rules may not name store::open",
        ),
        ("src/rules/duties.rs", "use super::super::store::Book;", "1: rules may not name store::Book"),
        ("src/rules/duties.rs", "mod m {\n use super::super::super::tui;\n}", "2: rules may not name tui"),
        (
            "src/rules/duties.rs",
            "use crate::{\n model::Child,\n board::{self, Board},\n};",
            "3: rules may not name board",
        ),
        ("src/rules/duties.rs", "use std::{io, fs};", "1: rules may not name std::fs"),
        ("src/rules/duties.rs", "pub use crate::*;", "1: rules may not name *"),
        ("src/model/child.rs", "use crate::Error;", "1: model may not name error"),
        ("src/rules/duties.rs", "use crate::modelling::X;", "1: rules may not name modelling::X"),
        ("src/model/child.rs", "fn f(c: &rusqlite::Row) {}", "1: model may not name rusqlite"),
        (
            "src/exchange/csv.rs",
            "use crate::rules::practice::Practice;",
            "1: exchange may not name rules::practice",
        ),
        ("src/store/open.rs", "use ratatui::Frame;", "1: store may not name ratatui"),
        ("src/board.rs", "use crate::casework;", "1: board may not name casework"),
        ("src/tui/panes/child.rs", "use rusqlite::Connection;", "1: tui may not name rusqlite"),
        ("src/cli/mod.rs", "fn f() { chrono::Local::now(); }", "1: only src/clock.rs may name Local::now"),
        ("src/tui/app.rs", "use crossterm::terminal::enable_raw_mode;", "1: only src/tui/mod.rs"),
        ("src/tui/app.rs", "fn f(s: &mut Store) {\n s.act(&a, |tx| g(tx));\n}", "2: only src/casework"),
        ("src/cli/undo.rs", "let _ = store\n    .bulk_act(&a, f);", "2: only src/casework"),
        ("src/helpers.rs", "", "1: this room has no row"),
    ];
    for (file, text, expected) in cases {
        let found = planted(file, text);
        assert!(found.iter().any(|f| f.starts_with(&format!("{file}:{expected}"))), "{text:?}: {found:?}");
    }
}

#[test]
fn what_is_allowed_is_left_alone() {
    let cases = [
        (
            "src/rules/duties.rs",
            "// crate::store\n/* use crate::store; /* rusqlite */ */\n/// [`crate::tui`]\nfn f() {}",
        ),
        (
            "src/rules/duties.rs",
            "const S: &str = \"crate::store \\\" rusqlite\"; const R: &str = r#\"use \"crate::tui\"\"#;",
        ),
        (
            "src/rules/duties.rs",
            "fn f<'a>(c: &'a str) -> bool { c.contains('\"') }\nuse crate::model::Child; // \"",
        ),
        ("src/rules/duties.rs", "use super::calendar::Calendar;\nuse crate::{Error, model::{self, Child}};"),
        (
            "src/rules/duties.rs",
            "fn f() {}\n#[cfg(test)]\n#[rustfmt::skip]\nmod tests { use crate::store::Book; }",
        ),
        ("src/rules/mod.rs", "#[cfg(test)]\nuse crate::store;\nfn f(store: u8) -> u8 { store.min(1) }"),
        ("src/exchange/ics.rs", "use crate::rules::calendar::Calendar;"),
        ("src/casework/mod.rs", "fn f() { store.act(&a, g); }"),
        ("src/clock.rs", "fn f() { chrono::Utc::now(); }"),
        ("src/store/mod.rs", "mod act;\npub use act::Act;\nfn f() { self.act; }"),
    ];
    for (file, text) in cases {
        assert_eq!(planted(file, text), Vec::<String>::new(), "{text:?}");
    }
    assert_eq!(source::read("#[cfg(test)]\nmod tests;", &[]).test_modules, ["tests"]);
}
