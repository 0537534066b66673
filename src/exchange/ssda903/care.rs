//! From episodes to periods of care, legal statuses and placements.
//!
//! A period of care runs from an episode that starts care (RNE S) to the first end other than X1.
//! Dirty rows bend this as little as possible, and each bend is a doubt.

use chrono::NaiveDate;

use super::draft::{Ended, Episode};
use super::remarks::{At, Remarks};
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::Source;
use crate::model::ids::{LegalId, PlacementId};

/// What the episodes of one child come to.
#[derive(Debug, Default)]
pub struct Care {
    /// Periods of care, oldest first, none overlapping another.
    pub periods: Vec<Period>,
    /// The row that starts each period.
    pub starts: Vec<At>,
    /// Legal statuses, oldest first.
    pub legal: Vec<Legal>,
    /// Placements, oldest first.
    pub placements: Vec<Placement>,
}

/// Work out the care of one child; the episodes come out in order of time.
pub fn care(number: &str, episodes: &mut Vec<Episode>, remarks: &mut Remarks) -> Care {
    order(number, episodes, remarks);
    let mut care = Care::default();
    let mut rest = episodes.as_slice();
    while let Some((period, count)) = period(number, rest, care.periods.last(), remarks) {
        let (own, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        care.legal.extend(legal(own, period.end));
        care.placements.extend(placements(own, period.end));
        care.starts.extend(own.first().map(|e| e.at));
        care.periods.push(period);
        rest = later;
    }
    care
}

/// Put episodes in order of time, and leave out rows that another one repeats.
fn order(number: &str, episodes: &mut Vec<Episode>, remarks: &mut Remarks) {
    episodes.sort_by_key(|e| (e.start, e.end.unwrap_or(NaiveDate::MAX), e.at));
    episodes.dedup_by(|later, first| {
        if later.same(first) {
            return true;
        }
        // one return still has the episode open, another knows its end
        let stale = later.start == first.start && later.end.is_none() && first.end > Some(first.start);
        if stale {
            let place = remarks.place(first.at, later.at);
            let why = format!("{place} starts the same day and has ended: this open row is not taken");
            remarks.refuse(later.at, "", number, why);
        }
        stale
    });
}

/// The period of care that the first of `episodes` begins, and how many of them lie in it.
fn period(
    number: &str,
    episodes: &[Episode],
    before: Option<&Period>,
    remarks: &mut Remarks,
) -> Option<(Period, usize)> {
    let (first, _) = episodes.split_first()?;
    if !first.starts_care() && before.is_some() {
        let why = "care had ended, and this episode does not start it again (RNE S); taken as a new start";
        remarks.doubt(first.at, "RNE", first.began.unwrap_or_default(), why);
    }
    // Care that goes on from before the first row began on a day that the return does not tell.
    let start_known = first.starts_care() || before.is_some();
    let mut period = Period { start_known, ..Period::begun(first.start, Source::Import) };
    let mut count = 0;
    for (index, episode) in episodes.iter().enumerate() {
        if let Some(earlier) = index.checked_sub(1).and_then(|i| episodes.get(i)) {
            if period.end.is_some_and(|end| end <= episode.start) {
                break;
            }
            doubt_joint(earlier, episode, remarks);
        }
        count += 1;
        let next = episodes.get(index + 1);
        doubt_end(number, episode, next, remarks);
        let unread =
            matches!(episode.ended, Ended::Unread(_)).then_some(episode.end.unwrap_or(episode.start));
        if let Some(end) = episode.end.or(unread).filter(|_| ends_care(episode, next))
            && period.end.is_none_or(|known| known < end)
        {
            period.end = Some(end);
            period.end_reason = match episode.ended {
                Ended::Ceased(code) | Ended::Unread(Some(code)) => Some(code.to_owned()),
                _ => None,
            };
        }
    }
    Some((period, count))
}

/// Whether care ended with this episode. Where no known code says so, the next episode does.
fn ends_care(episode: &Episode, next: Option<&Episode>) -> bool {
    match episode.ended {
        Ended::Ceased(_) | Ended::Unread(_) => true,
        Ended::Continues => false,
        Ended::Unknown => next.is_none_or(Episode::starts_care),
        Ended::Blank => next.is_some_and(Episode::starts_care),
    }
}

/// Doubt how two episodes of one period follow each other.
fn doubt_joint(earlier: &Episode, later: &Episode, remarks: &mut Remarks) {
    let (at, place) = (later.at, remarks.place(earlier.at, later.at));
    let mut doubt = |column: &str, value: &str, why: String| remarks.doubt(at, column, value, why);
    if later.starts_care() {
        doubt("RNE", "S", format!("care starts while it goes on from {place}: taken as the same period"));
    }
    let start = shown(later.start);
    match earlier.end {
        None => doubt("DECOM", &start, format!("the episode of {place} is still open on this day")),
        Some(end) if end > later.start => {
            doubt("DECOM", &start, format!("overlaps the episode of {place}, which ends on {}", shown(end)));
        }
        Some(end) if end < later.start => {
            doubt(
                "DECOM",
                &start,
                format!("a gap after the episode of {place}, which ends on {}", shown(end)),
            );
        }
        Some(_) => {}
    }
}

/// Doubt an end date and reason that do not fit each other, or what follows.
fn doubt_end(number: &str, episode: &Episode, next: Option<&Episode>, remarks: &mut Remarks) {
    let end = episode.end.map(shown).unwrap_or_default();
    let rec = match episode.ended {
        Ended::Ceased(code) => code,
        _ => "",
    };
    let (column, value, why) = match (episode.end, episode.ended) {
        (None, Ended::Unread(_)) => (
            "DEC",
            "",
            format!(
                "care ended on a day that cannot be read: taken as over on {}, the last day told of; put it right by hand",
                shown(episode.start)
            ),
        ),
        (Some(end), Ended::Ceased(_)) if next.is_some_and(|n| n.starts_care() && n.start == end) => (
            "REC",
            rec,
            format!(
                "care starts again on the day it ended, {}: it probably never stopped, and its reviews then go on as before",
                shown(end)
            ),
        ),
        (Some(_), Ended::Blank) if next.is_none() => {
            ("REC", "", format!("the episode ends on {end} without a reason: care is taken as going on"))
        }
        (Some(_), Ended::Blank) => ("REC", "", format!("the episode ends on {end} without a reason")),
        (None, Ended::Ceased(code)) => {
            ("DEC", "", format!("a reason ({code}) without an end date: taken as open"))
        }
        (None, Ended::Continues) => ("DEC", "", "X1 without an end date: taken as open".to_owned()),
        (Some(_), Ended::Continues) if next.is_none() => {
            ("REC", "X1", format!("child {number} has no later episode: care is taken as going on"))
        }
        _ => return,
    };
    remarks.doubt(episode.at, column, value, why);
}

/// A run of episodes alike in some respect.
struct Spell<'a, K> {
    key: K,
    start: NaiveDate,
    end: Option<NaiveDate>,
    last: &'a Episode,
    running: bool,
}

/// Runs of episodes with the same key; a key of `None` ends a run and begins none.
fn spells<'a, K: PartialEq>(
    episodes: &'a [Episode],
    until: Option<NaiveDate>,
    key: impl Fn(&'a Episode) -> Option<K>,
) -> Vec<Spell<'a, K>> {
    let mut spells: Vec<Spell<K>> = Vec::new();
    for episode in episodes {
        let key = key(episode);
        if let Some(spell) = spells.last_mut().filter(|s| s.running) {
            if key.as_ref() == Some(&spell.key) {
                spell.last = episode;
                continue;
            }
            spell.end = Some(spell.last.end.unwrap_or(episode.start).min(episode.start));
            spell.running = false;
        }
        if let Some(key) = key {
            spells.push(Spell { key, start: episode.start, end: None, last: episode, running: true });
        }
    }
    if let Some(spell) = spells.last_mut().filter(|s| s.running) {
        spell.end = until;
    }
    spells
}

fn legal(episodes: &[Episode], until: Option<NaiveDate>) -> impl Iterator<Item = Legal> {
    spells(episodes, until, |e| e.legal).into_iter().map(|spell| Legal {
        id: LegalId(0),
        code: spell.key.to_owned(),
        start: spell.start,
        end: spell.end,
        source: Source::Import,
    })
}

fn placements(episodes: &[Episode], until: Option<NaiveDate>) -> impl Iterator<Item = Placement> {
    spells(episodes, until, |e| e.place.map(|code| (code, e.provider, &*e.area, &*e.urn))).into_iter().map(
        |spell| {
            let (code, provider, area, _) = spell.key;
            Placement {
                id: PlacementId(0),
                code: code.to_owned(),
                provider: provider.map(str::to_owned),
                carer: String::new(),
                area: area.to_owned(),
                start: spell.start,
                end: spell.end,
                change_reason: spell.last.change_reason.filter(|_| spell.end.is_some()).map(str::to_owned),
                source: Source::Import,
            }
        },
    )
}

/// A date as the return writes it.
pub fn shown(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}
