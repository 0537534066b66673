//! How facts are put into words.

use crate::board::Board;
use crate::model::role::Role;

/// A part in a case, written out: documents go to people who do not know an authority's short forms.
pub(super) fn part(board: &Board, role: &str) -> String {
    Role::from_word(role).map_or_else(|_| board.practice.role(role).to_owned(), |r| r.says().to_owned())
}

/// Words of the child without the quotation marks they may have been typed in: the document has its own.
pub(super) fn unquoted(text: &str) -> &str {
    let bare = text.trim().trim_start_matches(['"', '“', '‘']).trim_end_matches(['"', '”', '’']);
    if bare.trim().is_empty() { text } else { bare }
}

/// Words that are there; `None` where there are none.
pub(super) fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|t| !t.is_empty())
}
