//! The pictures of `fixtures/own/art`: what they show and how they look.

use openbadges::base::language::Language;
use openbadges::base::text::{LanguageMap, Text};
use openbadges::model::{AchievementType, Entry, MicroCredential, sample_award};
use openbadges::render::{Colour, Colours, Fonts, Logo, Look};
use std::error::Error;

/// One picture.
pub(crate) struct Sample {
    /// The name of its file, without the ending.
    pub(crate) name: &'static str,
    pub(crate) award: MicroCredential,
    pub(crate) look: Look,
}

/// Every picture that the bundled fonts can draw, and the one in Chinese where there is a font for it.
pub(crate) fn samples(chinese: Option<Vec<u8>>) -> Result<Vec<Sample>, Box<dyn Error>> {
    let plain = Look::default();
    let award: MicroCredential = serde_json::from_str(sample_award())?;
    let general = Entry::coded(Text::parse("GS")?).with_name(Text::parse("General Studies")?);
    let sea = Entry::coded(Text::parse("SEA")?).with_name(Text::parse("Sea")?);
    let reading = award.clone().with_category(general).with_themes(vec![sea]);
    let titled =
        |award: &MicroCredential, title: &str| Text::parse(title).map(|title| award.clone().with_title(title.into()));
    let certificate = award.clone().with_kind(AchievementType::Certificate);
    let certificate = titled(&certificate, "Certificate in Professional Practice")?;
    let diploma = award.clone().with_kind(AchievementType::Diploma);
    let diploma = titled(&diploma, "Diploma in Professional Practice (Data)")?;
    let arts = reading.clone().with_kind(AchievementType::Certificate);
    let arts = titled(&arts, "Certificate in General Studies")?;
    let colour = Colour::parse;
    let wine = Colours::new(colour("#6f1d39")?, colour("#fff9f0")?, colour("#e0b34c")?)?;
    let own = plain.clone().with_colours(wine).with_logo(Logo::parse(LOGO.as_bytes())?);
    let mut samples = vec![
        Sample { name: "professional-practice", award: award.clone(), look: plain.clone() },
        Sample { name: "general-studies", award: titled(&reading, "Reading the Sea")?, look: plain.clone() },
        Sample { name: "certificate", award: certificate.clone(), look: plain.clone() },
        Sample { name: "diploma", award: diploma, look: plain.clone() },
        Sample { name: "long-title", award: titled(&reading, LONG)?, look: plain.clone() },
        Sample { name: "own-colours", award: arts, look: own },
        Sample {
            name: "greek",
            award: in_language(&award, "el", "Ιστορίες δεδομένων για μικρές επιχειρήσεις")?,
            look: plain.clone(),
        },
        Sample {
            name: "arabic",
            award: in_language(&award, "ar", "قصص البيانات للشركات الصغيرة")?,
            look: plain.clone(),
        },
    ];
    if let Some(font) = chinese {
        let fonts = Fonts::default().with_font(font)?;
        let award = in_language(&certificate, "zh-hant", "專業實務證書（數據）")?;
        samples.push(Sample { name: "chinese", award, look: plain.with_fonts(fonts) });
    }
    Ok(samples)
}

/// A Chinese font of this machine; `None`, with a word about it, where there is none.
pub(crate) fn chinese_font() -> Option<Vec<u8>> {
    let path = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc";
    let font = std::fs::read(path).ok();
    if font.is_none() {
        eprintln!("skipped: the picture in Chinese (there is no {path}; the package is fonts-wqy-microhei)");
    }
    font
}

fn in_language(award: &MicroCredential, language: &str, title: &str) -> Result<MicroCredential, Box<dyn Error>> {
    Ok(award.clone().with_title(LanguageMap::new(Language::parse(language)?, Text::parse(title)?)))
}

const LONG: &str = "Reading the Sea: an Introduction to Marine Ecology, Tides, Currents and the Life between Them for Everyone Who \
                    Lives, Works or Teaches by the Coast";

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 132 40\">\
                    <path d=\"M20 2L36 11V29L20 38L4 29V11Z\" fill=\"#6f1d39\"/>\
                    <path d=\"M12 24Q16 18 20 24T28 24\" fill=\"none\" stroke=\"#fff9f0\" stroke-width=\"3\"/>\
                    <path d=\"M48 12H126V17H48ZM48 23H104V28H48Z\" fill=\"#3c3c3c\"/></svg>";
