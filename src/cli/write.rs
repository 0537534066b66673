//! `write`: a document of a review, a child or a concern, filled in for its reader.

use std::fs;
use std::path::Path;

use super::Code;
use super::context::{Context, day};
use super::write_args::WriteArgs;
use crate::board::{Board, Row};
use crate::documents::draft::{Draft, Format, Wanted, usual};
use crate::documents::kind::{About, Document};
use crate::documents::reader::{Guarded, Reader};
use crate::error::{Error, Result};
use crate::model::ids::EscalationId;
use crate::rules::slot::Slot;
use crate::rules::working::long;
use crate::store::hand_out;

/// `write`.
pub(crate) fn write(cx: &mut Context<'_>, args: &WriteArgs) -> Result<Code> {
    let document = Document::from_word(&args.document)?;
    let reader = args.reader.as_deref().map(Reader::from_word).transpose()?.unwrap_or(document.reader());
    let chosen =
        args.include.iter().map(|k| Guarded::from_word(k)).collect::<std::result::Result<Vec<_>, _>>()?;
    let reason = args.reason.as_deref().unwrap_or_default();
    if !chosen.is_empty() && reason.trim().is_empty() {
        return Err(Error::usage("Why a fact is put in for this reader is not said; nothing was written.")
            .hint("Give --reason TEXT; it is kept with the document."));
    }
    let format = format(args)?;
    let mut desk = cx.open()?;
    let period = args.period.as_ref().map(|p| day(&desk, p)).transpose()?;
    let sent = args.sent.as_ref().map(|d| day(&desk, d)).transpose()?;
    let row = desk.board.find(&args.child)?;
    let slot = slot(row, document, args.review, period)?;
    let concern = concern(&desk.board, row, document, args.concern)?;
    let wanted = Wanted { document, reader, chosen: &chosen, slot, concern };
    let mut draft = Draft::of(&desk.board, &desk.store, row, &wanted)?;
    if let Some(from) = &args.from {
        draft.text = fs::read_to_string(from).map_err(|e| {
            Error::data(format!("{} could not be read ({e}); nothing was written.", from.display()))
                .hint("Give a text file in UTF-8.")
        })?;
    }
    let bytes = draft.bytes(format)?;
    let child = row.id();
    let slot = slot.cloned();
    let paper = draft.leaving(reader, sent.unwrap_or(desk.board.today), sent.is_some(), reason);
    desk.may_keep(slot.as_ref(), &paper)?;
    deliver(cx, args, &bytes)?;
    for line in draft.told()? {
        cx.print.warn(line);
    }
    for line in desk.keep_paper(child, slot.as_ref(), paper)?.told {
        cx.print.warn(line);
    }
    desk.handed_out(&format!("write {document} for {reader}"), Some(child), 1)?;
    Ok(Code::DONE)
}

fn deliver(cx: &mut Context<'_>, args: &WriteArgs, bytes: &[u8]) -> Result<()> {
    if args.out == Path::new("-") {
        cx.print.raw(&String::from_utf8_lossy(bytes));
        return Ok(());
    }
    let (book, replace) = (cx.book()?, cx.may_replace(&args.out, args.force)?);
    hand_out(&args.out, bytes, Some(&book), replace)?;
    cx.print.line(format!("{} written.", args.out.display()));
    Ok(())
}

/// The format asked for, else what the file's ending says; Word, or Markdown on standard output.
fn format(args: &WriteArgs) -> Result<Format> {
    let out = &args.out;
    let screen = out == Path::new("-");
    let format = match &args.format {
        Some(word) => Format::from_word(word)?,
        None if screen => Format::Md,
        None => Format::of(out),
    };
    if screen && format == Format::Docx {
        return Err(
            Error::usage("A Word document goes into a file; nothing was written.").hint("Give --out FILE.")
        );
    }
    Ok(format)
}

/// The review it is about.
fn slot(
    row: &Row,
    document: Document,
    review: Option<u32>,
    period: Option<chrono::NaiveDate>,
) -> Result<Option<&Slot>> {
    let start = |s: &Slot| row.case.periods.get(s.period).map(|p| p.start);
    let latest = row.case.periods.last().map(|p| p.start);
    let name = row.case.child.name();
    if let Some(n) = review {
        let of = period.or(latest);
        let all = row.judged().reviews().filter(|s| start(s) == of);
        if let Some(slot) = all.clone().find(|s| s.sequence == n) {
            return Ok(Some(slot));
        }
        let there: Vec<String> = all.map(|s| s.sequence.to_string()).collect();
        let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
        let since = of.map(|day| format!(" of the period of care from {}", long(day))).unwrap_or_default();
        return Err(Error::missing(format!("{name} has no review {n}{since}; nothing was written."))
            .hint(format!("There are: {there}.")));
    }
    let found = usual(row, document);
    match (document.about(), found) {
        (About::Held, None) => {
            Err(Error::missing(format!("No review of {name} was held yet; nothing was written.")))
        }
        (About::Next, None) => {
            Err(Error::missing(format!("{name} has no review to come; nothing was written.")))
        }
        (_, found) => Ok(found),
    }
}

/// The concern a message is about: the one named, else the only one open.
fn concern(board: &Board, row: &Row, document: Document, id: Option<i64>) -> Result<Option<EscalationId>> {
    if document.about() != About::Concern {
        return Ok(None);
    }
    let all = board.concerns();
    let own: Vec<_> = all.iter().filter(|c| c.row.is_some_and(|r| r.id() == row.id())).collect();
    let found = match id {
        Some(id) => own.iter().find(|c| c.escalation.id == EscalationId(id)),
        None => own.iter().find(|c| c.escalation.is_open()),
    };
    let there: Vec<String> = own.iter().map(|c| c.escalation.id.to_string()).collect();
    let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
    found.map(|c| Some(c.escalation.id)).ok_or_else(|| {
        let name = row.case.child.name();
        Error::missing(format!("There is no such concern about {name}; nothing was written."))
            .hint(format!("There are: {there}. Give --concern ID."))
    })
}
