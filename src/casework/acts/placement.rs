//! Where a child is placed: a move, its end, a correction.

use super::about::{About, CHILD, WHO};
use super::fact::{BEGAN, TAKE_OUT, codes, correcting, gone, meant, taken_out};
use super::{Act, Choice, Choices, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::care::Placement;
use crate::model::codes::{PLACES, PROVIDERS};
use crate::model::ids::PlacementId;

const CODE: Field = Field::open("code", "Placement", Choices::Fixed(|| codes(None, PLACES)))
    .value("CODE")
    .help("Code of the return (U6 ...)");
const FROM: Field = Field::day("start", "From").help("First day");
const TO: Field =
    Field::day("end", "To").hint("empty: still there").help("Last day; alone it ends the current placement");
const CARER: Field =
    Field::line("carer", "With").hint("carer or establishment").value("CARER").help("Carer or establishment");
const AREA: Field =
    Field::line("area", "Where").hint("postcode or area").value("AREA").help("Postcode or area");
const PROVIDER: Field =
    Field::open("provider", "Provider", Choices::Fixed(|| codes(Some("not known"), PROVIDERS)))
        .value("PROVIDER")
        .help("Provider code (PR1 ...)");
const REASON: Field = Field::line("reason", "Why it ended")
    .hint("code of the return, if known")
    .value("CODE")
    .help("Why it changed (CARPL ...)");

/// Every type of placement, headed by what leaves it open.
pub(super) fn known_or_not() -> Vec<Choice> {
    codes(Some("not known yet"), PLACES)
}

/// A placement as the fields describe it.
fn described(known: Placement, values: &Values) -> Result<Placement> {
    Ok(Placement {
        code: values.text("code"),
        provider: values.some("provider"),
        carer: values.text("carer"),
        area: values.text("area"),
        start: values.the_day("start")?,
        end: values.day("end"),
        change_reason: values.some("reason"),
        ..known
    })
}

pub(crate) static START: Act = Act {
    id: "placement",
    title: "A child moves to a new placement",
    find: &["move", "foster", "home", "carer", "placed"],
    command: "placement",
    lead: &[Lead::field("start"), Lead::field("code")],
    about: &CHILD,
    fields: &[
        CODE.said("A placement"),
        FROM.said("A date"),
        CARER,
        AREA,
        PROVIDER,
        Field { label: "Why it changed", ..REASON },
        TO.only(Shown::Script),
    ],
    settle: |sheet, scene| {
        sheet.title = format!("{}: moves: a new placement", scene.who(&sheet.subject));
        sheet.propose("code", "");
        sheet.propose_today("start", scene);
    },
    run: |desk, subject, values| {
        let (child, new) = (subject.one()?, Placement::at("", desk.board.today));
        let new = described(new, values)?;
        if new.end.is_some() { desk.save_placement(child, new) } else { desk.start_placement(child, new) }
    },
    then: Then::Moved,
};

pub(crate) static END: Act = Act {
    id: "end-placement",
    title: "A placement ends",
    find: &["leaves", "breakdown", "disruption", "missing"],
    command: "placement",
    lead: &[Lead::field("end")],
    about: &CHILD,
    fields: &[TO.hint("").need("A date"), REASON],
    settle: |sheet, scene| {
        sheet.title = format!("{}: the placement ends", scene.who(&sheet.subject));
        let placements = scene.row(&sheet.subject).map_or(&[][..], |r| &r.case.placements);
        let reason = current(placements).and_then(|p| p.change_reason.clone());
        sheet.propose_today("end", scene);
        sheet.propose("reason", reason.unwrap_or_default());
    },
    run: |desk, subject, values| {
        let child = subject.one()?;
        let current = current(&desk.case(child)?.placements)
            .cloned()
            .ok_or_else(|| Error::missing("The child has no placement that is open; nothing was changed."))?;
        let (end, change_reason) = (Some(values.the_day("end")?), values.some("reason"));
        desk.save_placement(child, Placement { end, change_reason, ..current })
    },
    then: Then::Moved,
};

/// The placement the child is in.
fn current(all: &[Placement]) -> Option<&Placement> {
    all.iter().rfind(|p| p.end.is_none())
}

pub(crate) static CORRECT: Act = Act {
    id: "correct-placement",
    title: "Correct a placement",
    find: &["carer", "address", "wrong", "date"],
    command: "placement",
    lead: &[Lead::field(BEGAN.name), Lead::field(TAKE_OUT.key)],
    about: &About {
        args: &[WHO, BEGAN],
        subject: |desk, given| {
            meant(desk, given, "placement", |case| {
                case.placements.iter().map(|p| (p.id.0, p.start)).collect()
            })
        },
    },
    fields: &[CODE.need("A placement"), FROM.need("A date"), CARER, AREA, PROVIDER, TO, REASON, TAKE_OUT],
    settle,
    run,
    then: Then::Moved,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    correcting(sheet, scene, "a placement");
    let all = scene.row(&sheet.subject).map_or(&[][..], |r| &r.case.placements);
    let Some(known) = known(all, &sheet.subject) else { return };
    sheet.propose("code", known.code.clone());
    sheet.propose_day("start", Some(known.start));
    sheet.propose("carer", known.carer.clone());
    sheet.propose("area", known.area.clone());
    sheet.propose("provider", known.provider.clone().unwrap_or_default());
    sheet.propose_day("end", known.end);
    sheet.propose("reason", known.change_reason.clone().unwrap_or_default());
}

fn known<'p>(all: &'p [Placement], subject: &Subject) -> Option<&'p Placement> {
    all.iter().find(|p| subject.part == Part::Row(p.id.0))
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    if taken_out(values) {
        return desk.remove_placement(child, PlacementId(subject.id()?));
    }
    let known = known(&desk.case(child)?.placements, subject).cloned().ok_or_else(gone)?;
    desk.save_placement(child, described(known, values)?)
}
