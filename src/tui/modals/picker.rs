//! A list to choose from, narrowed by typing.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::text::{Line as Text, Span};

use crate::model::ids::{BusyId, ChildId, EscalationId, NoteId};
use crate::model::record::Subject;
use crate::tui::action::Action;
use crate::tui::draw;
use crate::tui::facts::Fact;
use crate::tui::keymap::Scope;
use crate::tui::line::Line;
use crate::tui::panes::sitting::Sitting;
use crate::tui::theme::Theme;
use crate::tui::words;

/// What choosing an item means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pick {
    /// Do this.
    Act(Action),
    /// Do this about that child.
    For(Action, ChildId),
    /// Tick this duty off.
    Duty { child: Option<ChildId>, duty: String, instance: String },
    /// Tick this duty off for every marked child who owes it.
    Several(String),
    /// Tick it off for them, as was confirmed.
    SeveralDone(String),
    /// Who is near this child.
    Near(ChildId),
    /// Copy to the first child from the second: the people and the first language.
    CopyFrom(ChildId, ChildId),
    /// Choose among the notes about the second child what to copy to the first.
    NotesOf(ChildId, ChildId),
    /// Copy to the first child these notes about the second.
    CopyNotes(ChildId, ChildId, Vec<NoteId>),
    /// Show only these children.
    Filter(String),
    /// Look what this practice would move.
    Practice(String),
    /// Work by this practice.
    UsePractice(String),
    /// List every date this practice would move.
    ShowMoves(String),
    /// Show in what this practice differs from the one in use.
    Compare(String),
    /// Record or correct this about that child.
    Fact(ChildId, Fact),
    /// Take the child out of the book.
    RemoveChild(ChildId),
    /// Add this bank holiday.
    AddHoliday(NaiveDate, String),
    /// Take out the bank holiday added on this day.
    DropHoliday(NaiveDate),
    /// Make this move of an escalation.
    Move(EscalationId, String),
    /// Raise a concern about the service as a whole, or pass on its good practice.
    RaiseService(bool),
    /// End this session so.
    Outcome(Box<Sitting>, String),
    /// Go through this checklist with that child, about this where it is known.
    Checklist(ChildId, String, Option<Subject>),
    /// Go on with this draft.
    Draft(String),
    /// This note, ready to copy.
    Paste(ChildId, NoteId),
    /// Record a change of this kind.
    Event(ChildId, String),
    /// Open the log of this concern.
    Concern(EscalationId),
    /// Open this child.
    Child(ChildId),
    /// Give this day kept free back; whether that was agreed to.
    GiveBack(BusyId, bool),
    /// Nothing: change nothing.
    No,
    /// Leave the session for later.
    Leave,
}

/// One line of a picker.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) pick: Pick,
}

/// The list, what was typed, and what is left of the list.
#[derive(Debug)]
pub(crate) struct Picker {
    pub(crate) title: String,
    pub(crate) note: String,
    pub(crate) query: Line,
    pub(crate) items: Vec<Item>,
    pub(crate) shown: Vec<usize>,
    pub(crate) cursor: usize,
    /// What its keys do with the chosen line.
    pub(crate) scope: Scope,
    /// What was typed is chosen, as a filter, unless it is a line's own word or the cursor went to a line.
    pub(crate) free: bool,
    /// The cursor was moved since something was typed.
    moved: bool,
}

impl Picker {
    pub(crate) fn new(title: impl Into<String>, items: Vec<Item>) -> Self {
        Self {
            title: title.into(),
            note: String::new(),
            query: Line::default(),
            shown: (0..items.len()).collect(),
            items,
            cursor: 0,
            scope: Scope::Picker,
            free: false,
            moved: false,
        }
    }

    /// Takes a key of typing.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        if self.query.key(key) {
            self.narrow();
        }
    }

    pub(crate) fn paste(&mut self, text: &str) {
        self.query.insert(text);
        self.narrow();
    }

    fn narrow(&mut self) {
        let lines = self.items.iter().map(|i| format!("{} {}", i.label, i.hint));
        self.shown = matching(self.query.text(), lines);
        (self.cursor, self.moved) = (0, false);
    }

    pub(crate) fn step(&mut self, by: isize) {
        self.moved = true;
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    pub(crate) fn chosen(&self) -> Option<Pick> {
        let item = self.shown.get(self.cursor).and_then(|i| self.items.get(*i)).map(|i| i.pick.clone());
        let own = self.items.iter().find(|i| self.free && !self.moved && self.is_typed(&i.label));
        let typed = self.typed().map(|words| Pick::Filter(words.to_owned()));
        typed.or(own.map(|i| i.pick.clone())).or(item)
    }

    fn is_typed(&self, word: &str) -> bool {
        self.query.text().trim().eq_ignore_ascii_case(word)
    }

    /// The words that were typed, where they are what Enter takes.
    fn typed(&self) -> Option<&str> {
        let typed = self.query.text().trim();
        let own = self.items.iter().any(|i| self.is_typed(&i.label));
        Some(typed).filter(|t| self.free && !self.moved && !t.is_empty() && !own)
    }

    pub(crate) fn view(&self, frame: &mut Frame<'_>, theme: Theme) {
        let width = usize::from(frame.area().width.saturating_sub(4).min(72));
        let typed = self.typed();
        let told = typed
            .map_or(self.note.clone(), |words| format!("Enter looks for \"{words}\"; ↓ chooses a filter"));
        let note = if told.is_empty() && !self.free { Vec::new() } else { words::wrap(&told, width) };
        // The list keeps more than half of a low screen.
        let most = usize::from(frame.area().height / 3).max(1);
        let note: Vec<String> = note.into_iter().take(most).collect();
        let height = u16::try_from(self.shown.len().max(1) + 3 + note.len()).unwrap_or(u16::MAX);
        let area = draw::modal(frame, theme, &self.title, 74, height);
        let width = usize::from(area.width);
        let (query, at) = self.query.shown(width.saturating_sub(2), false);
        let mut y = area.y;
        for part in &note {
            draw::line(frame, area, y, Text::styled(words::trim(part, width), theme.dim()));
            y += 1;
        }
        draw::line(frame, area, y, Text::from(vec![Span::styled("> ", theme.key()), Span::raw(query)]));
        let x = area.x.saturating_add(2).saturating_add(u16::try_from(at).unwrap_or(0));
        if area.height > 0 {
            frame.set_cursor_position((x, y));
        }
        let rows = usize::from(area.height).saturating_sub(1 + note.len());
        let top = words::top(self.cursor, self.shown.len(), rows);
        for (place, index) in self.shown.iter().enumerate().skip(top).take(rows) {
            let Some(item) = self.items.get(*index) else { continue };
            y += 1;
            let hint = words::trim(&item.hint, width / 2);
            let label = words::fit(&item.label, width.saturating_sub(words::width(&hint) + 3));
            let line = Text::from(vec![
                Span::raw(format!(" {label} ")),
                Span::styled(format!("{hint} "), theme.dim()),
            ]);
            draw::row(frame, area, y, line, place == self.cursor && typed.is_none(), theme);
        }
        if self.shown.is_empty() {
            draw::line(frame, area, y + 1, Text::styled(" nothing fits", theme.dim()));
        }
    }
}

/// The lines a query fits, best first; all of them in their order where it is empty.
pub(crate) fn matching(query: &str, lines: impl Iterator<Item = String>) -> Vec<usize> {
    if query.trim().is_empty() {
        return (0..lines.count()).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut found: Vec<(u32, usize)> = lines
        .enumerate()
        .filter_map(|(i, line)| Some((pattern.score(Utf32Str::new(&line, &mut letters), &mut matcher)?, i)))
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, i)| i).collect()
}
