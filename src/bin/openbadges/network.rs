//! One document from the web: over TLS, from a public address, within a size and a time.

use crate::address::Door;
use crate::args::Fetching;
use crate::failure::Failure;
use crate::fault::Fault;
use crate::io;
use crate::lifetime;
use std::path::PathBuf;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::DefaultConnector;

/// The way to servers.
#[derive(Debug)]
pub(crate) struct Network {
    agent: Agent,
    /// How long one document may take as a whole, redirects and all.
    pub(crate) patience: Duration,
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    /// For how many seconds it may be kept, where the server says so.
    pub(crate) lifetime: Option<i64>,
}

const REDIRECTS: u32 = 3;
const ACCEPT: &str = "application/json, application/ld+json, application/vc, application/jwt, */*;q=0.1";

impl Network {
    /// By the options of the command line.
    pub(crate) fn open(arguments: &Fetching) -> Result<Self, Failure> {
        let door = Door::new(arguments.allow_private);
        Ok(Self::through(door, roots(&arguments.tls_root)?, Duration::from_secs(arguments.timeout)))
    }

    fn through(door: Door, roots: RootCerts, patience: Duration) -> Self {
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .https_only(true)
            // A proxy would connect for us, to addresses that nobody looks at.
            .proxy(None)
            .max_redirects(REDIRECTS)
            .http_status_as_error(false)
            .user_agent("openbadges")
            .accept(ACCEPT)
            .accept_encoding("identity")
            .build();
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), door), patience }
    }

    /// The document at an address, of at most so many bytes and within at most this time.
    pub(crate) fn fetch(&self, url: &str, largest: usize, patience: Duration) -> Result<Answer, Fault> {
        let failed = |cause: ureq::Error| Fault::of(cause, largest, patience);
        let request = self.agent.get(url).config().timeout_global(Some(patience)).build();
        let mut response = request.call().map_err(failed)?;
        if response.status().as_u16() != 200 {
            return Err(Fault::Status(response.status().as_u16()));
        }
        let lifetime = lifetime::by_server(response.headers());
        let body = response.body_mut().with_config().limit(largest as u64);
        Ok(Answer { bytes: body.read_to_vec().map_err(failed)?, lifetime })
    }
}

/// Whose certificates are believed: the public roots, and those that the user adds.
fn roots(added: &[PathBuf]) -> Result<RootCerts, Failure> {
    if added.is_empty() {
        return Ok(RootCerts::WebPki);
    }
    let mut roots: Vec<Certificate<'static>> =
        webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|root| Certificate::from_der(root)).collect();
    for path in added {
        let before = roots.len();
        for item in parse_pem(&io::read(path)?) {
            if let PemItem::Certificate(root) = item.map_err(|cause| Failure::new(path.display(), cause))? {
                roots.push(root);
            }
        }
        if roots.len() == before {
            return Err(Failure::new(path.display(), "has no certificate in it: expected PEM"));
        }
    }
    Ok(RootCerts::new_with_certs(&roots))
}

#[cfg(test)]
mod tests {
    use super::{Door, Network, RootCerts};
    use crate::fault::Fault;
    use server::{Page, Server};
    use std::net::{IpAddr, Ipv4Addr};
    use std::time::Duration;
    use ureq::tls::Certificate;

    #[allow(dead_code, reason = "tests/fetch uses more of it")]
    mod server {
        include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fetch/server.rs"));
    }

    #[test]
    fn a_redirect_leads_through_the_same_door() {
        let server = Server::start();
        let roots = RootCerts::new_with_certs(&[Certificate::from_pem(server.root.as_bytes()).unwrap()]);
        let only_one = |address| address == IpAddr::V4(Ipv4Addr::LOCALHOST);
        let network = Network::through(Door::admitting(only_one), roots, Duration::from_secs(10));
        let fetch = |path: &str| network.fetch(&server.url(path), 10, network.patience);
        server.put("/here", Page::text("{}"));
        server.put("/there", Page::redirect(&server.url("/here")));
        assert_eq!(fetch("/there").unwrap().bytes, b"{}");
        for host in ["127.0.0.2", "[::1]", "10.0.0.1", "0x7f000002"] {
            server.put("/there", Page::redirect(&format!("https://{host}:{}/here", server.port)));
            server.asked();
            let refused = fetch("/there").unwrap_err();
            assert!(matches!(refused, Fault::Address(_)), "{host}: {refused:?}");
            assert_eq!(server.asked(), ["/there"]);
        }
    }
}
