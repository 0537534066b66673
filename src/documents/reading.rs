//! How old a reader has to be: two formulae, their mean and what they rest on.
//!
//! Source: Flesch-Kincaid (grade from words a sentence and syllables a word) and Coleman-Liau (from letters and
//! sentences a word), each plus five for an age in England; their mean lies nearest to what letters to children
//! measured here were written for. Under a hundred words neither says anything.

use super::markdown::{Block, Inline};

/// The fewest words a number is given for.
const ENOUGH: usize = 100;

/// What a text was measured at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) words: usize,
    pub(crate) sentences: usize,
    /// In years; none for a text too short to tell.
    pub(crate) age: Option<f64>,
    /// The sentence with the most words, and how many.
    pub(crate) longest: Option<(String, usize)>,
}

/// Measures the body of a text: headings, tables, what stands apart at its end and what is still to be filled in are
/// left out; each item of a list is a sentence.
pub(crate) fn reading(blocks: &[Block]) -> Reading {
    let mut sentences: Vec<String> = Vec::new();
    for block in blocks.iter().take_while(|b| **b != Block::Apart) {
        match block {
            Block::Paragraph(line) | Block::Quote(line) => sentences.extend(split(&filled(line))),
            Block::List { items, .. } => sentences.extend(items.iter().flat_map(|i| split(&filled(i)))),
            Block::Heading(..) | Block::Table { .. } | Block::Chart(_) | Block::Apart => {}
        }
    }
    let all: Vec<&str> = sentences.iter().flat_map(|s| words(s)).collect();
    let longest = sentences.iter().map(|s| (s.clone(), words(s).count())).max_by_key(|(_, n)| *n);
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let age = (all.len() >= ENOUGH).then(|| {
        let (w, s) = (number(all.len()), number(sentences.len()));
        let syllables = number(all.iter().map(|w| syllables(w)).sum());
        let letters = number(all.iter().map(|w| w.chars().filter(|c| c.is_alphanumeric()).count()).sum());
        let flesch = 0.39 * w / s + 11.8 * syllables / w - 15.59;
        let coleman = 5.88 * letters / w - 29.6 * s / w - 15.8;
        (flesch + coleman) / 2.0 + 5.0
    });
    Reading { words: all.len(), sentences: sentences.len(), age, longest }
}

impl Reading {
    /// In words, beside the age of the child it is written to.
    pub(crate) fn line(&self, age: Option<u32>) -> String {
        let size = format!("{} words in {} sentences", self.words, self.sentences);
        let reads = match self.age {
            Some(reads) => format!("Reading age about {reads:.0}"),
            None => return format!("{size}: too short for a reading age."),
        };
        match age {
            Some(age) if self.age.is_some_and(|r| r > f64::from(age)) => {
                format!(
                    "{reads}, the child is {age}: shorter sentences and plainer words would help ({size})."
                )
            }
            Some(age) => format!("{reads}, the child is {age} ({size})."),
            None => format!("{reads} ({size})."),
        }
    }
}

/// The words of a line without what a person still has to fill in.
fn filled(line: &[Inline]) -> String {
    line.iter().filter(|i| !i.gap).map(|i| i.text.as_str()).collect()
}

/// The sentences of a paragraph.
fn split(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = String::new();
    for word in text.split_whitespace() {
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(word);
        let bare = word.trim_end_matches(['"', '”', '’', ')']);
        if bare.ends_with(['.', '!', '?', ':']) {
            found.push(std::mem::take(&mut open));
        }
    }
    found.push(open);
    found.retain(|s| words(s).next().is_some());
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric))
}

/// Syllables of a word by rule: runs of vowels, a silent e at the end not counted.
pub(crate) fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ö' | 'ü');
    let mut runs = 0;
    let mut inside = false;
    for c in word.chars() {
        runs += usize::from(vowel(c) && !inside);
        inside = vowel(c);
    }
    let before = word.chars().rev().nth(1).is_some_and(vowel);
    let silent = (word.ends_with('e') && !before && !word.ends_with("le"))
        || (word.ends_with("es")
            && !word.ends_with("ses")
            && !word.ends_with("ces")
            && !word.ends_with("shes"))
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"));
    if silent && runs > 1 {
        runs -= 1;
    }
    runs.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::markdown::blocks;

    #[test]
    fn syllables_by_rule() {
        for (word, n) in [
            ("you", 1),
            ("review", 2),
            ("decided", 3),
            ("home", 1),
            ("little", 2),
            ("played", 1),
            ("wanted", 2),
            ("Amara", 3),
            ("x", 1),
            ("places", 2),
            ("likes", 1),
            ("safeguarding", 4),
        ] {
            assert_eq!(syllables(word), n, "{word}");
        }
    }

    #[test]
    fn a_plain_letter_reads_younger_than_minutes_and_a_short_text_has_no_number() {
        let plain = "You came to the meeting. We had a nice talk. You like your new bed. ".repeat(10);
        let minutes = "The local authority is to undertake a comprehensive assessment of therapeutic \
                       requirements in consultation with all professionals involved. "
            .repeat(8);
        let age = |text: &str| reading(&blocks(text)).age;
        assert!(age(&plain).unwrap() < 7.0, "{:?}", age(&plain));
        assert!(age(&minutes).unwrap() > 18.0);
        assert_eq!(age("You came. We talked."), None);
        let told =
            reading(&blocks(&format!("{plain}\n\n---\n\nTelephone and e-mail of the advocacy service")));
        assert_eq!(told.words, 140 + 10, "what stands apart is not measured");
    }
}
