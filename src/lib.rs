#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
// House rules for the library; tests may unwrap and index.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::panic_in_result_fn,
        clippy::get_unwrap,
        clippy::let_underscore_must_use,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

pub mod base;
pub mod codec;
pub mod issue;
pub mod model;
pub mod proof;
pub mod render;
pub mod stack;
pub mod verify;
pub mod wire;
