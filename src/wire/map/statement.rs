//! A statement about an achievement or a result, in the one form that every reader of Open Badges shows: an alignment.

use super::iris;
use super::notes::Notes;
use crate::base::iri::Iri;
use crate::wire::error::{Error, Excerpt, Pointer};
use crate::wire::ob3::{Alignment, AlignmentTargetType, ExtTerm};

/// One alignment of the portable encoding.
pub(super) struct Statement {
    kind: &'static str,
    name: String,
    code: Option<String>,
    url: String,
    framework: Option<String>,
    pub(super) notes: Notes,
}

impl Statement {
    /// A statement of a kind, in words for people; its address is that of the kind until a value gives a better one.
    pub(super) fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self {
            kind: kind.term,
            name: name.into(),
            code: None,
            url: kind.url.into(),
            framework: None,
            notes: Notes::default(),
        }
    }

    pub(super) fn code(self, code: impl Into<String>) -> Self {
        Self { code: Some(code.into()), ..self }
    }

    pub(super) fn url(self, url: impl Into<String>) -> Self {
        Self { url: url.into(), ..self }
    }

    pub(super) fn framework(self, framework: impl Into<String>) -> Self {
        Self { framework: Some(framework.into()), ..self }
    }

    /// The alignment.
    pub(super) fn write(self) -> Result<Alignment, Error> {
        let malformed = |source| Error::Malformed { at: Pointer::new(""), source };
        let mut alignment = Alignment::new(&self.name, Iri::parse(&self.url).map_err(malformed)?);
        alignment.target_type = Some(AlignmentTargetType::Ext(ExtTerm::parse(self.kind).map_err(malformed)?));
        alignment.target_code = self.code.map(Into::into);
        alignment.target_framework = self.framework.map(Into::into);
        alignment.target_description = self.notes.to_text();
        Ok(alignment)
    }
}

/// The alignments of an object, by kind.
#[derive(Clone, Copy)]
pub(super) struct Statements<'c> {
    alignments: &'c [Alignment],
}

impl<'c> Statements<'c> {
    pub(super) fn new(alignments: &'c [Alignment]) -> Self {
        Self { alignments }
    }

    /// Those of a kind, in order.
    pub(super) fn of(self, kind: Kind) -> impl Iterator<Item = Read<'c>> {
        self.alignments.iter().filter(move |alignment| kind.is_of(alignment)).map(move |alignment| Read {
            alignment,
            kind,
            notes: Notes::read(alignment.target_description.as_deref()),
        })
    }

    /// The first of a kind.
    pub(super) fn first(self, kind: Kind) -> Option<Read<'c>> {
        self.of(kind).next()
    }
}

/// An alignment that was read.
pub(super) struct Read<'c> {
    alignment: &'c Alignment,
    kind: Kind,
    pub(super) notes: Notes,
}

impl<'c> Read<'c> {
    pub(super) fn name(&self) -> &'c str {
        &self.alignment.target_name
    }

    pub(super) fn code(&self) -> Option<&'c str> {
        self.alignment.target_code.as_deref()
    }

    pub(super) fn framework(&self) -> Option<&'c str> {
        self.alignment.target_framework.as_deref()
    }

    /// The address, unless it is only that of the kind.
    pub(super) fn url(&self) -> Option<&'c Iri> {
        Some(&self.alignment.target_url).filter(|url| url.as_str() != self.kind.url)
    }

    /// The value that the code and the address state; an error if they state two.
    pub(super) fn value<T: PartialEq>(
        &self,
        from_code: impl FnOnce(&str) -> Option<T>,
        from_url: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let code = self.code().and_then(from_code);
        let url = self.url().and_then(|url| from_url(url.as_str()));
        match (code, url) {
            (Some(code), Some(url)) if code != url => Err(Error::EncodingsDisagree {
                at: Pointer::new(ALIGNMENT),
                element: self.kind.term,
                one: Excerpt::new(self.code().unwrap_or_default()),
                other: Excerpt::new(self.alignment.target_url.as_str()),
            }),
            (code, url) => Ok(code.or(url)),
        }
    }
}

/// A kind of statement: its `targetType` and the address that stands in where no value has one.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    term: &'static str,
    url: &'static str,
}

impl Kind {
    const fn new(term: &'static str, url: &'static str) -> Self {
        Self { term, url }
    }

    /// The `targetType`.
    pub(super) const fn term(self) -> &'static str {
        self.term
    }

    /// Also takes `ext: EQF` and `ext:EQFAlignment`, which others write.
    fn is_of(self, alignment: &Alignment) -> bool {
        let Some(AlignmentTargetType::Ext(term)) = &alignment.target_type else { return false };
        let name = |text: &str| text.strip_prefix("ext:").map(|name| name.trim().to_owned());
        match (name(self.term), name(term.as_str())) {
            (Some(own), Some(found)) => own == found.strip_suffix("Alignment").unwrap_or(&found),
            _ => false,
        }
    }
}

pub(super) const EQF: Kind = Kind::new("ext:EQF", iris::EQF_LEVEL);
pub(super) const NQF: Kind = Kind::new("ext:NQF", iris::NQF_LEVEL);
pub(super) const QF_EHEA: Kind = Kind::new("ext:QFEHEA", iris::EDUCATION_LEVEL);
pub(super) const SQF: Kind = Kind::new("ext:SQF", iris::NQF_LEVEL);
pub(super) const ISCED_LEVEL: Kind = Kind::new("ext:ISCEDLevel", iris::EDUCATION_LEVEL);
pub(super) const ISCED_F: Kind = Kind::new("ext:ISCEDF", iris::ISCED_F);
pub(super) const CREDITS: Kind = Kind::new("ext:Credits", iris::CREDIT_POINT);
pub(super) const WORKLOAD: Kind = Kind::new("ext:Workload", iris::VOLUME_OF_LEARNING);
pub(super) const CONTACT_HOURS: Kind = Kind::new("ext:ContactHours", iris::CONTACT_HOUR);
pub(super) const OUTCOME: Kind = Kind::new("ext:LearningOutcome", iris::LEARNING_OUTCOME);
pub(super) const ASSESSMENT: Kind = Kind::new("ext:Assessment", iris::PROVEN_BY);
pub(super) const SUPERVISION: Kind = Kind::new("ext:Supervision", iris::ID_VERIFICATION);
pub(super) const QUALITY_ASSURANCE: Kind = Kind::new("ext:QualityAssurance", iris::ACCREDITATION);
pub(super) const PARTICIPATION: Kind = Kind::new("ext:Participation", iris::MODE);
pub(super) const ENTRY_REQUIREMENT: Kind = Kind::new("ext:EntryRequirement", iris::ENTRY_REQUIREMENT);
pub(super) const INTEGRATION: Kind = Kind::new("ext:Integration", iris::IS_PART_OF);
pub(super) const STACKS_TOWARDS: Kind = Kind::new("ext:StacksTowards", iris::IS_PART_OF);
pub(super) const CATEGORY: Kind = Kind::new("ext:Category", iris::DCT_TYPE);
pub(super) const THEME: Kind = Kind::new("ext:Theme", iris::DCT_SUBJECT);
pub(super) const PART: Kind = Kind::new("ext:Part", iris::HAS_PART);
pub(super) const AWARDING_BODY: Kind = Kind::new("ext:AwardingBody", iris::AWARDING_BODY);
pub(super) const LANGUAGE: Kind = Kind::new("ext:InstructionLanguage", iris::DCT_LANGUAGE);
pub(super) const TITLE: Kind = Kind::new("ext:Title", iris::DCT_TITLE);
pub(super) const DESCRIPTION: Kind = Kind::new("ext:Description", iris::DCT_DESCRIPTION);
pub(super) const CRITERIA: Kind = Kind::new("ext:Criteria", iris::CRITERIA);
pub(super) const FURTHER_INFORMATION: Kind = Kind::new("ext:FurtherInformation", iris::ADDITIONAL_NOTE);
pub(super) const STACKABLE_UNTIL: Kind = Kind::new("ext:StackableUntil", iris::DCT_VALID);
pub(super) const ASSESSED: Kind = Kind::new("ext:Assessed", iris::DCT_ISSUED);
pub(super) const ENDED: Kind = Kind::new("ext:Ended", iris::DCT_TEMPORAL);

const ALIGNMENT: &str = "/credentialSubject/achievement/alignment";
