//! Where the screen can be brought: plain ids, so that a lock finds its way back.

use chrono::NaiveDate;

use super::action::Pane;
use crate::documents::kind::Document;
use crate::documents::reader::Reader;
use crate::model::ids::{ChildId, DocumentId, EscalationId, NoteId};
use crate::model::words::closed_set;
use crate::rules::sessions::Walk;

/// A tab of a child's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tab {
    #[default]
    Overview,
    Duties,
    Reviews,
    Decisions,
    Changes,
    Voice,
    Escalations,
    Notes,
    Documents,
    People,
}

impl Tab {
    pub(crate) const ALL: [(Tab, &'static str); 10] = [
        (Tab::Overview, "Overview"),
        (Tab::Duties, "Duties"),
        (Tab::Reviews, "Reviews"),
        (Tab::Decisions, "Decisions"),
        (Tab::Changes, "Changes"),
        (Tab::Voice, "Voice"),
        (Tab::Escalations, "Concerns"),
        (Tab::Notes, "Notes"),
        (Tab::Documents, "Documents"),
        (Tab::People, "People"),
    ];

    /// How many tabs further on it stands than another.
    pub(crate) fn after(self, other: Tab) -> isize {
        let place = |tab| Self::ALL.iter().position(|(t, _)| *t == tab).unwrap_or(0);
        place(self).cast_signed() - place(other).cast_signed()
    }

    pub(crate) fn turn(self, by: usize) -> Self {
        let place = Self::ALL.iter().position(|(t, _)| *t == self).unwrap_or(0);
        Self::ALL.get((place + by) % Self::ALL.len()).map_or(self, |(t, _)| *t)
    }
}

closed_set! {
    /// A report of the whole caseload.
    pub(crate) enum Report is "report" {
        /// Tomorrow's bag.
        Day: "day" = "Day sheet: the next day with reviews, a page a child",
        /// For the manager.
        Supervision: "supervision" = "Supervision: the caseload by initials, whom to talk about",
        /// For who takes over.
        Handover: "handover" = "Handover pack: a page a child, names and all",
        /// Twelve months.
        Annual: "annual" = "Annual report of the last twelve months",
        /// The same for anybody.
        Public: "public" = "Annual report for the public, small numbers hidden",
        /// What was answered after reviews.
        Feedback: "feedback" = "Feedback of children, parents and carers",
        /// The month-end sheet.
        Tracker: "tracker" = "Escalation tracker of this month",
        /// What changed for children.
        Effects: "effects" = "Register of effects of concerns",
    }
}

/// Somewhere to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// One of the five panes; the one that is seen goes back to what it shows first.
    Pane(Pane),
    /// A tab of a child's page.
    Child(ChildId, Tab),
    /// A review's page: the child, its period of care from 0, its number there.
    Review(ChildId, usize, u32),
    /// A checklist being gone through with a child.
    Sitting(ChildId, Walk),
    /// A day of the calendar.
    Day(NaiveDate),
    /// The log of a concern.
    Card(EscalationId),
    /// A note ready to be pasted; whether it was chosen from the list of those that wait.
    Note(ChildId, NoteId, bool),
    /// A document that was written or sent, to read again.
    Paper(ChildId, DocumentId),
    /// A document on the desk.
    Document(Which),
    /// A report to hand out.
    Report(Report),
    /// The reports that were written before.
    Reports,
    /// The parts of the annual report that people write.
    Chapters,
    /// Another practice looked at before it is accepted, by its id.
    Practice(String),
    /// What it asks, stage by stage, to read.
    Reads(String),
    /// One duty of it.
    Reading(String, String),
    /// Every date it would move.
    Moves(String),
    /// In what it differs from the one in use.
    Compared(String),
}

impl Place {
    /// A child's page as it opens.
    pub(crate) fn child(child: ChildId) -> Self {
        Place::Child(child, Tab::default())
    }
}

/// The mark of a document's draft, before its word, reader, child and review.
const DRAFT: &str = "document:";

/// Which document for which child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Which {
    pub(crate) child: ChildId,
    pub(crate) document: Document,
    pub(crate) reader: Reader,
    /// The review of the latest period of care; the usual one where none was chosen.
    pub(crate) review: Option<u32>,
}

impl Which {
    /// The key of its draft.
    pub(crate) fn key(self) -> String {
        let Self { child, document, reader, review } = self;
        let review = review.unwrap_or(0);
        format!("{DRAFT}{}:{}:{child}:{review}", document.word(), reader.word())
    }

    /// The document of a draft's key.
    pub(crate) fn of_draft(key: &str) -> Option<Self> {
        let mut parts = key.strip_prefix(DRAFT)?.split(':');
        Some(Self {
            document: Document::from_word(parts.next()?).ok()?,
            reader: Reader::from_word(parts.next()?).ok()?,
            child: ChildId(parts.next()?.parse().ok()?),
            review: parts.next()?.parse().ok().filter(|n| *n > 0),
        })
    }
}
