//! Children, and the people in their cases.

use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Tx};
use crate::error::Result;
use crate::model::child::{Child, Person};
use crate::model::ids::{ChildId, PersonId};

pub(super) const CHILDREN: &str = "SELECT id, number, forename, surname, dob, sex, ethnicity, language, disabled, \
    uasc, uasc_until, mother, in_proceedings, source, imported_on FROM child";
pub(super) const PEOPLE: &str = "SELECT child, id, role, name, detail, began, ended, source FROM person";

pub(super) fn read_child(row: &Row<'_>) -> rusqlite::Result<Child> {
    Ok(Child {
        id: ChildId(row.get(0)?),
        number: row.get(1)?,
        forename: row.get(2)?,
        surname: row.get(3)?,
        dob: row.maybe_day(4)?,
        sex: row.get(5)?,
        ethnicity: row.get(6)?,
        language: row.get(7)?,
        disabled: row.get(8)?,
        uasc: row.get(9)?,
        uasc_until: row.maybe_day(10)?,
        mother: row.get(11)?,
        in_proceedings: row.get(12)?,
        source: row.get(13)?,
        imported_on: row.maybe_day(14)?,
    })
}

pub(super) fn read_person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId(row.get(1)?),
        role: row.get(2)?,
        name: row.get(3)?,
        detail: row.get(4)?,
        start: row.maybe_day(5)?,
        end: row.maybe_day(6)?,
        source: row.get(7)?,
    })
}

impl Book {
    /// How many children the book has.
    pub fn child_count(&self) -> Result<u64> {
        let mut query = self.conn().prepare_cached("SELECT count(*) FROM child")?;
        let n: i64 = query.query_row([], |r| r.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// Every child's number with its row.
    pub fn child_numbers(&self) -> Result<Vec<(String, ChildId)>> {
        self.all("SELECT number, id FROM child ORDER BY number", [], |r| Ok((r.get(0)?, ChildId(r.get(1)?))))
    }
}

impl Tx<'_> {
    /// Stores a new child.
    pub fn insert_child(&self, c: &Child) -> Result<ChildId> {
        let sql = "INSERT INTO child (number, forename, surname, dob, sex, ethnicity, language, disabled, uasc, \
            uasc_until, mother, in_proceedings, source, imported_on) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        let values = params![
            c.number,
            c.forename,
            c.surname,
            c.dob.map(Day),
            c.sex,
            c.ethnicity,
            c.language,
            c.disabled,
            c.uasc,
            c.uasc_until.map(Day),
            c.mother,
            c.in_proceedings,
            c.source,
            c.imported_on.map(Day),
        ];
        self.insert(sql, values).map(ChildId)
    }

    /// Replaces what is stored of a child.
    pub fn update_child(&self, c: &Child) -> Result<()> {
        let sql = "UPDATE child SET number = ?2, forename = ?3, surname = ?4, dob = ?5, sex = ?6, ethnicity = ?7, \
            language = ?8, disabled = ?9, uasc = ?10, uasc_until = ?11, mother = ?12, in_proceedings = ?13, \
            source = ?14, imported_on = ?15 WHERE id = ?1";
        let values = params![
            c.id.0,
            c.number,
            c.forename,
            c.surname,
            c.dob.map(Day),
            c.sex,
            c.ethnicity,
            c.language,
            c.disabled,
            c.uasc,
            c.uasc_until.map(Day),
            c.mother,
            c.in_proceedings,
            c.source,
            c.imported_on.map(Day),
        ];
        self.change(sql, values)
    }

    /// Removes a child with everything recorded about them alone: a concern about siblings stays with the
    /// others.
    pub fn delete_child(&self, id: ChildId) -> Result<()> {
        self.leave_siblings(id)?;
        self.remove("child", id.0)
    }

    /// Stores somebody with a part in a case.
    pub fn insert_person(&self, child: ChildId, p: &Person) -> Result<PersonId> {
        let sql = "INSERT INTO person (child, role, name, detail, began, ended, source) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (start, end) = (p.start.map(Day), p.end.map(Day));
        self.insert(sql, params![child.0, p.role, p.name, p.detail, start, end, p.source]).map(PersonId)
    }

    /// Replaces what is stored of a person.
    pub fn update_person(&self, p: &Person) -> Result<()> {
        let sql = "UPDATE person SET role = ?2, name = ?3, detail = ?4, began = ?5, ended = ?6, source = ?7 \
            WHERE id = ?1";
        let (start, end) = (p.start.map(Day), p.end.map(Day));
        self.change(sql, params![p.id.0, p.role, p.name, p.detail, start, end, p.source])
    }

    /// Stores a person: a new one where the id is 0.
    pub fn put_person(&self, child: ChildId, it: &Person) -> Result<PersonId> {
        if it.id.0 == 0 {
            return self.insert_person(child, it);
        }
        self.update_person(it).map(|()| it.id)
    }

    /// Removes a person from a case.
    pub fn delete_person(&self, id: PersonId) -> Result<()> {
        self.remove("person", id.0)
    }
}
