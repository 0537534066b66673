//! Calendar files: what the book holds as events, each under a name that stays, told as changed when it
//! changed and as cancelled when it fell away.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use super::Desk;
use crate::board::Row;
use crate::clock;
use crate::error::{Error, Result};
use crate::exchange::ics::{Event, Revision, When, write};
use crate::model::ids::ChildId;
use crate::model::instance::Instance;
use crate::model::role::Role;
use crate::rules::agenda::{Item, Key, Kind, Reach, of_case, of_service};
use crate::rules::due::Status;
use crate::rules::working::long;
use crate::store::Told;

/// How many days back things are still told.
const BACK: u64 = 31;
/// How long a review takes where nobody said.
const MINUTES: u32 = 60;

/// What a calendar file is to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// Only these children; all where there are none.
    pub children: Vec<ChildId>,
    /// Only what this role owns.
    pub owner: Option<String>,
    /// Only these things; all where there are none.
    pub only: Vec<Key>,
    /// Names rather than initials.
    pub full_names: bool,
}

/// A calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Feed {
    /// Its text.
    pub text: String,
    /// Events in it.
    pub events: usize,
    /// Those that are new or changed since they were last told.
    pub changed: usize,
    /// Those told as cancelled.
    pub cancelled: usize,
}

impl Desk {
    /// Notes in the audit that something was handed out: what, of which child, how many rows.
    ///
    /// # Errors
    /// When the book cannot be written; what was handed out stays so.
    pub(crate) fn handed_out(&mut self, what: &str, child: Option<ChildId>, rows: u64) -> Result<()> {
        self.store.note_audit(what, child, rows)
    }

    /// A calendar file of what is selected, as it now stands; what was told before and fell away is in it
    /// as cancelled. What it told is kept only where `deliver` could hand it out.
    ///
    /// # Errors
    /// When the book cannot be read or written, or the file not delivered; then the book is unchanged.
    pub(crate) fn calendar_file(
        &mut self,
        selection: &Selection,
        deliver: impl FnOnce(&str) -> Result<()>,
    ) -> Result<Feed> {
        let now = clock::now_utc();
        let told: BTreeMap<String, Told> =
            self.store.told()?.into_iter().map(|t| (t.uid.clone(), t)).collect();
        let mut revisions: Vec<(Told, Event)> = Vec::new();
        let mut seen = BTreeSet::new();
        for (uid, event) in self.events(selection) {
            let body = serde_json::to_string(&event).map_err(Error::internal)?;
            let (sequence, modified) = match told.get(&uid) {
                Some(t) if t.body == body && !t.cancelled => (t.sequence, t.modified.clone()),
                Some(t) => (t.sequence.saturating_add(1), now.clone()),
                None => (0, now.clone()),
            };
            seen.insert(uid.clone());
            revisions.push((Told { uid, sequence, modified, cancelled: false, body }, event));
        }
        let numbers: Vec<String> = selection.children.iter().filter_map(|c| self.number(*c)).collect();
        let first = self.first_told();
        for (uid, t) in told.iter().filter(|(uid, _)| !seen.contains(*uid)) {
            let Ok(event) = serde_json::from_str::<Event>(&t.body) else { continue };
            let mine = selection.only.is_empty()
                && selection.owner.as_ref().is_none_or(|o| *o == event.owner)
                && (selection.children.is_empty()
                    || event.child.as_ref().is_some_and(|c| numbers.contains(c)));
            if mine && event.when.day() >= first {
                let (sequence, modified) = if t.cancelled {
                    (t.sequence, t.modified.clone())
                } else {
                    (t.sequence.saturating_add(1), now.clone())
                };
                let gone =
                    Told { uid: uid.clone(), sequence, modified, cancelled: true, body: t.body.clone() };
                revisions.push((gone, event));
            }
        }
        revisions.sort_by(|(a, x), (b, y)| (x.when.day(), &a.uid).cmp(&(y.when.day(), &b.uid)));
        let changed: Vec<Told> =
            revisions.iter().map(|(t, _)| t).filter(|t| told.get(&t.uid) != Some(*t)).cloned().collect();
        let cancelled = revisions.iter().filter(|(t, _)| t.cancelled).count();
        let events: Vec<Revision> = revisions.into_iter().map(|(t, event)| revision(t, event)).collect();
        let text = write("Casebook", &events);
        deliver(&text)?;
        self.store.put_told(&changed)?;
        let rows = u64::try_from(events.len()).unwrap_or(0);
        match selection.children.as_slice() {
            [] => self.handed_out("export calendar", None, rows)?,
            some => some.iter().try_for_each(|c| self.handed_out("export calendar", Some(*c), rows))?,
        }
        Ok(Feed { text, events: events.len(), changed: changed.len(), cancelled })
    }

    fn number(&self, child: ChildId) -> Option<String> {
        self.board.row(child).map(|r| r.case.child.number.clone())
    }

    fn first_told(&self) -> NaiveDate {
        self.board.today.checked_sub_days(Days::new(BACK)).unwrap_or(self.board.today)
    }

    fn events(&self, selection: &Selection) -> Vec<(String, Event)> {
        let first = self.first_told();
        let mut found = Vec::new();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut put = |row: Option<&Row>, item: &Item| {
            let chosen = selection.only.is_empty() || selection.only.contains(&item.key());
            let wanted = chosen
                && selection.owner.as_ref().is_none_or(|o| *o == item.owner)
                && (item.date >= first || !selection.only.is_empty());
            if wanted {
                let uid = uid(row, item);
                let before = names.entry(uid.clone()).or_default();
                *before += 1;
                let uid = if *before > 1 { format!("{before}-{uid}") } else { uid };
                found.push((uid, self.event(row, item, selection)));
            }
        };
        let wanted = |r: &&Row| selection.children.is_empty() || selection.children.contains(&r.id());
        for row in self.board.rows().filter(wanted) {
            of_case(&row.case, row.judged(), Reach::ALL).iter().for_each(|i| put(Some(row), i));
        }
        for item in self.board.concern_items() {
            let row = item.child.and_then(|c| self.board.row(c));
            if selection.children.is_empty() || row.as_ref().is_some_and(wanted) {
                put(row, &item);
            }
        }
        if selection.children.is_empty() {
            of_service(&self.board.service).iter().for_each(|i| put(None, i));
        }
        found
    }

    fn event(&self, row: Option<&Row>, item: &Item, selection: &Selection) -> Event {
        let who = row.map(|r| {
            let child = &r.case.child;
            if selection.full_names { child.name() } else { format!("{} {}", child.initials(), child.number) }
        });
        let when = match item.at {
            Some(at) => When::At(item.date.and_time(at), item.minutes.unwrap_or(MINUTES)),
            None => When::Day(item.date),
        };
        let due = item.due.and_then(|place| match row {
            Some(r) => r.judged().dues.get(place),
            None => self.board.service.get(place),
        });
        let cite = due.map(|d| format!(" ({})", d.duty.cite)).unwrap_or_default();
        let remind = match item.kind {
            _ if item.status == Some(Status::Done) => Vec::new(),
            Kind::Review => vec![7, 1],
            Kind::ReviewLimit => vec![14, 7],
            _ if item.owner == Role::Iro => vec![1],
            _ => Vec::new(),
        };
        Event {
            when,
            summary: who.map_or_else(|| item.title.clone(), |w| format!("{w}: {}", item.title)),
            description: format!("{}, {}{cite}", self.board.practice.role(&item.owner), long(item.date)),
            location: item.venue.clone(),
            remind,
            child: row.map(|r| r.case.child.number.clone()),
            owner: item.owner.clone(),
        }
    }
}

/// The name of a thing for ever: from the child, the period, the duty and what it is for; never from its day.
fn uid(row: Option<&Row>, item: &Item) -> String {
    let what = item.duty.as_deref().unwrap_or(item.kind.word());
    let child = row.map_or("service", |r| r.case.child.number.as_str());
    let instance = item.instance.as_ref().map_or_else(String::new, Instance::to_string);
    let sum = Sha256::digest(format!("{child}\n{}\n{what}\n{instance}", item.period));
    let hex: String = sum.iter().take(12).map(|b| format!("{b:02x}")).collect();
    format!("{hex}@casebook")
}

fn revision(t: Told, event: Event) -> Revision {
    let modified =
        DateTime::parse_from_rfc3339(&t.modified).map(|d| d.with_timezone(&Utc)).unwrap_or_default();
    Revision { uid: t.uid, sequence: t.sequence, modified, cancelled: t.cancelled, event }
}
