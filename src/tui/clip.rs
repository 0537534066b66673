//! What asks a terminal to put text on the clipboard: the OSC 52 sequence. Many terminals do; one that
//! does not ignores it.

use crate::model::text;

/// The sequence that copies `words`, cleaned of anything that would act on a terminal elsewhere.
pub(crate) fn sequence(words: &str) -> String {
    format!("\x1b]52;c;{}\x07", base64(text::block(words).as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter =
                LETTERS.get((group >> (18 - 6 * place) & 63) as usize).filter(|_| place <= chunk.len());
            out.push(letter.map_or('=', |l| char::from(*l)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn nothing_but_the_sequence_reaches_the_terminal() {
        assert_eq!(sequence("\x1b[2Ja\x07"), sequence("[2Ja"));
    }
}
