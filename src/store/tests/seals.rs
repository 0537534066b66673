//! What is written to a book by anything but an act is found, whatever was written since.

use super::*;
use crate::store::engine::connect;

/// Runs SQL on the closed book as somebody with its key would, with a tool of their own.
fn tamper(place: &Place, sql: &str) {
    let key = keyfile::unlock(&place.path(), "passphrase", PASS).unwrap();
    let conn = connect::keyed(&place.path(), &key).unwrap();
    connect::run(&conn, "DROP TRIGGER audit_kept; DROP TRIGGER audit_fixed").unwrap();
    connect::run(&conn, sql).unwrap();
}

fn filled(place: &Place) -> (Store, ChildId) {
    let mut store = place.create();
    let id = add_child(&mut store, "1");
    store.act(&act("note"), |tx| tx.insert(Some(id), &note("as it was"))).unwrap();
    store
        .act(&act("review"), |tx| {
            tx.write(
                "INSERT INTO review (child, held, venue, source) VALUES (?1, '2026-05-05', '', 'hand')",
                [id.0],
            )
        })
        .unwrap();
    (store, id)
}

#[test]
fn a_record_changed_by_other_means_is_found_even_after_more_was_done() {
    let tampers = [
        ("UPDATE note SET text = 'as it never was'", "a note or contact"),
        ("UPDATE review SET held = '2026-05-01'", "a review"),
        ("DELETE FROM review", "a review"),
        ("UPDATE child SET surname = 'Other'", "a child's details"),
        ("INSERT INTO child (number, forename, surname, source) VALUES ('2', '', '', 'hand')", "a child's"),
        ("UPDATE setting SET value = 'x'; INSERT INTO setting (key, value) VALUES ('k', 'v')", "a setting"),
        ("UPDATE trail SET fields = 'another label'", "what the audit log tells"),
        ("DELETE FROM trail", "what the audit log tells"),
        ("UPDATE seal SET sum = (SELECT sum FROM seal WHERE tbl = 'child') WHERE tbl = 'note'", "a note"),
        ("DELETE FROM seal WHERE tbl = 'note'", "a note"),
        // The log cut off, and its end put where it then ends.
        (
            "DELETE FROM audit WHERE seq > 4; UPDATE audit_head SET n = 4, mac = (SELECT mac FROM audit WHERE seq = 4)",
            "audit log was tampered with",
        ),
        ("UPDATE audit SET who = 'somebody' WHERE seq = 3", "entry 3 does not fit"),
        ("UPDATE audit SET who = NULL, seal = NULL WHERE seq = 3", "entry 3 does not fit"),
    ];
    for (sql, found) in tampers {
        let place = Place::new();
        let (store, _) = filled(&place);
        assert!(store.verify().unwrap().sound());
        store.lock();
        tamper(&place, sql);
        for turn in 0..3 {
            let mut store = place.open().unwrap();
            let problems = store.verify().unwrap().problems.join(" ");
            assert!(problems.contains(found), "{sql}, opened {turn} times since: {problems}");
            add_child(&mut store, &format!("new {turn}"));
            if turn == 1 {
                store.undo(None).unwrap().unwrap();
            }
        }
    }
}

#[test]
fn everything_of_ours_keeps_the_seals() {
    let place = Place::new();
    let (mut store, id) = filled(&place);
    let sound = |store: &Store| assert_eq!(store.verify().unwrap().problems, Vec::<String>::new());
    let many = |tx: &Tx<'_>| {
        let old = tx.case(id)?.unwrap();
        tx.update(&Child { forename: "changed".into(), ..old.child })?;
        for n in 0..50 {
            let mut child = Child::new(format!("b{n}"));
            child.id = tx.insert((), &child)?;
            tx.insert(Some(child.id), &note("bulk"))?;
            child.forename = "later".into();
            if n % 5 == 0 {
                tx.update(&child)?;
            }
            if n % 10 == 9 {
                tx.delete(child.id)?;
            }
        }
        tx.delete(id)
    };
    let fails = |tx: &Tx<'_>| many(tx).and_then(|()| tx.insert((), &Child::new("b1")).map(drop));
    assert!(store.bulk_act(&act("fails"), fails).is_err());
    sound(&store);
    store.bulk_act(&act("many"), many).unwrap();
    sound(&store);
    for _ in 0..4 {
        store.undo(None).unwrap().unwrap();
        sound(&store);
    }
    for _ in 0..4 {
        store.redo(None).unwrap().unwrap();
    }
    sound(&store);
    assert!(store.act(&act("fails"), |tx| tx.insert((), &Child::new("b1"))).is_err());
    let (_, refused) = store
        .act(&act("goes on"), |tx| {
            let twice = tx.insert((), &Child::new("b1")).is_err();
            tx.insert((), &Child::new("other")).map(|_| twice)
        })
        .unwrap();
    assert!(refused);
    sound(&store);
    store.backup(None).unwrap();
    store.lock();
    let store = place.open().unwrap();
    sound(&store);
    let copy = place.folder.path().join("copy.casebook");
    store.save_with(&copy, PASS, Cost::for_tests()).unwrap();
    store.lock();
    sound(&Store::open(&copy, PASS).unwrap());
    let out = place.folder.path().join("salvaged.casebook");
    Store::salvage(&place.path(), PASS, &out).unwrap();
    sound(&Store::open(&out, PASS).unwrap());
}

#[test]
fn an_older_book_is_sealed_as_it_is_brought_forward() {
    let key = hex::random(32).unwrap();
    let conn = connect::in_memory(&key).unwrap();
    connect::brand(&conn).unwrap();
    migrate::migrate(&conn, 0, &migrate::STEPS[..5], &key).unwrap();
    connect::run(
        &conn,
        "INSERT INTO child (number, forename, surname, source) VALUES ('1', 'Ann', 'O', 'hand')",
    )
    .unwrap();
    migrate::migrate(&conn, 5, migrate::STEPS, &key).unwrap();
    let mut store = Store::assemble(conn, key, None).unwrap();
    assert!(store.verify().unwrap().sound());
    add_child(&mut store, "2");
    assert!(store.verify().unwrap().sound());
    // Outside an act nothing can be written through the program; through the file it can, and is found.
    connect::run(store.conn(), "UPDATE audit_head SET n = 1").unwrap();
    assert!(!store.verify().unwrap().sound());
}
