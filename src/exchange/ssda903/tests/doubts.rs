//! Reviews, and what looks wrong about a child.

use super::*;

fn review(day: &str, code: &str) -> Return {
    reviews(&format!("7,01/05/2015,{day},{code}\n"))
}

#[test]
fn a_review_is_held_and_coded() {
    let taken = review("20/03/2020", "PN1");
    let held = &only(&taken).reviews[0];
    assert_eq!((held.held, held.completed), (Some(ymd(2020, 3, 20)), None));
    assert_eq!(held.participation.unwrap().word(), "PN1");
    assert_eq!(whys(&taken.report.doubts), "");
}

#[test]
fn codes_and_dates_of_reviews() {
    let taken = review("20/03/2020", "PN9");
    assert_eq!(only(&taken).reviews[0].participation, None);
    assert_eq!(cells(&taken.report.refused), [("r.csv", 2, "REVIEW_CODE", "PN9")]);
    let taken = review("20/03/2020", "");
    assert_eq!((taken.report.accepted.reviews, cells(&taken.report.doubts)[0].2), (1, "REVIEW_CODE"));
    let taken = review("", "PN1");
    assert_eq!((taken.report.accepted.reviews, cells(&taken.report.refused)[0].2), (0, "REVIEW"));
    let taken = review("", "");
    assert_eq!((taken.report.refused.len(), cells(&taken.report.doubts)[0].2), (0, "REVIEW"));
    let taken = review("01/01/19", "PN1");
    assert_eq!(cells(&taken.report.refused), [("r.csv", 2, "REVIEW", "01/01/19")]);
}

#[test]
fn the_same_review_twice_is_refused_once() {
    let taken = reviews("7,,20/03/2020,PN1\n7,,20/03/2020,PN2\n7,,23/03/2020,PN2\n");
    assert_eq!(only(&taken).reviews.len(), 2);
    assert_eq!(only(&taken).reviews[0].participation.unwrap().word(), "PN1");
    assert_eq!(cells(&taken.report.refused), [("r.csv", 3, "REVIEW", "20/03/2020")]);
    assert_eq!(taken.report.refused[0].why, "already in this return at row 2");
}

#[test]
fn reviews_a_day_or_two_apart_are_one_in_parts_with_a_doubt() {
    let taken = reviews("7,,20/03/2020,\n7,,22/03/2020,PN2\n7,,23/03/2020,PN2\n");
    let found: Vec<_> = only(&taken).reviews.iter().map(|r| (r.held, r.parts.clone())).collect();
    let day = |n| ymd(2020, 3, n);
    assert_eq!(found, [(Some(day(20)), vec![day(22)]), (Some(day(23)), vec![])]);
    assert!(cells(&taken.report.doubts).contains(&("r.csv", 3, "REVIEW", "22/03/2020")));
}

#[test]
fn reviews_outside_care() {
    assert_eq!(review("01/03/2020", "PN1").report.doubts.len(), 0);
    assert_eq!(cells(&review("29/02/2020", "PN1").report.doubts)[0].2, "REVIEW");
    let closed = format!("{EPISODES}7,01/03/2020,S,C2,N1,U6,PR1,01/06/2020,E8,,,,\n");
    for (day, doubts) in [("01/06/2020", 0), ("02/06/2020", 1)] {
        let r = format!("{REVIEWS}7,,{day},PN1\n");
        let taken = read(&[("h.csv", HEADER), ("e.csv", &closed), ("r.csv", &r)]);
        assert_eq!(taken.report.doubts.len(), doubts, "{day}");
        assert_eq!(only(&taken).reviews.len(), 1);
    }
}

#[test]
fn codes_of_another_age_on_both_sides_of_the_fourth_birthday() {
    let coded = |dob: &str, day: &str, code: &str| {
        let h = format!("CHILD,SEX,DOB\n7,F,{dob}\n");
        let e = format!("{EPISODES}7,01/03/2016,S,C2,N1,U6,PR1,,,,,,\n");
        let r = format!("{REVIEWS}7,,{day},{code}\n");
        read(&[("h.csv", &h), ("e.csv", &e), ("r.csv", &r)]).report.doubts.len()
    };
    for (dob, before, on, after) in [
        ("01/05/2015", "30/04/2019", "01/05/2019", "02/05/2019"),
        ("29/02/2016", "28/02/2020", "29/02/2020", "01/03/2020"),
    ] {
        let counts = [before, on, after].map(|day| (coded(dob, day, "PN0"), coded(dob, day, "PN7")));
        assert_eq!(counts, [(0, 1), (0, 0), (1, 0)], "{dob}");
    }
}

#[test]
fn reviews_of_short_breaks_are_no_doubt() {
    let count = |second: &str| {
        let e = format!(
            "{EPISODES}7,01/03/2020,S,V4,N2,U6,PR1,01/04/2020,X1,,,,\n7,01/04/2020,L,{second},N2,U6,PR1,,,,,,\n"
        );
        let r = format!("{REVIEWS}7,,01/05/2020,PN1\n");
        read(&[("h.csv", HEADER), ("e.csv", &e), ("r.csv", &r)]).report.doubts.len()
    };
    assert_eq!((count("V3"), count("V2")), (0, 0));
}

#[test]
fn children_missing_from_a_table() {
    let taken = read(&[("h.csv", HEADER)]);
    assert_eq!(cells(&taken.report.doubts), [("h.csv", 2, "CHILD", "7")]);
    let e = format!("{EPISODES}{OPEN}");
    let taken = read(&[("e.csv", &e)]);
    assert_eq!(cells(&taken.report.doubts), [("e.csv", 2, "CHILD", "7")]);
    assert_eq!(only(&taken).periods.len(), 1);
    let r = format!("{REVIEWS}8,02/05/2015,20/03/2020,PN1\n");
    let taken = read(&[("r.csv", &r)]);
    assert_eq!(only(&taken).child.dob, Some(ymd(2015, 5, 2)));
    assert_eq!(taken.report.doubts.len(), 3, "{}", whys(&taken.report.doubts));
    let taken = read(&[("e.csv", &format!("{EPISODES}8,x,S,C1,N1,U6,,,,,,,\n"))]);
    assert_eq!((taken.children.len(), taken.report.refused.len()), (0, 1));
}

#[test]
fn births_that_do_not_fit() {
    let taken = reviews("7,02/05/2015,20/03/2020,PN1\n");
    assert_eq!(cells(&taken.report.doubts), [("r.csv", 2, "DOB", "02/05/2015")]);
    assert_eq!(only(&taken).child.dob, Some(ymd(2015, 5, 1)));
    let start = |day: &str| episodes(&format!("7,{day},S,C2,N1,U6,PR1,,,,,,\n")).report.doubts.len();
    assert_eq!((start("30/04/2015"), start("01/05/2015")), (1, 0));
    assert_eq!((start("30/04/2033"), start("01/05/2033")), (0, 1));
}

#[test]
fn header_cells() {
    let taken = read(&[
        (
            "h.csv",
            "CHILD,SEX,DOB,ETHNIC,MOTHER\n1,1,01/05/2015,wbri,1.0\n2,X,2015-13-01,UNKN,maybe\n3,U,,,\n",
        ),
        ("u.csv", "CHILD,SEX,DOB,DUC\n3,U,01/05/2016,soon\n"),
    ]);
    let [one, two, three] = &taken.children[..] else { panic!() };
    assert_eq!((one.child.sex.as_deref(), one.child.mother), (Some("M"), Some(true)));
    assert_eq!(one.child.ethnicity.as_deref(), Some("WBRI"));
    assert_eq!((&two.child.sex, two.child.dob, two.child.mother), (&None, None, None));
    assert_eq!((three.child.uasc, three.child.uasc_until), (Some(true), None));
    assert_eq!(three.child.dob, Some(ymd(2016, 5, 1)));
    let columns: Vec<_> = cells(&taken.report.refused).iter().map(|c| (c.0, c.1, c.2)).collect();
    assert_eq!(
        columns,
        [
            ("h.csv", 3, "DOB"),
            ("h.csv", 3, "ETHNIC"),
            ("h.csv", 3, "MOTHER"),
            ("h.csv", 3, "SEX"),
            ("u.csv", 2, "DUC")
        ]
    );
}
