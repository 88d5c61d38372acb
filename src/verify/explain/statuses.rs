//! Codes of status lists.

use super::Row;

pub(super) const TABLE: &[Row] = &[
    ("status.clear", "The list says nothing against it, as of the date of the list.", ""),
    ("status.revoked", "The issuer took it back.", "Ask the issuer why."),
    ("status.suspended", "The issuer says that it does not count for the time being.", "Ask the issuer until when."),
    ("status.refresh", "The issuer has a newer badge; this one stands.", "Ask the learner for the newer one."),
    ("status.message", "The issuer says something of it that is not good. The message says what.", "Ask the issuer."),
    (
        "status.no-message",
        "The list holds a status of which the badge does not say what it means.",
        "Ask the issuer what it means.",
    ),
    ("status.set", "The list holds something against it, for a purpose of the issuer's own.", "Ask the issuer."),
    (
        "status.entry-malformed",
        "It does not say where its status is found in the form of the standard.",
        "The issuer has to mend it.",
    ),
    (
        "status.index-number",
        "Its index in the list is a number where a text belongs.",
        "The issuer should write a text.",
    ),
    ("status.index-out-of-range", "Its index is past the end of the list.", "The issuer has to mend one of them."),
    ("status.too-many-entries", "It names more places for its status than the limit.", "No honest badge is like that."),
    (
        "status.unknown-type",
        "Its status is of a type that is not read here.",
        "Ask the issuer whether it stands, or tolerate it by policy.",
    ),
    (
        "status.list-missing",
        "Its status list is not at hand.",
        "Fetch it from the address in the message and hand it in with --material.",
    ),
    ("status.list-unreadable", "What was handed in as its status list cannot be opened.", "Fetch it again."),
    (
        "status.list-unproven",
        "The status list is not proven to be its issuer's. The message says why.",
        "Fetch it again, and hand in what its issuer publishes of its keys.",
    ),
    (
        "status.list-not-current",
        "The status list has ended, has not begun, or was fetched too long ago.",
        "Fetch it again; if it stays so, the issuer has to publish it anew.",
    ),
    ("status.list-older", "A newer status list was seen before.", "Fetch it again, by another way."),
    (
        "status.list-issuer",
        "The status list is of somebody else than the issuer.",
        "Name that one under statusIssuers in the policy, if you know that it speaks for the issuer.",
    ),
    (
        "status.list-id",
        "What lies at the address of the status list is another list.",
        "Fetch it from its own address.",
    ),
    ("status.list-form", "The status list is in a form that is not read here.", "Fetch it again."),
    (
        "status.list-malformed",
        "The bits that the issuer signed cannot be unpacked. The message says why.",
        "The issuer has to publish the list anew.",
    ),
    (
        "status.list-purpose",
        "The status list is for another purpose than the badge says.",
        "The issuer has to mend one of them.",
    ),
    (
        "status.list-too-short",
        "The status list has so few entries that whoever fetches it tells its host which badges are at hand.",
        "The issuer should publish one of at least 131,072.",
    ),
    (
        "status.legacy-form",
        "Its status is in a form of the past.",
        "The issuer should move to BitstringStatusListEntry; the compatible reading reads it.",
    ),
];
