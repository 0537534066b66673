//! The child's own particulars, and the people in the case.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::cast::{Kind, Sketch};
use super::names::{Heritage, adult, word};
use super::rng::Rng;
use super::world::World;
use crate::model::Case;
use crate::model::child::{Child, Person, Source, birthday};
use crate::model::ids::PersonId;
use crate::model::role::Role;

/// The IRO of every demo case.
pub(crate) const IRO: &str = "A. Reviewer";

/// The child of a sketch. Brothers and sisters share a family name more often than not.
pub(crate) fn child(sketch: &Sketch, number: String, world: &World<'_>, rng: &mut Rng) -> Child {
    let mut shared = Rng::of(world.seed, "family", sketch.family);
    let alone = sketch.kind == Kind::Alone;
    let heritage = Heritage::any(&mut shared, alone);
    let own = heritage.surname(rng);
    let surname =
        if sketch.kind == Kind::Ordinary && rng.chance(12) { own } else { heritage.surname(&mut shared) };
    let girl = sketch.kind == Kind::Mother || rng.chance(if alone { 12 } else { 46 });
    let disabled = sketch.kind == Kind::Breaks || rng.chance(9);
    let eighteen = birthday(sketch.dob, 18);
    Child {
        forename: heritage.forename(rng, girl).to_owned(),
        surname: surname.to_owned(),
        dob: Some(sketch.dob),
        sex: rng.chance(97).then(|| if girl { "F" } else { "M" }.to_owned()),
        ethnicity: rng.chance(95).then(|| heritage.ethnicity.to_owned()),
        language: rng.chance(93).then(|| heritage.language.to_owned()),
        disabled: rng.chance(93).then_some(disabled),
        uasc: Some(alone),
        uasc_until: eighteen.filter(|_| alone),
        mother: girl.then_some(sketch.kind == Kind::Mother),
        ..Child::new(number)
    }
}

/// Gives the child another forename for as long as somebody has that name, or a relative that forename.
pub(crate) fn rename(child: &mut Child, sketch: &Sketch, world: &World<'_>, taken: &mut HashSet<String>) {
    let heritage =
        Heritage::any(&mut Rng::of(world.seed, "family", sketch.family), sketch.kind == Kind::Alone);
    let girl = child.mother.is_some();
    let mut rng = Rng::of(world.seed, "rename", sketch.part);
    for _ in 0..20 {
        let within = format!("{} {}", sketch.family, child.forename);
        if !taken.contains(&child.name()) && !taken.contains(&within) {
            taken.extend([child.name(), within]);
            return;
        }
        child.forename = heritage.forename(&mut rng, girl).to_owned();
    }
}

/// Fills in the people, and whether the child is in proceedings.
pub(crate) fn people(case: &mut Case, sketch: &Sketch, world: &World<'_>, rng: &mut Rng) {
    let Some(since) = case.periods.last().map(|p| p.start) else { return };
    let interim = case.legal.iter().any(|l| matches!(l.code.as_str(), "C1" | "L2") && l.end.is_none());
    case.child.in_proceedings = rng.chance(94).then_some(interim);
    let mut shared = Rng::of(world.seed, "people", sketch.family);
    let allocated = world.working_days_after(since, rng.pick(&[1, 2, 3, 3, 4, 5])).min(world.today);
    let mother = format!("{} {}", word(&mut shared, "adult"), case.child.surname);
    let phone = format!("01632 960{:03}", shared.range(0, 999));
    let first = adult(&mut shared);
    let worker = adult(&mut shared);
    let days = (world.today - since).num_days();
    let handover = world.working_days_after(since, i32::try_from(days / 3).unwrap_or(0));
    if shared.chance(45) && days > 300 {
        case.people.push(person(Role::SocialWorker, &first, "", Some(since), Some(handover)));
        case.people.push(person(Role::SocialWorker, &worker, &phone, Some(handover), None));
    } else {
        case.people.push(person(Role::SocialWorker, &worker, &phone, Some(since), None));
    }
    case.people.push(person(Role::TeamManager, word(&mut shared, "manager"), "", Some(since), None));
    case.people.push(person(Role::Iro, IRO, "", Some(allocated), None));
    if sketch.kind != Kind::Alone {
        let detail = rng.pick(&["Mother. Prefers a text first.", "Mother.", "Mother. Needs large print."]);
        case.people.push(person(Role::Parent, &mother, detail, None, None));
        if rng.chance(40) {
            case.people.push(person(Role::Parent, &adult(rng), "Father.", None, None));
        }
    }
    let home = case.placements.last().filter(|p| p.code != "P1" && !p.carer.is_empty());
    if let Some((carer, start)) = home.map(|p| (p.carer.clone(), p.start)) {
        case.people.push(person(Role::Carer, &carer, "", Some(start), None));
    }
    case.people.sort_by_key(|p| p.start);
}

fn person(role: Role, name: &str, detail: &str, start: Option<NaiveDate>, end: Option<NaiveDate>) -> Person {
    Person {
        id: PersonId(0),
        role: role.into(),
        name: name.to_owned(),
        detail: detail.to_owned(),
        start,
        end,
        source: Source::Hand,
    }
}
