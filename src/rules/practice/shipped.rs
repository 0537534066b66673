//! The practices that come with the program.

use super::load::load;
use super::shape::Practice;
use super::texts::SHIPPED;
use crate::error::{Error, Result};

/// A shipped practice by id.
///
/// # Errors
/// When no shipped practice has that id.
pub(crate) fn shipped(id: &str) -> Result<Practice> {
    let found = SHIPPED.iter().find(|(i, _)| *i == id);
    let (_, text) = found.ok_or_else(|| {
        let known: Vec<&str> = SHIPPED.iter().map(|(i, _)| *i).collect();
        Error::missing(format!("There is no practice {id}."))
            .hint(format!("Shipped are: {}.", known.join(", ")))
    })?;
    load(text, &|base| SHIPPED.iter().find(|(i, _)| *i == base).map(|(_, t)| (*t).to_owned()))
}
