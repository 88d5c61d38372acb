//! What kind of credential a document is, and on which version of the data model.

use crate::codec::json::Node;
use crate::verify::demands::Role;
use crate::wire::ob3::Context;

/// What kind of credential it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    /// Open Badges 3.0 on version 2.0 of the data model.
    Badge2,
    /// Open Badges 3.0 on version 1.1 of the data model.
    Badge1,
    /// An endorsement on version 2.0 of the data model.
    Endorsement2,
    /// An endorsement on version 1.1 of the data model.
    Endorsement1,
    /// Another credential that we know by name.
    Other(&'static str),
    /// None that we know.
    None,
}

impl Edition {
    /// Kinds of credentials that are not badges, for a clearer answer than "unknown".
    const OTHERS: [(&'static str, &'static str); 4] = [
        ("EndorsementCredential", "an endorsement credential"),
        ("ClrCredential", "a comprehensive learner record"),
        ("BitstringStatusListCredential", "a status list"),
        ("Assertion", "an Open Badges 2.0 assertion"),
    ];

    pub(super) fn of(root: Node<'_>, role: Role<'_>) -> Self {
        let has = |name| root.get("type").into_iter().flat_map(Node::one_or_many).any(|t| t.as_str() == Some(name));
        let is_badge = has("OpenBadgeCredential") || has("AchievementCredential");
        let (is_expected, editions) = match role {
            Role::Badge(_) => (is_badge, [Self::Badge1, Self::Badge2]),
            // What is a badge as well could be read in two ways.
            Role::Endorsement(_) => {
                (has("EndorsementCredential") && !is_badge, [Self::Endorsement1, Self::Endorsement2])
            }
        };
        if has("VerifiableCredential") && is_expected {
            let [first, second] = editions;
            return if Context::is_version_1(root) { first } else { second };
        }
        if matches!(role, Role::Endorsement(_)) {
            return Self::None;
        }
        Self::OTHERS.iter().find(|(name, _)| has(name)).map_or(Self::None, |(_, kind)| Self::Other(kind))
    }
}
