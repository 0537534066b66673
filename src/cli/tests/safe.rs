//! The commands that keep the book safe, as scripts see them.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn beside(book: &Book, end: &str) -> PathBuf {
    PathBuf::from(format!("{}{end}", book.book.display()))
}

fn whys(book: &Book) -> Vec<String> {
    let rows = book.run(&["backup", "list", "--json"]).rows();
    rows.iter().for_each(|row| has_keys(row, "file, made, why, whole"));
    assert!(rows.iter().all(|row| row["whole"] == true), "{rows:?}");
    rows.iter().map(|row| row["why"].as_str().unwrap().to_owned()).collect()
}

fn secret(book: &Book, name: &str, words: &str) -> String {
    let file = book.book.with_file_name(name);
    fs::write(&file, words).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn a_day_an_import_and_a_change_of_practice_are_backed_up_by_themselves() {
    let book = Book::new("england");
    assert_eq!(whys(&book), [""; 0]);
    for _ in 0..2 {
        book.on("2026-11-20", &["list"]);
    }
    book.on("2026-11-21", &["record", "child", "1", "--forename", "Ada"]);
    let import = book.on(
        "2026-11-21",
        &["import", "ssda903", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ssda903_dev")],
    );
    assert_eq!(import.code, 0, "{}", import.err);
    assert_eq!(book.on("2026-11-21", &["practice", "use", "luton"]).code, 0);
    assert_eq!(book.on("2026-11-21", &["backup"]).code, 0);
    assert_eq!(whys(&book), ["hand", "practice", "import", "day", "day"]);
}

#[test]
fn a_damaged_book_is_brought_back_from_its_newest_whole_copy_once_that_was_agreed_to() {
    let book = Book::new("england");
    let record = |n: &str| assert_eq!(book.run(&["record", "child", n, "--forename", "Ada"]).code, 0);
    record("1");
    assert_eq!(book.run(&["backup"]).code, 0);
    record("2");
    let mut bytes = fs::read(&book.book).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096 + 50;
    for page in (4096 + 50..bytes.len()).step_by(4096) {
        if page >= middle {
            bytes[page] ^= 1;
        }
    }
    fs::write(&book.book, &bytes).unwrap();
    let broken = book.run(&["list"]);
    assert_eq!(broken.code, 5, "{}", broken.err);
    assert!(broken.err.contains("casebook restore"), "{}", broken.err);
    let asked = book.run(&["restore"]);
    assert_eq!(asked.code, 2, "{}", asked.err);
    assert!(
        asked.out.contains("holds 1 child.") && asked.err.contains("--yes"),
        "{}{}",
        asked.out,
        asked.err
    );
    assert!(fs::read(&book.book).unwrap() == bytes, "nothing was done unasked");
    let done = book.run(&["restore", "--yes", "--json"]).json();
    has_keys(&done, "path, set_aside, from, lost, gained");
    assert!(fs::exists(done["set_aside"].as_str().unwrap()).unwrap());
    assert_eq!(book.run(&["list", "--json"]).rows().len(), 1);
    assert!(!whys(&book).contains(&"restore".to_owned()), "a damaged book is no backup");
    let none = book.run(&["restore", "/nowhere/x.casebook", "--yes"]);
    assert_eq!(none.code, 7, "{}", none.err);
}

#[test]
fn a_restore_says_first_what_would_be_lost() {
    let book = Book::new("england");
    assert_eq!(book.run(&["backup"]).code, 0);
    assert_eq!(book.run(&["record", "child", "2", "--forename", "Ada"]).code, 0);
    let copy =
        book.run(&["backup", "list", "--json"]).rows().iter().find(|r| r["why"] == "hand").unwrap()["file"]
            .clone();
    let told = book.run(&["restore", copy.as_str().unwrap()]);
    assert!(told.out.contains("Would be lost, 1 act:") && told.out.contains("Ada"), "{}", told.out);
    let done = book.run(&["restore", copy.as_str().unwrap(), "--yes", "--json"]).json();
    assert_eq!(done["lost"].as_array().unwrap().len(), 1);
    // What was there was whole, and so is a backup: nothing is gone for good.
    let back = done["set_aside"].as_str().unwrap();
    assert_eq!(book.run(&["restore", back, "--yes"]).code, 0);
    assert_eq!(book.run(&["list", "--json"]).rows().len(), 1);
}

#[test]
fn the_passphrase_is_changed_and_a_lost_one_replaced_by_the_code() {
    let book = Book::new("england");
    let (new, newer) = (
        secret(&book, "new", "quiet river lantern moss\n"),
        secret(&book, "newer", "seven otters swim north\n"),
    );
    assert_eq!(book.run(&["passphrase", "--new-passphrase-file", &secret(&book, "weak", "short")]).code, 3);
    assert_eq!(book.run(&["passphrase"]).code, 2, "nobody to ask");
    let code = book.run(&["recovery", "new", "--json"]).json()["code"].as_str().unwrap().to_owned();
    assert_eq!(book.run(&["passphrase", "--new-passphrase-file", &new]).code, 0);
    assert_eq!(book.run(&["list"]).code, 4);
    let code = secret(&book, "code", &code);
    let wrong = secret(&book, "wrong", "7777-7777-7777-7777-7777-7777-7777");
    let used =
        |code: &str| book.run(&["recovery", "use", "--code-file", code, "--new-passphrase-file", &newer]);
    assert_eq!(used(&wrong).code, 3);
    assert_eq!(used(&code).code, 0);
    let open =
        ["--book", book.book.to_str().unwrap(), "--passphrase-file", &newer, "--on", "2026-11-22", "list"];
    assert_eq!(ran(&open, "").code, 0);
}

#[test]
fn what_is_left_of_a_book_is_salvaged_into_another() {
    let book = Book::new("england");
    assert_eq!(book.run(&["record", "child", "2", "--forename", "Ada"]).code, 0);
    let out = book.book.with_file_name("saved.casebook");
    let told = book.run(&["verify", "--salvage", out.to_str().unwrap(), "--json"]).json();
    has_keys(&told, "book, rows, torn, loose, nameless");
    assert_eq!(told["rows"]["child"], 1);
    let opened = Book { book: out.clone(), pass: book.pass.clone(), _dir: tempfile::tempdir().unwrap() };
    assert_eq!(opened.run(&["list", "--json"]).rows()[0]["name"], "Ada");
    assert_eq!(
        opened.run(&["verify", "--salvage", book.book.to_str().unwrap()]).code,
        2,
        "never onto a book"
    );
}

#[test]
fn verify_says_what_it_looks_at_and_what_it_cannot_see() {
    let book = Book::new("england");
    let told = book.run(&["verify", "--json"]).json();
    has_keys(&told, "ok, problems, children, audit_rows, acts, bytes, audit_head, covers, does_not_cover");
    let words = book.run(&["verify"]).out;
    assert!(words.contains("Not seen by this: a change to a draft"), "{words}");
}

#[test]
fn settings_are_shown_set_and_judged() {
    let book = Book::new("england");
    let value = |key: &str| book.run(&["settings", key, "--json"]).json()[key].clone();
    assert_eq!(value("lock-minutes"), Value::Null);
    assert_eq!(book.run(&["settings", "lock-minutes", "2"]).code, 0);
    assert_eq!(value("lock-minutes"), "2");
    for bad in [["lock-minutes", "0"], ["lock-minutes", "soon"], ["backup-folder", "/no/such/folder"]] {
        assert_eq!(book.run(&["settings", bad[0], bad[1]]).code, 3, "{bad:?}");
    }
    let folder = book.book.parent().unwrap().join("usb");
    fs::create_dir(&folder).unwrap();
    assert_eq!(book.run(&["settings", "backup-folder", folder.to_str().unwrap()]).code, 0);
    assert_eq!(book.run(&["backup"]).code, 0);
    let there = |folder: &Path| fs::read_dir(folder).unwrap().count();
    assert!(there(&folder.join("a.casebook.backups")) >= 2);
    assert!(beside(&book, ".backups").is_dir());
}

#[test]
fn how_the_screen_looks_is_set_without_the_passphrase_and_kept_beside_the_book() {
    let book = Book::new("england");
    let bare = |args: &[&str]| {
        super::ran(
            &[&["--on", "2026-11-22", "--book", book.book.to_str().unwrap(), "settings"], args].concat(),
            "",
        )
    };
    assert_eq!(bare(&["theme", "light"]).out, "theme is now light\n");
    assert_eq!(bare(&["theme", "--json"]).json()["theme"], "light");
    assert_eq!(bare(&["theme", "pink"]).code, 3);
    let file = book.book.with_file_name("casebook.toml");
    assert!(fs::read_to_string(&file).unwrap().ends_with("theme = \"light\"\n"));
    fs::write(&file, "theme = \"dark\"\nfont = \"big\"\n").unwrap();
    let told = bare(&["theme"]);
    assert!(told.err.contains("line 2: font: there is no such setting"), "{}", told.err);
    assert_eq!(book.run(&["settings", "--json"]).json()["theme"], "dark", "among all of them");
}

#[test]
fn a_view_is_recorded_listed_by_and_taken_out() {
    let book = Book::new("england");
    for (number, name) in [("1", "Zoe"), ("2", "Ada"), ("3", "Mo")] {
        let done = book.run(&["record", "child", number, "--forename", name, "--dob", "2014-05-03"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    let keep = ["record", "view", "--name", "By name", "--sort", "name", "--columns", "Legal,age"];
    assert_eq!(book.run(&keep).code, 0);
    let listed = book.run(&["list", "--view", "BY NAME"]);
    let heads = listed.out.lines().next().unwrap_or_default();
    assert_eq!(heads.split_whitespace().collect::<Vec<_>>(), ["NAME", "LEGAL", "AGE"]);
    let names = |rows: &Value| -> Vec<String> {
        rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&book.run(&["list", "--view", "by name", "--json"]).json()), ["Ada", "Mo", "Zoe"]);
    let none = book.run(&["list", "--view", "late"]);
    assert!(none.code == 7 && none.err.contains("There are: By name."), "{}", none.err);
    let wrong = book.run(&["record", "view", "--name", "Hats", "--columns", "hat"]);
    assert!(wrong.code == 3 && wrong.err.contains("hat"), "{}", wrong.err);
    assert_eq!(book.run(&["record", "view", "--name", "By name", "--remove"]).code, 0);
    assert_eq!(book.run(&["list", "--view", "By name"]).code, 7);
    assert_eq!(book.run(&["undo", "--yes"]).code, 0);
    assert_eq!(book.run(&["list", "--view", "By name"]).code, 0);
}

#[test]
fn words_are_found_in_what_was_written_whatever_their_case_and_accents() {
    let book = Book::new("england");
    let record = |args: &[&str]| assert_eq!(book.run(&[&["record"], args].concat()).code, 0, "{args:?}");
    record(&["child", "1", "--forename", "Ada", "--surname", "Okonkwo"]);
    record(&["child", "2", "--forename", "Ben"]);
    record(&["note", "1", "--text", "Rang the school.\nZoë has no tutor", "--date", "2026-11-20"]);
    record(&["note", "2", "--text", "The tutor came", "--date", "2026-11-21"]);
    record(&["note", "service", "--text", "A tutor for all", "--date", "2026-11-19"]);
    let of = |args: &[&str]| -> Vec<(Value, Value)> {
        let rows = book.run(&[&["find"], args, &["--json"]].concat()).rows();
        rows.iter().for_each(|row| has_keys(row, "child, kind, id, date, line"));
        rows.iter().map(|row| (row["child"].clone(), row["line"].clone())).collect()
    };
    let all = of(&["TUTOR"]);
    assert_eq!(
        all.iter().map(|(child, _)| child.clone()).collect::<Vec<_>>(),
        ["2".into(), "1".into(), Value::Null]
    );
    assert_eq!(of(&["zoe", "tutor"]), [("1".into(), "Zoë has no tutor".into())]);
    assert_eq!(of(&["tutor", "--child", "2"]).len(), 1);
    assert!(of(&["tutor", "nobody"]).is_empty());
    assert!(book.run(&["find", "school"]).out.contains("Ada Okonkwo"));
}

#[test]
fn the_audit_tells_scripts_and_people_who_did_what_and_an_act_is_taken_back_by_its_number() {
    let book = Book::new("england");
    let record = |args: &[&str]| book.run(&[&["record"], args, &["--json"]].concat()).json();
    record(&["child", "1", "--forename", "Ada", "--surname", "Okonkwo"]);
    record(&["child", "2", "--forename", "Ben"]);
    let note = record(&["note", "1", "--text", "As it was"]);
    record(&["note", "2", "--text", "Of the other"]);
    assert_eq!(book.run(&["show", "1"]).code, 0);
    let of_one = book.run(&["audit", "1", "--json"]).rows();
    of_one.iter().for_each(|row| has_keys(row, "at, who, what, from, to, act, action, child, field"));
    let actions: Vec<_> = of_one.iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["view", "add", "add"]);
    assert!(of_one.iter().all(|row| row["child"] == "1" && !row["who"].as_str().unwrap().is_empty()));
    let told = book.run(&["audit"]).out;
    assert!(told.contains("The record of Ada Okonkwo was looked at"), "{told}");
    assert!(told.contains("a note or contact added"), "{told}");
    let act = note["undo"].to_string();
    assert_eq!(
        book.run(&["undo", &act]).out,
        book.run(&["audit", "1", "--show", "1"])
            .out
            .lines()
            .next()
            .map(|l| {
                format!(
                    "{}\n",
                    l.split_once("  Taken back")
                        .map(|(_, end)| format!("Taken back{}", end.split("  [").next().unwrap()))
                        .unwrap()
                )
            })
            .unwrap()
    );
    assert_eq!(book.run(&["undo", &act]).code, 3);
    assert_eq!(book.run(&["undo", "999"]).code, 7);
    assert_eq!(book.run(&["notes", "2", "--json"]).rows().len(), 1);
    assert_eq!(book.run(&["redo", &act]).code, 0);
    assert_eq!(book.run(&["notes", "1", "--json"]).rows().len(), 1);
    assert_eq!(book.run(&["verify"]).code, 0);
}
