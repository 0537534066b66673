//! Facts of a case from the command line: the child, care, legal status, placement, people.

use super::context::{day, maybe_day};
use super::fact_args::{CareArgs, ChildArgs, LegalArgs, PersonArgs, PlacementArgs, SiblingArgs, YesNo};
use super::record::{find, role};
use crate::casework::{Arrival, Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::{Child, Person, Relation, Source};
use crate::model::ids::{ChildId, LegalId, PersonId};

/// `record child`.
pub(crate) fn child(desk: &mut Desk, args: ChildArgs) -> Result<Outcome> {
    let known = desk.board.rows().find(|r| r.case.child.number == args.number).map(|r| r.case.child.clone());
    if args.remove {
        let child = known.ok_or_else(|| {
            Error::missing(format!("There is no child {:?} in this book; nothing was removed.", args.number))
                .hint("Removing takes the authority's number exactly.")
        })?;
        return desk.remove_child(child.id);
    }
    let mut child = known.unwrap_or_else(|| Child::new(args.number.clone()));
    let dob = maybe_day(desk, args.dob.as_ref())?;
    let yes = |answer: YesNo| answer == YesNo::Yes;
    child.forename = args.forename.unwrap_or(child.forename);
    child.surname = args.surname.unwrap_or(child.surname);
    child.dob = dob.or(child.dob);
    child.sex = args.sex.map(|s| s.to_uppercase()).or(child.sex);
    child.language = args.language.or(child.language);
    child.disabled = args.disabled.map(yes).or(child.disabled);
    child.in_proceedings = args.in_proceedings.map(yes).or(child.in_proceedings);
    desk.save_child(child)
}

/// `record care`: becoming looked after may bring a legal status and a placement with it, in one act.
pub(crate) fn care(desk: &mut Desk, args: &CareArgs) -> Result<Outcome> {
    let id = find(desk, &args.child)?;
    if let Some(end) = &args.end {
        let end = day(desk, end)?;
        return desk.leave_care(id, end, args.reason.clone());
    }
    if let Some(start) = &args.correct {
        let start = day(desk, start)?;
        let period = latest(desk, id)?;
        return desk.save_period(id, Period { start, ..period });
    }
    if args.authorised.is_some() || args.authority_ended.is_some() {
        let period = latest(desk, id)?;
        let given = |text: Option<&String>, known| match text.map(|t| t.trim()) {
            None => Ok(known),
            Some("none") => Ok(None),
            Some(text) => day(desk, text).map(Some),
        };
        let authorised = given(args.authorised.as_ref(), period.authorised)?;
        let ended = given(args.authority_ended.as_ref(), period.authority_ended)?;
        return desk.authority(id, authorised, ended);
    }
    let Some(start) = maybe_day(desk, args.start.as_ref())? else {
        return Err(Error::usage("Whether care began or ended was not said; nothing was recorded."));
    };
    let notified = maybe_day(desk, args.notified.as_ref())?;
    let (legal, place) = (args.legal.clone(), args.place.clone());
    desk.arrive(id, Arrival { start, notified, legal, place, iro: None })
}

fn latest(desk: &Desk, id: ChildId) -> Result<Period> {
    let period = desk.board.row(id).and_then(|r| r.case.periods.last().cloned());
    period.ok_or_else(|| {
        Error::missing("The child has no period of care; nothing was changed.")
            .hint("casebook record care CHILD --start DATE begins one.")
    })
}

/// `record legal`.
pub(crate) fn legal(desk: &mut Desk, args: LegalArgs) -> Result<Outcome> {
    let (id, start) = (find(desk, &args.child)?, day(desk, &args.start)?);
    match maybe_day(desk, args.end.as_ref())? {
        None => desk.start_legal(id, &args.code, start),
        end => {
            let legal = Legal { id: LegalId(0), code: args.code, start, end, source: Source::Hand };
            desk.save_legal(id, legal)
        }
    }
}

/// `record placement`.
pub(crate) fn placement(desk: &mut Desk, args: PlacementArgs) -> Result<Outcome> {
    let id = find(desk, &args.child)?;
    let end = maybe_day(desk, args.end.as_ref())?;
    let (Some(code), Some(start)) = (args.code, maybe_day(desk, args.start.as_ref())?) else {
        let open = desk.board.row(id).and_then(|r| r.case.placements.iter().rfind(|p| p.end.is_none()));
        let current = open
            .cloned()
            .ok_or_else(|| Error::missing("The child has no placement that is open; nothing was changed."))?;
        let change_reason = args.reason.or(current.change_reason.clone());
        return desk.save_placement(id, Placement { end, change_reason, ..current });
    };
    let placement = Placement {
        provider: args.provider,
        carer: args.carer.unwrap_or_default(),
        area: args.area.unwrap_or_default(),
        end,
        change_reason: args.reason,
        ..Placement::at(code, start)
    };
    if end.is_some() { desk.save_placement(id, placement) } else { desk.start_placement(id, placement) }
}

/// `record person`: the same name in the same role is corrected, anybody else is added.
pub(crate) fn person(desk: &mut Desk, args: PersonArgs) -> Result<Outcome> {
    let id = find(desk, &args.child)?;
    let role = role(desk, &args.role)?;
    let (start, end) = (maybe_day(desk, args.start.as_ref())?, maybe_day(desk, args.end.as_ref())?);
    let same = |p: &&Person| p.role == role && p.name.to_lowercase() == args.name.trim().to_lowercase();
    let known = desk.board.row(id).and_then(|r| r.case.people.iter().rfind(same).cloned());
    let person = match known {
        Some(known) => Person {
            detail: args.detail.unwrap_or(known.detail),
            start: start.or(known.start),
            end: end.or(known.end),
            ..known
        },
        None => Person {
            id: PersonId(0),
            role,
            name: args.name,
            detail: args.detail.unwrap_or_default(),
            start,
            end,
            source: Source::Hand,
        },
    };
    desk.save_person(id, person)
}

/// `record sibling`.
pub(crate) fn sibling(desk: &mut Desk, args: &SiblingArgs) -> Result<Outcome> {
    let (id, other) = (find(desk, &args.child)?, find(desk, &args.of)?);
    if args.remove {
        return desk.unlink(id, other);
    }
    desk.link(id, other, if args.parent { Relation::Parent } else { Relation::Sibling })
}
