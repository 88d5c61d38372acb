//! The page's own words in each language. What the library says of checks and rules stays English and is marked so.

use crate::args::PageLanguage;
use openbadges::base::time::Date;
use openbadges::model::{Credits, Levels, NationalLevel, Vocabulary};
use openbadges::verify::{Outcome, Verdict};

/// One language. A pair stands around what a sentence is about.
pub(super) struct Words {
    /// The language tag.
    pub(super) tag: &'static str,
    pub(super) badges: &'static str,
    pub(super) badges_of: (&'static str, &'static str),
    pub(super) skip: &'static str,
    pub(super) sections: &'static str,
    pub(super) awards: &'static str,
    pub(super) micro_credentials: &'static str,
    pub(super) undecided_ones: &'static str,
    pub(super) rejected_ones: &'static str,
    pub(super) towards: &'static str,
    pub(super) empty: &'static str,
    pub(super) undecided_note: &'static str,
    pub(super) rejected_note: &'static str,
    pub(super) checked: (&'static str, &'static str),
    pub(super) verified: &'static str,
    pub(super) rejected: &'static str,
    pub(super) undecided: &'static str,
    pub(super) nothing_proven: &'static str,
    pub(super) known_issuer: &'static str,
    pub(super) issuer_not_known: &'static str,
    pub(super) unknown_issuer: &'static str,
    pub(super) no_issuer_name: &'static str,
    pub(super) published_at: (&'static str, &'static str),
    pub(super) awarded: &'static str,
    pub(super) credits: &'static str,
    pub(super) level: &'static str,
    pub(super) category: &'static str,
    pub(super) themes: &'static str,
    pub(super) result: &'static str,
    pub(super) until: &'static str,
    pub(super) stackable_until: &'static str,
    pub(super) learner: &'static str,
    pub(super) issuer: &'static str,
    pub(super) provider: &'static str,
    pub(super) awarding_body: &'static str,
    pub(super) counts_towards: &'static str,
    pub(super) not_counted: &'static str,
    pub(super) used_in: &'static str,
    pub(super) made_of: &'static str,
    pub(super) about: &'static str,
    pub(super) outcomes: &'static str,
    pub(super) criteria: &'static str,
    pub(super) assessment: &'static str,
    pub(super) how_checked: &'static str,
    pub(super) passed: &'static str,
    pub(super) failed: &'static str,
    pub(super) unknown: &'static str,
    pub(super) tolerated: &'static str,
    pub(super) nothing_to_check: &'static str,
    pub(super) endorsements: &'static str,
    pub(super) download: &'static str,
    pub(super) download_credential: &'static str,
    pub(super) no_room: &'static str,
    pub(super) picture_of: (&'static str, &'static str),
    pub(super) reached: &'static str,
    pub(super) not_reached: &'static str,
    pub(super) not_decided: &'static str,
    pub(super) of_needed: (&'static str, &'static str),
    pub(super) apply_by: (&'static str, &'static str),
    pub(super) missing: &'static str,
    pub(super) rules: &'static str,
    pub(super) lapses: &'static str,
    pub(super) after: (&'static str, &'static str),
    pub(super) credits_left: (&'static str, &'static str),
    pub(super) as_of: (&'static str, &'static str),
    pub(super) colophon: &'static str,
    pub(super) colophon_pictures: &'static str,
}

impl Words {
    pub(super) fn of(language: PageLanguage) -> &'static Self {
        match language {
            PageLanguage::English => &ENGLISH,
            PageLanguage::TraditionalChinese => &TRADITIONAL_CHINESE,
        }
    }

    fn is_english(&self) -> bool {
        self.tag == ENGLISH.tag
    }

    /// A date as people write it.
    pub(super) fn date(&self, date: Date) -> String {
        if self.is_english() { date.in_english() } else { date.in_chinese() }
    }

    /// A number of credits with its unit.
    pub(super) fn credits(&self, credits: &Credits) -> String {
        let unit = credits.system().map_or("credits", Vocabulary::label);
        match unit.strip_suffix("credits") {
            Some(system) if !self.is_english() => format!("{} {system}學分", credits.amount()),
            _ => format!("{} {unit}", credits.amount()),
        }
    }

    /// The levels with their frameworks, the national ones first.
    pub(super) fn levels(&self, levels: &Levels) -> Vec<String> {
        let numbered = |framework: &str, number: u8| match self.is_english() {
            true => format!("{framework} level {number}"),
            false => format!("{framework} 第 {number} 級"),
        };
        let national = levels.national().iter().map(|level| match level {
            NationalLevel::Numbered(level) => numbered(&level.framework().code().to_uppercase(), level.number()),
            NationalLevel::Named(level) => format!("{}, {}", level.level(), level.framework()),
        });
        national.chain(levels.eqf().map(|level| numbered("EQF", level.number()))).collect()
    }

    /// A verdict with its sign, so that no colour is needed.
    pub(super) fn verdict(&self, verdict: Verdict) -> (&'static str, &'static str, &'static str) {
        match verdict {
            Verdict::Accepted => ("good", "✓", self.verified),
            Verdict::Rejected => ("bad", "✕", self.rejected),
            Verdict::Undecided => ("open", "?", self.undecided),
        }
    }

    /// How a check ended.
    pub(super) fn outcome(&self, outcome: Outcome, is_tolerated: bool) -> (&'static str, &'static str, &'static str) {
        match outcome {
            Outcome::Pass => ("good", "✓", self.passed),
            Outcome::Fail => ("bad", "✕", self.failed),
            Outcome::Unknown if is_tolerated => ("open", "?", self.tolerated),
            Outcome::Unknown => ("open", "?", self.unknown),
            Outcome::NotApplicable => ("none", "–", self.nothing_to_check),
        }
    }
}

const ENGLISH: Words = Words {
    tag: "en",
    badges: "Badges",
    badges_of: ("Badges of ", ""),
    skip: "Skip to the badges",
    sections: "Parts of this page",
    awards: "Awards",
    micro_credentials: "Micro-credentials",
    undecided_ones: "Undecided",
    rejected_ones: "Not good",
    towards: "Towards an award",
    empty: "None so far.",
    undecided_note: "Something that matters could not be checked. Only what is proven is shown.",
    rejected_note: "These do not hold. Nothing is shown that their issuer's signature does not cover.",
    checked: ("Checked on ", "."),
    verified: "Verified",
    rejected: "Not good",
    undecided: "Undecided",
    nothing_proven: "Nothing that this badge says is proven.",
    known_issuer: "Known issuer",
    issuer_not_known: "Issuer not known",
    unknown_issuer: "Not a known issuer: anyone can make a key and use this name",
    no_issuer_name: "An issuer without a name",
    published_at: ("Its key is published at ", ""),
    awarded: "Awarded",
    credits: "Credits",
    level: "Level",
    category: "Category",
    themes: "Theme",
    result: "Result",
    until: "Valid until",
    stackable_until: "Can be stacked until",
    learner: "Learner",
    issuer: "Issuer",
    provider: "Provider",
    awarding_body: "Awarding body",
    counts_towards: "Counts in",
    not_counted: "Does not count in",
    used_in: "Used for",
    made_of: "Made of",
    about: "What it is about",
    outcomes: "What the learner can do",
    criteria: "How it is earned",
    assessment: "Assessment",
    how_checked: "How it was checked",
    passed: "In order",
    failed: "Not in order",
    unknown: "Could not be checked",
    tolerated: "Could not be checked, and need not be",
    nothing_to_check: "Nothing to check",
    endorsements: "Endorsements",
    download: "Download the badge",
    download_credential: "Download the credential alone",
    no_room: "This page has no room for the badge itself.",
    picture_of: ("Badge picture: ", ""),
    reached: "Reached",
    not_reached: "Not yet",
    not_decided: "Not decided",
    of_needed: ("", " credits"),
    apply_by: ("Apply by ", "; later the first of these badges no longer counts."),
    missing: "Missing",
    rules: "Rule by rule",
    lapses: "When badges lapse",
    after: ("After ", ""),
    credits_left: ("", " credits left"),
    as_of: ("For an application on ", "."),
    colophon: "This page says what was found when it was made, and proves nothing by itself. Whoever wants to be sure verifies the badges: ",
    colophon_pictures: "A picture around a badge is not signed, the words beside it are.",
};

const TRADITIONAL_CHINESE: Words = Words {
    tag: "zh-Hant",
    badges: "徽章",
    badges_of: ("", "的徽章"),
    skip: "跳至徽章",
    sections: "本頁內容",
    awards: "資歷",
    micro_credentials: "微證書",
    undecided_ones: "未能判定",
    rejected_ones: "無效",
    towards: "累積資歷進度",
    empty: "暫時沒有。",
    undecided_note: "有重要事項未能查核，只顯示已獲證明的內容。",
    rejected_note: "這些徽章無效；未經頒發者簽署的內容一概不予顯示。",
    checked: ("查核時間：", "。"),
    verified: "已驗證",
    rejected: "無效",
    undecided: "未能判定",
    nothing_proven: "此徽章所述未有任何內容獲得證明。",
    known_issuer: "已知的頒發者",
    issuer_not_known: "頒發者未經確認",
    unknown_issuer: "並非已知的頒發者：任何人都可以自製密鑰並使用此名稱",
    no_issuer_name: "未具名的頒發者",
    published_at: ("其密鑰公布於 ", ""),
    awarded: "頒授日期",
    credits: "學分",
    level: "級別",
    category: "類別",
    themes: "主題",
    result: "成績",
    until: "有效期至",
    stackable_until: "可累積至",
    learner: "學員",
    issuer: "頒發者",
    provider: "開辦機構",
    awarding_body: "頒授機構",
    counts_towards: "計入",
    not_counted: "不計入",
    used_in: "已用於",
    made_of: "組成部分",
    about: "內容簡介",
    outcomes: "學習成果",
    criteria: "取得方法",
    assessment: "評核",
    how_checked: "查核詳情",
    passed: "通過",
    failed: "未能通過",
    unknown: "未能查核",
    tolerated: "未能查核，亦無須查核",
    nothing_to_check: "無須查核",
    endorsements: "認可",
    download: "下載徽章",
    download_credential: "只下載憑證",
    no_room: "本頁空間不足，未能存放此徽章。",
    picture_of: ("徽章圖片：", ""),
    reached: "已達到",
    not_reached: "尚未達到",
    not_decided: "未能判定",
    of_needed: ("", " 學分"),
    apply_by: ("請於", "或之前申請，其後首個徽章將不再計算。"),
    missing: "尚欠",
    rules: "逐項規則",
    lapses: "徽章何時不再計算",
    after: ("", "之後"),
    credits_left: ("尚餘 ", " 學分"),
    as_of: ("以", "提出申請計算。"),
    colophon: "本頁只記錄製作時的查核結果，本身並非證明。如欲確定，請驗證徽章：",
    colophon_pictures: "徽章所附的圖片並無簽署，旁邊的文字則有。",
};
