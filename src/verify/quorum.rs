//! Which proofs of a badge have to hold, where it has several: the policy's rule, applied to what each of them came to.

use crate::base::iri::Iri;
use crate::proof::data_integrity::Proof;
use crate::verify::case::Case;
use crate::verify::checks::{issuer_key, proof, token};
use crate::verify::historic;
use crate::verify::policy::ProofRule;
use crate::verify::report::{Finding, Weight};

/// What the proofs came to.
pub(super) struct Quorum {
    /// Of the keys.
    pub(super) key: Vec<Finding>,
    /// Of everything else.
    pub(super) proof: Vec<Finding>,
    /// For each proof, whether the verdict rests on it.
    pub(super) counted: Vec<bool>,
}

/// One proof by itself.
struct Standing<'a> {
    key: Finding,
    proof: Vec<Finding>,
    /// The heaviest finding, of the earlier proofs that it signs as well.
    worst: Weight,
    suite: &'a str,
    /// Who made it, if not the issuer: somebody whom the policy names.
    by: Option<&'a Iri>,
    /// The places of the earlier proofs that it signs.
    earlier: Vec<usize>,
}

impl Quorum {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let proofs = match &case.proofs {
            Ok(proofs) => proofs,
            Err(error) => {
                let message = "without a readable proof there is no key to ask about";
                return Self {
                    key: vec![Finding::open("issuer-key.no-proof", message)],
                    proof: vec![proof::refused(error).at("/proof")],
                    counted: Vec::new(),
                };
            }
        };
        let historic = historic::explain(case, proofs);
        let (issuer, reading) = (case.issuer_id().unwrap_or("nobody"), case.demands.policy.reading());
        let standings = proofs.iter().zip(&historic).map(|(examined, historic)| {
            let key = issuer_key::finding(examined, issuer, reading);
            let proof = proof::examine(examined, historic, case);
            let worst = key.weight().max(heaviest(&proof));
            let is_earlier = |other: &Proof<'_>| other.id().is_some_and(|id| examined.proof.previous().contains(&id));
            let earlier = proofs.iter().enumerate().filter(|(_, other)| is_earlier(&other.proof)).map(|(at, _)| at);
            let (suite, earlier) = (examined.proof.suite_name(), earlier.collect());
            Standing { key, proof, worst, suite, by: examined.by, earlier }
        });
        let token = case.token.as_ref().map(|opened| {
            let key = token::key(opened, issuer, reading);
            let proof = token::examine(opened, case);
            let worst = key.weight().max(heaviest(&proof));
            Standing { key, proof, worst, suite: case.badge.form(), by: None, earlier: Vec::new() }
        });
        // The proofs come first, so that each has the place that it has in the document.
        let mut standings: Vec<Standing<'_>> = standings.chain(token).collect();
        weigh_earlier_proofs(&mut standings);
        decide(case, standings)
    }
}

/// A proof that signs earlier ones is worth no more than they are (Data Integrity §4.5). The reader of proofs left no circle.
fn weigh_earlier_proofs(standings: &mut [Standing<'_>]) {
    for _ in 0..standings.len() {
        let known: Vec<Weight> = standings.iter().map(|standing| standing.worst).collect();
        for standing in standings.iter_mut() {
            let earlier = standing.earlier.iter().filter_map(|at| known.get(*at)).copied();
            standing.worst = earlier.fold(standing.worst, Weight::max);
        }
    }
}

/// The verdict rests on an earlier proof, too, where it rests on one that signs it.
fn count_earlier_proofs(standings: &[Standing<'_>], counted: &mut [bool]) {
    for _ in 0..standings.len() {
        for (at, standing) in standings.iter().enumerate() {
            if counted.get(at) == Some(&true) {
                for earlier in &standing.earlier {
                    counted.get_mut(*earlier).into_iter().for_each(|counts| *counts = true);
                }
            }
        }
    }
}

fn decide(case: &Case<'_>, standings: Vec<Standing<'_>>) -> Quorum {
    let policy = case.demands.policy;
    let holds = |standing: &Standing<'_>| standing.worst < Weight::Open;
    let may_hold = |standing: &Standing<'_>| standing.worst < Weight::Fault;
    // What the policy asks beside the issuer's own signature, it asks of badges.
    let (rule, signers) = match case.is_badge() {
        true => (policy.proofs(), policy.signers()),
        false => (&ProofRule::All, &[][..]),
    };
    let mut verdicts = Vec::new();
    let mut counted: Vec<bool> = match rule {
        ProofRule::All => vec![true; standings.len()],
        ProofRule::Suites(names) => {
            let counted: Vec<bool> =
                standings.iter().map(|standing| names.iter().any(|name| name == standing.suite)).collect();
            if !counted.contains(&true) {
                let message = format!("no proof is of a suite that the policy asks for: {}", names.join(", "));
                verdicts.push(Finding::fault("proof.no-such-suite", message));
            }
            counted
        }
        ProofRule::AtLeast(least) => {
            let enough = |counts: &dyn Fn(&Standing<'_>) -> bool| {
                let counted: Vec<bool> = standings.iter().map(counts).collect();
                let by_issuer = standings.iter().any(|standing| standing.by.is_none() && counts(standing));
                let number = counted.iter().filter(|counts| **counts).count();
                (number >= least.get() && by_issuer).then_some(counted)
            };
            enough(&holds).or_else(|| enough(&may_hold)).unwrap_or_else(|| {
                let found = standings.iter().filter(|standing| holds(standing)).count();
                let message =
                    format!("the policy asks for {least} proofs that hold, the issuer's among them; {found} hold");
                verdicts.push(Finding::fault("proof.too-few", message));
                vec![true; standings.len()]
            })
        }
    };
    count_earlier_proofs(&standings, &mut counted);
    let of_issuer = |(standing, counts): (&Standing<'_>, &bool)| *counts && standing.by.is_none();
    let mut key = Vec::new();
    if !standings.is_empty() && !standings.iter().zip(&counted).any(of_issuer) {
        key.push(Finding::fault("issuer-key.others-only", "no proof that counts is the issuer's own"));
    }
    key.extend(signers.iter().filter_map(|signer| {
        let own = standings.iter().filter(|standing| standing.by == Some(signer) || is_issuer(case, signer, standing));
        missing(signer, own.map(|standing| standing.worst).min())
    }));
    let mut proof = verdicts;
    for (standing, counts) in standings.into_iter().zip(&counted) {
        let weigh = |finding: Finding| if *counts { finding } else { finding.not_counted() };
        key.push(weigh(standing.key));
        proof.extend(standing.proof.into_iter().map(weigh));
    }
    Quorum { key, proof, counted }
}

fn is_issuer(case: &Case<'_>, signer: &Iri, standing: &Standing<'_>) -> bool {
    standing.by.is_none() && case.issuer_id() == Some(signer.as_str())
}

/// What is wrong where somebody whom the policy names has not signed.
fn missing(signer: &Iri, best: Option<Weight>) -> Option<Finding> {
    match best {
        Some(weight) if weight < Weight::Open => None,
        Some(Weight::Open) => {
            let message = format!("whether `{signer}` signed, as the policy asks, could not be checked");
            Some(Finding::open("issuer-key.signer-unknown", message))
        }
        _ => {
            let message = format!("the policy asks for a proof by `{signer}`, and there is none that holds");
            Some(Finding::fault("issuer-key.signer-missing", message))
        }
    }
}

fn heaviest(findings: &[Finding]) -> Weight {
    findings.iter().map(Finding::weight).max().unwrap_or(Weight::Note)
}
