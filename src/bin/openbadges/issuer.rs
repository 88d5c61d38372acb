//! `openbadges issuer`

use crate::args::IssuerInit;
use crate::failure::{Exit, Failure};
use crate::io::{self, Output};
use openbadges::base::iri::Iri;
use openbadges::base::text::Text;
use openbadges::base::visible::Visible;
use openbadges::issue::Publication;
use openbadges::model::Organisation;
use openbadges::proof::KeyDocument;
use std::fs;
use std::path::Path;

/// Writes what the issuer publishes, who it is for `issue --issuer`, and its keys under its id.
pub(crate) fn init(arguments: &IssuerInit) -> Result<Exit, Failure> {
    let id = &arguments.id;
    let name = Text::parse(&arguments.name).map_err(|cause| Failure::usage(format!("--name: {cause}")))?;
    let organisation = Organisation::named(name).with_id(id.clone()).with_url(arguments.url.clone());
    let keys = arguments.key.iter().map(|path| named(path, id)).collect::<Result<Vec<_>, _>>()?;
    let with_secret = keys.iter().map(|key| (key.id().to_owned(), key.key().verifying_key().clone()));
    let alone = arguments.public_key.iter().map(|key| (format!("{id}#{}", key.to_multikey()), key.clone()));
    let methods: Vec<_> = with_secret.chain(alone).collect();
    let publication = Publication::of(&organisation, &methods).map_err(|cause| Failure::new(id, cause))?;
    let organisation = serde_json::to_string_pretty(&organisation).map_err(|cause| Failure::new(id, cause))? + "\n";

    let published = if id.as_str().starts_with("did:") { "did.json" } else { "profile.json" };
    let secret = |index: usize| match keys.len() {
        1 => "issuer-key.json".to_owned(),
        _ => format!("issuer-key-{}.json", index + 1),
    };
    let shared = [(published, publication.as_str()), ("issuer.json", &organisation)];
    let secrets: Vec<_> = keys.iter().enumerate().map(|(index, key)| (secret(index), key)).collect();
    let folder = &arguments.out;
    fs::create_dir_all(folder).map_err(|cause| Failure::new(folder.display(), cause))?;
    let mut names = shared.iter().map(|(name, _)| *name).chain(secrets.iter().map(|(name, _)| name.as_str()));
    if let Some(name) = names.find(|name| folder.join(name).symlink_metadata().is_ok()) {
        return Err(Failure::new(folder.join(name).display(), "exists already"));
    }
    for (name, text) in shared {
        let path = folder.join(name);
        Output { path: Some(&path), force: false, private: false }.write(text.as_bytes())?;
    }
    for (name, key) in &secrets {
        let path = folder.join(name);
        Output { path: Some(&path), force: false, private: true }.write(key.to_text().expose().as_bytes())?;
    }
    let secrets: Vec<String> = secrets.into_iter().map(|(name, _)| name).collect();
    io::print(told(folder, published, publication.url(), &secrets).as_bytes())
}

/// The key of a file under the issuer's id: by the name that it has there already, or else by the key's own.
fn named(path: &Path, id: &Iri) -> Result<KeyDocument, Failure> {
    let key = io::read_private(path)?;
    let key = std::str::from_utf8(&key).map_err(|_| Failure::new(path.display(), "is no key file"))?;
    let key = KeyDocument::parse(key).map_err(|cause| Failure::new(path.display(), cause))?;
    if key.controller() == id.as_str() {
        return Ok(key);
    }
    let key = key.into_key();
    let method = format!("{id}#{}", key.verifying_key().to_multikey());
    KeyDocument::new(key, &method, id.as_str()).map_err(|cause| Failure::new(path.display(), cause))
}

/// Where each file goes, and how to go on.
fn told(folder: &Path, published: &str, url: &str, secrets: &[String]) -> String {
    let at = |name: &str| Visible(&folder.join(name).display().to_string()).to_string();
    let (published, issuer, url) = (at(published), at("issuer.json"), Visible(url).to_string());
    let secrets: Vec<String> = secrets.iter().map(|name| at(name)).collect();
    let mut lines = vec![format!("host    {published} at {url}, as JSON and open to all\n")];
    if let Some(key) = secrets.first() {
        lines.push(format!("keep    {} to yourself: who has it signs in your name\n", secrets.join(", ")));
        lines.push(format!("sign    openbadges issue AWARD.json --issuer {issuer} --key {key}\n"));
    }
    lines.push(format!("verify  openbadges verify BADGE.json --material {url}={published}\n"));
    lines.concat()
}
