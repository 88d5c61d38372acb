//! Where each thing that an award says stands in a badge. `docs/mapping.md` prints this table; tests hold both to it.

/// One thing, and its places in a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The member of the award document.
    pub award: &'static str,
    /// The property of Open Badges that holds it, or `–`.
    pub property: &'static str,
    /// The `targetType` of the alignment that holds it in either encoding, or `–`.
    pub alignment: &'static str,
    /// The term of the project's own context that the extended encoding adds, or `–`.
    pub term: &'static str,
}

/// Every member of an award document, in its order.
pub const TABLE: &[Row] = &[
    row("id", "achievement.id", "–", "–"),
    row("version", "achievement.version", "–", "–"),
    row("code", "achievement.humanCode", "–", "–"),
    row("type", "achievement.achievementType", "–", "–"),
    row("title", "achievement.name, name, achievement.inLanguage", "ext:Title", "title"),
    row("description", "achievement.description", "ext:Description", "–"),
    row("criteria", "achievement.criteria.narrative", "ext:Criteria", "–"),
    row("criteriaUrl", "achievement.criteria.id", "–", "–"),
    row("learner", "credentialSubject.id, .identifier", "–", "–"),
    row("provider", "credentialSubject.source, else issuer", "–", "–"),
    row("awardingBodies", "issuer (the first)", "ext:AwardingBody", "awardingBody"),
    row("awarded", "awardedDate", "–", "–"),
    row("assessed", "credentialSubject.activityEndDate unless it ended", "ext:Assessed", "–"),
    row("started", "credentialSubject.activityStartDate", "–", "–"),
    row("ended", "credentialSubject.activityEndDate", "ext:Ended", "–"),
    row("outcomes", "–", "ext:LearningOutcome", "learningOutcome"),
    row("workload.notionalHours", "–", "ext:Workload", "volumeOfLearning"),
    row("workload.contactHours", "–", "ext:ContactHours", "contactHour"),
    row("credits", "achievement.creditsAvailable (the first)", "ext:Credits", "creditPoint"),
    row("creditsEarned", "credentialSubject.creditsEarned (the first)", "ext:Credits", "creditReceived"),
    row("levels.eqf", "–", "ext:EQF", "eqfLevel"),
    row("levels.cycle", "–", "ext:QFEHEA", "educationLevel"),
    row("levels.national", "–", "ext:NQF", "nqfLevel"),
    row("levels.sectoral", "–", "ext:SQF", "–"),
    row("levels.isced", "–", "ext:ISCEDLevel", "educationLevel"),
    row("fields", "–", "ext:ISCEDF", "thematicArea"),
    row("assessments", "–", "ext:Assessment", "assessment"),
    row("assessments.supervision", "–", "ext:Supervision", "assessment.idVerification"),
    row("qualityAssurance", "–", "ext:QualityAssurance", "accreditation"),
    row("participation", "–", "ext:Participation", "mode"),
    row("entryRequirements", "–", "ext:EntryRequirement", "entryRequirement"),
    row("grades", "credentialSubject.result, achievement.resultDescription", "–", "–"),
    row("integration", "–", "ext:Integration", "integration"),
    row("stacksTowards", "–", "ext:StacksTowards", "stacksTowards"),
    row("stackableUntil", "–", "ext:StackableUntil", "stackableUntil"),
    row("category", "–", "ext:Category", "category"),
    row("themes", "–", "ext:Theme", "theme"),
    row("parts", "–", "ext:Part", "hasPart"),
    row("components", "evidence (genre ext:Component), relatedResource", "–", "component"),
    row("grounds", "evidence (genre ext:Grounds)", "–", "–"),
    row("instructionLanguages", "–", "ext:InstructionLanguage", "–"),
    row("furtherInformation", "–", "ext:FurtherInformation", "–"),
];

const fn row(award: &'static str, property: &'static str, alignment: &'static str, term: &'static str) -> Row {
    Row { award, property, alignment, term }
}
