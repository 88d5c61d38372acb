//! What makes each check fail, or leaves it open.

use crate::verify::CheckId;

impl CheckId {
    /// When the check fails, to be read after "fails when".
    #[must_use]
    pub fn fails_when(self) -> &'static str {
        match self {
            Self::Version => {
                "its types are not those of a badge; strict reading: it is on version 1.1 of the data model"
            }
            Self::Shape => "a member, type, value or link is missing or wrong",
            Self::Contexts => "a context is unknown, or written in place and not registered",
            Self::Terms => {
                "a key or type is undefined, written as an IRI or keyword; an id is relative; two nodes of one id differ, or what is \
                 judged is said of one id in two places"
            }
            Self::Schema => {
                "one that was handed in does not allow it; it declares the standard's schema of another class"
            }
            Self::IssuerKey => {
                "nothing ties the key to the issuer, or the issuer's document does not list it for assertions, or says that it ended \
                 before the proof was made or is revoked"
            }
            Self::Proof => {
                "there is no proof, or one is malformed, for another purpose, untimely, of an unknown suite or one that the policy does \
                 not accept, or does not hold; a token has a header that is not allowed, or claims that contradict the badge"
            }
            Self::Validity => "it starts later, has ended, ends before it starts, or states no readable time",
            Self::Status => {
                "a list of the issuer's says so, or says anything else that is not good; the entry is malformed, or beyond the list; the \
                 list that the issuer signed is unreadable or for another purpose"
            }
            Self::Resources => {
                "one that is at hand has another digest, or stands there twice; strict reading: a context has another digest"
            }
            Self::Recipient => "it is about somebody else",
            Self::Endorsements => "one fails, and the policy rejects for that",
            Self::Completeness => "it lacks an element that the policy's profile requires",
            Self::IssuerTrust => {
                "the issuer is not on the verifier's list; the policy demands trust and no registry lists the issuer"
            }
        }
    }

    /// When the check stays open, to be read after "unknown when"; empty where it never does.
    #[must_use]
    pub fn unknown_when(self) -> &'static str {
        match self {
            Self::Version => "it is another kind of credential, such as an endorsement",
            Self::Shape => "it is another kind of credential, or none",
            Self::Contexts | Self::Validity => "",
            Self::Terms => "its contexts are unknown",
            Self::Schema => {
                "one is not at hand, of another type, cannot be applied within its limits, or this build has no validator"
            }
            Self::IssuerKey => "what the issuer publishes is not at hand, or older than the policy allows",
            Self::Proof => {
                "the key is not at hand; the suite is a standard one that is not read so far or, in the strict reading, one of the past"
            }
            Self::Status => {
                "the list is not at hand, not proven, not in force or of somebody else; nobody knows the type of the entry"
            }
            Self::Resources => "one that is at hand has a digest in no form of the standard",
            Self::Recipient => "it states nothing that can be compared",
            Self::Endorsements => {
                "one fails or could not be checked, or there are more than are looked at: what it would add is not there"
            }
            Self::Completeness => "the badge could not be read",
            Self::IssuerTrust => "the policy demands trust, and no list and no registry in force is at hand",
        }
    }
}
