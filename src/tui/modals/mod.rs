//! What can lie over a pane: on the stack it shows, off the stack it does not exist.

pub(crate) mod days;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod form_view;
pub(crate) mod picker;
pub(crate) mod text;

use super::keymap::Scope;

/// One layer.
#[derive(Debug)]
pub(crate) enum Modal {
    Days(days::Days),
    Form(Box<form::Form>),
    Picker(picker::Picker),
    Text(text::TextBox),
}

impl Modal {
    pub(crate) fn scope(&self) -> Scope {
        match self {
            Modal::Days(_) => Scope::Days,
            Modal::Form(_) => Scope::Form,
            Modal::Picker(picker) => picker.scope,
            Modal::Text(text) if text.paste.is_some() => Scope::Paste,
            Modal::Text(_) => Scope::Text,
        }
    }
}
