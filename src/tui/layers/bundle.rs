//! Children handed over in an encrypted bundle, and one that is received: looked into first.

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use zeroize::Zeroizing;

use super::form::field::Field;
use super::form::{Form, Step, view};
use super::offer::{Offer, judge};
use super::text::{TextBox, Tone};
use crate::board::Row;
use crate::casework::bundle::summary;
use crate::error::Error;
use crate::model::ids::ChildId;
use crate::platform::typed_folder;
use crate::store::{Bundle, Taken};
use crate::tui::about::About;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::safe::Safe;
use crate::tui::scene::Scene;
use crate::tui::words::count;

/// A bundle on its way out or in.
#[derive(Debug)]
struct Passing {
    form: Form,
    /// The words offered and the children chosen, on the way out.
    out: Option<(Offer, Vec<ChildId>)>,
}

/// Asks which children go into which file, for whom, under which passphrase.
pub(crate) fn hand_over(scene: Scene<'_>, about: &About) -> Ask {
    let chosen =
        if about.marked.is_empty() { about.child.into_iter().collect() } else { about.marked.clone() };
    let all = scene.board().children().len();
    if all == 0 {
        return Ask::say("There is no child to hand over.");
    }
    let mut whom = Vec::new();
    match chosen.as_slice() {
        [] => {}
        [one] => whom.push(("chosen".to_owned(), scene.who(*one))),
        several => whom.push(("chosen".to_owned(), format!("the {} that are marked", several.len()))),
    }
    whom.push(("all".to_owned(), format!("all of this book: {}", count(all, "child", "children"))));
    let first = whom.first().map_or("all", |(word, _)| word).to_owned();
    let fields = vec![
        Field::choice("whom", "Whom", whom, &first),
        Field::line("to", "To", "").hint("the IRO who takes over"),
        Field::line("file", "File", "handover.bundle"),
        Field::secret("pass", "Passphrase").hint("of the bundle, not of your book"),
        Field::secret("again", "Once more"),
    ];
    let mut form = Form::new("Hand children over in a bundle", fields);
    let note = "Their whole record goes into one encrypted file. They are marked as handed over and stay in your book \
                until they are purged. Tell the passphrase by another way than the file goes.";
    form.notes.push((None, note.to_owned()));
    match Offer::under(&mut form) {
        Ok(offer) => Ask::open(Passing { form, out: Some((offer, chosen)) }),
        Err(error) => Ask::Fail(error),
    }
}

/// Asks which bundle to look into.
pub(crate) fn receive() -> Ask {
    let fields =
        vec![Field::line("file", "File", "").hint("of the bundle"), Field::secret("pass", "Passphrase")];
    let mut form = Form::new("Receive children from a bundle", fields);
    let note = "You see what it would bring, field by field, before anything is changed.";
    form.notes.push((None, note.to_owned()));
    Ask::open(Passing { form, out: None })
}

/// What a bundle would bring, and what to do about it.
pub(crate) fn preview(bundle: Bundle, taken: &Taken) -> Ask {
    let mut text = TextBox::new("What the bundle brings");
    for line in summary(&bundle.label, taken) {
        text.push(if line.starts_with(' ') { Tone::Plain } else { Tone::Head }, line);
    }
    for (all, head) in [(&taken.differs, "Differs"), (&taken.filled, "Empty in your book, and filled")] {
        if all.is_empty() {
            continue;
        }
        text.push(Tone::Plain, "");
        text.push(Tone::Head, format!("{head}: {}", count(all.len(), "field", "fields")));
        for one in all {
            text.push(Tone::Plain, format!("  {}, {}, {}", one.child, one.what, one.field));
            text.push(Tone::Dim, format!("    yours: {}", said(&one.before)));
            text.push(Tone::Dim, format!("    the bundle's: {}", said(&one.after)));
        }
    }
    text.push(Tone::Plain, "");
    let take = if taken.differs.is_empty() {
        "t receives them. Esc changes nothing."
    } else {
        "t receives them with the bundle's values, k receives them and keeps yours. Esc changes nothing."
    };
    text.push(Tone::Key, take);
    Ask::open(Incoming { text, bundle: Some(Box::new(bundle)) })
}

fn said(value: &str) -> &str {
    if value.is_empty() { "nothing" } else { value }
}

/// A bundle that was looked into.
#[derive(Debug)]
struct Incoming {
    text: TextBox,
    bundle: Option<Box<Bundle>>,
}

impl Layer for Incoming {
    fn scope(&self) -> Scope {
        Scope::Bundle
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Ask {
        let keep = match action {
            Action::TakeReturn => false,
            Action::KeepBook => true,
            other => return self.text.take(other, scene),
        };
        let Some(bundle) = self.bundle.take() else { return Ask::Close };
        Ask::Close.then(Ask::Safe(Safe::Receive { bundle, keep }))
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        self.text.draw(frame, scene.theme);
    }
}

impl Passing {
    fn settle(&mut self) -> Ask {
        if let Some((offer, _)) = &self.out {
            offer.settle(&mut self.form);
        }
        Ask::Nothing
    }

    fn file(&mut self) -> Option<PathBuf> {
        self.form.needed("file", "A file").map(|file| typed_folder(&file))
    }
}

impl Layer for Passing {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn is_idle(&self, action: Action) -> bool {
        self.form.is_idle(action)
    }

    fn press(&mut self, key: KeyEvent, scene: Scene<'_>) -> Ask {
        match self.form.key(key) {
            Step::Stay => return Ask::Nothing,
            Step::Changed => return self.settle(),
            Step::Close | Step::Discard => return Ask::Close,
            Step::Save => {}
        }
        let replace = self.form.replaces();
        self.form.clear_faults();
        let file = self.file();
        let chosen = self.out.as_ref().map(|(_, chosen)| chosen.clone());
        if chosen.is_some() {
            judge(&mut self.form);
        } else {
            self.form.needed("pass", "The passphrase of the bundle");
        }
        let Some(file) = file.filter(|_| !self.form.has_faults()) else { return Form::unsaved() };
        let secret = Zeroizing::new(self.form.text("pass"));
        Ask::Safe(match chosen {
            None => Safe::LookInto { file, secret },
            Some(chosen) => {
                let all = || scene.board().children().iter().map(Row::id).collect();
                let children = if self.form.text("whom") == "all" { all() } else { chosen };
                Safe::HandOver { file, children, to: self.form.text("to"), secret, replace }
            }
        })
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.form.paste(text);
        self.settle()
    }

    fn fault(&mut self, error: &Error) -> bool {
        self.form.unwritten(error);
        true
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        view::view(&self.form, frame, scene.theme);
    }
}
