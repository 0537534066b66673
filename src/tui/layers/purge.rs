//! Children whose care has ended or who were handed over: how long they stay, and taking them out for good.

use chrono::NaiveDate;

use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::casework::keep_days;
use crate::casework::purge::{PurgeProof, WARNING, of_backups};
use crate::model::ids::ChildId;
use crate::rules::retention::CITE;
use crate::tui::ask::Ask;
use crate::tui::safe::Safe;
use crate::tui::scene::Scene;
use crate::tui::words::count;

/// The list; a line leads to the question whether to take the child out.
pub(crate) fn over(scene: Scene<'_>) -> Ask {
    let over = scene.desk.over();
    if over.is_empty() {
        return Ask::say("No child's care has ended, and nobody was handed over.");
    }
    let due: Vec<ChildId> = over.iter().filter(|o| o.due).map(|o| o.id).collect();
    let mut items: Vec<Item> = over
        .iter()
        .map(|o| {
            let day = |day: NaiveDate| day.format("%-d %b %Y");
            let come = if o.due { "time has come · " } else { "" };
            let days = format!("{come}over {}, kept to {}", day(o.since), day(o.until));
            Item::new(scene.who(o.id), days, take_out(scene, vec![o.id]))
        })
        .collect();
    if due.len() > 1 {
        let whom = format!("all {} whose time has come", due.len());
        items.push(Item::new(whom, "", take_out(scene, due)));
    }
    let days = usize::try_from(keep_days(&scene.desk.store, &scene.board().practice)).unwrap_or(0);
    let note = format!(
        "Kept {} after their care ended or they were handed over ({CITE}); a setting (,) changes that. Enter asks \
         whether to take the child out for good.",
        count(days, "day", "days")
    );
    Ask::open(Picker::new("Children whose care is over", items).note(note))
}

/// Asks whether to take children out; no comes first.
fn take_out(scene: Scene<'_>, children: Vec<ChildId>) -> Ask {
    let whom = match children.as_slice() {
        [one] => scene.who(*one),
        several => count(several.len(), "child", "children"),
    };
    let purge = |backups| Ask::Safe(Safe::Purge { children: children.clone(), backups });
    let items = vec![
        Item::new("no, change nothing", "", Ask::Nothing),
        Item::new("yes, for good", "older backups stay a while", purge(false)),
        Item::new("yes, and remove every older backup", "beside the book", purge(true)),
    ];
    let note = format!("{} {}", WARNING.join(" "), of_backups(false));
    Ask::open(Picker::new(format!("Take {whom} out for good?"), items).note(note))
}

/// The proof of what was done.
pub(crate) fn proof(proof: &PurgeProof, backups: bool) -> Ask {
    let mut text = TextBox::new("Taken out for good");
    for line in proof.lines(backups) {
        text.push(if line.starts_with(' ') { Tone::Dim } else { Tone::Plain }, line);
    }
    text.push(Tone::Plain, "");
    text.push(Tone::Dim, "The audit log keeps this proof, without a name.");
    Ask::open(text)
}
