//! A message to whoever must act next, drafted from the record so far.

use chrono::NaiveDate;

use super::{Standing, State, Track};
use crate::model::escalation::Escalation;
use crate::rules::practice::Practice;
use crate::rules::practice::protocol::{Protocol, Verdict, concern_title};
use crate::rules::working::long;

/// Whom a message is about and from, and who holds a role.
pub(crate) struct Address<'a> {
    /// Initials and number; never the name.
    pub about: &'a str,
    /// The IRO.
    pub from: &'a str,
    /// Titles of roles.
    pub practice: &'a Practice,
    /// The person who now has a role.
    pub person: &'a dyn Fn(&str) -> Option<String>,
}

impl Address<'_> {
    fn roles(&self, roles: &[String]) -> String {
        let one = |role: &String| {
            let title = self.practice.role(role);
            (self.person)(role).map_or_else(|| title.to_owned(), |name| format!("{name} ({title})"))
        };
        roles.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

/// The draft.
pub(crate) fn draft(
    e: &Escalation,
    protocol: &Protocol,
    track: &Track,
    address: &Address<'_>,
    today: NaiveDate,
) -> String {
    let stage = protocol.stages.get(track.stage());
    let title = stage.map_or("", |s| s.title.as_str());
    let mut text = String::new();
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    line(format!("To: {}", stage.map(|s| address.roles(&s.with)).unwrap_or_default()));
    if let Some(cc) = stage.map(|s| &s.cc).filter(|cc| !cc.is_empty()) {
        line(format!("Copy: {}", address.roles(cc)));
    }
    line(format!("About: {}. {} · {title}\n", address.about, concern_title(&e.concern)));
    line(match stage.is_some_and(|s| s.formal) {
        true => format!("I am raising this formally under {} ({}).\n", protocol.title, protocol.cite),
        false => format!("I am raising this under {} ({}).\n", protocol.title, protocol.cite),
    });
    line(format!("The concern, first raised on {}:\n{}\n", long(e.raised), e.text.trim()));
    let so_far = history(protocol, track, address);
    if !so_far.is_empty() || e.moves.iter().any(|m| !m.note.is_empty()) {
        line("What has been done so far:".to_owned());
        so_far.into_iter().for_each(&mut line);
        for m in e.moves.iter().filter(|m| !m.note.is_empty()) {
            line(format!("- {}: {}", long(m.date), m.note.replace('\n', "\n  ")));
        }
        line(String::new());
    }
    if let Some(visit) = track.open() {
        let at_most = if visit.at_most { " at the latest" } else { "" };
        line(match visit.reply_by {
            Some(by) if by < today => {
                format!(
                    "A reply was owed by {}. Please let me have it now, with what will be done and by when.",
                    long(by)
                )
            }
            Some(by) => format!("Please reply by {}{at_most}, with what will be done and by when.", long(by)),
            None => "Please tell me what will be done and by when.".to_owned(),
        });
    } else if track.state == State::Resolved {
        line("Thank you. Please tell me when what was agreed has been done, so that I can see it for the child.".to_owned());
    }
    if let Some(by) = track.total_by.filter(|_| track.state == State::Running) {
        line(format!("The process is to be over by {}.", long(by)));
    }
    line(format!("\n{}\nIndependent Reviewing Officer", address.from));
    text.trim_end().to_owned()
}

/// The stages gone through, a line each.
fn history(protocol: &Protocol, track: &Track, address: &Address<'_>) -> Vec<String> {
    let told = |visit: &super::Visit| {
        let stage = protocol.stages.get(visit.stage)?;
        let raised = visit.raised.or(visit.opened)?;
        let with = address.roles(&stage.with);
        let end = match (visit.standing, visit.closed, visit.verdict) {
            (Standing::Closed, Some(on), Some(Verdict::NoReply)) => format!("no reply came by {}", long(on)),
            (Standing::Closed, Some(on), Some(verdict)) => format!("{} ({})", verdict.says(), long(on)),
            (Standing::Skipped, Some(on), _) => format!("left on {}", long(on)),
            _ => return None,
        };
        Some(format!("- {}: {} with {with}; {end}", long(raised), stage.title))
    };
    track.visits.iter().filter_map(told).collect()
}
