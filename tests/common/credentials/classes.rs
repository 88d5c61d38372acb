//! The classes of Open Badges 3.0, each with any of its properties.

use super::draw::Draw;
use super::values::{
    double, id, json, language_code, lists, number, number_in_graph, tagged_text, text, texts_by_language, time,
    typed_number,
};
use super::{EXTENSION, inline};
use serde_json::{Map, Value, json};

type Make = fn(&mut Draw) -> Value;

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const OB_EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// A node under way. Deep nodes have fewer members, so that documents end.
struct Node<'d> {
    draw: &'d mut Draw,
    members: Map<String, Value>,
    sparse: u64,
}

impl<'d> Node<'d> {
    fn of(class: &str, draw: &'d mut Draw, depth: u64) -> Self {
        let class = if draw.once_in(2) { json!([class]) } else { json!(class) };
        let members = Map::from_iter([("type".to_owned(), class)]);
        Self { draw, members, sparse: 2 + 2 * depth }
    }

    fn must(mut self, name: &str, make: impl FnOnce(&mut Draw) -> Value) -> Self {
        let value = make(self.draw);
        self.members.insert(name.to_owned(), value);
        self
    }

    fn may(self, name: &str, make: impl FnOnce(&mut Draw) -> Value) -> Self {
        if self.draw.once_in(self.sparse) { self.must(name, make) } else { self }
    }

    fn texts(mut self, names: &[&str]) -> Self {
        for name in names {
            self = self.may(name, tagged_text);
        }
        self
    }

    /// One value, an array of some, or an empty one.
    fn many(self, name: &str, make: impl Fn(&mut Draw) -> Value) -> Self {
        self.may(name, |draw| match draw.below(8) {
            0 => json!([]),
            1..=3 => make(draw),
            4 => {
                // Two nodes that no statement tells apart, or one node said twice.
                let one = make(draw);
                json!([one, one])
            }
            _ => (0..=draw.below(2)).map(|_| make(draw)).collect(),
        })
    }

    fn end(self) -> Value {
        self.members.into()
    }
}

/// A credential: an award, or an endorsement that stands alone.
pub(super) fn credential(draw: &mut Draw) -> Value {
    let mut contexts = vec![json!(V2), json!(OB), json!(OB_EXTENSIONS)];
    if draw.once_in(2) {
        contexts.push(json!(EXTENSION));
    }
    if draw.is_set_on_one() || !draw.once_in(4) {
        contexts.push(inline());
    }
    let extended = contexts.contains(&json!(EXTENSION));
    let has_inline = contexts.last() == Some(&inline());
    let mut document = if !draw.is_set_on_one() && draw.once_in(12) {
        endorsement(draw, 1)
    } else {
        let subject = |draw: &mut Draw| subject(draw, extended, has_inline);
        let class = *draw.pick(&["AchievementCredential", "OpenBadgeCredential"]);
        secured(class, draw, 0)
            .may("image", image)
            .may("awardedDate", time)
            .many("endorsement", |draw| endorsement(draw, 2))
            .many("endorsementJwt", jws)
            .many("evidence", evidence)
            .must("credentialSubject", subject)
            .end()
    };
    document["@context"] = contexts.into();
    document
}

/// What awards and endorsements have in common.
fn secured<'d>(class: &str, draw: &'d mut Draw, depth: u64) -> Node<'d> {
    let class = json!(["VerifiableCredential", class]);
    Node::of("", draw, depth)
        .must("type", |_| class)
        .must("id", id)
        .texts(&["name", "description"])
        .must("issuer", move |draw| if draw.once_in(4) { id(draw) } else { profile(draw, depth + 1) })
        .must("validFrom", time)
        .may("validUntil", time)
        .many("credentialSchema", |draw| {
            let class = *draw.pick(&["1EdTechJsonSchemaValidator2019", "JsonSchema"]);
            json!({"id": id(draw), "type": class})
        })
        .many("credentialStatus", status)
        .may("refreshService", |draw| json!({"id": id(draw), "type": "1EdTechCredentialRefresh"}))
        .many("termsOfUse", |draw| {
            let licence = json!({"type": "https://school.example/terms#Licence"});
            if draw.once_in(2) { json!({"id": id(draw), "type": licence["type"]}) } else { licence }
        })
}

/// A whole credential inside of another, with contexts of its own or without.
fn endorsement(draw: &mut Draw, depth: u64) -> Value {
    let mut endorsement = secured("EndorsementCredential", draw, depth).must("credentialSubject", |draw| {
        Node::of("EndorsementSubject", draw, depth).must("id", id).texts(&["endorsementComment"]).end()
    });
    if depth > 1 && endorsement.draw.once_in(2) {
        endorsement = endorsement.must("@context", |_| json!([V2, OB, OB_EXTENSIONS]));
    }
    endorsement.end()
}

fn jws(draw: &mut Draw) -> Value {
    json!(format!("eyJhbGciOiJFZERTQSJ9.e30.c2ln{}", draw.below(10_000)))
}

fn status(draw: &mut Draw) -> Value {
    if draw.once_in(3) {
        return json!({"id": id(draw), "type": "1EdTechRevocationList"});
    }
    Node::of("BitstringStatusListEntry", draw, 0)
        .may("id", id)
        .must("statusPurpose", |draw| json!(draw.pick(&["revocation", "suspension"])))
        .must("statusListIndex", |draw| json!(draw.below(131_072).to_string()))
        .must("statusListCredential", id)
        .end()
}

fn subject(draw: &mut Draw, extended: bool, has_inline: bool) -> Value {
    let mut subject = Node::of("AchievementSubject", draw, 0)
        .may("id", id)
        .may("activityStartDate", time)
        .may("activityEndDate", time)
        .may("creditsEarned", typed_number)
        .many("identifier", identity)
        .may("image", image)
        .texts(&["licenseNumber", "narrative", "role", "term"])
        .many("result", result)
        .may("source", |draw| profile(draw, 2))
        .must("achievement", |draw| achievement(draw, extended));
    if has_inline {
        subject = written_out(subject);
    }
    subject.end()
}

/// The terms of the context that stands written out.
fn written_out(node: Node<'_>) -> Node<'_> {
    node.must("amount", number)
        .must("hours", double)
        .must("rooms", typed_number)
        .must("heading", texts_by_language)
        .many("motto", text)
        .may("hebrew", |_| json!("שלום"))
        .must("marks", |draw| {
            let mark: &[Make] = &[number, text, |_| json!(true), |draw| json!({"id": id(draw)}), |_| json!([])];
            (0..draw.below(4)).map(|_| draw.pick(mark)(draw)).collect()
        })
        .many("times", time)
        .must("settings", json)
        .many("partner", id)
        .may("kind", |draw| if draw.once_in(2) { id(draw) } else { json!("Seminar") })
        .must("claim", |draw| json!({"id": id(draw), "amount": number_in_graph(draw)}))
        .may("unit", |draw| {
            Node::of("Seminar", draw, 1).many("amount", number).may("room", text).may("hours", double).end()
        })
        .must("kept", |draw| {
            // Kept apart from other nodes, whose lists would come together in one node.
            let lists = lists(draw);
            json!([{"id": "urn:x:twice", "marks": lists[0]}, {"id": "urn:x:twice", "marks": lists[1]}])
        })
}

fn achievement(draw: &mut Draw, extended: bool) -> Value {
    let mut achievement = Node::of("Achievement", draw, 0)
        .must("id", id)
        .many("alignment", alignment)
        .may("achievementType", |draw| json!(draw.pick(&["MicroCredential", "Certificate", "ext:Tides"])))
        .may("creator", |draw| profile(draw, 2))
        .may("creditsAvailable", typed_number)
        .must("criteria", |draw| {
            let criteria = Node::of("Criteria", draw, 1).may("id", id).must("narrative", tagged_text);
            criteria.end()
        })
        .must("name", tagged_text)
        .must("description", tagged_text)
        .many("endorsement", |draw| endorsement(draw, 3))
        .many("endorsementJwt", jws)
        .texts(&["fieldOfStudy", "humanCode", "specialization", "version"])
        .may("image", image)
        .may("inLanguage", language_code)
        .many("otherIdentifier", identifier_entry)
        .many("related", related)
        .many("resultDescription", result_description)
        .many("tag", text);
    if extended {
        achievement.members.insert("type".to_owned(), json!(["Achievement", "MicroCredentialAchievement"]));
        achievement = ours(achievement);
    }
    achievement.end()
}

/// The terms of our own context.
fn ours(node: Node<'_>) -> Node<'_> {
    node.many("creditPoint", |draw| {
        Node::of("CreditPoint", draw, 0)
            .must("framework", id)
            .must("point", |draw| json!(draw.below(60).to_string()))
            .end()
    })
    .may("volumeOfLearning", |_| json!("PT150H"))
    .may("eqfLevel", id)
    .many("nqfLevel", id)
    .many("mode", id)
    .many("learningOutcome", |draw| {
        Node::of("LearningOutcome", draw, 0).must("title", texts_by_language).many("relatedESCOSkill", id).end()
    })
    .may("entryRequirement", |draw| Node::of("Note", draw, 0).must("noteLiteral", texts_by_language).end())
    .many("assessment", |draw| {
        Node::of("LearningAssessmentSpecification", draw, 0).must("title", texts_by_language).may("mode", id).end()
    })
    .may("integration", |draw| json!(draw.pick(&["standalone", "stackable", "integrated"])))
    .may("title", texts_by_language)
    .many("hasPart", id)
}

fn profile(draw: &mut Draw, depth: u64) -> Value {
    let profile = Node::of("Profile", draw, depth)
        .must("id", id)
        .texts(&["name", "description", "phone", "email", "official", "familyName", "givenName", "additionalName"])
        .texts(&["patronymicName", "honorificPrefix", "honorificSuffix", "familyNamePrefix"])
        .may("url", id)
        .may("image", image)
        .may("address", address)
        .many("otherIdentifier", identifier_entry)
        .may("dateOfBirth", |_| json!("1990-12-31"));
    if depth > 3 {
        return profile.end();
    }
    profile
        .may("parentOrg", |draw| self::profile(draw, depth + 1))
        .many("endorsement", |draw| endorsement(draw, depth + 2))
        .many("endorsementJwt", jws)
        .end()
}

fn address(draw: &mut Draw) -> Value {
    Node::of("Address", draw, 0)
        .texts(&[
            "addressCountry",
            "addressRegion",
            "addressLocality",
            "streetAddress",
            "postOfficeBoxNumber",
            "postalCode",
        ])
        .may("addressCountryCode", |_| json!("HK"))
        .may("geo", |draw| Node::of("GeoCoordinates", draw, 0).must("latitude", number).must("longitude", number).end())
        .end()
}

fn identifier_entry(draw: &mut Draw) -> Value {
    Node::of("IdentifierEntry", draw, 0)
        .must("identifier", text)
        .must("identifierType", |draw| json!(draw.pick(&["sourcedId", "nationalIdentityNumber", "ext:card"])))
        .end()
}

fn identity(draw: &mut Draw) -> Value {
    Node::of("IdentityObject", draw, 0)
        .must("hashed", |draw| json!(draw.once_in(2)))
        .must("identityHash", text)
        .must("identityType", |draw| json!(draw.pick(&["emailAddress", "studentId"])))
        .may("salt", text)
        .end()
}

fn image(draw: &mut Draw) -> Value {
    Node::of("Image", draw, 0).must("id", id).texts(&["caption"]).end()
}

fn alignment(draw: &mut Draw) -> Value {
    Node::of("Alignment", draw, 1)
        .must("targetName", tagged_text)
        .must("targetUrl", id)
        .texts(&["targetCode", "targetDescription", "targetFramework"])
        .may("targetType", |draw| json!(draw.pick(&["CFItem", "ceasn:Competency", "ext:Tides"])))
        .end()
}

fn evidence(draw: &mut Draw) -> Value {
    Node::of("Evidence", draw, 0).may("id", id).texts(&["narrative", "name", "description", "genre", "audience"]).end()
}

fn related(draw: &mut Draw) -> Value {
    Node::of("Related", draw, 0).must("id", id).may("inLanguage", language_code).texts(&["version"]).end()
}

fn result(draw: &mut Draw) -> Value {
    Node::of("Result", draw, 0)
        .may("achievedLevel", id)
        .many("alignment", alignment)
        .may("resultDescription", id)
        .may("status", |draw| json!(draw.pick(&["Completed", "Failed"])))
        .may("value", |draw| if draw.once_in(2) { text(draw) } else { number(draw) })
        .end()
}

fn result_description(draw: &mut Draw) -> Value {
    Node::of("ResultDescription", draw, 0)
        .must("id", id)
        .must("name", tagged_text)
        .must("resultType", |draw| json!(draw.pick(&["LetterGrade", "RubricCriterionLevel", "Status"])))
        .many("alignment", alignment)
        .may("allowedValue", |draw| (0..=draw.below(3)).map(|_| text(draw)).collect())
        .may("requiredLevel", id)
        .may("requiredValue", text)
        .many("rubricCriterionLevel", |draw| {
            Node::of("RubricCriterionLevel", draw, 1)
                .must("id", id)
                .must("name", tagged_text)
                .many("alignment", alignment)
                .texts(&["description", "level"])
                .may("points", number)
                .end()
        })
        .may("valueMax", number)
        .may("valueMin", text)
        .end()
}
