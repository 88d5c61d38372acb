//! The statements of a document under the labels of its base proof, and those of them that pointers select (vc-di-ecdsa §3.4).

use super::select::select;
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::codec::json::{Document, Node};
use crate::codec::ld::{Contexts, Expansion, expand};
use crate::codec::multibase;
use crate::codec::rdf::Dataset;
use crate::codec::rdf::canon::{self, Hash};
use crate::proof::Error;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// A document apart from its proof, with the label of each of its blank nodes.
pub(super) struct Statements<'a> {
    /// With an id of ours on each node that has none.
    marked: Document,
    contexts: &'a Contexts,
    limits: &'a Limits,
    /// For each mark, the HMAC of the canonical label of its node.
    labels: BTreeMap<String, [u8; 32]>,
    /// The canonical lines under the new labels, sorted.
    pub(super) lines: Vec<String>,
}

impl<'a> Statements<'a> {
    /// Takes the document without its proof and the key that makes its labels (§3.4.3).
    pub(super) fn of(
        document: Node<'_>,
        key: &[u8; 32],
        contexts: &'a Contexts,
        limits: &'a Limits,
    ) -> Result<Self, Error> {
        if document.source().contains(MARK) {
            return Err(refuse("a credential without urn:bnid: identifiers", MARK));
        }
        let marked = Document::parse(mark(document).as_bytes(), limits)?;
        let dataset = unmarked(&marked, contexts, limits)?;
        // Marks may not add a statement, and every blank node has to have one: value objects and named graphs have none.
        let plain = expand(document, &Expansion { contexts, limits, context: None, omit: &[] })?;
        let canonical = canon::canonicalize(&dataset, Hash::Sha256, limits)?;
        if canon::canonicalize(&plain, Hash::Sha256, limits)?.nquads != canonical.nquads {
            return Err(refuse(
                "a credential whose nodes can each be told apart",
                "maps by language or proofs inside it",
            ));
        }
        let labels: BTreeMap<String, [u8; 32]> =
            canonical.issued().map(|(mark, label)| (mark.to_owned(), hmac(key, &label))).collect();
        let mut lines = relabelled(&dataset, &labels);
        lines.sort_unstable();
        lines.dedup();
        Ok(Self { marked, contexts, limits, labels, lines })
    }

    /// The places of the statements that pointers select (§3.4.14).
    pub(super) fn places(&self, pointers: &[&str]) -> Result<BTreeSet<usize>, Error> {
        if pointers.is_empty() {
            return Ok(BTreeSet::new());
        }
        let dataset = self.selected(pointers)?;
        let mut places = BTreeSet::new();
        for line in relabelled(&dataset, &self.labels) {
            let place = self.lines.binary_search(&line);
            places.insert(place.map_err(|_| refuse("a selection of the credential's own statements", &line))?);
        }
        Ok(places)
    }

    /// For each canonical label of the part that pointers select, the HMAC that stands for it (§3.6.6, steps 11 and 12).
    pub(super) fn labels_of(&self, pointers: &[&str]) -> Result<BTreeMap<usize, [u8; 32]>, Error> {
        let canonical = canon::canonicalize(&self.selected(pointers)?, Hash::Sha256, self.limits)?;
        let pairs = canonical
            .issued()
            .filter_map(|(mark, label)| Some((label.strip_prefix("c14n")?.parse().ok()?, *self.labels.get(mark)?)));
        Ok(pairs.collect())
    }

    fn selected(&self, pointers: &[&str]) -> Result<Dataset, Error> {
        let text = select(self.marked.root(), pointers)?;
        unmarked(&Document::parse(text.as_bytes(), self.limits)?, self.contexts, self.limits)
    }
}

/// The document with `"id":"urn:bnid:…"` in each object that has no id and may be a node (§3.4.7).
fn mark(document: Node<'_>) -> String {
    let source = document.source();
    let mut places = Vec::new();
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        if node.is_object() && node.get("id").is_none() && node.get("@value").is_none() {
            places.push((node.offset().saturating_sub(document.offset()), node.is_empty()));
        }
        open.extend(node.items());
        open.extend(node.members().filter(|(name, _)| *name != "@context").map(|(_, value)| value));
    }
    places.sort_unstable();
    let mut text = String::new();
    let mut done = 0;
    for (number, (start, is_empty)) in places.into_iter().enumerate() {
        let behind = start.saturating_add(1);
        text.push_str(source.get(done..behind).unwrap_or_default());
        let comma = if is_empty { "" } else { "," };
        text.push_str(&format!("\"id\":\"{MARK}{number}\"{comma}"));
        done = behind;
    }
    text.push_str(source.get(done..).unwrap_or_default());
    text
}

/// The statements of a marked document, its marks turned into blank nodes (§3.4.8).
fn unmarked(document: &Document, contexts: &Contexts, limits: &Limits) -> Result<Dataset, Error> {
    let dataset = expand(document.root(), &Expansion { contexts, limits, context: None, omit: &[] })?;
    let nquads = dataset.to_nquads();
    let start = format!("<{MARK}");
    let mut parts = nquads.split(start.as_str());
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (number, rest) in parts.filter_map(|part| part.split_once('>')) {
        text.extend(["_:m", number, rest]);
    }
    Ok(Dataset::parse_nquads(&text, limits)?)
}

/// The lines of a dataset with the label of each marked node.
fn relabelled(dataset: &Dataset, labels: &BTreeMap<String, [u8; 32]>) -> Vec<String> {
    dataset.lines_with(|mark| labels.get(mark).map(|hmac| multibase::encode_base64url(hmac)))
}

fn hmac(key: &[u8; 32], label: &str) -> [u8; 32] {
    // RFC 2104 §2: a key is filled up with zeros to the length of a block.
    let mut block = [0; 64];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut hmac = Hmac::<Sha256>::new(&block.into());
    hmac.update(label.as_bytes());
    hmac.finalize().into_bytes().into()
}

fn refuse(expected: &'static str, found: &str) -> Error {
    Error::Pointer(Malformed::new("proof.selection", expected, found))
}

const MARK: &str = "urn:bnid:";
