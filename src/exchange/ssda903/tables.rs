//! What each table's rows say: from cells to drafts.

use std::borrow::Cow;

use super::cells::{Cells, Code};
use super::codes::{BEGAN, CHANGES, ETHNICITIES, SEXES};
use super::columns::{Column, Columns, Table};
use super::draft::{Draft, Ended, Episode, Header, Held, Names, Uasc};
use crate::exchange::cell;
use crate::model::codes::{ENDS, LEGAL, PLACES, PROVIDERS};
use crate::model::review::Participation;
use crate::model::role::Role;

/// Takes the rows of one table, whose columns it has looked up.
pub(crate) enum Taker {
    Header([Column; 4]),
    Episodes([Column; 10]),
    Reviews([Column; 3]),
    Uasc([Column; 2]),
    Names([Column; 5]),
}

/// The taker of a table with these columns.
pub(crate) fn taker(table: Table, columns: &Columns) -> Taker {
    match table {
        Table::Header => Taker::Header(columns.find(["SEX", "DOB", "ETHNIC", "MOTHER"])),
        Table::Episodes => Taker::Episodes(columns.find([
            "DECOM",
            "RNE",
            "LS",
            "PLACE",
            "PLACE_PROVIDER",
            "PL_POST",
            "URN",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
        ])),
        Table::Reviews => Taker::Reviews(columns.find(["DOB", "REVIEW", "REVIEW_CODE"])),
        Table::Uasc => Taker::Uasc(columns.find(["DOB", "DUC"])),
        Table::Names => {
            Taker::Names(columns.find(["FORENAME", "SURNAME", "IRO", "SOCIAL_WORKER", "TEAM_MANAGER"]))
        }
    }
}

impl Taker {
    /// Take one row for the child it belongs to.
    pub(crate) fn take(&self, draft: &mut Draft, cells: &mut Cells) {
        match self {
            Taker::Header(columns) => header(*columns, draft, cells),
            Taker::Episodes(columns) => episode(*columns, draft, cells),
            Taker::Reviews(columns) => review(*columns, draft, cells),
            Taker::Uasc(columns) => uasc(*columns, draft, cells),
            Taker::Names(columns) => names(*columns, draft, cells),
        }
    }
}

fn header([sex, dob, ethnic, mother]: [Column; 4], draft: &mut Draft, cells: &mut Cells) {
    let row = Header {
        at: cells.at,
        dob: cells.telling(dob, "no date of birth is taken from it"),
        sex: cells
            .code(sex, "sex", SEXES.iter().map(|(code, _)| *code))
            .known()
            .and_then(|code| SEXES.iter().find(|(c, _)| *c == code))
            .map(|(_, kept)| *kept),
        ethnicity: cells.code(ethnic, "ethnicity", ETHNICITIES.into_iter()).known(),
        mother: cell::yes_no(&cells.text(mother)),
    };
    if row.mother.is_none() && !cells.text(mother).is_empty() {
        cells.refuse(mother, "neither 0 nor 1");
    }
    if cells.text(dob).is_empty() {
        cells.doubt(dob, "no date of birth");
    }
    let Some(first) = &mut draft.header else {
        draft.header = Some(row);
        return;
    };
    let place = cells.remarks.place(first.at, cells.at);
    let differs = [
        (dob, join(&mut first.dob, row.dob)),
        (sex, join(&mut first.sex, row.sex)),
        (ethnic, join(&mut first.ethnicity, row.ethnicity)),
        (mother, join(&mut first.mother, row.mother)),
    ];
    for (column, _) in differs.into_iter().filter(|(_, differs)| *differs) {
        cells.doubt(column, format!("differs from the same child's {place}, which counts"));
    }
}

/// Take what a second row says where the first says nothing; whether they contradict each other.
fn join<T: PartialEq>(first: &mut Option<T>, second: Option<T>) -> bool {
    match (&*first, second) {
        (Some(first), Some(second)) => *first != second,
        (None, second) => {
            *first = second;
            false
        }
        (Some(_), None) => false,
    }
}

fn episode(columns: [Column; 10], draft: &mut Draft, cells: &mut Cells) {
    let [decom, rne, ls, place, provider, post, urn, dec, rec, reason] = columns;
    let start = match cells.text(decom).is_empty() {
        true => return cells.refuse(decom, "no date: the row is not taken"),
        false => cells.past(decom),
    };
    // A start that is only ahead has not happened, and nothing of the row has.
    let ahead = start.is_none() && cells.is_near_ahead(decom);
    let mut end = cells.past(dec);
    let mut odd_end = if end.is_none() { cells.text(dec) } else { Cow::Borrowed("") };
    if let (Some(from), Some(to)) = (start, end)
        && to < from
    {
        // The row is not lost for it: that it ended is told, the day is not.
        cells.refuse(dec, "the episode ends before it starts: the day is not taken");
        (end, odd_end) = (None, cells.text(dec));
    }
    let began = cells.code(rne, "reason for a new episode", BEGAN.into_iter());
    let legal = cells.code(ls, "legal status", LEGAL.iter().map(|(code, ..)| *code));
    if legal == Code::Blank {
        cells.doubt(ls, "no legal status");
    }
    let placed = cells.code(place, "placement", PLACES.iter().map(|(code, _)| *code));
    if placed == Code::Blank {
        cells.doubt(place, "no placement");
    }
    let ends = std::iter::once("X1").chain(ENDS.iter().map(|(code, _)| *code));
    let mut ended = match cells.code(rec, "reason for the end of an episode", ends) {
        Code::Blank => Ended::Blank,
        Code::Known("X1") => Ended::Continues,
        Code::Known(code) => Ended::Ceased(code),
        Code::Unknown => Ended::Unknown,
    };
    // A day that cannot be is still an end; one soon to come is none yet.
    if end.is_none() && !odd_end.is_empty() && !cells.is_near_ahead(dec) {
        ended = match ended {
            Ended::Ceased(code) => Ended::Unread(Some(code)),
            Ended::Unknown => Ended::Unread(None),
            other => other,
        };
    }
    let odd_start = if start.is_none() { cells.text(decom) } else { Cow::Borrowed("") };
    let episode = Episode {
        at: cells.at,
        start: start.unwrap_or_default(),
        began: began.known(),
        legal: legal.known(),
        place: placed.known(),
        provider: cells.code(provider, "provider", PROVIDERS.iter().map(|(code, _)| *code)).known(),
        area: cells.text(post).into(),
        urn: cells.text(urn).into(),
        end,
        ended,
        change_reason: cells.code(reason, "reason for a change of placement", CHANGES.into_iter()).known(),
        odd_start: odd_start.into(),
        odd_end: odd_end.into(),
    };
    match (start, ahead) {
        (Some(_), _) => draft.episodes.push(episode),
        // What has no figure in it was never a day.
        (None, false) if episode.odd_start.bytes().any(|b| b.is_ascii_digit()) => {
            draft.startless.push(episode)
        }
        (None, _) => cells.not_taken(decom),
    }
}

fn review([dob, review, code]: [Column; 3], draft: &mut Draft, cells: &mut Cells) {
    if cells.text(review).is_empty() && cells.text(code).is_empty() {
        return cells.doubt(review, "no review in this row");
    }
    let Some(day) = cells.needed_date(review) else { return };
    let took_part = Participation::ALL.iter().map(|code| code.word());
    let took_part =
        match cells.code(code, "code; the review is taken without how the child took part", took_part) {
            Code::Blank => {
                cells.doubt(code, "nothing says how the child took part");
                None
            }
            code => code.known().and_then(|code| Participation::from_code(code).ok()),
        };
    let dob = cells.date(dob);
    draft.other_dob = draft.other_dob.or(dob.map(|dob| (cells.at, dob)));
    draft.reviews.push(Held { at: cells.at, day, took_part, dob });
}

fn uasc([dob, duc]: [Column; 2], draft: &mut Draft, cells: &mut Cells) {
    let until = cells.date(duc);
    let dob = cells.date(dob);
    draft.other_dob = draft.other_dob.or(dob.map(|dob| (cells.at, dob)));
    match &mut draft.uasc {
        None => draft.uasc = Some(Uasc { at: cells.at, until, dob }),
        Some(first) => {
            let place = cells.remarks.place(first.at, cells.at);
            if join(&mut first.until, until) {
                cells.doubt(duc, format!("differs from the same child's {place}, which counts"));
            }
        }
    }
}

fn names(columns: [Column; 5], draft: &mut Draft, cells: &mut Cells) {
    let [forename, surname, iro, worker, manager] = columns;
    let people = [(Role::Iro, iro), (Role::SocialWorker, worker), (Role::TeamManager, manager)];
    let row = Names {
        at: cells.at,
        forename: cells.text(forename).into_owned(),
        surname: cells.text(surname).into_owned(),
        people: people
            .into_iter()
            .map(|(role, column)| (role, cells.text(column).into_owned()))
            .filter(|(_, name)| !name.is_empty())
            .collect(),
    };
    let Some(first) = &draft.names else {
        draft.names = Some(row);
        return;
    };
    if (&first.forename, &first.surname, &first.people) != (&row.forename, &row.surname, &row.people) {
        let place = cells.remarks.place(first.at, cells.at);
        cells.doubt(surname, format!("differs from the same child's {place}, which counts"));
    }
}
