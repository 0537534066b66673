//! Every document for every reader over an invented caseload: nothing missing is printed, nothing that a reader may
//! not have gets out, in whatever words it was recorded.

use super::draft::{Draft, Format, Wanted, usual};
use super::kind::{About, Document};
use super::reader::{Guarded, Reader};
use super::template::Template;
use crate::board::Row;
use crate::casework::Desk;
use crate::casework::settings::{Known, change};

pub(super) fn desk() -> Desk {
    Desk::demo("2026-11-26".parse().unwrap(), 24, 1, None).unwrap()
}

pub(super) fn draft(
    desk: &Desk,
    row: &Row,
    document: Document,
    reader: Reader,
    chosen: &[Guarded],
) -> Option<Draft> {
    let slot = usual(row, document);
    let board = &desk.board;
    let concern =
        board.concerns().iter().find(|c| c.row.is_some_and(|r| r.id() == row.id())).map(|c| c.escalation.id);
    let there = match document.about() {
        About::Held | About::Next => slot.is_some(),
        About::Concern => concern.is_some(),
        About::Child => true,
    };
    let wanted = Wanted { document, reader, chosen, slot, concern };
    let draft = there.then(|| Draft::of(&desk.board, &desk.store, row, &wanted))?;
    match draft {
        Ok(draft) => Some(draft),
        Err(e) => {
            assert!(document == Document::Certificate && e.message.contains("letter"), "{document}: {e:?}");
            None
        }
    }
}

#[test]
fn every_document_of_every_child_in_every_format_says_nothing_empty() {
    let desk = desk();
    let mut made = 0;
    for row in desk.board.children() {
        for document in Document::ALL {
            let Some(draft) = draft(&desk, row, *document, document.reader(), &[]) else { continue };
            made += 1;
            let text = &draft.text;
            for bad in ["None", "none |", "undefined", "[]", "()", "{{", "{%", "  by .", "  ", "PN1", " ."] {
                assert!(!text.contains(bad), "{document} of {}: {bad:?} in\n{text}", row.case.child.name());
            }
            assert!(text.starts_with("# "), "{document} begins with its title:\n{text}");
            for format in Format::ALL {
                let bytes = draft.bytes(*format).unwrap();
                assert_eq!(bytes, draft.bytes(*format).unwrap(), "the same again is the same");
                assert_eq!(*format == Format::Docx, bytes.starts_with(b"PK"), "{document}");
            }
            draft.told().unwrap();
        }
    }
    assert!(made > 200, "{made}");
}

#[test]
fn letters_differ_by_age_and_the_youngest_have_a_certificate() {
    let desk = desk();
    let mut ages = Vec::new();
    for row in desk.board.children() {
        let Some(slot) = usual(row, Document::Letter) else { continue };
        let age = row.case.child.age_on(slot.held.unwrap()).unwrap();
        let certificate = draft(&desk, row, Document::Certificate, Reader::Child, &[]);
        assert_eq!(certificate.is_some(), age < 5, "{age}");
        let letter = draft(&desk, row, Document::Letter, Reader::Child, &[]).unwrap().text;
        assert_eq!(letter.contains("It is called a review"), age < 9, "{age}:\n{letter}");
        assert_eq!(letter.contains("ask to see what is written"), age >= 16, "{age}");
        ages.push(age);
    }
    assert!(ages.iter().any(|a| *a < 5) && ages.iter().any(|a| *a >= 16), "{ages:?}");
}

#[test]
fn a_template_of_ones_own_goes_first_and_its_faults_are_named_with_line_and_nearest_name() {
    let mut desk = desk();
    let folder = tempfile::tempdir().unwrap();
    let today = desk.board.today;
    change(&mut desk.store, &[(Known::Templates, folder.path().to_str().unwrap())], today).unwrap();
    let row = desk.board.children().iter().find(|r| usual(r, Document::Letter).is_some()).unwrap();
    let with = |text: &str| {
        std::fs::write(folder.path().join("letter.md"), text).unwrap();
        let (document, reader, slot) = (Document::Letter, Reader::Child, usual(row, Document::Letter));
        Draft::of(
            &desk.board,
            &desk.store,
            row,
            &Wanted { document, reader, chosen: &[], slot, concern: None },
        )
    };
    let hello = format!("# Hello {}\n", row.case.child.forename);
    assert_eq!(with("# Hello {{ child.first }}").unwrap().text, hello);
    for (text, said) in [
        ("# Hello\n\n{{ child.frist }}", &["line 3", "child.frist", "child.first"][..]),
        ("# Hello\n{{ service.phone }}", &["line 2", "can be missing", "gap"]),
        ("# Hello\n{% for d in decisions %}{{ d.txt }}{% endfor %}{% if x", &["line 2", "not right"]),
        ("# Hello\n{% for i in range(999999999) %}{{ i }}{% endfor %}", &["nothing was written"]),
    ] {
        let error = with(text).unwrap_err();
        let told = format!("{} {}", error.message, error.hint);
        assert!(said.iter().all(|s| told.contains(s)), "{told}");
    }
    for document in Document::ALL {
        let template = Template { name: document.word(), text: document.template() };
        assert!(!template.text.trim().is_empty());
    }
}

#[test]
fn the_record_has_what_changed_up_to_the_review_and_says_when_words_were_left_out() {
    let desk = desk();
    let (mut moved, mut alone) = (0, 0);
    for row in desk.board.children() {
        let Some(slot) = usual(row, Document::Minutes) else { continue };
        let text = draft(&desk, row, Document::Minutes, Reader::Professional, &[]).unwrap().text;
        let (since, held) = (slot.previous, slot.held.unwrap());
        let within = |day: chrono::NaiveDate| since.is_some_and(|since| since < day) && day <= held;
        let homes = row.case.placements.iter().filter(|p| within(p.start)).count();
        assert_eq!(text.matches("New home: ").count(), homes, "{text}");
        moved += homes;
        for later in row.case.changes.iter().filter(|c| c.date > held && c.text.len() > 10) {
            assert!(!text.contains(&later.text), "after the review: {text}");
        }
        if text.contains("alone is left out of this copy") {
            alone += 1;
            let whole = draft(&desk, row, Document::Minutes, Reader::Professional, &[Guarded::SaidAlone]);
            assert!(!whole.unwrap().text.contains("left out of this copy"), "chosen, they are there");
        }
    }
    assert!(moved > 0 && alone > 0, "{moved} {alone}");
}
