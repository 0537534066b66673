//! The parts of the annual report that only people can write, kept year by year.

use super::words::closed_set;

closed_set! {
    /// A part written by people.
    pub(crate) enum Chapter is "part of the annual report" {
        /// Under the summary.
        Messages: "messages" = "messages of the year",
        /// Under service and team.
        Team: "team" = "team and identity",
        /// Under caseloads.
        Caseloads: "caseloads" = "what the caseloads mean",
        /// Under quality assurance.
        Audits: "audits" = "audits of the year",
        /// Where resources stood in the way.
        Risks: "resource-risks" = "resource risks",
        /// What was good.
        Good: "good-practice" = "good practice",
        /// Last year's aims.
        Result: "result" = "what came of last year's aims",
        /// Next year's.
        Next: "next" = "what comes next",
    }
}

impl Chapter {
    /// What a person has to write.
    pub(crate) fn asks(self) -> &'static str {
        match self {
            Chapter::Messages => "three messages of the year, and what has changed since the last",
            Chapter::Team => {
                "who the team is beside the children it serves, its posts, how often children changed their IRO"
            }
            Chapter::Caseloads => "what the caseloads mean for children, and what was done about them",
            Chapter::Audits => "audits of the year: of what, what they found, what changed",
            Chapter::Risks => "where resources stood in the way of children's plans",
            Chapter::Good => "what was good, with leave to tell it",
            Chapter::Result => "each aim of last year's report with its result",
            Chapter::Next => "next year's aims, each with who and by when; what is urgent",
        }
    }

    /// Where the book keeps it: one text for each year, which is named by the one it ends in.
    pub(crate) fn key(self, year: i32) -> String {
        format!("annual:{year}:{}", self.word())
    }
}
