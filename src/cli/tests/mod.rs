//! The program run in process: arguments in; exit code, output and errors out.

mod advice;
mod book;
mod changes;
mod clocks;
mod contract;
mod damaged;
mod days;
mod differ;
mod escalations;
mod facts;
mod fuzz;
mod ledger;
mod lines;
mod measures;
mod practice;
mod reports;
mod review;
mod safe;
mod write;
mod years;

use std::path::PathBuf;

use serde_json::Value;

use super::{Ends, run};
use crate::store::{Cost, Store};

const PASSPHRASE: &str = "marble kettle ostrich velvet\n";

struct Ran {
    code: u8,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    fn rows(&self) -> Vec<Value> {
        self.json().as_array().unwrap().clone()
    }
}

fn ran(args: &[&str], input: &str) -> Ran {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input.as_bytes());
    let args = std::iter::once("casebook").chain(args.iter().copied()).map(Into::into);
    let ends = Ends { input: &mut input, out: &mut out, err: &mut err, asks: false, watched: false };
    let code = run(args, ends);
    Ran { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// A folder with a book in it.
struct Book {
    _dir: tempfile::TempDir,
    book: PathBuf,
    pass: PathBuf,
}

impl Book {
    /// A folder for one.
    fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (book, pass) = (dir.path().join("first.casebook"), dir.path().join("pass"));
        std::fs::write(&pass, PASSPHRASE).unwrap();
        Self { _dir: dir, book, pass }
    }

    /// Made as anybody makes one, then copied under a passphrase that is cheap to try.
    fn new(practice: &str) -> Self {
        let mut made = Self::empty();
        let book = made.book.with_file_name("a.casebook");
        let init = made.on("2025-12-15", &["init", "--iro", "Ann Reviewer", "--practice", practice]);
        assert_eq!(init.code, 0, "{}", init.err);
        let key = PASSPHRASE.trim_end().as_bytes();
        let store = Store::open(&made.book, key).unwrap();
        store.save_with(&book, key, Cost::for_tests()).unwrap();
        made.book = book;
        made
    }

    /// For what is the same on every day; the day is still said, so that the clock of the machine is not asked.
    fn run(&self, args: &[&str]) -> Ran {
        self.on("2026-11-22", args)
    }

    fn on(&self, day: &str, args: &[&str]) -> Ran {
        let files = ["--book", self.book.to_str().unwrap(), "--passphrase-file", self.pass.to_str().unwrap()];
        ran(&[&["--on", day], files.as_slice(), args].concat(), "")
    }
}

fn has_keys(row: &Value, keys: &str) {
    for key in keys.split(", ") {
        assert!(row.get(key).is_some(), "no {key} in {row}");
    }
}

#[test]
fn words_that_are_off_exit_2_and_help_exits_0() {
    for args in [
        &["nonsense"][..],
        &["due", "--status", "sometime"],
        &["record", "review", "T1"],
        &["workdays", "add", "2026-01-01"],
        &["list", "--book", "/nowhere.casebook", "--frobnicate"],
    ] {
        let off = ran(args, "");
        assert_eq!(off.code, 2, "{args:?}");
        assert!(off.err.starts_with("casebook: ") && off.out.is_empty(), "{}", off.err);
    }
    for args in [&["--help"][..], &["--version"], &["record", "review", "--help"]] {
        assert_eq!(ran(args, "").code, 0, "{args:?}");
    }
    let screen = ran(&["--book", "/nowhere.casebook"], "");
    assert_eq!(screen.code, 2, "{}", screen.err);
}

#[test]
fn working_days_and_months_need_no_book() {
    assert_eq!(ran(&["workdays", "add", "2025-12-15", "20"], "").out, "2026-01-15\n");
    assert_eq!(ran(&["workdays", "add", "2025-12-29", "-3"], "").out, "2025-12-22\n");
    assert_eq!(ran(&["workdays", "between", "2025-12-15", "2026-01-15"], "").out, "20\n");
    assert_eq!(ran(&["months", "add", "31/01/2026", "1"], "").out, "2026-02-28\n");
    let json = ran(&["workdays", "add", "2025-12-15", "20", "--json"], "").json();
    assert_eq!(json["date"], "2026-01-15");
    let wrong = ran(&["workdays", "add", "32/01/2026", "1"], "");
    assert_eq!((wrong.code, wrong.out.as_str()), (3, ""));
}

#[test]
fn lines_are_counted_one_by_one_and_bad_ones_are_named() {
    let lines = "2025-12-15 20\nnonsense\n2031-06-01 1\n2029-12-03 2\n2025-12-15 x\n";
    let counted = ran(&["workdays", "add", "--stdin"], lines);
    assert_eq!(counted.code, 3);
    assert_eq!(counted.out, "2026-01-15\n-\n-\n2029-12-05\n-\n");
    let named: Vec<&str> = counted.err.lines().map(|l| l.split(':').next().unwrap()).collect();
    assert_eq!(named, ["line 2", "line 3", "line 4", "line 5"]);
    assert!(counted.err.contains("line 4: provisional"));

    let many: String = (0..100_000).map(|n| format!("2026-01-{:02} {}\n", n % 28 + 1, n % 500)).collect();
    let began = crate::clock::worked();
    let counted = ran(&["workdays", "add", "--stdin"], &many);
    assert_eq!((counted.code, counted.out.lines().count()), (0, 100_000));
    let took = crate::clock::worked() - began;
    assert!(took.as_secs() < 10, "{took:?}");
    let months = ran(&["months", "add", "--stdin"], "2026-01-31 1\n2024-02-29 12\n");
    assert_eq!(months.out, "2026-02-28\n2025-02-28\n");
}

#[test]
fn practices_are_listed_shown_and_checked() {
    let list = ran(&["practice", "list", "--json"], "").rows();
    assert!(list.iter().any(|p| p["id"] == "luton" && p["extends"] == "england"));
    let luton = ran(&["practice", "show", "luton", "--json"], "").json();
    has_keys(&luton, "practice, regimes, duties, events, checklists, protocols");
    has_keys(&luton["duties"][0], "id, title, owner, scope, due, when, basis, cite, own");
    assert_eq!(ran(&["practice", "show", "luton"], "").code, 0);
    assert_eq!(ran(&["practice", "show", "narnia"], "").code, 7);
    let conditions = ran(&["practice", "conditions", "--json"], "").rows();
    assert!(conditions.iter().any(|c| c["condition"] == "care-order"));

    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let head = |id: &str, base: &str| {
        format!("[practice]\nid = \"{id}\"\ntitle = \"T\"\nextends = \"{base}\"\nsource = \"s\"\n")
    };
    let good = file("near.toml", &head("near", "luton"));
    let checked = ran(&["practice", "check", &good, "--json"], "").json();
    assert_eq!((&checked["ok"], checked["errors"].as_array().unwrap().len()), (&Value::Bool(true), 0));
    let over = file("over.toml", &head("over", "near"));
    assert_eq!(ran(&["practice", "check", &over], "").code, 0);
    let bad = file(
        "bad.toml",
        &format!("{}\n[[duty]]\nid = \"sw-consulted\"\nowner = \"irro\"\n", head("bad", "luton")),
    );
    let checked = ran(&["practice", "check", &bad, "--json"], "");
    assert_eq!(checked.code, 3);
    let json: Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!(json["ok"], false);
    has_keys(&json["errors"][0], "line, key, message, hint");
    assert_eq!(ran(&["practice", "check", "/nowhere.toml"], "").code, 7);
}
