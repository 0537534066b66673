//! What goes into a package is there, or is made as docs/packaging.md says.

use std::path::Path;

use crate::seat::Home;

#[test]
fn every_file_of_the_package_is_there_or_is_made_by_a_line_of_its_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table =
        toml::from_str(&std::fs::read_to_string(root.join("Cargo.toml")).unwrap()).unwrap();
    let page = std::fs::read_to_string(root.join("docs/packaging.md")).unwrap();
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().unwrap();
    let home = Home::new();
    let none: [&str; 0] = [];
    for asset in assets {
        let file = asset[0].as_str().unwrap();
        let made = page.lines().find_map(|line| line.strip_suffix(&format!(" > {file}")));
        match made.and_then(|line| line.strip_prefix("target/release/casebook ")) {
            Some(command) => {
                let done = home.run(command.split(' '), none);
                assert!(done.status.success() && done.stdout.len() > 1000, "{command}: {done:?}");
                assert!(String::from_utf8(done.stdout).unwrap().contains("casebook"), "{command}");
            }
            None => assert!(file == "target/release/casebook" || root.join(file).is_file(), "{file}"),
        }
    }
    assert!(assets.len() > 4);
}
