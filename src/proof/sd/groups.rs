//! The statements of a document under the labels of its base proof, and those of them that pointers select (vc-di-ecdsa §3.4).

use super::select::{Part, select};
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::codec::json::{Document, Node};
use crate::codec::ld::{Contexts, Expansion, expand_labelled};
use crate::codec::multibase;
use crate::codec::rdf::Dataset;
use crate::codec::rdf::canon::{self, Hash};
use crate::proof::Error;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// A document apart from its proof, with the label of each of its blank nodes.
pub(super) struct Statements<'a> {
    document: Node<'a>,
    contexts: &'a Contexts,
    limits: &'a Limits,
    /// For each blank node by its origin, the HMAC of its canonical label.
    labels: BTreeMap<String, [u8; 32]>,
    /// The canonical lines under the new labels, sorted.
    pub(super) lines: Vec<String>,
}

impl<'a> Statements<'a> {
    /// Takes the document without its proof and the key that makes its labels (§3.4.3).
    ///
    /// The standard gives each object without an id one of its own, so that the node is found again in a part of the document
    /// (§3.4.7), and none to the cells of lists. Here the place in the text tells every node.
    pub(super) fn of(
        document: Node<'a>,
        key: &[u8; 32],
        contexts: &'a Contexts,
        limits: &'a Limits,
    ) -> Result<Self, Error> {
        let dataset = stated(document, contexts, limits)?;
        let canonical = canon::canonicalize(&dataset, Hash::Sha256, limits)?;
        let labels: BTreeMap<String, [u8; 32]> =
            canonical.issued().map(|(origin, label)| (origin.to_owned(), hmac(key, &label))).collect();
        let mut lines = dataset.lines_with(|origin| labels.get(origin).map(label_of));
        lines.sort_unstable();
        lines.dedup();
        Ok(Self { document, contexts, limits, labels, lines })
    }

    /// The places of the statements that pointers select (§3.4.14).
    pub(super) fn places(&self, pointers: &[&str]) -> Result<BTreeSet<usize>, Error> {
        if pointers.is_empty() {
            return Ok(BTreeSet::new());
        }
        let selected = self.selected(pointers)?;
        let mut places = BTreeSet::new();
        for line in selected.dataset.lines_with(|label| self.hmac_of(&selected, label).map(label_of)) {
            let place = self.lines.binary_search(&line);
            places.insert(place.map_err(|_| refuse("a selection of the credential's own statements", &line))?);
        }
        Ok(places)
    }

    /// For each canonical label of the part that pointers select, the HMAC that stands for it (§3.6.6, steps 11 and 12).
    pub(super) fn labels_of(&self, pointers: &[&str]) -> Result<BTreeMap<usize, [u8; 32]>, Error> {
        let selected = self.selected(pointers)?;
        let canonical = canon::canonicalize(&selected.dataset, Hash::Sha256, self.limits)?;
        let pairs = canonical.issued().filter_map(|(own, label)| {
            Some((label.strip_prefix("c14n")?.parse().ok()?, *self.hmac_of(&selected, own)?))
        });
        Ok(pairs.collect())
    }

    fn selected(&self, pointers: &[&str]) -> Result<Selected, Error> {
        let part = select(self.document, pointers, self.limits)?;
        let document = Document::parse(part.text.as_bytes(), self.limits)?;
        let selected = Selected { dataset: stated(document.root(), self.contexts, self.limits)?, part };
        self.check_lists(&selected)?;
        Ok(selected)
    }

    /// The HMAC that stands for a node of a selection.
    fn hmac_of(&self, selected: &Selected, label: &str) -> Option<&[u8; 32]> {
        self.labels.get(&selected.origin(label)?)
    }

    /// What is left of a list without one of its items is another list, of which nothing was signed.
    fn check_lists(&self, selected: &Selected) -> Result<(), Error> {
        let origins: Vec<String> = selected.dataset.labels().filter_map(|(label, _)| selected.origin(label)).collect();
        let shown = cells(origins.iter().map(String::as_str));
        let whole = cells(self.labels.keys().map(String::as_str));
        let Some((list, _)) = shown.iter().find(|(list, cells)| whole.get(*list) != Some(cells)) else { return Ok(()) };
        let found = format!("a part of {}", self.pointer_to(list));
        Err(refuse("every item of an ordered list, or none", &found))
    }

    fn pointer_to(&self, offset: &str) -> String {
        let mut open = vec![self.document];
        while let Some(node) = open.pop() {
            if node.offset().to_string() == offset {
                return node.pointer();
            }
            open.extend(node.items());
            open.extend(node.members().map(|(_, value)| value));
        }
        String::new()
    }
}

/// A part of a document and the statements that it makes.
struct Selected {
    dataset: Dataset,
    part: Part,
}

impl Selected {
    /// The label that a node of the part has in the whole document.
    fn origin(&self, label: &str) -> Option<String> {
        let (offset, rest) = label.split_at_checked(label.find(|c: char| !c.is_ascii_digit())?)?;
        Some(format!("{}{rest}", self.part.origin(offset.parse().ok()?)?))
    }
}

fn stated(document: Node<'_>, contexts: &Contexts, limits: &Limits) -> Result<Dataset, Error> {
    Ok(expand_labelled(document, &Expansion { contexts, limits, context: None, omit: &[] })?)
}

/// How many cells the list at each offset has, by the labels of nodes.
fn cells<'l>(labels: impl Iterator<Item = &'l str>) -> BTreeMap<&'l str, usize> {
    let mut cells = BTreeMap::new();
    for (list, _) in labels.filter_map(|label| label.split_once('c')) {
        let count: &mut usize = cells.entry(list).or_default();
        *count = count.saturating_add(1);
    }
    cells
}

/// The label that an HMAC is (§3.4.3).
fn label_of(hmac: &[u8; 32]) -> String {
    multibase::encode_base64url(hmac)
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
