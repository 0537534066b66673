//! A document as a Word file that opens clean and reads aloud in order: real styles, headings by level, tables
//! whose first row is their head, page numbers, the language, a title. The same text gives the same bytes.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, Docx, Footer, IndentLevel, Level, LevelJc, LevelText, LineSpacing,
    NumberFormat, Numbering, NumberingId, PageMargin, PageNum, PageOrientationType, Paragraph, Run, RunFonts,
    Shading, SpecialIndentType, Start, Style, StyleType, Table, TableCell, TableCellMargins, TableRow,
    WidthType,
};

use super::chart::Chart;
use super::markdown::{Block, Inline};
use crate::error::{Error, Result};

/// What a Word file is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Looks<'t> {
    /// Its title, among its properties.
    pub(crate) title: &'t str,
    /// Its author, likewise.
    pub(crate) author: &'t str,
    /// Size of the text in points.
    pub(crate) points: usize,
    /// The page lies on its long side: a wide table.
    pub(crate) lying: bool,
}

/// Twentieths of a point: an A4 page, its margins of two centimetres, a step in.
const SHORT: u32 = 11906;
const LONG: u32 = 16838;
const MARGIN: i32 = 1134;
const STEP: i32 = 360;
/// Blanks of the longest bar of a chart, and its shade.
const LONGEST: u32 = 56;
const SHADE: &str = "595959";
/// Numbers of the two kinds of list.
const BULLETS: usize = 2;
const NUMBERS: usize = 3;

/// The bytes of the file.
///
/// # Errors
/// When it cannot be packed, which memory rules out.
pub(crate) fn docx(looks: &Looks<'_>, blocks: &[Block]) -> Result<Vec<u8>> {
    let footer = Paragraph::new().style("Normal").align(AlignmentType::Center).add_page_num(PageNum::new());
    let (width, height) = if looks.lying { (LONG, SHORT) } else { (SHORT, LONG) };
    let margin = PageMargin { top: MARGIN, left: MARGIN, bottom: MARGIN, right: MARGIN, ..PageMargin::new() };
    let mut doc = Docx::new()
        .page_size(width, height)
        .page_margin(margin)
        .default_fonts(RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial"))
        .default_size(looks.points * 2)
        .default_line_spacing(LineSpacing::new().line(288).after(120))
        .footer(Footer::new().add_paragraph(footer))
        .add_style(heading(1, looks.points * 2 + 10))
        .add_style(heading(2, looks.points * 2 + 4))
        .add_style(heading(3, looks.points * 2))
        .add_style(named("Quote", "Quote").indent(Some(STEP), None, None, None))
        .add_style(named("ListParagraph", "List Paragraph"));
    if looks.lying {
        doc = doc.page_orient(PageOrientationType::Landscape);
    }
    doc = list(list(doc, BULLETS, "bullet", "•"), NUMBERS, "decimal", "%1.");
    for (place, block) in blocks.iter().enumerate() {
        doc = match block {
            // Each child of a pack begins on a page of its own.
            Block::Heading(1, line) if place > 0 => {
                doc.add_paragraph(paragraph("Heading1", line).keep_next(true).page_break_before(true))
            }
            block => add(doc, block),
        };
    }
    let mut built = doc.build();
    built.styles = patched(built.styles, |s| {
        s.replace(
            "w:type=\"paragraph\" w:styleId=\"Normal\"",
            "w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"",
        )
        .replacen("</w:rPr></w:rPrDefault>", "<w:lang w:val=\"en-GB\" /></w:rPr></w:rPrDefault>", 1)
    });
    built.document = patched(built.document, |d| headed(&d));
    built.doc_props.core = core(looks).into_bytes();
    let mut bytes = Cursor::new(Vec::new());
    built.pack(&mut bytes).map_err(|e| {
        Error::internal(format!("The document could not be made ({e}); nothing was written."))
    })?;
    Ok(bytes.into_inner())
}

fn named(id: &str, name: &str) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal")
}

fn heading(level: usize, size: usize) -> Style {
    let style = named(&format!("Heading{level}"), &format!("heading {level}")).next("Normal");
    style.size(size).bold().outline_lvl(level - 1)
}

fn list(doc: Docx, id: usize, format: &str, text: &str) -> Docx {
    let level =
        Level::new(0, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"));
    let level = level.indent(Some(2 * STEP), Some(SpecialIndentType::Hanging(STEP)), None, None);
    doc.add_abstract_numbering(AbstractNumbering::new(id).add_level(level))
        .add_numbering(Numbering::new(id, id))
}

fn add(doc: Docx, block: &Block) -> Docx {
    match block {
        Block::Heading(level, line) => {
            doc.add_paragraph(paragraph(&format!("Heading{level}"), line).keep_next(true))
        }
        Block::Paragraph(line) => doc.add_paragraph(paragraph("Normal", line)),
        Block::Quote(line) => doc.add_paragraph(paragraph("Quote", line)),
        Block::List { numbered, items } => items.iter().fold(doc, |doc, item| {
            let id = NumberingId::new(if *numbered { NUMBERS } else { BULLETS });
            doc.add_paragraph(paragraph("ListParagraph", item).numbering(id, IndentLevel::new(0)))
        }),
        Block::Table { head, rows } => {
            let all = std::iter::once(row(head, true)).chain(rows.iter().map(|r| row(r, false)));
            doc.add_table(table(all.collect()))
        }
        Block::Chart(chart) => bars(doc, chart),
        Block::Apart => doc,
    }
}

/// Bars as runs of shaded blanks in a table of their own, each with its label and its number.
fn bars(doc: Docx, chart: &Chart) -> Docx {
    let said = |text: &str, strong| vec![Inline { text: text.to_owned(), strong, gap: false }];
    let head = ["What", "Bar", "Number"].map(|title| said(title, true));
    let drawn = chart.bars.iter().map(|(label, cell)| {
        let length = chart.length(cell, LONGEST).and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0);
        let bar = match length {
            Some(n) => Run::new().add_text("\u{a0}".repeat(n)).shading(Shading::new().fill(SHADE)),
            None => Run::new().add_text("–"),
        };
        let words = |text: &str| TableCell::new().add_paragraph(paragraph("Normal", &said(text, false)));
        let bar = TableCell::new().add_paragraph(Paragraph::new().style("Normal").add_run(bar));
        TableRow::new(vec![words(label), bar, words(cell)]).cant_split()
    });
    let all = std::iter::once(row(&head, true)).chain(drawn);
    doc.add_paragraph(paragraph("Normal", &said(&chart.title, true)).keep_next(true))
        .add_table(table(all.collect()))
}

fn table(rows: Vec<TableRow>) -> Table {
    let margins = TableCellMargins::new().margin(60, 100, 60, 100);
    Table::new(rows).width(5000, WidthType::Pct).margins(margins)
}

fn row(cells: &[Vec<Inline>], head: bool) -> TableRow {
    // A cell without words is read aloud as one that was forgotten.
    let none = || vec![Inline { text: "–".to_owned(), strong: false, gap: false }];
    let cell = |line: &Vec<Inline>| {
        let line = if line.is_empty() { none() } else { line.clone() };
        let strong: Vec<Inline> =
            line.into_iter().map(|i| Inline { strong: head || i.strong, ..i }).collect();
        TableCell::new().add_paragraph(paragraph("Normal", &strong))
    };
    TableRow::new(cells.iter().map(cell).collect()).cant_split()
}

fn paragraph(style: &str, line: &[Inline]) -> Paragraph {
    let mut paragraph = Paragraph::new().style(style);
    for inline in line {
        for (n, part) in inline.text.split('\n').enumerate() {
            let run = if n > 0 { Run::new().add_break(docx_rs::BreakType::TextWrapping) } else { Run::new() };
            let run = run.add_text(part);
            let run = if inline.strong { run.bold() } else { run };
            paragraph = paragraph.add_run(if inline.gap { run.highlight("yellow") } else { run });
        }
    }
    paragraph
}

/// The first row of each table marked as its head: the library does not know the mark.
fn headed(document: &str) -> String {
    let plain = "<w:cantSplit />";
    let mut parts = document.split("<w:tbl>");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, table| {
        text + "<w:tbl>" + &table.replacen(plain, "<w:cantSplit /><w:tblHeader />", 1)
    })
}

fn patched(bytes: Vec<u8>, patch: impl FnOnce(String) -> String) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) => patch(text).into_bytes(),
        Err(e) => e.into_bytes(),
    }
}

/// The properties of the file: whose it is and what, never when or where it was made.
fn core(looks: &Looks<'_>) -> String {
    let clean = |t: &str| t.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>en-GB</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">1970-01-01T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">1970-01-01T00:00:00Z</dcterms:modified>\
         </cp:coreProperties>",
        clean(looks.title),
        clean(looks.author)
    )
}
