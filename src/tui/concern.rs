//! The forms of concerns: raising one, a move, closing it with its effect, a message to whoever is next.

use std::sync::Arc;

use super::action::Pane;
use super::app::App;
use super::forms::pairs;
use super::modals::Modal;
use super::modals::field::{Field, Value};
use super::modals::form::{Form, Purpose};
use super::modals::picker::{Item, Pick, Picker};
use super::panes::sitting::Sitting;
use super::words;
use crate::board::{Concern, Row};
use crate::casework::dates;
use crate::model::child::Relation;
use crate::model::escalation::{EFFECT_SEEN, Origin};
use crate::model::ids::{ChildId, DecisionId, EscalationId};
use crate::model::record::Subject;
use crate::rules::due::{Due, Status};
use crate::rules::escalation::{CLOSE, Opening, TIMESCALE, message};
use crate::rules::practice::protocol::{CONCERNS, GOOD_PRACTICE, Protocol};
use crate::rules::sessions::Walk;

/// The move whose reason says its day already.
const NO_REPLY: &str = "no-reply";

/// What a raise form begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prefill {
    /// The child; `None` for the service as a whole.
    pub(crate) child: Option<ChildId>,
    /// The kind of concern; the practice's usual one where it is empty.
    pub(crate) concern: String,
    /// The words to go on from.
    pub(crate) text: String,
    /// The decision it is about.
    pub(crate) decision: Option<DecisionId>,
    /// What else gave rise to it.
    pub(crate) origin: Option<Origin>,
}

impl Prefill {
    /// About a child, with nothing said yet.
    pub(crate) fn of(child: ChildId) -> Self {
        Self { child: Some(child), ..Self::default() }
    }

    /// About a duty that is late, in words to go on from.
    pub(crate) fn of_duty(child: ChildId, due: &Due) -> Self {
        // As the list says it: in working days.
        let late = match due.days.map_or(0, |d| (-d).max(0)) {
            0 => String::new(),
            n => {
                let n = usize::try_from(n).unwrap_or(0);
                format!(", {} late", words::count(n, "working day", "working days"))
            }
        };
        let day = due.due.map(|d| format!(" was due {}", words::full(d))).unwrap_or_default();
        let text = format!("{} ({}){day}{late}.\n", due.duty.title, due.instance);
        let what = format!("duty:{}@{}", due.duty.id, due.instance);
        let origin = Origin { what, words: due.duty.title.clone() };
        Self {
            child: Some(child),
            concern: "statutory-duty".into(),
            text,
            decision: None,
            origin: Some(origin),
        }
    }

    /// About a question of a checklist and what was answered.
    pub(crate) fn of_answer(child: ChildId, item: &str, words: &str) -> Self {
        let origin = Origin { what: format!("answer:{item}"), words: words.trim().to_owned() };
        let text = words.to_owned();
        Self { concern: "care-plan".into(), text, origin: Some(origin), ..Self::of(child) }
    }
}

/// Offers other choices in a field, this one chosen; one with none is hidden.
fn offer(form: &mut Form, key: &str, all: Vec<(String, String)>, at: usize) {
    let Some(field) = form.fields.iter_mut().find(|f| f.key == key) else { return };
    field.shown = !all.is_empty();
    if !matches!(&field.value, Value::Choice(now, _) if *now == all) {
        field.value = Value::Choice(all, at);
    }
}

impl App {
    /// The form of a concern about a child: of the late duty under the cursor, where there is one.
    pub(crate) fn raise_form(&mut self, child: ChildId, about: Option<DecisionId>) {
        let words = about.and_then(|id| self.decision_in_words(child, id));
        let prefill = match words {
            Some(text) => Prefill {
                concern: "decision-not-implemented".into(),
                text,
                decision: about,
                ..Prefill::of(child)
            },
            None => {
                self.late_duty(child).map_or_else(|| Prefill::of(child), |due| Prefill::of_duty(child, due))
            }
        };
        self.raise_with(prefill);
    }

    /// The late duty of a child under the cursor.
    fn late_duty(&self, child: ChildId) -> Option<&Due> {
        let row = self.row(child)?;
        let due = match self.page() {
            Some(page) => page.due(row),
            None if self.pane == Pane::Calendar => {
                let place = self.calendar.due().filter(|(id, _)| *id == child)?.1;
                row.judged.dues.get(place)
            }
            None => None,
        };
        due.filter(|d| d.status == Status::Overdue)
    }

    /// The form of a concern, begun from what gave rise to it: the one way to raise from anywhere.
    pub(crate) fn raise_with(&mut self, prefill: Prefill) {
        let row = prefill.child.and_then(|id| self.row(id));
        let who = row.map_or_else(|| "the service".to_owned(), |r| self.name(r));
        let mut kinds = pairs(CONCERNS);
        let own = self.desk.board.practice.protocols.iter().flat_map(|p| p.concerns.iter());
        for kind in own {
            if !kinds.iter().any(|(word, _)| word == kind) {
                kinds.push((kind.clone(), kind.replace('-', " ")));
            }
        }
        kinds.push((GOOD_PRACTICE.into(), "Good practice to pass on".into()));
        let usual = if prefill.child.is_none() { "service" } else { "drift" };
        let kind = if prefill.concern.is_empty() { usual } else { &prefill.concern };
        let fields = vec![
            Field::block("text", "What it is", &prefill.text),
            Field::choice("concern", "Kind", kinds, kind),
            Field::choice("protocol", "Protocol", Vec::new(), ""),
            Field::choice("stage", "Begin at", Vec::new(), ""),
            Field::choice("risk", "Risk", Vec::new(), ""),
            Field::choice("about", "About", row.map(|r| self.siblings(r)).unwrap_or_default(), ""),
            Field::line("date", "Raised on", "today"),
        ];
        let subject = prefill.child.map_or_else(|| "service".to_owned(), |c| c.to_string());
        let from = prefill.origin.as_ref().map(|o| o.what.clone());
        let from = from.or(prefill.decision.map(|d| format!("decision:{d}")));
        let draft = format!("concern:{subject}:{}", from.unwrap_or_else(|| prefill.concern.clone()));
        let title = if prefill.concern == GOOD_PRACTICE { "Good practice" } else { "Raise a concern" };
        let form = Form::new(format!("{title}: {who}"), Purpose::Raise(Box::new(prefill)), fields);
        self.open(form, Some(draft));
    }

    /// Whom a concern may be about beside the child: none, or the siblings on this caseload.
    fn siblings(&self, row: &Row) -> Vec<(String, String)> {
        let kin = row.case.kin.iter().filter(|k| k.relation == Relation::Sibling);
        let others: Vec<(String, String)> =
            kin.filter_map(|k| self.row(k.other)).map(|r| (r.id().to_string(), self.name(r))).collect();
        if others.is_empty() {
            return Vec::new();
        }
        let (ids, names): (Vec<String>, Vec<String>) = others.into_iter().unzip();
        vec![(String::new(), "this child alone".into()), (ids.join(" "), format!("and {}", names.join(", ")))]
    }

    /// Brings the raise form's choices up to date with the kind and the protocol chosen.
    pub(crate) fn settle_raise(&mut self) {
        let board = &self.desk.board;
        let Some(Modal::Form(form)) = self.modals.last_mut() else { return };
        let Purpose::Raise(prefill) = &form.purpose else { return };
        let row = prefill.child.and_then(|id| board.row(id));
        let service = prefill.child.is_none();
        let concern = form.text("concern");
        let praise = concern == GOOD_PRACTICE;
        let practice = &board.practice;
        let raised = dates::parse(&form.text("date"), board.today, &board.calendar).unwrap_or(board.today);
        let usual = practice.usual_protocol(&concern, raised).map(|p| p.id.clone());
        let serves = |p: &&Arc<Protocol>| !praise && p.serves(&concern) && p.in_force(raised);
        let mut all: Vec<_> = practice.protocols.iter().filter(serves).collect();
        all.sort_by_key(|p| Some(&p.id) != usual.as_ref());
        offer(form, "protocol", all.iter().map(|p| (p.id.clone(), p.title.clone())).collect(), 0);
        let chosen = form.text("protocol");
        let protocol = all.into_iter().find(|p| p.id == chosen);
        let stages = protocol.map(|p| p.stages.iter().map(|s| (s.id.clone(), s.title.clone())).collect());
        let first = protocol.filter(|_| service).map_or(0, |p| p.service_stage);
        offer(form, "stage", stages.unwrap_or_default(), first);
        let mut risks: Vec<(String, String)> = Vec::new();
        if let Some(protocol) = protocol.filter(|p| !p.risks.is_empty()) {
            risks.push((String::new(), "not judged yet".into()));
            risks.extend(protocol.risks.iter().map(|r| (r.clone(), r.clone())));
        }
        offer(form, "risk", risks, 0);
        let alone =
            matches!(form.field("about").map(|f| &f.value), Some(Value::Choice(all, _)) if all.is_empty());
        form.show("about", !alone);
        form.notes.clear();
        let (stage, risk) = (form.text("stage"), form.some("risk"));
        if let Some(protocol) = protocol {
            let judge = board.judged_by(protocol, row);
            let opening = Opening { raised, stage: Some(&stage), risk: risk.as_deref() };
            let track = judge.run(&opening, &[]);
            let days = track.open().map(|v| {
                let raise = v.raise_by.map(|d| format!("raise it by {} · ", words::full(d)));
                let at_most = if v.at_most { " at most" } else { "" };
                let reply = v.reply_by.map_or_else(
                    || "you set the day of the reply".to_owned(),
                    |d| format!("reply by {}{at_most}", words::full(d)),
                );
                format!("{}{reply}", raise.unwrap_or_default())
            });
            form.notes.extend(days.map(|d| (None, d)));
        } else if praise {
            form.notes.push((None, "Recorded at once, and counted beside the concerns.".into()));
        }
        form.notes.push((None, "Kept as you type. Ctrl-s saves.".into()));
    }

    /// The lawful moves of a concern, to choose one.
    pub(crate) fn moves(&mut self, id: EscalationId) {
        let board = &self.desk.board;
        let Some(concern) = board.concern(id) else { return };
        let today = board.today;
        let mut items: Vec<Item> = board
            .next_moves(&concern)
            .into_iter()
            .map(|next| Item {
                label: format!("{}{}", if next.proposed { "● " } else { "  " }, next.title),
                hint: match next.by.filter(|_| next.word != NO_REPLY) {
                    Some(day) => format!("by {} · {}", words::day(day, today), next.why),
                    None => next.why,
                },
                pick: Pick::Move(id, next.word),
            })
            .collect();
        if concern.escalation.is_promised() {
            let label = "● Look for the promised effect".to_owned();
            let pick = Pick::Move(id, EFFECT_SEEN.into());
            items.insert(0, Item { label, hint: "seen, not kept, or not yet".into(), pick });
        }
        if concern.protocol.is_none() && concern.escalation.is_open() {
            items.extend(board.practice.protocols.iter().map(|p| Item {
                label: format!("  Run it under {}", p.title),
                hint: p.id.clone(),
                pick: Pick::Move(id, format!("under:{}", p.id)),
            }));
            items.push(Item {
                label: "  Close it with its effect".into(),
                hint: String::new(),
                pick: Pick::Move(id, CLOSE.into()),
            });
        }
        if items.is_empty() {
            self.say("It is closed: u takes the closing back, while it is the last thing done.");
            return;
        }
        let mut picker =
            Picker::new(format!("{} · {}", self.about_whom(&concern), concern.stage_title()), items);
        picker.note = "● is what the protocol proposes now".into();
        self.modals.push(Modal::Picker(picker));
    }

    /// Whom a concern is about, initials while names are hidden.
    pub(crate) fn about_whom(&self, concern: &Concern<'_>) -> String {
        let who = concern.row.map_or_else(|| "The service".to_owned(), |r| self.name(r));
        match concern.escalation.others.len() {
            0 => who,
            n => format!("{who} +{n}"),
        }
    }

    /// A move that has a test is made after going through it.
    pub(crate) fn choose_move(&mut self, id: EscalationId, word: &str) {
        match self.test_of(id, word) {
            Some((child, walk)) => self.sit_down(child, walk),
            None => self.move_form(id, word),
        }
    }

    /// The test of a move, where it has not been gone through yet.
    fn test_of(&self, id: EscalationId, word: &str) -> Option<(ChildId, Walk)> {
        let board = &self.desk.board;
        let concern = board.concern(id)?;
        let any = concern.protocol?.any_time.iter().find(|a| a.id == word)?;
        let list = board.practice.checklist(any.checklist.as_ref()?)?.id.clone();
        let (row, walk) = (concern.row?, Walk { list, subject: Some(Subject::Escalation(id)) });
        (!walk.is_over(&row.case)).then(|| (row.id(), walk))
    }

    /// Opens the move that a test just gone through was for; whether there is one.
    pub(crate) fn tested(&mut self, sitting: &Sitting) -> bool {
        let board = &self.desk.board;
        let walk = &sitting.walk;
        let Some(Subject::Escalation(id)) = walk.subject else { return false };
        let over = board.row(sitting.child).is_some_and(|r| walk.is_over(&r.case));
        let protocol = board.concern(id).filter(|_| over).and_then(|c| c.protocol);
        let any = protocol.and_then(|p| p.any_time.iter().find(|a| a.checklist.as_ref() == Some(&walk.list)));
        let Some(word) = any.map(|a| a.id.clone()) else { return false };
        self.pane = Pane::Escalations;
        self.move_form(id, &word);
        self.prefill("note", "The test was gone through; its answers are in the notes.");
        true
    }

    pub(crate) fn move_form(&mut self, id: EscalationId, word: &str) {
        match word {
            CLOSE => return self.close_form(id),
            EFFECT_SEEN => return self.effect_form(id),
            _ => {}
        }
        let board = &self.desk.board;
        let Some(concern) = board.concern(id) else { return };
        let next = board.next_moves(&concern).into_iter().find(|n| n.word == word);
        let blank = concern
            .protocol
            .zip(concern.track.as_ref())
            .is_some_and(|(p, t)| p.stages.get(t.stage()).is_some_and(|s| s.reply_within.is_none()));
        let reasoned = next.as_ref().is_some_and(|n| n.reasoned);
        let mut fields = vec![Field::line("date", "On", "today")];
        if word == TIMESCALE || (word == crate::rules::escalation::RAISED && blank) {
            fields.push(Field::line("by", "Owed by", "").hint("+5wd, 14 dec"));
        }
        fields.push(Field::block("note", if reasoned { "Reason" } else { "Note" }, ""));
        let title = next.as_ref().map_or(word.to_owned(), |n| n.title.clone());
        let whom = self.about_whom(&concern);
        let mut form = Form::new(format!("{whom} · {title}"), Purpose::Move(id, word.to_owned()), fields);
        form.notes.extend(next.map(|n| (None, n.why)));
        if let Some(place) = form.fields.iter().position(|f| f.key != "date") {
            form.focus = place;
        }
        self.open(form, Some(format!("move:{id}:{word}")));
    }

    /// A message to whoever must act next, to edit and copy.
    pub(crate) fn message_form(&mut self, id: EscalationId) {
        let board = &self.desk.board;
        let Some(concern) = board.concern(id) else { return };
        let Some((protocol, track)) = concern.protocol.zip(concern.track.as_ref()) else {
            self.say("There is no protocol to draft a message by: m runs it under one.");
            return;
        };
        let about = concern.row.map_or_else(
            || "the service as a whole".to_owned(),
            |r| format!("{} ({})", r.case.child.initials(), r.case.child.number),
        );
        let practice = &board.practice;
        let person = |role: &str| concern.row.and_then(|r| r.person(role)).map(str::to_owned);
        let address = message::Address { about: &about, from: &board.iro, practice, person: &person };
        let text = message::draft(concern.escalation, protocol, track, &address, board.today);
        let mut form = Form::new(
            "A message to edit and copy",
            Purpose::Message(id),
            vec![Field::block("text", "Message", &text)],
        );
        form.notes.push((None, "Ctrl-s keeps it under the notes and shows it to copy.".into()));
        self.open(form, Some(format!("message:{id}:{}", track.visits.len())));
    }
}
