use super::*;
use crate::model::change::Answered;
use crate::model::decision::Decision;
use crate::model::ids::DecisionId;
use crate::model::voice::Place as SeenAt;

#[test]
fn a_missing_book_stays_missing_and_an_existing_one_is_never_replaced() {
    let place = Place::new();
    let error = place.open().unwrap_err();
    assert_eq!(error.kind, Kind::Missing);
    assert!(error.message.contains("Nothing was created") && error.message.contains("t.casebook"));
    assert!(files_below(place.folder.path()).is_empty());
    place.create().lock();
    let before = std::fs::read(place.path()).unwrap();
    assert_eq!(kind(Store::create_with(&place.path(), PASS, Cost::for_tests())), Kind::Usage);
    assert_eq!(std::fs::read(place.path()).unwrap(), before);
}

#[test]
fn the_passphrase_is_told_from_damage_and_can_be_changed() {
    let place = Place::new();
    place.create().lock();
    assert_eq!(kind(Store::open(&place.path(), b"some other passphrase")), Kind::Locked);
    let mut store = place.open().unwrap();
    assert_eq!(
        kind(store.change_passphrase(b"not the old one at all", b"new passphrase here")),
        Kind::Locked
    );
    store.change_passphrase(PASS, "neue Schlüsselwörter hier".as_bytes()).unwrap();
    store.lock();
    assert_eq!(kind(place.open()), Kind::Locked);
    // Typed on another keyboard, in decomposed form.
    Store::open(&place.path(), "neue Schlu\u{308}sselwo\u{308}rter hier".as_bytes()).unwrap();
}

#[test]
fn a_second_opening_is_told_who_holds_the_book() {
    let place = Place::new();
    let store = place.create();
    let error = place.open().unwrap_err();
    assert_eq!(error.kind, Kind::Locked);
    assert!(error.message.contains(&format!("process {}", std::process::id())), "{}", error.message);
    drop(store);
    place.open().unwrap();
}

#[test]
fn nothing_readable_reaches_the_disk() {
    let place = Place::new();
    let mut store = place.create();
    let sentinel = "Zebedee-Sentinel";
    let mut child = Child::new("77");
    child.forename = sentinel.into();
    store.act(&act(sentinel), |tx| tx.insert(Some(tx.insert((), &child)?), &note(sentinel))).unwrap();
    store.put_draft("note", sentinel).unwrap();
    store.backup(None).unwrap();
    let scan = || {
        for file in files_below(place.folder.path()) {
            let bytes = std::fs::read(&file).unwrap();
            assert!(!bytes.windows(sentinel.len()).any(|w| w == sentinel.as_bytes()), "{}", file.display());
            assert!(!bytes.starts_with(b"SQLite format 3"));
        }
    };
    scan();
    store.lock();
    scan();
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_and_links_are_refused() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let deep = place.folder.path().join("a/b/t.casebook");
    let mut store = Store::create_with(&deep, PASS, Cost::for_tests()).unwrap();
    add_child(&mut store, "1");
    store.backup(None).unwrap();
    for file in files_below(place.folder.path()) {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
    let mode = std::fs::metadata(deep.parent().unwrap()).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
    store.lock();
    std::os::unix::fs::symlink(&deep, place.path()).unwrap();
    assert_eq!(kind(place.open()), Kind::Data);
    std::fs::remove_file(place.path()).unwrap();
    std::fs::hard_link(&deep, place.path()).unwrap();
    assert_eq!(kind(Store::open(&deep, PASS)), Kind::Data);
}

#[test]
fn a_newer_book_is_refused_unchanged_and_an_older_one_is_backed_up_and_brought_forward() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "1");
    store.lock();
    let then = |step| [migrate::STEPS, &[step]].concat();
    let steps = then("ALTER TABLE child ADD COLUMN nickname TEXT");
    let broken = then("ALTER TABLE child ADD COLUMN nickname TEXT; DELETE FROM child");
    assert_eq!(kind(Store::open_at(&place.path(), PASS, &broken)), Kind::Damaged);
    let mut store = Store::open_at(&place.path(), PASS, &steps).unwrap();
    assert_eq!(children(&store), 1);
    store.act(&act("x"), |tx| tx.write("UPDATE child SET nickname = 'n'", [])).unwrap();
    store.undo(None).unwrap().unwrap();
    store.lock();
    let backups = files_below(&with_suffix(&place.path(), ".backups"));
    let name = format!("-pre-v{}.casebook", steps.len());
    let old = backups.iter().find(|p| p.to_string_lossy().ends_with(&name)).unwrap();
    assert_eq!(children(&Store::open(old, PASS).unwrap()), 1);
    let before = std::fs::read(place.path()).unwrap();
    assert_eq!(kind(place.open()), Kind::Newer);
    assert_eq!(std::fs::read(place.path()).unwrap(), before);
}

#[test]
fn a_book_of_the_first_version_keeps_its_facts_and_takes_the_new_ones() {
    let key = hex::random(32).unwrap();
    let conn = connect::in_memory(&key).unwrap();
    connect::brand(&conn).unwrap();
    migrate::migrate(&conn, 0, &migrate::STEPS[..1], &key).unwrap();
    connect::run(
        &conn,
        "INSERT INTO child (number, forename, surname, source) VALUES ('1', 'Ann', 'O', 'hand');
         INSERT INTO review (child, held, venue, source) VALUES (1, '2026-05-05', 'School', 'hand');
         INSERT INTO escalation (child, protocol, stage, concern, text, raised)
           VALUES (1, 'local', 'informal', 'drift', 'slow', '2026-06-01');",
    )
    .unwrap();
    migrate::migrate(&conn, 1, migrate::STEPS, &key).unwrap();
    let mut store = Store::assemble(conn, key, None).unwrap();
    let case = store.cases().unwrap().pop().unwrap();
    assert_eq!((case.reviews[0].venue.as_str(), case.escalations[0].text.as_str()), ("School", "slow"));
    assert_eq!((case.escalations[0].decision, case.decisions.len()), (None, 0));
    let decided = Decision {
        id: DecisionId(0),
        review: case.reviews[0].id,
        text: "Ask the school".into(),
        owner: None,
        person: String::new(),
        by: None,
        outcome: String::new(),
        for_child: String::new(),
        marks: Vec::new(),
    };
    store.act(&act("decide"), |tx| tx.insert(case.child.id, &decided)).unwrap();
    assert_eq!(store.cases().unwrap()[0].decisions.len(), 1);
    store.undo(None).unwrap();
    assert_eq!(store.cases().unwrap()[0], case);
}

#[test]
fn a_backup_opens_with_the_same_passphrase_and_comes_back_without_the_newer_log() {
    let place = Place::new();
    let mut store = place.create();
    add_child(&mut store, "old");
    let backup = store.backup(None).unwrap();
    add_child(&mut store, "newer");
    // As after a power cut: the file as it is, with its log beside it.
    let wal = std::fs::read(with_suffix(&place.path(), "-wal")).unwrap();
    let file = std::fs::read(place.path()).unwrap();
    assert!(!wal.is_empty());
    store.lock();
    std::fs::write(place.path(), file).unwrap();
    std::fs::write(with_suffix(&place.path(), "-wal"), wal).unwrap();

    assert_eq!(kind(Store::restore(&place.path(), &backup, b"not the passphrase")), Kind::Locked);
    let aside = Store::restore(&place.path(), &backup, PASS).unwrap().unwrap();
    let mut store = place.open().unwrap();
    assert_eq!(store.child_numbers().unwrap().len(), 1);
    assert!(store.verify().unwrap().sound());
    // What was set aside has lost nothing.
    assert_eq!(children(&Store::open(&aside, PASS).unwrap()), 2);
    assert_eq!(kind(store.backup(Some(&backup))), Kind::Usage);
    let named = place.folder.path().join("usb.casebook");
    assert_eq!(store.backup(Some(&named)).unwrap(), named);
    assert_eq!(children(&Store::open(&named, PASS).unwrap()), 1);
}

#[test]
fn the_demo_lives_in_memory_and_can_be_written_out_encrypted() {
    let place = Place::new();
    let mut demo = Store::memory().unwrap();
    assert!(demo.path().is_none());
    demo.act(&act("add"), |tx| tx.insert(Some(tx.insert((), &Child::new("1"))?), &note("Sentinel-9")))
        .unwrap();
    assert!(demo.verify().unwrap().sound());
    demo.save_with(&place.path(), PASS, Cost::for_tests()).unwrap();
    assert_eq!(kind(demo.save_with(&place.path(), PASS, Cost::for_tests())), Kind::Usage);
    let bytes = std::fs::read(place.path()).unwrap();
    assert!(!bytes.windows(10).any(|w| w == b"Sentinel-9"));
    let mut store = place.open().unwrap();
    assert_eq!(content(&store), content(&demo));
    assert!(store.verify().unwrap().sound());
    assert_eq!(store.undo(None).unwrap().unwrap().label, "add");
}

#[test]
fn backups_thin_out() {
    let place = Place::new();
    let mut store = place.create();
    let folder = with_suffix(&place.path(), ".backups");
    std::fs::create_dir(&folder).unwrap();
    for n in 1..=40 {
        let name = format!("2020-{:02}-{:02}T120000Z.casebook", n % 12 + 1, n % 28 + 1);
        std::fs::write(folder.join(&name), "").unwrap();
        std::fs::write(folder.join(name + ".keys"), "").unwrap();
    }
    std::fs::write(folder.join("mine.txt"), "").unwrap();
    let made = store.backup(None).unwrap();
    assert!(made.exists() && folder.join("mine.txt").exists());
    let left = files_below(&folder).iter().filter(|p| p.extension().is_some_and(|e| e == "casebook")).count();
    assert!((7..=19).contains(&left), "{left}");
    assert_eq!(files_below(&folder).len(), left * 2 + 1);
}

#[test]
fn the_shipped_work_factor_never_falls_below_its_floor() {
    let cost = Cost::calibrated().unwrap();
    assert!(cost.memory_kib() == 64 * 1024 && cost.passes() >= 3);
}

#[test]
#[cfg(unix)]
fn what_a_killed_export_left_stands_in_nobodys_way() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let (file, left) = (dir.path().join("feed.ics"), dir.path().join("feed.ics.part"));
    std::fs::write(&left, "half of a cal").unwrap();
    crate::store::hand_out(&file, b"whole", None, true).unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"whole");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!left.exists());
}

#[test]
fn where_a_child_was_seen_gets_a_column_of_its_own() {
    let key = hex::random(32).unwrap();
    let conn = connect::in_memory(&key).unwrap();
    connect::brand(&conn).unwrap();
    migrate::migrate(&conn, 0, &migrate::STEPS[..2], &key).unwrap();
    connect::run(
        &conn,
        "INSERT INTO child (number, forename, surname, source) VALUES ('1', 'Ann', 'O', 'hand');
         INSERT INTO note (child, kind, date, whom, text, pasted) VALUES
           (1, 'saw', '2026-05-01', 'child, where they live', 'a', 0), (1, 'saw', '2026-05-02', 'Ann, at school', 'b', 0),
           (1, 'saw', '2026-05-03', 'the head, at school', 'c', 0), (1, 'saw', '2026-05-04', 'Ann, elsewhere', 'd', 0);
         INSERT INTO heard (child, note, how, why_not) VALUES
           (1, 1, 'placement', ''), (1, 2, 'met', ''), (1, 4, 'met', '');",
    )
    .unwrap();
    migrate::migrate(&conn, 2, migrate::STEPS, &key).unwrap();
    let store = Store::assemble(conn, key, None).unwrap();
    let case = store.cases().unwrap().pop().unwrap();
    let met: Vec<_> = case.notes.iter().map(|n| (n.with.as_str(), n.place)).collect();
    let wanted = [
        ("child", Some(SeenAt::Placement)),
        ("Ann", Some(SeenAt::School)),
        // Nobody heard the child there: the words are somebody's own.
        ("the head, at school", None),
        ("Ann", Some(SeenAt::Elsewhere)),
    ];
    assert_eq!(met, wanted);
}

#[test]
fn what_was_only_ticked_becomes_the_answer_to_a_change_unless_a_review_had_to_come_forward() {
    let key = hex::random(32).unwrap();
    let conn = connect::in_memory(&key).unwrap();
    connect::brand(&conn).unwrap();
    migrate::migrate(&conn, 0, &migrate::STEPS[..3], &key).unwrap();
    connect::run(
        &conn,
        "INSERT INTO child (number, forename, surname, source) VALUES ('1', 'Ann', 'O', 'hand');
         INSERT INTO change (child, event, date, text, class, answered, not_needed) VALUES
           (1, 'complaint', '2026-05-01', '', 'consider', NULL, NULL), (1, 'complaint', '2026-05-01', '', 'consider', NULL, NULL),
           (1, 'ceasing-proposed', '2026-05-01', '', 'must', NULL, NULL), (1, 'complaint', '2026-05-01', '', 'consider', '2026-05-02', 'said');
         INSERT INTO done (child, duty, subject, subject_id, date, note, waived) VALUES
           (1, 'change-response', 'change', 1, '2026-05-07', 'all is well', 0), (1, 'no-early-review', 'change', 2, '2026-05-08', '', 0),
           (1, 'change-response', 'change', 3, '2026-05-09', 'noted', 0), (1, 'change-response', 'change', 4, '2026-05-09', 'later', 0);
         INSERT INTO period (child, began, source) VALUES (1, '2026-01-05', 'hand');",
    )
    .unwrap();
    migrate::migrate(&conn, 3, migrate::STEPS, &key).unwrap();
    let store = Store::assemble(conn, key, None).unwrap();
    let case = store.cases().unwrap().pop().unwrap();
    let answers: Vec<_> = case
        .changes
        .iter()
        .map(|c| {
            c.response.as_ref().map(|r| match &r.answered {
                Answered::NotNeeded { reason, .. } => (r.date.to_string(), reason.clone()),
                Answered::BroughtForward(_) => panic!("nothing was brought forward"),
            })
        })
        .collect();
    let said = |day: &str, why: &str| Some((day.to_owned(), why.to_owned()));
    let unsaid = said("2026-05-08", "Ticked off; why was not recorded.");
    assert_eq!(answers, [said("2026-05-07", "all is well"), unsaid, None, said("2026-05-02", "said")]);
    assert!(case.periods[0].start_known && case.changes.iter().all(|c| c.effective.is_none()));
    assert_eq!(case.done.len(), 4, "what was recorded stays");
}

#[test]
fn what_was_recorded_before_version_eight_is_as_old_as_its_child() {
    let key = hex::random(32).unwrap();
    let conn = connect::in_memory(&key).unwrap();
    connect::brand(&conn).unwrap();
    migrate::migrate(&conn, 0, &migrate::STEPS[..7], &key).unwrap();
    connect::run(
        &conn,
        "INSERT INTO child (number, forename, surname, source) VALUES ('1', 'Ann', 'O', 'hand');
         INSERT INTO period (child, began, authorised, source) VALUES (1, '2026-01-05', '2026-03-02', 'hand');
         INSERT INTO legal (child, code, began, source) VALUES (1, 'C2', '2026-01-05', 'hand');
         INSERT INTO placement (child, code, carer, area, began, source) VALUES (1, 'U6', '', '', '2026-01-05', 'hand');",
    )
    .unwrap();
    migrate::migrate(&conn, 7, migrate::STEPS, &key).unwrap();
    let case = Store::assemble(conn, key, None).unwrap().cases().unwrap().pop().unwrap();
    let known = (case.legal[0].known, case.placements[0].known, case.periods[0].authority_known);
    assert_eq!((known, case.periods[0].authorised.is_some()), ((None, None, None), true));
}

#[test]
fn nothing_new_is_made_under_a_name_that_the_book_would_take_for_its_own() {
    let place = Place::new();
    let mut store = place.create();
    for end in ["-wal", ".keys", ".keys.bak", ".lock", ".reserve", ".restoring", ".restoring.go"] {
        let name = with_suffix(&place.path(), end);
        assert_eq!(kind(store.backup(Some(&name))), Kind::Usage, "backup to {end}");
        assert_eq!(kind(store.save_with(&name, PASS, Cost::for_tests())), Kind::Usage, "a copy at {end}");
        assert_eq!(kind(Store::create_with(&name, PASS, Cost::for_tests())), Kind::Usage, "a book at {end}");
    }
    store.lock();
    let journal = with_suffix(&place.path(), "-wal");
    assert_eq!(kind(Store::salvage(&place.path(), PASS, &journal)), Kind::Usage);
    assert!(place.open().unwrap().verify().unwrap().sound());
}
