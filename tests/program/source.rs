//! Just enough of Rust's grammar to say which paths a source file names, and where: comments, literals
//! and whatever is `#[cfg(test)]` are left out; `use` groups are spelt out and `super` is resolved.

/// A word or a mark of a file, and its line.
#[derive(Debug, Clone)]
struct Token {
    line: usize,
    text: String,
}

/// A path named in a file, from its root: `["crate", "store", "Book"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub line: usize,
    pub path: Vec<String>,
    /// It is given on, with `pub use`.
    pub given_on: bool,
}

/// What a source file names.
#[derive(Debug, Default)]
pub struct Names {
    /// Every path, and every single word, outside comments, literals and tests.
    pub paths: Vec<Named>,
    /// Methods called with a dot, `.name(`, and their lines.
    pub calls: Vec<(usize, String)>,
    /// Modules of their own file that are `#[cfg(test)]`.
    pub test_modules: Vec<String>,
}

/// Reads `text`, the source of the module `module` (`["store", "open"]`; empty for the crate's root).
pub fn read(text: &str, module: &[String]) -> Names {
    let mut names = Names::default();
    let tokens = without_tests(&tokens(text), &mut names.test_modules);
    let word = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    let mut inner: Vec<(usize, String)> = Vec::new();
    let (mut depth, mut i) = (0, 0);
    let mut given_on = false;
    while let Some(token) = tokens.get(i) {
        if token.text == "use" {
            given_on = i > 0 && matches!(word(i - 1), "pub" | ")");
        } else if token.text == ";" {
            given_on = false;
        }
        if token.text == "{" {
            depth += 1;
            if i > 1 && word(i - 2) == "mod" {
                inner.push((depth, word(i - 1).to_owned()));
            }
        } else if token.text == "}" {
            inner.retain(|(at, _)| *at != depth);
            depth -= 1;
        }
        if i > 0 && word(i - 1) == "." && word(i + 1) == "(" {
            names.calls.push((token.line, token.text.clone()));
        }
        let goes_on = i > 1 && word(i - 1) == "::" && is_word(word(i - 2));
        // A module that is declared, a field or a method is no path, nor is what a thing is visible in.
        let open = i - usize::from(i > 0 && word(i - 1) == "in");
        let visible = open > 1 && word(open - 2) == "pub" && word(open - 1) == "(";
        let no_path = visible || (i > 0 && matches!(word(i - 1), "mod" | "."));
        if !is_word(&token.text) || goes_on || no_path {
            i += 1;
            continue;
        }
        let here: Vec<String> = module.iter().cloned().chain(inner.iter().map(|(_, m)| m.clone())).collect();
        let mut found = Vec::new();
        i = spell_out(&tokens, i, &[], &mut found);
        names.paths.extend(found.into_iter().map(|n| Named { path: absolute(n.path, &here), given_on, ..n }));
    }
    names
}

/// Spells out the path that starts at `i`, with its groups, and gives the place after it.
fn spell_out(tokens: &[Token], mut i: usize, before: &[String], found: &mut Vec<Named>) -> usize {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    let mut path = before.to_vec();
    let line = tokens.get(i).map_or(0, |t| t.line);
    loop {
        if word(i) == "{" {
            i += 1;
            while i < tokens.len() && word(i) != "}" {
                i = if word(i) == "," { i + 1 } else { spell_out(tokens, i, &path, found) };
            }
            return i + 1;
        }
        if !is_word(word(i)) && word(i) != "*" {
            break;
        }
        path.push(word(i).to_owned());
        i += 1;
        let goes_on = word(i) == "::" && (is_word(word(i + 1)) || matches!(word(i + 1), "{" | "*"));
        if !goes_on {
            break;
        }
        i += 1;
    }
    let stuck = path.len() == before.len();
    found.push(Named { line, path, given_on: false });
    if !before.is_empty() && word(i) == "as" { i + 2 } else { i + usize::from(stuck) }
}

/// `path` from the crate's root, when it starts at `self` or `super`.
fn absolute(path: Vec<String>, here: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|w| *w == "super").count();
    let own = path.first().is_some_and(|w| w == "self") && path.len() > 1;
    if ups == 0 && !own {
        return path;
    }
    let kept = here.len().saturating_sub(ups);
    let rest = path.into_iter().skip(ups + usize::from(own));
    std::iter::once("crate".to_owned()).chain(here[..kept].iter().cloned()).chain(rest).collect()
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The tokens outside `#[cfg(test)]` items; modules of their own file among those are noted.
fn without_tests(tokens: &[Token], modules: &mut Vec<String>) -> Vec<Token> {
    const GATE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let word = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    let (mut kept, mut i) = (Vec::new(), 0);
    while let Some(token) = tokens.get(i) {
        if !GATE.iter().enumerate().all(|(n, w)| word(i + n) == *w) {
            kept.push(token.clone());
            i += 1;
            continue;
        }
        i += GATE.len();
        let start = i;
        let mut depth = 0;
        while i < tokens.len() {
            depth += i32::from(matches!(word(i), "{" | "(" | "["));
            depth -= i32::from(matches!(word(i), "}" | ")" | "]"));
            let over = depth == 0 && matches!(word(i), ";" | "}");
            i += 1;
            if over {
                break;
            }
        }
        let declared = (start..i).find(|n| word(*n) == "mod" && word(n + 2) == ";");
        modules.extend(declared.map(|n| word(n + 1).to_owned()));
    }
    kept
}

/// Splits a file into words, `::` and single marks; comments go, a literal leaves nothing but its end.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut found, mut line, mut i) = (Vec::new(), 1, 0);
    while i < chars.len() {
        let start = i;
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                while i < chars.len() {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            '"' => i = after_text(&chars, i),
            // A lifetime has no closing quote right after its first letter.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => {
                i += if at(i + 1) == '\\' { 3 } else { 2 };
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            c if c.is_alphanumeric() || c == '_' => {
                while at(i).is_alphanumeric() || at(i) == '_' {
                    i += 1;
                }
                let word: String = chars[start..i].iter().collect();
                let hashes = (i..).take_while(|n| at(*n) == '#').count();
                let raw = matches!(word.as_str(), "r" | "br" | "cr") && at(i + hashes) == '"';
                if raw {
                    i = after_raw(&chars, i + hashes + 1, hashes);
                } else if word == "r" && hashes == 1 && (at(i + 1).is_alphabetic() || at(i + 1) == '_') {
                    i += 1; // a raw word: what follows is the word
                } else {
                    found.push(Token { line, text: word });
                }
            }
            ':' if at(i + 1) == ':' => {
                i += 2;
                found.push(Token { line, text: "::".to_owned() });
            }
            c if c.is_whitespace() => i += 1,
            c => {
                i += 1;
                found.push(Token { line, text: c.to_string() });
            }
        }
        line += chars[start..i.min(chars.len())].iter().filter(|c| **c == '\n').count();
    }
    found
}

/// The place after the text literal that opens at `i`.
fn after_text(chars: &[char], mut i: usize) -> usize {
    i += 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// The place after the raw literal whose text begins at `i`.
fn after_raw(chars: &[char], mut i: usize, hashes: usize) -> usize {
    while i < chars.len() {
        let closes = chars[i] == '"' && chars[i + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        i += 1;
        if closes {
            return i + hashes;
        }
    }
    i
}
