//! The log of a concern in words, and who is still to be told.

use chrono::NaiveDate;

use super::caseload::Board;
use super::concerns::Concern;
use crate::model::escalation::Entry;
use crate::model::moves::Move;
use crate::model::record::{Ended, Subject};
use crate::rules::checklist::{progress, questions};
use crate::rules::escalation::Telling;
use crate::rules::practice::protocol::Notice;
use crate::rules::working::long;

impl Concern<'_> {
    /// Its risk as it is judged now.
    pub(crate) fn risk(&self) -> Option<&str> {
        let judged = self.track.as_ref().map(|t| t.risk());
        judged.unwrap_or(self.escalation.risk.as_deref())
    }

    /// Those the protocol has told when a stage closes, and who are not told yet.
    pub(crate) fn untold(&self) -> Vec<&Notice> {
        self.track.iter().flat_map(|track| track.owed()).map(|t| &t.notice).collect()
    }

    /// An entry of the log beside its day: the move, the day it sets and the one it takes the place of, the
    /// words with it.
    pub(crate) fn entry(&self, place: usize) -> String {
        let Some(entry) = self.escalation.moves.get(place) else { return String::new() };
        let mut words = entry.what.to_string();
        if let Some(by) = entry.by {
            let looks = matches!(entry.what, Move::Close | Move::LookAgain);
            words.push_str(&format!(", {} {}", if looks { "look on" } else { "owed by" }, long(by)));
            if let Some(before) = self.set_before(place).filter(|_| !looks) {
                words.push_str(&format!(" (before: {})", long(before)));
            }
        }
        if let Some(due) = self.told_late(entry) {
            words.push_str(&format!(", late: due {}", long(due)));
        }
        if entry.note.is_empty() { words } else { format!("{words}: {}", entry.note) }
    }

    /// The day set for this stage before an entry sets another.
    fn set_before(&self, place: usize) -> Option<NaiveDate> {
        let stays = |m: &&Entry| !m.what.jumps() && !matches!(m.what, Move::Judged(_));
        self.escalation.moves.get(..place)?.iter().rev().take_while(stays).find_map(|m| m.by)
    }

    /// The day somebody was to be told by, where an entry tells them later.
    fn told_late(&self, entry: &Entry) -> Option<NaiveDate> {
        let told =
            |t: &&Telling| t.was_late() && t.given == Some(entry.date) && t.notice.told() == entry.what;
        let late = self.track.as_ref()?.tellings.iter().find(told);
        late?.by
    }
}

impl Board {
    /// The test of a move, by name, and where it stands; none where the move has none.
    pub(crate) fn test_of(&self, concern: &Concern<'_>, what: &Move) -> Option<String> {
        let Move::AnyTime(id) = what else { return None };
        let any = concern.protocol?.any_time.iter().find(|a| a.id == *id)?;
        let list = self.practice.checklist(any.checklist.as_ref()?)?;
        let Some(row) = concern.row else {
            return Some(format!(
                "Its test is \"{}\": weigh it by hand, the concern is about no child.",
                list.title
            ));
        };
        let about = Subject::Escalation(concern.escalation.id);
        let session = row.case.sessions.iter().rfind(|s| s.checklist == list.id && s.subject == about);
        let state = match session.map(|s| (s, s.ended)) {
            None => "not gone through yet".to_owned(),
            Some((session, None)) => {
                let asked = questions(list, &row.case, &self.practice, None, self.today);
                format!("{} of {} questions answered", progress(&asked, Some(session)), asked.len())
            }
            Some((session, Some(day))) => {
                let outcome = session.outcome.map_or("no outcome", Ended::says);
                format!("gone through on {}: {outcome}", long(day))
            }
        };
        Some(format!("Its test is \"{}\": {state}.", list.title))
    }
}
