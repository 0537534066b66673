//! The program: its arguments and its three ends, handed to the command line.
#![forbid(unsafe_code)]

use std::io::{BufReader, BufWriter, IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use casebook::{Ends, run};

/// Memory is wiped when it is given back: what was read of a child does not linger after a lock.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    // A panic's own words could hold a name: only the place is told.
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        eprintln!("Casebook met a fault and has stopped{place}. Your saved work is safe.");
        std::process::exit(70);
    }));
    // No core dump, no other process reading along; where the system refuses, the program still works.
    let _ = secmem_proc::harden_process();
    let mut input = BufReader::new(stdin());
    let mut out = BufWriter::with_capacity(64 * 1024, stdout());
    let mut err = stderr();
    let (asks, watched) = (stdin().is_terminal(), stderr().is_terminal());
    let ends = Ends { input: &mut input, out: &mut out, err: &mut err, asks, watched };
    ExitCode::from(run(std::env::args_os(), ends))
}
