//! Whose move is it: what others owe, person by person, as text to paste into a message.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::board::{Board, Row};
use crate::model::role::Role;
use crate::rules::due::{Due, Status};
use crate::rules::working::long;

/// What one person owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The role.
    pub owner: String,
    /// The person, where the case names one.
    pub person: Option<String>,
    /// How much of it is late.
    pub late: usize,
    /// How much of it there is.
    pub count: usize,
    /// The message.
    pub text: String,
}

/// A duty, and for which child.
type Owed<'a> = (&'a Due, String);

/// What is late or due soon and not the IRO's, by person, the latest first; `name` says how a child is named.
pub fn chase(board: &Board, owner: Option<&str>, name: &dyn Fn(&Row) -> String) -> Vec<Told> {
    let wanted = |d: &&Due| {
        let role = d.duty.owner.as_str();
        let theirs = owner.map_or(role != Role::Iro, |o| o == role);
        theirs && matches!(d.status, Status::Overdue | Status::DueToday | Status::DueSoon)
    };
    // By role, and the person in it where one is named.
    let mut people: BTreeMap<(String, Option<String>), Vec<Owed<'_>>> = BTreeMap::new();
    for row in board.rows() {
        for due in row.judged().owed().filter(wanted) {
            let person = row.person(&due.duty.owner).map(str::to_owned);
            let who = format!("{} ({})", name(row), row.case.child.number);
            people.entry((due.duty.owner.clone(), person)).or_default().push((due, who));
        }
    }
    for due in board.service.iter().filter(wanted) {
        people.entry((due.duty.owner.clone(), None)).or_default().push((due, "the service".to_owned()));
    }
    let mut told: Vec<Told> = people
        .into_iter()
        .map(|((owner, person), mut owed)| {
            owed.sort_by(|(a, who), (b, other)| (a.due, who).cmp(&(b.due, other)));
            let late = owed.iter().filter(|(d, _)| d.status == Status::Overdue).count();
            let text = message(board, &owner, person.as_deref(), &owed);
            Told { owner, person, late, count: owed.len(), text }
        })
        .collect();
    told.sort_by_key(|t| (std::cmp::Reverse(t.late), t.owner.clone(), t.person.clone()));
    told
}

fn message(board: &Board, owner: &str, person: Option<&str>, owed: &[Owed<'_>]) -> String {
    let role = board.practice.role(owner);
    let mut text = person.map_or_else(|| role.to_owned(), |p| format!("{p} ({role})"));
    for (status, heading) in
        [(Status::Overdue, "Late"), (Status::DueToday, "Due today"), (Status::DueSoon, "Due soon")]
    {
        let mut here = owed.iter().filter(|(d, _)| d.status == status).peekable();
        if here.peek().is_some() {
            text.push_str(&format!("\n{heading}:"));
        }
        for (due, who) in here {
            let day =
                due.due.map_or_else(|| "as soon as possible".to_owned(), |d| format!("due {}", long(d)));
            let late = match due.days.filter(|d| *d < 0) {
                Some(-1) => ", 1 working day ago".to_owned(),
                Some(days) => format!(", {} working days ago", days.unsigned_abs()),
                None => String::new(),
            };
            text.push_str(&format!("\n- {who}: {}, {day}{late}", due.duty.title));
        }
    }
    text
}
