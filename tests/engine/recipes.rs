//! Recipes of every version that was ever written keep opening.

use std::fs;
use std::path::Path;

use enclave::engine::recipe::{Recipe, VERSION};

#[test]
fn a_recipe_of_every_version_opens_and_is_written_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recipes");
    for version in 1..=VERSION {
        let text = fs::read_to_string(folder.join(format!("version_{version}.json"))).unwrap();
        let recipe = Recipe::from_json(&text).unwrap_or_else(|it| panic!("version {version}: {it}"));
        assert_eq!(recipe.version, version);
        recipe.check().unwrap_or_else(|it| panic!("version {version}: {it}"));
        // Older builds still read what this one writes of it.
        let written = recipe.to_json();
        assert!(written.contains(&format!("\"version\": {version},")), "{written}");
        assert_eq!(Recipe::from_json(&written).unwrap(), recipe, "version {version}");
    }
}
