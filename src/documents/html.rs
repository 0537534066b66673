//! A document as one file for a browser: nothing fetched, no script, readable on a telephone and in print.

use super::markdown::{Block, Inline};

/// Looks: sans serif, dark on light or light on dark as the reader's system has it.
const STYLE: &str = "body{font:1.1rem/1.55 Arial,Helvetica,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;\
color:#111;background:#fff}h1{font-size:1.5rem}h2{font-size:1.2rem}table{border-collapse:collapse;width:100%}\
th,td{border:1px solid #555;padding:.4rem .5rem;text-align:left;vertical-align:top}th{background:#eee}\
blockquote{margin:1rem 0;padding-left:1rem;border-left:.3rem solid #555}mark{background:#ff0;color:#000}\
.wide{overflow-x:auto}figure{margin:1rem 0;max-width:30rem}figcaption{font-weight:bold}\
svg{width:100%;font:14px Arial,Helvetica,sans-serif}svg text{fill:currentColor}svg rect{fill:currentColor;opacity:.6}\
@media (prefers-color-scheme:dark){body{color:#f5f5f5;background:#111}th{background:#333}}\
@media print{body{max-width:none;margin:0;color:#000;background:#fff}th{background:#fff}tr{break-inside:avoid}h1~h1{break-before:page}}";

/// The file, `title` being its title.
pub(crate) fn html(title: &str, blocks: &[Block]) -> String {
    let body: String = blocks.iter().enumerate().map(|(n, one)| block(n, one)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        escaped(title)
    )
}

fn block(n: usize, block: &Block) -> String {
    match block {
        Block::Chart(chart) => chart.svg(n, escaped),
        Block::Heading(level, line) => format!("<h{level}>{}</h{level}>\n", words(line)),
        Block::Paragraph(line) => format!("<p>{}</p>\n", words(line)),
        Block::Quote(line) => format!("<blockquote><p>{}</p></blockquote>\n", words(line)),
        Block::List { numbered, items } => {
            let tag = if *numbered { "ol" } else { "ul" };
            let items: String = items.iter().map(|i| format!("<li>{}</li>\n", words(i))).collect();
            format!("<{tag}>\n{items}</{tag}>\n")
        }
        Block::Table { head, rows } => {
            let titles: String =
                head.iter().map(|c| format!("<th scope=\"col\">{}</th>", words(c))).collect();
            let row = |cells: &Vec<Vec<Inline>>| {
                let cells: String = cells.iter().map(|c| format!("<td>{}</td>", words(c))).collect();
                format!("<tr>{cells}</tr>\n")
            };
            let rows: String = rows.iter().map(row).collect();
            format!(
                "<div class=\"wide\"><table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
            )
        }
        Block::Apart => "<hr>\n".to_owned(),
    }
}

fn words(line: &[Inline]) -> String {
    let run = |i: &Inline| {
        let text = escaped(&i.text).replace('\n', "<br>");
        match (i.gap, i.strong) {
            (true, _) => format!("<mark>{text}</mark>"),
            (false, true) => format!("<strong>{text}</strong>"),
            (false, false) => text,
        }
    };
    line.iter().map(run).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
