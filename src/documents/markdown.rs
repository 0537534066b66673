//! Markdown to blocks: what every format of a document is made from.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::chart::Chart;

/// What stands on both sides of something a person still has to fill in.
pub(crate) const GAP: &str = "……";

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading and its level, from 1.
    Heading(u8, Vec<Inline>),
    Paragraph(Vec<Inline>),
    Quote(Vec<Inline>),
    List {
        numbered: bool,
        items: Vec<Vec<Inline>>,
    },
    Table {
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Bars drawn beside a table, which no Markdown has.
    Chart(Chart),
    /// What follows stands apart: how to reach people, not part of the text that is measured.
    Apart,
}

/// Words in one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inline {
    pub(crate) text: String,
    pub(crate) strong: bool,
    /// Something a person still has to fill in.
    pub(crate) gap: bool,
}

/// The words of a line, without their looks.
pub(crate) fn plain(line: &[Inline]) -> String {
    line.iter().map(|i| i.text.as_str()).collect()
}

/// The blocks of a text.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.blocks
}

/// The title of a text: its first heading.
pub(crate) fn title(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|b| if let Block::Heading(_, line) = b { Some(plain(line)) } else { None })
}

/// What a person still has to fill in, in the order of the text.
pub(crate) fn gaps(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |line: &[Inline]| {
        found.extend(line.iter().filter(|i| i.gap).map(|i| i.text.replace(GAP, "").trim().to_owned()));
    };
    for block in blocks {
        match block {
            Block::Heading(_, line) | Block::Paragraph(line) | Block::Quote(line) => look(line),
            Block::List { items, .. } => items.iter().for_each(|i| look(i)),
            Block::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| look(cell));
            }
            Block::Chart(_) | Block::Apart => {}
        }
    }
    found
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    line: Vec<Inline>,
    strong: bool,
    quoted: bool,
    lists: Vec<(bool, Vec<Vec<Inline>>)>,
    rows: Vec<Vec<Vec<Inline>>>,
    cells: Vec<Vec<Inline>>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Strong) => self.strong = true,
            Event::End(TagEnd::Strong) => self.strong = false,
            Event::Start(Tag::BlockQuote(_)) => self.quoted = true,
            Event::End(TagEnd::BlockQuote(_)) => self.quoted = false,
            Event::Start(Tag::List(first)) => self.lists.push((first.is_some(), Vec::new())),
            Event::End(TagEnd::List(_)) => {
                if let Some((numbered, items)) = self.lists.pop() {
                    self.blocks.push(Block::List { numbered, items });
                }
            }
            Event::End(TagEnd::Item) => {
                let line = self.take_line();
                if let Some((_, items)) = self.lists.last_mut().filter(|_| !line.is_empty()) {
                    items.push(line);
                }
            }
            Event::End(TagEnd::Heading(level)) => {
                let line = self.take_line();
                self.blocks.push(Block::Heading(level as u8, line));
            }
            Event::End(TagEnd::Paragraph) if self.lists.is_empty() => {
                let line = self.take_line();
                self.blocks.push(if self.quoted { Block::Quote(line) } else { Block::Paragraph(line) });
            }
            Event::End(TagEnd::TableCell) => {
                let line = self.take_line();
                self.cells.push(line);
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                self.rows.push(std::mem::take(&mut self.cells));
            }
            Event::End(TagEnd::Table) => {
                let mut rows = std::mem::take(&mut self.rows).into_iter();
                let head = rows.next().unwrap_or_default();
                self.blocks.push(Block::Table { head, rows: rows.collect() });
            }
            Event::Rule => self.blocks.push(Block::Apart),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.say(&text);
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            _ => {}
        }
    }

    /// Words, what is still to be filled in told apart from them.
    fn say(&mut self, text: &str) {
        match (self.strong, self.line.last_mut()) {
            (strong, Some(last)) if last.strong == strong => last.text.push_str(text),
            (strong, _) => self.line.push(Inline { text: text.to_owned(), strong, gap: false }),
        }
    }

    fn take_line(&mut self) -> Vec<Inline> {
        let line = std::mem::take(&mut self.line);
        line.into_iter().flat_map(|run| apart(&run)).filter(|i| !i.text.is_empty()).collect()
    }
}

/// A run of words, its gaps as runs of their own.
fn apart(run: &Inline) -> Vec<Inline> {
    let mut runs = Vec::new();
    for (n, part) in run.text.split(GAP).enumerate() {
        let gap = n % 2 == 1;
        let text = if gap { format!("{GAP}{part}{GAP}") } else { part.to_owned() };
        runs.push(Inline { text, strong: run.strong, gap });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_into_blocks() {
        let text = "# Title\n\nDear **Amara**, at …… the hour …… we\nmet.\n\n- one\n- two\n\n> \"I like it\"\n\n\
                    | A | B |\n|---|---|\n| 1 | x\\|y |\n\n---\n\nRing me";
        let found = blocks(text);
        assert_eq!(title(&found).as_deref(), Some("Title"));
        assert_eq!(gaps(&found), ["the hour"]);
        let Some(Block::Paragraph(line)) = found.get(1) else { panic!("{found:?}") };
        assert_eq!(plain(line), "Dear Amara, at …… the hour …… we met.");
        assert!(line.iter().any(|i| i.strong && i.text == "Amara"));
        let Some(Block::Table { head, rows }) = found.get(4) else { panic!("{found:?}") };
        assert_eq!((head.len(), plain(&rows[0][1])), (2, "x|y".to_owned()));
        assert_eq!(found.get(5), Some(&Block::Apart));
        assert_eq!(found.len(), 7);
    }
}
