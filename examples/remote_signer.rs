//! A badge whose key never enters this program: another process alone holds it and signs what it is handed, as a security
//! module or a key service would.
//!
//! `cargo run --features cli --example remote_signer`

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::issue::Issuer;
use openbadges::model::{MicroCredential, sample_award};
use openbadges::proof::{Algorithm, Error, Signer, SigningKey, VerifyingKey, did};
use openbadges::verify::{Materials, Presented, Verifier};
use serde::Deserialize;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::args().nth(1).as_deref() == Some("keep-the-key") {
        return keep_the_key();
    }
    let award = Document::parse(sample_award().as_bytes(), &Limits::DEFAULT)?;
    let award = MicroCredential::deserialize(award.root())?;
    let now = Timestamp::parse("2026-07-10T09:00:00Z")?;
    let signer = RemoteSigner::start()?;
    let key = signer.verifying_key().clone();
    let (method, controller) = (did::key_method(&key), Iri::parse(&did::key_did(&key))?);
    println!("the other process alone holds the secret of {}", key.to_multikey());

    // The bytes to sign may travel, and the signature come back another day …
    let id = Iri::parse("urn:uuid:5f6f2f62-7d0b-4a52-8a8e-3f0a6d2a9c01")?;
    let prepared = Issuer::preparing_for(key, &method, controller.clone()).prepare(&award, id, now, None)?;
    let signature = signer.sign(prepared.bytes_to_sign())?;
    let finished = prepared.finish(&signature)?;

    // … or the signer does its work in the course of issuing.
    let id = Iri::parse("urn:uuid:5f6f2f62-7d0b-4a52-8a8e-3f0a6d2a9c02")?;
    let signed = Issuer::signing_by(Box::new(signer), &method, controller).issue(&award, id, now)?;

    for badge in [signed.as_str(), finished.as_str()] {
        let presented = Presented::open(badge.as_bytes(), &Limits::DEFAULT)?;
        println!("{}", Verifier::strict().verify(&presented, &Materials::none(), now).verdict());
    }
    Ok(())
}

/// The other process: it makes a key, keeps it, and answers one line with one line.
fn keep_the_key() -> Result<(), Box<dyn std::error::Error>> {
    let key = SigningKey::generate(Algorithm::Ed25519, |bytes| getrandom::fill(bytes).map_err(Error::outside))?;
    for line in io::stdin().lines() {
        let line = line?;
        let answer = match line.split_once(' ') {
            Some(("sign", bytes)) => hex(&key.sign(&unhex(bytes).ok_or("no hexadecimal digits")?)?),
            _ => key.verifying_key().to_multikey(),
        };
        println!("{answer}");
    }
    Ok(())
}

/// The way to the other process.
#[derive(Debug)]
struct RemoteSigner {
    key: VerifyingKey,
    line: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    process: Child,
}

impl RemoteSigner {
    fn start() -> Result<Self, Box<dyn std::error::Error>> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut process = command.arg("keep-the-key").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(to), Some(from)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("the other process has no standard input and output".into());
        };
        let mut line = (to, BufReader::new(from));
        let key = VerifyingKey::from_multikey(&ask(&mut line, "key")?)?;
        Ok(Self { key, line: Mutex::new(line), process })
    }

    fn ask(&self, question: &str) -> io::Result<String> {
        let mut line = self.line.lock().map_err(|_| io::Error::other("another thread broke off"))?;
        ask(&mut line, question)
    }
}

fn ask(line: &mut (ChildStdin, BufReader<ChildStdout>), question: &str) -> io::Result<String> {
    writeln!(line.0, "{question}")?;
    let mut answer = String::new();
    line.1.read_line(&mut answer)?;
    Ok(answer.trim_end().to_owned())
}

impl Signer for RemoteSigner {
    fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let answer = self.ask(&format!("sign {}", hex(message))).map_err(Error::outside)?;
        unhex(&answer).ok_or_else(|| Error::outside(io::Error::other("the answer is no signature")))
    }
}

impl Drop for RemoteSigner {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
