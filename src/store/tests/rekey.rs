//! The key of a book exchanged.

use std::fs;

use super::safe::{put_back, snapshot, whys};
use super::*;

#[test]
fn a_book_gets_a_new_key_and_its_passphrase_code_log_and_undo_stay() {
    let place = Place::new();
    let mut store = place.create();
    let id = add_child(&mut store, "1");
    let old = store.backup(None).unwrap();
    let code = store.new_recovery().unwrap();
    let before = keyfile::unlock(&place.path(), "passphrase", PASS).unwrap();
    let (mut store, done) = store.rekey(PASS, false).unwrap();
    assert!(done.recovery && done.old.len() == 2 && done.old.contains(&old), "{done:?}");
    assert_ne!(keyfile::unlock(&place.path(), "passphrase", PASS).unwrap(), before);
    assert_eq!(store.verify().unwrap().problems, Vec::<String>::new());
    store.act(&act("note"), |tx| tx.insert(Some(id), &note("after"))).unwrap();
    store.undo(None).unwrap().unwrap();
    store.undo(None).unwrap().unwrap();
    assert_eq!(children(&store), 0);
    store.redo(None).unwrap().unwrap();
    store.lock();
    assert!(connect::existing(&place.path(), &before, i64::MAX).is_err(), "the old key opens nothing");
    assert_eq!(whys(&place).iter().map(|w| w.1).collect::<Vec<_>>(), [true, true, true]);
    // The code as it was; a new passphrase does not spoil the backups of the old key.
    let new = b"copper lantern willow harbour";
    let store = Store::recover(&place.path(), &code, new).unwrap();
    assert!(store.verify().unwrap().sound());
    let (store, done) = store.rekey(new, true).unwrap();
    assert!(done.old.is_empty() && done.backup.exists() && !old.exists(), "{done:?}");
    store.lock();
    let all = Store::backups(&place.path(), new).unwrap();
    assert!(all.len() == 1 && all[0].whole, "{all:?}");
    Store::restore(&place.path(), &all[0].file, new).unwrap();
    assert!(Store::open(&place.path(), new).unwrap().verify().unwrap().sound());
}

#[test]
fn an_exchange_of_the_key_cut_off_at_any_step_leaves_a_book_that_stands() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "1");
    store.lock();
    let path = place.path();
    let store = place.open().unwrap();
    let (store, _) = store.rekey(PASS, false).unwrap();
    store.lock();
    // The files as they lie just before the word to go: the new ones ready beside the old ones.
    let aside =
        shelf::all(&shelf::folder_of(&path)).unwrap().into_iter().find(|k| k.why == Why::Rekey).unwrap();
    for end in [".keys.bak", ".keys", ""] {
        fs::rename(with_suffix(&path, end), with_suffix(&swap::staged(&path), end)).unwrap();
        fs::rename(with_suffix(&aside.file, end), with_suffix(&path, end)).unwrap();
    }
    let before = snapshot(&place);
    assert_eq!(children(&place.open().unwrap()), 1, "the old book stands");
    put_back(&place, &before);
    swap::begin(&path, &shelf::place(&path, Why::Rekey, None).unwrap()).unwrap();
    let begun = snapshot(&place);
    let aside =
        PathBuf::from(String::from_utf8(fs::read(with_suffix(&path, ".restoring.go")).unwrap()).unwrap());
    let aside = shelf::folder_of(&path).join(aside);
    let mut steps = Vec::new();
    for end in [".keys.bak", ".keys", ""] {
        steps.push((with_suffix(&path, end), with_suffix(&aside, end)));
        steps.push((with_suffix(&swap::staged(&path), end), with_suffix(&path, end)));
    }
    for done in 0..=steps.len() {
        put_back(&place, &begun);
        for (from, to) in &steps[..done] {
            fs::rename(from, to).unwrap();
        }
        let store = place.open().unwrap();
        assert!(children(&store) == 1 && store.verify().unwrap().sound(), "{done}");
    }
}
