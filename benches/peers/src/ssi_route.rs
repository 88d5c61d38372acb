//! The route of the crate `ssi`: its credential type, its `did:key` resolver, and contexts from memory.

use ssi::claims::data_integrity::AnySuite;
use ssi::claims::vc::syntax::AnyJsonCredential;
use ssi::claims::{VerificationParameters, data_integrity::DataIntegrity};
use ssi::dids::{DIDKey, DIDResolver, VerificationMethodDIDResolver};
use ssi::json_ld::ContextLoader;
use ssi::verification_methods::AnyMethod;
use tokio::runtime::Runtime;

type Resolver = VerificationMethodDIDResolver<DIDKey, AnyMethod>;

/// What is made once and used for every badge.
pub(crate) struct Ssi {
    runtime: Runtime,
    parameters: VerificationParameters<Resolver, ContextLoader>,
}

impl Ssi {
    /// With these context documents, by their URLs.
    pub(crate) fn new(documents: &[(String, String)]) -> Self {
        let loader = ContextLoader::empty()
            .with_context_map_from(documents.iter().cloned().collect())
            .expect("the bundled contexts are JSON");
        Self {
            runtime: tokio::runtime::Builder::new_current_thread().build().expect("a runtime"),
            parameters: VerificationParameters::from_resolver(DIDKey.into_vm_resolver()).with_json_ld_loader(loader),
        }
    }

    /// From the text to its verdict on claims and proof.
    pub(crate) fn verify(&self, text: &str) -> bool {
        let badge: DataIntegrity<AnyJsonCredential, AnySuite> = serde_json::from_str(text).expect("a credential");
        self.runtime.block_on(badge.verify(&self.parameters)).is_ok_and(|verdict| verdict.is_ok())
    }
}
