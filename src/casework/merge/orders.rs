//! A history of five years, told by its yearly returns in any order, gives one book.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::{Days, Months, NaiveDate};
use serde_json::Value;

use crate::board::Row;
use crate::board::views::card::Card;
use crate::board::views::child::ChildRow;
use crate::board::views::review::reviews;
use crate::casework::Desk;
use crate::casework::tests::{d, desk};
use crate::exchange::ssda903::read_return;
use crate::model::child::{Child, Person, Source};
use crate::model::ids::{NoteId, PersonId};
use crate::model::record::{Note, NoteKind};
use crate::model::returns::{MovedReview, NextReview};

const CHILDREN: u64 = 300;
const YEARS: std::ops::RangeInclusive<i32> = 2022..=2026;

/// Numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.roll(all.len() as u64)).unwrap()]
    }
}

struct Episode {
    child: u64,
    start: NaiveDate,
    began: &'static str,
    legal: &'static str,
    place: &'static str,
    /// The day it ended, and why.
    end: Option<(NaiveDate, &'static str)>,
}

/// What happened to the children, as the whole truth of it.
struct History {
    born: Vec<NaiveDate>,
    episodes: Vec<Episode>,
    reviews: Vec<(u64, NaiveDate)>,
}

fn history(children: u64) -> History {
    let mut dice = Dice(903);
    let last = d("2026-03-31");
    let mut made = History { born: Vec::new(), episodes: Vec::new(), reviews: Vec::new() };
    for child in 0..children {
        made.born.push(d("2012-01-01") + Days::new(dice.roll(2_500)));
        let mut day = d("2021-04-01") + Days::new(dice.roll(1_700));
        // Up to three times in care.
        for _ in 0..=dice.roll(3) {
            let (mut began, mut legal, mut place) =
                ("S", dice.of(&["V2", "C1", "J1"]), dice.of(&["U6", "U1"]));
            let mut review = day + Days::new(20 + dice.roll(9));
            loop {
                let next = day + Days::new(15 + dice.roll(330));
                let leaves = dice.roll(4) == 0;
                let end = (next <= last).then_some((next, if leaves { "E4A" } else { "X1" }));
                made.episodes.push(Episode { child, start: day, began, legal, place, end });
                while review < end.map_or(last, |(end, _)| end) {
                    made.reviews.push((child, review));
                    review = review + Months::new(3) + Days::new(dice.roll(90));
                }
                day = next;
                if end.is_none() || leaves {
                    break;
                }
                (began, legal, place) = match dice.roll(3) {
                    0 => ("L", if legal == "C2" { "E1" } else { "C2" }, place),
                    1 => ("P", legal, if place == "K2" { "U4" } else { "K2" }),
                    _ => (
                        "B",
                        if legal == "C1" { "C2" } else { "C1" },
                        if place == "R1" { "U3" } else { "R1" },
                    ),
                };
            }
            day = day + Days::new(3 + dice.roll(200));
            if day > last {
                break;
            }
        }
    }
    made
}

/// Writes the return of the years from one 1 April to a 31 March as the authority would have made it then.
fn write(history: &History, dir: &Path, first: NaiveDate, last: NaiveDate) {
    let day = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    let mut tables = [
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n".to_owned(),
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
            .to_owned(),
        "CHILD,DOB,REVIEW,REVIEW_CODE\n".to_owned(),
    ];
    let mut listed = std::collections::BTreeSet::new();
    for e in &history.episodes {
        if e.start > last || e.end.is_some_and(|(end, _)| end < first) {
            continue;
        }
        listed.insert(e.child);
        let end = e.end.filter(|(end, _)| *end <= last);
        let (end, ended) = end.map_or((String::new(), ""), |(end, ended)| (day(end), ended));
        tables[1] += &format!(
            "H{},{},{},{},N1,{},PR1,{end},{ended},,,,\n",
            e.child,
            day(e.start),
            e.began,
            e.legal,
            e.place
        );
    }
    for child in listed {
        let born = day(history.born[usize::try_from(child).unwrap()]);
        tables[0] += &format!("H{child},F,{born},WBRI,,0,\n");
        for (_, held) in history.reviews.iter().filter(|(c, r)| *c == child && (first..=last).contains(r)) {
            tables[2] += &format!("H{child},{born},{},PN1\n", day(*held));
        }
    }
    std::fs::create_dir_all(dir).unwrap();
    for (name, table) in ["header", "episodes", "reviews"].iter().zip(tables) {
        std::fs::write(dir.join(format!("{name}.csv")), table).unwrap();
    }
}

fn take(desk: &mut Desk, dir: &Path) -> u64 {
    let ret = read_return(dir, None, desk.board.today, &mut |_| ControlFlow::Continue(())).unwrap();
    let report = desk.merge(ret, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
    desk.board.refresh(&desk.store).unwrap();
    report.updated
}

/// Types facts about some children as soon as they are in the book.
fn type_in(desk: &mut Desk, typed: &mut Vec<String>) {
    for n in (0..CHILDREN).step_by(29) {
        let number = format!("H{n}");
        let Ok(row) = desk.board.find(&number) else { continue };
        let (id, child) = (row.id(), row.case.child.clone());
        if typed.contains(&number) {
            continue;
        }
        let dob = child.dob.filter(|_| n % 2 == 0).map(|born| born + Days::new(9));
        desk.save_child(Child { forename: format!("Ann{n}"), dob: dob.or(child.dob), ..child }).unwrap();
        let worker = Person {
            id: PersonId(0),
            role: "social-worker".into(),
            name: "Bea Worker".into(),
            detail: String::new(),
            start: Some(d("2026-02-02")),
            end: None,
            source: Source::Hand,
        };
        desk.save_person(id, worker).unwrap();
        let note = Note {
            id: NoteId(0),
            kind: NoteKind::Spoke,
            date: d("2026-02-20"),
            with: "carer".into(),
            text: "All is well.".into(),
            place: None,
            pasted: false,
        };
        desk.add_note(Some(id), note).unwrap();
        typed.push(number);
    }
}

/// The caseload, its reviews and every child's page as they are printed, without the numbers of rows.
fn told(desk: &Desk) -> Vec<String> {
    fn plain(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("id");
                map.values_mut().for_each(plain);
            }
            Value::Array(all) => all.iter_mut().for_each(plain),
            _ => {}
        }
    }
    let board = &desk.board;
    let mut rows: Vec<_> = board.rows().collect();
    rows.sort_by_key(|r| r.case.child.number.clone());
    let mut values: Vec<Value> =
        rows.iter().map(|r| serde_json::to_value(ChildRow::of(board, r)).unwrap()).collect();
    values.push(serde_json::to_value(reviews(&rows, board.today)).unwrap());
    values.extend(rows.iter().map(|r| serde_json::to_value(Card::of(board, r)).unwrap()));
    values.iter_mut().for_each(plain);
    values.iter().map(Value::to_string).collect()
}

#[test]
fn five_yearly_returns_in_any_order_with_typing_between_give_one_book() {
    let (history, dir) = (history(CHILDREN), tempfile::tempdir().unwrap());
    let folder = |name: &str| dir.path().join(name);
    let year = |y: i32, m: u32, day: u32| NaiveDate::from_ymd_opt(y, m, day).unwrap();
    let mut years: Vec<PathBuf> = Vec::new();
    for y in YEARS {
        write(&history, &folder(&y.to_string()), year(y - 1, 4, 1), year(y, 3, 31));
        years.push(folder(&y.to_string()));
    }
    write(&history, &folder("whole"), year(2021, 4, 1), year(2026, 3, 31));
    let (mut whole, mut typed) = (desk("2026-04-10"), Vec::new());
    take(&mut whole, &folder("whole"));
    type_in(&mut whole, &mut typed);
    let expected = told(&whole);
    assert!(whole.board.rows().filter(|r| r.looked_after(d("2026-04-10"))).count() > 60);

    let mut dice = Dice(14);
    for order in 0..10 {
        // Oldest first, newest first, then as the dice have it.
        let mut order_of: Vec<usize> = (0..years.len()).collect();
        match order {
            0 => {}
            1 => order_of.reverse(),
            _ => order_of.sort_by_cached_key(|_| dice.roll(1_000)),
        }
        let (mut book, mut typed) = (desk("2026-04-10"), Vec::new());
        for at in &order_of {
            take(&mut book, &years[*at]);
            type_in(&mut book, &mut typed);
        }
        let found = told(&book);
        assert_eq!(found.len(), expected.len(), "{order_of:?}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{order_of:?}");
        }
        if order == 2 {
            let again: Vec<u64> = years.iter().map(|year| take(&mut book, year)).collect();
            assert_eq!(again, [0; 5], "the same again changes nothing");
            assert_eq!(take(&mut book, &folder("whole")), 0);
            assert!(told(&book) == expected);
        }
    }
}

/// A book on a day with the return of the years up to 31 March of one, from that of another on.
fn book_of(history: &History, (from, to): (i32, i32), today: &str) -> Desk {
    let dir = tempfile::tempdir().unwrap();
    let year = |y: i32, m: u32, day: u32| NaiveDate::from_ymd_opt(y, m, day).unwrap();
    write(history, dir.path(), year(from - 1, 4, 1), year(to, 3, 31));
    let mut book = desk(today);
    take(&mut book, dir.path());
    book
}

#[test]
fn a_return_tells_whose_next_review_it_moves_from_when_to_when() {
    let (history, dir) = (history(40), tempfile::tempdir().unwrap());
    let year = |y: i32, m: u32, day: u32| NaiveDate::from_ymd_opt(y, m, day).unwrap();
    let mut book = desk("2026-04-10");
    let (mut moves, mut none) = (0, 0);
    for y in [2024, 2026, 2022, 2025, 2023] {
        let dir = dir.path().join(y.to_string());
        write(&history, &dir, year(y - 1, 4, 1), year(y, 3, 31));
        let next = |desk: &Desk| -> BTreeMap<String, Option<NextReview>> {
            let of = |row: &Row| {
                let slot = row.next_review()?;
                let reason = slot.gap.clone().or(slot.supposed.map(str::to_owned));
                Some(NextReview { due: slot.last_day(), booked: slot.booked, reason })
            };
            desk.board.rows().map(|row| (row.case.child.number.clone(), of(row))).collect()
        };
        let before = next(&book);
        let read = || read_return(&dir, None, book.board.today, &mut |_| ControlFlow::Continue(())).unwrap();
        let (dry, ret) = (book.merge_report(read(), None).unwrap(), read());
        let report = book.merge(ret, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
        assert_eq!(report, dry);
        book.board.refresh(&book.store).unwrap();
        let mut after = next(&book);
        let moved = before.into_iter().filter_map(|(child, before)| {
            let after = after.remove(&child)?;
            (before != after).then_some(MovedReview { child, before, after })
        });
        assert_eq!(report.moved, moved.collect::<Vec<_>>(), "{y}");
        moves += report.moved.len();
        none += report.moved.iter().filter(|m| m.after.is_none()).count();
    }
    assert!(moves > 20 && none > 0, "{moves} {none}");
}

#[test]
fn one_years_return_says_no_other_limit_than_the_whole_history_without_saying_so() {
    let history = history(60);
    let (mut alike, mut unsaid) = (0, 0);
    // Each year's return as it came, and one that was read two years late.
    for (year, all) in [(2023, 2023), (2024, 2024), (2025, 2025), (2026, 2026), (2024, 2026)] {
        let today = format!("{all}-04-10");
        let whole = book_of(&history, (2022, all), &today);
        let one = book_of(&history, (year, year), &today);
        let rows: Vec<_> = one.board.rows().collect();
        for row in reviews(&rows, one.board.today) {
            let of = whole.board.find(row.child).unwrap();
            let same = reviews(&[of], whole.board.today).into_iter();
            let limit = same.filter(|r| r.held == row.held).map(|r| r.due).next_back().flatten();
            match row.due {
                due if due == limit => alike += 1,
                None => unsaid += 1,
                due => {
                    let told = (row.child, row.held, due, limit, row.reason);
                    assert!(row.projected && row.reason.is_some(), "{year} read on {today}: {told:?}");
                    unsaid += 1;
                }
            }
        }
    }
    assert!(alike > 300 && unsaid < alike, "{alike} {unsaid}");
}
