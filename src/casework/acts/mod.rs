//! What an IRO does, one file an act: its words, its fields, what it looks at and what it writes. The slice
//! [`ACTS`] drives the form on the screen, `casebook record`, the palette, the help and the drafts.

mod about;
mod adjourn;
mod annual;
mod answer;
mod attend;
mod book;
mod care;
mod change;
mod child;
mod concern;
mod contact;
mod copy;
mod decision;
mod diary;
mod done;
mod doubt;
mod fact;
mod feedback;
mod field;
mod given;
mod hold;
mod kin;
mod mark;
mod matter;
mod meeting;
mod mistake;
mod note;
mod person;
mod placement;
mod raise;
mod scene;
mod script;
mod sending;
mod separate;
mod series;
mod sheet;
mod slot;
mod status;
mod subject;
mod values;
mod view;
mod voice;
mod waive;
mod whole;

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::ids::ChildId;

pub(crate) use annual::part_of;
pub(crate) use change::FORWARD;
pub(crate) use diary::entry;
pub(crate) use field::{Choice, Choices, Field, Kind, Shown};
pub(crate) use given::{Given, Lead};
pub(crate) use hold::took_part;
pub(crate) use kin::kin_words;
pub(crate) use scene::Scene;
pub(crate) use script::{from_script, leads_to};
pub(crate) use sheet::{Act, Question, Sheet, Then};
pub(crate) use slot::{Slot, choices};
pub(crate) use subject::{Part, Subject};
pub(crate) use values::Values;
pub(crate) use whole::would_move;

/// Every act, in the order the palette and the help list them; of several behind one command the one that a
/// flag of its own leads to comes before the one that is meant without.
pub(crate) static ACTS: &[&Act] = &[
    &contact::ACT,
    &note::NOTE,
    &note::CORRECT,
    &note::REMOVE,
    &note::PASTED,
    &voice::VOICE,
    &voice::CAME_OF,
    &done::UNTICK,
    &done::WHY_LATE,
    &done::ACT,
    &waive::ACT,
    &mistake::REMOVE,
    &mistake::UNBOOK,
    &mistake::UNHOLD,
    &series::REMOVE_PART,
    &separate::HELD,
    &separate::NO_MEETING,
    &book::ACT,
    &hold::ACT,
    &series::PART,
    &adjourn::ACT,
    &series::COMPLETED,
    &sending::SENT,
    &sending::RECEIVED,
    &hold::WHY_LATE,
    &meeting::ACT,
    &attend::REMOVE,
    &attend::ATTEND,
    &feedback::REMOVE,
    &feedback::REPLY,
    &feedback::FORM,
    &matter::ACT,
    &decision::REMOVE,
    &decision::CORRECT,
    &decision::DECIDE,
    &mark::DECIDED,
    &mark::AGREEMENT,
    &change::CORRECT,
    &change::REMOVE,
    &change::CHANGE,
    &change::RESPOND,
    &answer::ANSWER,
    &answer::TAKE_BACK,
    &answer::END,
    &answer::REMOVE,
    &raise::RAISE,
    &raise::REMOVE,
    &concern::CLOSING,
    &concern::EFFECT_FOUND,
    &concern::MOVE,
    &concern::MESSAGE,
    &doubt::ANSWER,
    &child::DETAILS,
    &child::NEW,
    &child::REMOVE,
    &care::ARRIVE,
    &care::LEAVE,
    &care::CORRECT,
    &care::AUTHORITY,
    &status::START,
    &status::CORRECT,
    &placement::START,
    &placement::END,
    &placement::CORRECT,
    &person::CORRECT,
    &person::JOIN,
    &person::ALLOCATE,
    &kin::LINK,
    &kin::UNLINK,
    &kin::TWO_IROS,
    &copy::COPY,
    &copy::NOTES,
    &copy::READ,
    &diary::KEEP_FREE,
    &diary::GIVE_BACK,
    &diary::TAKE,
    &diary::SCHOOL,
    &annual::ACT,
    &whole::HOLIDAY,
    &whole::NO_HOLIDAY,
    &whole::PRACTICE,
    &view::REMOVE,
    &view::KEEP,
];

/// The commands of `record`, with what `--help` says of each.
pub(crate) static COMMANDS: &[(&str, &str)] = &[
    ("contact", "A contact"),
    ("note", "A note"),
    ("correct-note", "A note corrected"),
    ("remove-note", "A note taken out"),
    ("pasted", "A note pasted into the council's system"),
    ("voice", "What a child said, and how it was heard"),
    ("outcome", "What came of something a child asked for"),
    ("done", "A duty done"),
    ("waived", "A duty waived, with the reason"),
    ("review", "A review: booked, held, adjourned, completed, its decisions sent"),
    ("meeting", "How a review went: how the child took part, who led, what was not followed"),
    ("attendance", "How somebody took part in a review"),
    ("feedback", "What a child, a parent or a carer answered after a review"),
    ("feedback-reply", "What you answered to a no in feedback"),
    ("matter", "A matter of a review's agenda"),
    ("decision", "A decision of a review"),
    ("decided", "How far a decision was carried out"),
    ("agreement", "The manager's answer to one decision, or to all of a review"),
    ("change", "Something that happened, of a kind the practice names"),
    ("response", "Your answer to a change: the review brought forward, or not needed"),
    ("answer", "An answer to a question of a checklist"),
    ("take-back-answer", "An answer to a question of a checklist taken back"),
    ("outcome-of", "How a checklist ended"),
    ("remove-session", "A session begun by mistake, taken out with its answers"),
    ("escalation", "A concern raised with the authority"),
    ("move", "What was done about a concern since"),
    ("remove-concern", "A concern recorded by mistake, taken out with its log"),
    ("doubt", "The answer to a doubt about a return"),
    ("child", "A child: new where the number is new, else corrected"),
    ("care", "Coming into care or leaving it"),
    ("legal", "A legal status"),
    ("placement", "A placement"),
    ("person", "Somebody with a part in the case"),
    ("sibling", "A brother, sister or parent on the same caseload"),
    ("allocated", "The allocation of an IRO"),
    ("reason", "Why brothers and sisters have two IROs"),
    ("annual-text", "A part of the annual report that only people can write"),
    ("copy", "What a brother or sister's record has and the child's has not"),
    ("view", "A view of the caseload: a filter, an order and columns under a name"),
];

/// The act of a name.
pub(crate) fn act(id: &str) -> Option<&'static Act> {
    ACTS.iter().copied().find(|a| a.id == id)
}

/// The acts that can be begun with a child in hand and nothing else said, for the palette.
pub(crate) static OF_A_CHILD: &[&Act] = &[
    &book::ACT,
    &hold::ACT,
    &feedback::FORM,
    &placement::START,
    &placement::END,
    &status::START,
    &care::ARRIVE,
    &care::LEAVE,
    &care::AUTHORITY,
    &person::JOIN,
    &person::ALLOCATE,
    &kin::LINK,
    &kin::TWO_IROS,
    &child::DETAILS,
];

/// Does an act with the words of its fields; what is not given is as the act proposes it.
pub(crate) fn perform(
    desk: &mut Desk,
    act: &'static Act,
    subject: Subject,
    words: &[(&str, String)],
) -> Result<Outcome> {
    let scene = Scene::of(desk);
    let mut sheet = Sheet::new(act, subject, &scene, false);
    for (key, words) in words {
        sheet.fill(key, words.clone());
        sheet.settle(&scene);
    }
    if let Some(why) = sheet.refused {
        return Err(Error::data(why));
    }
    let values = sheet.read(&scene)?;
    (act.run)(desk, &sheet.subject, &values)
}

/// The act and the subject a draft was kept under; none for a draft of another make.
pub(crate) fn of_draft(key: &str) -> Option<(&'static Act, Subject)> {
    let (id, subject): (String, Subject) = serde_json::from_str(key).ok()?;
    Some((act(&id)?, subject))
}

/// The key that a draft kept by an earlier version has now, where its form is an act's with the same fields.
pub(crate) fn renewed(key: &str) -> Option<String> {
    let parts: Vec<&str> = key.splitn(4, ':').collect();
    let child = ChildId(parts.get(1)?.parse().ok()?);
    let (id, subject) = match parts.as_slice() {
        [id @ ("contact" | "note" | "voice"), _] => (*id, Subject::child(child)),
        ["decision", _] => ("decide", Subject::child(child)),
        ["decision", _, id] => ("correct-decision", Subject::row(Some(child), id.parse().ok()?)),
        ["meeting", _, review] => ("meeting", Subject::of_review(child, Some(review.parse().ok()?))),
        ["matter", _, review, item] => {
            let part = Part::Matter { review: review.parse().ok()?, item: (*item).to_owned() };
            ("matter", Subject::child(child).with(part))
        }
        _ => return None,
    };
    Some(act(id)?.draft_key(&subject))
}
