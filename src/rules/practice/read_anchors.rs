//! Whether the days that spans count from can come where the spans stand.

use super::anchor::{Of, Site, anchor};
use super::names::is_birthday;
use super::raw::Entry;
use super::read::{Reader, line};
use super::words::Scope;
use super::{Duty, Span};

/// What comes of a duty's day where a span of another scope counts from it.
enum Reach {
    /// It is one and the same for all, or of the same review, placement or change.
    Own,
    /// There is a day, of the first of several.
    First,
    /// There is never a day.
    Never,
}

fn reach(site: Scope, of: Scope) -> Reach {
    use Scope::{Care, Child, FirstReview, LaterReview, Review, Service};
    match (site, of) {
        (Service, _) | (_, Service) => Reach::Never,
        (_, Care | Child) => Reach::Own,
        (site, of) if site == of || (of == Review && site.is_review()) => Reach::Own,
        (Review, FirstReview | LaterReview) => Reach::First,
        (_, FirstReview | LaterReview) => Reach::Never,
        _ => Reach::First,
    }
}

impl Reader {
    /// The days of a duty and its variants; what has no turn in the service is never shown.
    pub(super) fn days_of_duty(&mut self, e: &Entry, duty: &Duty, at: &str) {
        let site = Site::Duty(duty.scope);
        let span = duty.due.as_ref().map(|rule| &rule.own.span);
        for (key, span) in [("due", span), ("opens", duty.opens.as_ref())] {
            let anchors = span.into_iter().flat_map(Span::anchors);
            self.anchored(anchors, site, line(e, key), &format!("{at}.{key}"));
        }
        for (key, word) in [("done-by", &duty.done_by), ("anew", &duty.anew)] {
            self.anchored(word.as_deref(), site, line(e, key), &format!("{at}.{key}"));
        }
        if duty.scope == Scope::Service && !span.is_some_and(Span::recurs) {
            let hint = Site::Duty(Scope::Service).cure(Of::Child);
            let message = "a duty of the service without a turn is never shown";
            self.error(line(e, "due"), &format!("{at}.due"), message, hint);
        }
    }

    /// Anchors that never have a day where they are counted from are errors; those that have the day of another place
    /// are doubts.
    pub(super) fn anchored<'a>(
        &mut self,
        anchors: impl IntoIterator<Item = &'a str>,
        site: Site,
        line: usize,
        at: &str,
    ) {
        for word in anchors {
            let of = match anchor(word) {
                Some(of) if of.exists_in(site) => continue,
                Some(of) => of,
                None if is_birthday(word) && Of::Child.exists_in(site) => continue,
                None if is_birthday(word) => Of::Child,
                None => {
                    self.named_day(word, site, line, at);
                    continue;
                }
            };
            let message =
                format!("\"{word}\" never has a day here: it is {}, this is {}", of.whose(), site.words());
            self.error(line, at, message, site.cure(of));
        }
    }

    /// The day of an event, or of another duty.
    fn named_day(&mut self, word: &str, site: Site, line: usize, at: &str) {
        let of = self.names.duties.get(word).copied().flatten();
        let reach = match (site, of) {
            (Site::Duty(own), Some(of)) => reach(own, of),
            (Site::Duty(own), None) if own != Scope::Service => Reach::Own,
            _ => Reach::Never,
        };
        let whose = of.map_or("something that happens".to_owned(), |of| Site::Duty(of).words());
        let each = |of: Scope| format!("write scope = \"{}\"", of.word());
        match (reach, of) {
            (Reach::First, Some(of)) => {
                let message = format!("\"{word}\" has a day for each {of}, and this counts from the first");
                self.doubt(line, at, message, format!("{} where each is meant", each(of)));
            }
            (Reach::Never, of) => {
                let hint = match (site, of) {
                    (Site::Duty(_), Some(Scope::Service)) => {
                        "a duty of the service has no day for one child".into()
                    }
                    (Site::Duty(own), Some(of)) if own != Scope::Service => each(of),
                    _ => site.cure(Of::Child).to_owned(),
                };
                let here = site.words();
                let message =
                    format!("\"{word}\" never has a day here: it is the day of {whose}, this is {here}");
                self.error(line, at, message, hint);
            }
            _ => {}
        }
    }
}
