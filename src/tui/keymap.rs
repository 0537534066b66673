//! Where keys work and what they do there: dispatch, footer, `?` help and the `:` palette all ask here.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{Action, Scope};
use super::keys::{Entry, KEYS};

/// The name of a key as the table writes it.
pub(crate) fn name(key: KeyEvent) -> String {
    let plain = match key.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::BackTab => "backtab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Delete => "del".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pgup".to_owned(),
        KeyCode::PageDown => "pgdn".to_owned(),
        KeyCode::F(1) => "f1".to_owned(),
        _ => return String::new(),
    };
    let arrow = matches!(key.code, KeyCode::Left | KeyCode::Right);
    match key.modifiers {
        held if held.contains(KeyModifiers::CONTROL) => format!("ctrl-{plain}"),
        held if arrow && held.contains(KeyModifiers::ALT) => format!("alt-{plain}"),
        _ => plain,
    }
}

/// The key of a name.
pub(crate) fn event(name: &str) -> Option<KeyEvent> {
    let held = [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT)];
    let held = held.into_iter().find_map(|(held, is)| Some((name.strip_prefix(held)?, is)));
    let (name, modifiers) = held.filter(|(rest, _)| !rest.is_empty()).unwrap_or((name, KeyModifiers::NONE));
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        _ => {
            let mut letters = name.chars();
            match (letters.next(), letters.as_str()) {
                (Some(letter), "") => KeyCode::Char(letter),
                (Some('f'), number) => KeyCode::F(number.parse().ok()?),
                _ => return None,
            }
        }
    };
    Some(KeyEvent::new(code, modifiers))
}

/// A key as it was meant: what AltGr types is told as Ctrl and Alt together by a Windows console, and is the
/// letter.
pub(crate) fn meant(mut key: KeyEvent) -> KeyEvent {
    let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    if matches!(key.code, KeyCode::Char(_)) && key.modifiers.contains(alt_gr) {
        key.modifiers.remove(alt_gr);
    }
    key
}

/// What a key does where the focus is.
pub(crate) fn action(scope: Scope, key: KeyEvent) -> Option<Action> {
    let name = name(key);
    live(scope).find(|e| e.keys.contains(&name.as_str())).map(|e| e.action)
}

/// What works in a scope: an entry with those of its keys that no earlier one has taken.
pub(crate) struct Live {
    pub(crate) keys: Vec<&'static str>,
    pub(crate) action: Action,
    pub(crate) label: &'static str,
    pub(crate) help: &'static str,
    /// Only this screen has it, or one other.
    pub(crate) own: bool,
}

/// The entries of a scope, in order, those left out whose every key an earlier one has taken.
pub(crate) fn live(scope: Scope) -> impl Iterator<Item = Live> {
    KEYS.iter().enumerate().filter(move |(_, e)| scope.is_in(e.scopes)).filter_map(move |(place, entry)| {
        let taken =
            |key: &&str| KEYS.iter().take(place).any(|e| scope.is_in(e.scopes) && e.keys.contains(key));
        let keys: Vec<&str> = entry.keys.iter().copied().filter(|key| !taken(key)).collect();
        let Entry { action, label, help, .. } = *entry;
        let own = entry.scopes.len() <= 2;
        (!keys.is_empty()).then_some(Live { keys, action, label, help, own })
    })
}

/// Every key with where it works and what it does, for `casebook keys`.
pub(crate) fn listing() -> Vec<(String, String, String)> {
    let row = |e: &Entry| {
        let scopes: Vec<String> = e.scopes.iter().map(|s| format!("{s:?}").to_lowercase()).collect();
        (scopes.join(" "), e.keys.join(" "), e.help.to_owned())
    };
    KEYS.iter().map(row).collect()
}

/// A key as people read it.
pub(crate) fn shown(key: &str, ascii: bool) -> String {
    match key {
        "enter" if ascii => "Enter".to_owned(),
        "enter" => "↵".to_owned(),
        "esc" => "Esc".to_owned(),
        "tab" => "Tab".to_owned(),
        "backtab" => "Shift-Tab".to_owned(),
        "space" => "Space".to_owned(),
        "del" => "Del".to_owned(),
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "f1" => "F1".to_owned(),
        "up" if !ascii => "↑".to_owned(),
        "down" if !ascii => "↓".to_owned(),
        "left" if !ascii => "←".to_owned(),
        "right" if !ascii => "→".to_owned(),
        "alt-left" => "Alt-Left".to_owned(),
        "alt-right" => "Alt-Right".to_owned(),
        other => other.replace("ctrl-", "Ctrl-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_alt_gr_types_is_a_letter_and_a_shortcut_stays_one() {
        let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for letter in ['é', '€', '@', 'ł'] {
            let key = meant(KeyEvent::new(KeyCode::Char(letter), alt_gr));
            assert_eq!((name(key), key.modifiers), (letter.to_string(), KeyModifiers::NONE));
        }
        assert_eq!(name(meant(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL))), "ctrl-s");
    }
}
