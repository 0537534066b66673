//! What children, parents and carers answered after the reviews of a span, as a table to hand out. It names nobody.

use chrono::NaiveDate;

use super::sheet::Sheet;
use crate::model::feedback::Giver;
use crate::rules::measures::Feedback;
use crate::rules::working::{count, long};

/// A row for each question that anybody answered.
pub(crate) fn feedback(counted: &Feedback, from: NaiveDate, to: NaiveDate) -> Sheet {
    let head = ["Who", "Question", "Yes", "No", "Yes of those who answered"];
    let rows = Giver::ALL.iter().flat_map(|by| {
        counted.of(*by).iter().map(|(question, asked)| {
            let pct = asked.pct.map(|pct| format!("{pct:.1}%")).unwrap_or_default();
            vec![by.to_string(), question.to_string(), asked.yes.to_string(), asked.no.to_string(), pct]
        })
    });
    let back = |by: &Giver| {
        let (one, many) = match by {
            Giver::Child => ("form of a child", "forms of children"),
            Giver::Parent => ("of a parent", "of parents"),
            Giver::Carer => ("of a carer", "of carers"),
        };
        count(counted.returned.of(*by), one, many)
    };
    let forms: Vec<String> = Giver::ALL.iter().map(back).collect();
    let reviews = count(counted.returned.reviews, "review held", "reviews held");
    Sheet {
        title: format!("Feedback on reviews, {} to {}", long(from), long(to)),
        words: vec![
            format!("Returned of {reviews}: {}.", forms.join(", ")),
            "Counted by the day of the review; a question left blank is not counted.".to_owned(),
            format!("{} not answered by the IRO yet.", count(counted.waiting.len(), "no", "noes")),
        ],
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
