//! The program: its arguments and its three ends, handed to the command line.
#![forbid(unsafe_code)]

use std::io::{BufReader, BufWriter, IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use casebook::cli::{Ends, run};

fn main() -> ExitCode {
    let mut input = BufReader::new(stdin());
    let mut out = BufWriter::with_capacity(64 * 1024, stdout());
    let mut err = stderr();
    let (asks, watched) = (stdin().is_terminal(), stderr().is_terminal());
    let ends = Ends { input: &mut input, out: &mut out, err: &mut err, asks, watched };
    ExitCode::from(run(std::env::args_os(), ends))
}
