//! A key that is shown works: every key of every footer is pressed in every state of states.txt.

use super::pictures::picture;
use super::states::{Section, play};
use super::{event, press};
use crate::store::DoneAct;
use crate::tui::app::{App, Fate, Message};
use crate::tui::keymap;

/// Keys that would leave a file where the tests run.
const NOT_PRESSED: &[(&str, &str)] = &[("form-export", "ctrl-s"), ("form-export-chosen", "ctrl-s")];

/// All there is to see of what a key did.
fn seen(app: &App) -> String {
    format!("{}{:?}{:?}{:?}", picture(app, (120, 40)), app.fate, app.clip, app.scope())
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
            if app.is_idle(entry.action) {
                continue;
            }
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
    assert!(silent.is_empty(), "keys that are shown where they do nothing: {silent:?}");
    assert!(of_another.is_empty(), "keys that are shown with the words of another action: {of_another:?}");
}
