//! What several panes draw: a list, a child in a few lines, a decision, a concern, a timeline.

pub(crate) mod about;
pub(crate) mod change;
pub(crate) mod concern;
pub(crate) mod context;
pub(crate) mod decision;
pub(crate) mod list;
pub(crate) mod next;
pub(crate) mod page;
pub(crate) mod summary;
pub(crate) mod timeline;
