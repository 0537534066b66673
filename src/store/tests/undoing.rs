use super::*;
use crate::model::child::{Kin, Relation};

const WORDS: [&str; 6] =
    ["it's \"quoted\"", "line\nbreak\r\n", "😀 naïve Zoë", "", "x'41'; DROP TABLE child; --", "می‌خواهم"];

/// A small generator, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

fn random_writes(tx: &Tx<'_>, dice: &mut Dice, turn: usize) -> Result<()> {
    for n in 0..1 + dice.roll(4) {
        let cases = tx.cases()?;
        let word = WORDS[dice.roll(WORDS.len())];
        let picked = if cases.is_empty() { None } else { cases.get(dice.roll(cases.len())) };
        let Some(case) = picked.filter(|_| dice.roll(5) > 0) else {
            let mut child = Child::new(format!("{turn}-{n}"));
            child.forename = word.into();
            child.disabled = Some(n % 2 == 0);
            tx.insert((), &child)?;
            continue;
        };
        let id = case.child.id;
        match dice.roll(9) {
            0 if dice.roll(4) == 0 => tx.delete(id)?,
            1 => tx.update(&Child { surname: word.into(), dob: Some(today()), ..case.child.clone() })?,
            2 => match case.notes.last() {
                Some(last) => tx.delete(last.id)?,
                None => drop(tx.insert(None, &note(word))?),
            },
            3 => match case.notes.first() {
                Some(first) => tx.update(&Note { text: word.into(), ..first.clone() })?,
                None => tx.set_setting("colour", word)?,
            },
            4 => drop(tx.remove::<Setting>(["colour"])?),
            5 => match cases.iter().find(|c| c.child.id != id) {
                Some(other) => tx.add_kin(id, &Kin { other: other.child.id, relation: Relation::Parent })?,
                None => tx.add_holiday(today(), word)?,
            },
            _ => drop(tx.insert(Some(id), &note(word))?),
        }
    }
    Ok(())
}

#[test]
fn two_hundred_acts_are_taken_back_and_done_again_one_by_one() {
    let place = Place::new();
    let mut store = place.create();
    let mut dice = Dice(7);
    let mut hashes = vec![content(&store)];
    for turn in 0..200 {
        store.act(&act(&format!("turn {turn}")), |tx| random_writes(tx, &mut dice, turn)).unwrap();
        hashes.push(content(&store));
    }
    assert!(children(&store) > 20);
    // Undo outlives the program.
    store.lock();
    let mut store = place.open().unwrap();
    assert_eq!(content(&store), hashes[200]);
    for turn in (0..200).rev() {
        let done = store.undo(None).unwrap().unwrap();
        assert_eq!((done.label, done.undone), (format!("turn {turn}"), true));
        assert_eq!(content(&store), hashes[turn], "undoing turn {turn}");
    }
    assert_eq!(store.undo(None).unwrap(), None);
    store.lock();
    let mut store = place.open().unwrap();
    for turn in 0..200 {
        assert_eq!(store.redo(None).unwrap().unwrap().label, format!("turn {turn}"));
        assert_eq!(content(&store), hashes[turn + 1], "redoing turn {turn}");
    }
    assert_eq!(store.redo(None).unwrap(), None);
    assert!(store.verify().unwrap().sound());
    println!("undo: 200 acts taken back and done again one by one, every row the same at every step");
}

#[test]
fn what_was_taken_back_can_be_done_again_after_a_new_act_and_old_acts_fall_away() {
    let mut store = Store::memory().unwrap();
    for n in 0..205 {
        add_child(&mut store, &n.to_string());
    }
    assert_eq!(store.history(1000).unwrap().len(), 200);
    store.undo(None).unwrap();
    assert!(store.history(1).unwrap()[0].undone);
    add_child(&mut store, "new");
    let before = children(&store);
    assert!(store.redo(None).unwrap().is_some());
    assert_eq!((children(&store), store.redo(None).unwrap()), (before + 1, None));
    store.undo(None).unwrap();
    let latest = &store.history(2).unwrap()[0];
    assert_eq!((latest.label.as_str(), latest.undone, latest.child), ("add", false, None));
    let orphans =
        connect::number(store.conn(), "SELECT count(*) FROM undo_step WHERE act NOT IN (SELECT id FROM act)");
    assert_eq!(orphans.unwrap(), 0);
}

#[test]
fn a_failed_act_leaves_nothing_behind() {
    let mut store = Store::memory().unwrap();
    let id = add_child(&mut store, "1");
    let before = content(&store);
    for bulk in [false, true] {
        let fail = |tx: &Tx<'_>| -> Result<()> {
            tx.insert(Some(id), &note("half"))?;
            tx.delete(id)?;
            Err(Error::data("no"))
        };
        let failed = if bulk { store.bulk_act(&act("fails"), fail) } else { store.act(&act("fails"), fail) };
        assert_eq!(failed.unwrap_err().message, "no");
        assert_eq!(content(&store), before);
    }
    assert_eq!(store.history(9).unwrap().len(), 1);
    assert_eq!(kind(store.act(&act("twice"), |tx| tx.insert((), &Child::new("1")))), Kind::Data);
    assert_eq!(kind(store.act(&act("nul"), |tx| tx.insert(Some(id), &note("a\0b")))), Kind::Data);
    assert_eq!(kind(store.act(&act("gone"), |tx| tx.delete(ChildId(99)))), Kind::Missing);
    // The triggers a failed bulk act had taken away are back.
    store.act(&act("after"), |tx| tx.insert(Some(id), &note("kept"))).unwrap();
    store.undo(None).unwrap();
    assert_eq!(content(&store), before);
    assert!(store.verify().unwrap().sound());
}

#[test]
fn nothing_is_written_outside_an_act() {
    let mut store = Store::memory().unwrap();
    add_child(&mut store, "1");
    assert!(store.conn().execute_batch("INSERT INTO setting (key, value) VALUES ('a', 'b')").is_err());
}

#[test]
fn a_bulk_act_is_taken_back_and_done_again_whatever_it_did() {
    let mut store = Store::memory().unwrap();
    let first = add_child(&mut store, "first");
    store.act(&act("set"), |tx| tx.set_setting("k", "old")).unwrap();
    store.act(&act("note"), |tx| tx.insert(Some(first), &note("old"))).unwrap();
    let before = content(&store);
    let work = |tx: &Tx<'_>| {
        for n in 0..3000 {
            let mut child = Child::new(format!("n{n}"));
            child.surname = WORDS[n % WORDS.len()].into();
            child.source = Source::Import;
            let id = tx.insert((), &child)?;
            tx.insert(Some(id), &note(&format!("{} {}", WORDS[n % 6], "long ".repeat(100))))?;
            child.id = id;
            child.forename = "later".into();
            if n % 10 == 0 {
                tx.update(&child)?;
            }
            if n % 100 == 0 {
                tx.delete(id)?;
            }
        }
        // A new row in the place of an old one, and changes to old rows.
        tx.remove::<Setting>(["k"])?;
        tx.set_setting("k", "new")?;
        tx.insert(Some(first), &note("new"))?;
        let old = tx.case(first)?.unwrap();
        tx.update(&Child { forename: "changed".into(), ..old.child })?;
        tx.delete(old.notes[0].id)
    };
    store.bulk_act(&act("import"), work).unwrap();
    let after = content(&store);
    let steps = connect::number(store.conn(), "SELECT count(*) FROM undo_step WHERE act = 4").unwrap();
    assert!(steps < 500, "{steps} steps");
    for _ in 0..3 {
        store.undo(None).unwrap().unwrap();
        assert_eq!(content(&store), before);
        store.redo(None).unwrap().unwrap();
        assert_eq!(content(&store), after);
    }
    add_child(&mut store, "still logged");
    store.undo(None).unwrap();
    assert_eq!(content(&store), after);
    for _ in 0..4 {
        store.undo(None).unwrap().unwrap();
    }
    assert_eq!(children(&store), 0);
    assert!(store.verify().unwrap().sound());
}

#[test]
fn acts_are_taken_back_in_any_order_that_what_stands_on_them_allows() {
    let mut store = Store::memory().unwrap();
    let ann = add_child(&mut store, "1");
    let ben = add_child(&mut store, "2");
    let note_of = |store: &mut Store, child, text: &str| {
        let about = Act::about(child, format!("note {text}"), today());
        store.act(&about, |tx| tx.insert(Some(child), &note(text))).unwrap()
    };
    let (first, id) = note_of(&mut store, ann, "first");
    let (second, _) = note_of(&mut store, ben, "second");
    let change = |store: &mut Store, text: &str| {
        let row = Note { id, ..note(text) };
        store.act(&act("change the first"), |tx| tx.update(&row)).unwrap().0
    };
    let changed = change(&mut store, "first, corrected");
    let all = content(&store);
    // The note of the other child stands alone; the first does not, nor does the child that has notes.
    let told = store.undo(Some(first)).unwrap_err();
    assert!(told.kind == Kind::Data && told.message.contains("\"change the first\""), "{told:?}");
    assert!(told.hint.contains(&format!("act {changed}")), "{told:?}");
    let told = store.undo(Some(ActId(1))).unwrap_err();
    assert!(told.message.contains("stands on it"), "{told:?}");
    assert_eq!(content(&store), all);
    assert_eq!(store.undo(Some(second)).unwrap().unwrap().label, "note second");
    assert_eq!(kind(store.undo(Some(second))), Kind::Data);
    assert_eq!(kind(store.undo(Some(ActId(99)))), Kind::Missing);
    assert_eq!(store.redo(None).unwrap().unwrap().id, second);
    assert_eq!(content(&store), all);
    // What was done last is what was done again.
    assert_eq!(store.undo(None).unwrap().unwrap().id, second);
    // Taken back and done again in between stands in no way; done once more it does.
    store.undo(Some(changed)).unwrap().unwrap();
    store.undo(Some(first)).unwrap().unwrap();
    assert_eq!(kind(store.redo(Some(changed))), Kind::Data);
    store.redo(Some(first)).unwrap().unwrap();
    store.redo(Some(changed)).unwrap().unwrap();
    store.redo(Some(second)).unwrap().unwrap();
    assert_eq!(content(&store), all);
    // A child taken away: what was recorded of it cannot come back before it does.
    store.undo(Some(second)).unwrap().unwrap();
    store.undo(Some(ActId(2))).unwrap().unwrap();
    assert_eq!(kind(store.redo(Some(second))), Kind::Data);
    store.redo(None).unwrap().unwrap();
    store.redo(Some(second)).unwrap().unwrap();
    assert_eq!(content(&store), all);
    assert!(store.verify().unwrap().sound());
}

#[test]
fn a_large_act_is_told_to_be_large_and_outlives_new_acts() {
    let mut store = Store::memory().unwrap();
    let many = |tx: &Tx<'_>| (0..60).try_for_each(|n| tx.insert((), &Child::new(format!("b{n}"))).map(drop));
    store.bulk_act(&act("import"), many).unwrap();
    let turn = store.to_undo(None).unwrap().unwrap();
    assert_eq!(turn.records, 60);
    let day = turn.act.at[..10].to_owned();
    assert!(turn.doubt(&day).unwrap().contains("60 records"));
    assert!(turn.doubt("2020-01-01").unwrap().contains("It was done on"));
    store.undo(None).unwrap();
    add_child(&mut store, "new");
    assert!(store.to_undo(None).unwrap().unwrap().doubt(&day).is_none());
    store.redo(None).unwrap().unwrap();
    assert_eq!(children(&store), 61);
    let import = ActId(1);
    let (_, child) = store.act(&act("look"), |tx| Ok(tx.cases()?[0].child.id)).unwrap();
    let (_, _) = store.act(&act("a note"), |tx| tx.insert(Some(child), &note("x"))).unwrap();
    let told = store.undo(Some(import)).unwrap_err();
    assert!(told.message.contains("a note"), "{told:?}");
    // Gone and imported anew, what was taken back does not fit any more.
    store.undo(None).unwrap();
    store.undo(Some(import)).unwrap();
    store.bulk_act(&act("import anew"), many).unwrap();
    assert_eq!(kind(store.redo(None)), Kind::Data);
    assert!(store.verify().unwrap().sound());
}

#[test]
fn the_log_tells_what_was_changed_from_what_to_what() {
    let mut store = Store::memory().unwrap();
    store.act(&act("begin"), |tx| tx.set_setting("iro", "A. Reviewer")).unwrap();
    let ann = add_child(&mut store, "1");
    let ben = add_child(&mut store, "2");
    let (_, id) = store
        .act(&Act::about(ann, "note on Ann", today()), |tx| tx.insert(Some(ann), &note("as it was")))
        .unwrap();
    store
        .act(&Act::about(ann, "note changed", today()), |tx| tx.update(&Note { id, ..note("as it is") }))
        .unwrap();
    store.note_view(ann);
    store.note_view(ann);
    store.undo(None).unwrap();
    let of = |child| store.entries(child, 0).unwrap();
    let told: Vec<_> = of(Some(ann)).iter().map(|e| (e.action.clone(), e.label.clone())).collect();
    let said = |action: &str, label: &str| (action.to_owned(), Some(label.to_owned()));
    let looked = ("view".to_owned(), None);
    assert_eq!(
        told,
        [
            said("undo", "note changed"),
            looked,
            said("act", "note changed"),
            said("act", "note on Ann"),
            said("act", "add")
        ]
    );
    let changed = &of(Some(ann))[2];
    assert_eq!((changed.who.as_str(), changed.act), ("A. Reviewer", Some(ActId(5))));
    let fields = &changed.changes[0].fields;
    assert_eq!(fields, &[("text".to_owned(), "as it was".into(), "as it is".into())]);
    assert_eq!(of(Some(ben)).len(), 1);
    assert_eq!((of(None).len(), store.entries(None, 2).unwrap().len()), (8, 2));
    // What went with a removed child stands only in the undo.
    store.act(&act("remove"), |tx| tx.delete(ann)).unwrap();
    let kept = store.all("SELECT count(*) FROM trail WHERE did = 'remove' AND fields IS NOT NULL", [], |r| {
        r.get::<_, i64>(0)
    });
    assert_eq!(kept.unwrap(), [0]);
    assert!(store.verify().unwrap().sound());
}
