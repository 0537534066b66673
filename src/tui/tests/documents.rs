//! The desk for documents: filled in, edited, kept, written to a file once it is agreed.

use super::*;
use crate::documents::draft::usual;
use crate::documents::kind::Document;

/// The list of documents of a child old enough for a letter, on its page.
fn at_list(app: &mut App) -> String {
    let reviewed = |r: &&crate::board::Row| {
        let held = usual(r, Document::Letter).and_then(|s| s.held);
        held.is_some_and(|day| r.case.child.age_on(day).is_some_and(|age| age > 5))
    };
    let row = app.desk.board.rows().find(reviewed).unwrap();
    let (child, first) = (row.id(), row.case.child.forename.clone());
    app.open_child(child);
    press(app, "L");
    first
}

#[test]
fn a_letter_is_filled_in_edited_kept_and_written_to_a_file() {
    let mut app = app();
    let first = at_list(&mut app);
    assert!(text(&app).contains("Letter to the child"), "{}", text(&app));
    press(&mut app, "enter");
    assert!(text(&app).contains(&format!("Dear {first},")), "{}", text(&app));
    assert!(text(&app).contains("Reading age about"), "the checks stand beside it: {}", text(&app));
    type_in(&mut app, "Typed by me. ");
    press(&mut app, "esc");
    assert!(text(&app).contains("D lists it"), "{}", text(&app));
    press(&mut app, "D enter");
    assert!(text(&app).contains("Typed by me.") && text(&app).contains("Taken up"), "{}", text(&app));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    let write = |app: &mut App| {
        press(app, "ctrl-s ctrl-u");
        type_in(app, file.to_str().unwrap());
        press(app, "enter");
    };
    write(&mut app);
    assert!(text(&app).contains("written"), "{}", text(&app));
    assert!(std::fs::read_to_string(&file).unwrap().contains("Typed by me."));
    std::fs::write(&file, "mine").unwrap();
    write(&mut app);
    assert!(text(&app).contains("Enter again replaces it"), "{}", text(&app));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    press(&mut app, "enter");
    assert!(std::fs::read_to_string(&file).unwrap().contains("Typed by me."));

    press(&mut app, "ctrl-r");
    assert!(
        text(&app).contains("What you changed goes") || !text(&app).contains("Typed by me."),
        "{}",
        text(&app)
    );
    if text(&app).contains("What you changed goes") {
        press(&mut app, "down enter");
    }
    assert!(!text(&app).contains("Typed by me."), "{}", text(&app));
}

#[test]
fn every_document_of_the_list_opens_and_closes_unasked() {
    let mut app = app();
    at_list(&mut app);
    let several = top::<crate::tui::layers::picker::Picker>(&app).shown.len();
    assert!(several > 9, "{several}");
    press(&mut app, "esc");
    for place in 0..several {
        press(&mut app, "L");
        press(&mut app, &"down ".repeat(place));
        press(&mut app, "enter");
        assert!(text(&app).contains('·') && app.layers.len() == 1, "{place}: {}", text(&app));
        press(&mut app, "esc");
        assert!(app.layers.is_empty(), "{place}: {}", text(&app));
    }
    press(&mut app, "D");
    assert!(text(&app).contains("Nothing typed was left"), "looking keeps nothing: {}", text(&app));
}

#[test]
fn all_documents_of_a_review_are_made_in_four_keys_and_listed_with_what_was_sent() {
    let mut app = app();
    at_list(&mut app);
    let child = app.child.as_ref().unwrap().id;
    let folder = tempfile::tempdir().unwrap();
    press(&mut app, "enter ctrl-a ctrl-u");
    type_in(&mut app, folder.path().to_str().unwrap());
    press(&mut app, "enter");
    let made = std::fs::read_dir(folder.path()).unwrap().count();
    assert!(made > 9, "{made}: {}", text(&app));
    let papers = |app: &App| app.desk.board.row(child).unwrap().case.papers.clone();
    assert_eq!(papers(&app).len(), made);
    assert!(papers(&app).iter().all(|p| !p.sent));
    press(&mut app, "ctrl-t enter");
    assert!(papers(&app).last().unwrap().sent, "{}", text(&app));
    press(&mut app, "esc");
    app.child.as_mut().unwrap().tab = crate::tui::place::Tab::Documents;
    app.child.as_mut().unwrap().cursor = 0;
    assert!(text(&app).contains("sent to the child"), "{}", text(&app));
    press(&mut app, "enter");
    assert!(text(&app).contains("Dear "), "{}", text(&app));
    press(&mut app, "esc u");
    assert!(papers(&app).iter().all(|p| !p.sent), "{}", text(&app));
}

/// Agreeing to replace one file is no agreement to replace another.
#[test]
fn a_calendar_replaces_only_the_file_that_was_agreed_to() {
    let mut app = app();
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["first.ics", "second.ics"].map(|name| folder.path().join(name));
    [&first, &second].into_iter().for_each(|file| std::fs::write(file, "mine").unwrap());
    let read = |file: &std::path::Path| std::fs::read_to_string(file).unwrap();
    let name = |app: &mut App, file: &std::path::Path| {
        press(app, "ctrl-u");
        type_in(app, file.to_str().unwrap());
        press(app, "ctrl-s");
    };
    press(&mut app, "2 X");
    name(&mut app, &first);
    assert!(text(&app).contains("first.ics exists already"), "{}", text(&app));
    name(&mut app, &second);
    assert_eq!((read(&first).as_str(), read(&second).as_str()), ("mine", "mine"), "{}", text(&app));
    assert!(text(&app).contains("second.ics exists already"), "{}", text(&app));
    press(&mut app, "ctrl-s");
    assert_eq!(read(&first), "mine");
    assert!(read(&second).starts_with("BEGIN:VCALENDAR"), "{}", text(&app));
}
