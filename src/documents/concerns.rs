//! The tracker of concerns and the register of effects, for whoever keeps the sheet: children by their
//! initials and without their names in any text, unless names are asked for.

use chrono::NaiveDate;

use super::sheet::Sheet;
use crate::board::{Board, Concern};
use crate::rules::escalation::analysis::{Analysis, Group};
use crate::rules::practice::protocol::concern_title;
use crate::rules::working::long;

/// The month-end tracker: every concern open, or closed since `from`.
pub fn tracker(board: &Board, from: NaiveDate, names: bool) -> Sheet {
    let rows = board.concerns().into_iter().filter(|c| !c.is_praise());
    let rows = rows.filter(|c| c.escalation.is_open() || c.escalation.closed >= Some(from));
    let head = [
        "No",
        "Child",
        "Raised",
        "Kind",
        "Concern",
        "Protocol",
        "Stage",
        "Reply by",
        "In all by",
        "Open (wd)",
        "Late",
        "Last move",
        "Outcome",
        "What changed",
    ];
    let row = |c: Concern<'_>| {
        let e = c.escalation;
        let end = e.closed.unwrap_or(board.today);
        let open = board.calendar.working_days_between(e.raised, end).unwrap_or(0);
        let last = e.moves.last().map(|m| format!("{} {}", long(m.date), m.word)).unwrap_or_default();
        vec![
            e.id.to_string(),
            who(&c, names),
            long(e.raised),
            c.title().to_owned(),
            masked(&c, &e.text, names),
            c.protocol.map_or(e.protocol.clone(), |p| p.title.clone()),
            if e.is_open() { c.stage_title().to_owned() } else { "closed".into() },
            day(c.reply_by()),
            day(c.total_by().filter(|_| e.is_open())),
            open.to_string(),
            if c.is_late(board.today) { "late".into() } else { String::new() },
            last,
            e.outcome.clone().unwrap_or_default(),
            masked(&c, e.effect.as_deref().unwrap_or_default(), names),
        ]
    };
    let rows: Vec<Vec<String>> = rows.map(row).collect();
    let words =
        vec![format!("Concerns open, or closed since {}. IRO: {}.", long(from), board.iro), kept(names)];
    Sheet { title: format!("Escalation tracker, {}", long(board.today)), words, head: titles(&head), rows }
}

/// The register of effects: what changed for children, what is promised, what was good.
pub fn effects(board: &Board, names: bool) -> Sheet {
    let closed = board.concerns().into_iter().filter(|c| !c.escalation.is_open());
    let row = |c: Concern<'_>| {
        let e = c.escalation;
        let what = if c.is_praise() { &e.text } else { e.effect.as_ref().unwrap_or(&e.text) };
        let state = match (c.is_praise(), e.is_promised()) {
            (true, _) => "good practice",
            (_, true) => "promised",
            (_, false) => "seen",
        };
        vec![
            e.id.to_string(),
            who(&c, names),
            c.title().to_owned(),
            day(e.closed),
            e.outcome.clone().unwrap_or_default(),
            masked(&c, what, names),
            state.to_owned(),
            e.seen_by.clone().unwrap_or_default(),
            day(e.seen_on.or(e.look_on.filter(|_| e.is_promised()))),
        ]
    };
    let head =
        ["No", "Child", "Kind", "Closed", "Outcome", "What changed", "Effect", "Seen by", "Seen / look on"];
    let rows = closed.map(row).collect();
    let title = format!("Register of effects, {}", long(board.today));
    Sheet { title, words: vec![kept(names)], head: titles(&head), rows }
}

/// The analysis of the concerns of a span of days, a line a figure with the concerns behind it.
pub fn analysis(sum: &Analysis, from: NaiveDate, to: NaiveDate) -> Sheet {
    let mut rows = Vec::new();
    let mut add = |part: &str, what: &str, group: &Group| {
        let ids = numbers(&group.rows);
        rows.push(vec![part.to_owned(), what.to_owned(), group.count.to_string(), ids]);
    };
    sum.themes.iter().for_each(|(k, g)| add("Theme", concern_title(k), g));
    sum.stages.iter().for_each(|(k, g)| add("Stage reached", k, g));
    add("Time", "within 20 working days", &sum.within_20);
    add("Time", "over 20 working days", &sum.over_20);
    sum.outcomes.iter().for_each(|(k, g)| add("Outcome", k, g));
    sum.effects.iter().for_each(|(k, g)| add("Effect", k, g));
    add("Cafcass", "referred", &sum.cafcass);
    let days = sum.stage_days.iter().map(|(stage, spent)| (stage.as_str(), spent));
    for (stage, spent) in days.chain([("in all, those closed", &sum.days)]) {
        let mean = spent.mean.map_or_else(|| "none".to_owned(), |d| d.to_string());
        rows.push(vec!["Mean working days".into(), stage.to_owned(), mean, numbers(&spent.rows)]);
    }
    let words = vec![format!(
        "From {} to {}: {} raised, {} closed, {} open at the end; good practice passed on {} times. Each figure \
         below is of the {} concerns open on some day of it. 20 working days are counted from the formal opening, or \
         from the day raised where there was none.",
        long(from),
        long(to),
        sum.raised,
        sum.closed,
        sum.open,
        sum.good_practice,
        sum.rows.len()
    )];
    let head = titles(&["Part", "What", "How many", "Concerns"]);
    Sheet { title: "Analysis of concerns".into(), words, head, rows }
}

fn numbers(rows: &[i64]) -> String {
    rows.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}

fn kept(names: bool) -> String {
    if names {
        "Holds names: keep it as a child's record is kept.".to_owned()
    } else {
        "Children are named by their initials; the number of the concern finds the record.".to_owned()
    }
}

fn who(concern: &Concern<'_>, names: bool) -> String {
    let more = match concern.escalation.others.len() {
        0 => String::new(),
        n => format!(" +{n}"),
    };
    let Some(row) = concern.row else { return "the service".to_owned() };
    let child = &row.case.child;
    if names {
        format!("{} ({}){more}", child.name(), child.number)
    } else if child.forename.is_empty() && child.surname.is_empty() {
        // Without a name the initials would be the number.
        format!("not named{more}")
    } else {
        format!("{}{more}", child.initials())
    }
}

/// A text with the child's own names taken out.
fn masked(concern: &Concern<'_>, text: &str, names: bool) -> String {
    let Some(row) = concern.row.filter(|_| !names) else { return text.to_owned() };
    let child = &row.case.child;
    let own = [child.forename.as_str(), child.surname.as_str(), child.number.as_str()];
    let parts = own.iter().flat_map(|n| n.split_whitespace()).filter(|n| n.chars().count() > 1);
    parts.fold(text.to_owned(), |text, name| without(&text, name))
}

/// The text with every whole word `name`, in any case, replaced.
fn without(text: &str, name: &str) -> String {
    let wanted = name.to_lowercase();
    let mut masked = String::new();
    let mut word = String::new();
    let put = |masked: &mut String, word: &mut String| {
        masked.push_str(if word.to_lowercase() == wanted { "[name]" } else { word });
        word.clear();
    };
    for c in text.chars() {
        if c.is_alphanumeric() || (c == '-' && wanted.contains('-')) || (c == '\'' && wanted.contains('\'')) {
            word.push(c);
        } else {
            put(&mut masked, &mut word);
            masked.push(c);
        }
    }
    put(&mut masked, &mut word);
    masked
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |d| d.to_string())
}

fn titles(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}
