//! Children's whole records out of one book into another: rows keep what they say and get new numbers. What the other
//! book has already is compared field by field. The same serves to write a bundle, to preview one and to receive it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use super::family::{FAMILIES, Family};
use crate::error::{Error, Result};
use crate::model::child::Relation;
use crate::store::engine::ledger;

/// A field that the book has otherwise than the bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Differs {
    /// The child's number.
    pub(crate) child: String,
    /// Which record, in words.
    pub(crate) what: String,
    pub(crate) field: String,
    /// In the book.
    pub(crate) before: String,
    /// In the bundle.
    pub(crate) after: String,
}

/// What taking records over comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Taken {
    /// Numbers of children that were not in the book.
    pub(crate) new: Vec<String>,
    /// Numbers of children that were.
    pub(crate) known: Vec<String>,
    /// Fields in which the two differ.
    pub(crate) differs: Vec<Differs>,
    /// Fields that were empty in the book.
    pub(crate) filled: Vec<Differs>,
    /// Rows added, by table.
    pub(crate) rows: BTreeMap<&'static str, u64>,
    /// Rows left out for they tie the child to another who does not come along.
    pub(crate) untied: u64,
    /// Row numbers in the book of the children taken.
    #[serde(skip)]
    pub(crate) children: Vec<i64>,
}

/// How records are taken over.
#[derive(Debug, Clone, Copy)]
pub(super) struct How<'a> {
    /// Only children of these numbers.
    pub(super) only: Option<&'a BTreeSet<String>>,
    /// Nothing is written: only told what would be.
    pub(super) dry: bool,
    /// Where a field differs, the bundle's takes the place of the book's.
    pub(super) theirs: bool,
}

/// A row of the book that may be the same as one of the bundle.
struct Own {
    id: i64,
    values: Vec<Value>,
    matched: bool,
}

struct Taking<'a> {
    from: &'a Connection,
    to: &'a Connection,
    how: How<'a>,
    taken: Taken,
    /// The number in the book of each row of the bundle, by table.
    ids: HashMap<(&'static str, i64), i64>,
    /// Whose a row of the book is: the child's number, and whether it was in the book before.
    whose: HashMap<(&'static str, i64), (String, bool)>,
    /// Numbers that rows would get, where none is written.
    pretended: i64,
    /// The children a concern is about besides the first.
    siblings: HashMap<i64, Vec<i64>>,
}

/// Takes the records of children from `from` into `to`.
pub(super) fn take(from: &Connection, to: &Connection, how: How<'_>) -> Result<Taken> {
    let mut siblings: HashMap<i64, Vec<i64>> = HashMap::new();
    let mut query = from.prepare("SELECT escalation, child FROM escalation_other ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        siblings.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let (ids, whose) = (HashMap::new(), HashMap::new());
    let mut taking = Taking { from, to, how, taken: Taken::default(), ids, whose, pretended: 0, siblings };
    FAMILIES.iter().try_for_each(|family| taking.table(family))?;
    let mut taken = taking.taken;
    taken.new.sort();
    taken.known.sort();
    taken.differs.sort();
    taken.filled.sort();
    Ok(taken)
}

impl Taking<'_> {
    fn table(&mut self, family: &Family) -> Result<()> {
        let columns: Vec<String> =
            ledger::columns(self.to, family.table)?.into_iter().filter(|c| c != "id").collect();
        let names = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT INTO {} ({names}) VALUES ({marks})", family.table);
        let mut own = self.own(family, &names, &columns)?;
        let (from, select) = (self.from, format!("SELECT id, {names} FROM {} ORDER BY id", family.table));
        let mut query = from.prepare(&select)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let values: Vec<Value> = (1..=columns.len()).map(|c| row.get(c)).collect::<Result<_, _>>()?;
            let mut row = Row { family, columns: &columns, values };
            if !self.wanted(&row) {
                continue;
            }
            let Some((child, known)) = self.remap(id, &mut row)? else { continue };
            let same = if known { row.find(&mut own) } else { None };
            let there = same.is_some();
            let number = match same {
                Some(there) => {
                    self.compare(&child, &row, there)?;
                    there.id
                }
                None => {
                    *self.taken.rows.entry(family.table).or_default() += 1;
                    self.add(&insert, &row)?
                }
            };
            self.ids.insert((family.table, id), number);
            let known = if family.table == "child" { self.met(&child, number, there) } else { known };
            self.whose.insert((family.table, number), (child, known));
        }
        Ok(())
    }

    /// Adds a row; its number, or one that is only pretended.
    fn add(&mut self, insert: &str, row: &Row<'_>) -> Result<i64> {
        if self.how.dry {
            self.pretended -= 1;
            return Ok(self.pretended);
        }
        self.to.prepare_cached(insert)?.execute(params_from_iter(&row.values))?;
        Ok(self.to.last_insert_rowid())
    }

    /// Notes a child that was taken; whether the book had it already.
    fn met(&mut self, child: &str, number: i64, known: bool) -> bool {
        let list = if known { &mut self.taken.known } else { &mut self.taken.new };
        list.push(child.to_owned());
        self.taken.children.push(number);
        known
    }

    /// The rows the book has, by whose they are; none need be looked at while no child of the bundle is known.
    fn own(&self, family: &Family, names: &str, columns: &[String]) -> Result<HashMap<Vec<i64>, Vec<Own>>> {
        let mut own: HashMap<Vec<i64>, Vec<Own>> = HashMap::new();
        if family.table != "child" && self.taken.known.is_empty() {
            return Ok(own);
        }
        let mut query = self.to.prepare(&format!("SELECT id, {names} FROM {} ORDER BY id", family.table))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let values: Vec<Value> = (1..=columns.len()).map(|c| row.get(c)).collect::<Result<_, _>>()?;
            let row_of = Row { family, columns, values };
            own.entry(row_of.owners()).or_default().push(Own {
                id: row.get(0)?,
                values: row_of.values,
                matched: false,
            });
        }
        Ok(own)
    }

    fn wanted(&self, row: &Row<'_>) -> bool {
        row.family.table != "child"
            || self
                .how
                .only
                .is_none_or(|only| row.text("number").is_some_and(|number| only.contains(&number)))
    }

    /// Has the row name rows of the book; gives whose it is. `None` where what it names does not come along.
    fn remap(&mut self, id: i64, row: &mut Row<'_>) -> Result<Option<(String, bool)>> {
        let table = row.family.table;
        if table == "child" {
            return Ok(Some((row.text("number").unwrap_or_default(), true)));
        }
        if table == "escalation" {
            let decision = row.number("decision").and_then(|d| self.ids.get(&("decision", d)).copied());
            row.set("decision", decision.map_or(Value::Null, Value::Integer));
            // Where the child it is about first does not come along, the next does and stands first.
            if let Some(first) = row.number("child") {
                let group = self.siblings.get(&id).into_iter().flatten().copied();
                let here =
                    std::iter::once(first).chain(group).find(|c| self.ids.contains_key(&("child", *c)));
                row.set("child", here.map_or(Value::Null, Value::Integer));
            }
        }
        let named =
            row.family.owners.iter().map(|(column, of)| (*column, row.number(column).map(|n| (*of, n))));
        let found: Vec<_> =
            named.map(|(column, named)| (column, named.and_then(|n| self.ids.get(&n).copied()))).collect();
        if found.iter().any(|(_, id)| id.is_none()) {
            self.taken.untied += u64::from(found.iter().any(|(_, id)| id.is_some()));
            return Ok(None);
        }
        for (column, id) in found {
            row.set(column, id.map_or(Value::Null, Value::Integer));
        }
        if let Some(origin) = row.text("origin").filter(|_| table == "escalation") {
            row.set("origin", Value::Text(self.named_anew(&origin)));
        }
        if let Some((column, kind)) = row.family.about
            && let Some(named) = row.number(column)
        {
            let kind = row.text(kind).unwrap_or_default();
            let Some(family) = FAMILIES.iter().find(|f| f.table == kind) else { return Ok(None) };
            let Some(found) = self.ids.get(&(family.table, named)).copied() else { return Ok(None) };
            row.set(column, Value::Integer(found));
        }
        if table == "escalation_other" && self.is_first(row)? {
            return Ok(None);
        }
        if table == "kin" {
            row.turn()?;
        }
        let owner = row.family.owners.first().and_then(|(column, of)| Some((*of, row.number(column)?)));
        Ok(owner.and_then(|owner| self.whose.get(&owner).cloned()))
    }

    /// What a concern came from (`change:4`, `duty:ID@escalation:2`), under the numbers of the book.
    fn named_anew(&self, origin: &str) -> String {
        let mut parts = origin.split(':').map(str::to_owned).collect::<Vec<_>>();
        for at in 1..parts.len() {
            let kind = parts.get(at - 1).and_then(|before| before.rsplit('@').next()).unwrap_or_default();
            let table = FAMILIES
                .iter()
                .map(|f| f.table)
                .find(|t| ["change", "decision", "escalation"].contains(t) && *t == kind);
            let named = table.zip(parts.get(at).and_then(|n| n.parse().ok()));
            if let Some(found) = named.and_then(|named| self.ids.get(&named))
                && let Some(part) = parts.get_mut(at)
            {
                *part = found.to_string();
            }
        }
        parts.join(":")
    }

    /// Whether the further child of a concern is the one it is about first.
    fn is_first(&self, row: &Row<'_>) -> Result<bool> {
        if self.how.dry {
            return Ok(false);
        }
        let mut query = self.to.prepare_cached("SELECT child = ?2 FROM escalation WHERE id = ?1")?;
        Ok(query.query_row([row.number("escalation"), row.number("child")], |r| r.get(0))?)
    }

    /// Compares a row of the bundle with the same one of the book, and brings that up to date as was agreed.
    fn compare(&mut self, child: &str, row: &Row<'_>, there: &Own) -> Result<()> {
        let blank = |v: &Value| matches!(v, Value::Null) || matches!(v, Value::Text(t) if t.is_empty());
        for ((column, theirs), ours) in row.columns.iter().zip(&row.values).zip(&there.values) {
            let column = column.as_str();
            if theirs == ours || blank(theirs) || row.family.own.contains(&column) {
                continue;
            }
            let told = Differs {
                child: child.to_owned(),
                what: row.says(),
                field: column.replace('_', " "),
                before: words(ours),
                after: words(theirs),
            };
            let fills = blank(ours);
            if fills { &mut self.taken.filled } else { &mut self.taken.differs }.push(told);
            if !self.how.dry && (fills || self.how.theirs) {
                let update = format!("UPDATE {} SET \"{column}\" = ?1 WHERE id = ?2", row.family.table);
                self.to.prepare_cached(&update)?.execute(rusqlite::params![theirs, there.id])?;
            }
        }
        Ok(())
    }
}

/// A row of the bundle.
struct Row<'f> {
    family: &'f Family,
    columns: &'f [String],
    values: Vec<Value>,
}

impl Row<'_> {
    fn at(&self, column: &str) -> Option<&Value> {
        let place = self.columns.iter().position(|c| c == column)?;
        self.values.get(place)
    }

    fn text(&self, column: &str) -> Option<String> {
        self.at(column).map(words).filter(|text| !text.is_empty())
    }

    fn number(&self, column: &str) -> Option<i64> {
        match self.at(column)? {
            Value::Integer(n) => Some(*n),
            _ => None,
        }
    }

    fn set(&mut self, column: &str, value: Value) {
        let place = self.columns.iter().position(|c| c == column);
        if let Some(cell) = place.and_then(|place| self.values.get_mut(place)) {
            *cell = value;
        }
    }

    /// The rows it belongs to.
    fn owners(&self) -> Vec<i64> {
        self.family.owners.iter().filter_map(|(column, _)| self.number(column)).collect()
    }

    /// The row of the book that is the same one: the likest, where several could be.
    fn find<'o>(&self, own: &'o mut HashMap<Vec<i64>, Vec<Own>>) -> Option<&'o Own> {
        let all = own.get_mut(&self.owners())?;
        let alike = |o: &Own| o.values.iter().zip(&self.values).filter(|(a, b)| a == b).count();
        let could = |o: &&mut Own| !o.matched && self.is_same(&o.values);
        let found = all.iter_mut().filter(could).max_by_key(|o| alike(o))?;
        found.matched = true;
        Some(found)
    }

    fn is_same(&self, values: &[Value]) -> bool {
        let mut keys = self.family.key.iter().filter_map(|key| {
            let place = self.columns.iter().position(|c| c == key)?;
            Some((self.values.get(place)?, values.get(place)?))
        });
        match self.family.table {
            // The days a review can have: one in common makes it the same.
            "review" => keys.any(|(theirs, ours)| theirs == ours && *ours != Value::Null),
            _ => keys.all(|(theirs, ours)| theirs == ours),
        }
    }

    /// A tie is kept once a pair, the lower number first.
    fn turn(&mut self) -> Result<()> {
        let (Some(child), Some(other)) = (self.number("child"), self.number("other")) else { return Ok(()) };
        // A number that is only pretended is negative.
        if child < other || other < 0 {
            return Ok(());
        }
        let word = self.text("relation").unwrap_or_default();
        let relation = Relation::from_word(&word).map_err(|_| unreadable())?.inverse();
        self.set("child", Value::Integer(other));
        self.set("other", Value::Integer(child));
        self.set("relation", Value::Text(relation.word().to_owned()));
        Ok(())
    }

    /// Which record it is, for people.
    fn says(&self) -> String {
        let keys: Vec<String> = self.family.key.iter().filter_map(|key| self.text(key)).collect();
        let keys = if self.family.table == "child" { String::new() } else { keys.join(" ") };
        let keys: String = keys.chars().take(60).collect();
        format!("{} {keys}", self.family.says).trim().to_owned()
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        _ => String::new(),
    }
}

fn unreadable() -> Error {
    Error::data("The bundle holds a value that cannot be read; nothing was changed.")
}
