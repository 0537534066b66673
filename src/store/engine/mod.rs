//! The file of the book: its key, its lock, its connection, what keeps every write whole, and its copies.

pub(super) mod act;
mod audit;
mod backup;
pub(super) mod book;
pub(super) mod cells;
pub(super) mod connect;
pub(super) mod cost;
pub(super) mod fault;
pub(super) mod hex;
mod hold;
pub(super) mod keyfile;
pub(super) mod log;
pub(super) mod migrate;
mod open;
pub(super) mod outlet;
pub(super) mod passphrase;
mod place;
pub(super) mod platform;
mod range;
mod restore;
pub(super) mod store;
pub(super) mod table;
mod thin;
pub(super) mod undo;
pub(super) mod verify;
