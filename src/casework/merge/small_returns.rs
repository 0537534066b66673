//! Small returns of every kind that people send, with the periods and the doubts they come to, worked out by hand.

/// The header row of a child born on 1 May 2015.
pub(super) const H: &str = "7,F,01/05/2015,WBRI,,0,";

/// The row of a child who came into care on 5 January 2026.
pub(super) const IN: &str = "7,05/01/2026,S,C2,U6,,";
/// A review on time for that.
pub(super) const R: &str = "7,01/05/2015,30/01/2026,PN1";

pub(super) struct Small {
    pub(super) what: &'static str,
    /// Header, episodes and reviews of each return, one after the other.
    pub(super) returns: &'static [(&'static str, &'static str, &'static str)],
    pub(super) periods: &'static str,
    /// Column and value of every doubt that waits for an answer.
    pub(super) doubts: &'static [(&'static str, &'static str)],
}

const fn small(
    what: &'static str,
    returns: &'static [(&'static str, &'static str, &'static str)],
    periods: &'static str,
    doubts: &'static [(&'static str, &'static str)],
) -> Small {
    Small { what, returns, periods, doubts }
}

pub(super) static SMALL: &[Small] = &[
    small("nothing is wrong", &[(H, IN, R)], "2026-01-05 to now", &[]),
    small(
        "a review to come",
        &[(H, IN, "7,,30/01/2026,PN1;7,,24/12/2026,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "24/12/2026")],
    ),
    small(
        "a review in 2062",
        &[(H, IN, "7,,30/01/2062,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "30/01/2062")],
    ),
    small(
        "a review with a year of two figures",
        &[(H, IN, "7,,30/01/26,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "30/01/26")],
    ),
    small(
        "a review on no day",
        &[(H, IN, "7,,31/02/2026,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "31/02/2026")],
    ),
    small(
        "a review as a number of a spreadsheet",
        &[(H, IN, "7,,46052,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "46052")],
    ),
    small(
        "a review before care",
        &[(H, IN, "7,,30/01/2025,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "30/01/2025")],
    ),
    small(
        "a start to come",
        &[(H, "7,05/01/2027,S,C2,U6,,", "")],
        "",
        &[("CHILD", "7"), ("DECOM", "05/01/2027")],
    ),
    small(
        "a start with a year of two figures",
        &[(H, "7,05/01/26,S,C2,U6,,", R)],
        "~2026-01-30 to now",
        &[("DECOM", "05/01/26")],
    ),
    small(
        "a start in 2062",
        &[(H, "7,05/01/2062,S,C2,U6,,", R)],
        "~2026-01-30 to now",
        &[("DECOM", "05/01/2062")],
    ),
    small(
        "a start that cannot be read, and nothing else is told",
        &[(H, "7,05/01/26,S,C2,U6,,", "")],
        "~2026-11-26 to now",
        &[("DECOM", "05/01/26")],
    ),
    small(
        "a move with a day that cannot be read, after a row that ended",
        &[(H, "7,05/01/2026,S,C2,U6,02/03/2026,X1;7,02/03/26,P,C2,K2,,", R)],
        "2026-01-05 to now",
        &[("DECOM", "02/03/26")],
    ),
    small(
        "a last row with a day that cannot be read, in which care ended",
        &[(H, "7,05/01/2026,S,C2,U6,02/03/2026,X1;7,02/03/26,P,C2,K2,01/06/2026,E4A", R)],
        "2026-01-05 to 2026-06-01",
        &[("DECOM", "02/03/26")],
    ),
    small(
        "an end with a year of two figures",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/26,E4A", R)],
        "2026-01-05 to ~2026-01-30",
        &[("DEC", "25/05/26")],
    ),
    small(
        "an end in 2062",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/2062,E4A", "")],
        "2026-01-05 to ~2026-01-05",
        &[("DEC", "25/05/2062")],
    ),
    small(
        "an end on no day",
        &[(H, "7,05/01/2026,S,C2,U6,31/04/2026,E4A", "")],
        "2026-01-05 to ~2026-01-05",
        &[("DEC", "31/04/2026")],
    ),
    small(
        "an end before its start",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/2025,E4A", "")],
        "2026-01-05 to ~2026-01-05",
        &[("DEC", "25/05/2025")],
    ),
    small(
        "an end that cannot be read beside a code that is none",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/26,E99", "")],
        "2026-01-05 to ~2026-01-05",
        &[("DEC", "25/05/26")],
    ),
    small(
        "an end soon to come",
        &[(H, "7,05/01/2026,S,C2,U6,14/12/2026,E4A", R)],
        "2026-01-05 to now",
        &[("DEC", "14/12/2026")],
    ),
    small(
        "an end code without a day",
        &[(H, "7,05/01/2026,S,C2,U6,,E4A", R)],
        "2026-01-05 to now",
        &[("DEC", "")],
    ),
    small(
        "a day without an end code",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/2026,", R)],
        "2026-01-05 to now",
        &[("REC", "")],
    ),
    small(
        "X1 and nothing after it",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/2026,X1", R)],
        "2026-01-05 to now",
        &[("REC", "X1")],
    ),
    small(
        "an X1 whose day cannot be read is told by the next row",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/26,X1;7,25/05/2026,P,C2,K2,,", R)],
        "2026-01-05 to now",
        &[("DEC", "25/05/26"), ("DECOM", "25/05/2026")],
    ),
    small(
        "care stops and starts the same day",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/2026,E4A;7,25/05/2026,S,C2,K2,,", R)],
        "2026-01-05 to 2026-05-25, 2026-05-25 to now",
        &[("REC", "E4A")],
    ),
    small(
        "care stops and starts the next day",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/2026,E8;7,26/05/2026,S,C2,K2,,", R)],
        "2026-01-05 to 2026-05-25, 2026-05-26 to now",
        &[("REC", "E8")],
    ),
    small(
        "care starts again after two days: nothing is odd",
        &[(H, "7,05/01/2026,S,C2,U6,25/05/2026,E8;7,27/05/2026,S,C2,K2,,", R)],
        "2026-01-05 to 2026-05-25, 2026-05-27 to now",
        &[],
    ),
    small(
        "care stops in one return and starts the same day in the next",
        &[(H, "7,05/01/2025,S,C2,U6,25/05/2025,E4A", ""), (H, "7,25/05/2025,S,C2,K2,,", "7,,20/06/2025,PN1")],
        "2025-01-05 to 2025-05-25, 2025-05-25 to now",
        &[("REC", "E4A")],
    ),
    small(
        "a gap between rows",
        &[(H, "7,05/01/2026,S,C2,U6,20/05/2026,X1;7,25/05/2026,P,C2,K2,,", R)],
        "2026-01-05 to now",
        &[("DECOM", "25/05/2026")],
    ),
    small(
        "rows that overlap",
        &[(H, "7,05/01/2026,S,C2,U6,30/05/2026,X1;7,25/05/2026,P,C2,K2,,", R)],
        "2026-01-05 to now",
        &[("DECOM", "25/05/2026")],
    ),
    small(
        "two reviews a day apart",
        &[(H, IN, "7,,29/01/2026,PN1;7,,30/01/2026,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "30/01/2026")],
    ),
    small(
        "two reviews two days apart",
        &[(H, IN, "7,,28/01/2026,PN1;7,,30/01/2026,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "30/01/2026")],
    ),
    small(
        "reviews on the last day of one year and the first of the next",
        &[
            (H, "7,02/03/2025,S,C2,U6,,", "7,,31/03/2025,PN1"),
            (H, "7,02/03/2025,S,C2,U6,,", "7,,01/04/2025,PN1;7,,30/06/2025,PN1"),
        ],
        "2025-03-02 to now",
        &[("REVIEW", "01/04/2025")],
    ),
    small(
        "a review on another day in a later return of the year",
        &[
            (H, "7,05/01/2025,S,C2,U6,,", "7,,30/01/2025,PN1"),
            (H, "7,05/01/2025,S,C2,U6,,", "7,,03/02/2025,PN1"),
        ],
        "2025-01-05 to now",
        &[("REVIEW", "03/02/2025")],
    ),
    small(
        "a start on another day in a later return",
        &[
            (H, "7,05/01/2025,S,C2,U6,,", "7,,30/01/2025,PN1"),
            (H, "7,12/01/2025,S,C2,U6,,", "7,,30/01/2025,PN1;7,,30/05/2025,PN1"),
        ],
        "2025-01-12 to now",
        &[("DECOM", "12/01/2025")],
    ),
    small(
        "another date of birth in a later return",
        &[
            (H, "7,05/01/2025,S,C2,U6,,", ""),
            ("7,F,01/05/2013,WBRI,,0,", "7,05/01/2025,S,C2,U6,,", "7,,30/01/2025,PN1"),
        ],
        "2025-01-05 to now",
        &[("DOB", "01/05/2013")],
    ),
    small(
        "another date of birth beside a review",
        &[(H, IN, "7,01/05/2014,30/01/2026,PN1")],
        "2026-01-05 to now",
        &[("DOB", "01/05/2014")],
    ),
    small(
        "a date of birth to come",
        &[("7,F,01/05/2027,,,,", IN, "")],
        "2026-01-05 to now",
        &[("DOB", "01/05/2027")],
    ),
    small(
        "a date of birth with two figures",
        &[("7,F,01/05/15,,,,", IN, "")],
        "2026-01-05 to now",
        &[("DOB", "01/05/15")],
    ),
    small(
        "care before birth",
        &[(H, "7,05/01/2014,S,C2,U6,,", "")],
        "2014-01-05 to now",
        &[("DECOM", "05/01/2014")],
    ),
    small(
        "zeros lost between the tables of a return",
        &[("0007,F,01/05/2015,,,0,", "7,05/01/2026,S,C2,U6,,", "7.0,,30/01/2026,PN1")],
        "2026-01-05 to now",
        &[("CHILD", "7"), ("CHILD", "7.0")],
    ),
    small(
        "zeros lost in the next return",
        &[
            ("0007,F,01/05/2015,,,0,", "0007,05/01/2025,S,C2,U6,,", ""),
            (H, "7,05/01/2025,S,C2,U6,,", "7,,30/01/2025,PN1"),
        ],
        "2025-01-05 to now",
        &[("CHILD", "7")],
    ),
    small(
        "zeros found in the next return",
        &[
            (H, "7,05/01/2025,S,C2,U6,,", "7,,30/01/2025,PN1"),
            ("0007,F,01/05/2015,,,0,", "0007,05/01/2025,S,C2,U6,,", ""),
        ],
        "2025-01-05 to now",
        &[("CHILD", "7")],
    ),
    small(
        "a number with a decimal point",
        &[("7.0,F,01/05/2015,,,0,", "7.0,05/01/2026,S,C2,U6,,", "")],
        "2026-01-05 to now",
        &[("CHILD", "7.0")],
    ),
    small(
        "alike numbers of two children",
        &[("07,F,01/05/2015,,,0,;7,M,02/06/2012,,,,", "07,05/01/2026,S,C2,U6,,;7,06/01/2026,S,C2,U6,,", "")],
        "2026-01-05 to now, 2026-01-06 to now",
        &[],
    ),
    small(
        "reviews with the month first",
        &[(H, IN, "7,,01/30/2026,PN1;7,,04/05/2026,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "01/30/2026")],
    ),
    small(
        "starts and ends with the month first, each column by itself",
        &[(H, "7,01/05/2026,S,C2,U6,01/15/2026,X1;7,01/15/2026,P,C2,K2,,", "")],
        "2026-01-05 to now",
        &[("DEC", "01/15/2026"), ("DECOM", "01/05/2026")],
    ),
    small(
        "one slip in a column that has the day first",
        &[(H, IN, "7,,30/01/2026,PN1;7,,04/30/2026,PN1")],
        "2026-01-05 to now",
        &[("REVIEW", "04/30/2026")],
    ),
    small("short breaks with a review", &[(H, "7,05/01/2026,S,V4,U6,,", R)], "2026-01-05 to now", &[]),
    small(
        "care went on from before the return",
        &[(H, "7,05/01/2025,P,C2,U6,,", R)],
        "~2025-01-05 to now",
        &[],
    ),
    small(
        "a later return tells the end that could not be read",
        &[
            (H, "7,05/01/2025,S,C2,U6,25/05/25,E4A", "7,,28/01/2025,PN1"),
            (H, "7,05/01/2025,S,C2,U6,25/05/2025,E4A", "7,,28/01/2025,PN1"),
        ],
        "2025-01-05 to 2025-05-25",
        &[],
    ),
    small(
        "an older return tells how care began",
        &[
            (H, "7,05/06/2025,P,C2,K2,,", "7,,28/07/2025,PN1"),
            (H, "7,05/01/2025,S,C2,U6,,", "7,,28/01/2025,PN1"),
        ],
        "2025-01-05 to now",
        &[],
    ),
];
