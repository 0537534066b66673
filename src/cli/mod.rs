//! The command line: every figure a pane shows, as text and as JSON.

mod acts;
mod args;
mod bundle;
mod bundle_args;
mod busy;
mod code;
mod context;
mod count;
mod day_args;
mod demo_args;
mod diary_args;
mod global;
mod ics;
mod import;
mod import_report;
mod keep;
mod mapping;
mod open_tui;
mod plan;
mod practice;
mod practice_args;
mod print;
mod protocol;
mod purge;
mod read;
mod record;
mod report;
mod report_args;
mod safe;
mod safe_args;
mod screen;
mod settings;
mod shown;
#[cfg(test)]
mod tests;
mod write;
mod write_args;

use std::ffi::OsString;
use std::io::{BufRead, Write};

use clap::{CommandFactory, Parser};
use clap_mangen::Man;

use crate::casework::dates;
use crate::clock;
use crate::error::{Error, Kind, Result};
use crate::model::ids::ActId;
use crate::model::instance::Instance;
use crate::rules::calendar::Calendar;
#[cfg(test)]
pub(crate) use acts::What;
pub(crate) use args::{Cli, Command};
pub(crate) use code::Code;
use context::Context;
use demo_args::DemoArgs;
use print::Printer;
use read::{
    audit, booking, calendar, caseload, concerns, due, ledger, measures, notes, review, sessions, show,
};

/// What the program talks through.
pub struct Ends<'a> {
    /// Standard input.
    pub input: &'a mut dyn BufRead,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// Whether standard input is a terminal, so that somebody can be asked.
    pub asks: bool,
    /// Whether standard error is a terminal, so that progress is worth showing.
    pub watched: bool,
}

/// Runs the program on its arguments, the name of the program first, and gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, ends: Ends<'_>) -> u8 {
    let mut print = Printer::new(ends.out, ends.err);
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) if e.use_stderr() => {
            let words = e.to_string();
            match words.strip_prefix("error: ") {
                Some(what) => print.warn(format!("casebook: {what}")),
                None => print.warn(words),
            }
            return Kind::Usage.exit_code();
        }
        Err(e) => {
            print.line(e.to_string());
            return print.finish().map_or_else(|e| e.kind.exit_code(), |()| 0);
        }
    };
    let begun = begin(&cli);
    let (calendar, today) = match begun {
        Ok(begun) => begun,
        Err(e) => {
            print.error(&e);
            return e.kind.exit_code();
        }
    };
    let (asks, watched) = (ends.asks, ends.watched);
    let mut cx = Context {
        global: cli.global.or_environment(),
        print,
        input: ends.input,
        asks,
        watched,
        calendar,
        today,
        ready: None,
    };
    let done = dispatch(&mut cx, cli.command);
    // What was printed before a failure still counts, and the failure is the one to tell.
    let written = cx.print.finish();
    match done.and_then(|code| written.map(|()| code)) {
        Ok(code) => code,
        Err(e) => {
            cx.print.error(&e);
            e.kind.exit_code()
        }
    }
}

fn begin(cli: &Cli) -> Result<(Calendar, chrono::NaiveDate)> {
    let calendar = Calendar::england_and_wales()?;
    let real = clock::today();
    let today = match &cli.global.on {
        Some(text) => dates::parse(text, real, &calendar)?,
        None => real,
    };
    Ok((calendar, today))
}

/// Runs one command; the exit code where it is not a failure.
fn dispatch(cx: &mut Context<'_>, command: Option<Command>) -> Result<u8> {
    let Some(command) = command else { return screen::open(cx).map(|()| 0) };
    match command {
        Command::Demo(DemoArgs { children, seed, write: Some(file), .. }) => {
            screen::write_demo(cx, children, seed, &file)
        }
        Command::Demo(DemoArgs { children, seed, tour, write: None }) => {
            screen::demo(cx, children, seed, tour)
        }
        Command::Init { iro } => keep::init(cx, &iro),
        Command::Import(args::Import::Ssda903 { dir, names, how }) => {
            import::ssda903(cx, &dir, names.as_deref(), &how)
        }
        Command::Import(args::Import::Feedback { file, dry_run }) => import::feedback(cx, &file, dry_run),
        Command::Import(args::Import::AnnexA { file, how }) => import::annex_a(cx, &file, &how),
        Command::Import(args::Import::Csv { file, map, draft_map, how }) => {
            if draft_map || !map.exists() {
                mapping::draft(cx, &file, &map)
            } else {
                import::mapped(cx, &file, &map, &how)
            }
        }
        Command::List { view: Some(view), .. } => caseload::view(cx, &view),
        Command::List { filter, .. } => caseload::list(cx, filter.as_deref()),
        Command::Find { words, child } => notes::find(cx, &words.join(" "), child.as_ref()),
        Command::Show { child } => show::show(cx, &child),
        Command::Notes { child, unpasted, paste } => notes::notes(cx, child.as_ref(), unpasted, paste),
        Command::Decisions { child } => ledger::decisions(cx, child.as_ref()),
        Command::Documents { child, read } => show::documents(cx, child.as_ref(), read),
        Command::Escalations { child } => concerns::escalations(cx, child.as_ref()),
        Command::Voice { child } => notes::voice(cx, child.as_ref()),
        Command::Visits => caseload::visits(cx),
        Command::Near { child } => caseload::near(cx, &child),
        Command::Sessions { child, due: true } => sessions::queue(cx, child.as_ref()),
        Command::Sessions { child, due: false } => sessions::sessions(cx, child.as_ref()),
        Command::Due(args) => due::due(cx, &args),
        Command::Reviews { child } => ledger::reviews(cx, child.as_ref()),
        Command::Review { child, review } => review::review(cx, &child, review),
        Command::Explain { child, duty, review, instance } => {
            let named = instance.as_deref().map(str::parse).transpose()?;
            due::explain(cx, &child, &duty, review.map(Instance::Review).or(named))
        }
        Command::Book(args) => booking::book(cx, &args),
        Command::Plan(args) => plan::plan(cx, &args),
        Command::Busy(command) => busy::busy(cx, command),
        Command::Handover { child } => show::handover(cx, &child),
        Command::Calendar(args) => calendar::calendar(cx, &args),
        Command::Chase { owner } => due::chase(cx, owner.as_ref()),
        Command::Export(args::Export::Ics(args)) => ics::export(cx, &args),
        Command::Import(args::Import::Ics { file, dry_run, drop_gone }) => {
            ics::import(cx, &file, dry_run, drop_gone)
        }
        Command::Measures { from, to } => measures::measures(cx, from.as_ref(), to.as_ref()),
        Command::Record(what) => acts::record(cx, *what),
        Command::Audit { child, show } => audit::audit(cx, child.as_ref(), show),
        Command::Undo { list: true, .. } => keep::history(cx, false),
        Command::Redo { list: true, .. } => keep::history(cx, true),
        Command::Undo { act, yes, .. } => keep::undo(cx, act.map(ActId), yes),
        Command::Redo { act, .. } => keep::redo(cx, act.map(ActId)),
        Command::Workdays(day_args::Workdays::Add(add)) => count::workdays(cx, &add),
        Command::Workdays(day_args::Workdays::Between { a, b }) => count::between(cx, &a, &b),
        Command::Months(day_args::Months::Add(add)) => count::months(cx, &add),
        Command::Holiday(holiday) => keep::holiday(cx, holiday),
        Command::Practice(command) => practice::practice(cx, command),
        Command::Protocol(args::ProtocolCommand::Clock(args)) => protocol::clock(cx, &args),
        Command::Report(what) => report::report(cx, &what),
        Command::Write(args) => write::write(cx, &args),
        Command::Settings { key, value } => settings::settings(cx, key.as_deref(), value.as_deref()),
        Command::Bundle(what) => match bundle::bundle(cx, what)? {
            bundle::Then::Done(code) => Ok(code),
            bundle::Then::Read(command) => return dispatch(cx, Some(*command)),
        },
        Command::Purge(args) => purge::purge(cx, &args),
        Command::Safe(what) => safe::safe(cx, what),
        Command::Keys => screen::keys(cx),
        Command::Completions { shell } => completions(cx, shell),
        Command::Man => man(cx),
    }
    .map(|code: Code| code.0)
}

fn completions(cx: &mut Context<'_>, shell: clap_complete::Shell) -> Result<Code> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "casebook", &mut script);
    let script = String::from_utf8(script).map_err(Error::internal)?;
    cx.print.raw(&script);
    Ok(Code::DONE)
}

/// `man`: the page of the program, with a part for each command.
fn man(cx: &mut Context<'_>) -> Result<Code> {
    let mut whole = Cli::command();
    whole.build();
    let page = manual(&whole).map_err(Error::internal)?;
    cx.print.raw(&String::from_utf8(page).map_err(Error::internal)?);
    Ok(Code::DONE)
}

fn manual(whole: &clap::Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let program = Man::new(whole.clone());
    program.render_title(&mut page)?;
    program.render_name_section(&mut page)?;
    program.render_synopsis_section(&mut page)?;
    program.render_options_section(&mut page)?;
    for command in whole.get_subcommands() {
        // What every command takes stands once, above.
        let own = command.clone().mut_args(|arg| {
            let everywhere = arg.is_global_set() || arg.get_id() == "help";
            arg.hide(everywhere)
        });
        let (part, mut text) = (Man::new(own), Vec::new());
        part.render_description_section(&mut text)?;
        part.render_options_section(&mut text)?;
        let head = format!(".SH CASEBOOK {}", command.get_name().to_uppercase());
        let text = String::from_utf8_lossy(&text);
        page.extend(text.replace(".SH DESCRIPTION", &head).replace(".SH OPTIONS\n", "").bytes());
    }
    program.render_version_section(&mut page)?;
    Ok(page)
}
