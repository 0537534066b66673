//! The worked situations of `tests/data/advice`: what is recorded and on which day, and what the program has to say
//! then. `tests/data/advice/README.md` says how a situation is written. `ADVICE_ROW=name` runs the ones so named.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Book;
use super::book::data;
use super::differ::{differs, found};
use super::lines::{all_done, done, words};
use crate::store::{Act, Store};

/// A file of situations.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    base: Base,
    row: Vec<Row>,
}

/// What most situations of a file begin with, and the words its lines leave open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Base {
    facts: Vec<String>,
    words: BTreeMap<String, String>,
}

/// A situation, and what has to be said of it. What is not named is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    on: String,
    because: String,
    #[serde(default = "england")]
    practice: String,
    /// The words of the base that are this situation's own; without any it begins with nothing.
    with: Option<BTreeMap<String, String>>,
    #[serde(default)]
    facts: Vec<String>,
    /// Acts that are not to be possible, each with a word of what is said.
    #[serde(default)]
    refused: Vec<Said>,
    /// Acts that are possible and say something.
    #[serde(default)]
    warned: Vec<Said>,
    /// The child's row of `list`; the child is 1001.
    list: Option<Value>,
    /// The children as `list` has them.
    order: Option<Vec<String>>,
    /// The first days that `book` offers.
    #[serde(default)]
    days: Vec<String>,
    /// What is said of the first days, each with these words in it.
    #[serde(default)]
    whys: Vec<String>,
    /// The first row of `book`.
    first: Option<Value>,
    /// The day that is marked as the earliest prepared.
    prepared: Option<String>,
    /// Every day offered is this one or earlier.
    never_after: Option<String>,
    /// None of the first three days is one of these.
    #[serde(default)]
    avoid: Vec<String>,
    /// The first three days have this many working days before the limit, or more.
    margin: Option<i64>,
    /// Rows that `due` has.
    #[serde(default)]
    dues: Vec<Value>,
    /// Duties of which `due` has nothing that is open and has its day.
    #[serde(default)]
    not_owed: Vec<String>,
    /// Rows that `reviews` has.
    #[serde(default)]
    reviews: Vec<Value>,
    /// What `plan` proposes: a day for each child.
    #[serde(default)]
    plan: BTreeMap<String, String>,
    /// `measures` over a time.
    measures: Option<Measured>,
    /// Other commands, and what their JSON has.
    #[serde(default)]
    asked: Vec<Asked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    of: String,
    has: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    act: String,
    says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    from: String,
    to: String,
    has: Value,
}

const CHILD: &str = "1001";
const OPEN: &str = "overdue, now, due-today, due-soon, upcoming";

fn england() -> String {
    "england".to_owned()
}

/// A book of each practice that is asked for, made once; a copy of it is begun on a situation's first day.
static MADE: Mutex<BTreeMap<String, Arc<Book>>> = Mutex::new(BTreeMap::new());

/// The books of a file after what their situations begin with.
type Begun = BTreeMap<(String, Vec<String>), Book>;

fn begun(practice: &str, day: &str) -> Book {
    let mut made = MADE.lock().unwrap();
    let made = made.entry(practice.to_owned()).or_insert_with(|| Arc::new(Book::new(practice)));
    let book = copied(made);
    let mut store = Store::open(&book.book, super::PASSPHRASE.trim_end().as_bytes()).unwrap();
    let act = Act::general("Begin the book", day.parse().unwrap());
    store.act(&act, |tx| tx.set_setting("started", day)).unwrap();
    book
}

fn copied(made: &Book) -> Book {
    let book = Book::empty();
    for end in ["", ".keys"] {
        let beside = |of: &Path| format!("{}{end}", of.display());
        std::fs::copy(beside(&made.book), beside(&book.book)).unwrap();
    }
    book
}

impl Row {
    /// The lines of the base with this situation's own words.
    fn begin(&self, base: &Base) -> Vec<String> {
        let filled = |own: &BTreeMap<String, String>, line: &String| {
            base.words.iter().fold(line.clone(), |line, (word, usual)| {
                line.replace(&format!("{{{word}}}"), own.get(word).unwrap_or(usual))
            })
        };
        self.with.iter().flat_map(|own| base.facts.iter().map(move |line| filled(own, line))).collect()
    }

    /// A book in which all is recorded.
    fn book(&self, base: &Base, made: &mut Begun) -> Result<Book, String> {
        let begin = self.begin(base);
        let first = begin.first().or(self.facts.first()).expect("a situation has facts");
        let key = (self.practice.clone(), begin.clone());
        let book = match made.get(&key) {
            Some(made) => copied(made),
            None => {
                let book = begun(&self.practice, words(first)[0]);
                all_done(&book, &begin)?;
                if !begin.is_empty() {
                    made.insert(key, copied(&book));
                }
                book
            }
        };
        all_done(&book, &self.facts)?;
        Ok(book)
    }

    /// In what the program differs from what is written.
    fn differences(&self, base: &Base, made: &mut Begun) -> Vec<String> {
        let (book, mut off) = match self.book(base, made) {
            Ok(book) => (book, Vec::new()),
            Err(told) => return vec![told],
        };
        for Said { act, says } in &self.refused {
            let ran = done(&book, act);
            if ran.code == 0 || !ran.err.contains(says) {
                off.push(format!("to be refused with {says:?}: {act}: {} {}", ran.code, ran.err.trim()));
            }
        }
        for Said { act, says } in &self.warned {
            let ran = done(&book, act);
            if ran.code != 0 || !ran.err.contains(says) {
                off.push(format!("to be told {says:?}: {act}: {} {}", ran.code, ran.err.trim()));
            }
        }
        self.caseload(&book, &mut off);
        self.booking(&book, &mut off);
        self.owed(&book, &mut off);
        self.counted(&book, &mut off);
        for Asked { of, has } in &self.asked {
            let got = self.asked(&book, &words(of), &mut off);
            differs(of, has, &got, &mut off);
        }
        off
    }

    fn asked(&self, book: &Book, args: &[&str], off: &mut Vec<String>) -> Value {
        let ran = book.on(&self.on, &[args, &["--json"]].concat());
        if ran.code != 0 {
            off.push(format!("{args:?}: {}", ran.err.trim()));
            return Value::Null;
        }
        serde_json::from_str(&ran.out).unwrap()
    }

    fn rows(&self, book: &Book, args: &[&str], off: &mut Vec<String>) -> Vec<Value> {
        match self.asked(book, args, off) {
            Value::Array(rows) => rows,
            _ => Vec::new(),
        }
    }

    fn caseload(&self, book: &Book, off: &mut Vec<String>) {
        if self.list.is_none() && self.order.is_none() {
            return;
        }
        let rows = self.rows(book, &["list"], off);
        if let Some(want) = &self.list {
            let own = rows.iter().find(|r| r["child"] == CHILD).unwrap_or(&Value::Null);
            differs("list", want, own, off);
        }
        if let Some(order) = &self.order {
            let got: Vec<&str> = rows.iter().filter_map(|r| r["child"].as_str()).collect();
            if got != *order {
                off.push(format!("order: {got:?}, not {order:?}"));
            }
        }
    }

    fn booking(&self, book: &Book, off: &mut Vec<String>) {
        let asks = self.first.is_some() || self.prepared.is_some() || self.margin.is_some();
        if !asks && self.days.is_empty() && self.never_after.is_none() && self.avoid.is_empty() {
            return;
        }
        let rows = self.rows(book, &["book", CHILD, "--show", "0"], off);
        let date = |row: &Value| row["date"].as_str().unwrap_or_default().to_owned();
        let days: Vec<String> = rows.iter().map(date).collect();
        let three = days.get(..3.min(days.len())).unwrap_or_default();
        if days.is_empty() {
            return off.push("book: no day is offered".to_owned());
        }
        if !days.starts_with(&self.days) {
            off.push(format!("book: first {three:?}, not {:?}", self.days));
        }
        for (row, words) in rows
            .iter()
            .zip(&self.whys)
            .filter(|(r, w)| !r["why"].as_str().is_some_and(|why| why.contains(*w)))
        {
            off.push(format!("book: {}, not {words:?}", row["why"]));
        }
        if let (Some(want), Some(first)) = (&self.first, rows.first()) {
            differs("book[0]", want, first, off);
        }
        let marked: Vec<String> = rows.iter().filter(|r| r["earliest_prepared"] == true).map(date).collect();
        if let Some(day) = &self.prepared
            && marked.first() != Some(day)
        {
            off.push(format!("book: earliest prepared {marked:?}, not {day}"));
        }
        if let Some(last) = &self.never_after
            && let Some(day) = days.iter().find(|day| *day > last)
        {
            off.push(format!("book: offers {day}, after {last}"));
        }
        for day in three.iter().filter(|day| self.avoid.contains(day)) {
            off.push(format!("book: {day} is among the first three, {three:?}"));
        }
        for row in rows.iter().take(3).filter(|r| self.margin.is_some_and(|m| r["margin"].as_i64() < Some(m)))
        {
            off.push(format!("book: {} has a margin of {}", date(row), row["margin"]));
        }
    }

    fn owed(&self, book: &Book, off: &mut Vec<String>) {
        if !self.dues.is_empty() || !self.not_owed.is_empty() {
            let rows = self.rows(book, &["due", "--child", CHILD], off);
            for want in &self.dues {
                found("due", "duty", want, &rows, off);
            }
            for row in &rows {
                let open = row["before_book"] != true
                    && row["status"].as_str().is_some_and(|s| OPEN.split(", ").any(|o| o == s));
                if open && self.not_owed.iter().any(|duty| row["duty"] == **duty) {
                    off.push(format!("due: {} is owed, {} {}", row["duty"], row["status"], row["due"]));
                }
            }
        }
        if !self.reviews.is_empty() {
            let rows = self.rows(book, &["reviews", "--child", CHILD], off);
            for want in &self.reviews {
                found("reviews", "held", want, &rows, off);
            }
        }
    }

    fn counted(&self, book: &Book, off: &mut Vec<String>) {
        if !self.plan.is_empty() {
            let plan = self.asked(book, &["plan"], off);
            let proposals = plan["proposals"].as_array().cloned().unwrap_or_default();
            for (child, date) in &self.plan {
                let want = Map::from_iter(
                    [("child", child), ("date", date)].map(|(k, v)| (k.into(), v.clone().into())),
                );
                found("plan", "child", &want.into(), &proposals, off);
            }
        }
        if let Some(Measured { from, to, has }) = &self.measures {
            let got = self.asked(book, &["measures", "--from", from, "--to", to], off);
            differs("measures", has, &got, off);
        }
    }
}

fn sheet(name: &str) -> Sheet {
    let folder = if name.starts_with("facts-") { "practice" } else { "advice" };
    let text = std::fs::read_to_string(data(folder).join(format!("{name}.toml"))).unwrap();
    toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Every situation of a file; all that differ are told.
pub(super) fn worked(name: &str) {
    let (sheet, only) = (sheet(name), std::env::var("ADVICE_ROW").ok());
    let (mut told, mut made) = (Vec::new(), Begun::new());
    for row in sheet.row.iter().filter(|r| only.as_ref().is_none_or(|name| r.name.contains(name))) {
        let off = row.differences(&sheet.base, &mut made);
        if !off.is_empty() {
            told.push(format!("{} on {}: {}\n    {}", row.name, row.on, row.because, off.join("\n    ")));
        }
    }
    assert!(told.is_empty(), "{} of {} differ.\n{}", told.len(), sheet.row.len(), told.join("\n"));
}

const SHEETS: [&str; 6] = ["ladder", "days", "changes", "adjourned", "endings", "law"];

#[test]
fn there_are_at_least_ninety_situations_each_with_a_name_of_its_own() {
    let mut names: Vec<String> = SHEETS.iter().flat_map(|s| sheet(s).row).map(|r| r.name).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert!(all >= 90 && names.len() == all, "{all} situations, {} names", names.len());
}

#[test]
fn the_next_step_and_what_is_late_are_as_an_iro_manager_would_say() {
    worked("ladder");
}

#[test]
fn the_days_for_a_review_come_in_the_order_of_the_four_questions() {
    worked("days");
}

#[test]
fn a_change_brings_its_review_forward_everywhere() {
    worked("changes");
}

#[test]
fn an_adjourned_review_stays_the_review() {
    worked("adjourned");
}

#[test]
fn a_child_who_left_or_arrived_part_way_is_owed_what_is_left() {
    worked("endings");
}

#[test]
fn the_clocks_are_those_of_the_law() {
    worked("law");
}
