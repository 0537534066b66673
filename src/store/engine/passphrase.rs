//! What a passphrase must be, judged only when it is set.

/// The fewest characters.
const LEAST: usize = 15;
/// The most characters.
const MOST: usize = 512;

/// Long phrases that head every guesser's list, in lower case without spaces.
const COMMON: &[&str] = &[
    "correcthorsebatterystaple",
    "passwordpassword",
    "passwordpassword1",
    "password1password1",
    "password12345678",
    "passw0rdpassw0rd",
    "thisismypassword",
    "mypasswordispassword",
    "letmeinletmeinletmein",
    "letmeinletmein",
    "iloveyouiloveyou",
    "qwertyuiopasdfgh",
    "qwertyuiopasdfghjkl",
    "qwertyuiopasdfghjklzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv",
    "abcdefghijklmno",
    "abcdefghijklmnopqrstuvwxyz",
    "independentreviewingofficer",
    "casebookcasebook",
    "tobeornottobethatisthequestion",
    "maytheforcebewithyou",
    "thequickbrownfox",
    "thequickbrownfoxjumpsoverthelazydog",
    "administrator123",
    "welcometothejungle",
];

/// Why a passphrase will not do, as one sentence; `None` when it will. No rule of composition: length
/// is what counts.
pub(crate) fn passphrase_problem(passphrase: &str) -> Option<String> {
    let length = passphrase.chars().count();
    if length < LEAST {
        return Some(format!("It has {length} characters; {LEAST} is the least. Four random words do well."));
    }
    if length > MOST {
        return Some(format!("It has {length} characters; {MOST} is the most."));
    }
    if passphrase.chars().any(char::is_control) {
        return Some("It holds a control character, which could not be typed again.".into());
    }
    let plain: Vec<char> =
        passphrase.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut distinct = plain.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let run =
        plain.windows(2).filter(|w| matches!(w, [a, b] if (*b as u32).abs_diff(*a as u32) <= 1)).count();
    if distinct.len() < 5 || run * 10 >= plain.len() * 8 {
        return Some("It repeats or counts, which is guessed first. Four random words do well.".into());
    }
    let word: String = plain.into_iter().collect();
    COMMON
        .contains(&word.as_str())
        .then(|| "It is on every guesser's list. Four random words do well.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_and_the_obvious_is_refused() {
        assert_eq!(passphrase_problem("marble kettle ostrich velvet"), None);
        assert_eq!(passphrase_problem("zwölf Boxkämpfer jagen"), None);
        for bad in [
            "short one",
            "fourteen chars",
            "aaaaaaaaaaaaaaaaaaaa",
            "123456789012345",
            "abcabcabcabcabcabc",
            "Correct Horse Battery Staple",
            "with a \t tab inside it",
        ] {
            assert!(passphrase_problem(bad).is_some(), "{bad}");
        }
        assert!(passphrase_problem(&"xy zq pw ".repeat(60)).is_some());
    }
}
