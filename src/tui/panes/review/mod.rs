//! One review from its run-up to its record: a page of lines, each acted on with one key.

mod state;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::model::decision::Mark;
use crate::model::ids::ChildId;
use crate::model::record::Subject;
use crate::model::review::{Attendee, Presence};
use crate::rules::checklist::answer;
use crate::rules::meeting::AGENDA;
use crate::rules::sessions::Walk;
use crate::tui::about::{About, Under};
use crate::tui::action::{Action, Reply, Scope};
use crate::tui::ask::Ask;
use crate::tui::deed::Deed;
use crate::tui::fill::{DayOf, Fill};
use crate::tui::late::owed_reason;
use crate::tui::layers::days::days;
use crate::tui::layers::duties::tick;
use crate::tui::layers::ending;
use crate::tui::layers::explain::explain;
use crate::tui::scene::Scene;
use crate::tui::screen::Screen;
use crate::tui::widgets::decision::mark_of;
use crate::tui::widgets::list::{step, stride};

pub(crate) use state::{Point, ReviewPage, Shown, Spot};

impl Screen for ReviewPage {
    fn scope(&self) -> Scope {
        Scope::Review
    }

    fn take(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask> {
        let shown = Shown::of(scene.board(), *self)?;
        let groups = shown.groups();
        if let Some(by) = stride(action) {
            step(&mut self.cursor, by, groups.iter().map(Vec::len).sum());
            return Some(Ask::Nothing);
        }
        match action {
            Action::Close => return Some(Ask::Back.then(Ask::say(""))),
            Action::NextTab | Action::PreviousTab => {
                self.cursor = state::next_group(&groups, self.cursor, action == Action::NextTab);
                return Some(Ask::Nothing);
            }
            Action::Next => return Some(Ask::Beside(1)),
            Action::Previous => return Some(Ask::Beside(-1)),
            Action::Decide | Action::EndSession | Action::AddPerson => {}
            Action::Open | Action::AnswerNote | Action::Answer(_) => {}
            _ => return None,
        }
        if !shown.is_current() {
            return Some(Ask::say("A review of an earlier time in care is here to be read, not changed."));
        }
        let spot = groups.into_iter().flatten().nth(self.cursor);
        Some(match (action, spot) {
            (Action::Decide, _) => Ask::Form(Fill::Decide(self.child, Some(self.sequence), String::new())),
            (Action::EndSession, _) => {
                let subject = shown.review.map(|r| Subject::Review(r.id));
                ending::ask(scene, self.child, &Walk { list: AGENDA.to_owned(), subject })
            }
            (Action::AddPerson, _) => Ask::Form(Fill::Guest(self.child, self.sequence, None)),
            (Action::AnswerNote, Some(Spot::Decision(id))) => {
                Ask::Form(Fill::MarkDecision(self.child, id, Mark::Agreed))
            }
            (Action::Answer(reply), Some(spot)) => self.mark(scene, &shown, spot, reply),
            (_, Some(spot)) => self.open(scene, &shown, spot),
            (_, None) => Ask::Nothing,
        })
    }

    fn settle(&mut self, scene: Scene<'_>) -> bool {
        Shown::of(scene.board(), *self).is_some()
    }

    fn about(&self, scene: Scene<'_>) -> About {
        let under = Shown::of(scene.board(), *self).and_then(|s| s.spots().into_iter().nth(self.cursor));
        About::child(Some(self.child)).on(match under {
            Some(Spot::Duty(key)) => Some(Under::Duty(key)),
            Some(Spot::Earlier(id) | Spot::Decision(id)) => Some(Under::Decision(id)),
            _ => None,
        })
    }

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        view::view(*self, scene, frame, area);
    }
}

impl ReviewPage {
    /// Opens a line: the form in which it is written out.
    fn open(&self, scene: Scene<'_>, shown: &Shown<'_>, spot: Spot) -> Ask {
        let (child, sequence) = (self.child, self.sequence);
        Ask::Form(match spot {
            Spot::Duty(key) => {
                let due = shown.due(&key);
                match due.and_then(|due| owed_reason(scene, child, due)) {
                    Some(fill) => fill,
                    None => Fill::Tick(Some(child), key),
                }
            }
            Spot::Earlier(id) => Fill::MarkDecision(child, id, Mark::Done),
            Spot::Decision(id) => Fill::CorrectDecision(child, id),
            Spot::Matter(id) => Fill::Matter(child, sequence, id),
            Spot::Person(role, name) => Fill::Guest(child, sequence, Some((role, name))),
            Spot::Point(point) => {
                return open_point(scene, child, sequence, point, shown.slot.held.is_some());
            }
        })
    }

    /// One key says how a line stands, and the cursor goes on to the next.
    fn mark(&self, scene: Scene<'_>, shown: &Shown<'_>, spot: Spot, reply: Reply) -> Ask {
        let (child, sequence) = (self.child, self.sequence);
        let deed = match (spot, reply) {
            (Spot::Duty(..), Reply::NotApplicable) => return explain(scene, &self.about(scene)),
            (Spot::Duty(key), Reply::Yes) => match shown.due(&key) {
                Some(due) => match tick(scene, Some(child), due, false) {
                    Ask::Do(deed) => deed,
                    ask => return ask,
                },
                None => return Ask::Nothing,
            },
            (Spot::Earlier(id) | Spot::Decision(id), Reply::NotApplicable) => {
                return Ask::Form(Fill::MarkDecision(child, id, Mark::Dropped));
            }
            (Spot::Earlier(id) | Spot::Decision(id), reply) => Deed::MarkDecision(child, id, mark_of(reply)),
            (Spot::Matter(id), reply) => {
                let note = shown.noted().and_then(|s| answer(s, &id)).map(|a| a.note.clone());
                Deed::Matter(child, sequence, id, reply.word(), note.unwrap_or_default())
            }
            (Spot::Person(role, name), Reply::Yes | Reply::Partly | Reply::No) => {
                let presence = match reply {
                    Reply::Yes => Presence::Attended,
                    Reply::Partly => Presence::SentViews,
                    _ => Presence::Absent,
                };
                let people = shown.people();
                let known = people.iter().find(|(r, n, _)| *r == role && *n == name).and_then(|(.., a)| *a);
                let note = known.map(|a| a.note.clone()).unwrap_or_default();
                Deed::Attend(child, sequence, Attendee { role, name, presence, note })
            }
            (spot, _) => return self.open(scene, shown, spot),
        };
        Ask::Do(deed).then(Ask::Act(Action::Down, None))
    }
}

/// What lies behind a line of how the review went.
fn open_point(scene: Scene<'_>, child: ChildId, sequence: u32, point: Point, held: bool) -> Ask {
    let day = |what| Ask::Form(Fill::ReviewDay(child, sequence, what));
    let meeting = |field| Ask::Form(Fill::Meeting(child, sequence, field));
    match point {
        Point::Held if !held => Ask::Form(Fill::Hold(child)),
        Point::Held | Point::Participation => meeting("part"),
        Point::Led => meeting("led"),
        Point::NotFollowed => meeting("views"),
        Point::Adjourned if held => Ask::say("It was adjourned once; it cannot be adjourned again."),
        Point::Adjourned => Ask::Form(Fill::Adjourn(child, String::new())),
        Point::Next if held => days(scene, child, None),
        Point::Next => Ask::say("Record this review as held first (h); then the next one can be booked."),
        Point::Parts => day(DayOf::Part),
        Point::Completed => day(DayOf::Completed),
        Point::Sent => day(DayOf::Sent),
        Point::Received => day(DayOf::Received),
    }
}
