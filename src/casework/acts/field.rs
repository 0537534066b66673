//! A field of an act: its words, what it holds, and how a script names it.

use super::scene::Scene;
use super::subject::Subject;

/// A choice: the word that is stored, and what people read.
pub(crate) type Choice = (String, String);

/// Where the choices of a field come from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Choices {
    /// They are the same for everybody.
    Fixed(fn() -> Vec<Choice>),
    /// They depend on the practice, or on what the act is about.
    Of(fn(&Scene<'_>, &Subject) -> Vec<Choice>),
    /// The act offers them as its other fields are filled in.
    Settled,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A day, as people type it.
    Day,
    /// A time of day, 10:30.
    Time,
    /// A whole number.
    Number,
    /// One line of words.
    Line,
    /// Words over several lines.
    Block,
    /// Several lines, which a script gives one by one.
    Lines,
    /// Yes, no, or not said.
    YesNo,
    /// Said or not; a script gives the flag alone.
    Flag,
    /// One of several words.
    Choice(Choices),
    /// As [`Kind::Choice`], but a script may give a word that is not offered: the act judges it.
    Open(Choices),
    /// Several of several words, a space between them; a form offers one, or what none said means.
    Several(Choices),
    /// Another child of the book, by row number.
    Child,
    /// Several children of the book, by row number, a space between them.
    Children,
}

/// Who is shown a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The form and scripts.
    Both,
    /// The form alone.
    Form,
    /// Scripts alone.
    Script,
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    /// What stands in it, in grey, while it is empty.
    pub(crate) hint: &'static str,
    /// What `--help` says of its flag.
    pub(crate) help: &'static str,
    /// The flag a script gives it by.
    pub(crate) flag: &'static str,
    /// What `--help` calls its value.
    pub(crate) value_name: &'static str,
    pub(crate) kind: Kind,
    /// What is missing where it is empty, as "A reason"; empty where it may be left so.
    pub(crate) need: &'static str,
    /// A script has to say it: what the form proposes is not taken for said.
    pub(crate) said: bool,
    pub(crate) shown: Shown,
    /// Hidden until the act shows it.
    pub(crate) hidden: bool,
    /// Letters that each choose and go on to the next field.
    pub(crate) letters: &'static [(char, &'static str)],
    /// Typed after something, this goes on to the next field.
    pub(crate) leads_on: Option<char>,
}

impl Field {
    const fn new(key: &'static str, label: &'static str, kind: Kind) -> Self {
        let value_name = match kind {
            Kind::Day => "DATE",
            Kind::Time => "HH:MM",
            Kind::Number => "N",
            Kind::YesNo => "yes|no",
            Kind::Child | Kind::Children => "CHILD",
            Kind::Line | Kind::Block | Kind::Lines | Kind::Flag => "TEXT",
            Kind::Choice(_) | Kind::Open(_) | Kind::Several(_) => "WORD",
        };
        Self {
            key,
            label,
            hint: "",
            help: label,
            flag: key,
            value_name,
            kind,
            need: "",
            said: false,
            shown: Shown::Both,
            hidden: false,
            letters: &[],
            leads_on: None,
        }
    }

    pub(crate) const fn day(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Day)
    }

    pub(crate) const fn time(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Time)
    }

    pub(crate) const fn number(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Number)
    }

    pub(crate) const fn line(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Line)
    }

    pub(crate) const fn block(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Block)
    }

    pub(crate) const fn lines(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Lines)
    }

    pub(crate) const fn yes_no(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::YesNo)
    }

    pub(crate) const fn flag_only(key: &'static str, help: &'static str) -> Self {
        Self { shown: Shown::Script, ..Self::new(key, help, Kind::Flag) }
    }

    pub(crate) const fn choice(key: &'static str, label: &'static str, choices: Choices) -> Self {
        Self::new(key, label, Kind::Choice(choices))
    }

    pub(crate) const fn open(key: &'static str, label: &'static str, choices: Choices) -> Self {
        Self::new(key, label, Kind::Open(choices))
    }

    pub(crate) const fn several(key: &'static str, label: &'static str, choices: Choices) -> Self {
        Self::new(key, label, Kind::Several(choices))
    }

    pub(crate) const fn child(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Child)
    }

    pub(crate) const fn children(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Children)
    }

    pub(crate) const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    pub(crate) const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    pub(crate) const fn flag(self, flag: &'static str) -> Self {
        Self { flag, ..self }
    }

    pub(crate) const fn value(self, value_name: &'static str) -> Self {
        Self { value_name, ..self }
    }

    /// It cannot be left empty; `what` is what would be missing.
    pub(crate) const fn need(self, what: &'static str) -> Self {
        Self { need: what, ..self }
    }

    /// As [`Field::need`], and a script has to give it, whatever a form proposes.
    pub(crate) const fn said(self, what: &'static str) -> Self {
        Self { need: what, said: true, ..self }
    }

    pub(crate) const fn only(self, shown: Shown) -> Self {
        Self { shown, ..self }
    }

    pub(crate) const fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }

    pub(crate) const fn letters(self, letters: &'static [(char, &'static str)]) -> Self {
        Self { letters, ..self }
    }

    pub(crate) const fn leads_on(self, sign: char) -> Self {
        Self { leads_on: Some(sign), ..self }
    }
}
