//! What a child said or asked for, how it was heard, and what came of it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::row::Row;
use crate::model::record::NoteKind;
use crate::model::voice::How;
use crate::rules::working::long;

/// Whether it is words of the child, or something asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    Ask,
    Words,
}

/// Something a child said or asked for.
#[derive(Debug, Serialize)]
pub(crate) struct VoiceRow<'b> {
    /// Of the note, or of what was asked.
    pub(crate) id: i64,
    pub(crate) child: &'b str,
    pub(crate) date: NaiveDate,
    pub(crate) what: What,
    pub(crate) text: &'b str,
    pub(crate) heard_by: Option<&'b str>,
    pub(crate) how: Option<How>,
    pub(crate) alone: Option<bool>,
    pub(crate) why_not_alone: Option<&'b str>,
    pub(crate) advocate_offered: Option<bool>,
    pub(crate) rights_explained: Option<bool>,
    pub(crate) outcome: Option<&'b str>,
    pub(crate) outcome_on: Option<NaiveDate>,
    #[serde(skip)]
    pub(crate) name: String,
    /// That it was said, and how it was heard; or that it was asked, and whether it was answered.
    #[serde(skip)]
    pub(crate) told: String,
}

/// What a child said and asked for, oldest first.
pub(crate) fn voice(row: &Row) -> Vec<VoiceRow<'_>> {
    let child = row.case.child.number.as_str();
    let name = || row.case.child.name();
    let given = |text: &'_ str| !text.is_empty();
    let words = row.case.notes.iter().filter(|n| n.kind == NoteKind::Wishes).map(|n| {
        let heard = row.case.heard.iter().find(|h| h.note == n.id);
        VoiceRow {
            id: n.id.0,
            child,
            date: n.date,
            what: What::Words,
            text: &n.text,
            heard_by: Some(n.with.as_str()).filter(|w| given(w)),
            how: heard.map(|h| h.how),
            alone: heard.and_then(|h| h.alone),
            why_not_alone: heard.map(|h| h.why_not.as_str()).filter(|w| given(w)),
            advocate_offered: heard.and_then(|h| h.advocate),
            rights_explained: heard.and_then(|h| h.rights),
            outcome: None,
            outcome_on: None,
            name: name(),
            told: heard.map_or_else(|| "said".to_owned(), |h| format!("said, {}", h.in_words())),
        }
    });
    let asks = row.case.asks.iter().map(|a| VoiceRow {
        id: a.id.0,
        child,
        date: a.date,
        what: What::Ask,
        text: &a.text,
        heard_by: None,
        how: None,
        alone: None,
        why_not_alone: None,
        advocate_offered: None,
        rights_explained: None,
        outcome: Some(a.outcome.as_str()).filter(|o| given(o)),
        outcome_on: a.outcome_on,
        name: name(),
        told: match a.outcome_on {
            Some(on) => format!("asked [{}], answered {}", a.id, long(on)),
            None => format!("asked [{}], no answer yet", a.id),
        },
    });
    let mut all: Vec<VoiceRow<'_>> = words.chain(asks).collect();
    all.sort_by_key(|v| (v.date, v.what, v.id));
    all
}
