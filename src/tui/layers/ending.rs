//! How a session ends: what is still open is pointed out, the outcome is asked.

use super::drafts::{left, typed_words};
use super::picker::{Item, Picker};
use crate::casework::acts::{Part, Subject, of_draft};
use crate::model::ids::ChildId;
use crate::model::record::Ended;
use crate::rules::checklist::{progress, unanswered};
use crate::rules::meeting::AGENDA;
use crate::rules::practice::Item as Question;
use crate::rules::sessions::{Walk, asked, suggested};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::words;

/// How many questions without an answer are named.
const NAMED: usize = 3;
/// Columns of a question that is named.
const NAME: usize = 40;

/// Asks how a session ends; what is not answered or not saved yet is pointed out first.
pub(crate) fn ask(scene: Scene<'_>, child: ChildId, walk: &Walk) -> Ask {
    let board = scene.board();
    let found = scene.row(child).zip(board.practice.checklist(&walk.list));
    let Some((row, list)) = found else { return Ask::Nothing };
    let all = asked(walk, &row.case, row.judged(), &board.practice, board.today);
    let session = walk.session(&row.case);
    let answered = progress(&all, session);
    let unsaved = unsaved(scene, child, walk, &all);
    let mut note = format!("{answered} of {} answered. A case note is written.", all.len());
    let open: Vec<&Question> = session.map_or(Vec::new(), |session| unanswered(&all, session));
    if !open.is_empty() {
        let named: Vec<String> = open.iter().take(NAMED).map(|i| words::trim(&i.ask, NAME)).collect();
        let more = match open.len().saturating_sub(NAMED) {
            0 => String::new(),
            n => format!("; and {n} more"),
        };
        note.push_str(&format!("\nNot answered, and listed so in the note: {}{more}", named.join("; ")));
    }
    if !unsaved.is_empty() {
        let said: Vec<&str> = unsaved.iter().map(|(_, said)| said.as_str()).collect();
        let count = words::count(unsaved.len(), "note", "notes");
        note.push_str(&format!("\n▲ {count} not saved yet: {}", said.join("; ")));
    }
    // What is not saved comes first; nothing answered is nothing to note: the way back is the one to take.
    let cursor = match (unsaved.is_empty(), answered) {
        (false, _) => 0,
        (true, 0) => list.outcomes.len(),
        (true, _) => suggested(list, &all, session),
    };
    let take_up = unsaved
        .into_iter()
        .map(|(form, said)| Item::new(format!("go on writing: {said}"), "not saved yet", Ask::Form(form)));
    let ends = list
        .outcomes
        .iter()
        .map(|how| Item::new(how.to_string(), how.means(), end(scene, child, walk, *how)));
    let (where_to, leave) =
        if walk.list == AGENDA { ("the review", Ask::Nothing) } else { ("the queue", Ask::Back) };
    let back = Item::new("go on later", format!("keep the answers, back to {where_to}"), leave);
    let items = take_up.chain(ends).chain(std::iter::once(back)).collect();
    Ask::open(Picker::new("How does it end?", items).note(note).at(cursor))
}

/// Ends a session; one about a change that is not answered yet asks for the answer, and ends with it.
fn end(scene: Scene<'_>, child: ChildId, walk: &Walk, how: Ended) -> Ask {
    let subject = Subject::session(child, walk, how.word());
    match scene.desk.unanswered(child, walk, how) {
        None => Ask::perform("end-session", subject),
        Some(_) => Ask::Form(Fill::act("respond", subject)),
    }
}

/// What was typed for a session and is not saved: its form, and its question with the words.
fn unsaved(scene: Scene<'_>, child: ChildId, walk: &Walk, all: &[&Question]) -> Vec<(Fill, String)> {
    let told = left(scene.desk).into_iter().filter_map(|draft| {
        let (act, subject) = of_draft(&draft.key).filter(|(_, subject)| subject.of() == Some(child))?;
        let item = match (act.id, &subject.part) {
            ("answer", _) => {
                let same =
                    |w: &Walk| w.list == walk.list && w.subject.is_none_or(|s| walk.subject == Some(s));
                subject.walk().filter(same).map(|_| subject.word().to_owned())
            }
            ("matter", Part::Matter { item, .. }) if walk.list == AGENDA => Some(item.clone()),
            _ => None,
        }?;
        let ask = all.iter().find(|i| i.id == item).map_or(item.as_str(), |i| i.ask.as_str());
        let said = format!("“{}”, {}", words::trim(&typed_words(&draft.text), NAME), words::trim(ask, NAME));
        Some((Fill::act(act.id, subject), said))
    });
    told.collect()
}
