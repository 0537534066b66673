//! What a new IRO is told: everything open for a child, on one page.

use chrono::NaiveDate;
use serde::Serialize;

use super::changes::unanswered;
use super::decisions::carried;
use super::drift::{Signal, last_seen, signals};
use super::due::Assessment;
use super::people::{Turning, turning_points};
use super::practice::Practice;
use super::working::long;
use crate::model::Case;
use crate::model::record::NoteKind;

/// One thing that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Open {
    /// The day that counts: due, raised, told.
    pub date: Option<NaiveDate>,
    /// What it is.
    pub what: String,
    /// Who owes it, in the practice's words.
    pub who: Option<String>,
}

/// Everything open for a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Handover {
    /// The child's number.
    pub child: String,
    /// The child's name.
    pub name: String,
    /// The day it was written.
    pub on: NaiveDate,
    /// The child's own words, the latest first.
    pub wishes: Vec<Open>,
    /// The day the IRO last saw the child.
    pub last_seen: Option<NaiveDate>,
    /// The next review.
    pub next_review: Option<Open>,
    /// Decisions not carried out.
    pub decisions: Vec<Open>,
    /// Concerns not closed.
    pub escalations: Vec<Open>,
    /// Changes not answered.
    pub changes: Vec<Open>,
    /// Duties owed.
    pub dues: Vec<Open>,
    /// What stands out.
    pub signals: Vec<Signal>,
    /// Turning points ahead.
    pub turning_points: Vec<Turning>,
}

/// Puts together what is open.
pub(crate) fn handover(case: &Case, judged: &Assessment, practice: &Practice, today: NaiveDate) -> Handover {
    let open = |date, what: String, who: Option<&str>| Open {
        date,
        what,
        who: who.map(|w| practice.role(w).to_owned()),
    };
    let wishes = case.notes.iter().rev().filter(|n| n.kind == NoteKind::Wishes).take(3);
    let review = judged.next_review().map(|s| {
        let booked = s.booked.map_or("not booked".to_owned(), |d| format!("booked {}", long(d)));
        let what = if s.complete_by.is_some() { "complete " } else { "" };
        open(s.last_day(), format!("{what}{}, {booked}", s.name().to_lowercase()), None)
    });
    let decisions = case.decisions.iter().filter(|d| d.is_open()).map(|d| {
        let place = case.reviews.iter().position(|r| r.id == d.review);
        let slot = judged.slots.iter().find(|s| place.is_some() && s.review == place);
        let times = carried(d, slot, &judged.slots, today);
        let over = if times > 0 { format!(" (carried over {times})") } else { String::new() };
        open(d.by, format!("{}{over}", d.text), d.owner.as_deref())
    });
    let concerns = case.escalations.iter().filter(|e| e.closed.is_none());
    let title = |event: &str| practice.event(event).map_or(event.to_owned(), |e| e.title.clone());
    Handover {
        child: case.child.number.clone(),
        name: case.child.name(),
        on: today,
        wishes: wishes.map(|n| open(Some(n.date), n.text.clone(), None)).collect(),
        last_seen: last_seen(case, practice),
        next_review: review,
        decisions: decisions.collect(),
        escalations: concerns
            .map(|e| open(Some(e.raised), format!("{}, {}: {}", e.concern, e.stage, e.text), None))
            .collect(),
        changes: unanswered(case, practice)
            .map(|c| open(Some(c.date), format!("{} {}", title(&c.event), c.text), None))
            .collect(),
        dues: judged
            .own()
            .map(|d| open(d.due, format!("{} ({})", d.duty.title, d.status.says()), Some(&d.duty.owner)))
            .collect(),
        signals: signals(case, judged, practice, today),
        turning_points: turning_points(case, practice, today),
    }
}

impl Handover {
    /// The page, line by line; a heading has no space before it.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("Handover: {}, {}, on {}", self.name, self.child, long(self.on))];
        lines.push(format!(" Last seen {}", self.last_seen.map_or("not recorded".to_owned(), long)));
        let mut section = |head: &str, rows: &[Open]| {
            if rows.is_empty() {
                return;
            }
            lines.push(format!("{head} ({})", rows.len()));
            lines.extend(rows.iter().map(|r| {
                let day = r.date.map_or(String::new(), |d| format!("{}: ", long(d)));
                let who = r.who.as_ref().map_or(String::new(), |w| format!(" ({w})"));
                format!(" {day}{}{who}", r.what.replace('\n', " "))
            }));
        };
        section("What the child asked for", &self.wishes);
        section("Next review", self.next_review.as_slice());
        section("Decisions not carried out", &self.decisions);
        section("Concerns open", &self.escalations);
        section("Changes not answered", &self.changes);
        section("Owed", &self.dues);
        let stands: Vec<Open> =
            self.signals.iter().map(|s| Open { date: None, what: s.what.clone(), who: None }).collect();
        section("What stands out", &stands);
        let ahead = self.turning_points.iter();
        let ahead: Vec<Open> =
            ahead.map(|t| Open { date: Some(t.date), what: t.what.clone(), who: None }).collect();
        section("Turning points ahead", &ahead);
        lines
    }
}
