//! Documents that left the book.

use crate::model::document::Paper;
use crate::model::ids::{ChildId, DocumentId};

table! {
    Paper as DocumentId in document of child: ChildId {
        document,
        reader,
        subject = subject subject_id,
        date,
        sent,
        by = by_whom,
        included,
        reason,
        text,
    }
}
