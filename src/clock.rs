//! The only place that reads the clock. Everything else is handed `today` as a value. chrono's own `now` stops the
//! program where the clock stands before 1970; a machine without a battery may say so.

use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, SecondsFormat, Utc};

/// The civil date on this machine.
pub(crate) fn today() -> NaiveDate {
    DateTime::<Local>::from(SystemTime::now()).date_naive()
}

/// This instant in UTC, RFC 3339 to the second: what audit rows and backups are stamped with.
pub(crate) fn now_utc() -> String {
    DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The same instant as a value, in UTC.
pub(crate) fn now_utc_naive() -> NaiveDateTime {
    DateTime::<Utc>::from(SystemTime::now()).naive_utc()
}

/// This instant by two clocks. While a machine sleeps the first stands still on Linux and macOS and runs on under
/// Windows; the second runs on everywhere, and may be set by hand.
#[derive(Clone, Copy)]
pub(crate) struct Moment(Instant, SystemTime);

impl Moment {
    pub(crate) fn now() -> Self {
        Self(Instant::now(), SystemTime::now())
    }

    /// How long ago, by whichever clock says more.
    pub(crate) fn ago(self) -> Duration {
        self.0.elapsed().max(self.1.elapsed().unwrap_or_default())
    }
}

/// How long until the civil date changes; the terminal waits no longer than this.
pub(crate) fn until_midnight() -> Duration {
    let now = DateTime::<Local>::from(SystemTime::now());
    let next = now.date_naive().succ_opt().and_then(|d| d.and_hms_opt(0, 0, 1));
    let left = next.map(|n| n - now.naive_local()).and_then(|d| d.to_std().ok());
    left.unwrap_or(Duration::from_secs(3600))
}

/// How long this thread has had a processor, where the system tells, so that a test that bounds a time is not
/// failed by a busy machine; elsewhere how long the test has run.
#[cfg(test)]
pub(crate) fn worked() -> Duration {
    static BEGAN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|t| t.split_whitespace().next()?.parse().ok()).map(Duration::from_nanos);
    nanos.unwrap_or_else(|| BEGAN.elapsed())
}
