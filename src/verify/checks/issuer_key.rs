//! Open Badges 3.0 §8.2, Data Integrity §4.4: each signing key belongs to the issuer. A good signature by anybody else is worth nothing.

use crate::verify::case::Examined;
use crate::verify::checks::proof::refused;
use crate::verify::issuer::{Binding, Key};
use crate::verify::policy::Reading;
use crate::verify::report::Finding;

pub(in crate::verify) fn finding(examined: &Examined<'_>, issuer: &str, reading: Reading) -> Finding {
    let method = examined.proof.verification_method();
    let finding = match (&examined.key, examined.by) {
        (Key::Bound(_, binding), Some(signer)) if !matches!(binding, Binding::Legacy(_)) => {
            let message = format!("signed by `{signer}` as well, whom the policy names");
            Finding::note("issuer-key.co-signer", message)
        }
        (key, _) => of_key(key, method, issuer, reading),
    };
    finding.at(format!("{}/verificationMethod", examined.proof.node().pointer()))
}

/// What ties a key of this name to the issuer.
pub(super) fn of_key(key: &Key, method: &str, issuer: &str, reading: Reading) -> Finding {
    match key {
        Key::Bound(_, Binding::Legacy(url)) => legacy(url, reading),
        Key::Bound(_, binding) => bound(binding),
        Key::Unbound(_) | Key::Foreign => Finding::fault(
            "issuer-key.unbound",
            format!("the key `{method}` is not known to belong to the issuer `{issuer}`"),
        ),
        Key::DocumentMissing(absent, _) => Finding::open(
            "issuer-key.document-missing",
            format!("what is published {absent}, so the issuer's keys are not known: fetch it and verify again"),
        ),
        Key::Refused(error) => refused(error),
    }
}

/// A key in a form of the past: the strict reading does not rely on it.
pub(in crate::verify) fn legacy(url: &str, reading: Reading) -> Finding {
    let message =
        format!("published at `{url}` as `publicKeyBase58`, a form of the past that the standard no longer names");
    match reading {
        Reading::Strict => Finding::open("issuer-key.legacy-form", message),
        Reading::Compatible => Finding::warning("issuer-key.legacy-form", message),
    }
}

/// How the key is bound to the issuer.
fn bound(binding: &Binding) -> Finding {
    match binding {
        Binding::SelfCertifying => Finding::note("issuer-key.self-certifying", "the issuer's id is the key itself"),
        Binding::Resolved(url) | Binding::Legacy(url) => {
            let message = format!("the issuer publishes the key for assertions, at `{url}`");
            Finding::note("issuer-key.resolved", message)
        }
        Binding::KeySet(url) => {
            Finding::note("issuer-key.key-set", format!("the key is in the key set of the issuer's host, `{url}`"))
        }
        Binding::Pinned => Finding::note("issuer-key.pinned", "the verifier was given the key as the issuer's"),
    }
}
