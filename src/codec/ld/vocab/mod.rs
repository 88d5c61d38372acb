//! The bundled context tables, in the notation of `docs/contexts.md`: one file a published document.

/// The tables: a name that other tables may build on, and the text.
pub(super) const TABLES: &[(&str, &str)] = &[
    ("credentials-v2", include_str!("credentials-v2.terms")),
    ("data-integrity-v2", include_str!("data-integrity-v2.terms")),
    ("ob-3.0.3", include_str!("ob-3.0.3.terms")),
];

/// The text of the table called `name`.
pub(super) fn table(name: &str) -> Option<&'static str> {
    TABLES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
