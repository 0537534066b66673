//! Every document for every reader over an invented caseload with brothers and sisters, named carers and words said alone:
//! nobody reads what they may not have. Addresses, telephones and postcodes, which the invented children have none of, are
//! tried in `cli/tests/write.rs`.

use std::collections::BTreeMap;

use super::kind::Document;
use super::reader::Reader;
use super::tests::{desk, draft};
use crate::board::{Board, Row};
use crate::model::record::NoteKind;
use crate::model::role::Role;
use crate::model::text::folded;

/// What this reader may not have of this child, each with its name.
fn never(board: &Board, row: &Row, document: Document, reader: Reader) -> Vec<(&'static str, String)> {
    let case = &row.case;
    let kin = |other: &Row| case.kin.iter().any(|k| k.other == other.id());
    let strangers = board.rows().filter(|other| other.id() != row.id() && !kin(other));
    let mut all: Vec<(&str, String)> = strangers
        .flat_map(|other| {
            [("another child", other.case.child.name()), ("another child", other.case.child.number.clone())]
        })
        .collect();
    let kept = |kind: NoteKind| kind != NoteKind::Wishes && kind != NoteKind::Session;
    let own = case.notes.iter().filter(|n| kept(n.kind) && n.text.len() > 30);
    all.extend(own.map(|n| ("a note of the IRO", n.text.clone())));
    if reader != Reader::Professional {
        all.push(("the authority's number", case.child.number.clone()));
    }
    if matches!(reader, Reader::Child | Reader::Parent | Reader::Carer) {
        let concerns = case.escalations.iter().filter(|e| e.text.len() > 30);
        all.extend(concerns.map(|e| ("a concern", e.text.clone())));
    }
    if reader != Reader::Child {
        let alone = case.heard.iter().filter(|h| h.alone == Some(true) && !h.shared).map(|h| h.note);
        let words = alone.filter_map(|id| case.notes.iter().find(|n| n.id == id));
        all.extend(words.map(|n| ("what was said alone", n.text.clone())));
    }
    if reader == Reader::Parent {
        let carers = case.people.iter().filter(|p| p.role == Role::Carer).map(|p| p.name.clone());
        let homes = case.placements.iter().map(|p| p.carer.clone());
        all.extend(carers.chain(homes).map(|name| ("a carer's name", name)));
    }
    // A message is about a concern: who gets it may read that.
    all.retain(|(what, text)| text.len() > 4 && !(document == Document::Message && *what == "a concern"));
    all
}

#[test]
fn no_reader_of_any_document_has_what_is_not_theirs() {
    let desk = desk();
    let (mut made, mut kinds) = (0, BTreeMap::new());
    let mut leaks = Vec::new();
    for row in desk.board.children() {
        for document in Document::ALL {
            for reader in Reader::ALL {
                let Some(draft) = draft(&desk, row, *document, *reader, &[]) else { continue };
                made += 1;
                let text = folded(&draft.text);
                for (what, words) in never(&desk.board, row, *document, *reader) {
                    *kinds.entry(what).or_insert(0) += 1;
                    if text.contains(&folded(&words)) {
                        leaks.push(format!("{document} for {reader} tells {what}: {words:?}"));
                    }
                }
            }
        }
    }
    leaks.sort();
    leaks.dedup();
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    assert!(made > 800, "{made} documents");
    assert!(kinds.len() == 6 && kinds.values().all(|n| *n > 20), "what was looked for: {kinds:?}");
}
