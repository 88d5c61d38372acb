//! `openbadges issue`

use crate::args::{Form, Issue, Suite};
use crate::failure::{Exit, Failure};
use crate::io;
use crate::key;
#[cfg(feature = "render")]
use crate::render::{self, Format};
use crate::status_store::{Change, StatusStore};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::base::visible::Visible;
use openbadges::codec::json::Document;
use openbadges::issue::{Disclosing, Issuer, Signed};
use openbadges::model::{MicroCredential, Organisation};
use openbadges::proof;
#[cfg(feature = "ecdsa")]
use openbadges::proof::SelectiveSecrets;
use openbadges::proof::sd_jwt::SaltSecret;
use openbadges::wire::sdjwt::SdForm;
use openbadges::wire::vcjwt;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &Issue) -> Result<Exit, Failure> {
    let mut award: MicroCredential = read(&arguments.award)?;
    if let Some(path) = &arguments.issuer {
        let issuer: Organisation = read(path)?;
        award = award.with_awarding_bodies(vec![issuer]);
    }
    // Before a place in a list is taken, which is for good.
    let picture = picture(arguments, &award)?;
    let key = key::read(&arguments.key)?;
    let id = match &arguments.id {
        Some(id) => id.clone(),
        None => random_id()?,
    };
    let issuer = match arguments.suite.and_then(whole) {
        Some(suite) => Issuer::named(key).with_suite(suite),
        None => Issuer::named(key),
    };
    let now = io::now(arguments.now)?;
    let mut stores = open_stores(&arguments.status)?;
    let mut changes = stores.iter_mut().map(|store| store.change(now)).collect::<Result<Vec<_>, _>>()?;
    let entries = changes.iter_mut().map(|change| change.bear(&id)).collect::<Result<Vec<_>, _>>()?;
    let signed = sign(arguments, &issuer.bearing(entries), &award, id.clone(), now)?;
    let badge = match picture {
        Some(bake) => bake(signed.as_str())?,
        None => format!("{}\n", signed.as_str()).into_bytes(),
    };
    // A place is taken before the badge is out: the other way round another badge might be given the same.
    changes.into_iter().try_for_each(Change::commit)?;
    arguments.out.output().write(&badge).inspect_err(|_| {
        if !stores.is_empty() {
            eprintln!(
                "the badge has its place and is not written: --id {} gives it the same one",
                Visible(id.as_str())
            );
        }
    })
}

/// How to put the badge into the picture that is asked for.
#[cfg(feature = "render")]
fn picture(arguments: &Issue, award: &MicroCredential) -> Result<Option<impl Fn(&str) -> Baked>, Failure> {
    if !arguments.picture {
        return match arguments.appearance.is_usual() {
            true => Ok(None),
            false => Err(Failure::usage("how a picture looks is for --picture")),
        };
    }
    let format = Format::of(arguments.out.out.as_deref())?;
    let drawn = render::draw(award, &arguments.award, &arguments.appearance, format)?;
    Ok(Some(move |badge: &str| format.bake(&drawn, badge)))
}

/// No pictures are drawn by this program as it was compiled.
#[cfg(not(feature = "render"))]
fn picture(_: &Issue, _: &MicroCredential) -> Result<Option<fn(&str) -> Baked>, Failure> {
    Ok(None)
}

/// The bytes of a picture with a badge in it.
type Baked = Result<Vec<u8>, Failure>;

/// Each store once, and in the same order whoever opens them, so that nobody waits for one that waits for them.
pub(crate) fn open_stores(paths: &[PathBuf]) -> Result<Vec<StatusStore>, Failure> {
    let whole = |path: &PathBuf| path.canonicalize().map_err(|cause| Failure::new(path.display(), cause));
    let stores = paths.iter().map(|path| Ok((whole(path)?, path))).collect::<Result<BTreeMap<_, _>, _>>()?;
    stores.into_values().map(|path| StatusStore::open(path)).collect()
}

/// The suite of a badge that is shown as a whole.
fn whole(suite: Suite) -> Option<proof::Suite> {
    match suite {
        Suite::EddsaRdfc2022 => Some(proof::Suite::EddsaRdfc2022),
        Suite::EddsaJcs2022 => Some(proof::Suite::EddsaJcs2022),
        Suite::EcdsaRdfc2019 => Some(proof::Suite::EcdsaRdfc2019),
        Suite::EcdsaJcs2019 => Some(proof::Suite::EcdsaJcs2019),
        #[cfg(feature = "ecdsa")]
        Suite::EcdsaSd2023 => None,
    }
}

fn sign(
    arguments: &Issue,
    issuer: &Issuer,
    award: &MicroCredential,
    id: Iri,
    now: Timestamp,
) -> Result<Signed, Failure> {
    let until = arguments.until;
    let is_whole = arguments.suite.is_none_or(|suite| whole(suite).is_some());
    let endorsements = arguments.endorsement.iter().map(|path| io::read_text(path)).collect::<Result<Vec<_>, _>>()?;
    let endorsements: Vec<&str> = endorsements.iter().map(String::as_str).collect();
    let mandatory: Vec<&str> = arguments.mandatory.iter().map(String::as_str).collect();
    let disclosing = |form| {
        let secret = SaltSecret::generate(io::fill).map_err(|cause| Failure::new("the salts of the badge", cause))?;
        let disclosing = Disclosing::new(form, &secret).with_mandatory(&mandatory);
        let disclosing = match &arguments.holder {
            Some(key) => disclosing.with_holder(key.clone()),
            None => disclosing,
        };
        Ok(issuer.issue_disclosing(award, id.clone(), now, until, &disclosing))
    };
    let signed = match arguments.form {
        form if !endorsements.is_empty() && (!matches!(form, Form::Json) || !is_whole) => {
            let words = "--endorsement is for badges in JSON that are shown as a whole";
            return Err(Failure::usage(words));
        }
        Form::SdJwt => disclosing(SdForm::VcJose)?,
        Form::SdJwtVc => disclosing(SdForm::SdJwtVc)?,
        _ if arguments.holder.is_some() => {
            let words = "--holder is for --form vc+sd-jwt and dc+sd-jwt: other badges name their learner by id";
            return Err(Failure::usage(words));
        }
        #[cfg(feature = "ecdsa")]
        Form::Json if !is_whole => {
            let secrets = SelectiveSecrets::generate(io::fill);
            let secrets = secrets.map_err(|cause| Failure::new("the secrets of the badge", cause))?;
            issuer.issue_selective(award, id, now, until, &mandatory, &secrets)
        }
        _ if !mandatory.is_empty() => {
            let words = "--mandatory is for --suite ecdsa-sd-2023, --form vc+sd-jwt and dc+sd-jwt: other badges are shown \
                         as a whole";
            return Err(Failure::usage(words));
        }
        Form::Json => issuer.issue_endorsed(award, id, now, until, &endorsements),
        Form::VcJwt => issuer.issue_token(award, id, now, until, vcjwt::Form::VcJwt),
        Form::VcJose => issuer.issue_token(award, id, now, until, vcjwt::Form::VcJose),
    };
    signed.map_err(|cause| Failure::coded(arguments.award.display(), &cause, cause.code()))
}

/// Reads a document strictly; faults name their place.
pub(crate) fn read<T: for<'d> Deserialize<'d>>(path: &Path) -> Result<T, Failure> {
    let failed = |cause| Failure::new(path.display(), cause);
    let document = Document::parse(&io::read(path)?, &Limits::DEFAULT).map_err(failed)?;
    T::deserialize(document.root()).map_err(failed)
}

/// A random `urn:uuid` (RFC 9562, version 4).
pub(crate) fn random_id() -> Result<Iri, Failure> {
    let mut bytes: [u8; 16] = io::chance()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let groups = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    Iri::parse(&format!("urn:uuid:{}", groups.join("-"))).map_err(|cause| Failure::new("a new id", cause))
}
