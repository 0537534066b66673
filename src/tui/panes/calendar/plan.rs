//! The plan of the next three months: made anew, and booked as proposed.

use chrono::NaiveDate;

use super::state::{Calendar, Look};
use crate::casework::PlanAsk;
use crate::model::ids::ChildId;
use crate::rules::calendar::add_months;
use crate::tui::action::Action;
use crate::tui::ask::Ask;
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
            Some(p) => accept(vec![(p.child, p.date)]),
            None => Some(Ask::say("No day could be proposed for this review: b shows the days there are.")),
        },
        Action::AcceptAll => accept(proposals.iter().map(|p| (p.child, p.date)).collect()),
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
    let to_book = words::count(plan.proposals.len() + plan.unmet.len(), "review", "reviews");
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
    let (child, sequence, day) = match plan.proposals.get(place) {
        Some(p) => {
            let mut lines = vec![words::full(p.date)];
            lines.extend(p.reasons.iter().map(|r| format!("{} {}", r.sign(), r.words(&name))));
            (p.child, p.sequence, lines)
        }
        None => {
            let u = plan.unmet.get(place.checked_sub(plan.proposals.len())?)?;
            let best = u.best.map(|d| format!("The day of least harm is {}.", words::full(d)));
            (u.child, u.sequence, std::iter::once(format!("None: {}.", u.why)).chain(best).collect())
        }
    };
    let row = scene.row(child)?;
    let mut text = TextBox::new(format!("Why this day · review {sequence} of {}", scene.name(row)));
    text.push(Tone::Head, "The day");
    day.into_iter().for_each(|line| text.push(Tone::Plain, line));
    text.push(Tone::Plain, "");
    if let Some(slot) = row.judged().reviews().rfind(|s| s.sequence == sequence) {
        text.push(Tone::Head, "The limit");
        limit(scene, row, slot, &mut text);
    }
    Some(Ask::open(text))
}
