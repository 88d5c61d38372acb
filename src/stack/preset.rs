//! Policies that come with the library: data, not code.

/// The policy of a name.
pub(super) fn text(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Every name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

const PRESETS: &[(&str, &str)] = &[
    ("hku-space", include_str!("../../fixtures/policies/hku-space.json")),
    ("nzqa", include_str!("../../fixtures/policies/nzqa.json")),
    ("edubadges", include_str!("../../fixtures/policies/edubadges.json")),
    ("sheffield-hallam", include_str!("../../fixtures/policies/sheffield-hallam.json")),
    ("kent", include_str!("../../fixtures/policies/kent.json")),
    ("nus", include_str!("../../fixtures/policies/nus.json")),
    ("ntu-nie", include_str!("../../fixtures/policies/ntu-nie.json")),
    ("sutd", include_str!("../../fixtures/policies/sutd.json")),
    ("mqa-apel-c", include_str!("../../fixtures/policies/mqa-apel-c.json")),
    ("five-of-eight", include_str!("../../fixtures/policies/five-of-eight.json")),
    ("groups-nested", include_str!("../../fixtures/policies/groups-nested.json")),
    ("ctdl-and-or-not", include_str!("../../fixtures/policies/ctdl-and-or-not.json")),
];
