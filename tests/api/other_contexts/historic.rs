//! Badges signed under what an address once meant.

use super::*;

const OB_30: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";

fn old_badge() -> Value {
    let mut badge = badge();
    badge["@context"] = json!([V1, OB_30, "https://w3id.org/security/data-integrity/v2"]);
    let date = badge.as_object_mut().unwrap().remove("validFrom").unwrap();
    badge["issuanceDate"] = date;
    badge
}

#[test]
fn a_badge_signed_under_an_old_context_is_rejected_and_told_which() {
    let contexts = Contexts::bundled();
    let drafts: Vec<_> = contexts.historic(OB_30).collect();
    assert_eq!(drafts.len(), 3);
    for draft in drafts {
        let then = contexts.with_historic(draft.sha256()).unwrap();
        let text = signed(&old_badge(), Suite::EddsaRdfc2022, &then);
        assert_eq!(judged(&text, &then).check(CheckId::Proof).unwrap().outcome(), Outcome::Pass);

        let report = judged(&text, &contexts);
        assert_eq!(report.verdict(), Verdict::Rejected);
        assert!(report.proven().is_none());
        assert_eq!(codes(&report, CheckId::Proof), ["proof.historic-context"]);
        let finding = &report.check(CheckId::Proof).unwrap().findings()[0];
        let when = format!("signed against the context document of {} for `{OB_30}`", draft.held().unwrap());
        assert!(finding.message().contains(&when), "{}", finding.message());
        assert_eq!(finding.place(), Some("/proof/0"));
    }
}

#[test]
fn a_badge_that_was_altered_is_not_excused_by_an_old_context() {
    let contexts = Contexts::bundled();
    let draft = contexts.historic(OB_30).next().unwrap();
    let then = contexts.with_historic(draft.sha256()).unwrap();
    for contexts_of_signing in [&contexts, &then] {
        let text = signed(&old_badge(), Suite::EddsaRdfc2022, contexts_of_signing).replace("Tides", "Tidings");
        assert_eq!(codes(&judged(&text, &contexts), CheckId::Proof), ["proof.signature-invalid"]);
    }
}

#[test]
fn a_suite_that_signs_json_does_not_depend_on_old_contexts() {
    let contexts = Contexts::bundled();
    let draft = contexts.historic(OB_30).next().unwrap();
    let then = contexts.with_historic(draft.sha256()).unwrap();
    let text = signed(&old_badge(), Suite::EddsaJcs2022, &then);
    assert_eq!(judged(&text, &contexts).check(CheckId::Proof).unwrap().outcome(), Outcome::Pass);
    let altered = text.replace("Tides", "Tidings");
    assert_eq!(codes(&judged(&altered, &contexts), CheckId::Proof), ["proof.signature-invalid"]);
}

#[test]
fn each_proof_is_told_its_own_context() {
    let contexts = Contexts::bundled();
    let mut drafts = contexts.historic(OB_30);
    let (newest, older) = (drafts.next().unwrap(), drafts.next().unwrap());
    let under = |draft: &openbadges::codec::ld::ContextInfo, document: &str| {
        let then = contexts.with_historic(draft.sha256()).unwrap();
        signed(&serde_json::from_str(document).unwrap(), Suite::EddsaRdfc2022, &then)
    };
    let twice = under(older, &under(newest, &signed(&old_badge(), Suite::EddsaRdfc2022, &contexts)));
    let report = judged(&twice, &contexts);
    let findings = report.check(CheckId::Proof).unwrap().findings();
    let places: Vec<_> = findings.iter().map(|finding| (finding.code(), finding.place().unwrap())).collect();
    assert_eq!(places, [("proof.historic-context", "/proof/1"), ("proof.historic-context", "/proof/2")]);
    assert!(findings[0].message().contains(newest.held().unwrap()));
    assert!(findings[1].message().contains(older.held().unwrap()));
}
