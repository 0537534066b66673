//! Whether the words for whom somebody met mean the child: names match whole words, and a title before a
//! name means somebody else.

use super::child::Child;
use super::text::folded;

/// Words before a name that say it is somebody else's.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "doctor",
    "prof",
    "professor",
    "rev",
    "reverend",
    "cllr",
    "councillor",
    "sir",
    "dame",
    "lord",
    "lady",
    "judge",
    "pc",
    "dc",
    "sgt",
    "uncle",
    "aunt",
    "auntie",
];
/// Posts as they are shortened: initials of a child that read the same do not mean the child.
const POSTS: &[&str] = &["fc", "gp", "hv", "ht", "iv", "pa", "ps", "sw", "tm", "vs"];
/// Words that go on after a name and belong to none.
const ON: &[&str] = &["and", "at", "by", "in", "on", "plus", "with", "without"];
/// Who is meant by `young` before them.
const PERSONS: &[&str] = &["person", "people", "man", "woman", "lady", "girl", "boy"];

/// A word as it is compared.
struct Word {
    text: String,
    /// It begins with a capital, as a name does, and is no word all in capitals.
    proper: bool,
    /// Somebody's: what follows is meant, not they.
    owner: bool,
    /// Nothing but a space or a full stop stands before it.
    joined: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (gap, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
        let (word, after) = from.split_at(end.unwrap_or(from.len()));
        rest = after;
        let plain = word.replace('’', "'");
        let bare = plain.strip_suffix("'s").or(plain.strip_suffix('\'')).unwrap_or(&plain);
        let mut letters = bare.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let rest_small = letters.clone().next().is_none() || letters.any(char::is_lowercase);
        words.push(Word {
            text: folded(bare),
            proper: capital && rest_small,
            owner: bare.len() < plain.len(),
            joined: gap.chars().all(|c| c.is_whitespace() || c == '.'),
        });
    }
    words
}

impl Child {
    /// Whether `with`, the words for whom somebody met, means this child: nobody else named, the child, or a
    /// name, the initials or the number of theirs. A surname alone means them only where it is all that is
    /// known of their name.
    pub(crate) fn is_meant_by(&self, with: &str) -> bool {
        let said = words(with);
        said.is_empty() || (0..said.len()).any(|at| self.stands_at(&said, at))
    }

    fn stands_at(&self, said: &[Word], at: usize) -> bool {
        let Some(word) = said.get(at) else { return false };
        let before = at.checked_sub(1).and_then(|b| said.get(b)).filter(|_| word.joined);
        let of_another = before.is_some_and(|b| b.owner || TITLES.contains(&b.text.as_str()));
        if of_another {
            return false;
        }
        let next = said.get(at + 1).filter(|n| n.joined);
        match word.text.as_str() {
            "child" => return !word.owner,
            "young" if next.is_some_and(|n| !n.owner && PERSONS.contains(&n.text.as_str())) => return true,
            _ => {}
        }
        let (forename, surname) = (words(&self.forename), words(&self.surname));
        self.number_or_initials(said, at, &forename, &surname)
            || match forename.first() {
                Some(first) => word.text == first.text && own_name(said, at, &forename, &surname),
                None => surname.first().is_some_and(|s| s.text == word.text) && !word.owner,
            }
    }

    fn number_or_initials(&self, said: &[Word], at: usize, forename: &[Word], surname: &[Word]) -> bool {
        let initials: Vec<char> =
            [forename, surname].iter().filter_map(|n| n.first()?.text.chars().next()).collect();
        let joined: String = initials.iter().collect();
        let spelt = |n: usize| said.get(at + n).map(|w| w.text.as_str());
        let apart = initials.iter().enumerate().all(|(n, c)| spelt(n) == Some(c.to_string().as_str()));
        let last = said.get(at + if apart { initials.len().saturating_sub(1) } else { 0 });
        let own = spelt(0) == Some(folded(&self.number).as_str())
            || (initials.len() > 1
                && !POSTS.contains(&joined.as_str())
                && (apart || spelt(0) == Some(joined.as_str())));
        own && last.is_some_and(|w| !w.owner)
    }
}

/// Whether the forename that stands at a place is the child's: not followed by another family name, nor
/// somebody who is only the child's.
fn own_name(said: &[Word], at: usize, forename: &[Word], surname: &[Word]) -> bool {
    let mut last = at;
    for part in forename.iter().skip(1).chain(surname) {
        if said.get(last + 1).is_some_and(|w| w.joined && w.text == part.text) {
            last += 1;
        }
    }
    let next = said.get(last + 1).filter(|n| n.joined);
    let initial =
        |n: &Word| n.text.chars().count() == 1 && surname.iter().any(|s| s.text.starts_with(&n.text));
    let another = next.is_some_and(|n| n.proper && !ON.contains(&n.text.as_str()) && !initial(n));
    said.get(last).is_some_and(|w| !w.owner) && !another
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(forename: &str, surname: &str) -> Child {
        Child { forename: forename.into(), surname: surname.into(), ..Child::new("100123") }
    }

    #[test]
    fn only_whole_names_of_the_child_mean_the_child() {
        let ben = child("Ben", "Pell");
        for with in [
            "",
            "child",
            "the child",
            "Child, at school",
            "young person",
            "the young man",
            "Ben",
            "ben",
            "BEN",
            "Ben Pell",
            "BEN PELL AND CARER",
            "Ben and his carer",
            "Ben And Mum",
            "Ben, Mrs Pell",
            "Mrs Pell and Ben",
            "Mrs Pell, then Ben Pell",
            "B.P.",
            "BP",
            "B P",
            "100123",
            "Ben (at the carer's)",
            "carer with Ben",
        ] {
            assert!(ben.is_meant_by(with), "{with:?} is the child");
        }
        for with in [
            "Mrs Pell",
            "Mr. Pell",
            "MRS PELL",
            "Ms Pell",
            "Miss Pell",
            "Dr Pell",
            "Cllr Pell",
            "Pell",
            "Mr Ben Pell",
            "Jane Pell",
            "Uncle Ben",
            "Ben's mother",
            "Ben’s carer",
            "Ben Pell's grandmother",
            "the child's mother",
            "children's home manager",
            "Benjamin",
            "Reuben",
            "Ben Carter",
            "Ben C",
            "Mr Young",
            "Bell",
            "Pelling",
            "BPA",
            "the carer's child",
            "social worker",
            "1001234",
        ] {
            assert!(!ben.is_meant_by(with), "{with:?} is not the child");
        }
    }

    #[test]
    fn names_of_several_words_with_marks_or_missing_are_matched_too() {
        let zoe = child("Zoë Ann", "O'Brien-Shaw");
        for with in ["Zoe", "zoë ann", "Zoe O’Brien", "Zoë Ann O'Brien-Shaw", "Zoe O'Brien Shaw"] {
            assert!(zoe.is_meant_by(with), "{with:?}");
        }
        for with in ["Ann", "Mrs O'Brien-Shaw", "Zoe Shaw's sister", "Zoe Smith"] {
            assert!(!zoe.is_meant_by(with), "{with:?}");
        }
        let only = child("", "Pell");
        assert!(only.is_meant_by("Pell") && !only.is_meant_by("Mrs Pell"));
        let grace = child("Grace", "Pell");
        assert!(!grace.is_meant_by("GP") && !grace.is_meant_by("the G.P.") && grace.is_meant_by("Grace P"));
        assert!(child("", "").is_meant_by("Child 100123") && !child("", "").is_meant_by("carer"));
    }
}
