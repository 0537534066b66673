//! Kinds of concern as a practice writes them.

use super::protocol::ConcernKind;
use super::raw::{Entry, Raw};
use super::read::{Reader, line};

const CONCERN: &[&str] = &["id", "title", "protocol", "basis", "cite", "drop"];

impl Reader {
    /// A kind of concern; the protocol it names has to be one of the practice.
    pub(super) fn concern(&mut self, e: &Entry, raw: &Raw) -> ConcernKind {
        let at = format!("concern.{}", e.id);
        self.known_keys(&e.keys, CONCERN, &at);
        self.stated_ground(e, &at);
        if e.text("title").is_none() {
            self.fault(e.line, &format!("{at}.title"), "is missing", "add title = \"...\"");
        }
        let protocol = e.text("protocol").map(str::to_owned);
        let known = raw.list("protocol").iter().map(|p| p.id.as_str());
        if let Some(named) = protocol.as_deref().filter(|named| !known.clone().any(|id| id == *named)) {
            self.unknown(line(e, "protocol"), &format!("{at}.protocol"), named, known);
        }
        ConcernKind { id: e.id.clone(), title: e.text("title").unwrap_or(&e.id).to_owned(), protocol }
    }
}
