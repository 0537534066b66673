//! The tables that make up a child's record: how their rows name each other and what tells one row from the next.

/// A table of a child's record.
pub(super) struct Family {
    pub(super) table: &'static str,
    /// What a row is, for people.
    pub(super) says: &'static str,
    /// Columns that name rows of other tables, whose the row is first: a row without them is not taken.
    pub(super) owners: &'static [(&'static str, &'static str)],
    /// A column that may name a row, and the column that says of which table.
    pub(super) about: Option<(&'static str, &'static str)>,
    /// Columns that tell one row from the next of one owner.
    pub(super) key: &'static [&'static str],
    /// Columns that are this book's own business and are never said to differ.
    pub(super) own: &'static [&'static str],
}

const CHILD: (&str, &str) = ("child", "child");
const REVIEW: (&str, &str) = ("review", "review");

const fn family(
    table: &'static str,
    says: &'static str,
    owners: &'static [(&'static str, &'static str)],
    key: &'static [&'static str],
) -> Family {
    Family { table, says, owners, about: None, key, own: &["source"] }
}

/// Every table, each after those its rows name.
pub(super) const FAMILIES: &[Family] = &[
    Family { own: &["source", "imported_on"], ..family("child", "the child", &[], &["number"]) },
    Family { own: &["facts"], ..family("said", "a return", &[CHILD], &["first", "last"]) },
    family("period", "care", &[CHILD], &["began"]),
    family("legal", "legal status", &[CHILD], &["began"]),
    family("placement", "placement", &[CHILD], &["began"]),
    family("person", "", &[CHILD], &["role", "name"]),
    Family {
        own: &[
            "source",
            "booked_on",
            "judged_regime",
            "judged_legal_due",
            "judged_due",
            "judged_practice",
            "judged_calendar",
        ],
        ..family("review", "review", &[CHILD], &["held", "booked", "scheduled"])
    },
    family("part", "a day of a review", &[REVIEW], &["date"]),
    family("attendance", "attendance", &[REVIEW], &["role", "name"]),
    family("feedback", "a feedback form", &[CHILD, REVIEW], &["by_whom", "name"]),
    family("feedback_answer", "feedback", &[("feedback", "feedback")], &["question"]),
    family("decision", "decision", &[CHILD, REVIEW], &["text"]),
    family("decision_mark", "a decision carried out", &[("decision", "decision")], &["mark", "date", "note"]),
    Family { own: &["pasted"], ..family("note", "note", &[CHILD], &["kind", "date", "whom", "text"]) },
    family("heard", "how words were heard", &[CHILD, ("note", "note")], &[]),
    family("ask", "asked for", &[CHILD], &["date", "text"]),
    family("change", "change", &[CHILD], &["event", "date", "text"]),
    family("escalation", "concern", &[CHILD], &["protocol", "concern", "raised", "text"]),
    family("escalation_move", "a concern's log", &[("escalation", "escalation")], &["date", "word", "note"]),
    family("escalation_other", "", &[("escalation", "escalation"), CHILD], &[]),
    Family {
        about: Some(("subject_id", "subject")),
        ..family("done", "duty", &[CHILD], &["duty", "subject", "turn", "date"])
    },
    Family {
        about: Some(("subject_id", "subject")),
        ..family("session", "checklist", &[CHILD], &["checklist", "subject", "started"])
    },
    Family {
        about: Some(("subject_id", "subject")),
        ..family("document", "a document", &[CHILD], &["document", "reader", "date", "sent", "text"])
    },
    family("answer", "answer", &[("session", "session")], &["item"]),
    Family {
        about: Some(("row", "what")),
        ..family("copied", "", &[CHILD, ("source", "child")], &["what", "date"])
    },
    family("kin", "relation", &[CHILD, ("other", "child")], &[]),
    family("booking", "a day booked", &[CHILD, REVIEW], &["day", "made"]),
];
