//! The bundled context tables, in the notation of `docs/contexts.md`: one file a published document.

/// The tables: a name that other tables may build on, and the text.
pub(super) const TABLES: &[(&str, &str)] = &[
    ("credentials-v2", include_str!("credentials-v2.terms")),
    ("credentials-v1", include_str!("credentials-v1.terms")),
    ("data-integrity-v2", include_str!("data-integrity-v2.terms")),
    ("data-integrity-v1", include_str!("data-integrity-v1.terms")),
    ("ob-3.0.3", include_str!("ob-3.0.3.terms")),
    ("ob-3.0.3-2025-04", include_str!("ob-3.0.3-2025-04.terms")),
    ("ob-3.0.2", include_str!("ob-3.0.2.terms")),
    ("ob-3.0.1", include_str!("ob-3.0.1.terms")),
    ("ob-3.0", include_str!("ob-3.0.terms")),
    ("ob-3.0-2022-11", include_str!("ob-3.0-2022-11.terms")),
    ("ob-3.0-2022-06", include_str!("ob-3.0-2022-06.terms")),
    ("ob-3.0-2022-05", include_str!("ob-3.0-2022-05.terms")),
    ("ob-3.0-extensions", include_str!("ob-3.0-extensions.terms")),
    ("clr-2.0.1", include_str!("clr-2.0.1.terms")),
    ("clr-2.0", include_str!("clr-2.0.terms")),
    ("ob-2.0", include_str!("ob-2.0.terms")),
    ("credentials-status-v1", include_str!("credentials-status-v1.terms")),
    ("status-list-2021-v1", include_str!("status-list-2021-v1.terms")),
    ("multikey-v1", include_str!("multikey-v1.terms")),
    ("jwk-v1", include_str!("jwk-v1.terms")),
    ("did-v1", include_str!("did-v1.terms")),
    ("ed25519-2020-v1", include_str!("ed25519-2020-v1.terms")),
    ("ed25519-2018-v1", include_str!("ed25519-2018-v1.terms")),
    ("jws-2020-v1", include_str!("jws-2020-v1.terms")),
    ("security-v2", include_str!("security-v2.terms")),
    ("security-v1", include_str!("security-v1.terms")),
    ("citizenship-v4rc1", include_str!("citizenship-v4rc1.terms")),
];

/// The project's own context, which has no address until an issuer hosts it.
pub(super) const EXTENSION: &str = include_str!("extension.terms");

/// The text of the table called `name`.
pub(super) fn table(name: &str) -> Option<&'static str> {
    TABLES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
