//! Any checklist with a child, due or not: which one, and what it is about.

use super::picker::{Item, Picker};
use crate::board::Row;
use crate::model::ids::ChildId;
use crate::model::record::Subject;
use crate::rules::meeting::AGENDA;
use crate::rules::practice::Checklist;
use crate::rules::sessions::{Task, Walk, subject_now, tasks};
use crate::rules::slot::Slot;
use crate::tui::ask::Ask;
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::widgets::about::about_in_short;
use crate::tui::words;

/// Asks which checklist to go through with a child.
pub(crate) fn choose(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let (practice, today) = (&scene.board().practice, scene.today());
    let tasks = tasks(&row.case, row.judged(), practice, today);
    let items = practice.checklists.iter().flat_map(|list| {
        let own: Vec<&Task> = tasks.iter().filter(|t| t.list == list.id).collect();
        let begin = |about| begin(scene, row, list, own.first().copied(), about);
        if own.is_empty() {
            return vec![Item::new(list.title.clone(), standing(scene, row, list), begin(None))];
        }
        let queued = own.iter().map(|task| {
            let day = task.due.map(|d| words::brief(d, today)).unwrap_or_default();
            let about = task.subject.and_then(|s| about_in_short(scene, row, s));
            let about = about.map(|a| format!(": {a}")).unwrap_or_default();
            let hint = format!("{} to do {day}", task.status.mark(scene.theme.ascii));
            Item::new(format!("{}{about}", list.title), hint.trim_end(), begin(task.subject))
        });
        queued.collect()
    });
    let title = format!("Go through which checklist with {}?", scene.name(row));
    Ask::open(Picker::new(title, items.collect()))
}

/// Where a checklist stands for a child for whom it is not due: gone through, or only to hand.
fn standing(scene: Scene<'_>, row: &Row, list: &Checklist) -> String {
    let ended = row.case.sessions.iter().filter(|s| s.checklist == list.id);
    match ended.filter_map(|s| Some((s.ended?, s.outcome?))).next_back() {
        Some((day, how)) => format!("{}: {how}", words::brief(day, scene.today())),
        None => words::count(list.items.len(), "question", "questions"),
    }
}

/// Begins a checklist: about this, or what it would be about now.
fn begin(scene: Scene<'_>, row: &Row, list: &Checklist, due: Option<&Task>, about: Option<Subject>) -> Ask {
    let now = || match due {
        Some(task) => task.subject,
        None => subject_now(list, &row.case, row.judged()),
    };
    let subject = about.or_else(now);
    let next_review = list.scope.is_review() && row.next_review().is_some();
    if due.is_none() && subject.is_none() && !next_review {
        return Ask::Say(format!("There is no {} to go through \"{}\" for.", list.scope.word(), list.title));
    }
    sit_down(scene, row.id(), Walk { list: list.id.clone(), subject })
}

/// Begins a session, or takes it up; the agenda has the review's own page round it.
pub(crate) fn sit_down(scene: Scene<'_>, child: ChildId, walk: Walk) -> Ask {
    if walk.list == AGENDA {
        return review(scene, child, walk.subject);
    }
    let told = "y yes, p partly, n no, x not applicable: one key answers and is saved.";
    Ask::Go(Place::Sitting(child, walk)).then(Ask::say(told))
}

/// The page of the review an agenda is for: the one written down, else the one nearest to today.
pub(crate) fn review(scene: Scene<'_>, child: ChildId, about: Option<Subject>) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let place = row.case.reviews.iter().position(|r| Some(Subject::Review(r.id)) == about);
    let written = place.and_then(|place| row.judged().slots.iter().find(|s| s.review == Some(place)));
    let latest = row.case.periods.len().saturating_sub(1);
    let away = |s: &&Slot| s.date().map_or(i64::MAX, |d| (d.date - scene.today()).num_days().abs());
    let nearest = || row.judged().slots.iter().filter(|s| s.period == latest).min_by_key(away);
    match written.or_else(nearest) {
        Some(slot) => open_review(row, slot),
        None => Ask::say("There is no review yet: E says when care began."),
    }
}

/// The page of one review.
pub(crate) fn open_review(row: &Row, slot: &Slot) -> Ask {
    let told = if row.case.periods.len() == slot.period + 1 {
        "Tab: the next part. y, p, n and x mark the line, Enter opens it."
    } else {
        "A review of an earlier time in care is here to be read, not changed."
    };
    Ask::Go(Place::Review(row.id(), slot.period, slot.sequence)).then(Ask::say(told))
}
