//! The way back to the form that a draft was typed in.

use super::app::App;
use super::layers::drafts::about;

impl App {
    /// Opens the form a draft belongs to, or says where it is.
    pub(crate) fn take_up_draft(&mut self, key: &str) {
        if self.open_draft(key) {
            return;
        }
        let (kind, Some(child)) = about(key) else {
            return self.say("Open the form it was typed in again: it comes back there.");
        };
        let parts: Vec<&str> = key.split(':').collect();
        match parts.as_slice() {
            ["decision", _] => self.decide_form(child, None),
            ["matter", _, sequence, item] if let Ok(sequence) = sequence.parse() => {
                self.matter_form(child, sequence, item);
            }
            _ => {
                self.open_child(child);
                self.say(format!("It is {kind}: open that form again and it comes back."));
            }
        }
    }
}
