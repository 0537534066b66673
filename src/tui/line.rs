//! A line being typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use super::words;
use crate::model::text;

/// A line of text with a cursor, counted in letters as people see them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    text: String,
    at: usize,
    /// What stands here is proposed: the first thing typed takes its place.
    proposed: bool,
}

impl Line {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.graphemes(true).count(), text, proposed: false }
    }

    /// A line that the first thing typed replaces; moving in it keeps it.
    pub(crate) fn proposed(text: impl Into<String>) -> Self {
        Self { proposed: true, ..Self::new(text) }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    fn byte(&self, place: usize) -> usize {
        self.text.grapheme_indices(true).nth(place).map_or(self.text.len(), |(i, _)| i)
    }

    /// Puts text in at the cursor, cleaned.
    pub(crate) fn insert(&mut self, added: &str) {
        let clean: String =
            added.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !text::hidden(*c)).collect();
        if self.text.chars().count() + clean.chars().count() > text::LINE_MAX {
            return;
        }
        if std::mem::take(&mut self.proposed) {
            *self = Self::default();
        }
        let byte = self.byte(self.at);
        let tail = self.text.split_off(byte);
        self.text.push_str(&clean);
        self.text = text::few_marks(self.text.chars()).collect();
        self.at = self.text.graphemes(true).count();
        self.text.push_str(&tail);
    }

    /// Takes a key; whether it was one for typing.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.intersects(KeyModifiers::CONTROL);
        let count = self.text.graphemes(true).count();
        match key.code {
            KeyCode::Char('u') if control => {
                let byte = self.byte(self.at);
                self.text.drain(..byte);
                self.at = 0;
            }
            KeyCode::Char('w') if control => {
                let byte = self.byte(self.at);
                let head = self.text.get(..byte).unwrap_or_default().trim_end();
                let from = head.rfind(' ').map_or(0, |i| i + 1);
                self.text.drain(from..byte);
                self.at = self.text.get(..from).map_or(0, |t| t.graphemes(true).count());
            }
            KeyCode::Char('a') if control => self.at = 0,
            KeyCode::Char('e') if control => self.at = count,
            KeyCode::Char(_) if control => return false,
            KeyCode::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Backspace if self.at > 0 => {
                let (from, to) = (self.byte(self.at - 1), self.byte(self.at));
                self.text.drain(from..to);
                self.at -= 1;
            }
            KeyCode::Delete => {
                let (from, to) = (self.byte(self.at), self.byte(self.at + 1));
                self.text.drain(from..to);
            }
            KeyCode::Left => self.at = self.at.saturating_sub(1),
            KeyCode::Right => self.at = (self.at + 1).min(count),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = count,
            _ => return false,
        }
        self.proposed = false;
        true
    }

    /// What of it shows in `columns`, and the cursor's column; a secret shows as dots.
    pub(crate) fn shown(&self, columns: usize, secret: bool) -> (String, usize) {
        let letters: Vec<&str> = self.text.graphemes(true).map(|g| if secret { "•" } else { g }).collect();
        let before: usize = letters.iter().take(self.at).map(|g| words::width(g)).sum();
        let mut skip = 0;
        let mut hidden = 0;
        while before - hidden >= columns.max(1) {
            hidden += letters.get(skip).map_or(1, |g| words::width(g)).min(before - hidden);
            skip += 1;
        }
        let mut out = String::new();
        for letter in letters.iter().skip(skip) {
            if words::width(&out) + words::width(letter) > columns {
                break;
            }
            out.push_str(letter);
        }
        (out, before - hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_and_erasing_goes_by_letters() {
        let mut line = Line::new("Zoe\u{301} ");
        line.insert("👩‍👧\u{1b}\n");
        assert_eq!(line.text(), "Zoe\u{301} 👩‍👧 ");
        for _ in 0..3 {
            line.key(KeyCode::Backspace.into());
        }
        assert_eq!(line.text(), "Zoe\u{301}");
        line.key(KeyCode::Backspace.into());
        assert_eq!(line.text(), "Zo");
        let mut stacked = Line::new("e");
        (0..100).for_each(|_| stacked.insert("\u{300}"));
        stacked.insert(&"\u{301}".repeat(100));
        assert_eq!(stacked.text().chars().count(), 5);
        assert_eq!(Line::new("abcdef").shown(4, false), ("def".to_owned(), 3));
        assert_eq!(Line::new("abc").shown(9, true).0, "•••");
    }
}
