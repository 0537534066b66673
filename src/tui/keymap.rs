//! The one table of keys: dispatch, footer, `?` help and the `:` palette all read it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{Action, Pane, Reply};

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Caseload,
    Child,
    Ledger,
    Review,
    Calendar,
    Days,
    Queue,
    Session,
    Escalations,
    Insight,
    Find,
    Form,
    Picker,
    Duties,
    Text,
    /// A note to copy.
    Paste,
    /// The list of notes not yet pasted.
    Pastes,
}

impl Scope {
    /// The scope whose keys it has too, behind its own.
    fn within(self) -> Option<Scope> {
        matches!(self, Scope::Ledger | Scope::Review).then_some(Scope::Child)
    }

    fn has(self, entry: &Entry) -> bool {
        entry.scopes.contains(&self) || self.within().is_some_and(|outer| outer.has(entry))
    }
}

/// One line of the table. An entry with no label is left out of the footer.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) scopes: &'static [Scope],
    pub(crate) keys: &'static [&'static str],
    pub(crate) action: Action,
    pub(crate) label: &'static str,
    pub(crate) help: &'static str,
}

use Scope::{
    Calendar, Caseload, Child, Days, Duties, Escalations, Find, Form, Insight, Ledger, Paste, Pastes, Picker,
    Queue, Review, Session, Text,
};

const PANES: &[Scope] = &[Caseload, Child, Calendar, Queue, Session, Escalations, Insight];
const LISTS: &[Scope] = &[Caseload, Child, Queue, Escalations, Text, Paste, Insight];
const BOXES: &[Scope] = &[Picker, Duties, Pastes, Find];
const ANYWHERE: &[Scope] = &[
    Caseload,
    Child,
    Calendar,
    Queue,
    Session,
    Escalations,
    Insight,
    Find,
    Form,
    Ledger,
    Picker,
    Duties,
    Pastes,
    Text,
    Paste,
];

const fn on(
    scopes: &'static [Scope],
    keys: &'static [&'static str],
    action: Action,
    label: &'static str,
    help: &'static str,
) -> Entry {
    Entry { scopes, keys, action, label, help }
}

/// Every key of every screen. Within a scope the first entry that has a key wins it.
pub(crate) static KEYS: &[Entry] = &[
    on(PANES, &["q"], Action::Quit, "", "quit; everything is saved already"),
    // answering a checklist
    on(&[Session], &["y"], Action::Answer(Reply::Yes), "yes", "answer yes and go on"),
    on(&[Session], &["p"], Action::Answer(Reply::Partly), "partly", "answer partly and go on"),
    on(&[Session], &["n"], Action::Answer(Reply::No), "no", "answer no and go on"),
    on(&[Session], &["x"], Action::Answer(Reply::NotApplicable), "n/a", "not applicable, and go on"),
    on(&[Session], &["o"], Action::AnswerNote, "note", "write a note beside the answer, or a longer answer"),
    on(&[Session], &["up", "k"], Action::Up, "back", "the question before"),
    on(&[Session], &["down", "j", "enter"], Action::Down, "", "the question after"),
    on(&[Session], &["f"], Action::EndSession, "finish", "end the session with an outcome"),
    on(&[Session], &["d"], Action::Decide, "decide", "write a decision about the question"),
    on(&[Session], &["e"], Action::Raise, "escalate", "raise a concern about the question"),
    on(&[Session], &["A"], Action::Adjourn, "adjourn", "adjourn the review because of the question"),
    on(&[Session], &["esc"], Action::Close, "queue", "back to the queue; answers are kept"),
    // the decisions of a child
    on(&[Ledger], &["y"], Action::Answer(Reply::Yes), "done", "the decision was carried out"),
    on(&[Ledger], &["p"], Action::Answer(Reply::Partly), "partly", "the decision was carried out in part"),
    on(&[Ledger], &["n"], Action::Answer(Reply::No), "not done", "the decision was not carried out"),
    on(&[Ledger], &["x"], Action::Answer(Reply::NotApplicable), "", "no longer needed, with the reason"),
    on(
        &[Ledger],
        &["o"],
        Action::AnswerNote,
        "note",
        "any mark with a day and a note: agreed, objected, done ...",
    ),
    on(&[Ledger], &["a"], Action::Decide, "decide", "add a decision to the last review"),
    on(&[Ledger], &["enter"], Action::Open, "change", "change the words, owner or date"),
    on(&[Ledger], &["e"], Action::Raise, "escalate", "raise a concern about this decision"),
    // one review, from its run-up to its record
    on(&[Review], &["y"], Action::Answer(Reply::Yes), "yes", "done, covered, attended: what the line asks"),
    on(&[Review], &["p"], Action::Answer(Reply::Partly), "partly", "in part; sent views"),
    on(&[Review], &["n"], Action::Answer(Reply::No), "no", "not done, not covered, did not come"),
    on(
        &[Review],
        &["x"],
        Action::Answer(Reply::NotApplicable),
        "",
        "does not apply; of a duty: why its date",
    ),
    on(&[Review], &["enter"], Action::Open, "write", "write a note, a day, a change of the line"),
    on(
        &[Review],
        &["o"],
        Action::AnswerNote,
        "",
        "of a decision: agreed, objected, done, with a day and a note",
    ),
    on(&[Review], &["tab", "right", "l"], Action::NextTab, "next part", "the next part of the review"),
    on(&[Review], &["backtab", "left"], Action::PreviousTab, "", "the part before"),
    on(&[Review], &["a"], Action::Decide, "decide", "add a decision of this review"),
    on(&[Review], &["f"], Action::EndSession, "finish", "end the agenda with an outcome and a case note"),
    on(&[Review], &["W"], Action::AddPerson, "who", "add somebody who took part"),
    on(&[Review], &["esc", "backspace"], Action::Close, "back", "back to the child"),
    // moving
    on(&[Child], &["enter"], Action::Open, "", "open the review the cursor is on"),
    on(&[Caseload, Queue, Escalations], &["enter"], Action::Open, "open", "open what the cursor is on"),
    on(&[Calendar], &["enter"], Action::Open, "open", "open the child of the item"),
    on(&[Insight], &["enter"], Action::Open, "rows", "the rows behind the bar"),
    on(&[Insight], &["tab", "right", "l"], Action::NextTab, "group", "the next group of bars"),
    on(&[Insight], &["backtab", "left"], Action::PreviousTab, "", "the group before"),
    on(&[Calendar], &["left"], Action::Left, "", "the day before"),
    on(&[Calendar], &["right"], Action::Right, "", "the day after"),
    on(&[Calendar], &["up"], Action::Up, "", "a week earlier"),
    on(&[Calendar], &["down"], Action::Down, "", "a week later"),
    on(&[Calendar], &["j", "tab"], Action::Next, "item", "the next item of the day"),
    on(&[Calendar], &["k", "backtab"], Action::Previous, "", "the item before"),
    on(&[Calendar], &["[", "pgup"], Action::PageUp, "month", "the month before"),
    on(&[Calendar], &["]", "pgdn"], Action::PageDown, "", "the month after"),
    on(&[Calendar], &["t", "home"], Action::Today, "today", "back to today"),
    on(&[Calendar], &["H"], Action::Holiday, "", "add a proclaimed bank holiday on this day, or take it out"),
    on(&[Calendar], &["a"], Action::Agenda, "view", "month, week or agenda"),
    on(&[Calendar], &["m"], Action::Plan, "plan", "plan the next three months; again plans anew"),
    on(&[Calendar], &["space"], Action::Mark, "", "in the plan: book this review as proposed"),
    on(&[Calendar], &["Y"], Action::AcceptAll, "", "in the plan: book all as proposed"),
    on(&[Calendar], &["f"], Action::Filter, "filter", "show only one owner, kind or child"),
    on(&[Calendar], &["g"], Action::Jump, "go to", "go to a day, typed as you say it"),
    on(&[Calendar], &["O"], Action::Chase, "chase", "what others owe, person by person"),
    on(&[Days], &["enter"], Action::Enter, "book", "take this day into the booking form"),
    on(&[Days], &["m"], Action::Chain, "what it moves", "everything round the review, before and after"),
    on(&[Days], &["j", "down"], Action::Down, "", "the next best day"),
    on(&[Days], &["k", "up"], Action::Up, "", "the day before in the list"),
    on(&[Days], &["pgdn"], Action::PageDown, "", "a page down"),
    on(&[Days], &["pgup"], Action::PageUp, "", "a page up"),
    on(&[Days], &["esc", "q"], Action::Close, "close", "close; nothing is booked"),
    on(LISTS, &["j", "down"], Action::Down, "", "down"),
    on(LISTS, &["k", "up"], Action::Up, "", "up"),
    on(LISTS, &["pgdn", "ctrl-f"], Action::PageDown, "", "a page down"),
    on(LISTS, &["pgup", "ctrl-b"], Action::PageUp, "", "a page up"),
    on(LISTS, &["home", "g"], Action::First, "", "to the top"),
    on(LISTS, &["end", "G"], Action::Last, "", "to the end"),
    on(&[Child], &["esc", "backspace"], Action::Close, "back", "back to the list"),
    on(&[Child], &["tab", "right", "l"], Action::NextTab, "tab", "the next tab"),
    on(&[Child], &["backtab", "left"], Action::PreviousTab, "", "the tab before"),
    on(&[Child], &["]"], Action::Next, "next child", "the next child of the list"),
    on(&[Child], &["["], Action::Previous, "", "the child before"),
    on(&[Caseload], &["/"], Action::Find, "find", "find by name or number as you type"),
    on(&[Caseload], &["f"], Action::Filter, "filter", "show only some: late, unbooked, s20, not-seen ..."),
    on(&[Caseload], &["s"], Action::Sort, "sort", "next way to sort"),
    on(&[Caseload], &["space"], Action::Mark, "mark", "mark several for one act"),
    on(&[Caseload], &["esc"], Action::Close, "", "drop the search, the filter, the marks"),
    // acts
    on(
        &[Caseload, Child, Calendar, Queue, Escalations],
        &["x"],
        Action::Why,
        "why",
        "why the date is its date",
    ),
    on(&[Caseload, Child, Calendar, Queue], &["d"], Action::Done, "done", "tick off a duty"),
    on(&[Caseload, Child, Calendar, Queue], &["b"], Action::Book, "book", "book or move the review"),
    on(&[Caseload, Child, Calendar, Queue], &["h"], Action::Hold, "held", "record the review as held"),
    on(
        &[Caseload, Child, Queue],
        &["H"],
        Action::Review,
        "review",
        "the review itself: agenda, who came, decisions, what follows",
    ),
    on(&[Caseload, Child, Calendar, Queue], &["A"], Action::Adjourn, "", "record the review as adjourned"),
    on(PANES, &["c"], Action::Contact, "contact", "log a contact: spoke, saw, read, challenged"),
    on(
        &[Caseload, Child, Calendar, Queue, Escalations, Insight],
        &["e"],
        Action::Raise,
        "escalate",
        "raise a concern",
    ),
    on(
        &[Escalations],
        &["m"],
        Action::Moves,
        "move",
        "what may be done next: raised, replied, escalate, skip",
    ),
    on(&[Escalations], &["t"], Action::Message, "message", "draft a message to whoever must act next"),
    on(&[Escalations], &["X"], Action::CloseConcern, "close", "close a concern with what changed"),
    on(
        &[Escalations],
        &["/", "f"],
        Action::Filter,
        "filter",
        "show only some: late, open, promised, a kind, a name ...",
    ),
    on(&[Escalations], &["left", "backtab"], Action::Left, "", "the column before"),
    on(&[Escalations], &["right", "tab"], Action::Right, "", "the column after"),
    on(&[Escalations], &["esc"], Action::Close, "", "drop the filter"),
    on(
        &[Caseload, Child, Calendar, Queue, Escalations, Insight],
        &["+"],
        Action::Praise,
        "",
        "pass on good practice",
    ),
    on(
        &[Caseload, Child, Calendar, Queue],
        &["o"],
        Action::Walk,
        "checklist",
        "go through a checklist with the child",
    ),
    on(PANES, &["W"], Action::Voice, "", "record what the child said and asked for"),
    on(PANES, &["V"], Action::Visits, "", "who has not been seen where they live this year"),
    on(&[Caseload, Child, Calendar, Queue], &["N"], Action::Near, "", "who else lives near the child"),
    on(&[Child], &["Y"], Action::CopySibling, "", "copy from a brother or sister what is not recorded here"),
    on(
        &[Child],
        &["enter"],
        Action::Open,
        "",
        "open the line: the note to paste, the working, what came of it",
    ),
    on(PANES, &["P"], Action::Unpasted, "", "notes not yet pasted into the council's system"),
    on(
        &[Caseload, Child, Calendar, Queue, Escalations],
        &["C"],
        Action::Change,
        "",
        "record a change that may bring the review forward",
    ),
    on(
        &[Caseload, Child, Calendar, Queue],
        &["r"],
        Action::Respond,
        "",
        "answer a change: brought forward, or not needed because",
    ),
    on(
        &[Caseload, Child, Calendar, Queue, Escalations],
        &["v"],
        Action::Signals,
        "",
        "what stands out for the child and why, whom to invite, what lies ahead",
    ),
    on(
        &[Caseload, Child, Queue],
        &["T"],
        Action::Handover,
        "",
        "everything open for the child, to hand over",
    ),
    on(PANES, &["w"], Action::Write, "", "write a note"),
    on(
        &[Caseload, Queue, Calendar, Escalations, Insight, Child],
        &["n"],
        Action::NewChild,
        "",
        "add a child",
    ),
    on(
        PANES,
        &["E"],
        Action::EditChild,
        "",
        "record or correct a fact: moves, legal status, IRO, care, people, details",
    ),
    on(PANES, &["u"], Action::Undo, "undo", "undo the last act"),
    on(PANES, &["U", "ctrl-r"], Action::Redo, "", "do again what was undone"),
    on(
        &[Caseload, Child, Calendar, Queue, Escalations, Insight],
        &["p"],
        Action::Practice,
        "",
        "work by another practice",
    ),
    on(
        &[Caseload, Child, Calendar, Queue, Escalations, Insight],
        &["="],
        Action::Compare,
        "",
        "compare this practice with another",
    ),
    on(PANES, &["i"], Action::Hide, "", "hide or show names"),
    on(ANYWHERE, &["ctrl-l"], Action::Lock, "", "lock the screen"),
    on(PANES, &["1"], Action::Go(Pane::Caseload), "", "Caseload"),
    on(PANES, &["2"], Action::Go(Pane::Calendar), "", "Calendar"),
    on(PANES, &["3"], Action::Go(Pane::Checklists), "", "Checklists"),
    on(PANES, &["4"], Action::Go(Pane::Escalations), "", "Escalations"),
    on(PANES, &["5"], Action::Go(Pane::Insight), "", "Insight"),
    on(PANES, &[":"], Action::Palette, "commands", "find a command by name"),
    on(PANES, &["?"], Action::Help, "keys", "the keys of this screen"),
    // boxes
    on(BOXES, &["esc"], Action::Close, "close", "close"),
    on(&[Find], &["enter"], Action::Enter, "keep", "keep the search and go to the list"),
    on(&[Find], &["down"], Action::Down, "", "down"),
    on(&[Find], &["up"], Action::Up, "", "up"),
    on(&[Duties], &["enter"], Action::Enter, "done today", "done today"),
    on(&[Duties], &["tab"], Action::DoneWith, "another day or a note", "say the day and a note"),
    on(&[Picker], &["enter"], Action::Enter, "choose", "choose"),
    on(&[Picker, Duties, Pastes], &["down", "ctrl-n"], Action::Down, "", "down"),
    on(&[Picker, Duties, Pastes], &["up", "ctrl-p"], Action::Up, "", "up"),
    on(&[Picker, Duties, Pastes], &["pgdn"], Action::PageDown, "", "a page down"),
    on(&[Picker, Duties, Pastes], &["pgup"], Action::PageUp, "", "a page up"),
    on(&[Form], &["enter"], Action::Enter, "next, then save", "next field; on the last one save"),
    on(&[Form], &["tab", "down"], Action::Next, "field", "next field"),
    on(&[Form], &["backtab", "up"], Action::Previous, "", "field before"),
    on(&[Form], &["ctrl-s"], Action::Save, "save", "save"),
    on(&[Form], &["ctrl-d"], Action::Discard, "discard", "close and forget what was typed"),
    on(&[Form], &["esc"], Action::Close, "close", "close; a note being typed is kept as a draft"),
    on(&[Text], &["esc", "enter", "q", "x", "?"], Action::Close, "close", "close"),
    on(&[Paste], &["enter", "esc", "q"], Action::Close, "close", "close"),
    on(&[Paste], &["c"], Action::Copy, "copy", "copy for the council's system, where the terminal can"),
    on(&[Paste], &["m"], Action::Pasted, "pasted", "mark it as pasted"),
    on(&[Pastes], &["enter"], Action::Enter, "show", "show the note, ready to copy"),
    on(&[Pastes], &["tab"], Action::DoneWith, "pasted", "mark it as pasted"),
];

/// The name of a key as the table writes it.
pub(crate) fn name(key: KeyEvent) -> String {
    let plain = match key.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::BackTab => "backtab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pgup".to_owned(),
        KeyCode::PageDown => "pgdn".to_owned(),
        KeyCode::F(1) => "?".to_owned(),
        _ => return String::new(),
    };
    if key.modifiers.contains(KeyModifiers::CONTROL) { format!("ctrl-{plain}") } else { plain }
}

/// What a key does where the focus is.
pub(crate) fn action(scope: Scope, key: KeyEvent) -> Option<Action> {
    let name = name(key);
    live(scope).find(|e| e.keys.contains(&name.as_str())).map(|e| e.action)
}

/// The entries of a scope, in order, those left out whose every key an earlier one has taken.
pub(crate) fn live(scope: Scope) -> impl Iterator<Item = &'static Entry> {
    KEYS.iter().enumerate().filter_map(move |(place, entry)| {
        let taken = |key: &&str| KEYS.iter().take(place).any(|e| scope.has(e) && e.keys.contains(key));
        (scope.has(entry) && !entry.keys.iter().all(taken)).then_some(entry)
    })
}

/// Every key with where it works and what it does, for `casebook keys`.
pub(crate) fn listing() -> Vec<(String, String, String)> {
    let row = |e: &Entry| {
        let scopes: Vec<String> = e.scopes.iter().map(|s| format!("{s:?}").to_lowercase()).collect();
        (scopes.join(" "), e.keys.join(" "), e.help.to_owned())
    };
    KEYS.iter().map(row).collect()
}

/// A key as people read it.
pub(crate) fn shown(key: &str, ascii: bool) -> String {
    match key {
        "enter" if ascii => "Enter".to_owned(),
        "enter" => "↵".to_owned(),
        "esc" => "Esc".to_owned(),
        "tab" => "Tab".to_owned(),
        "backtab" => "Shift-Tab".to_owned(),
        "space" => "Space".to_owned(),
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "up" if !ascii => "↑".to_owned(),
        "down" if !ascii => "↓".to_owned(),
        "left" if !ascii => "←".to_owned(),
        "right" if !ascii => "→".to_owned(),
        other => other.replace("ctrl-", "Ctrl-"),
    }
}
