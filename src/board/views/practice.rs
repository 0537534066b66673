//! What a practice asks, in the order of the work: for `practice show` and for the screen that looks at one.

use crate::rules::condition::Condition;
use crate::rules::practice::{Duty, Practice, Scope, Span};
use crate::rules::reckon::spoken;

/// The stages of the work, in their order: in a list, and in full.
const STAGES: [(&str, &str); 9] = [
    ("In care", "Coming into care, and while in care"),
    ("Placement", "A placement"),
    ("Before", "Before a review"),
    ("Review", "At a review"),
    ("After", "After a review"),
    ("Event", "When something happens"),
    ("Concern", "A concern"),
    ("Child", "The child"),
    ("Service", "The service"),
];

/// A duty as a practice asks it.
#[derive(Debug)]
pub(crate) struct Asked<'p> {
    pub(crate) stage: &'static str,
    /// The same in a word.
    pub(crate) short: &'static str,
    pub(crate) duty: &'p Duty,
    /// Who does it.
    pub(crate) owner: &'p str,
    /// By when, in words.
    pub(crate) due: String,
}

impl Asked<'_> {
    /// Whether every word stands somewhere in it.
    pub(crate) fn has(&self, words: &str) -> bool {
        let Self { stage, duty, owner, due, .. } = self;
        let text =
            [stage, &*duty.title, &*duty.id, owner, due, &*duty.cite, &*duty.help].join(" ").to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    /// Under which conditions it is owed; empty where always.
    pub(crate) fn conditions(&self) -> String {
        let when = self.duty.when.iter().map(Condition::word);
        let unless = self.duty.unless.iter().map(|c| format!("not {}", c.word()));
        when.chain(unless).collect::<Vec<_>>().join(", ")
    }
}

/// Every duty of a practice, by stage, within one in the file's order.
pub(crate) fn asked(practice: &Practice) -> Vec<Asked<'_>> {
    let mut all: Vec<(usize, Asked<'_>)> = Vec::new();
    for duty in &practice.duties {
        let place = place(duty);
        let (short, stage) = STAGES.get(place).copied().unwrap_or_default();
        let due = duty.due.as_ref().map_or_else(|| "as soon as possible".to_owned(), |r| spoken(&r.own.span));
        all.push((place, Asked { stage, short, duty, owner: practice.role(&duty.owner), due }));
    }
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, asked)| asked).collect()
}

/// The place of a duty's stage.
fn place(duty: &Duty) -> usize {
    match duty.scope {
        Scope::Care => 0,
        Scope::Placement => 1,
        Scope::Change => 5,
        Scope::Escalation => 6,
        Scope::Child => 7,
        Scope::Service => 8,
        Scope::Review | Scope::FirstReview | Scope::LaterReview => {
            let span = duty.due.as_ref().map(|r| &r.own.span);
            match span {
                Some(span) if span.counts_back() => 2,
                Some(span) if is_after(span) => 4,
                _ => 3,
            }
        }
    }
}

/// Whether it counts from what a review leaves behind.
fn is_after(span: &Span) -> bool {
    let after = ["review-held", "review-completed", "decisions-sent", "decisions-received"];
    span.anchors().iter().any(|anchor| after.contains(anchor))
}
