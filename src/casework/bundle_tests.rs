//! Children handed over from book to book.

use chrono::NaiveDate;
use serde_json::Value;

use super::Desk;
use super::bundle::Received;
use crate::board::Row;
use crate::model::ids::ChildId;
use crate::store::{Bundle, hand_out};

const SECRET: &[u8] = b"quiet river lantern moss";

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn demo(children: usize, seed: u64) -> Desk {
    Desk::demo(today(), children, seed, None).unwrap()
}

fn all(desk: &Desk) -> Vec<ChildId> {
    desk.board.children().iter().map(Row::id).collect()
}

/// Hands children over into a bundle.
fn bundle(desk: &mut Desk, children: &[ChildId]) -> Bundle {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("away.bundle");
    desk.hand_over(children, "B. Idris", SECRET, |bytes| hand_out(&file, bytes, None, false)).unwrap();
    Bundle::open(&file, SECRET).unwrap()
}

/// What a record says, whatever its rows are numbered.
fn said(desk: &Desk) -> Vec<String> {
    fn plain(value: &mut Value) {
        match value {
            Value::Array(all) => all.iter_mut().for_each(plain),
            Value::Object(fields) => {
                fields.remove("handed");
                for key in ["id", "review", "note", "other", "others", "row", "subject", "decision"] {
                    if fields.get(key).is_some_and(|v| !v.is_string()) {
                        fields.insert(key.to_owned(), Value::Null);
                    }
                }
                fields.values_mut().for_each(plain);
            }
            _ => {}
        }
    }
    let mut said: Vec<String> = desk
        .board
        .children()
        .iter()
        .map(|row| {
            let mut value = serde_json::to_value(&row.case).unwrap();
            plain(&mut value);
            value.to_string()
        })
        .collect();
    said.sort();
    said
}

fn received(desk: &mut Desk, bundle: &Bundle, keep: bool) -> Box<crate::store::Taken> {
    match desk.receive(bundle, keep).unwrap() {
        Received::Now(_, taken) => taken,
        Received::Before(day) => panic!("received on {day}"),
    }
}

#[test]
fn a_record_arrives_whole_once_and_undo_takes_it_back() {
    let mut from = demo(12, 7);
    let before = said(&from);
    let bundle = bundle(&mut from, &all(&demo(12, 7)));
    assert!(from.board.children().iter().all(|r| r.case.handed.as_ref().unwrap().whom == "B. Idris"));
    from.undo(None).unwrap();
    assert!(from.board.children().iter().all(|r| r.case.handed.is_none()), "the mark is taken back");

    let mut to = demo(0, 1);
    let preview = to.preview_bundle(&bundle).unwrap();
    assert_eq!((preview.new.len(), preview.known.len(), preview.untied), (12, 0, 0));
    let taken = received(&mut to, &bundle, false);
    assert_eq!(taken.rows.keys().collect::<Vec<_>>(), preview.rows.keys().collect::<Vec<_>>());
    assert_eq!(said(&to), before, "every fact came along");
    assert!(matches!(to.receive(&bundle, false).unwrap(), Received::Before(_)), "once only");
    assert_eq!(said(&to), before);
    assert!(to.store.verify().unwrap().sound());
    to.undo(None).unwrap();
    assert_eq!(to.board.children().len(), 0);
    assert!(to.received(&bundle).unwrap().is_none(), "taken back, it can be received again");
    to.redo(None).unwrap();
    assert_eq!(said(&to), before);
}

#[test]
fn what_is_there_already_is_compared_field_by_field() {
    let mut from = demo(12, 7);
    let child = from.board.children()[2].id();
    let mut to = demo(12, 7);
    to.store
        .act(&crate::store::Act::general("Change", today()), |tx| {
            let mut case = tx.case(child)?.unwrap();
            case.child.forename = "Otherwise".into();
            case.child.language = None;
            tx.update(&case.child)?;
            tx.delete(case.notes[0].id)
        })
        .unwrap();
    to.board.refresh(&to.store).unwrap();
    let ours = said(&to);
    let bundle = bundle(&mut from, &[child]);
    let preview = to.preview_bundle(&bundle).unwrap();
    assert_eq!((preview.new.len(), preview.known.len()), (0, 1));
    let fields: Vec<(&str, &str)> =
        preview.differs.iter().map(|d| (d.field.as_str(), d.before.as_str())).collect();
    assert_eq!(fields, [("forename", "Otherwise")]);
    assert_eq!(said(&to), ours, "a preview writes nothing");

    received(&mut to, &bundle, true);
    let row = |desk: &Desk| desk.board.row(child).unwrap().case.clone();
    assert_eq!(row(&to).child.forename, "Otherwise", "the book's own stays");
    assert_eq!(row(&to).notes.len(), row(&from).notes.len(), "what was missing is there");
    to.undo(None).unwrap();
    assert_eq!(said(&to), ours);
    received(&mut to, &bundle, false);
    assert_eq!(row(&to).child.forename, row(&from).child.forename);
    assert_eq!(said(&to), said(&demo(12, 7)), "nothing is there twice");
}

#[test]
fn siblings_who_stay_behind_are_left_out_and_told() {
    let mut from = demo(30, 7);
    let tied = from.board.children().iter().find(|r| !r.case.kin.is_empty()).unwrap().id();
    let bundle = bundle(&mut from, &[tied]);
    let mut to = demo(0, 1);
    received(&mut to, &bundle, false);
    assert_eq!(to.board.children().len(), 1);
    assert!(to.board.children()[0].case.kin.is_empty());
}

#[test]
fn a_service_book_holds_each_child_once_says_whose_it_is_and_takes_nothing() {
    let (mut one, mut two) = (demo(8, 7), demo(8, 11));
    let rename = |desk: &mut Desk, iro: &str| {
        let act = crate::store::Act::general("Name", today());
        desk.store.act(&act, |tx| tx.set_setting("iro", iro)).unwrap();
    };
    rename(&mut one, "A. Reviewer");
    rename(&mut two, "B. Idris");
    let numbers = |desk: &Desk| -> Vec<String> {
        desk.board.children().iter().map(|r| r.case.child.number.clone()).collect()
    };
    let both: std::collections::BTreeSet<String> = numbers(&one).into_iter().chain(numbers(&two)).collect();
    let (a, b) = (all(&one), all(&two));
    let bundles = [bundle(&mut one, &a), bundle(&mut two, &b)];
    let (mut desk, _) = Desk::service(&bundles, None, today()).unwrap();
    assert_eq!(desk.board.children().len(), both.len());
    assert!(desk.board.rows().all(|row| matches!(row.iro(), Some("A. Reviewer" | "B. Idris"))));
    let child = desk.board.children()[0].id();
    let refused = desk.remove_child(child).unwrap_err();
    assert!(refused.message.contains("reading of bundles"), "{refused:?}");
    assert!(desk.handed_out("view", Some(child), 1).is_ok());
}

#[test]
fn a_bundle_that_was_touched_or_is_none_is_refused() {
    let mut from = demo(2, 7);
    let children = all(&from);
    let mut whole = Vec::new();
    from.hand_over(&children, "", SECRET, |bytes| {
        whole = bytes.to_vec();
        Ok(())
    })
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x");
    let open = |bytes: &[u8], secret: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        Bundle::open(&file, secret).map(drop)
    };
    assert!(open(&whole, SECRET).is_ok());
    use crate::error::Kind;
    assert_eq!(open(&whole, b"another one entirely").unwrap_err().kind, Kind::Locked);
    for at in [20, 400, whole.len() / 2, whole.len() - 1] {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        assert_eq!(open(&flipped, SECRET).unwrap_err().kind, Kind::Damaged, "byte {at}");
        assert!(open(&whole[..at], SECRET).is_err(), "cut at {at}");
    }
    assert_eq!(open(b"", SECRET).unwrap_err().kind, Kind::Data);
}
