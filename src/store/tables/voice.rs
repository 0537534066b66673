//! The child's voice: how words were heard, and what was asked for.

use crate::model::ids::{AskId, ChildId};
use crate::model::voice::{Ask, Heard};

table! {
    Heard in heard of child: ChildId {
        note,
        how,
        alone,
        why_not,
        advocate,
        rights,
        shared,
    }
}

table! {
    Ask as AskId in ask of child: ChildId {
        date,
        text,
        outcome,
        outcome_on,
    }
}
