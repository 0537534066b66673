//! Authority to place for adoption.

use chrono::NaiveDate;

use super::child::order;
use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::care::Period;
use crate::model::ids::ChildId;
use crate::rules::working::long;

impl Desk {
    /// Records since when an agency may place the child for adoption, or until when it could: what is
    /// typed goes before what a placement order says. `None` takes a typed day back.
    ///
    /// # Errors
    /// When the child has no period of care, or the days lie outside it or the wrong way round.
    pub(crate) fn authority(
        &mut self,
        child: ChildId,
        authorised: Option<NaiveDate>,
        ended: Option<NaiveDate>,
    ) -> Result<Outcome> {
        let case = self.case(child)?;
        let period = case.periods.last().ok_or_else(|| {
            Error::missing("The child has no period of care; nothing was changed.")
                .hint("Record the start of care first.")
        })?;
        order(Some(period.start), authorised)?;
        order(Some(authorised.unwrap_or(period.start)), ended)?;
        let same = period.authorised == authorised;
        let authority_known = if same { period.authority_known } else { self.known_now(child, None, "")? };
        let period = Period { authorised, authority_ended: ended, authority_known, ..period.clone() };
        let what = match (authorised, ended) {
            (_, Some(day)) => format!("authority to place for adoption ended on {}", long(day)),
            (Some(day), None) => format!("authority to place for adoption since {}", long(day)),
            (None, None) => "authority to place for adoption as the orders say".to_owned(),
        };
        self.act(
            child,
            |who| format!("{who}: {what}"),
            |tx| {
                tx.update(&period)?;
                Ok(period.id.0)
            },
        )
    }
}
