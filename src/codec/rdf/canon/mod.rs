//! RDFC-1.0 (W3C RDF Dataset Canonicalization, <https://www.w3.org/TR/rdf-canon/>) under a work budget.
//!
//! Step numbers in comments are those of the Recommendation of 21 May 2024. Nearly every credential has blank nodes
//! that their own statements tell apart: `first_degree` and `lines` do all the work for those, and `n_degree`, whose
//! cost can be factorial, never runs.
//!
//! Where nodes are left that only section 4.8 could tell apart, the Recommendation itself has no one answer for
//! statements with one predicate in several graphs: Hash Related Blank Node reads no graph name, so two nodes can have
//! equal hashes without being interchangeable, and their order follows the input. Such a document signed elsewhere may
//! fail to verify; it cannot verify as another document, since a canonical form always states what the input states.

mod budget;
mod first_degree;
mod hash;
mod lines;
mod n_degree;
mod order;

pub use hash::Hash;

use super::nquads::push_decimal;
use super::{Dataset, Error, Term};
use crate::base::limits::Limits;
use budget::Budget;
use first_degree::{FirstDegree, blanks_of};
use n_degree::NDegree;
use order::Order;
use sha2::{Digest as _, Sha256};

/// A dataset in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// The canonical N-Quads: one line a statement, no statement twice, lines in code point order.
    pub nquads: String,
    /// Work units spent, in the unit of [`Limits::canon_work`].
    pub work: u64,
    issuer: Issuer,
    labels: Vec<(Box<str>, usize)>,
}

impl Canonical {
    /// The issued identifiers map: labels of the input with the canonical labels they became, both without `_:`, in
    /// order of the input labels. Blank nodes without a label are left out.
    pub fn issued(&self) -> impl Iterator<Item = (&str, String)> {
        self.labels.iter().filter_map(|(label, node)| Some((&**label, self.issuer.label(*node)?)))
    }

    /// The canonical label, without `_:`, of a blank node of the dataset; `None` for other terms and for blank nodes
    /// that stand in no statement.
    #[must_use]
    pub fn label(&self, term: Term) -> Option<String> {
        self.issuer.label(term.as_blank()?)
    }
}

/// Brings a dataset into canonical form (RDFC-1.0, section 4.4).
///
/// # Errors
///
/// `rdf.work-limit` when that would cost more than [`Limits::canon_work`]; the budget is counted, not timed, so that
/// the answer is the same on every machine.
pub fn canonicalize(dataset: &Dataset, hash: Hash, limits: &Limits) -> Result<Canonical, Error> {
    let mut budget = Budget::new(limits.canon_work);
    let order = Order::new(dataset);
    let issuer = label(dataset, &order, hash, &mut budget)?;
    // 4.4.3, step 6; subjects and predicates repeat, and the text grows where it is longer
    let room = dataset.text_len().saturating_add(dataset.len().saturating_mul(USUAL_LINE));
    let mut nquads = String::with_capacity(room);
    lines::write_sorted(dataset, &order, &issuer, &mut nquads, |_| ());
    let labels = dataset.labels().map(|(label, node)| (label.into(), node)).collect();
    Ok(Canonical { nquads, work: budget.spent(), issuer, labels })
}

/// The SHA-256 of a dataset's canonical form, by which Data Integrity proofs cover it: what [`canonicalize`] makes of it
/// with [`Hash::Sha256`], but never held as a whole.
///
/// # Errors
///
/// As for [`canonicalize`].
pub fn canonical_hash(dataset: &Dataset, limits: &Limits) -> Result<[u8; 32], Error> {
    let mut budget = Budget::new(limits.canon_work);
    let order = Order::new(dataset);
    let issuer = label(dataset, &order, Hash::Sha256, &mut budget)?;
    let mut hasher = Sha256::new();
    let mut text = String::with_capacity(HASHED_AT_ONCE.saturating_mul(2));
    lines::write_sorted(dataset, &order, &issuer, &mut text, |text| {
        if text.len() >= HASHED_AT_ONCE {
            hasher.update(&*text);
            text.clear();
        }
    });
    hasher.update(&text);
    Ok(hasher.finalize().into())
}

/// Canonical lines under other labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relabelled {
    /// One line a statement, no statement twice, sorted in code point order with the new labels.
    pub lines: Vec<String>,
    /// How many blank nodes there are.
    pub labels: usize,
}

/// The lines of a dataset's canonical form with `label` in the place of each canonical label, both without `_:` (vc-di-ecdsa
/// §3.4.1); `None` if a label has none to stand for it.
///
/// # Errors
///
/// As for [`canonicalize`].
pub fn relabelled(
    dataset: &Dataset,
    limits: &Limits,
    label: impl Fn(&str) -> Option<String>,
) -> Result<Option<Relabelled>, Error> {
    let mut budget = Budget::new(limits.canon_work);
    let issuer = self::label(dataset, &Order::new(dataset), Hash::Sha256, &mut budget)?;
    let mut names: Vec<Option<String>> = vec![None; dataset.blanks()];
    let mut labels = 0_usize;
    for (node, name) in names.iter_mut().enumerate() {
        let Some(canonical) = issuer.label(node) else { continue };
        let Some(new) = label(&canonical) else { return Ok(None) };
        labels = labels.saturating_add(1);
        *name = Some(new);
    }
    let write = |quad| {
        let mut line = String::new();
        dataset.write_quad(quad, &mut line, |node, out| {
            out.push_str("_:");
            out.push_str(names.get(node).and_then(Option::as_deref).unwrap_or_default());
        });
        line
    };
    let mut lines: Vec<String> = dataset.quads().iter().map(write).collect();
    lines.sort_unstable();
    lines.dedup();
    Ok(Some(Relabelled { lines, labels }))
}

/// Numbers the blank nodes (4.4.3, steps 2 to 5).
fn label(dataset: &Dataset, order: &Order<'_>, hash: Hash, budget: &mut Budget) -> Result<Issuer, Error> {
    // Hashes only put nodes in order.
    if dataset.blanks() <= 1 {
        return Ok(Issuer::of_one(dataset));
    }
    // 4.4.3, steps 2 and 3
    let first = FirstDegree::new(dataset, order, hash, budget)?;
    let mut issuer = Issuer::new(dataset.blanks());
    let nodes = first.sorted_nodes();
    let groups = || nodes.chunk_by(|a, b| first.digest(*a) == first.digest(*b));
    // 4.4.3, step 4
    for node in groups().filter_map(|group| if let [only] = group { Some(*only) } else { None }) {
        issuer.issue(node);
    }
    // 4.4.3, step 5
    if issuer.next < nodes.len() {
        let mut n_degree = NDegree::new(&first);
        for group in groups().filter(|group| group.len() > 1) {
            let mut results = Vec::new();
            for node in group {
                // 4.4.3, step 5.2
                if issuer.number(*node).is_none() {
                    results.push(n_degree.hash(*node, &issuer, budget)?);
                }
            }
            // 4.4.3, step 5.3
            results.sort_by_key(|(digest, _)| *digest);
            for node in results.into_iter().flat_map(|(_, issued)| issued) {
                issuer.issue(node);
            }
        }
    }
    Ok(issuer)
}

/// The canonical issuer: which blank node has which number (4.5).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Issuer {
    numbers: Vec<Option<usize>>,
    next: usize,
}

impl Issuer {
    fn new(nodes: usize) -> Self {
        Self { numbers: vec![None; nodes], next: 0 }
    }

    /// Of a dataset with at most one blank node.
    fn of_one(dataset: &Dataset) -> Self {
        let mut issuer = Self::new(dataset.blanks());
        if dataset.quads().iter().flat_map(blanks_of).any(|node| node.is_some()) {
            issuer.issue(0);
        }
        issuer
    }

    /// Gives the node the next number unless it has one.
    fn issue(&mut self, node: usize) {
        if let Some(number @ None) = self.numbers.get_mut(node) {
            *number = Some(self.next);
            self.next = self.next.saturating_add(1);
        }
    }

    fn number(&self, node: usize) -> Option<usize> {
        self.numbers.get(node).copied().flatten()
    }

    fn label(&self, node: usize) -> Option<String> {
        let mut label = String::from(PREFIX);
        push_decimal(self.number(node)?, &mut label);
        Some(label)
    }
}

/// Bytes of a usual line without its object.
const USUAL_LINE: usize = 96;
/// Bytes of lines that are gathered before they are hashed.
const HASHED_AT_ONCE: usize = 1 << 10;
/// What canonical labels begin with.
const PREFIX: &str = "c14n";
