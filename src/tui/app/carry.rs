//! Carrying out what was asked for.

use std::path::Path;

use super::everywhere::for_child;
use super::{App, Fate};
use crate::casework::Selection;
use crate::casework::acts::{act, perform};
use crate::error::Error;
use crate::model::ids::{ActId, ChildId};
use crate::store::{DoneAct, hand_out};
use crate::tui::about::About;
use crate::tui::action::Pane;
use crate::tui::ask::{Ask, Filing};
use crate::tui::layers::act_form::ActForm;
use crate::tui::layers::drafts::typed_words;
use crate::tui::layers::{audit, concern, documents, notes, practice, practices, reports};
use crate::tui::panes::child::ChildPage;
use crate::tui::panes::review::ReviewPage;
use crate::tui::panes::sitting::Sitting;
use crate::tui::place::{Place, Tab};
use crate::tui::words;

impl App {
    /// Carries out what was asked for; whether it went well.
    pub(crate) fn carry(&mut self, ask: Ask) -> bool {
        if !matches!(ask, Ask::Nothing | Ask::Keep(..) | Ask::All(_)) {
            self.flush();
        }
        match ask {
            Ask::Nothing => {}
            Ask::Say(text) => self.say(text),
            Ask::Fail(error) => {
                self.fail(&error);
                return false;
            }
            Ask::Open(layer) => self.layers.push(layer),
            Ask::Close => drop(self.layers.pop()),
            Ask::Go(place) => return self.go(place),
            Ask::Form(fill) => {
                let ask = ActForm::open(self.scene(), fill);
                return self.carry(ask);
            }
            Ask::Do(id, subject, words) => {
                let Some(act) = act(id) else { return false };
                let before = self.before(&subject);
                let done = perform(&mut self.desk, act, subject.clone(), &words);
                return self.acted(act, &subject, before, done);
            }
            Ask::Save(act, subject, values) => {
                let before = self.before(&subject);
                let done = (act.run)(&mut self.desk, &subject, &values);
                if done.is_ok() {
                    self.layers.pop();
                    self.draft = Some((act.draft_key(&subject), None));
                    self.flush();
                }
                return self.acted(act, &subject, before, done);
            }
            Ask::Accept(days) => match self.desk.accept(&days) {
                Ok(outcome) => self.tell(&outcome),
                Err(error) => return self.refuse(&error),
            },
            Ask::Export { file, selection, replace } => return self.export(&file, &selection, replace),
            Ask::Act(action, None) => {
                let ask = self.ask(action);
                return self.carry(ask);
            }
            Ask::Act(action, Some(child)) => {
                let ask = for_child(action, child, &About::child(Some(child)), self.scene());
                return self.carry(ask);
            }
            Ask::View(view) => {
                let told = match view.name.as_str() {
                    "" => "Everybody, as the settings say.".to_owned(),
                    name => format!("{name}: {}", view.says()),
                };
                self.caseload.see(view, &self.desk.board);
                self.say(told);
            }
            Ask::Filter(words) => self.on_screen(|screen, scene| screen.filter(words, scene)),
            Ask::Back => {
                self.leave();
                self.see(self.pane);
            }
            Ask::Turn { back } => return self.turn_page(back),
            Ask::Tour => self.begin_tour(),
            Ask::Settings(values) => return self.set(&values),
            Ask::Beside(by) => self.beside(by),
            Ask::Undo(act) => {
                let ask = audit::take_back(self.scene(), act);
                return self.carry(ask);
            }
            Ask::TakeBack(act) => return self.step_back(true, act),
            Ask::Redo(act) => return self.step_back(false, act),
            Ask::HandOut { file, bytes, replace, what, child, paper } => {
                let book = self.options.book.as_deref();
                let mut written = hand_out(&file, &bytes, book, replace)
                    .and_then(|()| self.desk.handed_out(&what, child, 1));
                if let (Ok(()), Some(filing)) = (&written, paper) {
                    let Filing { child, slot, paper } = *filing;
                    written = self.desk.keep_paper(child, slot.as_ref(), paper).map(drop);
                }
                if let Err(error) = written {
                    return self.refuse(&error);
                }
                self.say(format!("{} written. It is not encrypted.", in_full(&file)));
            }
            Ask::Sent(filing) => {
                let Filing { child, slot, paper } = *filing;
                match self.desk.keep_paper(child, slot.as_ref(), paper) {
                    Ok(outcome) => {
                        self.refresh();
                        self.tell(&outcome);
                        if !outcome.told.is_empty() {
                            self.say(format!("{}. {} u undoes.", outcome.label, outcome.told.join(" ")));
                        }
                    }
                    Err(error) => return self.refuse(&error),
                }
            }
            Ask::Safe(what) => return self.keep_safe(what),
            Ask::Copy(text) => self.clip = Some(text),
            Ask::Import(folder) => self.import = Some(folder),
            Ask::Keep(key, typed) => {
                if self.draft.as_ref().is_some_and(|(other, _)| *other != key) {
                    self.flush();
                }
                self.draft = Some((key, typed));
            }
            Ask::Leave(key, typed) => {
                self.draft = Some((key, Some(typed.clone())));
                if !self.flush() {
                    self.clip = Some(typed_words(&typed));
                    return false;
                }
                self.layers.pop();
                self.say("Kept as a draft: open the same form again to go on, Ctrl-d there discards it.");
            }
            Ask::Hide => {
                self.hidden = !self.hidden;
                self.say(if self.hidden { "Names are hidden; i shows them." } else { "Names are shown." });
            }
            Ask::Lock => self.lock(),
            Ask::Quit => self.fate = Fate::Quit,
            Ask::All(asks) => return asks.into_iter().all(|ask| self.carry(ask)),
        }
        true
    }

    pub(super) fn go(&mut self, place: Place) -> bool {
        let layer = match place {
            Place::Pane(pane) => {
                if self.pane == pane {
                    // Pressed again in the caseload, its key leads back to the list.
                    (self.child, self.review) = (None, None);
                } else {
                    // What was said belonged to the pane left behind.
                    self.say("");
                }
                self.see(pane);
                Ask::Nothing
            }
            Place::Child(child, tab) => {
                self.open_child(child);
                self.child.iter_mut().for_each(|page| page.tab = tab);
                Ask::Nothing
            }
            Place::Review(child, period, sequence) => {
                self.go(Place::Child(child, Tab::Reviews));
                self.review = Some(ReviewPage { child, period, sequence, cursor: 0 });
                Ask::Nothing
            }
            Place::Sitting(child, walk) => {
                (self.child, self.review) = (None, None);
                self.sitting = Some(Sitting::begin(child, walk, &self.desk.board));
                self.see(Pane::Checklists);
                Ask::Nothing
            }
            Place::Day(day) => {
                self.calendar.show(day);
                self.see(Pane::Calendar);
                self.settle();
                Ask::Say(words::full(day))
            }
            Place::Card(id) => concern::card(self.scene(), id),
            Place::Note(child, id, listed) => notes::note(self.scene(), child, id, listed),
            Place::Paper(child, id) => documents::read(self.scene(), child, id),
            Place::Document(which) => documents::open(self.scene(), which),
            Place::Report(report) => reports::open(self.scene(), report),
            Place::Reports => reports::before(self.scene()),
            Place::Chapters => reports::chapters(self.scene()),
            Place::Practice(id) => practices::preview(self.scene(), &id),
            Place::Reads(id) => practice::read(self.scene(), &id),
            Place::Reading(id, duty) => practice::duty(self.scene(), &id, &duty),
            Place::Moves(id) => practices::moves(self.scene(), &id),
            Place::Compared(id) => practices::compared(self.scene(), &id),
        };
        self.carry(layer)
    }

    /// Shows a pane, brought up to date where an act changed it since it was seen.
    pub(super) fn see(&mut self, pane: Pane) {
        self.pane = pane;
        self.caseload.finding = false;
        if self.is_covered() || self.stale.contains(&pane) {
            self.settle();
        }
    }

    /// Opens a child's page.
    pub(crate) fn open_child(&mut self, child: ChildId) {
        if self.row(child).is_some() {
            self.caseload.select(child, &self.desk.board);
            (self.child, self.review) = (Some(ChildPage::new(child)), None);
            self.see(Pane::Caseload);
        }
    }

    /// Goes to the child so many lines further down the caseload; the tab stays.
    fn beside(&mut self, by: isize) {
        let board = &self.desk.board;
        self.caseload.arrange(board);
        let next = self.child.as_ref().and_then(|page| self.caseload.beside(page.id, by, board));
        let Some(next) = next else { return self.say("That was the end of the list.") };
        self.caseload.select(next, board);
        self.child.iter_mut().for_each(|page| (page.id, page.cursor) = (next, 0));
        self.review = None;
    }

    /// Writes the calendar file; whether that went well.
    fn export(&mut self, file: &str, selection: &Selection, replace: bool) -> bool {
        let book = self.options.book.as_deref();
        let written = self
            .desk
            .calendar_file(selection, |text| hand_out(Path::new(file), text.as_bytes(), book, replace));
        match written {
            Ok(feed) => {
                self.layers.pop();
                self.calendar.marked.clear();
                let events = words::count(feed.events, "event", "events");
                let (changed, cancelled) = (feed.changed, feed.cancelled);
                let file = in_full(Path::new(file));
                self.say(format!("{file}: {events}, {changed} new or changed, {cancelled} cancelled."));
                true
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Says why something could not be done: in the layer that asked for it, where that has a place for it.
    pub(super) fn refuse(&mut self, error: &Error) -> bool {
        self.refresh();
        if !self.layers.last_mut().is_some_and(|layer| layer.fault(error)) {
            self.fail(error);
        }
        false
    }

    /// Keeps what was typed since: once for all the keys that came together, as where a paste arrives as keys.
    /// What the book does not take is tried again with the next key, and a lock takes it along. Whether it took it.
    pub(crate) fn flush(&mut self) -> bool {
        let Some((key, typed)) = self.draft.take() else { return true };
        let Err(error) = self.desk.keep(&key, typed.as_deref()) else { return true };
        self.fail(&error);
        if typed.is_some() {
            let text = &mut self.message.text;
            text.insert_str(0, "Not kept: it is only on the screen. Esc copies it where the terminal can. ");
        }
        self.draft = Some((key, typed));
        false
    }

    /// Takes an act back or does it again; whether that went well.
    fn step_back(&mut self, undo: bool, act: Option<ActId>) -> bool {
        let done = if undo { self.desk.undo(act) } else { self.desk.redo(act) };
        self.refresh();
        match done {
            Ok(act) => {
                let text = self.undone(act.as_ref(), undo);
                self.say(text);
                true
            }
            Err(error) => {
                let error = audit::masked_error(self.scene(), error);
                self.fail(&error);
                false
            }
        }
    }

    fn undone(&self, act: Option<&DoneAct>, undo: bool) -> String {
        let label = act.map(|act| if self.hidden { "the last act" } else { act.label.as_str() });
        match (label, undo) {
            (Some(label), true) => format!("Undone: {label} · U does it again"),
            (Some(label), false) => format!("Done again: {label} · u undoes"),
            (None, true) => "There is nothing to undo.".to_owned(),
            (None, false) => "There is nothing to do again.".to_owned(),
        }
    }
}

/// A file with the folder it lies in.
pub(super) fn in_full(file: &Path) -> String {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).display().to_string()
}
