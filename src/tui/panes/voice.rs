//! The child's voice: the form of words heard, and the timeline of words, asks and what came of them.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::child::{ChildPage, Tab};
use super::child_view::list;
use crate::board::Row;
use crate::casework::Voice;
use crate::model::ids::{AskId, ChildId};
use crate::model::record::{Note, NoteKind};
use crate::model::voice::{Ask, How};
use crate::rules::due::Status;
use crate::tui::app::App;
use crate::tui::forms::pairs;
use crate::tui::modals::field::Field;
use crate::tui::modals::form::{Form, Purpose};
use crate::tui::save::Tried;
use crate::tui::{draw, words};

const KNOWN: &[(&str, &str)] = &[("", "not recorded"), ("yes", "yes"), ("no", "no")];
const YES_NO: &[(char, &str)] = &[('y', "yes"), ('n', "no")];

/// A moment of the child's voice.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment<'r> {
    Words(&'r Note),
    Ask(&'r Ask),
}

impl Moment<'_> {
    fn date(&self) -> NaiveDate {
        match self {
            Moment::Words(note) => note.date,
            Moment::Ask(ask) => ask.date,
        }
    }
}

/// Words and asks, the latest first.
pub(crate) fn moments(row: &Row) -> Vec<Moment<'_>> {
    let words = row.case.notes.iter().filter(|n| n.kind == NoteKind::Wishes).map(Moment::Words);
    let mut all: Vec<Moment<'_>> = words.chain(row.case.asks.iter().map(Moment::Ask)).collect();
    all.sort_by_key(Moment::date);
    all.reverse();
    all
}

impl App {
    /// Records what the child said; what is not known may stay so.
    pub(crate) fn voice_form(&mut self, child: ChildId) {
        let how = pairs(How::CHOICES);
        let fields = vec![
            Field::block("words", "Their words", ""),
            Field::choice("how", "Heard", how, "met"),
            Field::choice("alone", "Alone", pairs(KNOWN), "").letters(YES_NO),
            Field::line("why", "Why not", "").hidden(),
            Field::line("asked", "Asked for", "").hint("what the child wants to happen, if anything"),
            Field::choice("advocate", "Advocate", pairs(KNOWN), "").letters(YES_NO),
            Field::choice("rights", "Rights", pairs(KNOWN), "").letters(YES_NO),
            Field::line("by", "Heard by", self.desk.board.iro.clone()),
            Field::line("date", "Date", "today"),
        ];
        let title = format!("What {} said", self.who(child));
        let mut form = Form::new(title, Purpose::Voice(child), fields);
        let help =
            "Alone with you? Advocate offered? Rights explained? y or n. Kept as you type; Ctrl-s saves.";
        form.notes.push((None, help.to_owned()));
        self.open(form, Some(format!("voice:{child}")));
    }

    /// Asks what came of something the child wanted.
    pub(crate) fn outcome_form(&mut self, child: ChildId, id: AskId) {
        let found = self.row(child).and_then(|r| r.case.asks.iter().find(|a| a.id == id)).cloned();
        let Some(ask) = found else { return };
        let fields =
            vec![Field::block("outcome", "Outcome", &ask.outcome), Field::line("date", "On", "today")];
        let mut form = Form::new("What came of it", Purpose::CameOf(child, id), fields);
        form.notes.push((None, format!("Asked for on {}: {}", words::full(ask.date), ask.text)));
        self.open(form, Some(format!("came-of:{id}")));
    }

    /// Saves one of the forms above.
    pub(crate) fn save_voice(&mut self, form: &mut Form) -> Tried {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let date = form.needed_date("date", today, &calendar);
        if let Purpose::CameOf(child, id) = form.purpose {
            let outcome = form.needed("outcome", "What came of it");
            let Some((date, outcome)) = date.zip(outcome) else { return Ok(None) };
            return self.desk.came_of(child, id, date, &outcome).map(Some);
        }
        let Purpose::Voice(child) = form.purpose else { return Ok(None) };
        let said = form.needed("words", "What the child said");
        let known = |form: &Form, key: &str| match form.text(key).as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let alone = known(form, "alone");
        let why_not =
            if alone == Some(false) { form.needed("why", "The reason") } else { Some(String::new()) };
        let (Some(date), Some(said), Some(why_not)) = (date, said, why_not) else { return Ok(None) };
        let voice = Voice {
            words: said,
            date,
            by: form.text("by"),
            how: How::from_word(&form.text("how"))?,
            alone,
            why_not,
            advocate: known(form, "advocate"),
            rights: known(form, "rights"),
            asked: form.text("asked"),
        };
        self.desk.hear(child, voice).map(Some)
    }

    /// What the cursor of the voice tab is on, where it was asked for.
    pub(crate) fn ask_at_cursor(&self) -> Option<AskId> {
        let page = self.page().filter(|p| p.tab == Tab::Voice)?;
        match moments(self.row(page.id)?).get(page.cursor)? {
            Moment::Ask(ask) => Some(ask.id),
            Moment::Words(_) => None,
        }
    }
}

/// The timeline, and under it the moment of the cursor whole.
pub(crate) fn view(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let all = moments(row);
    let low = area.height / 2;
    let upper = Rect { height: area.height - low, ..area };
    let lower =
        Rect { x: area.x + 1, y: area.bottom() - low, width: area.width.saturating_sub(2), height: low };
    let line = |place: usize, width: usize| {
        let moment = all.get(place)?;
        let day = words::fit(&words::full(moment.date()), 16);
        let (status, text) = match moment {
            Moment::Words(note) => {
                let first = words::said(note.text.lines().next().unwrap_or_default());
                (None, format!("“{first}”"))
            }
            Moment::Ask(ask) if ask.outcome_on.is_some() => {
                (Some(Status::Done), format!("asked: {} → {}", ask.text, ask.outcome))
            }
            Moment::Ask(ask) => (Some(Status::DueSoon), format!("asked: {} → nothing yet", ask.text)),
        };
        let mark = status.map_or(' ', |s| s.mark(app.theme.ascii));
        let style = status.map_or(app.theme.quote(), |s| app.theme.status(s));
        Some(Line::from(vec![
            Span::styled(format!(" {mark} {day}"), app.theme.dim()),
            Span::styled(words::trim(&text, width.saturating_sub(20)), style),
        ]))
    };
    let none = "The child's words are not recorded yet: W records them.";
    list(app, page, all.len(), none, frame, upper, &line);
    let Some(moment) = all.get(page.cursor) else { return };
    let (text, below) = match moment {
        Moment::Words(note) => {
            let heard = row.case.heard.iter().find(|h| h.note == note.id);
            let by = match (heard, note.with.as_str()) {
                (_, "") => String::new(),
                (Some(_), by) => format!("Heard by {by}. "),
                (None, with) => format!("From a contact with: {with}. "),
            };
            let how = heard.map(|h| h.in_words()).unwrap_or_default();
            (note.text.as_str(), format!("{by}{how}"))
        }
        Moment::Ask(ask) => {
            let on = ask.outcome_on.map(|d| format!("{}: {}", words::full(d), ask.outcome));
            (ask.text.as_str(), on.unwrap_or_else(|| "Enter records what came of it.".to_owned()))
        }
    };
    let y = draw::text(frame, lower, lower.y + 1, text, app.theme.quote());
    draw::text(frame, lower, y, &below, app.theme.dim());
}
