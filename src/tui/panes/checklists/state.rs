//! The queues of sessions to hold, and the one the cursor is on.

use crate::board::Board;
use crate::model::ids::ChildId;
use crate::rules::sessions::{Task, Walk, tasks};

/// A session to hold and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Queued {
    pub(crate) child: ChildId,
    pub(crate) task: Task,
}

impl Queued {
    pub(crate) fn walk(&self) -> Walk {
        Walk { list: self.task.list.clone(), subject: self.task.subject }
    }
}

/// The queues and the cursor in them.
#[derive(Debug, Default)]
pub(crate) struct Checklists {
    /// One queue a checklist, the most urgent first, and so within each.
    pub(crate) queue: Vec<Queued>,
    /// The order of the queues: by urgency when they came up, then as they stood, so that none moves while
    /// one is worked through.
    lists: Vec<String>,
    pub(crate) cursor: usize,
}

impl Checklists {
    pub(crate) fn child(&self) -> Option<ChildId> {
        self.at().map(|q| q.child)
    }

    pub(crate) fn at(&self) -> Option<&Queued> {
        self.queue.get(self.cursor)
    }

    pub(crate) fn fill(&mut self, board: &Board) {
        let all = board.rows().flat_map(|row| {
            let of = tasks(&row.case, row.judged(), &board.practice, board.today);
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
    }

    /// The cursor goes to the first session of the next list, or of the one before; round the ends.
    pub(crate) fn turn(&mut self, forward: bool) {
        let list = |place: usize| self.queue.get(place).map(|q| q.task.list.as_str());
        let firsts: Vec<usize> =
            (0..self.queue.len()).filter(|p| p.checked_sub(1).is_none_or(|b| list(b) != list(*p))).collect();
        let here = firsts.iter().rposition(|p| *p <= self.cursor).unwrap_or(0);
        let by = if forward { 1 } else { firsts.len().saturating_sub(1) };
        let next = (here + by).checked_rem(firsts.len()).and_then(|n| firsts.get(n));
        self.cursor = next.copied().unwrap_or(self.cursor);
    }

    /// Puts the cursor on the next child of a queue, which is not `child`; none where there is no other.
    pub(crate) fn go_on(&mut self, list: &str, child: ChildId) -> Option<&Queued> {
        let fits = |q: &Queued| q.task.list == list && q.child != child;
        let after = self.queue.iter().enumerate().skip(self.cursor).find(|(_, q)| fits(q));
        self.cursor = after.map(|(place, _)| place).or_else(|| self.queue.iter().position(fits))?;
        self.at()
    }
}
