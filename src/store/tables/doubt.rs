//! What is doubtful about what returns say of a child.

use crate::model::doubt::Doubt;
use crate::model::ids::{ChildId, DoubtId};

table! {
    Doubt as DoubtId in doubt of child: ChildId {
        kind,
        column = col,
        day,
        value,
        book,
        file,
        row = line,
        why,
        answer,
        answered,
    }
}
