//! Where the tables of a file and their keys stand.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where a table and its keys stand, and the tables of its lists; all 0 where another file wrote it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    pub(super) start: usize,
    pub(super) keys: BTreeMap<String, usize>,
    pub(super) lists: BTreeMap<String, Vec<Lines>>,
}

impl Lines {
    fn of(value: &Spanned<DeValue<'_>>, line_of: &dyn Fn(usize) -> usize) -> Self {
        let DeValue::Table(table) = value.get_ref() else { return Self::default() };
        let keys: BTreeMap<_, _> =
            table.iter().map(|(k, _)| (k.get_ref().to_string(), line_of(k.span().start))).collect();
        let start = keys.values().min().copied().unwrap_or_else(|| line_of(value.span().start));
        Self { start, keys, lists: Self::of_lists(table, line_of) }
    }

    pub(super) fn of_lists(
        table: &DeTable<'_>,
        line_of: &dyn Fn(usize) -> usize,
    ) -> BTreeMap<String, Vec<Self>> {
        let is_table = |v: &Spanned<DeValue<'_>>| matches!(v.get_ref(), DeValue::Table(_));
        let lists = table.iter().filter_map(|(key, value)| match value.get_ref() {
            DeValue::Array(items) if items.iter().any(is_table) => {
                Some((key.get_ref().to_string(), items.iter().map(|i| Self::of(i, line_of)).collect()))
            }
            _ => None,
        });
        lists.collect()
    }
}
