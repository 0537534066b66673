//! Why a date is its date: the working of a duty in words.

use super::text::{TextBox, Tone};
use crate::board::Row;
use crate::model::change::Answered;
use crate::model::ids::{ChangeId, EscalationId};
use crate::model::instance::Instance;
use crate::rules::due::Due;
use crate::rules::duties::{self, REVIEW};
use crate::rules::slot::Slot;
use crate::rules::timetable::{self, why_none};
use crate::rules::working::{StepKind, Working};
use crate::tui::about::{About, Under};
use crate::tui::ask::Ask;
use crate::tui::scene::Scene;
use crate::tui::widgets::{change, next};
use crate::tui::words;

/// Explains what the cursor is on: a duty, a review, or a child's next step and next review.
pub(crate) fn explain(scene: Scene<'_>, about: &About) -> Ask {
    let mut text = TextBox::new("Why");
    let row = about.child.and_then(|id| scene.row(id));
    match (&about.under, row) {
        (Under::Duty(key), Some(row)) => duty_of(scene, row, &key.duty, &key.instance, &mut text),
        (Under::Review(period, sequence), Some(row)) => {
            let is = |s: &&Slot| s.period == *period && s.sequence == *sequence;
            if let Some(slot) = row.judged().slots.iter().find(is) {
                text.title = format!("Why {} is due when it is", slot.name().to_lowercase());
                limit(scene, row, slot, &mut text);
            }
        }
        (Under::Change(id), Some(row)) => change_of(scene, row, *id, &mut text),
        (Under::Service(key), _) => {
            scene
                .board()
                .service
                .iter()
                .find(|d| d.is(key))
                .into_iter()
                .for_each(|due| service(due, &mut text));
        }
        (Under::Concern(id), row) => match (working(scene, *id), row) {
            (Some(working), _) => {
                text.title = "Why · this stage, and the whole".to_owned();
                steps(&working, &mut text);
            }
            (None, row) => row.into_iter().for_each(|row| child(scene, row, &mut text)),
        },
        (_, row) => row.into_iter().for_each(|row| child(scene, row, &mut text)),
    }
    if text.lines.is_empty() { Ask::say("There is no date here to explain.") } else { Ask::open(text) }
}

/// Why the limit of a review is its limit.
pub(crate) fn limit(scene: Scene<'_>, row: &Row, slot: &Slot, text: &mut TextBox) {
    let board = scene.board();
    let working = timetable::explain(&row.case, slot, &board.practice, &board.calendar, board.today);
    steps(&working, text);
}

fn working(scene: Scene<'_>, id: EscalationId) -> Option<Working> {
    let concern = scene.board().concern(id)?;
    let (protocol, track) = concern.protocol.zip(concern.track.as_ref())?;
    Some(track.explain(&scene.board().judged_by(protocol, concern.row))).filter(|w| !w.steps.is_empty())
}

/// The next step of a child: what it is, why it comes first, each rung that was tried; then its own date.
fn child(scene: Scene<'_>, row: &Row, text: &mut TextBox) {
    text.title = format!("Why · {}", scene.name(row));
    let next = &row.advice().next;
    let mark = next::status(scene, row).mark(scene.theme.ascii);
    text.push(Tone::Result, format!("{mark} {}", next.text));
    text.push(Tone::Plain, next.why.clone());
    text.push(Tone::Plain, "");
    steps(&row.why_next(), text);
    text.push(Tone::Plain, "");
    if let Some(due) = row.step() {
        duty_of(scene, row, &due.duty.id, &due.instance, text);
        text.push(Tone::Plain, "");
    }
    let review = row.whole().dues.iter().rfind(|d| d.is_holding());
    match review {
        Some(due) => duty_of(scene, row, REVIEW, &due.instance, text),
        None => text.push(Tone::Plain, format!("No review is due: {}.", why_none(&row.case, scene.today()))),
    }
}

fn duty_of(scene: Scene<'_>, row: &Row, duty: &str, instance: &Instance, text: &mut TextBox) {
    let board = scene.board();
    let found =
        duties::explain(&row.case, &board.practice, &board.calendar, board.today, duty, Some(instance));
    let Some((due, working)) = found else { return };
    let mark = due.status.mark(scene.theme.ascii);
    text.push(Tone::Head, format!("{} · {}", due.duty.title, due.instance.says()));
    let day = due.due.map(words::full).unwrap_or_default();
    let away = words::due_distance(&due);
    text.push(Tone::Result, format!("{mark} {} {day} {away}", due.status.says()));
    if !due.reason.is_empty() {
        text.push(Tone::Plain, due.reason.clone());
    }
    for missing in &due.missing {
        text.push(Tone::Plain, format!("? missing: {missing}. E on the child adds facts."));
    }
    if let Some(day) = due.plan_by.filter(|d| Some(*d) != due.due) {
        text.push(Tone::Dim, format!("Plan for {}.", words::full(day)));
    }
    if !due.duty.help.is_empty() {
        text.push(Tone::Plain, due.duty.help.clone());
    }
    text.push(Tone::Plain, "");
    steps(&working, text);
    text.push(
        Tone::Dim,
        format!("Owner: {} · rank: {}", board.practice.role(&due.duty.owner), due.duty.basis.word()),
    );
}

/// What the practice says of a change, how it was answered and what is owed for it.
fn change_of(scene: Scene<'_>, row: &Row, id: ChangeId, text: &mut TextBox) {
    let Some(found) = row.case.changes.iter().find(|c| c.id == id) else { return };
    text.title = change::title(scene, found);
    text.push(
        Tone::Result,
        format!("Told {}: {}", words::full(found.date), scene.desk.class_of(found).says()),
    );
    if !found.text.is_empty() {
        text.push(Tone::Plain, found.text.clone());
    }
    match found.response.as_ref().map(|r| (&r.answered, r.date)) {
        Some((Answered::BroughtForward(day), on)) => {
            let said = format!("Answered {}: brought forward to {}", words::full(on), words::full(*day));
            text.push(Tone::Head, said);
        }
        Some((Answered::NotNeeded { reason, exception }, on)) => {
            text.push(Tone::Head, format!("Answered {}: not needed, because", words::full(on)));
            text.push(Tone::Plain, reason.clone());
            text.lines.extend(exception.iter().map(|e| (Tone::Plain, format!("Exception: {e}"))));
        }
        None => text.push(Tone::Plain, "Not answered yet: r answers it."),
    }
    for due in row.whole().dues.iter().filter(|d| d.instance == Instance::Change(id)) {
        let day = due.due.map(words::full).unwrap_or_default();
        let mark = due.status.mark(scene.theme.ascii);
        text.push(Tone::Plain, format!("{mark} {} {} {day}", due.duty.title, due.status.says()));
    }
    if let Some(event) = scene.board().practice.event(&found.event) {
        text.push(Tone::Dim, format!("Source: {}", event.cite));
    }
}

fn steps(working: &Working, text: &mut TextBox) {
    for step in &working.steps {
        let (sign, tone) = match step.kind {
            StepKind::Start => ("▸", Tone::Plain),
            StepKind::Count => ("+", Tone::Plain),
            StepKind::Skip => ("–", Tone::Dim),
            StepKind::Limit => ("◆", Tone::Plain),
            StepKind::Choose => ("◆", Tone::Plain),
            StepKind::Result => ("●", Tone::Result),
        };
        text.push(tone, format!("{sign} {}", step.what));
    }
    for assumed in &working.assumptions {
        text.push(Tone::Plain, format!("≈ {assumed}"));
    }
    for source in &working.sources {
        text.push(Tone::Dim, format!("Source: {source}"));
    }
}

fn service(due: &Due, text: &mut TextBox) {
    text.title = format!("Why · {}", due.duty.title);
    text.push(
        Tone::Result,
        format!("{} {}", due.status.says(), due.due.map(words::full).unwrap_or_default()),
    );
    text.push(Tone::Plain, due.duty.help.clone());
    text.push(Tone::Plain, format!("It comes again and again; this one is {}.", due.instance.says()));
    text.push(Tone::Dim, format!("Source: {}", due.duty.cite));
}
