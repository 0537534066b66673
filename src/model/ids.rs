//! Row numbers as types of their own, so that a review's number is never taken for a child's.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A child of the caseload.
    ChildId,
    /// A period of being looked after.
    PeriodId,
    /// A spell under one legal status.
    LegalId,
    /// A placement.
    PlacementId,
    /// Somebody with a part in a child's case.
    PersonId,
    /// A review, held or to come.
    ReviewId,
    /// A decision of a review.
    DecisionId,
    /// A duty ticked off or waived.
    DoneId,
    /// A note or logged contact.
    NoteId,
    /// Something that happened to a child.
    ChangeId,
    /// A concern raised with the authority.
    EscalationId,
    /// Something a child asked for.
    AskId,
    /// A mark of something copied from a sibling.
    CopiedId,
    /// A feedback form.
    FormId,
    /// A document that was written or sent.
    DocumentId,
    /// An entry of a concern's log.
    MoveId,
    /// A walk through a checklist.
    SessionId,
    /// A doubt about what returns say.
    DoubtId,
    /// Leave, an appointment or a fixed day of the IRO.
    BusyId,
    /// One act of the user: what undo takes back as a whole.
    ActId,
}
