//! The members and words of a policy document, in the order in which they are written.

use super::document::{InPolicy, members, published, words};
use super::object::unexpected;
use super::policy::{
    Admission, Anchor, Award, AwardedFrom, Confidence, Criterion, Event, Format, Issuers, Listed, MaxAge, MinimumLevel,
    Named, Policy, Preference, ShareClause, Source, ThemeClause, Title, TitleClause, Units,
};
use super::switches::{
    AgeExceptions, Anniversary, CarryUp, LevelMode, NoLevel, OtherProviders, Reading, ShownInPart, Switches, ThemeTie,
};
use super::writer::Writer;
use crate::base::order::sort_by;
use crate::codec::json::{Error, Node};
use crate::model::CreditSystem;

members! {
    Policy {
        "format": required format, "id": required id, "version": required version, "title": required title,
        "authority": required authority, "timeZone": required time_zone, "sources": optional sources,
        "creditSystem": required credit_system, "levelFramework": optional level_framework,
        "issuers": required issuers, "categories": optional categories, "themes": optional themes,
        "scales": optional scales, "catalogue": optional catalogue, "admission": defaulted admission, "switches": defaulted switches,
        "preference": defaulted preference, "awards": required awards,
    }
    Source {
        "id": required id, "title": required title, "publisher": optional publisher, "date": optional date,
        "note": optional note, "confidence": required confidence,
    }
    Issuers { "own": required own, "partners": optional partners, "bareCredits": optional bare_credits }
    Named { "id": required id, "name": required name, "also": optional also }
    Listed {
        "achievement": required achievement, "issuers": optional issuers, "category": optional category,
        "themes": optional themes, "level": optional level,
    }
    Admission { "maxAge": optional max_age, "awardedFrom": optional awarded_from }
    MaxAge {
        "years": required years, "anchor": required anchor, "event": optional event, "source": optional source,
    }
    AwardedFrom { "date": required date, "source": optional source }
    Award {
        "id": required id, "name": required name, "credits": required credits, "source": optional source,
        "exclusivityGroup": optional exclusivity_group, "titles": optional titles, "theme": optional theme,
        "level": optional level, "minimumLevel": optional minimum_level, "rules": optional rules,
    }
    Title { "id": required id, "name": required name, "requires": optional requires, "source": optional source }
    TitleClause { "pool": required pool, "share": required share, "published": optional published }
    ThemeClause {
        "share": required share, "published": optional published, "titles": required titles, "source": optional source,
    }
    ShareClause { "share": required share, "published": optional published, "source": optional source }
    MinimumLevel { "level": required level, "share": required share, "source": optional source }
}

words! {
    Format { "openbadges-policy-1" => First }
    Confidence { "published" => Published, "unverified" => Unverified, "proposed" => Proposed }
    Anchor { "awardDate" => Award, "issueDate" => Issue, "assessmentDate" => Assessment }
    Event { "application" => Application, "admission" => Admission }
}

members! {
    Switches {
        "titleReading": defaulted title_reading, "themeReading": defaulted theme_reading, "levelReading": defaulted level_reading,
        "levelMode": defaulted level_mode, "noLevel": defaulted no_level, "anniversary": defaulted anniversary,
        "ageExceptions": defaulted age_exceptions, "carryUp": defaulted carry_up, "otherProviders": defaulted other_providers,
        "themeTie": defaulted theme_tie, "shownInPart": defaulted shown_in_part,
    }
}

published!(
    Criterion,
    Reading,
    LevelMode,
    NoLevel,
    Anniversary,
    AgeExceptions,
    CarryUp,
    OtherProviders,
    ThemeTie,
    ShownInPart,
);

impl InPolicy for Preference {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        Vec::read(node).map(Self)
    }

    fn write(&self, out: &mut Writer) {
        self.0.write(out);
    }
}

impl InPolicy for Units {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        if !node.is_object() {
            return Err(unexpected(node, "an object"));
        }
        let mut units = Vec::new();
        for (issuer, unit) in node.members() {
            units.push((issuer.to_owned(), CreditSystem::read(unit)?));
        }
        sort_by(&mut units, |(one, _), (other, _)| one.cmp(other));
        Ok(Self(units))
    }

    fn write(&self, out: &mut Writer) {
        out.open('{');
        for (issuer, unit) in &self.0 {
            out.required(issuer, unit);
        }
        out.close('}');
    }
}
