//! How firm the ground of an entry is.

use crate::model::words::closed_set;

closed_set! {
    /// How firm the ground of an entry is; the order is the order of rank.
    pub(crate) enum Basis is "basis" {
        /// An act or regulation.
        Law: "law",
        /// Statutory guidance.
        Guidance: "guidance",
        /// One authority's procedure.
        Local: "local",
        /// Ours, editable: the source is silent.
        House: "house",
    }
}
