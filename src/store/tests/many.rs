use super::*;
use crate::model::review::Review;
use std::time::Instant;

/// How long a very big import takes: `cargo test --release store::tests::many -- --ignored --nocapture`.
#[test]
#[ignore = "measures; a minute"]
fn a_hundred_thousand_children() {
    let place = Place::new();
    let mut store = place.create();
    let clock = |what: &str, since: Instant| println!("{what}: {:.1?}", since.elapsed());
    let t = Instant::now();
    store
        .bulk_act(&act("import"), |tx| {
            for n in 0..100_000 {
                let mut child = Child::new(format!("{n:06}"));
                child.dob = Some(day(2012, 5, 5));
                let id = tx.insert((), &child)?;
                for m in 0..15 {
                    let held = Some(day(2010 + m, 1 + n % 12, 7));
                    tx.insert(id, &Review { held, ..Review::new(Source::Import) })?;
                }
            }
            Ok(())
        })
        .unwrap();
    clock("bulk_act, 1.6M rows", t);
    let t = Instant::now();
    assert_eq!(store.cases().unwrap().len(), 100_000);
    clock("cases", t);
    let t = Instant::now();
    store.undo(None).unwrap().unwrap();
    clock("undo", t);
    assert_eq!(children(&store), 0);
    let t = Instant::now();
    store.redo(None).unwrap().unwrap();
    clock("redo", t);
    let t = Instant::now();
    println!("{:?}", store.verify().unwrap());
    clock("verify", t);
    let t = Instant::now();
    store.backup(None).unwrap();
    clock("backup", t);
    store.lock();
    let t = Instant::now();
    place.open().unwrap();
    clock("open", t);
}
