//! Children handed over: written to a bundle for another IRO, received from one, or read by a manager beside others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::practices::find_practice;
use super::{Desk, Outcome, settle};
use crate::error::{Error, Result};
use crate::model::child::{Person, Source};
use crate::model::ids::{ChildId, PersonId};
use crate::model::role::Role;
use crate::model::text;
use crate::rules::practice::Practice;
use crate::rules::working::{count, long};
use crate::store::{Act, Bundle, Label, Store, Taken, Why};

/// What is said of a book that is a reading of bundles.
const READING: &str = "it is a reading of bundles, gone when it is closed";

/// What became of a bundle that was received.
#[derive(Debug)]
pub(crate) enum Received {
    /// The day it was received before.
    Before(String),
    Now(Outcome, Box<Taken>),
}

/// What a bundle brings, in words: from whom, which children, how much.
pub(crate) fn summary(label: &Label, taken: &Taken) -> Vec<String> {
    let from = Some(label.from.as_str()).filter(|f| !f.is_empty()).unwrap_or("an IRO without a name");
    let mut lines = vec![format!(
        "From {from}, as at {}: {} new to your book, {} known.",
        label.made,
        count(taken.new.len(), "child", "children"),
        taken.known.len()
    )];
    for (numbers, what) in [(&taken.new, "New"), (&taken.known, "Known")] {
        if !numbers.is_empty() {
            lines.push(format!("  {what}: {}", numbers.join(", ")));
        }
    }
    let records = |n: u64| count(usize::try_from(n).unwrap_or(usize::MAX), "record", "records");
    lines.push(format!("{} would be added.", records(taken.rows.values().sum())));
    if taken.untied > 0 {
        lines.push(format!(
            "Left out, for they tie a child to one who does not come along: {}.",
            records(taken.untied)
        ));
    }
    lines
}

impl Desk {
    /// Writes the whole records of children to a bundle and marks them as handed over. `deliver` writes the file;
    /// where that fails nothing is marked.
    ///
    /// # Errors
    /// When there is no child, the file cannot be written, or the book cannot.
    pub(crate) fn hand_over(
        &mut self,
        children: &[ChildId],
        to: &str,
        passphrase: &[u8],
        deliver: impl FnOnce(&[u8]) -> Result<()>,
    ) -> Result<Outcome> {
        let to = text::line(to);
        let numbers: BTreeSet<String> = children
            .iter()
            .map(|c| self.row(*c).map(|row| row.case.child.number.clone()))
            .collect::<Result<_>>()?;
        let Some(first) = children.first() else {
            return Err(Error::missing("There is no child to hand over; nothing was written."));
        };
        let who = match children.len() {
            1 => self.row(*first)?.case.child.name(),
            n => count(n, "child", "children"),
        };
        let today = self.board.today;
        let (bundle, bytes) = self.store.bundle(&numbers, passphrase, today)?;
        deliver(&bytes)?;
        let label = match to.as_str() {
            "" => format!("Hand over {who}"),
            to => format!("Hand over {who} to {to}"),
        };
        let marked = self.store.act(&Act::general(label.as_str(), today), |tx| {
            children.iter().try_for_each(|child| tx.hand_over(*child, &to, &bundle, today))
        });
        let (act, ()) = marked.map_err(|e| {
            Error::new(
                e.kind,
                format!("The bundle is written, but nobody is marked as handed over. {}", e.message),
            )
            .hint(e.hint)
        })?;
        self.board.refresh(&self.store)?;
        self.handed_out("export bundle", None, u64::try_from(children.len()).unwrap_or(0))?;
        Ok(Outcome::new(act, first.0, label))
    }

    /// What receiving a bundle would come to; nothing is written.
    ///
    /// # Errors
    /// When either cannot be read.
    pub(crate) fn preview_bundle(&self, bundle: &Bundle) -> Result<Taken> {
        self.store.preview(bundle)
    }

    /// The day a bundle was received, where it was.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub(crate) fn received(&self, bundle: &Bundle) -> Result<Option<String>> {
        self.store.received(&bundle.label.id)
    }

    /// Receives a bundle, once. Where a field differs from the book's the bundle's is taken, unless `keep`.
    ///
    /// # Errors
    /// When the book cannot be written; it is unchanged then.
    pub(crate) fn receive(&mut self, bundle: &Bundle, keep: bool) -> Result<Received> {
        if let Some(day) = self.received(bundle)? {
            return Ok(Received::Before(day));
        }
        self.store.back_up_before(Why::Import)?;
        let (practice, calendar, today) = self.judges();
        let label = format!(
            "Receive {} from {}",
            count(bundle.children()?.len(), "child", "children"),
            bundle.label.from
        );
        let (act, taken) = self.store.bulk_act(&Act::general(label.as_str(), today), |tx| {
            let taken = tx.receive(bundle, None, !keep, today)?;
            let known = taken.children.iter().map(|id| ChildId(*id));
            known.into_iter().try_for_each(|child| settle(tx, child, &practice, &calendar, today))?;
            Ok(taken)
        })?;
        self.board.refresh(&self.store)?;
        Ok(Received::Now(Outcome::new(act, 0, label), Box::new(taken)))
    }

    /// Several IROs' bundles as one book in memory, to be read only. A child who stands in several is taken from the
    /// one whose book has not handed them over, else from the latest. Gives what should be known beside it.
    ///
    /// # Errors
    /// When there is no bundle, or one cannot be read.
    pub(crate) fn service(
        bundles: &[Bundle],
        practice: Option<Arc<Practice>>,
        today: NaiveDate,
    ) -> Result<(Self, Vec<String>)> {
        let Some(first) = bundles.first() else {
            return Err(Error::usage("A service book is made of bundles; name one or several."));
        };
        let chosen = chosen(bundles)?;
        let mut told = Vec::new();
        let practices: BTreeSet<&str> = bundles.iter().map(|b| b.label.practice.as_str()).collect();
        if practices.len() > 1 {
            told.push(format!(
                "The books work by {} practices; all are judged by that of the first.",
                practices.len()
            ));
        }
        let mut store = Store::memory()?;
        store.bulk_act(&Act::general("Read the bundles", today), |tx| {
            for (bundle, only) in bundles.iter().zip(&chosen) {
                let taken = tx.receive(bundle, Some(only), true, today)?;
                for child in &taken.children {
                    whose(tx, ChildId(*child), &bundle.label.from, bundle.label.made)?;
                }
            }
            let begun = bundles
                .iter()
                .filter_map(|b| b.setting("started").transpose())
                .min_by_key(|day| day.clone().ok());
            if let Some(day) = begun.transpose()? {
                tx.set_setting("started", &day)?;
            }
            Ok(())
        })?;
        store.forget_acts()?;
        for (bundle, only) in bundles.iter().zip(&chosen) {
            let elsewhere = bundle.children()?.len() - only.len();
            if elsewhere > 0 {
                told.push(format!(
                    "{} of {} are read from another bundle, that they were handed over to or that is later.",
                    count(elsewhere, "child", "children"),
                    bundle.label.from
                ));
            }
            told.push(format!(
                "{}: {}, as at {}",
                bundle.label.from,
                count(only.len(), "child", "children"),
                long(bundle.label.made)
            ));
        }
        store.close_to_writing(READING);
        let practice = match practice {
            Some(practice) => practice,
            None => Arc::new(find_practice(Some(&store), &first.label.practice)?),
        };
        let mut desk = Self::of(store, today, Some(practice))?;
        desk.board.several = true;
        Ok((desk, told))
    }
}

/// The children to take from each bundle, so that each child is there once.
fn chosen(bundles: &[Bundle]) -> Result<Vec<BTreeSet<String>>> {
    let mut best: BTreeMap<String, ((bool, NaiveDate, usize), usize)> = BTreeMap::new();
    for (place, bundle) in bundles.iter().enumerate() {
        let handed = bundle.handed()?;
        for number in bundle.children()? {
            let worth = (!handed.contains(&number), bundle.label.made, place);
            let better = best.get(&number).is_none_or(|(there, _)| *there < worth);
            if better {
                best.insert(number, (worth, place));
            }
        }
    }
    let of = |place| best.iter().filter(move |(_, (_, at))| *at == place).map(|(number, _)| number.clone());
    Ok((0..bundles.len()).map(|place| of(place).collect()).collect())
}

/// Has a child of a service book stand with the IRO whose book it is in.
fn whose(tx: &crate::store::Tx<'_>, child: ChildId, iro: &str, made: NaiveDate) -> Result<()> {
    let Some(case) = tx.case(child)? else { return Ok(()) };
    let now: Vec<&Person> = case.in_role(Role::Iro).filter(|p| p.end.is_none()).collect();
    if iro.is_empty() || now.last().is_some_and(|p| p.name == iro) {
        return Ok(());
    }
    let start = now.last().map(|_| made);
    for person in now {
        tx.update(&Person { end: Some(made), ..person.clone() })?;
    }
    let (role, name) = (Role::Iro.word().to_owned(), iro.to_owned());
    let person =
        Person { id: PersonId(0), role, name, detail: String::new(), start, end: None, source: Source::Hand };
    tx.insert(child, &person).map(|_| ())
}
