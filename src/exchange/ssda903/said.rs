//! What a return said of one child, as the book keeps it: a line a row, its cells parted by tabs, dates as ISO has
//! them. Kept so that a case can be worked out again from all returns when another comes, in whatever order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::codes::{BEGAN, CHANGES, ETHNICITIES, SEXES};
use super::draft::{Draft, Ended, Episode, Header, Held, Listed, Mark, Names, Uasc};
use super::remarks::{At, Remarks};
use super::span::span;
use crate::model::Case;
use crate::model::care::{Legal, Placement};
use crate::model::child::Source;
use crate::model::codes::{ENDS, LEGAL, PLACES, PROVIDERS};
use crate::model::doubt::Kind;
use crate::model::returns::Said;
use crate::model::review::Participation;

/// What stands for an end whose day cannot be read, or whose reason.
const UNREAD: &str = "?";

/// Writes a draft down, with the files its rows stand in as `remarks` knows them.
pub(crate) fn written(number: &str, draft: &Draft, remarks: &Remarks) -> String {
    let mut text = String::new();
    let all = draft.episodes.iter().map(|e| e.at).chain(draft.reviews.iter().map(|r| r.at));
    let all = all.chain(draft.marks.iter().map(|m| m.at)).chain(draft.header.iter().map(|h| h.at));
    let all = all.chain(draft.listed.iter().map(|l| l.at));
    let files: BTreeSet<u32> = all.filter(|at| at.row > 0).map(|at| at.file).collect();
    for file in files {
        let name = remarks.file(At { file, row: 1 });
        let _ = writeln!(text, "F\t{file}\t{name}");
    }
    let mut line = |cells: &[&str]| {
        let _ = writeln!(text, "{}", cells.join("\t"));
    };
    if !number.is_empty() {
        line(&["K", number]);
    }
    if let Some(h) = &draft.header {
        let mother = h.mother.map_or("", |m| if m { "1" } else { "0" });
        line(&["H", &day(h.dob), h.sex.unwrap_or(""), h.ethnicity.unwrap_or(""), mother, &place(h.at)]);
    }
    if draft.since.is_some() {
        line(&["S", &day(draft.since)]);
    }
    if let Some((_, dob)) = draft.other_dob {
        line(&["B", &day(Some(dob))]);
    }
    for e in &draft.episodes {
        let (end, ended) = match e.ended {
            Ended::Blank => (day(e.end), ""),
            Ended::Continues => (day(e.end), "X1"),
            Ended::Ceased(code) => (day(e.end), code),
            Ended::Unknown => (day(e.end), UNREAD),
            Ended::Unread(code) => (UNREAD.to_owned(), code.unwrap_or("")),
        };
        line(&[
            "E",
            &day(Some(e.start)),
            e.began.unwrap_or(""),
            e.legal.unwrap_or(""),
            e.place.unwrap_or(""),
            e.provider.unwrap_or(""),
            &e.area,
            &e.urn,
            &end,
            ended,
            e.change_reason.unwrap_or(""),
            &e.odd_start,
            &e.odd_end,
            &place(e.at),
        ]);
    }
    for r in &draft.reviews {
        line(&["R", &day(Some(r.day)), r.took_part.map_or("", |p| p.word()), &place(r.at)]);
    }
    for m in &draft.marks {
        line(&["M", m.kind.word(), &m.column, &m.value, &m.why, &place(m.at)]);
    }
    for l in &draft.listed {
        line(&[
            "L",
            &day(l.start),
            l.legal.unwrap_or(""),
            &day(l.legal_since),
            l.place.unwrap_or(""),
            &day(l.place_since),
            l.provider.unwrap_or(""),
            &l.area,
            &day(l.end),
            l.end_reason.unwrap_or(""),
            &place(l.at),
        ]);
    }
    for contact in &draft.contacts {
        line(&["C", &day(Some(*contact))]);
    }
    if let Some(u) = &draft.uasc {
        line(&["U", &day(u.until)]);
    }
    if let Some(n) = &draft.names {
        line(&["N", &n.forename, &n.surname]);
    }
    text
}

/// Where a row stands; nothing where it stands nowhere.
fn place(at: At) -> String {
    if at.row == 0 { String::new() } else { format!("{}:{}", at.file, at.row) }
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |d| d.to_string())
}

/// The draft that was written down, its files made known to `remarks`; a line that is not understood, of a later
/// version, is passed over.
pub(crate) fn read(text: &str, remarks: &mut Remarks) -> Draft {
    let mut draft = Draft::default();
    let mut files: BTreeMap<&str, u32> = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |n: usize| cells.get(n).copied().unwrap_or_default();
        let date = |n: usize| cell(n).parse::<NaiveDate>().ok();
        let place = |n: usize| {
            let (file, row) = cell(n).split_once(':')?;
            Some(At { file: *files.get(file)?, row: row.parse().ok()? })
        };
        let at = |n: usize| place(n).unwrap_or_default();
        match cell(0) {
            "F" => {
                files.insert(cell(1), remarks.begin(cell(2)).file);
            }
            "M" => draft.marks.extend(Kind::from_word(cell(1)).ok().map(|kind| Mark {
                at: at(5),
                kind,
                column: cell(2).to_owned(),
                value: cell(3).to_owned(),
                why: cell(4).to_owned(),
            })),
            "H" => {
                draft.header = Some(Header {
                    at: at(5),
                    dob: date(1),
                    sex: known(SEXES.iter().map(|(_, kept)| *kept), cell(2)),
                    ethnicity: known(ETHNICITIES.into_iter(), cell(3)),
                    mother: Some(cell(4)).filter(|m| !m.is_empty()).map(|m| m == "1"),
                });
            }
            "K" => draft.spelt = Some(cell(1).to_owned()),
            "S" => draft.since = date(1),
            "B" => draft.other_dob = date(1).map(|dob| (At::default(), dob)),
            "E" => {
                let Some(start) = date(1) else { continue };
                let ceased = known(ENDS.iter().map(|(code, _)| *code), cell(9));
                let ended = match (cell(8), cell(9)) {
                    (UNREAD, _) => Ended::Unread(ceased),
                    (_, "") => Ended::Blank,
                    (_, "X1") => Ended::Continues,
                    _ => ceased.map_or(Ended::Unknown, Ended::Ceased),
                };
                draft.episodes.push(Episode {
                    at: at(13),
                    start,
                    began: known(BEGAN.into_iter(), cell(2)),
                    legal: known(LEGAL.iter().map(|(code, ..)| *code), cell(3)),
                    place: known(PLACES.iter().map(|(code, _)| *code), cell(4)),
                    provider: known(PROVIDERS.iter().map(|(code, _)| *code), cell(5)),
                    area: cell(6).into(),
                    urn: cell(7).into(),
                    end: date(8),
                    ended,
                    change_reason: known(CHANGES.into_iter(), cell(10)),
                    odd_start: cell(11).into(),
                    odd_end: cell(12).into(),
                });
            }
            "R" => draft.reviews.extend(date(1).map(|day| Held {
                at: at(3),
                day,
                took_part: Participation::from_code(cell(2)).ok(),
                dob: None,
            })),
            "L" => draft.listed.push(Listed {
                at: at(10),
                start: date(1),
                legal: known(LEGAL.iter().map(|(code, ..)| *code), cell(2)),
                legal_since: date(3),
                place: known(PLACES.iter().map(|(code, _)| *code), cell(4)),
                place_since: date(5),
                provider: known(PROVIDERS.iter().map(|(code, _)| *code), cell(6)),
                area: cell(7).to_owned(),
                end: date(8),
                end_reason: known(ENDS.iter().map(|(code, _)| *code), cell(9)),
            }),
            "C" => draft.contacts.extend(date(1)),
            "U" => draft.uasc = Some(Uasc { at: At::default(), until: date(1), dob: None }),
            "N" => {
                let (forename, surname) = (cell(1).to_owned(), cell(2).to_owned());
                draft.names = Some(Names { at: At::default(), forename, surname, people: Vec::new() });
            }
            _ => {}
        }
    }
    draft
}

/// What earlier returns said of a child whose book is older than the keeping of it: read back from the rows they left.
pub(crate) fn left_behind(case: &Case) -> Option<Said> {
    let child = &case.child;
    let kept = |code: &Option<String>, all: &[&'static str]| {
        known(all.iter().copied(), code.as_deref().unwrap_or(""))
    };
    let ends: Vec<&str> = ENDS.iter().map(|(code, _)| *code).collect();
    let sexes: Vec<&str> = SEXES.iter().map(|(_, kept)| *kept).collect();
    let mut draft = Draft {
        header: Some(Header {
            at: At::default(),
            dob: child.dob,
            sex: kept(&child.sex, &sexes),
            ethnicity: kept(&child.ethnicity, &ETHNICITIES),
            mother: child.mother,
        }),
        uasc: child.uasc.filter(|u| *u).map(|_| Uasc {
            at: At::default(),
            until: child.uasc_until,
            dob: None,
        }),
        ..Draft::default()
    };
    for period in case.periods.iter().filter(|p| p.source == Source::Import) {
        let within = |start: NaiveDate| period.holds(start) && period.end != Some(start);
        let legal: Vec<&Legal> = case.legal.iter().filter(|l| within(l.start)).collect();
        let placed: Vec<&Placement> = case.placements.iter().filter(|p| within(p.start)).collect();
        let mut starts: Vec<NaiveDate> =
            legal.iter().map(|l| l.start).chain(placed.iter().map(|p| p.start)).collect();
        starts.push(period.start);
        starts.sort_unstable();
        starts.dedup();
        for (n, start) in starts.iter().copied().enumerate() {
            let next = starts.get(n + 1).copied();
            let place = placed.iter().rfind(|p| p.start <= start);
            let status = legal.iter().rfind(|l| l.start <= start);
            let ceased = kept(&period.end_reason, &ends);
            draft.episodes.push(Episode {
                at: At::default(),
                start,
                began: Some(if n == 0 && period.start_known { "S" } else { "B" }),
                legal: status.and_then(|l| known(LEGAL.iter().map(|(code, ..)| *code), &l.code)),
                place: place.and_then(|p| known(PLACES.iter().map(|(code, _)| *code), &p.code)),
                provider: place
                    .and_then(|p| known(PROVIDERS.iter().map(|(c, _)| *c), p.provider.as_deref()?)),
                area: place.map(|p| p.area.as_str()).unwrap_or_default().into(),
                urn: "".into(),
                end: next.or(period.end),
                ended: match (next, period.end) {
                    (Some(_), _) => Ended::Continues,
                    (None, Some(_)) => ceased.map_or(Ended::Unknown, Ended::Ceased),
                    (None, None) => Ended::Blank,
                },
                change_reason: place.and_then(|p| known(CHANGES.into_iter(), p.change_reason.as_deref()?)),
                odd_start: "".into(),
                odd_end: "".into(),
            });
        }
    }
    let held = case.reviews.iter().filter(|r| r.source == Source::Import);
    draft.reviews.extend(held.flat_map(|r| {
        let days = r.recorded().into_iter().chain(r.parts.iter().copied());
        days.map(|day| Held { at: At::default(), day, took_part: r.participation, dob: None })
    }));
    let none = draft.episodes.is_empty() && draft.reviews.is_empty() && child.source == Source::Hand;
    let (first, last) = span(std::iter::once(&draft)).filter(|_| !none)?;
    Some(Said { first, last, facts: written("", &draft, &Remarks::default()) })
}

/// A code as its list has it.
fn known(mut list: impl Iterator<Item = &'static str>, code: &str) -> Option<&'static str> {
    list.find(|known| *known == code)
}
