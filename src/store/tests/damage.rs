use std::sync::Arc;

use super::*;
use crate::board::Board;
use crate::casework::find_practice;
use crate::rules::calendar::Calendar;
use crate::store::engine::fault;

fn small_book(place: &Place) {
    let mut store = place.create();
    small(&mut store);
    store.lock();
}

fn small(store: &mut Store) {
    for n in 0..20 {
        let id = add_child(store, &n.to_string());
        store.act(&act("note"), |tx| tx.insert(Some(id), &note(&"words ".repeat(300)))).unwrap();
    }
}

#[test]
fn a_damaged_book_is_never_taken_for_a_wrong_passphrase_or_an_empty_one() {
    let place = Place::new();
    small_book(&place);
    let good = std::fs::read(place.path()).unwrap();
    let mut cases: Vec<Vec<u8>> = vec![
        Vec::new(),
        good[..1000].to_vec(),
        good[..good.len() / 2].to_vec(),
        good[..good.len() - 1000].to_vec(),
        good[..good.len() - 4096].to_vec(),
        b"SQLite format 3\0".iter().copied().chain(std::iter::repeat_n(0, 8192)).collect(),
        vec![7; 20_000],
    ];
    for page in 0..good.len() / 4096 {
        for at in [3, 17, 2000, 4090] {
            let mut flipped = good.clone();
            flipped[page * 4096 + at] ^= 0x10;
            cases.push(flipped);
        }
    }
    let last = cases.len() - 1;
    for (n, bytes) in cases.into_iter().enumerate() {
        if n > 20 && n % 7 != 0 && n != last {
            continue;
        }
        std::fs::write(place.path(), &bytes).unwrap();
        match place.open() {
            Err(error) => assert_eq!(error.kind, Kind::Damaged, "case {n}: {error}"),
            // A page that nothing uses is not read at an opening; a full check finds it.
            Ok(store) => assert!(!store.verify().unwrap().sound(), "case {n} passed"),
        }
        for wal in ["-wal", "-journal"] {
            let _ = std::fs::remove_file(with_suffix(&place.path(), wal));
        }
    }
    std::fs::write(place.path(), &good).unwrap();
    assert_eq!(children(&place.open().unwrap()), 20);
}

#[test]
fn a_damaged_key_file_falls_back_on_its_copy_and_is_named_when_both_are_gone() {
    let place = Place::new();
    small_book(&place);
    let keys = keyfile::path_of(&place.path());
    let copy = with_suffix(&keys, ".bak");
    let good = std::fs::read(&keys).unwrap();
    assert_eq!(std::fs::read(&copy).unwrap(), good);
    std::fs::write(&keys, &good[..good.len() / 2]).unwrap();
    assert_eq!(kind(Store::open(&place.path(), b"some other passphrase")), Kind::Locked);
    place.open().unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&std::fs::read(&keys).unwrap()).is_ok(), "healed");

    let text = String::from_utf8(good.clone()).unwrap();
    let mut cases = vec![Vec::new(), b"{}".to_vec(), vec![0xff; 100], good[..good.len() - 1].to_vec()];
    cases.push(text.replace("\"m\":64", "\"m\":4294967295").into_bytes());
    cases.push(text.replace("\"t\":1", "\"t\":2").into_bytes());
    for at in (0..good.len()).step_by(3) {
        let mut flipped = good.clone();
        flipped[at] ^= 0x01;
        cases.push(flipped);
    }
    for (n, bytes) in cases.iter().enumerate() {
        std::fs::write(&keys, bytes).unwrap();
        std::fs::write(&copy, bytes).unwrap();
        match place.open() {
            Err(error) => assert_eq!(error.kind, Kind::Damaged, "case {n}: {error}"),
            Ok(_) => panic!("case {n} opened"),
        }
    }
    std::fs::remove_file(&keys).unwrap();
    std::fs::remove_file(&copy).unwrap();
    let error = place.open().unwrap_err();
    assert!(error.kind == Kind::Damaged && error.message.contains("t.casebook.keys is missing"));
}

#[test]
fn a_changed_audit_log_is_found() {
    let tampers = [
        "UPDATE audit SET detail = 'x' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit; DELETE FROM audit_head",
        "INSERT INTO audit SELECT seq + 1, at, action, entity, detail, mac, who, seal FROM audit ORDER BY seq DESC LIMIT 1",
    ];
    for sql in tampers {
        let mut store = Store::memory().unwrap();
        for n in 0..6 {
            add_child(&mut store, &n.to_string());
        }
        assert!(store.verify().unwrap().sound());
        let conn = store.conn();
        if !sql.starts_with("INSERT") {
            assert!(conn.execute_batch(sql).is_err(), "the triggers hold");
        }
        conn.execute_batch("DROP TRIGGER audit_kept; DROP TRIGGER audit_fixed").unwrap();
        conn.execute_batch(sql).unwrap();
        let verdict = store.verify().unwrap();
        assert!(!verdict.sound(), "{sql}");
    }
}

#[test]
fn the_audit_log_holds_no_names() {
    let mut store = Store::memory().unwrap();
    let mut child = Child::new("4711");
    child.surname = "Okonkwo".into();
    let about = Act::general("Add Okonkwo", today());
    let (_, id) = store.act(&about, |tx| tx.insert((), &child)).unwrap();
    store
        .act(&Act::about(id, "Note on Okonkwo", today()), |tx| tx.insert(Some(id), &note("secret")))
        .unwrap();
    store.undo(None).unwrap();
    let rows = store
        .all("SELECT action || ' ' || entity || ' ' || detail FROM audit ORDER BY seq", [], |r| {
            r.get::<_, String>(0)
        })
        .unwrap();
    assert_eq!(
        rows,
        [
            "create book ",
            "act book act 1; child add 1",
            "act child 1 act 2; note add 1",
            "undo child 1 act 2; note add 1"
        ]
    );
}

#[test]
fn values_that_cannot_be_read_are_damage_not_a_panic() {
    let mut store = Store::memory().unwrap();
    let id = add_child(&mut store, "1");
    store
        .act(&act("x"), |tx| {
            tx.write(
                "INSERT INTO change (child, event, date, text) VALUES (?1, '', '2026-02-31', '')",
                [id.0],
            )
        })
        .unwrap();
    assert_eq!(kind(store.cases()), Kind::Damaged);
}

/// A disk that fails for a moment gives bytes that look damaged; the second look tells it from damage.
#[test]
fn what_looked_damaged_in_an_act_and_is_whole_is_told_as_the_disks_fault() {
    let place = Place::new();
    let mut store = place.create();
    let failed =
        store.act(&act("note"), |_| Err::<(), _>(fault::damaged("A page is not what it was."))).unwrap_err();
    assert_eq!(failed.kind, Kind::Machine, "{failed}");
    assert!(!failed.in_full().contains("damaged"), "{}", failed.in_full());

    small(&mut store);
    store.conn().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let mut bytes = std::fs::read(place.path()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    std::fs::write(place.path(), &bytes).unwrap();
    let failed =
        store.act(&act("note"), |_| Err::<(), _>(fault::damaged("A page is not what it was."))).unwrap_err();
    assert_eq!(failed.kind, Kind::Damaged, "{failed}");
}

#[test]
fn what_is_kept_and_cannot_be_read_again_is_not_to_be_done_twice() {
    let place = Place::new();
    let mut store = place.create();
    let practice = Arc::new(find_practice(None, "england").unwrap());
    let calendar = Arc::new(Calendar::england_and_wales().unwrap());
    let mut board = Board::build(&store, practice, calendar, "2026-11-27".parse().unwrap()).unwrap();
    add_child(&mut store, "T1");
    store.conn().execute_batch("ALTER TABLE doubt RENAME TO elsewhere").unwrap();
    let failed = board.refresh(&store).unwrap_err();
    assert!(failed.message.starts_with("What you did is kept"), "{failed}");
    assert!(failed.hint.starts_with("Do not do it a second time"), "{}", failed.hint);
}
