//! A mapping: which column of a list holds what, and what its words mean. Written in TOML, by hand or drafted from a
//! header; Annex A's own is shipped in the same form.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::value::plain;
use crate::error::{Error, Result};
use crate::exchange::ssda903::codes::{ETHNICITIES, SEXES};
use crate::exchange::ssda903::folder::shown;
use crate::exchange::text_of;
use crate::model::codes::{ENDS, LEGAL, PLACES, PROVIDERS};
use crate::model::review::Participation;
use crate::model::words::{closed_set, hint, nearest};

const ANNEX_A: &str = include_str!("../../../assets/lists/annex-a.toml");
/// The most bytes of a mapping.
const LARGEST: u64 = 1024 * 1024;

closed_set! {
    /// What a column of a list can hold.
    pub(crate) enum Field is "fact to map" {
        /// The child's number.
        Child: "child" = "the child's number",
        /// Both names, in one column.
        Name: "name" = "the child's whole name",
        /// The first name.
        Forename: "forename" = "the child's first name",
        /// The last name.
        Surname: "surname" = "the child's last name",
        /// The date of birth.
        Dob: "dob" = "the date of birth",
        /// The sex.
        Sex: "sex" = "the child's sex",
        /// The ethnicity, as the return codes it.
        Ethnicity: "ethnicity" = "the ethnicity",
        /// Whether the child came alone to seek asylum.
        Uasc: "uasc" = "whether the child came alone to seek asylum",
        /// The day care began.
        Start: "start" = "the day care began",
        /// The day it ended.
        End: "end" = "the day care ended",
        /// Why it ended.
        EndReason: "end-reason" = "why care ended",
        /// The legal status.
        Legal: "legal" = "the legal status",
        /// Since when.
        LegalStart: "legal-start" = "since when the legal status is so",
        /// The placement.
        Placement: "placement" = "the kind of placement",
        /// Since when.
        PlacementStart: "placement-start" = "since when the child is placed there",
        /// Who provides it.
        Provider: "provider" = "who provides the placement",
        /// Its postcode or area.
        Area: "area" = "the placement's postcode or area",
        /// The day of a review held, the last one.
        Review: "review" = "the day of the last review",
        /// How the child took part in it.
        Participation: "participation" = "how the child took part in it (PN0 to PN7)",
        /// The day the IRO last saw or spoke to the child.
        Contact: "contact" = "the day the IRO last saw or spoke to the child",
        /// The IRO.
        Iro: "iro" = "the IRO's name",
        /// The social worker.
        SocialWorker: "social-worker" = "the social worker's name",
        /// The team manager.
        TeamManager: "team-manager" = "the team manager's name",
    }
}

impl Field {
    /// The codes it is kept as; none for a day, a name or a number.
    pub(super) fn codes(self) -> Vec<&'static str> {
        match self {
            Field::Sex => SEXES.iter().map(|(code, _)| *code).collect(),
            Field::Ethnicity => ETHNICITIES.to_vec(),
            Field::Uasc => vec!["1", "0"],
            Field::EndReason => ENDS.iter().map(|(code, _)| *code).collect(),
            Field::Legal => LEGAL.iter().map(|(code, ..)| *code).collect(),
            Field::Placement => PLACES.iter().map(|(code, _)| *code).collect(),
            Field::Provider => PROVIDERS.iter().map(|(code, _)| *code).collect(),
            Field::Participation => Participation::ALL.iter().map(|p| p.word()).collect(),
            _ => Vec::new(),
        }
    }
}

/// Where the columns of a list are, and what its words mean.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mapping {
    /// The file it was read from; `None` of the shipped one.
    file: Option<String>,
    /// Months stand before days in dates with strokes.
    pub(super) month_first: bool,
    /// Of each fact, the headings it may stand under, and the line that says so.
    pub(super) columns: BTreeMap<Field, (Vec<String>, usize)>,
    /// Of each fact, phrases in plain words and the codes they mean.
    pub(super) values: BTreeMap<Field, Vec<(String, String)>>,
}

impl Mapping {
    /// Annex A's List 8.
    ///
    /// # Errors
    /// Never: the shipped file is tried by a test.
    pub(crate) fn annex_a() -> Result<Self> {
        Self::parse(ANNEX_A, None)
    }

    /// Reads a mapping file; the shipped words are understood beside its own.
    ///
    /// # Errors
    /// When it cannot be read, or a line of it cannot be followed: the line and the nearest word are named.
    pub(crate) fn open(file: &Path) -> Result<Self> {
        let mut own = Self::parse(&text_of(file, LARGEST)?, Some(shown(file)))?;
        for (field, phrases) in Self::annex_a()?.values {
            own.values.entry(field).or_default().extend(phrases);
        }
        Ok(own)
    }

    fn parse(text: &str, file: Option<String>) -> Result<Self> {
        let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let line = |offset: usize| breaks.partition_point(|at| *at < offset) + 1;
        let name = file.clone().unwrap_or_default();
        let fault = |at: usize, what: String, hint: String| {
            Error::data(format!("{name}, line {}: {what}; nothing was written", line(at))).hint(hint)
        };
        let document = DeTable::parse(text)
            .map_err(|e| {
                let at = e.span().map_or(0, |s| s.start);
                fault(at, format!("not TOML: {}", e.message()), "see the guide, Start from a list".into())
            })?
            .into_inner();
        let mut mapping = Self { file, ..Self::default() };
        for (key, value) in document {
            let (word, at) = (key.get_ref().to_string(), key.span().start);
            match (word.as_str(), value.into_inner()) {
                ("dates", DeValue::String(order)) if order == "day-first" || order == "month-first" => {
                    mapping.month_first = order == "month-first";
                }
                ("dates", _) => {
                    return Err(fault(
                        at,
                        "dates is neither \"day-first\" nor \"month-first\"".into(),
                        String::new(),
                    ));
                }
                ("columns", DeValue::Table(table)) => {
                    for (key, value) in table {
                        let at = key.span().start;
                        let field = field(key.get_ref()).map_err(|(what, hint)| fault(at, what, hint))?;
                        let headings = texts(value.get_ref()).ok_or_else(|| {
                            let hint = format!("{} = \"the heading in the file\"", field.word());
                            fault(at, format!("{} is given no heading", field.word()), hint)
                        })?;
                        mapping.columns.insert(field, (headings, line(at)));
                    }
                }
                ("values", DeValue::Table(tables)) => {
                    for (key, value) in tables {
                        let at = key.span().start;
                        let field = field(key.get_ref()).map_err(|(what, hint)| fault(at, what, hint))?;
                        let codes = field.codes();
                        let DeValue::Table(phrases) = value.into_inner() else {
                            let hint = format!("[values.{}], then \"their words\" = \"CODE\"", field.word());
                            return Err(fault(at, "values go by fact".into(), hint));
                        };
                        for (phrase, code) in phrases {
                            let at = phrase.span().start;
                            let code = code.get_ref().as_str().unwrap_or_default();
                            if !codes.contains(&code) {
                                let near = nearest(code, codes.iter().copied());
                                let hint = near.map(|n| format!("did you mean {n}?")).unwrap_or_default();
                                let what = format!("{code:?} is no code of {}", field.word());
                                return Err(fault(at, what, hint));
                            }
                            let all = mapping.values.entry(field).or_default();
                            all.push((plain(phrase.get_ref()), code.to_owned()));
                        }
                    }
                }
                (other, _) => {
                    let hint = hint(other, ["columns", "values", "dates"]);
                    return Err(fault(at, format!("{other} is no part of a mapping"), hint));
                }
            }
        }
        if !mapping.columns.contains_key(&Field::Child) {
            let hint = "under [columns]: child = \"the heading of the child's number\"";
            return Err(fault(0, "no column is named for child".into(), hint.into()));
        }
        Ok(mapping)
    }

    /// What it is a mapping of.
    pub(super) fn table(&self) -> &'static str {
        if self.file.is_some() { "list" } else { "Annex A, List 8" }
    }

    /// What to do where nothing was read by it.
    pub(super) fn hint(&self) -> String {
        match &self.file {
            Some(file) => format!("{file} names the columns; --draft-map writes a mapping from the header"),
            None => "name the workbook, the CSV of List 8, or a folder with one; any other list: import csv"
                .into(),
        }
    }

    /// The place of each fact in a header, or why this is not the list.
    pub(super) fn find(&self, header: &[String]) -> Result<BTreeMap<Field, usize>, String> {
        let titles: Vec<String> = header.iter().map(|h| plain(h)).collect();
        let mut found = BTreeMap::new();
        for (field, (headings, line)) in &self.columns {
            match place(&titles, headings, self.file.is_none())? {
                Some(at) => {
                    found.insert(*field, at);
                }
                None if self.file.is_some() => {
                    let wanted = headings.join(" or ");
                    let near = nearest(&wanted, header.iter().map(String::as_str));
                    let near = near.map(|n| format!("; did you mean {n:?}?")).unwrap_or_default();
                    return Err(format!(
                        "has no column {wanted:?}, which line {line} of the mapping names{near}"
                    ));
                }
                None => {}
            }
        }
        let needed = if self.file.is_some() {
            &[Field::Child][..]
        } else {
            &[Field::Child, Field::Start, Field::Legal]
        };
        match needed.iter().find(|field| !found.contains_key(field)) {
            Some(field) => Err(format!("not {}: no column for {}", self.table(), field.says())),
            None => Ok(found),
        }
    }
}

fn field(word: &str) -> Result<Field, (String, String)> {
    Field::from_word(word).map_err(|e| (format!("{word} is no fact that can be mapped"), e.hint()))
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let all: Vec<String> = match value {
        DeValue::String(one) => vec![one.to_string()],
        DeValue::Array(all) => {
            all.iter().map(|t| t.get_ref().as_str().map(str::to_owned)).collect::<Option<_>>()?
        }
        _ => return None,
    };
    (!all.is_empty() && all.iter().all(|t| !plain(t).is_empty())).then_some(all)
}

/// The place of a column by its headings: the same words, or, where `loosely`, words that go on from a long heading.
fn place(titles: &[String], headings: &[String], loosely: bool) -> Result<Option<usize>, String> {
    const LONG: usize = 12;
    for heading in headings {
        let wanted = plain(heading);
        let mut same = titles.iter().enumerate().filter(|(_, t)| **t == wanted).map(|(at, _)| at);
        if let Some(at) = same.next() {
            return if same.next().is_some() {
                Err(format!("has two columns {heading:?}"))
            } else {
                Ok(Some(at))
            };
        }
    }
    let longer = |t: &String| headings.iter().map(|h| plain(h)).any(|h| h.len() >= LONG && t.starts_with(&h));
    Ok(titles.iter().position(longer).filter(|_| loosely))
}
