//! RDFC-1.0 on a dataset of the size and shape of a full credential, and the parts of it.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use openbadges::base::limits::Limits;
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{Hash, canonicalize};
use std::fmt::Write as _;
use std::hint::black_box;

fn canon(c: &mut Criterion) {
    let credential = credential();
    let dataset = Dataset::parse_nquads(&credential, &Limits::DEFAULT).unwrap();
    let mut group = c.benchmark_group("canon");
    group.throughput(Throughput::Bytes(credential.len().try_into().unwrap()));
    group.bench_function(format!("credential, {} statements", dataset.len()), |b| {
        b.iter(|| canonicalize(black_box(&dataset), Hash::Sha256, &Limits::DEFAULT).unwrap());
    });
    group.bench_function("read N-Quads", |b| {
        b.iter(|| Dataset::parse_nquads(black_box(&credential), &Limits::DEFAULT).unwrap());
    });
    group.finish();

    let ring: String = (0..9).map(|n| format!("_:n{n} <https://example.org/next> _:n{} .\n", (n + 1) % 9)).collect();
    let ring = Dataset::parse_nquads(&ring, &Limits::DEFAULT).unwrap();
    c.bench_function("canon/ring of 9 equal nodes", |b| {
        b.iter(|| canonicalize(black_box(&ring), Hash::Sha256, &Limits::DEFAULT).unwrap());
    });
}

/// About 95 statements in 15 kB with 18 blank nodes, all of which their own statements tell apart.
fn credential() -> String {
    let mut text = String::new();
    let mut state = |subject: &str, predicate: &str, object: &str| {
        let vocabulary = match predicate.len() % 3 {
            0 => "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
            1 => "https://www.w3.org/2018/credentials#",
            _ => "https://schema.org/",
        };
        writeln!(text, "{subject} <{vocabulary}{predicate}> {object} .").unwrap();
    };
    let credential = "<urn:uuid:7f0c3b52-5f5e-4d2e-9a58-0d7f8e1a2b3c>";
    let achievement = "<https://credentials.example.edu/achievements/applied-statistics-level-5>";
    for (number, property) in
        ["issuer", "validFrom", "validUntil", "name", "awardedDate", "description"].iter().enumerate()
    {
        state(credential, property, &format!("\"A value of middling length for property {number} of the credential\""));
        state(
            achievement,
            property,
            &format!("\"A somewhat longer value for property {number} of the achievement, as people write\""),
        );
        state(
            "<https://credentials.example.edu/issuers/1>",
            property,
            &format!("\"Value {number} of the issuer's profile\""),
        );
    }
    for number in 0..18 {
        let node = format!("_:n{number}");
        state(if number % 2 == 0 { credential } else { achievement }, "alignmentOfThis", &node);
        state(&node, "targetName", &format!("\"Outcome {number} of a framework that many schools share\"@en"));
        state(&node, "targetUrl", &format!("<https://frameworks.example.org/statistics/outcomes/{number}>"));
        state(&node, "type", "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Alignment>");
    }
    for number in 0..5 {
        state(credential, "evidence", &format!("<https://credentials.example.edu/evidence/portfolio/{number}>"));
    }
    text
}

criterion_group!(benches, canon);
criterion_main!(benches);
