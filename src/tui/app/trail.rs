//! Where the person was: back and forth between pages, as in a browser.

use crate::tui::place::Place;

/// The most places kept.
const MOST: usize = 50;

/// The places left behind, and those gone back from; the nearest last.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    here: Option<Place>,
    past: Vec<Place>,
    ahead: Vec<Place>,
}

impl Trail {
    /// Notes where the screen is now.
    pub(super) fn note(&mut self, now: Place) {
        let before = self.here.replace(now);
        let now = self.here.as_ref();
        match (before, now) {
            // Another tab of the same page is no other place; going back leads to the tab last seen.
            (Some(Place::Child(old, _)), Some(Place::Child(new, _))) if old == *new => {}
            (Some(before), now) if now != Some(&before) => {
                self.ahead.clear();
                self.past.push(before);
                if self.past.len() > MOST {
                    self.past.remove(0);
                }
            }
            _ => {}
        }
    }

    /// The page before, or the one gone back from; it is where the person is then.
    pub(super) fn turn(&mut self, back: bool) -> Option<Place> {
        let (from, to) =
            if back { (&mut self.past, &mut self.ahead) } else { (&mut self.ahead, &mut self.past) };
        let place = from.pop()?;
        to.extend(self.here.replace(place.clone()));
        Some(place)
    }
}
