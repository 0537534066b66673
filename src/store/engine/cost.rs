//! How dear it is to try a passphrase.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::fault;
use crate::error::{Error, Result};

/// What one unlock should take on this machine.
const AIM: Duration = Duration::from_millis(250);
/// The most passes that are ever chosen, and those that are.
const PASSES_MAX: u32 = 12;
const STEPS: [u32; 4] = [3, 5, 8, PASSES_MAX];
/// How often it is measured.
const PROBES: u32 = 12;

/// The work factor of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    memory_kib: u32,
    passes: u32,
}

impl Cost {
    /// The floor of every book: 64 MiB, three passes.
    pub(crate) const SHIPPED: Cost = Cost { memory_kib: 64 * 1024, passes: 3 };

    /// What is measured: a few milliseconds.
    const PROBE: Cost = Cost { memory_kib: 8 * 1024, passes: 1 };

    /// A work factor for tests only: no command leads here.
    #[doc(hidden)]
    pub(crate) const fn for_tests() -> Self {
        Cost { memory_kib: 64, passes: 1 }
    }

    /// The cost a key file states; `None` where it is out of all reason, so that a damaged file
    /// cannot ask for all memory.
    pub(crate) fn stated(memory_kib: u32, passes: u32) -> Option<Self> {
        let sane = (8..=1024 * 1024).contains(&memory_kib) && (1..=64).contains(&passes);
        sane.then_some(Cost { memory_kib, passes })
    }

    /// At least [`Cost::SHIPPED`], with as many passes as fit a quarter of a second here. Measured when a book is made,
    /// and kept with it. The shortest of several short probes counts: one of them falls between what else the
    /// machine does, so that a busy machine gives what an idle one does.
    pub(crate) fn calibrated() -> Result<Self> {
        let mut shortest = Duration::MAX;
        for _ in 0..PROBES {
            let begun = Instant::now();
            Self::PROBE.stretch(b"calibration", &[0; 16])?;
            shortest = shortest.min(begun.elapsed());
        }
        let pass = shortest.saturating_mul(Self::SHIPPED.memory_kib / Self::PROBE.memory_kib);
        let fitting = AIM.as_micros() / pass.as_micros().max(1);
        Ok(Self::of_passes(u32::try_from(fitting).unwrap_or(PASSES_MAX)))
    }

    /// The next lower of a few steps: two measurements of one machine seldom fall on two of them.
    fn of_passes(fitting: u32) -> Self {
        let passes = STEPS.into_iter().rev().find(|step| *step <= fitting).unwrap_or(Self::SHIPPED.passes);
        Cost { passes, ..Self::SHIPPED }
    }

    /// Memory in KiB.
    pub(crate) fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over it.
    pub(crate) fn passes(self) -> u32 {
        self.passes
    }

    /// 32 bytes from a passphrase and a salt. Text is composed (NFC) first, never trimmed, so that
    /// the same passphrase opens the book from any keyboard.
    pub(crate) fn stretch(self, passphrase: &[u8], salt: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let composed = match std::str::from_utf8(passphrase) {
            Ok(text) => {
                let mut buffer = Zeroizing::new(String::with_capacity(passphrase.len() * 3));
                buffer.extend(text.nfc());
                Zeroizing::new(buffer.as_bytes().to_vec())
            }
            Err(_) => Zeroizing::new(passphrase.to_vec()),
        };
        let fault = |e| match e {
            argon2::Error::OutOfMemory => fault::no_memory(),
            _ => Error::internal("The key could not be derived."),
        };
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(fault)?;
        let mut key = Zeroizing::new(vec![0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(&composed, salt, &mut key)
            .map_err(fault)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_steps_are_chosen_from_and_never_below_the_floor() {
        let chosen: Vec<u32> = [0, 3, 4, 5, 7, 8, 11, 12, 400].map(|n| Cost::of_passes(n).passes).to_vec();
        assert_eq!(chosen, [3, 3, 3, 5, 5, 8, 8, 12, 12]);
        assert!(Cost::calibrated().unwrap().passes >= Cost::SHIPPED.passes);
    }
}
