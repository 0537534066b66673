//! Raising a concern, or passing on good practice.

use std::sync::Arc;

use super::{Act, Choice, Choices, Field, Part, Scene, Sheet, Subject, Then, Values, about};
use crate::board::Row;
use crate::casework::{Desk, Outcome};
use crate::error::Result;
use crate::model::child::Relation;
use crate::model::escalation::Escalation;
use crate::model::ids::{ChildId, EscalationId};
use crate::rules::escalation::Opening;
use crate::rules::practice::protocol::{GOOD_PRACTICE, Protocol};
use crate::rules::working::long;

pub(crate) static RAISE: Act = Act {
    id: "raise",
    title: "Raise a concern",
    find: &["escalate", "dispute", "challenge", "complaint", "drift", "cafcass", "good practice"],
    command: "escalation",
    lead: &[],
    about: &about::ORIGIN,
    fields: &[
        Field::block("text", "What it is").help("What the concern is").need("What it is"),
        Field::open("concern", "Kind", Choices::Of(kinds))
            .value("KIND")
            .help("The kind of concern (drift, contact ..., good-practice)")
            .said("The kind of concern"),
        Field::open("protocol", "Protocol", Choices::Settled)
            .value("ID")
            .help("The protocol it runs under [default: the practice's own for this kind]"),
        Field::open("stage", "Begin at", Choices::Settled)
            .value("ID")
            .help("The stage it begins at [default: the first]"),
        Field::open("risk", "Risk", Choices::Settled)
            .value("R")
            .help("Its risk, of those the protocol names"),
        Field::children("about", "About").flag("also").help("A sibling it is about too"),
        Field::day("date", "Raised on").help("The day it was raised").said("A date"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

/// What the subject says of its origin: what gave rise to it, and its kind where that is known.
fn origin(subject: &Subject) -> (&str, &str) {
    match &subject.part {
        Part::Origin { what, kind } => (what, kind),
        _ => ("", ""),
    }
}

fn kinds(scene: &Scene<'_>, _: &Subject) -> Vec<Choice> {
    let practice = &scene.board().practice;
    let title = |kind: &str| match practice.concern(kind) {
        word if word == kind => kind.replace('-', " "),
        title => title.to_owned(),
    };
    let kinds = practice.concern_kinds().into_iter().map(|kind| (kind.to_owned(), title(kind)));
    let mut kinds: Vec<Choice> = kinds.collect();
    kinds.push((GOOD_PRACTICE.into(), "Good practice to pass on".into()));
    kinds
}

/// Whom a concern may be about beside the child: none, or the siblings on this caseload.
fn siblings(scene: &Scene<'_>, row: &Row) -> Vec<Choice> {
    let kin = row.case.kin.iter().filter(|k| k.relation == Relation::Sibling);
    let others: Vec<ChildId> =
        kin.map(|k| k.other).filter(|other| scene.board().row(*other).is_some()).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let ids: Vec<String> = others.iter().map(ToString::to_string).collect();
    let names: Vec<String> = others.iter().map(|id| scene.name(*id)).collect();
    vec![(String::new(), "this child alone".into()), (ids.join(" "), format!("and {}", names.join(", ")))]
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let (what, kind) = origin(&sheet.subject);
    let (praise_first, kind) = (kind == GOOD_PRACTICE, kind.to_owned());
    let row = scene.row(&sheet.subject);
    let usual = if row.is_none() { "service" } else { "drift" };
    let title = if praise_first { "Good practice" } else { RAISE.title };
    sheet.title = format!("{title}: {}", scene.who(&sheet.subject));
    if !what.is_empty() && sheet.script {
        sheet.note(what.to_owned());
    }
    sheet.propose("concern", if kind.is_empty() { usual.to_owned() } else { kind });
    sheet.propose("date", "today");
    if !sheet.script {
        sheet.offer("about", row.map(|r| siblings(scene, r)).unwrap_or_default(), "");
    }
    let concern = sheet.text("concern").to_owned();
    let praise = concern == GOOD_PRACTICE;
    let board = scene.board();
    let practice = &board.practice;
    let raised = sheet.day("date", scene).unwrap_or(board.today);
    let usual = practice.usual_protocol(&concern, raised).map(|p| p.id.clone());
    let serves = |p: &&Arc<Protocol>| !praise && p.serves(&concern) && p.in_force(raised);
    let mut all: Vec<_> = practice.protocols.iter().filter(serves).collect();
    all.sort_by_key(|p| Some(&p.id) != usual.as_ref());
    if !sheet.script {
        sheet.offer("protocol", all.iter().map(|p| (p.id.clone(), p.title.clone())).collect(), "");
        let chosen = sheet.text("protocol");
        let protocol = all.iter().find(|p| p.id == chosen);
        let stages = protocol.map(|p| p.stages.iter().map(|s| (s.id.clone(), s.title.clone())).collect());
        let first = protocol.filter(|_| row.is_none()).and_then(|p| p.stages.get(p.service_stage));
        sheet.offer("stage", stages.unwrap_or_default(), first.map_or("", |s| s.id.as_str()));
        let mut risks: Vec<Choice> = Vec::new();
        if let Some(protocol) = protocol.filter(|p| !p.risks.is_empty()) {
            risks.push((String::new(), "not judged yet".into()));
            risks.extend(protocol.risks.iter().map(|r| (r.clone(), r.clone())));
        }
        sheet.offer("risk", risks, "");
    }
    let chosen = sheet.text("protocol").to_owned();
    if let Some(protocol) = all.into_iter().find(|p| p.id == chosen) {
        let judge = board.judged_by(protocol, row);
        let risk = Some(sheet.text("risk")).filter(|r| !r.is_empty());
        let track = judge.run(&Opening { raised, stage: Some(sheet.text("stage")), risk }, &[]);
        let days = track.open().map(|v| {
            let raise = v.raise_by.map(|d| format!("raise it by {} · ", long(d)));
            let at_most = if v.at_most { " at most" } else { "" };
            let reply = match (v.act_by, v.reply_by) {
                (Some(d), _) => format!("yours to do by {}{at_most}", long(d)),
                (None, Some(d)) => format!("reply by {}{at_most}", long(d)),
                (None, None) => "you set the day of the reply".to_owned(),
            };
            format!("{}{reply}", raise.unwrap_or_default())
        });
        days.into_iter().for_each(|days| sheet.note(days));
    } else if praise {
        sheet.note("Recorded at once, and counted beside the concerns.");
    }
    sheet.note("Kept as you type. Ctrl-s saves.");
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (child, raised) = (subject.of(), values.the_day("date")?);
    let (what, _) = origin(subject);
    let found = Some(what).filter(|w| !w.is_empty()).map(|w| desk.origin(child, w)).transpose()?;
    let (origin, decision) = found.map_or((None, None), |(origin, decision)| (Some(origin), decision));
    let others = values.children("about");
    let strangers = strangers(desk, child, &others);
    let concern = Escalation {
        protocol: values.text("protocol"),
        stage: values.text("stage"),
        risk: values.some("risk"),
        others,
        origin,
        decision,
        ..Escalation::new(values.text("concern"), values.text("text"), raised)
    };
    Ok(desk.raise(child, concern)?.beside(strangers))
}

/// A doubt for each further child of a concern who is not recorded as a sibling of the first.
fn strangers(desk: &Desk, child: Option<ChildId>, others: &[ChildId]) -> Vec<String> {
    let Some(row) = child.and_then(|id| desk.board.row(id)) else { return Vec::new() };
    let kin: Vec<ChildId> =
        row.case.kin.iter().filter(|k| k.relation == Relation::Sibling).map(|k| k.other).collect();
    let others = others.iter().filter(|o| !kin.contains(o)).filter_map(|o| desk.board.row(*o));
    let name = row.case.child.name();
    let told = |r: &Row| {
        let other = &r.case.child;
        format!(
            "In doubt: {} is not recorded as a brother or sister of {name}; the concern is kept for both. If they are, record \
             sibling {} --of {} says so.",
            other.name(),
            row.case.child.number,
            other.number
        )
    };
    others.map(told).collect()
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-concern",
    title: "Take out a concern recorded by mistake",
    find: &["delete", "remove", "escalation"],
    command: "remove-concern",
    lead: &[],
    about: &about::CONCERN,
    fields: &[],
    settle: super::sheet::as_it_is,
    run: |desk, subject, _| desk.remove_escalation(EscalationId(subject.id()?)),
    then: Then::Nothing,
};
