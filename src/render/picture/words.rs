//! The words of a picture itself, by language.

use crate::base::time::Date;
use crate::model::{Levels, NationalLevel};
use crate::render::Kind;
use crate::render::tongue::Tongue;

impl Tongue {
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

    /// One level with its framework: that of the EQF, else the first national or sectoral one, the cycle, or the ISCED level.
    pub(super) fn level(self, levels: &Levels) -> Option<String> {
        let numbered = |framework: &str, number: u8| self.level_of(framework, number);
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EqfLevel, IscedLevel, NationalFramework, NumberedLevel};

    #[test]
    fn writes_days_as_people_do() {
        let day = Date::parse("2026-03-01").unwrap();
        assert_eq!(Tongue::English.awarded_on(day, false), "Awarded 1 March 2026");
        assert_eq!(Tongue::TraditionalChinese.stackable_until(day), "可累積至2026年3月1日");
    }

    #[test]
    fn a_level_stands_with_its_framework() {
        let none = Levels::default();
        assert_eq!(Tongue::English.level(&none), None);
        let isced = none.with_isced(IscedLevel::new(5).unwrap());
        assert_eq!(Tongue::English.level(&isced).unwrap(), "ISCED level 5");
        let national = isced.with_national(NumberedLevel::new(NationalFramework::Hkqf, 4).unwrap().into());
        assert_eq!(Tongue::TraditionalChinese.level(&national).unwrap(), "HKQF 第 4 級");
        let eqf = national.with_eqf(EqfLevel::new(6).unwrap());
        assert_eq!(Tongue::English.level(&eqf).unwrap(), "EQF level 6");
    }
}
