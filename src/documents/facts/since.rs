//! What the child said and asked for, and what happened, since the review before.

use chrono::NaiveDate;
use serde::Serialize;

use super::said::{given, home, unquoted};
use crate::board::{Board, Row};
use crate::documents::reader::Guarded;
use crate::documents::redact::Redaction;
use crate::model::codes::legal_title;
use crate::model::record::NoteKind;
use crate::model::role::Role;
use crate::model::voice::How;

/// Words of the child.
#[derive(Debug, Serialize)]
pub(crate) struct Said {
    pub(crate) date: NaiveDate,
    pub(crate) text: String,
    pub(crate) alone: Option<bool>,
    pub(crate) how: Option<String>,
    /// What was seen by watching and play: no words of the child.
    pub(crate) observed: bool,
}

/// Something the child asked for.
#[derive(Debug, Serialize)]
pub(crate) struct Asked {
    pub(crate) date: NaiveDate,
    pub(crate) text: String,
    pub(crate) outcome: Option<String>,
}

/// Something that happened since the review before.
#[derive(Debug, Serialize)]
pub(crate) struct Happened {
    pub(crate) date: NaiveDate,
    pub(crate) what: String,
    pub(crate) text: Option<String>,
}

/// A child's record from the review before on, for one reader.
pub(super) struct Since<'b> {
    pub(super) board: &'b Board,
    pub(super) row: &'b Row,
    pub(super) redaction: &'b Redaction,
    /// The day of the review before; none where there is none, or all is wanted.
    pub(super) since: Option<NaiveDate>,
    /// The day of the review, else today.
    pub(super) until: NaiveDate,
}

impl Since<'_> {
    /// What was said, and how often something alone that this reader may not have.
    pub(super) fn said(&self) -> (Vec<Said>, usize) {
        let (case, red, since) = (&self.row.case, self.redaction, self.since);
        let wishes = case.notes.iter().filter(|n| n.kind == NoteKind::Wishes && Some(n.date) > since);
        let mut alone_only = 0;
        let said = wishes.filter_map(|n| {
            let heard = case.heard.iter().find(|h| h.note == n.id);
            let alone = heard.and_then(|h| h.alone);
            let text = Some(&n.text);
            let open = alone == Some(false) || heard.is_some_and(|h| h.shared);
            let Some(text) = (if open { text } else { red.fact(Guarded::SaidAlone, text) }) else {
                alone_only += 1;
                return None;
            };
            let (how, observed) =
                (heard.map(|h| h.how.says().to_owned()), heard.is_some_and(|h| h.how == How::Observed));
            Some(Said { date: n.date, text: red.words(unquoted(text)), alone, how, observed })
        });
        let said = said.collect();
        (said, alone_only)
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        let (red, since) = (self.redaction, self.since);
        let asks = self.row.case.asks.iter();
        let asks = asks.filter(|a| Some(a.date) > since || a.outcome_on.is_none() || a.outcome_on > since);
        asks.map(|a| Asked {
            date: a.date,
            text: red.words(&a.text),
            outcome: given(&a.outcome).map(|o| red.words(o)),
        })
        .collect()
    }

    /// What happened up to the review it is about: what the IRO was told of, and what the record has of homes, legal
    /// statuses and workers since the review before.
    pub(super) fn changes(&self) -> Vec<Happened> {
        let (board, case, red) = (self.board, &self.row.case, self.redaction);
        let (since, until) = (self.since, self.until);
        let told = case.changes.iter().filter(|c| Some(c.date) > since && c.date <= until);
        let title_of = |id: &str| board.practice.event(id).map_or_else(|| id.to_owned(), |e| e.title.clone());
        let mut all: Vec<Happened> = told
            .map(|c| Happened {
                date: c.date,
                what: title_of(&c.event),
                text: given(&c.text).map(|t| red.words(t)),
            })
            .collect();
        let within = |day: NaiveDate| since.is_some_and(|since| since < day) && day <= until;
        let new = |date, what: &str, of: &str| Happened { date, what: format!("{what}: {of}"), text: None };
        let homes = case.placements.iter().filter(|p| within(p.start));
        all.extend(homes.map(|p| new(p.start, "New home", &home(&p.code))));
        let legal = case.legal.iter().filter(|l| within(l.start));
        all.extend(legal.map(|l| new(l.start, "New legal status", legal_title(&l.code))));
        let workers = case.people.iter().filter(|p| p.role == Role::SocialWorker || p.role == Role::Iro);
        all.extend(workers.filter_map(|p| {
            let (start, name) = (p.start.filter(|day| within(*day))?, given(&p.name)?);
            let who = if p.role == Role::Iro { "Independent Reviewing Officer" } else { "social worker" };
            Some(new(start, &format!("New {who}"), name))
        }));
        all.sort_by_key(|c| c.date);
        all
    }
}
