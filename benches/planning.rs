//! A quarter planned: 70 children in under a second, 2,000 in under ten.

use casebook::casework::{Desk, PlanAsk};
use chrono::{Months, NaiveDate};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench(args = [70, 2000], sample_count = 3, sample_size = 1)]
fn quarter(bencher: Bencher, children: usize) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let Ok(desk) = Desk::demo(today, children, 1, None) else { return };
    let ask = PlanAsk { rebook: true, ..PlanAsk::between(today, today + Months::new(3)) };
    bencher.bench_local(|| black_box(desk.plan_period(black_box(&ask))));
}
