//! The places of a case: every review, placement, change, concern and time of care that duties are owed for.

use super::engine::Engine;
use super::place::Place;
use crate::model::record::Subject;
use crate::rules::practice::Scope;

use crate::model::instance::Instance;
use chrono::NaiveDate;

impl<'a> Engine<'a> {
    pub(super) fn places(&self) -> Vec<Place<'a>> {
        let case = self.case;
        let since = case.child.imported_on;
        let imported = |began: NaiveDate| since.is_some_and(|since| began < since);
        let plain = |label: Instance, subject, scope| Place {
            label,
            subject: Some(subject),
            slot: None,
            placement: None,
            change: None,
            escalation: None,
            scope,
            opened: None,
            on: self.today,
            imported: false,
        };
        let care = Place {
            opened: Some(self.period.start),
            imported: imported(self.period.start),
            ..plain(Instance::Care(self.index + 1), Subject::Period(self.period.id), Scope::Care)
        };
        let child =
            Place { imported: since.is_some(), ..plain(Instance::Child, Subject::Child, Scope::Child) };
        let mut places = vec![care, child];
        let placements = case.placements.iter().filter(|p| p.start >= self.period.start);
        places.extend(placements.enumerate().map(|(n, p)| Place {
            placement: Some(p),
            opened: Some(p.start),
            imported: imported(p.start),
            ..plain(Instance::Placement(n + 1), Subject::Placement(p.id), Scope::Placement)
        }));
        places.extend(self.slots.iter().filter(|s| s.period == self.index && s.lapsed.is_none()).map(
            |slot| {
                let review = slot.review.and_then(|r| case.reviews.get(r));
                Place {
                    label: slot.instance(),
                    subject: review.map(|r| Subject::Review(r.id)),
                    slot: Some(slot),
                    scope: Scope::Review,
                    opened: Some(slot.opened),
                    on: slot.date().map_or(self.today, |d| d.date),
                    imported: slot.held.is_some_and(imported),
                    ..plain(Instance::Child, Subject::Child, Scope::Review)
                }
            },
        ));
        places.extend(case.changes.iter().map(|c| Place {
            change: Some(c),
            ..plain(Instance::Change(c.id), Subject::Change(c.id), Scope::Change)
        }));
        places.extend(case.escalations.iter().map(|e| Place {
            escalation: Some(e),
            ..plain(Instance::Escalation(e.id), Subject::Escalation(e.id), Scope::Escalation)
        }));
        places
    }
}
