//! What stands out for a child: what each signal rests on, and why it matters.

use super::text::{TextBox, Tone};
use crate::model::ids::ChildId;
use crate::tui::ask::Ask;
use crate::tui::scene::Scene;
use crate::tui::words;

pub(crate) fn signals(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let signals = row.signals(scene.today());
    let mut text = TextBox::new(format!("What stands out · {}", scene.name(row)));
    if signals.is_empty() {
        text.push(Tone::Plain, "Nothing stands out: no sign of drift in what is recorded.");
    }
    for signal in signals {
        text.push(Tone::Head, format!("● {}", signal.what));
        text.push(Tone::Plain, signal.why);
        for fact in signal.evidence {
            let day = fact.date.map_or(String::new(), |d| format!("{}: ", words::full(d)));
            text.push(Tone::Dim, format!("  {day}{}", fact.text));
        }
        text.push(Tone::Plain, signal.act);
        text.push(Tone::Dim, format!("  Shown from: {}", signal.threshold));
        text.push(Tone::Dim, format!("  {}", signal.cite));
        text.push(Tone::Plain, "");
    }
    let board = scene.board();
    let (people, ahead, invite) = (board.findings(row), board.turning_points(row), board.invitations(row));
    if !people.is_empty() {
        text.push(Tone::Head, "People");
    }
    for found in people {
        let by = found.due.map_or(String::new(), |d| format!(" by {}", words::full(d)));
        text.push(Tone::Plain, format!("● {}{by}. {}", found.what, found.todo));
        text.push(Tone::Dim, format!("  {}", found.cite));
    }
    let mut list = |head: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push(Tone::Head, head);
            lines.into_iter().for_each(|l| text.push(Tone::Plain, format!("  {l}")));
        }
    };
    list("Ahead", ahead.iter().map(|t| format!("{}: {}", words::full(t.date), t.what)).collect());
    list("To invite to the next review", invite.into_iter().map(str::to_owned).collect());
    Ask::open(text)
}
