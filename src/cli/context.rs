//! What every command works with: today, the options, the book and its passphrase.

use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use zeroize::Zeroizing;

use super::global::Global;
use super::print::Printer;
use crate::board::Row;
use crate::casework::{Desk, dates, find_practice};
use crate::error::{Error, Result};
use crate::platform::data_folder;
use crate::rules::calendar::Calendar;
use crate::rules::practice::words::nearest;
use crate::store::{Store, Strength, four_words, passphrase_problem, twice};

/// A file is read no further for its first line.
const SECRET_MAX: usize = 64 * 1024;

/// A run of the program.
pub(crate) struct Context<'a> {
    pub(crate) global: Global,
    pub(crate) print: Printer<'a>,
    pub(crate) input: &'a mut dyn BufRead,
    /// Whether somebody sits at standard input.
    pub(crate) asks: bool,
    /// Whether somebody reads standard error as it comes.
    pub(crate) watched: bool,
    /// The shipped calendar; an open book may add to it.
    pub(crate) calendar: Calendar,
    /// The day acted on.
    pub(crate) today: NaiveDate,
    /// A book that is open already.
    pub(crate) ready: Option<Desk>,
}

impl Context<'_> {
    /// Whether JSON is wanted.
    pub(crate) fn json(&self) -> bool {
        self.global.json
    }

    /// The book's path: the one named, else the platform's place for it.
    pub(crate) fn book(&self) -> Result<PathBuf> {
        if let Some(path) = &self.global.book {
            return Ok(path.clone());
        }
        let base = data_folder().ok_or_else(|| {
            Error::usage("There is no home folder to keep the book in.").hint("Give --book FILE.")
        })?;
        Ok(base.join("casebook").join("caseload.casebook"))
    }

    /// Opens the book, judged by the practice of this run.
    pub(crate) fn open(&mut self) -> Result<Desk> {
        if let Some(desk) = self.ready.take() {
            return Ok(desk);
        }
        let path = self.book()?;
        there(&path)?;
        let passphrase = self.passphrase()?;
        let mut desk = Desk::open(&path, &passphrase, self.today, None)?;
        self.remark(&mut desk.store);
        self.dressed(desk)
    }

    /// Says what should be known of an opening.
    fn remark(&mut self, store: &mut Store) {
        for told in store.remarks() {
            self.print.warn(format!("casebook: {told}"));
        }
    }

    /// Opens the book without judging anything.
    pub(crate) fn open_store(&mut self) -> Result<Store> {
        there(&self.book()?)?;
        let passphrase = self.passphrase()?;
        self.open_store_with(&passphrase)
    }

    /// The same with a passphrase that is known.
    pub(crate) fn open_store_with(&mut self, passphrase: &[u8]) -> Result<Store> {
        let path = self.book()?;
        there(&path)?;
        let mut store = twice(&path, || Store::open(&path, passphrase))?;
        self.remark(&mut store);
        Ok(store)
    }

    /// A desk judged by the practice of this run, where one was named.
    pub(crate) fn dressed(&self, mut desk: Desk) -> Result<Desk> {
        if let Some(named) = &self.global.practice {
            desk.board.set_practice(&desk.store, Arc::new(find_practice(Some(&desk.store), named)?))?;
        }
        Ok(desk)
    }

    /// The passphrase of a book that is there.
    pub(crate) fn passphrase(&self) -> Result<Zeroizing<Vec<u8>>> {
        match &self.global.passphrase_file {
            Some(file) => first_line(file),
            None => self.ask("Passphrase: "),
        }
    }

    /// A passphrase of a new book: judged, and typed twice where it is typed.
    pub(crate) fn new_passphrase(&mut self) -> Result<Zeroizing<Vec<u8>>> {
        let file = self.global.passphrase_file.clone();
        self.set_passphrase(file.as_deref())
    }

    /// A passphrase to set, the first line of a file where one is given: judged, and typed twice where it is typed, with
    /// words that would do offered before. How strong it is stands on stderr.
    pub(crate) fn set_passphrase(&mut self, file: Option<&Path>) -> Result<Zeroizing<Vec<u8>>> {
        let passphrase = match file {
            Some(file) => first_line(file)?,
            None => {
                if self.asks {
                    let (words, strength) = four_words()?;
                    self.print.warn(format!("Picked at random for you: {}", *words));
                    self.print.warn(strength.told());
                }
                let once = self.ask("New passphrase: ")?;
                if once != self.ask("The same again: ")? {
                    return Err(Error::data("The two do not match; nothing was changed.").hint("Try again."));
                }
                once
            }
        };
        let text = std::str::from_utf8(&passphrase)
            .map_err(|_| Error::data("The passphrase is not UTF-8 text; nothing was changed."))?;
        match passphrase_problem(text) {
            Some(why) => Err(Error::data(format!("The passphrase will not do; nothing was changed. {why}"))),
            None => {
                let strength = Strength::of(text).told();
                if !self.json() {
                    self.print.warn(format!("The new passphrase: {strength}"));
                }
                Ok(passphrase)
            }
        }
    }

    /// Another secret: the first line of a file, else asked.
    pub(crate) fn secret(&self, file: Option<&Path>, prompt: &str) -> Result<Zeroizing<Vec<u8>>> {
        file.map_or_else(|| self.ask(prompt), first_line)
    }

    /// Asks whether to go on; only for somebody who sits there.
    pub(crate) fn agreed(&mut self) -> Result<bool> {
        self.print.line("Go on? [y/N]");
        self.print.finish()?;
        let mut answer = String::new();
        let read = self.input.read_line(&mut answer);
        read.map_err(|e| Error::usage(format!("The answer could not be read ({e}); nothing was changed.")))?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Whether an existing file may be replaced: as was said, or as somebody at the terminal says now.
    pub(crate) fn may_replace(&mut self, file: &Path, force: bool) -> Result<bool> {
        if force || !self.asks || !file.is_file() {
            return Ok(force);
        }
        self.print.warn(format!("{} exists already. Replace it? y or n", file.display()));
        let mut answer = String::new();
        self.input.read_line(&mut answer).map_err(Error::internal)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    fn ask(&self, prompt: &str) -> Result<Zeroizing<Vec<u8>>> {
        if !self.asks {
            return Err(Error::usage("The book needs its passphrase, and there is no terminal to ask on.")
                .hint("Give --passphrase-file FILE, or set CASEBOOK_PASSPHRASE_FILE."));
        }
        let typed = rpassword::prompt_password(prompt)
            .map_err(|e| Error::usage(format!("The passphrase could not be read ({e}).")))?;
        Ok(Zeroizing::new(typed.into_bytes()))
    }
}

/// A date somebody typed, for this desk.
pub(crate) fn day(desk: &Desk, text: &str) -> Result<NaiveDate> {
    dates::parse(text, desk.board.today, &desk.board.calendar)
}

/// As [`day`], where one was given.
pub(crate) fn maybe_day(desk: &Desk, text: Option<&String>) -> Result<Option<NaiveDate>> {
    text.map(|t| day(desk, t)).transpose()
}

/// The role word somebody means: the word itself or the authority's title for it.
pub(crate) fn role(desk: &Desk, named: &str) -> Result<String> {
    let practice = &desk.board.practice;
    let wanted = named.to_lowercase();
    let found =
        practice.roles.iter().find(|(word, title)| **word == wanted || title.to_lowercase() == wanted);
    if let Some((word, _)) = found {
        return Ok(word.clone());
    }
    let known = practice.roles.keys().map(String::as_str);
    let near = nearest(&wanted, known).map(|w| format!("Did you mean {w}?")).unwrap_or_default();
    Err(Error::missing(format!("There is no role {named:?} in the practice {}.", practice.title)).hint(near))
}

/// The rows a command is about: one child's, or all by number.
pub(crate) fn rows<'d>(desk: &'d Desk, child: Option<&String>) -> Result<Vec<&'d Row>> {
    if let Some(named) = child {
        return Ok(vec![desk.look_at(named)?]);
    }
    Ok(desk.board.by_number())
}

/// Refuses a missing book before a passphrase is asked for.
fn there(path: &Path) -> Result<()> {
    if !Store::is_at(path) {
        return Err(Error::missing(format!("There is no book at {}. Nothing was created.", path.display()))
            .hint("casebook init makes one; --book FILE names another."));
    }
    Ok(())
}

/// The first line of a file without its line end, wiped when dropped.
fn first_line(file: &Path) -> Result<Zeroizing<Vec<u8>>> {
    let name = file.display();
    // Bounded: a device would never end.
    let mut bytes = Zeroizing::new(Vec::with_capacity(SECRET_MAX));
    let read = std::fs::File::open(file).and_then(|f| f.take(SECRET_MAX as u64).read_to_end(&mut bytes));
    read.map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            Error::missing(format!("There is no passphrase file {name}; nothing was opened."))
        }
        _ => Error::data(format!("The passphrase file {name} cannot be read ({e}); nothing was opened.")),
    })?;
    let line = bytes.split(|b| *b == b'\n' || *b == b'\r').next().unwrap_or_default();
    if line.is_empty() {
        return Err(Error::data(format!("The first line of the passphrase file {name} is empty.")));
    }
    Ok(Zeroizing::new(line.to_vec()))
}
