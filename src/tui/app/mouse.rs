//! The mouse, as the keys it stands for.

use crossterm::event::MouseEvent;

use super::App;
use crate::tui::{draw, frame, keymap, pointer};

impl App {
    /// Takes what was done with the mouse on a screen so large.
    pub(crate) fn point(&mut self, event: MouseEvent, size: (u16, u16)) {
        let keys = pointer::pressed(event, self.scope(), || {
            draw::unseen(size, |drawn| frame::view(self, drawn));
        });
        for (key, times) in keys {
            let Some(key) = keymap::event(key) else { continue };
            (0..times).for_each(|_| self.key(key));
        }
    }
}
