//! The portable encoding: published contexts, and alignments for what they have no property for.

use super::issue::Issue;
use super::statement::Statements;
use super::{definition, grades, grounds, learning, levels, people, size, stacking};
use crate::base::moment::Moment;
use crate::model::MicroCredential;
use crate::wire::error::{Error, Pointer};
use crate::wire::ob3::{AchievementSubject, Credential, DateTimeStamp, Issuer, Validity};

pub(super) fn write(award: &MicroCredential, issue: &Issue) -> Result<Credential, Error> {
    let (mut achievement, default, mut statements) = definition::write(award)?;
    let (bare, credits) = size::write_credits(award.credits());
    achievement.credits_available = bare;
    statements.extend(levels::write(award));
    statements.extend(credits);
    statements.extend(size::write_workload(award.workload()));
    statements.extend(learning::write(award, &default));
    statements.extend(stacking::write(award));
    statements.extend(people::write_bodies(award));
    for statement in statements {
        achievement.alignments.push(statement.write()?);
    }

    let issuer = people::issuer(award)?;
    let mut subject = AchievementSubject::new(achievement);
    let learner = award.learner().filter(|learner| learner.is_identified() || learner.name().is_some());
    let missing = || Error::Missing { at: Pointer::new(""), class: "an award that is to be issued", member: "learner" };
    people::write_learner(&mut subject, learner.ok_or_else(missing)?, issue.salt())?;
    subject.source = people::source(award, issue.id())?;
    grades::write(&mut subject, award)?;

    let validity = Validity::new(issue.valid_from().into(), issue.valid_until().map(DateTimeStamp::from));
    let mut credential = Credential::new(issue.id().clone(), Issuer::from(issuer), validity, subject);
    credential.name = Some(credential.subject.achievement.name.clone());
    let awarded = award.awarded().unwrap_or_else(|| Moment::from(issue.valid_from()));
    credential.awarded_date = Some(DateTimeStamp::from(awarded));
    stacking::write_components(&mut credential, award.components())?;
    credential.evidence.extend(award.grounds().map(grounds::write));
    Ok(credential)
}

pub(super) fn read(credential: &Credential) -> Result<MicroCredential, Error> {
    let subject = &credential.subject;
    let achievement = &subject.achievement;
    let statements = Statements::new(&achievement.alignments);
    let (award, default) = definition::read(MicroCredential::default(), achievement, statements);
    let award = people::read(award, credential, statements)?;
    let award = levels::read(award, statements)?;
    let bare = achievement.credits_available;
    let credits = size::read_credits("/credentialSubject/achievement/creditsAvailable", bare, statements)?;
    let award = size::read_workload(award.with_credits(credits), statements);
    let award = learning::read(award, statements, &default)?;
    let award = stacking::read(award, statements);
    let award = grades::read(award, subject)?.with_components(stacking::read_components(credential));
    let award = match grounds::read(credential) {
        Some(grounds) => award.with_grounds(grounds),
        None => award,
    };
    let award = match people::read_learner(subject) {
        Some(learner) => award.with_learner(learner),
        None => award,
    };
    let awarded = credential.awarded_date.as_ref().unwrap_or(&credential.validity.from);
    Ok(award.with_awarded(awarded.moment()))
}
