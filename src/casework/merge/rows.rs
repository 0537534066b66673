//! Periods of care, legal statuses and placements: what the returns have against what the book has.

use chrono::NaiveDate;

use super::compare::{day, near};
use super::found::{Differs, Taken};
use super::plan::{Gone, Plan};
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::Source;

impl Plan {
    pub(super) fn periods(
        &mut self,
        number: &str,
        book: &[Period],
        before: &[Period],
        ret: Vec<Period>,
        gone: &mut Gone,
    ) -> Vec<Period> {
        let mut taken = Vec::new();
        let starts: Vec<NaiveDate> = ret.iter().map(|p| p.start).collect();
        let imported = |p: &&Period| p.source == Source::Import;
        // Rows of earlier returns that stand under another start now.
        let mut loose: Vec<&Period> =
            book.iter().filter(imported).filter(|p| !starts.contains(&p.start)).collect();
        let latest = ret.len().saturating_sub(1);
        for (n, new) in ret.into_iter().enumerate() {
            // Where the returns do not tell when care began, a start typed by hand does.
            let told = |p: &&Period| {
                !new.start_known && p.source == Source::Hand && p.start < new.start && overlap(p, &new)
            };
            let same = book.iter().find(|p| p.start == new.start).or_else(|| book.iter().find(told));
            let moved = loose.iter().position(|p| overlap(p, &new)).filter(|_| same.is_none());
            let old = same.or_else(|| moved.map(|at| loose.remove(at)));
            match old {
                None => match book.iter().find(|p| p.source == Source::Hand && overlap(p, &new)) {
                    Some(typed) => {
                        let span = |p: &Period| format!("{} to {}", p.start, day(p.end));
                        let (book, ret, start) = (span(typed), span(&new), Some(new.start));
                        let take = Taken::Period(Period { id: typed.id, ..new });
                        self.differs(Differs { column: "DECOM", day: start, book, ret, take });
                    }
                    // What the returns had and the book has not was taken out by hand.
                    None if before.iter().any(|p| p.start == new.start) => {}
                    None => taken.push(new),
                },
                Some(old) if old.source == Source::Hand => {
                    let told = new.end.is_some() || old.end.is_some_and(|end| self.is_told(end));
                    let known = new.end.is_none() || new.end_known || old.end.is_none();
                    if (old.end, &old.end_reason) != (new.end, &new.end_reason) && told && known {
                        let why = |p: &Period| {
                            p.end_reason.as_deref().map_or_else(String::new, |r| format!(" {r}"))
                        };
                        let end = |p: &Period| format!("{}{}", day(p.end), why(p));
                        let (book, ret, column) = (end(old), end(&new), "DEC");
                        let take = Taken::Period(Period {
                            id: old.id,
                            start: old.start,
                            start_known: old.start_known,
                            notified: old.notified,
                            authorised: old.authorised,
                            authority_ended: old.authority_ended,
                            authority_known: old.authority_known,
                            ..new
                        });
                        self.differs(Differs { column, day: Some(old.start), book, ret, take });
                    }
                }
                Some(old) => {
                    let joined = Period {
                        id: old.id,
                        notified: old.notified,
                        authorised: old.authorised,
                        authority_ended: old.authority_ended,
                        authority_known: old.authority_known,
                        ..new
                    };
                    if joined == *old {
                        continue;
                    }
                    if joined.start != old.start {
                        self.changed(number, "DECOM", old.start, joined.start);
                    }
                    if joined.end != old.end {
                        self.changed(number, "DEC", day(old.end), day(joined.end));
                    }
                    if n == latest && old.end.is_none() && joined.end.is_some() {
                        self.report.ended.push(number.to_owned());
                    }
                    taken.push(joined);
                }
            }
        }
        gone.periods.extend(loose.iter().map(|p| p.id));
        taken
    }

    pub(super) fn legal(
        &mut self,
        number: &str,
        book: &[Legal],
        before: &[Legal],
        ret: Vec<Legal>,
        gone: &mut Gone,
    ) -> Vec<Legal> {
        let span = |l: &Legal| format!("{} to {}", l.code, day(l.end));
        let starts: Vec<NaiveDate> = ret.iter().map(|l| l.start).collect();
        let loose = book.iter().filter(|l| l.source == Source::Import && !starts.contains(&l.start));
        gone.legal.extend(loose.map(|l| l.id));
        self.current(number, "LS", book.last().map(|l| &l.code), ret.last().map(|l| &l.code));
        let mut taken = Vec::new();
        for mut new in ret {
            self.under_legal(book, &starts, &mut new);
            let typed = |l: &&Legal| {
                l.source == Source::Hand && near(l.start, new.start) && !starts.contains(&l.start)
            };
            match book.iter().find(|l| l.start == new.start) {
                None => match book.iter().find(typed) {
                    Some(old) => {
                        let from = |l: &Legal| format!("{} from {}", l.code, l.start);
                        let (book, ret, start) = (from(old), from(&new), Some(new.start));
                        let take = Taken::Legal(Legal { id: old.id, known: old.known, ..new });
                        self.differs(Differs { column: "LS", day: start, book, ret, take });
                    }
                    None if before.iter().any(|l| l.start == new.start) => {}
                    None => taken.push(new),
                },
                Some(old) if (&old.code, old.end) == (&new.code, new.end) => {}
                Some(old) if old.source == Source::Hand => {
                    let late = old.code == new.code
                        && new.end.is_none()
                        && old.end.is_some_and(|e| !self.is_told(e));
                    if !late {
                        let (book, ret, start) = (span(old), span(&new), Some(new.start));
                        let take = Taken::Legal(Legal { id: old.id, known: old.known, ..new });
                        self.differs(Differs { column: "LS", day: start, book, ret, take });
                    }
                }
                Some(old) => taken.push(Legal { id: old.id, known: old.known, ..new }),
            }
        }
        taken
    }

    pub(super) fn placements(
        &mut self,
        number: &str,
        book: &[Placement],
        before: &[Placement],
        ret: Vec<Placement>,
        gone: &mut Gone,
    ) -> Vec<Placement> {
        let span = |p: &Placement| format!("{} to {}", p.code, day(p.end));
        let starts: Vec<NaiveDate> = ret.iter().map(|p| p.start).collect();
        let loose = book.iter().filter(|p| p.source == Source::Import && !starts.contains(&p.start));
        gone.placements.extend(loose.map(|p| p.id));
        self.current(number, "PLACE", book.last().map(|p| &p.code), ret.last().map(|p| &p.code));
        let mut taken = Vec::new();
        for mut new in ret {
            self.under_placement(book, &starts, &mut new);
            let Some(old) = book.iter().find(|p| p.start == new.start) else {
                let typed = |p: &&Placement| {
                    p.source == Source::Hand && near(p.start, new.start) && !starts.contains(&p.start)
                };
                match book.iter().find(typed) {
                    Some(old) => {
                        let span = |p: &Placement| format!("{} from {}", p.code, p.start);
                        let (book, ret, start) = (span(old), span(&new), Some(new.start));
                        let take = Taken::Placement(Placement {
                            id: old.id,
                            carer: old.carer.clone(),
                            known: old.known,
                            ..new
                        });
                        self.differs(Differs { column: "PLACE", day: start, book, ret, take });
                    }
                    None if before.iter().any(|p| p.start == new.start) => {}
                    None => taken.push(new),
                }
                continue;
            };
            let joined = Placement { id: old.id, carer: old.carer.clone(), known: old.known, ..new };
            if old.source == Source::Hand {
                let late = joined.end.is_none() && old.end.is_some_and(|e| !self.is_told(e));
                if old.code != joined.code || (old.end != joined.end && !late) {
                    let (book, ret, start) = (span(old), span(&joined), Some(joined.start));
                    let take = Taken::Placement(joined);
                    self.differs(Differs { column: "PLACE", day: start, book, ret, take });
                }
            } else if joined != *old {
                taken.push(joined);
            }
        }
        taken
    }

    /// Tells that the latest of a list is another one now.
    fn current(&mut self, number: &str, what: &str, book: Option<&String>, ret: Option<&String>) {
        if let (Some(book), Some(ret)) = (book, ret)
            && book != ret
        {
            self.changed(number, what, book, ret);
        }
    }
}

fn overlap(a: &Period, b: &Period) -> bool {
    let far = NaiveDate::MAX;
    a.start < b.end.unwrap_or(far) && b.start < a.end.unwrap_or(far)
}
