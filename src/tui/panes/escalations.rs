//! Escalations: a board from informal to closed, late first; a card opens to its log.

use crate::board::{Board, Concern};
use crate::model::ids::{ChildId, EscalationId};
use crate::rules::escalation::State;
use crate::rules::practice::protocol::limit_in_words;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::modals::Modal;
use crate::tui::modals::picker::{Item, Pick, Picker};
use crate::tui::modals::text::{TextBox, Tone};
use crate::tui::words;

/// The columns of the board.
pub(crate) const COLUMNS: [&str; 5] = ["Informal", "Formal", "To close", "Effect promised", "Closed"];

/// Words a filter knows; anything else is looked for in names, kinds and texts.
const FILTERS: &[(&str, &str)] = &[
    ("late", "a day has passed: of the stage, the whole, a notice, an effect"),
    ("open", "not closed"),
    ("promised", "closed, the effect still to be seen"),
    ("service", "about no child"),
    ("siblings", "about a sibling group"),
    ("good-practice", "good practice passed on"),
];

/// The board and its cursor.
#[derive(Debug, Default)]
pub(crate) struct Escalations {
    /// The cards of each column, the most pressing first.
    pub(crate) columns: [Vec<EscalationId>; COLUMNS.len()],
    pub(crate) column: usize,
    pub(crate) cursors: [usize; COLUMNS.len()],
    pub(crate) filter: String,
    /// How many of all cards the filter hides.
    pub(crate) hidden: usize,
    child: Option<ChildId>,
}

impl Escalations {
    pub(crate) fn settle(&mut self, board: &Board) {
        let on = self.id();
        let all = board.concerns();
        let mut columns: [Vec<EscalationId>; COLUMNS.len()] = Default::default();
        let shown: Vec<&Concern<'_>> = all.iter().filter(|c| keeps(&self.filter, c, board)).collect();
        self.hidden = all.len() - shown.len();
        for concern in shown {
            if let Some(column) = columns.get_mut(column_of(concern)) {
                column.push(concern.escalation.id);
            }
        }
        self.columns = columns;
        for (cursor, column) in self.cursors.iter_mut().zip(&self.columns) {
            *cursor = (*cursor).min(column.len().saturating_sub(1));
        }
        // The cursor stays on its card, or goes to the first column that has one.
        let found = self
            .columns
            .iter()
            .enumerate()
            .find_map(|(place, column)| Some((place, column.iter().position(|id| Some(*id) == on)?)));
        if let Some((column, row)) = found {
            self.column = column;
            self.cursors.iter_mut().skip(column).take(1).for_each(|c| *c = row);
        } else if self.columns.get(self.column).is_none_or(Vec::is_empty) {
            self.column = self.columns.iter().position(|c| !c.is_empty()).unwrap_or(0);
        }
        self.child = self.id().and_then(|id| board.concern(id)?.row.map(|r| r.id()));
    }

    /// The card the cursor is on.
    pub(crate) fn id(&self) -> Option<EscalationId> {
        let row = self.cursors.get(self.column)?;
        self.columns.get(self.column)?.get(*row).copied()
    }

    pub(crate) fn child(&self) -> Option<ChildId> {
        self.child
    }

    fn sideways(&mut self, on: bool) {
        let filled = |c: &usize| self.columns.get(*c).is_some_and(|c| !c.is_empty());
        let to = if on {
            (self.column + 1..COLUMNS.len()).find(filled)
        } else {
            (0..self.column).rev().find(filled)
        };
        self.column = to.unwrap_or(self.column);
    }
}

/// The column a concern stands in.
pub(crate) fn column_of(concern: &Concern<'_>) -> usize {
    let e = concern.escalation;
    let stage = concern.protocol.zip(concern.track.as_ref()).and_then(|(p, t)| p.stages.get(t.stage()));
    let formal = stage.map_or(e.stage != "informal", |s| s.formal);
    match (e.is_open(), e.is_promised()) {
        (true, _) if concern.track.as_ref().is_some_and(|t| t.state == State::Resolved) => 2,
        (true, _) => usize::from(formal),
        (false, true) => 3,
        (false, false) => 4,
    }
}

/// Whether a filter keeps a concern.
fn keeps(filter: &str, concern: &Concern<'_>, board: &Board) -> bool {
    let e = concern.escalation;
    filter.split_whitespace().all(|word| match word {
        "late" => concern.is_late(board.today),
        "open" => e.is_open(),
        "promised" => e.is_promised(),
        "service" => concern.row.is_none(),
        "siblings" => !e.others.is_empty(),
        "good-practice" => concern.is_praise(),
        other => {
            let who = concern
                .row
                .map_or_else(String::new, |r| format!("{} {}", r.case.child.name(), r.case.child.number));
            let all =
                [&who, e.concern.as_str(), concern.title(), concern.stage_title(), &e.protocol, &e.text];
            let other = other.to_lowercase();
            all.iter().any(|part| part.to_lowercase().contains(&other))
        }
    })
}

impl App {
    pub(crate) fn act_on_escalations(&mut self, action: Action) {
        if let Some(by) = super::stride(action) {
            let pane = &mut self.escalations;
            let len = pane.columns.get(pane.column).map_or(0, Vec::len);
            if let Some(cursor) = pane.cursors.get_mut(pane.column) {
                super::step(cursor, by, len);
            }
            self.escalations.settle(&self.desk.board);
            return;
        }
        match action {
            Action::Left | Action::Right => {
                self.escalations.sideways(action == Action::Right);
                self.escalations.settle(&self.desk.board);
                return;
            }
            Action::Filter => return self.choose_concerns(),
            Action::Close => {
                self.escalations.filter.clear();
                self.refresh();
                return;
            }
            _ => {}
        }
        let Some(id) = self.escalations.id() else {
            self.say("No concern is recorded: e raises one, + passes on good practice.");
            return;
        };
        match action {
            Action::Open => self.open_card(id),
            Action::Moves => self.moves(id),
            Action::Message => self.message_form(id),
            Action::CloseConcern => match self.desk.board.concern(id) {
                Some(c) if c.escalation.is_promised() => self.effect_form(id),
                Some(c) if c.escalation.is_open() => self.close_form(id),
                _ => self.say("That concern is closed already."),
            },
            _ => {}
        }
    }

    fn choose_concerns(&mut self) {
        let mut items = vec![Item {
            label: "all".into(),
            hint: "drop the filter".into(),
            pick: Pick::Filter(String::new()),
        }];
        items.extend(FILTERS.iter().map(|(word, what)| Item {
            label: (*word).into(),
            hint: (*what).into(),
            pick: Pick::Filter((*word).into()),
        }));
        let mut picker = Picker::new("Show which concerns? Type a name, a kind, any words", items);
        picker.free = true;
        self.modals.push(Modal::Picker(picker));
    }

    /// A card's log, and what may be done next.
    pub(crate) fn open_card(&mut self, id: EscalationId) {
        let board = &self.desk.board;
        let Some(concern) = board.concern(id) else { return };
        let e = concern.escalation;
        let mut text = TextBox::new(format!("{} · {}", self.about_whom(&concern), concern.title()));
        let protocol = concern.protocol.map_or(e.protocol.as_str(), |p| p.title.as_str());
        if !concern.is_praise() {
            text.push(Tone::Head, format!("{} · {protocol}", concern.stage_title()));
        }
        if !concern.kept.is_empty() {
            text.push(Tone::Dim, concern.kept);
        }
        let risk = concern.risk().map(|r| format!(" · risk {r}")).unwrap_or_default();
        let total = concern.total_by().filter(|_| e.is_open());
        let total = total.map(|d| format!(" · in all by {}", words::full(d))).unwrap_or_default();
        text.push(Tone::Dim, format!("Raised {}{risk}{total}", words::full(e.raised)));
        if let Some(origin) = &e.origin {
            text.push(Tone::Dim, format!("From: {}", origin.words));
        }
        text.push(Tone::Plain, e.text.clone());
        text.push(Tone::Plain, "");
        if let Some((protocol, track)) = concern.protocol.zip(concern.track.as_ref()) {
            text.push(Tone::Head, "Stages");
            for visit in &track.visits {
                let Some(stage) = protocol.stages.get(visit.stage) else { continue };
                let day = |what: &str, d: Option<chrono::NaiveDate>| {
                    d.map(|d| format!(" · {what} {}", words::day(d, board.today))).unwrap_or_default()
                };
                let end = visit.verdict.map(|v| format!(" · {}", v.said())).unwrap_or_default();
                let by = if visit.closed.is_none() { day("reply by", visit.reply_by) } else { String::new() };
                let raised = day("raised", visit.raised);
                let line = format!("{}{raised}{by}{}{end}", stage.title, day("over", visit.closed));
                text.push(Tone::Plain, line);
            }
        }
        for (place, m) in e.moves.iter().enumerate() {
            text.push(Tone::Plain, format!("{}  {}", words::day(m.date, board.today), concern.entry(place)));
        }
        if let Some((protocol, track)) = concern.protocol.zip(concern.track.as_ref()) {
            let doubts = track.doubts(&board.judged_by(protocol, concern.row));
            doubts.into_iter().filter(|_| e.is_open()).for_each(|d| text.push(Tone::Dim, d));
        }
        let stage = concern.protocol.zip(concern.track.as_ref()).and_then(|(p, t)| p.stages.get(t.stage()));
        if let Some(stage) = stage.filter(|_| e.is_open()) {
            let limit = stage.reply_within.as_ref().map_or("the day you set".into(), limit_in_words);
            text.push(
                Tone::Dim,
                format!("This stage: {limit}. {} {}", stage.help, stage.cite).replace("  ", " "),
            );
        }
        if let Some(effect) = &e.effect {
            text.push(Tone::Plain, "");
            let outcome = e.outcome.clone().unwrap_or_default();
            text.push(
                Tone::Result,
                format!("Closed {}: {outcome}", e.closed.map(words::full).unwrap_or_default()),
            );
            text.push(Tone::Plain, format!("What changed: {effect}"));
            let seen = match (&e.seen_by, e.seen_on, e.look_on) {
                (Some(who), Some(on), _) if e.unchanged => {
                    format!("Nothing changed, says {who} on {}.", words::full(on))
                }
                (Some(who), Some(on), _) => format!("Seen by {who} on {}.", words::full(on)),
                (_, None, Some(look)) => format!("Promised: look for it on {}.", words::full(look)),
                _ => String::new(),
            };
            text.push(Tone::Dim, seen);
        }
        let next = board.next_moves(&concern);
        if !next.is_empty() {
            text.push(Tone::Plain, "");
            text.push(Tone::Head, "Next (m makes one)");
            for n in next {
                let by = n.by.map(|d| format!(" by {}", words::day(d, board.today))).unwrap_or_default();
                let tone = if n.proposed { Tone::Result } else { Tone::Plain };
                text.push(tone, format!("{}{by}: {}", n.title, n.why));
            }
        }
        self.show(text);
    }
}
