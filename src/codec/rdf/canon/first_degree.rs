//! Hash First Degree Quads (RDFC-1.0, section 4.6): each blank node by the statements it stands in.

use super::budget::Budget;
use super::hash::{Digest, Hash};
use super::order::Order;
use crate::codec::rdf::Error;
use crate::codec::rdf::dataset::{Dataset, Quad};
use crate::codec::rdf::term::Term;
use std::ops::Range;

/// The blank node to quads map and the first degree hash of every blank node.
pub(super) struct FirstDegree<'d> {
    dataset: &'d Dataset,
    hash: Hash,
    /// Indices of statements, those of one node together and without repeated statements.
    mentions: Vec<usize>,
    nodes: Vec<Node>,
}

#[derive(Clone)]
struct Node {
    mentions: Range<usize>,
    digest: Digest,
}

impl<'d> FirstDegree<'d> {
    /// Steps 2 and 3 of section 4.4.3.
    pub(super) fn new(dataset: &'d Dataset, order: &Order<'_>, hash: Hash, budget: &mut Budget) -> Result<Self, Error> {
        let mut first = Self { dataset, hash, mentions: Vec::new(), nodes: Vec::new() };
        first.collect_mentions();
        first.hash_nodes(order, budget)?;
        Ok(first)
    }

    pub(super) fn algorithm(&self) -> Hash {
        self.hash
    }

    /// Number of blank nodes, those in no statement included.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn digest(&self, node: usize) -> Digest {
        self.nodes.get(node).map_or(Digest::ZERO, |node| node.digest)
    }

    /// The statements that a node stands in.
    pub(super) fn quads(&self, node: usize) -> impl Iterator<Item = &'d Quad> {
        let mentions = self.nodes.get(node).and_then(|node| self.mentions.get(node.mentions.clone()));
        mentions.unwrap_or_default().iter().filter_map(|quad| self.dataset.quads().get(*quad))
    }

    /// The text of a statement's predicate.
    pub(super) fn predicate(&self, quad: &Quad) -> &'d str {
        self.dataset.text(quad.predicate())
    }

    /// Nodes that stand in a statement, by digest and then by number.
    pub(super) fn sorted_nodes(&self) -> Vec<usize> {
        let mut sorted: Vec<usize> =
            self.nodes.iter().enumerate().filter(|(_, n)| !n.mentions.is_empty()).map(|(number, _)| number).collect();
        sorted.sort_unstable_by(|a, b| self.digest(*a).cmp(&self.digest(*b)).then(a.cmp(b)));
        sorted
    }

    /// 4.4.3, step 2: a counting sort of (node, statement) pairs by node.
    fn collect_mentions(&mut self) {
        let mut counts = vec![0_usize; self.dataset.blanks()];
        for node in self.dataset.quads().iter().flat_map(nodes_of) {
            if let Some(count) = counts.get_mut(node) {
                *count = count.saturating_add(1);
            }
        }
        let mut end = 0_usize;
        self.nodes.extend(counts.into_iter().map(|count| {
            let start = end;
            end = end.saturating_add(count);
            Node { mentions: start..start, digest: Digest::ZERO }
        }));
        self.mentions = vec![0; end];
        for (number, quad) in self.dataset.quads().iter().enumerate() {
            for node in nodes_of(quad) {
                let Some(Node { mentions, .. }) = self.nodes.get_mut(node) else { continue };
                if let Some(slot) = self.mentions.get_mut(mentions.end) {
                    *slot = number;
                    mentions.end = mentions.end.saturating_add(1);
                }
            }
        }
    }

    /// 4.4.3, step 3.
    fn hash_nodes(&mut self, order: &Order<'_>, budget: &mut Budget) -> Result<(), Error> {
        let quads = self.dataset.quads();
        let mut text = String::with_capacity(USUAL_TEXT);
        let mut lines: Vec<(u64, usize, &Quad)> = Vec::with_capacity(quads.len().min(USUAL_QUADS));
        for (number, node) in self.nodes.iter_mut().enumerate() {
            // 4.6.3, step 3.1.1: the node is `_:a`, the others are `_:z`
            let place = |other: usize| u32::from(other != number);
            let mentions = self.mentions.get_mut(node.mentions.clone()).unwrap_or_default();
            lines.clear();
            lines.extend(
                (mentions.iter())
                    .filter_map(|mention| Some((*mention, quads.get(*mention)?)))
                    .map(|(mention, quad)| (order.key(quad, place), mention, quad)),
            );
            // 4.6.3, step 4; equal lines with equal nodes are one statement, stated twice
            lines.sort_unstable_by(|(a, _, x), (b, _, y)| {
                let lines = a.cmp(b).then_with(|| order.compare_rest(x, y, place));
                lines.then_with(|| blanks_of(x).cmp(&blanks_of(y)))
            });
            lines.dedup_by(|(a, _, x), (b, _, y)| {
                a == b && blanks_of(x) == blanks_of(y) && order.compare_rest(x, y, place).is_eq()
            });
            node.mentions.end = node.mentions.start.saturating_add(lines.len());
            text.clear();
            for (slot, (_, mention, quad)) in mentions.iter_mut().zip(&lines) {
                *slot = *mention;
                self.dataset.write_quad(quad, &mut text, |other, text| {
                    text.push_str(if other == number { "_:a" } else { "_:z" });
                });
            }
            budget.take(lines.len())?;
            budget.take_hash(text.len())?;
            // 4.6.3, step 5
            node.digest = self.hash.digest(&text);
        }
        Ok(())
    }
}

/// The blank nodes that are the subject, the object and the graph name.
pub(super) fn blanks_of(quad: &Quad) -> [Option<usize>; 3] {
    [quad.subject().as_blank(), quad.object().as_blank(), quad.graph.and_then(Term::as_blank)]
}

/// Room for the lines of a usual node, in bytes.
const USUAL_TEXT: usize = 4 << 10;
/// Room for the statements of a usual node.
const USUAL_QUADS: usize = 32;

/// The blank nodes of a statement, each once.
fn nodes_of(quad: &Quad) -> impl Iterator<Item = usize> + use<> {
    let [subject, object, graph] = blanks_of(quad);
    let object = object.filter(|_| object != subject);
    let graph = graph.filter(|_| graph != subject && graph != object);
    [subject, object, graph].into_iter().flatten()
}
