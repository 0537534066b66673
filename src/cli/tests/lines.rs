//! Lines of a situation: a day, and what is recorded on it.

use super::Book;

/// The words of a line: parted by blanks, but not between apostrophes.
pub(super) fn words(line: &str) -> Vec<&str> {
    let apart = line.split('\'').enumerate();
    apart
        .flat_map(|(n, part)| if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
        .collect()
}

/// Does a line: a day, and what is recorded on it; or, after the word casebook, another command.
pub(super) fn done(book: &Book, line: &str) -> super::Ran {
    let all = words(line);
    let (day, rest) = all.split_first().expect("a line has a day");
    match rest {
        ["casebook", rest @ ..] => book.on(day, rest),
        _ => book.on(day, &[&["record"], rest].concat()),
    }
}

/// Does lines one after the other, unless one of them cannot be done.
pub(super) fn all_done(book: &Book, lines: &[String]) -> Result<(), String> {
    lines.iter().map(|line| (line, done(book, line))).try_for_each(|(line, ran)| match ran.code {
        0 => Ok(()),
        _ => Err(format!("not recorded: {line}: {}", ran.err.trim())),
    })
}
