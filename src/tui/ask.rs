//! What a pane or a layer asks for when a key reaches it: data, which the app carries out.

use std::any::Any;
use std::fmt::Debug;
use std::path::PathBuf;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::action::{Action, Scope};
use super::fill::Fill;
use super::keymap;
use super::place::Place;
use super::safe::Safe;
use super::scene::Scene;
use crate::casework::Selection;
use crate::casework::acts::{Act, Subject, Values};
use crate::casework::settings::Known;
use crate::error::Error;
use crate::model::decision::Mark;
use crate::model::document::Paper;
use crate::model::ids::{ActId, ChildId, DecisionId};
use crate::model::view::View;
use crate::rules::slot::Slot;

/// A document that leaves: of which child, about which review, as what it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Filing {
    pub(crate) child: ChildId,
    pub(crate) slot: Option<Slot>,
    pub(crate) paper: Paper,
}

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
    /// Open the form of an act.
    Form(Fill),
    /// Do an act with these words by field; what is not given is as the act proposes it.
    Do(&'static str, Subject, Vec<(&'static str, String)>),
    /// Do an act with the values of its form, which lies on top and is done with then.
    Save(&'static Act, Subject, Values),
    /// Book reviews for the days proposed.
    Accept(Vec<(ChildId, NaiveDate)>),
    /// Write a calendar file; replace one that exists where that was agreed to.
    Export {
        file: String,
        selection: Selection,
        replace: bool,
    },
    /// What a key of this action does here, or about that child.
    Act(Action, Option<ChildId>),
    /// Show a view of the caseload.
    View(View),
    /// Show only what fits these words, in the pane that is seen.
    Filter(String),
    /// Leave what is open over the pane.
    Back,
    /// The page before, or the one gone back from.
    Turn {
        back: bool,
    },
    /// Begin the tour.
    Tour,
    /// Give settings their values.
    Settings(Vec<(Known, String)>),
    /// The child so many lines further down the caseload.
    Beside(isize),
    /// Take an act back, the last where none is named; asks first where it is large or old.
    Undo(Option<ActId>),
    /// The same, asked already.
    TakeBack(Option<ActId>),
    Redo(Option<ActId>),
    Copy(String),
    /// Something that is no act.
    Safe(Safe),
    /// Read the return in this folder.
    Import(String),
    /// Write a file for other programs, and note in the audit what of whom it was.
    HandOut {
        file: PathBuf,
        bytes: Vec<u8>,
        replace: bool,
        what: String,
        child: Option<ChildId>,
        /// Kept as written once the file is, where it is a document of a case.
        paper: Option<Box<Filing>>,
    },
    /// Keep a document as sent, and do the duty that does.
    Sent(Box<Filing>),
    /// Keep what is typed under this key until it is saved, or keep nothing of it any more.
    Keep(String, Option<String>),
    /// Keep what is typed under this key and leave its form; where the book does not take it the form stays.
    Leave(String, String),
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
    pub(crate) fn perform(id: &'static str, subject: Subject) -> Self {
        Ask::Do(id, subject, Vec::new())
    }

    /// Say today how far a decision was carried out.
    pub(crate) fn mark(child: ChildId, id: DecisionId, mark: Mark) -> Self {
        let words = vec![("mark", mark.word().to_owned())];
        Ask::Do("decided", Subject::row(Some(child), id.0), words)
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

    /// Whose keys the footer shows: in a block of words Enter writes a line.
    fn footer(&self) -> Scope {
        self.scope()
    }

    /// Takes a key: what the table of keys knows of it, else typing.
    fn press(&mut self, key: KeyEvent, scene: Scene<'_>) -> Ask {
        match keymap::action(self.scope(), key) {
            Some(action) => self.take(action, scene),
            None => self.key(key),
        }
    }

    /// Takes a key that the table of keys knows.
    fn take(&mut self, _: Action, _: Scene<'_>) -> Ask {
        Ask::Nothing
    }

    /// Whether an action would change nothing as things stand; the footer leaves its key out then.
    fn is_idle(&self, _: Action) -> bool {
        false
    }

    /// Takes any other key.
    fn key(&mut self, _: KeyEvent) -> Ask {
        Ask::Nothing
    }

    /// Takes pasted text.
    fn paste(&mut self, _: &str, _: Scene<'_>) -> Ask {
        Ask::Nothing
    }

    /// Tells why what it asked for could not be done; whether it has a place for that.
    fn fault(&mut self, _: &Error) -> bool {
        false
    }

    /// What opens it again after a lock, where anything does.
    fn again(&self) -> Option<Fill> {
        None
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>);
}
