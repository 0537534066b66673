//! Code lists that only the reading of a return needs; the others are in [`crate::model::codes`].

/// Why an episode began.
pub(crate) const BEGAN: [&str; 6] = ["S", "L", "P", "T", "B", "U"];

/// Why a placement changed.
pub(crate) const CHANGES: [&str; 12] = [
    "CARPL", "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "PLACE", "CUSTOD",
    "OTHER",
];

/// Ethnicities.
pub(crate) const ETHNICITIES: [&str; 20] = [
    "WBRI", "WIRI", "WOTH", "WIRT", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
    "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
];

/// Sexes: as written from 2024-25 on, and the figures before, with what is kept.
pub(crate) const SEXES: [(&str, &str); 5] = [("M", "M"), ("F", "F"), ("U", "U"), ("1", "M"), ("2", "F")];
