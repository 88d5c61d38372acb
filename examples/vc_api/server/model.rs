//! The rules of the data model, section 4 of VCDM 2.0, where contexts and proofs say nothing: which members there are, once or
//! often, and what they hold. The words themselves are held against the contexts elsewhere.

use super::refusal::Refusal;
use super::related;
use openbadges::base::iri::is_absolute;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Node;
use openbadges::codec::ld::Contexts;

/// A version of the data model, known by the first context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// 1.1
    First,
    /// 2.0
    Second,
}

/// Whether objects need a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Always,
    InFirst,
    Never,
}

impl Need {
    fn is_in(self, version: Version) -> bool {
        self == Self::Always || self == Self::InFirst && version == Version::First
    }
}

/// Members of a credential that hold one object or several: whether each needs an `id` and a `type`.
const OBJECTS: [(&str, Need, Need); 7] = [
    ("credentialSubject", Need::Never, Need::Never),
    ("credentialStatus", Need::InFirst, Need::Always),
    ("credentialSchema", Need::Always, Need::Always),
    ("refreshService", Need::InFirst, Need::Always),
    ("termsOfUse", Need::Never, Need::Always),
    ("evidence", Need::Never, Need::Always),
    ("relatedResource", Need::Always, Need::Never),
];

/// Checks a credential; `contexts` has the digests of resources that are contexts.
pub(super) fn credential(node: Node<'_>, contexts: &Contexts) -> Result<Version, Refusal> {
    let version = version(node)?;
    optional_id(node)?;
    types(node, Some("VerifiableCredential"))?;
    let issuer = node.get("issuer").ok_or_else(|| Refusal::member(node, "issuer", URL))?;
    url_or_object(issuer)?;
    if node.get("credentialSubject").is_none() {
        return Err(Refusal::member(node, "credentialSubject", "an object"));
    }
    for (name, id, kind) in OBJECTS {
        objects(node, name, id.is_in(version), kind.is_in(version))?;
    }
    match version {
        Version::First => {
            if node.get("issuanceDate").is_none() {
                return Err(Refusal::member(node, "issuanceDate", "a date and time"));
            }
            period(node, "issuanceDate", "expirationDate")?;
        }
        Version::Second => {
            period(node, "validFrom", "validUntil")?;
            for named in [node, issuer] {
                texts(named, "name")?;
                texts(named, "description")?;
            }
            related::resources(node, contexts)?;
        }
    }
    Ok(version)
}

/// Checks a presentation, the credentials inside apart.
pub(super) fn presentation(node: Node<'_>) -> Result<(), Refusal> {
    version(node)?;
    optional_id(node)?;
    types(node, Some("VerifiablePresentation"))?;
    if let Some(holder) = node.get("holder") {
        url_or_object(holder)?;
    }
    match node.get("verifiableCredential").and_then(|inside| inside.one_or_many().find(|one| !one.is_object())) {
        Some(other) => Err(Refusal::at(other, "a credential")),
        None => Ok(()),
    }
}

/// The id of an issuer or holder: itself, or a member of the object.
pub(super) fn id_of(node: Node<'_>) -> Option<&str> {
    node.as_str().or_else(|| node.get("id")?.as_str())
}

/// 4.3: the first context is that of a version, the others are URLs or objects.
fn version(node: Node<'_>) -> Result<Version, Refusal> {
    let expected = "the context of credentials, version 1 or 2, first";
    let context = node.get("@context").ok_or_else(|| Refusal::member(node, "@context", expected))?;
    for one in context.one_or_many() {
        if !one.is_object() {
            url(one)?;
        }
    }
    match context.one_or_many().next().and_then(Node::as_str) {
        Some(FIRST) => Ok(Version::First),
        Some(SECOND) => Ok(Version::Second),
        _ => Err(Refusal::at(context, expected)),
    }
}

/// 4.4
fn optional_id(node: Node<'_>) -> Result<(), Refusal> {
    node.get("id").map_or(Ok(()), url)
}

/// 4.5: at least one, `required` among them.
fn types(node: Node<'_>, required: Option<&str>) -> Result<(), Refusal> {
    let expected = required.unwrap_or("a type or several");
    let types = node.get("type").ok_or_else(|| Refusal::member(node, "type", expected))?;
    let has = |name| types.one_or_many().any(|one| one.as_str() == Some(name));
    let well_formed = types.one_or_many().len() > 0 && types.one_or_many().all(Node::is_string);
    if well_formed && required.is_none_or(has) { Ok(()) } else { Err(Refusal::at(types, expected)) }
}

/// 4.7 and 4.13: issuers and holders.
fn url_or_object(node: Node<'_>) -> Result<(), Refusal> {
    match node.get("id") {
        Some(id) => url(id),
        None => url(node),
    }
}

/// 4.8, 4.10, 4.11, 5.3 to 5.6: one object or several, none of them empty.
fn objects(node: Node<'_>, name: &str, needs_id: bool, needs_type: bool) -> Result<(), Refusal> {
    let Some(member) = node.get(name) else { return Ok(()) };
    if member.one_or_many().len() == 0 {
        return Err(Refusal::at(member, "an object or several"));
    }
    for object in member.one_or_many() {
        if !object.is_object() || object.is_empty() {
            return Err(Refusal::at(object, "an object that says something"));
        }
        if needs_id && object.get("id").is_none() {
            return Err(Refusal::member(object, "id", URL));
        }
        optional_id(object)?;
        if needs_type || object.get("type").is_some() {
            types(object, None)?;
        }
    }
    Ok(())
}

/// 4.9: times with a zone, in their order; whether they are past is no question of form.
fn period(node: Node<'_>, from: &str, until: &str) -> Result<(), Refusal> {
    let time = |name| match node.get(name) {
        None => Ok(None),
        Some(found) => match found.as_str() {
            Some(text) => Timestamp::parse(text).map(Some).map_err(Refusal::from),
            None => Err(Refusal::at(found, "a date and time")),
        },
    };
    match (time(from)?, time(until)?) {
        (Some(starts), Some(ends)) if starts > ends => {
            Err(Refusal::member(node, until, "no time before the credential begins"))
        }
        _ => Ok(()),
    }
}

/// 4.6 and 11.1: a text, a text with its language, or several of them.
fn texts(node: Node<'_>, name: &str) -> Result<(), Refusal> {
    let Some(member) = node.get(name) else { return Ok(()) };
    let of_language = |text: Node<'_>| {
        text.get("@value").is_some_and(Node::is_string)
            && text.members().all(|(key, _)| ["@value", "@language", "@direction"].contains(&key))
    };
    match member.one_or_many().find(|text| !text.is_string() && !of_language(*text)) {
        Some(other) => Err(Refusal::at(other, "a text, or an object of @value, @language and @direction")),
        None => Ok(()),
    }
}

fn url(node: Node<'_>) -> Result<(), Refusal> {
    if node.as_str().is_some_and(is_absolute) { Ok(()) } else { Err(Refusal::at(node, URL)) }
}

const URL: &str = "a URL";
const FIRST: &str = "https://www.w3.org/2018/credentials/v1";
const SECOND: &str = "https://www.w3.org/ns/credentials/v2";
