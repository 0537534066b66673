//! Periods of care, legal statuses and placements of a sketched child.

use chrono::NaiveDate;

use super::cast::{Kind, Sketch, after, before};
use super::names::word;
use super::rng::{Rng, hash};
use super::world::World;
use crate::model::Case;
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::Source;

/// Fills in how the child came into care, under which orders, and where the child has lived.
pub(crate) fn care(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let since = sketch.since;
    let in_care = (world.today - since).num_days();
    let age_then = since.years_since(sketch.dob).unwrap_or(0);
    if sketch.kind == Kind::Ordinary && age_then >= 3 && rng.chance(18) {
        earlier(case, since, world, rng);
    }
    case.periods.push(period(world, since, None, rng));
    spells(case, &orders(sketch.kind, in_care, age_then, rng), since);
    let moves = match sketch.kind {
        Kind::New | Kind::Baby | Kind::Infant | Kind::Breaks | Kind::Mother => 0,
        Kind::Adoption => 1,
        _ => rng.range(0, (in_care / 200).min(4)),
    };
    let mut start = since;
    for step in 0..=moves {
        let left = moves - step;
        let end = (left > 0).then(|| {
            let room = (world.today - start).num_days() / (left + 1);
            after(start, if sketch.kind == Kind::Adoption { 330 } else { rng.range(room / 2, room).max(3) })
        });
        let age = start.years_since(sketch.dob).unwrap_or(0);
        let mut placed = placement(sketch, age, step, left == 0, rng);
        if let Some(before) = case.placements.last().filter(|_| placed.code == "A5") {
            // Placed for adoption with the carers the child is with already.
            (placed.carer, placed.area) = (before.carer.clone(), before.area.clone());
        }
        placed.start = start;
        placed.end = end;
        placed.change_reason =
            end.map(|_| rng.pick(&["CARPL", "CARPL", "CHILD", "CREQB", "OTHER"]).to_owned());
        case.placements.push(placed);
        start = end.unwrap_or(start);
    }
}

/// A shorter stay some time before the present one.
fn earlier(case: &mut Case, since: NaiveDate, world: &World<'_>, rng: &mut Rng) {
    let end = before(since, rng.range(120, 360));
    let start = before(end, rng.range(60, 300));
    let mut stay = period(world, start, Some(end), rng);
    stay.end_reason = Some(rng.pick(&["E4A", "E4A", "E13"]).to_owned());
    case.periods.push(stay);
    case.legal.push(legal("V2", start, Some(end)));
    let mut home = foster("U6", rng);
    home.start = start;
    home.end = Some(end);
    home.change_reason = Some("CARPL".to_owned());
    case.placements.push(home);
}

fn period(world: &World<'_>, start: NaiveDate, end: Option<NaiveDate>, rng: &mut Rng) -> Period {
    let told = world.working_days_after(start, rng.pick(&[0, 1, 1, 2]));
    let notified = (told <= world.today).then_some(told);
    Period { end, notified, ..Period::begun(start, Source::Hand) }
}

/// The legal statuses in order, each with the day of care on which it began.
fn orders(kind: Kind, in_care: i64, age: u32, rng: &mut Rng) -> Vec<(&'static str, i64)> {
    let all = match kind {
        Kind::Alone => vec![("V2", 0)],
        Kind::Breaks => vec![("V4", 0)],
        Kind::Adoption => vec![("L2", 0), ("C1", 7), ("C2", 220), ("E1", rng.range(240, 300))],
        Kind::Baby | Kind::Infant => vec![("L2", 0), ("C1", 8)],
        Kind::New => vec![(rng.pick(&["V2", "L2"]), 0)],
        _ if age >= 13 && rng.chance(55) => vec![("V2", 0)],
        _ => {
            let interim = rng.range(40, 150);
            let full = interim + rng.range(170, 260);
            let first = match rng.range(0, 9) {
                0..=5 => vec![("V2", 0), ("C1", interim)],
                6 | 7 => vec![("L2", 0), ("C1", 8)],
                _ => vec![("C1", 0)],
            };
            first.into_iter().chain([("C2", full)]).collect()
        }
    };
    all.into_iter().filter(|(_, day)| *day <= in_care).collect()
}

fn spells(case: &mut Case, orders: &[(&str, i64)], since: NaiveDate) {
    let ends = orders.iter().skip(1).map(|(_, day)| Some(after(since, *day))).chain([None]);
    for ((code, day), end) in orders.iter().zip(ends) {
        case.legal.push(legal(code, after(since, *day), end));
    }
}

fn legal(code: &str, start: NaiveDate, end: Option<NaiveDate>) -> Legal {
    Legal { end, ..Legal::at(code, start) }
}

fn placement(sketch: &Sketch, age: u32, step: i64, last: bool, rng: &mut Rng) -> Placement {
    match sketch.kind {
        Kind::Adoption if last => {
            Placement { provider: Some("PR1".into()), ..foster(rng.pick(&["A5", "A6"]), rng) }
        }
        Kind::Alone => {
            if rng.chance(60) {
                home("K3", "shared", rng)
            } else {
                foster("U6", rng)
            }
        }
        Kind::Leaving if last => {
            if rng.chance(50) {
                home("K3", "shared", rng)
            } else {
                foster("U4", rng)
            }
        }
        Kind::Breaks => {
            if rng.chance(60) {
                home("K2", "breaks", rng)
            } else {
                foster("U6", rng)
            }
        }
        // Mother and baby live together: the names come from the family's own stream.
        Kind::Mother | Kind::Infant => home("R3", "unit", &mut Rng::new(u64::MAX)),
        _ if age >= 16 && rng.chance(40) => home("K3", "shared", rng),
        _ if age >= 11 && rng.chance(28) => home("K2", "house", rng),
        _ if last && step > 0 && rng.chance(12) => Placement {
            code: "P1".into(),
            provider: Some("PR0".into()),
            carer: "Mother".into(),
            ..home("P1", "house", rng)
        },
        _ if rng.chance(22) => foster("U3", rng),
        _ => foster(if last && step > 0 { rng.pick(&["U4", "U4", "U1", "U6"]) } else { "U6" }, rng),
    }
}

/// A foster, kinship or adoptive family.
fn foster(code: &str, rng: &mut Rng) -> Placement {
    let family = word(rng, "family");
    let (one, other) = (word(rng, "adult"), word(rng, "adult"));
    let carer = if one == other || rng.chance(35) {
        format!("{one} {family}")
    } else {
        format!("{one} and {other} {family}")
    };
    let own = matches!(code, "U1" | "U2" | "U3") || rng.chance(50);
    stay(code, if own { "PR1" } else { "PR4" }, carer, rng)
}

/// A home by name.
fn home(code: &str, key: &str, rng: &mut Rng) -> Placement {
    let provider = rng.pick(&["PR1", "PR4", "PR4", "PR5"]);
    let name = word(rng, key).to_owned();
    let area = format!("ZA{}", hash(&name) % 24 + 1);
    Placement { area, ..stay(code, provider, name, rng) }
}

fn stay(code: &str, provider: &str, carer: String, rng: &mut Rng) -> Placement {
    Placement {
        provider: Some(provider.to_owned()),
        carer,
        area: format!("Z{}{}", rng.pick(&["A", "A", "A", "B", "Y"]), rng.range(1, 24)),
        ..Placement::at(code, NaiveDate::default())
    }
}
