//! Backups that make themselves, restores cut off anywhere, keys, and what is brought out of a damaged book.

use std::fs;

use super::*;
use crate::store::Why;

pub(super) fn whys(place: &Place) -> Vec<(&'static str, bool)> {
    Store::backups(&place.path(), PASS).unwrap().iter().map(|b| (b.why.word(), b.whole)).collect()
}

#[test]
fn a_day_of_use_and_leaving_make_a_backup_and_reading_makes_no_more() {
    let place = Place::new();
    let mut store = place.create();
    store.back_up_day(today());
    store.back_up_day(today());
    store.back_up_quit();
    add_child(&mut store, "1");
    store.back_up_quit();
    store.back_up_day(today().succ_opt().unwrap());
    store.back_up_before(Why::Import).unwrap();
    assert!(store.remarks().is_empty());
    store.lock();
    assert_eq!(whys(&place), [("import", true), ("day", true), ("quit", true), ("day", true)]);
}

#[test]
fn a_backup_that_is_no_longer_whole_says_so() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "1");
    let first = store.backup(None).unwrap();
    let second = store.backup(None).unwrap();
    store.backup(None).unwrap();
    store.lock();
    let mut bytes = fs::read(&first).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&first, bytes).unwrap();
    fs::remove_file(keyfile::path_of(&second)).unwrap();
    assert_eq!(whys(&place), [("hand", true), ("hand", false), ("hand", false)]);
    // The book itself need not be there.
    fs::remove_file(place.path()).unwrap();
    fs::remove_file(keyfile::path_of(&place.path())).unwrap();
    fs::remove_file(with_suffix(&place.path(), ".keys.bak")).unwrap();
    assert_eq!(whys(&place)[0], ("hand", true));
}

#[test]
fn backups_go_to_a_second_folder_and_one_that_is_gone_is_told() {
    let place = Place::new();
    let second = tempfile::tempdir().unwrap();
    let mut store = place.create();
    let folder = second.path().to_str().unwrap().to_owned();
    store.act(&act("set"), |tx| tx.set_setting("backup-folder", &folder)).unwrap();
    let made = store.backup(None).unwrap();
    assert!(store.remarks().is_empty());
    let copy = second.path().join("t.casebook.backups").join(made.file_name().unwrap());
    assert_eq!(children(&Store::open(&copy, PASS).unwrap()), 0);
    second.close().unwrap();
    store.backup(None).unwrap();
    let told = store.remarks();
    assert!(told.len() == 1 && told[0].contains("not copied") && told[0].contains("is whole"), "{told:?}");
}

/// Every file of a place, with its bytes.
pub(super) fn snapshot(place: &Place) -> Vec<(PathBuf, Vec<u8>)> {
    files_below(place.folder.path()).into_iter().map(|f| (f.clone(), fs::read(f).unwrap())).collect()
}

pub(super) fn put_back(place: &Place, files: &[(PathBuf, Vec<u8>)]) {
    for file in files_below(place.folder.path()) {
        fs::remove_file(file).unwrap();
    }
    files.iter().for_each(|(file, bytes)| fs::write(file, bytes).unwrap());
}

#[test]
fn a_restore_cut_off_at_any_step_leaves_a_book_that_stands() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "old");
    let backup = store.backup(None).unwrap();
    add_child(&mut store, "new");
    store.lock();
    let path = place.path();
    // As a kill leaves it: a journal beside the book.
    fs::write(with_suffix(&path, "-wal"), "").unwrap();
    let staged = swap::staged(&path);
    for (from, end) in
        [(backup.clone(), ""), (keyfile::path_of(&backup), ".keys"), (keyfile::path_of(&backup), ".keys.bak")]
    {
        fs::copy(from, with_suffix(&staged, end)).unwrap();
    }
    let before = snapshot(&place);
    // Before the word to go the book stands, and what lay ready is swept away by the next restore.
    assert_eq!(children(&place.open().unwrap()), 2);
    put_back(&place, &before);
    let aside = shelf::place_aside(&path).unwrap();
    swap::begin(&path, &aside).unwrap();
    let begun = snapshot(&place);
    let mut steps = vec![(with_suffix(&path, "-wal"), with_suffix(&aside, "-wal"))];
    for end in [".keys.bak", ".keys", ""] {
        steps.push((with_suffix(&path, end), with_suffix(&aside, end)));
        steps.push((with_suffix(&staged, end), with_suffix(&path, end)));
    }
    for done in 0..=steps.len() {
        put_back(&place, &begun);
        for (from, to) in &steps[..done] {
            fs::rename(from, to).unwrap();
        }
        assert_eq!(
            kind(Store::create_with(&path, PASS, Cost::for_tests())),
            Kind::Usage,
            "{done}: no new book"
        );
        let mut store = place.open().unwrap();
        assert_eq!(children(&store), 1, "{done}");
        assert!(store.remarks()[0].contains("restore that was interrupted"), "{done}");
        assert!(store.verify().unwrap().sound());
        drop(store);
        assert_eq!(children(&Store::open(&aside, PASS).unwrap()), 2, "{done}: what was there is kept");
        assert!(place.open().unwrap().remarks().is_empty(), "{done}: said once");
        assert!(!swap::is_pending(&path) && !staged.exists());
    }
}

#[test]
fn a_sound_book_set_aside_is_a_backup_and_a_damaged_one_is_not() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "1");
    let backup = store.backup(None).unwrap();
    add_child(&mut store, "2");
    store.lock();
    let lost = Store::would_lose(&place.path(), &backup, PASS).unwrap();
    assert_eq!(
        (lost.children_now, lost.children_then, lost.lost.len(), lost.damaged),
        (Some(2), 1, 1, false)
    );
    Store::restore(&place.path(), &backup, PASS).unwrap().unwrap();
    assert_eq!(whys(&place), [("restore", true), ("hand", true)]);
    assert!(with_suffix(&place.path(), ".keys.bak").exists(), "the copy of the keys is there again");
    let mut bytes = fs::read(place.path()).unwrap();
    bytes[20_000] ^= 1;
    fs::write(place.path(), &bytes).unwrap();
    let newest = Store::backups(&place.path(), PASS).unwrap().remove(0).file;
    let aside = Store::restore(&place.path(), &newest, PASS).unwrap().unwrap();
    assert!(fs::read(&aside).unwrap()[16_384..] == bytes[16_384..]);
    assert_eq!(whys(&place), [("restore", true), ("hand", true)], "the damaged one is none");
    assert_eq!(children(&place.open().unwrap()), 2);
}

#[test]
fn a_restored_book_opens_with_the_passphrase_of_today() {
    let place = Place::new();
    let mut store = place.create();
    let own = store.backup(None).unwrap();
    let usb = store.backup(Some(&place.folder.path().join("usb.casebook"))).unwrap();
    let new = b"quiet river lantern moss";
    assert_eq!(store.change_passphrase(PASS, new).unwrap(), 1);
    store.lock();
    assert_eq!(kind(Store::open(&own, PASS)), Kind::Locked, "the backup beside the book took it over");
    assert!(Store::open(&usb, PASS).is_ok(), "the copy elsewhere did not");
    Store::restore(&place.path(), &usb, new).unwrap();
    assert_eq!(kind(place.open()), Kind::Locked);
    Store::open(&place.path(), new).unwrap();
    // On another machine the copy opens with what it was made with.
    let other = Place::new();
    fs::copy(&usb, other.folder.path().join("usb.casebook")).unwrap();
    fs::copy(keyfile::path_of(&usb), other.folder.path().join("usb.casebook.keys")).unwrap();
    assert_eq!(Store::restore(&other.path(), &other.folder.path().join("usb.casebook"), PASS).unwrap(), None);
    other.open().unwrap();
}

#[test]
fn a_recovery_code_opens_the_book_once_the_passphrase_is_lost() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "1");
    let new = b"quiet river lantern moss";
    store.lock();
    assert_eq!(kind(Store::recover(&place.path(), "0000-0000-0000-0000-0000-0000-0000", new)), Kind::Data);
    let mut store = place.open().unwrap();
    let first = store.new_recovery().unwrap();
    let code = store.new_recovery().unwrap();
    store.change_passphrase(PASS, b"another one in between").unwrap();
    store.lock();
    assert_eq!(kind(Store::recover(&place.path(), &first, new)), Kind::Locked, "an older code is none");
    let store = Store::recover(&place.path(), &code.to_lowercase(), new).unwrap();
    assert_eq!(children(&store), 1);
    store.lock();
    Store::open(&place.path(), new).unwrap();
    assert_eq!(
        kind(Store::open(&place.path(), code.replace('-', "").as_bytes())),
        Kind::Locked,
        "nor a passphrase"
    );
}

#[test]
fn wrong_guesses_are_slowed_told_and_recorded() {
    let place = Place::new();
    place.create().lock();
    let wrong = || Store::open(&place.path(), b"no such passphrase at all").unwrap_err();
    let said: Vec<String> = (0..12).map(|_| wrong().hint).collect();
    // On a slow machine a wait is over before the next guess.
    let looked_at = said.iter().filter(|hint| !hint.contains("Wait")).count();
    assert!((3..12).contains(&looked_at), "{said:?}");
    let lock = with_suffix(&place.path(), ".lock");
    let kept = fs::read_to_string(&lock).unwrap();
    fs::write(
        &lock,
        kept.lines()
            .map(|l| l.rsplit_once(' ').map_or(l.to_owned(), |(l, _)| format!("{l} 0")))
            .collect::<Vec<_>>()
            .join("\n"),
    )
    .unwrap();
    let mut store = place.open().unwrap();
    assert!(store.remarks()[0].contains("wrong passphrases were tried"));
    let noted = store
        .all("SELECT detail FROM audit WHERE action = 'wrong-passphrase'", [], |r| r.get::<_, String>(0));
    assert_eq!(noted.unwrap(), [format!("count {looked_at}")]);
    store.lock();
    assert!(place.open().unwrap().remarks().is_empty());
}

#[test]
fn a_journal_that_should_be_there_and_is_not_is_told() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "1");
    let open = snapshot(&place);
    store.lock();
    assert!(place.open().unwrap().remarks().is_empty());
    // As after a kill: with its journal nothing is lost and nothing said.
    put_back(&place, &open);
    let mut store = place.open().unwrap();
    assert_eq!((children(&store), store.remarks().len()), (1, 0));
    store.lock();
    put_back(&place, &open);
    fs::remove_file(with_suffix(&place.path(), "-wal")).unwrap();
    let told = place.open().unwrap().remarks();
    assert!(told.len() == 1 && told[0].contains("is gone"), "{told:?}");
    assert!(place.open().unwrap().remarks().is_empty());
}

#[test]
fn after_a_rest_nothing_hangs_on_the_journal() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "1");
    store.rest();
    let resting = snapshot(&place);
    store.lock();
    put_back(&place, &resting);
    fs::remove_file(with_suffix(&place.path(), "-wal")).unwrap();
    assert_eq!(children(&place.open().unwrap()), 1);
}

#[test]
fn a_killed_making_stands_in_nobodys_way() {
    let place = Place::new();
    let begin = || Store::create_with(&place.path(), PASS, Cost::for_tests());
    begin().unwrap().lock();
    let keys = fs::read(keyfile::path_of(&place.path())).unwrap();
    let book = fs::read(place.path()).unwrap();
    // Killed before the keys, after them, and before the book has its name.
    for left in [vec![""], vec!["", ".keys"], vec!["", ".keys", ".keys.bak"]] {
        put_back(&place, &[]);
        for end in left {
            let name = if end.is_empty() { ".making" } else { end };
            fs::write(with_suffix(&place.path(), name), if end.is_empty() { &book } else { &keys }).unwrap();
        }
        let store = begin().unwrap();
        assert!(store.verify().unwrap().sound());
        assert!(!with_suffix(&place.path(), ".making").exists());
    }
    // Keys without a book may be all that is left of one: they are never written over.
    put_back(&place, &[(with_suffix(&place.path(), ".keys.bak"), keys)]);
    assert_eq!(kind(begin()), Kind::Usage);
}

#[test]
fn what_can_be_read_of_a_damaged_book_is_brought_out() {
    let place = Place::new();
    let mut store = place.create();
    for n in 0..40 {
        let id = add_child(&mut store, &n.to_string());
        store.act(&act("note"), |tx| tx.insert(Some(id), &note(&"words ".repeat(300)))).unwrap();
    }
    store.lock();
    let good = fs::read(place.path()).unwrap();
    let out = place.folder.path().join("out.casebook");
    let (mut least, mut lost) = ((u64::MAX, u64::MAX), 0);
    for page in (1..good.len() / 4096).step_by(19) {
        let mut bytes = good.clone();
        bytes[page * 4096 + 100] ^= 4;
        fs::write(place.path(), &bytes).unwrap();
        let told = match Store::salvage(&place.path(), PASS, &out) {
            Ok(told) => told,
            Err(e) => {
                assert_eq!(e.kind, Kind::Damaged, "page {page}: {e}");
                lost += 1;
                continue;
            }
        };
        let store = Store::open(&out, PASS).unwrap();
        assert!(store.verify().unwrap().sound(), "page {page}");
        least = (least.0.min(told.rows["child"] + told.nameless), least.1.min(told.rows["note"]));
        assert_eq!(store.cases().unwrap().len() as u64, told.rows["child"] + told.nameless);
        store.lock();
        for file in files_below(place.folder.path()) {
            if file.to_string_lossy().contains("out.casebook") {
                fs::remove_file(file).unwrap();
            }
        }
        assert!(fs::read(place.path()).unwrap() == bytes, "the damaged book is only read");
    }
    assert!(least.0 >= 20 && least.1 >= 30 && lost < 5, "{least:?} {lost}");
    fs::write(place.path(), &good).unwrap();
    let told = Store::salvage(&place.path(), PASS, &out).unwrap();
    assert!(told.torn.is_empty() && told.loose == 0 && told.nameless == 0, "{told:?}");
    assert_eq!(content(&Store::open(&out, PASS).unwrap()), content(&place.open().unwrap()));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_beside_a_book_are_neither_written_nor_waited_for() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.create().lock();
    let precious = place.folder.path().join("precious.txt");
    fs::write(&precious, "mine").unwrap();
    let beside = |end: &str| with_suffix(&place.path(), end);
    fs::remove_file(beside(".lock")).unwrap();
    symlink(&precious, beside(".lock")).unwrap();
    assert_eq!(kind(place.open()), Kind::Data);
    fs::remove_file(beside(".lock")).unwrap();
    let _ = fs::remove_file(beside(".reserve"));
    symlink(&precious, beside(".reserve")).unwrap();
    place.open().unwrap();
    for end in [".reserve.part", ".keys.part"] {
        let _ = fs::remove_file(beside(end));
        symlink(&precious, beside(end)).unwrap();
    }
    let mut store = place.open().unwrap();
    store.change_passphrase(PASS, b"quiet river lantern moss").unwrap();
    store.lock();
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
    fs::remove_file(beside(".keys")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(beside(".keys")).status().unwrap().success());
    assert_eq!(kind(place.open()), Kind::Data);
}
