//! Accommodation by agreement that leads nowhere.

use chrono::Months;

use super::plan::{decisions_carried, permanence};
use super::sign::{Found, Look, Sign, fact, falls_short, said};
use crate::model::record::Ended;

/// Months under section 20 after which a plan that does not move is drift.
const MONTHS: u32 = 6;
/// From this age on the young person agrees for themself.
const OWN_CONSENT: u32 = 16;
/// Questions whose answer says whether the plan is moving.
const PROGRESS: &[&str] = &["on-time", "plan-progress", "decisions-done"];

pub(super) static SIGNS: &[&Sign] = &[&Sign {
    id: "section-20-drift",
    why: "Accommodation by agreement has no court to ask where it is leading: only the review asks.",
    threshold: "six months under section 20 and a plan that was found not to move; not for those who came alone, nor from 16",
    act: "You: ask for a decision between home, court and a lasting home with a day; concern, and legal advice where there is none.",
    cite: "Children Act 1989 s 20, s 25B(1)(a); six months: house",
    find: section_20,
}];

fn section_20(look: &Look<'_>) -> Found {
    let legal = look.case.legal.last().filter(|l| l.code == "V2" && l.end.is_none())?;
    let limit = look.today.checked_sub_months(Months::new(MONTHS))?;
    let child = &look.case.child;
    let own = child.uasc == Some(true) || child.age_on(look.today).is_some_and(|age| age >= OWN_CONSENT);
    if own || legal.start > limit {
        return None;
    }
    let mut evidence = vec![fact(legal.start, "accommodated by agreement since")];
    let progress = look.answer(PROGRESS).filter(|a| falls_short(a) && a.date >= legal.start);
    evidence.extend(progress.map(said));
    let sessions = look.case.sessions.iter().rfind(|s| s.ended.is_some_and(|day| day >= look.year));
    if let Some(session) = sessions.filter(|s| matches!(s.outcome, Some(Ended::Concern | Ended::Escalate))) {
        evidence.push(fact(session.ended, format!("{} ended as a concern", session.checklist)));
    }
    evidence.extend(permanence(look).and_then(|(what, _)| Some(fact(look.held().last()?.held, what))));
    evidence.extend(decisions_carried(look).into_iter().flat_map(|(_, open)| open));
    (evidence.len() > 1).then(|| {
        let months = (look.today - legal.start).num_days() / 30;
        (format!("section 20 for {months} months with the plan not progressing"), evidence)
    })
}
