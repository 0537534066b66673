//! Invented names and words, from the lists in `assets/demo`.

use super::rng::Rng;

const NAMES: &str = include_str!("../../assets/demo/names.txt");
const ARRIVALS: &str = include_str!("../../assets/demo/arrivals.txt");
const DECISIONS: &str = include_str!("../../assets/demo/decisions.txt");
const WORDS: &str = include_str!("../../assets/demo/words.txt");

/// Where a family comes from, and what its members may be called.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Heritage {
    /// First language.
    pub language: &'static str,
    /// Ethnicity code of the return.
    pub ethnicity: &'static str,
    girls: &'static str,
    boys: &'static str,
    families: &'static str,
}

impl Heritage {
    /// A heritage: for those who came alone, or by the population's shares (seven in ten White British).
    pub(crate) fn any(rng: &mut Rng, alone: bool) -> Self {
        let all: Vec<Self> = lines(if alone { ARRIVALS } else { NAMES }).filter_map(Self::read).collect();
        let home: Vec<Self> = all.iter().copied().filter(|h| h.ethnicity == "WBRI").collect();
        if !alone && rng.chance(52) { rng.pick(&home) } else { rng.pick(&all) }
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('|').skip(1);
        let mut next = || cells.next();
        Some(Self { language: next()?, ethnicity: next()?, girls: next()?, boys: next()?, families: next()? })
    }

    /// A given name.
    pub(crate) fn forename(self, rng: &mut Rng, girl: bool) -> &'static str {
        one(rng, if girl { self.girls } else { self.boys })
    }

    /// A family name.
    pub(crate) fn surname(self, rng: &mut Rng) -> &'static str {
        one(rng, self.families)
    }
}

/// Something a review may decide, and for which ages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decided {
    /// Whose it is, as a role word.
    pub owner: &'static str,
    /// Working days to do it in, where a day is set.
    pub days: Option<i32>,
    /// From this age on.
    pub from: u32,
    /// Up to this age.
    pub to: u32,
    /// What is to happen.
    pub text: &'static str,
    /// What it is to change for the child.
    pub outcome: &'static str,
    /// What is to happen in words for the child; empty where nobody found any.
    pub for_child: &'static str,
}

/// Everything a review may decide.
pub(crate) fn decided() -> impl Iterator<Item = Decided> {
    lines(DECISIONS).filter_map(|line| {
        let mut cells = line.split('|');
        let mut next = || cells.next();
        Some(Decided {
            owner: next()?,
            days: next()?.parse().ok(),
            from: next()?.parse().ok()?,
            to: next()?.parse().ok()?,
            text: next()?,
            outcome: next()?,
            for_child: next()?,
        })
    })
}

/// One of the texts under a key; empty where there is none.
pub(crate) fn word(rng: &mut Rng, key: &str) -> &'static str {
    let found: Vec<&'static str> = keyed(key).collect();
    rng.pick(&found)
}

/// An adult's name.
pub(crate) fn adult(rng: &mut Rng) -> String {
    format!("{} {}", word(rng, "adult"), word(rng, "family"))
}

/// Every text under a key.
pub(crate) fn keyed(key: &str) -> impl Iterator<Item = &'static str> {
    lines(WORDS).filter_map(move |l| l.strip_prefix(key)?.strip_prefix('|'))
}

/// The keys that begin so, without that beginning.
pub(crate) fn keys(prefix: &str) -> Vec<&'static str> {
    lines(WORDS).filter_map(|l| l.strip_prefix(prefix)?.split_once('|').map(|(k, _)| k)).collect()
}

fn one(rng: &mut Rng, list: &'static str) -> &'static str {
    rng.pick(&list.split(',').collect::<Vec<_>>())
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty())
}
