//! `settings`: what the book knows of the service beside its cases, and how the screen looks.

use super::Code;
use super::context::Context;
use crate::casework::looks;
use crate::casework::settings::{Kept, Known, change, known};
use crate::error::Result;

/// `settings [KEY [VALUE]]`.
pub(crate) fn settings(cx: &mut Context<'_>, key: Option<&str>, value: Option<&str>) -> Result<Code> {
    let known = key.map(known).transpose()?;
    let file = looks::place(&cx.book()?);
    if let (Some(setting), Some(value)) = (known, value.map(str::trim)) {
        let done = match setting.kept() {
            Kept::File => looks::write(&file, setting, value)?,
            Kept::Book => change(&mut cx.open_store()?, &[(setting, value)], cx.today)?,
        };
        cx.print.line(done);
        return Ok(Code::DONE);
    }
    let looks = looks::read(&file);
    looks.faults.iter().for_each(|fault| cx.print.warn(format!("casebook: {fault}")));
    let asked = Known::ALL.iter().filter(|k| known.is_none_or(|only| only == **k));
    // What is kept in the file is told without the book.
    let store = match known.map(Known::kept) {
        Some(Kept::File) => None,
        _ => Some(cx.open_store()?),
    };
    let mut rows = Vec::new();
    for setting in asked {
        let value = match (setting.kept(), &store) {
            (Kept::Book, Some(store)) => store.setting(setting.word())?,
            _ => looks.value(*setting).map(str::to_owned),
        };
        rows.push((setting, value));
    }
    if cx.json() {
        let object: serde_json::Map<_, _> =
            rows.iter().map(|(k, v)| (k.word().to_owned(), serde_json::Value::from(v.clone()))).collect();
        cx.print.json(&object)?;
        return Ok(Code::DONE);
    }
    for (setting, value) in rows {
        let value = value.unwrap_or_else(|| format!("not set ({})", setting.says()));
        cx.print.line(format!("{:<12} {value}", setting.word()));
    }
    Ok(Code::DONE)
}
