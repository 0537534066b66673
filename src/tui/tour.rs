//! The tour: ten steps on the invented caseload. Each waits for the person's own keys and says what they are for.

use super::action::{Action, Pane, Scope};

/// What the screen was after a key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight {
    pub(crate) action: Option<Action>,
    /// Where the focus was when it was pressed, and where it is now.
    pub(crate) before: Scope,
    pub(crate) scope: Scope,
    pub(crate) pane: Pane,
    /// Something was recorded since the step began.
    pub(crate) recorded: bool,
}

struct Step {
    says: &'static str,
    keys: &'static str,
    /// Where its keys are pressed; on any pane where there is none.
    home: Option<Scope>,
    /// What its own keys lay over that.
    over: &'static [Scope],
    done: fn(Sight) -> bool,
}

static STEPS: [Step; 10] = [
    Step {
        says: "This is your caseload, the most urgent child first. Each has one next step. Go down the list and see the \
               side change with it.",
        keys: "j or ↓",
        home: Some(Scope::Caseload),
        over: &[Scope::Find],
        done: |s| s.action == Some(Action::Down) || s.scope == Scope::Child,
    },
    Step {
        says: "Open a child: where things stand, the years in care to scale, what the child said last.",
        keys: "Enter",
        home: Some(Scope::Caseload),
        over: &[Scope::Find],
        done: |s| s.scope == Scope::Child,
    },
    Step {
        says: "A child's page has tabs. The next one lists every duty, yours first, then what others owe.",
        keys: "Tab",
        home: Some(Scope::Child),
        over: &[],
        done: |s| s.action == Some(Action::NextTab) && s.before.is_in(&[Scope::Child]),
    },
    Step {
        says: "Every date can say why it is its date: the days it counts, the law or guidance that asks for it.",
        keys: "x, then Esc closes it",
        home: Some(Scope::Child),
        over: &[Scope::Text],
        done: |s| s.before == Scope::Text && s.action == Some(Action::Close),
    },
    Step {
        says: "Log a contact: say whom you spoke to, type a line, save it. A note to paste into the council's system \
               comes of it; Esc closes that.",
        keys: "c, fill it in, Ctrl-s, Esc",
        home: Some(Scope::Child),
        over: &[Scope::Form, Scope::Words, Scope::Paste],
        done: |s| s.recorded && s.scope == Scope::Child,
    },
    Step {
        says: "Nothing is lost by trying: any act can be taken back.",
        keys: "u",
        home: Some(Scope::Child),
        over: &[Scope::Picker],
        done: |s| s.action == Some(Action::Undo),
    },
    Step {
        says: "Book a review: the best days first, each with its reason. Close the list without booking, or take a day \
               with Enter.",
        keys: "b, then Esc",
        home: Some(Scope::Child),
        over: &[Scope::Days, Scope::Form],
        done: |s| {
            s.before == Scope::Days && matches!(s.action, Some(Action::Close | Action::Enter | Action::Mark))
        },
    },
    Step {
        says: "The numbers lead to the other panes. The calendar has months, weeks and an agenda.",
        keys: "2",
        home: None,
        over: &[],
        done: |s| s.pane == Pane::Calendar,
    },
    Step {
        says: "Concerns stand here by stage, each with both its clocks.",
        keys: "4",
        home: None,
        over: &[],
        done: |s| s.pane == Pane::Escalations,
    },
    Step {
        says: "Every command is found by everyday words, from anywhere: type letter, phone or birthday. Esc closes the list.",
        keys: ": and type, then Esc",
        home: None,
        over: &[Scope::Picker],
        done: |s| s.before == Scope::Picker && s.scope != Scope::Picker,
    },
];

/// The screens that fill the room.
const PAGES: &[Scope] = &[
    Scope::Caseload,
    Scope::Child,
    Scope::Calendar,
    Scope::Queue,
    Scope::Session,
    Scope::Escalations,
    Scope::Insight,
];

impl Step {
    /// How to come back to where its keys are pressed; nothing there.
    fn back_from(&self, scope: Scope) -> &'static str {
        match self.home {
            _ if self.over.contains(&scope) => "",
            _ if !scope.is_in(PAGES) => "Esc closes what lies on top. ",
            Some(home) if scope.is_in(&[home]) => "",
            Some(Scope::Caseload) if scope.is_in(&[Scope::Child]) => "Esc leads back to the list. ",
            Some(Scope::Child) if scope == Scope::Caseload => "Enter opens a child. ",
            Some(_) => "1 leads back. ",
            None => "",
        }
    }
}

/// How far the person has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tour {
    step: usize,
    /// The last act when the step began.
    pub(crate) from: i64,
}

impl Tour {
    pub(crate) fn begin(from: i64) -> Self {
        Self { step: 0, from }
    }

    /// The step after it; none after the last.
    pub(crate) fn next(self, from: i64) -> Option<Self> {
        Some(Self { step: self.step + 1, from }).filter(|next| next.step < STEPS.len())
    }

    /// Whether what was seen does the step.
    pub(crate) fn is_done(self, sight: Sight) -> bool {
        STEPS.get(self.step).is_some_and(|step| (step.done)(sight))
    }

    /// What stands over the screen: how far and what it is about, then the keys it waits for, and before them those that
    /// lead back to where they are pressed.
    pub(crate) fn says(self, scope: Scope) -> [String; 2] {
        let (says, keys) = STEPS.get(self.step).map_or(("", ""), |step| (step.says, step.keys));
        let back = STEPS.get(self.step).map_or("", |step| step.back_from(scope));
        let head = format!("Tour {} of {}: {says}", self.step + 1, STEPS.len());
        [head, format!("{back}Press {keys}.  F2 goes on, F3 ends the tour.")]
    }
}
