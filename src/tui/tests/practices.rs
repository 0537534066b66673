//! One book under every practice there is a file of, switched by the keys an IRO uses: each screen says
//! what the practice says. What is looked for was read from the authorities' documents, not from the
//! program.

use super::*;
use crate::casework::{Arrival, Booking, Holding};
use crate::model::ids::ChildId;
use crate::model::review::Participation;
use crate::rules::practice::{SHIPPED, shipped};
use crate::tui::panes::calendar::Look;

/// Room for every line of a list.
const TALL: (u16, u16) = (140, 90);

/// One child of ten, looked after since 3 August, first reviewed on 27 August: three months end on Friday
/// 27 November, 91 days the day before. On 1 September the second was booked for that Friday.
fn book() -> (App, ChildId) {
    let mut desk = Desk::demo(today(), 0, 7, None).unwrap();
    let child = Child {
        forename: "Ada".into(),
        surname: "Example".into(),
        dob: Some("2016-05-03".parse().unwrap()),
        ..Child::new("100001")
    };
    let arrival = Arrival {
        legal: Some("C2".into()),
        place: Some("U6".into()),
        iro: Some("A. Reviewer".into()),
        ..Arrival::on("2026-08-03".parse().unwrap())
    };
    let id = ChildId(desk.add_child(child, Some(arrival)).unwrap().id);
    let participation = Some(Participation::Pn1);
    let holding =
        Holding { date: "2026-08-27".parse().unwrap(), participation, late_reason: None, number: None };
    desk.hold(id, None, holding).unwrap();
    desk.set_today("2026-09-01".parse().unwrap());
    desk.book(id, None, Booking { date: "2026-11-27".parse().unwrap(), ..Booking::default() }).unwrap();
    desk.set_today(today());
    (App::new(desk, Options::default()), id)
}

/// Chooses a practice by its title and accepts what it moves.
fn work_by(app: &mut App, title: &str) {
    anew(app);
    press(app, "p");
    type_in(app, title);
    press(app, "enter down enter");
    assert_eq!(app.desk.board.practice.title, title);
}

/// What a script of keys shows.
fn shown(app: &mut App, script: &str) -> String {
    anew(app);
    app.calendar.look = Look::Agenda;
    press(app, script);
    screen(app, TALL).join("\n")
}

/// What one practice says on each screen.
struct Says {
    /// Its id.
    id: &'static str,
    /// Caseload: the last day of the next review, and the next step.
    caseload: [&'static str; 2],
    /// The child's duties: something this practice alone asks, and whose it is.
    duty: [&'static str; 2],
    /// Calendar: what the week of the review has, by day.
    calendar: &'static str,
    /// Checklists: whether the quality of the work is gone through, and until when the mid-point was due.
    lists: (bool, &'static str),
    /// Escalations: the protocol and the first step offered for drift.
    protocol: [&'static str; 2],
    /// Insight: who owes what is late, besides the IRO.
    owner: &'static str,
}

const LAST_DAY: &str = "Fri 27 Nov";

#[rustfmt::skip]
const SAID: [Says; 6] = [
    Says { id: "england", caseload: [LAST_DAY, "Speak with the child first"], duty: ["Tell the child who their IRO is", "(you)"],
        calendar: "Speak with the child first", lists: (false, "Mon 12 Oct"),
        protocol: ["Local dispute resolution", "Informal: social worker and team manager"], owner: "Social worker" },
    Says { id: "luton", caseload: [LAST_DAY, "Speak with the child first"], duty: ["Allocate a business support officer", "(BSM)"],
        calendar: "", lists: (true, "Mon 12 Oct"),
        protocol: ["Escalating concerns", "Social worker and team manager"], owner: "SQA Manager" },
    Says { id: "portsmouth", caseload: [LAST_DAY, "Speak with the child first"], duty: ["Write the child a letter", "(you)"],
        calendar: "Quality-assure care plan", lists: (false, "Mon 12 Oct"),
        protocol: ["Local dispute resolution", "Informal: social worker and team manager"], owner: "Social worker" },
    Says { id: "practice-guidance-2020", caseload: ["Fri 27 Nov · 1 day late", "Speak with the child first"], duty: ["Complete the case summary", "(Social worker)"],
        calendar: "Share plan and report", lists: (true, "Mon 12 Oct"),
        protocol: ["Local dispute resolution process", "Informal: social worker or manager"], owner: "Placement finding" },
    Says { id: "north-lincolnshire", caseload: [LAST_DAY, "Speak with the child first"], duty: ["Send the child the leaflet on how to complain", "(Business support)"],
        calendar: "Check that the child knows how to complain", lists: (true, "Mon 12 Oct"),
        protocol: ["Care planning dispute resolution", "Stage one: social worker and their manager"], owner: "Business support" },
    Says { id: "rochdale", caseload: [LAST_DAY, "Speak with the child first"], duty: ["Give the council's lawyer the IRO's name", "(you)"],
        calendar: "Explain the child's rights", lists: (false, "Mon 12 Oct"),
        protocol: ["Concern resolution", "Step 1: inform the social worker"], owner: "IRO Team Manager" },
];

/// As if the book had worked by its practice from its first day: what fell due before today counts too.
fn since_its_beginning(app: &mut App) {
    let (id, begun) = (app.desk.board.practice.id.clone(), app.desk.board.begun);
    app.desk.use_practice(&id, Some(begun)).unwrap();
}

#[test]
fn every_screen_follows_a_switch_between_the_shipped_practices() {
    let (mut app, _) = book();
    let ids: Vec<&str> = SAID.iter().map(|s| s.id).collect();
    assert_eq!(ids, SHIPPED.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    // There and back, so that nothing of the practice before can stay.
    for says in SAID.iter().chain(SAID.iter().rev()) {
        work_by(&mut app, &shipped(says.id).unwrap().title);
        since_its_beginning(&mut app);
        let others = || SAID.iter().filter(|s| s.id != says.id);
        let has = |shown: &str, words: &str| assert!(shown.contains(words), "{}: {words}\n{shown}", says.id);

        let caseload = shown(&mut app, "");
        says.caseload.iter().for_each(|words| has(&caseload, words));

        let duties = shown(&mut app, "enter tab");
        let line = duties.lines().find(|l| l.contains(says.duty[0])).map(str::to_owned);
        assert!(line.is_some_and(|l| l.contains(says.duty[1])), "{}: {:?}\n{duties}", says.id, says.duty);
        // What the law and the guidance ask stands everywhere; what one authority adds stands nowhere else.
        for other in others().filter(|s| s.id != "england") {
            assert!(!duties.contains(other.duty[0]), "{} has {} of {}", says.id, other.duty[0], other.id);
        }

        let calendar = shown(&mut app, "2");
        has(&calendar, says.calendar);

        let queue = shown(&mut app, "3");
        let quality = queue.contains("Quality of the work");
        assert_eq!(quality, says.lists.0, "{}\n{queue}", says.id);
        has(&queue, says.lists.1);

        let concern = shown(&mut app, "e");
        says.protocol.iter().for_each(|words| has(&concern, words));

        has(&shown(&mut app, "5"), says.owner);
    }
}

#[test]
fn a_practice_is_looked_at_stage_by_stage_searched_and_compared_before_it_is_adopted() {
    let (mut app, _) = book();
    let before = app.desk.board.practice.id.clone();
    let menu = |app: &mut App, down: &str| {
        anew(app);
        press(app, "p");
        type_in(app, "Rochdale");
        press(app, "enter");
        press(app, down);
        press(app, "enter");
        screen(app, TALL).join("\n")
    };
    let list = menu(&mut app, "down down down");
    for words in
        ["Rochdale: ", "in the order of the work", "In care · ", "Give the council's lawyer the IRO's name"]
    {
        assert!(list.contains(words), "{words}\n{list}");
    }
    type_in(&mut app, "guardian");
    let found = screen(&app, TALL).join("\n");
    assert!(
        found.contains("Tell the children's guardian of the review")
            && !found.contains("council's lawyer the"),
        "{found}"
    );
    press(&mut app, "enter");
    let duty = screen(&app, TALL).join("\n");
    for words in [
        "Before a review",
        "10 working days before the day of the review",
        "in-proceedings",
        "Rochdale 5.2.5, section 4",
    ] {
        assert!(duty.contains(words), "{words}\n{duty}");
    }
    let compared = menu(&mut app, "down down down down");
    assert!(compared.contains(" and Rochdale"), "{compared}");
    let moves = menu(&mut app, "down down");
    assert!(moves.contains("What rochdale would move"), "{moves}");
    assert_eq!(app.desk.board.practice.id, before, "nothing was adopted");
}

#[test]
fn a_sixth_practice_added_from_its_file_is_seen_on_every_screen() {
    const FILE: &str = include_str!("../../../tests/data/practice/harbourside.toml");
    let (mut app, id) = book();
    let text = FILE.replace("records = \"case-notes\"", "records = \"case-note\"");
    app.desk.add_practice(&text).unwrap();
    work_by(&mut app, "Harbourside Children's Trust");
    since_its_beginning(&mut app);
    let has = |shown: &str, all: &[&str]| {
        all.iter().for_each(|words| assert!(shown.contains(words), "{words}\n{shown}"));
    };
    // Four months would be 27 December: the law's three govern, less the five days kept free.
    has(&shown(&mut app, ""), &[LAST_DAY, "Harbourside Children's Trust"]);
    let duties = shown(&mut app, "enter tab");
    has(&duties, &["Send the child a postcard", "(Harbour Master)", "Read what came back on the postcard"]);
    assert!(!duties.contains("Send the invitations and consultation papers"), "dropped\n{duties}");
    let consulted = duties.lines().find(|l| l.contains("Speak with the social worker")).unwrap();
    assert!(
        consulted.contains("1 wd"),
        "owed on 23 November, four working days before the review: {consulted}"
    );
    has(&shown(&mut app, "2"), &["limit of review 2"]);
    let queue = shown(&mut app, "3");
    has(&queue, &["Tide table"]);
    let place = app.checklists.queue.iter().position(|q| q.task.list == "tide-table").unwrap();
    press(&mut app, &"down ".repeat(place));
    press(&mut app, "enter");
    has(&screen(&app, TALL).join("\n"), &["How is the weather, says the child?", "If there is a storm"]);
    press(&mut app, "y");
    has(&screen(&app, TALL).join("\n"), &["calm", "1/3"]);
    has(&shown(&mut app, "e"), &["The ladder", "Coffee"]);
    has(&shown(&mut app, "5"), &["Rights Worker"]);
    assert_eq!(app.row(id).unwrap().next_review().unwrap().plan_by.unwrap().to_string(), "2026-11-20");
}
