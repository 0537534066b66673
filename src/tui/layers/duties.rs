//! Duties to tick off: of one child, of several at once.

use super::confirm::confirm;
use super::picker::{Item, Picker};
use crate::board::Row;
use crate::casework::acts::{Part, Subject};
use crate::model::ids::{ChangeId, ChildId};
use crate::model::instance::Instance;
use crate::rules::due::Due;
use crate::rules::duties::REVIEW;
use crate::tui::action::Scope;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Ticks a duty off; `with` its day and a note where that is wanted or it is late. A review is recorded as
/// held, a change is answered.
pub(crate) fn tick(scene: Scene<'_>, child: Option<ChildId>, due: &Due, with: bool) -> Ask {
    match (child, answers(due)) {
        (Some(child), _) if due.duty.id == REVIEW => Ask::Form(Fill::hold(child)),
        (Some(child), Some(change)) => Ask::Form(Fill::respond(child, change)),
        (Some(child), _) if due.duty.id == AGREED && !with && !is_booked(scene, child) => {
            let done = Subject::duty(Some(child), &due.duty.id, Some(due.instance.clone()));
            let note = "Agreeing on the next review leaves a day behind: b books it.";
            let yes = "yes, it was agreed, and is booked later";
            confirm("No day is booked for the next review. Agreed?", note, yes, Ask::perform("done", done))
        }
        _ if with || (child.is_some() && due.late_on(scene.today()).is_some()) => {
            Ask::Form(Fill::tick(child, due.key()))
        }
        _ => Ask::perform("done", Subject::duty(child, &due.duty.id, Some(due.instance.clone()))),
    }
}

/// The duty that leaves the next review with a day.
const AGREED: &str = "next-review-agreed";

fn is_booked(scene: Scene<'_>, child: ChildId) -> bool {
    scene.row(child).and_then(|row| row.next_review()).is_some_and(|slot| slot.booked.is_some())
}

/// The change whose answer does a duty; `None` for any other duty.
fn answers(due: &Due) -> Option<ChangeId> {
    match due.instance {
        Instance::Change(id) if due.duty.answers_change() => Some(id),
        _ => None,
    }
}

/// The duties of a child, to tick one off.
pub(crate) fn of_child(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let tick = |due: &Due, with: bool| tick(scene, Some(child), due, with);
    let item = |due: &Due| {
        let label = format!("{} {}", due.status.mark(scene.theme.ascii), due.duty.title);
        let when = due.due.map(|d| words::day(d, scene.today())).unwrap_or_default();
        let hint = format!("{} {when}", due.status.says());
        Item::new(label, hint, tick(due, false)).beside(tick(due, true))
    };
    let items: Vec<Item> = row.judged().own().chain(row.judged().watched()).map(item).collect();
    if items.is_empty() {
        return Ask::say("Nothing is owed for this child.");
    }
    let again = items.len() > 1;
    let picker = Picker::new(format!("Done for {}", scene.name(row)), items).keys_of(Scope::Duties);
    Ask::open(if again { picker.stays(child) } else { picker })
}

/// Waives the duty of the cursor, or one to be chosen.
pub(crate) fn waive(scene: Scene<'_>, child: ChildId, under: Option<&Due>) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let form = |due: &Due| {
        Ask::Form(Fill::act("waive", Subject::duty(Some(child), &due.duty.id, Some(due.instance.clone()))))
    };
    match under {
        Some(due) if due.duty.id == REVIEW => return Ask::say("A review is held; it cannot be waived."),
        Some(due) => return form(due),
        None => {}
    }
    let owed = row.judged().own().chain(row.judged().watched()).filter(|d| d.duty.id != REVIEW);
    let item = |due: &Due| {
        let when = due.due.map(|d| words::day(d, scene.today())).unwrap_or_default();
        Item::new(due.duty.title.clone(), format!("{} {when}", due.status.says()), form(due))
    };
    let items: Vec<Item> = owed.map(item).collect();
    if items.is_empty() {
        return Ask::say("Nothing is owed for this child.");
    }
    Ask::open(Picker::new(format!("Waive which duty for {}?", scene.name(row)), items))
}

/// The duties of several children, to tick one off for all who owe it.
pub(crate) fn of_several(scene: Scene<'_>, children: &[ChildId]) -> Ask {
    let mut all: Vec<(&Due, usize)> = Vec::new();
    let owed = children.iter().filter_map(|id| scene.row(*id)).flat_map(|r| r.judged().owed());
    for due in owed.filter(|d| d.due.is_some() && d.duty.id != REVIEW) {
        match all.iter_mut().find(|(known, _)| known.duty.id == due.duty.id) {
            Some((_, n)) => *n += 1,
            None => all.push((due, 1)),
        }
    }
    let item = |(due, n): (&Due, usize)| {
        let ask = tick_several(scene, children, &due.duty.id);
        Item::new(due.duty.title.clone(), format!("owed {n} times"), ask)
    };
    let title = format!("Done today for {}", words::count(children.len(), "marked child", "marked children"));
    Ask::open(Picker::new(title, all.into_iter().map(item).collect()))
}

/// Asks once before a duty is ticked off for all of the children who owe it; where it is late for one of them,
/// asks why.
pub(crate) fn tick_several(scene: Scene<'_>, children: &[ChildId], duty: &str) -> Ask {
    let title = scene.board().practice.duty(duty).map_or(duty.to_owned(), |d| d.title.clone());
    let owes = |id: &ChildId| {
        let row = scene.row(*id)?;
        Some((row, row.judged().owed().find(|d| d.duty.id == duty)?))
    };
    let owing: Vec<(&Row, &Due)> = children.iter().filter_map(owes).collect();
    let ids: Vec<ChildId> = owing.iter().map(|(row, _)| row.id()).collect();
    let part = Part::Duty { id: duty.to_owned(), instance: None };
    if owing.iter().any(|(_, due)| due.late_on(scene.today()).is_some()) {
        return Ask::Form(Fill::act("done", Subject::several(ids).with(part)));
    }
    let names: Vec<String> = owing.iter().map(|(row, _)| scene.name(row)).collect();
    let yes = format!("yes, done today for {}", words::count(names.len(), "child", "children"));
    let items = vec![
        Item::new(yes, "", Ask::perform("done", Subject::several(ids).with(part))),
        Item::new("no, change nothing", "", Ask::Nothing),
    ];
    Ask::open(Picker::new(title, items).note(names.join(", ")))
}
