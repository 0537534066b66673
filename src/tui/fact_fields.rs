//! The fields of each fact's form, filled in from what is known.

use super::app::App;
use super::fact::{Fact, kin_words, relation_word};
use super::forms::pairs;
use super::modals::field::Field;
use crate::board::Row;
use crate::model::care::Placement;
use crate::model::child::{Child, Person, Relation};
use crate::model::codes::{ENDS, LEGAL, PLACES, PROVIDERS};
use crate::model::role::Role;

/// The fields of a fact's form; none where it needs no form.
pub(super) fn fields(app: &App, row: &Row, fact: Fact) -> Option<Vec<Field>> {
    let case = &row.case;
    let today = day(Some(app.today()));
    let mut fields = match fact {
        Fact::Details => {
            let sexes = pairs(&[("", "not known"), ("F", "female"), ("M", "male"), ("U", "other")]);
            let mut fields = name_fields(&case.child);
            fields.push(Field::choice("sex", "Sex", sexes, case.child.sex.as_deref().unwrap_or("")));
            fields.push(maybe("disabled", "Disabled", case.child.disabled));
            fields.push(maybe("proceedings", "In proceedings", case.child.in_proceedings));
            fields
        }
        Fact::Arrive => arrival_fields(app, &today),
        Fact::Leave => vec![
            Field::line("end", "Ceased on", today),
            Field::choice("reason", "Why", codes(Some("not known yet"), ENDS), ""),
        ],
        Fact::Move => {
            let code = case.placements.last().map_or("U6", |p| p.code.as_str());
            let mut fields = placement_fields(&Placement::at(code, app.today()));
            fields.push(Field::line("reason", "Why it changed", "").hint("code of the return, if known"));
            fields
        }
        Fact::Status => vec![
            Field::choice("code", "Legal status", statuses(), row.legal().unwrap_or("V2")),
            Field::line("start", "From", today),
        ],
        Fact::Iro => {
            let mine = &app.desk.board.iro;
            let name = if row.iro() == Some(mine.as_str()) { "" } else { mine.as_str() };
            let mut note = Field::line("name", "IRO", name);
            note.hint = "who takes over";
            vec![note, Field::line("start", "From", today)]
        }
        Fact::Authority => {
            let period = case.periods.last()?;
            vec![
                Field::line("start", "Since", day(period.authorised)).hint("empty: as the orders say"),
                Field::line("end", "Until", day(period.authority_ended)).hint("empty: it still holds"),
            ]
        }
        Fact::Separate => {
            let clocks = app.desk.board.practice.regimes.iter().filter(|r| r.separate);
            let clocks: Vec<_> = clocks.map(|r| (r.id.clone(), r.title.clone())).collect();
            let on = row.judged().slots.iter().rev().find_map(|s| s.clock()).unwrap_or("");
            vec![
                Field::choice("clock", "Review", clocks, on),
                Field::line("date", "Held on", today),
                Field::line("chair", "Chaired by", "").hint("not the child's own IRO"),
            ]
        }
        Fact::NoMeeting => {
            let last = case.periods.len().checked_sub(1)?;
            let own = row.judged().slots.iter().rev().filter(|s| s.clock().is_none() && s.period == last);
            let held = own.filter_map(|s| {
                let day = s.held?.format("%-d %b %Y");
                Some((s.sequence.to_string(), format!("review {}, {day}", s.sequence)))
            });
            vec![Field::choice("review", "Review", held.collect(), "")]
        }
        Fact::NewPerson => person_fields(app, None),
        Fact::Relative => relative_fields(app, row),
        Fact::Period(id) => {
            let p = case.periods.iter().find(|p| p.id == id)?;
            let why = p.end_reason.as_deref().unwrap_or("");
            vec![
                Field::line("start", "Looked after", day(Some(p.start))),
                Field::line("end", "Ceased on", day(p.end)).hint("empty: still looked after"),
                Field::choice("reason", "Why", codes(Some("not known"), ENDS), why),
                Field::line("notified", "IRO told on", day(p.notified)),
            ]
        }
        Fact::Legal(id) => {
            let l = case.legal.iter().find(|l| l.id == id)?;
            vec![
                Field::choice("code", "Legal status", statuses(), &l.code),
                Field::line("start", "From", day(Some(l.start))),
                Field::line("end", "To", day(l.end)).hint("empty: it still holds"),
            ]
        }
        Fact::Placement(id) => {
            let p = case.placements.iter().find(|p| p.id == id)?;
            let mut fields = placement_fields(p);
            fields.push(Field::line("end", "To", day(p.end)).hint("empty: still there"));
            let why = p.change_reason.clone().unwrap_or_default();
            fields.push(Field::line("reason", "Why it ended", why).hint("code of the return, if known"));
            fields
        }
        Fact::Person(id) => person_fields(app, Some(case.people.iter().find(|p| p.id == id)?)),
        Fact::Unlink(_) | Fact::Remove => return None,
    };
    if matches!(fact, Fact::Period(_) | Fact::Legal(_) | Fact::Placement(_) | Fact::Person(_)) {
        fields.push(keep_or_remove());
    }
    Some(fields)
}

fn arrival_fields(app: &App, start: &str) -> Vec<Field> {
    vec![
        Field::line("start", "Came into care", start).hint("14 jan 2026; empty: not looked after"),
        Field::choice("legal", "Legal status", statuses(), "V2"),
        Field::choice("place", "Placement", codes(Some("not known yet"), PLACES), ""),
        Field::line("notified", "IRO told on", "").hint("if known"),
        Field::line("iro", "IRO", app.desk.board.iro.clone()),
    ]
}

fn person_fields(app: &App, known: Option<&Person>) -> Vec<Field> {
    let roles =
        app.desk.board.practice.roles.iter().map(|(word, title)| (word.clone(), title.clone())).collect();
    let role = known.map_or(Role::SocialWorker.word(), |p| p.role.as_str());
    let text = |part: fn(&Person) -> &String| known.map(part).cloned().unwrap_or_default();
    vec![
        Field::choice("role", "Role", roles, role),
        Field::line("name", "Name", text(|p| &p.name)),
        Field::line("detail", "Reach", text(|p| &p.detail)).hint("phone, mail, what to know"),
        Field::line("start", "From", known.map_or_else(|| day(Some(app.today())), |p| day(p.start))),
        Field::line("end", "To", day(known.and_then(|p| p.end))).hint("empty: still in the role"),
    ]
}

fn relative_fields(app: &App, row: &Row) -> Vec<Field> {
    let mut others: Vec<(String, String)> = app
        .desk
        .board
        .rows()
        .filter(|r| r.id() != row.id())
        .map(|r| (r.id().to_string(), format!("{} ({})", app.name(r), r.case.child.number)))
        .collect();
    others.sort_by(|a, b| a.1.cmp(&b.1));
    let kinds = [Relation::Sibling, Relation::Parent, Relation::Offspring]
        .map(|relation| (relation_word(relation).to_owned(), kin_words(relation).to_owned()));
    vec![
        Field::choice("relation", "Is", kinds.to_vec(), ""),
        Field::choice("other", "Of the caseload", others, ""),
    ]
}

/// The fields of a new child's form.
pub(super) fn new_child(app: &App) -> Vec<Field> {
    let mut fields = name_fields(&Child::new(""));
    fields.extend(arrival_fields(app, ""));
    fields
}

/// A field's text for a day that may not be known.
fn day(date: Option<chrono::NaiveDate>) -> String {
    date.map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default()
}

/// Codes with their titles, headed by what leaves it open.
fn codes(open: Option<&str>, list: &[(&str, &str)]) -> Vec<(String, String)> {
    let none = open.map(|words| (String::new(), words.to_owned()));
    none.into_iter()
        .chain(list.iter().map(|(code, title)| ((*code).to_owned(), format!("{code} {title}"))))
        .collect()
}

fn statuses() -> Vec<(String, String)> {
    LEGAL.iter().map(|(code, _, title)| ((*code).to_owned(), format!("{code} {title}"))).collect()
}

/// A yes, a no, or not known.
fn maybe(key: &'static str, label: &'static str, known: Option<bool>) -> Field {
    let on = known.map_or("", |yes| if yes { "yes" } else { "no" });
    Field::choice(key, label, pairs(&[("", "not known"), ("yes", "yes"), ("no", "no")]), on)
}

/// The last field of a correction: keep the fact so, or take it out.
fn keep_or_remove() -> Field {
    let all = pairs(&[("keep", "correct it so"), ("remove", "take it out: it was recorded wrongly")]);
    Field::choice("then", "On saving", all, "keep")
}

fn name_fields(known: &Child) -> Vec<Field> {
    vec![
        Field::line("number", "Number", known.number.clone()),
        Field::line("forename", "Forename", known.forename.clone()),
        Field::line("surname", "Surname", known.surname.clone()),
        Field::line("dob", "Born", day(known.dob)).hint("3 may 2014"),
        Field::line("language", "First language", known.language.clone().unwrap_or_default())
            .hint("English, Urdu, Welsh ... empty: not known"),
    ]
}

fn placement_fields(known: &Placement) -> Vec<Field> {
    vec![
        Field::choice("code", "Placement", codes(None, PLACES), &known.code),
        Field::line("start", "From", day(Some(known.start))),
        Field::line("carer", "With", known.carer.clone()).hint("carer or establishment"),
        Field::line("area", "Where", known.area.clone()).hint("postcode or area"),
        Field::choice(
            "provider",
            "Provider",
            codes(Some("not known"), PROVIDERS),
            known.provider.as_deref().unwrap_or(""),
        ),
    ]
}
