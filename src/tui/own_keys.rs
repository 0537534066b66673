//! A person's own keys beside those of the table. They are checked for clashes: a key that does something on a screen is
//! never given another meaning there. Where words are typed a letter stays a letter.

use crossterm::event::KeyEvent;

use super::action::Scope::{self, *};
use super::keymap;

/// The screens with keys to press, none of which takes typed words.
const PRESSED: &[Scope] = &[
    Caseload,
    Child,
    Ledger,
    Review,
    Calendar,
    Plan,
    Days,
    Queue,
    Session,
    Escalations,
    Insight,
    Doubts,
    Text,
    Keys,
    Card,
    Outgoing,
    Paste,
];

/// Each own key, and the key of the table it is pressed for.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnKeys(Vec<(String, String)>);

impl OwnKeys {
    /// The keys asked for, each `own` for `known` with the line it stands in; beside them what is wrong with others.
    pub(crate) fn of(asked: &[(String, String, usize)]) -> (Self, Vec<(usize, String)>) {
        let (mut keys, mut faults) = (Self::default(), Vec::new());
        for (own, known, line) in asked {
            match fault(own, known) {
                Some(why) => faults.push((*line, why)),
                None => keys.0.push((own.clone(), known.clone())),
            }
        }
        (keys, faults)
    }

    /// The key of the table that is meant by one that was pressed.
    pub(crate) fn meant(&self, scope: Scope, key: KeyEvent) -> KeyEvent {
        let pressed = keymap::name(key);
        let own = self.0.iter().find(|(own, _)| *own == pressed).filter(|_| PRESSED.contains(&scope));
        let known = own.filter(|(_, known)| has(scope, known));
        known.and_then(|(_, known)| keymap::event(known)).unwrap_or(key)
    }

    /// The keys of an entry as people read them, their own first.
    pub(crate) fn shown(&self, scope: Scope, keys: &[&str], ascii: bool) -> Vec<String> {
        let own =
            self.0.iter().filter(|(_, known)| PRESSED.contains(&scope) && keys.contains(&known.as_str()));
        let own = own.map(|(own, _)| own.as_str());
        own.chain(keys.iter().copied()).map(|key| keymap::shown(key, ascii)).collect()
    }
}

fn has(scope: Scope, key: &str) -> bool {
    keymap::live(scope).any(|entry| entry.keys.contains(&key))
}

/// Why a key cannot be had for another.
fn fault(own: &str, known: &str) -> Option<String> {
    let screens = || PRESSED.iter().copied().filter(|scope| has(*scope, known));
    if keymap::event(own).is_none_or(|event| keymap::name(event) != own) {
        return Some(format!("there is no key {own:?} to press: a sign, or ctrl- and a letter"));
    }
    if screens().next().is_none() {
        return Some(format!("no screen has a key {known:?}; casebook keys lists them"));
    }
    let clash = screens().find_map(|scope| {
        let entry = keymap::live(scope).find(|entry| entry.keys.contains(&own))?;
        Some((scope, entry.help))
    });
    clash.map(|(scope, help)| {
        format!("{own:?} is taken: it means \"{help}\" on the screen {}", format!("{scope:?}").to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(own: &str, known: &str) -> (OwnKeys, Vec<(usize, String)>) {
        OwnKeys::of(&[(own.to_owned(), known.to_owned(), 3)])
    }

    #[test]
    fn a_key_that_is_taken_where_it_would_be_pressed_is_refused() {
        let (keys, faults) = asked("Q", "c");
        assert!(faults.is_empty());
        let pressed = keymap::event("Q").unwrap();
        assert_eq!(keymap::name(keys.meant(Caseload, pressed)), "c");
        assert_eq!(keymap::name(keys.meant(Form, pressed)), "Q", "a letter where words are typed");
        assert_eq!(keys.shown(Caseload, &["c"], false), ["Q", "c"]);
        for (own, known, why) in [("e", "c", "is taken"), ("Q", "€", "no screen has"), ("KK", "c", "no key")]
        {
            let (keys, faults) = asked(own, known);
            assert!(keys.0.is_empty() && faults[0].0 == 3 && faults[0].1.contains(why), "{faults:?}");
        }
    }
}
