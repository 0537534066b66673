//! Life between returns: what can be recorded or corrected about a child.

use super::app::App;
use super::ask::Ask;
use super::deed::Deed;
use super::fact_fields::{fields, new_child};
use super::fill::Fill;
use super::layers::confirm::confirm;
use super::layers::picker::{Item, Picker};
use super::modals::Modal;
use super::modals::form::{Form, Purpose};
use super::scene::Scene;
use super::words;
use crate::board::Row;
use crate::casework::dates;
use crate::model::child::Relation;
use crate::model::codes::{PLACES, legal_title, title};
use crate::model::ids::{ChildId, LegalId, PeriodId, PersonId, PlacementId};
use crate::rules::due::Status;

/// What is recorded or corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    Details,
    Arrive,
    Leave,
    Move,
    Status,
    Authority,
    Separate,
    NoMeeting,
    Iro,
    NewPerson,
    Relative,
    Period(PeriodId),
    Legal(LegalId),
    Placement(PlacementId),
    Person(PersonId),
    Unlink(ChildId),
    Remove,
}

/// What is new about a child who is looked after, and about one who is not.
const NEWS: [(&[Fact], bool); 2] =
    [(&[Fact::Move, Fact::Status, Fact::Leave], true), (&[Fact::Arrive], false)];
/// What is new about any child.
const ALWAYS: [Fact; 4] = [Fact::Iro, Fact::NewPerson, Fact::Relative, Fact::Details];

/// Codes of long-term foster placements: only in one may a review be done without a meeting.
const LONG_TERM: [&str; 2] = ["U1", "U4"];

impl Fact {
    fn words(self) -> &'static str {
        match self {
            Fact::Details => "details: number, name, birth, language",
            Fact::Arrive => "becomes looked after",
            Fact::Leave => "ceases to be looked after",
            Fact::Move => "moves: a new placement",
            Fact::Status => "the legal status changes",
            Fact::Authority => "authority to place for adoption",
            Fact::Separate => "a review on a clock of its own was held",
            Fact::NoMeeting => "a review was done without a meeting",
            Fact::Iro => "the IRO changes",
            Fact::NewPerson => "somebody joins the case",
            Fact::Relative => "a sibling, parent or child is on the caseload",
            Fact::Period(_) => "a period of care",
            Fact::Legal(_) => "a legal status",
            Fact::Placement(_) => "a placement",
            Fact::Person(_) => "a person",
            Fact::Unlink(_) => "not related after all",
            Fact::Remove => "remove the child from the book",
        }
    }
}

/// Asks what is new about a child, or which recorded fact to correct.
pub(crate) fn choose(scene: Scene<'_>, child: ChildId) -> Ask {
    let Some(row) = scene.row(child) else { return Ask::Nothing };
    let cared = row.looked_after(scene.today());
    let news = NEWS.iter().filter(|(_, when)| *when == cared).flat_map(|(facts, _)| facts.iter());
    let item = |fact: Fact, label: String, hint: String| Item::new(label, hint, record(scene, row, fact));
    let reviews = review_facts(scene, row);
    let mut items: Vec<Item> = news
        .chain(&reviews)
        .chain(&ALWAYS)
        .map(|fact| item(*fact, fact.words().to_owned(), String::new()))
        .collect();
    items.extend(recorded(scene, row).into_iter().map(|(fact, words)| {
        let hint = if matches!(fact, Fact::Unlink(_)) { fact.words() } else { "correct" };
        item(fact, words, hint.to_owned())
    }));
    items.push(item(Fact::Remove, Fact::Remove.words().to_owned(), String::new()));
    Ask::open(Picker::new(format!("What about {}?", scene.name(row)), items))
}

/// Opens the form of a fact; what needs none is done or asked at once.
fn record(scene: Scene<'_>, row: &Row, fact: Fact) -> Ask {
    match fact {
        Fact::Unlink(other) => Ask::Do(Deed::Unlink(row.id(), other)),
        Fact::Remove => confirm(
            format!("Remove {} from the book?", scene.name(row)),
            "Everything recorded about the child goes too. u brings it back.",
            "yes, remove the child",
            Ask::Do(Deed::RemoveChild(row.id())),
        ),
        _ => Ask::Form(Fill::Fact(row.id(), fact)),
    }
}

/// What is new about the reviews of a child, where it can be.
fn review_facts(scene: Scene<'_>, row: &Row) -> Vec<Fact> {
    let held = row.judged().slots.iter().any(|s| s.held.is_some() && s.clock().is_none());
    let settled = row.case.placements.iter().any(|p| LONG_TERM.contains(&p.code.as_str()));
    let apart = row.judged().slots.iter().any(|s| s.clock().is_some());
    [
        (Fact::Authority, row.looked_after(scene.today())),
        (Fact::Separate, apart),
        (Fact::NoMeeting, held && settled),
    ]
    .into_iter()
    .filter_map(|(fact, apt)| apt.then_some(fact))
    .collect()
}

/// Every fact of a case that can be corrected, the latest of its kind first.
fn recorded(scene: Scene<'_>, row: &Row) -> Vec<(Fact, String)> {
    let today = scene.today();
    let span = |from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>| {
        let day = |d| words::brief(d, today);
        match (from, to) {
            (Some(from), Some(to)) => format!(" {} to {}", day(from), day(to)),
            (Some(from), None) => format!(" from {}", day(from)),
            (None, Some(to)) => format!(" to {}", day(to)),
            (None, None) => String::new(),
        }
    };
    let case = &row.case;
    let mut all = Vec::new();
    for p in case.periods.iter().rev() {
        all.push((Fact::Period(p.id), format!("looked after{}", span(Some(p.start), p.end))));
    }
    for l in case.legal.iter().rev() {
        all.push((Fact::Legal(l.id), format!("{}{}", legal_title(&l.code), span(Some(l.start), l.end))));
    }
    for p in case.placements.iter().rev() {
        let what = title(PLACES, &p.code);
        all.push((Fact::Placement(p.id), format!("{what}{}", span(Some(p.start), p.end))));
    }
    for p in case.people.iter().rev() {
        let role = scene.board().practice.roles.get(&p.role).unwrap_or(&p.role);
        let name = if scene.hidden { "" } else { p.name.as_str() };
        all.push((Fact::Person(p.id), format!("{role} {name}{}", span(p.start, p.end))));
    }
    for kin in &case.kin {
        let name = scene.row(kin.other).map(|r| scene.name(r)).unwrap_or_default();
        all.push((Fact::Unlink(kin.other), format!("{} {name}", kin_words(kin.relation))));
    }
    all
}

impl App {
    /// The form of a fact.
    pub(crate) fn fact_form(&mut self, child: ChildId, fact: Fact) {
        let Some(row) = self.row(child) else { return };
        let who = self.name(row);
        let Some(fields) = fields(self, row, fact) else { return };
        let title = match fact {
            Fact::Period(_) | Fact::Legal(_) | Fact::Placement(_) | Fact::Person(_) => {
                format!("Correct {} of {who}", fact.words())
            }
            _ => format!("{who}: {}", fact.words()),
        };
        self.open(Form::new(title, Purpose::Fact(child, fact), fields), None);
    }

    /// Says in the form what speaks against an IRO before it is saved; it stops nobody.
    pub(crate) fn settle_fact(&mut self, child: ChildId, fact: Fact) {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let board = &self.desk.board;
        let Some((row, Modal::Form(form))) = board.row(child).zip(self.modals.last_mut()) else { return };
        let iro = fact == Fact::Iro || fact == Fact::NewPerson && form.text("role") == "iro";
        form.notes.clear();
        let (name, start) = (form.text("name"), dates::parse(&form.text("start"), today, &calendar));
        if !iro || name.is_empty() {
            return;
        }
        for found in board.allocation(row, &name, start.unwrap_or(today)) {
            let note = format!("◆ {}. {} ({})", found.what, found.todo, found.cite);
            form.notes.push((Some(Status::DueSoon), note));
        }
    }

    /// The form of a new child.
    pub(crate) fn new_child_form(&mut self) {
        self.open(Form::new("A new child", Purpose::NewChild, new_child(self)), None);
    }
}

/// The word a relation is chosen by.
pub(super) fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Sibling => "sibling",
        Relation::Parent => "parent",
        Relation::Offspring => "offspring",
    }
}

pub(super) fn kin_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Sibling => "brother or sister of",
        Relation::Parent => "has as parent",
        Relation::Offspring => "is the parent of",
    }
}
