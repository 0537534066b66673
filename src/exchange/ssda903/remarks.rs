//! What was refused and what is doubtful, by file, row and column.

use crate::exchange::cell::show;
use crate::model::returns::{Remark, Report};

/// Remarks listed of each kind: a gigabyte of rubbish must not become two of remarks.
const LISTED_MAX: usize = 200_000;

/// Where a fact stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Which file, in the order of reading.
    pub file: u32,
    /// Line of the row.
    pub row: u32,
}

/// The remarks so far.
#[derive(Debug, Default)]
pub struct Remarks {
    files: Vec<String>,
    refused: List,
    doubts: List,
}

#[derive(Debug, Default)]
struct List {
    listed: Vec<Remark>,
    more: u64,
}

impl Remarks {
    /// Begin a file; the row 0 in it.
    pub fn begin(&mut self, file: &str) -> At {
        self.files.push(file.to_owned());
        At { file: u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX), row: 0 }
    }

    /// Something that was not taken.
    pub fn refuse(&mut self, at: At, column: &str, value: &str, why: impl Into<String>) {
        self.refused.push(&self.files, at, column, value, why.into());
    }

    /// Something that was taken but looks wrong.
    pub fn doubt(&mut self, at: At, column: &str, value: &str, why: impl Into<String>) {
        self.doubts.push(&self.files, at, column, value, why.into());
    }

    /// `row N`, and of which file when that is not the file of `here`.
    pub fn place(&self, at: At, here: At) -> String {
        match self.files.get(at.file as usize) {
            Some(file) if at.file != here.file => format!("row {} of {file}", at.row),
            _ => format!("row {}", at.row),
        }
    }

    /// A report with the remarks in order.
    pub fn into_report(self) -> Report {
        Report { refused: self.refused.sorted(), doubts: self.doubts.sorted(), ..Report::default() }
    }
}

impl List {
    fn push(&mut self, files: &[String], at: At, column: &str, value: &str, why: String) {
        if self.listed.len() >= LISTED_MAX {
            self.more += 1;
            return;
        }
        let file = files.get(at.file as usize).cloned().unwrap_or_default();
        let (column, value) = (column.to_owned(), show(value));
        self.listed.push(Remark { file, row: at.row.into(), column, value, why });
    }

    fn sorted(mut self) -> Vec<Remark> {
        self.listed.sort();
        if let (Some(last), 1..) = (self.listed.last().cloned(), self.more) {
            let why = format!("and {} more, not listed", self.more);
            self.listed.push(Remark { column: String::new(), value: String::new(), why, ..last });
        }
        self.listed
    }
}
