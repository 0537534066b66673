//! Text from outside is hostile until cleaned: what may reach the book and the screen.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest single-line value kept, in characters.
pub(crate) const LINE_MAX: usize = 400;
/// Longest note kept, in characters.
pub(crate) const BLOCK_MAX: usize = 100_000;
/// Combining marks kept on one base character.
const MARKS_MAX: usize = 4;

/// One line: control, bidi and zero-width characters dropped, newlines and tabs as spaces, ends
/// trimmed, composed (NFC), at most [`LINE_MAX`] characters.
pub(crate) fn line(text: &str) -> String {
    clean(text, false, LINE_MAX).trim().to_owned()
}

/// Several lines: as [`line()`], but newlines stay and [`BLOCK_MAX`] characters fit.
pub(crate) fn block(text: &str) -> String {
    clean(text, true, BLOCK_MAX).trim_end().to_owned()
}

/// Strip, compose, cap the combining marks, cap the length: in this order, which is idempotent.
fn clean(text: &str, multiline: bool, max: usize) -> String {
    let newline = if multiline { '\n' } else { ' ' };
    let mut after_return = false;
    let stripped = text.chars().filter_map(|c| {
        let follows_return = std::mem::replace(&mut after_return, c == '\r');
        match c {
            '\r' => Some(newline),
            '\n' => (!follows_return).then_some(newline),
            '\t' => Some(' '),
            c if hidden(c) => None,
            c => Some(c),
        }
    });
    few_marks(stripped.nfc()).take(max).collect()
}

/// The characters without those combining marks that are too many on one base.
pub(crate) fn few_marks(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut marks = 0;
    chars.filter(move |c| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks <= MARKS_MAX
    })
}

/// Whether a character would act on a terminal or hide in text: C0, C1, bidi controls, zero-width
/// and tag characters, noncharacters. The joiners stay: names in Persian and Indic scripts need them.
pub(crate) fn hidden(c: char) -> bool {
    matches!(c as u32,
        0x00..=0x09 | 0x0b..=0x1f | 0x7f..=0x9f | 0xad | 0x61c | 0x180e | 0x200b | 0x200e | 0x200f
        | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffc | 0x1d173..=0x1d17a
        | 0xfdd0..=0xfdef | 0xe0000..=0xe0fff)
        || (c as u32 & 0xfffe) == 0xfffe
}

/// Letters that are no other letter with a mark on it, and how they are written without.
const WRITTEN: &[(char, &str)] = &[
    ('ł', "l"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ı', "i"),
];

/// The same with a capital first.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Words as they are compared: small letters without accents.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match WRITTEN.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => folded.push_str(plain),
            None => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_bidi_and_nul_never_survive() {
        assert_eq!(line("\u{1b}[31mAnn\u{202e}a\0\u{200b}\tB\r\nC"), "[31mAnna B C");
        assert_eq!(block("a\r\nb\rc\n"), "a\nb\nc");
        assert_eq!(line(&"x".repeat(100_000)).chars().count(), LINE_MAX);
        assert_eq!(line("Zoe\u{308}"), "Zoë");
        assert_eq!(line("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_clean(text in "\\PC{0,40}|[\\x00-\\x9f\u{300}-\u{36f}\u{2000}-\u{206f}a-z]{0,60}") {
            let once = block(&text);
            prop_assert_eq!(&block(&once), &once);
            prop_assert!(!once.chars().any(|c| c != '\n' && hidden(c)));
            prop_assert!(!line(&text).contains('\n'));
        }
    }
}
