//! An entry as it is compared, and what two of them say differently.

use serde::Serialize;

/// One thing in which two practices differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Difference {
    /// `regime`, `duty`, `event`, `checklist`, `protocol` or `practice`.
    pub kind: &'static str,
    /// The entry's id.
    pub id: String,
    /// The entry's title.
    pub title: String,
    /// Which key of it differs; empty where only one of the two has it.
    pub key: String,
    /// What the first says; `None` where it has no such entry or key.
    pub a: Option<String>,
    /// What the second says.
    pub b: Option<String>,
}

/// An entry as it is compared: what it is, and the words of each key.
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) keys: Vec<(String, Option<String>)>,
}

impl Entry {
    pub(super) fn new<K: Into<String>>(
        kind: &'static str,
        id: String,
        title: &str,
        keys: impl IntoIterator<Item = (K, Option<String>)>,
    ) -> Self {
        let keys = keys.into_iter().map(|(key, said)| (key.into(), said)).collect();
        Self { kind, id, title: title.to_owned(), keys }
    }

    fn says(&self, key: &str) -> Option<&String> {
        self.keys.iter().find(|(k, _)| k == key)?.1.as_ref()
    }

    /// The keys in which two entries differ, in the order of the first.
    pub(super) fn against<'x>(&'x self, other: &'x Self) -> impl Iterator<Item = Difference> + 'x {
        let more = other.keys.iter().filter(|(key, _)| self.keys.iter().all(|(k, _)| k != key));
        let keys = self.keys.iter().chain(more).map(|(key, _)| key);
        keys.filter(|key| self.says(key) != other.says(key)).map(|key| Difference {
            kind: self.kind,
            id: self.id.clone(),
            title: self.title.clone(),
            key: key.clone(),
            a: self.says(key).cloned(),
            b: other.says(key).cloned(),
        })
    }

    pub(super) fn alone(&self) -> Difference {
        let (id, title) = (self.id.clone(), self.title.clone());
        Difference { kind: self.kind, id, title, key: String::new(), a: Some(self.gist()), b: None }
    }

    /// The entry in a few words: the keys that are set.
    fn gist(&self) -> String {
        let said: Vec<&str> = self.keys.iter().filter_map(|(_, value)| value.as_deref()).collect();
        if said.is_empty() { self.title.clone() } else { said.join("; ") }
    }
}
