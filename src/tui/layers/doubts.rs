//! What is doubtful about returns, of a child or of the whole caseload: both values, and a key for each answer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::board::Row;
use crate::casework::acts::Subject;
use crate::model::doubt::{Answer, Doubt};
use crate::model::ids::ChildId;
use crate::rules::due::Status;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::scene::Scene;
use crate::tui::widgets::list::{list, step, stride};
use crate::tui::{draw, words};

/// Shows the doubts of a child, or of all.
pub(crate) fn doubts(scene: Scene<'_>, child: Option<ChildId>) -> Ask {
    let layer = Doubts { child, cursor: 0 };
    if layer.open(scene).is_empty() {
        return Ask::say("No return has left a doubt that waits for an answer.");
    }
    Ask::open(layer)
}

/// Whose, and where the cursor is.
#[derive(Debug)]
struct Doubts {
    child: Option<ChildId>,
    cursor: usize,
}

impl Doubts {
    fn open<'s>(&self, scene: Scene<'s>) -> Vec<(&'s Row, &'s Doubt)> {
        let mut rows: Vec<&Row> = match self.child {
            Some(child) => scene.row(child).into_iter().collect(),
            None => scene.board().by_number(),
        };
        rows.retain(|row| row.case.open_doubts().next().is_some());
        rows.into_iter().flat_map(|row| row.case.open_doubts().map(move |d| (row, d))).collect()
    }

    fn answer(&mut self, scene: Scene<'_>, answer: Answer) -> Ask {
        let open = self.open(scene);
        let Some((row, doubt)) = open.get(self.cursor).copied() else { return Ask::Close };
        if !doubt.answers().contains(&answer) {
            return Ask::say(match answer {
                Answer::Take => {
                    "The book has nothing else that the return's value could replace: r or k answers it."
                }
                _ => "Two values differ: t takes the return's, k keeps the book's.",
            });
        }
        self.cursor = self.cursor.min(open.len().saturating_sub(2));
        let words = vec![("answer", answer.word().to_owned())];
        let ask = Ask::Do("answer-doubt", Subject::row(Some(row.id()), doubt.id.0), words);
        if open.len() == 1 { Ask::Close.then(ask) } else { ask }
    }
}

impl Layer for Doubts {
    fn scope(&self) -> Scope {
        Scope::Doubts
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Ask {
        if let Some(by) = stride(action) {
            let len = self.open(scene).len();
            step(&mut self.cursor, by, len);
            return Ask::Nothing;
        }
        match action {
            Action::TakeReturn => self.answer(scene, Answer::Take),
            Action::KeepBook => self.answer(scene, Answer::Keep),
            Action::IsRight => self.answer(scene, Answer::Right),
            _ => Ask::Close,
        }
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let open = self.open(scene);
        let who = self.child.and_then(|id| scene.row(id)).map(|row| scene.name(row));
        let title = format!("Doubts about returns · {}", who.unwrap_or_else(|| "all children".to_owned()));
        let area = draw::modal(frame, scene.theme, &title, 104, frame.area().height);
        let rows = u16::try_from(open.len()).unwrap_or(u16::MAX).min(area.height / 2);
        let upper = Rect { height: rows, ..area };
        let line = |place: usize, width: usize| {
            let (row, doubt) = open.get(place)?;
            let name = if self.child.is_none() { words::fit(&scene.name(row), 16) } else { String::new() };
            let what = format!(" {name} {} {}", words::fit(&doubt.column, 8), doubt.why);
            let mark = Status::DueSoon.mark(scene.theme.ascii);
            Some(Line::from(vec![
                Span::styled(format!(" {mark}"), scene.theme.status(Status::DueSoon)),
                Span::raw(words::trim(&what, width.saturating_sub(2))),
            ]))
        };
        list(frame, upper, scene.theme, (self.cursor, open.len()), "All of them are answered.", &line);
        let Some((row, doubt)) = open.get(self.cursor) else { return };
        let lower = Rect { y: upper.bottom() + 1, height: area.height.saturating_sub(rows + 1), ..area };
        let inside = Rect { x: lower.x + 1, width: lower.width.saturating_sub(2), ..lower };
        let head = format!("{} · {} · {}", scene.name(row), row.case.child.number, doubt.kind);
        let mut y = draw::text(frame, inside, inside.y, &head, scene.theme.bold());
        let plain = Style::new();
        let day = doubt.day.map_or_else(String::new, |day| format!(", row of {}", words::full(day)));
        y = draw::text(frame, inside, y, &format!("Where: {}{day}", doubt.place()), scene.theme.dim());
        let value = if doubt.value.is_empty() { "nothing" } else { &doubt.value };
        y = draw::text(frame, inside, y, &format!("The return has: {value} ({})", doubt.column), plain);
        if let Some(book) = &doubt.book {
            y = draw::text(frame, inside, y, &format!("The book has:   {book}, typed by hand"), plain);
        } else {
            y = draw::text(frame, inside, y, &doubt.why, plain);
        }
        let keys = match doubt.book {
            Some(_) => "t takes the return's value · k keeps the book's",
            None => "r it is right as assumed · k the book is right as it is now",
        };
        draw::text(frame, inside, y + 1, keys, scene.theme.accent());
    }
}
