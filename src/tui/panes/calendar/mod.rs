//! The calendar: a month, a week, the agenda, and the plan of the next three months.

mod lists;
mod plan;
mod plan_view;
mod state;
mod view;

use chrono::Days;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::casework::acts::Subject;
use crate::rules::agenda::{Item as Entry, Kind};
use crate::rules::calendar::add_months;
use crate::rules::planner::Proposal;
use crate::tui::about::About;
use crate::tui::action::{Action, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::layers::diary;
use crate::tui::layers::export::export;
use crate::tui::layers::handover::owed_by_others;
use crate::tui::layers::jump::jump;
use crate::tui::layers::picker::{Item, Picker};
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::list::step;
use crate::tui::words;

pub(crate) use state::{Calendar, Filter, Look};

impl Screen for Calendar {
    fn scope(&self) -> Scope {
        if self.look == Look::Plan { Scope::Plan } else { Scope::Calendar }
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        if self.look == Look::Plan
            && let Some(ask) = plan::act(self, action, scene)
        {
            return Some(ask);
        }
        let ask = match action {
            Action::Agenda => {
                self.look_at(match self.look {
                    Look::Month => Look::Week,
                    Look::Week => Look::Agenda,
                    Look::Agenda | Look::Plan => Look::Month,
                });
                Ask::Nothing
            }
            Action::Plan => plan::anew(self, scene),
            Action::Mark => self.mark(),
            Action::Close => {
                self.marked.clear();
                Ask::Nothing
            }
            Action::Open => match (self.item().and_then(|i| i.concern), self.child()) {
                (Some(concern), _) => Ask::Go(Place::Card(concern)),
                (None, Some(child)) => Ask::Go(Place::child(child)),
                (None, None) => {
                    Ask::say("Nothing on this day opens a child; arrows move the day, j the item.")
                }
            },
            Action::Filter => self.filters(scene),
            Action::Export => export(self.selection()),
            Action::Jump => jump(),
            Action::Holiday => diary::holiday(scene, self.day),
            Action::KeepFree => diary::keep_free(scene, self.day),
            Action::TakeCalendar => Ask::Form(Fill::act("take-calendar", Subject::whole())),
            Action::School => Ask::Form(Fill::act("school-holidays", Subject::whole())),
            Action::DaysOff => diary::days_off(scene),
            Action::Chase => owed_by_others(scene),
            _ if self.moves(action) => Ask::Nothing,
            _ => return None,
        };
        self.follow(scene.board());
        Some(ask)
    }

    fn is_idle(&self, action: Action, _: Scene<'_>) -> bool {
        // The agenda and the plan know neither a day nor a month.
        let dayless = matches!(self.look, Look::Agenda | Look::Plan);
        match action {
            Action::Next => self.cursor + 1 >= self.len(),
            Action::Mark => self.look != Look::Plan && self.item().is_none_or(|i| i.kind.is_day()),
            Action::AcceptAll => self.plan.proposals.iter().all(Proposal::needs_approval),
            Action::PageUp => dayless,
            Action::Today => dayless || (self.day, self.cursor) == (self.today(), 0),
            _ => false,
        }
    }

    fn filter(&mut self, word: String, scene: Scene<'_>) {
        self.filter = Filter::of(&word);
        self.fill(scene.board());
    }

    fn unmark(&mut self) {
        self.marked.clear();
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        if self.look == Look::Plan {
            plan::make(self, scene);
        } else {
            self.fill(scene.board());
        }
        true
    }

    fn about(&self, scene: Scene<'_>) -> About {
        let mut marked: Vec<_> = self.marked.iter().filter_map(|key| key.child).collect();
        marked.sort_unstable();
        marked.dedup();
        About { marked, day: Some(self.day), ..About::child(self.child()).on(self.under(scene.board())) }
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        match self.look {
            Look::Month => view::view(self, scene, frame, area),
            Look::Week => lists::week(self, scene, frame, area),
            Look::Agenda => lists::agenda(self, scene, frame, area),
            Look::Plan => plan_view::view(self, scene, frame, area),
        }
    }
}

impl Calendar {
    /// Moves the day or the cursor; whether the action was a move.
    fn moves(&mut self, action: Action) -> bool {
        let (day, len) = (self.day, self.len());
        let (list, week) = (self.look != Look::Month, self.look == Look::Week);
        match action {
            Action::Up if list => step(&mut self.cursor, -1, len),
            Action::Down if list => step(&mut self.cursor, 1, len),
            Action::PageUp | Action::Left if week => self.go(day.checked_sub_days(Days::new(7))),
            Action::PageDown | Action::Right if week => self.go(day.checked_add_days(Days::new(7))),
            Action::PageUp if list => step(&mut self.cursor, -10, len),
            Action::PageDown if list => step(&mut self.cursor, 10, len),
            Action::Left => self.go(day.pred_opt()),
            Action::Right => self.go(day.succ_opt()),
            Action::Up => self.go(day.checked_sub_days(Days::new(7))),
            Action::Down => self.go(day.checked_add_days(Days::new(7))),
            Action::PageUp => self.go(add_months(day, -1)),
            Action::PageDown => self.go(add_months(day, 1)),
            Action::Today => self.go(Some(self.today())),
            Action::Next => step(&mut self.cursor, 1, len),
            Action::Previous => step(&mut self.cursor, -1, len),
            _ => return false,
        }
        true
    }

    /// Chooses the item under the cursor, or no longer, and goes on to the next.
    fn mark(&mut self) -> Ask {
        let Some(key) = self.item().filter(|i| !i.kind.is_day()).map(Entry::key) else { return Ask::Nothing };
        if !self.marked.remove(&key) {
            self.marked.insert(key);
        }
        let len = self.len();
        step(&mut self.cursor, 1, len);
        let n = words::count(self.marked.len(), "item", "items");
        Ask::Say(format!(
            "{n} chosen: X writes them as a calendar, c logs one contact, d ticks off. Esc drops."
        ))
    }

    /// Asks what to show: the child at hand first, kinds and owners, then every other child.
    fn filters(&self, scene: Scene<'_>) -> Ask {
        let item = |label: String, hint: &str, word: String| Item::new(label, hint, Ask::Filter(word));
        let practice = &scene.board().practice;
        let here = self.child();
        let mut rows: Vec<_> = scene.board().rows().filter(|r| !r.judged().dues.is_empty()).collect();
        rows.sort_by_key(|r| (Some(r.id()) != here, scene.name(r)));
        let mut children = rows.into_iter().map(|row| {
            let word = format!("child:{}", row.id());
            item(format!("only {}", scene.name(row)), &row.case.child.number, word)
        });
        let mut items = vec![item("everything".to_owned(), "", String::new())];
        items.extend(here.and_then(|_| children.next()));
        let kinds = Kind::ALL.iter();
        let kinds = kinds.map(|kind| item(kind.to_string(), "", format!("kind:{}", kind.word())));
        items.extend(kinds);
        let mut owners: Vec<&str> = practice.duties.iter().map(|d| d.owner.as_str()).collect();
        owners.sort_unstable();
        owners.dedup();
        let owed = |role| item(format!("owed by {}", practice.role(role)), "", format!("owner:{role}"));
        items.extend(owners.into_iter().map(owed));
        items.extend(children);
        Ask::open(Picker::new("Show in the calendar", items))
    }
}
