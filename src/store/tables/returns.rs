//! What each return said of each child.

use crate::model::ids::ChildId;
use crate::model::returns::Said;

table! {
    Said in said of child: ChildId {
        first,
        last,
        facts,
    }
}
