//! A view of the caseload: which children, in which order, with which columns.

use serde::{Deserialize, Serialize};

use super::words::{UnknownWord, closed_set};

closed_set! {
    /// In which order the children stand.
    #[derive(Default)]
    pub(crate) enum Sort is "order" {
        /// The most urgent first.
        #[default]
        Urgency: "next-step" = "next step",
        /// By name.
        Name: "name",
        /// The next review's limit, the earliest first.
        Review: "review" = "next review",
        /// The youngest first.
        Age: "age",
        /// Who stands out most first.
        Signals: "signals",
    }
}

closed_set! {
    /// A column beside the child's name.
    pub(crate) enum Column is "column" {
        /// The authority's number of the child.
        Number: "number" = "Number",
        /// The age in years.
        Age: "age" = "Age",
        /// The legal status in short.
        Legal: "legal" = "Legal",
        /// The day care began.
        Since: "since" = "In care since",
        /// The day or the limit of the next review.
        Review: "review" = "Next review",
        /// The one next step.
        Step: "step" = "Next step",
        /// The day the IRO last saw the child.
        Seen: "seen" = "Last seen",
        /// The social worker.
        Worker: "worker" = "Social worker",
        /// How much of the IRO's is late.
        Late: "late" = "Late",
        /// How much stands out.
        Signals: "signals" = "Signals",
    }
}

impl Column {
    /// The columns where nobody chose any.
    pub(crate) const USUAL: &'static [Column] = &[Column::Age, Column::Review, Column::Step, Column::Signals];

    /// The columns of some words, parted by commas or spaces, each once.
    ///
    /// # Errors
    /// Where a word is no column.
    pub(crate) fn several(words: &str) -> Result<Vec<Column>, UnknownWord> {
        let mut columns = Vec::new();
        for word in words.split([',', ' ']).filter(|word| !word.is_empty()) {
            let column = Column::from_word(&word.to_lowercase())?;
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        Ok(columns)
    }

    /// The words of some columns, as [`Column::several`] reads them.
    pub(crate) fn words(columns: &[Column]) -> String {
        columns.iter().map(|column| column.word()).collect::<Vec<_>>().join(", ")
    }
}

/// A filter with an order and columns, kept under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct View {
    #[serde(skip)]
    pub(crate) name: String,
    /// As `list --filter` understands it; empty for everybody.
    pub(crate) filter: String,
    pub(crate) sort: Sort,
    /// Those of the settings where it has none.
    pub(crate) columns: Vec<Column>,
}

impl View {
    /// What it shows, in words: `late · by name · age, step`.
    pub(crate) fn says(&self) -> String {
        let all = if self.filter.is_empty() { "everybody" } else { self.filter.as_str() };
        let mut says = format!("{all} · by {}", self.sort);
        if !self.columns.is_empty() {
            says.push_str(&format!(" · {}", Column::words(&self.columns)));
        }
        says
    }
}
