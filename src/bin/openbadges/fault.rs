//! Why a document could not be had, each reason with its code.

use openbadges::verify::Explanation;
use std::net::IpAddr;
use std::time::Duration;

/// Why a document could not be had.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Fault {
    #[error("{0}")]
    Url(&'static str),
    #[error("leads to {0}, which is no public address; --allow-private fetches from there")]
    Address(IpAddr),
    #[error("is larger than {0} bytes")]
    TooLarge(usize),
    #[error("took longer than {} seconds", .0.as_secs_f32())]
    Timeout(Duration),
    #[error("the server answered {0}")]
    Status(u16),
    #[error("expected at most 3 redirects, each with a place to go to")]
    Redirects,
    #[error("{0}")]
    TooMuch(&'static str),
    #[error("{0}")]
    Unreachable(String),
}

impl Fault {
    /// What went wrong while at most so many bytes were waited for so long.
    pub(crate) fn of(cause: ureq::Error, largest: usize, patience: Duration) -> Self {
        match cause {
            ureq::Error::Other(cause) => match cause.downcast::<Self>() {
                Ok(fault) => *fault,
                Err(cause) => Self::Unreachable(cause.to_string()),
            },
            ureq::Error::Timeout(_) => Self::Timeout(patience),
            ureq::Error::BodyExceedsLimit(_) => Self::TooLarge(largest),
            ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => Self::Redirects,
            ureq::Error::RequireHttpsOnly(_) => Self::Url("expected https, found an address of another scheme"),
            ureq::Error::Http(_) | ureq::Error::BadUri(_) => Self::Url("is no address to fetch from"),
            ureq::Error::Io(cause) => Self::Unreachable(cause.to_string()),
            cause => Self::Unreachable(cause.to_string()),
        }
    }

    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Url(_) => "fetch.refused-url",
            Self::Address(_) => "fetch.refused-address",
            Self::TooLarge(_) => "fetch.too-large",
            Self::Timeout(_) => "fetch.timeout",
            Self::Status(_) => "fetch.status",
            Self::Redirects => "fetch.redirects",
            Self::TooMuch(_) => "fetch.too-much",
            Self::Unreachable(_) => "fetch.unreachable",
        }
    }
}

/// What a code of this page means; `None` for any other.
pub(crate) fn explain(code: &str) -> Option<Explanation> {
    let row = TABLE.iter().find(|(known, ..)| *known == code);
    row.map(|(code, means, remedy)| Explanation { code, means, remedy })
}

const TABLE: [(&str, &str, &str); 8] = [
    (
        "fetch.refused-url",
        "What the badge, or a redirect, names is no https address, or has a user or password in it.",
        "Nothing is fetched from there. --material URL=FILE hands the document over.",
    ),
    (
        "fetch.refused-address",
        "The name leads to a machine that is not on the public internet: a badge could make you knock at doors of your own network.",
        "If the document does lie in your own network, --allow-private fetches it.",
    ),
    (
        "fetch.too-large",
        "The document is larger than any that is read for this purpose.",
        "Ask its publisher; nothing larger would be read from a file either.",
    ),
    ("fetch.timeout", "The whole document did not arrive in time.", "Try again later, or with a longer --timeout."),
    (
        "fetch.status",
        "The server has no document to give: it answered with another status than 200.",
        "For 404 ask the issuer, whose document should lie there; for 5xx try again later.",
    ),
    (
        "fetch.redirects",
        "The server sends on to other addresses too often, or to none.",
        "Ask its publisher. --material URL=FILE hands the document over.",
    ),
    (
        "fetch.too-much",
        "One badge needs more documents, or all badges of a run need larger ones, than are fetched.",
        "Verify the badge by itself, or hand documents over with --material URL=FILE.",
    ),
    (
        "fetch.unreachable",
        "There was no connection: no such name, no answer, or a certificate that is not believed. The message says which.",
        "Try again later. --tls-root FILE believes certificates of an authority of your own.",
    ),
];

#[cfg(test)]
mod tests {
    use super::{Fault, TABLE, explain};
    use std::net::Ipv4Addr;
    use std::time::Duration;

    #[test]
    fn every_reason_has_a_code_that_is_explained() {
        let faults = [
            Fault::Url(""),
            Fault::Address(Ipv4Addr::LOCALHOST.into()),
            Fault::TooLarge(1),
            Fault::Timeout(Duration::from_secs(1)),
            Fault::Status(404),
            Fault::Redirects,
            Fault::TooMuch(""),
            Fault::Unreachable(String::new()),
        ];
        assert_eq!(faults.len(), TABLE.len());
        for fault in faults {
            assert!(explain(fault.code()).is_some_and(|known| !known.remedy.is_empty()), "{}", fault.code());
        }
    }
}
