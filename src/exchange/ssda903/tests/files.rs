//! Which files are read, and how their text is taken apart.

use super::*;
use crate::error::Kind;
use crate::exchange::ssda903::Stage;

#[test]
fn tables_are_told_apart_by_columns_in_any_order() {
    let taken = read(&[
        ("1.csv", "dob, Sex ,child,EXTRA\n01/05/2015,2,007,x\n"),
        ("2.CSV", "REC,DEC,PLACE,LS,RNE,DECOM,CHILD\n,,u6,c2,s,2020-03-01,007\n"),
        ("3.csv", "REVIEW CODE,REVIEW,CHILD\npn4,2020-03-20,007\n"),
        ("4.csv", "DUC,CHILD\n01/05/2033,007\n"),
        (
            "5.csv",
            "SURNAME,CHILD,FORENAME,IRO,SOCIAL_WORKER,TEAM_MANAGER\nD’Souza,007,Zoë,I Reviewer,,T Manager\n",
        ),
    ]);
    let tables: Vec<_> = taken.report.tables.iter().map(|t| (&*t.file, &*t.table, t.rows)).collect();
    assert_eq!(
        tables,
        [
            ("1.csv", "header", 1),
            ("2.CSV", "episodes", 1),
            ("3.csv", "reviews", 1),
            ("4.csv", "uasc", 1),
            ("5.csv", "names", 1)
        ]
    );
    assert_eq!((taken.report.refused.len(), taken.report.doubts.len()), (0, 0), "{:?}", taken.report);
    let child = only(&taken);
    assert_eq!(child.child.number, "007");
    assert_eq!(child.child.name(), "Zoë D’Souza");
    assert_eq!(child.child.sex.as_deref(), Some("F"));
    assert_eq!((child.child.uasc, child.child.uasc_until), (Some(true), Some(ymd(2033, 5, 1))));
    assert_eq!(child.legal[0].code, "C2");
    assert_eq!(child.reviews[0].participation.unwrap().word(), "PN4");
    let people: Vec<_> = child.people.iter().map(|p| (&*p.role, &*p.name)).collect();
    assert_eq!(people, [("iro", "I Reviewer"), ("team-manager", "T Manager")]);
    let a = taken.report.accepted;
    assert_eq!((a.children, a.periods, a.placements, a.reviews), (1, 1, 1, 1));
}

#[test]
fn other_files_are_listed_as_not_read() {
    let taken = try_read(&[
        ("a.csv", HEADER.as_bytes()),
        ("b.csv", b"CHILD,DOB,SDQ_SCORE\n7,01/05/2015,3\n"),
        ("c.csv", b"CHILD,DECOM,RNE\n7,,\n"),
        ("d.csv", b"PK\x03\x04rest"),
        ("e.csv", b"\xff\xfeC\0"),
        ("f.csv", b""),
        ("g.csv", b"x,y\n1,2\n"),
        ("h.csv", b"CHILD,SEX,DOB,DOB\n"),
        ("i.xml", b"<a/>"),
        ("j.txt", b"notes"),
    ])
    .unwrap();
    let not: Vec<_> = taken.report.not_read.iter().map(|n| (&*n.file, &*n.why)).collect();
    assert_eq!(not[0], ("b.csv", "the OC2 table: not needed"));
    assert_eq!(not[1], ("c.csv", "looks like episodes, but has no column LS, PLACE, DEC, REC"));
    assert_eq!(not.len(), 9 + 2, "and the two tables that are not there: {not:?}");
    assert_eq!(taken.report.tables.len(), 1);
}

#[test]
fn unicode_text_of_a_spreadsheet_is_read() {
    let utf16 = |text: &str, little: bool| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16().collect::<Vec<_>>());
        units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    let tabbed = |text: &str| text.replace(',', "\t").replace('\n', "\r\n");
    let names = "CHILD,FORENAME,SURNAME\n7,Zoë,Łuk\n";
    let taken = try_read(&[
        ("h.txt", &utf16(&tabbed(HEADER), true)),
        ("e.csv", &utf16(&format!("{EPISODES}{OPEN}"), false)),
        ("n.txt", &utf16(&tabbed(names), true)),
    ])
    .unwrap();
    assert_eq!((taken.report.tables.len(), taken.report.refused.len()), (3, 0));
    assert_eq!((only(&taken).child.surname.as_str(), only(&taken).periods.len()), ("Łuk", 1));
}

#[test]
fn what_cannot_be_read_says_the_way_out() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("e.csv");
    std::fs::write(&file, EPISODES).unwrap();
    let a_file = on_path(&file, None).unwrap_err();
    assert_eq!(a_file.kind, Kind::Usage);
    assert!(a_file.hint.contains(&*dir.path().display().to_string()), "{}", a_file.hint);
    assert_eq!(on_path(&dir.path().join("none"), None).unwrap_err().kind, Kind::Missing);
    assert_eq!(on_path(dir.path(), Some(dir.path())).unwrap_err().kind, Kind::Usage);
}

#[test]
fn a_nul_in_a_cell_costs_no_file() {
    let taken = read(&[
        ("h.csv", HEADER),
        ("e.csv", &format!("{EPISODES}{OPEN}")),
        ("names.csv", "CHILD,FORENAME,SURNAME\n7,A\0nn,\x1b[2JO\u{202e}live\n"),
    ]);
    let child = &only(&taken).child;
    assert_eq!((child.forename.as_str(), child.surname.as_str()), ("Ann", "[2JOlive"));
    let full = "\0".repeat(40);
    let not = read(&[("h.csv", HEADER), ("b.csv", &full)]).report.not_read;
    assert_eq!(not[0].why, "not text");
}

#[test]
fn nothing_readable_is_an_error_with_a_kind() {
    assert_eq!(try_read(&[("b.csv", b"x,y\n")]).unwrap_err().kind, Kind::Data);
    assert_eq!(try_read(&[("n.csv", b"CHILD,FORENAME,SURNAME\n1,A,B\n")]).unwrap_err().kind, Kind::Data);
    assert_eq!(on_path(Path::new("/no/such/folder"), None).unwrap_err().kind, Kind::Missing);
    let file = tempfile::NamedTempFile::new().unwrap();
    assert_eq!(on_path(file.path(), None).unwrap_err().kind, Kind::Usage);
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("h.csv"), HEADER).unwrap();
    assert_eq!(on_path(dir.path(), Some(Path::new("/no/names"))).unwrap_err().kind, Kind::Missing);
    assert_eq!(on_path(dir.path(), Some(file.path())).unwrap_err().kind, Kind::Data);
}

#[test]
fn a_names_file_inside_the_folder_is_read_once() {
    let dir = tempfile::tempdir().unwrap();
    let names = dir.path().join("names.txt");
    std::fs::write(dir.path().join("h.csv"), HEADER).unwrap();
    std::fs::write(&names, "CHILD;FORENAME;SURNAME\n7;Ann;\u{1b}[31mLee\n8;No;One\n").unwrap();
    let taken = on_path(dir.path(), Some(&names)).unwrap();
    assert_eq!(only(&taken).child.name(), "Ann [31mLee");
    let lacks: Vec<_> = taken.report.not_read.iter().map(|n| n.file.as_str()).collect();
    assert_eq!(lacks, ["the table of episodes", "the table of reviews"]);
    assert!(cells(&taken.report.doubts).contains(&("names.txt", 3, "CHILD", "8")));
}

#[test]
fn breaking_cancels() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("h.csv"), HEADER).unwrap();
    for stage in [Stage::Reading, Stage::Working] {
        let stop = &mut |p: crate::exchange::ssda903::Progress| match p.stage == stage {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let error = read_return(dir.path(), None, ymd(2099, 1, 1), stop).unwrap_err();
        assert_eq!((error.kind, &*error.message), (Kind::Usage, "cancelled; nothing was written"));
    }
}

#[test]
fn line_ends_marks_and_delimiters() {
    for end in ["\n", "\r\n", "\r"] {
        for delimiter in [",", ";", "\t"] {
            for bom in ["", "\u{feff}"] {
                let text = "CHILD,SEX,DOB,\"UPN\"\n\"7\",F,01/05/2015,\"a\"\"b\"\n\n8,M,02/05/2015,";
                let text = format!("{bom}{}", text.replace('\n', end).replace(',', delimiter));
                let taken = read(&[("h.csv", &text)]);
                let numbers: Vec<_> = taken.children.iter().map(|c| &*c.child.number).collect();
                assert_eq!(numbers, ["7", "8"], "{text:?}");
                assert!(taken.report.refused.is_empty());
            }
        }
    }
}

#[test]
fn short_and_long_rows() {
    let taken = read(&[(
        "h.csv",
        "CHILD,SEX,DOB,ETHNIC\n1,M\n2,M,01/05/2015\n3,M,01/05/2015,WBRI,,\n4,M,01/05/2015,WBRI,x\n,,,\n ,M,01/05/2015,WBRI\n",
    )]);
    assert_eq!(taken.children.len(), 3);
    assert_eq!(cells(&taken.report.refused), [("h.csv", 2, "", "1"), ("h.csv", 7, "CHILD", "")]);
    assert!(cells(&taken.report.doubts).contains(&("h.csv", 5, "", "x")));
    assert_eq!(taken.report.tables[0].rows, 5);
}

#[test]
fn a_stray_or_spanning_quotation_mark_costs_one_row_at_most() {
    let taken = read(&[(
        "h.csv",
        "CHILD,SEX,DOB\n\"1,M,01/05/2015\n2,M,01/05/2015\n3,M,\"01/05/2015\"\n4,M,01/05/2015\n",
    )]);
    let numbers: Vec<_> = taken.children.iter().map(|c| &*c.child.number).collect();
    assert_eq!(numbers, ["2", "3", "4"]);
    assert_eq!(cells(&taken.report.refused)[0].1, 2);
    let taken = read(&[("h.csv", "CHILD,SEX,DOB,UPN\n1,M,01/05/2015,\"a\nb\"\n2,M,,\n")]);
    assert_eq!(taken.children.len(), 2);
    assert_eq!(cells(&taken.report.doubts)[2], ("h.csv", 4, "DOB", ""));
}

#[test]
fn a_field_of_a_hundred_thousand_characters_breaks_no_row() {
    let long = "x".repeat(100_000);
    let names = format!("CHILD,FORENAME,SURNAME\n7,{long},Bhogal\n");
    let taken = read(&[("h.csv", "CHILD,SEX,DOB\n7,M,01/05/2015\n"), ("n.csv", &names)]);
    let child = &only(&taken).child;
    assert!(child.forename.starts_with("xxx") && child.forename.chars().count() < 1000);
    assert_eq!(child.surname, "Bhogal");
}

#[test]
fn rows_beyond_the_caps_are_refused_and_the_rest_goes_on() {
    let long = "x".repeat(1_100_000);
    let wide = ",".repeat(100);
    let text = format!(
        "CHILD,SEX,DOB,UPN\n1,M,01/05/2015,{long}\n2,M,01/05/2015,\"{long}\"\n3,M,01/05/2015{wide}\n{long},M,,\n{},M,,\n4,M,01/05/2015,\n",
        "9".repeat(61)
    );
    let taken = read(&[("h.csv", &text)]);
    assert_eq!(only(&taken).child.number, "4");
    let rows: Vec<_> = taken.report.refused.iter().map(|r| r.row).collect();
    assert_eq!(rows, [2, 3, 4, 5, 6]);
    assert!(taken.report.refused.iter().all(|r| r.value.chars().count() <= 61 && !r.why.is_empty()));
}

#[test]
fn bytes_that_are_not_utf8_are_windows_1252_and_said_so() {
    let bytes: &[u8] = b"CHILD,FORENAME,SURNAME\n7,Zo\xeb,D\x92Souza\n8,Chlo\xeb,B\n";
    let taken =
        try_read(&[("h.csv", b"CHILD,SEX,DOB\n7,F,01/05/2015\n8,F,01/05/2015\n"), ("n.csv", bytes)]).unwrap();
    assert_eq!(taken.children[0].child.name(), "Zoë D’Souza");
    let doubt = taken.report.doubts.iter().find(|d| d.file == "n.csv").unwrap();
    assert_eq!((doubt.row, &*doubt.value), (2, "Zoë"));
    assert!(doubt.why.contains("1 more"));
}

#[test]
fn two_files_of_a_table_are_both_read() {
    let other = "CHILD,SEX,DOB\n7,F,01/05/2015\n9,M,01/05/2016\n";
    let taken = read(&[("a.csv", "CHILD,SEX,DOB\n7,F,01/05/2015\n"), ("b.csv", other)]);
    assert_eq!(taken.children.len(), 2);
    assert_eq!(taken.report.doubts.len(), 2, "only the missing episodes: {:?}", taken.report.doubts);
    let taken = read(&[("a.csv", HEADER), ("b.csv", "CHILD,SEX,DOB\n7,M,01/05/2014\n")]);
    let differ: Vec<_> = taken.report.doubts.iter().filter(|d| d.why.contains("row 2 of a.csv")).collect();
    assert_eq!(differ.len(), 2, "DOB and SEX differ, what is missing does not: {differ:?}");
}

#[test]
fn progress_is_told_along_the_way_and_never_beyond_the_whole() {
    let dir = tempfile::tempdir().unwrap();
    let rows: String = (0..10_001).map(|n| format!("{n},M,01/05/2015\n")).collect();
    std::fs::write(dir.path().join("h.csv"), format!("CHILD,SEX,DOB\n{rows}")).unwrap();
    let mut told = Vec::new();
    let taken = read_return(dir.path(), None, ymd(2099, 1, 1), &mut |at| {
        told.push(at);
        ControlFlow::Continue(())
    });
    assert_eq!(taken.unwrap().children.len(), 10_001);
    assert!(told.iter().all(|at| at.done <= at.total && at.total > 0));
    assert_eq!(told.iter().filter(|at| at.stage == Stage::Reading).count(), 3);
    assert_eq!(told.iter().filter(|at| at.stage == Stage::Working).count(), 3);
}

#[test]
fn the_xml_form_says_what_the_tables_say() {
    let xml = "<?xml version='1.0'?>\n<EXPSSDA903><CHILD><HEADER>\n<CHILDID>7</CHILDID><SEX>F</SEX><DOB>01/05/2015</DOB><ETHNIC>WBRI</ETHNIC><UASC />\
        <AREVIEW><REVIEW>27/03/2020</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><MOTHER>0</MOTHER></HEADER>\n\
        <EPISODE><DECOM>01/03/2020</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL><PL_POST>ZA1 1AA</PL_POST><URN>9000001</URN><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC /><REC /></EPISODE>\n\
        </CHILD>\n<CHILD><HEADER><CHILDID>8</CHILDID><SEX>M</SEX><DOB>31/31/2015</DOB></HEADER></CHILD></EXPSSDA903>";
    let ret = read(&[("return.xml", xml)]);
    let tables = read(&[
        ("h.csv", HEADER),
        ("e.csv", &format!("{EPISODES}{OPEN}")),
        ("r.csv", &format!("{REVIEWS}7,01/05/2015,27/03/2020,PN1\n")),
    ]);
    let (mut one, other) = (ret.children[0].clone(), only(&tables).clone());
    one.said.clone_from(&other.said);
    assert_eq!(one, other);
    assert_eq!(cells(&ret.report.refused), [("return.xml", 6, "DOB", "31/31/2015")]);
    let cut = read(&[("return.xml", xml.split("<EPISODE>").next().unwrap())]);
    assert_eq!((cut.children.len(), cut.children[0].reviews.len()), (1, 1));
    assert!(try_read(&[("other.xml", b"<a><b>1</b></a>")]).is_err());
    assert!(
        read(&[("return.xml", &xml.replace("</CHILD>\n<CHILD>", "</WRONG>"))]).report.refused[0]
            .why
            .contains("from this line on")
    );
}
