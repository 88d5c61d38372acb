//! The arguments of `openbadges shelf`.

use super::{Applicant, Demands, OutFile};
use clap::{Args, ValueEnum};
use openbadges::base::iri::Iri;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Shelf {
    /// Badges, files with one on each line (.jsonl), or folders of these
    #[arg(value_name = "FOLDER|BADGE", required = true)]
    pub(crate) badges: Vec<PathBuf>,
    /// Also show how far the badges lead in a programme: its rules, as `new policy` prints them, or preset:NAME; more may be given
    #[arg(long, value_name = "POLICY")]
    pub(crate) stack: Vec<PathBuf>,
    /// An issuer whose badges are the programmes' own, beside those that the policies name
    #[arg(long, value_name = "URI", requires = "stack")]
    pub(crate) own: Vec<Iri>,
    /// An issuer whose badges are those of a partner, beside those that the policies name
    #[arg(long, value_name = "URI", requires = "stack")]
    pub(crate) partner: Vec<Iri>,
    #[command(flatten)]
    pub(crate) applicant: Applicant,
    /// The language of the page's own words
    #[arg(long, value_enum, default_value = "en")]
    pub(crate) language: PageLanguage,
    #[command(flatten)]
    pub(crate) demands: Demands,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PageLanguage {
    /// English
    #[value(name = "en")]
    English,
    /// Chinese in traditional characters
    #[value(name = "zh-Hant")]
    TraditionalChinese,
}
