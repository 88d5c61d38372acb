//! Open Badges 3.0 §7: which data model and which kind of credential a document is; everything else judges by that alone.

use crate::verify::case::Case;
use crate::verify::edition::Edition;
use crate::verify::policy::Reading;
use crate::verify::report::{Check, CheckId, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let finding = match case.edition {
        Edition::Badge2 | Edition::Endorsement2 => return Check::of(CheckId::Version, Vec::new()),
        Edition::Badge1 | Edition::Endorsement1 => {
            let message = "written in version 1.1 of the data model; issuers should move to version 2.0";
            match case.demands.policy.reading() {
                Reading::Strict => Finding::fault("version.data-model-1-1", message),
                Reading::Compatible => Finding::warning("version.data-model-1-1", message),
            }
        }
        Edition::Other(kind) => {
            Finding::open("version.other-credential", format!("{kind}, which is not judged as a badge"))
        }
        Edition::None if case.is_endorsement() => {
            let message = "expected the types VerifiableCredential and EndorsementCredential, and not those of a badge";
            Finding::fault("version.not-an-endorsement", message)
        }
        Edition::None => Finding::fault(
            "version.not-a-credential",
            "expected the types VerifiableCredential and AchievementCredential or OpenBadgeCredential",
        ),
    };
    Check::of(CheckId::Version, vec![finding.at("/type")])
}
