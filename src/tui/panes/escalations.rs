//! Escalations: a board by stage, then what follows the stages, late first; a card opens to its log.

use std::collections::BTreeMap;

use crate::board::{Board, Concern};
use crate::model::escalation::Effect;
use crate::model::ids::{ChildId, EscalationId};
use crate::model::text::folded;
use crate::rules::escalation::State;
use crate::rules::practice::protocol::limit_in_words;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::modals::Modal;
use crate::tui::modals::picker::{Item, Pick, Picker};
use crate::tui::modals::text::{TextBox, Tone};
use crate::tui::words;

/// What the cards of a column have in common, in the order the columns stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// A stage: its protocol, its place in it.
    Stage(String, usize),
    /// Its stages are over: to be closed with its effect.
    ToClose,
    /// Closed with an effect still to be seen.
    Promised,
    /// Closed.
    Closed,
}

/// A column of the board.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) title: String,
    /// The most pressing first.
    pub(crate) cards: Vec<EscalationId>,
}

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
    /// A column for each stage where a concern stands, then what follows the stages.
    pub(crate) columns: Vec<Column>,
    pub(crate) column: usize,
    pub(crate) row: usize,
    pub(crate) filter: String,
    /// How many of all cards the filter hides.
    pub(crate) hidden: usize,
    child: Option<ChildId>,
}

impl Escalations {
    pub(crate) fn settle(&mut self, board: &Board) {
        let on = self.id();
        let all = board.concerns();
        let mut groups: BTreeMap<Group, Column> = BTreeMap::new();
        let shown: Vec<&Concern<'_>> = all.iter().filter(|c| keeps(&self.filter, c, board)).collect();
        self.hidden = all.len() - shown.len();
        for concern in shown {
            let (group, title) = group_of(concern);
            let column = groups.entry(group).or_insert_with(|| Column { title, cards: Vec::new() });
            column.cards.push(concern.escalation.id);
        }
        self.columns = groups.into_values().collect();
        // The cursor stays on its card, or near where it was.
        let place = |c: &Column| c.cards.iter().position(|id| Some(*id) == on);
        let found = self.columns.iter().enumerate().find_map(|(at, column)| Some((at, place(column)?)));
        (self.column, self.row) = found.unwrap_or((self.column, self.row));
        self.column = self.column.min(self.columns.len().saturating_sub(1));
        self.row = self.row.min(self.cards().len().saturating_sub(1));
        self.child = self.id().and_then(|id| board.concern(id)?.row.map(|r| r.id()));
    }

    fn cards(&self) -> &[EscalationId] {
        self.columns.get(self.column).map_or(&[], |c| &c.cards)
    }

    /// The card the cursor is on.
    pub(crate) fn id(&self) -> Option<EscalationId> {
        self.cards().get(self.row).copied()
    }

    pub(crate) fn child(&self) -> Option<ChildId> {
        self.child
    }

    fn sideways(&mut self, on: bool) {
        let last = self.columns.len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(if on { 1 } else { -1 }).min(last);
        self.row = self.row.min(self.cards().len().saturating_sub(1));
    }
}

/// The column a concern stands in, and its name.
fn group_of(concern: &Concern<'_>) -> (Group, String) {
    let e = concern.escalation;
    let state = concern.track.as_ref().map(|t| t.state);
    match e.became() {
        Effect::Promised => (Group::Promised, "Effect promised".to_owned()),
        Effect::Seen | Effect::Nothing => (Group::Closed, "Closed".to_owned()),
        Effect::NoneYet if state == Some(State::Resolved) => (Group::ToClose, "To close".to_owned()),
        Effect::NoneYet => {
            let place = concern.track.as_ref().map_or(0, |t| t.stage());
            (Group::Stage(e.protocol.clone(), place), concern.stage_title().to_owned())
        }
    }
}

/// Whether a filter keeps a concern.
fn keeps(filter: &str, concern: &Concern<'_>, board: &Board) -> bool {
    let e = concern.escalation;
    filter.split_whitespace().all(|word| match word.strip_prefix("is:").unwrap_or(word) {
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
            let other = folded(other);
            all.iter().any(|part| folded(part).contains(&other))
        }
    })
}

impl App {
    pub(crate) fn act_on_escalations(&mut self, action: Action) {
        if let Some(by) = super::stride(action) {
            let len = self.escalations.cards().len();
            super::step(&mut self.escalations.row, by, len);
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
                let end = visit.verdict.map(|v| format!(" · {}", v.says())).unwrap_or_default();
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
