//! Tests of the whole program: one binary, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(unix)]
mod case;
mod circles;
#[cfg(unix)]
mod crash;
#[cfg(unix)]
mod day;
#[cfg(target_os = "linux")]
mod fault;
#[cfg(target_os = "linux")]
mod kill;
mod layers;
#[cfg(unix)]
mod live;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(unix)]
mod package;
#[cfg(target_os = "linux")]
mod power;
#[cfg(unix)]
mod seat;
mod source;
