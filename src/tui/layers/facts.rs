//! Life between returns: what is new about a child, and which recorded fact is to be corrected.

use chrono::NaiveDate;

use super::confirm::confirm;
use super::picker::{Item, Picker};
use crate::board::Row;
use crate::casework::acts::{Subject, kin_words};
use crate::model::child::Relation;
use crate::model::codes::{PLACES, legal_title, title};
use crate::model::ids::ChildId;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Codes of long-term foster placements: only in one may a review be done without a meeting.
const LONG_TERM: [&str; 2] = ["U1", "U4"];

/// Asks what is new about a child, or which recorded fact to correct.
pub(crate) fn facts(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let mut items = news(scene, row);
    items.extend(recorded(scene, row));
    items.push(Item::new(
        "remove the child from the book",
        "",
        confirm(
            format!("Remove {} from the book?", scene.name(row)),
            "Everything recorded about the child goes too. u brings it back.",
            "yes, remove the child",
            Ask::Do("remove-child", Subject::child(child), Vec::new()),
        ),
    ));
    Ask::open(Picker::new(format!("What about {}?", scene.name(row)), items))
}

/// What is new about a child, as far as it can be.
fn news(scene: Scene<'_>, row: &Row) -> Vec<Item> {
    let (child, slots) = (row.id(), &row.judged().slots);
    let cared = row.looked_after(scene.today());
    let placed = row.case.placements.iter().any(|p| p.end.is_none());
    let siblings = row.case.kin.iter().any(|k| k.relation == Relation::Sibling);
    let apart = slots.iter().any(|s| s.clock().is_some());
    let settled = row.case.placements.iter().any(|p| LONG_TERM.contains(&p.code.as_str()));
    let held = slots.iter().any(|s| s.held.is_some() && s.clock().is_none());
    let act = |id| Fill::act(id, Subject::child(child));
    let all = [
        (cared, ("moves: a new placement", act("placement"))),
        (cared, ("the legal status changes", act("status"))),
        (cared, ("leaves care", act("leave"))),
        (!cared, ("comes into care", act("arrive"))),
        (cared && placed, ("the placement ends, and no other begins", act("end-placement"))),
        (cared, ("authority to place for adoption", act("authority"))),
        (apart, ("a review on a clock of its own was held", act("separate"))),
        (held && settled, ("a review was done without a meeting", act("without-meeting"))),
        (true, ("the IRO changes", act("allocate"))),
        (true, ("somebody joins the case", act("person"))),
        (true, ("a sibling, parent or child is on the caseload", act("link"))),
        (siblings, ("why brothers and sisters have two IROs", act("two-iros"))),
        (true, ("details: number, name, birth, language", act("details"))),
    ];
    let apt = all.into_iter().filter_map(|(apt, item)| apt.then_some(item));
    apt.map(|(words, fill)| Item::new(words, "", Ask::Form(fill))).collect()
}

/// Every fact of a case that can be corrected, the latest of its kind first.
fn recorded(scene: Scene<'_>, row: &Row) -> Vec<Item> {
    let (today, case) = (scene.today(), &row.case);
    let span = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        let day = |d| words::brief(d, today);
        match (from, to) {
            (Some(from), Some(to)) => format!(" {} to {}", day(from), day(to)),
            (Some(from), None) => format!(" from {}", day(from)),
            (None, Some(to)) => format!(" to {}", day(to)),
            (None, None) => String::new(),
        }
    };
    let correct = |act, id: i64, words: String| {
        Item::new(words, "correct", Ask::Form(Fill::act(act, Subject::row(Some(row.id()), id))))
    };
    let periods = case
        .periods
        .iter()
        .rev()
        .map(|p| correct("correct-care", p.id.0, format!("in care{}", span(Some(p.start), p.end))));
    let legal = case.legal.iter().rev().map(|l| {
        correct("correct-status", l.id.0, format!("{}{}", legal_title(&l.code), span(Some(l.start), l.end)))
    });
    let placements = case.placements.iter().rev().map(|p| {
        let words = format!("{}{}", title(PLACES, &p.code), span(Some(p.start), p.end));
        correct("correct-placement", p.id.0, words)
    });
    let people = case.people.iter().rev().map(|p| {
        let name = if scene.hidden { "" } else { p.name.as_str() };
        let role = scene.board().practice.role(&p.role);
        correct("correct-person", p.id.0, format!("{role} {name}{}", span(p.start, p.end)))
    });
    let kin = case.kin.iter().map(|kin| {
        let name = scene.row(kin.other).map(|r| scene.name(r)).unwrap_or_default();
        let unlink = Ask::Do("unlink", Subject::child(row.id()), vec![("other", kin.other.to_string())]);
        Item::new(format!("{} {name}", kin_words(kin.relation)), "not related after all", unlink)
    });
    periods.chain(legal).chain(placements).chain(people).chain(kin).collect()
}
