//! What a code means, and what to do about it.
//!
//! The codes of checks are explained one by one. Those of malformed input have their place and reason in the message, so that one
//! explanation serves a family.

mod awards;
mod checks;
mod families;
mod keys;
mod outcomes;
mod proofs;
mod statuses;

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code, or the family of codes with its last point, such as `json.`.
    pub code: &'static str,
    /// What was found.
    pub means: &'static str,
    /// What a verifier, learner or issuer can do; empty where there is nothing to do.
    pub remedy: &'static str,
}

/// What the code of a finding or an error means; `None` for a text that is no code.
#[must_use]
pub fn explain(code: &str) -> Option<Explanation> {
    let family = || {
        let (family, name) = code.split_once('.')?;
        let is_name =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        explanations().find(|known| is_name && known.code.strip_suffix('.') == Some(family))
    };
    explanations().find(|known| known.code == code && !code.ends_with('.')).or_else(family)
}

/// Every explanation, by floor of the library and in the order of checks.
pub fn explanations() -> impl Iterator<Item = Explanation> {
    let tables = [outcomes::TABLE, statuses::TABLE, keys::TABLE, proofs::TABLE, awards::TABLE, families::TABLE];
    tables.into_iter().flatten().map(|(code, means, remedy)| Explanation { code, means, remedy })
}

/// Code, meaning, remedy.
type Row = (&'static str, &'static str, &'static str);
