//! What an issuer decides about its pictures.

use super::Logo;
use crate::base::language::Language;
use crate::render::{Branch, Colours, Fonts, Kind};

/// How a picture is to look: colours, logo, fonts, language, and the kind and branch where the badge does not say them.
#[derive(Debug, Clone, Default)]
pub struct Look {
    pub(super) colours: Colours,
    pub(super) logo: Option<Logo>,
    pub(super) fonts: Fonts,
    pub(super) language: Option<Language>,
    pub(super) kind: Option<Kind>,
    pub(super) branch: Option<Branch>,
}

impl Look {
    /// Takes the issuer's colours.
    #[must_use]
    pub fn with_colours(self, colours: Colours) -> Self {
        Self { colours, ..self }
    }

    /// Puts a logo above the title.
    #[must_use]
    pub fn with_logo(self, logo: Logo) -> Self {
        Self { logo: Some(logo), ..self }
    }

    /// Sets texts in these fonts, which is needed for scripts that the bundled ones do not have.
    #[must_use]
    pub fn with_fonts(self, fonts: Fonts) -> Self {
        Self { fonts, ..self }
    }

    /// Takes the title in this language, or its main one where it has none in this; words of the picture itself, such as
    /// "credits", are in English unless this is traditional Chinese.
    #[must_use]
    pub fn with_language(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }

    /// Draws this kind, whatever the badge says.
    #[must_use]
    pub fn with_kind(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// Draws this branch, whatever the badge says.
    #[must_use]
    pub fn with_branch(self, branch: Branch) -> Self {
        Self { branch: Some(branch), ..self }
    }
}
