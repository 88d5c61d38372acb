//! The arguments of `openbadges parchment`.

use super::{OutFile, Verifying};
use crate::verify_url::VerifyUrl;
use clap::{Args, ValueEnum};
use openbadges::base::text::Text;
use openbadges::render::Colour;
use openbadges::render::parchment::Signatory;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Parchment {
    /// The badge of a certificate, a diploma or a micro-credential; it is verified first
    #[arg(value_name = "BADGE")]
    pub(crate) badge: PathBuf,
    /// The size of the paper
    #[arg(long, value_enum, default_value = "a4")]
    pub(crate) paper: Paper,
    /// Who signs, below a line that is left blank; up to three may be given
    #[arg(long, value_name = "NAME, OFFICE", value_parser = signatory)]
    pub(crate) signatory: Vec<Signatory>,
    /// Where it is given
    #[arg(long, value_name = "TEXT", value_parser = Text::parse)]
    pub(crate) place: Option<Text>,
    /// The address at which it can be verified, for the QR code and in words; `{id}` in it stands for the badge's id, and without
    /// an address that is what is printed
    #[arg(long, value_name = "URL")]
    pub(crate) verify_url: Option<VerifyUrl>,
    /// A picture for the head of the page: PNG, or SVG with its letters as outlines
    #[arg(long, value_name = "FILE")]
    pub(crate) logo: Option<PathBuf>,
    /// The colour of titles and rules, such as '#1f355e', dark enough to be read on white
    #[arg(long, value_name = "COLOUR")]
    pub(crate) accent: Option<Colour>,
    /// A font to use before the bundled one, or for the Han characters that it lacks; more may be given
    #[arg(long, value_name = "FILE")]
    pub(crate) font: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) verifying: Verifying,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Paper {
    A4,
    Letter,
}

/// A name, and after the first comma an office.
fn signatory(text: &str) -> Result<Signatory, openbadges::base::Malformed> {
    let (name, office) = match text.split_once(',') {
        Some((name, office)) => (name, Some(office)),
        None => (text, None),
    };
    let office = office.map(|office| Text::parse(office.trim())).transpose()?;
    Ok(Signatory { name: Text::parse(name.trim())?, office })
}
