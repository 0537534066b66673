//! What is doubtful about returns: small ones that people really send, each with its right answer worked out by hand.

use std::ops::ControlFlow;

use super::small_returns::{H, IN, R, SMALL};
use super::tests::take;
use crate::board::Row;
use crate::casework::Desk;
use crate::casework::tests::{d, desk};
use crate::exchange::ssda903::read_return;
use crate::model::child::Child;
use crate::model::doubt::{Answer, Doubt, Kind};
use crate::model::returns::Report;

const TODAY: &str = "2026-11-26";

/// Writes a return of header, episode and review rows into a folder and takes it. Rows are parted by `;`, an episode
/// is told as CHILD,DECOM,RNE,LS,PLACE,DEC,REC.
fn given(desk: &mut Desk, header: &str, episodes: &str, reviews: &str) -> Report {
    let dir = tempfile::tempdir().unwrap();
    let rows =
        |text: &str| text.split(';').map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned).collect();
    let header: Vec<String> = rows(header);
    let reviews: Vec<String> = rows(reviews);
    let episodes: Vec<String> = rows(episodes);
    let episode = |row: &String| {
        let c: Vec<&str> = row.split(',').collect();
        format!("{},{},{},{},N1,{},PR1,{},{},,,,", c[0], c[1], c[2], c[3], c[4], c[5], c[6])
    };
    let table = |head: &str, rows: Vec<String>| format!("{head}\n{}\n", rows.join("\n"));
    let write = |name: &str, text: String| std::fs::write(dir.path().join(name), text).unwrap();
    write("h.csv", table("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", header));
    write(
        "e.csv",
        table(
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
            episodes.iter().map(episode).collect(),
        ),
    );
    write("r.csv", table("CHILD,DOB,REVIEW,REVIEW_CODE", reviews));
    take(desk, dir.path())
}

fn row<'d>(desk: &'d Desk, number: &str) -> &'d Row {
    desk.board.find(number).unwrap()
}

fn open(desk: &Desk) -> Vec<&Doubt> {
    desk.board.rows().flat_map(|r| r.case.open_doubts()).collect()
}

/// Periods of care as `start to end`, `~` before a day that is not known.
fn periods(desk: &Desk) -> String {
    let all = desk.board.rows().flat_map(|r| &r.case.periods).map(|p| {
        let known = |known: bool| if known { "" } else { "~" };
        let end = p.end.map_or_else(|| "now".to_owned(), |e| format!("{}{e}", known(p.end_known)));
        format!("{}{} to {end}", known(p.start_known), p.start)
    });
    all.collect::<Vec<_>>().join(", ")
}

#[test]
fn small_returns_of_every_kind_are_doubted_and_give_no_silent_date() {
    assert!(SMALL.len() >= 40);
    let mut wrong = Vec::new();
    for small in SMALL {
        let mut book = desk(TODAY);
        for (header, episodes, reviews) in small.returns {
            given(&mut book, header, episodes, reviews);
        }
        let mut found: Vec<(&str, &str)> = open(&book).iter().map(|d| (&*d.column, &*d.value)).collect();
        found.sort_unstable();
        if (periods(&book).as_str(), found.as_slice()) != (small.periods, small.doubts) {
            wrong.push(format!("{}: {} {found:?}\n  {:#?}", small.what, periods(&book), open(&book)));
        }
        let named = open(&book).iter().all(|d| d.row > 0 && !d.why.is_empty());
        assert!(named, "{}: every doubt names its row", small.what);
        // The same again leaves all as it is.
        let before: Vec<Doubt> = open(&book).into_iter().cloned().collect();
        if let Some((header, episodes, reviews)) = small.returns.last() {
            given(&mut book, header, episodes, reviews);
        }
        assert!(open(&book).into_iter().eq(&before), "{}: the same again", small.what);
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), SMALL.len(), wrong.join("\n"));
}

#[test]
fn a_doubt_waits_for_its_answer_and_never_comes_back() {
    let mut book = desk(TODAY);
    let report = given(&mut book, H, IN, "7,,29/01/2026,PN1;7,,30/01/2026,PN1");
    let told: Vec<(&str, u64, &str)> =
        report.doubts.iter().map(|r| (r.child.as_str(), r.row, r.value.as_str())).collect();
    assert_eq!(told, [("7", 3, "30/01/2026")]);
    let (child, doubt) = (row(&book, "7").id(), open(&book)[0].clone());
    assert_eq!(doubt.kind, Kind::Review);
    assert!(book.answer_doubt(child, doubt.id, Answer::Take).is_err());
    book.answer_doubt(child, doubt.id, Answer::Right).unwrap();
    assert!(open(&book).is_empty());
    assert!(book.answer_doubt(child, doubt.id, Answer::Right).is_err(), "it is answered");
    book.undo(None).unwrap();
    assert_eq!(open(&book), [&doubt]);
    book.redo(None).unwrap();
    let again = given(&mut book, H, IN, "7,,29/01/2026,PN1;7,,30/01/2026,PN1");
    assert!(open(&book).is_empty() && again.doubts.is_empty());
    // Nor in the next year's return, where it stands in another row.
    given(&mut book, H, IN, "7,,30/06/2026,PN1;7,,29/01/2026,PN1;7,,30/01/2026,PN1");
    assert!(open(&book).is_empty());
}

/// A book with a child of a return in which facts were typed.
fn typed() -> Desk {
    let mut book = desk(TODAY);
    given(&mut book, H, IN, R);
    book
}

#[test]
fn what_is_typed_stays_and_both_values_are_kept_until_one_is_chosen() {
    let mut book = typed();
    let known = row(&book, "7").case.child.clone();
    let id = known.id;
    book.save_child(Child { dob: Some(d("2014-05-01")), ..known }).unwrap();
    let told: Vec<_> =
        open(&book).iter().map(|d| (d.column.clone(), d.value.clone(), d.book.clone())).collect();
    assert_eq!(told, [("DOB".into(), "2015-05-01".into(), Some("2014-05-01".into()))]);
    given(&mut book, H, IN, R);
    assert_eq!(row(&book, "7").case.child.dob, Some(d("2014-05-01")));
    let doubt = open(&book)[0].id;
    assert!(book.answer_doubt(id, doubt, Answer::Right).is_err());
    book.answer_doubt(id, doubt, Answer::Take).unwrap();
    assert_eq!(row(&book, "7").case.child.dob, Some(d("2015-05-01")));
    assert!(open(&book).is_empty());
    book.undo(None).unwrap();
    assert_eq!((row(&book, "7").case.child.dob, open(&book).len()), (Some(d("2014-05-01")), 1));
    book.answer_doubt(id, doubt, Answer::Keep).unwrap();
    given(&mut book, H, IN, R);
    assert!(open(&book).is_empty() && row(&book, "7").case.child.dob == Some(d("2014-05-01")));
    // A return that says what was typed leaves nothing to doubt.
    given(&mut book, "7,F,01/05/2014,WBRI,,0,", IN, R);
    assert!(open(&book).iter().all(|d| d.kind != Kind::Differs));
}

#[test]
fn a_period_a_status_a_placement_and_a_review_typed_otherwise_can_be_given_to_the_return() {
    use crate::model::care::{Legal, Period, Placement};
    let mut book = typed();
    let id = row(&book, "7").id();
    let (legal, placement) =
        (row(&book, "7").case.legal[0].clone(), row(&book, "7").case.placements[0].clone());
    book.save_legal(id, Legal { code: "C1".into(), ..legal }).unwrap();
    book.save_placement(id, Placement { code: "K2".into(), ..placement }).unwrap();
    let end = |p: &Period| Period { end: Some(d("2026-02-20")), ..p.clone() };
    let period = end(&row(&book, "7").case.periods[0]);
    book.save_period(id, period).unwrap();
    // The return still has the child in care after that day.
    given(&mut book, H, IN, "7,01/05/2015,30/01/2026,PN1;7,,29/04/2026,PN1");
    let columns = |book: &Desk| open(book).iter().map(|d| d.column.clone()).collect::<Vec<_>>();
    for column in ["DEC", "LS", "PLACE"] {
        assert!(columns(&book).contains(&column.to_owned()), "{column}: {:#?}", open(&book));
    }
    while let Some(doubt) = open(&book).into_iter().find(|d| d.kind == Kind::Differs).map(|d| d.id) {
        book.answer_doubt(id, doubt, Answer::Take).unwrap();
    }
    let case = &row(&book, "7").case;
    assert_eq!(periods(&book), "2026-01-05 to now");
    assert_eq!((case.legal[0].code.as_str(), case.placements[0].code.as_str()), ("C2", "U6"));
    assert_eq!((case.legal.len(), case.placements.len()), (1, 1));
}

#[test]
fn a_status_typed_within_a_returns_time_holds_and_the_returns_gives_way() {
    let mut book = desk(TODAY);
    given(&mut book, H, "7,05/01/2025,S,V2,U6,,", "7,,30/01/2025,PN1");
    let id = row(&book, "7").id();
    book.start_legal(id, "C2", d("2025-09-01")).unwrap();
    // A return of the next year knows of no order.
    given(&mut book, H, "7,05/01/2025,S,V2,U6,,", "7,,30/06/2025,PN1;7,,30/12/2025,PN1");
    let legal = |book: &Desk| {
        let all = &row(book, "7").case.legal;
        all.iter().map(|l| (l.code.clone(), l.end.map(|e| e.to_string()))).collect::<Vec<_>>()
    };
    let ended = Some("2025-09-01".to_owned());
    assert_eq!(legal(&book), [("V2".into(), ended), ("C2".into(), None)], "never two at once");
    assert!(open(&book).iter().any(|d| d.column == "LS"), "{:#?}", open(&book));
}

#[test]
fn a_folder_of_which_a_column_is_turned_is_read_again_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("h.csv"), "CHILD,SEX,DOB\n1,F,02/01/2015\n2,M,12/31/2014\n").unwrap();
    let read = read_return(dir.path(), None, d(TODAY), &mut |_| ControlFlow::Continue(())).unwrap();
    let born: Vec<_> = read.children.iter().map(|c| c.child.dob.unwrap().to_string()).collect();
    assert_eq!(born, ["2015-02-01", "2014-12-31"]);
    assert!(read.report.refused.is_empty());
    assert_eq!(read.report.tables.len(), 1);
}
