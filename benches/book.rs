//! The book at work on 70 and 2,000 invented children: from the passphrase to the first frame, commands from their
//! start to their end, an act and its undo. Keys are derived cheaply, so that the program's own work is measured.

use std::path::PathBuf;

use casebook::measured::{PASSPHRASE, Work, today};
use casebook::{Ends, run};
use divan::{Bencher, black_box};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// A book in a folder of its own.
struct Book {
    folder: TempDir,
    file: PathBuf,
    /// The number of its first child.
    child: String,
}

impl Book {
    fn new(children: usize) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let file = folder.path().join("b.casebook");
        std::fs::write(folder.path().join("passphrase"), PASSPHRASE).ok()?;
        let work = Work::demo(children)?;
        work.save(&file)?;
        Some(Self { folder, file, child: work.first()? })
    }

    /// Runs a command; gives its exit code and how much it printed.
    fn command(&self, words: &[&str]) -> (u8, usize) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let on = today().to_string();
        let passphrase = self.folder.path().join("passphrase");
        let mut args = vec!["casebook".into(), "--book".into(), self.file.clone().into_os_string()];
        args.extend(["--passphrase-file".into(), passphrase.into_os_string(), "--on".into(), on.into()]);
        args.extend(words.iter().map(Into::into));
        let ends =
            Ends { input: &mut std::io::empty(), out: &mut out, err: &mut err, asks: false, watched: false };
        let code = run(args, ends);
        assert_eq!(code, 0, "{words:?}: {}", String::from_utf8_lossy(&err));
        (code, out.len())
    }
}

#[divan::bench(args = [70, 2000], sample_count = 10, sample_size = 1)]
fn start(bencher: Bencher, children: usize) {
    let Some(book) = Book::new(children) else { return };
    bencher.bench_local(|| black_box(Work::start(&book.file)));
}

#[divan::bench(args = [70, 2000], sample_count = 10, sample_size = 1)]
fn show(bencher: Bencher, children: usize) {
    let Some(book) = Book::new(children) else { return };
    bencher.bench_local(|| black_box(book.command(&["show", &book.child])));
}

#[divan::bench(args = [70, 2000], sample_count = 10, sample_size = 1)]
fn visits(bencher: Bencher, children: usize) {
    let Some(book) = Book::new(children) else { return };
    bencher.bench_local(|| black_box(book.command(&["visits"])));
}

#[divan::bench(args = [70, 2000], sample_count = 10, sample_size = 1)]
fn cases(bencher: Bencher, children: usize) {
    let Some(work) = Work::demo(children) else { return };
    bencher.bench_local(|| black_box(work.cases()));
}

#[divan::bench(args = [70, 2000], sample_count = 20, sample_size = 1)]
fn act(bencher: Bencher, children: usize) {
    let Some(mut work) = Work::demo(children) else { return };
    bencher.bench_local(move || black_box(work.note()));
}

#[divan::bench(args = [70, 2000], sample_count = 20, sample_size = 1)]
fn undo(bencher: Bencher, children: usize) {
    let Some(mut work) = Work::demo(children) else { return };
    for _ in 0..40 {
        work.note();
    }
    bencher.bench_local(move || black_box(work.undo()));
}
