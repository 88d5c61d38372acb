//! Codes of malformed input, by family.

use super::Row;

pub(super) const TABLE: &[Row] = &[
    (
        "json.",
        "It is no JSON that every reader reads alike. The message says where.",
        "Whoever wrote it has to mend it.",
    ),
    (
        "ld.",
        "A word or id in it has no meaning, or a doubtful one, under its contexts.",
        "The issuer has to use words that its contexts define.",
    ),
    ("rdf.", "What it says has no canonical form within the limits.", "No honest badge is like that."),
    (
        "wire.",
        "A member of it is not as the standard has it. The message says which, what was expected and what was found.",
        "The issuer has to mend it; the compatible reading accepts what is a warning.",
    ),
    ("time.", "A time is in no form of the standard.", "Write it with a zone, such as 2026-11-24T09:30:00Z."),
    ("iri.", "An identifier is no absolute IRI.", "Write it with its scheme, such as https:."),
    ("png.", "The PNG picture is damaged, or holds no single badge.", "Ask for the picture as it was issued."),
    ("svg.", "The SVG picture is damaged, or holds no single badge.", "Ask for the picture as it was issued."),
    (
        "pdf.",
        "The PDF is damaged, is encrypted, or has no single badge attached.",
        "Ask for the file as it was issued; a page that was printed and scanned has no badge attached.",
    ),
    (
        "render.",
        "A picture or a parchment cannot be drawn as it was asked for. The message says why.",
        "Change what the message names, or hand a font over: nothing is cut off, left out or made too small to be read.",
    ),
    ("multibase.", "Bytes are written in no form of the standard.", "Whoever wrote them has to mend it."),
    ("gzip.", "Compressed bytes are damaged, or unpack to more than the limit.", "Whoever packed them has to mend it."),
    (
        "status-list.",
        "A status list cannot be changed like that. The message says why.",
        "Nothing was changed: look up the place and what stands there.",
    ),
    (
        "store.",
        "The file in which the command line keeps something cannot be used. The message says why.",
        "It was not changed. If it is damaged, go back to a copy that was made after its last change.",
    ),
    (
        "ledger.",
        "That cannot happen in the ledger as it stands. The message says why, and names the earlier application.",
        "Nothing was changed: ask what the earlier application is about.",
    ),
    (
        "reservation.",
        "An application keeps no badges like that: each once, and for a learner who can be recognised.",
        "Say who applies with --learner.",
    ),
    ("digest.", "The digest of a badge is in no form of the standard.", "Write it as digestMultibase is."),
    ("issue.", "What was to be issued cannot be. The message says why.", ""),
];
