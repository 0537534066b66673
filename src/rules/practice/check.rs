//! Doubts about a practice that can be used: every local limit that can fall after the law's, and how
//! often over ten years of dates, and what `longest` doubts of its protocols.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Basis, Direction, Duty, Practice, Problem, Rule, Span, Unit, in_words, longest};
use crate::rules::calendar::{Calendar, add_months};
use crate::rules::duties::turn_of;

/// First day of the ten years of start dates that local limits are tried on.
const TRIED_FROM: (i32, u32, u32) = (2018, 1, 1);
/// How many days are tried: ten years.
const TRIED_DAYS: usize = 3652;

/// What is doubtful: local limits that may be late, protocols that may take too long.
pub(crate) fn doubts(practice: &Practice, calendar: &Calendar) -> Vec<Problem> {
    let binds = practice.guidance_binds;
    let regimes = practice
        .regimes
        .iter()
        .flat_map(|r| r.rules().map(|(key, rule)| (format!("regime.{}.{key}", r.id), rule)));
    let duties = practice.duties.iter().flat_map(|d| {
        let own = d.due.as_ref().map(|rule| (format!("duty.{}.due", d.id), rule));
        let variants = d.variants.iter().filter_map(|v| v.due.as_ref());
        own.into_iter().chain(variants.map(|rule| (format!("duty.{}.variant.due", d.id), rule)))
    });
    let limits = regimes.chain(duties).filter_map(|(key, rule)| doubt(&key, rule, binds, calendar));
    let silences = practice.duties.iter().filter_map(|d| sooner_silence(d, calendar));
    let local = in_place_of_law(practice, calendar);
    limits.chain(silences).chain(local).chain(longest::doubts(practice, calendar)).collect()
}

/// A local day by which silence means something, where it can come before the day that guidance gives for an answer.
fn sooner_silence(duty: &Duty, calendar: &Calendar) -> Option<Problem> {
    let (silence, rule) = (duty.if_silent.as_deref()?, duty.due.as_ref()?);
    let over = rule.over.as_ref()?;
    let (own, theirs) = (&rule.own.span, &over.span);
    let sooner = match late(theirs, own, calendar).filter(|_| no_later_start(theirs, own)) {
        Some((0, _)) => return None,
        Some((sooner, tried)) => format!("falls earlier, on {sooner} of {tried} start dates"),
        None => "can fall earlier".to_owned(),
    };
    Some(Problem {
        line: 0,
        key: format!("duty.{}.due", duty.id),
        message: format!(
            "silence means {silence} after the local {}, which {sooner}, than the {}'s {}",
            in_words(own),
            over.basis.word(),
            in_words(theirs)
        ),
        hint: format!("the local day holds, both are shown ({})", over.cite),
    })
}

/// Local clocks of reviews that take the place of the law's: its intervals stay their ceiling.
fn in_place_of_law(practice: &Practice, calendar: &Calendar) -> Vec<Problem> {
    let local = practice.regimes.iter().filter(|r| !r.is_lawful() && !r.separate);
    let pairs = local.flat_map(|r| {
        let replaced = practice.regimes.iter().filter(|law| law.is_lawful() && r.replaces.contains(&law.id));
        replaced.take(1).map(move |law| (r, law))
    });
    let rules = pairs.flat_map(|(r, law)| r.rules().into_iter().zip(law.rules()).map(move |pair| (r, pair)));
    rules
        .filter_map(|(r, ((key, own), (_, law)))| {
            doubt(&format!("regime.{}.{key}", r.id), &own.under(law), practice.guidance_binds, calendar)
        })
        .collect()
}

/// Days of which the first never comes after the second.
const NEVER_LATER: [(&str, &str); 3] = [
    ("review-held", "review-completed"),
    ("looked-after", "placed"),
    ("decisions-sent", "decisions-received"),
];

fn doubt(key: &str, rule: &Rule, binds: bool, calendar: &Calendar) -> Option<Problem> {
    let over = rule.over.as_ref()?;
    let own = match &rule.own.span {
        Span::Earliest(spans) => spans.iter().collect(),
        span => vec![span],
    };
    // The earliest of several is no later than the law's day if one of them never is.
    let comparable = own.into_iter().filter(|span| no_later_start(span, &over.span));
    let tried = comparable.filter_map(|span| late(span, &over.span, calendar)).min();
    let often = match tried {
        Some((0, _)) => return None,
        Some((late, tried)) => format!(
            "can fall later, on {late} of {tried} start dates ({}%)",
            (late * 100 + tried / 2) / tried.max(1)
        ),
        None => "counts from another day, so it may fall later".to_owned(),
    };
    Some(Problem {
        line: 0,
        key: key.to_owned(),
        message: format!(
            "the local {} {often} than the {}'s {}",
            in_words(&rule.own.span),
            over.basis.word(),
            in_words(&over.span)
        ),
        hint: if over.basis == Basis::Law || binds {
            format!("the earlier of the two governs, both are shown ({})", over.cite)
        } else {
            format!("guidance is advisory here: the local day governs, both are shown ({})", over.cite)
        },
    })
}

/// Whether two spans count from the same day, or the first from one that never comes after the other's.
fn no_later_start(own: &Span, over: &Span) -> bool {
    let anchors = |span: &Span| {
        let from = match span {
            Span::Every { from, .. } => from.iter().map(String::clone).collect(),
            other => other.anchors().into_iter().map(str::to_owned).collect::<Vec<_>>(),
        };
        from.into_iter().collect::<BTreeSet<_>>()
    };
    let (own, over) = (anchors(own), anchors(over));
    let no_later = |a: &String, b: &String| a == b || NEVER_LATER.contains(&(a, b));
    own.iter().all(|a| over.iter().all(|b| no_later(a, b)))
}

/// On how many start dates one span ends after the other, and of how many that could be tried.
fn late(own: &Span, over: &Span, calendar: &Calendar) -> Option<(u32, u32)> {
    let start = NaiveDate::from_ymd_opt(TRIED_FROM.0, TRIED_FROM.1, TRIED_FROM.2)?;
    let days = start.iter_days().take(TRIED_DAYS);
    let both = days.filter_map(|day| Some((plain(own, day, calendar)?, plain(over, day, calendar)?)));
    Some(both.fold((0, 0), |(late, tried), (own, limit)| (late + u32::from(own > limit), tried + 1)))
}

/// The span counted from `day`, whatever its anchor; a recurring one to its first turn.
fn plain(span: &Span, day: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let (count, unit, direction) = match span {
        Span::Offset { count, unit, direction, .. } => (count, unit, direction),
        Span::On(_) => return Some(day),
        Span::Earliest(spans) => {
            let days: Option<Vec<NaiveDate>> = spans.iter().map(|s| plain(s, day, calendar)).collect();
            return days?.into_iter().min();
        }
        Span::Latest(spans) => {
            let days: Option<Vec<NaiveDate>> = spans.iter().map(|s| plain(s, day, calendar)).collect();
            return days?.into_iter().max();
        }
        Span::Every { every, at_end, .. } => return Some(turn_of(*every, day, 1, *at_end, calendar)?.1),
        Span::Midway(..) => return None,
    };
    let n = if *direction == Direction::Before { -*count } else { *count };
    match unit {
        Unit::WorkingDays => calendar.add_working_days(day, n).ok().map(|c| c.date),
        Unit::Months => add_months(day, n),
        Unit::Days | Unit::Weeks => {
            let days = Days::new(u64::from(count.unsigned_abs()) * if *unit == Unit::Weeks { 7 } else { 1 });
            if n < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
        }
    }
}
