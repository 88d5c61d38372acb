//! From a ruling to the award that is to be issued.

use super::Programme;
use super::error::Error;
use super::learner::recognised;
use super::policy::LevelFramework;
use super::ruling::{Allocation, Basis, Ruling};
use crate::base::Malformed;
use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::model::{
    Absorbed, Component, Credits, Digest, Entry, EqfLevel, Grounds, Learner, Levels, MicroCredential, NumberedLevel,
    Vocabulary,
};
use crate::verify::{Accepted, digest};

impl Programme {
    /// The award that one option of a ruling makes, to be issued as a badge: `draft` with its title, credits, level, theme and learner as
    /// they follow from the ruling, the badges used as its components, and the [grounds](Grounds). `option` counts from 1, the
    /// recommended one; `badges` are those that were judged.
    ///
    /// What the draft states already must be what follows; a title may be there in more languages, the main one as in the ruling.
    ///
    /// # Errors
    ///
    /// `award.contradiction` for a draft that states otherwise, or states components or grounds; `stack.other-programme` for a ruling of
    /// another policy, `stack.stated` for one on facts that nobody verified, `stack.unknown-award` and `stack.no-option` as for
    /// [`Ruling::reservation`].
    pub fn award(
        &self,
        ruling: &Ruling,
        award: &str,
        option: usize,
        draft: MicroCredential,
        badges: &[Accepted],
    ) -> Result<MicroCredential, Error> {
        if ruling.basis == Basis::Stated {
            return Err(Error::Stated);
        }
        if ruling.programme.sha256 != self.sha256() {
            return Err(Error::OtherProgramme { expected: self.id().to_owned(), found: ruling.programme.id.clone() });
        }
        let (decision, allocation) = ruling.option(award, option)?;
        let used = allocation.badges.iter().map(|used| {
            let missing = || contradiction("/components", format!("the badge `{}` that was judged", used.id), "none");
            badges.iter().find(|badge| badge.digest() == used.digest).ok_or_else(missing)
        });
        let used: Vec<&Accepted> = used.collect::<Result<_, _>>()?;
        let made = titled(draft, &allocation.name)?;
        let made = self.sized(made, allocation)?;
        let made = self.levelled(made, allocation)?;
        let made = self.themed(made, allocation)?;
        let made = named(made, &used, ruling)?;
        if !made.components().is_empty() || !made.credits_earned().is_empty() || made.grounds().is_some() {
            let expected = "no components, credits earned or grounds, which follow from the ruling";
            return Err(contradiction("/components", expected.to_owned(), "some"));
        }
        let grounds = Grounds {
            policy: self.policy.id.clone(),
            version: self.policy.version.clone(),
            digest: Digest::parse(&digest(self.to_brief_json().as_bytes()))?,
            award: Text::parse(&decision.award)?,
            applied: ruling.date,
            title: optional(allocation.title.as_deref())?,
            theme: optional(allocation.theme.as_deref())?,
            level: allocation.level,
        };
        Ok(made.with_components(self.components(ruling, &used)?).with_grounds(grounds))
    }

    fn components(&self, ruling: &Ruling, used: &[&Accepted]) -> Result<Vec<Component>, Error> {
        let mut components = Vec::with_capacity(used.len());
        for badge in used {
            let digest = Digest::parse(badge.digest())?;
            let mut component = Component::new(Iri::parse(badge.credential_id())?).with_digest(digest);
            if let Some(holding) = ruling.holdings.iter().find(|holding| holding.badge.digest == badge.digest()) {
                component = component
                    .with_achievement(Iri::parse(&holding.achievement)?)
                    .with_credits(vec![Credits::new(holding.credits, self.policy.credit_system.clone())]);
                if let Ok(name) = Text::parse(&holding.name) {
                    component = component.with_name(name);
                }
                if let Some(carried) = &holding.absorbed {
                    let award = Text::parse(&carried.award)?;
                    component = component.with_absorbed(Absorbed { award, awarded: carried.awarded });
                }
                if let Some(reason) = &holding.exception {
                    component = component.with_exception(Text::parse(reason)?);
                }
            }
            if let Some(awarded) = badge.micro_credential().ok().and_then(|badge| badge.awarded()) {
                component = component.with_awarded(awarded);
            }
            components.push(component);
        }
        Ok(components)
    }

    fn sized(&self, draft: MicroCredential, allocation: &Allocation) -> Result<MicroCredential, Error> {
        let credits = Credits::new(allocation.credits, self.policy.credit_system.clone());
        match draft.credits() {
            [] => Ok(draft.with_credits(vec![credits])),
            stated if stated.contains(&credits) => Ok(draft),
            _ => {
                let expected = format!("{} credits of `{}`", credits.amount(), self.policy.credit_system.code());
                Err(contradiction("/credits", expected, "others"))
            }
        }
    }

    fn levelled(&self, draft: MicroCredential, allocation: &Allocation) -> Result<MicroCredential, Error> {
        let Some(framework) = self.policy.level_framework else { return Ok(draft) };
        match (framework.level_in(draft.levels()), allocation.level) {
            (None, Some(level)) => {
                let levels = at_level(draft.levels().clone(), framework, level)?;
                Ok(draft.with_levels(levels))
            }
            (stated, reached) if stated == reached => Ok(draft),
            (_, reached) => {
                let level = reached.map_or_else(|| "no level".to_owned(), |level| format!("level {level}"));
                Err(contradiction("/levels", format!("{level} of {framework}"), "another"))
            }
        }
    }

    fn themed(&self, draft: MicroCredential, allocation: &Allocation) -> Result<MicroCredential, Error> {
        let Some(theme) = &allocation.theme else { return Ok(draft) };
        let is_it = |entry: &Entry| entry.code() == Some(theme) || entry.id().is_some_and(|id| id.as_str() == theme);
        match draft.themes() {
            [] => Ok(draft.with_themes(vec![Entry::coded(Text::parse(theme)?)])),
            stated if stated.iter().any(is_it) => Ok(draft),
            _ => Err(contradiction("/themes", format!("the theme `{theme}`"), "others")),
        }
    }
}

fn at_level(levels: Levels, framework: LevelFramework, level: u8) -> Result<Levels, Malformed> {
    Ok(match framework {
        LevelFramework::Eqf => levels.with_eqf(EqfLevel::new(level)?),
        LevelFramework::National(framework) => levels.with_national(NumberedLevel::new(framework, level)?.into()),
    })
}

fn titled(draft: MicroCredential, name: &str) -> Result<MicroCredential, Error> {
    match draft.title().map(|title| title.text().to_owned()) {
        None => Ok(draft.with_title(Text::parse(name)?.into())),
        Some(title) if title == name => Ok(draft),
        Some(title) => Err(contradiction("/title", format!("the title `{name}`"), &title)),
    }
}

/// The learner of the draft, who must be the one of the badges, or that of the badges: by id if one of them has it.
fn named(draft: MicroCredential, used: &[&Accepted], ruling: &Ruling) -> Result<MicroCredential, Error> {
    if let Some(learner) = draft.learner() {
        return match recognised(&[], [learner]).is_disjoint(&ruling.learner) {
            false => Ok(draft),
            true => {
                Err(contradiction("/learner", "the learner of the badges, by id or identity".to_owned(), "another"))
            }
        };
    }
    let of_badges = used.iter().filter_map(|badge| badge.micro_credential().ok()?.learner().cloned());
    let learner = of_badges.max_by_key(|learner: &Learner| learner.id().is_some());
    Ok(match learner {
        Some(learner) => draft.with_learner(learner),
        None => draft,
    })
}

fn optional(id: Option<&str>) -> Result<Option<Text>, Error> {
    Ok(id.map(Text::parse).transpose()?)
}

fn contradiction(pointer: &str, expected: String, found: &str) -> Error {
    Error::AwardContradiction { pointer: pointer.to_owned(), expected, found: found.to_owned() }
}
