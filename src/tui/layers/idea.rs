//! The idea behind a screen in a few lines, and the words of the field.

use super::text::{TextBox, Tone};
use crate::tui::action::Scope;
use crate::tui::ask::Ask;

/// The words are told in one place, for readers of the manual and for the screen.
const GLOSSARY: &str = include_str!("../../../docs/glossary.md");

/// What a screen is for and how it is meant to be used.
fn lines(scope: Scope) -> (&'static str, &'static [&'static str]) {
    match scope {
        Scope::Child | Scope::Ledger => (
            "A child",
            &[
                "Everything recorded about one child, a tab for each kind. Overview has the next step and the years in \
                 care to scale.",
                "Duties are yours first, then other people's: theirs are watched, and never counted as late for you.",
                "x tells why a date is its date. E records a move, a legal status, people; the dates that move are told.",
                "[ and ] go to the next child of the list without going back.",
            ],
        ),
        Scope::Review => (
            "A review",
            &[
                "One review from its run-up to its record. What is still to do stands on its first part.",
                "y, p, n and x answer the line under the cursor; Enter writes more about it.",
                "L writes its documents, filled in from what is recorded. Saying that one was sent does the duty.",
            ],
        ),
        Scope::Calendar | Scope::Plan => (
            "The calendar",
            &[
                "Your reviews and what you owe, with other people's steps apart and bank holidays by name. a changes \
                 between month, week and agenda.",
                "m plans three months of reviews at once: limits kept, weeks even, brothers and sisters on one day.",
                "B keeps a day free, I takes your appointments from a calendar file, X writes one for your phone.",
            ],
        ),
        Scope::Queue | Scope::Session => (
            "Checklists",
            &[
                "Questions for before, during, after and between reviews: one key answers one question, and what you need \
                 stands beside it.",
                "A checklist ends with an outcome and a note ready to paste, and opens the next child.",
                "Leaving it keeps the answers; it waits in the queue.",
            ],
        ),
        Scope::Escalations => (
            "Concerns",
            &[
                "Each concern stands at its stage with two clocks: until the reply, and for all of it.",
                "m says what can be done next, t writes the message to whoever must act.",
                "It closes only with what changed for the child, or a day to look for what was promised.",
            ],
        ),
        Scope::Insight => (
            "Insight",
            &[
                "Figures of your caseload, counted as boards ask for them. Enter shows the rows behind a bar.",
                "A percentage is never shown without what it counts. casebook measures gives the same for any period.",
            ],
        ),
        _ => (
            "The caseload",
            &[
                "Every child has one next step, the first of nine that holds, and the list is in that order: past its limit, \
                 to complete, to answer, a concern, to book, a duty of yours, and so on.",
                "Late is only a day that stood and has gone. Steps of a review without a day wait.",
                "The numbers of the head are filters: Tab goes through them. / finds a child, f shows only some.",
                "What you press is saved at once, and u takes it back.",
            ],
        ),
    }
}

/// The idea behind a screen, then the glossary.
pub(crate) fn idea(scope: Scope) -> Ask {
    let (title, lines) = lines(scope);
    let mut text = TextBox::new(title).in_columns();
    for line in lines {
        text.push(Tone::Plain, *line);
        text.push(Tone::Plain, "");
    }
    text.push(Tone::Head, "Words");
    for (word, meaning) in words() {
        text.push(Tone::Plain, format!("{word}: {meaning}"));
    }
    Ask::open(text)
}

/// The glossary's rows.
fn words() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows =
        GLOSSARY.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    rows.filter(|(word, _)| *word != "word")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_manual_are_on_the_screen() {
        let all: Vec<_> = words().collect();
        assert!(
            all.len() > 20 && all.iter().any(|(word, told)| *word == "limit" && told.contains("last day"))
        );
    }
}
