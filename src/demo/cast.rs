//! Who is on the caseload: for every 64 children the same parts, so that each kind of case is there.

use chrono::{Days, NaiveDate};

use super::rng::Rng;

/// What kind of case a child's is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// In care for a while, with family near or far.
    Ordinary,
    /// Unaccompanied.
    Alone,
    /// Under a placement order, with adopters or soon to be.
    Adoption,
    /// Short breaks under one agreement.
    Breaks,
    /// About to be eighteen.
    Leaving,
    /// Came in days ago.
    New,
    /// Came in soon after birth.
    Baby,
    /// A mother who is looked after.
    Mother,
    /// Her baby.
    Infant,
}

/// How the next review is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Booked or not, as it comes.
    Free,
    /// Booked in the coming days.
    Soon,
    /// Past its limit and not booked.
    Overdue,
    /// Past its limit, booked for the coming days.
    BookedLate,
    /// Adjourned a few days ago.
    Adjourned,
    /// Not booked, and its limit some weeks away.
    ToBook,
    /// Half-way between two, and the look at the plan that belongs there was not had.
    HalfwayLate,
    /// Three weeks after the last one, whose record is not written.
    RecordLate,
}

impl Next {
    /// How many days from today its limit lies; `None` where it may lie anywhere.
    pub(crate) fn limit(self) -> Option<i64> {
        match self {
            Next::Free => None,
            Next::Soon => Some(5),
            Next::Overdue => Some(-9),
            Next::BookedLate => Some(-6),
            Next::Adjourned => Some(-2),
            Next::ToBook => Some(24),
            Next::HalfwayLate => Some(80),
            Next::RecordLate => Some(158),
        }
    }
}

/// A child in outline.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sketch {
    /// The kind of case.
    pub kind: Kind,
    /// How the next review is to stand.
    pub next: Next,
    /// Children of one number are one family.
    pub family: usize,
    /// Date of birth.
    pub dob: NaiveDate,
    /// The day the present period of care began.
    pub since: NaiveDate,
    /// Where the child stands in the cast: the seed of everything else.
    pub part: usize,
}

/// Sketches of so many children, in no order.
pub(crate) fn cast(today: NaiveDate, children: usize, seed: u64) -> Vec<Sketch> {
    let mut all: Vec<Sketch> = (0..children).map(|part| sketch(today, part, seed)).collect();
    Rng::of(seed, "order", 0).shuffle(&mut all);
    all
}

fn sketch(today: NaiveDate, part: usize, seed: u64) -> Sketch {
    let (block, place) = (part - part % 64, part % 64);
    let kind = match place {
        0..5 => Kind::Alone,
        5..9 => Kind::Adoption,
        9..12 => Kind::Breaks,
        12..16 => Kind::Leaving,
        16..18 => Kind::New,
        18..20 => Kind::Baby,
        20 => Kind::Mother,
        21 => Kind::Infant,
        _ => Kind::Ordinary,
    };
    // Five groups of brothers and sisters; the mother and her baby.
    let head = match place {
        21 => 20,
        22..24 => 22,
        24..26 => 24,
        26..29 => 26,
        29..31 => 29,
        31..33 => 31,
        other => other,
    };
    let next = match part {
        33 => Next::Overdue,
        34 => Next::ToBook,
        35 => Next::BookedLate,
        36 => Next::Adjourned,
        37..39 => Next::Soon,
        41 => Next::HalfwayLate,
        43 => Next::RecordLate,
        _ => Next::Free,
    };
    let family = block + head;
    let mut rng = Rng::of(seed, "sketch", part);
    let (age, care) = if (22..33).contains(&place) {
        let mut shared = Rng::of(seed, "siblings", family);
        let eldest = shared.range(3_000, 5_400);
        let younger = i64::try_from(place - head).unwrap_or(0) * 800;
        (eldest - younger + rng.range(0, 90), shared.range(200, 1_300))
    } else {
        days(kind, next, place, &mut rng)
    };
    Sketch { kind, next, family, dob: before(today, age), since: before(today, care), part }
}

/// Age, and time in care, in days.
fn days(kind: Kind, next: Next, place: usize, rng: &mut Rng) -> (i64, i64) {
    match kind {
        Kind::Alone => (rng.range(5_900, 6_480), rng.range(60, 600)),
        Kind::Adoption => (rng.range(600, 1_900), rng.range(420, 580)),
        Kind::Breaks => (rng.range(2_600, 5_600), rng.range(200, 1_400)),
        Kind::Leaving => (rng.range(6_440, 6_560), rng.range(700, 3_400)),
        Kind::New => (rng.range(1_500, 5_200), if place == 16 { 5 } else { 10 }),
        Kind::Baby => (rng.range(110, 330), rng.range(60, 105)),
        Kind::Mother => (rng.range(6_050, 6_300), rng.range(500, 900)),
        Kind::Infant => (rng.range(150, 260), rng.range(120, 148)),
        Kind::Ordinary if next != Next::Free => (rng.range(3_200, 5_500), rng.range(500, 1_200)),
        Kind::Ordinary => {
            let age = match rng.range(1, 100) {
                ..16 => rng.range(450, 1_800),
                16..38 => rng.range(1_830, 3_600),
                38..88 => rng.range(3_660, 5_800),
                _ => rng.range(5_850, 6_400),
            };
            let longest = (age - 150).min(if rng.chance(25) { 3_600 } else { 1_500 });
            (age, rng.range(90, longest))
        }
    }
}

/// So many days before a day.
pub(crate) fn before(day: NaiveDate, days: i64) -> NaiveDate {
    after(day, -days)
}

/// So many days after a day.
pub(crate) fn after(day: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) };
    moved.unwrap_or(day)
}
