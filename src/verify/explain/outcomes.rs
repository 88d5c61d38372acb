//! Codes of the checks that are not about keys and signatures.

use super::Row;

pub(super) const TABLE: &[Row] = &[
    (
        "version.not-a-credential",
        "Its types are not those of a badge.",
        "Ask for the badge as Open Badges 3.0; an older one has to be issued again.",
    ),
    (
        "version.other-credential",
        "It is a verifiable credential of another kind.",
        "Give it to a verifier for that kind.",
    ),
    (
        "version.not-an-endorsement",
        "It stands where an endorsement belongs, and is none.",
        "The issuer has to take it out.",
    ),
    (
        "version.data-model-1-1",
        "It is on version 1.1 of the data model, which Open Badges 3.0 has left.",
        "The compatible reading accepts it; the issuer can issue it again on version 2.0.",
    ),
    ("shape.other-credential", "The form of badges was not held against it, since it is none.", ""),
    ("contexts.none", "Nothing says what its words mean.", "The issuer has to name the contexts of the standard."),
    (
        "contexts.unknown",
        "A context is not known here byte for byte, so its words could mean anything.",
        "Get its document from somebody you trust and hand it over with --context URL=FILE.",
    ),
    (
        "contexts.inline",
        "A context is written into the badge, where whoever made the badge says what words mean.",
        "If you know that context, hand it over with --inline-context FILE.",
    ),
    (
        "terms.not-checked",
        "Without its contexts its words have no meaning, so none was checked.",
        "See the check of contexts.",
    ),
    (
        "terms.conflicting-nodes",
        "Two parts with one id say different things, so what was signed is not what it seems to say.",
        "Do not accept it; the issuer has to give each thing its own id.",
    ),
    ("validity.no-start", "It does not say from when it is valid.", "The issuer has to say so in validFrom."),
    ("validity.malformed", "A date cannot be read.", "The issuer has to write dates with time and zone."),
    ("validity.not-yet", "It is not valid yet.", "Verify it again once it is; look at the clock of this machine."),
    (
        "validity.expired",
        "It was valid and is not any more.",
        "Ask the issuer for a new one. --now TIME judges it at an earlier time.",
    ),
    ("validity.reversed", "It ends before it starts.", "The issuer has to issue it again."),
    (
        "schema.not-checked",
        "A schema that it declares was not held against it: it is not at hand, or this build has no validator.",
        "Hand it over with --material URL=FILE, in a build with the feature `schema`.",
    ),
    ("schema.own-rules", "It declares a schema of the standard, for which the check of the form answers.", ""),
    (
        "schema.other-class",
        "It declares the standard's schema of another class, which it cannot satisfy.",
        "The issuer has to declare the schema of badges, or none.",
    ),
    (
        "schema.other-version",
        "It declares a schema for version 2.0 of the data model and is on version 1.1.",
        "The issuer can issue it again on version 2.0.",
    ),
    ("schema.alias", "It names the type of a schema in an older way.", "The compatible reading accepts that."),
    (
        "schema.unknown-type",
        "It declares a schema of a type that is not read.",
        "Hold that schema against it yourself, if it matters.",
    ),
    ("schema.satisfied", "It satisfies a schema that was handed in.", ""),
    (
        "schema.violated",
        "A schema that was handed in does not allow it.",
        "See the place; the issuer breaks its own rule.",
    ),
    (
        "schema.unusable",
        "A schema that was handed in cannot be applied.",
        "Ask the issuer for one that is a JSON Schema without look-around in patterns and without names inside.",
    ),
    (
        "schema.reference",
        "A schema leads to another document, and nothing is fetched.",
        "Ask the issuer for one that is complete.",
    ),
    (
        "schema.too-much-work",
        "A schema leads to more work than its limit.",
        "Do not apply it unless you know whose it is.",
    ),
    (
        "endorsements.holds",
        "Somebody else speaks for the badge, its achievement or a profile, and that holds.",
        "Find out who it is before you rely on it.",
    ),
    ("endorsements.own", "The issuer speaks for itself.", ""),
    (
        "endorsements.fails",
        "An endorsement does not hold; it adds nothing.",
        "See the result of that endorsement. A policy with rejectFailedEndorsements rejects such a badge.",
    ),
    (
        "endorsements.undecided",
        "An endorsement could not be checked in full; it adds nothing.",
        "See the result of that endorsement: perhaps what its endorser publishes is not at hand.",
    ),
    (
        "endorsements.too-many",
        "There are more endorsements than are looked at; the rest adds nothing.",
        "Verify those that matter by themselves.",
    ),
    (
        "endorsements.too-deep",
        "Endorsers are endorsed by others who are endorsed in turn, deeper than is looked at.",
        "Verify those that matter by themselves.",
    ),
    ("status.not-checked", "Whether the issuer took it back was not looked up.", "Ask the issuer whether it stands."),
    ("status.none", "The issuer publishes no status, so it cannot take the badge back.", ""),
    ("recipient.other-thing", "An endorsement is about something else than what it stands on.", "Do not count it."),
    (
        "recipient.by-id-alone",
        "An endorsement names a badge or an achievement by its id, which anybody can write.",
        "Look who issued the badge before you count it.",
    ),
    ("recipient.match", "It is about the person at hand.", ""),
    (
        "recipient.weak-match",
        "It is about the person at hand by a hash that can be forged.",
        "Compare something else as well.",
    ),
    (
        "recipient.unsalted",
        "The hash of the learner's identity can be undone by trying likely ones.",
        "The issuer should salt it.",
    ),
    (
        "recipient.mismatch",
        "It is about somebody else.",
        "Look whether the name, address or id was given as the issuer knows it.",
    ),
    (
        "recipient.not-asked",
        "Nobody was named to compare the learner with.",
        "--recipient WHO compares, such as email:robin@example.org.",
    ),
    (
        "recipient.not-comparable",
        "It identifies its learner in another way than the one that was given.",
        "Give what the badge has: an id, e-mail address, name or student number.",
    ),
    (
        "recipient.malformed",
        "What was given is no person to compare with.",
        "email:, id:, name: or student: and a value.",
    ),
    (
        "issuer-trust.not-asked",
        "No list of trusted issuers was given. Anyone can make a key and use any name.",
        "--registry FILE, or trusted issuers in a policy, say whom you trust.",
    ),
    ("issuer-trust.known", "A registry lists the issuer.", ""),
    (
        "issuer-trust.unknown",
        "The issuer is not among those that the policy trusts.",
        "Find out who it is before you rely on it.",
    ),
    (
        "issuer-trust.not-in-registry",
        "None of the registries lists the issuer.",
        "Find out who it is before you rely on it.",
    ),
    (
        "issuer-trust.entry-not-current",
        "A registry lists the issuer, and not for this time.",
        "Ask who keeps the registry.",
    ),
    (
        "issuer-trust.registry-not-in-force",
        "A registry has ended or not begun, so it says nothing.",
        "Get the one of today.",
    ),
    (
        "issuer-trust.no-registry",
        "The policy demands a known issuer, and no list is at hand.",
        "--registry FILE hands one over.",
    ),
    ("issuer-trust.no-issuer", "It names no issuer to look for.", "The issuer has to issue it again."),
    (
        "issuer-trust.creator",
        "The achievement was made by another than the issuer, who need not have agreed.",
        "Ask that one, if it matters.",
    ),
    (
        "presentation.challenge",
        "It answers another question than the one that was asked: perhaps an old one, shown again.",
        "Ask for a new presentation with a new challenge.",
    ),
    ("presentation.domain", "It is made for another verifier.", "Ask for one that is made for you."),
    (
        "presentation.context",
        "It begins with another context than the data model's.",
        "The holder's software has to put that first.",
    ),
    (
        "presentation.holder-key",
        "The key that signed it is not known to be the holder's.",
        "The holder has to sign with the key of the id that the badges name.",
    ),
    (
        "presentation.document-missing",
        "What the holder publishes is not at hand, so its keys are not known.",
        "Fetch it and hand it over with --material URL=FILE.",
    ),
    ("presentation.envelope", "The envelope of a token says more than the issuer signed.", "Ask for the token alone."),
    (
        "presentation.plain-token",
        "A token stands in it without the envelope that the standard wants.",
        "The compatible reading accepts that; the strict one does not.",
    ),
    (
        "envelope.no-token",
        "An envelope has no token in it.",
        "The holder's software has to write data:, the type and the token.",
    ),
    ("envelope.media-type", "An envelope says that something else is in it.", "Only tokens of badges are read."),
    (
        "envelope.encoding",
        "A token is encoded once more, so that two readers may read two tokens.",
        "The holder's software has to write it as it is.",
    ),
    ("verify.not-an-object", "It is JSON, and no badge.", ""),
    ("verify.not-a-presentation", "It is no presentation.", "Verify it as a badge."),
    ("verify.nested-presentation", "A presentation stands where a badge belongs.", "Ask for the badges themselves."),
    (
        "verify.material-too-large",
        "A document that was fetched is too large to be what it should.",
        "Look at what lies at its address.",
    ),
    (
        "policy.malformed",
        "The policy says something that a policy cannot.",
        "openbadges new verify-policy prints one to start from.",
    ),
    ("registry.malformed", "The registry is in another form.", "docs/verification.md says which."),
    ("registry.signed", "The registry is signed, and nobody said by whom.", "--registry-key KEY names the key."),
    ("registry.proofs", "The registry has no proof, or several.", "A signed registry has one."),
    ("registry.purpose", "The registry was signed for something else.", "Ask who keeps it."),
];
