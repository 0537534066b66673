//! What can be done about a concern, as the log of its moves names it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::words::closed_set;

closed_set! {
    /// How a stage's reply was judged, or that none came.
    pub(crate) enum Verdict is "verdict" {
        /// The reply meets the concern.
        Satisfied: "satisfied" = "the reply meets the concern",
        /// It does not.
        NotSatisfied: "not-satisfied" = "the reply does not meet the concern",
        /// No reply came by its day.
        NoReply: "no-reply" = "no reply came in time",
        /// What was to be done was done, and the concern is met.
        Resolved: "resolved" = "done, and agreed",
        /// It was done, and the concern stands.
        NotResolved: "not-resolved" = "done, and not agreed",
        /// Somebody with the last word has decided.
        Decided: "decided" = "the last word was given",
    }
}

/// The word of the move that closes a concern.
pub(crate) const CLOSE: &str = "close";
/// The word of the move that says a promised effect was seen.
pub(crate) const EFFECT_SEEN: &str = "effect-seen";

/// A move of a concern. `Display` writes its word, `From<&str>` reads it: what is no other move is the id of
/// something a protocol lets be done at any time, or of nothing, which the protocol then says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Move {
    /// The open stage is raised.
    Raised,
    /// Its reply is judged, or none came.
    Judged(Verdict),
    /// On to a later stage, by its id.
    Skip(String),
    /// Back to an earlier stage, by its id.
    Back(String),
    /// Those of these roles were told.
    Told(Vec<String>),
    /// Those of these roles were not told, which the closing says with the reason.
    NotTold(Vec<String>),
    /// The IRO sets the day a reply, or its remedy, is owed.
    Timescale,
    /// The risk is judged, or judged anew.
    Risk(String),
    /// The protocol it runs under from here on, by its id.
    Under(String),
    /// Something that may be done at any time, by its id.
    AnyTime(String),
    /// It is closed; of an effect still promised the entry holds the promise and its day.
    Close,
    /// A promised effect is not here yet; the entry has the next day to look for it.
    LookAgain,
    /// A promised effect was seen.
    EffectSeen,
    /// A promise was not kept.
    NotKept,
}

impl Verdict {
    /// Whether it ends a step that is done by those who raise it, and not a reply.
    pub(crate) fn ends_an_act(self) -> bool {
        matches!(self, Self::Resolved | Self::NotResolved)
    }
}

impl Move {
    /// Every move that is one word by itself.
    const PLAIN: [(Move, &str); 6] = [
        (Move::Raised, "raised"),
        (Move::Timescale, "timescale"),
        (Move::Close, CLOSE),
        (Move::LookAgain, "look-again"),
        (Move::EffectSeen, EFFECT_SEEN),
        (Move::NotKept, "not-kept"),
    ];

    /// Whether it looks for the effect of a concern that is closed.
    pub(crate) fn looks_for_effect(&self) -> bool {
        matches!(self, Move::LookAgain | Move::EffectSeen | Move::NotKept)
    }

    /// Whether it goes to another stage than the reply leads to.
    pub(crate) fn jumps(&self) -> bool {
        matches!(self, Move::Skip(_) | Move::Back(_))
    }
}

impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Move::Judged(verdict) => f.write_str(verdict.word()),
            Move::Skip(stage) => write!(f, "skip:{stage}"),
            Move::Back(stage) => write!(f, "back:{stage}"),
            Move::Told(roles) => write!(f, "told:{}", roles.join("+")),
            Move::NotTold(roles) => write!(f, "not-told:{}", roles.join("+")),
            Move::Risk(risk) => write!(f, "risk:{risk}"),
            Move::Under(protocol) => write!(f, "under:{protocol}"),
            Move::AnyTime(id) => f.write_str(id),
            plain => {
                f.write_str(Self::PLAIN.iter().find(|(one, _)| one == plain).map_or("", |(_, word)| word))
            }
        }
    }
}

impl From<&str> for Move {
    fn from(word: &str) -> Self {
        let roles = |to: &str| to.split('+').map(str::to_owned).collect();
        match word.split_once(':') {
            Some(("skip", stage)) => Move::Skip(stage.to_owned()),
            Some(("back", stage)) => Move::Back(stage.to_owned()),
            Some(("told", to)) => Move::Told(roles(to)),
            Some(("not-told", to)) => Move::NotTold(roles(to)),
            Some(("risk", risk)) => Move::Risk(risk.to_owned()),
            Some(("under", protocol)) => Move::Under(protocol.to_owned()),
            _ => {
                let plain = Self::PLAIN.into_iter().find(|(_, known)| *known == word).map(|(plain, _)| plain);
                let judged = || Verdict::from_word(word).ok().map(Move::Judged);
                plain.or_else(judged).unwrap_or_else(|| Move::AnyTime(word.to_owned()))
            }
        }
    }
}

impl Serialize for Move {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Move {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_is_read_as_it_is_written() {
        for word in [
            "raised",
            "satisfied",
            "not-satisfied",
            "no-reply",
            "decided",
            "resolved",
            "not-resolved",
            "skip:formal",
            "back:informal",
            "told:team-manager",
            "told:team-manager+iro",
            "not-told:child",
            "timescale",
            "risk:high",
            "under:luton-escalation",
            "cafcass-referral",
            "close",
            "look-again",
            "effect-seen",
            "not-kept",
        ] {
            assert_eq!(Move::from(word).to_string(), word);
        }
        assert_eq!(Move::from("no-reply"), Move::Judged(Verdict::NoReply));
        assert_eq!(Move::from("told:a+b"), Move::Told(vec!["a".into(), "b".into()]));
        assert_eq!(Move::from("risk:"), Move::Risk(String::new()));
        assert_eq!(Move::from("riskhigh"), Move::AnyTime("riskhigh".into()));
    }
}
