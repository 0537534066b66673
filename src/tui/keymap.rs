//! Where keys work and what they do there: dispatch, footer, `?` help and the `:` palette all ask here.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::keys::KEYS;

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Caseload,
    Child,
    Ledger,
    Review,
    Calendar,
    /// The planning view of the calendar.
    Plan,
    Days,
    Queue,
    Session,
    Escalations,
    Insight,
    Find,
    Form,
    Picker,
    Duties,
    Text,
    /// A note to copy.
    Paste,
    /// The list of notes not yet pasted.
    Pastes,
}

impl Scope {
    /// The scope whose keys it has too, behind its own.
    fn within(self) -> Option<Scope> {
        match self {
            Scope::Ledger | Scope::Review => Some(Scope::Child),
            Scope::Plan => Some(Scope::Calendar),
            _ => None,
        }
    }

    fn has(self, entry: &Entry) -> bool {
        entry.scopes.contains(&self) || self.within().is_some_and(|outer| outer.has(entry))
    }
}

/// One line of the table. An entry with no label is left out of the footer.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) scopes: &'static [Scope],
    pub(crate) keys: &'static [&'static str],
    pub(crate) action: Action,
    pub(crate) label: &'static str,
    pub(crate) help: &'static str,
}

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
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pgup".to_owned(),
        KeyCode::PageDown => "pgdn".to_owned(),
        KeyCode::F(1) => "?".to_owned(),
        _ => return String::new(),
    };
    if key.modifiers.contains(KeyModifiers::CONTROL) { format!("ctrl-{plain}") } else { plain }
}

/// What a key does where the focus is.
pub(crate) fn action(scope: Scope, key: KeyEvent) -> Option<Action> {
    let name = name(key);
    live(scope).find(|e| e.keys.contains(&name.as_str())).map(|e| e.action)
}

/// The entries of a scope, in order, those left out whose every key an earlier one has taken.
pub(crate) fn live(scope: Scope) -> impl Iterator<Item = &'static Entry> {
    KEYS.iter().enumerate().filter_map(move |(place, entry)| {
        let taken = |key: &&str| KEYS.iter().take(place).any(|e| scope.has(e) && e.keys.contains(key));
        (scope.has(entry) && !entry.keys.iter().all(taken)).then_some(entry)
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
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "up" if !ascii => "↑".to_owned(),
        "down" if !ascii => "↓".to_owned(),
        "left" if !ascii => "←".to_owned(),
        "right" if !ascii => "→".to_owned(),
        other => other.replace("ctrl-", "Ctrl-"),
    }
}
