//! What was refused and what is doubtful, by file, row and column.

use chrono::NaiveDate;

use crate::exchange::cell::show;
use crate::model::doubt::{Doubt, Kind};
use crate::model::returns::{Remark, Report};

/// Remarks listed of each kind: a gigabyte of rubbish must not become two of remarks.
const LISTED_MAX: usize = 200_000;

/// Where a fact stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    /// Which file, in the order of reading.
    pub file: u32,
    /// Line of the row.
    pub row: u32,
}

/// The remarks so far.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    files: Vec<String>,
    /// The number of the child that the remarks are about.
    child: String,
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
    pub(crate) fn begin(&mut self, file: &str) -> At {
        self.files.push(file.to_owned());
        At { file: u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX), row: 0 }
    }

    /// What follows is about this child; about none where that is empty.
    pub(crate) fn about(&mut self, child: &str) {
        self.child.clear();
        self.child.push_str(child);
    }

    /// Something that was not taken.
    pub(crate) fn refuse(&mut self, at: At, column: &str, value: &str, why: impl Into<String>) {
        let remark = self.remark(at, Kind::Unread, column, value, None, why.into());
        self.refused.push(remark);
    }

    /// Something that was taken but looks wrong, and is not kept.
    pub(crate) fn doubt(&mut self, at: At, column: &str, value: &str, why: impl Into<String>) {
        self.keep(Kind::Cell, at, column, value, None, why);
    }

    /// Something that was taken but looks wrong; `day` is that of its row.
    pub(crate) fn keep(
        &mut self,
        kind: Kind,
        at: At,
        column: &str,
        value: &str,
        day: impl Into<Option<NaiveDate>>,
        why: impl Into<String>,
    ) {
        let remark = self.remark(at, kind, column, value, day.into(), why.into());
        self.doubts.push(remark);
    }

    fn remark(
        &self,
        at: At,
        kind: Kind,
        column: &str,
        value: &str,
        day: Option<NaiveDate>,
        why: String,
    ) -> Remark {
        let file = self.file(at).to_owned();
        let (child, column, value) = (self.child.clone(), column.to_owned(), show(value));
        Remark { file, row: at.row.into(), column, value, why, child, kind, day }
    }

    /// The file that something stands in.
    pub(crate) fn file(&self, at: At) -> &str {
        self.files.get(at.file as usize).map_or("an earlier return", String::as_str)
    }

    /// How many doubts there are so far.
    pub(crate) fn doubts(&self) -> usize {
        self.doubts.listed.len()
    }

    /// The doubts since there were so many that are kept.
    pub(crate) fn kept_since(&self, before: usize) -> Vec<Doubt> {
        let new = self.doubts.listed.iter().skip(before).filter(|r| r.kind.is_kept());
        let mut kept: Vec<Doubt> = new.map(Remark::doubt).collect();
        kept.sort();
        kept.dedup_by(|a, b| a.is_same(b));
        kept
    }

    /// `row N`, and of which file when that is not the file of `here`.
    pub(crate) fn place(&self, at: At, here: At) -> String {
        match self.files.get(at.file as usize) {
            _ if at.row == 0 => "an earlier return".to_owned(),
            Some(file) if at.file != here.file => format!("row {} of {file}", at.row),
            _ => format!("row {}", at.row),
        }
    }

    /// A report with the remarks in order.
    pub(crate) fn into_report(self) -> Report {
        Report { refused: self.refused.sorted(), doubts: self.doubts.sorted(), ..Report::default() }
    }
}

impl List {
    fn push(&mut self, remark: Remark) {
        if self.listed.len() < LISTED_MAX {
            self.listed.push(remark);
        } else {
            self.more += 1;
        }
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
