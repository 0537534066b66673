//! Under a passphrase that is being set: four words to take, and how strong what was typed is.

use zeroize::Zeroizing;

use super::form::Form;
use crate::error::Result;
use crate::store::{Strength, four_words, passphrase_problem};

/// The words, and their strength.
#[derive(Debug)]
pub(crate) struct Offer {
    words: Zeroizing<String>,
    strength: Strength,
    /// Where its two notes begin.
    at: usize,
}

impl Offer {
    /// Puts two notes under a form whose field `pass` sets a passphrase.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub(crate) fn under(form: &mut Form) -> Result<Self> {
        let (words, strength) = four_words()?;
        let offer = Self { at: form.notes.len(), words, strength };
        form.notes.push((None, format!("Picked at random for you: {}", *offer.words)));
        form.notes.push((None, String::new()));
        offer.settle(form);
        Ok(offer)
    }

    /// Tells how strong what was typed is; of the words offered where nothing was.
    pub(crate) fn settle(&self, form: &mut Form) {
        let typed = Zeroizing::new(form.text("pass"));
        let told = if typed.is_empty() || *typed == *self.words {
            format!("Those words: {}", self.strength.told())
        } else {
            format!("What you typed: {}", Strength::of(&typed).told())
        };
        if let Some((_, note)) = form.notes.get_mut(self.at + 1) {
            *note = told;
        }
    }
}

/// Tells what is wrong with a passphrase that was typed twice, under its fields.
pub(crate) fn judge(form: &mut Form) {
    let typed = Zeroizing::new(form.text("pass"));
    if let Some(problem) = passphrase_problem(&typed) {
        form.fault("pass", problem);
    } else if *typed != form.text("again") {
        form.fault("again", "The two are not the same.");
    }
}
