//! First words put into a form that was just opened.

use super::app::App;
use super::modals::Modal;

impl App {
    /// Puts first words into a field of the form just opened, where nothing stands yet.
    pub(crate) fn prefill(&mut self, key: &str, words: &str) {
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.propose(key, words);
        }
    }
}
