//! The decisions of a child: the list, what its keys do, its forms, and how it is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::child::{ChildPage, Tab};
use super::child_view::list;
use crate::board::Row;
use crate::casework::Decided;
use crate::model::decision::{Mark, Progress};
use crate::model::ids::{ChildId, DecisionId};
use crate::rules::decisions::{Entry, considering};
use crate::rules::due::Status;
use crate::tui::action::{Action, Reply};
use crate::tui::app::App;
use crate::tui::forms::pairs;
use crate::tui::modals::field::Field;
use crate::tui::modals::form::{Form, Purpose};
use crate::tui::save::Tried;
use crate::tui::{draw, words};

impl App {
    /// The decision the cursor is on, where decisions are listed.
    pub(crate) fn decision_at_cursor(&self) -> Option<DecisionId> {
        if self.review_page().is_some() {
            return self.decision_of_review();
        }
        let page = self.page().filter(|p| p.tab == Tab::Decisions)?;
        let ledger = self.desk.board.ledger(self.row(page.id)?);
        ledger.get(page.cursor).map(|e| e.decision.id)
    }

    /// Does an action of the list of decisions; whether it was one.
    pub(crate) fn act_on_ledger(&mut self, action: Action) -> bool {
        let Some(child) = self.page().map(|p| p.id) else { return false };
        let at = self.decision_at_cursor();
        match (action, at) {
            (Action::Decide, _) => self.decide_form(child, None),
            (Action::Open, Some(id)) => self.correct_form(child, id),
            (Action::AnswerNote, Some(id)) => self.mark_form(child, id, Mark::Done),
            (Action::Answer(Reply::NotApplicable), Some(id)) => self.mark_form(child, id, Mark::Dropped),
            (Action::Answer(reply), Some(id)) => {
                self.mark_decision(child, id, reply);
            }
            (Action::Open | Action::AnswerNote | Action::Answer(_), None) => {
                self.say("No decision is recorded yet: a adds one.");
            }
            _ => return false,
        }
        true
    }

    /// Says with one key how far a decision was carried out, as of today.
    pub(crate) fn mark_decision(&mut self, child: ChildId, id: DecisionId, reply: Reply) -> bool {
        let mark = match reply {
            Reply::Yes => Mark::Done,
            Reply::Partly => Mark::Partly,
            Reply::No | Reply::NotApplicable => Mark::NotDone,
        };
        let done = self.desk.mark_decisions(child, &[id], mark, self.today(), "");
        self.after(done)
    }

    /// A new decision of a review, by number or of the last one held.
    pub(crate) fn decide_form(&mut self, child: ChildId, review: Option<u32>) {
        let form = Form::new(
            format!("A decision about {}", self.who(child)),
            Purpose::Decide(child, review),
            self.decision_fields(&Decided::default()),
        );
        let key = format!("decision:{child}");
        self.open(form, Some(key));
    }

    pub(crate) fn correct_form(&mut self, child: ChildId, id: DecisionId) {
        let found = self.row(child).and_then(|r| r.case.decisions.iter().find(|d| d.id == id)).cloned();
        let Some(d) = found else { return };
        let known = Decided { text: d.text, owner: d.owner, person: d.person, by: d.by, outcome: d.outcome };
        let title = format!("A decision about {}", self.who(child));
        let form = Form::new(title, Purpose::CorrectDecision(child, id), self.decision_fields(&known));
        self.open(form, Some(format!("decision:{child}:{id}")));
    }

    fn decision_fields(&self, known: &Decided) -> Vec<Field> {
        let roles = &self.desk.board.practice.roles;
        let none = (String::new(), "nobody named yet".to_owned());
        let owners = std::iter::once(none).chain(roles.iter().map(|(a, b)| (a.clone(), b.clone()))).collect();
        let by = known.by.map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default();
        vec![
            Field::block("text", "What is to happen", &known.text),
            Field::choice("owner", "Who does it", owners, known.owner.as_deref().unwrap_or_default()),
            Field::line("by", "By when", by).hint("20 mar, +10wd"),
            Field::line("outcome", "So that", known.outcome.clone()).hint("what it changes for the child"),
            Field::line("person", "Name", known.person.clone()).hint("of the person meant, if known"),
        ]
    }

    pub(crate) fn mark_form(&mut self, child: ChildId, id: DecisionId, mark: Mark) {
        let fields = vec![
            Field::choice("mark", "What", pairs(Mark::CHOICES), mark.word()),
            Field::line("date", "On", "today"),
            Field::block("note", "Note", ""),
        ];
        let mut form = Form::new("Mark a decision", Purpose::MarkDecision(child, id), fields);
        let found = self.row(child).and_then(|r| r.case.decisions.iter().find(|d| d.id == id));
        form.notes.extend(found.map(|d| (None, d.text.clone())));
        self.open(form, Some(format!("mark:{id}")));
    }

    /// Saves one of the forms above.
    pub(crate) fn save_decision(&mut self, form: &mut Form) -> Tried {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        if let Purpose::MarkDecision(child, id) = form.purpose {
            let Some(date) = form.needed_date("date", today, &calendar) else { return Ok(None) };
            let mark = Mark::from_word(&form.text("mark"))?;
            return self.desk.mark_decisions(child, &[id], mark, date, &form.text("note")).map(Some);
        }
        let by = form.date("by", today, &calendar);
        let text = form.needed("text", "What is to happen");
        let Some(text) = text.filter(|_| !form.has_faults()) else { return Ok(None) };
        let (person, outcome) = (form.text("person"), form.text("outcome"));
        let decided = Decided { text, owner: form.some("owner"), person, by, outcome };
        match form.purpose {
            Purpose::Decide(child, review) => self.desk.decide(child, review, decided).map(Some),
            Purpose::CorrectDecision(child, id) => self.desk.correct_decision(child, id, decided).map(Some),
            _ => Ok(None),
        }
    }

    /// A decision and what became of it, for the concern raised about it.
    pub(crate) fn decision_in_words(&self, child: ChildId, id: DecisionId) -> Option<String> {
        let board = &self.desk.board;
        let ledger = board.ledger(self.row(child)?);
        let entry = ledger.iter().find(|e| e.decision.id == id)?;
        let d = entry.decision;
        let at = entry.slot.map_or_else(String::new, |s| format!("Review {}", s.sequence));
        let on = entry.made().map(|m| format!(" on {}", words::full(m))).unwrap_or_default();
        let owner = d.owner.as_deref().map_or("nobody named", |o| board.practice.role(o));
        let by = d.by.map_or_else(|| "no date set".to_owned(), |b| format!("by {}", words::full(b)));
        let mut text = format!("{at}{on} decided: {}\n({owner}, {by}.)", d.text);
        text.push_str(&format!("\nIt is {}{}.", d.progress(), carried(entry)));
        let notes = d.marks.iter().filter(|m| !m.note.is_empty());
        text.extend(notes.map(|m| format!("\n{}: {}", words::full(m.date), m.note)));
        Some(text)
    }
}

fn carried(entry: &Entry<'_>) -> String {
    match entry.carried {
        0 => String::new(),
        n => format!(", carried {}", words::count(n, "review", "reviews")),
    }
}

/// The mark and word of a decision, in the language the whole screen has for states.
fn status(app: &App, entry: &Entry<'_>) -> (Status, &'static str) {
    let late = entry.is_late(app.today());
    match entry.decision.progress() {
        Progress::Done => (Status::Done, "done"),
        Progress::Dropped => (Status::Waived, "dropped"),
        _ if late => (Status::Overdue, "late"),
        Progress::Partly => (Status::DueSoon, "partly"),
        Progress::NotDone => (Status::DueSoon, "not done"),
        Progress::Open => (Status::Upcoming, "open"),
    }
}

/// One decision as one line.
pub(crate) fn line(app: &App, entry: &Entry<'_>, width: usize) -> Line<'static> {
    let d = entry.decision;
    let (status, word) = status(app, entry);
    let head = format!(" {} {} ", status.mark(app.theme.ascii), words::fit(word, 8));
    let review = entry.slot.map_or_else(String::new, |s| format!("R{}", s.sequence));
    let by = d.by.map_or_else(|| "no date".to_owned(), |b| words::day(b, app.today()));
    let owner = d.owner.as_deref().map_or("no owner", |o| app.desk.board.practice.role(o));
    let doubt = if entry.doubts.is_empty() || !d.is_open() { ' ' } else { '?' };
    let first = d.text.lines().next().unwrap_or_default();
    let (dated, owned) = if width < 90 { (11, 8) } else { (15, 20) };
    let rest = format!("{review:<4}{} {} {doubt} {first}", words::fit(&by, dated), words::fit(owner, owned));
    let tail = carried(entry).trim_start_matches(", ").to_owned();
    let room = width.saturating_sub(words::width(&head) + words::width(&tail) + 2);
    Line::from(vec![
        Span::styled(head, app.theme.status(status)),
        Span::raw(words::fit(&rest, room)),
        Span::styled(format!(" {tail}"), app.theme.status(Status::DueSoon)),
    ])
}

/// What is known of one decision, from a row on; gives the row after it.
pub(crate) fn detail(app: &App, entry: &Entry<'_>, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let practice = &app.desk.board.practice;
    let who = considering(practice).map_or("the manager", |d| practice.role(&d.owner));
    let d = entry.decision;
    let mut y = draw::text(frame, area, area.y, &d.text, app.theme.bold());
    if !d.outcome.is_empty() {
        y = draw::text(frame, area, y, &format!("So that: {}", d.outcome), Style::new());
    }
    let mut facts = Vec::new();
    facts.extend(entry.made().map(|m| format!("decided {}", words::full(m))));
    facts.extend(entry.age(app.today()).map(|n| format!("{n} days old")));
    facts.push(entry.agreement.words(who));
    if !d.person.is_empty() && !app.hidden {
        facts.push(d.person.clone());
    }
    y = draw::text(frame, area, y, &facts.join(" · "), app.theme.dim());
    // An answer without a note is told above already.
    for marked in d.marks.iter().filter(|m| !m.mark.is_answer() || !m.note.is_empty()) {
        let note = if marked.note.is_empty() { String::new() } else { format!(": {}", marked.note) };
        y = draw::text(
            frame,
            area,
            y,
            &format!("{} {}{note}", words::full(marked.date), marked.mark),
            Style::new(),
        );
    }
    for doubt in entry.doubts.iter().filter(|_| d.is_open()) {
        let text = format!("? {}", doubt.words());
        y = draw::text(frame, area, y, &text, app.theme.status(Status::DueSoon));
    }
    y
}

pub(crate) fn view(app: &App, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let ledger = app.desk.board.ledger(row);
    let low = (area.height / 2).min(9);
    let upper = Rect { height: area.height - low, ..area };
    let lower = Rect { x: area.x + 1, y: upper.bottom(), width: area.width.saturating_sub(2), height: low };
    let lines = |place: usize, width| ledger.get(place).map(|e| line(app, e, width));
    list(app, page, ledger.len(), "No decision is recorded yet: a adds one.", frame, upper, &lines);
    if let Some(entry) = ledger.get(page.cursor) {
        let text = Rect { y: lower.y + 1, height: lower.height.saturating_sub(1), ..lower };
        detail(app, entry, frame, text);
    }
}
