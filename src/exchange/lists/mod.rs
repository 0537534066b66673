//! Lists of children in care as councils export them: Ofsted's Annex A, List 8, or any table whose columns a mapping
//! file tells. A list says how care stands and since when; what it says is kept as evidence, as a return's is.

mod drafting;
mod file;
mod map;
mod sheet;
mod take;
#[cfg(test)]
mod tests;
mod value;
mod workbook;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::ssda903::{Progress, listed, settled};
use crate::error::{Error, Result};
use crate::exchange::file::unread;
use crate::exchange::ssda903::folder::shown;
use crate::model::returns::{NotRead, Return, TableRead};
use file::sheets;
use sheet::Sheet;
use take::Taker;

pub(crate) use drafting::{Guess, header_of, mapping_text};
pub(crate) use map::Mapping;

/// Reads Annex A, List 8, from a workbook, its CSV, or every one of a folder.
///
/// # Errors
/// When nothing of it can be read; a cell that cannot be is named in the report, and the rest goes on.
pub(crate) fn read_annex_a(
    path: &Path,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Return> {
    read(path, &Mapping::annex_a()?, today, progress)
}

/// Reads one file by a mapping.
///
/// # Errors
/// As [`read_annex_a`], and when the file has not the columns that the mapping names.
pub(crate) fn read_mapped(
    path: &Path,
    mapping: &Mapping,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Return> {
    if path.is_dir() {
        return Err(Error::usage(format!("{} is a folder, not a file; nothing was written", shown(path)))
            .hint("name the CSV file or workbook itself"));
    }
    read(path, mapping, today, progress)
}

fn read(
    path: &Path,
    mapping: &Mapping,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Return> {
    let mut taker = Taker::new(mapping, today);
    let (mut tables, mut not_read) = (Vec::new(), Vec::new());
    for file in files(path)? {
        let name = file.file_name().map_or_else(|| shown(&file), |n| shown(Path::new(n)));
        let found = match sheets(&file) {
            Ok(found) => found,
            Err(why) => {
                not_read.push(NotRead { file: name, why });
                continue;
            }
        };
        let (before, mut others) = (tables.len(), Vec::new());
        for Sheet { name, rows } in found {
            match taker.take(&name, rows) {
                Ok(count) => {
                    tables.push(TableRead { file: name, table: mapping.table().into(), rows: count })
                }
                Err(why) => others.push(NotRead { file: name, why }),
            }
        }
        // The other sheets of a workbook that has the list are not asked for.
        not_read.extend(others.into_iter().filter(|_| tables.len() == before));
    }
    if tables.is_empty() {
        let why: Vec<String> = not_read.iter().map(|n| format!("{}: {}", n.file, n.why)).take(3).collect();
        let message = format!("no {} in {}; nothing was written", mapping.table(), shown(path));
        return Err(Error::data(match why.as_slice() {
            [] => message,
            _ => format!("{message} ({})", why.join("; ")),
        })
        .hint(mapping.hint()));
    }
    let (drafts, remarks) = taker.finish();
    let last = listed::latest(&drafts).unwrap_or(today);
    let mut ret = settled(drafts, remarks, (last, last), progress)?;
    (ret.report.tables, ret.report.not_read) = (tables, not_read);
    Ok(ret)
}

/// The file, or the workbooks and CSV files of the folder by name.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let about = std::fs::metadata(path).map_err(|e| unread(&format!("file {}", shown(path)), &e))?;
    if !about.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failed = |e| unread(&format!("folder {}", shown(path)), &e);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        let known = ["xlsx", "csv", "tsv", "txt"];
        let wanted = file.extension().is_some_and(|e| known.iter().any(|k| e.eq_ignore_ascii_case(k)));
        // Excel leaves a file of this name beside a workbook that is open.
        let open = file.file_name().is_some_and(|n| n.to_string_lossy().starts_with("~$"));
        if wanted && !open && file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}
