//! The statements that read, add, change and remove the rows of a table, made from one list of its columns.

/// A table's statements. Columns stand in this order: whose the row is, its number, its fields.
pub(crate) struct Table {
    pub(super) name: &'static str,
    /// The column that says whose the row is: a child, a review; empty where it is nobody's.
    pub(super) owner: &'static str,
    pub(super) select: String,
    pub(super) insert: String,
    pub(super) update: String,
    /// Removes the row of a key.
    pub(super) remove: String,
}

impl Table {
    /// `owner` and `id` are one column or none; `key` has one row for each of its values, so that a later row takes
    /// the place of the one before.
    pub(crate) fn new(
        name: &'static str,
        owner: &[&'static str],
        id: &[&'static str],
        key: &[&'static str],
        fields: &[&'static str],
    ) -> Self {
        let given = [owner, fields].concat();
        let mut insert = format!(
            "INSERT INTO {name} ({}) VALUES ({})",
            given.join(", "),
            vec!["?"; given.len()].join(", ")
        );
        if !key.is_empty() {
            let others = fields.iter().filter(|c| !key.contains(c));
            let replaced: Vec<String> = others.map(|c| format!("{c} = excluded.{c}")).collect();
            insert += &format!(" ON CONFLICT ({}) DO ", key.join(", "));
            insert += &match replaced.as_slice() {
                [] => "NOTHING".to_owned(),
                replaced => format!("UPDATE SET {}", replaced.join(", ")),
            };
        }
        let each = |columns: &[&str]| columns.iter().map(|c| format!("{c} = ?")).collect::<Vec<_>>();
        Self {
            name,
            owner: owner.first().copied().unwrap_or_default(),
            select: format!("SELECT {} FROM {name}", [owner, id, fields].concat().join(", ")),
            insert,
            update: format!("UPDATE {name} SET {} WHERE id = ?", each(fields).join(", ")),
            remove: format!("DELETE FROM {name} WHERE {}", each(key).join(" AND ")),
        }
    }
}
