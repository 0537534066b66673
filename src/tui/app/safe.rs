//! Carrying out what is no act: see [`Safe`].

use super::App;
use crate::casework::bundle::Received;
use crate::error::{Error, Result};
use crate::store::{Bundle, hand_out};
use crate::tui::ask::Ask;
use crate::tui::layers::text::{TextBox, Tone};
use crate::tui::layers::{bundle, purge};
use crate::tui::safe::Safe;
use crate::tui::words::count;

impl App {
    /// Does it; whether that went well. The form that asked for it is closed then.
    pub(super) fn keep_safe(&mut self, what: Safe) -> bool {
        match self.try_safe(what) {
            Ok(next) => {
                self.refresh();
                self.carry(next)
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn try_safe(&mut self, what: Safe) -> Result<Ask> {
        match what {
            Safe::HandOver { file, children, to, secret, replace } => {
                let book = self.options.book.as_deref();
                self.desk.hand_over(&children, &to, secret.as_bytes(), |bytes| {
                    hand_out(&file, bytes, book, replace)
                })?;
                let written = super::carry::in_full(&file);
                let children = count(children.len(), "child", "children");
                let told = format!(
                    "{written} written: {children}, marked as handed over (u takes the mark back). Tell its \
                     passphrase by another way than the file goes."
                );
                Ok(Ask::Close.then(Ask::Say(told)))
            }
            Safe::LookInto { file, secret } => {
                let found = Bundle::open(&file, secret.as_bytes())?;
                if let Some(day) = self.desk.received(&found)? {
                    return Ok(Ask::Close.then(before(&day)));
                }
                let preview = self.desk.preview_bundle(&found)?;
                Ok(Ask::Close.then(bundle::preview(found, &preview)))
            }
            Safe::Receive { bundle, keep } => Ok(match self.desk.receive(&bundle, keep)? {
                Received::Before(day) => before(&day),
                Received::Now(done, _) => Ask::say(format!(
                    "{} · u takes all of it back. E, the IRO changes, says since when they are yours.",
                    done.label
                )),
            }),
            Safe::Purge { children, backups } => {
                if self.desk.store.path().is_none() {
                    return Err(Error::usage("Nothing is taken out of a book that is only in memory."));
                }
                let proof = self.desk.purge(&children, backups)?;
                Ok(purge::proof(&proof, backups))
            }
            Safe::Passphrase { old, new } => {
                let taken = self.desk.store.change_passphrase(old.as_bytes(), new.as_bytes())?;
                let mut text = TextBox::new("The passphrase is changed");
                text.push(
                    Tone::Plain,
                    format!("It opens the {} beside the book too.", count(taken, "backup", "backups")),
                );
                text.push(Tone::Plain, "Copies elsewhere still open with the old one: make them anew.");
                Ok(Ask::Close.then(Ask::open(text)))
            }
            Safe::Recovery { pass } => {
                let code = self.desk.store.new_recovery_by(pass.as_bytes())?;
                let mut text = TextBox::new("The recovery code of this book");
                text.push(Tone::Head, code.as_str());
                text.push(Tone::Plain, "");
                text.push(Tone::Plain, "Write it on paper now: it is not shown again.");
                text.push(
                    Tone::Plain,
                    "Keep it where nobody else finds it, in a sealed envelope with your manager for instance.",
                );
                text.push(
                    Tone::Plain,
                    "Where the passphrase is lost, type the code in its place: the book asks for a new one.",
                );
                Ok(Ask::Close.then(Ask::open(text)))
            }
        }
    }
}

fn before(day: &str) -> Ask {
    Ask::say(format!("This bundle was received on {day}. Nothing was changed."))
}
