//! Entering and leaving care, legal statuses, placements, by hand. What a person says counts as typed
//! by hand from then on, so that no later return takes it back.

use chrono::NaiveDate;

use super::child::{allocate, order};
use super::codes::{known_end, known_legal, known_place, known_provider};
use super::{Desk, Outcome, unchanged};
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::{Child, Source};
use crate::model::codes::{PLACES, legal_title, title};
use crate::model::ids::{ChildId, LegalId, PeriodId, PlacementId};
use crate::model::review::Review;
use crate::model::text;
use crate::rules::working::long;
use crate::store::{Act, Tx};

/// Becoming looked after, with what is known that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The day.
    pub start: NaiveDate,
    /// The day the IRO manager was told.
    pub notified: Option<NaiveDate>,
    /// The legal status from that day.
    pub legal: Option<String>,
    /// The placement's code from that day.
    pub place: Option<String>,
    /// The IRO from that day.
    pub iro: Option<String>,
    /// The day of the last review and its number, where care had gone on for a while before this book.
    pub last: Option<(NaiveDate, u32)>,
}

impl Arrival {
    /// On a day, and nothing else known.
    pub fn on(start: NaiveDate) -> Self {
        Self { start, notified: None, legal: None, place: None, iro: None, last: None }
    }

    fn checked(self) -> Result<Self> {
        let code = |c: Option<String>| c.filter(|c| !c.trim().is_empty());
        Ok(Self {
            legal: code(self.legal).map(|c| known_legal(&c)).transpose()?,
            place: code(self.place).map(|c| known_place(&c)).transpose()?,
            iro: self.iro.map(|name| text::line(&name)).filter(|name| !name.is_empty()),
            ..self
        })
    }

    /// Refuses a last review that could not have been.
    pub(super) fn plausible(&self, today: NaiveDate) -> Result<()> {
        let Some((day, number)) = self.last else { return Ok(()) };
        let wrong = match () {
            () if day < self.start => format!("{} is before care began, {}", long(day), long(self.start)),
            () if day > today => format!("{} lies ahead", long(day)),
            () if number == 0 => "Reviews are numbered from 1".to_owned(),
            () => return Ok(()),
        };
        Err(Error::data(format!("{wrong}; nothing was saved.")))
    }

    fn write(&self, tx: &Tx<'_>, child: ChildId, case: &Case, today: NaiveDate) -> Result<PeriodId> {
        let Self { start, notified, .. } = *self;
        let period = Period { notified, ..Period::begun(start, Source::Hand) };
        let id = tx.insert(child, &period)?;
        if let Some(code) = &self.legal {
            write_legal(tx, child, &case.legal, Legal::at(code, start))?;
        }
        if let Some(code) = &self.place {
            write_placement(tx, child, &case.placements, Placement::at(code, start))?;
        }
        if let Some(name) = &self.iro {
            // Nobody could be allocated before the service was told.
            allocate(tx, child, &case.people, name, notified.map_or(start, |told| start.max(told)))?;
        }
        if let Some((day, number)) = self.last {
            let (held, number) = (Some(day), Some(number));
            tx.insert(child, &Review { held, number, ..Review::new(Source::Hand) })?;
            let imported_on = case.child.imported_on.or(Some(today));
            tx.update(&Child { id: child, imported_on, ..case.child.clone() })?;
        }
        Ok(id)
    }
}

impl Desk {
    /// Adds a child, looked after from a day where one is given: one act.
    ///
    /// # Errors
    /// As [`Desk::save_child`], or when a code is not one of the return's.
    pub fn add_child(&mut self, child: Child, arrival: Option<Arrival>) -> Result<Outcome> {
        let child = self.checked_child(child)?;
        let arrival = arrival.map(Arrival::checked).transpose()?;
        let today = self.board.today;
        arrival.iter().try_for_each(|a| a.plausible(today))?;
        let since = arrival.as_ref().map(|a| format!(", in care from {}", long(a.start)));
        let label = format!("Add {}{}", child.name(), since.unwrap_or_default());
        let (act, id) = self.store.act(&Act::general(label.as_str(), self.board.today), |tx| {
            let id = tx.insert((), &child)?;
            if let Some(arrival) = &arrival {
                arrival.write(tx, id, &Case::new(child.clone()), today)?;
            }
            Ok(id)
        })?;
        self.board.refresh(&self.store)?;
        Ok(Outcome::new(act, id.0, label))
    }

    /// A child becomes looked after.
    ///
    /// # Errors
    /// When the child is looked after already, or the day lies within an earlier period.
    #[cfg(test)]
    pub(crate) fn enter_care(
        &mut self,
        child: ChildId,
        start: NaiveDate,
        notified: Option<NaiveDate>,
    ) -> Result<Outcome> {
        self.arrive(child, Arrival { notified, ..Arrival::on(start) })
    }

    /// A child becomes looked after, with the legal status, placement and IRO of that day: one act.
    ///
    /// # Errors
    /// When the child is looked after already, the day lies within an earlier period, or a code is not one of the return's.
    pub fn arrive(&mut self, child: ChildId, arrival: Arrival) -> Result<Outcome> {
        let (arrival, today) = (arrival.checked()?, self.board.today);
        arrival.plausible(today)?;
        let case = self.case(child)?;
        apart(&case.periods, PeriodId(0), arrival.start, None)?;
        self.act(
            child,
            |who| format!("{who} is in care from {}", long(arrival.start)),
            |tx| arrival.write(tx, child, &case, today).map(|id| id.0),
        )
    }

    /// A child ceases to be looked after; the legal status and placement end that day too.
    ///
    /// # Errors
    /// When no period is open or the day is before it began.
    pub fn leave_care(&mut self, child: ChildId, end: NaiveDate, reason: Option<String>) -> Result<Outcome> {
        let reason = reason.map(|r| known_end(&r)).transpose()?;
        let case = self.case(child)?;
        let what = if reason.as_deref() == Some("E2") { "died" } else { "leaves care" };
        let open = case.periods.into_iter().rfind(|p| p.end.is_none());
        let period = open.ok_or_else(|| {
            Error::data("The child is not recorded as in care; nothing was saved.")
                .hint("Record the start of care first.")
        })?;
        order(Some(period.start), Some(end))?;
        self.act(
            child,
            |who| format!("{who} {what} on {}", long(end)),
            |tx| {
                for legal in case.legal.iter().filter(|l| l.end.is_none()) {
                    let end = Some(end.max(legal.start));
                    tx.update(&Legal { end, source: Source::Hand, ..legal.clone() })?;
                }
                for placement in case.placements.iter().filter(|p| p.end.is_none()) {
                    let end = Some(end.max(placement.start));
                    tx.update(&Placement { end, source: Source::Hand, ..placement.clone() })?;
                }
                let (end, source) = (Some(end), Source::Hand);
                tx.update(&Period { end, end_known: true, end_reason: reason, source, ..period.clone() })?;
                Ok(period.id.0)
            },
        )
    }

    /// Adds (id 0) or corrects a period of care; the legal status and the placement that began with it move
    /// with its start.
    ///
    /// # Errors
    /// When it ends before it starts or overlaps another; a shared day is allowed.
    pub fn save_period(&mut self, child: ChildId, period: Period) -> Result<Outcome> {
        order(Some(period.start), period.end)?;
        let case = self.case(child)?;
        apart(&case.periods, period.id, period.start, period.end)?;
        let was = case.periods.iter().find(|p| p.id == period.id).map(|p| p.start);
        let (start, source) = (period.start, Source::Hand);
        let began = |s: NaiveDate, end: Option<NaiveDate>| {
            was.is_some_and(|was| was == s && was != start) && end.is_none_or(|e| e >= start)
        };
        let legal: Vec<Legal> = case
            .legal
            .iter()
            .filter(|l| began(l.start, l.end))
            .map(|l| Legal { start, source, ..l.clone() })
            .collect();
        let placements: Vec<Placement> = case
            .placements
            .iter()
            .filter(|p| began(p.start, p.end))
            .map(|p| Placement { start, source, ..p.clone() })
            .collect();
        let end_reason = period.end_reason.map(|r| known_end(&r)).transpose()?;
        // Who puts one end right says nothing of the other; who saves both as they are says that they are right.
        let old = case.periods.iter().find(|p| p.id == period.id);
        let same = |o: &Period| (o.start == start, o.end == period.end);
        let (start_same, end_same) = old.map_or((false, false), same);
        let both = start_same && end_same;
        let start_known = both || !start_same || old.is_none_or(|o| o.start_known);
        let end_known = both || !end_same || old.is_none_or(|o| o.end_known);
        let period = Period { end_reason, start_known, end_known, source: Source::Hand, ..period };
        self.act(
            child,
            |who| format!("{who} is in care from {}", long(period.start)),
            |tx| {
                let id = tx.put(child, &period)?;
                for l in &legal {
                    tx.put(child, l)?;
                }
                for p in &placements {
                    tx.put(child, p)?;
                }
                Ok(id.0)
            },
        )
    }

    /// Takes back a period of care that was recorded wrongly.
    ///
    /// # Errors
    /// When the row is gone already.
    pub fn remove_period(&mut self, child: ChildId, id: PeriodId) -> Result<Outcome> {
        self.act(child, |who| format!("Remove a period of care of {who}"), |tx| tx.delete(id).map(|()| id.0))
    }

    /// The legal status changes on a day; the one before ends that day.
    ///
    /// # Errors
    /// When the code is not one of the return's.
    pub fn start_legal(&mut self, child: ChildId, code: &str, start: NaiveDate) -> Result<Outcome> {
        let code = known_legal(code)?;
        let (all, known) = (self.case(child)?.legal, self.known_now(child, None, &code)?);
        if all.iter().any(|l| l.code == code && l.start <= start && l.end.is_none()) {
            return Err(unchanged());
        }
        self.act(
            child,
            |who| format!("{who}: {} from {}", legal_title(&code), long(start)),
            |tx| {
                write_legal(tx, child, &all, Legal { known, ..Legal::at(code.as_str(), start) })
                    .map(|id| id.0)
            },
        )
    }

    /// Adds (id 0) or corrects a legal status.
    ///
    /// # Errors
    /// When the code is not one of the return's, or it ends before it starts.
    pub fn save_legal(&mut self, child: ChildId, legal: Legal) -> Result<Outcome> {
        let code = known_legal(&legal.code)?;
        order(Some(legal.start), legal.end)?;
        let all = self.case(child)?.legal;
        let was = all.iter().find(|l| l.id == legal.id).map(|l| (l.code.as_str(), l.known));
        let known = self.known_now(child, was, &code)?;
        let legal = Legal { code, known, source: Source::Hand, ..legal };
        self.act(
            child,
            |who| format!("Correct a legal status of {who}"),
            |tx| tx.put(child, &legal).map(|id| id.0),
        )
    }

    /// Takes back a legal status that was recorded wrongly.
    ///
    /// # Errors
    /// When the row is gone already.
    pub fn remove_legal(&mut self, child: ChildId, id: LegalId) -> Result<Outcome> {
        self.act(child, |who| format!("Remove a legal status of {who}"), |tx| tx.delete(id).map(|()| id.0))
    }

    /// A child moves; the placement before ends that day.
    ///
    /// # Errors
    /// When a code is not one of the return's.
    pub fn start_placement(&mut self, child: ChildId, placement: Placement) -> Result<Outcome> {
        let placement = checked(placement)?;
        let known = self.known_now(child, None, &placement.code)?;
        let placement = Placement { known, ..placement };
        let all = self.case(child)?.placements;
        let (what, start) = (title(PLACES, &placement.code).to_owned(), placement.start);
        self.act(
            child,
            |who| format!("{who} moves to {what} on {}", long(start)),
            |tx| write_placement(tx, child, &all, placement).map(|id| id.0),
        )
    }

    /// Adds (id 0) or corrects a placement.
    ///
    /// # Errors
    /// When a code is not one of the return's, or it ends before it starts.
    pub fn save_placement(&mut self, child: ChildId, placement: Placement) -> Result<Outcome> {
        let placement = checked(placement)?;
        let all = self.case(child)?.placements;
        let was = all.iter().find(|p| p.id == placement.id).map(|p| (p.code.as_str(), p.known));
        let known = self.known_now(child, was, &placement.code)?;
        let placement = Placement { known, ..placement };
        self.act(
            child,
            |who| format!("Correct a placement of {who}"),
            |tx| tx.put(child, &placement).map(|id| id.0),
        )
    }

    /// Takes back a placement that was recorded wrongly.
    ///
    /// # Errors
    /// When the row is gone already.
    pub fn remove_placement(&mut self, child: ChildId, id: PlacementId) -> Result<Outcome> {
        self.act(child, |who| format!("Remove a placement of {who}"), |tx| tx.delete(id).map(|()| id.0))
    }
}

/// A status that begins: the one it falls within ends that day, and it runs until the next begins.
fn write_legal(tx: &Tx<'_>, child: ChildId, all: &[Legal], new: Legal) -> Result<LegalId> {
    let (cut, end) = within(all.iter().map(|l| (l, l.start, l.end)), new.start);
    if let Some(old) = cut {
        tx.update(&Legal { end: Some(new.start), source: Source::Hand, ..old.clone() })?;
    }
    tx.insert(child, &Legal { end, ..new })
}

/// The same for a placement; its reason is why the one before ended.
fn write_placement(tx: &Tx<'_>, child: ChildId, all: &[Placement], new: Placement) -> Result<PlacementId> {
    let (cut, end) = within(all.iter().map(|p| (p, p.start, p.end)), new.start);
    if let Some(old) = cut.cloned() {
        let change_reason = new.change_reason.clone().or(old.change_reason);
        tx.update(&Placement { end: Some(new.start), change_reason, source: Source::Hand, ..old })?;
    }
    tx.insert(child, &Placement { end, change_reason: None, source: Source::Hand, ..new })
}

/// The spell that `start` falls within, and the day a spell from `start` ends because that one did or
/// another begins.
fn within<'a, T>(
    spells: impl Iterator<Item = (&'a T, NaiveDate, Option<NaiveDate>)> + Clone,
    start: NaiveDate,
) -> (Option<&'a T>, Option<NaiveDate>) {
    let next = spells.clone().map(|(_, began, _)| began).filter(|began| *began > start).min();
    let cut = spells.filter(|(_, began, end)| *began <= start && end.is_none_or(|e| e > start)).last();
    (cut.map(|(spell, ..)| spell), cut.and_then(|(.., end)| end).or(next))
}

/// A span of being looked after that overlaps no other; a shared day is allowed.
fn apart(periods: &[Period], id: PeriodId, start: NaiveDate, end: Option<NaiveDate>) -> Result<()> {
    let far = NaiveDate::MAX;
    let mut others = periods.iter().filter(|p| p.id != id || id.0 == 0);
    let Some(other) = others.find(|p| p.start < end.unwrap_or(far) && start < p.end.unwrap_or(far)) else {
        return Ok(());
    };
    let until = other.end.map_or_else(|| "now".to_owned(), long);
    let from = long(other.start);
    Err(Error::data(format!("The child is recorded as in care from {from} to {until}; nothing was saved."))
        .hint("End or correct that period first."))
}

fn checked(p: Placement) -> Result<Placement> {
    let code = known_place(&p.code)?;
    let provider = p.provider.map(|c| known_provider(&c));
    order(Some(p.start), p.end)?;
    Ok(Placement {
        code,
        provider: provider.transpose()?,
        carer: text::line(&p.carer),
        area: text::line(&p.area),
        source: Source::Hand,
        ..p
    })
}
