//! The program stopped in the middle: by a disk that takes no more, by death at a write, by Ctrl-C.
//! What was saved before is there, what was under way is not, and the book is whole.

use std::fmt::Write;
use std::process::Command;

use crate::seat::{Home, Seat};

const RETURN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ssda903_dev");
const NONE: [&str; 0] = [];

fn children(home: &Home) -> usize {
    home.json(&["list"]).as_array().unwrap().len()
}

/// Runs a command with no file allowed to grow beyond `blocks` of 512 bytes. Where the program is not told to
/// go on, the system ends it at the first write beyond: a death in the middle of a write.
fn limited(home: &Home, blocks: u32, goes_on: bool, args: &[&str]) -> std::process::Output {
    let trap = if goes_on { "trap '' XFSZ; " } else { "" };
    let line = format!("{trap}ulimit -c 0; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &line, env!("CARGO_BIN_EXE_casebook")]);
    command.env("CASEBOOK_BOOK", home.book()).env("CASEBOOK_PASSPHRASE_FILE", home.path("pass"));
    command.args(["--on", "2026-11-22"]).args(args).output().unwrap()
}

#[test]
fn a_write_that_fails_or_kills_leaves_the_book_as_it_was() {
    let home = Home::begun();
    // The backup that goes before an import is the first to fail; an act has none.
    let import = ["import", "ssda903", RETURN];
    let act = ["record", "child", "1", "--forename", "Ada"];
    for (blocks, goes_on, args) in [
        (60, true, &import[..]),
        (200, true, &import),
        (20, true, &act),
        (60, false, &import),
        (200, false, &import),
        (20, false, &act),
    ] {
        let done = limited(&home, blocks, goes_on, args);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!done.status.success(), "{blocks} {goes_on}: {said}");
        if goes_on {
            assert_eq!(done.status.code(), Some(3), "the machine's doing: {said}");
            let wanted = if blocks == 20 { "Close the book and open it again" } else { "Nothing was done" };
            assert!(said.contains(wanted), "{said}");
        }
        assert_eq!(children(&home), 0, "{blocks} {goes_on}");
        assert!(home.run(["verify"], NONE).status.success(), "{blocks} {goes_on}");
    }
    assert!(home.run(["import", "ssda903", RETURN], NONE).status.success());
    assert_eq!(children(&home), 70);
}

#[test]
fn an_import_cancelled_at_the_keyboard_writes_nothing() {
    let home = Home::begun();
    let folder = home.path("return");
    std::fs::create_dir(&folder).unwrap();
    let mut header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n".to_owned();
    let mut episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\n".to_owned();
    for n in 100_000..120_000 {
        writeln!(header, "{n},F,03/05/2014,WBRI,,,").unwrap();
        writeln!(episodes, "{n},02/02/2026,S,V2,N1,U6,PR1,,,").unwrap();
    }
    std::fs::write(folder.join("header.csv"), header).unwrap();
    std::fs::write(folder.join("episodes.csv"), episodes).unwrap();
    let (book, pass) = (home.book(), home.path("pass"));
    let args = ["--book", book.to_str().unwrap(), "--passphrase-file", pass.to_str().unwrap()];
    let import = ["--on", "2026-11-22", "import", "ssda903", folder.to_str().unwrap()];
    let mut seat = Seat::new(&folder, &[&args[..], &import].concat(), (80, 24));
    seat.see("Writing");
    seat.press("ctrl-c");
    seat.see("nothing was written");
    assert!(!seat.ended().0.success());
    assert_eq!(children(&home), 0);
    assert!(home.run(["verify"], NONE).status.success());
}
