//! Power cuts, replayed. A book lives through what an IRO does with it, and everything it does to its disk is written
//! down (record.c). Then the power goes at a point of that life by chance: what was made safe is there; of the rest a
//! disk keeps all, nothing, or some of it in any order, torn between sectors. The book that is left must open whole, with
//! everything that was said to be saved. CASEBOOK_CUTS names how often; the points are the same in every run.

mod disk;

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use crate::fault::{built, copy, lived_in};
use crate::seat::{Home, PASSPHRASE, Seat};
use disk::{Dice, Disk, Entry, Loss};

/// The notes of what a program does to its disk, built once.
static RECORDER: LazyLock<PathBuf> = LazyLock::new(|| built("record"));
/// The notes so far, beside the folder that is recorded: its own name must not count.
const NOTES: &str = "notes";
/// Written among the notes by the test itself: what was done up to here was said to be done.
const SAID: u8 = b'A';

/// What can be told of a book from outside: how many children and acts it holds, and whether the passphrase is the new
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Holds {
    children: u64,
    acts: u64,
    new_pass: bool,
}

/// Opens the book of a home and checks all of it.
fn look(home: &Home) -> Result<Holds, String> {
    let mut said = String::new();
    for new_pass in [false, true] {
        let pass = home.path(if new_pass { "new" } else { "pass" });
        let done = home.run(["verify", "--json", "--passphrase-file"], [pass]);
        if done.status.success() {
            let told: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
            let number = |key: &str| told[key].as_u64().unwrap();
            return Ok(Holds { children: number("children"), acts: number("acts"), new_pass });
        }
        said += &format!("{:?} {}", done.status.code(), String::from_utf8_lossy(&done.stderr));
    }
    Err(said)
}

/// The life of a book: its notes, and what the book holds after each thing that was said to be done.
struct Life {
    begun: Disk,
    entries: Vec<Entry>,
    holds: Vec<Holds>,
}

/// Lives it. Commands, and one long stay at the screen whose journal grows meanwhile.
fn lived() -> Life {
    let (home, beside) = (lived_in(), tempfile::tempdir().unwrap());
    let notes = beside.path().join(NOTES);
    let begun = Disk::of(&home.path(""));
    let mut holds = vec![look(&copy(&home)).unwrap()];
    let said = |done: Holds, holds: &mut Vec<Holds>| {
        let mut file = std::fs::OpenOptions::new().append(true).open(&notes).unwrap();
        let mut entry = vec![SAID];
        entry.extend([0; 32]);
        std::io::Write::write_all(&mut file, &entry).unwrap();
        holds.push(done);
    };
    // Without a slash at its end, so that the folder itself counts.
    let folder = home.book().parent().unwrap().to_owned();
    let on = [("LD_PRELOAD", RECORDER.clone()), ("RECORD_TO", notes.clone()), ("RECORD_OF", folder)];
    let run = |pass: &str, args: &[&str], holds: &mut Vec<Holds>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.env_clear().env("HOME", home.path("")).env("CASEBOOK_BOOK", home.book()).envs(on.clone());
        command.env("CASEBOOK_PASSPHRASE_FILE", home.path(pass)).args(["--on", "2026-11-22"]).args(args);
        let done = command.current_dir(home.path("")).output().unwrap();
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        said(look(&copy(&home)).unwrap(), holds);
    };
    run("pass", &["record", "note", "1", "--text", "first"], &mut holds);
    run("pass", &["record", "child", "3", "--forename", "Cy"], &mut holds);
    run("pass", &["backup"], &mut holds);
    run("pass", &["undo"], &mut holds);

    // A long stay at the screen: the journal is only taken into the book at its end.
    let book = home.book();
    let args = ["--book", book.to_str().unwrap(), "--on", "2026-11-22"];
    let mut seat = Seat::with(&home.path(""), &args, (80, 24), &on);
    seat.see("Passphrase");
    seat.write(PASSPHRASE);
    seat.press("enter");
    seat.see("2 children");
    for n in 0..8 {
        let before = *holds.last().unwrap();
        seat.press("n");
        seat.see("A new child");
        seat.write(&format!("S{n}"));
        seat.press("tab");
        seat.write(&format!("Zoe{n}"));
        seat.press("ctrl-s");
        seat.see(&format!("Add Zoe{n}"));
        said(Holds { children: before.children + 1, acts: before.acts + 1, ..before }, &mut holds);
    }
    seat.press("q");
    assert!(seat.ended().0.success());
    assert_eq!(look(&copy(&home)).unwrap(), *holds.last().unwrap());

    let usb = home.path("usb.casebook");
    run(
        "pass",
        &["import", "ssda903", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ssda903_dev")],
        &mut holds,
    );
    run("pass", &["rekey"], &mut holds);
    run("pass", &["purge", "1", "--yes"], &mut holds);
    run("pass", &["restore", usb.to_str().unwrap(), "--yes"], &mut holds);
    run("pass", &["passphrase", "--new-passphrase-file", home.path("new").to_str().unwrap()], &mut holds);
    run("new", &["record", "note", "1", "--text", "last"], &mut holds);
    let entries = Entry::all(&std::fs::read(&notes).unwrap(), &home.path(""));
    let mut disk = begun.clone();
    entries.iter().for_each(|entry| disk.take(entry));
    let kept = disk.after_the_cut(Loss::Nothing, &mut Dice::new(0));
    assert!(kept.is_as(&Disk::of(&home.path(""))), "what was written down is not all that was done");
    Life { begun, entries, holds }
}

/// What the disk of a life keeps when the power goes before an entry, and how much was said to be done by then.
fn cut(life: &Life, at: usize, loss: Loss, syncs: bool, dice: &mut Dice) -> (Disk, usize) {
    let mut disk = life.begun.clone();
    let mut said = 0;
    for entry in life.entries.iter().take(at) {
        said += usize::from(entry.what == SAID);
        if syncs || entry.what != b'S' {
            disk.take(entry);
        }
    }
    (disk.after_the_cut(loss, dice), said)
}

/// Whether what a cut left is a whole book with all that was said to be done; else what is wrong.
fn stands(life: &Life, disk: &Disk, said: usize) -> Result<(), String> {
    let home = Home::new();
    disk.lay_out(&home.path(""));
    let there = look(&home)?;
    // What was under way may be there or not.
    let fits = life.holds.iter().skip(said).take(2).any(|holds| *holds == there);
    if fits { Ok(()) } else { Err(format!("{there:?} where {:?} was said", life.holds[said])) }
}

#[test]
fn a_power_cut_loses_nothing_that_was_said_to_be_saved() {
    let cuts: usize = std::env::var("CASEBOOK_CUTS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let life = lived();
    let mut dice = Dice::new(7);
    let mut wrong = Vec::new();
    for n in 0..cuts {
        // Everywhere alike in a short run, at every entry in a long one.
        let at = (n * life.entries.len() / cuts + dice.throw(7)).min(life.entries.len());
        let loss = Loss::ALL[n % Loss::ALL.len()];
        let (disk, said) = cut(&life, at, loss, true, &mut dice);
        if let Err(why) = stands(&life, &disk, said) {
            wrong.push(format!("cut {n} before entry {at} ({loss:?}), {said} said: {why}"));
        }
    }
    // A disk that only pretends to make safe loses what was said: the rig must see that.
    let mut seen = 0;
    for n in 0..cuts.div_ceil(10) {
        let at = life.entries.len() - 1 - n * life.entries.len() / (2 * cuts);
        let (disk, said) = cut(&life, at, Loss::All, false, &mut dice);
        seen += usize::from(stands(&life, &disk, said).is_err());
    }
    println!(
        "power cuts: {cuts} over {} disk calls and {} things done, {} wrong; on a disk that lies {seen} of {} seen",
        life.entries.len(),
        life.holds.len() - 1,
        wrong.len(),
        cuts.div_ceil(10)
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 0, "the rig sees no loss where there is one");
}
