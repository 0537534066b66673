//! The book at work on 70 and 2,000 invented children: opened for a reading command, read, written to, taken back.

use casebook::casework::Desk;
use casebook::model::ids::NoteId;
use casebook::model::record::{Note, NoteKind};
use casebook::store::{Cost, Store};
use chrono::NaiveDate;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const PASSPHRASE: &[u8] = b"marble kettle ostrich velvet";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}

/// Key derivation is the cheap one of the tests: what is left is the store's own.
#[divan::bench(args = [70, 2000], sample_count = 10, sample_size = 1)]
fn open(bencher: Bencher, children: usize) {
    let (Ok(folder), Ok(desk)) = (tempfile::tempdir(), Desk::demo(today(), children, 1, None)) else {
        return;
    };
    let file = folder.path().join("b.casebook");
    let Ok(()) = desk.store.save_with(&file, PASSPHRASE, Cost::for_tests()) else { return };
    bencher.bench_local(|| black_box(Store::open(&file, PASSPHRASE).map(Store::lock)));
}

#[divan::bench(args = [70, 2000], sample_count = 10, sample_size = 1)]
fn cases(bencher: Bencher, children: usize) {
    let Ok(desk) = Desk::demo(today(), children, 1, None) else { return };
    bencher.bench_local(|| black_box(desk.store.cases()));
}

#[divan::bench(args = [70, 2000], sample_count = 20, sample_size = 1)]
fn act(bencher: Bencher, children: usize) {
    let Ok(mut desk) = Desk::demo(today(), children, 1, None) else { return };
    bencher.bench_local(move || black_box(note(&mut desk)));
}

#[divan::bench(args = [70, 2000], sample_count = 20, sample_size = 1)]
fn undo(bencher: Bencher, children: usize) {
    let Ok(mut desk) = Desk::demo(today(), children, 1, None) else { return };
    for _ in 0..40 {
        note(&mut desk);
    }
    bencher.bench_local(move || black_box(desk.undo().map(|act| act.is_some())));
}

/// A note about the first child of the board: whether it was kept.
fn note(desk: &mut Desk) -> bool {
    let Some(child) = desk.board.children().first().map(|r| r.id()) else { return false };
    let note = Note {
        id: NoteId(0),
        kind: NoteKind::Note,
        date: today(),
        with: String::new(),
        text: "Seen at the placement.".to_owned(),
        place: None,
        pasted: false,
    };
    desk.add_note(Some(child), note).is_ok()
}
