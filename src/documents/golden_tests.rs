//! One of each kind, word for word: what changes here is read before it is taken. Letters are measured by a second formula.

use super::annual::Annual;
use super::day_sheet::{day_sheet, next_day};
use super::draft::{Draft, Format};
use super::handover::handover;
use super::kind::Document;
use super::markdown::{Block, Inline, blocks};
use super::reader::Reader;
use super::reading::reading;
use super::supervision::supervision;
use super::tests::{desk, draft};
use crate::casework::Desk;
use crate::rules::measures::Window;

/// The first of its kind, by the child's number.
fn first(desk: &Desk, document: Document) -> Option<Draft> {
    desk.board.by_number().into_iter().find_map(|row| draft(desk, row, document, document.reader(), &[]))
}

#[test]
fn a_document_of_each_kind_reads_as_it_did() {
    let desk = desk();
    for document in Document::ALL {
        let Some(draft) = first(&desk, *document) else { panic!("no {document} can be made") };
        insta::assert_snapshot!(document.word(), draft.text);
    }
    let letter = first(&desk, Document::Letter).unwrap();
    for (name, format) in [("letter-text", Format::Text), ("letter-html", Format::Html)] {
        insta::assert_snapshot!(name, String::from_utf8(letter.bytes(format).unwrap()).unwrap());
    }
}

#[test]
fn a_report_of_each_kind_reads_as_it_did() {
    let desk = desk();
    let board = &desk.board;
    let year = Window { from: "2025-11-27".parse().unwrap(), to: board.today };
    let one =
        board.by_number().into_iter().find(|row| row.judged().reviews().any(|s| s.held.is_some())).unwrap();
    let day = day_sheet(board, &desk.store, next_day(board).unwrap()).unwrap();
    for (name, text) in [
        ("report-annual", Annual::of(board, &desk.store, year, false).unwrap().page().text),
        ("report-annual-public", Annual::of(board, &desk.store, year, true).unwrap().page().text),
        ("report-supervision", supervision(board).page().text),
        ("report-handover", handover(board, &[one]).text),
        ("report-day", day.text),
    ] {
        insta::assert_snapshot!(name, text);
    }
}

/// What stands there without what is still to be filled in.
fn filled(line: &[Inline]) -> String {
    line.iter().filter(|i| !i.gap).map(|i| i.text.as_str()).collect()
}

/// The automated readability index plus five: an age from letters a word and words a sentence, told apart from the two
/// formulae of `reading` by counting no syllables and no sentences a word.
fn second_age(text: &str) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap());
    let measured = reading(&blocks(text));
    let letters: usize = blocks(text)
        .iter()
        .take_while(|b| **b != Block::Apart)
        .map(|block| match block {
            Block::Paragraph(line) | Block::Quote(line) => filled(line),
            Block::List { items, .. } => items.iter().map(|i| filled(i)).collect(),
            _ => String::new(),
        })
        .map(|text| text.chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    let (w, s) = (count(measured.words), count(measured.sentences));
    4.71 * count(letters) / w + 0.5 * w / s - 21.43 + 5.0
}

#[test]
fn letters_read_no_older_than_a_year_above_the_child_and_a_second_formula_agrees() {
    let desk = desk();
    let mut measured = Vec::new();
    for row in desk.board.by_number() {
        let Some(letter) = draft(&desk, row, Document::Letter, Reader::Child, &[]) else { continue };
        let (Some(age), Some(reads)) = (letter.age, reading(&blocks(&letter.text)).age) else { continue };
        let second = second_age(&letter.text);
        measured.push((age, reads, second));
        // Short sentences and short words: the index stands about two years below the mean there.
        assert!((reads - second).abs() < 3.5, "{age}: {reads:.1} and {second:.1}\n{}", letter.text);
        if age >= 5 {
            assert!(reads <= f64::from(age) + 1.0, "{age}: {reads:.1}\n{}", letter.text);
        }
    }
    assert!(measured.len() > 10, "{measured:?}");
    let many = f64::from(u32::try_from(measured.len()).unwrap());
    let mean = |pick: fn(&(u32, f64, f64)) -> f64| measured.iter().map(pick).sum::<f64>() / many;
    let trade =
        "The local authority is to undertake a comprehensive assessment of therapeutic requirements in \
                 consultation with all professionals involved. "
            .repeat(8);
    let older = reading(&blocks(&trade)).age.unwrap();
    assert!(older > mean(|m| m.1) + 5.0, "words of the trade read older by the one: {older:.1}");
    assert!(second_age(&trade) > mean(|m| m.2) + 5.0, "and by the other: {:.1}", second_age(&trade));
}

/// A caseload that has children of five and six.
#[test]
fn letters_to_children_of_five_and_six_read_no_older_than_a_year_above_them_by_each_formula() {
    let desk = Desk::demo("2026-11-26".parse().unwrap(), 64, 1, None).unwrap();
    let mut ages = Vec::new();
    for row in desk.board.by_number() {
        let Some(letter) = draft(&desk, row, Document::Letter, Reader::Child, &[]) else { continue };
        let Some(age) = letter.age.filter(|age| (5..=6).contains(age)) else { continue };
        let (reads, second) = (reading(&blocks(&letter.text)).age, second_age(&letter.text));
        let most = f64::from(age) + 1.0;
        assert!(
            reads.is_some_and(|reads| reads <= most) && second <= most,
            "{age}: {reads:?} {second}\n{}",
            letter.text
        );
        ages.push(age);
    }
    ages.sort_unstable();
    ages.dedup();
    assert_eq!(ages, [5, 6]);
}
