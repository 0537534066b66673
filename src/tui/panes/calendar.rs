//! The calendar: which day is selected, and what falls on each day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::board::Board;
use crate::model::ids::ChildId;
use crate::rules::calendar::add_months;
use crate::rules::due::Status;
use crate::rules::duties::REVIEW;
use crate::tui::action::Action;
use crate::tui::app::App;

/// Something on a day: a booked review, or a duty by its place among the child's (or the service's).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Booked(ChildId, u32),
    Due(ChildId, usize),
    Service(usize),
}

/// The selected day and item; what falls where.
#[derive(Debug)]
pub(crate) struct Calendar {
    pub(crate) day: NaiveDate,
    pub(crate) cursor: usize,
    pub(crate) agenda: bool,
    pub(crate) days: BTreeMap<NaiveDate, Vec<Entry>>,
    pub(crate) late: Vec<(NaiveDate, Entry)>,
    today: NaiveDate,
}

impl Calendar {
    pub(crate) fn new(day: NaiveDate) -> Self {
        Self { day, cursor: 0, agenda: false, days: BTreeMap::new(), late: Vec::new(), today: day }
    }

    pub(crate) fn settle(&mut self, board: &Board) {
        self.days.clear();
        self.late.clear();
        self.today = board.today;
        for row in &board.rows {
            let id = row.id();
            if let Some(slot) = row.next_review()
                && let Some(day) = slot.booked
            {
                self.days.entry(day).or_default().push(Entry::Booked(id, slot.sequence));
            }
            for (place, due) in row.judged.dues.iter().enumerate() {
                let Some(day) = due.due.filter(|_| due.status.is_open() && !due.past && !due.duty.watch)
                else {
                    continue;
                };
                if due.status == Status::Overdue {
                    self.late.push((day, Entry::Due(id, place)));
                }
                self.days.entry(day).or_default().push(Entry::Due(id, place));
            }
        }
        for (place, due) in board.service.iter().enumerate() {
            let Some(day) = due.due else { continue };
            if due.status == Status::Overdue {
                self.late.push((day, Entry::Service(place)));
            }
            self.days.entry(day).or_default().push(Entry::Service(place));
        }
        self.late.sort_by_key(|(day, _)| *day);
        let len = self.entries().len();
        self.cursor = self.cursor.min(len.saturating_sub(1));
    }

    /// The items the cursor moves in: of the day, or of the agenda.
    pub(crate) fn entries(&self) -> Vec<(NaiveDate, Entry)> {
        if !self.agenda {
            let here = self.days.get(&self.day).map(Vec::as_slice).unwrap_or_default();
            return here.iter().map(|e| (self.day, *e)).collect();
        }
        let until = self.today.checked_add_days(Days::new(28)).unwrap_or(self.today);
        let coming = self.days.range(self.today..=until);
        let coming = coming.flat_map(|(day, all)| all.iter().map(|e| (*day, *e)));
        self.late.iter().copied().chain(coming).collect()
    }

    pub(crate) fn entry(&self) -> Option<Entry> {
        self.entries().get(self.cursor).map(|(_, e)| *e)
    }

    pub(crate) fn child(&self) -> Option<ChildId> {
        match self.entry()? {
            Entry::Booked(id, _) | Entry::Due(id, _) => Some(id),
            Entry::Service(_) => None,
        }
    }

    /// Reviews booked on a day, review limits on it, other duties due on it.
    pub(crate) fn load(&self, day: NaiveDate, board: &Board) -> (usize, usize, usize) {
        let mut load = (0, 0, 0);
        for entry in self.days.get(&day).map(Vec::as_slice).unwrap_or_default() {
            match entry {
                Entry::Booked(..) => load.0 += 1,
                Entry::Due(id, place) => {
                    let due = board.row(*id).and_then(|r| r.judged.dues.get(*place));
                    if due.is_some_and(|d| d.duty.id == REVIEW) { load.1 += 1 } else { load.2 += 1 }
                }
                Entry::Service(_) => load.2 += 1,
            }
        }
        load
    }

    fn go(&mut self, day: Option<NaiveDate>) {
        self.day = day.unwrap_or(self.day);
        self.cursor = 0;
    }
}

impl App {
    pub(crate) fn act_on_calendar(&mut self, action: Action) {
        let calendar = &mut self.calendar;
        let day = calendar.day;
        let len = calendar.entries().len();
        match action {
            Action::Up if calendar.agenda => super::step(&mut calendar.cursor, -1, len),
            Action::Down if calendar.agenda => super::step(&mut calendar.cursor, 1, len),
            Action::PageUp if calendar.agenda => super::step(&mut calendar.cursor, -10, len),
            Action::PageDown if calendar.agenda => super::step(&mut calendar.cursor, 10, len),
            Action::Left => calendar.go(day.pred_opt()),
            Action::Right => calendar.go(day.succ_opt()),
            Action::Up => calendar.go(day.checked_sub_days(Days::new(7))),
            Action::Down => calendar.go(day.checked_add_days(Days::new(7))),
            Action::PageUp => calendar.go(add_months(day, -1)),
            Action::PageDown => calendar.go(add_months(day, 1)),
            Action::Today => calendar.go(Some(calendar.today)),
            Action::Next => super::step(&mut calendar.cursor, 1, len),
            Action::Previous => super::step(&mut calendar.cursor, -1, len),
            Action::Agenda => {
                calendar.agenda = !calendar.agenda;
                calendar.cursor = 0;
            }
            Action::Open => match calendar.child() {
                Some(child) => self.open_child(child),
                None => self.say("Nothing on this day opens a child; arrows move the day, j the item."),
            },
            _ => {}
        }
    }
}
