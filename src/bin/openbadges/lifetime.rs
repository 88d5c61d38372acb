//! How long a fetched document may stand for what lies at its address: by its server, by itself, and by us.

use crate::cache::LONGEST;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Node;
use openbadges::verify::{NeedKind, Presented};
use ureq::http::HeaderMap;

/// What a status list says of its own time, before anybody knows whether it is to be believed.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) from: Option<Timestamp>,
    until: Option<Timestamp>,
    /// In seconds.
    ttl: Option<i64>,
}

impl Said {
    pub(crate) fn of(kind: NeedKind, bytes: &[u8]) -> Self {
        let mut limits = Limits::DEFAULT;
        limits.document_bytes = limits.status_list_bytes;
        if kind != NeedKind::StatusList {
            return Self::default();
        }
        let Ok(list) = Presented::open(bytes, &limits) else { return Self::default() };
        let root = list.document().root();
        let time = |names: [&str; 2]| {
            let found = names.iter().find_map(|name| root.get(name)).and_then(Node::as_str);
            found.and_then(|text| Timestamp::parse(text).ok())
        };
        let ttl = root.get("credentialSubject").and_then(|subject| subject.get("ttl"));
        // Milliseconds (Bitstring Status List 1.0 §2.2); others have passed.
        let seconds = |ttl: Node<'_>| ttl.source().parse::<i64>().map_or(0, |milliseconds| milliseconds / 1_000);
        Self {
            from: time(["validFrom", "issuanceDate"]),
            until: time(["validUntil", "expirationDate"]),
            ttl: ttl.map(seconds),
        }
    }

    /// Until when a document may stand for what lies at its address: the shortest of what the server, the list and we allow.
    pub(crate) fn until(&self, kind: NeedKind, fetched: Timestamp, by_server: Option<i64>) -> Timestamp {
        let usual = if kind == NeedKind::StatusList { USUAL_OF_A_LIST } else { USUAL };
        let said = by_server.into_iter().chain(self.ttl).min();
        let seconds = said.unwrap_or(usual).clamp(0, LONGEST.into());
        let ends = fetched.plus_seconds(seconds).unwrap_or(fetched);
        self.until.map_or(ends, |until| until.min(ends))
    }
}

/// For how many seconds a server lets its answer be kept (RFC 9111 §5.2.2); `None` where it does not say.
pub(crate) fn by_server(headers: &HeaderMap) -> Option<i64> {
    let values = headers.get_all("cache-control").iter().filter_map(|value| value.to_str().ok());
    let words: Vec<String> =
        values.flat_map(|value| value.split(',')).map(|word| word.trim().to_ascii_lowercase()).collect();
    if words.iter().any(|word| word == "no-store" || word == "no-cache") {
        return Some(0);
    }
    let age = words.iter().find_map(|word| word.strip_prefix("max-age="))?;
    // An age that cannot be read has passed.
    let most = age.trim_matches('"').parse::<i64>().unwrap_or_default();
    let old = headers.get("age").and_then(|age| age.to_str().ok()?.parse::<i64>().ok()).unwrap_or_default();
    Some(most.saturating_sub(old.max(0)).max(0))
}

/// Seconds that a document is kept of which nobody says how long, and a status list.
const USUAL: i64 = 3_600;
const USUAL_OF_A_LIST: i64 = 300;

#[cfg(test)]
mod tests {
    use super::{Said, by_server};
    use openbadges::base::time::Timestamp;
    use openbadges::verify::NeedKind;
    use ureq::http::HeaderMap;

    #[test]
    fn a_server_says_how_long_its_answer_may_be_kept() {
        let read = |lines: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in lines {
                headers.append(*name, value.parse().unwrap());
            }
            by_server(&headers)
        };
        let control = |value| read(&[("cache-control", value)]);
        assert_eq!(read(&[]), None);
        assert_eq!(control("public"), None);
        assert_eq!(control("public, Max-Age=60"), Some(60));
        assert_eq!(control("max-age=\"60\""), Some(60));
        assert_eq!(control("max-age=60, no-cache"), Some(0));
        assert_eq!(control("max-age=60, NO-STORE"), Some(0));
        assert_eq!(control("max-age=-1"), Some(0));
        assert_eq!(control("max-age=many"), Some(0));
        assert_eq!(read(&[("cache-control", "max-age=60"), ("cache-control", "no-store")]), Some(0));
        assert_eq!(read(&[("cache-control", "max-age=60"), ("age", "50")]), Some(10));
        assert_eq!(read(&[("cache-control", "max-age=60"), ("age", "99")]), Some(0));
        assert_eq!(read(&[("cache-control", "max-age=60"), ("age", "-99")]), Some(60));
    }

    #[test]
    fn the_shortest_word_counts_and_no_document_is_kept_for_more_than_a_day() {
        let fetched = Timestamp::parse("2026-03-01T00:00:00Z").unwrap();
        let kept = |kind, list: &str, by_server| {
            let until = Said::of(kind, list.as_bytes()).until(kind, fetched, by_server);
            until.unix_seconds() - fetched.unix_seconds()
        };
        let list = |list: &str, by_server| kept(NeedKind::StatusList, list, by_server);
        let of_ttl = |ttl: &str, by_server| list(&format!(r#"{{"credentialSubject": {{"ttl": {ttl}}}}}"#), by_server);
        for kind in [NeedKind::IssuerDocument, NeedKind::KeySet, NeedKind::Schema] {
            assert_eq!(kept(kind, "{}", None), 3_600);
            assert_eq!(kept(kind, "{}", Some(60)), 60);
            assert_eq!(kept(kind, "{}", Some(i64::MAX)), 86_400);
            assert_eq!(kept(kind, "{}", Some(0)), 0);
            // What it says of itself counts for lists alone.
            assert_eq!(kept(kind, r#"{"credentialSubject": {"ttl": 1000}}"#, None), 3_600);
        }
        assert_eq!(list("{}", None), 300);
        assert_eq!(list("no list", None), 300);
        assert_eq!(of_ttl("60000", None), 60);
        assert_eq!(of_ttl("60000", Some(10)), 10);
        assert_eq!(of_ttl("60000", Some(3_600)), 60);
        assert_eq!(of_ttl("60000", Some(0)), 0);
        assert_eq!(of_ttl("999999999999999", None), 86_400);
        for ttl in ["\"60000\"", "6e4", "-1", "null", "1.5"] {
            assert_eq!(of_ttl(ttl, None), 0, "{ttl}");
        }
        assert_eq!(list(r#"{"validUntil": "2026-03-01T00:00:30Z"}"#, None), 30);
        assert!(list(r#"{"validUntil": "2026-02-01T00:00:00Z"}"#, None) < 0);
    }
}
