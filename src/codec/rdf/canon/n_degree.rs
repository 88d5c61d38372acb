//! Hash N-Degree Quads (RDFC-1.0, section 4.8): nodes that their own statements do not tell apart.

use super::budget::Budget;
use super::first_degree::{FirstDegree, blanks_of};
use super::hash::Digest;
use super::{Issuer, PREFIX};
use crate::codec::rdf::Error;
use crate::codec::rdf::dataset::Quad;
use crate::codec::rdf::nquads::push_decimal;

/// The algorithm, with its calls on a stack of its own: a graph can be as deep as it is long.
pub(super) struct NDegree<'f> {
    first: &'f FirstDegree<'f>,
    temporary: Temporary,
    scratch: String,
}

/// The issuer of temporary labels, `b0` and so on.
///
/// Every issuer that the algorithm copies goes on from what the original issued. So one list serves for all: to copy is
/// to remember its length, to drop a copy is to cut the list back, to choose one is to keep its end.
struct Temporary {
    issued: Vec<usize>,
    numbers: Vec<Option<usize>>,
}

/// One call.
struct Call {
    /// Hn: related nodes with their hashes, sorted by hash and then by number.
    related: Vec<(Digest, usize)>,
    /// Where the next group of equal hashes begins.
    next_group: usize,
    data: String,
    group: Option<Group>,
}

/// The permutations of the nodes of one related hash.
struct Group {
    permutation: Vec<usize>,
    /// How many labels were issued before the group.
    issued: usize,
    path: String,
    /// The recursion list, of which `done` entries are done.
    recursion: Vec<usize>,
    done: usize,
    /// Whether the path is already greater than the chosen one.
    hopeless: bool,
    chosen: Option<Chosen>,
}

struct Chosen {
    path: String,
    /// The labels issued on the way.
    issued: Vec<usize>,
}

/// What a call needs next.
enum Step {
    Descend(usize),
    Return(Digest),
}

impl<'f> NDegree<'f> {
    pub(super) fn new(first: &'f FirstDegree<'f>) -> Self {
        let temporary = Temporary { issued: Vec::new(), numbers: vec![None; first.len()] };
        Self { first, temporary, scratch: String::new() }
    }

    /// The hash of a node and the nodes that were issued temporary labels, in order (4.4.3, steps 5.2.2 to 5.2.4).
    pub(super) fn hash(
        &mut self,
        node: usize,
        canonical: &Issuer,
        budget: &mut Budget,
    ) -> Result<(Digest, Vec<usize>), Error> {
        self.temporary.cut(0);
        self.temporary.issue(node);
        let mut calls = vec![self.call(node, canonical, budget)?];
        let mut returned = None;
        while let Some(call) = calls.last_mut() {
            match self.advance(call, returned.take(), canonical, budget)? {
                Step::Descend(related) => calls.push(self.call(related, canonical, budget)?),
                Step::Return(digest) => {
                    calls.pop();
                    returned = Some(digest);
                }
            }
        }
        budget.take(self.temporary.issued.len())?;
        Ok((returned.unwrap_or(Digest::ZERO), self.temporary.issued.clone()))
    }

    /// 4.8.3, steps 1 to 3.
    fn call(&mut self, node: usize, canonical: &Issuer, budget: &mut Budget) -> Result<Call, Error> {
        budget.take(1)?;
        let mut related = Vec::new();
        for quad in self.first.quads(node) {
            budget.take(1)?;
            for (other, position) in blanks_of(quad).into_iter().zip(['s', 'o', 'g']) {
                if let Some(other) = other.filter(|other| *other != node) {
                    related.push((self.hash_related(other, quad, position, canonical, budget)?, other));
                }
            }
        }
        related.sort_unstable();
        Ok(Call { related, next_group: 0, data: String::new(), group: None })
    }

    /// Hash Related Blank Node (4.7.3).
    fn hash_related(
        &mut self,
        related: usize,
        quad: &Quad,
        position: char,
        canonical: &Issuer,
        budget: &mut Budget,
    ) -> Result<Digest, Error> {
        self.scratch.clear();
        // Step 1
        self.scratch.push(position);
        // Step 2
        if position != 'g' {
            let predicate = self.first.predicate(quad);
            budget.take_hash(predicate.len())?;
            self.scratch.push_str(predicate);
        }
        // Steps 3 and 4
        if !push_label(related, canonical, &self.temporary, &mut self.scratch) {
            self.first.digest(related).push_hex(self.first.algorithm(), &mut self.scratch);
        }
        // Step 5
        budget.take(1)?;
        Ok(self.first.algorithm().digest(&self.scratch))
    }

    /// Goes on with a call, perhaps with the hash that the call it made has returned.
    fn advance(
        &mut self,
        call: &mut Call,
        returned: Option<Digest>,
        canonical: &Issuer,
        budget: &mut Budget,
    ) -> Result<Step, Error> {
        if let (Some(group), Some(digest)) = (&mut call.group, returned) {
            self.append_result(group, digest);
        }
        loop {
            if let Some(group) = &mut call.group {
                // 4.8.3, step 5.4.5
                if let Some(related) = group.recursion.get(group.done).filter(|_| !group.hopeless) {
                    return Ok(Step::Descend(*related));
                }
                if self.end_permutation(group, budget)? {
                    self.begin_permutation(group, canonical, budget)?;
                    continue;
                }
                // Steps 5.5 and 5.6
                if let Some(Group { chosen: Some(chosen), .. }) = call.group.take() {
                    call.data.push_str(&chosen.path);
                    chosen.issued.into_iter().for_each(|node| self.temporary.issue(node));
                }
            }
            let rest = call.related.get(call.next_group..).unwrap_or_default();
            let Some((hash, _)) = rest.first() else {
                // Step 6
                budget.take_hash(call.data.len())?;
                return Ok(Step::Return(self.first.algorithm().digest(&call.data)));
            };
            // Steps 5.1 to 5.3
            hash.push_hex(self.first.algorithm(), &mut call.data);
            let permutation: Vec<usize> =
                rest.iter().take_while(|(other, _)| other == hash).map(|(_, node)| *node).collect();
            call.next_group = call.next_group.saturating_add(permutation.len());
            let mut group = Group::new(permutation, self.temporary.issued.len());
            self.begin_permutation(&mut group, canonical, budget)?;
            call.group = Some(group);
        }
    }

    /// 4.8.3, steps 5.4.1 to 5.4.4.
    fn begin_permutation(&mut self, group: &mut Group, canonical: &Issuer, budget: &mut Budget) -> Result<(), Error> {
        budget.take(group.permutation.len().saturating_add(1))?;
        group.path.clear();
        group.recursion.clear();
        group.done = 0;
        group.hopeless = false;
        for related in &group.permutation {
            if !push_label(*related, canonical, &self.temporary, &mut group.path) {
                // Step 5.4.4.2
                group.recursion.push(*related);
                self.temporary.issue(*related);
                push_label(*related, canonical, &self.temporary, &mut group.path);
            }
            // Step 5.4.4.3
            if group.is_hopeless() {
                group.hopeless = true;
                break;
            }
        }
        Ok(())
    }

    /// 4.8.3, steps 5.4.5.2 to 5.4.5.5.
    fn append_result(&mut self, group: &mut Group, digest: Digest) {
        if let Some(number) = group.recursion.get(group.done).and_then(|related| self.temporary.number(*related)) {
            push_temporary(number, &mut group.path);
        }
        group.path.push('<');
        digest.push_hex(self.first.algorithm(), &mut group.path);
        group.path.push('>');
        group.done = group.done.saturating_add(1);
        group.hopeless = group.is_hopeless();
    }

    /// 4.8.3, step 5.4.6; returns whether there is another permutation.
    fn end_permutation(&mut self, group: &mut Group, budget: &mut Budget) -> Result<bool, Error> {
        if let [_] = *group.permutation {
            // Nothing to compare with: what was issued stays issued.
            group.chosen = Some(Chosen { path: std::mem::take(&mut group.path), issued: Vec::new() });
            return Ok(false);
        }
        if !group.hopeless && group.chosen.as_ref().is_none_or(|chosen| group.path < chosen.path) {
            let issued = self.temporary.issued.get(group.issued..).unwrap_or_default();
            budget.take(issued.len())?;
            group.chosen = Some(Chosen { path: std::mem::take(&mut group.path), issued: issued.to_vec() });
        }
        self.temporary.cut(group.issued);
        Ok(permute(&mut group.permutation))
    }
}

impl Group {
    fn new(permutation: Vec<usize>, issued: usize) -> Self {
        Self { permutation, issued, path: String::new(), recursion: Vec::new(), done: 0, hopeless: false, chosen: None }
    }

    /// Whether no end of this path can make it less than the chosen one.
    fn is_hopeless(&self) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| self.path.len() >= chosen.path.len() && self.path > chosen.path)
    }
}

impl Temporary {
    fn issue(&mut self, node: usize) {
        if let Some(number @ None) = self.numbers.get_mut(node) {
            *number = Some(self.issued.len());
            self.issued.push(node);
        }
    }

    fn number(&self, node: usize) -> Option<usize> {
        self.numbers.get(node).copied().flatten()
    }

    /// Forgets all but the first `length` labels.
    fn cut(&mut self, length: usize) {
        for node in self.issued.drain(length.min(self.issued.len())..) {
            if let Some(number) = self.numbers.get_mut(node) {
                *number = None;
            }
        }
    }
}

/// Writes the canonical label of a node, else its temporary one; returns whether it has either.
fn push_label(node: usize, canonical: &Issuer, temporary: &Temporary, out: &mut String) -> bool {
    match (canonical.number(node), temporary.number(node)) {
        (Some(number), _) => {
            out.push_str("_:");
            out.push_str(PREFIX);
            push_decimal(number, out);
            true
        }
        (None, Some(number)) => {
            push_temporary(number, out);
            true
        }
        (None, None) => false,
    }
}

fn push_temporary(number: usize, out: &mut String) {
    out.push_str("_:b");
    push_decimal(number, out);
}

/// Makes the next permutation in lexicographic order; false after the last. Equal items are not swapped.
fn permute(items: &mut [usize]) -> bool {
    let Some(pivot) = items.windows(2).rposition(|pair| pair.first() < pair.last()) else { return false };
    let Some((head, tail)) = items.split_at_mut_checked(pivot.saturating_add(1)) else { return false };
    if let Some(pivot) = head.last_mut()
        && let Some(greater) = tail.iter_mut().rev().find(|item| **item > *pivot)
    {
        std::mem::swap(pivot, greater);
    }
    tail.reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permutes_equal_items_once() {
        let mut items = [1, 1, 2, 3];
        let mut seen = vec![items];
        while permute(&mut items) {
            seen.push(items);
        }
        assert_eq!(seen.len(), 12);
        assert!(seen.is_sorted());
        assert!(!permute(&mut []) && !permute(&mut [5, 5]));
    }
}
