//! Tests of the store on real files, with a cheap work factor.

mod damage;
mod facts;
mod files;
mod many;
mod rekey;
mod safe;
mod seals;
mod touched;
mod undoing;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::engine::{connect, hex, keyfile, ledger, migrate, shelf, swap};
use super::tables::settings::Setting;
use super::*;
use crate::error::{Error, Kind, Result};
use crate::model::child::{Child, Source};
use crate::model::ids::{ActId, ChildId, NoteId};
use crate::model::record::{Note, NoteKind};
use crate::platform::with_suffix;

const PASS: &[u8] = b"marble kettle ostrich velvet";

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 11, 22)
}

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("t.casebook")
    }

    fn create(&self) -> Store {
        Store::create_with(&self.path(), PASS, Cost::for_tests()).unwrap()
    }

    fn open(&self) -> Result<Store> {
        Store::open(&self.path(), PASS)
    }
}

fn act(label: &str) -> Act {
    Act::general(label, today())
}

fn note(text: &str) -> Note {
    Note {
        id: NoteId(0),
        kind: NoteKind::Note,
        date: today(),
        with: String::new(),
        text: text.into(),
        place: None,
        pasted: false,
    }
}

fn add_child(store: &mut Store, number: &str) -> ChildId {
    store.act(&act("add"), |tx| tx.insert((), &Child::new(number))).unwrap().1
}

fn children(store: &Store) -> usize {
    store.child_numbers().unwrap().len()
}

fn settings(store: &Store) -> Vec<(String, String)> {
    store.all("SELECT key, value FROM setting ORDER BY key", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
}

/// A hash of every fact in the book.
fn content(store: &Store) -> String {
    let mut sum = Sha256::new();
    for table in ledger::TABLES {
        let columns = ledger::columns(store.conn(), table).unwrap();
        let sql = format!("SELECT {} FROM {table} ORDER BY id", ledger::tuple("", &columns));
        for row in store.all(&sql, [], |r| r.get::<_, String>(0)).unwrap() {
            sum.update(table);
            sum.update(row);
        }
    }
    hex::encode(&sum.finalize()).to_string()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found
}

fn kind<T: std::fmt::Debug>(result: Result<T>) -> Kind {
    result.unwrap_err().kind
}
