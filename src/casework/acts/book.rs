//! Booking a review, or moving it.

use super::Lead;
use super::{Act, Choice, Choices, Field, Scene, Sheet, Subject, Then, Values, about};
use crate::casework::{Booking, Desk, Outcome};
use crate::error::Result;
use crate::rules::chain::Plan;
use crate::rules::diary::Hours;
use crate::rules::due::Status;
use crate::rules::timetable::why_none;
use crate::rules::working::long;

pub(crate) static ACT: Act = Act {
    id: "book",
    title: "Book or move a review",
    find: &["appointment", "schedule", "reschedule", "date", "move"],
    command: "review",
    lead: &[Lead::field("booked")],
    about: &about::REVIEW,
    fields: &[
        Field::day("date", "Date").flag("booked").help("Booked for this day").need("A date"),
        Field::time("at", "Time").hint("10:30").help("Start time"),
        Field::number("minutes", "Minutes").flag("for").value("MIN").help("Length in minutes"),
        Field::line("venue", "Where").hint("place or link").help("Venue or link"),
        Field::open("by", "Approved by", Choices::Of(roles))
            .flag("approved-by")
            .value("ROLE")
            .help("Who approved a date past the limit")
            .hidden(),
        Field::day("on", "Approved on").flag("approved-on").help("When they approved it").hidden(),
        Field::line("reason", "Reason").help("Why it was moved, was late, or was adjourned").hidden(),
    ],
    settle,
    run,
    then: Then::Nothing,
};

/// The roles of the practice.
pub(crate) fn roles(scene: &Scene<'_>, _: &Subject) -> Vec<Choice> {
    scene.board().practice.roles.iter().map(|(word, title)| (word.clone(), title.clone())).collect()
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(row) = scene.row(&sheet.subject) else { return };
    let Some(slot) = row.next_review() else {
        return sheet.refuse(&format!("No review is to come: {}.", why_none(&row.case, scene.today())));
    };
    let board = scene.board();
    let today = scene.today();
    sheet.title = format!("Book review {} of {}", slot.sequence, scene.who(&sheet.subject));
    if !sheet.script {
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let best = || sheet.subject.of().and_then(|child| scene.desk.best_day(child));
        let day = slot.booked.filter(|d| *d >= today).or_else(best);
        sheet.propose_day("date", day);
        sheet.propose(
            "at",
            review.and_then(|r| r.at).map(|t| t.format("%H:%M").to_string()).unwrap_or_default(),
        );
        sheet.propose("minutes", review.and_then(|r| r.minutes).unwrap_or(60).to_string());
        sheet.propose("venue", review.map(|r| r.venue.clone()).unwrap_or_default());
        sheet.propose("reason", review.and_then(|r| r.move_reason.clone()).unwrap_or_default());
    }
    let typed = sheet.day("date", scene);
    let late = typed.zip(slot.approval_limit()).is_some_and(|(day, due)| day > due);
    for (key, what) in
        [("by", "Who approved it"), ("on", "A date"), ("reason", "A reason for the day outside the limit")]
    {
        sheet.show(key, late);
        sheet.need(key, if late && !sheet.script { what } else { "" });
    }
    review_day(sheet, scene);
    if late {
        sheet.warn(Status::Overdue, "▲ After the limit: say who approved it, when, and why.");
    }
    if let (Some(child), Some(day)) = (sheet.subject.of(), typed) {
        let minutes = sheet.text("minutes").trim().parse().ok();
        let hours = sheet.time("at").map(|at| Hours::starting(at, minutes));
        for doubt in scene.desk.doubts(child, day, hours) {
            sheet.warn(Status::DueSoon, format!("◆ {doubt}"));
        }
    }
    let moving = slot.booked.zip(typed).is_some_and(|(was, day)| was != day);
    if let (Some(child), Some(day), true) = (sheet.subject.of(), typed, moving)
        && let Ok(chain) = scene.desk.chain(child, Plan::Move(day))
    {
        chain.notes(&board.practice).into_iter().for_each(|note| sheet.note(note));
    }
}

/// What stands beside a day typed for the next review: its limit, how far off it is, what is odd about it.
pub(crate) fn review_day(sheet: &mut Sheet, scene: &Scene<'_>) {
    let calendar = &scene.board().calendar;
    let slot = scene.row(&sheet.subject).and_then(|r| r.next_review());
    if let Some(due) = slot.and_then(|s| s.last_day()) {
        let plan = slot.and_then(|s| s.plan_by).map(|d| format!(" · plan by {}", long(d)));
        sheet.note(format!("Limit {}{}", long(due), plan.unwrap_or_default()));
    }
    let Some(day) = sheet.day("date", scene) else { return };
    let away = crate::rules::working::distance(calendar.working_days_between(scene.today(), day));
    sheet.note(format!("{} · {away}", long(day)));
    if let Some(off) = calendar.holiday(day) {
        sheet.warn(Status::DueSoon, format!("◆ {off} is a bank holiday."));
    } else if crate::rules::calendar::is_weekend(day) {
        sheet.warn(Status::DueSoon, "◆ A weekend.");
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (child, date) = (subject.one()?, values.the_day("date")?);
    let booking = Booking {
        date,
        at: values.time("at"),
        minutes: values.number("minutes"),
        venue: values.text("venue"),
        approved_by: values.some("by"),
        approved_on: values.day("on"),
        reason: values.some("reason"),
    };
    desk.book(child, subject.review(), booking)
}
