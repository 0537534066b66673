//! A list to choose from, narrowed by typing.

use crossterm::event::KeyEvent;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::text::{Line as Text, Span};

use crate::model::ids::ChildId;
use crate::model::text::folded;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::line::Line;
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

/// The least and the most columns of a list.
const NARROW: u16 = 74;
const WIDE: u16 = 108;

/// One line of a picker, and what choosing it asks for.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) label: String,
    pub(crate) hint: String,
    /// Everyday words it is found by, which are not shown.
    also: String,
    ask: Ask,
    /// What the key beside Enter asks for, where the picker has one.
    beside: Ask,
}

impl Item {
    pub(crate) fn new(label: impl Into<String>, hint: impl Into<String>, ask: Ask) -> Self {
        Self { label: label.into(), hint: hint.into(), also: String::new(), ask, beside: Ask::Nothing }
    }

    pub(crate) fn found_by(self, words: &[&str]) -> Self {
        Self { also: words.join(" "), ..self }
    }

    pub(crate) fn beside(self, beside: Ask) -> Self {
        Self { beside, ..self }
    }
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
    /// The child whose duties it lists; it opens again after one was done and the list was to stay.
    stays: Option<ChildId>,
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
            stays: None,
            moved: false,
        }
    }

    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    pub(crate) fn keys_of(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    pub(crate) fn at(self, cursor: usize) -> Self {
        Self { cursor, ..self }
    }

    pub(crate) fn stays(self, child: ChildId) -> Self {
        Self { stays: Some(child), ..self }
    }

    /// What is typed is looked for as it stands.
    pub(crate) fn free(self) -> Self {
        Self { free: true, ..self }
    }

    /// The columns it takes: what its longest line asks for, between two bounds.
    fn columns(&self) -> u16 {
        let line = |item: &Item| words::width(&item.label) + words::width(&item.hint) + 5;
        let longest = self.items.iter().map(line).max().unwrap_or(0);
        u16::try_from(longest).unwrap_or(WIDE).clamp(NARROW, WIDE)
    }

    fn narrow(&mut self) {
        let lines = self.items.iter().map(|i| format!("{} {} {}", i.label, i.hint, i.also));
        self.shown = matching(self.query.text(), lines);
        (self.cursor, self.moved) = (0, false);
    }

    fn step(&mut self, by: isize) {
        self.moved = true;
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// What is chosen, taken out of its line: the picker closes with it.
    fn chosen(&mut self, beside: bool) -> Ask {
        if let Some(words) = self.typed() {
            return Ask::Filter(words.to_owned());
        }
        let own = self.items.iter().position(|i| self.free && !self.moved && self.is_typed(&i.label));
        let place = own.or(self.shown.get(self.cursor).copied());
        let Some(item) = place.and_then(|p| self.items.get_mut(p)) else { return Ask::Nothing };
        std::mem::replace(if beside { &mut item.beside } else { &mut item.ask }, Ask::Nothing)
    }

    /// Whether the line of the cursor has something for the key beside Enter.
    fn has_beside(&self) -> bool {
        let item = self.shown.get(self.cursor).and_then(|place| self.items.get(*place));
        item.is_some_and(|item| !matches!(item.beside, Ask::Nothing))
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
}

impl Layer for Picker {
    fn scope(&self) -> Scope {
        self.scope
    }

    fn is_idle(&self, action: Action) -> bool {
        match action {
            Action::Mark => self.stays.is_none() || !self.query.text().is_empty(),
            Action::DoneWith => !self.has_beside(),
            _ => false,
        }
    }

    fn take(&mut self, action: Action, _: Scene<'_>) -> Ask {
        match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-10),
            Action::PageDown => self.step(10),
            Action::Close => return Ask::Close,
            Action::Enter => return Ask::Close.then(self.chosen(false)),
            Action::DoneWith if self.has_beside() => return Ask::Close.then(self.chosen(true)),
            // A space among words that are typed is one.
            Action::Mark if !self.query.text().is_empty() => {
                self.query.insert(" ");
                self.narrow();
            }
            Action::Mark => {
                let again = self.stays.map(|child| Ask::Act(Action::Done, Some(child)));
                return Ask::Close.then(match (self.chosen(false), again) {
                    (done @ Ask::Do(..), Some(again)) => done.then(again),
                    (ask, _) => ask,
                });
            }
            _ => {}
        }
        Ask::Nothing
    }

    fn key(&mut self, key: KeyEvent) -> Ask {
        if self.query.key(key) {
            self.narrow();
        }
        Ask::Nothing
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.query.insert(text);
        self.narrow();
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let theme = scene.theme;
        let most = self.columns();
        let width = usize::from(frame.area().width.saturating_sub(2).min(most)).saturating_sub(2);
        let typed = self.typed();
        let told = typed
            .map_or(self.note.clone(), |words| format!("Enter looks for \"{words}\"; ↓ chooses a filter"));
        let note = if told.is_empty() && !self.free { Vec::new() } else { words::wrap(&told, width) };
        // The list keeps more than half of a low screen.
        let third = usize::from(frame.area().height / 3).max(1);
        let note: Vec<String> = note.into_iter().take(third).collect();
        let height = u16::try_from(self.shown.len().max(1) + 3 + note.len()).unwrap_or(u16::MAX);
        let area = draw::modal(frame, theme, &self.title, most, height);
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
            let room = (width / 2).max(width.saturating_sub(words::width(&item.label) + 4));
            let hint = words::trim(&item.hint, room);
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

/// The lines a query fits, best first; all of them in their order where it is empty. Letters that only stand
/// scattered in a line count where no line has the words.
pub(crate) fn matching(query: &str, lines: impl Iterator<Item = String>) -> Vec<usize> {
    let typed = folded(query.trim());
    if typed.is_empty() {
        return (0..lines.count()).collect();
    }
    let pattern = Pattern::parse(&typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut found: Vec<(Fit, u32, usize)> = lines
        .enumerate()
        .filter_map(|(i, line)| {
            let line = folded(&line);
            let score = pattern.score(Utf32Str::new(&line, &mut letters), &mut matcher)?;
            Some((Fit::of(&typed, &line), score, i))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    let has_words = found.first().is_some_and(|(fit, ..)| *fit < Fit::Scattered);
    let fits = |(fit, ..): &&(Fit, u32, usize)| !has_words || *fit < Fit::Scattered;
    found.iter().filter(fits).map(|(.., i)| *i).collect()
}

/// How well what was typed fits a line, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is a word of the line, or several as they stand there.
    Word,
    /// A word begins with it.
    Begins,
    /// It stands in the line, or a word begins with each of its words.
    Stands,
    Scattered,
}

impl Fit {
    /// Of folded words.
    fn of(typed: &str, line: &str) -> Self {
        let at_word = |place: usize| {
            line.get(..place).and_then(|head| head.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
        };
        let ends = |place: usize| {
            let next = line.get(place + typed.len()..).and_then(|tail| tail.chars().next());
            next.is_none_or(|c| !c.is_alphanumeric())
        };
        let places: Vec<usize> = line.match_indices(typed).map(|(place, _)| place).collect();
        let begun: Vec<usize> = places.iter().copied().filter(|place| at_word(*place)).collect();
        let begins = |word: &str| line.match_indices(word).any(|(place, _)| at_word(place));
        if begun.iter().any(|place| ends(*place)) {
            Fit::Word
        } else if !begun.is_empty() {
            Fit::Begins
        } else if !places.is_empty() || typed.split_whitespace().all(begins) {
            Fit::Stands
        } else {
            Fit::Scattered
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_before_letters_that_stand_scattered() {
        let lines = ["load school holidays from a file, let her", "a letter", "newsletter", "letters sent"];
        let found = |query| matching(query, lines.iter().map(|l| (*l).to_owned()));
        assert_eq!(found("letter"), [1, 3, 2], "the word, its beginning, inside another");
        assert_eq!(found("ltr")[0], 1, "scattered where nothing has the word");
        let names = ["Emre Şahin", "Sahinur Demir", "Simran Hain"];
        let found = |query| matching(query, names.iter().map(|l| (*l).to_owned()));
        assert_eq!(found("sahin"), [0, 1], "an accent that was not typed hides nobody");
    }
}
