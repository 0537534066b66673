//! A document that left the book, as it left it: what it was, for whom, by whom, and its text.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::DocumentId;
use super::record::Subject;
use super::words::closed_set;

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

closed_set! {
    /// Who reads a document.
    pub(crate) enum Reader is "reader" {
        /// The child it is about.
        Child: "child",
        /// A parent.
        Parent: "parent",
        /// Who the child lives with.
        Carer: "carer",
        /// Somebody who works with the child.
        Professional: "professional",
    }
}

/// A document that was written or sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Paper {
    /// Row number in the book.
    pub(crate) id: DocumentId,
    /// What it is.
    pub(crate) document: Document,
    /// Who was to read it.
    pub(crate) reader: Reader,
    /// What it is about: a review that is recorded, else the child.
    pub(crate) subject: Subject,
    /// The day it was written, or sent.
    pub(crate) date: NaiveDate,
    /// Whether it was sent; else it was only written.
    pub(crate) sent: bool,
    /// Who wrote or sent it.
    pub(crate) by: String,
    /// Kinds of fact that were put in by choice, their words separated by blanks.
    pub(crate) included: String,
    /// Why.
    pub(crate) reason: String,
    /// Its text, in Markdown.
    pub(crate) text: String,
}
