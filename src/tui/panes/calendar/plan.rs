//! The plan of the next three months: made anew, and booked as proposed.

use chrono::NaiveDate;

use super::state::{Calendar, Look};
use crate::casework::PlanAsk;
use crate::model::ids::ChildId;
use crate::rules::calendar::add_months;
use crate::rules::planner::Proposal;
use crate::tui::action::Action;
use crate::tui::ask::Ask;
use crate::tui::layers::days::{booking, questions};
use crate::tui::layers::explain::limit;
use crate::tui::layers::text::{TextBox, Tone};
use crate::tui::scene::Scene;
use crate::tui::words;

/// What an action does in the plan; none where it is none of its own.
pub(super) fn act(calendar: &Calendar, action: Action, scene: Scene<'_>) -> Option<Ask> {
    let proposals = &calendar.plan.proposals;
    let accept = |days: Vec<(ChildId, NaiveDate)>| Some(Ask::Accept(days));
    match action {
        Action::Mark => match proposals.get(calendar.cursor) {
            // A day past the limit is asked for in its form: who approved it, when, and why.
            Some(p) if p.needs_approval() => Some(booking(p.child, Some(p.date))),
            Some(p) => accept(vec![(p.child, p.date)]),
            None => Some(Ask::say("This line is no proposal: b shows the days there are.")),
        },
        Action::AcceptAll => {
            let (late, free): (Vec<&Proposal>, Vec<&Proposal>) =
                proposals.iter().partition(|p| p.needs_approval());
            match (free.is_empty(), late.len()) {
                (false, _) => accept(free.iter().map(|p| (p.child, p.date)).collect()),
                (true, 0) => Some(Ask::say("Nothing is left to book: every review of the plan has its day.")),
                (true, n) => Some(Ask::Say(format!(
                    "{} left, past the limit: each needs who approved it. Space opens the form of one.",
                    words::count(n, "review is", "reviews are")
                ))),
            }
        }
        Action::Why => why(calendar, scene),
        _ => None,
    }
}

/// Plans anew, and says how much there is to book.
pub(super) fn anew(calendar: &mut Calendar, scene: Scene<'_>) -> Ask {
    if calendar.look != Look::Plan {
        calendar.look_at(Look::Plan);
    }
    make(calendar, scene);
    let plan = &calendar.plan;
    let all = plan.proposals.len() + plan.unmet.len();
    if all == 0 {
        return Ask::say("Every review of the next three months is booked.");
    }
    let to_book = words::count(all, "review", "reviews");
    Ask::Say(format!(
        "{to_book} to book in three months. Space books one as proposed, Y all; b gives another day."
    ))
}

pub(super) fn make(calendar: &mut Calendar, scene: Scene<'_>) {
    let today = scene.today();
    let ask = PlanAsk::between(today, add_months(today, 3).unwrap_or(today));
    calendar.plan = scene.desk.plan_period(&ask);
    calendar.cursor = calendar.cursor.min(calendar.len().saturating_sub(1));
}

/// What speaks for and against the day the cursor is on, and why the limit is the limit.
fn why(calendar: &Calendar, scene: Scene<'_>) -> Option<Ask> {
    let (plan, place) = (&calendar.plan, calendar.cursor);
    let name = |c| scene.who(c);
    let (child, sequence, why, reasons) = match plan.proposals.get(place) {
        Some(p) => {
            let reasons: Vec<_> =
                p.reasons.iter().map(|r| (r.question(), r.sign(), r.words(&name))).collect();
            (p.child, p.sequence, p.why(&name), reasons)
        }
        None => {
            let u = plan.unmet.get(place.checked_sub(plan.proposals.len())?)?;
            (u.child, u.sequence, format!("None: {}.", u.why), Vec::new())
        }
    };
    let row = scene.row(child)?;
    let mut text = TextBox::new(format!("Why this day · review {sequence} of {}", scene.name(row)));
    text.push(Tone::Result, why);
    if !reasons.is_empty() {
        questions(&reasons, &mut text);
    }
    text.push(Tone::Plain, "");
    if let Some(slot) = row.judged().reviews().rfind(|s| s.sequence == sequence) {
        text.push(Tone::Head, "The limit");
        limit(scene, row, slot, &mut text);
    }
    Some(Ask::open(text))
}
