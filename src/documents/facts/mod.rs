//! What a document is filled from: the facts of one child, one review or concern, for one reader. What the reader
//! may not have is not among them.

mod concern;
mod review;
mod said;
mod since;

use chrono::NaiveDate;
use serde::Serialize;

pub(crate) use concern::ConcernFacts;
pub(crate) use review::ReviewFacts;
use said::{given, home, part};
use since::{Asked, Happened, Said, Since};

use super::reader::{Guarded, Reader};
use super::redact::Redaction;
use crate::board::Board;
use crate::board::Row;
use crate::error::Result;
use crate::model::codes::legal_title;
use crate::model::decision::Progress;
use crate::model::role::Role;
use crate::rules::decisions::{Agreement, Entry};
use crate::rules::slot::Slot;
use crate::store::Store;

/// How the service is reached, as the settings have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Service {
    pub(crate) letterhead: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) advocacy: Option<String>,
    pub(crate) complaints: Option<String>,
}

impl Service {
    /// As the settings of a book have it.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub(crate) fn of(store: &Store) -> Result<Self> {
        Ok(Self {
            letterhead: store.setting("letterhead")?,
            phone: store.setting("iro-phone")?,
            email: store.setting("iro-email")?,
            advocacy: store.setting("advocacy")?,
            complaints: store.setting("complaints")?,
        })
    }
}

/// Everything a template may name.
#[derive(Debug, Serialize)]
pub(crate) struct Facts {
    pub(crate) today: NaiveDate,
    pub(crate) reader: String,
    pub(crate) authority: String,
    /// The IRO's name.
    pub(crate) iro: Option<String>,
    pub(crate) service: Service,
    pub(crate) child: ChildFacts,
    pub(crate) care: CareFacts,
    pub(crate) people: Vec<PersonFacts>,
    /// What the child said since the review before.
    pub(crate) said: Vec<Said>,
    /// How often the child said something alone that this reader may not have.
    pub(crate) said_alone: usize,
    /// What the child asked for, likewise, and what is still without an answer.
    pub(crate) asked: Vec<Asked>,
    pub(crate) changes: Vec<Happened>,
    pub(crate) review: Option<ReviewFacts>,
    /// Decisions of earlier reviews: open, or reported on since the review before.
    pub(crate) earlier: Vec<DecisionFacts>,
    /// Decisions of the review.
    pub(crate) decisions: Vec<DecisionFacts>,
    pub(crate) next: Option<NextFacts>,
    pub(crate) concern: Option<ConcernFacts>,
}

/// The child.
#[derive(Debug, Serialize)]
pub(crate) struct ChildFacts {
    pub(crate) first: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) initials: String,
    pub(crate) number: Option<String>,
    pub(crate) born: Option<NaiveDate>,
    /// On the day of the review, else today, in years.
    pub(crate) age: Option<u32>,
    /// The same in words, in months before the second birthday: `5 months`.
    pub(crate) age_words: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) disabled: Option<bool>,
}

/// Being in care.
#[derive(Debug, Serialize)]
pub(crate) struct CareFacts {
    pub(crate) since: Option<NaiveDate>,
    pub(crate) legal: Option<String>,
    pub(crate) legal_since: Option<NaiveDate>,
    /// The kind of home.
    pub(crate) living: Option<String>,
    pub(crate) living_since: Option<NaiveDate>,
    /// Where, for those who may know.
    pub(crate) address: Option<String>,
    pub(crate) carer: Option<String>,
    /// Homes in this period of care.
    pub(crate) homes: usize,
}

/// Somebody with a part in the case now.
#[derive(Debug, Serialize)]
pub(crate) struct PersonFacts {
    pub(crate) role: String,
    pub(crate) part: String,
    pub(crate) name: Option<String>,
    /// How to reach them, for those who may know.
    pub(crate) reach: Option<String>,
}

/// A decision.
#[derive(Debug, Serialize)]
pub(crate) struct DecisionFacts {
    pub(crate) number: usize,
    pub(crate) text: String,
    /// The text is worded for the child who reads it.
    pub(crate) for_child: bool,
    pub(crate) outcome: Option<String>,
    /// The role word of who is to do it.
    pub(crate) role: Option<String>,
    /// The part of who is to do it.
    pub(crate) who: Option<String>,
    pub(crate) person: Option<String>,
    pub(crate) by: Option<NaiveDate>,
    /// How far it was carried out: `open`, `done` ...
    pub(crate) status: &'static str,
    pub(crate) status_words: &'static str,
    pub(crate) note: Option<String>,
    /// The manager's answer, in words.
    pub(crate) agreement: String,
    pub(crate) doubts: Vec<String>,
}

/// The review after the one it is about.
#[derive(Debug, Serialize)]
pub(crate) struct NextFacts {
    pub(crate) date: Option<NaiveDate>,
    pub(crate) at: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) limit: Option<NaiveDate>,
}

/// What the facts are of.
pub(crate) struct Of<'b> {
    pub(crate) board: &'b Board,
    pub(crate) row: &'b Row,
    /// The review, where it is about one.
    pub(crate) slot: Option<&'b Slot>,
    /// The concern, likewise.
    pub(crate) concern: Option<crate::model::ids::EscalationId>,
    pub(crate) service: Service,
    pub(crate) redaction: &'b Redaction,
}

impl Of<'_> {
    /// The facts.
    pub(crate) fn facts(self) -> Facts {
        let (board, row, red) = (self.board, self.row, self.redaction);
        let since = self.slot.and_then(|s| s.previous);
        let day = self.slot.and_then(|s| s.held.or(s.booked));
        let next = self.following();
        let (decisions, earlier) = self.decisions(since);
        let until = self.slot.and_then(|s| s.held).unwrap_or(board.today);
        let past = Since { board, row, redaction: red, since, until };
        let (said, said_alone) = past.said();
        Facts {
            today: board.today,
            reader: red.reader.to_string(),
            authority: board.practice.title.clone(),
            iro: given(&board.iro).or(row.iro()).map(str::to_owned),
            child: self.child(day.unwrap_or(board.today)),
            care: self.care(),
            people: self.people(),
            said,
            said_alone,
            asked: past.asked(),
            changes: past.changes(),
            review: self.slot.map(|s| ReviewFacts::of(board, row, s, red)),
            earlier,
            decisions,
            next,
            concern: self.concern.and_then(|id| ConcernFacts::of(board, row, id, red)),
            service: self.service,
        }
    }

    fn child(&self, day: NaiveDate) -> ChildFacts {
        let child = &self.row.case.child;
        ChildFacts {
            first: given(&child.forename).map(str::to_owned),
            name: given(&format!("{} {}", child.forename, child.surname)).map(str::to_owned),
            initials: child.initials(),
            number: self.redaction.fact(Guarded::Number, Some(child.number.clone())),
            born: child.dob,
            age: child.age_on(day),
            age_words: child.dob.and_then(|dob| said::old(dob, day)),
            language: child.language.as_deref().and_then(given).map(str::to_owned),
            disabled: child.disabled,
        }
    }

    fn care(&self) -> CareFacts {
        let (case, red) = (&self.row.case, self.redaction);
        let legal = case.legal.last().filter(|l| l.end.is_none());
        let placement = case.placements.last().filter(|p| p.end.is_none());
        let period = case.periods.last();
        let homes = case.placements.iter().filter(|p| period.is_some_and(|c| p.start >= c.start)).count();
        let carer = placement.and_then(|p| given(&p.carer)).map(str::to_owned);
        CareFacts {
            since: period.map(|p| p.start),
            legal: legal.map(|l| legal_title(&l.code).to_owned()),
            legal_since: legal.map(|l| l.start),
            living: placement.map(|p| home(&p.code)),
            living_since: placement.map(|p| p.start),
            address: red.fact(Guarded::Address, placement.and_then(|p| given(&p.area)).map(str::to_owned)),
            carer: red.fact(Guarded::Carer, carer),
            homes,
        }
    }

    fn people(&self) -> Vec<PersonFacts> {
        let red = self.redaction;
        let now = self.row.case.people.iter().filter(|p| p.end.is_none() && p.role != Role::Child);
        now.map(|p| {
            let carer = p.role == Role::Carer;
            let name = given(&p.name).map(str::to_owned);
            let kind = if carer { Guarded::Address } else { Guarded::ParentContact };
            let reach = given(&p.detail).map(str::to_owned);
            let guarded = carer || p.role == Role::Parent;
            PersonFacts {
                part: part(self.board, &p.role),
                name: if carer { red.fact(Guarded::Carer, name) } else { name },
                reach: if guarded { red.fact(kind, reach) } else { reach },
                role: p.role.clone(),
            }
        })
        .collect()
    }

    /// The decisions of the review, and those of earlier ones that are open or were reported on since.
    fn decisions(&self, since: Option<NaiveDate>) -> (Vec<DecisionFacts>, Vec<DecisionFacts>) {
        let Some(slot) = self.slot else { return (Vec::new(), self.still_open()) };
        let (now, before): (Vec<_>, Vec<_>) =
            self.board.ledger(self.row).into_iter().partition(|e| e.slot == Some(slot));
        let fresh = |e: &Entry<'_>| {
            let settled = e.decision.settled().map(|m| m.date);
            e.made() < slot.held.or(slot.booked).or(Some(self.board.today))
                && (e.decision.is_open() || settled >= since)
        };
        (self.facts_of(now), self.facts_of(before.into_iter().filter(fresh).collect()))
    }

    fn still_open(&self) -> Vec<DecisionFacts> {
        self.facts_of(self.board.ledger(self.row).into_iter().filter(|e| e.decision.is_open()).collect())
    }

    fn facts_of(&self, mut entries: Vec<Entry<'_>>) -> Vec<DecisionFacts> {
        entries.sort_by_key(|e| (e.made(), e.decision.id));
        let fact = |(n, e)| self.decision(n + 1, e);
        entries.iter().enumerate().map(fact).collect()
    }

    fn decision(&self, number: usize, entry: &Entry<'_>) -> DecisionFacts {
        let (d, red, practice) = (entry.decision, self.redaction, &self.board.practice);
        let owner = d.owner.as_deref();
        let person = given(&d.person).map(str::to_owned);
        let manager = crate::rules::decisions::considering(practice);
        let manager = manager.map_or("the manager", |duty| practice.role(&duty.owner));
        let status: Progress = d.progress();
        let own = given(&d.for_child).filter(|_| red.reader == Reader::Child);
        DecisionFacts {
            number,
            text: red.words(own.unwrap_or(&d.text)),
            for_child: own.is_some(),
            outcome: given(&d.outcome).map(|o| red.words(o)),
            role: owner.map(str::to_owned),
            who: owner.map(|o| part(self.board, o)),
            person: if owner == Some(Role::Carer.word()) { red.fact(Guarded::Carer, person) } else { person },
            by: d.by,
            status: status.word(),
            status_words: status.says(),
            note: d.settled().and_then(|m| given(&m.note)).map(|n| red.words(n)),
            agreement: match entry.agreement {
                Agreement::NotSent => "not sent yet".to_owned(),
                agreement => agreement.words(manager),
            },
            doubts: entry.doubts.iter().map(|d| d.words()).collect(),
        }
    }

    /// The review after the one it is about, booked or with its limit; the next one where it is about none.
    fn following(&self) -> Option<NextFacts> {
        let judged = self.row.judged();
        let next = match self.slot {
            Some(slot) => {
                let after = |s: &&Slot| s.period == slot.period && s.sequence == slot.sequence + 1;
                judged.reviews().filter(|s| s.lapsed.is_none()).find(after)
            }
            None => judged.next_review(),
        }?;
        let review = next.review.and_then(|r| self.row.case.reviews.get(r));
        Some(NextFacts {
            date: next.held.or(next.booked),
            at: review.and_then(|r| r.at).map(|t| t.format("%H:%M").to_string()),
            place: review.and_then(|r| given(&r.venue)).map(|v| self.redaction.words(v)),
            limit: next.due,
        })
    }
}
