//! A sheet of a file, every cell as text.

/// A row: its number in the sheet, counted from 1, and its cells.
pub(super) type Cells = (u32, Vec<String>);

/// A sheet.
pub(super) struct Sheet {
    /// The file, and the sheet of a workbook.
    pub(super) name: String,
    /// Its rows that are not blank.
    pub(super) rows: Vec<Cells>,
}
