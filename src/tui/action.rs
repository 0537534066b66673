//! What a key can ask for, and where.

pub(crate) use crate::model::record::Reply;

/// The five panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Pane {
    #[default]
    Caseload,
    Calendar,
    Checklists,
    Escalations,
    Insight,
}

impl Pane {
    pub(crate) const ALL: [(Pane, &'static str); 5] = [
        (Pane::Caseload, "Caseload"),
        (Pane::Calendar, "Calendar"),
        (Pane::Checklists, "Checklists"),
        (Pane::Escalations, "Escalations"),
        (Pane::Insight, "Insight"),
    ];
}

/// Everything a key, the palette or a picker can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Go(Pane),
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Close,
    Next,
    Previous,
    NextTab,
    PreviousTab,
    Find,
    /// Words, in everything that was written.
    FindWords,
    Back,
    Forth,
    Settings,
    Filter,
    Sort,
    Views,
    Mark,
    Today,
    Agenda,
    Holiday,
    KeepFree,
    TakeCalendar,
    School,
    DaysOff,
    Plan,
    AcceptAll,
    Export,
    Import,
    Jump,
    Chain,
    Chase,
    Why,
    Done,
    DoneWith,
    Waive,
    Book,
    Hold,
    Review,
    Adjourn,
    NewChild,
    EditChild,
    Correct,
    Remove,
    Contact,
    Write,
    Raise,
    Change,
    Respond,
    Signals,
    /// What is doubtful about returns.
    Doubts,
    TakeReturn,
    KeepBook,
    IsRight,
    Handover,
    Reports,
    /// Children handed over in a bundle; one received; those whose care is over.
    HandOut,
    TakeIn,
    Over,
    Passphrase,
    Documents,
    CloseConcern,
    Praise,
    Moves,
    Message,
    Answer(Reply),
    AnswerNote,
    EndSession,
    Decide,
    Walk,
    Copy,
    Pasted,
    Unpasted,
    Drafts,
    Voice,
    Visits,
    Near,
    CopySibling,
    AddPerson,
    Practice,
    Compare,
    Undo,
    Redo,
    Acts,
    Audit,
    /// Make a recovery code.
    Recovery,
    Hide,
    Lock,
    Palette,
    Help,
    /// The idea behind a screen.
    Idea,
    Quit,
    Save,
    Enter,
    Discard,
}

impl Action {
    /// Whether it is done for a child, so that one has to be chosen where the cursor is on none.
    pub(crate) fn is_about_a_child(self) -> bool {
        matches!(
            self,
            Action::Walk
                | Action::Voice
                | Action::Near
                | Action::CopySibling
                | Action::Book
                | Action::Review
                | Action::Hold
                | Action::Adjourn
                | Action::Done
                | Action::Waive
                | Action::EditChild
                | Action::Contact
                | Action::Write
                | Action::Change
                | Action::Respond
                | Action::Signals
                | Action::Handover
                | Action::Documents
                | Action::Raise
                | Action::Praise
        )
    }

    /// Whether it shows something of a child and changes nothing: it goes by the cursor where several are marked.
    pub(crate) fn only_shows(self) -> bool {
        matches!(self, Action::Signals | Action::Near | Action::Handover | Action::Review)
    }
}

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Caseload,
    Child,
    Ledger,
    Review,
    Calendar,
    /// The planning view of the calendar.
    Plan,
    Days,
    Queue,
    Session,
    Escalations,
    Insight,
    Find,
    Form,
    /// A block of words in a form.
    Words,
    Picker,
    Duties,
    Doubts,
    /// A bundle looked into.
    Bundle,
    Text,
    /// The keys of a screen.
    Keys,
    /// A note to copy.
    Paste,
    /// A text that can be copied or written to a file.
    Outgoing,
    /// The log of a concern.
    Card,
    /// The list of notes not yet pasted.
    Pastes,
    /// The views of the caseload.
    Views,
    /// A document being edited.
    Document,
    /// The name of a file.
    File,
}

impl Scope {
    /// The scope whose keys it has too, behind its own.
    fn within(self) -> Option<Scope> {
        match self {
            Scope::Ledger | Scope::Review => Some(Scope::Child),
            Scope::Plan => Some(Scope::Calendar),
            Scope::Words => Some(Scope::Form),
            _ => None,
        }
    }

    /// Whether what works in `scopes` works here.
    pub(crate) fn is_in(self, scopes: &[Scope]) -> bool {
        scopes.contains(&self) || self.within().is_some_and(|outer| outer.is_in(scopes))
    }
}
