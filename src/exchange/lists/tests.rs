//! Lists as councils send them: an invented Annex A, its CSV, and lists by a mapping.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::map::Field;
use super::*;
use crate::model::returns::ReturnChild;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn workbook() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/lists/annex_a.xlsx")
}

fn annex(path: &Path) -> Return {
    read_annex_a(path, d("2026-11-20"), &mut |_| ControlFlow::Continue(())).unwrap()
}

fn by(map: &str, csv: &str) -> Result<Return> {
    let dir = tempfile::tempdir().unwrap();
    let (map_file, file) = (dir.path().join("map.toml"), dir.path().join("list.csv"));
    std::fs::write(&map_file, map).unwrap();
    std::fs::write(&file, csv).unwrap();
    read_mapped(&file, &Mapping::open(&map_file)?, d("2026-11-20"), &mut |_| ControlFlow::Continue(()))
}

fn child<'r>(ret: &'r Return, number: &str) -> &'r ReturnChild {
    ret.children.iter().find(|c| c.child.number == number).unwrap()
}

#[test]
fn a_workbook_tells_how_care_stands() {
    let ret = annex(&workbook());
    assert_eq!(ret.report.tables[0].file, "annex_a.xlsx, List 8");
    assert!(ret.report.not_read.is_empty(), "its other sheets are not asked for");
    let one = child(&ret, "70001");
    let period = &one.periods[0];
    assert_eq!((period.start, period.start_known, period.end), (d("2019-08-06"), true, None));
    let legal = one.legal.last().unwrap();
    assert_eq!((legal.code.as_str(), legal.start), ("C2", d("2020-07-13")));
    let place = one.placements.last().unwrap();
    assert_eq!((place.code.as_str(), place.start, place.area.as_str()), ("U6", d("2023-11-02"), "ZA1 1AA"));
    let review = &one.reviews[0];
    assert_eq!((review.held, review.number), (Some(d("2026-09-14")), Some(16)));
    assert_eq!(one.contacts.iter().copied().collect::<Vec<_>>(), [d("2026-10-01")]);
    assert_eq!((one.child.sex.as_deref(), one.people[0].name.as_str()), (Some("F"), "Sam Rowe"));
    let two = child(&ret, "70002");
    assert_eq!((two.child.dob, two.child.uasc), (Some(d("2015-02-01")), Some(true)));
    assert_eq!((two.legal[0].code.as_str(), two.placements[0].code.as_str()), ("V2", "K3"));
    let three = child(&ret, "0070003");
    assert_eq!(three.periods[0].end_reason.as_deref(), Some("E4A"));
    assert_eq!(three.legal[0].end, Some(d("2026-08-03")));
}

#[test]
fn each_doubtful_cell_is_named_with_its_sheet_row_and_column() {
    let report = annex(&workbook()).report;
    let told = |all: &[crate::model::returns::Remark]| -> Vec<String> {
        all.iter().map(|r| format!("{} {} {}", r.row, r.column, r.value)).collect()
    };
    assert_eq!(
        told(&report.refused),
        [
            "6 Placement Provider q) nobody",
            "6 Placement Type Foster carer",
            "7 Date Started to be Looked After 2027-01-01",
            "7 Date of Birth 13/13/2013",
            "8 Child Unique ID ",
        ]
    );
    let doubts = told(&report.doubts);
    assert!(doubts.contains(&"5 Date of Birth 42036".to_owned()), "{doubts:?}");
    assert!(
        doubts.contains(&"6 Child's Legal Status the interim care order of 2024".to_owned()),
        "{doubts:?}"
    );
    assert!(report.refused.iter().all(|r| r.file == "annex_a.xlsx, List 8"));
}

#[test]
fn a_sheet_that_claims_to_be_endless_and_a_file_that_is_none_are_no_trouble() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.xlsx");
    std::fs::write(&file, b"PK\x03\x04 not a workbook").unwrap();
    let error = read_annex_a(dir.path(), d("2026-11-20"), &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(error.message.contains("a.xlsx") && error.message.contains("nothing was written"), "{error:?}");
}

#[test]
fn any_list_is_read_by_a_mapping() {
    let map = "dates = \"month-first\"\n[columns]\nchild = \"Mosaic ID\"\nname = \"Child\"\nstart = \"In care\"\nlegal = \"Status\"\nreview = \"Reviewed\"\niro = \"Reviewer\"\n[values.legal]\n\"Full order (s31)\" = \"C2\"\n";
    let csv = "Mosaic ID,Child,In care,Status,Reviewed,Reviewer\n12,\"Rowe, Kit\",03/04/2026,full order (S31),03/20/2026,A Lane\n12,\"Rowe, Kit\",03/04/2026,full order (S31),06/19/2026,A Lane\n";
    let ret = by(map, csv).unwrap();
    let one = child(&ret, "12");
    assert_eq!((one.child.forename.as_str(), one.child.surname.as_str()), ("Kit", "Rowe"));
    assert_eq!((one.periods[0].start, one.legal[0].code.as_str()), (d("2026-03-04"), "C2"));
    assert_eq!(one.reviews.len(), 2);
    assert_eq!(one.reviews[0].number, None, "sixteen days after the start it is the first");
    assert_eq!(one.people[0].name, "A Lane");
}

#[test]
fn a_mapping_that_cannot_be_followed_names_its_line_and_the_nearest_word() {
    for (map, told, hint) in [
        ("[columns]\nchild = \"ID\"\ndobb = \"DOB\"\n", "line 3: dobb", "dob"),
        ("[colums]\nchild = \"ID\"\n", "line 1: colums", "columns"),
        ("[columns]\nchild = \"ID\"\n[values.legal]\n\"x\" = \"C9\"\n", "line 4: \"C9\"", "C"),
        ("[columns]\nchild = \n", "line 2: not TOML", "guide"),
        ("dates = \"us\"\n[columns]\nchild = \"ID\"\n", "line 1: dates", ""),
        ("[columns]\nname = \"N\"\n", "no column is named for child", "child = "),
        ("[columns]\nchild = []\n", "line 2: child is given no heading", "child = "),
    ] {
        let error = by(map, "ID,DOB\n1,2\n").unwrap_err();
        assert!(error.message.contains(told) && error.hint.contains(hint), "{map}: {error:?}");
    }
    let error = by("[columns]\nchild = \"ID\"\nstart = \"Start dte\"\n", "ID,Start date\n1,2\n").unwrap_err();
    assert!(error.message.contains("line 3") && error.message.contains("\"Start date\""), "{error:?}");
}

#[test]
fn a_list_without_the_mark_of_unicode_and_a_folder_for_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let text = "Mosaic ID,In care since,Order\n12,14/01/2025,C2\n";
    let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = dir.path().join("list.csv");
    for bytes in [text.as_bytes(), &high, &low] {
        std::fs::write(&file, bytes).unwrap();
        let header = header_of(&file).unwrap();
        assert_eq!(header, ["Mosaic ID", "In care since", "Order"]);
        let found = Mapping::guesses(&header).unwrap();
        let found: Vec<_> = found.iter().filter_map(|(f, h)| Some((f.word(), h.as_deref()?))).collect();
        assert_eq!(found, [("child", "Mosaic ID"), ("start", "In care since"), ("legal", "Order")]);
    }
    assert!(header_of(dir.path()).unwrap_err().message.contains("a folder: name the file in it"));
}

#[test]
fn a_mapping_is_drafted_from_the_headings_and_reads_them_back() {
    let header =
        ["Child ID", "Date of birth", "Looked after since", "Legal status", "Shoe size", "Say \"hi\""];
    let header: Vec<String> = header.iter().map(|h| (*h).to_owned()).collect();
    let mut guesses = Mapping::guesses(&header).unwrap();
    let found = |field: Field, all: &[Guess]| all.iter().find(|(f, _)| *f == field).unwrap().1.clone();
    assert_eq!(found(Field::Child, &guesses).as_deref(), Some("Child ID"));
    assert_eq!(found(Field::Dob, &guesses).as_deref(), Some("Date of birth"));
    assert_eq!(found(Field::Legal, &guesses).as_deref(), Some("Legal status"));
    assert_eq!(found(Field::Contact, &guesses), None);
    guesses.iter_mut().filter(|(f, _)| *f == Field::Area).for_each(|(_, h)| *h = Some("Say \"hi\"".into()));
    let text = mapping_text(Path::new("list.csv"), &header, &guesses);
    assert!(text.contains("# Shoe size"), "{text}");
    let csv = "Child ID,Date of birth,Looked after since,Legal status,Shoe size,\"Say \"\"hi\"\"\"\n5,01/02/2015,,C2,3,x\n";
    assert_eq!(by(&text, csv).unwrap().children.len(), 1, "{text}");
}
