//! Codes of awards and their components.

use super::Row;

pub(super) const TABLE: &[Row] = &[
    ("award.components", "The check of an award by its components.", ""),
    ("award.supported", "The components of the award still make it what it says.", ""),
    (
        "award.substitutable",
        "Its components do not make the award any more; with other badges of the learner they do.",
        "The authority may let another badge take the place of the one that is gone, and issue the award again.",
    ),
    (
        "award.at-risk",
        "Neither its components nor the other badges at hand make the award what it says.",
        "Ask the authority whether the award stands.",
    ),
    (
        "award.not-checked",
        "Whether its components make the award cannot be said by what is at hand.",
        "Hand over all its components, and what their verification needs.",
    ),
    ("award.unreadable", "What the award says contradicts itself.", "The issuer has to mend it."),
    ("award.no-components", "The award lists no components.", "Ask the authority on what it was conferred."),
    ("award.no-grounds", "The award does not say by which policy it was judged.", "Ask the authority for it."),
    (
        "award.other-policy",
        "The policy at hand is not byte for byte the one by which the award was judged.",
        "Ask the authority for that version of its policy, and name the same --own and --partner.",
    ),
    ("award.component-missing", "A component of the award is not at hand.", "Ask the learner for it."),
    (
        "award.component-other-edition",
        "A component is at hand in another edition than the one that was counted.",
        "Ask the learner for the badge as it was; the other edition may stand in for it.",
    ),
    (
        "award.component-undecided",
        "Whether a component stands could not be checked.",
        "Verify it by itself to see what is missing.",
    ),
    (
        "award.component-revoked",
        "A component was revoked or suspended after it was counted.",
        "Tell the authority that conferred the award.",
    ),
    (
        "award.component-rejected",
        "A component is rejected.",
        "Verify it by itself to see why. --now TIME judges one that ended since at an earlier time.",
    ),
    (
        "award.component-reused",
        "Another award at hand lists the same component, and neither says that it absorbed the other.",
        "Ask the authorities whether the two may share it.",
    ),
    ("award.component-refused", "The policy does not count a component. The message says why.", ""),
    (
        "award.other-issuer",
        "The award is signed by somebody who is none of the programme's own issuers.",
        "Do not take it for an award of the programme, and sign none by such a key.",
    ),
    (
        "award.other-credits",
        "The award counts other credits than its components bring.",
        "Ask the authority to mend it.",
    ),
    ("award.other-learner", "The award is of another learner than its components.", "Do not accept it."),
    (
        "award.other-title",
        "The award has another title than its components make it by the policy.",
        "Ask the authority to mend it.",
    ),
    (
        "award.contradiction",
        "The draft of an award states something else than the ruling.",
        "Leave out of the draft what follows from the ruling.",
    ),
    (
        "award.exceeds-components",
        "The award carries more credits than its components brought.",
        "Count again before it is issued.",
    ),
];
