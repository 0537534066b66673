//! Recording a change and answering it: which event, what happened; brought forward or not needed.

use super::action::Action;
use super::app::App;
use super::modals::Modal;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::modals::picker::{Item, Pick, Picker};
use super::modals::text::{TextBox, Tone};
use super::panes::child::Tab;
use super::panes::sitting::Sitting;
use super::words;
use crate::casework::Outcome;
use crate::error::Error;
use crate::model::change::{Answered, Change, Class, Response};
use crate::model::ids::{ChangeId, ChildId};
use crate::model::record::Subject;
use crate::rules::due::Status;

const FORWARD: &str = "brought-forward";
const NOT_NEEDED: &str = "not-needed";

impl App {
    /// Asks what happened: those that must bring a review forward first.
    pub(crate) fn choose_event(&mut self, child: ChildId) {
        let mut events: Vec<_> = self.desk.board.practice.events.iter().collect();
        events.sort_by_key(|e| e.class);
        let items = events.into_iter().map(|e| Item {
            label: e.title.clone(),
            hint: e.class.says().to_owned(),
            pick: Pick::Event(child, e.id.clone()),
        });
        let mut picker = Picker::new("What happened?", items.collect());
        picker.note = "Type a few letters to narrow the list.".to_owned();
        self.modals.push(Modal::Picker(picker));
    }

    /// The form of a change of a kind.
    pub(crate) fn change_form(&mut self, child: ChildId, event: &str) {
        let Some(known) = self.desk.board.practice.event(event) else { return };
        let note = format!("{}: {}. {}", known.title, known.class.says(), known.cite);
        let fields = vec![Field::line("date", "Told on", "today"), Field::block("text", "What happened", "")];
        let purpose = Purpose::Change(child, event.to_owned());
        let mut form = Form::new(format!("A change for {}", self.who(child)), purpose, fields);
        form.notes.push((None, note));
        self.open(form, Some(format!("change:{child}:{event}")));
    }

    /// Answers the change the cursor is on, else the child's oldest one not answered.
    pub(crate) fn respond(&mut self, child: ChildId) {
        let under = self.change_under().filter(|_| self.page().is_some_and(|p| p.id == child));
        let open = || {
            let changes = &self.row(child)?.case.changes;
            let wants = |c: &&Change| c.response.is_none() && self.desk.class_of(c) != Class::Inform;
            changes.iter().find(wants).map(|c| c.id)
        };
        match under.or_else(open) {
            Some(change) => self.respond_form(child, change, None, None),
            None => self.say("No change waits for an answer: C records one."),
        }
    }

    /// The change under the cursor of the child page.
    pub(crate) fn change_under(&self) -> Option<ChangeId> {
        let page = self.page().filter(|p| p.tab == Tab::Changes)?;
        self.row(page.id)?.case.changes.iter().rev().nth(page.cursor).map(|c| c.id)
    }

    /// The form of an answer, `early` where it is known to be the one or the other; `ends` is the session
    /// about the change that it ends, and how.
    pub(crate) fn respond_form(
        &mut self,
        child: ChildId,
        change: ChangeId,
        early: Option<bool>,
        ends: Option<(Box<Sitting>, String)>,
    ) {
        let Some(row) = self.row(child) else { return };
        let Some(found) = row.case.changes.iter().find(|c| c.id == change) else { return };
        let class = self.desk.class_of(found);
        if class == Class::Inform {
            self.say("That change is for you to know; it asks for no answer.");
            return;
        }
        let exception = self.desk.exception(found).map(str::to_owned);
        let mut answers = vec![(FORWARD.to_owned(), "the review is brought forward".to_owned())];
        if class != Class::Must || exception.is_some() {
            answers.push((NOT_NEEDED.to_owned(), "not needed, because ...".to_owned()));
        }
        let about = Some(Subject::Change(change));
        let weighed = self.checklists.open.as_ref().filter(|s| s.walk.subject == about);
        let written = weighed.map(|s| self.own_words(s)).unwrap_or_default();
        let (reason, named) = match found.response.as_ref().map(|r| &r.answered) {
            Some(Answered::NotNeeded { reason, exception }) => (reason.clone(), exception.clone()),
            _ => (written, None),
        };
        let early = early.unwrap_or(class == Class::Must) || answers.len() == 1;
        let on = if early { FORWARD } else { NOT_NEEDED };
        let to = found.forward_to().map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default();
        let fields = vec![
            Field::choice("answer", "Answer", answers, on),
            Field::line("to", "Forward to", to).hint("+10wd, 3 dec ...: books the review"),
            Field::line("exception", "Exception", named.unwrap_or_default())
                .hint("how it applies here")
                .hidden(),
            Field::block("reason", "Because", &reason),
            Field::line("date", "Answered on", "today"),
        ];
        let mut notes = vec![(None, format!("{}: {}.", self.event_title(found), class.says()))];
        if let Some(allowed) = exception.filter(|_| class == Class::Must) {
            notes.push((None, format!("The one exception: {allowed}")));
        }
        if let Some(due) = row.next_review().and_then(|s| s.booked.or(s.due)) {
            notes.push((None, format!("The next review is booked or due by {}.", words::full(due))));
        }
        let draft = ends.as_ref().map_or(String::new(), |(_, how)| format!(":{how}"));
        if ends.is_some() {
            notes.push((
                None,
                "Saving answers the change, ends the checklist and writes its note.".to_owned(),
            ));
        }
        let purpose = Purpose::Respond { child, change, must: class == Class::Must, ends };
        let mut form = Form::new(format!("Answer a change for {}", self.name(row)), purpose, fields);
        form.notes = notes;
        form.focus = usize::from(early);
        self.open(form, Some(format!("response:{change}{draft}")));
    }

    /// The event's title, or its id where this practice does not know it.
    pub(crate) fn event_title(&self, change: &Change) -> String {
        self.desk.board.practice.event(&change.event).map_or(change.event.clone(), |e| e.title.clone())
    }

    /// Saves a change; `None` where a field is at fault.
    pub(crate) fn save_change(
        &mut self,
        form: &mut Form,
        child: ChildId,
        event: &str,
    ) -> Result<Option<Outcome>, Error> {
        let calendar = std::sync::Arc::clone(&self.desk.board.calendar);
        let Some(date) = form.needed_date("date", self.today(), &calendar) else { return Ok(None) };
        self.desk.record_change(child, event, date, &form.text("text")).map(Some)
    }

    /// Saves an answer; `None` where a field is at fault.
    pub(crate) fn save_response(
        &mut self,
        form: &mut Form,
        child: ChildId,
        change: ChangeId,
        ends: Option<(Box<Sitting>, String)>,
    ) -> Result<Option<Outcome>, Error> {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let date = form.needed_date("date", today, &calendar);
        let answered = if form.text("answer") == FORWARD {
            form.needed_date("to", today, &calendar).map(Answered::BroughtForward)
        } else {
            let reason = form.needed("reason", "Why no earlier review is needed");
            reason.map(|reason| Answered::NotNeeded { reason, exception: form.some("exception") })
        };
        let Some((date, answered)) = date.zip(answered) else { return Ok(None) };
        let response = Response { date, answered };
        match ends {
            Some((sitting, how)) => self.desk.end_with_answer(child, &sitting.walk, &how, response),
            None => self.desk.respond(child, change, response),
        }
        .map(Some)
    }

    /// The change a duty of answering is about; `None` for any other duty.
    pub(crate) fn answers_change(&self, duty: &str, instance: &str) -> Option<ChangeId> {
        let by = self.desk.board.practice.duty(duty)?.done_by.as_deref();
        let id = instance.strip_prefix("change:").filter(|_| by == Some("change-answered"))?;
        id.parse().ok().map(ChangeId)
    }

    /// What stands out for a child: what each signal rests on, and why it matters.
    pub(crate) fn show_signals(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let signals = row.signals(self.today());
        let mut text = TextBox::new(format!("What stands out · {}", self.name(row)));
        if signals.is_empty() {
            text.push(Tone::Plain, "Nothing stands out: no sign of drift in what is recorded.");
        }
        for signal in signals {
            text.push(Tone::Head, format!("● {}", signal.what));
            text.push(Tone::Plain, signal.why);
            for fact in signal.evidence {
                let day = fact.date.map_or(String::new(), |d| format!("{}: ", words::full(d)));
                text.push(Tone::Dim, format!("  {day}{}", fact.text));
            }
            text.push(Tone::Plain, "");
        }
        let board = &self.desk.board;
        let (people, ahead, invite) =
            (board.findings(row), board.turning_points(row), board.invitations(row));
        if !people.is_empty() {
            text.push(Tone::Head, "People");
        }
        for found in people {
            let by = found.due.map_or(String::new(), |d| format!(" by {}", words::full(d)));
            text.push(Tone::Plain, format!("● {}{by}. {}", found.what, found.todo));
            text.push(Tone::Dim, format!("  {}", found.cite));
        }
        let mut list = |head: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                text.push(Tone::Head, head);
                lines.into_iter().for_each(|l| text.push(Tone::Plain, format!("  {l}")));
            }
        };
        list("Ahead", ahead.iter().map(|t| format!("{}: {}", words::full(t.date), t.what)).collect());
        list("To invite to the next review", invite.into_iter().map(str::to_owned).collect());
        self.show(text);
    }

    /// Everything open for a child, for the IRO who takes over.
    fn show_handover(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let mut page = self.desk.board.handover(row);
        if self.hidden {
            page.name = self.name(row);
        }
        let mut lines = page.lines().into_iter();
        let mut text = TextBox::new(lines.next().unwrap_or_default());
        for line in lines {
            let tone = if line.starts_with(' ') { Tone::Plain } else { Tone::Head };
            text.push(tone, line);
        }
        text.push(Tone::Dim, "casebook handover prints it.");
        self.show(text);
    }

    /// What the practice says of the change under the cursor.
    pub(crate) fn why_change(&self, text: &mut TextBox) {
        let Some((row, id)) = self.page().and_then(|p| self.row(p.id)).zip(self.change_under()) else {
            return;
        };
        let Some(change) = row.case.changes.iter().find(|c| c.id == id) else { return };
        text.title = self.event_title(change);
        text.push(
            Tone::Result,
            format!("Told {}: {}", words::full(change.date), self.desk.class_of(change).says()),
        );
        if !change.text.is_empty() {
            text.push(Tone::Plain, change.text.clone());
        }
        match change.response.as_ref().map(|r| (&r.answered, r.date)) {
            Some((Answered::BroughtForward(day), on)) => {
                let said = format!("Answered {}: brought forward to {}", words::full(on), words::full(*day));
                text.push(Tone::Head, said);
            }
            Some((Answered::NotNeeded { reason, exception }, on)) => {
                text.push(Tone::Head, format!("Answered {}: not needed, because", words::full(on)));
                text.push(Tone::Plain, reason.clone());
                text.lines.extend(exception.iter().map(|e| (Tone::Plain, format!("Exception: {e}"))));
            }
            None => text.push(Tone::Plain, "Not answered yet: r answers it."),
        }
        for due in row.judged.dues.iter().filter(|d| d.instance == format!("change:{id}")) {
            let day = due.due.map(words::full).unwrap_or_default();
            let mark = due.status.mark(self.theme.ascii);
            text.push(Tone::Plain, format!("{mark} {} {} {day}", due.duty.title, due.status.says()));
        }
        if let Some(event) = self.desk.board.practice.event(&change.event) {
            text.push(Tone::Dim, format!("Source: {}", event.cite));
        }
    }

    /// The acts on changes: whether it was one.
    pub(crate) fn about_change(&mut self, action: Action, child: ChildId) {
        match action {
            Action::Change => self.choose_event(child),
            Action::Respond => self.respond(child),
            Action::Handover => self.show_handover(child),
            _ => self.show_signals(child),
        }
    }
}

/// Shows the fields that go with the answer chosen.
pub(crate) fn settle(form: &mut Form, must: bool) {
    let forward = form.text("answer") == FORWARD;
    form.show("to", forward);
    form.show("reason", !forward);
    form.show("exception", !forward && must);
}

/// How a change stands, for a line of a list.
pub(crate) fn standing(app: &App, change: &Change) -> (Status, String) {
    let today = app.today();
    match change.response.as_ref().map(|r| &r.answered) {
        Some(Answered::BroughtForward(day)) => {
            (Status::Done, format!("brought forward to {}", words::day(*day, today)))
        }
        Some(Answered::NotNeeded { reason, .. }) => {
            (Status::Done, format!("not needed: {}", reason.lines().next().unwrap_or_default()))
        }
        None if app.desk.class_of(change) == Class::Inform => {
            (Status::NotApplicable, "for you to know".to_owned())
        }
        None => (Status::DueSoon, format!("not answered, {}", app.desk.class_of(change).says())),
    }
}
