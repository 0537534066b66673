//! How a document leaves the desk: to a file, to files of a folder with all others of its review, or sent.

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line as Text;

use crate::casework::acts::Scene as Days;
use crate::documents::draft::{Draft, Format};
use crate::documents::page::Page;
use crate::model::ids::ChildId;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Filing, Layer};
use crate::tui::draw;
use crate::tui::line::Line;
use crate::tui::scene::Scene;

/// The file of a document, written and noted.
fn hand_out(file: PathBuf, bytes: Vec<u8>, replace: bool, filing: &Filing) -> Ask {
    let (child, paper) = (Some(filing.child), &filing.paper);
    let what = format!("write {} for {}", paper.document.word(), paper.reader.word());
    Ask::HandOut { file, bytes, replace, what, child, paper: Some(Box::new(filing.clone())) }
}

/// A question of one line under a title, with what helps to answer it.
fn asked(frame: &mut Frame<'_>, scene: Scene<'_>, title: &str, line: &Line, note: &str) {
    let area = draw::modal(frame, scene.theme, title, 74, 5);
    let (shown, at) = line.shown(usize::from(area.width).saturating_sub(2), false);
    draw::line(frame, area, area.y, Text::raw(format!(" {shown}")));
    draw::text(frame, Rect { y: area.y + 1, ..area }, area.y + 1, note, scene.theme.dim());
    let x = area.x.saturating_add(1).saturating_add(u16::try_from(at).unwrap_or(0));
    frame.set_cursor_position((x, area.y));
}

/// Text that can leave the screen: copied, or written to a file.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub(crate) text: String,
    /// The same as a document, where it can be written in other formats.
    pub(crate) page: Option<Page>,
    /// The file it is proposed to go to.
    pub(crate) file: &'static str,
    /// What the audit calls it, and whose it is; none where it is about several children.
    pub(crate) what: &'static str,
    pub(crate) child: Option<ChildId>,
}

/// What goes into a file.
#[derive(Debug)]
enum Goes {
    Document(Draft, Box<Filing>),
    Text(Outgoing),
}

/// Something on its way to a file.
#[derive(Debug)]
struct SaveAs {
    goes: Goes,
    file: Line,
    /// It was said that the file exists, and saving again agrees to replace it.
    agreed: bool,
}

/// Asks to which file a document goes.
pub(super) fn save_document(draft: Draft, filing: Filing, file: String) -> Ask {
    Ask::open(SaveAs { goes: Goes::Document(draft, Box::new(filing)), file: Line::new(file), agreed: false })
}

/// Asks to which file a text goes.
pub(super) fn save_text(text: Outgoing) -> Ask {
    Ask::open(SaveAs { file: Line::new(text.file), goes: Goes::Text(text), agreed: false })
}

impl Layer for SaveAs {
    fn scope(&self) -> Scope {
        Scope::File
    }

    fn take(&mut self, action: Action, _: Scene<'_>) -> Ask {
        if action != Action::Enter {
            return Ask::Close;
        }
        let file = std::path::PathBuf::from(self.file.text().trim());
        if file.as_os_str().is_empty() {
            return Ask::say("A file is needed; Esc goes back.");
        }
        if file.is_file() && !std::mem::replace(&mut self.agreed, true) {
            return Ask::say(format!("{} exists already. Enter again replaces it.", file.display()));
        }
        let written = match &self.goes {
            Goes::Document(draft, filing) => match draft.bytes(Format::of(&file)) {
                Ok(bytes) => hand_out(file, bytes, self.agreed, filing),
                Err(error) => return Ask::Fail(error),
            },
            Goes::Text(Outgoing { text, page, what, child, .. }) => {
                let bytes = match page.as_ref().map(|page| page.bytes(Format::of(&file))) {
                    Some(Err(error)) => return Ask::Fail(error),
                    Some(Ok(bytes)) => bytes,
                    None => text.clone().into_bytes(),
                };
                let (what, child, replace) = ((*what).to_owned(), *child, self.agreed);
                Ask::HandOut { file, bytes, replace, what, child, paper: None }
            }
        };
        written.then(Ask::Close)
    }

    fn key(&mut self, key: KeyEvent) -> Ask {
        if self.file.key(key) {
            self.agreed = false;
        }
        Ask::Nothing
    }

    fn paste(&mut self, pasted: &str, _: Scene<'_>) -> Ask {
        self.file.insert(pasted);
        self.agreed = false;
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let note = match self.goes {
            Goes::Document(..) | Goes::Text(Outgoing { page: Some(_), .. }) => {
                "The ending says how: .docx Word, .html a page, .md Markdown, .txt text. The file is not encrypted."
            }
            Goes::Text(_) => "It is written as plain text. The file is not encrypted.",
        };
        asked(frame, scene, "Write it to which file?", &self.file, note);
    }
}

/// On which day a document was sent.
#[derive(Debug)]
pub(super) struct SentOn {
    filing: Filing,
    day: Line,
}

impl SentOn {
    pub(super) fn new(filing: Filing) -> Self {
        Self { filing, day: Line::new("today".to_owned()) }
    }
}

impl Layer for SentOn {
    fn scope(&self) -> Scope {
        Scope::File
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Ask {
        if action != Action::Enter {
            return Ask::Close;
        }
        match Days::of(scene.desk).day(self.day.text()) {
            Ok(date) => {
                self.filing.paper.date = date;
                Ask::Sent(Box::new(self.filing.clone())).then(Ask::Close)
            }
            Err(error) => Ask::say(error.in_full()),
        }
    }

    fn key(&mut self, key: KeyEvent) -> Ask {
        self.day.key(key);
        Ask::Nothing
    }

    fn paste(&mut self, pasted: &str, _: Scene<'_>) -> Ask {
        self.day.insert(pasted);
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let note =
            "It is kept as it stands with its reader, and the duty that sending does is done. u undoes both.";
        asked(frame, scene, "Sent on which day?", &self.day, note);
    }
}

/// A document made beside others.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) file: String,
    pub(super) filing: Filing,
    pub(super) draft: Draft,
}

/// Every document of a review on its way into a folder.
#[derive(Debug)]
pub(super) struct MakeAll {
    all: Vec<Made>,
    folder: Line,
}

impl MakeAll {
    pub(super) fn new(all: Vec<Made>) -> Self {
        Self { all, folder: Line::new(".".to_owned()) }
    }
}

impl Layer for MakeAll {
    fn scope(&self) -> Scope {
        Scope::File
    }

    fn take(&mut self, action: Action, _: Scene<'_>) -> Ask {
        if action != Action::Enter {
            return Ask::Close;
        }
        let folder = PathBuf::from(self.folder.text().trim());
        if !folder.is_dir() {
            return Ask::say("There is no such folder; give one that is there.");
        }
        if let Some(there) = self.all.iter().map(|m| folder.join(&m.file)).find(|f| f.exists()) {
            return Ask::say(format!(
                "{} exists already; nothing was written. Give another folder.",
                there.display()
            ));
        }
        let mut asks = Vec::new();
        for made in &self.all {
            match made.draft.bytes(Format::Docx) {
                Ok(bytes) => asks.push(hand_out(folder.join(&made.file), bytes, false, &made.filing)),
                Err(error) => return Ask::Fail(error),
            }
        }
        asks.extend([
            Ask::Close,
            Ask::say(format!("{} documents written. They are not encrypted.", self.all.len())),
        ]);
        Ask::All(asks)
    }

    fn key(&mut self, key: KeyEvent) -> Ask {
        self.folder.key(key);
        Ask::Nothing
    }

    fn paste(&mut self, pasted: &str, _: Scene<'_>) -> Ask {
        self.folder.insert(pasted);
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        let note = "Every document of the review as Word, each filled in from what is known, gaps marked.";
        asked(frame, scene, "Write all of them into which folder?", &self.folder, note);
    }
}
