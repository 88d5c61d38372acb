//! Verifying through the public door.

mod desk;
mod keys;
mod kind;
mod laws;
mod person;
mod policies;
mod proofs;
mod reports;
mod times;
mod words;

use openbadges::verify::CheckId;

#[test]
fn the_page_on_verification_has_a_row_for_every_check_in_order() {
    let page = std::fs::read_to_string("docs/verification.md").unwrap();
    let rows: Vec<String> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').take(3).collect::<Vec<_>>().join("|").trim_end().to_owned())
        .collect();
    let expected: Vec<String> =
        CheckId::ALL.iter().map(|id| format!("| `{}` | {}", id.name(), id.question())).collect();
    assert_eq!(rows, expected);
}
