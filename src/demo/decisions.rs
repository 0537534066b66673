//! What the last reviews decided, and what became of it.

use chrono::NaiveDate;

use super::cast::before;
use super::names::decided;
use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::decision::{Decision, Mark, Marked};
use crate::model::ids::{DecisionId, ReviewId};

/// So many of the last reviews have their decisions kept.
const REVIEWS: usize = 3;

/// Fills in the decisions of a child's last reviews.
pub(crate) fn decisions(case: &mut Case, world: &World<'_>, rng: &mut Rng) {
    let held: Vec<(ReviewId, NaiveDate)> =
        case.reviews.iter().filter_map(|r| Some((r.id, r.held?))).collect();
    let from = held.len().saturating_sub(REVIEWS);
    for (place, (review, day)) in held.iter().enumerate().skip(from) {
        let later: Vec<NaiveDate> = held.iter().skip(place + 1).map(|(_, day)| *day).collect();
        let age = case.child.age_on(*day).unwrap_or(10);
        let mut all: Vec<_> = decided().filter(|d| (d.from..=d.to).contains(&age)).collect();
        for _ in 0..rng.range(2, 4) {
            let Some(most) = all.len().checked_sub(1) else { break };
            let at = usize::try_from(rng.range(0, i64::try_from(most).unwrap_or(0))).unwrap_or(0);
            let words = all.swap_remove(at);
            let by = words.days.map(|n| world.working_days_after(*day, n));
            case.decisions.push(Decision {
                id: DecisionId(0),
                review: *review,
                text: words.text.to_owned(),
                owner: (!words.owner.is_empty()).then(|| words.owner.to_owned()),
                person: String::new(),
                by,
                outcome: words.outcome.to_owned(),
                for_child: words.for_child.to_owned(),
                marks: marks(*day, &later, by, world, rng),
            });
        }
    }
}

/// What was said of a decision at the reviews after it, and since the last one.
fn marks(
    made: NaiveDate,
    later: &[NaiveDate],
    by: Option<NaiveDate>,
    world: &World<'_>,
    rng: &mut Rng,
) -> Vec<Marked> {
    let mut said = Vec::new();
    let mut say = |mark, date, note: &str| said.push(Marked { mark, date, note: note.to_owned() });
    let answered = world.working_days_after(made, 4);
    if rng.chance(88) && answered <= world.today {
        say(Mark::Agreed, answered, "");
    }
    for day in later {
        match rng.range(1, 100) {
            ..86 => {
                say(Mark::Done, *day, "");
                return said;
            }
            86..95 => say(Mark::Partly, *day, "Begun, not finished."),
            _ => say(Mark::NotDone, *day, "The worker changed."),
        }
    }
    let Some(by) = by.filter(|by| *by < world.today) else { return said };
    let told = world.working_days_after(by, i32::try_from(rng.range(0, 9)).unwrap_or(0)).min(world.today);
    let long_ago = by < before(world.today, 40);
    let carried = !later.is_empty();
    match rng.range(1, 100) {
        ..83 if !carried || rng.chance(40) => say(Mark::Done, told, ""),
        ..98 if carried || long_ago => say(Mark::Partly, told, "Begun; its new day is agreed."),
        83..90 => say(Mark::Partly, told, "Begun; its new day is agreed."),
        _ => {}
    }
    said
}
