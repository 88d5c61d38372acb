//! A registered context may take a word that only version 1.1 of the data model has. Beside that version it changes nothing.

use super::*;

const URL: &str = "https://badges.example.org/context.json";
const OTHER: &str = "https://badges.example.org/issuanceDate";
const OB_300: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";

/// The meanings of `issuanceDate` in a badge of version 1.1 and in the one inside of it, or the refusal.
fn meanings(context: &Value, urls: [&str; 3], class: Option<&str>, inside: &str) -> Result<Vec<String>, &'static str> {
    let mut contexts = Contexts::bundled();
    contexts.register(URL, json!({ "@context": context }).to_string().as_bytes(), None).unwrap();
    let mut types = vec!["VerifiableCredential", "OpenBadgeCredential"];
    types.extend(class);
    let inner = json!({
        "id": "urn:example:inner",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuanceDate": "2026-01-02T03:04:05Z",
    });
    let document = json!({
        "@context": urls,
        "id": "urn:example:outer",
        "type": types,
        "issuanceDate": "2026-01-02T03:04:05Z",
        inside: inner,
    });
    let statements = statements_of(&document, &contexts).map_err(|error| error.code())?.to_nquads();
    let dates = statements.lines().filter(|line| line.contains("2026-01-02T03:04:05Z"));
    Ok(dates.map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect())
}

/// Every way in which a context could give the word another meaning, with a type that brings it in and a property to the
/// inner credential.
fn ways() -> Vec<(Value, Option<&'static str>, &'static str)> {
    let plain = json!({ "issuanceDate": OTHER });
    let protected = json!({"@protected": true, "issuanceDate": OTHER});
    let mut ways = vec![(plain.clone(), None, "endorsement"), (protected.clone(), None, "endorsement")];
    for scoped in [plain, protected] {
        // Applied before the context of `VerifiableCredential`, and after it.
        for class in ["AlphaCredential", "ZetaCredential"] {
            let context = json!({class: {"@id": "https://badges.example.org/class", "@context": scoped}});
            ways.push((context, Some(class), "endorsement"));
        }
        let property = json!({"holds": {"@id": "https://badges.example.org/holds", "@context": scoped}});
        ways.push((property, None, "holds"));
    }
    ways
}

#[test]
fn a_registered_context_beside_version_one_changes_no_word_of_it_l19() {
    let own = "<https://www.w3.org/2018/credentials#issuanceDate>";
    let (mut kept, mut refused) = (0, 0);
    for (context, class, inside) in ways() {
        for urls in [[V1, OB_300, URL], [V1, URL, OB_300], [URL, V1, OB_300]] {
            match meanings(&context, urls, class, inside) {
                Ok(meanings) => {
                    assert_eq!(meanings, [own, own], "{context} {urls:?}");
                    kept += 1;
                }
                Err(code) => {
                    assert_eq!(code, "ld.redefinition", "{context} {urls:?}");
                    refused += 1;
                }
            }
        }
    }
    // An unprotected word gives way where the type has it, and a protected one is a conflict.
    assert_eq!((kept, refused), (9, 15));
}
