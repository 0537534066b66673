//! What each document asks, held to what the program says: `tests/data/practice/facts-*.toml`, written as the worked
//! situations of `tests/data/advice` are.

use super::advice::worked;
use super::ran;

#[test]
fn what_luton_asks_is_what_the_program_says() {
    worked("facts-luton");
}

#[test]
fn what_portsmouth_asks_is_what_the_program_says() {
    worked("facts-portsmouth");
}

#[test]
fn what_the_guidance_of_2020_asks_is_what_the_program_says() {
    worked("facts-guidance-2020");
}

#[test]
fn what_north_lincolnshire_asks_is_what_the_program_says() {
    worked("facts-north-lincolnshire");
}

#[test]
fn what_rochdale_asks_is_what_the_program_says() {
    worked("facts-rochdale");
}

#[test]
fn a_practice_is_shown_in_the_order_of_the_work_with_its_sources_and_searched() {
    let show = |more: &[&str]| {
        let done = ran(&[&["practice", "show", "rochdale"], more].concat(), "");
        assert_eq!(done.code, 0, "{}", done.err);
        done
    };
    let whole = show(&[]).out;
    let place = |words: &str| whole.find(words).unwrap_or_else(|| panic!("{words}\n{whole}"));
    assert!(
        place("Coming into care") < place("Before a review")
            && place("Before a review") < place("After a review")
    );
    assert!(whole.contains("Rochdale 5.2.5, section 4"));
    let found = show(&["--find", "Guardian before"]).out;
    assert!(found.contains("guardian-told") && !found.contains("guardian-consulted"), "{found}");
    let json = show(&["--find", "guardian before", "--json"]).json();
    assert_eq!(json["duties"].as_array().unwrap().len(), 1);
}
