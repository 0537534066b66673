//! A quarter planned: 70 children in under a second, 2,000 in under ten.

use casebook::measured::Work;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench(args = [70, 2000], sample_count = 3, sample_size = 1)]
fn quarter(bencher: Bencher, children: usize) {
    let Some(work) = Work::demo(children) else { return };
    bencher.bench_local(|| black_box(work.plan_quarter()));
}
