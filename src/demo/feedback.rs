//! What came back after the reviews of the last year.

use chrono::Days;

use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::feedback::{Answer, Form, Giver, Question};
use crate::model::ids::FormId;

/// The youngest age at which a child fills in a form.
const YOUNGEST: u32 = 6;

/// Forms of children, parents and carers, most of them content; the IRO has answered most noes.
pub(super) fn feedback(case: &mut Case, world: &World<'_>, rng: &mut Rng) {
    let year = world.today - Days::new(365);
    for review in &case.reviews {
        let Some(held) = review.held.filter(|day| *day > year) else { continue };
        for by in Giver::ALL {
            let able = *by != Giver::Child || case.child.age_on(held).is_some_and(|age| age >= YOUNGEST);
            let back = match by {
                Giver::Child => 55,
                Giver::Parent => 25,
                Giver::Carer => 40,
            };
            let date = held + Days::new(u64::try_from(rng.range(0, 9)).unwrap_or(0));
            if !rng.chance(back) || !able || date > world.today {
                continue;
            }
            let answers = Question::of(*by).iter().map(|q| answer(*q, date, world, rng)).collect();
            let name = String::new();
            let form =
                Form { id: FormId(0), review: review.id, by: *by, name, date, words: String::new(), answers };
            case.feedback.push(form);
        }
    }
    case.feedback.sort_by_key(|f| f.date);
}

fn answer(question: Question, date: chrono::NaiveDate, world: &World<'_>, rng: &mut Rng) -> Answer {
    let (content, words, reply) = match question {
        Question::DateTimePlace => (84, "It was in my maths lesson.", "The next one is after school."),
        Question::HappyWithPlan => {
            (91, "I want to see my nan more.", "Asked for it as a decision of the review.")
        }
        Question::KnowsComplaint => (92, "", "Went through the leaflet together."),
        Question::TimeWithIro => (95, "I came in late.", "Met again the week after."),
        _ => (97, "", "Talked it over on the telephone."),
    };
    let (yes, answered) = (rng.chance(content), rng.chance(85));
    let day = (date + Days::new(5)).min(world.today);
    let said = if yes { String::new() } else { words.to_owned() };
    let mut answer = Answer::new(question, Some(yes), said);
    if !yes && answered {
        answer.reply = reply.to_owned();
        answer.replied = Some(day);
    }
    answer
}
