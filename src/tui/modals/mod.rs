//! What lies over a pane: a form, or any other layer.

pub(crate) mod act_form;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod form_view;

use super::action::Scope;
use super::ask::Layer;

/// One layer.
#[derive(Debug)]
pub(crate) enum Modal {
    Act(Box<act_form::ActForm>),
    Form(Box<form::Form>),
    Layer(Box<dyn Layer>),
}

impl Modal {
    pub(crate) fn scope(&self) -> Scope {
        match self {
            Modal::Form(_) | Modal::Act(_) => Scope::Form,
            Modal::Layer(layer) => layer.scope(),
        }
    }
}
