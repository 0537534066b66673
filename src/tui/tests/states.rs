//! The states of the screen that states.txt names, each reached by its keys.

use std::collections::HashMap;

use super::{footers, pictures, press, today, type_in};
use crate::casework::Desk;
use crate::tui::Options;
use crate::tui::app::App;

/// The sections of states.txt, each a test of its pictures and a test of its footers.
macro_rules! sections {
    ($($name:ident)*) => {
        pub(super) const SECTIONS: &[&str] = &[$(stringify!($name)),*];
        $(mod $name {
            use super::*;

            #[test]
            fn looks_as_its_pictures() {
                pictures::of(&Section::named(stringify!($name)));
            }

            #[test]
            fn every_key_shown_does_something() {
                footers::press_all(&Section::named(stringify!($name)));
            }
        })*
    };
}

sections!(caseload child review calendar checklists escalations insight acts facts empty later);

/// States that begin from the same book.
pub(super) struct Section {
    pub(super) name: String,
    /// Their names, each with the keys that lead to it.
    pub(super) states: Vec<(String, String)>,
}

impl Section {
    pub(super) fn all() -> Vec<Self> {
        let mut sections: Vec<Self> = Vec::new();
        let mut known: HashMap<String, String> = HashMap::new();
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tui/tests/states.txt");
        for line in std::fs::read_to_string(file).unwrap().lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                sections.push(Self { name: name.to_owned(), states: Vec::new() });
            } else if let Some((name, keys)) = line.split_once(':').filter(|_| !line.starts_with('#')) {
                let (first, rest) = keys.trim().split_once(' ').unwrap_or((keys.trim(), ""));
                let keys = match first.strip_prefix('@') {
                    Some(other) => format!("{} {rest}", known[other]),
                    None => keys.trim().to_owned(),
                };
                assert_eq!(known.insert(name.to_owned(), keys.clone()), None, "{name} is named twice");
                sections.last_mut().unwrap().states.push((name.to_owned(), keys));
            }
        }
        sections
    }

    fn named(name: &str) -> Self {
        Self::all().into_iter().find(|s| s.name == name).unwrap()
    }

    /// The screen as it is opened on the book of this section.
    pub(super) fn start(&self) -> App {
        let children = if self.name == "empty" { 0 } else { 12 };
        let mut desk = Desk::behind(today(), children, 7, None).unwrap();
        if self.name == "later" {
            desk.set_today("2027-01-11".parse().unwrap());
        }
        App::new(desk, Options { demo: true, ..Options::default() })
    }

    /// The same again after some keys: acts taken back, drafts dropped, every pane and layer new.
    pub(super) fn again(&self, app: App) -> App {
        let App { mut desk, options, .. } = app;
        while desk.undo(None).unwrap().is_some() {}
        for draft in desk.store.drafts().unwrap() {
            desk.store.remove_draft(&draft.key).unwrap();
        }
        App::new(desk, options)
    }
}

/// Plays keys as states.txt writes them.
pub(super) fn play(app: &mut App, keys: &str) {
    for (n, part) in keys.split('"').enumerate() {
        if n % 2 == 0 { press(app, part) } else { type_in(app, part) }
    }
}
