//! Every figure of the report: its heading, what it is, and how it is shown.

use crate::documents::public;
use crate::model::feedback::Giver;
use crate::rules::measures::{Measures, share};
use crate::rules::practice::protocol::concern_title;

/// A figure.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) heading: &'static str,
    pub(super) what: String,
    /// How many, of how many, and the value that is told; blank where there is none.
    pub(super) cells: [String; 3],
}

struct Count {
    all: Vec<Figure>,
    heading: &'static str,
    public: bool,
}

impl Count {
    fn under(&mut self, heading: &'static str) {
        self.heading = heading;
    }

    fn add(&mut self, what: impl Into<String>, cells: [String; 3]) {
        self.all.push(Figure { heading: self.heading, what: what.into(), cells });
    }

    fn number(&mut self, what: impl Into<String>, n: usize) {
        let n = if self.public { public::number(n) } else { n.to_string() };
        self.add(what, [n.clone(), String::new(), n]);
    }

    /// A part of a whole.
    fn share(&mut self, what: impl Into<String>, part: usize, whole: usize) {
        let pct = share(part, whole);
        if self.public {
            let [part, rest, pct] = public::parts(part, whole.saturating_sub(part), pct);
            let hidden = part == public::HIDDEN || rest == public::HIDDEN;
            let whole = if hidden { public::HIDDEN.to_owned() } else { whole.to_string() };
            return self.add(what, [part, whole, pct]);
        }
        let told = pct.map(|pct| format!("{pct:.1}%")).unwrap_or_default();
        self.add(what, [part.to_string(), whole.to_string(), told]);
    }

    /// Numbers that together make a whole.
    fn list(&mut self, rows: Vec<(String, usize)>) {
        let counts: Vec<usize> = rows.iter().map(|(_, n)| *n).collect();
        let shown = match self.public {
            true => public::list(&counts),
            false => counts.iter().map(usize::to_string).collect(),
        };
        for ((what, _), n) in rows.into_iter().zip(shown) {
            self.add(what, [n.clone(), String::new(), n]);
        }
    }
}

/// All of them in the order of the headings; `parents` is how many reviews a parent attended, sent views to, of how many.
pub(super) fn figures(m: &Measures, parents: [usize; 3], public: bool) -> Vec<Figure> {
    let mut c = Count { all: Vec::new(), heading: "Summary", public };
    let on_time = |r: &crate::rules::measures::Reviews| (r.on_time, r.on_time + r.late);
    let (part, whole) = on_time(&m.reviews);
    c.share("Reviews on time", part, whole);
    c.share("Views reached the review", m.views_reached.reached, m.views_reached.of);
    c.share("Mid-point checks done", m.midpoints.done, m.midpoints.due);
    c.number("Concerns raised", m.escalations.raised);
    c.number("Children in care", m.caseload.children);
    c.under("Caseloads");
    c.number("Children in care", m.caseload.children);
    c.number("Of them in short breaks", m.caseload.short_breaks);
    c.add(
        "Recommended for a full-time post",
        [format!("{} to {}", m.caseload.low, m.caseload.high), String::new(), String::new()],
    );
    c.under("Reviews on time");
    c.share("Reviews held within their limit", part, whole);
    c.share("Children whose every review was in time", m.children.all_on_time, m.children.reviewed);
    let (part, whole) = on_time(&m.short_breaks.reviews);
    c.share("Short breaks: reviews within their limit", part, whole);
    c.number("Past their limit and not held", m.reviews.not_held);
    c.number("Adjourned reviews completed late", m.completed_late);
    c.under("Participation of children");
    c.list(m.participation.codes.iter().map(|(code, n)| (code.says().to_owned(), *n)).collect());
    c.number("How the child took part is not recorded", m.participation.unknown);
    c.share("Took part or sent views", m.participation.took_part, m.participation.of);
    c.share("Views reached the review", m.views_reached.reached, m.views_reached.of);
    c.under("Participation of parents");
    let [attended, views, of] = parents;
    c.share("A parent attended", attended, of);
    c.share("No parent attended, one sent views", views, of);
    c.under("Feedback");
    for by in Giver::ALL {
        c.number(format!("Forms returned: {by}"), m.feedback.returned.of(*by));
        for (question, asked) in m.feedback.of(*by) {
            c.share(format!("{question} ({by})"), asked.yes, asked.yes + asked.no);
        }
    }
    c.under("Quality assurance");
    c.share("Mid-point checks done", m.midpoints.done, m.midpoints.due);
    for kind in &m.visits.kinds {
        c.share(kind.title.clone(), kind.tally.done, kind.tally.due);
    }
    c.share("Changes answered", m.changes.answered, m.changes.told);
    c.under("Dispute resolution");
    disputes(&mut c, m);
    c.all
}

fn disputes(c: &mut Count, m: &Measures) {
    let e = &m.escalations;
    c.number("Raised", e.raised);
    c.number("Closed", e.closed);
    c.number("Open at the end", e.open);
    c.list(e.themes.iter().map(|(k, g)| (format!("Kind: {}", concern_title(k)), g.count)).collect());
    c.list(e.stages.iter().map(|(k, g)| (format!("Stage reached: {k}"), g.count)).collect());
    c.list(e.effects.iter().map(|(k, g)| (format!("Effect for the child: {}", k.says()), g.count)).collect());
    c.share("Over within 20 working days", e.within_20.count, e.within_20.count + e.over_20.count);
    c.number("Referred to Cafcass", e.cafcass.count);
    c.number("Good practice passed on", e.good_practice);
}
