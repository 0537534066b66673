//! What can lie over any pane: lists to choose from, texts to read, days to book.

pub(crate) mod changes;
pub(crate) mod checklists;
pub(crate) mod children;
pub(crate) mod concern;
pub(crate) mod confirm;
pub(crate) mod correct;
pub(crate) mod days;
pub(crate) mod diary;
pub(crate) mod documents;
pub(crate) mod drafts;
pub(crate) mod duties;
pub(crate) mod ending;
pub(crate) mod explain;
pub(crate) mod facts;
pub(crate) mod handover;
pub(crate) mod help;
pub(crate) mod notes;
pub(crate) mod picker;
pub(crate) mod practices;
pub(crate) mod siblings;
pub(crate) mod signals;
pub(crate) mod take_back;
pub(crate) mod text;
pub(crate) mod visits;
