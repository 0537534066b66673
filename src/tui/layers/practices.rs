//! Practices on the screen: chosen, looked at, compared, and what another one would move before it is accepted.

use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::casework::acts::{Subject, would_move};
use crate::casework::find_practice;
use crate::model::ids::ChildId;
use crate::rules::practice::{Difference, compare};
use crate::tui::ask::Ask;
use crate::tui::place::Place;
use crate::tui::scene::Scene;

/// Offers every practice, the one in use marked; `chosen` is where one leads.
pub(crate) fn choose(scene: Scene<'_>, title: &str, chosen: fn(String) -> Place) -> Ask {
    let all = match scene.desk.practices() {
        Ok(all) => all,
        Err(error) => return Ask::Fail(error),
    };
    let now = &scene.board().practice.id;
    let item = |(id, title): (String, String)| {
        let hint = if id == *now { format!("{id}, in use") } else { id.clone() };
        Item::new(title, hint, Ask::Go(chosen(id)))
    };
    Ask::open(Picker::new(title, all.into_iter().map(item).collect()))
}

/// Asks before the book is judged by another practice; every date it would move is a line further.
pub(crate) fn preview(scene: Scene<'_>, id: &str) -> Ask {
    let moved = match scene.desk.preview_practice(id, None) {
        Ok(moved) => moved,
        Err(error) => return Ask::Fail(error),
    };
    let known = scene.desk.practices().unwrap_or_default().into_iter().find(|(known, _)| known == id);
    let title = known.map_or_else(|| id.to_owned(), |(_, title)| title);
    let words = vec![("practice", id.to_owned())];
    let items = vec![
        Item::new("no, change nothing", "", Ask::Nothing),
        Item::new(format!("yes, work by {title}"), "", Ask::Do("practice", Subject::whole(), words)),
        Item::new("show every date that would move", "", Ask::Go(Place::Moves(id.to_owned()))),
        Item::new(
            "look at what it asks, stage by stage, with its sources",
            "",
            Ask::Go(Place::Reads(id.to_owned())),
        ),
        Item::new("compare it with the practice in use", "", Ask::Go(Place::Compared(id.to_owned()))),
    ];
    Ask::open(Picker::new(format!("Work by the practice of {title}?"), items).note(would_move(&moved)))
}

/// Lists, child by child, every date another practice would move; the question lies beneath.
pub(crate) fn moves(scene: Scene<'_>, id: &str) -> Ask {
    let moved = match scene.desk.preview_practice(id, None) {
        Ok(moved) => moved,
        Err(error) => return Ask::Fail(error),
    };
    let mut text = TextBox::new(format!("What {id} would move"));
    text.push(Tone::Plain, would_move(&moved));
    let mut of: Option<ChildId> = None;
    for (child, moved) in &moved {
        if of != Some(*child) {
            text.push(Tone::Plain, "");
            text.push(Tone::Head, scene.who(*child));
            of = Some(*child);
        }
        text.push(Tone::Plain, moved.line());
    }
    preview(scene, id).then(Ask::open(text))
}

/// Shows in what another practice differs from the one in use.
pub(crate) fn compared(scene: Scene<'_>, id: &str) -> Ask {
    let other = match find_practice(Some(&scene.desk.store), id) {
        Ok(practice) => practice,
        Err(error) => return Ask::Fail(error),
    };
    let mine = &scene.board().practice;
    let differences = compare(mine, &other);
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
    Ask::open(text)
}

fn side(d: &Difference, title: &str, said: Option<&str>) -> String {
    let key = if d.key.is_empty() { String::new() } else { format!("{}: ", d.key) };
    format!("  {title} · {}", said.map_or_else(|| "not there".to_owned(), |s| format!("{key}{s}")))
}
