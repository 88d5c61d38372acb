//! What the issuer lets the holder hide, and what the holder shows of it (RFC 9901 §4.2, §7.2).

use super::disclosure::{ALGORITHM, Disclosure, HashAlgorithm, ITEM, MEMBERS};
use super::{SdJwt, refuse};
use crate::base::limits::Limits;
use crate::base::secret::REDACTED;
use crate::codec::json::Node;
use crate::proof::pointer::Choice;
use crate::proof::{Error, Jws, Signer};
use sha2::{Digest as _, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// 32 bytes from a cryptographic random source, of which the salts of one token or many are made. Who knows them can guess what is
/// hidden.
pub struct SaltSecret(Zeroizing<[u8; 32]>);

impl SaltSecret {
    /// Draws them.
    ///
    /// # Errors
    ///
    /// What `fill` reports.
    pub fn generate(mut fill: impl FnMut(&mut [u8]) -> Result<(), Error>) -> Result<Self, Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(&mut *bytes)?;
        Ok(Self(bytes))
    }
}

impl fmt::Debug for SaltSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl SdJwt {
    /// Signs an object of which the holder may hide what the JSON Pointers lead to, members of objects and items of arrays, some inside
    /// others too. `header` are the members after `alg`, as for [`Jws::sign`].
    ///
    /// There are no decoys: who sees the token can count what is hidden, and who shows all of it can be seen to.
    ///
    /// # Errors
    ///
    /// `proof.pointer` for a pointer that leads nowhere or to the object itself, `sd-jwt.reserved-name` for an object with a name that stands for
    /// digests, and those of [`Jws::sign`].
    pub fn conceal(
        header: &[(&str, &str)],
        payload: Node<'_>,
        pointers: &[&str],
        secret: &SaltSecret,
        signer: &dyn Signer,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let choice = Choice::of(payload, pointers, limits)?;
        if choice.is_whole() {
            return Err(refuse("proof.pointer", "a pointer to a part of the payload", ""));
        }
        let salts = Salts { secret, payload: Sha256::digest(payload.source()).into(), drawn: 0 };
        let mut concealer = Concealer { salts, disclosures: Vec::new(), limits };
        let mut text = String::new();
        concealer.write(payload, Some(&choice), &mut text)?;
        let members = text.strip_suffix('}').unwrap_or(&text);
        let comma = if members.len() > 1 { "," } else { "" };
        let text = format!(r#"{members}{comma}"{ALGORITHM}":"sha-256"}}"#);
        let jws = Jws::sign(header, text.as_bytes(), signer, limits)?;
        let mut text = jws.as_str().to_owned() + "~";
        for disclosure in &concealer.disclosures {
            text.extend([disclosure.as_str(), "~"]);
        }
        let made = Self::parse(&text, limits)?;
        made.disclose(limits)?.check_references()?;
        Ok(made)
    }

    /// What is left when the holder shows what the JSON Pointers lead to, and hides all else that may be hidden. They are pointers
    /// into the [disclosed](Self::disclose) document; a holder's signature is taken off.
    ///
    /// # Errors
    ///
    /// `proof.pointer` for a pointer that leads nowhere, and those of [`disclose`](Self::disclose).
    pub fn show(&self, pointers: &[&str], limits: &Limits) -> Result<Self, Error> {
        let disclosed = self.disclose(limits)?;
        disclosed.check_references()?;
        let shown = Choice::of(disclosed.document.root(), pointers, limits)?;
        let mut numbers: Vec<usize> = disclosed
            .places
            .iter()
            // What leads to a thing that is shown, and all that is in it.
            .filter(|(_, place)| shown.touches(place))
            .map(|(number, _)| *number)
            .collect();
        numbers.sort_unstable();
        let mut text = self.jws.as_str().to_owned() + "~";
        for disclosure in numbers.into_iter().filter_map(|number| self.disclosures.get(number)) {
            text.extend([disclosure.as_str(), "~"]);
        }
        Self::parse(&text, limits)
    }
}

/// Salts that differ from one another and from those of every other payload.
struct Salts<'s> {
    secret: &'s SaltSecret,
    payload: [u8; 32],
    drawn: u64,
}

impl Salts<'_> {
    fn draw(&mut self) -> [u8; 32] {
        self.drawn = self.drawn.saturating_add(1);
        let input = Sha256::new().chain_update(*self.secret.0).chain_update(self.payload);
        input.chain_update(self.drawn.to_be_bytes()).finalize().into()
    }
}

/// The payload as it is being written, with digests in place of what may be hidden.
struct Concealer<'s> {
    salts: Salts<'s>,
    disclosures: Vec<Disclosure>,
    limits: &'s Limits,
}

impl Concealer<'_> {
    /// No deeper than the reader lets a document be.
    fn write(&mut self, node: Node<'_>, choice: Option<&Choice<'_>>, text: &mut String) -> Result<(), Error> {
        let reserved =
            |(name, _): (&str, Node<'_>)| [MEMBERS, ITEM, ALGORITHM].contains(&name).then(|| name.to_owned());
        if let Some(name) = node.members().find_map(reserved) {
            return Err(refuse("sd-jwt.reserved-name", "members whose names do not stand for digests", &name));
        }
        if node.is_object() {
            return self.write_object(node, choice, text);
        }
        if !node.is_array() {
            text.push_str(node.source());
            return Ok(());
        }
        let mut comma = "[";
        for (at, item) in node.items().enumerate() {
            text.push_str(std::mem::replace(&mut comma, ","));
            let choice = choice.and_then(|choice| choice.below(&at.to_string()));
            match self.concealed(None, item, choice)? {
                Some(digest) => text.extend([r#"{"...":""#, &digest, r#""}"#]),
                None => self.write(item, choice, text)?,
            }
        }
        text.push_str(if comma == "[" { "[]" } else { "]" });
        Ok(())
    }

    fn write_object(&mut self, node: Node<'_>, choice: Option<&Choice<'_>>, text: &mut String) -> Result<(), Error> {
        let (mut comma, mut digests) = ("{", Vec::new());
        for (name, value) in node.members() {
            let choice = choice.and_then(|choice| choice.below(name));
            if let Some(digest) = self.concealed(Some(name), value, choice)? {
                digests.push(digest);
                continue;
            }
            text.extend([std::mem::replace(&mut comma, ","), &serde_json::Value::from(name).to_string(), ":"]);
            self.write(value, choice, text)?;
        }
        if !digests.is_empty() {
            // Their order would tell which is which.
            digests.sort_unstable();
            text.extend([std::mem::replace(&mut comma, ","), r#""_sd":[""#, &digests.join(r#"",""#), r#""]"#]);
        }
        text.push_str(if comma == "{" { "{}" } else { "}" });
        Ok(())
    }

    /// The digest of a value that is chosen.
    fn concealed(
        &mut self,
        name: Option<&str>,
        value: Node<'_>,
        choice: Option<&Choice<'_>>,
    ) -> Result<Option<String>, Error> {
        if !choice.is_some_and(Choice::is_whole) {
            return Ok(None);
        }
        let mut text = String::new();
        self.write(value, choice, &mut text)?;
        let salt = self.salts.draw();
        let (salt, _) = salt.split_at(SALT);
        let disclosure = Disclosure::make(salt, name, &text, self.limits)?;
        let digest = disclosure.digest(HashAlgorithm::Sha256);
        self.disclosures.push(disclosure);
        Ok(Some(digest))
    }
}

/// Bytes of a salt (RFC 9901 §9.3 recommends 128 bits).
const SALT: usize = 16;
