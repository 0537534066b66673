//! Reports over an invented caseload: what is counted is what `measures` counts, the public can work out nothing small,
//! and where children are to stand by initials nobody's name, number or birthday stands in any format.

use std::collections::BTreeSet;

use super::annual::Annual;
use super::day_sheet::{day_sheet, next_day};
use super::draft::Format;
use super::handover::handover;
use super::page::Page;
use super::public::HIDDEN;
use super::supervision::supervision;
use crate::casework::Desk;
use crate::documents::feedback::feedback;
use crate::rules::measures::Window;

fn desk() -> Desk {
    Desk::demo("2026-11-26".parse().unwrap(), 24, 1, None).unwrap()
}

fn year() -> Window {
    Window { from: "2025-11-27".parse().unwrap(), to: "2026-11-26".parse().unwrap() }
}

/// The words of a page in every format but Word, whose words are those of the page for a browser.
fn written(page: &Page) -> Vec<String> {
    let all = Format::ALL.iter().filter(|f| **f != Format::Docx);
    all.map(|f| String::from_utf8(page.bytes(*f).unwrap()).unwrap()).collect()
}

#[test]
fn the_annual_report_tells_what_measures_counts_figure_for_figure() {
    let desk = desk();
    let (annual, m) =
        (Annual::of(&desk.board, &desk.store, year(), false).unwrap(), desk.board.measures(year()));
    assert_eq!(annual.measures, m);
    let csv = annual.csv().unwrap();
    let rows: Vec<Vec<String>> = csv::Reader::from_reader(csv.as_bytes())
        .into_records()
        .map(|row| row.unwrap().iter().skip(1).map(str::to_owned).collect())
        .collect();
    let told = |row: Vec<String>| assert!(rows.contains(&row), "{row:?} in\n{csv}");
    let line = |what: &str, part: usize, whole: usize, pct: Option<f64>| {
        let pct = pct.map(|pct| format!("{pct:.1}%")).unwrap_or_default();
        told(vec![what.to_owned(), part.to_string(), whole.to_string(), pct]);
    };
    line(
        "Reviews held within their limit",
        m.reviews.on_time,
        m.reviews.on_time + m.reviews.late,
        m.reviews.pct,
    );
    line(
        "Children whose every review was in time",
        m.children.all_on_time,
        m.children.reviewed,
        m.children.pct,
    );
    line("Took part or sent views", m.participation.took_part, m.participation.of, m.participation.pct);
    line("Views reached the review", m.views_reached.reached, m.views_reached.of, m.views_reached.pct);
    line("Mid-point checks done", m.midpoints.done, m.midpoints.due, m.midpoints.pct);
    line(
        "Changes answered",
        m.changes.answered,
        m.changes.told,
        crate::rules::measures::share(m.changes.answered, m.changes.told),
    );
    for kind in &m.visits.kinds {
        line(&kind.title, kind.tally.done, kind.tally.due, kind.tally.pct);
    }
    for (question, asked) in &m.feedback.child {
        line(&format!("{question} (child)"), asked.yes, asked.yes + asked.no, asked.pct);
    }
    for (what, n) in [
        ("Raised", m.escalations.raised),
        ("Closed", m.escalations.closed),
        ("Children in care", m.caseload.children),
    ] {
        told(vec![what.to_owned(), n.to_string(), String::new(), n.to_string()]);
    }
    let page = annual.page();
    for heading in
        ["Summary", "Caseloads", "Reviews on time", "Dispute resolution", "Further development", "Annex"]
    {
        assert!(page.text.contains(&format!("## {heading}")), "{heading}");
    }
    assert!(page.text.contains("Year by year"), "{}", page.text);
}

#[test]
fn the_public_is_told_no_small_number_no_reason_and_no_row() {
    let desk = desk();
    let annual = Annual::of(&desk.board, &desk.store, year(), true).unwrap();
    let page = annual.page();
    assert!(!page.text.contains("Annex") && !page.text.contains("and why"), "{}", page.text);
    let csv = annual.csv().unwrap();
    for line in csv.lines().skip(1).filter(|l| !l.contains("Recommended")) {
        let cells: Vec<&str> = line.rsplitn(4, ',').collect();
        let [value, whole, part, _] = cells[..] else { panic!("{line}") };
        for n in [part, whole] {
            assert!(n.parse::<usize>().map_or(true, |n| n == 0 || n > 5), "{line}");
        }
        if let (Ok(part), Ok(whole)) = (part.parse::<usize>(), whole.parse::<usize>()) {
            assert!(whole - part == 0 || whole - part > 5, "the rest can be worked out: {line}");
        }
        assert!(part != HIDDEN || value == HIDDEN, "the share tells it: {line}");
    }
    for year in page.text.lines().filter(|l| l.starts_with("| 20")) {
        let told = year.split('|').filter_map(|cell| cell.trim().strip_suffix('%')?.parse::<f64>().ok());
        let held: Option<f64> = year.split('|').nth(2).and_then(|cell| cell.trim().parse().ok());
        // Every share here is of at most as many as were held, or of children: one off whole would be a small number.
        assert!(
            told.into_iter().all(|pct| pct == 0.0 || pct == 100.0 || held.is_some_and(|n| n > 20.0)),
            "{year}"
        );
    }
    let counted = desk.board.measures(year()).feedback;
    let sheet = feedback(&counted, year().from, year().to, true);
    for row in &sheet.rows {
        let small = |cell: &String| cell.parse::<usize>().is_ok_and(|n| (1..=5).contains(&n));
        assert!(!row.iter().any(small), "{row:?}");
    }
}

#[test]
fn nobody_is_named_where_children_stand_by_initials_and_everybody_in_the_handover() {
    let desk = desk();
    let board = &desk.board;
    let mut by_initials: Vec<String> = Vec::new();
    for public in [false, true] {
        by_initials.extend(written(&Annual::of(board, &desk.store, year(), public).unwrap().page()));
    }
    let sheet = supervision(board);
    for format in Format::ALL.iter().filter(|f| **f != Format::Docx) {
        by_initials.push(String::from_utf8(sheet.page().bytes(*format).unwrap()).unwrap());
    }
    by_initials.push(sheet.csv().unwrap());
    // What is no name of anybody: a word of the reports themselves.
    let own: BTreeSet<&str> = ["May", "Will", "Hope", "Summer", "Grace", "Page"].into();
    for text in &by_initials {
        for row in board.rows() {
            let child = &row.case.child;
            for name in [child.forename.as_str(), child.surname.as_str(), child.number.as_str()] {
                let whole = |word: &str| word == name;
                let found = text.split(|c: char| !c.is_alphanumeric() && c != '-').any(whole);
                assert!(name.len() < 3 || own.contains(name) || !found, "{name} in\n{text}");
            }
        }
    }
    let rows: Vec<_> = board.by_number().into_iter().filter(|row| !row.advice().closed).collect();
    let pack = handover(board, &rows);
    assert!(rows.iter().all(|row| pack.text.contains(&format!("# {} (", row.case.child.name()))));
    assert_eq!(pack.text.matches("\n# ").count(), rows.len(), "a page a child");
}

#[test]
fn the_day_sheet_has_a_page_for_each_review_of_the_day_and_says_nothing_empty() {
    let desk = desk();
    let day = next_day(&desk.board).unwrap();
    let booked = desk.board.rows().filter(|r| r.next_review().is_some_and(|s| s.booked == Some(day))).count();
    let sheet = day_sheet(&desk.board, &desk.store, day).unwrap();
    assert_eq!(sheet.text.matches("\n# Agenda").count(), booked);
    assert!(sheet.text.contains("own items") && sheet.text.contains("What the review considers"));
    let free = day_sheet(&desk.board, &desk.store, "2026-12-25".parse().unwrap()).unwrap();
    assert!(free.text.contains("No review is booked"));
    let rows: Vec<_> = desk.board.by_number();
    for page in [
        sheet,
        handover(&desk.board, &rows),
        Annual::of(&desk.board, &desk.store, year(), false).unwrap().page(),
    ] {
        for bad in ["None", "undefined", "{{", "()", "[]"] {
            assert!(!page.text.contains(bad), "{bad} in\n{}", page.text);
        }
        assert!(page.bytes(Format::Docx).unwrap().starts_with(b"PK"));
        assert_eq!(
            page.bytes(Format::Docx).unwrap(),
            page.bytes(Format::Docx).unwrap(),
            "the same again is the same"
        );
    }
}
