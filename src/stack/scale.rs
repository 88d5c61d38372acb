//! Scales of grades: which grade is the better one, and how many points it brings.

use super::document::members;
use super::policy::Policy;
use crate::base::amount::Amount;
use crate::base::text::Text;
use crate::model::Grade;
use std::collections::{BTreeMap, BTreeSet};

/// A scale, with every text under which a badge may state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scale {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) also: Vec<Text>,
    /// The best first.
    pub(super) grades: Vec<ScaleGrade>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ScaleGrade {
    pub(super) grade: Text,
    pub(super) points: Option<Amount>,
}

/// What a badge reaches on one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reached {
    /// Its grade and every lower one.
    pub(super) grades: BTreeSet<String>,
    /// In hundredths.
    pub(super) points: Option<u64>,
}

impl Scale {
    fn is_called(&self, name: &str) -> bool {
        self.id.as_str() == name || self.also.iter().any(|also| also.as_str() == name)
    }

    pub(super) fn has(&self, grade: &str) -> bool {
        self.grades.iter().any(|known| known.grade.as_str() == grade)
    }

    /// The points of the best grade, in hundredths.
    pub(super) fn most(&self) -> u64 {
        self.grades.iter().filter_map(ScaleGrade::hundredths).max().unwrap_or(0)
    }

    /// The one grade that is stated on this scale; nothing for none, an unknown one, or two different ones.
    fn grade_in(&self, stated: &[Grade]) -> Option<&str> {
        let on_this = |grade: &&Grade| {
            grade.scale().is_some_and(|scale| self.is_called(scale.id().as_str()) || self.is_called(scale.name()))
        };
        let mut values = stated.iter().filter(on_this).map(Grade::value);
        let first = values.next()??;
        let known = self.grades.iter().map(|known| known.grade.as_str()).find(|known| *known == first);
        known.filter(|_| values.all(|other| other == Some(first)))
    }

    fn reached(&self, grade: &str) -> Reached {
        let from = self.grades.iter().skip_while(|known| known.grade.as_str() != grade);
        let points = from.clone().next().and_then(ScaleGrade::hundredths);
        Reached { grades: from.map(|known| known.grade.to_string()).collect(), points }
    }
}

impl ScaleGrade {
    fn hundredths(&self) -> Option<u64> {
        self.points.map(hundredths)
    }
}

/// Points in hundredths; a checked policy has none that are finer.
pub(super) fn hundredths(points: Amount) -> u64 {
    points.millionths().div_euclid(10_000)
}

impl Policy {
    pub(super) fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id.as_str() == id)
    }

    /// The grade that a badge states on each scale of the policy, and what it reaches there.
    pub(super) fn graded(&self, stated: &[Grade]) -> (BTreeMap<String, String>, BTreeMap<String, Reached>) {
        let (mut grades, mut reached) = (BTreeMap::new(), BTreeMap::new());
        for scale in &self.scales {
            if let Some(grade) = scale.grade_in(stated) {
                grades.insert(scale.id.to_string(), grade.to_owned());
                reached.insert(scale.id.to_string(), scale.reached(grade));
            }
        }
        (grades, reached)
    }
}

members! {
    Scale { "id": required id, "name": required name, "also": optional also, "grades": required grades }
    ScaleGrade { "grade": required grade, "points": optional points }
}
