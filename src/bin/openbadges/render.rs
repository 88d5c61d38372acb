//! `openbadges render`, and the pictures of `openbadges issue`

use crate::args::{Appearance, Render};
use crate::failure::{Exit, Failure};
use crate::io::{self, Output};
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::{png, svg};
use openbadges::model::MicroCredential;
use openbadges::render::{Colours, Error, Fonts, Logo, Look, Picture};
use openbadges::verify::Presented;
use openbadges::wire::map;
use openbadges::wire::ob3::Credential;
use serde::Deserialize;
use std::path::Path;

pub(crate) fn run(arguments: &Render) -> Result<Exit, Failure> {
    let format = Format::of(Some(&arguments.out))?;
    let award = read(&arguments.of)?;
    let drawn = draw(&award, &arguments.of, &arguments.appearance, format)?;
    Output { path: Some(&arguments.out), force: arguments.force, private: false }.write(&drawn)
}

/// Which sort of picture a file is, by its name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Format {
    Png,
    Svg,
}

impl Format {
    pub(crate) fn of(out: Option<&Path>) -> Result<Self, Failure> {
        let ends = |ending| out.and_then(Path::extension).is_some_and(|found| found == ending);
        match (ends("png"), ends("svg")) {
            (true, _) => Ok(Self::Png),
            (_, true) => Ok(Self::Svg),
            _ => Err(Failure::usage("a picture needs --out FILE.png or --out FILE.svg")),
        }
    }

    pub(crate) fn bake(self, picture: &[u8], badge: &str) -> Result<Vec<u8>, Failure> {
        let limits = Limits::DEFAULT;
        match self {
            Self::Png => png::bake(picture, badge, &limits).map_err(|cause| Failure::new("the picture", cause)),
            Self::Svg => svg::bake(picture, badge, &limits).map_err(|cause| Failure::new("the picture", cause)),
        }
    }
}

/// Draws an award that was read from `path`.
pub(crate) fn draw(
    award: &MicroCredential,
    path: &Path,
    appearance: &Appearance,
    format: Format,
) -> Result<Vec<u8>, Failure> {
    let failed = |cause: Error| {
        let failure = Failure::coded(path.display(), &cause, cause.code());
        match cause {
            Error::UnknownKind { .. } => failure.with_advice("--kind says which shape to draw"),
            Error::MissingGlyph { .. } => failure.with_advice("--font brings a font that has them"),
            _ => failure,
        }
    };
    let picture = Picture::draw(award, &appearance.look()?).map_err(failed)?;
    match format {
        Format::Svg if appearance.size.is_some() => {
            Err(Failure::usage("--size is for PNG: an SVG has the size at which it is shown"))
        }
        Format::Svg => Ok(picture.as_svg().as_bytes().to_vec()),
        Format::Png => picture
            .to_png(appearance.size.unwrap_or(USUAL_SIZE))
            .map_err(|cause| Failure::coded("--size", &cause, cause.code())),
    }
}

impl Appearance {
    /// Whether anything is asked for.
    pub(crate) fn is_usual(&self) -> bool {
        let Self { size, accent, paper, trim, logo, font, language, kind, branch } = self;
        let colours = [accent, paper, trim].into_iter().all(Option::is_none);
        let rest = size.is_none() && logo.is_none() && font.is_empty() && language.is_none();
        colours && rest && kind.is_none() && branch.is_none()
    }

    fn look(&self) -> Result<Look, Failure> {
        let usual = Colours::default();
        let colours = Colours::new(
            self.accent.unwrap_or(usual.accent()),
            self.paper.unwrap_or(usual.paper()),
            self.trim.unwrap_or(usual.trim()),
        );
        let colours = colours.map_err(|cause| {
            let failure = Failure::coded("the colours of the picture", &cause, cause.code());
            failure.with_advice("--accent, --paper and --trim change them")
        })?;
        let mut fonts = Fonts::default();
        for path in &self.font {
            let failed = |cause: Error| Failure::coded(path.display(), &cause, cause.code());
            fonts = fonts.with_font(io::read(path)?).map_err(failed)?;
        }
        let mut look = Look::default().with_colours(colours).with_fonts(fonts);
        if let Some(path) = &self.logo {
            let logo = Logo::parse(&io::read(path)?);
            look = look.with_logo(logo.map_err(|cause| Failure::coded(path.display(), &cause, cause.code()))?);
        }
        if let Some(language) = &self.language {
            look = look.with_language(language.clone());
        }
        if let Some(kind) = self.kind {
            look = look.with_kind(kind);
        }
        if let Some(branch) = self.branch {
            look = look.with_branch(branch);
        }
        Ok(look)
    }
}

/// Reads an award document, or what a badge says: a badge has a context, or is no JSON at all.
fn read(path: &Path) -> Result<MicroCredential, Failure> {
    let failed = |cause: &dyn std::fmt::Display| Failure::new(path.display(), cause);
    let bytes = io::read(path)?;
    match Document::parse(&bytes, &Limits::DEFAULT) {
        Ok(document) if document.root().get("@context").is_none() => {
            MicroCredential::deserialize(document.root()).map_err(|cause| failed(&cause))
        }
        Err(cause) if bytes.trim_ascii_start().starts_with(b"{") => Err(failed(&cause)),
        _ => {
            let badge = Presented::open(&bytes, &Limits::DEFAULT).map_err(|cause| failed(&cause))?;
            let credential = Credential::read(badge.document().root()).map_err(|cause| failed(&cause))?;
            let award = map::from_credential(&credential).map_err(|cause| failed(&cause))?;
            eprintln!("{NOTICE}");
            Ok(award)
        }
    }
}

const NOTICE: &str =
    "NOT VERIFIED: the picture shows what the badge says. `openbadges verify` tells whether it is true.";

const USUAL_SIZE: u32 = 600;
