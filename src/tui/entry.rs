//! The screens before there is a desk: setting up a book, unlocking one.

use std::path::Path;

use chrono::NaiveDate;
use crossterm::event::{Event, KeyEventKind};
use ratatui::text::Line;
use zeroize::Zeroizing;

use super::import::import_in;
use super::layers::form::field::{Field, Value};
use super::layers::form::{Form, Step, view};
use super::layers::offer::{Offer, judge};
use super::terminal::Terminal;
use super::theme::Theme;
use super::{draw, linear};
use crate::casework::{Desk, shipped_and_added};
use crate::error::{Kind, Result};
use crate::store::{Store, recovery_code};

/// Asked once where something was typed.
const LEAVE: &str = "Leave? Nothing is made then, and what you typed is not kept: Esc again leaves.";

/// Shows a form until it is saved well or left.
fn ask<T>(
    terminal: &mut Terminal,
    theme: Theme,
    mut form: Form,
    changed: impl Fn(&mut Form),
    mut save: impl FnMut(&mut Form, &mut Terminal) -> Result<Option<T>>,
) -> Result<Option<T>> {
    loop {
        terminal.draw(|frame| page(&form, frame, theme))?;
        let event = terminal.input.read()?;
        let step = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                let key = super::keymap::meant(key);
                use crossterm::event::{KeyCode, KeyModifiers};
                let stop = key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c');
                if stop { Step::Close } else { form.key(key) }
            }
            Event::Paste(text) => form.paste(&text),
            _ => Step::Stay,
        };
        match step {
            Step::Close | Step::Discard => {
                let typed = form.fields.len() > 1
                    && form.fields.iter().any(|f| matches!(f.value, Value::Line(..)) && !f.text().is_empty());
                if !typed || form.error == LEAVE {
                    return Ok(None);
                }
                form.error = LEAVE.to_owned();
            }
            Step::Save => {
                form.clear_faults();
                if let Some(done) = save(&mut form, terminal)? {
                    return Ok(Some(done));
                }
            }
            Step::Changed => changed(&mut form),
            Step::Stay => {}
        }
    }
}

pub(crate) fn page(form: &Form, frame: &mut ratatui::Frame<'_>, theme: Theme) {
    let area = frame.area();
    frame.buffer_mut().set_style(area, theme.base());
    let keys = match form.fields.as_slice() {
        [_] => " Enter unlock   Esc leave",
        _ => " Tab next field   ← → choose   Ctrl-s save   Esc leave",
    };
    if theme.linear {
        linear::view(frame, (None, &form.error, keys.trim()), |frame| view::view(form, frame, theme));
    } else {
        draw::line(frame, area, area.y, Line::styled(" Casebook", theme.bold()));
        view::view(form, frame, theme);
        draw::line(frame, area, area.bottom().saturating_sub(1), Line::styled(keys, theme.dim()));
    }
    if theme.ascii {
        super::theme::plain(frame.buffer_mut());
    }
}

fn wait(form: &Form, terminal: &mut Terminal, theme: Theme, what: &str) -> Result<()> {
    terminal.draw(|frame| {
        page(form, frame, theme);
        let area = frame.area();
        let y = area.bottom().saturating_sub(2);
        draw::line(frame, area, y, Line::styled(format!(" {what}"), theme.accent()));
    })
}

/// Unlocks a book in a terminal that is ours already.
pub(crate) fn unlock_in(
    terminal: &mut Terminal,
    theme: Theme,
    path: &Path,
    today: NaiveDate,
) -> Result<Option<Desk>> {
    let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut form = Form::new("Unlock", vec![Field::secret("pass", "Passphrase")]);
    form.notes.push((None, format!("{file} is encrypted with your passphrase.")));
    let coded = Store::has_recovery(path);
    if coded {
        form.notes.push((None, "Is it lost? Type the recovery code in its place.".to_owned()));
    }
    let opened = ask(
        terminal,
        theme,
        form,
        |_| (),
        |form, terminal| {
            let typed = Zeroizing::new(form.text("pass"));
            if coded && recovery_code(&typed).is_ok() {
                return Ok(Some(Err(typed)));
            }
            wait(form, terminal, theme, "Opening …")?;
            match Desk::open(path, typed.as_bytes(), today, None) {
                Ok(desk) => Ok(Some(Ok(desk))),
                Err(error) if matches!(error.kind, Kind::Locked | Kind::Machine) => {
                    form.fields = vec![Field::secret("pass", "Passphrase")];
                    form.error = error.in_full();
                    Ok(None)
                }
                Err(error) => Err(error),
            }
        },
    )?;
    match opened {
        Some(Err(code)) => recover_in(terminal, theme, path, &code, today),
        Some(Ok(desk)) => Ok(Some(desk)),
        None => Ok(None),
    }
}

/// Opens a book by its recovery code and has a new passphrase set.
fn recover_in(
    terminal: &mut Terminal,
    theme: Theme,
    path: &Path,
    code: &str,
    today: NaiveDate,
) -> Result<Option<Desk>> {
    let fields = vec![
        Field::secret("pass", "New passphrase").hint("15 characters or more"),
        Field::secret("again", "Once more"),
    ];
    let mut form = Form::new("A new passphrase", fields);
    form.notes.push((
        None,
        "That is a recovery code. Which passphrase shall open the book from now on?".to_owned(),
    ));
    let offer = Offer::under(&mut form)?;
    ask(
        terminal,
        theme,
        form,
        |form| offer.settle(form),
        |form, terminal| {
            judge(form);
            if form.has_faults() {
                return Ok(None);
            }
            let new = Zeroizing::new(form.text("pass"));
            wait(form, terminal, theme, "Opening …")?;
            match Store::recover(path, code, new.as_bytes()) {
                Ok(store) => drop(store),
                Err(error) => {
                    form.error = error.in_full();
                    return Ok(None);
                }
            }
            Desk::open(path, new.as_bytes(), today, None).map(Some)
        },
    )
}

/// What a new book needs to know.
pub(crate) fn set_up_form(path: &Path) -> Result<Form> {
    let fields = vec![
        Field::line("name", "Your name", "").hint("as your council writes it"),
        Field::choice("practice", "Authority", shipped_and_added(None)?, "england"),
        Field::secret("pass", "Passphrase").hint("15 characters or more; the four words below will do"),
        Field::secret("again", "Once more"),
        Field::line("folder", "Your return", "").hint("SSDA903 folder or Annex A workbook; may stay empty"),
    ];
    let mut form = Form::new("A new casebook", fields);
    form.notes.push((None, format!("Everything is kept in one encrypted file: {}", path.display())));
    form.notes.push((
        None,
        "Nobody can open it without the passphrase: write it down where it is safe.".to_owned(),
    ));
    Ok(form)
}

/// Sets up a new book in a terminal that is ours already.
pub(crate) fn set_up_in(
    terminal: &mut Terminal,
    theme: Theme,
    path: &Path,
    today: NaiveDate,
) -> Result<Option<Desk>> {
    let mut form = set_up_form(path)?;
    let offer = Offer::under(&mut form)?;
    ask(
        terminal,
        theme,
        form,
        |form| offer.settle(form),
        |form, terminal| {
            let name = form.needed("name", "Your name");
            let pass = form.text("pass");
            judge(form);
            let Some(name) = name.filter(|_| !form.has_faults()) else { return Ok(None) };
            wait(form, terminal, theme, "Making the book …")?;
            match Desk::create(path, pass.as_bytes(), &name, &form.text("practice"), today) {
                Ok(mut desk) => {
                    if let Some(folder) = form.some("folder") {
                        import_in(terminal, theme, &mut desk, &folder)?;
                    }
                    Ok(Some(desk))
                }
                Err(error) => {
                    form.error = error.in_full();
                    Ok(None)
                }
            }
        },
    )
}
