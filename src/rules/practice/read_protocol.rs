//! Protocols as a practice writes them.

use crate::model::moves::Move;
use crate::model::role::Role;
use std::collections::BTreeMap;

use toml::{Table, Value};

use super::anchor::Site;
use super::protocol::{AnyTime, Exit, Limit, Notice, Protocol, Stage, Verdict};
use super::raw::Entry;
use super::read::{Reader, line};
use super::rule::Limit as Stated;
use super::words::nearest;
use super::{Basis, Span, Unit};

const PROTOCOL: &[&str] = &[
    "id",
    "title",
    "for",
    "risks",
    "total",
    "total-basis",
    "total-cite",
    "any-time",
    "stage",
    "basis",
    "cite",
    "help",
    "from",
    "until",
    "drop",
    "service-stage",
];
const STAGE: &[&str] = &[
    "id",
    "title",
    "formal",
    "raised-by",
    "with",
    "cc",
    "act-within",
    "raise-within",
    "reply-within",
    "judged-by",
    "on",
    "notices",
    "basis",
    "cite",
    "help",
];
const NOTICE: &[&str] = &["to", "from", "within", "gates-next"];
const ANY_TIME: &[&str] = &["id", "title", "gate", "checklist", "notices", "cite"];

/// Titles of what is commonly done at any stage.
const AT_ANY_TIME: &[(&str, &str)] = &[
    ("cafcass-referral", "Refer to Cafcass"),
    ("legal-advice", "Take independent legal advice"),
    ("good-practice", "Record good practice"),
];

/// The checklist that tests a referral to Cafcass.
pub(crate) const CAFCASS_TEST: &str = "cafcass-test";

/// A stage or notice as written, and its name in faults.
struct Spot {
    entry: Entry,
    at: String,
    place: usize,
}

impl Spot {
    fn line(&self, key: &str) -> usize {
        line(&self.entry, key)
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.entry.keys.get(key).map(|(value, _)| value)
    }

    fn word(&self, key: &str) -> Option<&str> {
        self.entry.text(key)
    }

    fn key(&self, key: &str) -> String {
        format!("{}.{key}", self.at)
    }
}

impl Reader {
    pub(super) fn protocol(&mut self, e: &Entry, source: &str) -> Protocol {
        let at = format!("protocol.{}", e.id);
        self.known_keys(&e.keys, PROTOCOL, &at);
        let cite = self.cite(e, &at, source);
        let risks = self.texts(e, "risks", &at);
        let tables = e.tables("stage");
        if tables.is_empty() {
            self.fault(e.line, &format!("{at}.stage"), "has no stage", "add [[protocol.stage]] with an id");
        }
        let ids: Vec<String> = tables.iter().map(|t| t.id.clone()).collect();
        let stages = tables
            .into_iter()
            .enumerate()
            .map(|(place, entry)| {
                let id = ids.get(place).map_or("", String::as_str);
                let spot = Spot { at: format!("{at}.{id}"), entry, place };
                if id.is_empty() {
                    self.fault(spot.line("title"), &at, "a stage without an id", "add id = \"...\"");
                } else if ids.iter().position(|i| i == id) != Some(place) {
                    self.fault(spot.line("id"), &spot.at, "this stage stands twice", "give it another id");
                }
                self.stage(&spot, &ids, &risks, &cite)
            })
            .collect();
        let service_stage = e.text("service-stage").map_or(0, |named| {
            ids.iter().position(|i| i == named).unwrap_or_else(|| {
                let line = e.keys.get("service-stage").map_or(e.line, |(_, l)| *l);
                self.unknown(line, &format!("{at}.service-stage"), named, ids.iter().map(String::as_str));
                0
            })
        });
        let [from, until] = self.in_force(e, &at);
        let basis = self.ground(e, &at);
        let total = self.total(e, basis, &cite, &at);
        Protocol {
            service_stage,
            id: e.id.clone(),
            title: e.text("title").unwrap_or(&e.id).to_owned(),
            concerns: self.texts(e, "for", &at),
            total,
            any_time: self.any_time(e, &at),
            stages,
            basis,
            help: e.text("help").unwrap_or_default().to_owned(),
            from,
            until,
            own: e.own,
            risks,
            cite,
        }
    }

    /// The time in all, with what it rests on: another document than the stages may state it.
    fn total(&mut self, e: &Entry, basis: Basis, cite: &str, at: &str) -> Option<Stated> {
        let (key, stands) = (format!("{at}.total"), line(e, "total"));
        let span = self.span(&e.keys.get("total")?.0, stands, &key)?;
        self.anchored(span.anchors(), Site::Protocol, stands, &key);
        let basis = self.word(e, "total-basis", at, basis.word()).unwrap_or(basis);
        Some(Stated { span, basis, cite: e.text("total-cite").unwrap_or(cite).to_owned() })
    }

    fn stage(&mut self, spot: &Spot, ids: &[String], risks: &[String], cite: &str) -> Stage {
        self.known_keys(&spot.entry.keys, STAGE, &spot.at);
        let raised_by = self.role_list(spot, "raised-by", Role::Iro.word());
        let judged_by = match spot.get("judged-by") {
            Some(_) => self.role_list(spot, "judged-by", Role::Iro.word()),
            None => raised_by.clone(),
        };
        let with = self.role_list(spot, "with", "");
        if with.is_empty() {
            self.fault(spot.line("with"), &spot.key("with"), "is missing", "with = [\"team-manager\"]");
        }
        let act_within = self.limit(spot, "act-within", risks);
        let on = self.exits(spot, ids);
        for other in ["raise-within", "reply-within", "judged-by"] {
            if act_within.is_some() && spot.get(other).is_some() {
                let hint = "leave one of the two away: a step that is done has nobody who replies";
                self.fault(spot.line(other), &spot.key(other), "does not go with act-within", hint);
            }
        }
        for verdict in on.keys().filter(|v| v.ends_an_act() != act_within.is_some()) {
            let hint = match act_within {
                Some(_) => "a step with act-within ends by resolved or not-resolved",
                None => "write act-within for a step that those who raise it do themselves",
            };
            let at = spot.key(&format!("on.{}", verdict.word()));
            self.fault(spot.line("on"), &at, "is no way this step can end", hint);
        }
        Stage {
            id: spot.word("id").unwrap_or_default().to_owned(),
            title: spot.word("title").or(spot.word("id")).unwrap_or_default().to_owned(),
            formal: self.yes(spot, "formal"),
            cc: self.role_list(spot, "cc", ""),
            raise_within: self.limit(spot, "raise-within", risks),
            reply_within: self.limit(spot, "reply-within", risks),
            on,
            act_within,
            notices: self.notices(spot, Site::Protocol),
            help: spot.word("help").unwrap_or_default().to_owned(),
            cite: spot.word("cite").unwrap_or(cite).to_owned(),
            raised_by,
            judged_by,
            with,
        }
    }

    /// A limit, from days that a concern has.
    fn limit(&mut self, spot: &Spot, key: &str, risks: &[String]) -> Option<Limit> {
        let limit = self.plain_limit(spot, key, risks)?;
        let spans = limit.spans(None, risks);
        let counted = spans.iter().flat_map(Span::anchors);
        self.anchored(counted, Site::Protocol, spot.line(key), &spot.key(key));
        Some(limit)
    }

    /// A limit: a span, one a risk, or a range of days. A blank table is no limit, also of one risk.
    fn plain_limit(&mut self, spot: &Spot, key: &str, risks: &[String]) -> Option<Limit> {
        let (value, line, at) = (spot.get(key)?, spot.line(key), spot.key(key));
        let Some(table) = value.as_table() else {
            self.fault(line, &at, "is not a limit", "write { working-days = 5, after = \"stage-raised\" }");
            return None;
        };
        if table.is_empty() {
            return None;
        }
        if let Some((unit, ends)) =
            Unit::ALL.iter().find_map(|u| Some((u.word(), table.get(u.word())?.as_array()?)))
        {
            let ends: Vec<i64> = ends.iter().filter_map(Value::as_integer).collect();
            let (low, high) = match ends.as_slice() {
                [low, high] if low <= high => (*low, *high),
                _ => {
                    let hint = format!("write {unit} = [1, 7], the shorter first");
                    self.fault(line, &at, "a range needs two whole numbers", hint);
                    return None;
                }
            };
            if let Some(by) = word(table, "by").filter(|by| *by != "risk") {
                self.unknown(line, &format!("{at}.by"), by, ["risk"]);
            }
            let mut end = |n: i64| {
                let mut plain = table.clone();
                plain.remove("by");
                plain.insert(unit.to_owned(), Value::Integer(n));
                self.span(&Value::Table(plain), line, &at)
            };
            return Some(Limit::Range(end(low)?, end(high)?));
        }
        if table.values().all(Value::is_table) {
            for risk in table.keys().filter(|r| !risks.contains(r)) {
                let near = nearest(risk, risks.iter().map(String::as_str));
                let hint =
                    near.map_or("name it in risks = [...]".to_owned(), |n| format!("did you mean {n}?"));
                self.fault(line, &format!("{at}.{risk}"), "is not one of the protocol's risks", hint);
            }
            let mut all = Vec::new();
            for risk in risks {
                match table.get(risk) {
                    Some(Value::Table(blank)) if blank.is_empty() => all.push((risk.clone(), None)),
                    Some(span) => all.push((risk.clone(), Some(self.span(span, line, &at)?))),
                    None => {
                        let hint = format!("write {risk} = {{}} where the IRO sets the day");
                        self.fault(line, &at, format!("says nothing for the risk {risk}"), hint);
                    }
                }
            }
            return Some(Limit::ByRisk(all));
        }
        let span = self.span(value, line, &at)?;
        if !matches!(span, Span::Offset { .. }) {
            self.fault(
                line,
                &at,
                "must be days after something",
                "{ working-days = 5, after = \"stage-raised\" }",
            );
        }
        Some(Limit::Fixed(span))
    }

    fn exits(&mut self, spot: &Spot, ids: &[String]) -> BTreeMap<Verdict, Exit> {
        let last = spot.place + 1 == ids.len();
        let Some(table) = spot.get("on").and_then(Value::as_table) else {
            if !last {
                let hint = "on = { satisfied = \"close\", not-satisfied = \"the next stage\" }";
                self.fault(spot.line("on"), &spot.key("on"), "only the last stage may lack a way on", hint);
            }
            return BTreeMap::new();
        };
        let mut exits = BTreeMap::new();
        for (key, to) in table {
            let verdict = match Verdict::from_word(key) {
                Ok(verdict) => verdict,
                Err(unknown) => {
                    self.unknown(spot.line("on"), &spot.key("on"), key, unknown.known());
                    continue;
                }
            };
            let to = to.as_str().unwrap_or_default();
            let exit = match ids.iter().position(|i| i == to) {
                _ if to == Exit::CLOSE => Exit::Close,
                Some(place) => Exit::Stage(place),
                None => {
                    let known = ids.iter().map(String::as_str).chain([Exit::CLOSE]);
                    self.unknown(spot.line("on"), &spot.key(&format!("on.{key}")), to, known);
                    continue;
                }
            };
            exits.insert(verdict, exit);
        }
        exits
    }

    fn notices(&mut self, stage: &Spot, site: Site) -> Vec<Notice> {
        let spots = stage.entry.tables("notices").into_iter();
        let spots = spots.map(|entry| Spot { entry, at: stage.key("notices"), place: stage.place });
        let read = |spot: Spot| {
            self.known_keys(&spot.entry.keys, NOTICE, &spot.at);
            let (line, at) = (spot.line("within"), spot.key("within"));
            let within = spot.get("within").and_then(|v| self.span(v, line, &at));
            self.anchored(within.iter().flat_map(Span::anchors), site, line, &at);
            Notice {
                to: self.role_list(&spot, "to", ""),
                from: self.role_list(&spot, "from", Role::Iro.word()),
                within,
                gates_next: self.yes(&spot, "gates-next"),
            }
        };
        spots.map(read).collect()
    }

    fn any_time(&mut self, e: &Entry, at: &str) -> Vec<AnyTime> {
        let Some((Value::Array(items), _)) = e.keys.get("any-time") else { return Vec::new() };
        let at = format!("{at}.any-time");
        let mut all = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let line = |key: &str| e.line_in("any-time", place, key);
            let table = match item {
                Value::String(id) => Table::from_iter([("id".to_owned(), Value::String(id.clone()))]),
                Value::Table(table) => table.clone(),
                _ => Table::new(),
            };
            for key in table.keys().filter(|k| !ANY_TIME.contains(&k.as_str())) {
                self.unknown(line(key), &at, key, ANY_TIME.iter().copied());
            }
            let id = word(&table, "id").unwrap_or_default().to_owned();
            let taken = !matches!(Move::from(id.as_str()), Move::AnyTime(_));
            if id.is_empty() || id.contains([':', ' ']) || taken {
                self.fault(
                    line("id"),
                    &at,
                    "needs an id of its own",
                    "a few words-with-hyphens no other move has",
                );
                continue;
            }
            let gate = word(&table, "gate").map(str::to_owned);
            if let Some(role) = gate.as_deref().filter(|r| !self.names.roles.contains_key(*r)) {
                let known: Vec<String> = self.names.roles.keys().cloned().collect();
                self.unknown(line("gate"), &format!("{at}.gate"), role, known.iter().map(String::as_str));
            }
            let known = AT_ANY_TIME.iter().find(|(i, _)| *i == id).map(|(_, t)| *t);
            let title = word(&table, "title").or(known).map_or_else(|| id.replace('-', " "), str::to_owned);
            let test = (id == "cafcass-referral").then_some(CAFCASS_TEST);
            let checklist = word(&table, "checklist").or(test).map(str::to_owned);
            let keys = table.iter().map(|(k, v)| (k.clone(), (v.clone(), line(k)))).collect();
            let entry = Entry { id: id.clone(), line: line("id"), keys, ..Entry::default() };
            let notices = self.notices(&Spot { entry, at: format!("{at}.{id}"), place }, Site::Taken);
            all.push(AnyTime { id, title, gate, checklist, notices });
        }
        all
    }

    fn yes(&mut self, spot: &Spot, key: &str) -> bool {
        match spot.get(key) {
            None => false,
            Some(Value::Boolean(yes)) => *yes,
            Some(_) => {
                self.fault(spot.line(key), &spot.key(key), "must be true or false", "");
                false
            }
        }
    }

    /// One role or a list of them.
    fn role_list(&mut self, spot: &Spot, key: &str, otherwise: &str) -> Vec<String> {
        let roles: Vec<String> = match spot.get(key) {
            None => otherwise.split(' ').filter(|r| !r.is_empty()).map(str::to_owned).collect(),
            Some(Value::String(role)) => vec![role.clone()],
            Some(Value::Array(all)) => all.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
            Some(_) => {
                self.fault(spot.line(key), &spot.key(key), "must be a role or a list of roles", "");
                Vec::new()
            }
        };
        for role in roles.iter().filter(|r| !self.names.roles.contains_key(*r)).cloned().collect::<Vec<_>>() {
            let known: Vec<String> = self.names.roles.keys().cloned().collect();
            self.unknown(spot.line(key), &spot.key(key), &role, known.iter().map(String::as_str));
        }
        roles
    }
}

fn word<'t>(t: &'t Table, key: &str) -> Option<&'t str> {
    t.get(key).and_then(Value::as_str)
}
