//! Children, the people in their cases, kin on the same caseload, and what was copied from a sibling.

use rusqlite::params_from_iter;

use crate::error::{Error, Result};
use crate::model::child::{Child, Copied, Handed, Kin, Person};
use crate::model::ids::{ChildId, CopiedId, PersonId};
use crate::store::engine::book::{Book, Tx};

table! {
    Child as ChildId in child {
        number,
        forename,
        surname,
        dob,
        sex,
        ethnicity,
        language,
        disabled,
        uasc,
        uasc_until,
        mother,
        in_proceedings,
        source,
        imported_on,
    }
    with {
        /// A concern about siblings stays with the others.
        fn before_delete(tx: &Tx<'_>, id: ChildId) -> Result<()> {
            tx.leave_siblings(id)
        }
    }
}

table! {
    Person as PersonId in person of child: ChildId {
        role,
        name,
        detail,
        start = began,
        end = ended,
        source,
    }
}

// Kept once a pair, the lower number first, and read from both ends.
table! {
    Kin in kin of child: ChildId, one for each child, other {
        other,
        relation,
    }
}

table! {
    Copied as CopiedId in copied of child: ChildId {
        source,
        what,
        row,
        date,
    }
}

table! {
    Handed in handed of child: ChildId, one for each child {
        date,
        whom,
        bundle,
    }
}

impl Book {
    /// Every child's number with its row.
    pub(crate) fn child_numbers(&self) -> Result<Vec<(String, ChildId)>> {
        self.all("SELECT number, id FROM child ORDER BY number", [], |r| Ok((r.get(0)?, ChildId(r.get(1)?))))
    }

    /// Every tie with its child, or those of one child, each seen from both ends.
    pub(super) fn kin(&self, only: Option<ChildId>, mut put: impl FnMut(ChildId, Kin)) -> Result<()> {
        let which = if only.is_some() { "WHERE child = ?1 OR other = ?1 ORDER BY id" } else { "ORDER BY id" };
        self.each(which, params_from_iter(only.map(|c| c.0)), |child, kin: Kin| {
            put(child, kin);
            put(kin.other, Kin { other: child, relation: kin.relation.inverse() });
        })
    }
}

impl Tx<'_> {
    /// Records what another child of the caseload is to `child`, and so the other way round; a tie
    /// recorded before is replaced.
    pub(crate) fn add_kin(&self, child: ChildId, kin: &Kin) -> Result<()> {
        if child == kin.other {
            return Err(Error::data("A child cannot be their own relative."));
        }
        if child < kin.other {
            return self.insert(child, kin);
        }
        self.insert(kin.other, &Kin { other: child, relation: kin.relation.inverse() })
    }

    /// Removes the tie between two children; whether there was one.
    pub(crate) fn remove_kin(&self, child: ChildId, other: ChildId) -> Result<bool> {
        let (low, high) = (child.min(other), child.max(other));
        self.remove::<Kin>([low.0, high.0])
    }
}
