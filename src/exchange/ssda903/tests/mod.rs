mod care;
mod doubts;
mod files;
mod fuzz;
mod samples;

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use super::read_return;
use crate::error::Result;
use crate::model::returns::{Remark, Return, ReturnChild};

const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,F,01/05/2015,WBRI,UN1,0,\n";
const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
const REVIEWS: &str = "CHILD,DOB,REVIEW,REVIEW_CODE\n";
const OPEN: &str = "7,01/03/2020,S,C2,N1,U6,PR1,,,,,ZA1 1AA,9000001\n";

fn on_path(dir: &Path, names: Option<&Path>) -> Result<Return> {
    read_return(dir, names, ymd(2099, 1, 1), &mut |_| ControlFlow::Continue(()))
}

/// The return that these files make.
fn try_read(files: &[(&str, &[u8])]) -> Result<Return> {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    on_path(dir.path(), None)
}

fn read(files: &[(&str, &str)]) -> Return {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    try_read(&files).unwrap()
}

/// Child 7 with these episode rows.
fn episodes(rows: &str) -> Return {
    read(&[("h.csv", HEADER), ("e.csv", &format!("{EPISODES}{rows}"))])
}

/// Child 7, in care from 1 March 2020 on, with these review rows.
fn reviews(rows: &str) -> Return {
    let (e, r) = (format!("{EPISODES}{OPEN}"), format!("{REVIEWS}{rows}"));
    read(&[("h.csv", HEADER), ("e.csv", &e), ("r.csv", &r)])
}

fn only(taken: &Return) -> &ReturnChild {
    assert_eq!(taken.children.len(), 1);
    &taken.children[0]
}

fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// File, row, column, value of each remark.
fn cells(remarks: &[Remark]) -> Vec<(&str, u64, &str, &str)> {
    remarks.iter().map(|r| (&*r.file, r.row, &*r.column, &*r.value)).collect()
}

fn whys(remarks: &[Remark]) -> String {
    remarks.iter().map(|r| format!("{} {}: {}\n", r.row, r.column, r.why)).collect()
}
