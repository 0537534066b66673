//! The decisions ledger: where each decision stands with the manager, how long it was carried, and what
//! makes it hard to carry out.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::practice::{Duty, Practice};
use super::reckon::{self, Anchors, Day, Gap};
use super::slot::Slot;
use super::working::{Working, long};
use crate::model::Case;
use crate::model::decision::{Decision, Mark};
use crate::model::review::Review;

/// Words that leave open what is to happen, each with what to say instead. Matched whole, in lower case.
pub(crate) const VAGUE: &[(&str, &str)] = &[
    ("asap", "name the day"),
    ("as soon as possible", "name the day"),
    ("soon", "name the day"),
    ("shortly", "name the day"),
    ("in due course", "name the day"),
    ("urgently", "name the day"),
    ("ongoing", "say what ends it, and when"),
    ("continue", "say what is done, and until when"),
    ("monitor", "say who looks at what, how often"),
    ("regular", "say how often"),
    ("regularly", "say how often"),
    ("consider", "say what is decided, or by whom and by when"),
    ("explore", "say what is to be found out, for what choice"),
    ("look into", "say what is to be found out, for what choice"),
    ("liaise", "say what is to be agreed with whom"),
    ("try", "say what is done"),
    ("where possible", "say what is done when it is not possible"),
    ("if possible", "say what is done when it is not possible"),
    ("if appropriate", "say who judges it, and by when"),
    ("as appropriate", "say who judges it, and by when"),
    ("as needed", "say who judges it, and when"),
    ("as required", "say who judges it, and when"),
    ("tbc", "decide it, or say who will by when"),
    ("to be confirmed", "decide it, or say who will by when"),
    ("all professionals", "name one owner"),
    ("everyone", "name one owner"),
];

/// What makes a decision hard to carry out or to check. It is marked, never refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Nobody is named to do it.
    NoOwner,
    /// No day is set.
    NoDate,
    /// Its day lies before the review it was made at.
    BeforeReview(NaiveDate),
    /// Its day lies after the next review, which could not look at it.
    AfterNextReview(NaiveDate),
    /// A word that leaves it open, and what to say instead.
    Vague(&'static str, &'static str),
}

impl Doubt {
    /// The doubt in words.
    pub(crate) fn words(self) -> String {
        match self {
            Doubt::NoOwner => "no owner: name one".to_owned(),
            Doubt::NoDate => "no date: name the day".to_owned(),
            Doubt::BeforeReview(day) => format!("before the review it was made at, {}", long(day)),
            Doubt::AfterNextReview(day) => format!("after the next review, {}", long(day)),
            Doubt::Vague(word, instead) => format!("\"{word}\": {instead}"),
        }
    }
}

/// What is doubtful about a decision; `made` is the day of its review, `next` that of the review after it.
pub(crate) fn doubts(decision: &Decision, made: Option<NaiveDate>, next: Option<NaiveDate>) -> Vec<Doubt> {
    let mut found = Vec::new();
    if decision.owner.is_none() && decision.person.is_empty() {
        found.push(Doubt::NoOwner);
    }
    match decision.by {
        None => found.push(Doubt::NoDate),
        Some(by) => {
            found.extend(made.filter(|made| by < *made).map(Doubt::BeforeReview));
            found.extend(next.filter(|next| by > *next).map(Doubt::AfterNextReview));
        }
    }
    let words: Vec<String> = decision
        .text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    let said = format!(" {} ", words.join(" "));
    let vague = VAGUE.iter().filter(|(word, _)| said.contains(&format!(" {word} ")));
    found.extend(vague.map(|(word, instead)| Doubt::Vague(word, instead)));
    found
}

/// Where a recommendation stands with the manager who has to agree to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Not sent yet.
    NotSent,
    /// Sent on this day; nobody has said that it arrived, so no time runs.
    Sent(NaiveDate),
    /// Received; it can be objected to until the second day, where the practice says what silence means.
    Received(NaiveDate, Option<NaiveDate>),
    /// Agreed on this day.
    Agreed(NaiveDate),
    /// Disagreed with in writing on this day.
    Disagreed(NaiveDate),
    /// Nobody answered until this day.
    DeemedAgreed(NaiveDate),
    /// The agreement by silence was taken back on this day.
    Reversed(NaiveDate),
}

impl Agreement {
    /// The word in JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Agreement::NotSent => "not-sent",
            Agreement::Sent(_) => "sent",
            Agreement::Received(..) => "received",
            Agreement::Agreed(_) => "agreed",
            Agreement::Disagreed(_) => "disagreed-in-writing",
            Agreement::DeemedAgreed(_) => "deemed-agreed",
            Agreement::Reversed(_) => "reversed",
        }
    }

    /// Where it stands in words; `who` is the role that has to agree.
    pub(crate) fn words(self, who: &str) -> String {
        match self {
            Agreement::NotSent => "not sent yet".to_owned(),
            Agreement::Sent(day) => {
                format!("sent {}; no time runs until its receipt is logged", long(day))
            }
            Agreement::Received(_, Some(until)) => format!("{who} can object until {}", long(until)),
            Agreement::Received(day, None) => format!("received {}", long(day)),
            Agreement::Agreed(day) => format!("agreed {}", long(day)),
            Agreement::Disagreed(day) => format!("disagreed in writing {}", long(day)),
            Agreement::DeemedAgreed(day) => format!("deemed agreed: nobody objected by {}", long(day)),
            Agreement::Reversed(day) => format!("agreement taken back {}", long(day)),
        }
    }

    /// Whether it is a decision by now, no longer a recommendation.
    pub(crate) const fn is_agreed(self) -> bool {
        matches!(self, Agreement::Agreed(_) | Agreement::DeemedAgreed(_))
    }
}

/// A decision as the ledger has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry<'c> {
    /// The decision.
    pub decision: &'c Decision,
    /// The review it was made at.
    pub slot: Option<&'c Slot>,
    /// How many later reviews were held while it was open.
    pub carried: usize,
    /// Where it stands with the manager.
    pub agreement: Agreement,
    /// What is doubtful about it.
    pub doubts: Vec<Doubt>,
}

impl Entry<'_> {
    /// The day it was made: of its review, held or booked.
    pub(crate) fn made(&self) -> Option<NaiveDate> {
        self.slot.and_then(|s| s.held.or(s.booked))
    }

    /// Calendar days since it was made, or until it was carried out.
    pub(crate) fn age(&self, today: NaiveDate) -> Option<i64> {
        let until = self.decision.settled().filter(|_| !self.decision.is_open()).map_or(today, |m| m.date);
        Some((until - self.made()?).num_days().max(0))
    }

    /// Whether its day has passed and it is still open.
    pub(crate) fn is_late(&self, today: NaiveDate) -> bool {
        self.decision.is_open() && self.decision.by.is_some_and(|by| by < today)
    }
}

/// Every decision of a case, the open ones first, each group oldest first.
pub(crate) fn ledger<'c>(
    case: &'c Case,
    slots: &'c [Slot],
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Vec<Entry<'c>> {
    let mut entries: Vec<Entry<'c>> = case
        .decisions
        .iter()
        .map(|decision| {
            let place = case.reviews.iter().position(|r| r.id == decision.review);
            let review = place.and_then(|p| case.reviews.get(p));
            let slot = place.and_then(|p| slots.iter().find(|s| s.review == Some(p)));
            Entry {
                decision,
                slot,
                carried: carried(decision, slot, slots, today),
                agreement: agreement(decision, review, practice, calendar, today),
                doubts: doubts(
                    decision,
                    slot.and_then(|s| s.held.or(s.booked)),
                    slot.and_then(|s| following(s, slots)),
                ),
            }
        })
        .collect();
    entries.sort_by_key(|e| (!e.decision.is_open(), e.made(), e.decision.id));
    entries
}

/// How many reviews after the one a decision was made at were held while it was open.
pub(crate) fn carried(
    decision: &Decision,
    made_at: Option<&Slot>,
    slots: &[Slot],
    today: NaiveDate,
) -> usize {
    let made = made_at.and_then(|s| s.held.or(s.booked));
    let ended = decision.settled().filter(|_| !decision.is_open()).map(|m| m.date);
    let open_at = |held: NaiveDate| ended.map_or(held <= today, |ended| held < ended);
    let later = |s: &&Slot| s.held.zip(made).is_some_and(|(held, made)| held > made && open_at(held));
    slots.iter().filter(|s| !s.regime.separate).filter(later).count()
}

/// The day of the review after a slot: held, booked, else its limit.
fn following(slot: &Slot, slots: &[Slot]) -> Option<NaiveDate> {
    let mut own = slots.iter().filter(|s| !s.regime.separate);
    let next = own.find(|s| s.period == slot.period && s.sequence == slot.sequence + 1)?;
    next.held.or(next.booked).or(next.due)
}

/// Where a decision stands with the manager today. Silence agrees only once a receipt is logged.
pub(crate) fn agreement(
    decision: &Decision,
    review: Option<&Review>,
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
) -> Agreement {
    if let Some(answer) = decision.answer() {
        return match answer.mark {
            Mark::Disagreed => Agreement::Disagreed(answer.date),
            Mark::Reversed => Agreement::Reversed(answer.date),
            _ => Agreement::Agreed(answer.date),
        };
    }
    let Some(review) = review else { return Agreement::NotSent };
    let until = silent_until(review, practice, calendar);
    match (review.decisions_received, review.decisions_sent) {
        (Some(_), _) | (_, Some(_)) if until.is_some_and(|until| today > until) => {
            until.map_or(Agreement::NotSent, Agreement::DeemedAgreed)
        }
        (Some(received), _) => Agreement::Received(received, until),
        (None, Some(sent)) => Agreement::Sent(sent),
        (None, None) => Agreement::NotSent,
    }
}

/// The duty by which silence agrees, and so whose owner may still object.
pub(crate) fn considering(practice: &Practice) -> Option<&Duty> {
    practice.duties.iter().map(AsRef::as_ref).find(|d| d.if_silent.as_deref() == Some("agreed"))
}

/// The last day on which the decisions of a review can be objected to; none before the day it counts from is
/// logged (their receipt, or where the practice says so their sending), or where silence has no meaning.
pub(crate) fn silent_until(review: &Review, practice: &Practice, calendar: &Calendar) -> Option<NaiveDate> {
    let rule = considering(practice)?.due.as_ref()?;
    let governed = reckon::rule(rule, practice.guidance_binds, &Of(review), calendar, &mut Working::silent());
    governed.ok().map(|g| g.day.date)
}

/// The days of one review, to count from.
pub(super) struct Of<'r>(pub(super) &'r Review);

impl Anchors for Of<'_> {
    fn day(&self, anchor: &str) -> Result<Day, Gap> {
        let day = match anchor {
            "decisions-received" => self.0.decisions_received,
            "decisions-sent" => self.0.decisions_sent,
            "review-held" | "review-scheduled" => self.0.recorded(),
            "review-completed" => self.0.completion(),
            _ => None,
        };
        day.map(Day::fact).ok_or_else(|| Gap::Waiting(anchor.to_owned()))
    }
}
