//! What is copied from a brother or sister: from whom, and which notes.

use super::picker::{Item, Picker};
use crate::board::Row;
use crate::casework::acts::Subject;
use crate::casework::notes_to_copy;
use crate::model::child::Relation;
use crate::model::ids::ChildId;
use crate::model::record::Note;
use crate::tui::ask::Ask;
use crate::tui::scene::Scene;
use crate::tui::words;

/// Asks which brother or sister to copy from.
pub(crate) fn siblings(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let siblings = row.case.kin.iter().filter(|k| k.relation == Relation::Sibling);
    let items = siblings.filter_map(|kin| scene.row(kin.other)).flat_map(|other| {
        let told = "Copied. ◇ marks what nobody has read here yet: Enter under People reads it. u undoes.";
        let words = vec![("other", other.id().to_string())];
        let facts = Item::new(
            scene.name(other),
            "the people of the case, and the first language",
            Ask::Do("copy", Subject::child(child), words).then(Ask::say(told)),
        );
        let new: Vec<&Note> = notes_to_copy(&row.case, &other.case).collect();
        let notes = (!new.is_empty()).then(|| {
            let hint = words::count(new.len(), "note not here", "notes not here");
            Item::new(format!("{}: notes", scene.name(other)), hint, notes(scene, row, other, new))
        });
        std::iter::once(facts).chain(notes)
    });
    let items: Vec<Item> = items.collect();
    if items.is_empty() {
        return Ask::say("No brother or sister of the child is recorded on this caseload: E records one.");
    }
    let picker = Picker::new(format!("Copy to {} from", scene.name(row)), items);
    Ask::open(picker.note("What is copied is marked until you have read it here."))
}

/// Asks which notes about a brother or sister to copy: one, or all of them.
fn notes(scene: Scene<'_>, row: &Row, other: &Row, mut new: Vec<&Note>) -> Ask {
    new.reverse();
    let copy = |notes: &[&Note]| {
        let told = "Copied. ◇ marks each until you open it here, under Notes. u undoes.";
        let ids: Vec<String> = notes.iter().map(|n| n.id.to_string()).collect();
        let words = vec![("other", other.id().to_string()), ("notes", ids.join(" "))];
        Ask::Do("copy-notes", Subject::child(row.id()), words).then(Ask::say(told))
    };
    let one = |note: &&Note| {
        let day = words::fit(&words::brief(note.date, scene.today()), 11);
        let label = format!("{day} {}", note.text.lines().next().unwrap_or_default());
        Item::new(label, note.kind.word(), copy(&[*note]))
    };
    let all = (new.len() > 1).then(|| Item::new(format!("all {} of them", new.len()), "", copy(&new)));
    let picker = Picker::new(
        format!("Copy which note to {}?", scene.name(row)),
        new.iter().map(one).chain(all).collect(),
    );
    Ask::open(picker.note("What the sibling said stays theirs. A copy is marked until it is read here."))
}
