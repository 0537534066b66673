//! Killed again and again in one life of a book: what was said to be recorded is there each time it is opened.
//! CASEBOOK_KILLS names how often; every death is at a disk call chosen by chance, the same in every run.

use crate::fault::{DEATH, calls, lived_in, on_disk};
use crate::seat::Home;

const NONE: [&str; 0] = [];

fn notes(home: &Home) -> Vec<String> {
    let all = home.json(&["notes", "1"]);
    all.as_array().unwrap().iter().map(|n| n["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn nothing_that_was_said_to_be_recorded_is_lost_by_being_killed() {
    let rounds = std::env::var("CASEBOOK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let home = lived_in();
    let most = calls(&home, &["record", "note", "1", "--text", "first"]);
    let (mut dice, mut told, mut killed) = (7u64, Vec::new(), 0);
    for round in 0..rounds {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // A book that was not closed takes more calls to open; one in three is let live.
        let at = 1 + usize::try_from(dice >> 33).unwrap() % (2 * most);
        let at = if round % 3 == 2 { usize::from(u16::MAX) } else { at };
        let text = format!("round {round}");
        let with = [("FAULT_AT", at.to_string()), ("FAULT_ERR", DEATH.to_string())];
        let done = on_disk(&home, &["record", "note", "1", "--text", &text], &with);
        killed += u32::from(done.status.code().is_none());
        if done.status.success() {
            told.push(text);
        }
        if round % 20 == 19 || round + 1 == rounds {
            let there = notes(&home);
            let lost: Vec<&String> = told.iter().filter(|t| !there.contains(t)).collect();
            assert!(lost.is_empty(), "round {round}, call {at}: lost {lost:?}");
            assert!(home.run(["verify"], NONE).status.success(), "round {round}, call {at}");
        }
    }
    println!("kills: {rounds} rounds, {killed} killed, {} acknowledged, 0 lost", told.len());
}
