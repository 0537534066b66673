//! The rows of a list taken, cell by cell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::map::{Field, Mapping};
use super::sheet::Cells;
use super::value;
use crate::exchange::cell::clean;
use crate::exchange::ssda903::codes::SEXES;
use crate::exchange::ssda903::draft::{Draft, Header, Held, Listed, Names, Uasc};
use crate::exchange::ssda903::remarks::{At, Remarks};
use crate::model::review::Participation;
use crate::model::role::Role;

/// Rows in which the header is looked for: exports put a title above it.
const ABOVE: usize = 20;
/// The longest child number taken.
const NUMBER_MAX: usize = 60;

/// What has been taken so far.
pub(super) struct Taker<'m> {
    mapping: &'m Mapping,
    today: NaiveDate,
    drafts: BTreeMap<String, Draft>,
    remarks: Remarks,
}

impl<'m> Taker<'m> {
    pub(super) fn new(mapping: &'m Mapping, today: NaiveDate) -> Self {
        Self { mapping, today, drafts: BTreeMap::new(), remarks: Remarks::default() }
    }

    /// Takes a sheet: how many rows it has, or why it is none of ours.
    pub(super) fn take(&mut self, name: &str, rows: Vec<Cells>) -> Result<u64, String> {
        let mut why = "empty".to_owned();
        let mut found = None;
        for (n, (_, cells)) in rows.iter().enumerate().take(ABOVE) {
            match self.mapping.find(cells) {
                Ok(columns) => {
                    found = Some((n, columns));
                    break;
                }
                Err(not) if n == 0 => why = not,
                Err(_) => {}
            }
        }
        let (header, columns) = found.ok_or(why)?;
        let start = self.remarks.begin(name);
        let mut rows = rows.into_iter().skip(header);
        let (top, header) = rows.next().unwrap_or_default();
        if let Some(title) = columns.get(&Field::Review).and_then(|at| header.get(*at)) {
            let why = "a list tells only the last review: where earlier ones are not known, it is numbered by the time since care began";
            self.remarks.doubt(At { row: top, ..start }, title, "", why);
        }
        let mut count = 0;
        for (number, cells) in rows {
            count += 1;
            let (mapping, today, remarks) = (self.mapping, self.today, &mut self.remarks);
            let at = At { row: number, ..start };
            let mut row =
                Row { mapping, today, columns: &columns, header: &header, cells: &cells, at, remarks };
            if let Some(number) = row.number() {
                row.take(self.drafts.entry(number).or_default());
            }
        }
        Ok(count)
    }

    /// The children by number, and the remarks.
    pub(super) fn finish(self) -> (Vec<(String, Draft)>, Remarks) {
        (self.drafts.into_iter().collect(), self.remarks)
    }
}

/// One row, and where to say what is wrong with it.
struct Row<'a> {
    mapping: &'a Mapping,
    today: NaiveDate,
    columns: &'a BTreeMap<Field, usize>,
    header: &'a [String],
    cells: &'a [String],
    at: At,
    remarks: &'a mut Remarks,
}

impl Row<'_> {
    fn text(&self, field: Field) -> String {
        let at = self.columns.get(&field);
        clean(at.and_then(|at| self.cells.get(*at)).map_or("", String::as_str)).into_owned()
    }

    fn title(&self, field: Field) -> String {
        let at = self.columns.get(&field);
        clean(at.and_then(|at| self.header.get(*at)).map_or("", String::as_str)).into_owned()
    }

    fn doubt(&mut self, field: Field, why: impl Into<String>) {
        let (title, text) = (self.title(field), self.text(field));
        self.remarks.doubt(self.at, &title, &text, why);
    }

    fn refuse(&mut self, field: Field, why: impl Into<String>) {
        let (title, text) = (self.title(field), self.text(field));
        self.remarks.refuse(self.at, &title, &text, why);
    }

    fn number(&mut self) -> Option<String> {
        let text = self.text(Field::Child);
        if !text.chars().any(char::is_alphanumeric) || text.chars().count() > NUMBER_MAX {
            self.refuse(Field::Child, "no child number: the row is not taken");
            return None;
        }
        match text.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit())) {
            Some(whole) => {
                self.doubt(Field::Child, format!("a number with a point: taken as {whole}"));
                Some(whole.to_owned())
            }
            None => Some(text),
        }
    }

    /// A day that has been; one to come is refused, as is what is no day.
    fn day(&mut self, field: Field) -> Option<NaiveDate> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        match value::date(&text, self.mapping.month_first) {
            Ok((day, _)) if day > self.today => {
                self.refuse(field, "this day is still to come: not taken");
                None
            }
            Ok((day, assumed)) => {
                assumed.into_iter().for_each(|why| self.doubt(field, why));
                Some(day)
            }
            Err(why) => {
                self.refuse(field, why);
                None
            }
        }
    }

    fn code(&mut self, field: Field) -> Option<&'static str> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let phrases = self.mapping.values.get(&field).map_or(&[][..], Vec::as_slice);
        match value::code(&text, &field.codes(), phrases) {
            Some((code, assumed)) => {
                assumed.into_iter().for_each(|why| self.doubt(field, why));
                Some(code)
            }
            None => {
                self.refuse(field, format!("no code of {}: not taken", field.says()));
                None
            }
        }
    }

    fn take(&mut self, draft: &mut Draft) {
        self.child(draft);
        self.names(draft);
        self.care(draft);
        if let Some(day) = self.day(Field::Review) {
            let took_part =
                self.code(Field::Participation).and_then(|code| Participation::from_code(code).ok());
            if !draft.reviews.iter().any(|held| held.day == day) {
                draft.reviews.push(Held { at: self.at, day, took_part, dob: None });
            }
        }
        draft.contacts.extend(self.day(Field::Contact));
    }

    fn child(&mut self, draft: &mut Draft) {
        let sex = self.code(Field::Sex).and_then(|code| SEXES.iter().find(|(c, _)| *c == code));
        let row = Header {
            at: self.at,
            dob: self.day(Field::Dob),
            sex: sex.map(|(_, kept)| *kept),
            ethnicity: self.code(Field::Ethnicity),
            mother: None,
        };
        if self.code(Field::Uasc) == Some("1") {
            draft.uasc = Some(Uasc { at: self.at, until: None, dob: None });
        }
        let Some(first) = &mut draft.header else {
            draft.header = Some(row);
            return;
        };
        if let (Some(known), Some(other)) = (first.dob, row.dob)
            && known != other
        {
            let place = self.remarks.place(first.at, self.at);
            self.doubt(Field::Dob, format!("differs from the same child's {place}, which counts"));
        }
        first.dob = first.dob.or(row.dob);
        first.sex = first.sex.or(row.sex);
        first.ethnicity = first.ethnicity.or(row.ethnicity);
    }

    fn names(&mut self, draft: &mut Draft) {
        let people = [
            (Role::Iro, Field::Iro),
            (Role::SocialWorker, Field::SocialWorker),
            (Role::TeamManager, Field::TeamManager),
        ];
        let people = people.into_iter().map(|(role, field)| (role, self.text(field)));
        let people: Vec<_> = people.filter(|(_, name)| !name.is_empty()).collect();
        let (mut forename, mut surname) = (self.text(Field::Forename), self.text(Field::Surname));
        let whole = self.text(Field::Name);
        if forename.is_empty() && surname.is_empty() && !whole.is_empty() {
            let parts = whole.split_once(',').map(|(last, first)| (first, last));
            let (first, last) = parts.or_else(|| whole.rsplit_once(' ')).unwrap_or((&whole, ""));
            (forename, surname) = (first.trim().to_owned(), last.trim().to_owned());
        }
        if !(forename.is_empty() && surname.is_empty() && people.is_empty()) {
            draft.names.get_or_insert(Names { at: self.at, forename, surname, people });
        }
    }

    fn care(&mut self, draft: &mut Draft) {
        let mut row = Listed {
            at: self.at,
            start: self.day(Field::Start),
            legal: self.code(Field::Legal),
            legal_since: self.day(Field::LegalStart),
            place: self.code(Field::Placement),
            place_since: self.day(Field::PlacementStart),
            provider: self.code(Field::Provider),
            area: self.text(Field::Area),
            end: self.day(Field::End),
            end_reason: self.code(Field::EndReason),
        };
        if self.columns.contains_key(&Field::Start) && self.text(Field::Start).is_empty() {
            self.doubt(Field::Start, "no day on which care began: it is not known");
        }
        if let Some(start) = row.start {
            if row.end.is_some_and(|end| end < start) {
                self.refuse(Field::End, "before care began: not taken");
                row.end = None;
            }
            for (field, day) in
                [(Field::LegalStart, row.legal_since), (Field::PlacementStart, row.place_since)]
            {
                if day.is_some_and(|day| day < start) {
                    self.doubt(field, "before care began: taken from the day it began");
                }
            }
        }
        if row.end.is_none() && !self.text(Field::EndReason).is_empty() && row.end_reason.is_some() {
            self.doubt(Field::EndReason, "a reason without a day: care is taken as going on");
        }
        if row.legal.is_none()
            && row.start.is_some()
            && self.columns.contains_key(&Field::Legal)
            && self.text(Field::Legal).is_empty()
        {
            self.doubt(Field::Legal, "no legal status");
        }
        let says = [row.start, row.legal_since, row.place_since].iter().any(Option::is_some);
        if says {
            draft.listed.push(row);
        }
    }
}
