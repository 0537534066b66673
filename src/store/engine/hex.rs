//! Bytes as hexadecimal text, and random bytes.

use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// Lower-case hexadecimal of bytes, wiped when dropped.
pub(crate) fn encode(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    text
}

/// The bytes of hexadecimal text of exactly `length` bytes; `None` for anything else.
pub(crate) fn decode(text: &str, length: usize) -> Option<Vec<u8>> {
    if text.len() != length * 2 {
        return None;
    }
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect();
    Some(digits?.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

/// `length` bytes from the system's generator.
pub(crate) fn random(length: usize) -> Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; length]);
    getrandom::fill(&mut bytes).map_err(|_| Error::internal("The system gave no random numbers."))?;
    Ok(bytes)
}
