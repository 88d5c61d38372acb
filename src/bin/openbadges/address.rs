//! To which addresses a connection may be made for a document that a stranger's badge names.

use crate::fault::Fault;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// The way from an address on the web to a machine. Every connection passes here, those of redirects too, and is made to nothing
/// but what this returns: so a name that leads elsewhere the next time gains nothing.
#[derive(Debug)]
pub(crate) struct Door {
    names: DefaultResolver,
    admits: fn(IpAddr) -> bool,
}

impl Door {
    /// To public machines alone, or to all.
    pub(crate) fn new(allow_private: bool) -> Self {
        Self::admitting(if allow_private { |_| true } else { is_public })
    }

    pub(crate) fn admitting(admits: fn(IpAddr) -> bool) -> Self {
        Self { names: DefaultResolver::default(), admits }
    }
}

impl Resolver for Door {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let refuse = |fault: Fault| ureq::Error::Other(Box::new(fault));
        if uri.scheme_str() != Some("https") {
            return Err(refuse(Fault::Url("expected https, found an address of another scheme")));
        }
        if uri.authority().is_none_or(|authority| authority.as_str().contains('@')) {
            return Err(refuse(Fault::Url("expected a host, found a user or password before it")));
        }
        let found = self.names.resolve(uri, config, timeout)?;
        let mut admitted = self.empty();
        found.iter().filter(|address| (self.admits)(address.ip())).for_each(|address| admitted.push(*address));
        match found.iter().find(|_| admitted.is_empty()) {
            Some(refused) => Err(refuse(Fault::Address(refused.ip()))),
            None => Ok(admitted),
        }
    }
}

/// Whether an address belongs to a machine on the public internet: by the registries of special-purpose addresses of the IANA (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !SPECIAL_V4.iter().any(|(start, length)| {
        let mask = u32::MAX.checked_shl(32 - length).unwrap_or_default();
        address.to_bits() & mask == Ipv4Addr::from(*start).to_bits()
    })
}

/// Only 2000::/3 is in use, and not all of it; what leads to an address of IPv4 is as public as that one.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded = || {
        let ([one, two], [three, four]) = (g.to_be_bytes(), h.to_be_bytes());
        Ipv4Addr::new(one, two, three, four)
    };
    match (a, b) {
        // IPv4-mapped, and NAT64 (RFC 6052).
        (0, 0) if (c, d, e, f) == (0, 0, 0, 0xffff) => is_public_v4(embedded()),
        (0x0064, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => is_public_v4(embedded()),
        // Of protocols, Teredo among them; documentation; 6to4, which is out of use (RFC 7526).
        (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff) => false,
        _ => a & 0xe000 == 0x2000,
    }
}

const SPECIAL_V4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // shared behind the translators of carriers
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // of protocols
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 88, 99, 0], 24),  // 6to4 relays, out of use
    ([192, 168, 0, 0], 16),  // private
    ([198, 18, 0, 0], 15),   // benchmarks
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, and broadcast
];

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn only_machines_on_the_public_internet_are_asked() {
        let public = [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00::1",
            "2001:200::1",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn no_class_of_inner_addresses_is_asked() {
        let inner = [
            ("unspecified", &["0.0.0.0", "0.1.2.3", "::"][..]),
            ("loopback", &["127.0.0.1", "127.255.255.254", "::1"]),
            ("private", &["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"]),
            ("carriers", &["100.64.0.1", "100.127.255.255"]),
            ("link-local", &["169.254.169.254", "fe80::1", "febf::1"]),
            ("unique-local", &["fc00::1", "fd00:ec2::254"]),
            ("site-local", &["fec0::1"]),
            ("multicast", &["224.0.0.1", "239.255.255.255", "ff02::1"]),
            ("broadcast and reserved", &["255.255.255.255", "240.0.0.1"]),
            ("documentation", &["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff:fff::1"]),
            ("benchmarks", &["198.18.0.1", "198.19.255.255", "2001:2::1"]),
            ("of protocols", &["192.0.0.1", "192.88.99.1", "2001:10::1", "100::1", "5f00::1"]),
            ("IPv4-mapped", &["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"]),
            ("IPv4-compatible", &["::127.0.0.1", "::1.1.1.1"]),
            ("NAT64", &["64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1.1.1.1"]),
            ("6to4 and Teredo", &["2002:7f00:1::1", "2002:101:101::1", "2001::1"]),
        ];
        for (class, addresses) in inner {
            for address in addresses {
                assert!(!is_public(address.parse().unwrap()), "{class}: {address}");
            }
        }
    }
}
