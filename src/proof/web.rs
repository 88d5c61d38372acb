//! Where the document of a `did:web` lies: text in, address out, nothing fetched.

use super::Error;
use super::did::DidUrl;
use crate::base::Malformed;

/// The https address of the DID document of a `did:web` (did:web method specification §3.2).
///
/// # Errors
///
/// `did.malformed` or `did.method` for another identifier; `did.web` for a host that is an IP address or `localhost`, and for
/// path segments that are empty, dots, or hide a delimiter behind percent-encoding.
pub fn document_url(did: &str) -> Result<String, Error> {
    let url = DidUrl::parse(did)?;
    if url.method() != "web" {
        return Err(Error::Did(Malformed::new("did.method", "a did:web", did)));
    }
    let refuse = || Error::Did(Malformed::new("did.web", "did:web with a public host and plain path segments", did));
    let mut parts = url.specific_id().split(':');
    let host = parts.next().and_then(host).ok_or_else(refuse)?;
    let path: Vec<&str> = parts.collect();
    if !path.iter().all(|segment| is_plain(segment)) {
        return Err(refuse());
    }
    Ok(if path.is_empty() {
        format!("https://{host}/.well-known/did.json")
    } else {
        format!("https://{host}/{}/did.json", path.join("/"))
    })
}

/// A host name of at least two labels, with `%3A` and a port decoded.
fn host(text: &str) -> Option<String> {
    let (name, port) = match text.split_once("%3A").or_else(|| text.split_once("%3a")) {
        Some((name, port)) => (name, Some(port)),
        None => (text, None),
    };
    let is_label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let labels: Vec<&str> = name.split('.').collect();
    let top = labels.last()?;
    let is_public = labels.len() > 1 && top.bytes().any(|b| b.is_ascii_alphabetic()) && *top != "localhost";
    if !is_public || !labels.iter().all(|label| is_label(label)) {
        return None;
    }
    match port {
        None => Some(name.to_ascii_lowercase()),
        Some(port) => port.parse::<u16>().ok().map(|port| format!("{}:{port}", name.to_ascii_lowercase())),
    }
}

fn is_plain(segment: &str) -> bool {
    let hidden = ["%2f", "%5c", "%23", "%3f", "%40", "%2e", "%00"];
    let lower = segment.to_ascii_lowercase();
    !segment.is_empty() && segment != "." && segment != ".." && !hidden.iter().any(|code| lower.contains(code))
}

#[cfg(test)]
mod tests {
    use super::document_url;

    #[test]
    fn finds_the_document_of_a_host_and_of_a_path() {
        assert_eq!(document_url("did:web:example.org").unwrap(), "https://example.org/.well-known/did.json");
        assert_eq!(document_url("did:web:Example.org%3A8443:a:b").unwrap(), "https://example.org:8443/a/b/did.json");
    }

    #[test]
    fn refuses_addresses_that_lead_elsewhere() {
        for did in [
            "did:web:..",
            "did:web:example.org:..:x",
            "did:web:example.org:%2e%2e",
            "did:web:example.org:a%2Fb",
            "did:web:127.0.0.1",
            "did:web:localhost",
            "did:web:example.org.",
            "did:web:example.org::a",
            "did:web:a%40b.org",
            "did:key:z6Mk",
            "https://example.org",
        ] {
            assert!(document_url(did).is_err(), "{did}");
        }
    }
}
