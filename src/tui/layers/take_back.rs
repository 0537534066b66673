//! What was recorded by mistake, taken back: it is told what goes, and asked once.

use super::confirm::confirm;
use super::picker::{Item, Picker};
use crate::board::Row;
use crate::casework::acts::{Scene as Acts, Sheet, Subject, act};
use crate::model::ids::ChildId;
use crate::rules::slot::Slot;
use crate::tui::about::Under;
use crate::tui::ask::Ask;
use crate::tui::scene::Scene;

/// Takes back what the cursor is on; without, something of the child's last review or the next.
pub(crate) fn take_back(scene: Scene<'_>, child: Option<ChildId>, under: &Under) -> Ask {
    let row = child.and_then(|child| scene.row(child));
    match (under, row) {
        (Under::Service(key), _) => {
            let of = Subject::duty(None, &key.duty, Some(key.instance.clone()));
            ask(scene, "untick", of, "yes, it is owed again")
        }
        (Under::Duty(key), Some(row)) => {
            let of = Subject::duty(Some(row.id()), &key.duty, Some(key.instance.clone()));
            ask(scene, "untick", of, "yes, it is owed again")
        }
        (Under::Decision(id), Some(row)) => {
            ask(scene, "remove-decision", Subject::row(Some(row.id()), id.0), "yes, take the decision out")
        }
        (Under::Review(period, n), Some(row)) => {
            let is = |s: &&Slot| s.period == *period && s.sequence == *n;
            of_reviews(scene, row, row.judged().slots.iter().filter(is))
        }
        (_, Some(row)) => {
            let held = row.judged().reviews().rfind(|s| s.held.is_some());
            of_reviews(scene, row, held.into_iter().chain(row.next_review()))
        }
        (_, None) => Ask::say("Nothing under the cursor can be taken back here."),
    }
}

/// Asks once before an act that takes something back, and tells what it takes.
pub(crate) fn ask(scene: Scene<'_>, id: &'static str, subject: Subject, yes: &str) -> Ask {
    let Some(act) = act(id) else { return Ask::Nothing };
    let sheet = Sheet::new(act, subject, &Acts { desk: scene.desk, hidden: scene.hidden }, false);
    if let Some(why) = sheet.refused {
        return Ask::Say(why);
    }
    let told: Vec<&str> = sheet.notes.iter().map(|(_, note)| note.as_str()).collect();
    confirm(sheet.title.clone(), told.join("\n"), yes, Ask::perform(id, sheet.subject))
}

/// What can be taken back of reviews: that one was held, its booking, the whole of it.
pub(crate) fn of_reviews<'r>(
    scene: Scene<'_>,
    row: &'r Row,
    slots: impl IntoIterator<Item = &'r Slot>,
) -> Ask {
    let (child, latest) = (row.id(), row.case.periods.len().checked_sub(1));
    let mut items = Vec::new();
    for slot in slots {
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let subject = Subject::of_review(child, Some(slot.sequence));
        let own = Some(slot.period) == latest && slot.clock().is_none();
        let mut offer = |says: &str, id, subject, yes| {
            items.push(Item::new(format!("{} {says}", slot.name()), "", ask(scene, id, subject, yes)));
        };
        match review {
            Some(review) if own && review.adjourned.is_some() => {
                offer("was not adjourned", "unhold", subject, "yes, it is to come again");
            }
            Some(_) if own && slot.held.is_some() => {
                offer("was not held", "unhold", subject, "yes, it is to come again");
            }
            Some(_) if own && slot.booked.is_some() => {
                offer("is not booked", "unbook", subject, "yes, take the booking back");
            }
            _ => {}
        }
        if let Some(review) = review {
            let whole = Subject::row(Some(child), review.id.0);
            offer("is not in this case at all", "remove-review", whole, "yes, take the review out");
        }
    }
    if items.is_empty() {
        return Ask::say("Nothing is recorded of that review; there is nothing to take back.");
    }
    Ask::open(Picker::new(format!("Take back what, for {}?", scene.name(row)), items))
}
