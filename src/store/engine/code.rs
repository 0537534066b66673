//! The recovery code: 128 random bits in letters and figures that are not taken for one another (Crockford's base
//! 32), with two that check the rest.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::hex;
use crate::error::{Error, Result};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of the code, and of its check.
const BODY: usize = 26;
const CHECK: usize = 2;

/// A new code, in groups of four.
pub(crate) fn new() -> Result<Zeroizing<String>> {
    let bits = hex::random(16)?;
    let mut number = Zeroizing::new([0u8; 16]);
    number.copy_from_slice(&bits);
    let mut number = u128::from_be_bytes(*number);
    let mut body = Zeroizing::new(String::with_capacity(BODY + CHECK));
    for _ in 0..BODY {
        body.push(letter((number & 31) as usize));
        number >>= 5;
    }
    let check = check(&body);
    body.push_str(&check);
    let mut code = Zeroizing::new(String::with_capacity(BODY + CHECK + 6));
    for (n, c) in body.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            code.push('-');
        }
        code.push(c);
    }
    Ok(code)
}

/// The code as it unlocks, from what somebody typed: blanks, dashes and small letters do not matter, O is 0, I and
/// L are 1.
///
/// # Errors
/// When it is too short or too long, or its check tells of a slip.
pub(crate) fn read(typed: &str) -> Result<Zeroizing<String>> {
    let mut body = Zeroizing::new(String::with_capacity(typed.len()));
    for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        body.push(match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        });
    }
    let wrong =
        |why: String| Err(Error::data(format!("That is no recovery code: {why}. Nothing was changed.")));
    let length = body.chars().count();
    if length != BODY + CHECK {
        return wrong(format!("it has {length} letters and figures, not {}", BODY + CHECK));
    }
    if let Some(odd) = body.chars().find(|c| !LETTERS.iter().any(|l| char::from(*l) == *c)) {
        return wrong(format!("{odd} is in none"));
    }
    let end = body.split_off(BODY);
    if end != check(&body) {
        return wrong("a letter of it is not as it was written".to_owned());
    }
    Ok(body)
}

fn check(body: &str) -> String {
    let sum = Sha256::digest(body.as_bytes());
    sum.iter().take(CHECK).map(|byte| letter(usize::from(byte & 31))).collect()
}

fn letter(n: usize) -> char {
    LETTERS.get(n).map_or('0', |l| char::from(*l))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it_and_a_slip_is_told() {
        let code = new().unwrap();
        assert_eq!(code.len(), 34);
        let body = read(&code).unwrap();
        assert_eq!(read(&format!(" {} ", code.to_lowercase().replace('-', " "))).unwrap(), body);
        let loose: String = code
            .chars()
            .map(|c| {
                if c == '0' {
                    'o'
                } else if c == '1' {
                    'l'
                } else {
                    c
                }
            })
            .collect();
        assert_eq!(read(&loose).unwrap(), body);
        assert!(read(&code[..20]).unwrap_err().message.contains("it has"));
        let slip = if code.starts_with('A') { "B" } else { "A" };
        // Two letters check the rest: of a thousand slips one goes by.
        let told = (0..20).filter(|_| {
            let code = new().unwrap();
            code.starts_with(slip) || read(&format!("{slip}{}", &code[1..])).is_err()
        });
        assert!(told.count() >= 19);
        assert_ne!(new().unwrap(), code);
    }
}
