//! Who has a part in a case, whom to invite, and what is ahead.

use chrono::NaiveDate;

use super::caseload::Board;
use super::row::Row;
use crate::rules::checklist;
use crate::rules::handover::{Handover, handover};
use crate::rules::meeting::invited_roles;
use crate::rules::people::{self, Finding, Turning};
use crate::rules::practice::Item as Question;
use crate::rules::slot::Slot;

impl Board {
    /// What the rules find about the people of a case.
    pub(crate) fn findings(&self, row: &Row) -> Vec<Finding> {
        let other = |id| self.row(id).map(|r| &r.case);
        people::findings(&row.case, &self.practice, &self.calendar, self.today, &other)
    }

    /// What the rules would find if somebody became a child's IRO.
    pub(crate) fn allocation(&self, row: &Row, name: &str, start: NaiveDate) -> Vec<Finding> {
        let other = |id| self.row(id).map(|r| &r.case);
        people::allocation(&row.case, (name, start), &self.practice, &self.calendar, self.today, &other)
    }

    /// The turning points of a child before the review after `slot`.
    pub(crate) fn turning_before_next(&self, row: &Row, slot: &Slot) -> Vec<Turning> {
        let all = self.turning_points(row);
        let slots = &row.judged().slots;
        let found = people::turning_before_next(&all, slot, slots, &self.practice, &self.calendar);
        found.into_iter().cloned().collect()
    }

    /// The turning points ahead of a child.
    pub(crate) fn turning_points(&self, row: &Row) -> Vec<Turning> {
        people::turning_points(&row.case, &self.practice, self.today)
    }

    /// Everything open for a child, for the IRO who takes over.
    pub(crate) fn handover(&self, row: &Row) -> Handover {
        handover(&row.case, row.judged(), &self.practice, self.today)
    }

    /// Whom to invite to the next review, where one is to come, by age, placement and circumstances, as the practice lists it.
    pub(crate) fn invitations(&self, row: &Row) -> Vec<&str> {
        let next = row.next_review().map(|slot| self.invitation_list(row, slot));
        next.unwrap_or_default().into_iter().map(|i| i.ask.as_str()).collect()
    }

    /// The roles that the invitation list of a review names for the child.
    pub(crate) fn invited(&self, row: &Row, slot: &Slot) -> Vec<&str> {
        invited_roles(&self.invitation_list(row, slot))
    }

    fn invitation_list(&self, row: &Row, slot: &Slot) -> Vec<&Question> {
        let Some(list) = self.practice.checklist("invitation-list") else { return Vec::new() };
        checklist::questions(list, &row.case, &self.practice, Some(slot), self.today)
    }
}
