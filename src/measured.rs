//! What the benches measure: the program's own ways through an invented caseload; and the book that tests run the program
//! on. `None` where a step failed.

use std::path::Path;
use std::sync::Arc;

use chrono::{Months, NaiveDate};

use crate::casework::{Desk, PlanAsk, find_practice};
use crate::model::ids::NoteId;
use crate::model::record::{Note, NoteKind};
use crate::rules::calendar::{Calendar, add_months};
use crate::store::{Cost, Store};
use crate::tui;

/// Of the books that [`Work::save`] writes.
pub const PASSPHRASE: &[u8] = b"marble kettle ostrich velvet";

/// The day the invented caseload stands at.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}

/// Makes a book without children. Its key derivation is the cheap one of the tests: they open it hundreds of times.
pub fn new_book(file: &Path, passphrase: &[u8], practice: &str, today: NaiveDate) -> Option<()> {
    let practice = Arc::new(find_practice(None, practice).ok()?);
    let store = Store::create_with(file, passphrase, Cost::for_tests()).ok()?;
    Desk::begin(store, "A. Reviewer", practice, today).ok().map(drop)
}

/// A book at work.
pub struct Work(Desk);

impl Work {
    /// Invented children, in memory.
    pub fn demo(children: usize) -> Option<Self> {
        Desk::demo(today(), children, 1, None).ok().map(Self)
    }

    /// Writes the book. Its key derivation is the cheap one of the tests: what is left is the program's own work.
    pub fn save(&self, file: &Path) -> Option<()> {
        self.0.store.save_with(file, PASSPHRASE, Cost::for_tests()).ok()
    }

    /// From the passphrase to the first frame; gives the program as it stands then and how much was drawn, so that
    /// neither is left out, and closing the book is not measured.
    pub fn start(file: &Path) -> Option<(impl Sized + use<>, usize)> {
        tui::first_frame(Desk::open(file, PASSPHRASE, today(), None).ok()?)
    }

    /// Reads every child.
    pub fn cases(&self) -> Option<usize> {
        self.0.store.cases().ok().map(|cases| cases.len())
    }

    /// A note about the first child of the board.
    pub fn note(&mut self) -> Option<()> {
        let child = self.0.board.children().first()?.id();
        let note = Note {
            id: NoteId(0),
            kind: NoteKind::Note,
            date: today(),
            with: String::new(),
            text: "Seen at the placement.".to_owned(),
            place: None,
            pasted: false,
        };
        self.0.add_note(Some(child), note).ok().map(drop)
    }

    /// The number of the first child of the board.
    pub fn first(&self) -> Option<String> {
        self.0.board.children().first().map(|row| row.case.child.number.clone())
    }

    /// Takes the last act back.
    pub fn undo(&mut self) -> Option<()> {
        self.0.undo(None).ok().flatten().map(drop)
    }

    /// A day for every review of the next three months.
    pub fn plan_quarter(&self) -> usize {
        let ask = PlanAsk { rebook: true, ..PlanAsk::between(today(), today() + Months::new(3)) };
        self.0.plan_period(&ask).proposals.len()
    }
}

/// The shipped calendar.
pub struct Days(Calendar);

impl Days {
    /// England and Wales.
    pub fn shipped() -> Option<Self> {
        Calendar::england_and_wales().ok().map(Self)
    }

    /// The day so many working days after another, where the table reaches it.
    pub fn after(&self, start: NaiveDate, working_days: i32) -> Option<NaiveDate> {
        self.0.add_working_days(start, working_days).ok().map(|counted| counted.date)
    }
}

/// The day so many months after another.
pub fn months_after(start: NaiveDate, months: i32) -> Option<NaiveDate> {
    add_months(start, months)
}
