//! The nouns of the work as plain data: no file, no SQL, no terminal.

pub(crate) mod annual;
pub mod care;
pub mod change;
pub mod child;
pub mod codes;
pub mod decision;
pub mod diary;
pub(crate) mod document;
pub(crate) mod doubt;
pub mod escalation;
pub(crate) mod feedback;
pub mod ids;
pub mod instance;
pub mod moves;
mod named;
pub mod record;
pub mod returns;
pub mod review;
pub mod role;
pub mod text;
pub(crate) mod view;
pub mod voice;
pub mod words;

use chrono::NaiveDate;
use serde::Serialize;

use care::{Legal, Period, Placement};
use change::Change;
use child::{Child, Copied, CopyOf, Handed, Kin, Person};
use decision::Decision;
use diary::Booked;
use document::Paper;
use doubt::Doubt;
use escalation::Escalation;
use feedback::Form;
use record::{Done, Note, NoteKind, Session, Subject};
use returns::Told;
use review::Review;
use role::Role;
use voice::{Ask, Heard};

/// Everything recorded about one child: what the rules judge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Case {
    /// The child.
    pub child: Child,
    /// Periods of care, oldest first.
    pub periods: Vec<Period>,
    /// Legal statuses, oldest first.
    pub legal: Vec<Legal>,
    /// Placements, oldest first.
    pub placements: Vec<Placement>,
    /// People with a part in the case, the IRO among them, oldest first.
    pub people: Vec<Person>,
    /// Reviews in order of the day that counts (see [`Review::day`]), undated last.
    pub reviews: Vec<Review>,
    /// Decisions of the reviews, in the order they were made.
    pub decisions: Vec<Decision>,
    /// Every day a review was booked for, oldest first.
    pub bookings: Vec<Booked>,
    /// Duties ticked off or waived, oldest first.
    pub done: Vec<Done>,
    /// Notes and contacts, oldest first.
    pub notes: Vec<Note>,
    /// Things that happened, oldest first.
    pub changes: Vec<Change>,
    /// Concerns raised, oldest first.
    pub escalations: Vec<Escalation>,
    /// Checklist sessions, oldest first.
    pub sessions: Vec<Session>,
    /// How words of the child were heard, by their note.
    pub heard: Vec<Heard>,
    /// What the child asked for, oldest first.
    pub asks: Vec<Ask>,
    /// What was copied from a sibling and not read since.
    pub copied: Vec<Copied>,
    /// Documents that were written or sent, oldest first.
    pub(crate) papers: Vec<Paper>,
    /// Feedback forms about the reviews, oldest first.
    pub(crate) feedback: Vec<Form>,
    /// What is doubtful about what returns say, answered or not.
    pub(crate) doubts: Vec<Doubt>,
    /// Siblings and parents who are on the caseload too.
    pub kin: Vec<Kin>,
    /// To whom the child was handed over, where that was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed: Option<Handed>,
    /// The day the book began: what fell due before it, the book cannot know of. `None` outside a book.
    #[serde(skip)]
    pub known_from: Option<NaiveDate>,
    /// The times that returns told of, each from its first day to its last.
    #[serde(skip)]
    pub(crate) told: Vec<Told>,
}

impl Case {
    /// A case with nothing recorded but the child.
    pub fn new(child: Child) -> Self {
        Self {
            child,
            periods: Vec::new(),
            legal: Vec::new(),
            placements: Vec::new(),
            people: Vec::new(),
            reviews: Vec::new(),
            decisions: Vec::new(),
            bookings: Vec::new(),
            done: Vec::new(),
            notes: Vec::new(),
            changes: Vec::new(),
            escalations: Vec::new(),
            sessions: Vec::new(),
            heard: Vec::new(),
            asks: Vec::new(),
            copied: Vec::new(),
            papers: Vec::new(),
            feedback: Vec::new(),
            doubts: Vec::new(),
            kin: Vec::new(),
            handed: None,
            known_from: None,
            told: Vec::new(),
        }
    }

    /// Puts its lists in the order they promise; rows of one day stay in the order they were written.
    pub(crate) fn oldest_first(&mut self) {
        self.periods.sort_by_key(|p| p.start);
        self.legal.sort_by_key(|l| l.start);
        self.placements.sort_by_key(|p| p.start);
        self.people.sort_by_key(|p| p.start);
        self.reviews.sort_by_key(|r| (r.day().is_none(), r.day()));
        self.done.sort_by_key(|d| d.date);
        self.notes.sort_by_key(|n| n.date);
        self.doubts
            .sort_by(|a, b| (a.kind, &a.column, a.day, &a.value).cmp(&(b.kind, &b.column, b.day, &b.value)));
        self.asks.sort_by_key(|a| a.date);
        self.changes.sort_by_key(|c| c.date);
        self.escalations.sort_by_key(|e| e.raised);
        self.sessions.sort_by_key(|s| s.started);
        self.papers.sort_by_key(|p| p.date);
        self.feedback.sort_by_key(|f| f.date);
        self.feedback.iter_mut().for_each(|f| f.answers.sort_by_key(|a| a.question));
    }

    /// Whether nothing is recorded of a review beside its own row: who took part, a decision, a duty, a checklist, a
    /// document, feedback.
    pub(crate) fn has_nothing_of(&self, review: &Review) -> bool {
        let about = Subject::Review(review.id);
        review.attendance.is_empty()
            && !self.decisions.iter().any(|d| d.review == review.id)
            && !self.feedback.iter().any(|f| f.review == review.id)
            && !self.done.iter().any(|d| d.subject == about)
            && !self.sessions.iter().any(|s| s.subject == about)
            && !self.papers.iter().any(|p| p.subject == about)
    }

    /// The doubts that wait for an answer.
    pub(crate) fn open_doubts(&self) -> impl Iterator<Item = &Doubt> {
        self.doubts.iter().filter(|d| d.is_open())
    }

    /// Those who hold a part in the case, or held it, oldest first.
    pub fn in_role(&self, role: Role) -> impl DoubleEndedIterator<Item = &Person> {
        self.people.iter().filter(move |p| p.role == role)
    }

    /// The contacts at which the child was seen, oldest first.
    pub fn sightings(&self) -> impl DoubleEndedIterator<Item = &Note> {
        let saw = |n: &&Note| n.kind == NoteKind::Saw && self.child.is_meant_by(&n.with);
        self.notes.iter().filter(saw)
    }

    /// The mark of a person or note that was copied here and not read since.
    pub fn copied_mark(&self, what: CopyOf, row: i64) -> Option<&Copied> {
        self.copied.iter().find(|c| c.what == what && c.row == Some(row))
    }
}
