//! Every figure of the report: its heading, what it is, and how it is shown.

use crate::documents::public;
use crate::model::codes::legal_title;
use crate::model::feedback::Giver;
use crate::model::review::Participation as Code;
use crate::model::text::capital;
use crate::rules::measures::{Measures, Profile, Reviews, share};
use crate::rules::practice::Practice;

/// What stands before a stage.
pub(super) const STAGE: &str = "Stage reached: ";

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

    /// An average to one decimal; small ones are hidden as small numbers are.
    fn mean(&mut self, what: &str, mean: Option<f64>) {
        let told = match mean {
            Some(mean) if self.public && mean > 0.0 && mean < 6.0 => public::HIDDEN.to_owned(),
            Some(mean) => format!("{mean:.1}"),
            None => "none".to_owned(),
        };
        self.add(what, [told.clone(), String::new(), told]);
    }

    /// A part of a whole, where it may be told.
    fn share_if(&mut self, tells: bool, what: impl Into<String>, part: usize, whole: usize) {
        if tells {
            return self.share(what, part, whole);
        }
        self.add(what, [(); 3].map(|()| public::HIDDEN.to_owned()));
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
        self.grouped(rows.into_iter().map(|(what, n)| (what, n, ())).collect());
    }

    /// Numbers in groups, by the last of a row: the sum of each group is told elsewhere.
    fn grouped<K: PartialEq>(&mut self, rows: Vec<(String, usize, K)>) {
        let shown: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(place, (_, n, key))| {
                let own = || rows.iter().enumerate().filter(|(_, (.., other))| other == key);
                let numbers: Vec<usize> = own().map(|(_, (_, n, _))| *n).collect();
                let at = own().position(|(other, _)| other == place).filter(|_| self.public);
                at.and_then(|at| public::list(&numbers).into_iter().nth(at)).unwrap_or_else(|| n.to_string())
            })
            .collect();
        for ((what, ..), n) in rows.into_iter().zip(shown) {
            self.add(what, [n.clone(), String::new(), n]);
        }
    }

    /// Whether a part of a whole may be told.
    fn tells(&self, part: usize, whole: usize) -> bool {
        !self.public
            || !public::parts(part, whole.saturating_sub(part), None).concat().contains(public::HIDDEN)
    }
}

/// All of them in the order of the headings.
pub(super) fn figures(m: &Measures, practice: &Practice, public: bool) -> Vec<Figure> {
    let mut c = Count { all: Vec::new(), heading: "Summary", public };
    let on_time = |r: &Reviews| (r.on_time, r.on_time + r.late);
    let (part, whole) = on_time(&m.reviews);
    let (views, took) = (&m.views_reached, &m.participation);
    let tells_took = c.tells(took.took_part, took.of);
    // Who took part without conveying views is what both figures differ by.
    let between = took.took_part.saturating_sub(views.reached);
    let tells_views =
        c.tells(views.reached, views.of) && !(public && tells_took && public::is_small(between));
    c.share("Reviews on time", part, whole);
    c.share_if(tells_views, "Views reached the review", views.reached, views.of);
    c.share("Mid-point checks done", m.midpoints.done, m.midpoints.due);
    c.number("Concerns raised", m.escalations.raised);
    c.number("Children in care", m.caseload.children);
    c.under("Service and team");
    children(&mut c, &m.profile);
    c.under("Caseloads");
    caseload(&mut c, m);
    c.under("Reviews on time");
    c.share("Reviews held within their limit", part, whole);
    c.share("Children whose every review was in time", m.children.all_on_time, m.children.reviewed);
    let (part, whole) = on_time(&m.short_breaks.reviews);
    c.share("Short breaks: reviews within their limit", part, whole);
    c.number("Past their limit and not held", m.reviews.not_held);
    c.number("Adjourned reviews completed late", m.completed_late);
    c.under("Participation of children");
    let group = |code: Code| {
        let (conveyed, part) = (code.views_reached() == Some(true), code.took_part());
        (part.is_some(), tells_views && conveyed, tells_took && part == Some(true))
    };
    let codes = took.codes.iter().map(|(code, n)| (capital(code.says()), *n, group(*code)));
    let unknown = ("How the child took part is not recorded".to_owned(), took.unknown, (false, false, false));
    c.grouped(codes.chain([unknown]).collect());
    c.share("Took part or sent views", took.took_part, took.of);
    c.share_if(tells_views, "Views reached the review", views.reached, views.of);
    c.under("Participation of parents");
    let p = &m.parents;
    let heard = p.attended + p.consulted;
    let tells = c.tells(heard, p.of);
    let rows = [
        ("A parent attended", p.attended, 0),
        ("No parent attended, one sent views", p.consulted, 0),
        ("No parent did either", p.neither, u8::from(tells)),
        ("The parents' part is not recorded", p.unknown, 2),
    ];
    c.grouped(rows.map(|(what, n, group)| (what.to_owned(), n, group)).into());
    c.share("A parent attended or sent views", heard, p.of);
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
    c.share("Reviews graded on the quality checklist", m.quality.graded, m.quality.of);
    for heading in &m.quality.headings {
        let grades = heading.grades.iter().map(|g| (format!("{} {}", heading.ask, g.grade), g.count));
        c.list(grades.collect());
    }
    c.under("Dispute resolution");
    disputes(&mut c, m, practice);
    c.all
}

/// Who the children are, beside what the team says of itself.
fn children(c: &mut Count, p: &Profile) {
    let bands = p.ages.iter().map(|band| (format!("Age: {}", band.age), band.children));
    c.list(bands.chain([("Age: not known".to_owned(), p.no_birthday)]).collect());
    let sex = |sex: &str| {
        match sex {
            "F" => "girls",
            "M" => "boys",
            "" => "sex not recorded",
            other => other,
        }
        .to_owned()
    };
    c.list(p.sexes.iter().map(|(of, n)| (capital(&sex(of)), *n)).collect());
    let legal = |code: &str| if code.is_empty() { "not recorded" } else { legal_title(code) }.to_owned();
    c.list(p.legal.iter().map(|(code, n)| (format!("Legal status: {}", legal(code)), *n)).collect());
    c.number("Children whose IRO changed in the span", p.iro_changed);
}

/// How many children there are, of which kind, and how many there were.
fn caseload(c: &mut Count, m: &Measures) {
    let (now, before) = (&m.caseload, m.caseload.year_before);
    c.number("Children in care", now.children);
    c.list(vec![
        ("Of them in full-time care".to_owned(), now.full_time),
        ("Of them in short breaks".to_owned(), now.short_breaks),
    ]);
    c.number("Young people of 16 and 17 after care", now.care_leavers);
    c.mean("Children in care on average", m.profile.mean);
    c.number("Children in care a year before", before.full_time + before.short_breaks);
    c.number("Of them in short breaks a year before", before.short_breaks);
    c.number("Young people of 16 and 17 after care a year before", before.care_leavers);
    c.add(
        "Recommended for a full-time post",
        [format!("{} to {}", now.low, now.high), String::new(), String::new()],
    );
}

fn disputes(c: &mut Count, m: &Measures, practice: &Practice) {
    let e = &m.escalations;
    c.number("Raised", e.raised);
    c.number("Closed", e.closed);
    c.number("Open at the end", e.open);
    c.list(e.themes.iter().map(|(k, g)| (format!("Kind: {}", practice.concern(k)), g.count)).collect());
    c.list(e.outcomes.iter().map(|(k, g)| (format!("Outcome: {}", k.replace('-', " ")), g.count)).collect());
    c.list(e.stages.iter().map(|(k, g)| (format!("{STAGE}{}", practice.stage(k)), g.count)).collect());
    c.list(e.effects.iter().map(|(k, g)| (format!("Effect for the child: {}", k.says()), g.count)).collect());
    c.share("Over within 20 working days", e.within_20.count, e.within_20.count + e.over_20.count);
    match c.public && public::is_small(e.days.count) {
        true => c.add("Working days to the end, on average", [(); 3].map(|()| public::HIDDEN.to_owned())),
        false => c.mean("Working days to the end, on average", e.days.mean),
    }
    c.number("Referred to Cafcass", e.cafcass.count);
    c.number("Good practice passed on", e.good_practice);
}
