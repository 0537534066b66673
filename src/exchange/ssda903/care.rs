//! From episodes to periods of care, legal statuses and placements.
//!
//! A period of care runs from an episode that starts care (RNE S) to the first end other than X1.
//! Dirty rows bend this as little as possible, and each bend is a doubt.

use chrono::NaiveDate;

use super::draft::{Draft, Ended, Episode, Held};
use super::remarks::{At, Remarks};
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::Source;
use crate::model::doubt::Kind;

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
pub(crate) fn care(number: &str, episodes: &mut Vec<Episode>, held: &[Held], remarks: &mut Remarks) -> Care {
    order(number, episodes, remarks);
    let mut care = Care::default();
    let mut rest = episodes.as_slice();
    while let Some((period, count)) = period(number, rest, held, care.periods.last(), remarks) {
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
    // A row whose end cannot be gives way to another of the same day.
    let whole: Vec<NaiveDate> =
        episodes.iter().filter(|e| !matches!(e.ended, Ended::Unread(_))).map(|e| e.start).collect();
    episodes.retain(|e| !matches!(e.ended, Ended::Unread(_)) || !whole.contains(&e.start));
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
    held: &[Held],
    before: Option<&Period>,
    remarks: &mut Remarks,
) -> Option<(Period, usize)> {
    let (first, _) = episodes.split_first()?;
    if !first.starts_care() && before.is_some() {
        let why = "care had ended, and this episode does not start it again (RNE S); taken as a new start";
        remarks.keep(Kind::Start, first.at, "RNE", first.began.unwrap_or_default(), first.start, why);
    }
    // Care that goes on from before the first row began on a day that the return does not tell.
    let start_known = (first.starts_care() || before.is_some()) && first.odd_start.is_empty();
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
        if !episode.odd_start.is_empty() {
            let why = format!(
                "when this episode began cannot be read: taken as begun on {}; put it right by hand",
                shown(episode.start)
            );
            remarks.keep(Kind::Start, episode.at, "DECOM", &episode.odd_start, episode.start, why);
        }
        let next = episodes.get(index + 1);
        let told = last_told(episode, next, held);
        doubt_end(number, episode, next, told, remarks);
        let unread = matches!(episode.ended, Ended::Unread(_)).then_some(told);
        if let Some(end) = episode.end.or(unread).filter(|_| ends_care(episode, next))
            && period.end.is_none_or(|known| known < end)
        {
            period.end = Some(end);
            period.end_known = !matches!(episode.ended, Ended::Unread(_));
            period.end_reason = match episode.ended {
                Ended::Ceased(code) | Ended::Unread(Some(code)) => Some(code.to_owned()),
                _ => None,
            };
        }
    }
    Some((period, count))
}

/// The last day that a child is told to be in care in an episode whose end is not known: that of the latest review, or
/// the first of the episode.
fn last_told(episode: &Episode, next: Option<&Episode>, held: &[Held]) -> NaiveDate {
    let within = |day: &NaiveDate| *day >= episode.start && next.is_none_or(|n| *day < n.start);
    let review = held.iter().map(|r| r.day).filter(within).max();
    episode.end.or(review).unwrap_or(episode.start)
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
    let mut doubt = |column: &str, value: &str, why: String| {
        let kind = if column == "RNE" { Kind::Start } else { Kind::Episodes };
        remarks.keep(kind, at, column, value, later.start, why);
    };
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
fn doubt_end(
    number: &str,
    episode: &Episode,
    next: Option<&Episode>,
    told: NaiveDate,
    remarks: &mut Remarks,
) {
    let end = episode.end.map(shown).unwrap_or_default();
    let rec = match episode.ended {
        Ended::Ceased(code) => code,
        _ => "",
    };
    let again = next.filter(|n| n.starts_care() && episode.end.is_some_and(|end| soon(end, n.start)));
    let odd = &*episode.odd_end;
    let (column, value, why) = match (episode.end, episode.ended) {
        (_, Ended::Unread(_)) if odd.is_empty() => (
            "DEC",
            "",
            format!(
                "care began again, and no return tells when it had ended: taken as over by {}, the last day told of; put it right by hand",
                shown(told)
            ),
        ),
        (_, Ended::Unread(_)) => (
            "DEC",
            odd,
            format!(
                "care ended on a day that cannot be read: taken as over, on a day not known since {}, the last day told of; put it right by hand",
                shown(told)
            ),
        ),
        (Some(_), Ended::Ceased(_)) if let Some(next) = again => {
            let when = match next.start == episode.end.unwrap_or(next.start) {
                true => format!("on the day it ended, {end}"),
                false => format!("the day after it ended, {end}"),
            };
            (
                "REC",
                rec,
                format!(
                    "care starts again {when}: it probably never stopped, and its reviews then go on as before"
                ),
            )
        }
        (Some(_), Ended::Blank) if next.is_none() => {
            ("REC", "", format!("the episode ends on {end} without a reason: care is taken as going on"))
        }
        (Some(_), Ended::Blank) => ("REC", "", format!("the episode ends on {end} without a reason")),
        (None, Ended::Ceased(code)) if odd.is_empty() => {
            ("DEC", "", format!("a reason ({code}) without an end date: taken as open"))
        }
        (None, Ended::Ceased(code)) => {
            ("DEC", odd, format!("the end ({code}) is still to come: care is taken as going on"))
        }
        (None, Ended::Continues) => ("DEC", odd, "X1 without an end date: taken as open".to_owned()),
        (None, Ended::Blank) if !odd.is_empty() => {
            ("DEC", odd, "an end that cannot be read, without a reason: care is taken as going on".to_owned())
        }
        (Some(_), Ended::Continues) if next.is_none() => {
            ("REC", "X1", format!("child {number} has no later episode: care is taken as going on"))
        }
        _ => return,
    };
    let kind = if matches!(episode.ended, Ended::Unread(_)) { Kind::EndUnknown } else { Kind::End };
    remarks.keep(kind, episode.at, column, value, episode.start, why);
}

/// Whether care that ended on one day and starts on another hardly stopped.
fn soon(end: NaiveDate, start: NaiveDate) -> bool {
    end == start || end.succ_opt() == Some(start)
}

/// Gives episodes whose first day cannot be read the day the one before them ended; care that started so began by the
/// first review that lies in no other period, else by the last day the return tells of. Others are left out.
pub(crate) fn place(draft: &mut Draft, last: NaiveDate) {
    for odd in std::mem::take(&mut draft.startless) {
        let taken: Vec<NaiveDate> = draft.episodes.iter().map(|e| e.start).collect();
        let before = |day: &NaiveDate| odd.end.is_none_or(|end| *day <= end);
        let start = if odd.starts_care() {
            let over = draft.episodes.iter().filter_map(|e| e.end).max();
            let held = draft.reviews.iter().map(|r| r.day).filter(|day| over.is_none_or(|over| *day > over));
            held.min().or(odd.end).or(Some(last)).filter(|_| draft.episodes.iter().all(|e| e.end.is_some()))
        } else {
            let ended = draft.episodes.iter().filter(|e| e.ended == Ended::Continues).filter_map(|e| e.end);
            ended.filter(|day| !taken.contains(day)).filter(before).max()
        };
        if let Some(start) = start.filter(before) {
            draft.episodes.push(Episode { start, ..odd });
        }
    }
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
        end: spell.end,
        source: Source::Import,
        ..Legal::at(spell.key, spell.start)
    })
}

fn placements(episodes: &[Episode], until: Option<NaiveDate>) -> impl Iterator<Item = Placement> {
    spells(episodes, until, |e| e.place.map(|code| (code, e.provider, &*e.area, &*e.urn))).into_iter().map(
        |spell| {
            let (code, provider, area, _) = spell.key;
            Placement {
                provider: provider.map(str::to_owned),
                area: area.to_owned(),
                end: spell.end,
                change_reason: spell.last.change_reason.filter(|_| spell.end.is_some()).map(str::to_owned),
                source: Source::Import,
                ..Placement::at(code, spell.start)
            }
        },
    )
}

/// A date as the return writes it.
pub(crate) fn shown(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}
