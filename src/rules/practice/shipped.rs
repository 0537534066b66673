//! The practices that come with the program.

use super::{Practice, load};
use crate::error::{Error, Result};

/// Each shipped practice: id and file.
pub const SHIPPED: &[(&str, &str)] = &[
    ("england", include_str!("../../../assets/practices/england.toml")),
    ("luton", include_str!("../../../assets/practices/luton.toml")),
    ("portsmouth", include_str!("../../../assets/practices/portsmouth.toml")),
    ("practice-guidance-2020", include_str!("../../../assets/practices/practice-guidance-2020.toml")),
    ("north-lincolnshire", include_str!("../../../assets/practices/north-lincolnshire.toml")),
    ("rochdale", include_str!("../../../assets/practices/rochdale.toml")),
];

/// A shipped practice by id.
///
/// # Errors
/// When no shipped practice has that id.
pub fn shipped(id: &str) -> Result<Practice> {
    let found = SHIPPED.iter().find(|(i, _)| *i == id);
    let (_, text) = found.ok_or_else(|| {
        let known: Vec<&str> = SHIPPED.iter().map(|(i, _)| *i).collect();
        Error::missing(format!("There is no practice {id}."))
            .hint(format!("Shipped are: {}.", known.join(", ")))
    })?;
    load(text, &|base| SHIPPED.iter().find(|(i, _)| *i == base).map(|(_, t)| (*t).to_owned()))
}
