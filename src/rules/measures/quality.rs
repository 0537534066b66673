//! How the work behind the reviews of a span was graded, heading by heading of the quality checklist.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ground::{Ground, Window, share};
use crate::model::record::{Reply, Subject};
use crate::rules::practice::{AnswerKind, Item};

/// The checklist on the quality of the work.
const QUALITY: &str = "qa";

/// The grades of a span.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Quality {
    /// Reviews held of which something was graded.
    pub(crate) graded: usize,
    /// Reviews held.
    pub(crate) of: usize,
    /// The headings in the order of the practice; one nobody graded is not here.
    pub(crate) headings: Vec<Heading>,
}

/// A heading and how often each grade was given under it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Heading {
    /// The practice's id of the question.
    pub(crate) item: String,
    /// The question.
    pub(crate) ask: String,
    /// Grades in the order of the question, each with how many reviews had it.
    pub(crate) grades: Vec<Grade>,
    /// Reviews graded under it; what does not apply is not counted.
    pub(crate) of: usize,
    /// Yes of all of them, in per cent; null where the grades are words of their own.
    pub(crate) pct: Option<f64>,
}

/// A grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Grade {
    /// Its word.
    pub(crate) grade: String,
    /// How many reviews had it.
    pub(crate) count: usize,
}

impl Quality {
    pub(super) fn count(ground: Ground<'_>, window: Window) -> Self {
        let (mut of, mut graded) = (0, 0);
        let mut given: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (case, judged) in ground.cases {
            for slot in judged.slots.iter().filter(|s| s.held.is_some_and(|day| window.holds(day))) {
                of += 1;
                let Some(review) = slot.review.and_then(|r| case.reviews.get(r)) else { continue };
                let own = |subject| subject == Subject::Review(review.id);
                let sessions = case.sessions.iter().filter(|s| s.checklist == QUALITY && own(s.subject));
                let answers: BTreeMap<&str, &str> =
                    sessions.flat_map(|s| &s.answers).map(|a| (a.item.as_str(), a.value.as_str())).collect();
                graded += usize::from(!answers.is_empty());
                for answer in answers {
                    *given.entry(answer).or_default() += 1;
                }
            }
        }
        let items = ground.practice.checklist(QUALITY).map_or(&[][..], |list| list.items.as_slice());
        let headings = items.iter().filter_map(|item| heading(item, &given)).collect();
        Self { graded, of, headings }
    }
}

fn heading(item: &Item, given: &BTreeMap<(&str, &str), usize>) -> Option<Heading> {
    let words: Vec<&str> = match item.answer {
        AnswerKind::YesNo => [Reply::Yes, Reply::Partly, Reply::No].map(Reply::word).into(),
        AnswerKind::Choice => item.choices.iter().map(String::as_str).collect(),
        AnswerKind::Text | AnswerKind::Date => return None,
    };
    let count = |word: &str| given.get(&(item.id.as_str(), word)).copied().unwrap_or(0);
    let grades: Vec<Grade> =
        words.into_iter().map(|word| Grade { grade: word.to_owned(), count: count(word) }).collect();
    let of = grades.iter().map(|g| g.count).sum();
    let pct = share(count(Reply::Yes.word()), of).filter(|_| item.answer == AnswerKind::YesNo);
    (of > 0).then(|| Heading { item: item.id.clone(), ask: item.ask.clone(), grades, of, pct })
}
