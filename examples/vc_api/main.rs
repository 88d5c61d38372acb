//! A server that the test suites of the W3C drive: it issues, derives and verifies credentials over HTTP, with this library underneath.
//!
//! `cargo run --release --features cli --example vc_api -- --listen 127.0.0.1:4000`
//!
//! One prefix for each suite, such as `/eddsa-rdfc-2022/credentials/issue`; `docs/conformance.md` says how to run the suites.
//! It is an adapter for tests and no service: it signs for whoever asks, in whatever issuer's name, and judges proofs and the rules
//! of the data model only. That a key is its issuer's, that a status list does not revoke, that a badge is a badge: all this is
//! left to `openbadges::verify`.
//!
//! Status lists and credentials in envelopes (JOSE, COSE) are not served.

mod server;

use clap::Parser;
use openbadges::proof::Error;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

/// Issues, derives and verifies credentials over HTTP, for test suites
#[derive(Parser)]
struct Arguments {
    /// Where to listen; leave it at a loopback address
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4000")]
    listen: SocketAddr,
    /// 64 hexadecimal digits from which the keys are made, so that issuers keep their ids; without it the keys are new
    #[arg(long, value_name = "DIGITS", value_parser = seed)]
    seed: Option<[u8; 32]>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let seed = match arguments.seed {
        Some(seed) => seed,
        None => {
            let mut seed = [0; 32];
            chance(&mut seed)?;
            seed
        }
    };
    let desks = server::desks(&seed, chance)?;
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(arguments.listen).await?;
        let address = listener.local_addr()?;
        for desk in &desks {
            println!("http://{address}/{} issues as {}", desk.prefix(), desk.issuer());
        }
        axum::serve(listener, server::router(desks)).await?;
        Ok(())
    })
}

fn chance(bytes: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(bytes).map_err(Error::outside)
}

fn seed(text: &str) -> Result<[u8; 32], String> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let bytes: Option<Vec<u8>> =
        digits.and_then(|digits| digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair.get(1)?).ok()).collect());
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| "expected 64 hexadecimal digits".to_owned())
}
