//! Words looked for in everything that was written down.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::model::Case;
use crate::model::escalation::Escalation;
use crate::model::ids::ChildId;
use crate::model::record::{Note, NoteKind};
use crate::model::text::folded;
use crate::model::words::closed_set;

closed_set! {
    /// What a text is of.
    pub(crate) enum Writing is "kind of writing" {
        /// A note or contact.
        Note: "note",
        /// The child's own words.
        Words: "words" = "child's words",
        /// What the child asked for, and what came of it.
        Asked: "asked" = "child asked",
        /// A decision of a review.
        Decision: "decision",
        /// Something that happened.
        Change: "change",
        /// A concern, with what was done about it.
        Concern: "concern",
        /// A document that was written or sent.
        Document: "document",
    }
}

/// A text that has the words.
#[derive(Debug, Serialize)]
pub(crate) struct FoundRow<'b> {
    /// None for a text about the service.
    pub(crate) child: Option<&'b str>,
    pub(crate) kind: Writing,
    /// Of the note, decision and so on.
    pub(crate) id: i64,
    pub(crate) date: Option<NaiveDate>,
    /// The line that has the first of the words.
    pub(crate) line: String,
    #[serde(skip)]
    pub(crate) row: Option<ChildId>,
    /// The child's name, or `Service`.
    #[serde(skip)]
    pub(crate) name: String,
}

/// Texts that have every one of the words, in any case and accent, the latest first.
pub(crate) fn found<'b>(board: &'b Board, rows: &[&'b Row], service: bool, words: &str) -> Vec<FoundRow<'b>> {
    let words: Vec<String> = folded(words).split_whitespace().map(str::to_owned).collect();
    let mut search = Search { words: &words, row: None, found: Vec::new() };
    if words.is_empty() {
        return search.found;
    }
    if service {
        search.notes(&board.service_notes);
        search.concerns(&board.service_escalations);
    }
    for row in rows {
        search.row = Some(row);
        search.case(&row.case);
    }
    let mut all = search.found;
    all.sort_by(|a, b| b.date.cmp(&a.date).then((a.child, a.kind, a.id).cmp(&(b.child, b.kind, b.id))));
    all
}

/// What is looked for, in whose texts, and what was found so far.
struct Search<'b, 'w> {
    words: &'w [String],
    row: Option<&'b Row>,
    found: Vec<FoundRow<'b>>,
}

impl Search<'_, '_> {
    fn look(&mut self, kind: Writing, id: i64, date: Option<NaiveDate>, texts: &[&str]) {
        let Some(line) = line_with(self.words, texts) else { return };
        self.found.push(FoundRow {
            child: self.row.map(|r| r.case.child.number.as_str()),
            kind,
            id,
            date,
            line,
            row: self.row.map(Row::id),
            name: self.row.map_or_else(|| "Service".to_owned(), |r| r.case.child.name()),
        });
    }

    fn notes(&mut self, notes: &[Note]) {
        for note in notes {
            let kind = if note.kind == NoteKind::Wishes { Writing::Words } else { Writing::Note };
            self.look(kind, note.id.0, Some(note.date), &[&note.with, &note.text]);
        }
    }

    fn concerns(&mut self, concerns: &[Escalation]) {
        for concern in concerns {
            let moves = concern.moves.iter().map(|m| m.note.as_str());
            let own = [concern.text.as_str(), concern.effect.as_deref().unwrap_or_default()];
            let texts: Vec<&str> = own.into_iter().chain(moves).collect();
            self.look(Writing::Concern, concern.id.0, Some(concern.raised), &texts);
        }
    }

    fn case(&mut self, case: &Case) {
        self.notes(&case.notes);
        self.concerns(&case.escalations);
        for ask in &case.asks {
            self.look(Writing::Asked, ask.id.0, Some(ask.date), &[&ask.text, &ask.outcome]);
        }
        for decision in &case.decisions {
            let review = case.reviews.iter().find(|r| r.id == decision.review);
            let notes = decision.marks.iter().map(|m| m.note.as_str());
            let own = [&decision.text, &decision.outcome, &decision.for_child, &decision.person];
            let texts: Vec<&str> = own.into_iter().map(String::as_str).chain(notes).collect();
            let day = review.and_then(|r| r.held.or(r.booked));
            self.look(Writing::Decision, decision.id.0, day, &texts);
        }
        for change in &case.changes {
            self.look(Writing::Change, change.id.0, Some(change.date), &[&change.text]);
        }
        for paper in &case.papers {
            self.look(Writing::Document, paper.id.0, Some(paper.date), &[&paper.text]);
        }
    }
}

/// The first line that has the first of the words there is, where the texts together have them all.
fn line_with(words: &[String], texts: &[&str]) -> Option<String> {
    let plain: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    if !words.iter().all(|word| plain.iter().any(|text| text.contains(word))) {
        return None;
    }
    let lines = || texts.iter().flat_map(|text| text.lines());
    let first = words.first()?;
    let line = lines().find(|line| folded(line).contains(first)).or_else(|| lines().next())?;
    Some(line.trim().to_owned())
}
