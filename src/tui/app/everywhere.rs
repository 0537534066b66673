//! Actions that mean the same in every pane.

use crate::casework::acts::Subject;
use crate::model::ids::ChildId;
use crate::rules::practice::protocol::GOOD_PRACTICE;
use crate::tui::about::{About, Under};
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::{Fill, Prefill};
use crate::tui::late::owed_reason;
use crate::tui::layers::changes::{events, respond};
use crate::tui::layers::{
    audit, bundle, checklists, children, correct, days, documents, doubts, drafts, duties, explain, facts,
    finder, handover, help, import, notes, palette, practices, purge, recovery, reports, secret, settings,
    siblings, signals, visits,
};
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;

/// What an action asks for that the screen has not for itself.
pub(super) fn everywhere(action: Action, screen: &dyn Screen, scene: Scene<'_>) -> Ask {
    match action {
        Action::Go(pane) => Ask::Go(Place::Pane(pane)),
        Action::Quit => Ask::Quit,
        Action::Lock => Ask::Lock,
        Action::Hide => Ask::Hide,
        Action::Undo => Ask::Undo(None),
        Action::Redo => Ask::Redo(None),
        Action::Acts => audit::acts(scene),
        Action::Audit => audit::audit(scene, screen.about(scene).child),
        Action::Help => help::help(scene, screen.scope()),
        Action::Palette => palette::palette(scene, screen.scope(), &screen.about(scene)),
        Action::Practice => practices::choose(scene, "Work by which practice?", Place::Practice),
        Action::Compare => practices::choose(scene, "Compare with which practice?", Place::Compared),
        Action::NewChild => Ask::Form(Fill::act("new-child", Subject::whole())),
        Action::Import => import::import(),
        Action::Settings => settings::settings(scene),
        Action::Reports => reports::reports(),
        Action::FindWords => finder::finder(),
        Action::Back => Ask::Turn { back: true },
        Action::Forth => Ask::Turn { back: false },
        Action::HandOut => bundle::hand_over(scene, &screen.about(scene)),
        Action::TakeIn => bundle::receive(),
        Action::Over => purge::over(scene),
        Action::Passphrase => secret::change(scene),
        Action::Recovery => recovery::make(scene),
        Action::Unpasted => notes::unpasted(scene),
        Action::Drafts => drafts::drafts(scene),
        Action::Visits => visits::visits(scene),
        Action::Doubts => {
            let own = screen.scope().is_in(&[Scope::Child]);
            doubts::doubts(scene, screen.about(scene).child.filter(|_| own))
        }
        Action::Why => explain::explain(scene, &screen.about(scene)),
        _ => about_marked(action, screen.about(scene), scene),
    }
}

/// What it asks for about those that are marked, else about what the cursor is on.
fn about_marked(action: Action, about: About, scene: Scene<'_>) -> Ask {
    let acts = action == Action::Remove || (action.is_about_a_child() && !action.only_shows());
    match (action, about.marked.as_slice()) {
        (Action::Done, [_, ..]) => duties::of_several(scene, &about.marked),
        (Action::Contact, [_, _, ..]) => Ask::Form(Fill::act("contact", Subject::several(about.marked))),
        (_, [one]) if acts => at_cursor(action, About::child(Some(*one)), scene),
        (_, [_, _, ..]) if acts => Ask::say(about.one_at_a_time()),
        _ => at_cursor(action, about, scene),
    }
}

/// What it asks for about what the cursor is on: a child, else one to be chosen.
fn at_cursor(action: Action, about: About, scene: Scene<'_>) -> Ask {
    match (action, about.child) {
        (Action::Done, None) if let Under::Service(key) = about.under => Ask::Form(Fill::tick(None, key)),
        (Action::Waive, None) if let Under::Service(key) = about.under => {
            Ask::Form(Fill::act("waive", Subject::duty(None, &key.duty, Some(key.instance))))
        }
        (Action::Remove, _) => correct::remove(scene, about.child, &about.under),
        (_, Some(child)) => for_child(action, child, &about, scene),
        (_, None) if action.is_about_a_child() => children::ask(scene, action),
        (_, None) => Ask::Nothing,
    }
}

/// What it asks for about a child.
pub(super) fn for_child(action: Action, child: ChildId, about: &About, scene: Scene<'_>) -> Ask {
    match action {
        Action::Walk => checklists::choose(scene, child),
        Action::Near => visits::near(scene, child),
        Action::CopySibling => siblings::siblings(scene, child),
        Action::Book => days::days(scene, child, about.day),
        Action::Review => checklists::review(scene, child, None),
        Action::Change => events(scene, child, ""),
        Action::Respond => respond(scene, child, &about.under),
        Action::Signals => signals::signals(scene, child),
        Action::Doubts => doubts::doubts(scene, Some(child)),
        Action::Documents => match about.under {
            Under::Review(_, n) => documents::choose(scene, child, Some(n)),
            _ => documents::choose(scene, child, None),
        },
        Action::Handover => handover::handover(scene, child),
        Action::Done => {
            let due = scene.row(child).and_then(|row| about.due(row));
            match due.and_then(|due| owed_reason(scene, child, due)) {
                Some(fill) => Ask::Form(fill),
                None => duties::of_child(scene, child),
            }
        }
        Action::Waive => duties::waive(scene, child, scene.row(child).and_then(|row| about.due(row))),
        Action::Correct => correct::correct(child, &about.under),
        Action::EditChild => facts::facts(scene, child),
        Action::Hold => Ask::Form(Fill::hold(child)),
        Action::Adjourn => Ask::Form(Fill::adjourn(child, "")),
        Action::Contact => Ask::Form(Fill::act("contact", Subject::child(child))),
        Action::Write => Ask::Form(Fill::act("note", Subject::child(child))),
        Action::Voice => Ask::Form(Fill::act("voice", Subject::child(child))),
        Action::Praise => {
            let concern = GOOD_PRACTICE.to_owned();
            Ask::Form(Fill::raise(Prefill { concern, ..Prefill::of(child) }))
        }
        Action::Raise => Ask::Form(Fill::raise(Prefill::about(scene, child, &about.under))),
        _ => Ask::Nothing,
    }
}
