//! Closed sets: one enum each, with the word that files, JSON and scripts know it by and the words for people.

use std::fmt;

/// How many words an error lists where none of them is near.
const FEW: usize = 12;

/// Declares a closed set:
///
/// ```text
/// closed_set! {
///     /// How somebody took part in a review.
///     pub enum Presence is "way of taking part" {
///         /// Not there, but their views were.
///         SentViews: "views" = "sent views",
///         /// In the room, or on the line.
///         Attended: "attended",
///     }
/// }
/// ```
///
/// `word()` is the word of files, JSON and scripts; `says()`, which is also what `Display` writes, the words
/// for people, the word itself where none are given. What stands after `is` names the set in errors.
macro_rules! closed_set {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident is $what:literal {
            $($(#[$doc:meta])* $variant:ident: $word:literal $(= $says:literal)?),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every one, in order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every one's word with the words for people: what a form or a picker offers.
            pub(crate) const CHOICES: &'static [(&'static str, &'static str)] =
                &[$(($word, $crate::model::words::closed_set!(@says $word $(, $says)?))),+];

            /// The word in files, JSON and scripts.
            pub(crate) const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The words for people.
            pub(crate) const fn says(self) -> &'static str {
                match self {
                    $(Self::$variant => $crate::model::words::closed_set!(@says $word $(, $says)?),)+
                }
            }

            /// The one of a word.
            ///
            /// # Errors
            /// Where the word is none of the set.
            pub(crate) fn from_word(word: &str) -> Result<Self, $crate::model::words::UnknownWord> {
                Self::ALL.iter().copied().find(|one| one.word() == word).ok_or_else(|| {
                    $crate::model::words::UnknownWord::new($what, word, Self::CHOICES)
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.says())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::words::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::from_word(word)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_word(&word).map_err(serde::de::Error::custom)
            }
        }
    };
    (@says $word:literal) => { $word };
    (@says $word:literal, $says:literal) => { $says };
}
pub(crate) use closed_set;

/// A word that is none of a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnknownWord {
    /// What the set is called.
    what: &'static str,
    /// The word.
    word: String,
    /// Every word of the set with what it says.
    known: &'static [(&'static str, &'static str)],
}

impl UnknownWord {
    /// The fault of a word that is not one of `known`.
    pub(crate) fn new(
        what: &'static str,
        word: &str,
        known: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { what, word: word.to_owned(), known }
    }

    /// The words of the set.
    pub(crate) fn known(&self) -> impl Iterator<Item = &'static str> {
        self.known.iter().map(|(word, _)| *word)
    }

    /// What to write in its place: the nearest word, else all of them.
    pub(crate) fn hint(&self) -> String {
        let all = || format!("One of {}.", self.known().collect::<Vec<_>>().join(", "));
        nearest(&self.word, self.known()).map_or_else(all, |near| format!("Did you mean {near}?"))
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "There is no {} {:?}.", self.what, self.word)
    }
}

impl std::error::Error for UnknownWord {}

/// What to write in place of a word: the nearest one, else all where they are few.
pub(crate) fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None if known.len() <= FEW => format!("one of {}", known.join(", ")),
        None => String::new(),
    }
}

/// The word of `known` nearest to `word`, if one is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let shared = |k: &str| word.chars().zip(k.chars()).take_while(|(a, b)| a == b).count();
    let scored = known.into_iter().map(|k| (strsim::damerau_levenshtein(word, k), k));
    let (distance, best) = scored.min()?;
    let near = distance <= word.chars().count().div_ceil(3).max(2);
    // A plural or a longer form: `duties` for `duty`.
    (near || shared(best) >= 3).then_some(best)
}

#[cfg(test)]
mod tests {
    use crate::model::record::NoteKind;
    use crate::model::review::{Participation, Presence};

    #[test]
    fn a_set_is_told_once_its_words_for_files_for_people_and_in_order() {
        assert_eq!(Presence::SentViews.word(), "views");
        assert_eq!(Presence::SentViews.to_string(), "sent views");
        assert_eq!((Presence::Attended.word(), Presence::Attended.says()), ("attended", "attended"));
        assert_eq!(Presence::from_word("not-asked"), Ok(Presence::NotAsked));
        assert_eq!(Presence::CHOICES.len(), Presence::ALL.len());
        assert_eq!(serde_json::to_string(&Presence::SentViews).unwrap(), "\"views\"");
        assert_eq!(serde_json::from_str::<Presence>("\"views\"").unwrap(), Presence::SentViews);
        assert!(serde_json::from_str::<Presence>("\"sent views\"").is_err());
    }

    #[test]
    fn a_word_that_is_none_names_itself_and_the_nearest_one_or_all() {
        let near = NoteKind::from_word("spook").unwrap_err();
        assert_eq!(near.to_string(), "There is no kind of note \"spook\".");
        assert_eq!(near.hint(), "Did you mean spoke?");
        let far = "".parse::<Presence>().unwrap_err();
        assert_eq!(far.hint(), "One of attended, views, absent, not-asked.");
        assert_eq!(Participation::from_code(" pn4 "), Ok(Participation::Pn4));
        assert!(Participation::from_code("PN8").is_err());
    }
}
