//! What every benchmark prints beside its usual output: times in multiples of one bare Ed25519 strict verification.

#[allow(dead_code, reason = "not every benchmark stacks")]
pub(crate) mod school;

use ed25519_dalek::{Signer, SigningKey};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The median time of one strict verification, measured here and now; call it once in a run.
pub(crate) fn strict_verification() -> Duration {
    let key = SigningKey::from_bytes(&[7; 32]);
    let verifying = key.verifying_key();
    let message = [42; 64];
    let signature = key.sign(&message);
    median(101, 20, || verifying.verify_strict(black_box(&message), black_box(&signature)).is_ok())
}

/// The median time of one verification with a key that was prepared for many.
#[allow(dead_code, reason = "not every benchmark has badges of one issuer")]
pub(crate) fn prepared_verification() -> Duration {
    let signing = openbadges::proof::SigningKey::from_seed([7; 32]).expect("a seed");
    let key = signing.verifying_key().clone().with_multiples();
    let message = [42; 64];
    let signature = signing.sign(&message).expect("a signature");
    median(101, 20, || key.verify(black_box(&message), black_box(&signature)).is_ok())
}

/// The median time of one call, of `samples` samples of `calls` calls each.
pub(crate) fn median<T>(samples: usize, calls: u32, mut call: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..samples)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(call());
            }
            start.elapsed() / calls
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// Prints `ratio <case> <value>`.
pub(crate) fn ratio(case: &str, time: Duration, unit: Duration) {
    println!("ratio {case} {:.2}", time.as_secs_f64() / unit.as_secs_f64());
}
