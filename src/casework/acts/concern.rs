//! What is done about a concern: a move, closing it with its effect, looking for what was promised, a
//! message to whoever must act next.

use super::{
    Act, Choice, Choices, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values, about, choices,
};
use crate::board::Concern;
use crate::casework::{Closing, Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::escalation::Resolution;
use crate::model::ids::{EscalationId, NoteId};
use crate::model::moves::{CLOSE, EFFECT_SEEN, Move};
use crate::model::record::{Note, NoteKind};
use crate::model::words::closed_set;
use crate::rules::escalation::message;
use crate::rules::working::long;

const ON: Field = Field::day("date", "On").help("The day of it").said("A date");
const EFFECT: Field =
    Field::block("effect", "What changed").help("With close or effect-seen: what changed for the child");
const NO_CHANGE: Field =
    Field::flag_only("no-change", "With close or effect-seen: nothing changed for the child");
const SEEN_BY: Field = Field::line("who", "Seen by")
    .flag("seen-by")
    .value("WHO")
    .hint("me, the carer, the child ...")
    .help("With close: who saw it; with effect-seen [default: you]");
const SCRIPT_NOTE: Field = Field::line("note", "Note").help(NOTE_HELP).only(Shown::Script);
const NOTE_HELP: &str = "Words beside it; the reason of a skip, a step back, a gate or more time; with effect-seen, what was found";

/// The concern a subject is about.
fn concern<'a>(scene: &Scene<'a>, subject: &Subject) -> Option<Concern<'a>> {
    scene.board().concern(id(subject).ok()?)
}

fn id(subject: &Subject) -> Result<EscalationId> {
    match &subject.part {
        Part::Move(id, _) => Ok(*id),
        _ => subject.id().map(EscalationId),
    }
}

/// Whom a concern is about, initials while names are hidden.
fn whom(scene: &Scene<'_>, concern: &Concern<'_>) -> String {
    let who = concern.row.map_or_else(|| "The service".to_owned(), |r| scene.name(r.id()));
    match concern.escalation.others.len() {
        0 => who,
        n => format!("{who} +{n}"),
    }
}

pub(crate) static MOVE: Act = Act {
    id: "move",
    title: "Move a concern on",
    find: &["reply", "satisfied", "raise", "cafcass", "timescale", "risk"],
    command: "move",
    lead: &[],
    about: &about::MOVE,
    fields: &[
        ON,
        Field::day("by", "Owed by")
            .hint("+5wd, 14 dec")
            .help("The day set for the reply, where the protocol leaves it to you")
            .hidden(),
        Field::block("note", "Note").help(NOTE_HELP),
    ],
    settle,
    run,
    then: Then::Nothing,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(concern) = concern(scene, &sheet.subject) else { return };
    let Part::Move(_, what) = sheet.subject.part.clone() else { return };
    let next = scene.board().next_moves(&concern).into_iter().find(|n| n.what == what);
    let blank = concern.protocol.zip(concern.track.as_ref()).is_some_and(|(p, t)| {
        p.stages.get(t.stage()).is_some_and(|s| s.act_within.is_none() && s.reply_within.is_none())
    });
    sheet.propose("date", "today");
    sheet.show("by", what == Move::Timescale || (what == Move::Raised && blank));
    sheet.label("note", if next.as_ref().is_some_and(|n| n.reasoned) { "Reason" } else { "Note" });
    let title = next.as_ref().map_or_else(|| what.to_string(), |n| n.title.clone());
    sheet.title = format!("{} · {title}", whom(scene, &concern));
    sheet.begin = if sheet.is_shown("by") { "by" } else { "note" };
    next.into_iter().for_each(|n| sheet.note(n.why));
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let Part::Move(id, what) = &subject.part else {
        return Err(Error::usage("Which move was made is not said; nothing was recorded."));
    };
    let done =
        desk.make_move(*id, what.clone(), values.the_day("date")?, &values.text("note"), values.day("by"))?;
    let beside = desk.board.concern(*id).and_then(|c| desk.board.test_of(&c, what));
    Ok(done.beside(beside))
}

/// What is chosen in a form that takes nothing for granted.
const CHOOSE: (&str, &str) = ("", "choose");

closed_set! {
    /// What closing a concern came to for the child.
    pub(crate) enum Came is "effect of a closing" {
        /// Something changed, and somebody saw it.
        Seen: "seen" = "something changed, and was seen",
        /// Nothing changed.
        Nothing: "nothing" = "nothing changed",
        /// Promised, to be looked for.
        Promised: "promised" = "promised, to be looked for",
    }
}

closed_set! {
    /// What looking for a promise found.
    pub(crate) enum Found is "finding" {
        /// It was kept.
        Seen: "seen",
        /// It was not kept.
        NotKept: "not-kept" = "not kept: nothing changed",
        /// Not yet.
        Again: "again" = "not yet: look again",
    }
}

fn came() -> Vec<Choice> {
    choices(&[&[CHOOSE], Came::CHOICES].concat())
}

fn found() -> Vec<Choice> {
    choices(&[&[CHOOSE], Found::CHOICES].concat())
}

fn outcomes() -> Vec<Choice> {
    choices(&[&[CHOOSE], Resolution::CHOICES].concat())
}

pub(crate) static CLOSING: Act = Act {
    id: "close-concern",
    title: "Close a concern with its effect",
    find: &["resolved", "effect", "withdrawn", "what changed"],
    command: "move",
    lead: &[Lead::word("move", CLOSE)],
    about: &about::MOVE,
    fields: &[
        EFFECT,
        Field::choice("came", "For the child", Choices::Fixed(came))
            .letters(&[('s', "seen"), ('n', "nothing"), ('p', "promised")])
            .only(Shown::Form),
        NO_CHANGE,
        Field::open("outcome", "Outcome", Choices::Fixed(outcomes))
            .value("WORD")
            .help("With close: resolved, partly, not-resolved, overtaken, withdrawn"),
        SEEN_BY,
        Field::day("seen", "Seen on").flag("seen-on").hint("today, 5 jan").help("With close: when it was seen"),
        Field::day("look", "Look for it on")
            .flag("look-on")
            .hint("where it is promised: 5 jan, +20wd")
            .help("With close: promised, and to be looked for on this day; with effect-seen: not here yet, look again then"),
        Field::day("date", "Closed on").help("The day of it").said("A date"),
        Field::line("untold", "Not told")
            .flag("not-told")
            .value("REASON")
            .hint("why they are not")
            .help("With close: why those still to be told are not")
            .hidden(),
        SCRIPT_NOTE,
    ],
    settle: settle_closing,
    run: run_closing,
    then: Then::Nothing,
};

fn settle_closing(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(concern) = concern(scene, &sheet.subject) else { return };
    sheet.title = format!("Close: {} · {}", whom(scene, &concern), concern.title());
    sheet.propose("date", "today");
    let role = |r: &String| scene.board().practice.role(r).to_owned();
    let untold: Vec<String> =
        concern.untold().iter().map(|n| n.to.iter().map(role).collect::<Vec<_>>().join(" and ")).collect();
    sheet.show("untold", !untold.is_empty());
    if !sheet.script {
        let came = Came::from_word(sheet.text("came")).ok();
        let promised = came == Some(Came::Promised);
        let effect = if came == Some(Came::Nothing) {
            ""
        } else {
            "What changed for the child, or below that nothing did,"
        };
        for (key, what) in [
            ("effect", effect),
            ("came", "What it came to for the child"),
            ("outcome", "How it ended"),
            ("who", if promised { "" } else { "Who saw it" }),
            ("seen", if promised { "" } else { "A date" }),
            ("look", if promised { "A date" } else { "" }),
        ] {
            sheet.need(key, what);
        }
    }
    sheet.note("What is different for the child now, or that nothing is. Nothing closes without it.");
    if !untold.is_empty() {
        sheet.note(format!("Still to be told: {}.", untold.join(", ")));
    }
}

fn run_closing(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let came: Option<Came> = values.word("came")?;
    let unchanged = came == Some(Came::Nothing) || values.yes("no-change") == Some(true);
    let form_promised = came == Some(Came::Promised);
    let (effect, look_on) = (values.some("effect"), values.day("look"));
    if values.yes("no-change") == Some(true) && (effect.is_some() || look_on.is_some()) {
        return Err(Error::usage(
            "--no-change goes with neither --effect nor --look-on; nothing was closed.",
        ));
    }
    if look_on.is_some() && values.day("seen").is_some() && came.is_none() {
        return Err(Error::usage("An effect is seen or promised, not both; nothing was closed.")
            .hint("Give --seen-on or --look-on."));
    }
    let look_on = look_on.filter(|_| form_promised || came.is_none());
    let seen_on = values.day("seen").filter(|_| look_on.is_none());
    let promised = look_on.is_some();
    let needed = [
        (values.some("outcome").is_some(), "how it ended (--outcome)"),
        (
            effect.is_some() || unchanged,
            "what changed for the child, or that nothing did (--effect TEXT or --no-change)",
        ),
        (promised || values.some("who").is_some(), "who saw it (--seen-by WHO)"),
        (
            promised || seen_on.is_some(),
            "when it was seen (--seen-on DATE), or the day to look for what is promised (--look-on DATE)",
        ),
    ];
    let missing: Vec<&str> = needed.iter().filter(|(said, _)| !said).map(|(_, what)| *what).collect();
    if !missing.is_empty() {
        let known = Resolution::ALL.iter().map(|r| r.word()).collect::<Vec<_>>().join(", ");
        return Err(Error::data(format!("A closing says {}; nothing was closed.", missing.join(", ")))
            .hint(format!("Outcomes: {known}.")));
    }
    let closing = Closing {
        outcome: values.word("outcome")?,
        effect: effect.unwrap_or_else(|| values.text("note")),
        unchanged,
        seen_by: values.text("who"),
        seen_on,
        look_on,
        not_told: values.text("untold"),
    };
    desk.close_escalation(id(subject)?, values.the_day("date")?, closing)
}

pub(crate) static EFFECT_FOUND: Act = Act {
    id: "effect",
    title: "Look for a promised effect",
    find: &["promise", "effect", "seen"],
    command: "move",
    lead: &[Lead::word("move", EFFECT_SEEN)],
    about: &about::MOVE,
    fields: &[
        Field::choice("found", "What you found", Choices::Fixed(found))
            .letters(&[('s', "seen"), ('n', "not-kept"), ('a', "again")])
            .only(Shown::Form),
        Field::block("effect", "In words").help("With close or effect-seen: what changed for the child"),
        NO_CHANGE,
        SEEN_BY,
        Field::day("seen", "Looked on").flag("date").help("The day of it").said("A date"),
        Field::day("look", "Look again on")
            .flag("look-on")
            .hint("where it is not here yet: 5 jan, +20wd")
            .help("With close: promised, and to be looked for on this day; with effect-seen: not here yet, look again then"),
        SCRIPT_NOTE,
    ],
    settle: settle_effect,
    run: run_effect,
    then: Then::Nothing,
};

fn settle_effect(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(concern) = concern(scene, &sheet.subject) else { return };
    sheet.title = format!("Effect: {} · {}", whom(scene, &concern), concern.title());
    sheet.propose("seen", "today");
    if sheet.script {
        sheet.propose("who", scene.board().iro.clone());
    } else {
        let found = Found::from_word(sheet.text("found")).ok();
        let effect = match found {
            Some(Found::Again) => "What you found, in words,",
            Some(Found::Seen) => "What is different for the child",
            Some(Found::NotKept) | None => "",
        };
        let again = found == Some(Found::Again);
        for (key, what) in [
            ("found", "What you found"),
            ("effect", effect),
            ("look", if again { "A date" } else { "" }),
            ("who", if again { "" } else { "Who saw it" }),
        ] {
            sheet.need(key, what);
        }
    }
    sheet.note(format!("Promised: {}", concern.escalation.effect.clone().unwrap_or_default()));
    if let Some(day) = concern.escalation.look_on {
        sheet.note(format!("To be looked for on {}.", long(day)));
    }
}

fn run_effect(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (id, on, who) = (id(subject)?, values.the_day("seen")?, values.text("who"));
    let words = values.some("effect").unwrap_or_else(|| values.text("note"));
    let found: Option<Found> = values.word("found")?;
    let look_on = values.day("look").filter(|_| matches!(found, None | Some(Found::Again)));
    let not_kept = found == Some(Found::NotKept) || values.yes("no-change") == Some(true);
    match (look_on, not_kept) {
        (Some(look_on), _) => desk.look_again(id, on, look_on, &words),
        (None, true) => desk.effect_not_kept(id, on, &who, &words),
        (None, false) => desk.effect_seen(id, on, &who, &words),
    }
}

pub(crate) static MESSAGE: Act = Act {
    id: "message",
    title: "Draft a message about a concern",
    find: &["email", "letter", "write to", "manager"],
    command: "",
    lead: &[],
    about: &about::NOTHING,
    fields: &[Field::block("text", "Message").need("A message")],
    settle: settle_message,
    run: run_message,
    then: Then::Paste,
};

fn settle_message(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(concern) = concern(scene, &sheet.subject) else { return };
    let Some((protocol, track)) = concern.protocol.zip(concern.track.as_ref()) else {
        return sheet.refuse("There is no protocol to draft a message by: m runs it under one.");
    };
    let about = concern.row.map_or_else(
        || "the service as a whole".to_owned(),
        |r| format!("{} ({})", r.case.child.initials(), r.case.child.number),
    );
    let board = scene.board();
    let person = |role: &str| concern.row.and_then(|r| r.person(role)).map(str::to_owned);
    let practice = &board.practice;
    let address = message::Address { about: &about, from: &board.iro, practice, person: &person };
    sheet.title = "A message to edit and copy".to_owned();
    sheet.propose("text", message::draft(concern.escalation, protocol, track, &address, board.today));
    sheet.note("Ctrl-s keeps it under the notes and shows it to copy.");
}

fn run_message(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = desk.board.concern(id(subject)?).and_then(|c| c.row).map(|r| r.id());
    let (kind, date, text) = (NoteKind::Challenged, desk.board.today, values.text("text"));
    desk.add_note(
        child,
        Note { id: NoteId(0), kind, date, with: String::new(), text, place: None, pasted: false },
    )
}
