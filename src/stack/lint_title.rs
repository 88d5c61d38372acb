//! Titles that the rules of a framework keep for other awards.

use super::lint::Warning;
use super::policy::{Award, LevelFramework, Policy};
use crate::base::amount::Amount;
use crate::model::NationalFramework;

impl Policy {
    pub(super) fn lint_titles(&self, award: &Award, at: &str, warnings: &mut Vec<Warning>) {
        let mut names = vec![(format!("{at}/name"), award.name.as_str())];
        for (number, title) in award.titles.iter().enumerate() {
            names.push((format!("{at}/titles/{number}/name"), title.name.as_str()));
        }
        // Where there are titles, no award bears the name of its kind alone.
        let names = names.into_iter().skip(usize::from(!award.titles.is_empty()));
        for (pointer, name) in names {
            match self.level_framework {
                Some(LevelFramework::National(NationalFramework::Hkqf)) => hong_kong(award, name, &pointer, warnings),
                Some(LevelFramework::National(NationalFramework::Nzqcf)) => {
                    new_zealand(award, name, &pointer, warnings);
                }
                _ => {}
            }
        }
    }
}

/// The Award Titles Scheme of the Hong Kong Qualifications Framework: a Diploma has 60 credits or more and starts at level 3; at levels 1 and
/// 2 there are Certificates alone, without adjectives such as Professional.
fn hong_kong(award: &Award, name: &str, pointer: &str, warnings: &mut Vec<Warning>) {
    let lowest = award.minimum_level.as_ref().map_or(1, |minimum| minimum.level);
    let is_diploma = has_word(name, "diploma");
    if is_diploma && award.credits < Amount::from_millionths(DIPLOMA) {
        let text = format!("a Diploma has 60 credits or more in Hong Kong, this award {}", award.credits);
        warnings.push(Warning::new("lint.title-size", pointer, text));
    }
    if is_diploma && lowest < 3 {
        let text =
            "a Diploma starts at QF level 3 in Hong Kong, and no `minimumLevel` keeps this award from a lower one";
        warnings.push(Warning::new("lint.title-level", pointer, text));
    }
    if has_word(name, "professional") && lowest < 3 {
        let text = "at QF levels 1 and 2 an award is a Certificate without adjectives such as Professional in Hong Kong, and no `minimumLevel` keeps this award from them";
        warnings.push(Warning::new("lint.title-level", pointer, text));
    }
}

/// The Micro-credential Rules 2022 of NZQA: words that the title of a micro-credential, of up to 40 credits, does not have.
fn new_zealand(award: &Award, name: &str, pointer: &str, warnings: &mut Vec<Warning>) {
    if award.credits > Amount::from_millionths(MICRO_CREDENTIAL) {
        return;
    }
    for word in ["New Zealand", "national", "diploma", "degree", "bachelor", "master", "doctor"] {
        if has_word(name, word) {
            let text = format!("the title of a micro-credential does not have the word `{word}` in New Zealand");
            warnings.push(Warning::new("lint.title-word", pointer, text));
        }
    }
}

/// Whether whole words of the name are these, however they are capitalised.
fn has_word(name: &str, word: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        format!(" {} ", words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
    };
    words(name).contains(&words(word))
}

const DIPLOMA: u64 = 60_000_000;
const MICRO_CREDENTIAL: u64 = 40_000_000;
