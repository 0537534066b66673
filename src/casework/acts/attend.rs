//! How somebody took part in a review, and somebody taken out again.

use super::book::roles;
use super::{
    Act, Choice, Choices, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values, about, choices,
};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::review::{Attendee, Presence, Review};
use crate::model::role::Role;

pub(crate) static ATTEND: Act = Act {
    id: "attend",
    title: "Say how somebody took part in a review",
    find: &["attendance", "who came", "present", "absent", "views"],
    command: "attendance",
    lead: &[],
    about: &about::REVIEW,
    fields: &[
        Field::choice("role", "Part in the case", Choices::Of(roles))
            .value("ROLE")
            .help("Their part in the case")
            .said("Their part in the case"),
        Field::line("name", "Name").value("NAME").help("Their name"),
        Field::choice("presence", "Took part", Choices::Fixed(presences))
            .value("HOW")
            .help("Attended, sent views, did not come, was not asked")
            .said("How they took part"),
        Field::block("note", "Views, or why not").help("Their views, or why they were not asked"),
    ],
    settle,
    run,
    then: Then::Told("How the child took part"),
};

fn presences() -> Vec<Choice> {
    choices(Presence::CHOICES)
}

/// The role and name of the guest a subject is about.
fn guest(subject: &Subject) -> Option<(&str, &str)> {
    match &subject.part {
        Part::Guest { role, name, .. } => Some((role, name)),
        _ => None,
    }
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let subject = sheet.subject.clone();
    let Some((slot, review)) = subject.of().and_then(|c| scene.desk.held(c, subject.review()).ok()) else {
        return;
    };
    sheet.show("role", guest(&subject).is_none());
    sheet.show("name", guest(&subject).is_none());
    let Some((role, name)) = guest(&subject) else {
        sheet.title = format!("Somebody else at review {}", slot.sequence);
        sheet.propose("role", "");
        return sheet.propose("presence", "");
    };
    let named = if scene.hidden || name.is_empty() { String::new() } else { format!(" {name}") };
    sheet.title = format!("{}{named}", scene.board().practice.role(role));
    if let Some(known) = review.attendance.iter().find(|a| a.role == role && a.name == name) {
        sheet.propose("presence", known.presence.word());
        sheet.propose("note", known.note.clone());
    }
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (role, name) = who(subject, values);
    let presence = values.word("presence")?.ok_or_else(|| Error::usage("How they took part is needed."))?;
    let who = Attendee { role, name, presence, note: values.text("note") };
    if who.presence == Presence::NotAsked && who.note.trim().is_empty() {
        return Err(Error::data("Why they were not asked has not been said; nothing was recorded.")
            .hint("Say who decided it, and why."));
    }
    let (slot, mut review) = desk.held(child, subject.review())?;
    let told = (who.role == Role::Child).then(|| follow(&mut review, who.presence)).flatten();
    let done = desk.act(
        child,
        |of| format!("Review {} of {of}: {} {}", slot.sequence, who.role, who.presence.says()),
        |tx| {
            let id = tx.put(child, &review)?;
            tx.put(id, &who)?;
            Ok(id.0)
        },
    )?;
    Ok(done.beside(told))
}

/// Takes out how the child took part where the attendance now contradicts it, and says so.
fn follow(review: &mut Review, came: Presence) -> Option<String> {
    let said = review.participation.filter(|code| !code.agrees_with(came))?;
    review.participation = None;
    let word = said.word();
    Some(format!("{word} ({said}) contradicts that and was taken out: say anew how the child took part."))
}

/// The role and name meant: of the guest, or as they were given.
fn who(subject: &Subject, values: &Values) -> (String, String) {
    match guest(subject) {
        Some((role, name)) => (role.to_owned(), name.to_owned()),
        None => (values.text("role"), values.text("name")),
    }
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-attendance",
    title: "Take somebody out of a review",
    find: &["attendance", "delete", "mistake"],
    command: "attendance",
    lead: &[Lead::alone("remove", "They were written down by mistake: takes them out again")],
    about: &about::REVIEW,
    fields: &[
        Field::choice("role", "Part in the case", Choices::Of(roles))
            .value("ROLE")
            .help("Their part in the case")
            .said("Their part in the case")
            .only(Shown::Script),
        Field::line("name", "Name").value("NAME").help("Their name").only(Shown::Script),
    ],
    settle: |sheet, scene| {
        let asked = guest(&sheet.subject).is_none();
        sheet.show("role", asked);
        sheet.show("name", asked);
        sheet.title = format!("Somebody at a review of {}", scene.who(&sheet.subject));
    },
    run: remove,
    then: Then::Nothing,
};

fn remove(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (role, name) = who(subject, values);
    let (slot, review) = desk.held(child, subject.review())?;
    if !review.attendance.iter().any(|a| a.role == role && a.name == name) {
        let title = desk.board.practice.role(&role);
        let who = format!("{title} {name}");
        return Err(Error::missing(format!(
            "Nothing is recorded of {} at review {}; nothing was changed.",
            who.trim(),
            slot.sequence
        )));
    }
    desk.act(
        child,
        |of| format!("Take {role} out of review {} of {of}", slot.sequence),
        |tx| tx.remove_attendee(review.id, &role, &name).map(|_| review.id.0),
    )
}
