//! The net under the command line: what every command tells of itself, and what every reading command says of a
//! return and of a small book in which everything was recorded once. A snapshot changes only with a reason.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use clap::{Command, CommandFactory};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::book::data;
use super::{Book, ran};
use crate::cli::args::Cli;

/// The acts by which the small book is made, and the stored one was: a day and a command a line.
const RECORDED: &str = include_str!("recorded.txt");
/// Snapshots longer than this keep the first rows, the count and a hash of the whole.
const WHOLE: usize = 12_000;

/// The reading commands that ask a book.
const READ: &[&str] = &[
    "list",
    "list|--filter|ow",
    "show|CHILD",
    "notes",
    "notes|CHILD|--unpasted",
    "decisions",
    "escalations",
    "voice",
    "visits",
    "near|CHILD",
    "sessions",
    "sessions|--due",
    "due",
    "due|--child|CHILD|--within|10wd",
    "due|--status|overdue",
    "reviews",
    "reviews|--child|CHILD",
    "review|CHILD",
    "explain|CHILD|next-review",
    "book|CHILD|--show|3",
    "book|CHILD|--to|2026-03-20",
    "plan",
    "busy|list",
    "calendar",
    "calendar|--weeks",
    "chase",
    "handover|CHILD",
    "measures",
    "holiday|list",
    "report|tracker",
    "report|effects",
    "report|concerns",
    "undo|--list",
    "redo|--list",
    "export|ics|-",
];

/// Those that need none.
const BOOKLESS: &[&str] = &[
    "keys",
    "months|add|2026-01-31|1",
    "practice|list",
    "practice|show|luton",
    "practice|compare|luton|rochdale",
    "practice|conditions",
    "protocol|clock|luton-escalation|--raised|2026-02-02|--event|2026-02-12 not-satisfied",
    "workdays|add|2025-12-15|20",
    "workdays|between|2025-12-15|2026-01-15",
];

fn compare(name: &str, told: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("contract");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, told));
}

/// The hour something was written, and the fingerprint of a practice, are other ones each time: letters for them.
fn steady(told: &str) -> String {
    const STAMPS: [(&str, &str); 5] = [
        ("9999-99-99T99:99:99Z", "TIME"),
        ("99999999T999999Z", "TIME"),
        ("aaa 99 aaa 9999 99:99", "TIME"),
        ("aaa 9 aaa 9999 99:99", "TIME"),
        ("luton@hhhhhhhh", "luton@HASH"),
    ];
    let fits = |at: &[u8], stamp: &str| {
        at.len() >= stamp.len()
            && at.iter().zip(stamp.bytes()).all(|(c, s)| match s {
                b'9' => c.is_ascii_digit(),
                b'h' => c.is_ascii_hexdigit(),
                b'a' if stamp.starts_with('a') => c.is_ascii_alphabetic(),
                s => *c == s,
            })
    };
    let (mut steady, mut rest) = (String::new(), told);
    while let Some(c) = rest.chars().next() {
        let stamp = STAMPS.iter().find(|(stamp, _)| fits(rest.as_bytes(), stamp));
        steady.push_str(stamp.map_or(&rest[..c.len_utf8()], |(_, word)| word));
        rest = &rest[stamp.map_or(c.len_utf8(), |(stamp, _)| stamp.len())..];
    }
    steady
}

/// Lists cut to their first two rows.
fn cut(value: &Value) -> Value {
    match value {
        Value::Array(all) if all.len() > 2 => {
            let rest = json!(format!("and {} more", all.len() - 2));
            all.iter().take(2).map(cut).chain([rest]).collect()
        }
        Value::Array(all) => all.iter().map(cut).collect(),
        Value::Object(all) => all.iter().map(|(k, v)| (k.clone(), cut(v))).collect(),
        one => one.clone(),
    }
}

/// What was printed, shortened where it is longer than `most`.
fn kept(printed: &str, most: usize) -> String {
    let printed = steady(printed);
    if printed.len() <= most {
        return printed;
    }
    let short = match serde_json::from_str(&printed) {
        Ok(value) => serde_json::to_string_pretty(&cut(&value)).unwrap(),
        Err(_) => printed.lines().take(20).collect::<Vec<_>>().join("\n"),
    };
    let sum: String = Sha256::digest(&printed).iter().take(8).map(|b| format!("{b:02x}")).collect();
    format!(
        "{short}\n... the whole: {} lines, {} bytes, sha256 {sum}\n",
        printed.lines().count(),
        printed.len()
    )
}

/// Asks for JSON and, where `text` is wanted, for what people read.
fn asked(run: &dyn Fn(&[&str]) -> super::Ran, command: &str, most: usize, text: bool) -> String {
    let args: Vec<&str> = command.split('|').collect();
    let mut told = String::new();
    for json in [true, false].into_iter().filter(|json| *json || text) {
        let args: Vec<&str> = args.iter().copied().chain(json.then_some("--json")).collect();
        let ran = run(&args);
        let (out, err) = (kept(&ran.out.replace("\r\n", "\n"), most), steady(&ran.err));
        let code = if ran.code == 0 { String::new() } else { format!("exit {}\n", ran.code) };
        write!(told, "$ casebook {}\n{out}{err}{code}\n", args.join(" ")).unwrap();
    }
    told
}

/// The file a command's snapshot is kept in.
fn named(of: &str, command: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
    let words: Vec<&str> = command.split('|').take(4).collect();
    format!(
        "{of}-{}",
        words.join("-").chars().map(plain).collect::<String>().replace("---", "-").trim_end_matches('-')
    )
}

/// Compares what every reading command says of a book with its snapshots.
fn read_all(of: &str, book: &Book, on: &str, child: &str, most: usize, text: bool) {
    for command in READ {
        let told = asked(&|args| book.on(on, args), &command.replace("CHILD", child), most, text);
        compare(&named(of, command), &told);
    }
}

/// A book in which everything was recorded once.
fn recorded() -> Book {
    let book = Book::new("luton");
    for line in RECORDED.lines() {
        let (day, args) = line.split_once(' ').unwrap();
        let done = book.on(day, &args.split('|').collect::<Vec<_>>());
        assert_eq!(done.code, 0, "{line}: {}", done.err);
    }
    book
}

#[test]
fn a_return_reads_back_as_before() {
    let (book, on) = (Book::new("luton"), "2026-11-23");
    let (dir, names) = (data("ssda903_dev"), data("ssda903_dev/names.csv"));
    let import = ["import", "ssda903", dir.to_str().unwrap(), "--names", names.to_str().unwrap(), "--json"];
    let taken = book.on(on, &import).json();
    compare("return-import", &kept(&serde_json::to_string_pretty(&taken).unwrap(), 0));
    read_all("return", &book, on, "325127", 0, false);
}

#[test]
fn a_small_book_reads_back_as_before() {
    read_all("small", &recorded(), "2026-02-02", "T1", WHOLE, true);
}

#[test]
fn nothing_that_could_be_recorded_is_gone() {
    let mut cli = Cli::command();
    let record = cli.find_subcommand_mut("record").unwrap();
    let all: BTreeSet<&str> = record.get_subcommands().map(Command::get_name).collect();
    let mut script = RECORDED.lines().filter_map(|l| l.split_once(" record|")?.1.split('|').next());
    assert!(script.all(|command| all.contains(command)));
}

#[test]
fn what_needs_no_book_reads_as_before() {
    for command in BOOKLESS {
        compare(&named("no-book", command), &asked(&|args| ran(args, ""), command, WHOLE, true));
    }
}

#[test]
fn every_command_tells_what_it_takes() {
    fn walk(command: &Command, path: &[&str], told: &mut String) {
        let mut root = Cli::command().term_width(100);
        let asked = root.try_get_matches_from_mut(path.iter().copied().chain(["--help"])).unwrap_err();
        let help = asked.to_string();
        // What every command takes is told with the first.
        let own = if path.len() > 1 { help.split("\nEverywhere:").next().unwrap() } else { &help };
        writeln!(told, "$ {} --help\n{}\n", path.join(" "), own.trim_end()).unwrap();
        for sub in command.get_subcommands() {
            walk(sub, &[path, &[sub.get_name()]].concat(), told);
        }
    }
    let mut told = String::new();
    walk(&Cli::command(), &["casebook"], &mut told);
    compare("help", &told);
}

#[test]
fn the_manual_has_a_part_for_every_command() {
    let page = super::ran(&["man"], "");
    assert_eq!(page.code, 0);
    for command in Cli::command().get_subcommands() {
        let head = format!(".SH CASEBOOK {}", command.get_name().to_uppercase());
        assert!(page.out.contains(&head.replace('-', "\\-")) || page.out.contains(&head), "{head}");
    }
    assert_eq!(
        page.out.matches("fB\\-\\-passphrase\\-file\\fR \\fI<FILE>").count(),
        1,
        "what every command takes stands once"
    );
}

/// The last schema a book is stored of.
const NOW: &str = "v8";

fn stored(name: &str) -> std::path::PathBuf {
    data("books").join(format!("{name}.casebook"))
}

/// Copies a book with its key file.
fn copy(from: &Path, to: &Path) {
    for suffix in ["", ".keys"] {
        let at = |book: &Path| format!("{}{suffix}", book.display());
        std::fs::copy(at(from), at(to)).unwrap();
    }
}

#[test]
fn a_book_stored_before_reads_as_one_recorded_now() {
    for version in ["v2", "v3", "v5", "v6", "v7", NOW] {
        let [kept, book] = [(); 2].map(|()| Book::empty());
        copy(&stored(version), &kept.book);
        copy(&stored(version), &book.book);
        // When it was made, what a child said did no step: they were ticked beside it.
        for step in ["advocate-explained", "child-seen", "child-contact-noted"] {
            let tick = ["record", "done", "T1", step, "--review", "1", "--date", "2025-10-24"];
            assert_eq!(book.on("2025-10-24", &tick).code, 0);
        }
        // Its acts keep the labels they were given when they were done.
        for command in READ.iter().filter(|command| !command.ends_with("|--list")) {
            let args = command.replace("CHILD", "T1");
            // Nobody kept the day on which something was recorded before schema 8; what was ticked has other numbers.
            let of = match (*command, version < "v8") {
                ("show|CHILD", true) => "stored",
                ("show|CHILD", false) => "latest",
                _ => "small",
            };
            compare(&named(of, command), &asked(&|args| book.on("2026-02-02", args), &args, WHOLE, true));
        }
        assert_eq!(kept.on("2026-02-02", &["verify", "--json"]).json()["ok"], true);
        assert_eq!(kept.on("2026-02-02", &["redo"]).code, 0);
    }
}

/// Makes the stored book of this version's schema, where it is not there yet:
/// `cargo test --lib make_the_stored_book -- --ignored`.
#[test]
#[ignore = "writes tests/data/books"]
fn make_the_stored_book() {
    assert!(
        !stored(NOW).exists(),
        "a stored book is never made anew: it stands for the program that made it"
    );
    copy(&recorded().book, &stored(NOW));
}
