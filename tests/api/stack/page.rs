//! The page on stacking is true: its policy is read, and it leaves out no switch and no refusal.

use super::desk::*;
use openbadges::stack::{Catalogue, Programme, Switches};
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../docs/stacking.md");

/// The words in back quotes that stand in the first cells of the rows under a heading.
fn first_cells(heading: &str) -> BTreeSet<String> {
    let section =
        PAGE.split("\n## ").flat_map(|part| part.split("\n### ")).find(|part| part.starts_with(heading)).unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    cells.flat_map(|cell| cell.split(['`', ',', ' '])).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn its_policy_is_read_and_judges() {
    let policy = PAGE.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let programme = Programme::parse(policy.as_bytes()).unwrap();
    let with_core = badge("a", "3").with("category", serde_json::json!({"code": "core"}));
    let badges = [with_core, badge("b", "3"), badge("c", "3")];
    let application = on("2025-01-15");
    assert_eq!(award(&programme, &badges, &application), "Starter Award");
    assert!(!is_eligible(&programme, &badges[1..], &application));
    assert!(!is_eligible(&programme, &[badge("b", "3"), badge("c", "3"), badge("d", "3")], &application));
}

#[test]
fn its_catalogue_is_read_and_fits_the_schema() {
    let catalogue = PAGE.split("```json\n").nth(2).unwrap().split("```").next().unwrap();
    let read = Catalogue::parse(catalogue.as_bytes()).unwrap();
    assert_eq!(read.achievements().count(), 2);
    let schema = serde_json::from_str(include_str!("../../../docs/schema/catalogue.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &serde_json::from_str(catalogue).unwrap()));
}

#[test]
fn it_has_a_row_for_every_objection() {
    let source = include_str!("../../../src/stack/division.rs");
    let codes: BTreeSet<String> =
        source.split("} => \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert!(codes.len() > 5);
    assert_eq!(first_cells("Several awards at once"), codes);
}

#[test]
fn it_has_a_row_for_every_switch() {
    let switches = serde_json::to_value(Switches::default()).unwrap();
    let names: BTreeSet<String> = switches.as_object().unwrap().keys().cloned().collect();
    assert_eq!(first_cells("Switches"), names);
}

#[test]
fn it_has_a_row_for_every_preset() {
    assert_eq!(first_cells("Presets"), Programme::presets().map(str::to_owned).collect());
}

#[test]
fn it_has_a_row_for_every_warning() {
    let sources = [include_str!("../../../src/stack/lint.rs"), include_str!("../../../src/stack/lint_title.rs")];
    let codes: BTreeSet<String> = sources
        .concat()
        .split("(\"lint.")
        .skip(1)
        .map(|rest| format!("lint.{}", rest.split('"').next().unwrap()))
        .collect();
    assert_eq!(first_cells("Warnings"), codes);
}

#[test]
fn it_has_a_row_for_every_rule_and_every_test_of_a_pool() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../../docs/schema/policy.json")).unwrap();
    for definition in ["rule", "pool"] {
        for name in schema["$defs"][definition]["properties"].as_object().unwrap().keys() {
            let has_row = |line: &str| {
                let cell = line.split(" | ").next().unwrap();
                line.starts_with("| `")
                    && (cell.contains(&format!("`{name}`")) || cell.contains(&format!("`\"{name}\": ")))
            };
            assert!(PAGE.lines().any(has_row), "{name}");
        }
    }
}

#[test]
fn it_has_a_row_for_every_refusal() {
    let source = include_str!("../../../src/stack/refusal.rs");
    let codes: BTreeSet<String> =
        source.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert!(codes.len() > 20);
    assert_eq!(first_cells("From a badge to a holding"), codes);
}
