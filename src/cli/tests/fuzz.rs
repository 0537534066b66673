//! What is read from files, with bytes changed at random: an answer or an error, soon, and never the end of the
//! program. A few seconds for all of it; CASEBOOK_FUZZ names more, in seconds for each reader.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::book::data;
use crate::exchange::ics::read_busy;
use crate::exchange::lists::{Mapping, read_mapped};
use crate::exchange::{read_children, read_feedback, read_school_holidays};
use crate::rules::practice::load;
use crate::store::{Bundle, Store};

const ON: ControlFlow<()> = ControlFlow::Continue(());

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
    let list =
        "Mosaic ID,Child,In care,Status,Reviewed\n7,Ann Lee,11/30/2025,\"Full order (s31)\",12/16/2025\n";
    let map = "dates = \"month-first\"\n[columns]\nchild = \"Mosaic ID\"\nname = \"Child\"\nstart = \"In care\"\nlegal = \
               \"Status\"\nreview = \"Reviewed\"\n[values.legal]\n\"Full order (s31)\" = \"C2\"\n";
    std::fs::write(file("list.csv"), list).unwrap();
    std::fs::write(file("map.toml"), map).unwrap();
    let mapped = |map: &Path, list: &Path| {
        drop(Mapping::open(map).and_then(|map| read_mapped(list, &map, today, &mut |_| ON)));
    };
    let a_return = file("return");
    std::fs::create_dir(&a_return).unwrap();
    let year = data("ssda903_one_year");
    for table in ["header.csv", "episodes.csv", "reviews.csv"] {
        std::fs::copy(year.join(table), a_return.join(table)).unwrap();
    }
    let table = |name: &'static str| {
        let file = a_return.join(name);
        move |bytes: &[u8]| {
            let before = read(&file);
            std::fs::write(&file, bytes).unwrap();
            drop(read_children(file.parent().unwrap(), today, &mut |_| ON));
            std::fs::write(&file, before).unwrap();
        }
    };
    let readers: Vec<Reader<'_>> = vec![
        ("header of a return", read(&year.join("header.csv")), Box::new(table("header.csv"))),
        ("episodes of a return", read(&year.join("episodes.csv")), Box::new(table("episodes.csv"))),
        ("reviews of a return", read(&year.join("reviews.csv")), Box::new(table("reviews.csv"))),
        (
            "workbook",
            read(&data("lists").join("annex_a.xlsx")),
            Box::new(|b| {
                std::fs::write(file("a.xlsx"), b).unwrap();
                drop(read_children(&file("a.xlsx"), today, &mut |_| ON));
            }),
        ),
        (
            "list",
            list.into(),
            Box::new(|b| {
                std::fs::write(file("l.csv"), b).unwrap();
                mapped(&file("map.toml"), &file("l.csv"));
            }),
        ),
        (
            "mapping of a list",
            map.into(),
            Box::new(|b| {
                std::fs::write(file("m.toml"), b).unwrap();
                mapped(&file("m.toml"), &file("list.csv"));
            }),
        ),
        (
            "feedback",
            b"CHILD,REVIEW,BY,DATE,understood,mood\nT1,1,child,2026-01-15,n,\"fine, really\"\n".into(),
            Box::new(|b| {
                std::fs::write(file("f.csv"), b).unwrap();
                drop(read_feedback(&file("f.csv")));
            }),
        ),
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
    let most = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = most.lines().find(|line| line.starts_with("VmHWM")) {
        println!("fuzz: the most memory of the whole run {}", line.trim_start_matches("VmHWM:").trim());
    }
}
