//! The words of a picture itself, by language.

use crate::base::language::Language;
use crate::base::time::Date;
use crate::model::{CreditSystem, Credits, Cycle, Levels, NationalLevel, Vocabulary};
use crate::render::Kind;

/// A language in which these words are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    English,
    TraditionalChinese,
}

impl Words {
    /// English for every language that is not known.
    pub(super) fn of(language: &Language) -> Self {
        let tag = language.as_str();
        let is_chinese = ["zh-hant", "zh-hk", "zh-mo", "zh-tw"]
            .iter()
            .any(|known| tag.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')));
        if is_chinese { Self::TraditionalChinese } else { Self::English }
    }

    pub(super) fn kind(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::English, Kind::MicroCredential) => "MICRO-CREDENTIAL",
            (Self::English, Kind::Certificate) => "CERTIFICATE",
            (Self::English, Kind::Diploma) => "DIPLOMA",
            (Self::TraditionalChinese, Kind::MicroCredential) => "微證書",
            (Self::TraditionalChinese, Kind::Certificate) => "證書",
            (Self::TraditionalChinese, Kind::Diploma) => "文憑",
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

    /// One level with its framework: that of the EQF, else the first national or sectoral one, the cycle, or the ISCED level.
    pub(super) fn level(self, levels: &Levels) -> Option<String> {
        let numbered = |framework: &str, number: u8| match self {
            Self::English => format!("{framework} level {number}"),
            Self::TraditionalChinese => format!("{framework} 第 {number} 級"),
        };
        if let Some(level) = levels.eqf() {
            return Some(numbered("EQF", level.number()));
        }
        if let Some(level) = levels.national().first() {
            return Some(match level {
                NationalLevel::Numbered(level) => numbered(&level.framework().code().to_uppercase(), level.number()),
                NationalLevel::Named(level) => format!("{}: {}", level.framework(), level.level()),
            });
        }
        if let Some(level) = levels.sectoral().first() {
            return Some(format!("{}: {}", level.framework(), level.level()));
        }
        let cycle = levels.cycle().map(|cycle| self.cycle(cycle).to_owned());
        cycle.or_else(|| levels.isced().map(|level| numbered("ISCED", level.number())))
    }

    fn cycle(self, cycle: Cycle) -> &'static str {
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

    pub(super) fn awarded_by(self, bodies: &str) -> String {
        match self {
            Self::English => format!("Awarded by {bodies}"),
            Self::TraditionalChinese => format!("頒授機構：{bodies}"),
        }
    }

    /// The award date; `is_told` says that who awards it stands before it.
    pub(super) fn awarded_on(self, day: Date, is_told: bool) -> String {
        match (self, is_told) {
            (Self::English, true) => format!("on {}", self.day(day)),
            (Self::English, false) => format!("Awarded {}", self.day(day)),
            (Self::TraditionalChinese, _) => format!("{}頒授", self.day(day)),
        }
    }

    pub(super) fn stackable_until(self, day: Date) -> String {
        match self {
            Self::English => format!("Stackable until {}", self.day(day)),
            Self::TraditionalChinese => format!("可累積至{}", self.day(day)),
        }
    }

    /// Between two names of a list.
    pub(super) fn comma(self) -> &'static str {
        match self {
            Self::English => ", ",
            Self::TraditionalChinese => "、",
        }
    }

    /// A day as people write it.
    fn day(self, date: Date) -> String {
        let written = date.to_string();
        let mut parts = written.split('-').map(|part| part.parse::<u16>().unwrap_or_default());
        let mut number = || parts.next().unwrap_or_default();
        let (year, month, day) = (number(), number(), number());
        let name = MONTHS.get(usize::from(month.saturating_sub(1))).copied().unwrap_or_default();
        match self {
            Self::English => format!("{day} {name} {year}"),
            Self::TraditionalChinese => format!("{year}年{month}月{day}日"),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::amount::Amount;
    use crate::model::{EqfLevel, IscedLevel, NationalFramework, NumberedLevel};

    #[test]
    fn english_stands_in_for_languages_that_are_not_known() {
        let of = |tag: &str| Words::of(&Language::parse(tag).unwrap());
        for tag in ["zh-HK", "zh-Hant", "zh-Hant-HK", "zh-TW"] {
            assert_eq!(of(tag), Words::TraditionalChinese, "{tag}");
        }
        for tag in ["en", "en-gb", "ga", "zh-hans", "zh", "und"] {
            assert_eq!(of(tag), Words::English, "{tag}");
        }
    }

    #[test]
    fn writes_days_as_people_do() {
        let day = Date::parse("2026-03-01").unwrap();
        assert_eq!(Words::English.awarded_on(day, false), "Awarded 1 March 2026");
        assert_eq!(Words::TraditionalChinese.stackable_until(day), "可累積至2026年3月1日");
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
            assert_eq!(Words::English.credits(&credits), english);
            assert_eq!(Words::TraditionalChinese.credits(&credits), chinese);
        }
    }

    #[test]
    fn a_level_stands_with_its_framework() {
        let none = Levels::default();
        assert_eq!(Words::English.level(&none), None);
        let isced = none.with_isced(IscedLevel::new(5).unwrap());
        assert_eq!(Words::English.level(&isced).unwrap(), "ISCED level 5");
        let national = isced.with_national(NumberedLevel::new(NationalFramework::Hkqf, 4).unwrap().into());
        assert_eq!(Words::TraditionalChinese.level(&national).unwrap(), "HKQF 第 4 級");
        let eqf = national.with_eqf(EqfLevel::new(6).unwrap());
        assert_eq!(Words::English.level(&eqf).unwrap(), "EQF level 6");
    }
}
