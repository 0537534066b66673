//! Becoming looked after and ceasing to be; the days of a period of care; authority to place for adoption.

use super::about::{About, CHILD, WHO};
use super::fact::{BEGAN, TAKE_OUT, codes, correcting, gone, meant, taken_out};
use super::placement::known_or_not;
use super::status::statuses;
use super::{Act, Choice, Choices, Field, Lead, Part, Scene, Sheet, Subject, Then, Values};
use crate::casework::{Arrival, Desk, Outcome};
use crate::error::Result;
use crate::model::care::Period;
use crate::model::codes::ENDS;
use crate::model::ids::PeriodId;

pub(super) const STARTED: Field = Field::day("start", "Came into care").help("Came into care");
pub(super) const LEGAL: Field = Field::open("legal", "Legal status", Choices::Fixed(status_or_not))
    .value("CODE")
    .help("Legal status from the start (C1, V2 ...)");
pub(super) const PLACE: Field = Field::open("place", "Placement", Choices::Fixed(known_or_not))
    .value("CODE")
    .help("Placement from the start (U6, K2 ...)");
pub(super) const NOTIFIED: Field =
    Field::day("notified", "Told of it on").hint("if known").help("The IRO service was told of it");
pub(super) const LAST: Field = Field::day("last-review", "Last review")
    .hint("empty: none yet")
    .help("The last review was held on this day, before this book");
pub(super) const NUMBER: Field = Field::number("review-number", "Its number")
    .value("N")
    .help("Which review of this time in care that was");
pub(super) const IRO: Field = Field::line("iro", "IRO").value("NAME").help("The IRO from the start");
const REASON: Field =
    Field::open("reason", "Why", Choices::Fixed(ends)).value("CODE").help("Why it ended (E4A ...)");

fn ends() -> Vec<Choice> {
    codes(Some("not known yet"), ENDS)
}

/// Every legal status, headed by what leaves it open.
fn status_or_not() -> Vec<Choice> {
    let open = (String::new(), "not known yet".to_owned());
    std::iter::once(open).chain(statuses()).collect()
}

/// What is usual when a child becomes looked after; a script says it all itself.
pub(super) fn propose_arrival(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.propose("iro", if sheet.script { "" } else { scene.board().iro.as_str() });
    // Asked once, where a first review may have been held before the child came here.
    let early = scene.today() - chrono::Days::new(28);
    let partway = sheet.script || sheet.day("start", scene).is_some_and(|start| start < early);
    sheet.show("last-review", partway);
    let last = partway && sheet.day("last-review", scene).is_some();
    sheet.show("review-number", sheet.script || last);
    sheet.need("review-number", if last { "Which review it was" } else { "" });
    let numbered = partway && !sheet.text("review-number").is_empty();
    sheet.need("last-review", if numbered { "The day of that review" } else { "" });
}

/// The arrival, where its day was given.
pub(super) fn arrival(values: &Values) -> Option<Arrival> {
    Some(Arrival {
        start: values.day("start")?,
        notified: values.day("notified"),
        legal: values.some("legal"),
        place: values.some("place"),
        iro: values.some("iro"),
        last: values.day("last-review").zip(values.number("review-number")),
    })
}

pub(crate) static ARRIVE: Act = Act {
    id: "arrive",
    title: "A child comes into care",
    find: &["care", "start", "accommodated", "comes into care", "again"],
    command: "care",
    lead: &[Lead::field("start"), Lead::field(LAST.key)],
    about: &CHILD,
    fields: &[STARTED.hint("14 jan 2026").need("A date"), LEGAL, PLACE, NOTIFIED, IRO, LAST, NUMBER],
    settle: |sheet, scene| {
        sheet.title = format!("{}: comes into care", scene.who(&sheet.subject));
        if sheet.script && sheet.day(LAST.key, scene).is_some() && sheet.day("start", scene).is_none() {
            sheet.need("start", "");
        } else {
            sheet.propose_today("start", scene);
        }
        propose_arrival(sheet, scene);
    },
    run: |desk, subject, values| {
        // Of a child who is in care already, the last review before this book.
        let alone = ["legal", "place", "iro"].iter().all(|key| values.some(key).is_none());
        let last = values.day(LAST.key).zip(values.number(NUMBER.key)).filter(|_| alone);
        if let Some((day, number)) = last
            && let Some(period) = desk.case(subject.one()?)?.periods.into_iter().rfind(|p| p.end.is_none())
            && values.day("start").is_none_or(|start| start == period.start)
        {
            return desk.tell_last(subject.one()?, &period, day, number);
        }
        let start = values.the_day("start")?;
        desk.arrive(subject.one()?, arrival(values).unwrap_or_else(|| Arrival::on(start)))
    },
    then: Then::Moved,
};

pub(crate) static LEAVE: Act = Act {
    id: "leave",
    title: "A child leaves care",
    find: &["care", "end", "home", "adopted", "eighteen", "discharge", "died", "death"],
    command: "care",
    lead: &[Lead::field("end")],
    about: &CHILD,
    fields: &[Field::day("end", "Left care on").help("Left care").need("A date"), REASON],
    settle: |sheet, scene| {
        sheet.title = format!("{}: leaves care", scene.who(&sheet.subject));
        sheet.propose_today("end", scene);
    },
    run: |desk, subject, values| {
        desk.leave_care(subject.one()?, values.the_day("end")?, values.some("reason"))
    },
    then: Then::Moved,
};

pub(crate) static CORRECT: Act = Act {
    id: "correct-care",
    title: "Correct a period of care",
    find: &["looked after", "start", "end", "wrong", "date"],
    command: "care",
    lead: &[Lead::field("correct"), Lead::field(BEGAN.name), Lead::field(TAKE_OUT.key)],
    about: &About {
        args: &[WHO, BEGAN],
        subject: |desk, given| {
            meant(desk, given, "period of care", |case| {
                case.periods.iter().map(|p| (p.id.0, p.start)).collect()
            })
        },
    },
    fields: &[
        Field::day("start", "In care")
            .flag("correct")
            .help("The latest period, or the one of --began, began on this day instead")
            .need("A date"),
        Field::day("end", "Left care on").hint("empty: still in care"),
        REASON,
        NOTIFIED,
        TAKE_OUT,
    ],
    settle,
    run,
    then: Then::Moved,
};

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    correcting(sheet, scene, "a period of care");
    let periods = scene.row(&sheet.subject).map_or(&[][..], |r| &r.case.periods);
    let Some(known) = known(periods, &sheet.subject) else { return };
    sheet.propose_day("start", Some(known.start));
    sheet.propose_day("end", known.end);
    sheet.propose("reason", known.end_reason.clone().unwrap_or_default());
    sheet.propose_day("notified", known.notified);
}

fn known<'p>(periods: &'p [Period], subject: &Subject) -> Option<&'p Period> {
    periods.iter().find(|p| subject.part == Part::Row(p.id.0))
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    if taken_out(values) {
        return desk.remove_period(child, PeriodId(subject.id()?));
    }
    let known = known(&desk.case(child)?.periods, subject).cloned().ok_or_else(gone)?;
    let (start, end, end_reason) = (values.the_day("start")?, values.day("end"), values.some("reason"));
    desk.save_period(child, Period { start, end, end_reason, notified: values.day("notified"), ..known })
}

pub(crate) static AUTHORITY: Act = Act {
    id: "authority",
    title: "Record authority to place for adoption",
    find: &["adoption", "placement order", "agency decision", "consent"],
    command: "care",
    lead: &[Lead::field("authorised"), Lead::field("authority-ended")],
    about: &CHILD,
    fields: &[
        Field::day("start", "Since")
            .flag("authorised")
            .value("DATE|none")
            .hint("empty: as the orders say")
            .help("An agency may place the child for adoption since this day; none: as the orders say"),
        Field::day("end", "Until")
            .flag("authority-ended")
            .value("DATE|none")
            .hint("empty: it still holds")
            .help("That authority ended on this day; none: it goes on"),
    ],
    settle: |sheet, scene| {
        sheet.title = format!("{}: authority to place for adoption", scene.who(&sheet.subject));
        let period = scene.row(&sheet.subject).and_then(|r| r.case.periods.last());
        sheet.propose_day("start", period.and_then(|p| p.authorised));
        sheet.propose_day("end", period.and_then(|p| p.authority_ended));
    },
    run: |desk, subject, values| desk.authority(subject.one()?, values.day("start"), values.day("end")),
    then: Then::Moved,
};
