//! Four words to offer as a passphrase, and how long another would stand up to guessing.

use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// In order, a word a line, after lines that begin with `#`.
const LIST: &str = include_str!("../../../assets/words.txt");
/// So many words make a passphrase.
const OFFERED: usize = 4;
/// Guesses a second of ten graphics cards against Argon2id with 64 MiB in three passes, the least a key file has. An
/// estimate from published rates of a card for other memory sizes.
const GUESSES: f64 = 18_000.0;
/// Below this many bits a passphrase is weak, from the second on it is strong.
const FAIR: f64 = 40.0;
const STRONG: f64 = 50.0;
/// What letters that are no word of the list, digits and other signs add at the least, in bits each.
const LETTER: f64 = 2.0;
const DIGIT: f64 = 3.3;
const SIGN: f64 = 3.0;
/// What anything adds that was there before, and what a year does.
const AGAIN: f64 = 1.0;
const YEAR: f64 = 6.0;

fn list() -> impl Iterator<Item = &'static str> {
    LIST.lines().filter(|line| !line.starts_with('#'))
}

/// How strong a passphrase is, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Strength {
    /// As many as double the guesses.
    pub(crate) bits: f64,
}

impl Strength {
    /// Of words picked at random; of others at most.
    pub(crate) fn of(passphrase: &str) -> Self {
        let mut seen: Vec<String> = Vec::new();
        let mut bits = 0.0;
        for part in parts(passphrase) {
            bits += if seen.contains(&part) { AGAIN } else { worth(&part) };
            seen.push(part);
        }
        Self { bits }
    }

    /// Weak, fair or strong, and how long it takes to guess.
    pub(crate) fn told(self) -> String {
        let word = match self.bits {
            bits if bits < FAIR => "Weak",
            bits if bits < STRONG => "Fair",
            _ => "Strong",
        };
        let time = time(self.bits.exp2() / 2.0 / GUESSES);
        format!("{word}, {:.0} bits at most: ten graphics cards would guess it in {time}.", self.bits)
    }
}

/// Runs of letters, of digits and of the same sign, in small letters; blanks part them.
fn parts(passphrase: &str) -> Vec<String> {
    let kind = |c: char| match c {
        c if c.is_alphabetic() => 'a',
        c if c.is_numeric() => '0',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let letters: Vec<char> = passphrase.chars().flat_map(char::to_lowercase).collect();
    let runs = letters.chunk_by(|a, b| kind(*a) == kind(*b));
    runs.map(|run| run.iter().collect::<String>().trim().to_owned()).filter(|run| !run.is_empty()).collect()
}

/// The bits of one run.
fn worth(run: &str) -> f64 {
    let count = |each: f64| run.chars().map(|_| each).sum::<f64>();
    let first = run.chars().next().unwrap_or(' ');
    if first.is_alphabetic() {
        let word = count_of(list().count());
        return if list().any(|known| known == run) { word } else { count(LETTER) };
    }
    if first.is_numeric() {
        let year = run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
        return if year { YEAR } else { count(DIGIT) };
    }
    SIGN + (count(AGAIN) - AGAIN)
}

fn count_of(choices: usize) -> f64 {
    f64::from(u32::try_from(choices).unwrap_or(u32::MAX)).log2()
}

/// A time in words, from seconds.
fn time(seconds: f64) -> String {
    const UNITS: [(f64, &str); 5] = [
        (365.25 * 86_400.0, "years"),
        (30.0 * 86_400.0, "months"),
        (86_400.0, "days"),
        (3_600.0, "hours"),
        (60.0, "minutes"),
    ];
    if seconds > 1e6 * 365.25 * 86_400.0 {
        return "more than a million years".to_owned();
    }
    match UNITS.iter().find(|(length, _)| seconds >= 2.0 * length) {
        None => "a minute or two".to_owned(),
        Some((length, unit)) => {
            let n = seconds / length;
            // Two figures: no more is known.
            let step = 10f64.powf((n.log10().floor() - 1.0).max(0.0));
            format!("about {} {unit}", thousands((n / step).round() * step))
        }
    }
}

/// A whole number below a million.
fn thousands(n: f64) -> String {
    let (thousands, rest) = ((n / 1000.0).floor(), n % 1000.0);
    if thousands > 0.0 { format!("{thousands:.0},{rest:03.0}") } else { format!("{rest:.0}") }
}

/// Words picked at random, to be offered, and their strength.
///
/// # Errors
/// When the system gives no random numbers.
pub(crate) fn four_words() -> Result<(Zeroizing<String>, Strength)> {
    let words: Vec<&str> = list().collect();
    let most = u16::try_from(words.len()).map_err(Error::internal)?;
    // Numbers beyond the last whole turn of the list would favour its beginning.
    let fair = u16::MAX - u16::MAX % most;
    let mut picked: Vec<&str> = Vec::new();
    while picked.len() < OFFERED {
        let mut bytes = [0; 2];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        let number = u16::from_ne_bytes(bytes);
        if number < fair {
            picked.extend(words.get(usize::from(number % most)));
        }
    }
    Ok((Zeroizing::new(picked.join(" ")), Strength { bits: count_of(words.len()) * 4.0 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::passphrase_problem;

    #[test]
    fn words_that_are_offered_do_and_are_strong() {
        let words: Vec<&str> = list().collect();
        assert_eq!(words.len(), 7772);
        assert!(words.is_sorted());
        let mut all = Vec::new();
        for _ in 0..50 {
            let (offered, strength) = four_words().unwrap();
            assert!(offered.split(' ').all(|word| words.contains(&word)), "{}", *offered);
            assert!((51.0..52.0).contains(&strength.bits));
            assert_eq!(passphrase_problem(&offered), None, "{}", *offered);
            all.push((*offered).clone());
        }
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 50);
    }

    #[test]
    fn strength_is_said_plainly() {
        for (passphrase, told) in [
            (
                "marble kettle ostrich velvet",
                "Strong, 52 bits at most: ten graphics cards would guess it in about 3,600 years.",
            ),
            (
                "Sophie Harris 2014",
                "Weak, 30 bits at most: ten graphics cards would guess it in about 8 hours.",
            ),
            (
                "marble marble marble marble",
                "Weak, 15 bits at most: ten graphics cards would guess it in a minute or two.",
            ),
            (
                "!!!!!!!!!!!!!!!aeiou",
                "Weak, 27 bits at most: ten graphics cards would guess it in about 62 minutes.",
            ),
        ] {
            assert_eq!(Strength::of(passphrase).told(), told, "{passphrase}");
        }
        let long = Strength::of("marble kettle ostrich velvet gravel twelve");
        assert!(long.told().contains("more than a million years"), "{}", long.told());
    }
}
