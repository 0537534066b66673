//! A legal status or a placement of the returns beside one typed by hand that holds at the same time: what was typed
//! stays, the return's gives way, and both are told.

use chrono::NaiveDate;

use super::compare::{day, near};
use super::found::{Differs, Taken};
use super::plan::Plan;
use crate::model::care::{Legal, Placement};
use crate::model::child::Source;

/// How a row typed by hand stands to one of the return with another code.
enum Beside {
    /// It begins while the return's goes on, which ends then.
    Later,
    /// It goes on when the return's begins.
    Earlier,
}

/// A spell as both kinds have it.
struct Spell<'s> {
    code: &'s str,
    start: NaiveDate,
    end: Option<NaiveDate>,
}

impl Spell<'_> {
    fn holds(&self, day: NaiveDate) -> bool {
        self.start < day && self.end.is_none_or(|end| end > day)
    }

    fn beside(&self, typed: &Spell<'_>, starts: &[NaiveDate]) -> Option<Beside> {
        let same = |start: &NaiveDate| near(*start, typed.start);
        if self.code == typed.code || starts.iter().any(same) {
            return None;
        }
        if self.holds(typed.start) {
            return Some(Beside::Later);
        }
        typed.holds(self.start).then_some(Beside::Earlier)
    }
}

impl Plan {
    /// Ends a legal status of the returns, whose own begin on `starts`, where one typed by hand begins.
    pub(super) fn under_legal(&mut self, book: &[Legal], starts: &[NaiveDate], new: &mut Legal) {
        fn spell(l: &Legal) -> Spell<'_> {
            Spell { code: &l.code, start: l.start, end: l.end }
        }
        let words = |l: &Legal| format!("{} from {} to {}", l.code, l.start, day(l.end));
        for old in book.iter().filter(|l| l.source == Source::Hand) {
            let Some(beside) = spell(new).beside(&spell(old), starts) else { continue };
            let take = match beside {
                Beside::Later => Taken::NoLegal(old.id),
                Beside::Earlier => Taken::Legal(Legal { end: Some(new.start), ..old.clone() }),
            };
            if self.is_told(old.start) {
                let (book, ret) = (words(old), words(new));
                self.differs(Differs { column: "LS", day: Some(new.start), book, ret, take });
            }
            if matches!(beside, Beside::Later) {
                new.end = Some(old.start);
            }
        }
    }

    /// As [`Plan::under_legal`], for a placement.
    pub(super) fn under_placement(&mut self, book: &[Placement], starts: &[NaiveDate], new: &mut Placement) {
        fn spell(p: &Placement) -> Spell<'_> {
            Spell { code: &p.code, start: p.start, end: p.end }
        }
        let words = |p: &Placement| format!("{} from {} to {}", p.code, p.start, day(p.end));
        for old in book.iter().filter(|p| p.source == Source::Hand) {
            let Some(beside) = spell(new).beside(&spell(old), starts) else { continue };
            let take = match beside {
                Beside::Later => Taken::NoPlacement(old.id),
                Beside::Earlier => Taken::Placement(Placement { end: Some(new.start), ..old.clone() }),
            };
            if self.is_told(old.start) {
                let (book, ret) = (words(old), words(new));
                self.differs(Differs { column: "PLACE", day: Some(new.start), book, ret, take });
            }
            if matches!(beside, Beside::Later) {
                new.end = Some(old.start);
            }
        }
    }
}
