//! A calendar file cut into its events. The file comes from outside and from mailers that broke its lines, so each
//! event is cut out on its own, and a line that is no line of a calendar costs that line, not the event.

use std::fmt::Write as _;

use icalendar::parser::{Component, read_components};

use crate::model::text;

/// The most events of a file, and lines of an event.
const EVENTS: usize = 20_000;
const LINES: usize = 2_000;

/// Lines, each with its number in the file, counted from 1.
type Numbered = Vec<(usize, String)>;

/// A calendar file, cut.
#[derive(Default)]
pub(super) struct Cut {
    /// The calendar's own name.
    pub(super) name: String,
    /// It calls off the events that it names.
    pub(super) calls_off: bool,
    pub(super) events: Vec<Piece>,
    /// The line from which on events were left out, because there are too many.
    pub(super) left_from: Option<usize>,
}

/// An event as the file has it.
pub(super) struct Piece {
    /// The line it begins on, counted from 1.
    pub(super) line: usize,
    /// Its lines that can be read, without the alarms within it.
    text: String,
    /// The first line that cannot be read, and how many there are.
    pub(super) passed: Option<(usize, usize)>,
}

impl Piece {
    fn new(line: usize, lines: &[(usize, String)]) -> Self {
        let mut piece = Piece { line, text: "BEGIN:VEVENT\n".to_owned(), passed: None };
        let whole: Vec<&(usize, String)> = lines.iter().filter(|(n, l)| piece.keeps(*n, formed(l))).collect();
        let all: String = whole.iter().fold(String::new(), |mut all, (_, line)| {
            let _ = writeln!(all, "{line}");
            all
        });
        if readable(&all) {
            piece.text.push_str(&all);
        } else {
            for (n, line) in whole {
                let line = format!("{line}\n");
                if piece.keeps(*n, readable(&line)) {
                    piece.text.push_str(&line);
                }
            }
        }
        piece.text.push_str("END:VEVENT\n");
        piece
    }

    fn keeps(&mut self, line: usize, sound: bool) -> bool {
        if !sound {
            self.passed.get_or_insert((line, 0)).1 += 1;
        }
        sound
    }

    /// The event; `None` where nothing can be made of it.
    pub(super) fn component(&self) -> Option<Component<'_>> {
        read_components(&self.text).ok()?.into_iter().next()
    }
}

/// Whether a line begins as each line of a calendar does: a name, and its value behind a colon.
fn formed(line: &str) -> bool {
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (name, _) = line.split_once([':', ';']).unwrap_or_default();
    !name.is_empty() && name.chars().all(named) && line.contains(':')
}

fn readable(lines: &str) -> bool {
    read_components(&format!("BEGIN:VEVENT\n{lines}END:VEVENT\n")).is_ok_and(|all| !all.is_empty())
}

/// The lines of a file with the number of each, those that were folded put together again; blank ones left out.
fn unfolded(file: &str) -> Numbered {
    let plain = file.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = Numbered::new();
    for (n, line) in plain.lines().enumerate().map(|(n, line)| (n + 1, line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, before))) => before.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push((n, line.to_owned())),
        }
    }
    lines
}

/// Cuts a calendar file into its events.
pub(super) fn cut(file: &str) -> Cut {
    let mut cut = Cut::default();
    // Of the event that is open: where it began, how deep within it we are, its own lines.
    let mut open: Option<(usize, usize, Numbered)> = None;
    for (n, line) in unfolded(file) {
        // The longest of the words that matter; a line may be a megabyte.
        let word: String = line.trim().chars().take(14).collect::<String>().to_ascii_uppercase();
        match &mut open {
            _ if word == "BEGIN:VEVENT" => open = Some((n, 0, Vec::new())),
            Some((began, _, lines)) if word == "END:VEVENT" => {
                if cut.events.len() == EVENTS {
                    cut.left_from = Some(*began);
                    break;
                }
                cut.events.push(Piece::new(*began, lines));
                open = None;
            }
            Some((_, depth, _)) if word.starts_with("BEGIN:") => *depth += 1,
            Some((_, depth, _)) if word.starts_with("END:") => *depth = depth.saturating_sub(1),
            Some((_, 0, lines)) if lines.len() < LINES => lines.push((n, line)),
            None if cut.name.is_empty() && word.starts_with("X-WR-CALNAME:") => {
                cut.name = line.split_once(':').map(|(_, name)| text::line(name)).unwrap_or_default();
            }
            None if word == "METHOD:CANCEL" => cut.calls_off = true,
            _ => {}
        }
    }
    cut
}
