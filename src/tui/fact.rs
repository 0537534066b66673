//! What can be recorded about the reviews of a child between returns.

/// What is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    Separate,
    NoMeeting,
}

impl Fact {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Fact::Separate => "a review on a clock of its own was held",
            Fact::NoMeeting => "a review was done without a meeting",
        }
    }
}
