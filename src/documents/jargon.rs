//! Words of the trade in a text for a child, and plainer ones.

use serde::Deserialize;

use super::markdown::{Block, plain};
use crate::error::{Error, Result};
use crate::model::text::folded;

/// Up to this age the words for the young are proposed.
const YOUNG: u32 = 9;

#[derive(Deserialize)]
struct List {
    word: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    say: String,
    /// What to say to a child of up to nine; none where it has no place in such a text.
    young: Option<String>,
    old: String,
}

/// The words of the trade in a text, each once, with what to say instead.
///
/// # Errors
/// When the list that ships cannot be read, which a test rules out.
pub(crate) fn jargon(blocks: &[Block], age: Option<u32>) -> Result<Vec<(String, String)>> {
    let list: List =
        toml::from_str(include_str!("../../assets/templates/words.toml")).map_err(Error::internal)?;
    let mut text = String::from(" ");
    for block in blocks.iter().take_while(|b| **b != Block::Apart) {
        let mut add = |line: String| {
            let words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            words.for_each(|w| text.push_str(&format!("{} ", folded(w))));
        };
        match block {
            Block::Heading(_, line) | Block::Paragraph(line) => add(plain(line)),
            Block::List { items, .. } => items.iter().for_each(|i| add(plain(i))),
            // What the child said stays as it was said.
            Block::Quote(_) | Block::Table { .. } | Block::Chart(_) | Block::Apart => {}
        }
    }
    let there = |w: &Word| {
        let said: Vec<String> =
            w.say.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(folded).collect();
        text.contains(&format!(" {} ", said.join(" ")))
    };
    let young = age.is_some_and(|a| a <= YOUNG);
    let plainer = |w: Word| {
        let instead = match w.young {
            Some(young_words) if young => young_words,
            None if young => "leave it out".to_owned(),
            _ => w.old,
        };
        (w.say, instead)
    };
    Ok(list.word.into_iter().filter(there).map(plainer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::markdown::blocks;

    #[test]
    fn words_of_the_trade_are_found_whole_and_not_in_what_the_child_said() {
        let text = "Your placement is safe. You replaced it. We spoke about contact with Dad.\n\n> My placement is ok";
        let found = jargon(&blocks(text), Some(7)).unwrap();
        let words: Vec<&str> = found.iter().map(|(w, _)| w.as_str()).collect();
        assert_eq!(words, ["contact with", "placement"]);
        assert_eq!(found[1].1, "home");
        assert!(jargon(&blocks("> My placement"), Some(7)).unwrap().is_empty());
        assert_eq!(jargon(&blocks("You are NEET."), Some(8)).unwrap()[0].1, "leave it out");
    }
}
