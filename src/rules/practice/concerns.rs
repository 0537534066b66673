//! Kinds of concern: the authority's own beside those known everywhere, and the protocol each comes under.

use chrono::NaiveDate;

use super::protocol::{Protocol, Theme, concern_title};
use super::shape::Practice;

impl Practice {
    /// The title of a kind of concern: the authority's own, else ours, else its word.
    pub(crate) fn concern<'a>(&'a self, kind: &'a str) -> &'a str {
        let own = self.concerns.iter().find(|c| c.id == kind);
        own.map_or_else(|| concern_title(kind), |c| c.title.as_str())
    }

    /// A stage of a protocol by its id, in words.
    pub(crate) fn stage(&self, id: &str) -> String {
        let known = self.protocols.iter().flat_map(|p| &p.stages).find(|stage| stage.id == id);
        known.map_or_else(|| id.replace('-', " "), |stage| stage.title.clone())
    }

    /// A timetable of reviews by its id, in words.
    pub(crate) fn timetable(&self, id: &str) -> String {
        let known = self.regimes.iter().find(|regime| regime.id == id);
        known.map_or_else(|| id.replace('-', " "), |regime| regime.title.clone())
    }

    /// Every kind of concern that can be raised: the authority's own, those its protocols are for, and ours.
    pub(crate) fn concern_kinds(&self) -> Vec<&str> {
        let own = self.concerns.iter().map(|c| c.id.as_str());
        let served = self.protocols.iter().flat_map(|p| p.concerns.iter().map(String::as_str));
        let mut all: Vec<&str> = Vec::new();
        for kind in own.chain(Theme::ALL.iter().map(|theme| theme.word())).chain(served) {
            if !all.contains(&kind) {
                all.push(kind);
            }
        }
        all
    }

    /// The protocol a kind of concern is raised under on a day: the one named for the kind, else the practice's own
    /// before an inherited one, one made for the kind before one for any.
    pub(crate) fn usual_protocol(&self, concern: &str, day: NaiveDate) -> Option<&Protocol> {
        let named = self.concerns.iter().find(|c| c.id == concern).and_then(|c| c.protocol.as_deref());
        let named = named.and_then(|id| self.protocol(id)).filter(|p| p.in_force(day));
        if let Some(named) = named {
            return Some(named);
        }
        let serves = self.protocols.iter().filter(|p| p.serves(concern) && p.in_force(day));
        serves.min_by_key(|p| (!p.own, p.concerns.is_empty())).map(|p| &**p)
    }
}
