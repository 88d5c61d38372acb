//! Results and their scales, and what else is true of this learner alone.

use super::size;
use super::statement::{ASSESSED, ENDED, STACKABLE_UNTIL, Statement, Statements};
use crate::base::iri::Iri;
use crate::base::moment::Moment;
use crate::base::shared::SharedText;
use crate::base::text::Text;
use crate::base::time::Date;
use crate::model::{Grade, GradingScale, MicroCredential, Term};
use crate::wire::error::{Error, Excerpt, Pointer};
use crate::wire::ob3::{
    AchievementSubject, ActivityDate, Alignment, Result as Ob3Result, ResultDescription, ResultStatusType, ResultType,
};

/// Writes the grades, then the facts about this learner: the credits that were earned, dates, and the end of stacking.
pub(super) fn write(subject: &mut AchievementSubject, award: &MicroCredential) -> Result<(), Error> {
    for grade in award.grades() {
        if let Some(scale) = grade.scale() {
            add_scale(&mut subject.achievement.result_descriptions, scale)?;
        }
        subject.results.push(Ob3Result {
            value: grade.value().map(Into::into),
            status: grade.status().and_then(|status| ResultStatusType::parse(status.as_str())),
            result_description: grade.scale().map(|scale| scale.id().clone()),
            ..Ob3Result::default()
        });
    }
    let (bare, mut facts) = size::write_credits(award.credits_earned());
    subject.credits_earned = bare;
    subject.activity_start_date = award.started().map(ActivityDate::from);
    subject.activity_end_date = award.ended().or(award.assessed()).map(ActivityDate::from);
    facts.extend(match (award.ended(), award.assessed()) {
        (Some(_), Some(assessed)) => {
            Some(Statement::new(ASSESSED, format!("Assessed on {}", assessed.date())).code(assessed.to_string()))
        }
        (Some(ended), None) => {
            Some(Statement::new(ENDED, format!("Ended on {}", ended.date())).code(ended.to_string()))
        }
        _ => None,
    });
    facts.extend(
        award
            .stackable_until()
            .map(|date| Statement::new(STACKABLE_UNTIL, format!("Stackable until {date}")).code(date.to_string())),
    );
    if !facts.is_empty() {
        let alignments = facts.into_iter().map(Statement::write).collect::<Result<Vec<Alignment>, Error>>()?;
        subject.results.push(Ob3Result { alignments, ..Ob3Result::default() });
    }
    Ok(())
}

pub(super) fn read(award: MicroCredential, subject: &AchievementSubject) -> Result<MicroCredential, Error> {
    let descriptions = &subject.achievement.result_descriptions;
    let (mut facts, mut grades) = (Vec::new(), Vec::new());
    for result in &subject.results {
        if is_facts(result) {
            facts.extend_from_slice(&result.alignments);
        } else {
            grades.push(read_grade(result, descriptions));
        }
    }
    let facts = Statements::new(&facts);
    let earned = size::read_credits("/credentialSubject/creditsEarned", subject.credits_earned, facts)?;
    let mut award = award.with_grades(grades).with_credits_earned(earned);
    if let Some(started) = &subject.activity_start_date {
        award = award.with_started(started.moment());
    }
    let end = subject.activity_end_date.as_ref().map(ActivityDate::moment);
    let assessed = facts.first(ASSESSED).and_then(|read| Moment::parse(read.code()?).ok());
    let (ended, assessed) = match (end, assessed) {
        (end, Some(assessed)) => (end, Some(assessed)),
        (Some(end), None) if facts.first(ENDED).is_some() => (Some(end), None),
        (end, None) => (None, end),
    };
    if let Some(ended) = ended {
        award = award.with_ended(ended);
    }
    if let Some(assessed) = assessed {
        award = award.with_assessed(assessed);
    }
    Ok(match facts.first(STACKABLE_UNTIL).and_then(|read| Date::parse(read.code()?).ok()) {
        Some(date) => award.with_stackable_until(date),
        None => award,
    })
}

/// A result that is no grade: nothing but alignments.
fn is_facts(result: &Ob3Result) -> bool {
    let plain = result.value.is_none() && result.status.is_none() && result.result_description.is_none();
    plain && result.achieved_level.is_none() && !result.alignments.is_empty()
}

/// Adds a scale unless it is there already; one id never stands for two scales.
fn add_scale(descriptions: &mut Vec<ResultDescription>, scale: &GradingScale) -> Result<(), Error> {
    let result_type = ResultType::parse(scale.kind().as_str()).ok_or_else(|| Error::Unwritable {
        at: Pointer::new("/grades"),
        expected: "a result type of Open Badges or an `ext:` term",
        found: Excerpt::new(scale.kind().as_str()),
    })?;
    let mut description = ResultDescription::new(scale.id().clone(), scale.name(), result_type);
    description.allowed_values = scale.values().iter().map(|value| value.as_str().into()).collect();
    description.value_min = scale.lowest().map(Into::into);
    description.value_max = scale.highest().map(Into::into);
    description.required_value = scale.required().map(Into::into);
    match descriptions.iter().find(|other| other.id == description.id) {
        None => descriptions.push(description),
        Some(same) if *same == description => {}
        Some(_) => {
            return Err(Error::Unwritable {
                at: Pointer::new("/grades"),
                expected: "one scale for one id",
                found: Excerpt::new(scale.id().as_str()),
            });
        }
    }
    Ok(())
}

fn read_grade(result: &Ob3Result, descriptions: &[ResultDescription]) -> Grade {
    let text = |text: &str| Text::parse(text).ok();
    let mut grade = result.value.as_deref().and_then(text).map_or_else(Grade::default, Grade::new);
    if let Some(status) = result.status.as_ref().and_then(|status| status.as_str().parse().ok()) {
        grade = grade.with_status(status);
    }
    let named = |id: &Iri| descriptions.iter().find(|description| description.id == *id);
    match result.result_description.as_ref().and_then(named).and_then(read_scale) {
        Some(scale) => grade.with_scale(scale),
        None => grade,
    }
}

fn read_scale(description: &ResultDescription) -> Option<GradingScale> {
    let text = |text: &Option<SharedText>| text.as_deref().and_then(|text| Text::parse(text).ok());
    let kind = Term::parse(description.result_type.as_str()).ok()?;
    let values = description.allowed_values.iter().filter_map(|value| Text::parse(value).ok()).collect();
    let scale = GradingScale::new(description.id.clone(), Text::parse(&description.name).ok()?, kind)
        .with_values(values)
        .with_ends(text(&description.value_min), text(&description.value_max));
    Some(match text(&description.required_value) {
        Some(required) => scale.with_required(required),
        None => scale,
    })
}
