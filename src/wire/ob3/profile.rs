//! Persons and organisations.

use super::reader::{Object, Reader};
use super::reading::Reading;
use super::{EndorsementCredential, Extra, IdentifierEntry, Image, Types, value};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::base::time::Date;
use crate::codec::json::Node;
use serde::Serialize;

/// Profile (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Profile {
    /// Who it is.
    pub id: Iri,
    /// The types, `Profile` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SharedText>,
    /// The web page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Iri>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<SharedText>,
    /// A few words on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<SharedText>,
    /// A picture or logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<SharedText>,
    /// The postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Further identifiers.
    #[serde(rename = "otherIdentifier", skip_serializing_if = "Vec::is_empty")]
    pub other_identifiers: Vec<IdentifierEntry>,
    /// The person who answers for an organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official: Option<SharedText>,
    /// The organisation that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_org: Option<Box<Self>>,
    /// The family name of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<SharedText>,
    /// The given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<SharedText>,
    /// A further name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_name: Option<SharedText>,
    /// The patronymic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic_name: Option<SharedText>,
    /// What goes before the name, such as `Dr`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific_prefix: Option<SharedText>,
    /// What goes after the name, such as `PhD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific_suffix: Option<SharedText>,
    /// The prefix of the family name, such as `von`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name_prefix: Option<SharedText>,
    /// The date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<Date>,
    /// Endorsements of it.
    #[serde(rename = "endorsement", skip_serializing_if = "Vec::is_empty")]
    pub endorsements: Vec<EndorsementCredential>,
    /// Endorsements as compact JWS.
    #[serde(rename = "endorsementJwt", skip_serializing_if = "Vec::is_empty")]
    pub endorsement_jwts: Vec<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Profile {
    /// Somebody of whom only the id is said.
    #[must_use]
    pub fn new(id: Iri) -> Self {
        Self {
            id,
            types: Types::of("Profile"),
            name: None,
            url: None,
            phone: None,
            description: None,
            image: None,
            email: None,
            address: None,
            other_identifiers: Vec::new(),
            official: None,
            parent_org: None,
            family_name: None,
            given_name: None,
            additional_name: None,
            patronymic_name: None,
            honorific_prefix: None,
            honorific_suffix: None,
            family_name_prefix: None,
            date_of_birth: None,
            endorsements: Vec::new(),
            endorsement_jwts: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Reads as much of a profile as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    pub(crate) fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Profile", reader)?;
        let id = object.required("id", value::iri);
        let types = object.types(&["Profile"]);
        let name = object.optional("name", value::text);
        let url = object.optional("url", value::iri);
        let phone = object.optional("phone", value::text);
        let description = object.optional("description", value::text);
        let image = object.optional("image", Image::read);
        let email = object.optional("email", value::text);
        let address = object.optional("address", Address::read);
        let other_identifiers = object.many("otherIdentifier", IdentifierEntry::read);
        let official = object.optional("official", value::text);
        let parent_org = object.optional("parentOrg", |node, reader| Self::collect(node, reader).map(Box::new));
        let family_name = object.optional("familyName", value::text);
        let given_name = object.optional("givenName", value::text);
        let additional_name = object.optional("additionalName", value::text);
        let patronymic_name = object.optional("patronymicName", value::text);
        let honorific_prefix = object.optional("honorificPrefix", value::text);
        let honorific_suffix = object.optional("honorificSuffix", value::text);
        let family_name_prefix = object.optional("familyNamePrefix", value::text);
        let date_of_birth = object.optional("dateOfBirth", value::date);
        let endorsements = object.many("endorsement", EndorsementCredential::collect);
        let endorsement_jwts = object.many("endorsementJwt", value::compact_jws);
        Some(Self {
            id: id?,
            types: types?,
            name,
            url,
            phone,
            description,
            image,
            email,
            address,
            other_identifiers,
            official,
            parent_org,
            family_name,
            given_name,
            additional_name,
            patronymic_name,
            honorific_prefix,
            honorific_suffix,
            family_name_prefix,
            date_of_birth,
            endorsements,
            endorsement_jwts,
            extra: object.extra(),
        })
    }
}

/// Address (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Address {
    /// The types, `Address` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// The country, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_country: Option<SharedText>,
    /// The country, by its two letters of ISO 3166-1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_country_code: Option<SharedText>,
    /// The region or state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_region: Option<SharedText>,
    /// The town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_locality: Option<SharedText>,
    /// Street and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<SharedText>,
    /// The post office box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_office_box_number: Option<SharedText>,
    /// The postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<SharedText>,
    /// The place on the globe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<GeoCoordinates>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Address {
    /// An address that says nothing yet.
    fn default() -> Self {
        Self {
            types: Types::of("Address"),
            address_country: None,
            address_country_code: None,
            address_region: None,
            address_locality: None,
            street_address: None,
            post_office_box_number: None,
            postal_code: None,
            geo: None,
            extra: Extra::new(),
        }
    }
}

impl Address {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Address", reader)?;
        let types = object.types(&["Address"]);
        let address_country = object.optional("addressCountry", value::text);
        let address_country_code = object.optional("addressCountryCode", value::text);
        let address_region = object.optional("addressRegion", value::text);
        let address_locality = object.optional("addressLocality", value::text);
        let street_address = object.optional("streetAddress", value::text);
        let post_office_box_number = object.optional("postOfficeBoxNumber", value::text);
        let postal_code = object.optional("postalCode", value::text);
        let geo = object.optional("geo", GeoCoordinates::read);
        Some(Self {
            types: types?,
            address_country,
            address_country_code,
            address_region,
            address_locality,
            street_address,
            post_office_box_number,
            postal_code,
            geo,
            extra: object.extra(),
        })
    }
}

/// GeoCoordinates (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "type")]
#[non_exhaustive]
pub struct GeoCoordinates {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl GeoCoordinates {
    /// A place, in degrees north and east.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Self {
        Self { latitude, longitude, extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "GeoCoordinates", reader)?;
        let one_type = object.one_type("GeoCoordinates");
        let latitude = object.required("latitude", value::float);
        let longitude = object.required("longitude", value::float);
        one_type?;
        Some(Self { latitude: latitude?, longitude: longitude?, extra: object.extra() })
    }
}
