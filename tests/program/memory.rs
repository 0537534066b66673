//! The memory of the program, searched from outside for a child's name, a note and the passphrase: none of them is left
//! after a lock, nor anything on the terminal after the end. Words are sought as they are and with their letters apart, as
//! cells of a screen and keys that were pressed hold them.
//!
//! The program has itself closed to other programs of its user; only the system's administrator may look. Where the tests
//! run as somebody else, that it is closed is what is tested.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};

use crate::seat::{Home, PASSPHRASE, Seat};

const NAME: &str = "Wilhelmyna";
const NOTE: &str = "harlequin teapot under the viaduct";
const DRAFT: &str = "marzipan lighthouse";
/// Letters lie no further apart than this where one thing holds one of them.
const APART: usize = 96;

/// How often each of the words is in the memory of a program; `None` where nobody may look.
fn found(seat: &Seat, words: &[&str]) -> Option<Vec<usize>> {
    let process = seat.process();
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps"));
    let memory = File::open(format!("/proc/{process}/mem"));
    let (maps, mut memory) = match (maps, memory) {
        (Ok(maps), Ok(memory)) => (maps, memory),
        (Err(e), _) | (_, Err(e)) => {
            assert_eq!(e.kind(), ErrorKind::PermissionDenied, "{e}");
            return None;
        }
    };
    let mut counts = vec![0; words.len()];
    for line in maps.lines() {
        let mut parts = line.split_whitespace();
        let (range, rights) = (parts.next().unwrap(), parts.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let [from, to] = [from, to].map(|n| u64::from_str_radix(n, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        memory.seek(SeekFrom::Start(from)).unwrap();
        // What cannot be read is not in memory.
        if memory.read_exact(&mut bytes).is_ok() {
            for (count, word) in counts.iter_mut().zip(words) {
                *count += times(&bytes, word.as_bytes());
            }
        }
    }
    Some(counts)
}

/// How often a word is in some bytes, its letters side by side or equally far apart.
fn times(bytes: &[u8], word: &[u8]) -> usize {
    let is_at = |at: usize, apart: usize| {
        word.iter().enumerate().all(|(n, letter)| bytes.get(at + n * apart) == Some(letter))
    };
    let begins = |at: &usize| bytes[*at] == word[0];
    (0..bytes.len()).filter(begins).map(|at| (1..=APART).filter(|apart| is_at(at, *apart)).count()).sum()
}

#[test]
fn nothing_is_left_in_memory_after_a_lock_nor_on_the_terminal_after_the_end() {
    let home = Home::begun();
    let run = |args: &[&str]| assert!(home.run(args, [""; 0]).status.success(), "{args:?}");
    run(&["record", "child", "1", "--forename", NAME]);
    run(&["record", "note", "1", "--text", NOTE]);
    let words = [NAME, NOTE, DRAFT, PASSPHRASE];
    let mut seat = home.sit(&[]);
    let mut told = Vec::new();
    for way in ["typed", "pasted"] {
        seat.see("Passphrase");
        match way {
            "typed" => seat.write(PASSPHRASE),
            _ => seat.write(&format!("\u{1b}[200~{PASSPHRASE}\u{1b}[201~")),
        }
        seat.press("enter");
        seat.see(NAME);
        if way == "typed" {
            seat.press("enter");
            seat.see("Overview");
            seat.press("backtab backtab backtab");
            seat.see(&NOTE[..20]);
            seat.press("c");
            seat.see("A contact");
            seat.press("tab tab");
            seat.write(DRAFT);
        }
        seat.see(&DRAFT[..12]);
        let open = found(&seat, &words);
        seat.press("ctrl-l");
        seat.see("Unlock");
        assert!(!words.iter().any(|word| seat.text().contains(word)), "{}", seat.text());
        told.push((way, open, found(&seat, &words)));
    }
    for (way, open, locked) in told {
        let (Some(open), Some(locked)) = (open, locked) else {
            println!("memory: closed to other programs of this user, {way}");
            continue;
        };
        println!("memory: {words:?} {way}: {open:?} times while open, {locked:?} after the lock");
        assert!(
            open[0] > 0 && open[1] > 0 && open[2] > 0,
            "the search finds nothing where there is something"
        );
        assert_eq!(open[3], 0, "the passphrase is kept after it was {way}");
        assert_eq!(locked, [0; 4], "left after a lock, the passphrase {way}");
    }
    seat.press("esc");
    let (status, given_back, left) = seat.left();
    assert!(status.success() && given_back);
    assert!(!words.iter().any(|word| left.contains(word)), "{left}");
}
