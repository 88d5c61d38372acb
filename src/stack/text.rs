//! A ruling as people read it. Everything that comes from a badge is escaped.

use super::refusal::Refusal;
use super::ruling::{Allocation, Basis, Decision, Finding, Outcome, Quantity, Ruling, Undetermined};
use crate::base::visible::Visible;
use std::fmt;

impl fmt::Display for Ruling {
    /// Several lines, each ending in a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let programme = &self.programme;
        writeln!(
            f,
            "{}, version {}, application of {}",
            shown(&programme.title),
            shown(&programme.version),
            self.date
        )?;
        if self.basis == Basis::Stated {
            writeln!(f, "A plan: nobody verified these badges, and nothing can be awarded on it.")?;
        }
        for decision in &self.decisions {
            writeln!(f)?;
            write!(f, "{decision}")?;
        }
        if !self.holdings.is_empty() {
            writeln!(f, "\nBadges that count:")?;
        }
        for holding in &self.holdings {
            let name = shown(&holding.name);
            write!(
                f,
                "  {name} [{}]: {} credits, awarded {}",
                shown(&holding.badge.id),
                holding.credits,
                holding.awarded
            )?;
            if let Some(last_day) = holding.last_day {
                write!(f, ", last day {last_day}")?;
            }
            for note in &holding.notes {
                write!(f, "; {}", note.as_str())?;
            }
            writeln!(f)?;
        }
        tell_refusals(f, &self.refusals)
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", shown(&self.award), self.outcome.as_str())?;
        match self.undetermined {
            Some(Undetermined::WorkLimit { at_least }) => writeln!(
                f,
                "  The search ended at its limit; no allocation has fewer than {at_least} credits. This is not a no."
            )?,
            Some(Undetermined::LearnerUnclear) => {
                writeln!(f, "  The badges name several learners; say whose application this is.")?;
            }
            None => {}
        }
        for (at, option) in self.options.iter().enumerate() {
            let label = if at == 0 { "Recommended" } else { "Or" };
            writeln!(f, "  {label}: {option}")?;
            writeln!(f, "    {} credits from {}", option.credits, badges(&option.badges))?;
            if !option.fewest {
                writeln!(f, "    The search ended before it was proven that no fewer credits do.")?;
            }
            for finding in &option.findings {
                with_parts(f, finding, 4)?;
            }
            if let Some(last_day) = option.last_day {
                writeln!(f, "    Apply by {last_day}; later the first of these badges no longer counts.")?;
            }
        }
        if self.learner_chooses {
            writeln!(f, "  Two themes have their share: the learner chooses.")?;
        }
        if !self.complete && self.outcome == Outcome::Eligible {
            writeln!(f, "  The search ended at its limit; a better title, theme or level may be open.")?;
        }
        if self.options.is_empty() && !self.available.is_empty() {
            writeln!(f, "  All the badges that count together reach:")?;
            for finding in &self.available {
                with_parts(f, finding, 4)?;
            }
            let each_met = self.available.iter().filter(|finding| finding.required).all(|finding| finding.met);
            if self.outcome == Outcome::NotEligible && each_met {
                writeln!(f, "    Each rule can be met by itself, but no set of the badges meets all of them.")?;
            }
        }
        for missing in &self.missing {
            writeln!(f, "  Missing: {missing}")?;
        }
        for reading in &self.readings {
            let award = reading.award.as_deref().map(|award| format!(": {award}")).unwrap_or_default();
            let change = if reading.changes { "would change this" } else { "would not change this" };
            writeln!(
                f,
                "  {} read as {} {change} ({}{award})",
                reading.switch,
                reading.value,
                reading.outcome.as_str()
            )?;
        }
        for lapse in &self.lapses {
            let badges: Vec<String> = lapse.badges.iter().map(|id| shown(id)).collect();
            let (day, left, outcome) = (lapse.last_day, lapse.credits_left, lapse.outcome.as_str());
            writeln!(f, "  After {day}: without {}, {left} credits left, {outcome}", badges.join(", "))?;
        }
        if !self.excludes.is_empty() {
            let awards: Vec<String> = self.excludes.iter().map(|award| shown(award)).collect();
            writeln!(f, "  Badges used here cannot count in {} as well.", awards.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Allocation {
    /// The title with its level.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.name))?;
        self.level.map_or(Ok(()), |level| write!(f, " at level {level}"))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match (self.met, self.unknown) {
            (true, _) => "met",
            (false, true) => "not known to be met",
            (false, false) => "not met",
        };
        write!(f, "{}: {sign}", self.text)?;
        // A rule that is met or not has no amounts.
        if !matches!(self.needed, Quantity::Rules(_)) || !self.parts.is_empty() {
            write!(f, ", {} of {}", number(&self.have), self.needed)?;
            if !self.met {
                write!(f, ", off by {}", number(&self.short_by))?;
            }
        }
        match &self.source {
            Some(source) => write!(f, " (source {})", shown(source)),
            None => Ok(()),
        }
    }
}

/// A line for the finding, and one for each of its parts, further in.
fn with_parts(f: &mut fmt::Formatter<'_>, finding: &Finding, indent: usize) -> fmt::Result {
    writeln!(f, "{:indent$}{finding}", "")?;
    finding.parts.iter().try_for_each(|part| with_parts(f, part, indent.saturating_add(2)))
}

fn number(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Credits(credits) => credits.to_string(),
        Quantity::Badges(count) | Quantity::Rules(count) => count.to_string(),
    }
}

/// The badges that do not count, a line each under a heading; nothing where all do.
pub(super) fn tell_refusals(f: &mut fmt::Formatter<'_>, refusals: &[Refusal]) -> fmt::Result {
    if !refusals.is_empty() {
        writeln!(f, "\nBadges that do not count:")?;
    }
    refusals.iter().try_for_each(|refusal| {
        let name = refusal.name.as_deref().map(|name| shown(name) + " ").unwrap_or_default();
        writeln!(f, "  {name}[{}]: {}", shown(&refusal.badge.id), refusal.reason)
    })
}

pub(super) fn badges(badges: &[super::BadgeRef]) -> String {
    badges.iter().map(|badge| shown(&badge.id)).collect::<Vec<_>>().join(", ")
}

/// A text of somebody else's, safe to show.
pub(super) fn shown(text: &str) -> String {
    Visible(text).to_string()
}
