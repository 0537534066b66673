//! Codes of the return's lists, as a person typed them.

use crate::error::{Error, Result};
use crate::model::codes::{ENDS, LEGAL, PLACES, PROVIDERS};
use crate::model::text;
use crate::rules::practice::words::nearest;

pub(super) fn known_legal(code: &str) -> Result<String> {
    known(code, LEGAL.iter().map(|(c, ..)| *c), "legal status")
}

pub(super) fn known_end(code: &str) -> Result<String> {
    known(code, ENDS.iter().map(|(c, _)| *c), "reason for leaving care")
}

pub(super) fn known_place(code: &str) -> Result<String> {
    known(code, PLACES.iter().map(|(c, _)| *c), "placement type")
}

pub(super) fn known_provider(code: &str) -> Result<String> {
    known(code, PROVIDERS.iter().map(|(c, _)| *c), "placement provider")
}

/// A code of one of the return's lists, in capitals; otherwise an error with the nearest one.
fn known<'a>(code: &str, list: impl IntoIterator<Item = &'a str>, what: &str) -> Result<String> {
    let code = text::line(code).to_uppercase();
    let list: Vec<&str> = list.into_iter().collect();
    if list.contains(&code.as_str()) {
        return Ok(code);
    }
    let near =
        nearest(&code, list.iter().copied()).map(|n| format!("Did you mean {n}? ")).unwrap_or_default();
    Err(Error::data(format!("{code:?} is no {what} of the return; nothing was saved."))
        .hint(format!("{near}Known are: {}.", list.join(", "))))
}
