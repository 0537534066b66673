//! `record` from the acts: the commands that clap knows, and an act done with what they were given.

use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, Subcommand};

use super::Code;
use super::context::Context;
use super::record::told;
use crate::casework::acts::{ACTS, Act, COMMANDS, Choices, Field, Given, Kind, Shown, from_script, leads_to};
use crate::error::{Error, Result};

/// What follows a flag of words, to give them from a file instead.
const FROM_FILE: &str = "-file";

/// What to write down: an act by its command, and what it was given.
#[derive(Debug)]
pub(crate) struct What {
    pub(crate) command: String,
    pub(crate) given: Given,
}

impl FromArgMatches for What {
    fn from_arg_matches(matches: &ArgMatches) -> std::result::Result<Self, clap::Error> {
        let (command, given) = matches.subcommand().ok_or_else(|| {
            clap::Error::raw(clap::error::ErrorKind::MissingSubcommand, "What is recorded?")
        })?;
        Ok(What { command: command.to_owned(), given: read(command, given) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> std::result::Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for What {
    fn augment_subcommands(cmd: Command) -> Command {
        cmd.subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands(COMMANDS.iter().map(|(name, help)| command(name, help)))
    }

    fn augment_subcommands_for_update(cmd: Command) -> Command {
        Self::augment_subcommands(cmd)
    }

    fn has_subcommand(name: &str) -> bool {
        COMMANDS.iter().any(|(c, _)| *c == name)
    }
}

fn of(command: &str) -> impl Iterator<Item = &'static Act> {
    ACTS.iter().copied().filter(move |a| a.command == command)
}

/// The fields scripts give, each flag once: acts behind one command share those of one name.
fn fields(command: &str) -> Vec<&'static Field> {
    let mut all: Vec<&Field> = Vec::new();
    for field in of(command).flat_map(|a| a.fields).filter(|f| f.shown != Shown::Form) {
        if !all.iter().any(|f| f.flag == field.flag) {
            all.push(field);
        }
    }
    all
}

fn command(name: &'static str, help: &'static str) -> Command {
    let mut command = Command::new(name).about(help);
    let mut named: Vec<&str> = Vec::new();
    for arg in of(name).flat_map(|a| a.about.args) {
        if !named.contains(&arg.name) {
            named.push(arg.name);
            let new = Arg::new(arg.name).help(arg.help).required(arg.required);
            command = command.arg(match arg.value_name {
                "" => new,
                value => new.long(arg.name).value_name(value).allow_hyphen_values(true),
            });
        }
    }
    let alone = of(name).count() == 1;
    for field in fields(name).into_iter().filter(|f| !named.contains(&f.flag)) {
        let new = Arg::new(field.flag).long(field.flag).help(field.help);
        let new = match field.kind {
            Kind::Flag => new.action(ArgAction::SetTrue),
            Kind::Children | Kind::Lines => {
                new.value_name(field.value_name).allow_hyphen_values(true).action(ArgAction::Append)
            }
            Kind::Several(_) => {
                new.value_name(field.value_name).value_delimiter(',').action(ArgAction::Append)
            }
            _ => new.value_name(field.value_name).allow_hyphen_values(true),
        };
        let new = match field.kind {
            Kind::Choice(Choices::Fixed(all)) | Kind::Several(Choices::Fixed(all)) => {
                let words: Vec<String> =
                    all().into_iter().map(|(w, _)| w).filter(|w| !w.is_empty()).collect();
                new.value_parser(PossibleValuesParser::new(words)).ignore_case(true)
            }
            Kind::YesNo => new.value_parser(["yes", "no"]).ignore_case(true),
            _ => new,
        };
        let words = matches!(field.kind, Kind::Block);
        command = command.arg(new.required(alone && field.said && !words));
        if words {
            let file = format!("{}{FROM_FILE}", field.flag);
            let help = "The same from a file; - is standard input";
            command = command.arg(
                Arg::new(file.clone()).long(file).value_name("FILE").help(help).conflicts_with(field.flag),
            );
        }
    }
    for lead in of(name).flat_map(|a| a.lead).filter(|l| !l.help.is_empty()) {
        command = command.arg(Arg::new(lead.flag).long(lead.flag).help(lead.help).action(ArgAction::SetTrue));
    }
    command
}

/// What was given on the command line.
fn read(name: &str, matches: &ArgMatches) -> Given {
    let args = of(name).flat_map(|a| a.about.args).map(|a| a.name.to_owned());
    let leads = of(name).flat_map(|a| a.lead).map(|l| l.flag.to_owned());
    let flags = fields(name).into_iter().map(|f| f.flag.to_owned());
    let files = fields(name).into_iter().map(|f| format!("{}{FROM_FILE}", f.flag));
    let mut given = Given::default();
    for id in args.chain(leads).chain(flags).chain(files) {
        if matches!(matches.try_get_one::<bool>(&id), Ok(Some(true))) {
            given.put(&id, vec!["yes".to_owned()]);
        } else if let Ok(Some(words)) = matches.try_get_many::<String>(&id) {
            given.put(&id, words.cloned().collect());
        }
    }
    given
}

/// `record`.
pub(crate) fn record(cx: &mut Context<'_>, what: What) -> Result<Code> {
    let What { command: name, mut given } = what;
    for field in fields(&name).into_iter().filter(|f| matches!(f.kind, Kind::Block)) {
        let file = format!("{}{FROM_FILE}", field.flag);
        let source = given.take(&file).or(given.some(field.flag).filter(|w| *w == "-").map(str::to_owned));
        if let Some(source) = source {
            given.put(field.flag, vec![words(cx, &source)?]);
        }
    }
    // What was not said is told before a passphrase is asked for.
    leads_to(&name, &given)?;
    let mut desk = cx.open()?;
    let (act, subject, values) = from_script(&desk, &name, &given)?;
    let done = (act.run)(&mut desk, &subject, &values)?;
    done.told.iter().for_each(|line| cx.print.warn(line));
    told(cx, &[done])
}

/// Words from a file, or from standard input.
fn words(cx: &mut Context<'_>, source: &str) -> Result<String> {
    let mut words = String::new();
    let read = match source {
        "-" => cx.input.read_to_string(&mut words).map(|_| ()),
        file => std::fs::read_to_string(Path::new(file)).map(|read| words = read),
    };
    read.map_err(|e| {
        let what = if source == "-" { "Standard input".to_owned() } else { format!("The file {source}") };
        Error::data(format!("{what} cannot be read ({e}); nothing was recorded."))
            .hint("Words are UTF-8 text.")
    })?;
    Ok(words)
}
