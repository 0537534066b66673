//! One review from its run-up to its record: a page of lines, each acted on with one key.

mod state;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::casework::acts::{Part, Subject};
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, FormId};
use crate::model::record::Subject as Of;
use crate::model::review::Presence;
use crate::rules::checklist::answer;
use crate::rules::meeting::AGENDA;
use crate::rules::sessions::Walk;
use crate::tui::about::{About, Under};
use crate::tui::action::{Action, Reply, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::late::owed_reason;
use crate::tui::layers::days::days;
use crate::tui::layers::duties::tick;
use crate::tui::layers::explain::explain;
use crate::tui::layers::{correct, documents, ending, take_back};
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
            Action::Documents => return Some(documents::choose(scene, self.child, Some(self.sequence))),
            Action::Next => return Some(Ask::Beside(1)),
            Action::Previous => return Some(Ask::Beside(-1)),
            Action::Decide | Action::EndSession | Action::AddPerson | Action::Remove => {}
            Action::Open | Action::AnswerNote | Action::Answer(_) => {}
            _ => return None,
        }
        if !shown.is_current() {
            return Some(Ask::say("A review of an earlier time in care is here to be read, not changed."));
        }
        let spot = groups.into_iter().flatten().nth(self.cursor);
        Some(match (action, spot) {
            (Action::Decide, _) => Ask::Form(Fill::decide(self.child, Some(self.sequence), "")),
            (Action::EndSession, _) => {
                let subject = shown.review.map(|r| Of::Review(r.id));
                ending::ask(scene, self.child, &Walk { list: AGENDA.to_owned(), subject })
            }
            (Action::AddPerson, _) => {
                Ask::Form(Fill::act("attend", Subject::of_review(self.child, Some(self.sequence))))
            }
            (Action::AnswerNote, Some(Spot::Decision(id))) => {
                Ask::Form(Fill::mark_decision(self.child, id, Mark::Agreed))
            }
            (Action::Answer(reply), Some(spot)) => self.mark(scene, &shown, spot, reply),
            (Action::Remove, Some(spot)) => self.take_back(scene, &shown, spot),
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
                    None => Fill::tick(Some(child), key),
                }
            }
            Spot::Earlier(id) => Fill::mark_decision(child, id, Mark::Done),
            Spot::Decision(id) => Fill::correct_decision(child, id),
            Spot::Matter(id) => Fill::act("matter", self.matter(id)),
            Spot::No(form, question) => Fill::act("feedback-reply", self.feedback(form, question.word())),
            Spot::Person(role, name) => Fill::act("attend", self.guest(role, name)),
            Spot::Point(point) => {
                return open_point(scene, child, sequence, point, shown.slot.held.is_some());
            }
        })
    }

    /// Somebody at this review.
    fn guest(&self, role: String, name: String) -> Subject {
        Subject::child(self.child).with(Part::Guest { review: self.sequence, role, name })
    }

    /// An answer of a feedback form.
    fn feedback(&self, form: FormId, question: &str) -> Subject {
        Subject::child(self.child).with(Part::Feedback { form: form.0, question: question.to_owned() })
    }

    /// A matter of this review's agenda.
    fn matter(&self, item: String) -> Subject {
        Subject::child(self.child).with(Part::Matter { review: self.sequence, item })
    }

    /// Takes back what a line records.
    fn take_back(&self, scene: Scene<'_>, shown: &Shown<'_>, spot: Spot) -> Ask {
        match spot {
            Spot::Person(role, name) => {
                let known = shown
                    .review
                    .is_some_and(|r| r.attendance.iter().any(|a| a.role == role && a.name == name));
                if !known {
                    return Ask::say("Nothing is recorded of them; there is nothing to take back.");
                }
                take_back::ask(scene, "remove-attendance", self.guest(role, name), "yes, take them out")
            }
            Spot::Point(Point::Parts) if shown.review.is_some_and(|r| !r.parts.is_empty()) => {
                Ask::Form(Fill::act("remove-part", Subject::of_review(self.child, Some(self.sequence))))
            }
            Spot::Point(Point::Held | Point::Adjourned) => {
                take_back::of_reviews(scene, shown.row, [shown.slot])
            }
            Spot::Point(Point::Next) => take_back::of_reviews(scene, shown.row, shown.next()),
            Spot::Matter(id) => match shown.noted().zip(shown.matters().into_iter().find(|i| i.id == id)) {
                Some((noted, matter)) if answer(noted, &id).is_some() => {
                    let walk =
                        Walk { list: AGENDA.to_owned(), subject: shown.review.map(|r| Of::Review(r.id)) };
                    correct::take_back(self.child, &walk, &id, &matter.ask)
                }
                _ => Ask::say("Nothing was noted of this matter; there is nothing to take back."),
            },
            Spot::No(form, _) => {
                take_back::ask(scene, "remove-feedback", self.feedback(form, ""), "yes, take the form out")
            }
            Spot::Point(_) => self.open(scene, shown, spot),
            Spot::Duty(..) | Spot::Earlier(_) | Spot::Decision(_) => {
                take_back::take_back(scene, Some(self.child), &self.about(scene).under)
            }
        }
    }

    /// One key says how a line stands, and the cursor goes on to the next.
    fn mark(&self, scene: Scene<'_>, shown: &Shown<'_>, spot: Spot, reply: Reply) -> Ask {
        let child = self.child;
        let ask = match (spot, reply) {
            (Spot::Duty(..), Reply::NotApplicable) => return explain(scene, &self.about(scene)),
            (Spot::Duty(key), Reply::Yes) => match shown.due(&key) {
                Some(due) => match tick(scene, Some(child), due, false) {
                    done @ Ask::Do(..) => done,
                    ask => return ask,
                },
                None => return Ask::Nothing,
            },
            (Spot::Earlier(id) | Spot::Decision(id), Reply::NotApplicable) => {
                return Ask::Form(Fill::mark_decision(child, id, Mark::Dropped));
            }
            (Spot::Earlier(id) | Spot::Decision(id), reply) => Ask::mark(child, id, mark_of(reply)),
            (Spot::Matter(item), reply) => {
                Ask::Do("matter", self.matter(item), vec![("answer", reply.word().to_owned())])
            }
            (Spot::Person(role, name), Reply::Yes | Reply::Partly | Reply::No) => {
                let presence = match reply {
                    Reply::Yes => Presence::Attended,
                    Reply::Partly => Presence::SentViews,
                    _ => Presence::Absent,
                };
                let words = vec![("presence", presence.word().to_owned())];
                Ask::Do("attend", self.guest(role, name), words)
            }
            (spot, _) => return self.open(scene, shown, spot),
        };
        ask.then(Ask::Act(Action::Down, None))
    }
}

/// What lies behind a line of how the review went.
fn open_point(scene: Scene<'_>, child: ChildId, sequence: u32, point: Point, held: bool) -> Ask {
    let fill = |id| Fill::act(id, Subject::of_review(child, Some(sequence)));
    let day = |id| Ask::Form(fill(id));
    let meeting = |at| Ask::Form(Fill { at, ..fill("meeting") });
    match point {
        Point::Held if !held => Ask::Form(Fill::hold(child)),
        Point::Late => day("why-late"),
        Point::Held | Point::Participation => meeting("part"),
        Point::Led => meeting("led"),
        Point::NotFollowed => meeting("views"),
        Point::Adjourned if held => Ask::say("It was adjourned once; it cannot be adjourned again."),
        Point::Adjourned => Ask::Form(Fill::adjourn(child, "")),
        Point::Next if held => days(scene, child, None),
        Point::Next => Ask::say("Record this review as held first (h); then the next one can be booked."),
        Point::Parts => day("part"),
        Point::Completed => day("completed"),
        Point::Sent => day("sent"),
        Point::Received => day("received"),
        Point::Feedback if held => day("feedback"),
        Point::Feedback => Ask::say("Record this review as held first (h); feedback comes after it."),
    }
}
