//! One field of a form.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::{TextArea, WrapMode};

use super::choice::Choice;
use crate::model::text;
use crate::tui::line::Line;

/// What a field holds.
#[derive(Debug)]
pub(crate) enum Value {
    /// A line; a secret one shows as dots.
    Line(Line, bool),
    /// One of several.
    Choice(Choice),
    /// Several lines.
    Block(Box<TextArea<'static>>),
}

/// A labelled field with the fault found in it.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    pub(crate) value: Value,
    pub(crate) error: String,
    pub(crate) hint: &'static str,
    pub(crate) shown: bool,
    /// Letters that each choose one of the choices and go on to the next field.
    pub(crate) letters: &'static [(char, &'static str)],
    /// Typed after something, this goes on to the next field.
    pub(crate) leads_on: Option<char>,
}

impl Field {
    fn with(key: &'static str, label: &'static str, value: Value) -> Self {
        Self { key, label, value, error: String::new(), hint: "", shown: true, letters: &[], leads_on: None }
    }

    pub(crate) fn line(key: &'static str, label: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        let day = text == "today" || NaiveDate::parse_from_str(&text, "%-d %b %Y").is_ok();
        let line = if day { Line::proposed(text) } else { Line::new(text) };
        Self::with(key, label, Value::Line(line, false))
    }

    pub(crate) fn secret(key: &'static str, label: &'static str) -> Self {
        Self::with(key, label, Value::Line(Line::default(), true))
    }

    pub(crate) fn choice(
        key: &'static str,
        label: &'static str,
        all: Vec<(String, String)>,
        on: &str,
    ) -> Self {
        Self::with(key, label, Value::Choice(Choice::new(all, on)))
    }

    pub(crate) fn block(key: &'static str, label: &'static str, text: &str) -> Self {
        Self::with(key, label, Value::Block(Box::new(block(text))))
    }

    pub(crate) fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// What it holds, cleaned.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            Value::Line(line, true) => line.text().to_owned(),
            Value::Line(line, false) => text::line(line.text()),
            Value::Choice(choice) => choice.word().to_owned(),
            Value::Block(area) => text::block(&area.lines().join("\n")),
        }
    }

    /// Fills it in, where it can hold that.
    pub(crate) fn set(&mut self, text: &str) {
        match &mut self.value {
            Value::Line(line, _) => *line = Line::new(text),
            Value::Choice(choice) => choice.set(text),
            Value::Block(area) => **area = block(text),
        }
    }

    /// Whether a key chooses or ends this field, so that the next one has the focus.
    pub(crate) fn passes_on(&mut self, key: KeyEvent) -> bool {
        let KeyCode::Char(c) = key.code else { return false };
        if let Some((_, word)) = self.letters.iter().find(|(letter, _)| *letter == c) {
            self.set(word);
            return true;
        }
        // A time of day is no name: its colon stays in it.
        let typed = self.text();
        self.leads_on == Some(c) && typed.chars().last().is_some_and(|last| !last.is_ascii_digit())
    }

    pub(crate) fn is_block(&self) -> bool {
        matches!(self.value, Value::Block(_))
    }

    /// What is chosen among many, in a list.
    pub(crate) fn many(&self) -> Option<&Choice> {
        match &self.value {
            Value::Choice(choice) => Some(choice).filter(|choice| choice.is_many()),
            Value::Line(..) | Value::Block(_) => None,
        }
    }

    /// The focus has gone to another field.
    pub(crate) fn left(&mut self) {
        if let Value::Choice(choice) = &mut self.value {
            choice.typed.clear();
        }
    }

    /// Takes a key of typing; whether it changed anything.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        match &mut self.value {
            Value::Line(line, _) => line.key(key),
            Value::Block(area) => {
                area.input(key);
                true
            }
            Value::Choice(choice) => choice.key(key),
        }
    }

    pub(crate) fn paste(&mut self, pasted: &str) {
        match &mut self.value {
            Value::Line(line, _) => line.insert(pasted),
            Value::Block(area) => {
                area.insert_str(text::block(pasted));
            }
            Value::Choice(..) => {}
        }
    }
}

/// Lines after which a text is read from its beginning before anybody goes on writing it.
const LONG: usize = 8;

/// Lines to type in, the cursor at their end; at the beginning of a long text.
fn block(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(ratatui::style::Style::new());
    if area.lines().len() <= LONG {
        area.move_cursor(tui_textarea::CursorMove::Bottom);
        area.move_cursor(tui_textarea::CursorMove::End);
    }
    area
}
