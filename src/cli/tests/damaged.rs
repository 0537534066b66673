//! Damaged books, as tests/data/damaged tells: none is taken for whole, none ends the program, and what is brought out
//! of one is a whole book.

use std::fs;
use std::path::Path;

use super::Book;
use super::book::data;

const CASES: &str = include_str!("../../../tests/data/damaged/cases.txt");

fn damage(file: &Path, what: &str) {
    let mut words = what.split(' ');
    let verb = words.next().unwrap();
    let rest = what.strip_prefix(verb).unwrap().trim();
    let mut number = || words.next().unwrap().parse::<usize>().unwrap();
    let mut bytes = fs::read(file).unwrap();
    match verb {
        "empty" => bytes.clear(),
        "gone" => return fs::remove_file(file).unwrap(),
        "cut" => bytes.truncate(number()),
        "flip" => {
            let at = number();
            bytes[at] ^= u8::try_from(number()).unwrap();
        }
        "zero" => {
            let from = number();
            let length = number();
            bytes[from..from + length].fill(0);
        }
        "text" => bytes = rest.as_bytes().to_vec(),
        other => panic!("{other}"),
    }
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_damaged_book_is_told_from_a_whole_one_and_what_can_be_read_is_brought_out() {
    let cases: Vec<&str> = CASES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let (mut refused, mut salvaged) = (0, 0);
    for case in &cases {
        let parts: Vec<&str> = case.split('|').map(str::trim).collect();
        let [name, of, what] = parts.as_slice() else { panic!("{case}") };
        let book = Book::empty();
        for end in ["", ".keys"] {
            let from = format!("{}{end}", data("books").join("v5.casebook").display());
            fs::copy(from, format!("{}{end}", book.book.display())).unwrap();
        }
        let end = if *of == "keys" { ".keys" } else { "" };
        damage(Path::new(&format!("{}{end}", book.book.display())), what);
        let day = |args: &[&str]| book.on("2026-02-02", args);
        // What is missing is not there; anything else was read and is wrong.
        let wrong = if (*of, *what) == ("book", "gone") { 7 } else { 5 };
        let (listed, verified) = (day(&["list"]), day(&["verify"]));
        assert!(
            matches!(listed.code, 0 | 5) || listed.code == wrong,
            "{name}: {} {}",
            listed.code,
            listed.err
        );
        assert_eq!(verified.code, wrong, "{name}: {} {}", verified.out, verified.err);
        refused += u32::from(listed.code != 0);
        let out = book.book.with_file_name("out.casebook");
        let salvage = day(&["verify", "--salvage", out.to_str().unwrap()]);
        assert!([0, 5, wrong].contains(&salvage.code), "{name}: {} {}", salvage.code, salvage.err);
        assert!(name != &"empty" || salvage.code == 5, "of nothing nothing is brought out: {}", salvage.out);
        if salvage.code == 0 {
            salvaged += 1;
            let pass = book.pass.to_str().unwrap();
            let args = ["--book", out.to_str().unwrap(), "--passphrase-file", pass, "verify"];
            assert_eq!(super::ran(&args, "").code, 0, "{name}: what was brought out is whole");
        }
    }
    println!("damaged books: {}, refused at once {refused}, brought out in part {salvaged}", cases.len());
}
