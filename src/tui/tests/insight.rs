//! Insight opens what lies behind a bar; a change is recorded and answered by keys.

use ratatui::style::Modifier;

use super::*;
use crate::model::change::Answered;
use crate::model::ids::ChangeId;
use crate::model::instance::Instance;
use crate::model::record::Subject;
use crate::rules::measures::Group;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::layers::picker::Picker;
use crate::tui::layers::text::TextBox;

#[test]
fn a_bar_opens_its_rows_and_a_row_its_child() {
    let mut app = app();
    press(&mut app, "5");
    let bars = app.insight.bars.clone();
    assert_eq!(bars, app.desk.board.bars(), "the pane shows what the board counts");
    let place = bars.iter().position(|b| b.group == Group::Reviews && b.rows.len() > 1).unwrap();
    app.insight.cursor = place;
    press(&mut app, "enter");
    let picker: &Picker = top(&app);
    assert_eq!(picker.items.len(), bars[place].rows.len());
    press(&mut app, "down enter");
    assert_eq!(app.child.as_ref().map(|p| p.id), bars[place].rows[1].child);
}

#[test]
fn tab_goes_from_group_to_group_and_round() {
    let mut app = app();
    press(&mut app, "5");
    let mut seen = vec![app.insight.bar().unwrap().group];
    loop {
        press(&mut app, "tab");
        let here = app.insight.bar().unwrap().group;
        if here == seen[0] {
            break;
        }
        seen.push(here);
    }
    assert!(seen.is_sorted() && seen.len() >= 7, "{seen:?}");
    press(&mut app, "backtab");
    assert_eq!(app.insight.bar().unwrap().group, *seen.last().unwrap());
}

#[test]
fn a_change_is_recorded_and_answered_where_the_duty_stands() {
    let mut app = app();
    let id = app.subject().unwrap();
    let changes = |app: &App| app.row(id).unwrap().case.changes.clone();
    let before = changes(&app).len();
    press(&mut app, "C");
    type_in(&mut app, "excluded");
    press(&mut app, "enter");
    press(&mut app, "tab");
    type_in(&mut app, "Two days, for fighting");
    press(&mut app, "ctrl-s");
    assert_eq!(changes(&app).len(), before + 1, "{}", app.message.text);
    let change = changes(&app).into_iter().find(|c| c.text.contains("fighting")).unwrap();

    // Its duty is not ticked but answered.
    let duty = Instance::Change(change.id);
    let owed =
        app.row(id).unwrap().judged().owed().any(|d| d.instance == duty && d.duty.id == "change-response");
    assert!(owed);
    app.carry(Ask::Form(Fill::respond(id, change.id)));
    press(&mut app, "ctrl-s");
    assert_eq!(app.scope(), Scope::Form, "a reason is asked for");
    type_in(&mut app, "Back at school, plan holds");
    press(&mut app, "ctrl-s");
    let answered = changes(&app).into_iter().find(|c| c.id == change.id).unwrap().response.unwrap();
    assert!(matches!(answered.answered, Answered::NotNeeded { reason, .. } if reason.contains("plan holds")));
    press(&mut app, "u");
    assert_eq!(changes(&app).iter().find(|c| c.id == change.id).unwrap().response, None);
}

#[test]
fn what_stands_out_is_spelled_out_with_its_ground() {
    let mut app = app();
    let today = app.today();
    let id = app.desk.board.rows().find(|r| !r.signals(today).is_empty()).unwrap().id();
    app.open_child(id);
    press(&mut app, "v");
    let first = app.row(id).unwrap().signals(today).remove(0);
    let text: &TextBox = top(&app);
    let all: Vec<&str> = text.lines.iter().map(|(_, l)| l.as_str()).collect();
    assert!(all.iter().any(|l| l.contains(&first.what)) && all.contains(&first.why), "{all:?}");
    assert!(all.iter().any(|l| l.contains(&first.evidence[0].text)), "{all:?}");
}

#[test]
fn a_change_that_waits_stands_among_the_checklists_where_no_day_is_set_for_it() {
    let mut app = app();
    // Guidance sets no day for the answer; Luton does.
    app.desk.use_practice("england", None).unwrap();
    let (id, today) = (app.subject().unwrap(), app.today());
    let change =
        ChangeId(app.desk.record_change(id, "school-exclusion", (today, None), "Two days").unwrap().id);
    app.refresh();
    press(&mut app, "3");
    let about = Some(Subject::Change(change));
    let place = app.checklists.queue.iter().position(|q| q.child == id && q.task.subject == about);
    app.checklists.cursor = place.expect("in the queue at once");
    assert!(text(&app).contains("Does the review come forward?"), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(app.sitting.as_ref().unwrap().walk.list, "change-of-plan");
}

#[test]
fn visits_are_counted_by_kind() {
    let mut app = app();
    press(&mut app, "5");
    let practice = std::sync::Arc::clone(&app.desk.board.practice);
    let kinds: Vec<&str> =
        practice.duties.iter().filter(|d| d.is_visit()).map(|d| d.title.as_str()).collect();
    let bars: Vec<&str> =
        app.insight.bars.iter().filter(|b| b.group == Group::Visits).map(|b| b.label.as_str()).collect();
    assert_eq!(bars, kinds);
    assert!(kinds.len() >= 2, "the social worker's and the IRO's own: {kinds:?}");
}

#[test]
fn the_chosen_bar_is_no_hole_with_colour_or_without() {
    let mut app = app();
    press(&mut app, "5");
    for colour in [true, false] {
        app.theme.colour = colour;
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        terminal.draw(|f| frame::view(&app, f)).unwrap();
        let cells = terminal.backend().buffer().content();
        let bars: Vec<_> = cells.iter().filter(|cell| cell.symbol() == "█").collect();
        assert!(bars.iter().all(|cell| !cell.modifier.contains(Modifier::REVERSED)), "{}", text(&app));
        assert!(!bars.is_empty());
    }
}
