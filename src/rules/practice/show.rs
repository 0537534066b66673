//! The merged entries for `practice show`.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use toml::Value;

use super::raw::{Entry, LISTS, Raw};

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

/// The entries of a copy kept in a book, as [`shown`] wrote them; what they were laid over and where they
/// stood is not kept.
pub(super) fn kept(text: &str) -> Option<Raw> {
    let all: serde_json::Map<String, Json> = serde_json::from_str(text).ok()?;
    let plain = |json: &Json| Some((Value::try_from(json).ok()?, 0));
    let keys = |json: &Json| {
        let keys = json.as_object().into_iter().flatten();
        keys.filter_map(|(k, v)| Some((k.clone(), plain(v)?))).collect::<BTreeMap<_, _>>()
    };
    let mut raw = Raw { header: keys(all.get("practice")?), ..Raw::default() };
    for list in LISTS {
        let name = if list == "duty" { "duties".to_owned() } else { format!("{list}s") };
        let entries = all.get(&name).and_then(Json::as_array).into_iter().flatten().map(|json| {
            let mut keys = keys(json);
            let own = keys.remove("own").and_then(|(v, _)| v.as_bool()).unwrap_or(true);
            for (from, to) in [("items", "item"), ("stages", "stage")] {
                if let Some(value) = keys.remove(from) {
                    keys.insert(to.to_owned(), value);
                }
            }
            let id = json.get("id").and_then(Json::as_str).unwrap_or_default().to_owned();
            Entry { id, own, keys, ..Entry::default() }
        });
        raw.lists.insert(list, entries.collect());
    }
    Some(raw)
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
