//! A disk that fails, or a death, at every call that touches the book: nothing that was saved is lost, whatever is
//! said is true, and the next start stands. Every so many points are tried here; with CASEBOOK_FAULTS=all, each.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use crate::seat::Home;

const NONE: [&str; 0] = [];
const EIO: u32 = 5;
const ENOSPC: u32 = 28;
/// No error: the program dies there.
pub(crate) const DEATH: u32 = 0;

/// The failing disk, built once.
static DISK: LazyLock<PathBuf> = LazyLock::new(|| built("fault"));

/// Builds what is preloaded into the program.
pub(crate) fn built(name: &str) -> PathBuf {
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.so"));
    let source = format!("{}/tests/program/{name}.c", env!("CARGO_MANIFEST_DIR"));
    let mut cc = Command::new("cc");
    cc.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&built).args([&source, "-ldl"]);
    assert!(cc.status().unwrap().success());
    built
}

/// A home with a book of one child, a backup of it, and a second child since.
pub(crate) fn lived_in() -> Home {
    let home = Home::begun();
    let run = |args: &[&str]| assert!(home.run(args, NONE).status.success(), "{args:?}");
    run(&["record", "child", "1", "--forename", "Ada"]);
    run(&["backup", home.path("usb.casebook").to_str().unwrap()]);
    run(&["record", "child", "2", "--forename", "Bea"]);
    std::fs::write(home.path("new"), "quiet river lantern moss").unwrap();
    home
}

/// Another home with everything of this one.
pub(crate) fn copy(home: &Home) -> Home {
    let new = Home::new();
    let all = [home.path("."), new.path("")];
    assert!(Command::new("cp").arg("-a").args(all).status().unwrap().success());
    new
}

/// Runs a command on a disk that fails as told.
pub(crate) fn on_disk(home: &Home, args: &[&str], with: &[(&str, String)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.env_clear().env("HOME", home.path("")).env("CASEBOOK_BOOK", home.book());
    command.env("CASEBOOK_PASSPHRASE_FILE", home.path("pass")).args(["--on", "2026-11-22"]).args(args);
    command.env("LD_PRELOAD", &*DISK).env("FAULT_MATCH", "casebook").envs(with.iter().map(|(k, v)| (k, v)));
    command.current_dir(home.path("")).output().unwrap()
}

/// How many calls of a command change a file of the book.
pub(crate) fn calls(home: &Home, args: &[&str]) -> usize {
    counted(home, args, false)
}

fn counted(home: &Home, args: &[&str], reads: bool) -> usize {
    let count = home.path("count");
    let with = [("FAULT_COUNT", count.display().to_string()), ("FAULT_READS", u8::from(reads).to_string())];
    let done = on_disk(&copy(home), args, &with);
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    let all: usize = std::fs::read_to_string(&count).unwrap().parse().unwrap();
    assert!(all > 5, "{args:?} touches the disk {all} times");
    all
}

/// The points of a command that are tried: which calls fail.
fn points(home: &Home, args: &[&str], reads: bool, tried: usize) -> Vec<usize> {
    let all = counted(home, args, reads);
    let step = if std::env::var_os("CASEBOOK_FAULTS").is_some() { 1 } else { all.div_ceil(tried) };
    (1..=all).step_by(step).collect()
}

/// Tries a command at its points, each on a fresh copy of the home, and hands what it said and left to `look`.
fn at_each(args: &[&str], reads: bool, error: u32, tried: usize, look: impl Fn(&Home, &Output, &str)) {
    at_each_of(&lived_in(), args, reads, error, tried, look);
}

fn at_each_of(
    home: &Home,
    args: &[&str],
    reads: bool,
    error: u32,
    tried: usize,
    look: impl Fn(&Home, &Output, &str),
) {
    let points = points(home, args, reads, tried);
    println!("faults: {}, error {error}: {} points", args.join(" "), points.len());
    for at in points {
        let home = copy(home);
        let with = [
            ("FAULT_AT", at.to_string()),
            ("FAULT_ERR", error.to_string()),
            ("FAULT_READS", u8::from(reads).to_string()),
        ];
        let done = on_disk(&home, args, &with);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        let place = format!("{args:?}, call {at}, error {error}: {:?} {said}", done.status);
        assert_ne!(done.status.code(), Some(70), "{place}");
        assert_ne!(done.status.code(), Some(5), "{place}");
        assert!(!said.contains("damaged"), "{place}");
        look(&home, &done, &place);
        assert!(home.run(["verify"], NONE).status.success(), "{place}");
    }
}

fn children(home: &Home, place: &str) -> usize {
    let done = home.run(["list", "--json"], NONE);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{place} then {said}");
    assert!(!said.contains("is gone"), "{place} then {said}");
    serde_json::from_slice::<serde_json::Value>(&done.stdout).unwrap().as_array().unwrap().len()
}

#[test]
fn a_read_that_fails_is_never_called_damage() {
    at_each(&["list"], true, EIO, 12, |home, _, place| assert_eq!(children(home, place), 2, "{place}"));
    at_each(&["verify"], true, EIO, 12, |home, _, place| assert_eq!(children(home, place), 2, "{place}"));
}

#[test]
fn an_act_is_whole_or_not_at_all_and_said_to_be_saved_only_when_it_is() {
    for error in [DEATH, EIO, ENOSPC] {
        at_each(&["record", "child", "3", "--forename", "Cy"], false, error, 10, |home, done, place| {
            let there = children(home, place);
            assert!(
                if done.status.success() { there == 3 } else { there == 2 || there == 3 },
                "{there}: {place}"
            );
        });
    }
}

#[test]
fn a_restore_that_fails_or_dies_leaves_one_book_or_the_other() {
    for error in [DEATH, EIO, ENOSPC] {
        at_each(&["restore", "usb.casebook", "--yes"], false, error, 14, |home, done, place| {
            let there = children(home, place);
            assert!(
                if done.status.success() { there == 1 } else { there == 1 || there == 2 },
                "{there}: {place}"
            );
        });
    }
}

#[test]
fn a_backup_that_fails_or_dies_leaves_no_half_copy_under_a_name() {
    for error in [DEATH, ENOSPC] {
        at_each(&["backup"], false, error, 10, |home, done, place| {
            let all = home.json(&["backup", "list"]);
            let all = all.as_array().unwrap();
            assert!(all.iter().all(|copy| copy["whole"] == true), "{all:?}: {place}");
            assert!(!done.status.success() || all.iter().any(|copy| copy["why"] == "hand"), "{place}");
        });
    }
}

#[test]
fn an_import_that_fails_or_dies_leaves_every_child_of_it_or_none() {
    let home = lived_in();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ssda903_one_year");
    for error in [DEATH, EIO, ENOSPC] {
        at_each_of(&home, &["import", "ssda903", folder], false, error, 4, |home, done, place| {
            let there = children(home, place);
            assert!(
                if done.status.success() { there == 4 } else { there == 2 || there == 4 },
                "{there}: {place}"
            );
        });
    }
}

#[test]
fn an_old_book_whose_migration_fails_or_dies_is_old_or_new_and_opens() {
    let home = Home::new();
    for end in ["", ".keys"] {
        let old = format!("{}/tests/data/books/v5.casebook{end}", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(old, format!("{}{end}", home.book().display())).unwrap();
    }
    std::fs::write(home.path("pass"), casebook::measured::PASSPHRASE).unwrap();
    let wanted = children(&copy(&home), "as it is");
    for error in [DEATH, EIO, ENOSPC] {
        at_each_of(&home, &["list"], false, error, 4, |home, _, place| {
            assert_eq!(children(home, place), wanted, "{place}");
        });
    }
}

#[test]
fn a_change_of_the_key_that_fails_or_dies_leaves_one_book_that_opens() {
    for error in [DEATH, EIO, ENOSPC] {
        at_each(&["rekey"], false, error, 4, |home, _, place| {
            assert_eq!(children(home, place), 2, "{place}");
            let all = home.json(&["backup", "list"]);
            assert!(all.as_array().unwrap().iter().all(|copy| copy["whole"] == true), "{all}: {place}");
        });
    }
}

#[test]
fn a_purge_that_fails_or_dies_leaves_the_child_whole_or_gone() {
    for error in [DEATH, EIO, ENOSPC] {
        at_each(&["purge", "1", "--yes"], false, error, 10, |home, done, place| {
            let there = children(home, place);
            assert!(
                if done.status.success() { there == 1 } else { there == 1 || there == 2 },
                "{there}: {place}"
            );
        });
    }
}

#[test]
fn a_handing_over_that_fails_or_dies_leaves_no_half_bundle() {
    for error in [DEATH, ENOSPC] {
        let args = ["bundle", "export", "casebook.bundle", "1", "--to-passphrase-file", "new"];
        at_each(&args, false, error, 10, |home, done, place| {
            let file = home.path("casebook.bundle");
            assert!(!done.status.success() || file.exists(), "{place}");
            if file.exists() {
                let looked = [
                    "bundle",
                    "import",
                    "casebook.bundle",
                    "--passphrase-of-bundle-file",
                    "new",
                    "--dry-run",
                ];
                let looked = on_disk(home, &looked, &[]);
                assert!(looked.status.success(), "{place}: {}", String::from_utf8_lossy(&looked.stderr));
            }
        });
    }
}

#[test]
fn a_change_of_the_passphrase_that_fails_or_dies_leaves_one_that_opens() {
    for error in [DEATH, ENOSPC] {
        let home = lived_in();
        let args = ["passphrase", "--new-passphrase-file", "new"];
        for at in points(&home, &args, false, 10) {
            let home = copy(&home);
            let done =
                on_disk(&home, &args, &[("FAULT_AT", at.to_string()), ("FAULT_ERR", error.to_string())]);
            if !home.run(["list"], NONE).status.success() {
                std::fs::copy(home.path("new"), home.path("pass")).unwrap();
            } else {
                assert!(!done.status.success(), "call {at}: the old one opens and was said to be changed");
            }
            assert_eq!(children(&home, &format!("passphrase, call {at}")), 2);
        }
    }
}

#[test]
fn a_clock_before_1970_stops_nobody() {
    let home = lived_in();
    let done = on_disk(&home, &["list"], &[("FAULT_CLOCK", "-86400".to_owned())]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
