//! A concern: its log, the moves that may be made next, the test one of them asks for first.

use super::checklists::sit_down;
use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::board::{Concern, Row};
use crate::casework::acts::Subject;
use crate::model::escalation::Resolution;
use crate::model::ids::{ChildId, EscalationId};
use crate::model::moves::{Move, Verdict};
use crate::model::record::Subject as Tested;
use crate::rules::practice::protocol::limit_in_words;
use crate::rules::sessions::Walk;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::widgets::concern::about_whom;
use crate::tui::words;

/// A card's log, and what may be done next.
pub(crate) fn card(scene: Scene<'_>, id: EscalationId) -> Ask {
    let board = scene.board();
    let Some(concern) = board.concern(id) else { return Ask::Nothing };
    let e = concern.escalation;
    let mut text = TextBox::new(format!("{} · {}", about_whom(scene, &concern), concern.title()));
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
            let by = [day("reply by", visit.reply_by), day("by", visit.act_by)].concat();
            let by = if visit.closed.is_none() { by } else { String::new() };
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
        let limit = stage
            .act_within
            .as_ref()
            .or(stage.reply_within.as_ref())
            .map_or("the day you set".into(), limit_in_words);
        text.push(
            Tone::Dim,
            format!("This stage: {limit}. {} {}", stage.help, stage.cite).replace("  ", " "),
        );
    }
    if let Some(effect) = &e.effect {
        text.push(Tone::Plain, "");
        let outcome = e.outcome.map_or("", Resolution::says);
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
    let open = e.is_open() || e.is_promised();
    let keys = [Action::Moves, Action::Message, Action::CloseConcern].into_iter().filter(|_| open);
    let keys = keys.map(|action| (action, act_on(scene, id, action))).collect();
    Ask::open(text.keys_of(Scope::Card, keys))
}

/// What a key does with a concern, on its card or on the board.
pub(crate) fn act_on(scene: Scene<'_>, id: EscalationId, action: Action) -> Ask {
    let Some(concern) = scene.board().concern(id) else { return Ask::Nothing };
    let child = concern.row.map(Row::id);
    match action {
        Action::Moves => moves(scene, id),
        Action::Message => Ask::Form(Fill::act("message", Subject::row(child, id.0))),
        _ if concern.escalation.is_promised() => Ask::Form(Fill::move_on(child, id, Move::EffectSeen, "")),
        _ if concern.escalation.is_open() => Ask::Form(Fill::move_on(child, id, Move::Close, "")),
        _ => Ask::say("That concern is closed already."),
    }
}

/// The lawful moves of a concern, to choose one.
pub(crate) fn moves(scene: Scene<'_>, id: EscalationId) -> Ask {
    let board = scene.board();
    let Some(concern) = board.concern(id) else { return Ask::Nothing };
    let make = |what: Move| make(scene, &concern, &what);
    let mut items: Vec<Item> = Vec::new();
    if concern.escalation.is_promised() {
        let label = "● Look for the promised effect";
        items.push(Item::new(label, "seen, not kept, or not yet", make(Move::EffectSeen)));
    }
    items.extend(board.next_moves(&concern).into_iter().map(|next| {
        let label = format!("{}{}", if next.proposed { "● " } else { "  " }, next.title);
        let hint = match next.by.filter(|_| next.what != Move::Judged(Verdict::NoReply)) {
            Some(day) => format!("by {} · {}", words::day(day, board.today), next.why),
            None => next.why,
        };
        Item::new(label, hint, make(next.what))
    }));
    if concern.protocol.is_none() && concern.escalation.is_open() {
        items.extend(board.practice.protocols.iter().map(|p| {
            Item::new(format!("  Run it under {}", p.title), p.id.clone(), make(Move::Under(p.id.clone())))
        }));
        items.push(Item::new("  Close it with its effect", "", make(Move::Close)));
    }
    if items.is_empty() {
        return Ask::say("It is closed: u takes the closing back, while it is the last thing done.");
    }
    let title = format!("{} · {}", about_whom(scene, &concern), concern.stage_title());
    Ask::open(Picker::new(title, items).note("● is what the protocol proposes now"))
}

/// Makes a move; one that has a test is made after going through it.
pub(crate) fn make(scene: Scene<'_>, concern: &Concern<'_>, what: &Move) -> Ask {
    let id = concern.escalation.id;
    match (test(scene, concern, what), what) {
        (Some((child, walk)), _) => sit_down(scene, child, walk),
        (None, what) => Ask::Form(Fill::move_on(concern.row.map(Row::id), id, what.clone(), "")),
    }
}

/// The test of a move, where it has not been gone through yet.
fn test(scene: Scene<'_>, concern: &Concern<'_>, what: &Move) -> Option<(ChildId, Walk)> {
    let Move::AnyTime(id) = what else { return None };
    let any = concern.protocol?.any_time.iter().find(|a| a.id == *id)?;
    let list = scene.board().practice.checklist(any.checklist.as_ref()?)?.id.clone();
    let subject = Some(Tested::Escalation(concern.escalation.id));
    let (row, walk) = (concern.row?, Walk { list, subject });
    (!walk.is_over(&row.case)).then(|| (row.id(), walk))
}

/// The move that a test just gone through was for.
pub(crate) fn tested(scene: Scene<'_>, child: ChildId, walk: &Walk) -> Option<Ask> {
    let Some(Tested::Escalation(id)) = walk.subject else { return None };
    if !walk.is_over(&scene.row(child)?.case) {
        return None;
    }
    let protocol = scene.board().concern(id)?.protocol?;
    let any = protocol.any_time.iter().find(|a| a.checklist.as_ref() == Some(&walk.list))?;
    let note = "The test was gone through; its answers are in the notes.";
    Some(Ask::Form(Fill::move_on(Some(child), id, Move::AnyTime(any.id.clone()), note)))
}
