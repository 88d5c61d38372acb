//! What an SD-JWT says: the payload with each thing that is shown in its place (RFC 9901 §7.1, step 3).

use super::disclosure::{ALGORITHM, ITEM, MEMBERS};
use super::{SdJwt, refuse};
use crate::base::limits::Limits;
use crate::codec::json::{self, Document, Node};
use crate::proof::Error;
use std::collections::{HashMap, HashSet};

/// What an SD-JWT says.
#[derive(Debug, Clone)]
pub struct Disclosed {
    pub(super) document: Document,
    /// Where each disclosure went: its number, and the place as the steps of a JSON Pointer.
    pub(super) places: Vec<(usize, Vec<String>)>,
    unreferenced: Option<String>,
    hides: bool,
}

impl Disclosed {
    /// The payload as it would be had nothing been concealed, apart from what is hidden now.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Whether digests are left whose disclosures are not there: of hidden things, or decoys.
    #[must_use]
    pub fn may_hide(&self) -> bool {
        self.hides
    }

    /// That every disclosure belongs to the token (RFC 9901 §7.1, step 5).
    ///
    /// # Errors
    ///
    /// `sd-jwt.unreferenced` for a disclosure of which no digest was signed: it is made up, or altered.
    pub fn check_references(&self) -> Result<(), Error> {
        let refused = |text: &String| refuse("sd-jwt.unreferenced", "disclosures that the token was signed with", text);
        self.unreferenced.as_ref().map_or(Ok(()), |text| Err(refused(text)))
    }
}

impl SdJwt {
    /// Puts what is shown in its place.
    ///
    /// # Errors
    ///
    /// `sd-jwt.malformed` for digests in no form of the standard, `sd-jwt.digest-twice` for one that stands at two places,
    /// `sd-jwt.name-twice` for a member beside one of its name, `sd-jwt.disclosure` for a member among items or an item among members, and the
    /// `json` errors of a document over the limits.
    pub fn disclose(&self, limits: &Limits) -> Result<Disclosed, Error> {
        let mut digests = HashMap::new();
        for (number, disclosure) in self.disclosures.iter().enumerate() {
            // Two disclosures of one digest are one text twice.
            if digests
                .insert(disclosure.digest(self.algorithm), Digest { number: Some(number), is_met: false })
                .is_some()
            {
                return Err(refuse("sd-jwt.digest-twice", "each disclosure once", disclosure.as_str()));
            }
        }
        let mut writer = Writer {
            source: self,
            limit: limits.json_depth,
            digests,
            text: String::new(),
            place: Vec::new(),
            places: Vec::new(),
            hides: false,
        };
        writer.write(self.payload.root(), 1)?;
        let mut left: Vec<usize> =
            writer.digests.values().filter(|digest| !digest.is_met).filter_map(|digest| digest.number).collect();
        left.sort_unstable();
        let first = left.first().and_then(|number| self.disclosures.get(*number));
        Ok(Disclosed {
            unreferenced: first.map(|disclosure| disclosure.as_str().to_owned()),
            document: Document::parse(writer.text.as_bytes(), limits)?,
            places: writer.places,
            hides: writer.hides,
        })
    }
}

/// A digest that has a disclosure, or that was met without.
struct Digest {
    number: Option<usize>,
    is_met: bool,
}

/// The document as it is being written.
struct Writer<'s> {
    source: &'s SdJwt,
    /// Levels of arrays and objects.
    limit: usize,
    digests: HashMap<String, Digest>,
    text: String,
    /// The steps to where we are.
    place: Vec<String>,
    places: Vec<(usize, Vec<String>)>,
    hides: bool,
}

impl<'s> Writer<'s> {
    fn write(&mut self, node: Node<'s>, depth: usize) -> Result<(), Error> {
        if !node.is_object() && !node.is_array() {
            self.text.push_str(node.source());
            return Ok(());
        }
        // Disclosures within disclosures nest deeper than any of them alone.
        if depth > self.limit {
            return Err(Error::Json(json::Error::TooDeep { offset: node.offset(), limit: self.limit }));
        }
        if node.is_object() { self.write_object(node, depth) } else { self.write_array(node, depth) }
    }

    fn write_object(&mut self, node: Node<'s>, depth: usize) -> Result<(), Error> {
        let is_root = self.place.is_empty();
        let mut comma = "{";
        for (name, value) in node.members() {
            match name {
                MEMBERS => continue,
                ALGORITHM if is_root => continue,
                ITEM | ALGORITHM => {
                    return Err(refuse("sd-jwt.malformed", "names of digests at their places alone", name));
                }
                _ => self.write_member(&mut comma, name, value, depth)?,
            }
        }
        let Some(digests) = node.get(MEMBERS).map(digests).transpose()? else {
            self.text.push_str(if comma == "{" { "{}" } else { "}" });
            return Ok(());
        };
        let mut names: HashSet<&str> = node.members().map(|(name, _)| name).collect();
        for digest in digests {
            let Some(number) = self.meet(digest)? else { continue };
            let Some((name, value)) = self.disclosure(number).and_then(|(name, value)| Some((name?, value))) else {
                return Err(refuse("sd-jwt.disclosure", "a name in the disclosure of a member", digest));
            };
            if !names.insert(name) {
                return Err(refuse("sd-jwt.name-twice", "each name once among members and disclosures", name));
            }
            self.place.push(name.to_owned());
            self.places.push((number, self.place.clone()));
            self.place.pop();
            self.write_member(&mut comma, name, value, depth)?;
        }
        self.text.push_str(if comma == "{" { "{}" } else { "}" });
        Ok(())
    }

    fn write_member(&mut self, comma: &mut &str, name: &str, value: Node<'s>, depth: usize) -> Result<(), Error> {
        self.text.extend([std::mem::replace(comma, ","), &serde_json::Value::from(name).to_string(), ":"]);
        self.place.push(name.to_owned());
        self.write(value, depth.saturating_add(1))?;
        self.place.pop();
        Ok(())
    }

    fn write_array(&mut self, node: Node<'s>, depth: usize) -> Result<(), Error> {
        let (mut comma, mut at) = ("[", 0_usize);
        for item in node.items() {
            let mut shown = item;
            self.place.push(at.to_string());
            if let Some(digest) = item.get(ITEM) {
                let text = digest.as_str().filter(|_| item.len() == 1);
                let Some(text) = text else {
                    return Err(refuse("sd-jwt.malformed", "one digest in place of an item", item.source()));
                };
                let Some(number) = self.meet(text)? else {
                    self.place.pop();
                    continue;
                };
                let Some((None, value)) = self.disclosure(number) else {
                    return Err(refuse("sd-jwt.disclosure", "no name in the disclosure of an item", text));
                };
                self.places.push((number, self.place.clone()));
                shown = value;
            }
            self.text.push_str(std::mem::replace(&mut comma, ","));
            self.write(shown, depth.saturating_add(1))?;
            self.place.pop();
            at = at.saturating_add(1);
        }
        self.text.push_str(if comma == "[" { "[]" } else { "]" });
        Ok(())
    }

    /// The disclosure of a digest that is met for the first time (RFC 9901 §7.1, step 4); `None` for something hidden.
    fn meet(&mut self, digest: &str) -> Result<Option<usize>, Error> {
        let entry = self.digests.entry(digest.to_owned()).or_insert(Digest { number: None, is_met: false });
        if std::mem::replace(&mut entry.is_met, true) {
            return Err(refuse("sd-jwt.digest-twice", "each digest once", digest));
        }
        self.hides |= entry.number.is_none();
        Ok(entry.number)
    }

    fn disclosure(&self, number: usize) -> Option<(Option<&'s str>, Node<'s>)> {
        let disclosure = self.source.disclosures.get(number)?;
        Some((disclosure.name(), disclosure.value()))
    }
}

/// The digests of an object's members.
fn digests(node: Node<'_>) -> Result<Vec<&str>, Error> {
    let malformed = || refuse("sd-jwt.malformed", "`_sd` as an array of texts", node.source());
    if !node.is_array() {
        return Err(malformed());
    }
    node.items().map(|item| item.as_str().ok_or_else(malformed)).collect()
}
