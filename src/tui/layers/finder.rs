//! Words looked for in everything that was written, as they are typed.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::text::{Line as Text, Span};

use crate::board::views::found::{FoundRow, Writing, found};
use crate::model::ids::{ChildId, DocumentId, EscalationId, NoteId};
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::keymap;
use crate::tui::line::Line;
use crate::tui::place::{Place, Tab};
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

/// The most columns it takes, and the most texts it lists.
const WIDE: u16 = 116;
const MOST: usize = 500;
/// Fewer columns than these leave names and kinds less.
const NARROW: usize = 72;
/// So many letters begin the search.
const LEAST: usize = 2;

/// A text that was found: ids, and the line to show.
#[derive(Debug)]
struct Hit {
    child: Option<ChildId>,
    kind: Writing,
    id: i64,
    day: String,
    line: String,
}

/// What was typed, and what has it.
#[derive(Debug, Default)]
struct Finder {
    query: Line,
    hits: Vec<Hit>,
    count: usize,
    cursor: usize,
}

/// Asks for the words.
pub(crate) fn finder() -> Ask {
    Ask::open(Finder::default())
}

impl Finder {
    fn look(&mut self, scene: Scene<'_>) {
        let (board, words) = (scene.board(), self.query.text());
        let all = match words.trim().chars().count() {
            few if few < LEAST => Vec::new(),
            _ => found(board, &board.by_number(), true, words),
        };
        (self.count, self.cursor) = (all.len(), 0);
        let day = |f: &FoundRow<'_>| f.date.map(|d| words::brief(d, scene.today())).unwrap_or_default();
        let hit = |f: FoundRow<'_>| Hit { child: f.row, kind: f.kind, id: f.id, day: day(&f), line: f.line };
        self.hits = all.into_iter().take(MOST).map(hit).collect();
    }

    /// Where the text under the cursor stands.
    fn way(&self) -> Option<Ask> {
        let hit = self.hits.get(self.cursor)?;
        let Some(child) = hit.child else {
            return Some(match hit.kind {
                Writing::Concern => Ask::Go(Place::Card(EscalationId(hit.id))),
                _ => Ask::say(hit.line.clone()),
            });
        };
        let tab = |tab: Tab| Ask::Go(Place::Child(child, tab));
        Some(match hit.kind {
            Writing::Note => tab(Tab::Notes).then(Ask::Go(Place::Note(child, NoteId(hit.id), false))),
            Writing::Words => tab(Tab::Voice).then(Ask::Go(Place::Note(child, NoteId(hit.id), false))),
            Writing::Asked => tab(Tab::Voice),
            Writing::Decision => tab(Tab::Decisions),
            Writing::Change => tab(Tab::Changes),
            Writing::Concern => tab(Tab::Escalations).then(Ask::Go(Place::Card(EscalationId(hit.id)))),
            Writing::Document => tab(Tab::Documents).then(Ask::Go(Place::Paper(child, DocumentId(hit.id)))),
        })
    }

    fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.hits.len().saturating_sub(1));
    }
}

impl Layer for Finder {
    fn scope(&self) -> Scope {
        Scope::Picker
    }

    fn is_idle(&self, action: Action) -> bool {
        action == Action::Enter && self.hits.is_empty()
    }

    fn press(&mut self, key: KeyEvent, scene: Scene<'_>) -> Ask {
        match keymap::action(Scope::Picker, key) {
            Some(Action::Close) => return Ask::Close,
            Some(Action::Enter) => return self.way().map_or(Ask::Nothing, |way| Ask::Close.then(way)),
            Some(Action::Up) => self.step(-1),
            Some(Action::Down) => self.step(1),
            Some(Action::PageUp) => self.step(-10),
            Some(Action::PageDown) => self.step(10),
            Some(_) => {}
            None if self.query.key(key) => self.look(scene),
            None => {}
        }
        Ask::Nothing
    }

    fn paste(&mut self, text: &str, scene: Scene<'_>) -> Ask {
        self.query.insert(text);
        self.look(scene);
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let theme = scene.theme;
        let height = u16::try_from(self.hits.len().max(1) + 4).unwrap_or(u16::MAX);
        let height = height.min(frame.area().height.saturating_sub(6)).max(7);
        let area = draw::modal(frame, theme, "Find words in all that was written", WIDE, height);
        let width = usize::from(area.width);
        let (query, at) = self.query.shown(width.saturating_sub(2), false);
        draw::line(frame, area, area.y, Text::from(vec![Span::styled("> ", theme.key()), Span::raw(query)]));
        let x = area.x.saturating_add(2).saturating_add(u16::try_from(at).unwrap_or(0));
        frame.set_cursor_position((x, area.y));
        let told = match (self.query.text().trim().chars().count(), self.count) {
            (few, _) if few < LEAST => {
                "Every word has to stand in a text; case and accents do not matter.".to_owned()
            }
            (_, 0) => "Nothing that was written has these words.".to_owned(),
            (_, n) if n > MOST => format!("{n} texts have them; the latest {MOST} are listed."),
            (_, n) => format!("{}, the latest first", words::count(n, "text has them", "texts have them")),
        };
        draw::line(frame, area, area.y + 1, Text::styled(words::trim(&told, width), theme.dim()));
        let rows = usize::from(area.height).saturating_sub(2);
        let top = words::top(self.cursor, self.hits.len(), rows);
        for ((place, hit), y) in self.hits.iter().enumerate().skip(top).take(rows).zip(area.y + 2..) {
            let who = hit.child.map_or_else(|| "Service".to_owned(), |child| scene.who(child));
            let kind = if width < NARROW { hit.kind.word() } else { hit.kind.says() };
            let (names, kinds) = if width < NARROW { (9, 8) } else { (16, 13) };
            let (who, day, kind) =
                (words::fit(&who, names), words::fit(&hit.day, 10), words::fit(kind, kinds));
            let head = format!(" {day} {who} {kind} ");
            let room = width.saturating_sub(words::width(&head));
            // What is faint would be fainter reversed.
            let style = if place == self.cursor { theme.bold() } else { theme.dim() };
            let line = Text::from(vec![
                Span::styled(head, style),
                Span::raw(around(&hit.line, self.query.text(), room)),
            ]);
            draw::row(frame, area, y, line, place == self.cursor, theme);
        }
    }
}

/// So much of a line as fits, with the first of the words in sight.
fn around(line: &str, query: &str, columns: usize) -> String {
    let first = query.split_whitespace().next().unwrap_or_default().to_lowercase();
    let before = line.to_lowercase().find(&first).filter(|_| words::width(line) > columns);
    // Folding may move a place by a letter; a cut before a word is near enough.
    let from = before.map_or(0, |at| at.saturating_sub(columns / 3));
    let from = line
        .char_indices()
        .map(|(i, _)| i)
        .find(|i| *i >= from && (*i == 0 || line.get(i - 1..*i) == Some(" ")));
    match from {
        None | Some(0) => words::trim(line, columns),
        Some(from) => words::trim(&format!("…{}", line.get(from..).unwrap_or_default()), columns),
    }
}
