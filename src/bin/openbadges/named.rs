//! Badges that the command line names by their id, or by a file.

use crate::failure::Failure;
use crate::io;
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::codec::json::Node;
use openbadges::verify::Presented;
use std::path::Path;

/// A badge as it was named.
pub(crate) enum Named {
    /// By its id.
    Id(Iri),
    /// By a file with it, which is opened and not verified.
    File(Box<Presented>),
}

impl Named {
    /// Whatever is an absolute IRI is an id, and everything else the name of a file.
    pub(crate) fn read(name: &Path) -> Result<Self, Failure> {
        if let Some(id) = name.to_str().and_then(|name| Iri::parse(name).ok()) {
            return Ok(Self::Id(id));
        }
        let badge = Presented::open(&io::read(name)?, &Limits::DEFAULT);
        let badge = badge.map_err(|cause| Failure::coded(name.display(), &cause, cause.code()))?;
        Ok(Self::File(Box::new(badge)))
    }
}

/// The id of an object of a badge, or of the one at the end of a path in it.
pub(crate) fn id_at(badge: &Presented, path: &[&str]) -> Option<Iri> {
    let root = Some(badge.document().root());
    let object = path.iter().fold(root, |object, name| object?.get(name))?;
    let id = if object.is_string() { Some(object) } else { object.get("id") };
    id.and_then(Node::as_str).and_then(|id| Iri::parse(id).ok())
}
