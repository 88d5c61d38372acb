//! The endorsements in a credential: found where the standard allows them, opened as credentials of their own, and not yet believed
//! (Open Badges 3.0 §8).

use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::verify::{Error, Presented};
use serde::Serialize;

/// What a credential holds of endorsements.
#[derive(Debug, Default)]
pub(super) struct Enclosures {
    pub(super) opened: Vec<Enclosed>,
    pub(super) unopened: Option<Unopened>,
}

/// One endorsement.
#[derive(Debug)]
pub(super) struct Enclosed {
    /// JSON Pointer of the endorsement in the credential that holds it.
    pub(super) place: String,
    /// JSON Pointer of the thing on which it stands.
    pub(super) on: String,
    pub(super) thing: Thing,
    /// The id of that thing.
    pub(super) id: Option<String>,
    pub(super) credential: Result<Presented, Error>,
}

/// Endorsements beyond a limit.
#[derive(Debug)]
pub(super) struct Unopened {
    /// The place of the first.
    pub(super) place: String,
    pub(super) count: usize,
    /// Whether they stand too deep; else there are too many.
    pub(super) too_deep: bool,
}

/// What an endorsement stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// The badge itself.
    Badge,
    /// What the badge is for.
    Achievement,
    /// The issuer of the badge or, inside an endorsement, who endorses.
    Issuer,
    /// Who is said to have made the achievement.
    Creator,
    /// The organisation on whose behalf the issuer acts.
    Source,
    /// An organisation above one of these.
    ParentOrganisation,
}

impl Thing {
    /// The words for it, such as `the achievement`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Badge => "the badge",
            Self::Achievement => "the achievement",
            Self::Issuer => "the issuer",
            Self::Creator => "the creator of the achievement",
            Self::Source => "the source of the badge",
            Self::ParentOrganisation => "an organisation above",
        }
    }
}

impl Enclosures {
    /// Opens those of a badge and of their endorsers: first all of the badge, so that no endorser takes their room.
    pub(super) fn of_badge(root: Node<'_>, limits: &Limits) -> Self {
        let mut room = limits.endorsements;
        Self::open(root, Thing::Badge, limits.endorsement_depth, &mut room, limits)
    }

    fn open(root: Node<'_>, kind: Thing, levels: usize, room: &mut usize, limits: &Limits) -> Self {
        let mut found = Self::default();
        for (site, thing) in sites(root, kind) {
            let named = ["endorsement", "endorsementJwt"].into_iter().filter_map(|name| site.get(name));
            for node in named.flat_map(Node::one_or_many) {
                if levels == 0 || *room == 0 {
                    found.leave(node, levels == 0);
                    continue;
                }
                *room = room.saturating_sub(1);
                found.opened.push(Enclosed {
                    place: node.pointer(),
                    on: site.pointer(),
                    thing,
                    id: site.get("id").and_then(Node::as_str).map(str::to_owned),
                    credential: credential(node, root, limits),
                });
            }
        }
        for presented in found.opened.iter_mut().filter_map(|enclosed| enclosed.credential.as_mut().ok()) {
            let inner = Self::open(presented.document().root(), Thing::Issuer, levels.saturating_sub(1), room, limits);
            presented.enclose(inner);
        }
        found
    }

    fn leave(&mut self, node: Node<'_>, too_deep: bool) {
        match &mut self.unopened {
            Some(unopened) => unopened.count = unopened.count.saturating_add(1),
            none => *none = Some(Unopened { place: node.pointer(), count: 1, too_deep }),
        }
    }

    /// How many were opened, those of endorsers among them.
    pub(super) fn count(&self) -> usize {
        let inner = self.presented().map(|presented| presented.enclosures().count());
        inner.fold(self.opened.len(), usize::saturating_add)
    }

    /// Those that could be opened.
    pub(super) fn presented(&self) -> impl Iterator<Item = &Presented> {
        self.opened.iter().filter_map(|enclosed| enclosed.credential.as_ref().ok())
    }
}

/// One endorsement by itself: a token, or a JSON text under its own contexts or, where it has none, under those of what holds it.
fn credential(node: Node<'_>, root: Node<'_>, limits: &Limits) -> Result<Presented, Error> {
    if let Some(token) = node.as_str() {
        return Presented::whole_token(token, limits);
    }
    let source = node.source();
    match (node.get("@context"), root.get("@context"), source.strip_prefix('{')) {
        (None, Some(contexts), Some(members)) if !node.is_empty() => {
            let text = format!(r#"{{"@context":{},{members}"#, contexts.source());
            Presented::whole_json(text.as_bytes(), limits)
        }
        _ => Presented::whole_json(source.as_bytes(), limits),
    }
}

/// The things that may bear endorsements: a badge, its achievement, and the profiles of issuer, creator and source with those above
/// them; of an endorsement the profile of who endorses.
fn sites(root: Node<'_>, kind: Thing) -> Vec<(Node<'_>, Thing)> {
    let mut sites = Vec::new();
    let mut profiles = vec![(root.get("issuer"), Thing::Issuer)];
    if kind == Thing::Badge {
        let subject = root.get("credentialSubject");
        let achievement = subject.and_then(|subject| subject.get("achievement"));
        sites.push((root, Thing::Badge));
        sites.extend(achievement.map(|node| (node, Thing::Achievement)));
        profiles.push((achievement.and_then(|node| node.get("creator")), Thing::Creator));
        profiles.push((subject.and_then(|subject| subject.get("source")), Thing::Source));
    }
    for (profile, thing) in profiles {
        let above = std::iter::successors(profile, |profile| profile.get("parentOrg"));
        sites.extend(above.enumerate().map(|(step, node)| (node, if step == 0 { thing } else { ABOVE })));
    }
    sites
}

const ABOVE: Thing = Thing::ParentOrganisation;
