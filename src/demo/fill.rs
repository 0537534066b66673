//! A caseload into a book: one act, so that one undo takes it back.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::people::IRO;
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::child::Kin;
use crate::model::decision::Decision;
use crate::model::document::Paper;
use crate::model::feedback::Form;
use crate::model::ids::{ChangeId, ChildId, EscalationId, NoteId, PeriodId, PlacementId, ReviewId};
use crate::model::record::{Done, Session, Subject};
use crate::model::voice::Heard;
use crate::rules::calendar::add_months;
use crate::store::{Act, Store, Tx};

/// The book's own subject for each subject of the caseload.
type Subjects = HashMap<Subject, Subject>;

/// Puts a caseload into a book, with the settings that go with it, as one act. Row numbers become the
/// book's; what refers to them follows.
///
/// # Errors
/// When the book cannot be written to, a child's number is taken, or a reference leads nowhere.
pub(crate) fn fill(store: &mut Store, cases: &[Case], practice: &str, today: NaiveDate) -> Result<()> {
    let (_, ()) = store.bulk_act(&Act::general("Demo caseload", today), |tx| {
        let mut children: HashMap<ChildId, ChildId> = HashMap::new();
        for case in cases {
            let child = tx.insert((), &case.child)?;
            children.insert(case.child.id, child);
            insert(tx, child, case)?;
        }
        let found = |id: ChildId| children.get(&id).copied().ok_or_else(astray);
        for case in cases {
            for kin in case.kin.iter().filter(|k| case.child.id < k.other) {
                let tie = Kin { other: found(kin.other)?, ..*kin };
                tx.add_kin(found(case.child.id)?, &tie)?;
            }
        }
        tx.set_setting("iro", IRO)?;
        tx.set_setting("practice", practice)?;
        tx.set_setting("started", &add_months(today, -6).unwrap_or(today).to_string())
    })?;
    Ok(())
}

fn insert(tx: &Tx<'_>, child: ChildId, case: &Case) -> Result<()> {
    let mut subjects =
        Subjects::from([(Subject::Child, Subject::Child), (Subject::Service, Subject::Service)]);
    for row in &case.periods {
        let id: PeriodId = tx.insert(child, row)?;
        subjects.insert(Subject::Period(row.id), Subject::Period(id));
    }
    for row in &case.placements {
        let id: PlacementId = tx.insert(child, row)?;
        subjects.insert(Subject::Placement(row.id), Subject::Placement(id));
    }
    for row in &case.reviews {
        let id: ReviewId = tx.insert(child, row)?;
        subjects.insert(Subject::Review(row.id), Subject::Review(id));
    }
    let review = |id: ReviewId| match subjects.get(&Subject::Review(id)) {
        Some(Subject::Review(id)) => Ok(*id),
        _ => Err(astray()),
    };
    for row in &case.decisions {
        tx.insert(child, &Decision { review: review(row.review)?, ..row.clone() })?;
    }
    for row in &case.feedback {
        tx.insert(child, &Form { review: review(row.review)?, ..row.clone() })?;
    }
    for row in &case.changes {
        let id: ChangeId = tx.insert(child, row)?;
        subjects.insert(Subject::Change(row.id), Subject::Change(id));
    }
    for row in &case.escalations {
        let id: EscalationId = tx.insert(Some(child), row)?;
        subjects.insert(Subject::Escalation(row.id), Subject::Escalation(id));
    }
    for row in &case.legal {
        tx.insert(child, row)?;
    }
    for row in &case.people {
        tx.insert(child, row)?;
    }
    let mut notes: HashMap<NoteId, NoteId> = HashMap::new();
    for row in &case.notes {
        notes.insert(row.id, tx.insert(Some(child), row)?);
    }
    for row in &case.heard {
        let note = notes.get(&row.note).copied().ok_or_else(astray)?;
        tx.insert(child, &Heard { note, ..row.clone() })?;
    }
    for row in &case.asks {
        tx.insert(child, row)?;
    }
    let about = |subject: Subject| subjects.get(&subject).copied().ok_or_else(astray);
    for row in &case.done {
        tx.insert(Some(child), &Done { subject: about(row.subject)?, ..row.clone() })?;
    }
    for row in &case.papers {
        tx.insert(child, &Paper { subject: about(row.subject)?, ..row.clone() })?;
    }
    for row in &case.sessions {
        tx.insert(Some(child), &Session { subject: about(row.subject)?, ..row.clone() })?;
    }
    Ok(())
}

fn astray() -> Error {
    Error::internal("The demo caseload refers to something it does not hold.")
}
