//! One practice to read: its duties stage by stage, found by typing, each with its source.

use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::board::views::practice::{Asked, asked};
use crate::casework::find_practice;
use crate::rules::reckon::spoken;
use crate::tui::ask::Ask;
use crate::tui::place::Place;
use crate::tui::scene::Scene;

/// Every duty of a practice; typing narrows them by words of the duty, who does it, the day and the source.
pub(crate) fn read(scene: Scene<'_>, id: &str) -> Ask {
    let practice = match find_practice(Some(&scene.desk.store), id) {
        Ok(practice) => practice,
        Err(error) => return Ask::Fail(error),
    };
    let item = |one: &Asked<'_>| {
        let leads = Ask::Go(Place::Reading(id.to_owned(), one.duty.id.clone()));
        let hint = format!("{} · {} · {}", one.short, one.owner, one.due);
        let also = [one.stage, one.duty.basis.word(), &one.duty.id, &one.duty.cite, &one.duty.help];
        Item::new(one.duty.title.clone(), hint, leads).found_by(&also)
    };
    let all = asked(&practice);
    let note = format!("{}. Type to search: before a review, manager, law, visit ...", practice.source);
    let title = format!("{}: {} duties, in the order of the work", practice.title, all.len());
    Ask::open(Picker::new(title, all.iter().map(item).collect()).note(note))
}

/// One duty with all that is said of it; the list lies beneath.
pub(crate) fn duty(scene: Scene<'_>, id: &str, duty: &str) -> Ask {
    let practice = match find_practice(Some(&scene.desk.store), id) {
        Ok(practice) => practice,
        Err(error) => return Ask::Fail(error),
    };
    let all = asked(&practice);
    let Some(one) = all.iter().find(|one| one.duty.id == duty) else { return Ask::Nothing };
    let mut text = TextBox::new(one.duty.title.clone());
    let mut line = |what: &str, said: String| {
        if !said.is_empty() {
            text.push(Tone::Plain, format!("{what:<10} {said}"));
        }
    };
    line("Stage", one.stage.to_owned());
    line("Who", one.owner.to_owned());
    line("When", one.due.clone());
    for law in one.duty.due.iter().flat_map(|rule| &rule.over) {
        line("Over it", format!("{}: {}, {}", law.basis.word(), spoken(&law.span), law.cite));
    }
    line("Only if", one.conditions());
    line("Rests on", one.duty.basis.word().to_owned());
    line("Source", one.duty.cite.clone());
    line("Written", if one.duty.own { practice.title.clone() } else { "inherited as it is".to_owned() });
    line("Its id", one.duty.id.clone());
    text.push(Tone::Plain, "");
    text.push(Tone::Dim, one.duty.help.clone());
    read(scene, id).then(Ask::open(text))
}
