//! Policies that come with the library: data, not code.

/// The policy of a name.
pub(super) fn text(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Every name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

const PRESETS: &[(&str, &str)] = &[("hku-space", include_str!("../../fixtures/policies/hku-space.json"))];
