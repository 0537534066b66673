//! Checklists: the queues of sessions to hold, and which one is open.

use super::sitting::Sitting;
use crate::board::{Board, Row};
use crate::model::ids::ChildId;
use crate::model::record::Subject;
use crate::rules::practice::Checklist;
use crate::rules::practice::protocol::concern_title;
use crate::rules::practice::words::outcome_title;
use crate::rules::sessions::{Task, Walk, subject_now, tasks};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::modals::Modal;
use crate::tui::modals::picker::{self, Pick, Picker};
use crate::tui::words;

/// A session to hold and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Queued {
    pub(crate) child: ChildId,
    pub(crate) task: Task,
}

/// The queues and the sitting.
#[derive(Debug, Default)]
pub(crate) struct Checklists {
    /// One queue a checklist, the most urgent first, and so within each.
    pub(crate) queue: Vec<Queued>,
    /// The order of the queues: by urgency when they came up, then as they stood, so that none moves while
    /// one is worked through.
    lists: Vec<String>,
    pub(crate) cursor: usize,
    pub(crate) open: Option<Sitting>,
}

impl Checklists {
    pub(crate) fn child(&self) -> Option<ChildId> {
        self.open.as_ref().map(|s| s.child).or_else(|| self.queue.get(self.cursor).map(|q| q.child))
    }

    pub(crate) fn settle(&mut self, board: &Board) {
        let all = board.rows.iter().flat_map(|row| {
            let of = tasks(&row.case, &row.judged, &board.practice, board.today);
            of.into_iter().map(|task| Queued { child: row.id(), task })
        });
        let mut queue: Vec<Queued> = all.collect();
        queue.sort_by_key(|q| q.task.days);
        for queued in &queue {
            if !self.lists.contains(&queued.task.list) {
                self.lists.push(queued.task.list.clone());
            }
        }
        queue.sort_by_key(|q| self.lists.iter().position(|l| *l == q.task.list));
        let on = self.queue.get(self.cursor);
        self.cursor = on
            .and_then(|on| {
                let key = |q: &Queued| (q.child, q.task.list.clone(), q.task.instance.clone());
                queue.iter().position(|q| key(q) == key(on))
            })
            .unwrap_or(self.cursor)
            .min(queue.len().saturating_sub(1));
        self.queue = queue;
        let gone =
            |s: &Sitting| board.row(s.child).is_none() || board.practice.checklist(&s.walk.list).is_none();
        if self.open.as_ref().is_some_and(gone) {
            self.open = None;
        }
    }

    /// The cursor goes to the first session of the next list, or of the one before; round the ends.
    fn turn(&mut self, forward: bool) {
        let list = |place: usize| self.queue.get(place).map(|q| q.task.list.as_str());
        let firsts: Vec<usize> =
            (0..self.queue.len()).filter(|p| p.checked_sub(1).is_none_or(|b| list(b) != list(*p))).collect();
        let here = firsts.iter().rposition(|p| *p <= self.cursor).unwrap_or(0);
        let by = if forward { 1 } else { firsts.len().saturating_sub(1) };
        let next = (here + by).checked_rem(firsts.len()).and_then(|n| firsts.get(n));
        self.cursor = next.copied().unwrap_or(self.cursor);
    }

    /// The next child of a queue, which is not `child`.
    pub(crate) fn next_of(&self, list: &str, child: ChildId) -> Option<usize> {
        let fits = |q: &Queued| q.task.list == list && q.child != child;
        let after = self.queue.iter().enumerate().skip(self.cursor).find(|(_, q)| fits(q));
        after.map(|(place, _)| place).or_else(|| self.queue.iter().position(fits))
    }
}

/// The title of a checklist.
pub(crate) fn title<'b>(board: &'b Board, list: &'b str) -> &'b str {
    board.practice.checklist(list).map_or(list, |l| l.title.as_str())
}

impl App {
    pub(crate) fn act_on_checklists(&mut self, action: Action) {
        if let Some(by) = super::stride(action) {
            let len = self.checklists.queue.len();
            super::step(&mut self.checklists.cursor, by, len);
            return;
        }
        match action {
            Action::Open => self.begin_sitting(),
            Action::NextTab => self.checklists.turn(true),
            Action::PreviousTab => self.checklists.turn(false),
            _ => {}
        }
    }

    /// Begins or takes up the session the cursor is on.
    pub(crate) fn begin_sitting(&mut self) {
        if let Some(Queued { child, task }) = self.checklists.queue.get(self.checklists.cursor).cloned() {
            self.sit_down(child, Walk { list: task.list, subject: task.subject });
        }
    }

    /// Asks which checklist to go through with a child, whether or not one is due.
    pub(crate) fn choose_checklist(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let (today, ascii) = (self.today(), self.theme.ascii);
        let of = |list: &Checklist| {
            let tasks = self.checklists.queue.iter().filter(|q| q.child == child && q.task.list == list.id);
            let queued = tasks.map(|Queued { task, .. }| {
                let day = task.due.map(|d| words::brief(d, today)).unwrap_or_default();
                let about = task.subject.and_then(|s| self.about_in_short(row, s));
                let about = about.map(|a| format!(": {a}")).unwrap_or_default();
                picker::Item {
                    label: format!("{}{about}", list.title),
                    hint: format!("{} to do {day}", task.status.mark(ascii)).trim_end().to_owned(),
                    pick: Pick::Checklist(child, list.id.clone(), task.subject),
                }
            });
            let queued: Vec<picker::Item> = queued.collect();
            if !queued.is_empty() {
                return queued;
            }
            let pick = Pick::Checklist(child, list.id.clone(), None);
            vec![picker::Item { label: list.title.clone(), hint: self.standing_of(row, list), pick }]
        };
        let items = self.desk.board.practice.checklists.iter().flat_map(of).collect();
        let title = format!("Go through which checklist with {}?", self.name(row));
        self.modals.push(Modal::Picker(Picker::new(title, items)));
    }

    /// What a checklist is about, where it is one of several things that may be open.
    pub(crate) fn about_in_short(&self, row: &Row, subject: Subject) -> Option<String> {
        match subject {
            Subject::Change(id) => row.case.changes.iter().find(|c| c.id == id).map(|c| self.event_title(c)),
            Subject::Escalation(id) => {
                let concern = row.case.escalations.iter().find(|e| e.id == id)?;
                Some(concern_title(&concern.concern).to_owned())
            }
            _ => None,
        }
    }

    /// Where a checklist stands for a child that is not in the queue with it: gone through, or only to hand.
    fn standing_of(&self, row: &Row, list: &Checklist) -> String {
        let today = self.today();
        let ended = row.case.sessions.iter().filter(|s| s.checklist == list.id);
        match ended.filter_map(|s| Some((s.ended?, s.outcome.as_deref()?))).next_back() {
            Some((day, how)) => format!("{}: {}", words::brief(day, today), outcome_title(how)),
            None => words::count(list.items.len(), "question", "questions"),
        }
    }

    /// Opens a checklist that was chosen: what it would be about now.
    pub(crate) fn open_checklist(&mut self, child: ChildId, list: &str, about: Option<Subject>) {
        let board = &self.desk.board;
        let found = board.row(child).zip(board.practice.checklist(list));
        let Some((row, list)) = found else { return };
        let queued = self.checklists.queue.iter().find(|q| q.child == child && q.task.list == list.id);
        let subject = about.or(match queued {
            Some(queued) => queued.task.subject,
            None => subject_now(list, &row.case, &row.judged),
        });
        if queued.is_none() && subject.is_none() && !(list.scope.is_review() && row.next_review().is_some()) {
            self.say(format!("There is no {} to go through \"{}\" for.", list.scope.word(), list.title));
            return;
        }
        let walk = Walk { list: list.id.clone(), subject };
        self.sit_down(child, walk);
    }
}
