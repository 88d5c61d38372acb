//! The fixed words of a parchment, by language.

use crate::model::{AchievementType, Credits};
use crate::render::tongue::Tongue;

impl Tongue {
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

    pub(super) fn level_heading(self) -> &'static str {
        self.pick("Level", "級別")
    }

    pub(super) fn credits_heading(self) -> &'static str {
        self.pick("Credits", "學分")
    }

    pub(super) fn date_heading(self) -> &'static str {
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

    /// A number of credits with its unit; without one where nobody states it.
    pub(super) fn amount(self, credits: &Credits) -> String {
        match credits.system() {
            Some(_) => self.credits(credits),
            None => credits.amount().to_string(),
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
