//! Reports from a script: in every format, the public's apart, each noted in the audit.

use super::*;

#[test]
fn reports_are_written_in_every_format_and_noted() {
    let book = Book::new("england");
    let record = |args: &[&str]| {
        let done = book.run(&[&["record"], args].concat());
        assert_eq!(done.code, 0, "{args:?}: {}", done.err);
    };
    record(&["child", "T1", "--forename", "Tess", "--surname", "Tallow", "--dob", "2014-03-01"]);
    record(&["care", "T1", "--start", "2026-10-01"]);
    record(&["review", "T1", "--held", "2026-10-27", "--participation", "PN1"]);
    record(&["review", "T1", "--booked", "2026-12-03", "--at", "10:00", "--venue", "School"]);
    let span = ["--from", "2025-11-23", "--to", "2026-11-22"];
    let annual = book.run(&[&["report", "annual", "--json"], &span[..]].concat()).json();
    let measures = book.run(&[&["measures", "--json"], &span[..]].concat()).json();
    assert_eq!(annual["measures"], measures);
    has_keys(&annual, "measures, years, texts");
    assert_eq!(annual["years"], measures["years"]);
    has_keys(&measures["parents"], "attended, consulted, pct, rows");
    let csv = book.run(&[&["report", "annual", "--format", "csv"], &span[..]].concat()).out;
    assert!(csv.starts_with("heading,figure,numerator,denominator,value\n"), "{csv}");
    assert!(csv.contains("Reviews on time,Reviews held within their limit,1,1,100.0%"), "{csv}");
    let public = book.run(&["report", "annual", "--public", "--json"]).json();
    assert!(public.get("measures").is_none() && public["figures"][0]["numerator"] == "c", "{public}");
    for counted in ["feedback", "concerns"] {
        assert_eq!(book.run(&["report", counted, "--public"]).code, 0);
        assert!(
            book.run(&["report", counted, "--public", "--json"]).json().is_array(),
            "{counted}: no rows behind it"
        );
        assert_eq!(book.run(&["report", counted, "--public", "--names"]).code, 2);
    }
    let folder = book.book.parent().unwrap();
    for report in ["annual", "supervision", "handover", "day", "tracker"] {
        for ending in ["docx", "html", "md", "txt", "json"] {
            let file = folder.join(format!("{report}.{ending}"));
            let done = book.run(&["report", report, "--out", file.to_str().unwrap()]);
            assert_eq!(done.code, 0, "{report} {ending}: {}", done.err);
            let bytes = std::fs::read(&file).unwrap();
            match ending {
                "docx" => assert!(bytes.starts_with(b"PK"), "{report}"),
                "html" => assert!(bytes.starts_with(b"<!DOCTYPE html>"), "{report}"),
                "json" => drop(serde_json::from_slice::<Value>(&bytes).unwrap()),
                _ => assert!(bytes.len() > 50, "{report} {ending}"),
            }
        }
    }
    let day = book.run(&["report", "day"]).out;
    assert!(day.contains("Thu 3 Dec 2026") && day.contains("10:00 Tess Tallow"), "{day}");
    assert!(book.run(&["report", "handover", "T1"]).out.contains("# Tess Tallow (T1)"));
    assert!(!book.run(&["report", "supervision"]).out.contains("Tallow"));
    assert_eq!(book.run(&["report", "handover", "--format", "csv"]).code, 2);
    assert_eq!(book.run(&["report", "handover", "nobody"]).code, 7);
    let audit = book.run(&["audit"]).out;
    assert!(audit.contains("report annual") && audit.contains("report handover"), "{audit}");
    let listed = book.run(&["documents", "--json"]).rows();
    let of = |word: &str| listed.iter().find(|d| d["document"] == word).unwrap_or_else(|| panic!("{word}"));
    has_keys(of("report supervision"), "id, child, document, reader, review, date, sent, by");
    assert_eq!(
        (&of("report supervision")["reader"], &of("report supervision")["child"]),
        (&"manager".into(), &Value::Null)
    );
    assert_eq!(of("report annual for the public")["reader"], "public");
    let of_child = book.run(&["documents", "T1", "--json"]).rows();
    assert!(of_child.iter().all(|d| d["child"] == "T1"), "{of_child:?}");
    let shown = book.run(&["documents"]).out;
    assert!(
        shown.contains("Annual report, for anybody to read") && shown.contains("Handover pack, for the IRO"),
        "{shown}"
    );
}
