//! Hash First Degree Quads (RDFC-1.0, section 4.6): each blank node by the statements it stands in.

use super::budget::Budget;
use super::hash::{Digest, Hash};
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
    pub(super) fn new(dataset: &'d Dataset, hash: Hash, budget: &mut Budget) -> Result<Self, Error> {
        let mut first = Self { dataset, hash, mentions: Vec::new(), nodes: Vec::new() };
        first.collect_mentions();
        first.hash_nodes(budget)?;
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
        let [_, predicate, _] = quad.triple;
        self.dataset.text(predicate)
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
        let mut ends = vec![0_usize; self.dataset.blanks()];
        for node in self.dataset.quads().iter().flat_map(nodes_of) {
            if let Some(count) = ends.get_mut(node) {
                *count = count.saturating_add(1);
            }
        }
        let mut end = 0_usize;
        for node in &mut ends {
            let start = end;
            end = end.saturating_add(*node);
            self.nodes.push(Node { mentions: start..start, digest: Digest::ZERO });
            *node = end;
        }
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
    fn hash_nodes(&mut self, budget: &mut Budget) -> Result<(), Error> {
        let quads = self.dataset.quads();
        let mut text = String::new();
        let mut lines: Vec<Line> = Vec::new();
        for (number, node) in self.nodes.iter_mut().enumerate() {
            let mentions = self.mentions.get_mut(node.mentions.clone()).unwrap_or_default();
            text.clear();
            lines.clear();
            // 4.6.3, step 3
            for quad in mentions.iter() {
                let Some(statement) = quads.get(*quad) else { continue };
                let start = text.len();
                self.dataset.write_quad(statement, &mut text, |other, text| {
                    text.push_str(if other == number { "_:a" } else { "_:z" });
                });
                lines.push(Line { text: start..text.len(), quad: *quad, nodes: blanks_of(statement) });
            }
            // 4.6.3, step 4; equal lines of equal nodes are one statement, stated twice
            let line = |line: &Line| text.get(line.text.clone()).unwrap_or_default();
            lines.sort_unstable_by(|a, b| line(a).cmp(line(b)).then_with(|| a.nodes.cmp(&b.nodes)));
            lines.dedup_by(|a, b| a.nodes == b.nodes && line(a) == line(b));
            for (mention, line) in mentions.iter_mut().zip(&lines) {
                *mention = line.quad;
            }
            node.mentions.end = node.mentions.start.saturating_add(lines.len());
            budget.take(lines.len())?;
            budget.take_hash(text.len())?;
            // 4.6.3, step 5
            node.digest = self.hash.digest(lines.iter().map(line));
        }
        Ok(())
    }
}

/// A statement as one of its nodes sees it.
struct Line {
    text: Range<usize>,
    quad: usize,
    nodes: [Option<usize>; 3],
}

/// The blank nodes that are the subject, the object and the graph name.
pub(super) fn blanks_of(quad: &Quad) -> [Option<usize>; 3] {
    let [subject, _, object] = quad.triple;
    [subject.as_blank(), object.as_blank(), quad.graph.and_then(Term::as_blank)]
}

/// The blank nodes of a statement, each once.
fn nodes_of(quad: &Quad) -> impl Iterator<Item = usize> + use<> {
    let [subject, object, graph] = blanks_of(quad);
    let object = object.filter(|_| object != subject);
    let graph = graph.filter(|_| graph != subject && graph != object);
    [subject, object, graph].into_iter().flatten()
}
