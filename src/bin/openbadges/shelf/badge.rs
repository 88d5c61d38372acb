//! A badge of the shelf: what came, and what may be shown of it.

use openbadges::base::limits::Limits;
use openbadges::base::moment::Moment;
use openbadges::base::text::LanguageMap;
use openbadges::base::time::{Date, Timestamp};
use openbadges::model::MicroCredential;
use openbadges::verify::{ContainerKind, Report, Verdict, extract};

/// A badge as it was judged.
pub(super) struct Badge {
    /// Where it lies, below the folder that was named.
    pub(super) name: String,
    pub(super) file: Vec<u8>,
    /// The credential as it travels, out of its picture.
    pub(super) credential: String,
    pub(super) container: ContainerKind,
    pub(super) report: Report,
    /// What it says, once it is accepted.
    pub(super) says: Option<MicroCredential>,
}

/// The parts of the shelf, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Awards,
    MicroCredentials,
    Undecided,
    Rejected,
}

impl Badge {
    /// `None` for a file out of which no credential comes; it has no report either.
    pub(super) fn new(name: String, file: Vec<u8>, report: Report) -> Option<Self> {
        let (credential, container) = extract(&file, &Limits::DEFAULT).ok()?;
        let says = report.accepted().and_then(|badge| badge.micro_credential().ok());
        Some(Self { name, file, credential, container, report, says })
    }

    pub(super) fn section(&self) -> Section {
        match self.report.verdict() {
            Verdict::Accepted if self.is_award() => Section::Awards,
            Verdict::Accepted => Section::MicroCredentials,
            Verdict::Undecided => Section::Undecided,
            Verdict::Rejected => Section::Rejected,
        }
    }

    /// Whether it is a qualification, or made of other badges.
    pub(super) fn is_award(&self) -> bool {
        let Some(says) = &self.says else { return false };
        let kind = says.kind().map(ToString::to_string).unwrap_or_default();
        !says.components().is_empty() || KINDS_OF_AWARDS.iter().any(|end| kind.ends_with(end))
    }

    /// The title in the page's language if there is one, with the language in which it is stated.
    pub(super) fn title(&self, language: &str) -> Option<(Option<&str>, &str)> {
        match self.says.as_ref().and_then(MicroCredential::title) {
            Some(title) => Some(in_language(title, language)),
            None => Some((None, self.report.proven()?.achievement.as_str())),
        }
    }

    /// Whose it is, as is proven: the first of the ids by which the badge knows its learner.
    pub(super) fn learner(&self) -> Option<&str> {
        self.report.proven()?.learner.first().map(String::as_str)
    }

    /// The same for people: by name, where the badge states one, and by id.
    pub(super) fn learner_told(&self) -> impl Iterator<Item = String> {
        let name = self.says.as_ref().and_then(|says| says.learner()?.name());
        name.into_iter().chain(self.learner()).map(str::to_owned)
    }

    pub(super) fn is_in_a_picture(&self) -> bool {
        matches!(self.container, ContainerKind::Png | ContainerKind::Svg)
    }

    /// When it was awarded, as the badge has it; nothing unless that is proven.
    pub(super) fn awarded(&self) -> Option<Moment> {
        let said = self.says.as_ref().and_then(MicroCredential::awarded);
        said.or_else(|| Moment::parse(&self.report.proven()?.awarded).ok())
    }

    pub(super) fn awarded_at(&self) -> Option<Timestamp> {
        self.awarded().map(Moment::at)
    }

    /// Until when it is in force.
    pub(super) fn until(&self) -> Option<Date> {
        let until = self.report.proven()?.until.as_deref()?;
        Moment::parse(until).ok().map(Moment::date)
    }
}

/// The text in a language, or one that is close to it, or the main one; with its language, where that is stated.
pub(super) fn in_language<'t>(map: &'t LanguageMap, wanted: &str) -> (Option<&'t str>, &'t str) {
    let nearness = |tag: &str| match tag {
        tag if tag.eq_ignore_ascii_case(wanted) => 2,
        tag if primary(tag) == primary(wanted) => 1,
        _ => 0,
    };
    let main = (map.language(), map.text());
    let near = map.iter().filter(|(tag, _)| nearness(tag.as_str()) > nearness(main.0.as_str()));
    let (tag, text) = near.max_by_key(|(tag, _)| nearness(tag.as_str())).unwrap_or(main);
    ((!tag.is_undetermined()).then_some(tag.as_str()), text)
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

const KINDS_OF_AWARDS: [&str; 4] = ["Certificate", "Diploma", "Degree", "Doctorate"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_in_the_page_s_language_where_there_is_one() {
        let map: LanguageMap =
            serde_json::from_str(r#"{"en": "Tides", "zh-HK": "潮汐", "zh-Hant": "潮汐學"}"#).unwrap();
        assert_eq!(in_language(&map, "zh-Hant"), (Some("zh-hant"), "潮汐學"));
        assert_eq!(in_language(&map, "en"), (Some("en"), "Tides"));
        let plain: LanguageMap = serde_json::from_str("\"Tides\"").unwrap();
        assert_eq!(in_language(&plain, "zh-Hant"), (None, "Tides"));
    }
}
