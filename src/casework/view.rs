//! Views of the caseload, kept in the book under their names: a filter may hold a child's.

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::text;
use crate::model::view::View;
use crate::store::{Act, Store};

/// What stands before a view's name among the settings of the book.
const KEY: &str = "view:";
/// The longest name, in characters.
const LONGEST: usize = 40;

/// Every view, by name.
///
/// # Errors
/// When the book cannot be read.
pub(crate) fn views(store: &Store) -> Result<Vec<View>> {
    let kept = store.settings_under(KEY)?;
    let view = |(name, value): (String, String)| {
        Some(View { name, ..serde_json::from_str(&value).ok().filter(|_| !value.is_empty())? })
    };
    Ok(kept.into_iter().filter_map(view).collect())
}

/// The view of a name, in any case.
///
/// # Errors
/// Kind missing where there is none, with those there are.
pub(crate) fn view(store: &Store, name: &str) -> Result<View> {
    let all = views(store)?;
    let names: Vec<String> = all.iter().map(|view| view.name.clone()).collect();
    let wanted = name.trim().to_lowercase();
    all.into_iter().find(|view| view.name.to_lowercase() == wanted).ok_or_else(|| {
        let hint = match names.as_slice() {
            [] => "There are none yet: casebook record view --name NAME makes one.".to_owned(),
            names => format!("There are: {}.", names.join(", ")),
        };
        Error::missing(format!("There is no view {name:?}; nothing was changed.")).hint(hint)
    })
}

impl Desk {
    /// Keeps a view under its name, in place of one that had it.
    ///
    /// # Errors
    /// When the name will not do or the book cannot be written.
    pub(crate) fn keep_view(&mut self, view: &View) -> Result<Outcome> {
        let name = text::line(&view.name);
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(Error::data(format!(
                "A view's name has 1 to {LONGEST} characters; nothing was changed."
            )));
        }
        let old = views(&self.store)?.into_iter().find(|v| v.name.to_lowercase() == name.to_lowercase());
        let value = serde_json::to_string(view).map_err(Error::internal)?;
        self.write_view(&format!("Save the view {name}"), old.as_ref(), Some((&name, &value)))
    }

    /// Takes a view out.
    ///
    /// # Errors
    /// When there is none of that name or the book cannot be written.
    pub(crate) fn remove_view(&mut self, name: &str) -> Result<Outcome> {
        let old = view(&self.store, name)?;
        self.write_view(&format!("Take out the view {}", old.name), Some(&old), None)
    }

    fn write_view(&mut self, label: &str, old: Option<&View>, new: Option<(&str, &str)>) -> Result<Outcome> {
        let (act, ()) = self.store.act(&Act::general(label, self.board.today), |tx| {
            if let Some(old) = old {
                tx.remove_setting(&format!("{KEY}{}", old.name))?;
            }
            new.map_or(Ok(()), |(name, value)| tx.set_setting(&format!("{KEY}{name}"), value))
        })?;
        self.board.refresh(&self.store)?;
        Ok(Outcome::new(act, 0, label))
    }
}
