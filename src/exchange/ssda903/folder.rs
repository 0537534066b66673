//! Which files of a folder are to be read.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::exchange::cell::clean;
use crate::exchange::file::unread;
use crate::model::returns::NotRead;

/// A file to read.
pub(crate) struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Its name without the folder, fit for showing.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Named by the user as the names file.
    pub is_names: bool,
}

/// What a folder holds.
pub(crate) struct Folder {
    /// Files to read: the names file first, then the folder's CSV files by name.
    pub files: Vec<Source>,
    /// Files passed over.
    pub not_read: Vec<NotRead>,
}

/// List `dir`, and put the file `names` first.
pub(crate) fn list(dir: &Path, names: Option<&Path>) -> Result<Folder> {
    let failed = |e| unread(&format!("folder {}", shown(dir)), &e);
    if !fs::metadata(dir).map_err(failed)?.is_dir() {
        let within = dir.parent().filter(|p| !p.as_os_str().is_empty()).map_or_else(|| ".".to_owned(), shown);
        if has_extension(dir, "xlsx") {
            return Err(Error::usage(format!("{} is a workbook; nothing was written", shown(dir))).hint(
                "a workbook of Annex A: casebook import annex-a FILE; any other list: import csv FILE --map",
            ));
        }
        return Err(Error::usage(format!("{} is a file, not a folder; nothing was written", shown(dir)))
            .hint(format!("name the folder that holds the return's files; this one lies in {within}")));
    }
    let mut folder = Folder { files: Vec::new(), not_read: Vec::new() };
    let names = names.map(names_file).transpose()?;
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if names.as_ref().is_some_and(|n| same(&n.path, &path)) {
            continue;
        }
        let name = file_name(&path);
        match fs::metadata(&path) {
            Ok(about)
                if about.is_file()
                    && ["csv", "txt", "tsv", "xml"].iter().any(|e| has_extension(&path, e)) =>
            {
                folder.files.push(Source { path, name, bytes: about.len(), is_names: false });
            }
            Ok(about) => folder.not_read.push(NotRead { file: name, why: why_not(&path, &about).to_owned() }),
            Err(e) => folder.not_read.push(NotRead { file: name, why: format!("cannot be read: {e}") }),
        }
    }
    folder.files.sort_by(|a, b| a.path.cmp(&b.path));
    folder.files.splice(0..0, names);
    Ok(folder)
}

/// A path fit for showing.
pub(crate) fn shown(path: &Path) -> String {
    clean(&path.display().to_string()).into_owned()
}

fn names_file(path: &Path) -> Result<Source> {
    let about = fs::metadata(path).map_err(|e| unread(&format!("names file {}", shown(path)), &e))?;
    if !about.is_file() {
        return Err(Error::usage(format!("{} is a folder, not a file; nothing was written", shown(path)))
            .hint("name a CSV file with the columns CHILD, FORENAME and SURNAME"));
    }
    Ok(Source { path: path.to_owned(), name: file_name(path), bytes: about.len(), is_names: true })
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    clean(&name.to_string_lossy()).into_owned()
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Whether a file is called as such files are, in either case.
pub(crate) fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(wanted))
}

fn why_not(path: &Path, about: &fs::Metadata) -> &'static str {
    if about.is_dir() {
        "a folder"
    } else if has_extension(path, "xlsx") || has_extension(path, "xls") {
        "a workbook: import annex-a reads one of Annex A; of another save each table as CSV"
    } else {
        "not a CSV file"
    }
}
