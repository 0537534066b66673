//! The texts of the practices that come with the program.

/// Each shipped practice: id and file.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("england", include_str!("../../../assets/practices/england.toml")),
    ("luton", include_str!("../../../assets/practices/luton.toml")),
    ("portsmouth", include_str!("../../../assets/practices/portsmouth.toml")),
    ("practice-guidance-2020", include_str!("../../../assets/practices/practice-guidance-2020.toml")),
    ("north-lincolnshire", include_str!("../../../assets/practices/north-lincolnshire.toml")),
    ("rochdale", include_str!("../../../assets/practices/rochdale.toml")),
];

/// The one an invented caseload works by unless another is named.
pub(crate) const DEMO: &str = "luton";
