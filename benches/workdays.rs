//! Additions of working days and of months a second. Counting 2,000 days should cost what 2 do.

use casebook::measured::{Days, months_after};
use chrono::NaiveDate;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A thousand starts, on every day of the week, from which 2,000 working days stay inside the table.
fn starts() -> Vec<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2011, 1, 1).unwrap_or_default();
    first.iter_days().step_by(3).take(1000).collect()
}

#[divan::bench(args = [2, 20, 2000])]
fn working_days(bencher: Bencher, n: i32) {
    let Some(days) = Days::shipped() else { return };
    let starts = starts();
    bencher.counter(ItemsCount::new(starts.len())).bench_local(|| {
        for start in &starts {
            let _ = black_box(days.after(black_box(*start), black_box(n)));
        }
    });
}

#[divan::bench(args = [1, 3, 6])]
fn months(bencher: Bencher, n: i32) {
    let starts = starts();
    bencher.counter(ItemsCount::new(starts.len())).bench_local(|| {
        for start in &starts {
            black_box(months_after(black_box(*start), black_box(n)));
        }
    });
}
