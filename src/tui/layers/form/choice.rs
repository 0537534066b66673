//! One of several: by the arrows, by its first letter; among many by typing part of it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tui::layers::picker::matching;

/// More choices than this stand in a list.
const FEW: usize = 6;

/// What may be chosen, and what is.
#[derive(Debug)]
pub(crate) struct Choice {
    /// Stored words and what is shown.
    pub(crate) all: Vec<(String, String)>,
    /// None as long as nothing is known and nobody chose.
    pub(crate) on: Option<usize>,
    /// What was typed to find one among many.
    pub(crate) typed: String,
}

impl Choice {
    pub(crate) fn new(all: Vec<(String, String)>, on: &str) -> Self {
        let on = all.iter().position(|(word, _)| word == on);
        Self { all, on, typed: String::new() }
    }

    /// The stored word; empty where nothing is chosen.
    pub(crate) fn word(&self) -> &str {
        self.on.and_then(|place| self.all.get(place)).map_or("", |(word, _)| word)
    }

    /// Whether they stand in a list that typing narrows.
    pub(crate) fn is_many(&self) -> bool {
        self.all.len() > FEW
    }

    /// The places of those that what was typed leaves.
    pub(crate) fn left(&self) -> Vec<usize> {
        let mut left = matching(&self.typed, self.all.iter().map(|(_, shown)| shown.clone()));
        // One letter says little: they stay as they stand.
        if self.typed.chars().count() == 1 {
            left.sort_unstable();
        }
        left
    }

    /// Chooses by its stored word, where it is one of them.
    pub(crate) fn set(&mut self, word: &str) {
        self.on = self.all.iter().position(|(stored, _)| stored == word).or(self.on);
        self.typed.clear();
    }

    /// Goes on to the next of those left, or back.
    fn step(&mut self, by: isize) {
        let left = self.left();
        let Some(last) = left.len().checked_sub(1) else { return };
        let now = left.iter().position(|place| Some(*place) == self.on);
        let next = match now.map(|now| now.checked_add_signed(by)) {
            Some(Some(next)) if next <= last => next,
            Some(None) => last,
            None if by < 0 => last,
            _ => 0,
        };
        self.on = left.get(next).copied();
    }

    /// Takes a key; whether it was one for choosing.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        match key.code {
            KeyCode::Left => self.step(-1),
            KeyCode::Up if self.is_many() => self.step(-1),
            KeyCode::Right => self.step(1),
            KeyCode::Down if self.is_many() => self.step(1),
            KeyCode::Home => self.on = self.left().first().copied(),
            KeyCode::End => self.on = self.left().last().copied(),
            KeyCode::Char(_) if key.modifiers.contains(KeyModifiers::CONTROL) => return false,
            KeyCode::Char(' ') if self.typed.is_empty() => self.step(1),
            KeyCode::Char(c) if self.is_many() => {
                self.typed.push(c);
                match self.left().first() {
                    Some(first) => self.on = Some(*first),
                    None => drop(self.typed.pop()),
                }
            }
            KeyCode::Char(c) => self.letter(c),
            KeyCode::Backspace => drop(self.typed.pop()),
            _ => return false,
        }
        true
    }

    /// Goes on to the next that begins with a letter.
    fn letter(&mut self, letter: char) {
        let begins = |(_, shown): &(String, String)| {
            shown.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter))
        };
        let from = self.on.map_or(0, |place| place + 1);
        let after = self.all.iter().skip(from).position(begins).map(|place| place + from);
        self.on = after.or_else(|| self.all.iter().position(begins)).or(self.on);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn among_many_typing_finds_and_among_few_a_letter_chooses() {
        let roles = ["SQA Manager", "Social worker", "Parent", "Carer", "Advocate", "School", "Health"];
        let mut many =
            Choice::new(roles.map(|r| (r.to_lowercase().replace(' ', "-"), r.to_owned())).to_vec(), "");
        assert_eq!(many.word(), "", "nothing is a fact that nobody chose");
        for typed in "so".chars() {
            many.key(KeyCode::Char(typed).into());
        }
        assert_eq!(many.word(), "social-worker");
        assert!(many.key(KeyCode::Char('z').into()));
        assert_eq!(many.typed, "so", "what leads nowhere is not typed");
        many.key(KeyCode::Backspace.into());
        many.key(KeyCode::Backspace.into());
        many.key(KeyCode::Down.into());
        assert_eq!(many.word(), "parent");
        let mut few = Choice::new(["yes", "no", "not known"].map(|w| (w.into(), w.into())).to_vec(), "yes");
        few.key(KeyCode::Char('n').into());
        assert_eq!(few.word(), "no");
        few.key(KeyCode::Char('n').into());
        assert_eq!(few.word(), "not known");
        few.key(KeyCode::Right.into());
        assert_eq!(few.word(), "yes");
    }
}
