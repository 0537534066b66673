//! The merged entries for `practice show`.

use serde_json::{Value as Json, json};
use toml::Value;

use super::raw::{LISTS, Raw};

/// The merged entries for `practice show`: keys and spans as in the file.
pub(super) fn shown(raw: &Raw, source: &str) -> Json {
    let header: serde_json::Map<_, _> =
        raw.header.iter().map(|(k, (v, _))| (k.clone(), as_json(v))).collect();
    let mut all = serde_json::Map::from_iter([("practice".to_owned(), Json::Object(header))]);
    for list in LISTS {
        let entries = raw.list(list).iter().map(|e| {
            let mut shown: serde_json::Map<_, _> =
                e.keys.iter().map(|(k, (v, _))| (k.clone(), as_json(v))).collect();
            for (from, to) in [("item", "items"), ("stage", "stages")] {
                if let Some(value) = shown.remove(from) {
                    shown.insert(to.to_owned(), value);
                }
            }
            for key in ["due", "when"].iter().filter(|_| list == "duty") {
                shown.entry(*key).or_insert(if *key == "when" { json!([]) } else { Json::Null });
            }
            shown.entry("cite").or_insert(json!(source));
            shown.insert("own".into(), json!(e.own));
            Json::Object(shown)
        });
        let name = if list == "duty" { "duties".to_owned() } else { format!("{list}s") };
        all.insert(name, entries.collect());
    }
    Json::Object(all)
}

fn as_json(value: &Value) -> Json {
    match value {
        Value::String(s) => json!(s),
        Value::Integer(i) => json!(i),
        Value::Float(f) => json!(f),
        Value::Boolean(b) => json!(b),
        Value::Datetime(d) => json!(d.to_string()),
        Value::Array(a) => a.iter().map(as_json).collect(),
        Value::Table(t) => Json::Object(t.iter().map(|(k, v)| (k.clone(), as_json(v))).collect()),
    }
}
