//! The code lists of the SSDA903 return, old and new together: what each code means in words.
//!
//! Source: Department for Education, Children looked after return, code lists to 2026-27.

/// Legal statuses with a short form for lists and a full title.
pub(crate) const LEGAL: &[(&str, &str, &str)] = &[
    ("C1", "ICO", "Interim care order"),
    ("C2", "CO", "Full care order"),
    ("D1", "FO", "Freeing order (historic)"),
    ("E1", "PO", "Placement order"),
    ("J1", "remand", "Remanded to local authority or youth detention accommodation"),
    ("J2", "PACE", "Detained under PACE 1984"),
    ("J3", "YRO", "Sentenced: youth rehabilitation order with residence or fostering"),
    ("L1", "police", "Police protection"),
    ("L2", "EPO", "Emergency protection order"),
    ("L3", "CAO", "Child assessment order"),
    ("V2", "s20", "Accommodated by agreement (section 20)"),
    ("V3", "breaks", "Short breaks, each recorded"),
    ("V4", "breaks", "Short breaks under one agreement"),
];

/// Placement types with their titles.
pub(crate) const PLACES: &[(&str, &str)] = &[
    ("A3", "Placed for adoption with consent, current foster carer"),
    ("A4", "Placed for adoption with consent, new family"),
    ("A5", "Placed for adoption under an order, current foster carer"),
    ("A6", "Placed for adoption under an order, new family"),
    ("H5", "Semi-independent living"),
    ("K1", "Secure children's home"),
    ("K2", "Children's home"),
    ("K3", "Supported accommodation"),
    ("P1", "With parents"),
    ("P2", "Independent living"),
    ("P3", "Residential employment"),
    ("R1", "Residential care home"),
    ("R2", "NHS or other health setting"),
    ("R3", "Family centre or mother and baby unit"),
    ("R5", "Young offender institution or prison"),
    ("S1", "Residential school"),
    ("T0", "Temporary accommodation"),
    ("T1", "Temporary: in hospital"),
    ("T2", "Temporary: on holiday"),
    ("T3", "Temporary: carer on holiday"),
    ("T4", "Temporary: up to seven days"),
    ("U1", "Foster: relative or friend, long term"),
    ("U2", "Foster: relative or friend, also adopter"),
    ("U3", "Foster: relative or friend"),
    ("U4", "Foster: other carer, long term"),
    ("U5", "Foster: other carer, also adopter"),
    ("U6", "Foster: other carer"),
    ("Z1", "Other placement"),
    ("Z11", "Other placement"),
    ("Z12", "Other placement"),
    ("Z13", "Other placement"),
    ("Z14", "Other placement"),
];

/// Reasons a period of care ended.
pub(crate) const ENDS: &[(&str, &str)] = &[
    ("E2", "Died"),
    ("E3", "Care taken over by another UK authority"),
    ("E4A", "Returned to parents, planned"),
    ("E4B", "Returned to parents, not planned"),
    ("E5", "Independent living with support"),
    ("E6", "Independent living without support"),
    ("E7", "Moved to adult social care"),
    ("E8", "Ended for another reason"),
    ("E9", "Sentenced to custody"),
    ("E11", "Adopted, unopposed"),
    ("E12", "Adopted, consent dispensed with"),
    ("E13", "Left to people without parental responsibility"),
    ("E14", "Remand ended"),
    ("E15", "Found to be 18 or over"),
    ("E16", "Moved abroad"),
    ("E17", "Turned 18 and stayed with carers"),
    ("E41", "Child arrangements order"),
    ("E43", "Special guardianship, former foster carer"),
    ("E44", "Special guardianship, other carer"),
    ("E45", "Special guardianship, former foster carer, relative"),
    ("E46", "Special guardianship, former foster carer"),
    ("E47", "Special guardianship, other carer, relative"),
    ("E48", "Special guardianship, other carer"),
];

/// Placement providers.
pub(crate) const PROVIDERS: &[(&str, &str)] = &[
    ("PR0", "Parent"),
    ("PR1", "Own authority"),
    ("PR2", "Other authority"),
    ("PR3", "Other public body"),
    ("PR4", "Private"),
    ("PR5", "Voluntary"),
];

/// The short form of a legal status for lists (`s20`), or the code itself.
pub(crate) fn legal_short(code: &str) -> &str {
    LEGAL.iter().find(|(c, ..)| *c == code).map_or(code, |(_, s, _)| s)
}

/// A legal status in words, or the code itself.
pub(crate) fn legal_title(code: &str) -> &str {
    LEGAL.iter().find(|(c, ..)| *c == code).map_or(code, |(.., t)| t)
}

/// The words for a code in one of the two-column lists, or the code itself.
pub(crate) fn title<'a>(list: &[(&'a str, &'a str)], code: &'a str) -> &'a str {
    list.iter().find(|(c, _)| *c == code).map_or(code, |(_, t)| t)
}
