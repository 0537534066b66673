//! Whose move is it: what others owe, person by person, as text to paste into a message.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::board::{Board, Row};
use crate::model::role::Role;
use crate::rules::anchors::has_died;
use crate::rules::due::{Due, Status};
use crate::rules::working::{count, long};

/// What one person owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Told {
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

/// What is late or due soon and not the IRO's, by person, the latest first; nobody is chased for a child
/// who has died. `name` says how a child is named.
pub(crate) fn chase(board: &Board, owner: Option<&str>, name: &dyn Fn(&Row) -> String) -> Vec<Told> {
    let wanted = |d: &&Due| {
        let role = d.duty.owner.as_str();
        let theirs = owner.map_or(role != Role::Iro, |o| o == role);
        theirs && matches!(d.status, Status::Overdue | Status::Now | Status::DueToday | Status::DueSoon)
    };
    // By role, and the person in it where one is named.
    let mut people: BTreeMap<(String, Option<String>), Vec<Owed<'_>>> = BTreeMap::new();
    for row in board.rows().filter(|r| !has_died(&r.case)) {
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

/// A line for each child, with what is essential for the review first.
fn message(board: &Board, owner: &str, person: Option<&str>, owed: &[Owed<'_>]) -> String {
    let role = board.practice.role(owner);
    let mut text = person.map_or_else(|| role.to_owned(), |p| format!("{p} ({role})"));
    let mut children: Vec<&String> = Vec::new();
    for (_, who) in owed {
        if !children.contains(&who) {
            children.push(who);
        }
    }
    for child in children {
        let mut dues: Vec<&Due> = owed.iter().filter(|(_, who)| who == child).map(|(d, _)| *d).collect();
        dues.sort_by_key(|d| !d.duty.essential);
        let said: Vec<String> = dues.into_iter().map(asked).collect();
        text.push_str(&format!("\n- {child}: {}", said.join("; ")));
    }
    text
}

/// A duty and how it stands: `Complete the report (due Thu 5 Nov 2026, 3 working days late)`.
fn asked(due: &Due) -> String {
    let title = &due.duty.title;
    let Some(day) = due.due else { return title.clone() };
    match (due.status, due.days) {
        (Status::Now, _) => format!("{title} (as soon as possible, before {})", long(day)),
        (Status::DueToday, _) => format!("{title} (due today)"),
        (Status::Overdue, Some(days)) if days < 0 => {
            let days = usize::try_from(days.unsigned_abs()).unwrap_or_default();
            let late = count(days, "working day", "working days");
            format!("{title} (due {}, {late} late)", long(day))
        }
        (Status::Overdue, _) => format!("{title} (due {}, late)", long(day)),
        _ => format!("{title} (due {})", long(day)),
    }
}
