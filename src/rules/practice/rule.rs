//! A span with what it rests on, and the one of higher rank that it was laid over.

use super::basis::Basis;
use super::span::Span;

/// A span that law or guidance sets for something a local practice spans differently.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Limit {
    /// The span.
    pub span: Span,
    /// Its rank.
    pub basis: Basis,
    /// Its source.
    pub cite: String,
}

/// A span with its ground, and the higher-ranking one it was laid over, if any.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rule {
    /// What this practice says.
    pub own: Limit,
    /// What law or guidance says where this practice differs.
    pub over: Option<Limit>,
}

impl Rule {
    /// This rule with the limit of a law's rule over it.
    pub(crate) fn under(&self, law: &Rule) -> Rule {
        let limit = law.over.as_ref().unwrap_or(&law.own);
        Rule { own: self.own.clone(), over: Some(limit.clone()) }
    }
}
