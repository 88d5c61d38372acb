//! The fixed words of a parchment, by language.

use crate::base::language::Language;
use crate::base::time::Date;
use crate::model::{AchievementType, CreditSystem, Credits, Cycle, Vocabulary};

/// A language in which the fixed words are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    English,
    TraditionalChinese,
}

impl Wording {
    /// The words for a language: English for every one that is not known.
    pub(super) fn of(language: &Language) -> Self {
        match language.as_str() {
            "zh-hant" | "zh-hk" | "zh-mo" | "zh-tw" | "zh-hant-hk" | "zh-hant-mo" | "zh-hant-tw" => {
                Self::TraditionalChinese
            }
            _ => Self::English,
        }
    }

    /// The tag for a screen reader.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::TraditionalChinese => "zh-Hant",
        }
    }

    fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::TraditionalChinese => chinese,
        }
    }

    pub(super) fn certifies(self, has_name: bool) -> &'static str {
        match has_name {
            true => self.pick("This is to certify that", "茲證明"),
            false => self.pick("This is to certify that the learner known as", "茲證明以下識別碼所指之學員"),
        }
    }

    pub(super) fn has_been_awarded(self, kind: Option<&AchievementType>) -> &'static str {
        match kind {
            Some(AchievementType::Certificate | AchievementType::Diploma) => {
                self.pick("has been awarded the", "符合頒授規定，獲頒授")
            }
            Some(AchievementType::MicroCredential) => self.pick("has earned the micro-credential", "已取得微證書"),
            _ => self.pick("has been awarded", "獲頒授"),
        }
    }

    pub(super) fn offered_by(self, provider: &str) -> String {
        match self {
            Self::English => format!("Offered by {provider}"),
            Self::TraditionalChinese => format!("開辦機構：{provider}"),
        }
    }

    pub(super) fn level(self) -> &'static str {
        self.pick("Level", "級別")
    }

    pub(super) fn credits(self) -> &'static str {
        self.pick("Credits", "學分")
    }

    pub(super) fn awarded_on(self) -> &'static str {
        self.pick("Awarded on", "頒授日期")
    }

    pub(super) fn components(self) -> &'static str {
        self.pick("Component micro-credentials", "組成微證書")
    }

    pub(super) fn component(self) -> &'static str {
        self.pick("Micro-credential", "微證書")
    }

    /// Where the components are, if they have no room on the first page.
    pub(super) fn overleaf(self) -> &'static str {
        self.pick("The component micro-credentials are listed on the following pages.", "組成微證書載列於後頁。")
    }

    /// A level of a framework that has numbers.
    pub(super) fn level_of(self, framework: &str, number: u8) -> String {
        match self {
            Self::English => format!("{framework} level {number}"),
            Self::TraditionalChinese => format!("{framework} 第 {number} 級"),
        }
    }

    pub(super) fn cycle(self, cycle: Cycle) -> String {
        match (self, cycle) {
            (Self::English, Cycle::Short) => "QF-EHEA short cycle".to_owned(),
            (Self::English, Cycle::First) => "QF-EHEA first cycle".to_owned(),
            (Self::English, Cycle::Second) => "QF-EHEA second cycle".to_owned(),
            (Self::English, Cycle::Third) => "QF-EHEA third cycle".to_owned(),
            (Self::TraditionalChinese, Cycle::Short) => "QF-EHEA 短期階段".to_owned(),
            (Self::TraditionalChinese, Cycle::First) => "QF-EHEA 第一階段".to_owned(),
            (Self::TraditionalChinese, Cycle::Second) => "QF-EHEA 第二階段".to_owned(),
            (Self::TraditionalChinese, Cycle::Third) => "QF-EHEA 第三階段".to_owned(),
        }
    }

    /// A number of credits with its unit; without one where nobody states it.
    pub(super) fn amount(self, credits: &Credits) -> String {
        let amount = credits.amount();
        let Some(system) = credits.system() else { return amount.to_string() };
        match self {
            Self::English => format!("{amount} {}", system.label()),
            Self::TraditionalChinese => match system {
                CreditSystem::Ects
                | CreditSystem::Ecvet
                | CreditSystem::Hkqf
                | CreditSystem::Nzqcf
                | CreditSystem::Cats
                | CreditSystem::Mqf => format!("{amount} {} 學分", system.code().to_uppercase()),
                _ => format!("{amount} {}", system.label()),
            },
        }
    }

    /// A day, as people write it.
    pub(super) fn day(self, date: Date) -> String {
        let written = date.to_string();
        let mut parts = written.split('-');
        let mut number = || parts.next().and_then(|part| part.parse::<u16>().ok()).unwrap_or_default();
        let (year, month, day) = (number(), number(), number());
        match self {
            Self::English => {
                let name = MONTHS.get(usize::from(month.saturating_sub(1))).copied().unwrap_or_default();
                format!("{day} {name} {year}")
            }
            Self::TraditionalChinese => format!("{year}年{month}月{day}日"),
        }
    }

    pub(super) fn page(self, page: usize, of: usize) -> String {
        match self {
            Self::English => format!("Page {page} of {of}"),
            Self::TraditionalChinese => format!("第 {page} 頁，共 {of} 頁"),
        }
    }

    /// How to verify it.
    pub(super) fn verify(self, has_page: bool) -> &'static str {
        match has_page {
            true => self.pick(
                "To verify this document, scan the code or open the address below. The electronic form of the document carries the \
                 signed credential as an attachment; the credential, and not the printed page, is the proof.",
                "如欲核實本文件，請掃描二維碼或開啟下列網址。本文件的電子版附有經簽署的憑證；以該憑證為準，印本並非證明。",
            ),
            false => self.pick(
                "The electronic form of this document carries the signed credential as an attachment. Any verifier of Open Badges 3.0 \
                 can check it; the credential, and not the printed page, is the proof. The code holds its identifier.",
                "本文件的電子版附有經簽署的憑證，可用任何 Open Badges 3.0 核實工具查核；以該憑證為準，印本並非證明。二維碼載有憑證識別碼。",
            ),
        }
    }

    pub(super) fn code(self, address: &str) -> String {
        match self {
            Self::English => format!("QR code of {address}"),
            Self::TraditionalChinese => format!("二維碼：{address}"),
        }
    }

    pub(super) fn logo(self, body: &str) -> String {
        match self {
            Self::English => format!("Logo of {body}"),
            Self::TraditionalChinese => format!("{body}標誌"),
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

    #[test]
    fn english_stands_in_for_languages_that_are_not_known() {
        let of = |tag: &str| Wording::of(&Language::parse(tag).unwrap());
        assert_eq!(of("zh-HK"), Wording::TraditionalChinese);
        for tag in ["en", "en-gb", "ga", "zh-hans", "und"] {
            assert_eq!(of(tag), Wording::English, "{tag}");
        }
    }

    #[test]
    fn writes_days_as_people_do() {
        let day = Date::parse("2026-03-01").unwrap();
        assert_eq!(Wording::English.day(day), "1 March 2026");
        assert_eq!(Wording::TraditionalChinese.day(day), "2026年3月1日");
    }
}
