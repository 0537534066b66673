//! The desk for documents: a letter, a record or papers filled in, edited with checks beside the text, copied or
//! written to a file.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_textarea::{TextArea, WrapMode};

use super::confirm::confirm;
use super::leaving::{Made, MakeAll, SentOn, save_document};
use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::board::Row;
use crate::board::views::paper::PaperRow;
use crate::documents::draft::{Draft, Format, Wanted, usual};
use crate::documents::kind::{About, Document};
use crate::documents::reader::Reader;
use crate::model::ids::{ChildId, DocumentId, EscalationId};
use crate::model::text;
use crate::rules::slot::Slot;
use crate::rules::working::long;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Filing, Layer};
use crate::tui::draw;
use crate::tui::place::{Place, Which};
use crate::tui::scene::Scene;

/// From this width on the checks stand beside the text, below it otherwise.
const WIDE: u16 = 100;
/// Columns, and lines, for the checks.
const BESIDE: u16 = 38;
const BELOW: u16 = 6;

/// The review a document is about.
fn about(which: Which, row: &Row) -> Option<&Slot> {
    let chosen = |n| row.judged().reviews().rfind(|s| s.sequence == n);
    which.review.map_or_else(|| usual(row, which.document), chosen)
}

/// The document filled in from what is known; nothing where the child is not in the book.
fn filled(which: Which, scene: Scene<'_>) -> crate::error::Result<Option<Draft>> {
    let Some(row) = scene.row(which.child) else { return Ok(None) };
    let slot = about(which, row);
    let wanted = Wanted {
        document: which.document,
        reader: which.reader,
        chosen: &[],
        slot,
        concern: concern(scene, which.child),
    };
    Draft::of(scene.board(), &scene.desk.store, row, &wanted).map(Some)
}

fn concern(scene: Scene<'_>, child: ChildId) -> Option<EscalationId> {
    let all = scene.board().concerns();
    let open = all.iter().find(|c| c.row.is_some_and(|r| r.id() == child) && c.escalation.is_open());
    open.map(|c| c.escalation.id)
}

/// The documents there are for a child, of the review given or the usual one, each with what it is about.
fn offered(scene: Scene<'_>, child: ChildId, review: Option<u32>) -> Vec<(Which, String, String)> {
    let Some(row) = scene.row(child) else { return Vec::new() };
    let age = |day| row.case.child.age_on(day);
    let has_letter = |s: &Slot| s.held.and_then(age).is_some_and(|a| a >= scene.board().practice.letter_age);
    let mut items = Vec::new();
    for document in Document::ALL {
        let slot = review.and_then(|n| row.judged().reviews().rfind(|s| s.sequence == n));
        let slot = slot.or(usual(row, *document));
        let about = match (document.about(), slot) {
            (About::Held | About::Next, None) => continue,
            (About::Held, Some(s)) if s.held.is_none() => continue,
            (About::Held, Some(s)) if *document == Document::Certificate && has_letter(s) => continue,
            (About::Held | About::Next, Some(s)) => {
                s.held.or(s.booked).map_or_else(|| s.name(), |day| format!("{}, {}", s.name(), long(day)))
            }
            (About::Concern, _) if concern(scene, child).is_none() => continue,
            (About::Concern, _) => "the open concern".to_owned(),
            (About::Child, _) => "as at today".to_owned(),
        };
        let readers: &[Reader] = match document {
            Document::Consultation => &[Reader::Child, Reader::Parent, Reader::Carer],
            _ => &[document.reader()],
        };
        for reader in readers {
            let review = slot.filter(|_| document.about() != About::Child).map(|s| s.sequence);
            let which = Which { child, document: *document, reader: *reader, review };
            let label = match readers.len() {
                1 => text::capital(document.says()),
                _ => format!("{} for the {}", text::capital(document.says()), reader.says()),
            };
            items.push((which, label, about.clone()));
        }
    }
    items
}

/// Asks which document of a child to write, of the review given or the usual one.
pub(crate) fn choose(scene: Scene<'_>, child: ChildId, review: Option<u32>) -> Ask {
    let items = offered(scene, child, review);
    let items = items
        .into_iter()
        .map(|(which, label, about)| Item::new(label, about, Ask::Go(Place::Document(which))));
    Ask::open(Picker::new(format!("Write what about {}?", scene.who(child)), items.collect()))
}

/// A document that was written or sent, as it left.
pub(crate) fn read(scene: Scene<'_>, child: ChildId, id: DocumentId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let Some(paper) = row.case.papers.iter().find(|p| p.id == id) else { return Ask::Nothing };
    let told = PaperRow::of(row, paper);
    let mut text = TextBox::new(format!("{}, {}", told.told(), long(told.date)));
    if let Some(why) = told.reason {
        text.push(Tone::Dim, format!("Put in for this copy: {}, because {why}", told.included.join(", ")));
    }
    paper.text.lines().for_each(|line| text.push(Tone::Plain, line));
    Ask::open(text)
}

/// Opens a document: as it was left, or filled in from what is known.
pub(crate) fn open(scene: Scene<'_>, which: Which) -> Ask {
    let found = match filled(which, scene) {
        Ok(Some(draft)) => draft,
        Ok(None) => return Ask::Nothing,
        Err(error) => return Ask::Fail(error),
    };
    let kept = scene.desk.store.draft(&which.key()).ok().flatten();
    let told = if kept.is_some() { "Taken up where you left off; Ctrl-r fills it in anew." } else { "" };
    let (mut draft, taken_up) = (found, kept.is_some());
    if let Some(kept) = kept {
        draft.text = kept;
    }
    Ask::open(Desk::new(which, draft, taken_up)).then(Ask::say(told))
}

/// A file name that says what it is and nobody's name.
fn file_name(scene: Scene<'_>, which: Which, ending: &str) -> String {
    let number = scene.row(which.child).map(|r| r.case.child.number.clone()).unwrap_or_default();
    let review = which.review.map(|n| format!("-review-{n}")).unwrap_or_default();
    let reader = if which.reader == which.document.reader() { "" } else { which.reader.word() };
    let reader = if reader.is_empty() { String::new() } else { format!("-{reader}") };
    format!("{}{reader}-{number}{review}.{ending}", which.document.word())
}

/// A document as it leaves today.
fn filing(scene: Scene<'_>, which: Which, draft: &Draft, sent: bool) -> Filing {
    let slot = scene.row(which.child).and_then(|row| about(which, row)).cloned();
    Filing { child: which.child, slot, paper: draft.leaving(which.reader, scene.today(), sent, "") }
}

/// A document being edited.
#[derive(Debug)]
struct Desk {
    which: Which,
    draft: Draft,
    area: Box<TextArea<'static>>,
    /// What the checks say of the text as it stands.
    told: Vec<String>,
    changed: bool,
    /// It was taken up as it was left before.
    kept: bool,
}

impl Desk {
    fn new(which: Which, draft: Draft, kept: bool) -> Self {
        let mut area = TextArea::new(draft.text.lines().map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(ratatui::style::Style::new());
        let mut desk = Self { which, draft, area: Box::new(area), told: Vec::new(), changed: false, kept };
        desk.check();
        desk
    }

    fn check(&mut self) {
        self.draft.text = text::block(&self.area.lines().join("\n")) + "\n";
        self.told = self.draft.told().unwrap_or_default();
        if self.told.is_empty() {
            self.told.push("Nothing to fill in, nothing left out.".to_owned());
        }
    }

    /// The text has changed: it is checked and kept.
    fn keep(&mut self) -> Ask {
        self.changed = true;
        self.check();
        Ask::Keep(self.which.key(), Some(self.draft.text.clone()))
    }

    fn filing(&self, scene: Scene<'_>, sent: bool) -> Filing {
        filing(scene, self.which, &self.draft, sent)
    }
}

impl Layer for Desk {
    fn scope(&self) -> Scope {
        Scope::Document
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Ask {
        match action {
            Action::Save => {
                let file = file_name(scene, self.which, "docx");
                save_document(self.draft.clone(), self.filing(scene, false), file)
            }
            Action::Done => Ask::open(SentOn::new(self.filing(scene, true))),
            Action::Plan => {
                let mut all: Vec<(Which, Draft)> = Vec::new();
                for (which, ..) in offered(scene, self.which.child, self.which.review) {
                    match filled(which, scene) {
                        Ok(draft) => all.extend(draft.map(|d| (which, d))),
                        Err(error) => return Ask::Fail(error),
                    }
                }
                let all = all.into_iter().map(|(which, draft)| Made {
                    file: file_name(scene, which, "docx"),
                    filing: filing(scene, which, &draft, false),
                    draft,
                });
                Ask::open(MakeAll::new(all.collect()))
            }
            Action::Copy => {
                let text = self.draft.bytes(Format::Text).unwrap_or_default();
                let text = String::from_utf8_lossy(&text).into_owned();
                Ask::Copy(text).then(Ask::say("Copied as plain text where the terminal can."))
            }
            Action::Redo if !self.changed && !self.kept => Ask::say("It stands as it was filled in."),
            Action::Redo => {
                let anew = Ask::Close
                    .then(Ask::Keep(self.which.key(), None))
                    .then(Ask::Go(Place::Document(self.which)));
                match self.changed {
                    true => {
                        confirm("Fill it in anew?", "What you changed goes.", "yes, fill it in anew", anew)
                    }
                    false => anew,
                }
            }
            Action::Close if self.changed => Ask::Close.then(Ask::say("Kept as you left it; D lists it.")),
            _ => Ask::Close,
        }
    }

    fn key(&mut self, key: KeyEvent) -> Ask {
        if self.area.input(key) { self.keep() } else { Ask::Nothing }
    }

    fn paste(&mut self, pasted: &str, _: Scene<'_>) -> Ask {
        self.area.insert_str(text::block(pasted));
        self.keep()
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let theme = scene.theme;
        let what = text::capital(self.draft.document.says());
        let title = format!("{what} · {}", scene.who(self.which.child));
        let inner = draw::modal(frame, theme, &title, u16::MAX, u16::MAX);
        let wide = inner.width >= WIDE;
        let (beside, below) = if wide { (BESIDE + 2, 0) } else { (0, BELOW.min(inner.height / 3)) };
        let page = Rect {
            width: inner.width.saturating_sub(beside),
            height: inner.height.saturating_sub(below),
            ..inner
        };
        let checks = match wide {
            true => Rect { x: page.right() + 2, width: BESIDE, ..inner },
            false => Rect { y: page.bottom(), height: below, ..inner },
        };
        Widget::render(&*self.area, page, frame.buffer_mut());
        let mut y = checks.y;
        for line in &self.told {
            y = draw::text(frame, checks, y, line, theme.dim());
        }
    }
}
