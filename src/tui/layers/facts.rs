//! Life between returns: what is new about a child, and which recorded fact is to be corrected.

use super::confirm::confirm;
use super::picker::{Item, Picker};
use crate::board::Row;
use crate::model::codes::{PLACES, legal_title, title};
use crate::model::ids::ChildId;
use crate::tui::ask::Ask;
use crate::tui::deed::Deed;
use crate::tui::fact::{Fact, kin_words};
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::words;

/// What is new about a child who is looked after, and about one who is not.
const NEWS: [(&[Fact], bool); 2] =
    [(&[Fact::Move, Fact::Status, Fact::Leave], true), (&[Fact::Arrive], false)];
/// What is new about any child.
const ALWAYS: [Fact; 4] = [Fact::Iro, Fact::NewPerson, Fact::Relative, Fact::Details];

/// Codes of long-term foster placements: only in one may a review be done without a meeting.
const LONG_TERM: [&str; 2] = ["U1", "U4"];

/// Asks what is new about a child, or which recorded fact to correct.
pub(crate) fn facts(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let cared = row.looked_after(scene.today());
    let news = NEWS.iter().filter(|(_, when)| *when == cared).flat_map(|(facts, _)| facts.iter());
    let item = |fact: Fact, label: String, hint: String| Item::new(label, hint, record(scene, row, fact));
    let reviews = review_facts(scene, row);
    let mut items: Vec<Item> = news
        .chain(&reviews)
        .chain(&ALWAYS)
        .map(|fact| item(*fact, fact.words().to_owned(), String::new()))
        .collect();
    items.extend(recorded(scene, row).into_iter().map(|(fact, words)| {
        let hint = if matches!(fact, Fact::Unlink(_)) { fact.words() } else { "correct" };
        item(fact, words, hint.to_owned())
    }));
    items.push(item(Fact::Remove, Fact::Remove.words().to_owned(), String::new()));
    Ask::open(Picker::new(format!("What about {}?", scene.name(row)), items))
}

/// Opens the form of a fact; what needs none is done or asked at once.
fn record(scene: Scene<'_>, row: &Row, fact: Fact) -> Ask {
    match fact {
        Fact::Unlink(other) => Ask::Do(Deed::Unlink(row.id(), other)),
        Fact::Remove => confirm(
            format!("Remove {} from the book?", scene.name(row)),
            "Everything recorded about the child goes too. u brings it back.",
            "yes, remove the child",
            Ask::Do(Deed::RemoveChild(row.id())),
        ),
        _ => Ask::Form(Fill::Fact(row.id(), fact)),
    }
}

/// What is new about the reviews of a child, where it can be.
fn review_facts(scene: Scene<'_>, row: &Row) -> Vec<Fact> {
    let held = row.judged().slots.iter().any(|s| s.held.is_some() && s.clock().is_none());
    let settled = row.case.placements.iter().any(|p| LONG_TERM.contains(&p.code.as_str()));
    let apart = row.judged().slots.iter().any(|s| s.clock().is_some());
    [
        (Fact::Authority, row.looked_after(scene.today())),
        (Fact::Separate, apart),
        (Fact::NoMeeting, held && settled),
    ]
    .into_iter()
    .filter_map(|(fact, apt)| apt.then_some(fact))
    .collect()
}

/// Every fact of a case that can be corrected, the latest of its kind first.
fn recorded(scene: Scene<'_>, row: &Row) -> Vec<(Fact, String)> {
    let today = scene.today();
    let span = |from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>| {
        let day = |d| words::brief(d, today);
        match (from, to) {
            (Some(from), Some(to)) => format!(" {} to {}", day(from), day(to)),
            (Some(from), None) => format!(" from {}", day(from)),
            (None, Some(to)) => format!(" to {}", day(to)),
            (None, None) => String::new(),
        }
    };
    let case = &row.case;
    let mut all = Vec::new();
    for p in case.periods.iter().rev() {
        all.push((Fact::Period(p.id), format!("looked after{}", span(Some(p.start), p.end))));
    }
    for l in case.legal.iter().rev() {
        all.push((Fact::Legal(l.id), format!("{}{}", legal_title(&l.code), span(Some(l.start), l.end))));
    }
    for p in case.placements.iter().rev() {
        let what = title(PLACES, &p.code);
        all.push((Fact::Placement(p.id), format!("{what}{}", span(Some(p.start), p.end))));
    }
    for p in case.people.iter().rev() {
        let role = scene.board().practice.roles.get(&p.role).unwrap_or(&p.role);
        let name = if scene.hidden { "" } else { p.name.as_str() };
        all.push((Fact::Person(p.id), format!("{role} {name}{}", span(p.start, p.end))));
    }
    for kin in &case.kin {
        let name = scene.row(kin.other).map(|r| scene.name(r)).unwrap_or_default();
        all.push((Fact::Unlink(kin.other), format!("{} {name}", kin_words(kin.relation))));
    }
    all
}
