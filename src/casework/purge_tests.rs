//! Children taken out for good.

use chrono::NaiveDate;
use rusqlite::types::ValueRef;

use super::Desk;
use crate::board::Row;
use crate::documents::draft::Format;
use crate::documents::record::record as record_of;
use crate::store::{Act, Cost, Store};

const SECRET: &[u8] = b"quiet river lantern moss";

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

/// Everything in a book, read as text.
fn dump(store: &Store) -> String {
    let tables = store
        .all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", [], |r| {
            r.get::<_, String>(0)
        })
        .unwrap();
    let mut all = String::new();
    for table in tables {
        let rows = store.all(&format!("SELECT * FROM {table}"), [], |r| {
            let width = r.as_ref().column_count();
            let cell = |c| match r.get_ref(c).unwrap() {
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                other => format!("{other:?}"),
            };
            Ok((0..width).map(cell).collect::<Vec<_>>().join("|"))
        });
        all += &rows.unwrap().join("\n");
    }
    all
}

#[test]
fn a_purged_child_is_nowhere_in_the_book_and_the_proof_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("a.casebook");
    Desk::demo(today(), 6, 7, None).unwrap().store.save_with(&book, SECRET, Cost::for_tests()).unwrap();
    let mut desk = Desk::open(&book, SECRET, today(), None).unwrap();
    let id = desk.board.children()[1].id();
    desk.store
        .act(&Act::about(id, "Name Xyzzyforename", today()), |tx| {
            let mut child = tx.case(id)?.unwrap().child;
            (child.number, child.forename, child.surname) =
                ("XYZZY77".into(), "Xyzzyforename".into(), "Xyzzysurname".into());
            tx.update(&child)
        })
        .unwrap();
    desk.undo(None).unwrap();
    desk.redo(None).unwrap();
    desk.store.put_draft(&format!("contact:{id}"), "Xyzzy was seen").unwrap();
    desk.store.put_draft("contact:99999", "another draft").unwrap();
    desk.calendar_file(&super::Selection { full_names: true, ..Default::default() }, |_| Ok(())).unwrap();
    desk.hand_over(&[id], "B. Idris", SECRET, |_| Ok(())).unwrap();
    assert!(dump(&desk.store).contains("Xyzzy") && dump(&desk.store).contains("XYZZY77"));
    assert_eq!(desk.over().iter().find(|o| o.id == id).unwrap().since, today());

    let proof = desk.purge(&[id], true).unwrap();
    assert!(proof.compacted && proof.backups_removed > 0, "{proof:?}");
    assert!(proof.purged[0].rows["child"] == 1 && proof.purged[0].rows.values().sum::<u64>() > 20);
    let left = dump(&desk.store);
    assert!(!left.contains("Xyzzy") && !left.contains("XYZZY77"));
    assert!(left.contains("another draft"), "other drafts stay");
    assert!(left.contains(&proof.purged[0].digest), "the log has the proof");
    assert!(desk.board.row(id).is_none() && desk.board.children().len() == 5);
    assert!(desk.undo(None).unwrap().is_none() && desk.redo(None).unwrap().is_none());
    let free: i64 = desk.store.all("PRAGMA freelist_count", [], |r| r.get(0)).unwrap()[0];
    assert_eq!(free, 0, "no free page is left");
    let verdict = desk.store.verify().unwrap();
    assert!(verdict.sound(), "{:?}", verdict.problems);
    let backups = std::fs::read_dir(folder.path().join("a.casebook.backups")).unwrap().count();
    assert_eq!(backups, 2, "one backup and its key file");
    let other = desk.board.children()[0].id();
    desk.mark_pasted(other, desk.board.children()[0].case.notes[0].id, true).unwrap();
    assert!(desk.undo(None).unwrap().is_some(), "what is done after it can be taken back");
}

#[test]
fn a_record_as_a_document_has_everything_and_masks_third_persons() {
    let desk = Desk::demo(today(), 12, 7, None).unwrap();
    let row = desk.board.children().iter().max_by_key(|r| r.case.notes.len()).unwrap();
    let record = record_of(&desk.board, row, false).unwrap();
    for head in ["Time in care", "Homes", "Reviews", "Decisions", "Notes and contacts", "Concerns raised"] {
        assert!(record.text.contains(head), "{head}");
    }
    assert!(record.text.contains(&row.case.child.name()));
    let carers = row.case.placements.iter().map(|p| p.carer.as_str()).filter(|c| !c.is_empty());
    for carer in carers {
        assert!(!record.text.contains(carer), "{carer}");
    }
    let others = desk.board.children().iter().filter(|r: &&Row| r.id() != row.id());
    for other in others.filter(|r| r.case.child.surname != row.case.child.surname) {
        assert!(!record.text.contains(&other.case.child.name()), "{}", other.case.child.name());
    }
    let dated = row.case.notes.iter().filter(|n| !n.text.is_empty()).count();
    assert!(record.text.matches("Text: ").count() >= dated);
    for format in Format::ALL {
        assert!(record.bytes(*format).unwrap().len() > 1000, "{format:?}");
    }
}
