//! Contexts that the command line adds to the bundled ones.

use crate::args::MoreContexts;
use crate::failure::Failure;
#[cfg(feature = "contexts")]
use crate::io;
use openbadges::codec::ld::Contexts;
use openbadges::verify::KeptContext;
#[cfg(feature = "contexts")]
use std::path::Path;

/// The bundled contexts and those that the command line adds, each read as a whole before any badge is; `kept` has the latter as they were read.
#[cfg(feature = "contexts")]
pub(crate) fn read(given: &MoreContexts, kept: &mut Vec<KeptContext>) -> Result<Contexts, Failure> {
    let mut contexts = Contexts::bundled();
    for pair in &given.context {
        let (url, path) = io::address_and_file("--context", pair)?;
        let bytes = io::read(Path::new(path))?;
        contexts.register(url, &bytes, None).map_err(|cause| Failure::new(path, cause))?;
        kept.push(KeptContext { url: Some(url.to_owned()), bytes });
    }
    for path in &given.inline_context {
        let bytes = io::read(path)?;
        contexts.register_inline(&bytes).map_err(|cause| Failure::new(path.display(), cause))?;
        kept.push(KeptContext { url: None, bytes });
    }
    Ok(contexts)
}

#[cfg(not(feature = "contexts"))]
pub(crate) fn read(_: &MoreContexts, _: &mut Vec<KeptContext>) -> Result<Contexts, Failure> {
    Ok(Contexts::bundled())
}
