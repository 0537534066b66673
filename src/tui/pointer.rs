//! The mouse. What is pointed at stands for keys that are pressed: a line for so many steps to it, a pane for its
//! number, a key of the footer for itself. So the mouse does nothing that a key cannot do, and no screen hears of it.
//! Where things stand is noted while a frame is drawn that nobody sees.

use std::cell::RefCell;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::action::Scope;

/// Lines that one turn of the wheel goes.
const TURN: usize = 3;

/// Keys, each pressed so many times.
pub(crate) type Keys = Vec<(&'static str, usize)>;

thread_local! {
    /// Where things stand in the frame being drawn; none while it is drawn to be seen.
    static NOTED: RefCell<Option<Vec<Spot>>> = const { RefCell::new(None) };
}

/// A place, and what it stands for.
#[derive(Debug, Clone)]
struct Spot {
    area: Rect,
    means: Means,
}

#[derive(Debug, Clone)]
enum Means {
    Keys(Keys),
    /// The next line of a list; whether it is the chosen one.
    Line(bool),
}

fn noting(change: impl FnOnce(&mut Vec<Spot>)) {
    NOTED.with_borrow_mut(|noted| noted.as_mut().map_or((), change));
}

/// Notes that a place stands for keys.
pub(crate) fn keys(area: Rect, keys: Keys) {
    noting(|all| all.push(Spot { area, means: Means::Keys(keys) }));
}

/// Notes that a place is so many steps on, or back where there are fewer than none.
pub(crate) fn steps(area: Rect, on: &'static str, back: &'static str, steps: isize) {
    keys(area, vec![(if steps < 0 { back } else { on }, steps.unsigned_abs())]);
}

/// Notes the next line of a list.
pub(crate) fn line(area: Rect, chosen: bool) {
    noting(|all| all.push(Spot { area, means: Means::Line(chosen) }));
}

/// What was noted so far lies under something else.
pub(crate) fn cover() {
    noting(Vec::clear);
}

/// What was noted so far stands so many rows lower.
pub(crate) fn lower(rows: u16) {
    noting(|all| all.iter_mut().for_each(|spot| spot.area.y = spot.area.y.saturating_add(rows)));
}

/// The keys that something done with the mouse stands for, where `draw` draws what is seen.
pub(crate) fn pressed(event: MouseEvent, scope: Scope, draw: impl FnOnce()) -> Keys {
    let (down, up) = if scope == Scope::Calendar { ("j", "k") } else { ("down", "up") };
    match event.kind {
        MouseEventKind::ScrollDown => vec![(down, TURN)],
        MouseEventKind::ScrollUp => vec![(up, TURN)],
        MouseEventKind::Down(MouseButton::Left) => {
            NOTED.set(Some(Vec::new()));
            draw();
            let noted = NOTED.take().unwrap_or_default();
            at(&noted, Position { x: event.column, y: event.row }, (down, up), scope)
        }
        _ => Keys::new(),
    }
}

fn at(noted: &[Spot], at: Position, (down, up): (&'static str, &'static str), scope: Scope) -> Keys {
    // What was drawn last lies on top.
    let Some(place) = noted.iter().rposition(|spot| spot.area.contains(at)) else { return Keys::new() };
    let Some(spot) = noted.get(place) else { return Keys::new() };
    let Means::Line(_) = spot.means else {
        return if let Means::Keys(keys) = &spot.means { keys.clone() } else { Keys::new() };
    };
    let same = |other: &Spot| (other.area.x, other.area.width) == (spot.area.x, spot.area.width);
    let chosen = noted.iter().position(|other| matches!(other.means, Means::Line(true)) && same(other));
    let between = |from: usize, to: usize| {
        let lines = noted.iter().skip(from).take(to - from);
        lines.filter(|other| matches!(other.means, Means::Line(_)) && same(other)).count()
    };
    match chosen {
        None => Keys::new(),
        Some(chosen) if chosen == place && is_careful(scope) => Keys::new(),
        Some(chosen) if chosen == place => vec![("enter", 1)],
        Some(chosen) if chosen < place => vec![(down, between(chosen, place))],
        Some(chosen) => vec![(up, between(place, chosen))],
    }
}

/// Whether Enter on a line does more there than open it: a finger that slipped would tick a duty off, save a form.
fn is_careful(scope: Scope) -> bool {
    matches!(scope, Scope::Duties | Scope::Form | Scope::Words)
}
