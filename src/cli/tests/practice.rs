//! What each document asks, held to what the program says: `tests/data/practice/facts-*.toml`, written as the worked
//! situations of `tests/data/advice` are.

use super::advice::worked;

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
