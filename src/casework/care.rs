//! Entering and leaving care, legal statuses, placements, by hand.

use chrono::NaiveDate;

use super::child::order;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::Source;
use crate::model::codes::{ENDS, LEGAL, PLACES, PROVIDERS, legal_title, title};
use crate::model::ids::{ChildId, LegalId, PeriodId, PlacementId};
use crate::model::text;
use crate::rules::practice::words::nearest;
use crate::rules::working::long;

impl Desk {
    /// A child becomes looked after.
    ///
    /// # Errors
    /// When the child is looked after already, or the day lies within an earlier period.
    pub fn enter_care(
        &mut self,
        child: ChildId,
        start: NaiveDate,
        notified: Option<NaiveDate>,
    ) -> Result<Outcome> {
        let period =
            Period { id: PeriodId(0), start, end: None, end_reason: None, notified, source: Source::Hand };
        self.save_period(child, period)
    }

    /// A child ceases to be looked after; the legal status and placement end that day too.
    ///
    /// # Errors
    /// When no period is open or the day is before it began.
    pub fn leave_care(&mut self, child: ChildId, end: NaiveDate, reason: Option<String>) -> Result<Outcome> {
        let reason =
            reason.map(|r| known(&r, ENDS.iter().map(|(c, _)| *c), "reason for leaving care")).transpose()?;
        let case = self.case(child)?;
        let open = case.periods.into_iter().rfind(|p| p.end.is_none());
        let period = open.ok_or_else(|| {
            Error::data("The child is not recorded as looked after; nothing was saved.")
                .hint("Record the start of care first.")
        })?;
        order(Some(period.start), Some(end))?;
        self.act(
            child,
            |who| format!("{who} ceases to be looked after on {}", long(end)),
            |tx| {
                for legal in case.legal.iter().filter(|l| l.end.is_none()) {
                    tx.update_legal(&Legal { end: Some(end.max(legal.start)), ..legal.clone() })?;
                }
                for placement in case.placements.iter().filter(|p| p.end.is_none()) {
                    tx.update_placement(&Placement {
                        end: Some(end.max(placement.start)),
                        ..placement.clone()
                    })?;
                }
                tx.update_period(&Period { end: Some(end), end_reason: reason, ..period.clone() })?;
                Ok(period.id.0)
            },
        )
    }

    /// Adds (id 0) or corrects a period of care.
    ///
    /// # Errors
    /// When it ends before it starts or overlaps another; a shared day is allowed.
    pub fn save_period(&mut self, child: ChildId, period: Period) -> Result<Outcome> {
        order(Some(period.start), period.end)?;
        let case = self.case(child)?;
        let far = NaiveDate::MAX;
        let overlaps = case
            .periods
            .iter()
            .filter(|p| p.id != period.id || period.id.0 == 0)
            .find(|p| p.start < period.end.unwrap_or(far) && period.start < p.end.unwrap_or(far));
        if let Some(other) = overlaps {
            let until = other.end.map_or_else(|| "now".to_owned(), long);
            return Err(Error::data(format!(
                "The child is recorded as looked after from {} to {until}; nothing was saved.",
                long(other.start)
            ))
            .hint("End or correct that period first."));
        }
        self.act(
            child,
            |who| format!("{who} is looked after from {}", long(period.start)),
            |tx| {
                if period.id.0 == 0 {
                    return tx.insert_period(child, &period).map(|id| id.0);
                }
                tx.update_period(&period)?;
                Ok(period.id.0)
            },
        )
    }

    /// Takes back a period of care that was recorded wrongly.
    ///
    /// # Errors
    /// When the row is gone already.
    pub fn remove_period(&mut self, child: ChildId, id: PeriodId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Remove a period of care of {who}"),
            |tx| {
                tx.delete_period(id)?;
                Ok(id.0)
            },
        )
    }

    /// The legal status changes on a day; the one before ends that day.
    ///
    /// # Errors
    /// When the code is not one of the return's.
    pub fn start_legal(&mut self, child: ChildId, code: &str, start: NaiveDate) -> Result<Outcome> {
        let code = known(code, LEGAL.iter().map(|(c, ..)| *c), "legal status")?;
        let current = self.case(child)?.legal.into_iter().rfind(|l| l.end.is_none() && l.start <= start);
        self.act(
            child,
            |who| format!("{who}: {} from {}", legal_title(&code), long(start)),
            |tx| {
                if let Some(legal) = current {
                    tx.update_legal(&Legal { end: Some(start), ..legal })?;
                }
                let new =
                    Legal { id: LegalId(0), code: code.clone(), start, end: None, source: Source::Hand };
                tx.insert_legal(child, &new).map(|id| id.0)
            },
        )
    }

    /// Adds (id 0) or corrects a legal status.
    ///
    /// # Errors
    /// When the code is not one of the return's, or it ends before it starts.
    pub fn save_legal(&mut self, child: ChildId, legal: Legal) -> Result<Outcome> {
        let code = known(&legal.code, LEGAL.iter().map(|(c, ..)| *c), "legal status")?;
        order(Some(legal.start), legal.end)?;
        let legal = Legal { code, ..legal };
        self.act(
            child,
            |who| format!("Correct a legal status of {who}"),
            |tx| {
                if legal.id.0 == 0 {
                    return tx.insert_legal(child, &legal).map(|id| id.0);
                }
                tx.update_legal(&legal)?;
                Ok(legal.id.0)
            },
        )
    }

    /// Takes back a legal status that was recorded wrongly.
    ///
    /// # Errors
    /// When the row is gone already.
    pub fn remove_legal(&mut self, child: ChildId, id: LegalId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Remove a legal status of {who}"),
            |tx| {
                tx.delete_legal(id)?;
                Ok(id.0)
            },
        )
    }

    /// A child moves; the placement before ends that day.
    ///
    /// # Errors
    /// When a code is not one of the return's.
    pub fn start_placement(&mut self, child: ChildId, placement: Placement) -> Result<Outcome> {
        let placement = checked(placement)?;
        let start = placement.start;
        let current = self.case(child)?.placements.into_iter().rfind(|p| p.end.is_none() && p.start <= start);
        let what = title(PLACES, &placement.code).to_owned();
        self.act(
            child,
            |who| format!("{who} moves to {what} on {}", long(start)),
            |tx| {
                if let Some(old) = current {
                    let change_reason = placement.change_reason.clone().or(old.change_reason.clone());
                    tx.update_placement(&Placement { end: Some(start), change_reason, ..old })?;
                }
                let new = Placement { change_reason: None, ..placement };
                tx.insert_placement(child, &new).map(|id| id.0)
            },
        )
    }

    /// Adds (id 0) or corrects a placement.
    ///
    /// # Errors
    /// When a code is not one of the return's, or it ends before it starts.
    pub fn save_placement(&mut self, child: ChildId, placement: Placement) -> Result<Outcome> {
        let placement = checked(placement)?;
        self.act(
            child,
            |who| format!("Correct a placement of {who}"),
            |tx| {
                if placement.id.0 == 0 {
                    return tx.insert_placement(child, &placement).map(|id| id.0);
                }
                tx.update_placement(&placement)?;
                Ok(placement.id.0)
            },
        )
    }

    /// Takes back a placement that was recorded wrongly.
    ///
    /// # Errors
    /// When the row is gone already.
    pub fn remove_placement(&mut self, child: ChildId, id: PlacementId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Remove a placement of {who}"),
            |tx| {
                tx.delete_placement(id)?;
                Ok(id.0)
            },
        )
    }
}

fn checked(p: Placement) -> Result<Placement> {
    let code = known(&p.code, PLACES.iter().map(|(c, _)| *c), "placement type")?;
    let provider = p.provider.map(|c| known(&c, PROVIDERS.iter().map(|(c, _)| *c), "placement provider"));
    order(Some(p.start), p.end)?;
    Ok(Placement {
        code,
        provider: provider.transpose()?,
        carer: text::line(&p.carer),
        area: text::line(&p.area),
        ..p
    })
}

/// A code of one of the return's lists, in capitals; otherwise an error with the nearest one.
fn known<'a>(code: &str, list: impl IntoIterator<Item = &'a str>, what: &str) -> Result<String> {
    let code = text::line(code).to_uppercase();
    let list: Vec<&str> = list.into_iter().collect();
    if list.contains(&code.as_str()) {
        return Ok(code);
    }
    let near =
        nearest(&code, list.iter().copied()).map(|n| format!("Did you mean {n}? ")).unwrap_or_default();
    Err(Error::data(format!("{code:?} is no {what} of the return; nothing was saved."))
        .hint(format!("{near}Known are: {}.", list.join(", "))))
}
