//! What a pane or a layer asks for when a key reaches it: data, which the app carries out.

use std::any::Any;
use std::fmt::Debug;
use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::action::{Action, Scope};
use super::deed::Deed;
use super::fill::Fill;
use super::place::Place;
use super::scene::Scene;
use crate::casework::acts::Subject;
use crate::error::Error;
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, DecisionId};

/// Something to be carried out.
#[derive(Debug)]
pub(crate) enum Ask {
    Nothing,
    Say(String),
    Fail(Error),
    /// Lay this over what is seen.
    Open(Box<dyn Layer>),
    /// Take the topmost layer away.
    Close,
    Go(Place),
    Form(Fill),
    Do(Deed),
    /// Do an act at once, with these words by field.
    Carry(&'static str, Subject, Vec<(&'static str, String)>),
    /// What a key of this action does here, or about that child.
    Act(Action, Option<ChildId>),
    /// Show only what fits these words, in the pane that is seen.
    Filter(String),
    /// Leave what is open over the pane.
    Back,
    /// The child so many lines further down the caseload.
    Beside(isize),
    Undo,
    Redo,
    Copy(String),
    /// Write a file for other programs, and note in the audit what of whom it was.
    HandOut {
        file: PathBuf,
        bytes: Vec<u8>,
        replace: bool,
        what: String,
        child: ChildId,
    },
    /// Keep what is typed under this key until it is saved, or keep nothing of it any more.
    Keep(String, Option<String>),
    /// Hide names, or show them again.
    Hide,
    Lock,
    Quit,
    /// One after the other, until one fails.
    All(Vec<Ask>),
}

impl Ask {
    pub(crate) fn say(text: impl Into<String>) -> Self {
        Ask::Say(text.into())
    }

    pub(crate) fn open(layer: impl Layer) -> Self {
        Ask::Open(Box::new(layer))
    }

    /// Do an act at once, as it is proposed.
    pub(crate) fn carry(id: &'static str, subject: Subject) -> Self {
        Ask::Carry(id, subject, Vec::new())
    }

    /// Say today how far a decision was carried out.
    pub(crate) fn mark(child: ChildId, id: DecisionId, mark: Mark) -> Self {
        let words = vec![("mark", mark.word().to_owned())];
        Ask::Carry("decided", Subject::row(Some(child), id.0), words)
    }

    /// This, and that after it.
    pub(crate) fn then(self, next: Ask) -> Self {
        Ask::All(vec![self, next])
    }
}

/// What can lie over a pane: on the stack it shows, off the stack it does not exist.
pub(crate) trait Layer: Debug + Any {
    /// Which keys it has.
    fn scope(&self) -> Scope;

    /// Takes a key that the table of keys knows.
    fn take(&mut self, action: Action, scene: Scene<'_>) -> Ask;

    /// Takes any other key.
    fn key(&mut self, _: KeyEvent) {}

    /// Takes pasted text.
    fn paste(&mut self, _: &str) {}

    /// What was typed in it and is not saved, under the key of its draft.
    fn typed(&self) -> Option<(String, String)> {
        None
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>);
}
