//! The screen as plain lines, for screen readers: the line of the cursor first, then what was said, then what stands
//! beside the list, the list itself, the keys last. Boxes and columns side by side become one after the other.

use std::collections::{BTreeMap, VecDeque};

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Modifier;

use super::{draw, words};

/// Shows what `paint` paints as lines, between what was said and the keys; `chosen` is what is chosen where no
/// line of a list is, as a day.
pub(crate) fn view(
    frame: &mut Frame<'_>,
    (chosen, said, keys): (Option<String>, &str, &str),
    paint: impl FnOnce(&mut Frame<'_>),
) {
    let area = frame.area();
    let width = usize::from(area.width);
    let Some((drawn, at)) = draw::unseen((area.width, area.height), paint) else { return };
    let page = Page::of(&drawn, at);
    let keys = words::wrap(keys, width);
    let first = [chosen, Some(page.first.clone())].into_iter().flatten().filter(|l| !l.is_empty());
    let first = first.collect::<Vec<_>>().join(": ");
    let said = Some(said.trim().to_owned()).filter(|said| !said.is_empty());
    let body = std::iter::once(first).chain(said).chain(page.rest);
    let lines: Vec<String> = body.flat_map(|line| words::wrap(&line, width)).collect();
    let room = usize::from(area.height).saturating_sub(keys.len());
    let base = frame.buffer_mut().cell((area.x, area.y)).map(|cell| cell.style()).unwrap_or_default();
    let shown = lines.into_iter().take(room).zip(area.y..);
    let foot = area.bottom().saturating_sub(u16::try_from(keys.len()).unwrap_or(0));
    for (line, y) in shown.chain(keys.into_iter().zip(foot..)) {
        frame.buffer_mut().set_stringn(area.x, y, line, width, base);
    }
    let column = at.map_or(0, |_| page.column);
    frame.set_cursor_position((area.x + column.min(area.width.saturating_sub(1)), area.y));
}

/// The lines of a drawn screen.
struct Page {
    /// That of the cursor.
    first: String,
    /// Where in it typing goes on, in columns.
    column: u16,
    rest: VecDeque<String>,
}

/// A stretch of a row between two borders.
struct Stretch {
    from: u16,
    text: String,
}

impl Page {
    fn of(drawn: &Buffer, at: Option<Position>) -> Self {
        let cursor = at.or_else(|| marked(drawn)).or_else(|| reversed(drawn));
        // Boxes that begin at one column are read whole before the next; a row of borders ends them.
        let mut parts: BTreeMap<(usize, u16), Vec<String>> = BTreeMap::new();
        let (mut block, mut first, mut here) = (0, String::new(), None);
        for y in drawn.area.top()..drawn.area.bottom() {
            let border = is_border(drawn, y);
            block += usize::from(border);
            for stretch in stretches(drawn, y, border) {
                if cursor.is_some_and(|at| at.y == y && at.x >= stretch.from) {
                    (first, here) = (stretch.text.clone(), Some((block, stretch.from)));
                }
                parts.entry((block, stretch.from)).or_default().push(stretch.text);
            }
        }
        let list = here.and_then(|place| parts.remove(&place)).unwrap_or_default();
        let mut rest: VecDeque<String> =
            parts.into_values().flatten().chain(list).filter(|text| !text.is_empty()).collect();
        // Where nothing is chosen the title comes first.
        let first = Some(first).filter(|line| !line.is_empty()).or_else(|| rest.pop_front());
        Self { first: first.unwrap_or_default(), column: at.map_or(0, |at| typed_before(drawn, at)), rest }
    }
}

/// Columns of the cursor's line before the place where typing goes on, as the line is told.
fn typed_before(drawn: &Buffer, at: Position) -> u16 {
    let head: String =
        (drawn.area.left()..at.x).filter_map(|x| drawn.cell((x, at.y))).map(|c| c.symbol()).collect();
    let after = head.rsplit_once('│').map_or(head.as_str(), |(_, after)| after);
    let ends = after.ends_with(' ');
    u16::try_from(words::width(&plain(after)) + usize::from(ends)).unwrap_or(0)
}

/// The field in hand.
fn marked(drawn: &Buffer) -> Option<Position> {
    let rows = drawn.area.top()..drawn.area.bottom();
    let in_row = |y: u16| (drawn.area.left()..drawn.area.right()).find(|x| symbol(drawn, *x, y) == "▸");
    rows.into_iter().find_map(|y| in_row(y).map(|x| Position { x, y }))
}

/// The first reversed cell of the row that has most of them, below the names of the panes.
fn reversed(drawn: &Buffer) -> Option<Position> {
    let is = |x: u16, y: u16| drawn.cell((x, y)).is_some_and(|c| c.modifier.contains(Modifier::REVERSED));
    let columns = || drawn.area.left()..drawn.area.right();
    let rows = drawn.area.top() + 1..drawn.area.bottom();
    let best = rows.map(|y| (columns().filter(|x| is(*x, y)).count(), std::cmp::Reverse(y))).max();
    let y = best.filter(|(n, _)| *n > 0)?.1.0;
    columns().find(|x| is(*x, y)).map(|x| Position { x, y })
}

fn symbol(drawn: &Buffer, x: u16, y: u16) -> &str {
    drawn.cell((x, y)).map_or(" ", |cell| cell.symbol())
}

/// Whether a row is the edge of a box.
fn is_border(drawn: &Buffer, y: u16) -> bool {
    let cells = || (drawn.area.left()..drawn.area.right()).map(|x| symbol(drawn, x, y));
    cells().any(|s| matches!(s, "╭" | "╰" | "┌" | "└"))
        || cells().find(|s| *s != " ").is_some_and(|s| s == "├")
}

/// The words of a row, by the columns they begin at.
fn stretches(drawn: &Buffer, y: u16, border: bool) -> Vec<Stretch> {
    let mut all = vec![Stretch { from: drawn.area.left(), text: String::new() }];
    for x in drawn.area.left()..drawn.area.right() {
        let symbol = symbol(drawn, x, y);
        let ends = symbol == "│"
            || (border && matches!(symbol, "╭" | "╮" | "╰" | "╯" | "┬" | "┴" | "┼" | "├" | "┤"));
        match all.last_mut() {
            Some(last) if !ends => last.text.push_str(symbol),
            _ => all.push(Stretch { from: x + 1, text: String::new() }),
        }
    }
    all.iter_mut().for_each(|stretch| stretch.text = plain(&stretch.text));
    all
}

/// A row's words without lines; a wide gap between two columns is told as a comma.
fn plain(text: &str) -> String {
    let line = |c: char| matches!(c, '─' | '━' | '├' | '┤' | '┬' | '┴' | '┼' | '┊' | '▸');
    let text: String = text.chars().map(|c| if line(c) { ' ' } else { c }).collect();
    let parts: Vec<&str> = text.split("   ").map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_one_after_the_other_and_the_cursor_comes_first() {
        let lines = [
            " 1 Caseload  2 Calendar     ",
            "╭ 2 children ────┬ Ada ────╮",
            "│ ▲ Ada     9  5 │ In care │",
            "│ ○ Ben    11  8 │ “Why?”  │",
            "╰────────────────┴─────────╯",
        ];
        let mut drawn = Buffer::with_lines(lines);
        drawn.set_style(ratatui::layout::Rect::new(1, 3, 15, 1), Modifier::REVERSED);
        let page = Page::of(&drawn, None);
        assert_eq!(page.first, "○ Ben, 11  8");
        assert!(
            page.rest.iter().position(|l| l == "In care")
                < page.rest.iter().position(|l| l.contains("▲ Ada"))
        );
        assert!(!page.rest.iter().any(|line| line.contains(['│', '─'])));
    }
}
