//! Nothing that stands in a file makes the reading fail.

use super::*;
use proptest::prelude::*;

/// A sound return, to be spoilt.
fn sound() -> Vec<u8> {
    let rows = "7,01/03/2020,S,C2,N1,U6,PR1,01/04/2020,X1,,,\"ZA1 1AA\",1\n7,01/04/2020,L,C1,N1,U6,PR1,05/06/2020,E8,,,A,1\n";
    format!("{EPISODES}{rows}{OPEN}").into_bytes()
}

fn take(bytes: &[u8]) {
    let r = format!("{REVIEWS}7,,20/03/2020,PN1\n");
    let taken = try_read(&[("h.csv", HEADER.as_bytes()), ("r.csv", r.as_bytes()), ("x.csv", bytes)]).unwrap();
    for child in &taken.children {
        assert!(child.periods.is_sorted_by(|a, b| a.end.is_some_and(|end| end <= b.start)));
        assert!(child.legal.iter().all(|l| l.end.is_none_or(|end| l.start <= end)));
        let text = [&child.child.number, &child.child.forename, &child.child.surname];
        assert!(text.iter().all(|t| !t.chars().any(crate::model::text::hidden)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        take(&bytes);
    }

    #[test]
    fn random_bytes_behind_a_header(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        take(&[EPISODES.as_bytes(), &bytes].concat());
        take(&[b"CHILD,FORENAME,SURNAME\n", &bytes[..]].concat());
    }

    #[test]
    fn spoilt_rows(spoils in proptest::collection::vec((any::<prop::sample::Index>(), "[\",;\r\n/0-9SXE\u{0}é]{0,3}", 0..9_usize), 1..12)) {
        let mut bytes = sound();
        for (at, text, cut) in spoils {
            let at = at.index(bytes.len());
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, text.bytes());
            bytes.push(b' ');
        }
        take(&bytes);
    }
}
