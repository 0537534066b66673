//! Telling the tables apart by their column names, in any order and case.

use crate::exchange::cell::clean;
use crate::exchange::rows::Row;

/// A table that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// One row a child.
    Header,
    /// One row an episode of care.
    Episodes,
    /// One row a review held.
    Reviews,
    /// One row an unaccompanied child.
    Uasc,
    /// Names, which are no part of the return.
    Names,
}

impl Table {
    /// Its word in the report.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Table::Header => "header",
            Table::Episodes => "episodes",
            Table::Reviews => "reviews",
            Table::Uasc => "uasc",
            Table::Names => "names",
        }
    }

    /// The columns it cannot do without.
    pub(crate) const fn required(self) -> &'static [&'static str] {
        match self {
            Table::Header => &["CHILD", "SEX", "DOB"],
            Table::Episodes => &["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"],
            Table::Reviews => &["CHILD", "REVIEW", "REVIEW_CODE"],
            Table::Uasc => &["CHILD", "DUC"],
            Table::Names => &["CHILD", "FORENAME", "SURNAME"],
        }
    }
}

/// The tables in the order of asking: the more telling columns first.
const TABLES: [Table; 5] = [Table::Episodes, Table::Reviews, Table::Uasc, Table::Names, Table::Header];

/// Tables of the return that say nothing of reviews, by a column that only they have.
const KNOWN: [(&str, &str); 8] = [
    ("SDQ_SCORE", "OC2"),
    ("IN_TOUCH", "OC3"),
    ("DATE_INT", "AD1"),
    ("DATE_PLACED", "placed for adoption"),
    ("PREV_PERM", "previous permanence"),
    ("MIS_START", "missing episodes"),
    ("SW_ID", "social worker episodes"),
    ("DOLO_START", "deprivation of liberty"),
];

/// A column by name, and its place in this file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name in the return.
    pub name: &'static str,
    /// Its place, where the file has it.
    pub at: Option<usize>,
    /// Its dates have the month first.
    pub month_first: bool,
}

/// The bit of a column in a set of columns.
pub(crate) fn bit(place: usize) -> u128 {
    u32::try_from(place).ok().and_then(|place| 1_u128.checked_shl(place)).unwrap_or(0)
}

/// The column names of a file, and those whose dates have the month first, a bit each.
#[derive(Debug)]
pub(crate) struct Columns(Vec<String>, u128);

impl Columns {
    /// The names in a header row.
    pub(crate) fn new(header: &Row, month_first: u128) -> Self {
        let names = header.cells().map(|c| clean(c).to_ascii_uppercase().replace([' ', '-'], "_"));
        Self(names.collect(), month_first)
    }

    /// Columns by name.
    pub(crate) fn find<const N: usize>(&self, names: [&'static str; N]) -> [Column; N] {
        names.map(|name| {
            let at = self.0.iter().position(|c| c == name);
            Column { name, at, month_first: at.is_some_and(|at| self.1 & bit(at) != 0) }
        })
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|c| c == name)
    }

    /// Whether every column that `table` cannot do without is here.
    pub(crate) fn fits(&self, table: Table) -> bool {
        table.required().iter().all(|name| self.has(name))
    }

    /// A needed column that stands twice.
    pub(crate) fn twice(&self, table: Table) -> Option<&'static str> {
        let count = |name: &str| self.0.iter().filter(|c| *c == name).count();
        table.required().iter().copied().find(|name| count(name) > 1)
    }

    /// The place of the last column that `table` cannot do without.
    pub(crate) fn last_required(&self, table: Table) -> usize {
        let places = table.required().iter().filter_map(|name| self.0.iter().position(|c| c == name));
        places.max().unwrap_or(0)
    }

    /// Which table this is, or why it is none of ours.
    pub(crate) fn table(&self) -> Result<Table, String> {
        if let Some(table) = TABLES.into_iter().find(|t| self.fits(*t)) {
            // a header may carry names along: what only a header has decides
            let header =
                table == Table::Names && self.fits(Table::Header) && (self.has("UPN") || self.has("ETHNIC"));
            return Ok(if header { Table::Header } else { table });
        }
        if let Some((_, name)) = KNOWN.iter().find(|(column, _)| self.has(column)) {
            return Err(format!("the {name} table: not needed"));
        }
        let telling = [("DECOM", Table::Episodes), ("REVIEW", Table::Reviews), ("DUC", Table::Uasc)];
        let telling = telling.into_iter().chain([("SURNAME", Table::Names), ("UPN", Table::Header)]);
        for (column, table) in telling {
            if self.has(column) {
                let lacks: Vec<_> = table.required().iter().copied().filter(|name| !self.has(name)).collect();
                return Err(format!("looks like {}, but has no column {}", table.word(), lacks.join(", ")));
            }
        }
        Err("no table of the return by its columns".to_owned())
    }
}
