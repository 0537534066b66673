//! Chance that repeats: splitmix64 (Steele, Lea and Flood 2014), one 64-bit word of state. Not for
//! secrets; the same seed always gives the same caseload, on every machine.

/// A stream of numbers fixed by its seed.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A stream of its own for one thing among many (a child, a family), whatever was drawn before.
    pub(crate) fn of(seed: u64, what: &str, n: usize) -> Self {
        Self(mix(seed ^ hash(what) ^ mix(n as u64)))
    }

    /// The next number.
    pub(crate) fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from `low` to `high`, both possible; `low` where there is none between.
    pub(crate) fn range(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low).map_or(1, |w| w + 1);
        low + i64::try_from(self.draw() % width).unwrap_or(0)
    }

    /// True `percent` times of a hundred.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.range(1, 100) <= percent
    }

    /// One of a list; the default of an empty one.
    pub(crate) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let last = i64::try_from(list.len()).unwrap_or(1) - 1;
        let place = usize::try_from(self.range(0, last)).unwrap_or(0);
        list.get(place).copied().unwrap_or_default()
    }

    /// The list in another order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = usize::try_from(self.range(0, i64::try_from(last).unwrap_or(0))).unwrap_or(last);
            list.swap(last, other);
        }
    }
}

/// A number that is fixed by a text (FNV-1a).
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn mix(n: u64) -> u64 {
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
