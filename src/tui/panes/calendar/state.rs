//! Which day is selected, how the calendar is looked at, and what falls on each day that is seen.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use crate::board::Board;
use crate::casework::Selection;
use crate::model::ids::ChildId;
use crate::rules::agenda::{Item, Key, Kind, Reach};
use crate::rules::calendar::add_months;
use crate::rules::diary::monday;
use crate::rules::due::Status;
use crate::rules::planner::Plan;
use crate::tui::about::Under;

/// Days of the agenda ahead.
const AHEAD: Days = Days::new(28);

/// How the calendar is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Month,
    Week,
    Agenda,
    Plan,
}

/// What is shown of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Filter {
    #[default]
    All,
    Owner(String),
    Kind(Kind),
    Child(ChildId),
}

impl Filter {
    /// The filter of a word: `kind:review`, `owner:iro`, `child:7`; none where it is empty.
    pub(crate) fn of(word: &str) -> Self {
        match word.split_once(':') {
            Some(("kind", kind)) => Kind::from_word(kind).map_or(Filter::All, Filter::Kind),
            Some(("child", id)) => id.parse().map_or(Filter::All, |id| Filter::Child(ChildId(id))),
            Some((_, role)) => Filter::Owner(role.to_owned()),
            None => Filter::All,
        }
    }

    fn fits(&self, item: &Item) -> bool {
        match self {
            Filter::All => true,
            Filter::Owner(role) => item.owner == *role,
            Filter::Kind(kind) => item.kind == *kind,
            Filter::Child(child) => item.child == Some(*child),
        }
    }
}

/// The selected day and item; what falls where.
#[derive(Debug)]
pub(crate) struct Calendar {
    pub(crate) day: NaiveDate,
    pub(crate) cursor: usize,
    pub(crate) look: Look,
    pub(crate) filter: Filter,
    pub(crate) days: BTreeMap<NaiveDate, Vec<Item>>,
    pub(crate) late: Vec<Item>,
    pub(crate) plan: Plan,
    /// What is chosen with Space.
    pub(crate) marked: BTreeSet<Key>,
    today: NaiveDate,
    /// What the items were made for.
    made: Reach,
}

impl Calendar {
    pub(crate) fn new(day: NaiveDate) -> Self {
        Self {
            day,
            cursor: 0,
            look: Look::Month,
            filter: Filter::All,
            days: BTreeMap::new(),
            late: Vec::new(),
            plan: Plan::default(),
            marked: BTreeSet::new(),
            today: day,
            made: Reach::days(day, day),
        }
    }

    /// Makes the items that are seen.
    pub(crate) fn fill(&mut self, board: &Board) {
        self.today = board.today;
        self.made = self.reach();
        self.days.clear();
        self.late.clear();
        for item in board.agenda(self.made).into_iter().filter(|i| self.filter.fits(i)) {
            if item.status == Some(Status::Overdue) {
                self.late.push(item.clone());
            }
            self.days.entry(item.date).or_default().push(item);
        }
        self.late.sort_by_key(Item::order);
        self.days.values_mut().for_each(|all| all.sort_by_key(Item::order));
        self.cursor = self.cursor.min(self.len().saturating_sub(1));
    }

    /// Makes them anew where others are seen than those that were made.
    pub(crate) fn follow(&mut self, board: &Board) {
        if self.made != self.reach() {
            self.fill(board);
        }
    }

    /// The days that are seen: whole weeks of a month, a week, the days ahead with what is late before them.
    fn reach(&self) -> Reach {
        match self.look {
            Look::Month => {
                let first = self.day.with_day(1).unwrap_or(self.day);
                let last = add_months(first, 1).and_then(|d| d.pred_opt()).unwrap_or(self.day);
                Reach::days(monday(first), monday(last) + Days::new(6))
            }
            Look::Week => Reach::days(monday(self.day), monday(self.day) + Days::new(6)),
            Look::Agenda => Reach { late: true, ..Reach::days(self.today, self.today + AHEAD) },
            Look::Plan => Reach::days(self.day, self.day),
        }
    }

    /// The items the cursor moves in: of the day, of the week, or of the agenda.
    pub(crate) fn items(&self) -> Vec<&Item> {
        let between = |from, to| self.days.range(from..=to).flat_map(|(_, all)| all);
        match self.look {
            Look::Month => self.days.get(&self.day).into_iter().flatten().collect(),
            Look::Week => between(monday(self.day), monday(self.day) + Days::new(6)).collect(),
            Look::Agenda => {
                let coming =
                    between(self.today, self.today + AHEAD).filter(|i| i.status != Some(Status::Overdue));
                self.late.iter().chain(coming).collect()
            }
            Look::Plan => Vec::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self.look {
            Look::Plan => self.plan.proposals.len() + self.plan.unmet.len() + self.plan.clashes.len(),
            _ => self.items().len(),
        }
    }

    pub(crate) fn item(&self) -> Option<&Item> {
        self.items().get(self.cursor).copied()
    }

    pub(crate) fn child(&self) -> Option<ChildId> {
        if self.look == Look::Plan {
            let planned = self.plan.proposals.iter().map(|p| p.child);
            let rest =
                self.plan.unmet.iter().map(|u| u.child).chain(self.plan.clashes.iter().map(|c| c.child));
            return planned.chain(rest).nth(self.cursor);
        }
        self.item()?.child
    }

    /// What the cursor is on: a concern's clock, a duty of the child or of the service.
    pub(crate) fn under(&self, board: &Board) -> Option<Under> {
        let item = self.item()?;
        let concern = item.concern.map(Under::Concern);
        concern.or_else(|| match item.child {
            Some(child) => board.row(child)?.judged().dues.get(item.due?).map(Under::duty),
            None => board.service.get(item.due?).map(Under::service),
        })
    }

    /// Reviews booked on a day, review limits on it, other things due on it.
    pub(crate) fn load(&self, day: NaiveDate) -> (usize, usize, usize) {
        let all = self.days.get(&day).map(Vec::as_slice).unwrap_or_default();
        let count = |f: fn(Kind) -> bool| all.iter().filter(|i| f(i.kind)).count();
        let reviews = count(|k| k == Kind::Review);
        let limits = count(|k| matches!(k, Kind::ReviewLimit | Kind::ReviewToBook));
        (reviews, limits, count(|k| !k.is_day()) - reviews - limits)
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.today
    }

    pub(crate) fn go(&mut self, day: Option<NaiveDate>) {
        self.day = day.unwrap_or(self.day);
        self.cursor = 0;
    }

    /// Goes to a day, in a look that has days.
    pub(crate) fn show(&mut self, day: NaiveDate) {
        if matches!(self.look, Look::Agenda | Look::Plan) {
            self.look = Look::Month;
        }
        self.go(Some(day));
    }

    /// What a calendar file is to hold: what is chosen, else what the filter leaves.
    pub(crate) fn selection(&self) -> Selection {
        let only = self.marked.iter().cloned().collect();
        match &self.filter {
            _ if !self.marked.is_empty() => Selection { only, ..Selection::default() },
            Filter::Owner(role) => Selection { owner: Some(role.clone()), ..Selection::default() },
            Filter::Child(child) => Selection { children: vec![*child], ..Selection::default() },
            Filter::All | Filter::Kind(_) => Selection::default(),
        }
    }

    pub(crate) fn look_at(&mut self, look: Look) {
        self.look = look;
        self.cursor = 0;
    }
}
