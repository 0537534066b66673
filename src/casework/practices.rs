//! The practices a book can be worked by: its own, those that ship, one in a file beside it.

use std::io::{ErrorKind, Read};
use std::path::Path;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::exchange::open_plain;
use crate::rules::practice::{Adopted, Practice, SHIPPED, load, load_kept, shipped};
use crate::store::{PracticeCopy, Store, Tx};

/// The version word under which a practice the user added is kept; copies of used ones carry a hash.
pub(super) const ADDED: &str = "added";
/// No practice file has more bytes.
const LONGEST: u64 = 4 * 1024 * 1024;

/// A practice by id, of the book's own or shipped ones, or by file.
///
/// # Errors
/// When there is none of that name, or the file is faulty.
pub(crate) fn find_practice(store: Option<&Store>, name: &str) -> Result<Practice> {
    let own = added(store)?;
    if let Some((_, text)) = own.iter().find(|(id, _)| id == name) {
        return read(text, &own);
    }
    let path = Path::new(name);
    if name.ends_with(".toml") || path.components().count() > 1 {
        let text = practice_text(path)?;
        let beside = path.parent().unwrap_or(Path::new(".")).to_owned();
        return load(&text, &|base| {
            let near = practice_text(&beside.join(format!("{base}.toml"))).ok();
            near.or_else(|| base_text(base, &own))
        });
    }
    shipped(name)
}

/// The text of a practice file.
///
/// # Errors
/// When it cannot be read, or is longer than any practice is.
pub(crate) fn practice_text(file: &Path) -> Result<String> {
    let name = file.display();
    let mut text = String::new();
    let read = open_plain(file).and_then(|f| f.take(LONGEST + 1).read_to_string(&mut text));
    read.map_err(|e| match e.kind() {
        ErrorKind::IsADirectory => Error::data(format!("{name} is a folder: name the practice file in it.")),
        ErrorKind::NotFound => Error::missing(format!("There is no file {name}.")),
        ErrorKind::InvalidData => Error::data(format!("{name} is not UTF-8 text.")),
        _ => Error::data(format!("{name} cannot be read ({e}).")),
    })?;
    if text.len() as u64 > LONGEST {
        return Err(Error::data(format!("The practice file {name} is over 4 MB, so it was not read.")));
    }
    Ok(text)
}

/// Every practice that can be used: id and title, the user's own first.
///
/// # Errors
/// When the book cannot be read.
pub(crate) fn shipped_and_added(store: Option<&Store>) -> Result<Vec<(String, String)>> {
    let own = added(store)?;
    let mut all = Vec::new();
    for (id, text) in &own {
        all.push((id.clone(), read(text, &own)?.title));
    }
    for (id, _) in SHIPPED.iter().filter(|(id, _)| !own.iter().any(|(o, _)| o == id)) {
        all.push(((*id).to_owned(), shipped(id)?.title));
    }
    Ok(all)
}

/// The setting with the day the book took up its practice and the practice it worked by before: `2026-11-10 england`.
pub(super) const SINCE: &str = "practice-since";

/// The practice a book works by, as it took it up.
///
/// # Errors
/// When the book cannot be read or names none that is known.
pub(super) fn of_book(store: &Store) -> Result<Practice> {
    let id = store.setting("practice")?.unwrap_or_else(|| "england".into());
    let since = store.setting(SINCE)?;
    let practice = find_practice(Some(store), &id)?;
    let Some((day, before)) = since.as_deref().and_then(|s| s.split_once(' ')) else { return Ok(practice) };
    let adopted = match day.parse() {
        Ok(day) => adopted(store, day, before)?,
        Err(_) => return Ok(practice),
    };
    Ok(practice.taken_up(Some(adopted)))
}

/// A practice taken up on a day after another.
pub(super) fn adopted(store: &Store, day: NaiveDate, before: &str) -> Result<Adopted> {
    let before = find_practice(Some(store), before)?.duties.iter().map(|d| d.id.clone()).collect();
    Ok(Adopted { day, before })
}

/// The practice the book names, with its text where the user added it, and the day it took it up.
pub(super) type Named = Option<(String, Option<String>, Option<String>)>;

/// What the book says it is worked by.
pub(super) fn named(store: &Store) -> Result<Named> {
    let Some(id) = store.setting("practice")? else { return Ok(None) };
    let text = added(Some(store))?.into_iter().find(|(own, _)| *own == id).map(|(_, text)| text);
    Ok(Some((id, text, store.setting(SINCE)?)))
}

pub(super) fn added(store: Option<&Store>) -> Result<Vec<(String, String)>> {
    let Some(store) = store else { return Ok(Vec::new()) };
    let copies = store.practices()?.into_iter().filter(|p| p.version == ADDED);
    Ok(copies.map(|p| (p.id, p.text)).collect())
}

fn base_text(base: &str, own: &[(String, String)]) -> Option<String> {
    let own = own.iter().find(|(id, _)| id == base).map(|(_, t)| t.clone());
    own.or_else(|| SHIPPED.iter().find(|(id, _)| *id == base).map(|(_, t)| (*t).to_owned()))
}

/// A practice that the book has.
fn read(text: &str, own: &[(String, String)]) -> Result<Practice> {
    load_kept(text, &|base| base_text(base, own))
}

/// A practice to be added to the book.
///
/// # Errors
/// When anything is wrong with it.
pub(super) fn read_new(text: &str, own: &[(String, String)]) -> Result<Practice> {
    load(text, &|base| base_text(base, own))
}

/// Keeps a copy of a practice version that the book is judged by.
pub(super) fn keep(tx: &Tx<'_>, practice: &Practice, today: NaiveDate) -> Result<()> {
    if tx.practice(&practice.id, &practice.version)?.is_some() {
        return Ok(());
    }
    let text = practice.as_json().to_string();
    tx.insert(
        (),
        &PracticeCopy { id: practice.id.clone(), version: practice.version.clone(), text, added: today },
    )
}
