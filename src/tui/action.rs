//! What a key can ask for.

/// The five panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

/// An answer given with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    Yes,
    Partly,
    No,
    NotApplicable,
}

impl Reply {
    /// The word that is stored.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Reply::Yes => "yes",
            Reply::Partly => "partly",
            Reply::No => "no",
            Reply::NotApplicable => "n/a",
        }
    }
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
    Filter,
    Sort,
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
    Jump,
    Chain,
    Chase,
    Why,
    Done,
    DoneWith,
    Book,
    Hold,
    Review,
    Adjourn,
    NewChild,
    EditChild,
    Contact,
    Write,
    Raise,
    Change,
    Respond,
    Signals,
    Handover,
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
    Hide,
    Lock,
    Palette,
    Help,
    Quit,
    Save,
    Enter,
    Discard,
}
