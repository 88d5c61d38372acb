//! The learner, the provider and the awarding bodies.

use super::notes::Notes;
use super::statement::{AWARDING_BODY, Read, Statement, Statements};
use crate::base::country::Country;
use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::model::{self, Identifier, IdentityForm, IdentityType, Learner, MicroCredential, Organisation};
use crate::wire::error::{Error, Excerpt, Pointer};
use crate::wire::ob3::{
    AchievementSubject, Address, Credential, IdentifierEntry, IdentifierType, Identity, IdentityHash, IdentityObject,
    Issuer, Profile,
};

/// The organisation that issues: the first awarding body, else the provider.
pub(super) fn issuer(award: &MicroCredential) -> Result<Profile, Error> {
    let (at, organisation) = match (award.awarding_bodies().first(), award.provider()) {
        (Some(body), _) => ("/awardingBodies/0", body),
        (None, Some(provider)) => ("/provider", provider),
        (None, None) => return Err(missing("", "provider")),
    };
    to_profile(organisation, at)
}

/// An organisation with an id, which stands at a place of the award.
pub(super) fn to_profile(organisation: &Organisation, at: &str) -> Result<Profile, Error> {
    let id = organisation.id().ok_or_else(|| missing(at, "id"))?;
    profile(organisation, id.clone())
}

fn missing(at: &str, member: &'static str) -> Error {
    Error::Missing { at: Pointer::new(at), class: "an award that is to be issued", member }
}

/// The provider, where an awarding body issues.
pub(super) fn source(award: &MicroCredential, credential: &Iri) -> Result<Option<Profile>, Error> {
    let provider = award.provider().filter(|_| !award.awarding_bodies().is_empty());
    let Some(provider) = provider else { return Ok(None) };
    let id = match provider.id() {
        Some(id) => id.clone(),
        None => unnamed(credential)?,
    };
    profile(provider, id).map(Some)
}

/// Every awarding body but the one that issues; that one too if there is no provider.
pub(super) fn write_bodies(award: &MicroCredential) -> Vec<Statement> {
    let issuing = if award.provider().is_none() { 0 } else { 1 };
    let bodies = award.awarding_bodies().iter().enumerate().skip(issuing);
    bodies.map(|(index, body)| write_body(body, index == 0)).collect()
}

/// The provider and the awarding bodies.
pub(super) fn read(
    award: MicroCredential,
    credential: &Credential,
    statements: Statements<'_>,
) -> Result<MicroCredential, Error> {
    let issuing = match &credential.issuer {
        Issuer::Profile(profile) => organisation(profile, Some(profile.id.clone()))?,
        Issuer::Uri(id) => Organisation::named(id_as_name(id)?).with_id(id.clone()),
    };
    let mut bodies = Vec::new();
    let mut issuer_is_body = false;
    for read in statements.of(AWARDING_BODY) {
        if read.code() == Some(ISSUER) {
            issuer_is_body = true;
        } else {
            bodies.extend(read_body(&read));
        }
    }
    let provider = match &credential.subject.source {
        Some(source) if source.id == unnamed(&credential.id)? => Some(organisation(source, None)?),
        Some(source) => Some(organisation(source, Some(source.id.clone()))?),
        None => None,
    };
    let (provider, issuing) = match provider {
        Some(provider) => (Some(provider), Some(issuing)),
        None if issuer_is_body => (None, Some(issuing)),
        None => (Some(issuing), None),
    };
    let award = award.with_awarding_bodies(issuing.into_iter().chain(bodies).collect());
    Ok(match provider {
        Some(provider) => award.with_provider(provider),
        None => award,
    })
}

/// Writes who the learner is; identities in clear are hidden behind the salt, if there is one.
pub(super) fn write_learner(
    subject: &mut AchievementSubject,
    learner: &Learner,
    salt: Option<&str>,
) -> Result<(), Error> {
    subject.id = learner.id().cloned();
    let name = learner.name().map(|name| (&IdentityType::Name, name));
    let mut identifiers = Vec::new();
    if let Some((kind, name)) = name {
        identifiers.push(plain(kind, name, salt)?);
    }
    for identity in learner.identities() {
        identifiers.push(match identity.form() {
            IdentityForm::Plain(value) => plain(identity.kind(), value.as_str(), salt)?,
            IdentityForm::Hashed { hash, salt } => {
                let salt = salt.as_deref().map(Into::into);
                IdentityObject { identity: Identity::Hashed(hash.clone()), identity_type: kind(identity.kind())?, salt }
            }
        });
    }
    subject.identifiers = identifiers;
    Ok(())
}

/// Who the learner is, as far as the badge says so.
pub(super) fn read_learner(subject: &AchievementSubject) -> Option<Learner> {
    let identities = subject.identifiers.iter().filter_map(|object| {
        let kind: IdentityType = object.identity_type.as_str().parse().ok()?;
        Some(match &object.identity {
            Identity::Plain(value) => model::Identity::plain(kind, Text::parse(value).ok()?),
            Identity::Hashed(hash) => {
                model::Identity::hashed(kind, hash.clone(), object.salt.as_deref().map(str::to_owned))
            }
        })
    });
    let known = subject.id.clone().map_or_else(Learner::default, Learner::new);
    let learner = identities.fold(known, Learner::with_identity);
    (learner != Learner::default()).then_some(learner)
}

fn plain(kind_of: &IdentityType, value: &str, salt: Option<&str>) -> Result<IdentityObject, Error> {
    let kind = kind(kind_of)?;
    match salt {
        Some(salt) => Ok(IdentityObject::hashed(kind, value, salt)),
        None if IdentityHash::parse(value).is_ok() => Err(clash(value)),
        None => Ok(IdentityObject::plain(kind, value)),
    }
}

fn kind(kind: &IdentityType) -> Result<IdentifierType, Error> {
    IdentifierType::parse(kind.as_str()).ok_or_else(|| Error::Unwritable {
        at: Pointer::new("/learner/identities"),
        expected: "an identifier type of Open Badges or an `ext:` term",
        found: Excerpt::new(kind.as_str()),
    })
}

fn clash(value: &str) -> Error {
    let expected = "an identity in clear that does not look like a hash";
    Error::Unwritable { at: Pointer::new("/learner/identities"), expected, found: Excerpt::new(value) }
}

fn profile(organisation: &Organisation, id: Iri) -> Result<Profile, Error> {
    let mut profile = Profile::new(id);
    profile.name = Some(organisation.name().into());
    profile.url = organisation.url().cloned();
    profile.email = organisation.email().map(Into::into);
    if organisation.country().is_some() || organisation.region().is_some() {
        let address_country_code = organisation.country().map(|country| country.alpha2().into());
        let address_region = organisation.region().map(Into::into);
        let address = Address { address_country_code, address_region, ..Address::default() };
        profile.address = Some(address);
    }
    for identifier in organisation.identifiers() {
        profile.other_identifiers.push(IdentifierEntry::new(kind(identifier.kind())?, identifier.value()));
    }
    Ok(profile)
}

fn organisation(profile: &Profile, id: Option<Iri>) -> Result<Organisation, Error> {
    let text = |text: Option<&str>| text.and_then(|text| Text::parse(text).ok());
    let name = text(profile.name.as_deref());
    let mut organisation = Organisation::named(name.map_or_else(|| id_as_name(&profile.id), Ok)?);
    if let Some(id) = id {
        organisation = organisation.with_id(id);
    }
    if let Some(url) = &profile.url {
        organisation = organisation.with_url(url.clone());
    }
    if let Some(email) = text(profile.email.as_deref()) {
        organisation = organisation.with_email(email);
    }
    if let Some(address) = &profile.address {
        if let Some(country) = address.address_country_code.as_deref().and_then(|code| Country::parse(code).ok()) {
            organisation = organisation.with_country(country);
        }
        if let Some(region) = text(address.address_region.as_deref()) {
            organisation = organisation.with_region(region);
        }
    }
    let identifiers = profile.other_identifiers.iter().filter_map(|entry| {
        Some(Identifier::new(entry.identifier_type.as_str().parse().ok()?, Text::parse(&entry.identifier).ok()?))
    });
    Ok(identifiers.fold(organisation, Organisation::with_identifier))
}

/// The id, where an organisation says no name.
fn id_as_name(id: &Iri) -> Result<Text, Error> {
    Text::parse(id.as_str()).map_err(|source| Error::Malformed { at: Pointer::new("/issuer/id"), source })
}

/// The id, within the credential, of a provider that has none.
fn unnamed(credential: &Iri) -> Result<Iri, Error> {
    let id = credential.as_str();
    let base = id.split_once('#').map_or(id, |(base, _)| base);
    Iri::parse(&format!("{base}#provider")).map_err(|source| Error::Malformed { at: Pointer::new("/id"), source })
}

fn write_body(body: &Organisation, issuer: bool) -> Statement {
    let mut statement = Statement::new(AWARDING_BODY, body.name());
    if let Some(id) = body.id() {
        statement = statement.url(id.as_str());
    }
    if issuer {
        return statement.code(ISSUER);
    }
    let notes = &mut statement.notes;
    let fields = [
        ("country", body.country().map(Country::alpha2)),
        ("region", body.region()),
        ("url", body.url().map(Iri::as_str)),
        ("email", body.email()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            notes.field(name, value);
        }
    }
    for identifier in body.identifiers() {
        notes.field("identifier", &format!("{} {}", identifier.kind(), identifier.value()));
    }
    statement
}

fn read_body(read: &Read<'_>) -> Option<Organisation> {
    let notes: &Notes = &read.notes;
    let mut body = Organisation::named(Text::parse(read.name()).ok()?);
    if let Some(id) = read.url() {
        body = body.with_id(id.clone());
    }
    if let Some(country) = notes.get("country").and_then(|code| Country::parse(&code).ok()) {
        body = body.with_country(country);
    }
    if let Some(region) = notes.get("region").and_then(|text| Text::parse(&text).ok()) {
        body = body.with_region(region);
    }
    if let Some(url) = notes.get("url").and_then(|url| Iri::parse(&url).ok()) {
        body = body.with_url(url);
    }
    if let Some(email) = notes.get("email").and_then(|text| Text::parse(&text).ok()) {
        body = body.with_email(email);
    }
    let identifiers = notes.fields("identifier").filter_map(|line| {
        let (kind, value) = line.split_once(' ')?;
        Some(Identifier::new(kind.parse().ok()?, Text::parse(value).ok()?))
    });
    Some(identifiers.fold(body, Organisation::with_identifier))
}

/// The code that says that the issuer is an awarding body although there is no provider.
const ISSUER: &str = "issuer";
