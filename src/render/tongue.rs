//! The languages in which pictures and parchments have words of their own, and what both say.

use crate::base::language::Language;
use crate::base::time::Date;
use crate::model::{CreditSystem, Credits, Cycle, Vocabulary};

/// A language in which these words are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    TraditionalChinese,
}

impl Tongue {
    /// English for every language that is not known.
    pub(super) fn of(language: &Language) -> Self {
        let tag = language.as_str();
        let is_chinese = ["zh-hant", "zh-hk", "zh-mo", "zh-tw"]
            .iter()
            .any(|known| tag.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')));
        if is_chinese { Self::TraditionalChinese } else { Self::English }
    }

    /// A level of a framework that has numbers.
    pub(super) fn level_of(self, framework: &str, number: u8) -> String {
        match self {
            Self::English => format!("{framework} level {number}"),
            Self::TraditionalChinese => format!("{framework} 第 {number} 級"),
        }
    }

    pub(super) fn cycle(self, cycle: Cycle) -> &'static str {
        match (self, cycle) {
            (Self::English, Cycle::Short) => "QF-EHEA short cycle",
            (Self::English, Cycle::First) => "QF-EHEA first cycle",
            (Self::English, Cycle::Second) => "QF-EHEA second cycle",
            (Self::English, Cycle::Third) => "QF-EHEA third cycle",
            (Self::TraditionalChinese, Cycle::Short) => "QF-EHEA 短期階段",
            (Self::TraditionalChinese, Cycle::First) => "QF-EHEA 第一階段",
            (Self::TraditionalChinese, Cycle::Second) => "QF-EHEA 第二階段",
            (Self::TraditionalChinese, Cycle::Third) => "QF-EHEA 第三階段",
        }
    }

    /// A number of credits with its unit; without one where nobody states it.
    pub(super) fn credits(self, credits: &Credits) -> String {
        let amount = credits.amount();
        match (self, credits.system()) {
            (Self::English, Some(CreditSystem::Other(iri))) => format!("{amount} credits of {iri}"),
            (Self::English, Some(system)) => format!("{amount} {}", system.label()),
            (Self::English, None) => format!("{amount} credits"),
            (Self::TraditionalChinese, Some(CreditSystem::Other(iri))) => format!("{amount} 學分（{iri}）"),
            (Self::TraditionalChinese, Some(system)) => {
                let known = system.label().strip_suffix(" credits");
                known.map_or_else(|| format!("{amount} {}", system.label()), |name| format!("{amount} {name} 學分"))
            }
            (Self::TraditionalChinese, None) => format!("{amount} 學分"),
        }
    }

    /// A day as people write it.
    pub(super) fn day(self, date: Date) -> String {
        match self {
            Self::English => date.in_english(),
            Self::TraditionalChinese => date.in_chinese(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::amount::Amount;

    #[test]
    fn english_stands_in_for_languages_that_are_not_known() {
        let of = |tag: &str| Tongue::of(&Language::parse(tag).unwrap());
        for tag in ["zh-HK", "zh-Hant", "zh-Hant-HK", "zh-TW"] {
            assert_eq!(of(tag), Tongue::TraditionalChinese, "{tag}");
        }
        for tag in ["en", "en-gb", "ga", "zh-hans", "zh", "und"] {
            assert_eq!(of(tag), Tongue::English, "{tag}");
        }
    }

    #[test]
    fn writes_days_as_people_do() {
        let day = Date::parse("2026-03-01").unwrap();
        assert_eq!(Tongue::English.day(day), "1 March 2026");
        assert_eq!(Tongue::TraditionalChinese.day(day), "2026年3月1日");
    }

    #[test]
    fn a_number_of_credits_keeps_its_unit() {
        let six = Amount::parse("6").unwrap();
        let own = CreditSystem::Other("https://school.example.edu/points".parse().unwrap());
        for (credits, english, chinese) in [
            (Credits::new(six, CreditSystem::Hkqf), "6 HKQF credits", "6 HKQF 學分"),
            (Credits::new(six, CreditSystem::Ecvet), "6 ECVET points", "6 ECVET points"),
            (Credits::without_system(six), "6 credits", "6 學分"),
            (
                Credits::new(six, own),
                "6 credits of https://school.example.edu/points",
                "6 學分（https://school.example.edu/points）",
            ),
        ] {
            assert_eq!(Tongue::English.credits(&credits), english);
            assert_eq!(Tongue::TraditionalChinese.credits(&credits), chinese);
        }
    }
}
