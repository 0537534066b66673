//! Pictures of every pane, tab, layer and state in states.txt at two sizes: the text, where the cursor stands, and
//! under it how every run of cells is dressed. They change only with a reason: read what changed before taking it
//! (`INSTA_FORCE_PASS=1` writes all that differ beside the old ones, `cargo insta review` shows them).
//!
//! A line of the dress counts runs from the left: `.` plain, `r` red, `g` green, `y` yellow, `m` magenta, `c` cyan,
//! `d` dark grey, then `*` bold, `/` italic, `!` reversed, and how many cells. `3-5 d1 .78 d1` is the same for three lines.

use std::collections::BTreeSet;
use std::fmt::Write;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::states::{SECTIONS, Section};
use crate::tui::Options;
use crate::tui::app::App;
use crate::tui::layers::form::Form;
use crate::tui::layers::form::field::Field;
use crate::tui::{entry, frame};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// How a cell is dressed.
fn dress(cell: &Cell) -> String {
    let colour = match cell.fg {
        Color::Reset => ".".to_owned(),
        Color::Red => "r".to_owned(),
        Color::Green => "g".to_owned(),
        Color::Yellow => "y".to_owned(),
        Color::Magenta => "m".to_owned(),
        Color::Cyan => "c".to_owned(),
        Color::DarkGray => "d".to_owned(),
        other => format!("({other:?})"),
    };
    let back = if cell.bg == Color::Reset { String::new() } else { format!("on{:?}", cell.bg) };
    let marks = [
        (Modifier::BOLD, "*"),
        (Modifier::ITALIC, "/"),
        (Modifier::UNDERLINED, "_"),
        (Modifier::REVERSED, "!"),
        (Modifier::DIM, "-"),
    ];
    let marks: String = marks.iter().filter(|(m, _)| cell.modifier.contains(*m)).map(|(_, s)| *s).collect();
    format!("{colour}{back}{marks}")
}

/// The runs of a line, those of plain cells at its end left out.
fn runs(cells: impl Iterator<Item = String>) -> String {
    let mut runs: Vec<(String, usize)> = Vec::new();
    for one in cells {
        match runs.last_mut() {
            Some((last, n)) if *last == one => *n += 1,
            _ => runs.push((one, 1)),
        }
    }
    runs.pop_if(|(last, _)| last == ".");
    runs.iter().map(|(dress, n)| format!(" {dress}{n}")).collect()
}

/// What `draw` paints, as text.
fn painted((width, height): (u16, u16), draw: impl FnOnce(&mut ratatui::Frame<'_>)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(draw).unwrap();
    let at = terminal.get_cursor_position().unwrap();
    let buffer = terminal.backend().buffer();
    let line = |y: u16| (0..width).map(move |x| buffer.cell((x, y)).unwrap());
    let mut told = format!("{width} by {height}\n");
    for y in 0..height {
        let text: String = line(y).map(Cell::symbol).collect();
        writeln!(told, "{}", text.trim_end()).unwrap();
    }
    if (at.x, at.y) != (0, 0) {
        writeln!(told, "cursor at {}, {}", at.x, at.y).unwrap();
    }
    let dressed: Vec<String> = (0..height).map(|y| runs(line(y).map(dress))).collect();
    let mut first = 0;
    for same in dressed.chunk_by(|a, b| a == b) {
        let last = first + same.len() - 1;
        match same.first().filter(|runs| !runs.is_empty()) {
            Some(runs) if first == last => writeln!(told, "{first}{runs}").unwrap(),
            Some(runs) => writeln!(told, "{first}-{last}{runs}").unwrap(),
            None => {}
        }
        first = last + 1;
    }
    told
}

pub(super) fn picture(app: &App, size: (u16, u16)) -> String {
    painted(size, |f| frame::view(app, f))
}

fn compare(name: &str, picture: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, picture));
}

/// Compares every state of a section with its picture.
pub(super) fn of(section: &Section) {
    let mut app = section.start();
    for (name, keys) in &section.states {
        app = section.again(app);
        super::states::play(&mut app, keys);
        compare(name, &SIZES.map(|size| picture(&app, size)).join("\n"));
    }
}

#[test]
fn before_there_is_a_desk() {
    let theme = Options::default().theme();
    let asks = || Form::new("Unlock", vec![Field::secret("pass", "Passphrase")]);
    let (mut unlock, mut refused) = (asks(), asks());
    unlock.notes.push((None, "caseload.casebook is encrypted with your passphrase.".to_owned()));
    for c in "secret".chars() {
        unlock.key(crossterm::event::KeyCode::Char(c).into());
    }
    refused.error = "That passphrase does not open this book; nothing was changed. Try again.".to_owned();
    let mut set_up = entry::set_up_form("/home/a/caseload.casebook".as_ref()).unwrap();
    let practices = [("one", "One"), ("two", "Two")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    set_up.fields[1] = Field::choice("practice", "Practice", practices.to_vec(), "one");
    for (name, form) in [("unlock", unlock), ("unlock-refused", refused), ("set-up", set_up)] {
        let drawn = SIZES.map(|size| painted(size, |f| entry::page(&form, f, theme)));
        compare(name, &drawn.join("\n"));
    }
}

#[test]
fn every_picture_is_of_a_state_and_every_section_is_a_test() {
    let all = Section::all();
    assert_eq!(all.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), SECTIONS);
    let mut states: BTreeSet<String> = all.into_iter().flat_map(|s| s.states).map(|(name, _)| name).collect();
    states.extend(["unlock", "unlock-refused", "set-up"].map(str::to_owned));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tui/tests/pictures");
    let files = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
    let kept: BTreeSet<String> = files.filter_map(|f| Some(f.strip_suffix(".snap")?.to_owned())).collect();
    assert_eq!(kept, states);
}
