//! Something that happened to a child, and how it was answered.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::change::{Answered, Change, Class};
use crate::model::ids::ChangeId;
use crate::rules::changes::class_of;
use crate::rules::practice::Practice;
use crate::rules::working::long;

/// A change of a child's circumstances.
#[derive(Debug, Serialize)]
pub(crate) struct ChangeRow<'b> {
    pub(crate) id: ChangeId,
    /// The practice's word for it.
    pub(crate) kind: &'b str,
    pub(crate) date: NaiveDate,
    /// The day it takes effect.
    pub(crate) effective: Option<NaiveDate>,
    pub(crate) text: &'b str,
    /// What the practice asked of the IRO when it was recorded.
    pub(crate) class: Option<Class>,
    /// The day it was answered.
    pub(crate) answered: Option<NaiveDate>,
    /// `brought-forward` or `not-needed`.
    pub(crate) outcome: Option<&'static str>,
    pub(crate) forward_to: Option<NaiveDate>,
    pub(crate) reason: Option<&'b str>,
    pub(crate) exception: Option<&'b str>,
    /// The event as the practice says it.
    #[serde(skip)]
    pub(crate) title: &'b str,
    /// What the practice asks of the IRO, now where it was not kept then.
    #[serde(skip)]
    pub(crate) asks: Option<Class>,
}

impl<'b> ChangeRow<'b> {
    pub(crate) fn of(practice: &'b Practice, change: &'b Change) -> Self {
        let event = practice.event(&change.event);
        let answered = change.response.as_ref().map(|r| &r.answered);
        let (reason, exception) = match answered {
            Some(Answered::NotNeeded { reason, exception }) => (Some(reason.as_str()), exception.as_deref()),
            _ => (None, None),
        };
        Self {
            id: change.id,
            kind: &change.event,
            date: change.date,
            effective: change.effective,
            text: &change.text,
            class: change.class,
            answered: change.response.as_ref().map(|r| r.date),
            outcome: answered.map(Answered::word),
            forward_to: change.forward_to(),
            reason,
            exception,
            title: event.map_or(change.event.as_str(), |e| e.title.as_str()),
            asks: class_of(practice, change),
        }
    }

    /// How it was answered, or what it still asks.
    pub(crate) fn answer(&self) -> String {
        let on = self.answered.map(|on| format!(" (answered {})", long(on))).unwrap_or_default();
        match (self.forward_to, self.reason) {
            (Some(day), _) => format!("brought forward to {}{on}", long(day)),
            (None, Some(reason)) => format!("not needed, because {}{on}", reason.replace('\n', " ")),
            (None, None) if self.asks == Some(Class::Inform) => "for you to know".to_owned(),
            (None, None) => {
                let before = self.effective.map(|day| format!(", takes effect on {}", long(day)));
                format!("not answered: {}{}", self.asks.map_or("", Class::says), before.unwrap_or_default())
            }
        }
    }
}
