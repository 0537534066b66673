//! Periods of care, legal statuses and placements from episodes.

use super::*;

fn periods(taken: &Return) -> Vec<(NaiveDate, Option<NaiveDate>, Option<&str>)> {
    only(taken).periods.iter().map(|p| (p.start, p.end, p.end_reason.as_deref())).collect()
}

fn legal(taken: &Return) -> Vec<(&str, NaiveDate, Option<NaiveDate>)> {
    only(taken).legal.iter().map(|l| (&*l.code, l.start, l.end)).collect()
}

#[test]
fn a_period_runs_from_s_to_the_first_end_other_than_x1() {
    let taken = episodes(
        "7,01/06/2021,S,V2,N1,U6,PR1,,,,,B,2\n\
         7,01/05/2020,P,C1,N1,U6,PR4,01/12/2020,E4A,,,B,2\n\
         7,01/04/2020,L,C1,N1,U6,PR1,01/05/2020,X1,CARPL,,A,1\n\
         7,01/03/2020,S,V2,N1,U6,PR1,01/04/2020,X1,,,A,1\n",
    );
    assert_eq!(whys(&taken.report.doubts), "");
    assert_eq!(
        periods(&taken),
        [(ymd(2020, 3, 1), Some(ymd(2020, 12, 1)), Some("E4A")), (ymd(2021, 6, 1), None, None)]
    );
    assert_eq!(
        legal(&taken),
        [
            ("V2", ymd(2020, 3, 1), Some(ymd(2020, 4, 1))),
            ("C1", ymd(2020, 4, 1), Some(ymd(2020, 12, 1))),
            ("V2", ymd(2021, 6, 1), None)
        ]
    );
    let placed: Vec<_> = only(&taken)
        .placements
        .iter()
        .map(|p| (p.start, p.end, p.provider.as_deref().unwrap(), &*p.area, p.change_reason.as_deref()))
        .collect();
    assert_eq!(
        placed,
        [
            (ymd(2020, 3, 1), Some(ymd(2020, 5, 1)), "PR1", "A", Some("CARPL")),
            (ymd(2020, 5, 1), Some(ymd(2020, 12, 1)), "PR4", "B", None),
            (ymd(2021, 6, 1), None, "PR1", "B", None)
        ]
    );
}

#[test]
fn a_new_period_may_start_on_the_day_the_last_ended() {
    let taken =
        episodes("7,01/03/2020,S,V2,N1,U6,PR1,01/04/2020,E8,,,A,1\n7,01/04/2020,S,V2,N1,U6,PR1,,,,,A,1\n");
    assert_eq!(periods(&taken).len(), 2);
    assert_eq!(cells(&taken.report.doubts), [("e.csv", 2, "REC", "E8")], "it probably never stopped");
}

#[test]
fn a_first_episode_starts_care_whatever_it_says() {
    let taken = episodes("7,01/03/2020,P,C2,N1,U6,PR1,,,,,A,1\n");
    assert_eq!(periods(&taken), [(ymd(2020, 3, 1), None, None)]);
    assert!(!only(&taken).periods[0].start_known && taken.report.doubts.is_empty());
    // after an end it is a new start
    let taken =
        episodes("7,01/03/2020,S,C2,N1,U6,PR1,01/04/2020,E8,,,A,1\n7,01/05/2020,L,C2,N1,U6,PR1,,,,,A,1\n");
    assert_eq!(periods(&taken).len(), 2);
    assert_eq!(cells(&taken.report.doubts), [("e.csv", 3, "RNE", "L")]);
}

#[test]
fn a_start_while_care_goes_on_is_the_same_period() {
    let taken =
        episodes("7,01/03/2020,S,C2,N1,U6,PR1,01/04/2020,X1,,,A,1\n7,01/04/2020,S,C2,N1,U6,PR1,,,,,A,1\n");
    assert_eq!(periods(&taken), [(ymd(2020, 3, 1), None, None)]);
    assert_eq!(cells(&taken.report.doubts), [("e.csv", 3, "RNE", "S")]);
}

#[test]
fn gaps_and_overlaps_are_doubts() {
    for (dec, doubts) in [("31/03/2020", 1), ("01/04/2020", 0), ("02/04/2020", 1), ("", 2)] {
        let taken = episodes(&format!(
            "7,01/03/2020,S,C1,N1,U6,PR1,{dec},X1,,,A,1\n7,01/04/2020,L,C2,N1,U6,PR1,,,,,A,1\n"
        ));
        assert_eq!(periods(&taken), [(ymd(2020, 3, 1), None, None)]);
        assert_eq!(taken.report.doubts.len(), doubts, "{dec} {}", whys(&taken.report.doubts));
        assert!(legal(&taken)[0].2.unwrap() <= ymd(2020, 4, 1));
    }
}

#[test]
fn an_overlap_over_the_end_of_care_makes_no_second_period() {
    let taken =
        episodes("7,01/03/2020,S,C1,N1,U6,PR1,01/06/2020,E8,,,A,1\n7,01/04/2020,S,C2,N1,U6,PR1,,,,,A,1\n");
    assert_eq!(periods(&taken), [(ymd(2020, 3, 1), Some(ymd(2020, 6, 1)), Some("E8"))]);
    assert_eq!(legal(&taken)[1], ("C2", ymd(2020, 4, 1), Some(ymd(2020, 6, 1))));
}

#[test]
fn ends_without_reasons_and_reasons_without_ends() {
    let taken = episodes("7,01/03/2020,S,C1,N1,U6,PR1,01/06/2020,,,,A,1\n");
    assert_eq!((periods(&taken)[0].1, taken.report.doubts.len()), (None, 1));
    let taken = episodes("7,01/03/2020,S,C1,N1,U6,PR1,,E8,,,A,1\n");
    assert_eq!((periods(&taken)[0].1, taken.report.doubts.len()), (None, 1));
    let taken = episodes("7,01/03/2020,S,C1,N1,U6,PR1,01/06/2020,X1,,,A,1\n");
    assert_eq!((periods(&taken)[0].1, taken.report.doubts.len()), (None, 1));
    let taken =
        episodes("7,01/03/2020,S,C1,N1,U6,PR1,01/06/2020,,,,A,1\n7,01/09/2020,S,C1,N1,U6,PR1,,,,,A,1\n");
    assert_eq!(
        periods(&taken),
        [(ymd(2020, 3, 1), Some(ymd(2020, 6, 1)), None), (ymd(2020, 9, 1), None, None)]
    );
    let taken = episodes("7,01/03/2020,S,C1,N1,U6,PR1,01/06/2020,E99,,,A,1\n");
    assert_eq!(periods(&taken), [(ymd(2020, 3, 1), Some(ymd(2020, 6, 1)), None)]);
    assert_eq!(cells(&taken.report.refused), [("e.csv", 2, "REC", "E99")]);
}

#[test]
fn bad_cells_are_refused_and_the_dates_still_count() {
    let taken = episodes(
        "7,01/03/2020,S,C1,N1,U6,PR1,01/04/2020,X1,,,A,1\n\
         7,01/04/2020,B,Q9,N1,Y7,PR9,01/05/2020,X1,WHY,,A,1\n\
         7,01/05/2020,B,C1,N1,U6,PR1,,,,,A,1\n",
    );
    let columns: Vec<_> = cells(&taken.report.refused).iter().map(|c| (c.1, c.2, c.3)).collect();
    assert_eq!(
        columns,
        [
            (3, "LS", "Q9"),
            (3, "PLACE", "Y7"),
            (3, "PLACE_PROVIDER", "PR9"),
            (3, "REASON_PLACE_CHANGE", "WHY")
        ]
    );
    assert_eq!(
        legal(&taken),
        [("C1", ymd(2020, 3, 1), Some(ymd(2020, 4, 1))), ("C1", ymd(2020, 5, 1), None)]
    );
    assert_eq!(only(&taken).placements.len(), 2);
    assert_eq!(periods(&taken).len(), 1);
}

#[test]
fn rows_without_usable_dates_are_refused() {
    let taken = episodes(
        "7,32/03/2020,S,C1,N1,U6,PR1,,,,,A,1\n7,,S,C1,N1,U6,PR1,,,,,A,1\n\
         7,02/03/2020,S,C1,N1,U6,PR1,01/03/2020,E8,,,A,1\n7,02/03/2020,S,C1,N1,U6,PR1,02/03/20,,,,A,1\n",
    );
    let columns: Vec<_> = cells(&taken.report.refused).iter().map(|c| (c.1, c.2, c.3)).collect();
    assert_eq!(
        columns,
        [(2, "DECOM", "32/03/2020"), (3, "DECOM", ""), (4, "DEC", "01/03/2020"), (5, "DEC", "02/03/20")]
    );
    assert_eq!(periods(&taken), [(ymd(2020, 3, 2), None, None)]);
}

#[test]
fn a_row_told_twice_counts_once() {
    let closed = "7,01/03/2020,S,C2,N1,U6,PR1,01/06/2020,E8,,,ZA1 1AA,9000001\n";
    let taken = episodes(&format!("{OPEN}{OPEN}"));
    assert_eq!((taken.report.doubts.len(), taken.report.refused.len()), (0, 0));
    let taken = episodes(&format!("{OPEN}{closed}"));
    assert_eq!(periods(&taken)[0].1, Some(ymd(2020, 6, 1)));
    assert_eq!(cells(&taken.report.refused)[0].1, 2);
}

#[test]
fn an_episode_of_no_length_comes_before_the_one_it_leads_to() {
    let taken =
        episodes("7,01/03/2020,L,C1,N1,U6,PR1,,,,,A,1\n7,01/03/2020,S,L1,N1,U6,PR1,01/03/2020,X1,,,A,1\n");
    assert_eq!(
        legal(&taken),
        [("L1", ymd(2020, 3, 1), Some(ymd(2020, 3, 1))), ("C1", ymd(2020, 3, 1), None)]
    );
    assert_eq!(only(&taken).placements.len(), 1);
    assert_eq!(whys(&taken.report.doubts), "");
}
