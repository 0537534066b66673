//! Documents, as a person writes them: what a reader may not have gets out in none of them.

use super::*;

/// A child with a brother elsewhere, a carer at an address nobody else knows, and another child named in passing.
fn book() -> Book {
    let book = Book::new("portsmouth");
    let acts: &[&[&str]] = &[
        &["child", "W1", "--forename", "Amara", "--surname", "Quill", "--dob", "2016-02-02"],
        &["care", "W1", "--start", "2025-06-02"],
        &[
            "placement",
            "W1",
            "--code",
            "U6",
            "--start",
            "2025-06-02",
            "--carer",
            "Jo Marsh",
            "--area",
            "PO4 8QX",
        ],
        &["child", "W2", "--forename", "Kofi", "--surname", "Quill", "--dob", "2013-02-02"],
        &["care", "W2", "--start", "2025-06-02"],
        &[
            "placement",
            "W2",
            "--code",
            "U6",
            "--start",
            "2025-06-02",
            "--carer",
            "Dee Thorpe",
            "--area",
            "GU33 7ZZ",
        ],
        &["sibling", "W1", "--of", "W2"],
        &["child", "W3", "--forename", "Tobias", "--surname", "Ferncastle", "--dob", "2012-02-02"],
        &["person", "W1", "--role", "social-worker", "--name", "Ruth Okell"],
        &["person", "W1", "--role", "carer", "--name", "Jo Marsh", "--detail", "14 Elm Road, 02392 555 123"],
        &["person", "W1", "--role", "parent", "--name", "Lena Quill", "--detail", "lena@example.org"],
        &["review", "W1", "--held", "2025-06-27", "--participation", "PN1"],
        &[
            "voice",
            "W1",
            "--text",
            "I want to live with Kofi, not near Tobias Ferncastle",
            "--how",
            "met",
            "--alone",
            "yes",
            "--date",
            "2025-09-20",
        ],
        &[
            "voice",
            "W1",
            "--text",
            "I like my bed",
            "--how",
            "met",
            "--alone",
            "no",
            "--why-not-alone",
            "Amara wanted the dog there",
            "--date",
            "2025-09-21",
        ],
        &["review", "W1", "--held", "2025-09-25", "--participation", "PN6"],
        &[
            "decision",
            "W1",
            "--text",
            "Ring Dee Thorpe on 02392 555 999 or mail dee@example.org about Kofi's visit to PO4 8QX, child W1",
            "--owner",
            "social-worker",
            "--person",
            "Ruth Okell",
            "--by",
            "2025-10-20",
        ],
        &[
            "attendance",
            "W1",
            "--role",
            "carer",
            "--name",
            "Jo Marsh",
            "--presence",
            "attended",
            "--note",
            "FERNCASTLE's brother came along",
        ],
    ];
    for act in acts {
        let done = book.run(&[&["record"], *act].concat());
        assert_eq!(done.code, 0, "{act:?}: {}", done.err);
    }
    book
}

const READERS: [&str; 4] = ["child", "parent", "carer", "professional"];
const DOCUMENTS: [&str; 11] = [
    "letter",
    "decisions",
    "minutes",
    "agenda",
    "attendance",
    "attendance-office",
    "invitations",
    "consultation",
    "summary",
    "parents",
    "note",
];

#[test]
fn no_document_tells_a_reader_what_they_may_not_have() {
    let book = book();
    for document in DOCUMENTS {
        for reader in READERS {
            let made = book.run(&["write", document, "W1", "--for", reader, "--out", "-"]);
            assert_eq!(made.code, 0, "{document} {reader}: {}", made.err);
            let text = made.out.to_lowercase();
            let mut never =
                vec!["tobias", "ferncastle", "dee", "thorpe", "gu33", "02392 555 999", "dee@example.org"];
            if reader != "carer" {
                never.extend(["po4 8qx", "14 elm"]);
            }
            if reader != "professional" {
                never.push("w1");
            }
            if reader == "parent" {
                never.extend(["jo marsh", "marsh"]);
            }
            if reader == "child" || reader == "carer" {
                never.push("lena@");
            }
            if reader != "child" {
                never.push("live with kofi");
            }
            for word in never {
                assert!(!text.contains(word), "{document} for {reader} says {word:?}:\n{}", made.out);
            }
        }
    }
    let letter = book.run(&["write", "letter", "W1", "--out", "-"]);
    for said in [
        "Dear Amara,",
        "Ruth Okell, your social worker, will do this by 20 October",
        "You sent us what you think",
        "Kofi",
    ] {
        assert!(letter.out.contains(said), "{said}:\n{}", letter.out);
    }
    for told in ["To fill in: ", "names of other children", "telephone numbers"] {
        assert!(letter.err.contains(told), "{told}: {}", letter.err);
    }
}

#[test]
fn writing_ticks_nothing_is_audited_and_what_is_not_there_is_named() {
    let book = book();
    let before = book.run(&["due", "W1", "--json"]).out;
    let out = book.book.with_file_name("letter.docx");
    let file = out.to_str().unwrap();
    assert_eq!(book.run(&["write", "letter", "W1", "--out", file]).code, 0);
    assert!(std::fs::read(&out).unwrap().starts_with(b"PK"));
    assert_eq!(book.run(&["due", "W1", "--json"]).out, before, "writing is not sending");
    let again = book.run(&["write", "letter", "W1", "--out", file]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("--force"), "{}", again.err);
    assert_eq!(book.run(&["write", "letter", "W1", "--out", file, "--force"]).code, 0);
    for (args, code, said) in [
        (&["letter", "W1", "--review", "9"][..], 7, "There are: 1, 2, 3"),
        (&["letter", "W3"], 7, "No review"),
        (&["letter", "nobody"], 7, "no child"),
        (&["postcard", "W1"], 2, "certificate"),
        (&["letter", "W1", "--for", "neighbour"], 2, "professional"),
        (&["letter", "W1", "--format", "pdf"], 2, "docx"),
        (&["certificate", "W1"], 2, "letter"),
        (&["message", "W1"], 7, "no such concern"),
    ] {
        let refused = book.run(&[&["write"], args, &["--out", "-"]].concat());
        assert_eq!(refused.code, code, "{args:?}: {}", refused.err);
        assert!(refused.err.contains(said) && refused.out.is_empty(), "{args:?}: {}", refused.err);
    }
    let edited = book.book.with_file_name("edited.md");
    std::fs::write(&edited, "# Hello\n\nAmara, we met.\n").unwrap();
    let from = book.run(&[
        "write",
        "letter",
        "W1",
        "--from",
        edited.to_str().unwrap(),
        "--format",
        "text",
        "--out",
        "-",
    ]);
    assert_eq!(from.out, "HELLO\n\nAmara, we met.\n");
}

#[test]
fn settings_stand_on_letters_and_can_be_undone() {
    let book = book();
    assert_eq!(book.run(&["settings", "iro-phone", "02392 000 111"]).code, 0);
    let letter = book.run(&["write", "letter", "W1", "--out", "-"]);
    assert!(letter.out.contains("02392 000 111"), "{}", letter.out);
    assert_eq!(book.run(&["settings", "--json"]).json()["iro-phone"], "02392 000 111");
    // The letter that was written is kept as an act of its own.
    assert!(book.run(&["undo"]).out.contains("Write the letter"));
    assert_eq!(book.run(&["undo"]).code, 0);
    assert_eq!(book.run(&["settings", "--json"]).json()["iro-phone"], Value::Null);
    let unknown = book.run(&["settings", "shoe-size"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("iro-phone"), "{}", unknown.err);
}

#[test]
fn what_was_sent_is_kept_as_sent_and_does_its_duty_until_it_is_undone() {
    let book = book();
    let open = |duty: &str| {
        let rows = book.run(&["due", "--child", "W1", "--json"]).json();
        let rows = rows.as_array().unwrap().clone();
        let of = rows.iter().find(|r| r["duty"] == duty && r["instance"] == "review:2").unwrap().clone();
        of["done_on"].clone()
    };
    let write = |args: &[&str]| book.run(&[&["write"], args, &["--out", "-"]].concat());
    assert_eq!(write(&["letter", "W1", "--sent", "2025-09-20"]).code, 3, "the review was held on the 25th");
    assert_eq!(write(&["letter", "W1", "--sent", "2099-09-20"]).code, 3, "a day to come");
    assert_eq!(open("child-letter"), Value::Null);
    let sent = write(&["letter", "W1", "--sent", "2025-10-01"]);
    assert_eq!(sent.code, 0, "{}", sent.err);
    assert!(sent.err.contains("Done with it: Write the child a letter"), "{}", sent.err);
    assert_eq!(open("child-letter"), "2025-10-01");
    assert_eq!(write(&["decisions", "W1", "--sent", "2025-10-01"]).code, 0);
    assert_eq!(open("decisions-issued"), "2025-10-01");
    let shown = book.run(&["show", "W1", "--json"]).json();
    let letter = &shown["documents"][0];
    assert_eq!(
        (&letter["document"], &letter["sent"], &letter["review"]),
        (&"letter".into(), &true.into(), &2.into())
    );
    assert_eq!(letter["text"].as_str().unwrap(), sent.out);
    let id = letter["id"].to_string();
    assert_eq!(book.run(&["documents", "W1", "--read", &id]).out.trim_end(), sent.out.trim_end());
    assert!(book.run(&["documents"]).out.contains("Letter to the child, review 2, sent to the child"));
    assert_eq!(book.run(&["undo"]).code, 0);
    assert_eq!(book.run(&["undo"]).code, 0);
    assert_eq!(open("child-letter"), Value::Null);
    assert_eq!(book.run(&["show", "W1", "--json"]).json()["documents"], Value::Array(Vec::new()));
    assert_eq!(write(&["minutes", "W1", "--include", "address"]).code, 2, "without a reason");
    let lifted = write(&["minutes", "W1", "--include", "address", "--reason", "The court asked for it."]);
    assert!(lifted.out.contains("PO4 8QX"), "{}", lifted.out);
    let kept = book.run(&["show", "W1", "--json"]).json()["documents"][0].clone();
    assert_eq!(
        (&kept["reason"], &kept["included"][0]),
        (&"The court asked for it.".into(), &"address".into())
    );
}

#[test]
fn what_was_said_alone_is_shared_where_the_child_agreed_and_decisions_are_told_in_the_childs_words() {
    let book = book();
    let words = ["--how", "met", "--alone", "yes", "--share", "--date", "2025-09-22"];
    assert_eq!(
        book.run(&[&["record", "voice", "W1", "--text", "More time with Mum"][..], &words].concat()).code,
        0
    );
    let id = book.run(&["decisions", "W1", "--json"]).json()[0]["id"].to_string();
    let plain =
        ["--text", "Arrange contact", "--for-child", "Ruth will plan your visit", "--owner", "social-worker"];
    assert_eq!(book.run(&[&["record", "decision", "W1", &id][..], &plain].concat()).code, 0);
    let minutes = book.run(&["write", "minutes", "W1", "--out", "-"]).out;
    assert!(minutes.contains("More time with Mum") && !minutes.contains("live with Kofi"), "{minutes}");
    assert!(minutes.contains("Arrange contact") && !minutes.contains("plan your visit"), "{minutes}");
    let letter = book.run(&["write", "letter", "W1", "--out", "-"]).out;
    assert!(letter.contains("Ruth will plan your visit") && !letter.contains("Arrange contact"), "{letter}");
}
