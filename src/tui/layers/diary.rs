//! Days off looked up, kept free and given back; bank holidays added.

use chrono::NaiveDate;

use super::confirm::confirm;
use super::picker::{Item, Picker};
use crate::casework::acts::{Subject, entry};
use crate::model::diary::Busy;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Days kept free, school holidays and the bank holidays of the year ahead.
pub(crate) fn days_off(scene: Scene<'_>) -> Ask {
    let (board, today) = (scene.board(), scene.today());
    let give_back = |b: &Busy| {
        let ask = Ask::Do("give-back", Subject::row(None, b.id.0), Vec::new());
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

/// A further bank holiday on a day; one added by hand is taken out again.
pub(crate) fn holiday(scene: Scene<'_>, day: NaiveDate) -> Ask {
    match scene.desk.store.holidays() {
        Ok(added) if added.iter().any(|(date, _)| *date == day) => {
            let title = format!("Take the bank holiday on {} out?", words::full(day));
            confirm(
                title,
                "",
                "yes",
                Ask::Do("no-holiday", Subject::whole(), vec![("date", day.to_string())]),
            )
        }
        Ok(_) => on_day("holiday", day),
        Err(error) => Ask::Fail(error),
    }
}

/// A day, or days, to be kept free of reviews.
pub(crate) fn keep_free(scene: Scene<'_>, day: NaiveDate) -> Ask {
    on_day("keep-free", day.max(scene.today()))
}

fn on_day(act: &'static str, day: NaiveDate) -> Ask {
    let day = day.format("%-d %b %Y").to_string();
    Ask::Form(Fill::with(act, Subject::whole(), "date", day))
}
