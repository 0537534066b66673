//! What children, parents and carers answered after the reviews of a span, as a table to hand out. It names nobody.

use chrono::NaiveDate;

use super::public;
use super::sheet::Sheet;
use crate::model::feedback::Giver;
use crate::rules::measures::Feedback;
use crate::rules::working::{count, long};

/// A row for each question that anybody answered; `public` hides small numbers.
pub(crate) fn feedback(counted: &Feedback, from: NaiveDate, to: NaiveDate, public: bool) -> Sheet {
    let head = ["Who", "Question", "Yes", "No", "Yes of those who answered"];
    let rows = Giver::ALL.iter().flat_map(|by| {
        counted.of(*by).iter().map(|(question, asked)| {
            let pct = asked.pct.map(|pct| format!("{pct:.1}%")).unwrap_or_default();
            let [yes, no, pct] = match public {
                true => public::parts(asked.yes, asked.no, asked.pct),
                false => [asked.yes.to_string(), asked.no.to_string(), pct],
            };
            vec![by.to_string(), question.to_string(), yes, no, pct]
        })
    });
    let numbered = |n: usize, one: &str, many: &str| match public && public::is_small(n) {
        true => format!("{} {many}", public::HIDDEN),
        false => count(n, one, many),
    };
    let back = |by: &Giver| {
        let (one, many) = match by {
            Giver::Child => ("form of a child", "forms of children"),
            Giver::Parent => ("of a parent", "of parents"),
            Giver::Carer => ("of a carer", "of carers"),
        };
        numbered(counted.returned.of(*by), one, many)
    };
    let forms: Vec<String> = Giver::ALL.iter().map(back).collect();
    let reviews = numbered(counted.returned.reviews, "review held", "reviews held");
    let last = match public {
        true => public::TOLD.to_owned(),
        false => format!("{} not answered by the IRO yet.", count(counted.waiting.len(), "no", "noes")),
    };
    Sheet {
        title: format!("Feedback on reviews, {} to {}", long(from), long(to)),
        words: vec![
            format!("Returned of {reviews}: {}.", forms.join(", ")),
            "Counted by the day of the review; a question left blank is not counted.".to_owned(),
            last,
        ],
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
