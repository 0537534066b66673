//! What is read from files, with bytes changed at random: an answer or an error, soon, and never the end of the
//! program. A second for all of it; CASEBOOK_FUZZ names more, in seconds for each reader.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::book::data;
use crate::exchange::ics::read_busy;
use crate::exchange::read_school_holidays;
use crate::rules::practice::load;
use crate::store::{Bundle, Store};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).unwrap()
    }
}

/// The bytes with one to eight changes.
fn changed(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    const ODD: [&[u8]; 10] = [
        b"\0",
        b"\n",
        b"\"",
        b",",
        b"\xff\xfe",
        b"99999999999999999999",
        b"=",
        b"\xe2\x80\xae",
        b"BEGIN:VEVENT\r\n",
        b"[[",
    ];
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.throw(8) {
        let at = dice.throw(bytes.len() + 1);
        let to = (at + dice.throw(40)).min(bytes.len());
        match dice.throw(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.throw(8),
            1 => drop(bytes.drain(at..to)),
            2 => drop(bytes.splice(at..at, ODD[dice.throw(ODD.len())].iter().copied())),
            3 => {
                let piece = bytes[at..to].to_vec();
                let place = dice.throw(bytes.len() + 1);
                bytes.splice(place..place, piece);
            }
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
    bytes
}

#[test]
fn no_file_ends_the_program_or_holds_it_up() {
    let each = std::env::var("CASEBOOK_FUZZ").ok().and_then(|s| s.parse().ok());
    let each = each.map_or(Duration::from_millis(200), Duration::from_secs);
    let today = "2026-11-24".parse().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| -> PathBuf { folder.path().join(name) };
    let secret: &[u8] = b"quiet river lantern moss";
    let mut desk = crate::casework::Desk::demo(today, 1, 7, None).unwrap();
    let child = desk.board.children()[0].id();
    let mut bundle = Vec::new();
    desk.hand_over(&[child], "", secret, |bytes| {
        bundle = bytes.to_vec();
        Ok(())
    })
    .unwrap();
    let read = |path: &Path| std::fs::read(path).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    std::fs::copy(data("books").join("v5.casebook"), file("k.casebook")).unwrap();
    type Reader<'r> = (&'static str, Vec<u8>, Box<dyn Fn(&[u8]) + 'r>);
    let readers: Vec<Reader<'_>> = vec![
        ("calendar", read(&data("days").join("leave.ics")), Box::new(|b| drop(read_busy(&text(b), today)))),
        (
            "school holidays",
            read(&data("days").join("school.csv")),
            Box::new(|b| drop(read_school_holidays(&text(b)))),
        ),
        (
            "practice",
            read(&data("practice").join("harbourside.toml")),
            Box::new(|b| drop(load(&text(b), &|_| None))),
        ),
        (
            "bundle",
            bundle,
            Box::new(|b| {
                std::fs::write(file("b"), b).unwrap();
                drop(Bundle::open(&file("b"), secret));
            }),
        ),
        (
            "keys",
            read(&data("books").join("v5.casebook.keys")),
            Box::new(|b| {
                std::fs::write(file("k.casebook.keys"), b).unwrap();
                assert!(Store::open(&file("k.casebook"), b"never the right one").is_err());
                // Wrong guesses are not what is tried here.
                let _ = std::fs::remove_file(file("k.casebook.lock"));
            }),
        ),
    ];
    for (name, seed, reader) in readers {
        let (begun, mut dice, mut n, mut slowest) = (Instant::now(), Dice(7), 0u32, Duration::ZERO);
        while begun.elapsed() < each {
            let bytes = changed(&seed, &mut dice);
            let one = Instant::now();
            reader(&bytes);
            slowest = slowest.max(one.elapsed());
            n += 1;
        }
        println!("fuzz: {name}: {n} files, the slowest {} ms", slowest.as_millis());
        assert!(slowest < Duration::from_secs(20), "{name} took {slowest:?}");
    }
}
