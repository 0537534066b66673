//! A document as plain text: what is pasted into a system that knows no headings.

use unicode_width::UnicodeWidthStr;

use super::markdown::{Block, Inline, plain};

/// The text, its blocks a blank line apart.
pub(crate) fn text(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks.iter().map(block).filter(|p| !p.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

/// The same in lines for a screen of so many columns: a table that fits stands in its columns, held apart by spaces that do
/// not break.
pub(crate) fn lines(blocks: &[Block], columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for one in blocks {
        match one {
            Block::Table { head, rows } => lines.extend(
                table(head, rows, columns).unwrap_or_else(|| block(one).lines().map(str::to_owned).collect()),
            ),
            Block::Chart(_) | Block::Apart => {}
            other => lines.extend(block(other).lines().map(str::to_owned)),
        }
        lines.push(String::new());
    }
    lines
}

/// The rows of a table under their heads; none where they are too wide.
fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], columns: usize) -> Option<Vec<String>> {
    let all: Vec<Vec<String>> = std::iter::once(head)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.iter().map(|c| plain(c)).collect())
        .collect();
    let width =
        |column: usize| all.iter().filter_map(|row| row.get(column)).map(|c| c.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    if widths.iter().map(|width| width + 2).sum::<usize>() > columns {
        return None;
    }
    let cell = |(cell, width): (&String, &usize)| {
        format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()) + 2))
    };
    let line = |row: &Vec<String>| {
        row.iter().zip(&widths).map(cell).collect::<String>().trim_end().replace(' ', "\u{a0}")
    };
    Some(all.iter().map(line).collect())
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(1, line) => plain(line).to_uppercase(),
        Block::Heading(_, line) | Block::Paragraph(line) | Block::Quote(line) => plain(line),
        Block::List { numbered, items } => {
            let mark = |n: usize| if *numbered { format!("{}. ", n + 1) } else { "- ".to_owned() };
            let line = |(n, item): (usize, &Vec<Inline>)| format!("{}{}", mark(n), plain(item));
            items.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
        }
        Block::Table { head, rows } => rows.iter().map(|r| row(head, r)).collect::<Vec<_>>().join("\n\n"),
        Block::Chart(_) | Block::Apart => String::new(),
    }
}

/// A row as lines of title and words; a cell without words is left out.
fn row(head: &[Vec<Inline>], cells: &[Vec<Inline>]) -> String {
    let line = |(title, cell): (&Vec<Inline>, &Vec<Inline>)| match (plain(title), plain(cell)) {
        (_, cell) if cell.is_empty() => None,
        (title, cell) if title.is_empty() => Some(cell),
        (title, cell) => Some(format!("{title}: {cell}")),
    };
    head.iter().zip(cells).filter_map(line).collect::<Vec<_>>().join("\n")
}
