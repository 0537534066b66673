//! Days a span may be counted from: of what each is a day, and what it is called.

use super::words::Scope;

/// What an anchor is a day of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// The child and the time in care.
    Child,
    /// A placement.
    Placement,
    /// The booking of a review.
    Booking,
    /// A review.
    Review,
    /// The review before: a clock of reviews counts from it too.
    Previous,
    /// Something that happened.
    Change,
    /// A concern.
    Concern,
    /// A stage of a concern.
    Stage,
    /// A step that may be taken at any time of a concern.
    Step,
}

/// Where a span stands that counts from an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Site {
    /// A duty of this scope.
    Duty(Scope),
    /// A clock of reviews.
    Clock,
    /// The protocol of a concern: its total, its stages, who is told when one ends.
    Protocol,
    /// Who is told once a step was taken that may be taken at any time.
    Taken,
}

/// Days a span may be counted from, beside birthdays, events and other duties, each with what it is a day of.
pub(crate) const ANCHORS: &[(&str, Of)] = &[
    ("looked-after", Of::Child),
    ("ceased", Of::Child),
    ("notified", Of::Child),
    ("allocated", Of::Child),
    ("iro-changed", Of::Child),
    ("proceedings-began", Of::Child),
    ("placed", Of::Child),
    ("placement-ended", Of::Placement),
    ("authorised-for-adoption", Of::Child),
    ("placed-for-adoption", Of::Child),
    ("secure-placed", Of::Child),
    ("short-break-start", Of::Child),
    ("remanded", Of::Child),
    ("police-protection", Of::Child),
    ("emergency-protection", Of::Child),
    ("short-breaks-ended", Of::Child),
    ("care-order", Of::Child),
    ("eligible", Of::Child),
    ("review-meeting", Of::Child),
    ("review-due", Of::Review),
    ("review-scheduled", Of::Booking),
    ("review-booked", Of::Booking),
    ("review-moved", Of::Booking),
    ("review-date", Of::Review),
    ("review-held", Of::Review),
    ("review-completed", Of::Review),
    ("previous-review", Of::Previous),
    ("next-review", Of::Review),
    ("decisions-sent", Of::Review),
    ("decisions-received", Of::Review),
    ("change-notified", Of::Change),
    ("change-answered", Of::Change),
    ("change-effective", Of::Change),
    ("brought-forward", Of::Change),
    ("early-review-held", Of::Change),
    ("early-review-declined", Of::Change),
    ("escalation-raised", Of::Concern),
    ("formal-opened", Of::Stage),
    ("stage-opened", Of::Stage),
    ("stage-raised", Of::Stage),
    ("stage-closed", Of::Stage),
    ("step-taken", Of::Step),
];

/// Of what the anchor is a day that has this word.
pub(crate) fn anchor(word: &str) -> Option<Of> {
    ANCHORS.iter().find(|(known, _)| *known == word).map(|(_, of)| *of)
}

/// The words of the anchors.
pub(crate) fn anchor_words() -> impl Iterator<Item = &'static str> {
    ANCHORS.iter().map(|(word, _)| *word)
}

impl Site {
    /// What stands there, in words.
    pub(crate) fn words(self) -> String {
        match self {
            Site::Duty(scope) => format!("a duty of scope {}", scope.word()),
            Site::Clock => "a clock of reviews".to_owned(),
            Site::Protocol | Site::Taken => "a protocol".to_owned(),
        }
    }

    /// What to count from there, where days of the kind do not exist.
    pub(crate) const fn cure(self, of: Of) -> &'static str {
        match self {
            Site::Duty(Scope::Service) => {
                "a duty of the service goes by the calendar: write due = { every = \"month\" }"
            }
            Site::Duty(_) => of.cure(),
            Site::Clock => "count from previous-review, or from a day of the child such as looked-after",
            Site::Protocol if matches!(of, Of::Step) => of.cure(),
            Site::Protocol | Site::Taken => {
                "count from escalation-raised, formal-opened, stage-opened, stage-raised or stage-closed"
            }
        }
    }
}

impl Of {
    /// Whether a span that stands there can count from such a day.
    pub(crate) fn exists_in(self, site: Site) -> bool {
        match (self, site) {
            (_, Site::Duty(Scope::Service)) => false,
            (Of::Child, Site::Duty(_) | Site::Clock) | (Of::Previous, Site::Clock) => true,
            (Of::Placement, Site::Duty(scope)) => scope == Scope::Placement,
            (Of::Booking | Of::Review | Of::Previous, Site::Duty(scope)) => scope.is_review(),
            (Of::Change, Site::Duty(scope)) => scope == Scope::Change,
            (Of::Concern, Site::Duty(scope)) => scope == Scope::Escalation,
            (Of::Review | Of::Previous | Of::Concern | Of::Stage, Site::Protocol | Site::Taken) => true,
            (Of::Step, site) => site == Site::Taken,
            _ => false,
        }
    }

    /// What it is a day of, in words.
    pub(crate) const fn whose(self) -> &'static str {
        match self {
            Of::Child => "a day of the child's time in care",
            Of::Placement => "a day of one placement",
            Of::Booking | Of::Review | Of::Previous => "a day of one review",
            Of::Change => "a day of one change",
            Of::Concern => "a day of one concern",
            Of::Stage => "a day of a stage of a protocol",
            Of::Step => "the day of a step that may be taken at any time",
        }
    }

    /// Where to write what counts from it.
    const fn cure(self) -> &'static str {
        match self {
            Of::Child => "write it in a duty, with the scope of what there is one of it for",
            Of::Placement => "write scope = \"placement\"",
            Of::Booking | Of::Review | Of::Previous => "write scope = \"review\"",
            Of::Change => "write scope = \"change\"",
            Of::Concern => "write scope = \"escalation\"",
            Of::Stage => "write it in a [[protocol.stage]], as raise-within, reply-within or act-within",
            Of::Step => "write it in the notices of an any-time step",
        }
    }
}

/// What a duty waits for while the day it counts from has not come: `waits until the review is held`.
pub(crate) fn waits_for(anchor: &str) -> String {
    const COMES: [(&str, &str); 6] = [
        (" was ", " is "),
        (" were ", " are "),
        (" became ", " becomes "),
        (" ceased ", " ceases "),
        (" began", " begins"),
        (" ended", " ends"),
    ];
    let text = anchor_in_words(anchor);
    match COMES.iter().find(|(past, _)| text.contains(past)) {
        Some((past, comes)) => format!("waits until {}", text.replacen(past, comes, 1)),
        None => format!("waits for {text}"),
    }
}

/// An anchor in words for a sentence: `previous-review` is "the previous review".
pub(crate) fn anchor_in_words(anchor: &str) -> String {
    match anchor {
        "looked-after" => "the child came into care".to_owned(),
        "ceased" => "the child left care".to_owned(),
        "notified" => "the IRO manager was told".to_owned(),
        "allocated" => "the IRO was allocated".to_owned(),
        "placed" => "the placement began".to_owned(),
        "placement-ended" => "the placement ended".to_owned(),
        "authorised-for-adoption" => "the authority to place for adoption".to_owned(),
        "placed-for-adoption" => "the placement for adoption".to_owned(),
        "secure-placed" => "the placement in secure accommodation".to_owned(),
        "short-break-start" => "the first short break".to_owned(),
        "police-protection" => "the police protection".to_owned(),
        "emergency-protection" => "the emergency protection order".to_owned(),
        "short-breaks-ended" => "the child was accommodated altogether after short breaks".to_owned(),
        "remanded" => "the remand".to_owned(),
        "care-order" => "the care order".to_owned(),
        "eligible" => "the young person became eligible".to_owned(),
        "review-meeting" => "the last review held as a meeting".to_owned(),
        "review-due" => "the limit of the review".to_owned(),
        "review-scheduled" => {
            "the day the review was booked for when it was adjourned, else first booked for".to_owned()
        }
        "review-date" => "the day of the review".to_owned(),
        "review-held" => "the review was held".to_owned(),
        "review-completed" => "the review was completed".to_owned(),
        "previous-review" => "the previous review".to_owned(),
        "next-review" => "the next review".to_owned(),
        "decisions-sent" => "the decisions were sent".to_owned(),
        "decisions-received" => "the decisions were received".to_owned(),
        "change-notified" => "the IRO was told of the change".to_owned(),
        "change-answered" => "the change was answered".to_owned(),
        "change-effective" => "the change takes effect".to_owned(),
        "brought-forward" => "the review to be brought forward".to_owned(),
        "early-review-held" => "the early review was held".to_owned(),
        "early-review-declined" => "an early review was found not to be needed".to_owned(),
        "escalation-raised" => "the concern was raised".to_owned(),
        other => other.replace('-', " "),
    }
}
