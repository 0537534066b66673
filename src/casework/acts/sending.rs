//! The decisions of a review on their way to the team manager: sent, and received.

use super::{Act, Field, Lead, Then, about};

pub(crate) static SENT: Act = Act {
    id: "sent",
    title: "Record that the decisions of a review were sent",
    find: &["decisions", "recommendations", "manager"],
    command: "review",
    lead: &[Lead::field("decisions-sent")],
    about: &about::REVIEW,
    fields: &[Field::day("date", "On").flag("decisions-sent").help("Its decisions were sent").need("A date")],
    settle: |sheet, _| {
        sheet.title = "Decisions sent to the manager".to_owned();
        sheet.propose("date", "today");
        sheet.note("No time runs until you record that they arrived.");
    },
    run: |desk, subject, values| {
        desk.decisions_sent(subject.one()?, subject.review(), values.the_day("date")?)
    },
    then: Then::Nothing,
};

pub(crate) static RECEIVED: Act = Act {
    id: "received",
    title: "Record that the manager received the decisions",
    find: &["decisions", "recommendations", "arrived", "agreement by silence"],
    command: "review",
    lead: &[Lead::field("decisions-received")],
    about: &about::REVIEW,
    fields: &[Field::day("date", "On")
        .flag("decisions-received")
        .help("Its decisions were received")
        .need("A date")],
    settle: |sheet, _| {
        sheet.title = "The manager received the decisions".to_owned();
        sheet.propose("date", "today");
        sheet.note("From this day their time to object runs.");
    },
    run: |desk, subject, values| {
        desk.decisions_received(subject.one()?, subject.review(), values.the_day("date")?)
    },
    then: Then::Nothing,
};
