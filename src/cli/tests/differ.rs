//! What was wanted of a JSON answer, and what was given.

use serde_json::Value;

/// Where an answer differs from what was wanted of it. Keys that were not wanted are not looked at. Of a list, each
/// wanted item has to be there; an empty list has to be empty. `"null"` wants null. A key that ends in `_has` names
/// words the text has to have, one in `_lacks` words it may not have, one in `_not` values it may not be.
pub(super) fn differs(place: &str, want: &Value, got: &Value, off: &mut Vec<String>) {
    match want {
        Value::Object(keys) => {
            for (key, want) in keys {
                asked(place, key, want, got, off);
            }
        }
        Value::Array(all) => {
            let got = got.as_array().map_or(&[][..], Vec::as_slice);
            for want in all {
                found(place, "owner", want, got, off);
            }
            if all.is_empty() && !got.is_empty() {
                off.push(format!("{place}: {}, not empty", Value::from(got.to_vec())));
            }
        }
        Value::String(word) if word == "null" => {
            if !got.is_null() {
                off.push(format!("{place}: {got}, not null"));
            }
        }
        want if same(want, got) => {}
        want => off.push(format!("{place}: {got}, not {want}")),
    }
}

fn asked(place: &str, key: &str, want: &Value, got: &Value, off: &mut Vec<String>) {
    let all = want.as_array().map_or(&[][..], Vec::as_slice);
    let text = |key: &str| got[key].as_str().unwrap_or_default().to_owned();
    if let Some(key) = key.strip_suffix("_has") {
        for word in all.iter().filter_map(Value::as_str).filter(|word| !text(key).contains(word)) {
            off.push(format!("{place}.{key}: {:?} has no {word:?}", text(key)));
        }
    } else if let Some(key) = key.strip_suffix("_lacks") {
        for word in all.iter().filter_map(Value::as_str).filter(|word| text(key).contains(word)) {
            off.push(format!("{place}.{key}: {:?} has {word:?}", text(key)));
        }
    } else if let Some(key) = key.strip_suffix("_not") {
        if all.iter().any(|one| same(one, &got[key])) {
            off.push(format!("{place}.{key}: {}", got[key]));
        }
    } else {
        differs(&format!("{place}.{key}"), want, &got[key], off);
    }
}

/// Looks for a wanted item; where none is as wanted, those that have the same `by` are told.
pub(super) fn found(place: &str, by: &str, want: &Value, rows: &[Value], off: &mut Vec<String>) {
    let mut near = Vec::new();
    for row in rows {
        let mut here = Vec::new();
        differs(place, want, row, &mut here);
        if here.is_empty() {
            return;
        }
        if !here.iter().any(|off| off.starts_with(&format!("{place}.{by}:"))) {
            near.push(here.join("; "));
        }
    }
    off.push(format!("{place}: none is {want}: {}", near.join(" | ")));
}

fn same(want: &Value, got: &Value) -> bool {
    want == got || want.as_f64().is_some_and(|n| got.as_f64() == Some(n))
}
