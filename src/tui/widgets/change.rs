//! A change in a line: what happened, and how it stands.

use crate::model::change::{Answered, Change, Class};
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::words;

/// The event's title, or its id where this practice does not know it.
pub(crate) fn title(scene: Scene<'_>, change: &Change) -> String {
    scene.board().practice.event(&change.event).map_or(change.event.clone(), |e| e.title.clone())
}

/// How a change stands, for a line of a list.
pub(crate) fn standing(scene: Scene<'_>, change: &Change) -> (Status, String) {
    let today = scene.today();
    match change.response.as_ref().map(|r| &r.answered) {
        Some(Answered::BroughtForward(day)) => {
            (Status::Done, format!("brought forward to {}", words::day(*day, today)))
        }
        Some(Answered::NotNeeded { reason, .. }) => {
            (Status::Done, format!("not needed: {}", reason.lines().next().unwrap_or_default()))
        }
        None if scene.desk.class_of(change) == Class::Inform => {
            (Status::NotApplicable, "for you to know".to_owned())
        }
        None => (Status::DueSoon, format!("not answered, {}", scene.desk.class_of(change).says())),
    }
}
