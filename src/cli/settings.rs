//! `settings`: what the book knows of the service beside its cases.

use super::Code;
use super::context::Context;
use crate::casework::settings::{Known, change, known};
use crate::error::Result;

/// `settings [KEY [VALUE]]`.
pub(crate) fn settings(cx: &mut Context<'_>, key: Option<&str>, value: Option<&str>) -> Result<Code> {
    let mut store = cx.open_store()?;
    let known = key.map(known).transpose()?;
    if let (Some(setting), Some(value)) = (known, value) {
        let done = change(&mut store, setting, value, cx.today)?;
        cx.print.line(done);
        return Ok(Code::DONE);
    }
    let asked = Known::ALL.iter().filter(|k| known.is_none_or(|only| only == **k));
    let mut rows = Vec::new();
    for setting in asked {
        rows.push((setting, store.setting(setting.word())?));
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
