//! The tracker of concerns and the register of effects, for whoever keeps the sheet: children by their
//! initials and without the names of anybody in the book in any text, unless names are asked for.

use chrono::NaiveDate;

use super::mask::Mask;
use super::public;
use super::sheet::Sheet;
use crate::board::{Board, Concern, Row};
use crate::model::child::Child;
use crate::model::escalation::Escalation;
use crate::rules::escalation::analysis::{Analysis, Group};
use crate::rules::practice::Practice;
use crate::rules::working::{count, long};

/// The month-end tracker as it stood at the end of `to`: every concern then open, closed or moved since
/// `from`. What was done later is left out.
pub(crate) fn tracker(board: &Board, from: NaiveDate, to: NaiveDate, names: bool) -> Sheet {
    let mask = Mask::of(board);
    let said = |text: &str| if names { text.to_owned() } else { mask.apply(text) };
    let all = board.concerns();
    let then: Vec<(Option<&Row>, Escalation)> =
        all.iter().filter_map(|c| Some((c.row, c.escalation.as_at(to)?))).collect();
    let touched = |c: &Concern<'_>| {
        let e = c.escalation;
        !c.is_praise() && (e.is_open() || e.closed >= Some(from) || e.moves.iter().any(|m| m.date >= from))
    };
    let mut concerns: Vec<Concern<'_>> =
        then.iter().map(|(row, e)| board.judged(*row, e)).filter(touched).collect();
    concerns.sort_by_cached_key(|c| c.urgency(to));
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
        let open = board.calendar.working_days_between(e.raised, e.closed.unwrap_or(to)).unwrap_or(0);
        let last = e.moves.last().map(|m| format!("{} {}", m.date, m.what)).unwrap_or_default();
        vec![
            e.id.to_string(),
            who(&c, names),
            e.raised.to_string(),
            said(c.title()),
            said(&e.text),
            c.protocol.map_or(e.protocol.clone(), |p| p.title.clone()),
            if e.is_open() { c.stage_title().to_owned() } else { "closed".into() },
            day(c.reply_by()),
            day(c.total_by().filter(|_| e.is_open())),
            open.to_string(),
            if c.is_late(to) { "late".into() } else { String::new() },
            last,
            e.outcome.map_or_else(String::new, |o| o.to_string()),
            said(e.effect.as_deref().unwrap_or_default()),
        ]
    };
    let rows: Vec<Vec<String>> = concerns.into_iter().map(row).collect();
    let words = vec![
        format!(
            "As it stood on {}: concerns open then, or closed or moved since {}. IRO: {}.",
            long(to),
            long(from),
            board.iro
        ),
        kept(names),
    ];
    Sheet { title: format!("Escalation tracker, {}", long(to)), words, head: titles(&head), rows }
}

/// The register of effects of concerns closed in a span: what changed for children, what is promised, what
/// was good.
pub(crate) fn effects(board: &Board, from: NaiveDate, to: NaiveDate, names: bool) -> Sheet {
    let mask = Mask::of(board);
    let said = |text: &str| if names { text.to_owned() } else { mask.apply(text) };
    let within = |c: &Concern<'_>| c.escalation.closed.is_some_and(|day| from <= day && day <= to);
    let closed = board.concerns().into_iter().filter(within);
    let row = |c: Concern<'_>| {
        let e = c.escalation;
        let what = if c.is_praise() { &e.text } else { e.effect.as_ref().unwrap_or(&e.text) };
        let state = if c.is_praise() { "good practice" } else { e.became().says() };
        vec![
            e.id.to_string(),
            who(&c, names),
            said(c.title()),
            day(e.closed),
            e.outcome.map_or_else(String::new, |o| o.to_string()),
            said(what),
            state.to_owned(),
            said(e.seen_by.as_deref().unwrap_or_default()),
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
pub(crate) fn analysis(
    sum: &Analysis,
    practice: &Practice,
    from: NaiveDate,
    to: NaiveDate,
    public: bool,
) -> Sheet {
    if public {
        return for_public(sum, practice, from, to);
    }
    let mut rows = Vec::new();
    let mut add = |part: &str, what: &str, group: &Group| {
        let ids = numbers(&group.rows);
        rows.push(vec![part.to_owned(), what.to_owned(), group.count.to_string(), ids]);
    };
    sum.themes.iter().for_each(|(k, g)| add("Theme", practice.concern(k), g));
    sum.stages.iter().for_each(|(k, g)| add("Stage reached", &practice.stage(k), g));
    add("Time", "within 20 working days", &sum.within_20);
    add("Time", "over 20 working days", &sum.over_20);
    sum.outcomes.iter().for_each(|(k, g)| add("Outcome", k, g));
    sum.effects.iter().for_each(|(k, g)| add("Effect", k.says(), g));
    add("Cafcass", "referred", &sum.cafcass);
    let days = sum.stage_days.iter().map(|(stage, spent)| (practice.stage(stage), spent));
    for (stage, spent) in days.chain([("in all, those closed".to_owned(), &sum.days)]) {
        let mean = spent.mean.map_or_else(|| "none".to_owned(), |d| d.to_string());
        rows.push(vec!["Mean working days".into(), stage, mean, numbers(&spent.rows)]);
    }
    let words = vec![format!(
        "From {} to {}: {} raised, {} closed, {} open at the end; good practice passed on {}. Each figure below \
         is of the {} open on some day of it. 20 working days are counted from the formal opening, or \
         from the day raised where there was none.",
        long(from),
        long(to),
        sum.raised,
        sum.closed,
        sum.open,
        count(sum.good_practice, "time", "times"),
        count(sum.rows.len(), "concern", "concerns")
    )];
    let head = titles(&["Part", "What", "How many", "Concerns"]);
    Sheet { title: "Analysis of concerns".into(), words, head, rows }
}

/// The same for anybody to read: counts alone, small ones hidden, and no concern's number.
fn for_public(sum: &Analysis, practice: &Practice, from: NaiveDate, to: NaiveDate) -> Sheet {
    let mut rows = Vec::new();
    let mut add = |part: &str, groups: Vec<(String, &Group)>| {
        let counts: Vec<usize> = groups.iter().map(|(_, group)| group.count).collect();
        let shown = groups.into_iter().zip(public::list(&counts));
        rows.extend(shown.map(|((what, _), shown)| vec![part.to_owned(), what, shown]));
    };
    add("Theme", sum.themes.iter().map(|(k, g)| (practice.concern(k).to_owned(), g)).collect());
    add("Stage reached", sum.stages.iter().map(|(k, g)| (practice.stage(k), g)).collect());
    let times = [("within 20 working days", &sum.within_20), ("over 20 working days", &sum.over_20)];
    add("Time", times.map(|(what, group)| (what.to_owned(), group)).to_vec());
    add("Outcome", sum.outcomes.iter().map(|(k, g)| (k.clone(), g)).collect());
    add("Effect", sum.effects.iter().map(|(k, g)| (k.says().to_owned(), g)).collect());
    let shown = public::number;
    let words = vec![
        format!(
            "From {} to {}: {} raised, {} closed, {} open at the end; good practice passed on {} times.",
            long(from),
            long(to),
            shown(sum.raised),
            shown(sum.closed),
            shown(sum.open),
            shown(sum.good_practice)
        ),
        public::TOLD.to_owned(),
    ];
    Sheet { title: "Analysis of concerns".into(), words, head: titles(&["Part", "What", "How many"]), rows }
}

fn numbers(rows: &[i64]) -> String {
    rows.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}

fn kept(names: bool) -> String {
    if names {
        "Holds names: keep it as a child's record is kept.".to_owned()
    } else {
        "Children are named by their initials, and names, numbers and birthdays of the book are taken out of the \
         words; the number of the concern finds the record.".to_owned()
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
    } else {
        format!("{}{more}", initials(child))
    }
}

/// A child where names do not go out: without a name the initials would be the number.
pub(super) fn initials(child: &Child) -> String {
    if child.forename.is_empty() && child.surname.is_empty() {
        "not named".to_owned()
    } else {
        child.initials()
    }
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |d| d.to_string())
}

fn titles(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}
