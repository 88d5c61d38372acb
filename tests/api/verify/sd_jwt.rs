//! Badges as SD-JWTs, shown in part and signed by their learner. Names end with the row of the threat table that they hold.

use super::desk::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openbadges::base::iri::Iri;
use openbadges::issue::{Disclosing, Holder, Issuer};
use openbadges::model::MicroCredential;
use openbadges::proof::sd_jwt::SaltSecret;
use openbadges::proof::{Jws, SdJwt};
use openbadges::verify::{
    Audience, CheckId, Finding, Materials, Outcome, Policy, Presentation, PresentationReport, Recipient, Submission,
    Verdict, Verifier,
};
use openbadges::wire::sdjwt::{BADGE_KIND, SdForm};
use serde_json::{Value, json};

const CHALLENGE: &str = "4c1f5b0a-8f5e-4a5e-9d0e-6a0d3b8f7c21";
const DOMAIN: &str = "https://verifier.example";

fn secret() -> SaltSecret {
    let filled = SaltSecret::generate(|bytes| {
        bytes.fill(9);
        Ok(())
    });
    filled.unwrap()
}

/// The sample award of whoever holds key 2.
fn award(learner: Value) -> MicroCredential {
    let mut award: Value = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    award["learner"] = learner;
    serde_json::from_value(award).unwrap()
}

fn issue(award: &MicroCredential, disclosing: &Disclosing<'_>) -> Result<String, &'static str> {
    let id = Iri::parse("urn:uuid:b7").unwrap();
    let signed = Issuer::new(signer(1)).issue_disclosing(award, id, at(FROM), Some(at(UNTIL)), disclosing);
    signed.map(|signed| signed.as_str().to_owned()).map_err(|error| error.code())
}

fn badge(form: SdForm) -> String {
    issue(&award(json!({"id": did(2)})), &Disclosing::new(form, &secret())).unwrap()
}

/// The badge with no more than has to be shown.
fn least(form: SdForm) -> String {
    SdJwt::parse(&badge(form), &LIMITS).unwrap().show(&[], &LIMITS).unwrap().as_str().to_owned()
}

fn claims(token: &str) -> Value {
    let jws = SdJwt::parse(token, &LIMITS).unwrap();
    serde_json::from_slice(jws.jws().payload()).unwrap()
}

/// The token with another payload, really signed by key 1, and its disclosures.
fn signed_again(token: &str, kind: &str, payload: &Value) -> String {
    let (_, rest) = token.split_once('~').unwrap();
    let kid = method(1);
    let jws = Jws::sign(&[("typ", kind), ("kid", &kid)], payload.to_string().as_bytes(), &signer(1), &LIMITS);
    format!("{}~{rest}", jws.unwrap().as_str())
}

fn judged(text: &str, audience: &Audience) -> PresentationReport {
    assert!(matches!(Submission::open(text.as_bytes(), &LIMITS), Ok(Submission::Presentation(_))));
    let presentation = Presentation::open(text.as_bytes(), &LIMITS).unwrap();
    Verifier::compatible().verify_presentation(&presentation, audience, &Materials::none(), at(NOW))
}

fn codes(report: &PresentationReport) -> Vec<&'static str> {
    report.findings().iter().map(Finding::code).collect()
}

#[test]
fn a_badge_is_accepted_whole_and_in_part() {
    for form in [SdForm::VcJose, SdForm::SdJwtVc] {
        let whole = compatibly(&badge(form));
        accepts(&whole);
        assert_eq!(told(&whole, CheckId::Proof), (Outcome::Pass, vec!["token.profile"]));
        assert_eq!((whole.badge().form, whole.badge().container), (form.name(), "jwt"));
        assert!(!whole.accepted().unwrap().is_shown_in_part());
        let part = compatibly(&least(form));
        accepts(&part);
        assert_eq!(told(&part, CheckId::Proof), (Outcome::Pass, vec!["token.profile", "proof.selective"]));
        assert!(part.accepted().unwrap().is_shown_in_part());
        rejects(&strictly(&badge(form)), CheckId::Proof, "token.profile");
    }
}

#[test]
fn every_showing_holds_what_decides() {
    let badge = badge(SdForm::VcJose);
    let whole = open(&badge);
    let least = open(&least(SdForm::VcJose));
    let (whole, least) = (parse(whole.document().as_str()), parse(least.document().as_str()));
    for pointer in [
        "/id",
        "/issuer",
        "/validFrom",
        "/validUntil",
        "/credentialSubject/id",
        "/credentialSubject/achievement",
        "/credentialSubject/result",
    ] {
        assert!(whole.pointer(pointer).is_some(), "{pointer}");
        assert_eq!(least.pointer(pointer), whole.pointer(pointer), "{pointer}");
    }
    // And yet something is hidden, of which the signed text holds no letter.
    let name = whole["name"].as_str().unwrap();
    assert!(least.get("name").is_none());
    assert_eq!(claims(&badge)["name"], Value::Null);
    let shown = SdJwt::parse(&badge, &LIMITS).unwrap().show(&["/name"], &LIMITS).unwrap();
    assert_eq!(parse(open(shown.as_str()).document().as_str())["name"], name);
}

#[test]
fn an_issuer_says_what_else_every_showing_holds() {
    let award = award(json!({"id": did(2)}));
    let secret = secret();
    let disclosing = || Disclosing::new(SdForm::VcJose, &secret);
    let kept = issue(&award, &disclosing().with_mandatory(&["/name"])).unwrap();
    assert!(claims(&kept)["name"].is_string());
    assert_eq!(issue(&award, &disclosing().with_mandatory(&["/nothing"])), Err("proof.pointer"));
    assert_eq!(issue(&award, &disclosing().with_mandatory(&["name"])), Err("proof.pointer"));
}

#[test]
fn the_token_of_wallets_has_its_claims() {
    let payload = claims(&badge(SdForm::SdJwtVc));
    assert_eq!(payload["vct"], BADGE_KIND);
    assert_eq!(payload["iss"], did(1));
    assert_eq!((payload["nbf"].as_i64(), payload["exp"].as_i64()), (Some(1_768_467_600), Some(1_894_698_000)));
    assert_eq!(payload["cnf"]["jwk"], parse(&signer(2).verifying_key().to_jwk()));
    // Without `vct` it is none.
    let mut without = payload.clone();
    without.as_object_mut().unwrap().remove("vct");
    let token = signed_again(&badge(SdForm::SdJwtVc), "dc+sd-jwt", &without);
    assert_eq!(told(&compatibly(&token), CheckId::Proof), (Outcome::Pass, vec!["token.profile", "wire.claim-missing"]));
    assert_eq!(claims(&badge(SdForm::VcJose))["vct"], Value::Null);
}

#[test]
fn the_holder_is_who_the_issuer_says() {
    let holder = |learner: Value, key: Option<u8>| {
        let secret = secret();
        let disclosing = Disclosing::new(SdForm::VcJose, &secret);
        let disclosing = match key {
            Some(key) => disclosing.with_holder(signer(key).verifying_key().clone()),
            None => disclosing,
        };
        claims(&issue(&award(learner), &disclosing).unwrap())["cnf"]["jwk"].clone()
    };
    let jwk = |key: u8| parse(&signer(key).verifying_key().to_jwk());
    assert_eq!(holder(json!({"id": did(2)}), None), jwk(2));
    assert_eq!(holder(json!({"id": did(2)}), Some(3)), jwk(3));
    assert_eq!(holder(json!({"id": "https://example.org/robin"}), None), Value::Null);
    assert_eq!(holder(json!({"id": "https://example.org/robin"}), Some(3)), jwk(3));
}

#[test]
fn the_learner_proves_that_the_badge_is_hers_t25() {
    let show = |key: u8| Holder::new(signer(key)).show(&badge(SdForm::SdJwtVc), &["/name"], CHALLENGE, DOMAIN, at(NOW));
    assert_eq!(show(3).unwrap_err().code(), "sd-jwt.other-holder");
    let shown = show(2).unwrap();
    let report = judged(&shown, &Audience::new(CHALLENGE).with_domain(DOMAIN));
    assert_eq!((report.verdict(), report.holder()), (Verdict::Accepted, Some(did(2).as_str())), "{report:#?}");
    assert!(report.findings().is_empty());
    assert_eq!(told(&report.badges()[0], CheckId::Recipient), (Outcome::Pass, vec!["recipient.match"]));
    assert_eq!(judged(&shown, &Audience::new(CHALLENGE)).verdict(), Verdict::Accepted);
    for (audience, code) in [
        (Audience::new("another"), "sd-jwt.nonce"),
        (Audience::new(CHALLENGE).with_domain("https://other.example"), "sd-jwt.audience"),
    ] {
        let report = judged(&shown, &audience);
        assert_eq!((report.verdict(), report.holder()), (Verdict::Rejected, None));
        assert_eq!(codes(&report), [code]);
    }
    // By itself the badge is worth what it is, and the showing is told of.
    let report = compatibly(&shown);
    accepts(&report);
    assert!(told(&report, CheckId::Proof).1.contains(&"proof.for-somebody"));
    // A badge without such a signature is no presentation.
    assert!(matches!(Submission::open(badge(SdForm::SdJwtVc).as_bytes(), &LIMITS), Ok(Submission::Badge(_))));
    let unbound = Presentation::open(badge(SdForm::SdJwtVc).as_bytes(), &LIMITS);
    assert_eq!(unbound.unwrap_err().code(), "verify.not-a-presentation");
}

#[test]
fn a_showing_of_a_badge_that_is_not_proven_has_no_holder_t25() {
    // Made by the learner herself, who names herself as its holder.
    let payload = claims(&badge(SdForm::VcJose));
    let kid = method(1);
    let jws = Jws::sign(&[("typ", "vc+sd-jwt"), ("kid", &kid)], payload.to_string().as_bytes(), &signer(2), &LIMITS);
    let forged = SdJwt::parse(&format!("{}~", jws.unwrap().as_str()), &LIMITS).unwrap();
    let forged = forged.bind(CHALLENGE, DOMAIN, at(NOW), &signer(2), &LIMITS).unwrap();
    let report = judged(forged.as_str(), &Audience::new(CHALLENGE));
    assert_eq!((report.verdict(), report.holder(), report.shown()), (Verdict::Rejected, None, Outcome::Fail));
    assert_eq!(codes(&report), ["presentation.holder-key"]);
}

#[test]
fn a_signature_of_the_holder_that_does_not_hold_rejects_the_badge_even_unasked_t25() {
    let whole = SdJwt::parse(&badge(SdForm::VcJose), &LIMITS).unwrap();
    let shown = whole.show(&["/name"], &LIMITS).unwrap().bind(CHALLENGE, DOMAIN, at(NOW), &signer(2), &LIMITS).unwrap();
    let (_, binding) = shown.as_str().rsplit_once('~').unwrap();
    rejects(&compatibly(&format!("{}{binding}", whole.as_str())), CheckId::Proof, "sd-jwt.binding");
}

#[test]
fn a_disclosure_that_was_altered_or_made_up_rejects_the_badge_t22() {
    let badge = badge(SdForm::VcJose);
    let made_up = URL_SAFE_NO_PAD.encode(r#"["s","name","Doctor of Medicine"]"#);
    rejects(&compatibly(&format!("{badge}{made_up}~")), CheckId::Proof, "sd-jwt.unreferenced");
    rejects(&compatibly(&format!("{}{made_up}~", least(SdForm::VcJose))), CheckId::Proof, "sd-jwt.unreferenced");
}

#[test]
fn the_type_of_a_token_says_whether_it_has_disclosures_t24() {
    let badge = badge(SdForm::VcJose);
    let payload = claims(&badge);
    for kind in ["vc+jwt", "JWT", "sd-jwt", "vp+sd-jwt"] {
        rejects(&compatibly(&signed_again(&badge, kind, &payload)), CheckId::Proof, "token.type");
    }
    let kid = method(1);
    let jws = Jws::sign(&[("typ", "vc+sd-jwt"), ("kid", &kid)], unsigned().to_string().as_bytes(), &signer(1), &LIMITS);
    rejects(&compatibly(jws.unwrap().as_str()), CheckId::Proof, "token.type");
}

#[test]
fn a_status_of_the_token_s_own_is_unknown_never_a_pass() {
    let badge = badge(SdForm::SdJwtVc);
    let mut payload = claims(&badge);
    payload["status"] = json!({"status_list": {"idx": 3, "uri": "https://school.example/status"}});
    let report = compatibly(&signed_again(&badge, "dc+sd-jwt", &payload));
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert_eq!(told(&report, CheckId::Status), (Outcome::Unknown, vec!["status.not-checked"]));
}

#[test]
fn what_another_issuer_lets_be_hidden_is_missed_where_it_decides() {
    // Everything can be hidden, the learner too: what is left is no badge.
    let badge = json!({"@context": [V2, OB], "type": ["VerifiableCredential", "OpenBadgeCredential"]});
    let mut whole = unsigned();
    for name in ["@context", "type"] {
        whole[name] = badge[name].clone();
    }
    let document = openbadges::codec::json::Document::parse(whole.to_string().as_bytes(), &LIMITS).unwrap();
    let kid = method(1);
    let header = [("typ", "vc+sd-jwt"), ("kid", kid.as_str())];
    let pointers = ["/credentialSubject", "/credentialSubject/achievement", "/validUntil"];
    let token = SdJwt::conceal(&header, document.root(), &pointers, &secret(), &signer(1), &LIMITS).unwrap();
    accepts(&compatibly(token.as_str()));
    let report = compatibly(token.show(&[], &LIMITS).unwrap().as_str());
    assert_eq!(report.verdict(), Verdict::Rejected);
    assert_eq!(failed(&report), [CheckId::Shape]);
    // A hidden end cannot be missed: that is why such a badge is told of, and not stacked unasked.
    let report = compatibly(token.show(&["/credentialSubject"], &LIMITS).unwrap().as_str());
    accepts(&report);
    assert!(report.accepted().unwrap().is_shown_in_part());
}

#[test]
fn a_badge_travels_in_a_picture_and_in_a_presentation() {
    let badge = badge(SdForm::VcJose);
    let id = Iri::parse("urn:uuid:b7").unwrap();
    let secret = secret();
    let issued = Issuer::new(signer(1)).issue_disclosing(
        &award(json!({"id": did(2)})),
        id,
        at(FROM),
        Some(at(UNTIL)),
        &Disclosing::new(SdForm::VcJose, &secret),
    );
    let picture = issued.unwrap().bake_svg(br#"<svg xmlns="http://www.w3.org/2000/svg"/>"#).unwrap();
    let report = compatibly(std::str::from_utf8(&picture).unwrap());
    accepts(&report);
    assert_eq!((report.badge().form, report.badge().container), ("vc+sd-jwt", "svg"));
    for (form, badge) in [(SdForm::VcJose, badge), (SdForm::SdJwtVc, self::badge(SdForm::SdJwtVc))] {
        let text = Holder::new(signer(2)).present(&[&badge], CHALLENGE, None, at(NOW)).unwrap();
        let id = parse(&text)["verifiableCredential"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(id, format!("data:application/{},{badge}", form.name()));
        let report = judged(&text, &Audience::new(CHALLENGE));
        assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
        let wrong = text.replace(&format!("application/{},", form.name()), "application/vc+jwt,");
        let refused = Presentation::open(wrong.as_bytes(), &LIMITS);
        assert_eq!(refused.unwrap_err().code(), "envelope.media-type");
    }
}

#[test]
fn a_recipient_is_compared_as_with_every_badge() {
    let report = |who: &str| {
        let verifier = Verifier::new(Policy::compatible()).with_recipient(Recipient::parse(who).unwrap());
        judge(&verifier, &least(SdForm::VcJose))
    };
    accepts(&report(&format!("id:{}", did(2))));
    rejects(&report(&format!("id:{}", did(3))), CheckId::Recipient, "recipient.mismatch");
}
