//! Open Badges 3.0 §9: whether the badge is about the person at hand. Identities of different kinds are never compared.

use crate::verify::case::Case;
use crate::verify::demands::{Endorsed, Role};
use crate::verify::recipient::Recipient;
use crate::verify::report::{Check, CheckId, Finding};
use crate::wire::ob3::{AchievementSubject, IdentifierType, Identity, IdentityObject};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let recipient = match case.demands.role {
        Role::Badge(recipient) => recipient,
        Role::Endorsement(endorsed) => return thing(case, endorsed),
    };
    let Some(recipient) = recipient else {
        let note = Finding::note("recipient.not-asked", "nobody was named to compare the learner with");
        return Check::not_applicable(CheckId::Recipient, vec![note]);
    };
    let Some(credential) = &case.credential else {
        let open = Finding::open("recipient.not-comparable", "the badge could not be read");
        return Check::of(CheckId::Recipient, vec![open]);
    };
    let finding = compare(recipient, &credential.subject, case.demands.policy.matches_md5()).finding();
    Check::of(CheckId::Recipient, vec![finding.at("/credentialSubject")])
}

/// Whether an endorsement is about the thing on which it stands.
fn thing(case: &Case<'_>, endorsed: Endorsed<'_>) -> Check {
    let about = case.root.get("credentialSubject").and_then(|subject| subject.get("id")?.as_str());
    let finding = match (about, endorsed.id) {
        (Some(about), Some(id)) if about == id && endorsed.is_bound => {
            return Check::of(CheckId::Recipient, Vec::new());
        }
        (Some(about), Some(id)) if about == id => {
            let message = format!("about `{id}`: anybody can write that id, and only an issuer's is tied to its key");
            Finding::note("recipient.by-id-alone", message)
        }
        (about, id) => {
            let [about, id] = [about, id].map(|id| id.unwrap_or("something without id"));
            let message = format!("about `{about}`, and stands on `{id}`");
            Finding::fault("recipient.other-thing", message)
        }
    };
    Check::of(CheckId::Recipient, vec![finding.at("/credentialSubject/id")])
}

/// How a person and a learner compare, from the best to the worst.
enum Comparison {
    Match,
    /// Equal only after the spelling was changed, in the way that the text says.
    WeakMatch(&'static str),
    /// A hash without a salt: anyone can test guesses against it.
    UnsaltedMatch,
    /// A hash by MD5: anyone can make something else that has it.
    WeakHashMatch,
    Mismatch,
    NotComparable,
}

impl Comparison {
    fn finding(&self) -> Finding {
        match self {
            Self::Match => Finding::note("recipient.match", "the badge is about this person"),
            Self::WeakMatch(how) => Finding::warning("recipient.weak-match", format!("equal only {how}")),
            Self::UnsaltedMatch => {
                Finding::warning("recipient.unsalted", "matches a hash without a salt, which is weak")
            }
            Self::WeakHashMatch => {
                Finding::warning("recipient.md5", "matches a hash by MD5, which others can be made to match")
            }
            Self::Mismatch => Finding::fault("recipient.mismatch", "the badge is about somebody else"),
            Self::NotComparable => Finding::open(
                "recipient.not-comparable",
                "the badge states no identity of this kind that can be compared",
            ),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Match => 0,
            Self::UnsaltedMatch => 1,
            Self::WeakMatch(_) => 2,
            Self::WeakHashMatch => 3,
            Self::Mismatch => 4,
            Self::NotComparable => 5,
        }
    }
}

fn compare(recipient: &Recipient, subject: &AchievementSubject, matches_md5: bool) -> Comparison {
    let spellings = spellings(recipient);
    let by_id = match (recipient, &subject.id) {
        (Recipient::Id(id), Some(of)) if of.as_str() == id => Comparison::Match,
        (Recipient::Id(_), Some(_)) => Comparison::Mismatch,
        (Recipient::Email(_), Some(of)) => match of.as_str().strip_prefix("mailto:") {
            Some(address) => compare_text(&spellings, |spelling| Some(spelling == address)),
            None => Comparison::NotComparable,
        },
        _ => Comparison::NotComparable,
    };
    let identities = subject.identifiers.iter().filter(|identity| is_comparable(recipient, &identity.identity_type));
    let by_identity = identities.map(|identity| compare_identity(&spellings, identity, matches_md5));
    by_identity.chain([by_id]).min_by_key(Comparison::rank).unwrap_or(Comparison::NotComparable)
}

fn compare_identity(spellings: &[(String, &'static str)], identity: &IdentityObject, matches_md5: bool) -> Comparison {
    let salt = identity.salt.as_deref().unwrap_or_default();
    match &identity.identity {
        Identity::Plain(text) => compare_text(spellings, |spelling| Some(spelling == &**text)),
        Identity::Hashed(hash) if hash.is_weak() && !matches_md5 => Comparison::NotComparable,
        Identity::Hashed(hash) if hash.is_weak() => {
            match spellings.iter().any(|(spelling, _)| hash.is_perhaps_of(spelling, salt)) {
                true => Comparison::WeakHashMatch,
                false => Comparison::Mismatch,
            }
        }
        Identity::Hashed(hash) => match compare_text(spellings, |spelling| hash.is_of(spelling, salt)) {
            Comparison::Match if salt.is_empty() => Comparison::UnsaltedMatch,
            other => other,
        },
    }
}

fn compare_text(spellings: &[(String, &'static str)], is: impl Fn(&str) -> Option<bool>) -> Comparison {
    match spellings.iter().find(|(spelling, _)| is(spelling) == Some(true)) {
        Some((_, "")) => Comparison::Match,
        Some((_, how)) => Comparison::WeakMatch(how),
        None => Comparison::Mismatch,
    }
}

/// The spellings to try, exact first, each with how it differs.
fn spellings(recipient: &Recipient) -> Vec<(String, &'static str)> {
    match recipient {
        Recipient::Id(text) | Recipient::Name(text) | Recipient::StudentNumber(text) => vec![(text.clone(), "")],
        Recipient::Email(address) => {
            let mut spellings = vec![(address.clone(), "")];
            if let Some((local, domain)) = address.rsplit_once('@') {
                let domain = domain.to_lowercase();
                spellings.push((format!("{local}@{domain}"), "with the domain in lower case"));
            }
            spellings.push((address.to_lowercase(), "in lower case"));
            spellings
        }
    }
}

fn is_comparable(recipient: &Recipient, kind: &IdentifierType) -> bool {
    match recipient {
        Recipient::Id(_) => false,
        Recipient::Email(_) => *kind == IdentifierType::EmailAddress,
        Recipient::Name(_) => *kind == IdentifierType::Name,
        Recipient::StudentNumber(_) => matches!(
            kind,
            IdentifierType::SisSourcedId
                | IdentifierType::SourcedId
                | IdentifierType::SystemId
                | IdentifierType::Identifier
        ),
    }
}
