//! Badges, applications and a programme to try them on.

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::{Date, Timestamp};
use openbadges::issue::Issuer;
use openbadges::model::MicroCredential;
use openbadges::proof::SigningKey;
use openbadges::stack::danger::{self, Facts};
use openbadges::stack::{Application, Decision, Outcome, Programme, Ruling, Switches};
use openbadges::verify::{Accepted, Materials, Presented, Report, Verifier};
use proptest::test_runner::Config as ProptestConfig;
use serde_json::{Value, json};

/// How often a law is tried: as often as `OPENBADGES_CASES` says, as CI does, or else so often that nobody has to wait.
pub(super) fn often(usual: u32) -> ProptestConfig {
    let stated = std::env::var("OPENBADGES_CASES").ok();
    let cases = stated.map_or(usual, |cases| cases.parse().expect("a number of cases"));
    let max_global_rejects = cases.max(1_024);
    ProptestConfig { cases, max_global_rejects, failure_persistence: None, ..ProptestConfig::default() }
}

pub(super) const SCHOOL: &str = "did:web:school.example";
pub(super) const PARTNER: &str = "did:web:partner.example";
pub(super) const LEARNER: &str = "did:example:robin";

/// A badge to be described: live, of one learner, QF level 4, Professional Practice, awarded on 1 June 2024.
#[derive(Clone)]
pub(super) struct Badge {
    pub(super) id: String,
    pub(super) issuer: &'static str,
    pub(super) issued: &'static str,
    pub(super) related: Vec<String>,
    pub(super) is_shown_in_part: bool,
    pub(super) award: Value,
}

pub(super) fn badge(id: &str, credits: &str) -> Badge {
    let award = json!({
        "id": format!("https://school.example/achievements/{id}"),
        "type": "MicroCredential",
        "title": {"en": format!("Module {id}")},
        "learner": {"id": LEARNER},
        "awarded": "2024-06-01T12:00:00+08:00",
        "credits": [{"amount": credits, "system": "hkqf"}],
        "levels": {"national": [{"framework": "hkqf", "level": 4}]},
        "category": {"code": "PP"},
    });
    let id = format!("https://school.example/badges/{id}");
    Badge {
        id,
        issuer: SCHOOL,
        issued: "2024-06-01T12:00:00+08:00",
        related: Vec::new(),
        is_shown_in_part: false,
        award,
    }
}

/// Professional Practice in Artificial Intelligence.
pub(super) fn ai(id: &str, credits: &str) -> Badge {
    badge(id, credits).with("themes", theme("AI"))
}

/// Professional Practice in Finance.
pub(super) fn finance(id: &str, credits: &str) -> Badge {
    badge(id, credits).with("themes", theme("FIN"))
}

/// General Studies.
pub(super) fn general(id: &str, credits: &str) -> Badge {
    badge(id, credits).with("category", json!({"code": "GS"}))
}

pub(super) fn theme(code: &str) -> Value {
    let name = if code == "AI" { "Artificial Intelligence" } else { "Finance" };
    json!([{"code": code, "name": name}])
}

impl Badge {
    pub(super) fn with(mut self, member: &str, value: Value) -> Self {
        self.award[member] = value;
        self
    }

    pub(super) fn without(mut self, member: &str) -> Self {
        self.award.as_object_mut().unwrap().remove(member);
        self
    }

    pub(super) fn level(self, level: u8) -> Self {
        self.with("levels", json!({"national": [{"framework": "hkqf", "level": level}]}))
    }

    pub(super) fn awarded(self, time: &str) -> Self {
        let time = if time.contains('T') { time.to_owned() } else { format!("{time}T12:00:00+08:00") };
        self.with("awarded", json!(time))
    }

    pub(super) fn issued(self, issued: &'static str) -> Self {
        Self { issued, ..self }
    }

    pub(super) fn issuer(self, issuer: &'static str) -> Self {
        Self { issuer, ..self }
    }

    pub(super) fn credential(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }

    pub(super) fn shown_in_part(self) -> Self {
        Self { is_shown_in_part: true, ..self }
    }

    pub(super) fn achievement(self, id: &str) -> Self {
        self.with("id", json!(format!("https://school.example/achievements/{id}")))
    }

    pub(super) fn facts(&self) -> Facts {
        let award: MicroCredential = serde_json::from_value(self.award.clone()).unwrap();
        let related: Vec<&str> = self.related.iter().map(String::as_str).collect();
        let issued = Timestamp::parse(self.issued).unwrap();
        // Any text does as a digest here, as long as equal badges have equal ones.
        let digest = format!("u{}-{}", self.issued, self.award);
        let facts = Facts::new(&self.id, self.issuer, issued, award).with_digest(&digest).with_related(&related);
        if self.is_shown_in_part { facts.shown_in_part() } else { facts }
    }
}

pub(super) fn hku() -> Programme {
    Programme::preset("hku-space").unwrap().with_own_issuer(SCHOOL.parse().unwrap()).unwrap()
}

pub(super) fn hku_with(change: impl FnOnce(&mut Switches)) -> Programme {
    let programme = hku();
    let mut switches = programme.switches().clone();
    change(&mut switches);
    programme.with_switches(switches).unwrap()
}

pub(super) fn on(date: &str) -> Application {
    Application::new(Date::parse(date).unwrap())
}

pub(super) fn certificate() -> Application {
    on("2025-01-15").with_award("certificate")
}

pub(super) fn diploma() -> Application {
    on("2025-01-15").with_award("diploma")
}

pub(super) fn judge(programme: &Programme, badges: &[Badge], application: &Application) -> Ruling {
    let facts: Vec<Facts> = badges.iter().map(Badge::facts).collect();
    danger::judge(programme, &facts, application, &Limits::DEFAULT).unwrap()
}

pub(super) fn decide(programme: &Programme, badges: &[Badge], application: &Application) -> Decision {
    let mut ruling = judge(programme, badges, application);
    assert_eq!(ruling.decisions.len(), 1, "{ruling}");
    ruling.decisions.remove(0)
}

/// The recommended award with its level, or the outcome.
pub(super) fn award(programme: &Programme, badges: &[Badge], application: &Application) -> String {
    let decision = decide(programme, badges, application);
    match decision.recommended() {
        Some(option) => option.to_string(),
        None => decision.outcome.as_str().to_owned(),
    }
}

pub(super) fn is_eligible(programme: &Programme, badges: &[Badge], application: &Application) -> bool {
    match decide(programme, badges, application).outcome {
        Outcome::Eligible => true,
        Outcome::NotEligible => false,
        Outcome::Undetermined => panic!("undetermined"),
    }
}

/// The code of the one refusal.
pub(super) fn refused(programme: &Programme, badges: &[Badge], application: &Application) -> &'static str {
    let ruling = judge(programme, badges, application);
    assert_eq!(ruling.refusals.len(), 1, "{ruling}");
    ruling.refusals[0].reason.code()
}

/// The last parts of the ids of the badges used.
pub(super) fn used(option: &openbadges::stack::Allocation) -> Vec<&str> {
    let mut names: Vec<&str> = option.badges.iter().map(|badge| badge.id.rsplit('/').next().unwrap()).collect();
    names.sort_unstable();
    names
}

/// Issues, opens and verifies a badge as a stranger would.
pub(super) fn accepted(key: u8, badge: &Badge) -> Accepted {
    verified(key, badge).into_accepted().unwrap()
}

pub(super) fn verified(key: u8, badge: &Badge) -> Report {
    let now = Timestamp::parse("2025-01-10T00:00:00Z").unwrap();
    let mut award = badge.award.clone();
    award["provider"] = json!({"name": "Example School", "country": "HK"});
    award["description"] = json!({"en": "About it."});
    award["criteria"] = json!({"en": "Pass."});
    let award: MicroCredential = serde_json::from_value(award).unwrap();
    let id = Iri::parse(&badge.id).unwrap();
    let signed = Issuer::new(SigningKey::from_seed([key; 32]).unwrap()).issue(&award, id, now).unwrap();
    let badge = Presented::open(signed.as_str().as_bytes(), &Limits::DEFAULT).unwrap();
    Verifier::strict().verify(&badge, &Materials::none(), now)
}

/// The preset for the issuer with a key of [`accepted`].
pub(super) fn hku_of(key: u8, change: impl FnOnce(&mut Switches)) -> Programme {
    let key = SigningKey::from_seed([key; 32]).unwrap();
    let issuer = openbadges::proof::did::key_did(key.verifying_key()).parse().unwrap();
    hku_with(change).with_own_issuer(issuer).unwrap()
}
