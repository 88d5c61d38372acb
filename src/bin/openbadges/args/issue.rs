//! The arguments of `openbadges check`, `issue` and `endorse`.

#[cfg(feature = "render")]
use super::Appearance;
use super::{KeyFile, OutFile, key::public_key};
use clap::{Args, ValueEnum};
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::proof::VerifyingKey;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(value_name = "AWARD.json")]
    pub(crate) award: PathBuf,
    /// Whose list of elements to check against
    #[arg(long, value_enum, default_value = "microbol2022")]
    pub(crate) profile: Profile,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Profile {
    #[value(name = "microbol2022")]
    Microbol2022,
    #[value(name = "eucouncil2022")]
    EuCouncil2022,
}

#[derive(Debug, Args)]
pub(crate) struct Issue {
    #[arg(value_name = "AWARD.json")]
    pub(crate) award: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// The organisation that issues, instead of the award's own
    #[arg(long, value_name = "ISSUER.json")]
    pub(crate) issuer: Option<PathBuf>,
    /// The cryptosuite of the proof; without it the one of the key that signs statements
    #[arg(long, value_enum)]
    pub(crate) suite: Option<Suite>,
    /// What every showing of a badge that may be shown in part has to hold, beside what a verdict needs: a JSON Pointer such as
    /// /credentialSubject/source; more may be given
    #[arg(long, value_name = "POINTER")]
    pub(crate) mandatory: Vec<String>,
    /// Whose signature shows an SD-JWT to be the learner's own: a did:key, or the key alone (z6Mk…); without it the key that is the
    /// learner's id
    #[arg(long, value_name = "KEY", requires = "form", value_parser = public_key)]
    pub(crate) holder: Option<VerifyingKey>,
    /// How to sign: JSON with a proof in it, or a token with the badge inside
    #[arg(long, value_enum, default_value = "json", conflicts_with = "suite")]
    pub(crate) form: Form,
    /// A store made by `status new`, in whose list the badge is given a place, so that it can be taken back; more may be given
    #[arg(long, value_name = "STORE")]
    pub(crate) status: Vec<PathBuf>,
    /// An endorsement made by `endorse` to put into the badge, its achievement or its issuer, whichever it is of; more may be given
    #[arg(long, value_name = "FILE")]
    pub(crate) endorsement: Vec<PathBuf>,
    /// The badge's id; a random urn:uuid without it
    #[arg(long, value_name = "URI")]
    pub(crate) id: Option<Iri>,
    /// The time of issuing, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    /// Until when the badge is valid
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) out: OutFile,
    /// Draw a picture of the award and put the badge into it; --out names the picture
    #[cfg(feature = "render")]
    #[arg(long)]
    pub(crate) picture: bool,
    #[cfg(feature = "render")]
    #[command(flatten)]
    pub(crate) appearance: Appearance,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// A JSON document with a Data Integrity proof
    Json,
    /// VC-JWT, as Open Badges 3.0 has it
    VcJwt,
    /// The token of VC-JOSE-COSE
    #[value(name = "vc+jwt")]
    VcJose,
    /// An SD-JWT, of which the learner shows what `derive` or `present` leaves, as VC-JOSE-COSE has it
    #[value(name = "vc+sd-jwt")]
    SdJwt,
    /// An SD-JWT as wallets know it, SD-JWT VC
    #[value(name = "dc+sd-jwt")]
    SdJwtVc,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Suite {
    #[value(name = "eddsa-rdfc-2022")]
    EddsaRdfc2022,
    #[value(name = "eddsa-jcs-2022")]
    EddsaJcs2022,
    #[value(name = "ecdsa-rdfc-2019")]
    EcdsaRdfc2019,
    #[value(name = "ecdsa-jcs-2019")]
    EcdsaJcs2019,
    /// For the learner alone, who shows what `derive` makes of it
    #[cfg(feature = "ecdsa")]
    #[value(name = "ecdsa-sd-2023")]
    EcdsaSd2023,
}

#[derive(Debug, Args)]
pub(crate) struct Endorse {
    /// What to endorse: its id, or a badge that holds it. A badge is not verified
    #[arg(value_name = "ID|BADGE")]
    pub(crate) of: PathBuf,
    /// What of the badge to endorse
    #[arg(long, value_enum, default_value = "badge")]
    pub(crate) thing: Thing,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// Who endorses: an organisation, as `new issuer` prints one
    #[arg(long, value_name = "ENDORSER.json")]
    pub(crate) endorser: PathBuf,
    /// What to call the endorsement where it is listed
    #[arg(long, value_name = "TEXT", default_value = "Endorsement")]
    pub(crate) name: String,
    /// What the endorser says of it, in Markdown
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    /// The endorsement's id; a random urn:uuid without it
    #[arg(long, value_name = "URI")]
    pub(crate) id: Option<Iri>,
    /// The time of endorsing, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    /// Until when the endorsement is valid
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

/// What an endorsement is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Thing {
    Badge,
    Achievement,
    Issuer,
}
