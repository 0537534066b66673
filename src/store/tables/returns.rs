//! What each return said of each child.

use crate::model::ids::ChildId;
use crate::model::returns::{Said, Told};

table! {
    Said in said of child: ChildId {
        first,
        last,
        facts,
    }
}

// The same rows without what they tell, which is long and seldom asked for.
table! {
    Told in said of child: ChildId {
        first,
        last,
    }
}
