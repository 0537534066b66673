//! Named conditions: what a practice's `when` and `unless` name, judged by [`super::judge`].

use crate::model::words::{closed_set, nearest};

closed_set! {
    /// A condition with a name.
    pub(crate) enum Named is "condition" {
        /// Looked after on the day.
        LookedAfter: "looked-after" = "In care on the day.",
        /// The first review of the period of care.
        FirstReview: "first-review" = "The first review of the period of care.",
        /// The second review of the period of care.
        SecondReview: "second-review" = "The second review of the period of care.",
        /// Accommodated by agreement (V2).
        Section20: "section-20" = "Accommodated by agreement (V2).",
        /// Under a full care order (C2).
        CareOrder: "care-order" = "Under a full care order (C2).",
        /// Under an interim care order (C1).
        InterimCareOrder: "interim-care-order" = "Under an interim care order (C1).",
        /// Under a placement order (E1) or a freeing order (D1).
        PlacementOrder: "placement-order" = "Under a placement order (E1) or a freeing order (D1).",
        /// An agency may place the child for adoption: since the day typed, else under a placement or freeing order (E1, D1).
        AuthorisedForAdoption: "authorised-for-adoption" = "An agency may place the child for adoption: since the day typed, else under a placement or freeing order (E1, D1).",
        /// In a series of short breaks (V3, V4).
        ShortBreaks: "short-breaks" = "In a series of short breaks (V3, V4).",
        /// Remanded (J1).
        OnRemand: "on-remand" = "Remanded (J1).",
        /// In an adoptive placement (A3 to A6).
        PlacedForAdoption: "placed-for-adoption" = "In an adoptive placement (A3 to A6).",
        /// Remanded (J1) to a young offender institution, prison or secure home (R5, K1).
        RemandedToDetention: "remanded-to-detention" = "Remanded (J1) to a young offender institution, prison or secure home (R5, K1).",
        /// Under police protection (L1).
        PoliceProtection: "police-protection" = "Under police protection (L1).",
        /// Under an emergency protection order (L2).
        EmergencyProtection: "emergency-protection" = "Under an emergency protection order (L2).",
        /// Accommodated altogether after short breaks in the same time in care.
        AfterShortBreaks: "after-short-breaks" = "Accommodated altogether after short breaks in the same time in care.",
        /// The time in care has ended, or its end is recorded.
        CareEnded: "care-ended" = "The time in care has ended, or its end is recorded.",
        /// The child has died.
        Died: "died" = "The child has died.",
        /// In a secure children's home (K1).
        Secure: "secure" = "In a secure children's home (K1).",
        /// In a young offender institution, prison or secure home (R5, K1).
        Detained: "detained" = "In a young offender institution, prison or secure home (R5, K1).",
        /// Placed with a parent (P1).
        PlacedWithParents: "placed-with-parents" = "Placed with a parent (P1).",
        /// Placed with foster carers (U1 to U6).
        FosterCare: "foster-care" = "Placed with foster carers (U1 to U6).",
        /// In a children's home, secure home, residential home or school.
        ResidentialCare: "residential-care" = "In a children's home, secure home, residential home or school.",
        /// A review has been held since the present placement began.
        ReviewedSincePlaced: "reviewed-since-placed" = "A review has been held since the present placement began.",
        /// The order in force was made after the present placement began.
        OrderedSincePlaced: "ordered-since-placed" = "The order in force was made after the present placement began.",
        /// In the same long-term foster placement (U1, U4) for over a year.
        LongTermFosterOverAYear: "long-term-foster-over-a-year" = "In the same long-term foster placement (U1, U4) for over a year.",
        /// Placed with the authority's own provision (PR1).
        InternalPlacement: "internal-placement" = "Placed with the authority's own provision (PR1).",
        /// A brother or sister is on the caseload.
        SiblingsLookedAfter: "siblings-looked-after" = "A brother or sister is on the caseload.",
        /// A parent is on the caseload.
        ParentLookedAfter: "parent-looked-after" = "A parent is on the caseload.",
        /// Subject to care proceedings; an interim care order counts.
        InProceedings: "in-proceedings" = "Subject to care proceedings; an interim care order counts.",
        /// The child's first language is not English.
        EnglishNotFirstLanguage: "english-not-first-language" = "The child's first language is not English.",
        /// The child is disabled.
        Disabled: "disabled" = "The child is disabled.",
        /// Aged 16 or 17 and looked after for 13 weeks since 14.
        EligibleCareLeaver: "eligible-care-leaver" = "Aged 16 or 17 and in care for 13 weeks since 14.",
        /// The review was adjourned.
        Adjourned: "adjourned" = "The review was adjourned.",
        /// The review was held within three months of the 18th birthday: the last in care.
        LastReview: "last-review" = "The review was held within three months of the 18th birthday: the last in care.",
        /// The child was at the review (PN1 to PN4).
        ChildAttended: "child-attended" = "The child was at the review (PN1 to PN4).",
        /// A parent did not come to the review; unknown until it is recorded who came.
        ParentsAbsent: "parents-absent" = "A parent did not come to the review; unknown until it is recorded who came.",
        /// The review was moved from the day it was booked for to another.
        ReviewMoved: "review-moved" = "The review was moved from the day it was booked for to another.",
        /// The case has had more than one IRO.
        IroChanged: "iro-changed" = "The case has had more than one IRO.",
        /// The change is one that must or may bring a review forward.
        ReviewEvent: "review-event" = "The change is one that must or may bring a review forward.",
        /// The change is one for which a review must come forward.
        MustEvent: "must-event" = "The change is one for which a review must come forward.",
        /// The change is one for which a review must come forward, with no exception.
        MustReview: "must-review" = "The change is one for which a review must come forward, with no exception.",
        /// The IRO has brought the review forward for this change.
        BroughtForward: "brought-forward" = "The IRO has brought the review forward for this change.",
    }
}

/// A condition as a practice names it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    /// One with a name.
    Named(Named),
    /// `age-under-N`.
    AgeUnder(u32),
    /// `age-at-least-N`.
    AgeAtLeast(u32),
    /// `open:EVENT`: the event has been recorded and not closed by the one that ends it.
    Open(String),
}

impl Condition {
    /// The condition a practice's word names.
    ///
    /// # Errors
    /// The nearest word there is.
    pub(crate) fn parse(word: &str) -> Result<Self, String> {
        let number = |prefix: &str| word.strip_prefix(prefix).and_then(|n| n.parse().ok());
        if let Ok(named) = Named::from_word(word) {
            Ok(Condition::Named(named))
        } else if let Some(age) = number("age-under-") {
            Ok(Condition::AgeUnder(age))
        } else if let Some(age) = number("age-at-least-") {
            Ok(Condition::AgeAtLeast(age))
        } else if let Some(event) = word.strip_prefix("open:").filter(|e| !e.is_empty()) {
            Ok(Condition::Open(event.to_owned()))
        } else if let Some(hint) = age_hint(word) {
            Err(hint)
        } else {
            let known =
                Named::ALL.iter().map(|n| n.word()).chain(["age-under-4", "age-at-least-16", "open:EVENT"]);
            Err(nearest(word, known).map(|n| format!("did you mean {n}?")).unwrap_or_default())
        }
    }

    /// The condition as a practice writes it.
    pub(crate) fn word(&self) -> String {
        match self {
            Condition::Named(named) => named.word().to_owned(),
            Condition::AgeUnder(n) => format!("age-under-{n}"),
            Condition::AgeAtLeast(n) => format!("age-at-least-{n}"),
            Condition::Open(e) => format!("open:{e}"),
        }
    }
}

/// The age condition that a word about an age means, never the opposite one.
fn age_hint(word: &str) -> Option<String> {
    let aged = word.strip_prefix("age-").or_else(|| word.strip_prefix("aged-"));
    let rest = aged.unwrap_or(word);
    let years: u32 = rest.rsplit('-').next()?.trim_end_matches('+').parse().ok()?;
    let has = |words: &[&str]| rest.split('-').any(|part| words.contains(&part));
    if has(&["over", "above", "older", "more"]) {
        let older = years.saturating_add(1);
        Some(format!("write age-at-least-{older}, or age-at-least-{years} from the birthday itself on"))
    } else if has(&["under", "below", "younger", "less", "before"]) {
        Some(format!("did you mean age-under-{years}?"))
    } else if aged.is_none() {
        None
    } else {
        Some(format!("did you mean age-at-least-{years}?"))
    }
}
