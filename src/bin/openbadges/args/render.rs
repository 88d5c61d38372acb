//! The arguments of pictures.

use clap::Args;
use openbadges::base::language::Language;
use openbadges::render::{Branch, Colour, Kind};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Render {
    /// An award document, or a badge in a file or a picture. A badge is not verified
    #[arg(value_name = "AWARD.json|BADGE")]
    pub(crate) of: PathBuf,
    /// The picture to write: PNG or SVG, by its name
    #[arg(long, value_name = "FILE.png|svg")]
    pub(crate) out: PathBuf,
    /// Replace an existing file
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) appearance: Appearance,
}

/// How a picture looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Picture")]
pub(crate) struct Appearance {
    /// How wide and high a PNG is; 600 without it
    #[arg(long, value_name = "PIXELS")]
    pub(crate) size: Option<u32>,
    /// The colour of the body and of text on paper, such as '#1c385e'
    #[arg(long, value_name = "COLOUR")]
    pub(crate) accent: Option<Colour>,
    /// The colour of a light field and of text on the accent
    #[arg(long, value_name = "COLOUR")]
    pub(crate) paper: Option<Colour>,
    /// The colour of lines on the accent
    #[arg(long, value_name = "COLOUR")]
    pub(crate) trim: Option<Colour>,
    /// A logo above the title, in PNG or SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) logo: Option<PathBuf>,
    /// A font to prefer to the bundled one, which has Latin, Greek, Cyrillic, Arabic and Hebrew; more may be given
    #[arg(long, value_name = "FILE")]
    pub(crate) font: Vec<PathBuf>,
    /// The language of the title, and of the picture's own words where they are known in it
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<Language>,
    /// The shape: micro-credential, certificate or diploma; without it the one that the award states
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// The sign: professional-practice or general-studies; without it the one that the award states, or a star
    #[arg(long, value_name = "BRANCH")]
    pub(crate) branch: Option<Branch>,
}
