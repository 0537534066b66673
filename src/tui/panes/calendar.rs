//! The calendar: which day is selected, how it is looked at, what falls on each day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::board::{Board, Row};
use crate::casework::PlanAsk;
use crate::model::ids::{ChildId, EscalationId};
use crate::rules::agenda::{Item, Key, Kind};
use crate::rules::calendar::add_months;
use crate::rules::diary::monday;
use crate::rules::due::Status;
use crate::rules::planner::Plan;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::modals::Modal;
use crate::tui::modals::field::Field;
use crate::tui::modals::form::{Form, Purpose};
use crate::tui::modals::picker::{Item as Choice, Pick, Picker};
use crate::tui::words;

/// How far back and ahead of the selected day items are kept.
const BACK: i32 = -3;
const AHEAD: i32 = 14;

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
        }
    }

    pub(crate) fn settle(&mut self, board: &Board) {
        self.today = board.today;
        let span = (
            add_months(board.today, BACK).unwrap_or(board.today),
            add_months(board.today, AHEAD).unwrap_or(board.today),
        );
        self.days.clear();
        self.late.clear();
        for item in board.all_items(span).into_iter().filter(|i| self.filter.fits(i)) {
            if item.status == Some(Status::Overdue) {
                self.late.push(item.clone());
            }
            self.days.entry(item.date).or_default().push(item);
        }
        self.late.sort_by_key(Item::order);
        self.days.values_mut().for_each(|all| all.sort_by_key(Item::order));
        self.cursor = self.cursor.min(self.len().saturating_sub(1));
    }

    /// The items the cursor moves in: of the day, of the week, or of the agenda.
    pub(crate) fn items(&self) -> Vec<&Item> {
        let between = |from, to| self.days.range(from..=to).flat_map(|(_, all)| all);
        match self.look {
            Look::Month => self.days.get(&self.day).into_iter().flatten().collect(),
            Look::Week => between(monday(self.day), monday(self.day) + Days::new(6)).collect(),
            Look::Agenda => {
                let until = self.today.checked_add_days(Days::new(28)).unwrap_or(self.today);
                let coming = between(self.today, until).filter(|i| i.status != Some(Status::Overdue));
                self.late.iter().chain(coming).collect()
            }
            Look::Plan => Vec::new(),
        }
    }

    fn len(&self) -> usize {
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

    /// The concern whose clock the item is.
    pub(crate) fn concern(&self) -> Option<EscalationId> {
        self.item()?.concern
    }

    /// The due of a child that the item is.
    pub(crate) fn due(&self) -> Option<(ChildId, usize)> {
        let item = self.item()?;
        item.child.zip(item.due)
    }

    /// The due of the service that the item is.
    pub(crate) fn service(&self) -> Option<usize> {
        self.item().filter(|i| i.child.is_none()).and_then(|i| i.due)
    }

    /// Reviews booked on a day, review limits on it, other things due on it.
    pub(crate) fn load(&self, day: NaiveDate) -> (usize, usize, usize) {
        let all = self.days.get(&day).map(Vec::as_slice).unwrap_or_default();
        let count = |f: fn(Kind) -> bool| all.iter().filter(|i| f(i.kind)).count();
        let reviews = count(|k| k == Kind::Review);
        let limits = count(|k| matches!(k, Kind::ReviewLimit | Kind::ReviewToBook));
        (reviews, limits, count(|k| !k.is_day()) - reviews - limits)
    }

    pub(crate) fn go(&mut self, day: Option<NaiveDate>) {
        self.day = day.unwrap_or(self.day);
        self.cursor = 0;
    }

    fn look_at(&mut self, look: Look) {
        self.look = look;
        self.cursor = 0;
    }
}

impl App {
    pub(crate) fn act_on_calendar(&mut self, action: Action) {
        let calendar = &mut self.calendar;
        let day = calendar.day;
        let len = calendar.len();
        let list = calendar.look != Look::Month;
        match action {
            Action::Up if list => super::step(&mut calendar.cursor, -1, len),
            Action::Down if list => super::step(&mut calendar.cursor, 1, len),
            Action::PageUp if calendar.look == Look::Week => calendar.go(day.checked_sub_days(Days::new(7))),
            Action::PageDown if calendar.look == Look::Week => {
                calendar.go(day.checked_add_days(Days::new(7)))
            }
            Action::PageUp if list => super::step(&mut calendar.cursor, -10, len),
            Action::PageDown if list => super::step(&mut calendar.cursor, 10, len),
            Action::Left if calendar.look == Look::Week => calendar.go(day.checked_sub_days(Days::new(7))),
            Action::Right if calendar.look == Look::Week => calendar.go(day.checked_add_days(Days::new(7))),
            Action::Left => calendar.go(day.pred_opt()),
            Action::Right => calendar.go(day.succ_opt()),
            Action::Up => calendar.go(day.checked_sub_days(Days::new(7))),
            Action::Down => calendar.go(day.checked_add_days(Days::new(7))),
            Action::PageUp => calendar.go(add_months(day, -1)),
            Action::PageDown => calendar.go(add_months(day, 1)),
            Action::Today => calendar.go(Some(calendar.today)),
            Action::Next => super::step(&mut calendar.cursor, 1, len),
            Action::Previous => super::step(&mut calendar.cursor, -1, len),
            Action::Agenda => calendar.look_at(match calendar.look {
                Look::Month => Look::Week,
                Look::Week => Look::Agenda,
                Look::Agenda | Look::Plan => Look::Month,
            }),
            Action::Plan => self.plan(),
            Action::Mark if calendar.look == Look::Plan => self.accept_one(),
            Action::Mark => self.mark_item(),
            Action::Close => self.calendar.marked.clear(),
            Action::Export => self.export_form(),
            Action::AcceptAll if calendar.look == Look::Plan => self.accept_all(),
            Action::Filter => self.calendar_filter(),
            Action::Jump => self.jump_form(),
            Action::Open => match (calendar.concern(), calendar.child()) {
                (Some(concern), _) => self.open_card(concern),
                (None, Some(child)) => self.open_child(child),
                (None, None) => {
                    self.say("Nothing on this day opens a child; arrows move the day, j the item.")
                }
            },
            _ => {}
        }
    }

    /// Chooses the item under the cursor, or no longer, and goes on to the next.
    fn mark_item(&mut self) {
        let calendar = &mut self.calendar;
        let Some(key) = calendar.item().filter(|i| !i.kind.is_day()).map(Item::key) else { return };
        if !calendar.marked.remove(&key) {
            calendar.marked.insert(key);
        }
        let len = calendar.len();
        super::step(&mut calendar.cursor, 1, len);
        let n = words::count(self.calendar.marked.len(), "item", "items");
        self.say(format!(
            "{n} chosen: X writes them as a calendar, c logs one contact, d ticks off. Esc drops."
        ));
    }

    /// Plans the next three months anew.
    fn plan(&mut self) {
        if self.calendar.look != Look::Plan {
            self.calendar.look_at(Look::Plan);
        }
        self.replan();
        let plan = &self.calendar.plan;
        let to_book = words::count(plan.proposals.len() + plan.unmet.len(), "review", "reviews");
        self.say(format!(
            "{to_book} to book in three months. Space books one as proposed, Y all; b gives another day."
        ));
    }

    /// Plans anew where the plan is looked at.
    pub(crate) fn replan(&mut self) {
        if self.calendar.look == Look::Plan {
            let today = self.today();
            let ask = PlanAsk::between(today, add_months(today, 3).unwrap_or(today));
            self.calendar.plan = self.desk.plan_period(&ask);
            self.calendar.cursor = self.calendar.cursor.min(self.calendar.len().saturating_sub(1));
        }
    }

    fn accept_one(&mut self) {
        let chosen = self.calendar.plan.proposals.get(self.calendar.cursor).map(|p| (p.child, p.date));
        match chosen {
            Some(day) => self.accept(&[day]),
            None => self.say("No day could be proposed for this review: b shows the days there are."),
        }
    }

    fn accept_all(&mut self) {
        let all: Vec<(ChildId, NaiveDate)> =
            self.calendar.plan.proposals.iter().map(|p| (p.child, p.date)).collect();
        self.accept(&all);
    }

    fn accept(&mut self, days: &[(ChildId, NaiveDate)]) {
        let done = self.desk.accept(days);
        self.after(done);
    }

    fn calendar_filter(&mut self) {
        let word =
            |label: String, word: String| Choice { label, hint: String::new(), pick: Pick::Filter(word) };
        let mut items = vec![word("everything".to_owned(), String::new())];
        let here = self.calendar.child();
        let mut rows: Vec<_> = self.desk.board.rows.iter().filter(|r| !r.judged.dues.is_empty()).collect();
        rows.sort_by_key(|r| (Some(r.id()) != here, self.name(r)));
        let mut children = rows.into_iter().map(|row| Choice {
            label: format!("only {}", self.name(row)),
            hint: row.case.child.number.clone(),
            pick: Pick::Filter(format!("child:{}", row.id())),
        });
        // The child at hand first, every other after the kinds and owners: type to find one.
        items.extend(here.and_then(|_| children.next()));
        items.extend(Kind::ALL.iter().map(|kind| word(kind.to_string(), format!("kind:{}", kind.word()))));
        let mut owners: Vec<&str> =
            self.desk.board.practice.duties.iter().map(|d| d.owner.as_str()).collect();
        owners.sort_unstable();
        owners.dedup();
        items.extend(owners.into_iter().map(|role| {
            word(format!("owed by {}", self.desk.board.practice.role(role)), format!("owner:{role}"))
        }));
        items.extend(children);
        self.modals.push(Modal::Picker(Picker::new("Show in the calendar", items)));
    }

    /// Shows only what a filter's word says.
    pub(crate) fn filter_calendar(&mut self, word: &str) {
        let numbered = |id: &str| self.desk.board.rows.iter().map(Row::id).find(|c| c.to_string() == id);
        self.calendar.filter = match word.split_once(':') {
            Some(("kind", kind)) => Kind::from_word(kind).map_or(Filter::All, Filter::Kind),
            Some(("child", id)) => numbered(id).map_or(Filter::All, Filter::Child),
            Some((_, role)) => Filter::Owner(role.to_owned()),
            None => Filter::All,
        };
        self.calendar.settle(&self.desk.board);
    }

    fn jump_form(&mut self) {
        let field = Field::line("date", "Day", "").hint("22 nov, mon, +20wd, -3m, 2027-01-04");
        let form = Form::new("Go to a day", Purpose::Jump, vec![field]);
        self.modals.push(Modal::Form(Box::new(form)));
    }

    /// Goes to the day that was typed.
    pub(crate) fn jump(&mut self, mut form: Box<Form>) {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        match form.needed_date("date", today, &calendar) {
            Some(date) => {
                if matches!(self.calendar.look, Look::Agenda | Look::Plan) {
                    self.calendar.look = Look::Month;
                }
                self.calendar.go(Some(date));
                self.say(words::full(date));
            }
            None => self.modals.push(Modal::Form(form)),
        }
    }
}
