//! A badge that its holder shows by itself: an SD-JWT with a signature of the key that the issuer named as the holder's.

use crate::base::time::Timestamp;
use crate::proof::SdJwt;
use crate::proof::did;
use crate::proof::sd_jwt::Nonce;
use crate::verify::checks::proof as proof_check;
use crate::verify::presentation::Audience;
use crate::verify::report::{Finding, Report, Verdict};
use crate::verify::token::Token;
use crate::verify::{Presented, Recipient, Verifier, danger};

/// The SD-JWT of such a badge.
pub(super) fn bound(badge: &Presented) -> Option<&SdJwt> {
    match badge.token()? {
        Token::Selective(selective) => Some(&selective.sd_jwt).filter(|sd_jwt| sd_jwt.is_bound()),
        Token::Whole { .. } => None,
    }
}

/// Who holds it: whom it is about, else whoever has the key.
pub(super) fn holder(badge: &Presented, sd_jwt: &SdJwt) -> Option<String> {
    let of_key = || sd_jwt.holder_key().ok().map(|key| did::key_did(&key));
    danger::subject_id(badge).map(str::to_owned).or_else(of_key)
}

/// Whom the badge has to be about. The issuer says so, not the holder.
pub(super) fn recipient(badge: &Presented) -> Option<Recipient> {
    danger::subject_id(badge).map(|id| Recipient::Id(id.to_owned()))
}

/// Whether the holder made this showing for the audience (RFC 9901 §7.3). The key stands in the badge: it is worth what the badge is.
pub(super) fn judge(
    sd_jwt: &SdJwt,
    report: &Report,
    audience: &Audience,
    verifier: &Verifier,
    now: Timestamp,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let asked = Nonce { nonce: &audience.challenge, audience: audience.domain.as_deref() };
    if let Err(error) = sd_jwt.check_binding(Some(asked), now, &verifier.limits) {
        findings.push(proof_check::refused(&error));
    }
    if report.proven().is_none() {
        let message = "the badge says whose key may show it, and what it says is not proven";
        findings.push(match report.verdict() {
            Verdict::Rejected => Finding::fault("presentation.holder-key", message),
            Verdict::Undecided | Verdict::Accepted => Finding::open("presentation.holder-key", message),
        });
    }
    findings
}
