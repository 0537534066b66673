//! A document as plain text: what is pasted into a system that knows no headings.

use super::markdown::{Block, Inline, plain};

/// The text, its blocks a blank line apart.
pub(crate) fn text(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks.iter().map(block).filter(|p| !p.is_empty()).collect();
    parts.join("\n\n") + "\n"
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
        Block::Apart => String::new(),
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
