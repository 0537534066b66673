//! Practices on the screen: chosen, compared, and what another one would move before it is accepted.

use super::app::App;
use super::modals::Modal;
use super::modals::picker::{Item, Pick, Picker};
use super::modals::text::{TextBox, Tone};
use super::words;
use crate::casework::{Moved, find_practice};
use crate::model::ids::ChildId;
use crate::rules::practice::{Difference, compare};

impl App {
    /// Offers every practice; the one in use is marked.
    pub(crate) fn choose_practice(&mut self, title: &str, pick: fn(String) -> Pick) {
        match self.desk.practices() {
            Ok(all) => {
                let now = self.desk.board.practice.id.clone();
                let item = |(id, title): (String, String)| Item {
                    label: title,
                    hint: if id == now { format!("{id}, in use") } else { id.clone() },
                    pick: pick(id),
                };
                let picker = Picker::new(title, all.into_iter().map(item).collect());
                self.modals.push(Modal::Picker(picker));
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Asks before the book is judged by another practice; beneath lies every date it would move.
    pub(crate) fn preview_practice(&mut self, id: &str) {
        match self.desk.preview_practice(id) {
            Ok(moved) => {
                let item = |label: String, pick| Item { label, hint: String::new(), pick };
                let items = vec![
                    item("no, change nothing".into(), Pick::No),
                    item(format!("yes, work by {id}"), Pick::UsePractice(id.to_owned())),
                    item("show every date that would move".into(), Pick::ShowMoves(id.to_owned())),
                ];
                let mut picker = Picker::new(format!("Work by {id}?"), items);
                picker.note = moves_in_short(&moved);
                self.modals.push(Modal::Picker(picker));
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Lists, child by child, every date another practice would move.
    pub(crate) fn show_moves(&mut self, id: &str) {
        self.preview_practice(id);
        let moved = match self.desk.preview_practice(id) {
            Ok(moved) => moved,
            Err(error) => return self.fail(&error),
        };
        let mut text = TextBox::new(format!("What {id} would move"));
        text.push(Tone::Plain, moves_in_short(&moved));
        let mut of: Option<ChildId> = None;
        for (child, moved) in &moved {
            if of != Some(*child) {
                let name = self.row(*child).map(|r| self.name(r)).unwrap_or_default();
                text.push(Tone::Plain, "");
                text.push(Tone::Head, name);
                of = Some(*child);
            }
            text.push(Tone::Plain, moved.line());
        }
        self.show(text);
    }

    /// Shows in what another practice differs from the one in use.
    pub(crate) fn compare_practice(&mut self, id: &str) {
        let other = match find_practice(Some(&self.desk.store), id) {
            Ok(practice) => practice,
            Err(error) => return self.fail(&error),
        };
        let mine = std::sync::Arc::clone(&self.desk.board.practice);
        let differences = compare(&mine, &other);
        let mut text = TextBox::new(format!("{} and {}", mine.title, other.title));
        if differences.is_empty() {
            text.push(Tone::Plain, "They say the same.");
        }
        let mut last: Option<(&str, &str)> = None;
        for d in &differences {
            if last != Some((d.kind, &d.id)) {
                text.push(Tone::Head, format!("{} ({} {})", d.title, d.kind, d.id));
                last = Some((d.kind, &d.id));
            }
            for (title, said) in [(&mine.title, &d.a), (&other.title, &d.b)] {
                text.push(Tone::Plain, side(d, title, said.as_deref()));
            }
        }
        self.show(text);
    }
}

fn side(d: &Difference, title: &str, said: Option<&str>) -> String {
    let key = if d.key.is_empty() { String::new() } else { format!("{}: ", d.key) };
    format!("  {title} · {}", said.map_or_else(|| "not there".to_owned(), |s| format!("{key}{s}")))
}

fn moves_in_short(moved: &[(ChildId, Moved)]) -> String {
    let mut children: Vec<ChildId> = moved.iter().map(|(child, _)| *child).collect();
    children.dedup();
    format!(
        "{} would move for {}. Reviews already held keep the limit they were judged by.",
        words::count(moved.len(), "open date", "open dates"),
        words::count(children.len(), "child", "children")
    )
}
