//! The day on which an order, a placement or an authority was recorded.

use chrono::NaiveDate;

use super::Desk;
use crate::error::Result;
use crate::model::care::known_on;
use crate::model::ids::ChildId;

impl Desk {
    /// The day from which what is recorded of a child now is known; a row that was there keeps its day with its code.
    pub(super) fn known_now(
        &self,
        child: ChildId,
        was: Option<(&str, Option<NaiveDate>)>,
        code: &str,
    ) -> Result<Option<NaiveDate>> {
        if let Some((_, known)) = was.filter(|(was, _)| *was == code) {
            return Ok(known);
        }
        let case = self.case(child)?;
        Ok(known_on(case.child.imported_on.max(case.known_from), self.board.today))
    }
}
