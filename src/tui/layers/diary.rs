//! Days off looked up: kept free, school holidays, bank holidays; one kept free can be given back.

use super::confirm::confirm;
use super::picker::{Item, Picker};
use crate::casework::diary::span;
use crate::model::diary::Busy;
use crate::tui::ask::Ask;
use crate::tui::deed::Deed;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Days kept free, school holidays and the bank holidays of the year ahead.
pub(crate) fn days_off(scene: Scene<'_>) -> Ask {
    let (board, today) = (scene.board(), scene.today());
    let give_back = |b: &Busy| {
        let ask = Ask::Do(Deed::GiveBack(b.id));
        Item::new(entry(b), "kept free", confirm(format!("Give back {}?", entry(b)), "", "yes", ask))
    };
    let mut items: Vec<Item> = board.busy.iter().filter(|b| b.last >= today).map(give_back).collect();
    let school = board.school.iter().filter(|h| h.last >= today);
    items.extend(school.map(|h| {
        let days = format!("{} to {}: {}", words::full(h.first), words::full(h.last), h.name);
        Item::new(days, "school", Ask::Nothing)
    }));
    let year = today..=today + chrono::Days::new(366);
    let bank = board.calendar.holidays().filter(|(day, _)| year.contains(day));
    let bank =
        bank.map(|(day, name)| Item::new(format!("{}: {name}", words::full(day)), "bank", Ask::Nothing));
    items.extend(bank);
    Ask::open(Picker::new("Days off", items).note("Enter on a day kept free gives it back."))
}

/// A day kept free, in words.
pub(crate) fn entry(busy: &Busy) -> String {
    format!("{}: {}", span(busy), busy.words())
}
