//! Open Badges 3.0 §8.2.4, VC-JOSE-COSE §3: a token is one of the two profiles, made by its key, and its claims agree with the
//! credential.

use crate::proof::Algorithm;
use crate::proof::jws::Header;
use crate::verify::case::Case;
use crate::verify::checks::{issuer_key, proof};
use crate::verify::policy::Reading;
use crate::verify::report::Finding;
use crate::verify::token::{Opened, Profile, Selective, Token};
use crate::wire::vcjwt::Form;

/// What there is to say of the key of a token.
pub(in crate::verify) fn key(token: &Opened<'_>, issuer: &str, reading: Reading) -> Finding {
    if token.header.is_err() {
        return Finding::open("issuer-key.no-header", "without a header that is allowed there is no key to ask about");
    }
    let Some(key) = &token.key else {
        let message = "neither a name of the key nor the key is there: nobody can look for it";
        return Finding::open("issuer-key.unnamed", message);
    };
    issuer_key::of_key(key, token.key_name(), issuer, reading)
}

/// What there is to say of everything else.
pub(in crate::verify) fn examine(token: &Opened<'_>, case: &Case<'_>) -> Vec<Finding> {
    let header = match &token.header {
        Ok(header) => header,
        Err(error) => return vec![Finding::fault(error.code(), error.to_string())],
    };
    let mut findings = Vec::new();
    match &token.signature {
        Some(Ok(())) => {}
        Some(Err(error)) => findings.push(Finding::fault(error.code(), error.to_string())),
        None => findings.push(proof::no_key()),
    }
    findings.extend(proof::accepted(case.demands.policy, header.algorithm().jws_name()));
    let Some(profile) = token.token.profile() else {
        let message =
            format!("expected a token of a credential, found one of type `{}`", header.kind().unwrap_or_default());
        findings.push(Finding::fault("token.type", message));
        return findings;
    };
    // Apart from what may be hidden an SD-JWT is the token of VC-JOSE-COSE.
    let form = match profile {
        Profile::Whole(form) => form,
        Profile::Selective(_) => Form::VcJose,
    };
    match profile {
        Profile::Whole(Form::VcJwt) => findings.extend(beyond_the_standard(header, case)),
        Profile::Whole(Form::VcJose) | Profile::Selective(_) => {
            let message = format!("a token of the type `{}`, which Open Badges 3.0 does not name", profile.name());
            findings.push(case.relaxation("token.profile", message));
        }
    }
    findings.extend(selective(token, case));
    if let Profile::Selective(form) = profile {
        findings.extend(form.fault(token.claims).map(|fault| case.weigh(&fault)));
    }
    findings.extend(other_members(header, form, case));
    if token.claims.is_addressed() {
        let message = "made for certain readers (`aud`); nobody asked to compare them";
        findings.push(Finding::note("proof.for-somebody", message));
    }
    let faults = token.claims.faults(form, case.root);
    findings.extend(faults.iter().map(|fault| case.weigh(fault)));
    findings
}

/// What there is to say of a token that its holder may show in part (RFC 9901 §7).
fn selective(token: &Opened<'_>, case: &Case<'_>) -> Vec<Finding> {
    let Token::Selective(selective) = token.token else { return Vec::new() };
    let Selective { sd_jwt, disclosed } = &**selective;
    let mut findings = Vec::new();
    if let Err(error) = disclosed.check_references() {
        findings.push(Finding::fault(error.code(), error.to_string()));
    }
    if disclosed.may_hide() {
        findings.push(proof::selective());
    }
    if sd_jwt.is_bound() {
        findings.push(match sd_jwt.check_binding(None, case.now, case.demands.limits) {
            Ok(()) => Finding::note("proof.for-somebody", "signed by its holder for whoever asked to see it"),
            Err(error) => proof::refused(&error),
        });
    }
    findings
}

/// What the VC-JWT of Open Badges does not name and others write.
fn beyond_the_standard(header: &Header<'_>, case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if header.algorithm() == Algorithm::Ed25519 {
        let message = "signed by `EdDSA`; the standard has RS256 and lets issuers use ES256";
        findings.push(case.relaxation("token.algorithm", message));
    }
    if header.key_id().is_some_and(|id| !id.contains(':')) {
        findings.push(case.relaxation("token.key-id", "expected a URL as `kid`, found a name that is none"));
    }
    findings
}

/// Members of the header that say nothing here. A key that one of them leads to is nobody's.
fn other_members(header: &Header<'_>, form: Form, case: &Case<'_>) -> Vec<Finding> {
    let is_expected = |name: &str| form == Form::VcJose && name == "cty";
    let others = header.others().filter(|name| !is_expected(name));
    others
        .map(|name| {
            case.relaxation("token.header", format!("`{name}` in the header is not read, and no key is fetched by it"))
        })
        .collect()
}
