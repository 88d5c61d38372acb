//! Published test vectors and badges, read from the folder that `OPENBADGES_DATA` names.
//! Without it every test here passes and says what it skipped, but for those of generated credentials, which need none.

mod badges;
mod contexts;
#[cfg(feature = "contexts")]
#[path = "../common/credentials/mod.rs"]
mod credentials;
#[cfg(feature = "ecdsa")]
mod ecdsa;
mod ed25519;
mod jcs;
mod jose;
mod json;
#[cfg(feature = "contexts")]
mod json_ld_api;
mod ld;
#[cfg(feature = "contexts")]
mod oracle;
mod png;
#[cfg(feature = "contexts")]
mod processors;
mod proof;
mod rdf;
mod schemas;
#[cfg(feature = "ecdsa")]
mod sd;
#[cfg(feature = "ecdsa")]
mod sd_steps;
mod status;
mod svg;
mod wire;

use std::path::PathBuf;

/// The folder of published data, or `None` after saying what is skipped.
pub(crate) fn data(skipped: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("OPENBADGES_DATA") else {
        eprintln!("skipped: {skipped} (set OPENBADGES_DATA to the folder of published data)");
        return None;
    };
    let root = PathBuf::from(root);
    assert!(root.is_dir(), "OPENBADGES_DATA names no folder: {}", root.display());
    Some(root)
}
