//! No circle of files: what a file names is looked up to the file that has it, through what folders give on,
//! and no road may lead back to where it began.

use std::collections::{BTreeMap, BTreeSet};

use crate::layers::{module_of, source_files};
use crate::source::{self, Names};

type Module = Vec<String>;

/// Which module names which.
struct Map {
    /// By module: the names it gives on, and the paths they come from.
    given_on: BTreeMap<Module, BTreeMap<String, Module>>,
    files: BTreeMap<Module, String>,
}

impl Map {
    fn of(files: &[(String, Names)]) -> Self {
        let mut map = Map { given_on: BTreeMap::new(), files: BTreeMap::new() };
        for (file, _) in files {
            map.files.insert(module_of(file), file.clone());
        }
        for (file, names) in files {
            let module = module_of(file);
            let on = names.paths.iter().filter(|n| n.given_on).filter_map(|n| {
                let path = map.rooted(&n.path, &module)?;
                Some((n.path.last()?.clone(), path))
            });
            let on = on.collect();
            map.given_on.insert(module, on);
        }
        map
    }

    /// A path without `crate`; one that begins in a folder goes on below it, a type that a file gives on is the
    /// one it gives on. None for other crates' paths.
    fn rooted(&self, path: &[String], here: &Module) -> Option<Module> {
        let first = path.first()?;
        if matches!(first.as_str(), "crate" | "casebook") {
            return Some(path[1..].to_vec());
        }
        let given_on = self.given_on.get(here).and_then(|on| on.get(first));
        if let Some(from) = given_on.filter(|_| first.starts_with(char::is_uppercase)) {
            return Some(from.clone());
        }
        let below: Module = here.iter().cloned().chain([first.clone()]).collect();
        let known = path.len() > 1 && self.files.contains_key(&below);
        known.then(|| here.iter().chain(path).cloned().collect())
    }

    /// The module that has what a path leads to.
    fn home(&self, path: &[String]) -> Option<Module> {
        let mut path = path.to_vec();
        for _ in 0..9 {
            let known = (0..=path.len()).rev().find(|n| self.files.contains_key(&path[..*n]))?;
            let module = path[..known].to_vec();
            let next = path.get(known).and_then(|name| self.given_on.get(&module)?.get(name));
            match next {
                Some(from) => path = from.iter().chain(&path[known + 1..]).cloned().collect(),
                None => return Some(module),
            }
        }
        None
    }
}

/// Rooms in which circles are still to be untied.
const STILL: &[&str] = &[];

/// A circle of files, where there is one: each names the next, the last the first.
fn circle(files: &[(String, Names)]) -> Option<Vec<String>> {
    let map = Map::of(files);
    let mut roads: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (file, names) in files {
        let here = module_of(file);
        let named = names.paths.iter().filter(|n| !n.given_on);
        let homes = named.filter_map(|n| map.home(&map.rooted(&n.path, &here)?));
        let others = homes.filter(|home| *home != here).collect();
        roads.insert(here, others);
    }
    // What leads nowhere is taken away until nothing is left, or only what goes round.
    while let Some(end) = roads.iter().find(|(_, to)| to.is_empty()).map(|(from, _)| from.clone()) {
        roads.remove(&end);
        for to in roads.values_mut() {
            to.remove(&end);
        }
    }
    let mut walked: Vec<&Module> = vec![roads.keys().next()?];
    loop {
        let next = roads.get(*walked.last()?)?.iter().next()?;
        if let Some(begin) = walked.iter().position(|w| *w == next) {
            let name = |module: &&Module| map.files.get(*module).cloned();
            return walked[begin..].iter().chain([&next]).map(name).collect();
        }
        walked.push(next);
    }
}

#[test]
fn no_circle_of_files() {
    let mut files = source_files();
    files.retain(|(file, _)| !STILL.iter().any(|room| file.starts_with(room)));
    let found = circle(&files);
    assert!(found.is_none(), "\n{}\n", found.unwrap_or_default().join("\n  names "));
}

fn planted(files: &[(&str, &str)]) -> Option<String> {
    let read = |(file, text): &(&str, &str)| ((*file).to_owned(), source::read(text, &module_of(file)));
    circle(&files.iter().map(read).collect::<Vec<_>>()).map(|c| c.join(" "))
}

#[test]
fn planted_circles_are_found() {
    let lib = ("src/lib.rs", "mod a;\nmod b;\nmod c;");
    let two = [lib, ("src/a.rs", "use crate::b::B;"), ("src/b.rs", "fn f() { super::a::g() }")];
    assert_eq!(planted(&two).as_deref(), Some("src/a.rs src/b.rs src/a.rs"));
    let three = [
        lib,
        ("src/a.rs", "use super::b::{self, B};"),
        ("src/b.rs", "use crate::c;"),
        ("src/c.rs", "use crate::a;"),
    ];
    assert_eq!(planted(&three).as_deref(), Some("src/a.rs src/b.rs src/c.rs src/a.rs"));
    // A folder that uses what it holds, and is used by it.
    let folder = [("src/a/mod.rs", "mod b;\nfn f() { b::g() }"), ("src/a/b.rs", "use super::f;")];
    assert_eq!(planted(&folder).as_deref(), Some("src/a/mod.rs src/a/b.rs src/a/mod.rs"));
    // The same where the folder gives on what it uses.
    let used = [("src/a/mod.rs", "mod b;\npub use b::B;\nfn f(_: B) {}"), ("src/a/b.rs", "use super::f;")];
    assert_eq!(planted(&used).as_deref(), Some("src/a/mod.rs src/a/b.rs src/a/mod.rs"));
    // Two files of a folder, each through what the folder gives on of the other.
    let through = [
        ("src/a/mod.rs", "mod b;\nmod c;\npub(crate) use b::B;\npub use c::C;"),
        ("src/a/b.rs", "use super::C;"),
        ("src/a/c.rs", "use super::B;"),
    ];
    assert_eq!(planted(&through).as_deref(), Some("src/a/b.rs src/a/c.rs src/a/b.rs"));
}

#[test]
fn what_goes_one_way_is_no_circle() {
    let shop = [
        ("src/a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub use c::C;"),
        ("src/a/b.rs", "use crate::a::C;\n#[cfg(test)]\nmod tests { use crate::d; }"),
        ("src/a/c.rs", "use std::fs;\nfn b() {}"),
        ("src/d.rs", "use crate::a::{B, C};"),
    ];
    assert_eq!(planted(&shop), None);
}
