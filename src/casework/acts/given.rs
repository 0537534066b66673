//! What a script gave.

use std::collections::BTreeMap;

use crate::error::{Error, Result};

/// A flag that says which of several acts is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lead {
    pub(crate) flag: &'static str,
    /// What `--help` says of it; empty where the flag is one of the act's fields.
    pub(crate) help: &'static str,
    /// The word it has to be given with; empty where any will do.
    pub(crate) word: &'static str,
}

impl Lead {
    /// A field's own flag.
    pub(crate) const fn field(flag: &'static str) -> Self {
        Self { flag, help: "", word: "" }
    }

    /// A word that stands in the place of `name`.
    pub(crate) const fn word(name: &'static str, word: &'static str) -> Self {
        Self { flag: name, help: "", word }
    }

    /// A flag that is given alone.
    pub(crate) const fn alone(flag: &'static str, help: &'static str) -> Self {
        Self { flag, help, word: "" }
    }
}

/// What a script gave, by the names of arguments and flags.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given(BTreeMap<String, Vec<String>>);

impl Given {
    pub(crate) fn put(&mut self, name: &str, words: Vec<String>) {
        self.0.insert(name.to_owned(), words);
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)?.into_iter().next()
    }

    pub(crate) fn some(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(|all| all.first()).map(String::as_str)
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.some(name).unwrap_or_default()
    }

    /// A number of a review.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u32>> {
        let wrong =
            |text: &str| Error::usage(format!("{text:?} is no number for {name}; nothing was recorded."));
        self.some(name).map(|text| text.parse().map_err(|_| wrong(text))).transpose()
    }

    /// The number of a row, as the lists give it.
    pub(crate) fn row(&self, name: &str) -> Result<i64> {
        let text = self.text(name);
        text.parse()
            .map_err(|_| Error::usage(format!("{text:?} is no number of a {name}; nothing was changed.")))
    }

    /// Every word given under a name.
    pub(super) fn all(&self, name: &str) -> Option<&Vec<String>> {
        self.0.get(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    pub(super) fn leads(&self, lead: &Lead) -> bool {
        self.some(lead.flag).is_some_and(|word| lead.word.is_empty() || lead.word == word)
    }
}
