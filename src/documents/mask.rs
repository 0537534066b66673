//! Names, numbers and birthdays taken out of words that are handed out: of every child of the book and of
//! everybody recorded with a part in a case, in whatever case, accents and apostrophes they are written.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::board::Board;
use crate::model::text::folded;

/// What stands in a name's place, and in a birthday's.
const NAME: &str = "[name]";
const BORN: &str = "[date of birth]";

/// Words that stand beside a name, or say a part in a case; alone they name nobody.
const PLAIN: &[&str] = &[
    "and",
    "aunt",
    "breaks",
    "brother",
    "carer",
    "child",
    "dad",
    "doctor",
    "dr",
    "families",
    "family",
    "father",
    "foster",
    "gp",
    "gran",
    "grandad",
    "grandma",
    "grandmother",
    "guardian",
    "head",
    "health",
    "home",
    "house",
    "iro",
    "key",
    "manager",
    "miss",
    "mother",
    "mr",
    "mrs",
    "ms",
    "mum",
    "nan",
    "nurse",
    "of",
    "officer",
    "parent",
    "practice",
    "prof",
    "reviewing",
    "school",
    "service",
    "sister",
    "social",
    "teacher",
    "team",
    "the",
    "uncle",
    "visitor",
    "worker",
];
/// Names that are everyday words too: taken out only where they are written as a name, with a capital.
const EVERYDAY: &[&str] = &[
    "a", "am", "an", "any", "are", "as", "at", "be", "but", "by", "can", "day", "do", "for", "go", "had",
    "has", "he", "her", "him", "his", "i", "in", "is", "it", "long", "may", "me", "my", "no", "not", "old",
    "on", "or", "our", "out", "she", "so", "their", "they", "this", "to", "up", "us", "was", "we", "who",
    "will", "with", "young", "you",
];
/// The most words a name or a birthday is written in.
const WORDS: usize = 6;
/// The shortest number of a child that stands out as one by itself.
const NUMBER: usize = 3;

/// What must not be read by others.
#[derive(Debug, Default)]
pub(crate) struct Mask {
    /// Single words: forenames, surnames, numbers.
    words: HashSet<String>,
    /// Whole names, their words run together, so that spacing and hyphens do not matter.
    names: HashSet<String>,
    /// Birthdays, their parts with a space between.
    born: HashSet<String>,
}

/// A word of a text: where it stands, and folded.
struct Word<'t> {
    from: usize,
    to: usize,
    raw: &'t str,
    folded: String,
}

impl Mask {
    /// The children of the book.
    pub(crate) fn of_children(board: &Board) -> Self {
        let mut mask = Self::default();
        for child in board.children().iter().map(|row| &row.case.child) {
            for name in [&child.forename, &child.surname, &format!("{} {}", child.forename, child.surname)] {
                mask.name(name);
            }
            mask.name(&format!("{} {}", child.surname, child.forename));
            mask.number(&child.number);
            child.dob.into_iter().for_each(|dob| mask.birthday(dob));
        }
        mask
    }

    /// Everybody of the book; the IRO, whose sheet it is, stays.
    pub(crate) fn of(board: &Board) -> Self {
        let mut mask = Self::of_children(board);
        for case in board.children().iter().map(|row| &row.case) {
            let people = case.people.iter().map(|p| &p.name);
            let present = case.reviews.iter().flat_map(|r| &r.attendance).map(|a| &a.name);
            let meant = case.decisions.iter().map(|d| &d.person);
            for name in people.chain(present).chain(meant).filter(|name| **name != board.iro) {
                mask.name(name);
            }
        }
        mask
    }

    /// These names, but for the words of those that stay.
    pub(crate) fn of_names<'n>(names: impl IntoIterator<Item = &'n str>, stay: &[String]) -> Self {
        let mut mask = Self::default();
        names.into_iter().for_each(|name| mask.name(name));
        for name in stay {
            let words = words(name);
            mask.names.remove(&words.iter().map(|w| w.folded.as_str()).collect::<String>());
            mask.words.retain(|own| words.iter().all(|w| w.folded != *own));
        }
        mask
    }

    /// A child's number.
    pub(crate) fn of_number(number: &str) -> Self {
        let mut mask = Self::default();
        mask.number(number);
        mask
    }

    fn name(&mut self, name: &str) {
        let words = words(name);
        let whole: String = words.iter().map(|w| w.folded.as_str()).collect();
        let told_apart = words.len() > 1
            || words.iter().any(|w| w.raw.contains(|c: char| is_apostrophe(c) || c.is_ascii_digit()));
        if told_apart && words.iter().any(|w| !PLAIN.contains(&w.folded.as_str())) {
            self.names.insert(whole);
        }
        let single = words.into_iter().map(|w| w.folded);
        self.words.extend(single.filter(|w| w.chars().count() > 1 && !PLAIN.contains(&w.as_str())));
    }

    /// A child's number: by itself where it is long enough, after the word child in any case.
    fn number(&mut self, number: &str) {
        let whole: String = words(number).into_iter().map(|w| w.folded).collect();
        self.names.insert(format!("child{whole}"));
        if whole.chars().count() >= NUMBER || !whole.chars().all(|c| c.is_ascii_digit()) {
            self.names.insert(whole.clone());
            self.words.insert(whole);
        }
    }

    /// A birthday in the ways people write one.
    fn birthday(&mut self, dob: NaiveDate) {
        for year in ["%Y", "%y"] {
            for day in ["%-d", "%d"] {
                for month in ["%-m", "%m", "%B", "%b"] {
                    for order in [[day, month, year], [month, day, year], [year, month, day]] {
                        let written = dob.format(&order.join(" ")).to_string();
                        self.born.insert(written.to_lowercase());
                    }
                }
            }
        }
    }

    /// A text without them, what they are in their place.
    pub(crate) fn apply(&self, text: &str) -> String {
        self.replaced(text, None).0
    }

    /// A text with `put` in their place, and how many there were.
    pub(crate) fn taken_out(&self, text: &str, put: &str) -> (String, usize) {
        self.replaced(text, Some(put))
    }

    fn replaced(&self, text: &str, put: Option<&str>) -> (String, usize) {
        let words = words(text);
        let (mut masked, mut end, mut at, mut taken) = (String::new(), 0, 0, 0);
        while at < words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let longest = (1..=WORDS.min(rest.len())).rev();
            let found = longest.filter_map(|n| Some((n, self.found(text, rest.get(..n)?)?))).next();
            let Some((n, (kind, keep))) = found else {
                at += 1;
                continue;
            };
            if let (Some(first), Some(last)) = (rest.first(), rest.get(n - 1)) {
                masked.push_str(text.get(end..first.from).unwrap_or_default());
                masked.push_str(put.unwrap_or(kind));
                taken += 1;
                end = last.to - keep;
            }
            at += n;
        }
        masked.push_str(text.get(end..).unwrap_or_default());
        (masked, taken)
    }

    /// What stands in the place of these words, and how many bytes at their end stay ("'s").
    fn found(&self, text: &str, words: &[Word<'_>]) -> Option<(&'static str, usize)> {
        let (first, last) = (words.first()?, words.last()?);
        let near = words.windows(2).all(|w| match w {
            [a, b] => {
                text.get(a.to..b.from).is_some_and(|gap| gap.chars().count() <= 2 && !gap.contains('\n'))
            }
            _ => true,
        });
        if !near {
            return None;
        }
        let parts: Vec<&str> = words.iter().map(|w| ordinal(&w.folded)).collect();
        if self.born.contains(&parts.join(" ")) {
            return Some((BORN, 0));
        }
        let whole: String = words.iter().map(|w| w.folded.as_str()).collect();
        let owner = owned(last.raw);
        let ends = std::iter::once((whole.as_str(), 0));
        let ends = ends.chain(owner.and_then(|keep| Some((whole.strip_suffix('s')?, keep))));
        for (whole, keep) in ends {
            let single = words.len() == 1 && self.words.contains(whole);
            let written = first.raw.chars().next().is_some_and(|c| !c.is_lowercase());
            if self.names.contains(whole) || (single && (written || !EVERYDAY.contains(&whole))) {
                return Some((NAME, keep));
            }
        }
        None
    }
}

/// How many bytes a possessive ending takes (`'s`), where a word has one.
fn owned(raw: &str) -> Option<usize> {
    let (at, _) = raw.char_indices().rfind(|(_, c)| is_apostrophe(*c))?;
    let ending = raw.get(at..)?;
    ending.to_lowercase().ends_with('s').then_some(ending.len()).filter(|_| ending.chars().count() == 2)
}

/// A day of the month without its ending: `4th` is `4`.
fn ordinal(word: &str) -> &str {
    let cut = ["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e));
    cut.filter(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit())).unwrap_or(word)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

/// The words of a text; an apostrophe between letters belongs to its word and is folded away.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().is_some_and(|(_, n)| n.is_alphanumeric());
        if is_letter(c) || (is_apostrophe(c) && open.is_some() && next) {
            open = Some((open.map_or(at, |(from, _)| from), at + c.len_utf8()));
        } else if let Some((from, to)) = open.take() {
            words.push(word(text, from, to));
        }
    }
    words.extend(open.map(|(from, to)| word(text, from, to)));
    words
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn word(text: &str, from: usize, to: usize) -> Word<'_> {
    let raw = text.get(from..to).unwrap_or_default();
    let letters: String = raw.chars().filter(|c| !is_apostrophe(*c)).collect();
    Word { from, to, raw, folded: folded(&letters) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask() -> Mask {
        let mut mask = Mask::default();
        for name in ["Brandon", "Pell", "Brandon Pell", "Zoë O'Brien-Łuk", "Kid 3", "Will An", "Mrs Dunn"] {
            mask.name(name);
        }
        ["T1", "902", "7"].into_iter().for_each(|n| mask.number(n));
        mask.birthday(NaiveDate::from_ymd_opt(2015, 3, 4).unwrap());
        mask
    }

    #[test]
    fn names_go_in_any_case_accent_apostrophe_and_spacing() {
        let cases = [
            ("BRANDON told pell", "[name] told [name]"),
            ("Brandon Pell, or Pell, Brandon; BrandonPell", "[name], or [name], [name]; [name]"),
            ("brandon's coat, Pell’s mother", "[name]'s coat, [name]’s mother"),
            ("Zoe O’Brien Luk and zoë obrien", "[name] and [name] [name]"),
            ("Kid 3, kid3, KID-3", "[name], [name], [name]"),
            ("Mrs Dunn is the carer; dunn said", "[name] is the carer; [name] said"),
            ("seen with t1 and 902 but not in 9021", "seen with [name] and [name] but not in 9021"),
            ("child 7 waited 7 weeks", "[name] waited 7 weeks"),
        ];
        for (text, masked) in cases {
            assert_eq!(mask().apply(text), masked);
        }
    }

    #[test]
    fn everyday_words_stay_where_they_are_no_name() {
        let words =
            "It will take an hour. Spell it out; the pellet, a brandonite. The carer and the team manager.";
        assert_eq!(mask().apply(words), words);
        assert_eq!(mask().apply("Will said so"), "[name] said so");
        // A home's name has words that say what it is; a surname that is a word of its own still goes.
        let mut mask = Mask::default();
        mask.name("Rowan Family Breaks");
        mask.name("Tom Short");
        assert_eq!(
            mask.apply("Family time at Rowan, breaks; Short said"),
            "Family time at [name], breaks; [name] said"
        );
    }

    #[test]
    fn birthdays_go_however_they_are_written() {
        for day in [
            "2015-03-04",
            "04/03/2015",
            "4.3.15",
            "4 March 2015",
            "4th Mar 2015",
            "March 4, 2015",
            "4-mar-15",
        ] {
            assert_eq!(mask().apply(&format!("born {day}.")), "born [date of birth].", "{day}");
        }
        assert_eq!(mask().apply("on 2016-03-04"), "on 2016-03-04");
    }
}
