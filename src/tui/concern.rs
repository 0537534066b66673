//! The forms of concerns: raising one, a move, closing it with its effect, a message to whoever is next.

use std::sync::Arc;

use super::app::App;
use super::fill::Prefill;
use super::forms::pairs;
use super::modals::Modal;
use super::modals::field::{Field, Value};
use super::modals::form::{Form, Purpose};
use super::widgets::concern::about_whom;
use super::words;
use crate::board::Row;
use crate::casework::dates;
use crate::model::child::Relation;
use crate::model::escalation::EFFECT_SEEN;
use crate::model::ids::EscalationId;
use crate::rules::escalation::{CLOSE, Opening, TIMESCALE, message};
use crate::rules::practice::protocol::{CONCERNS, GOOD_PRACTICE, Protocol};

/// Offers other choices in a field, this one chosen; one with none is hidden.
fn offer(form: &mut Form, key: &str, all: Vec<(String, String)>, at: usize) {
    let Some(field) = form.fields.iter_mut().find(|f| f.key == key) else { return };
    field.shown = !all.is_empty();
    if !matches!(&field.value, Value::Choice(now, _) if *now == all) {
        field.value = Value::Choice(all, at);
    }
}

impl App {
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
        let whom = about_whom(self.scene(), &concern);
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
