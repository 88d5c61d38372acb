//! Published tables between the levels of two frameworks. A comparison is not recognition, and comparisons do not chain.

use super::NationalFramework;

/// A framework with numbered levels; the cycles of the QF-EHEA count from 0 (short) to 3 (third).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// European Qualifications Framework.
    Eqf,
    /// Cycles of the QF-EHEA.
    Cycle,
    /// ISCED 2011.
    Isced,
    /// A national framework.
    National(NationalFramework),
}

/// What the two sides did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A country referenced its framework to a regional one.
    Referenced,
    /// Two authorities compared their frameworks.
    Compared,
    /// A country certified its own framework against the QF-EHEA, or the frameworks were built to agree.
    SelfCertified,
}

/// A table from the levels of one framework to those of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    from: Scale,
    to: Scale,
    kind: Kind,
    source: &'static str,
    confirmed: bool,
    rows: &'static [(u8, u8)],
}

impl Comparison {
    /// Every table.
    #[must_use]
    pub fn all() -> &'static [Self] {
        COMPARISONS
    }

    /// The table from one framework to another; none is turned round or chained.
    #[must_use]
    pub fn between(from: Scale, to: Scale) -> Option<&'static Self> {
        COMPARISONS.iter().find(|table| table.from == from && table.to == to)
    }

    /// The level that a level compares to: `None` where nothing was agreed.
    #[must_use]
    pub fn of(&self, level: u8) -> Option<u8> {
        self.rows.iter().find(|(from, _)| *from == level).map(|(_, to)| *to)
    }

    /// The framework of the levels that are looked up.
    #[must_use]
    pub fn from(&self) -> Scale {
        self.from
    }

    /// The framework of the levels that are found.
    #[must_use]
    pub fn to(&self) -> Scale {
        self.to
    }

    /// What the two sides did.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where the table is published.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the table was confirmed in that source.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confirmed
    }
}

const COMPARISONS: &[Comparison] = &[
    Comparison {
        from: Scale::National(NationalFramework::Nzqcf),
        to: Scale::National(NationalFramework::Hkqf),
        kind: Kind::Compared,
        source: "NZQA, How Hong Kong and NZ qualifications compare",
        confirmed: true,
        rows: &[(10, 7), (9, 6), (7, 5), (6, 4), (5, 4), (4, 3), (3, 3), (2, 2), (1, 1)],
    },
    Comparison {
        from: Scale::Cycle,
        to: Scale::Eqf,
        kind: Kind::SelfCertified,
        source: "European Commission; ECTS Users' Guide 2015",
        confirmed: true,
        rows: &[(1, 6), (2, 7), (3, 8)],
    },
    Comparison {
        from: Scale::Cycle,
        to: Scale::Isced,
        kind: Kind::SelfCertified,
        source: "ISCED 2011",
        confirmed: true,
        rows: &[(1, 6), (2, 7), (3, 8)],
    },
    Comparison {
        from: Scale::National(NationalFramework::Nfq),
        to: Scale::Eqf,
        kind: Kind::Referenced,
        source: "Table 1: correspondence of levels in the Irish NFQ and the EQF (secondary copy)",
        confirmed: true,
        rows: &[(10, 8), (9, 7), (8, 6), (7, 6), (6, 5), (5, 4), (4, 3), (3, 2), (2, 1), (1, 1)],
    },
    Comparison {
        from: Scale::National(NationalFramework::Hkqf),
        to: Scale::Eqf,
        kind: Kind::Compared,
        source: "Comparability Study of the HKQF and the EQF: Joint Technical Report, 2017",
        confirmed: false,
        rows: &[(7, 8), (6, 7), (5, 6), (4, 5), (3, 4), (2, 3), (1, 2)],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_on_which_nothing_was_agreed_compares_to_nothing() {
        let scale = Scale::National;
        let table = Comparison::between(scale(NationalFramework::Nzqcf), scale(NationalFramework::Hkqf)).unwrap();
        assert_eq!((table.of(9), table.of(8), table.of(7)), (Some(6), None, Some(5)));
        assert_eq!(Comparison::between(scale(NationalFramework::Nzqcf), Scale::Eqf), None);
    }
}
