//! A key that is shown works: every key of every footer is pressed in every state of states.txt.

use std::collections::BTreeSet;

use super::pictures::picture;
use super::states::{Section, play};
use super::{event, press};
use crate::store::DoneAct;
use crate::tui::app::{App, Fate, Message};
use crate::tui::keymap;

/// Keys that are shown where they do nothing, each by the state and the key. The rebuilding of the panes empties it.
const SILENT: &[(&str, &str)] = &[
    // At the first question, or with one field only, the way back or on leads nowhere.
    ("sitting", "up"),
    ("sitting-midpoint", "up"),
    ("sitting-of-change", "up"),
    ("cafcass-test", "up"),
    ("form-message", "tab"),
    ("form-part-of-series", "tab"),
    ("form-completed", "tab"),
    ("form-decisions-sent", "tab"),
    ("form-decisions-received", "tab"),
    ("form-no-meeting", "tab"),
    ("form-school-holidays", "tab"),
    ("form-go-to", "tab"),
    // What is wrong is said already.
    ("form-go-to-wrong", "enter"),
    ("form-go-to-wrong", "tab"),
    ("form-go-to-wrong", "ctrl-s"),
    ("form-book-faults", "ctrl-s"),
    ("form-decide-faults", "ctrl-s"),
    ("form-close-faults", "ctrl-s"),
    ("form-new-child-faults", "ctrl-s"),
    // Only children are marked, and the cursor is on none.
    ("caseload-end", "space"),
    ("caseload-nobody-kept", "space"),
    ("empty-caseload", "space"),
    ("empty-no-child", "space"),
    ("empty-visits", "space"),
    // Nothing falls on the day, or there is no further item.
    ("calendar-month", "j"),
    ("calendar-month", "space"),
    ("calendar-day-of-items", "j"),
    ("calendar-filtered", "j"),
    ("calendar-filtered", "space"),
    ("day-kept-free", "j"),
    ("day-kept-free", "space"),
    ("holiday-taken", "j"),
    ("holiday-taken", "space"),
    ("empty-calendar", "j"),
    ("empty-calendar", "space"),
    // The calendar is at today, and the agenda and the plan know neither a day nor a month.
    ("calendar-month", "t"),
    ("calendar-week", "t"),
    ("calendar-filtered", "t"),
    ("day-kept-free", "t"),
    ("empty-calendar", "t"),
    ("calendar-agenda", "["),
    ("calendar-agenda", "t"),
    ("empty-agenda", "["),
    ("empty-agenda", "t"),
    ("later-agenda", "["),
    ("later-agenda", "t"),
    ("empty-plan", "tab"),
    ("empty-plan", "["),
    ("empty-plan", "t"),
    ("plan", "["),
    ("plan", "t"),
    ("plan-booked-one", "["),
    ("plan-booked-one", "t"),
    ("plan-booked-all", "tab"),
    ("plan-other-way", "tab"),
    ("plan-booked-all", "["),
    ("plan-booked-all", "t"),
    // The queue is empty.
    ("empty-queue", "enter"),
    ("empty-queue", "tab"),
];

/// Keys that are shown with the words of another action than theirs.
const OF_ANOTHER: &[(&str, &str)] = &[];

/// Keys that would leave a file where the tests run.
const NOT_PRESSED: &[(&str, &str)] = &[("form-export", "ctrl-s"), ("form-export-chosen", "ctrl-s")];

/// All there is to see of what a key did.
fn seen(app: &App) -> String {
    format!("{}{:?}{:?}{:?}", picture(app, (120, 40)), app.fate, app.clip, app.scope())
}

/// Those of a table that are of a section.
fn of(table: &[(&'static str, &'static str)], section: &Section) -> BTreeSet<(&'static str, &'static str)> {
    let here = |state: &str| section.states.iter().any(|(name, _)| name == state);
    table.iter().filter(|(state, _)| here(state)).copied().collect()
}

/// The last acts of the book.
fn acts(app: &App) -> Vec<DoneAct> {
    app.desk.store.history(9).unwrap()
}

/// Presses the keys that each state of a section shows, one at a time.
pub(super) fn press_all(section: &Section) {
    let mut app = section.start();
    let come_to = |app: App, keys: &str| {
        let mut app = section.again(app);
        play(&mut app, keys);
        // A message said before would hide that a key says the same.
        app.message = Message::default();
        app
    };
    let (mut silent, mut of_another) = (Vec::new(), Vec::new());
    for (name, keys) in &section.states {
        app = come_to(app, keys);
        let (before, layers, done) = (seen(&app), app.layers.len(), acts(&app));
        let (scope, locked) = (app.scope(), app.blank);
        for entry in keymap::live(scope).filter(|e| !e.label.is_empty() && !locked) {
            let shown = entry.keys[0];
            if NOT_PRESSED.contains(&(name.as_str(), shown)) {
                continue;
            }
            if keymap::action(scope, event(shown)) != Some(entry.action) {
                of_another.push((name.as_str(), shown));
            }
            press(&mut app, shown);
            if seen(&app) == before {
                silent.push((name.as_str(), shown));
            }
            // A key that only laid something over the state is taken back at once, any other by coming there anew.
            app.layers.truncate(layers);
            (app.message, app.fate, app.clip) = (Message::default(), Fate::Stay, None);
            if seen(&app) != before || acts(&app) != done {
                app = come_to(app, keys);
            }
        }
    }
    assert_eq!(silent.into_iter().collect::<BTreeSet<_>>(), of(SILENT, section));
    assert_eq!(of_another.into_iter().collect::<BTreeSet<_>>(), of(OF_ANOTHER, section));
}
