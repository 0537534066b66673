//! The way back to the form that a draft was typed in.

use std::collections::BTreeMap;

use super::app::App;
use super::ask::Ask;
use super::layers::drafts::about;
use super::layers::text::{TextBox, Tone};
use crate::casework::acts::renewed;

impl App {
    /// Opens the form a draft belongs to, or says where it is.
    pub(crate) fn take_up_draft(&mut self, key: &str) {
        if self.open_draft(key) {
            return;
        }
        if let Some(now) = renewed(key) {
            return self.renew(key, &now);
        }
        let (kind, Some(child)) = about(key) else { return self.read_draft(key) };
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

    /// Keeps what an earlier version kept under the key it has now, and opens its form.
    fn renew(&mut self, key: &str, now: &str) {
        let typed = self.desk.store.draft(key).ok().flatten().unwrap_or_default();
        let kept = match self.desk.store.draft(now) {
            Ok(None) => {
                self.desk.store.put_draft(now, &typed).and_then(|()| self.desk.store.remove_draft(key))
            }
            // Both stay where something newer was typed meanwhile.
            Ok(Some(_)) => return self.read_draft(key),
            Err(error) => Err(error),
        };
        match kept {
            Ok(_) => drop(self.open_draft(now)),
            Err(error) => self.fail(&error),
        }
    }

    /// Shows what was typed in a form that is no more, so that it can be read and copied out.
    fn read_draft(&mut self, key: &str) {
        let typed = self.desk.store.draft(key).ok().flatten().unwrap_or_default();
        let fields: BTreeMap<String, String> = serde_json::from_str(&typed).unwrap_or_default();
        let words = match fields.is_empty() {
            true => typed,
            false => fields.into_values().collect::<Vec<_>>().join("\n"),
        };
        let mut text = TextBox::new("Typed in an earlier version, and not saved");
        words.lines().for_each(|line| text.push(Tone::Plain, line));
        text.push(Tone::Dim, "It is copied where the terminal can, and stays in this list.");
        self.carry(Ask::open(text).then(Ask::Copy(words)));
    }
}
