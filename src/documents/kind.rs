//! The documents there are. Adding one: a template, and a line in each table here.

use super::reader::Reader;
use crate::model::words::closed_set;

closed_set! {
    /// A document.
    pub(crate) enum Document is "document" {
        /// The record of the review in the child's own hands.
        Letter: "letter" = "letter to the child",
        /// For a child too young for a letter.
        Certificate: "certificate" = "certificate for taking part",
        /// What was decided, by whom, by when.
        Decisions: "decisions" = "decision record",
        /// The full record.
        Minutes: "minutes" = "full record of the review",
        /// What the IRO takes along.
        Agenda: "agenda",
        /// The sheet that goes round.
        Attendance: "attendance" = "attendance sheet",
        /// The office's, with addresses.
        AttendanceOffice: "attendance-office" = "attendance sheet for the office",
        /// Whom to ask and what to send.
        Invitations: "invitations" = "invitation list",
        /// What is asked before the meeting.
        Consultation: "consultation" = "consultation papers",
        /// The child's case on a page or two.
        Summary: "summary" = "case summary",
        /// For a parent who did not come.
        Parents: "parents" = "note to a parent who did not come",
        /// To whoever must act next on a concern, or thanks.
        Message: "message" = "message about a concern",
        /// For the council's system.
        Note: "note" = "case note of the review",
    }
}

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// The latest review held.
    Held,
    /// The next review.
    Next,
    /// The child.
    Child,
    /// A concern.
    Concern,
}

impl Document {
    /// What it is about, where nobody says which review.
    pub(crate) fn about(self) -> About {
        use Document as D;
        match self {
            D::Letter | D::Certificate | D::Decisions | D::Minutes | D::Parents | D::Note => About::Held,
            D::Agenda | D::Attendance | D::AttendanceOffice | D::Invitations | D::Consultation => About::Next,
            D::Summary => About::Child,
            D::Message => About::Concern,
        }
    }

    /// Who reads it, where nobody says otherwise.
    pub(crate) fn reader(self) -> Reader {
        match self {
            Document::Letter | Document::Certificate | Document::Consultation => Reader::Child,
            Document::Parents => Reader::Parent,
            _ => Reader::Professional,
        }
    }

    /// The template that ships.
    pub(crate) fn template(self) -> &'static str {
        macro_rules! shipped {
            ($name:literal) => {
                include_str!(concat!("../../assets/templates/", $name, ".md"))
            };
        }
        match self {
            Document::Letter => shipped!("letter"),
            Document::Certificate => shipped!("certificate"),
            Document::Decisions => shipped!("decisions"),
            Document::Minutes => shipped!("minutes"),
            Document::Agenda => shipped!("agenda"),
            Document::Attendance => shipped!("attendance"),
            Document::AttendanceOffice => shipped!("attendance-office"),
            Document::Invitations => shipped!("invitations"),
            Document::Consultation => shipped!("consultation"),
            Document::Summary => shipped!("summary"),
            Document::Parents => shipped!("parents"),
            Document::Message => shipped!("message"),
            Document::Note => shipped!("note"),
        }
    }

    /// Whether its words are written for the child, and so measured against the child's age.
    pub(crate) fn is_to_child(self) -> bool {
        matches!(self, Document::Letter | Document::Certificate)
    }

    /// Size of its text in points, by the child's age: larger for the young (documents for children up to 11).
    pub(crate) fn points(self, age: Option<u32>) -> usize {
        match self {
            Document::Letter | Document::Certificate | Document::Consultation
                if age.is_none_or(|a| a <= 11) =>
            {
                14
            }
            _ => 12,
        }
    }

    /// Whether its page lies on the long side.
    pub(crate) fn lies(self) -> bool {
        matches!(self, Document::Attendance | Document::AttendanceOffice | Document::Invitations)
    }
}
