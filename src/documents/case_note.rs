//! A note as the council's system takes it: plain lines under plain headings, nothing a form could choke on.

use crate::model::record::{Note, NoteKind};
use crate::model::voice::Heard;
use crate::rules::working::long;

/// The note of a child, `who` being how the child is named on it, by the IRO `iro`.
pub(crate) fn case_note(who: &str, note: &Note, heard: Option<&Heard>, iro: &str) -> String {
    let mut text = format!("CASE NOTE: {}\n", subject(note));
    text.push_str(&format!("Child: {who}\n"));
    text.push_str(&format!("Date: {}\n", long(note.date)));
    let whom = if note.kind == NoteKind::Wishes { "Heard by" } else { "With" };
    let met = note.met();
    if !met.is_empty() {
        text.push_str(&format!("{whom}: {met}\n"));
    }
    if let Some(heard) = heard {
        text.push_str(&format!("How: {}\n", heard.in_words()));
    }
    text.push_str(&format!("Recorded by: {iro}, Independent Reviewing Officer\n"));
    text.push_str(&format!("\nDetails:\n{}\n", note.text.trim_end()));
    text
}

/// What the note is, as a heading.
fn subject(note: &Note) -> String {
    match note.kind {
        NoteKind::Note => "IRO note".to_owned(),
        NoteKind::Spoke => "IRO contact, spoke to".to_owned(),
        NoteKind::Saw => "IRO contact, saw".to_owned(),
        NoteKind::Read => "IRO monitoring, read".to_owned(),
        NoteKind::Challenged => "IRO challenge".to_owned(),
        NoteKind::Wishes => "The child's wishes and feelings, heard by the IRO".to_owned(),
        NoteKind::Session => "IRO monitoring".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::NoteId;
    use chrono::NaiveDate;

    #[test]
    fn a_contact_says_what_when_with_whom_and_by_whom() {
        let note = Note {
            id: NoteId(1),
            kind: NoteKind::Spoke,
            date: NaiveDate::from_ymd_opt(2026, 11, 19).unwrap(),
            with: "the carer".into(),
            text: "All is well.\nNew school on Monday.".into(),
            place: None,
            pasted: false,
        };
        let text = case_note("Amara O. (100123)", &note, None, "A. Reviewer");
        assert_eq!(
            text,
            "CASE NOTE: IRO contact, spoke to\nChild: Amara O. (100123)\nDate: Thu 19 Nov 2026\n\
             With: the carer\nRecorded by: A. Reviewer, Independent Reviewing Officer\n\n\
             Details:\nAll is well.\nNew school on Monday.\n"
        );
        assert!(text.is_ascii());
    }
}
