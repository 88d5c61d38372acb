//! Generated micro-credentials, awards and drafts, for laws that must hold of every one.

use openbadges::base::amount::Amount;
use openbadges::base::country::Country;
use openbadges::base::iri::Iri;
use openbadges::base::language::Language;
use openbadges::base::list::OneOrMore;
use openbadges::base::moment::Moment;
use openbadges::base::text::{LanguageMap, Text};
use openbadges::base::time::{Date, Timestamp, Zone};
use openbadges::model::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Any micro-credential: from an empty draft to one with every element.
pub(crate) fn micro_credentials() -> BoxedStrategy<MicroCredential> {
    let draft = prop_oneof![Just(MicroCredential::default()), essentials().prop_map(MicroCredential::new)];
    stacking(learning(people(definition(draft.boxed()))))
}

/// Micro-credentials with every mandatory element and any of the others.
pub(crate) fn complete_micro_credentials() -> BoxedStrategy<MicroCredential> {
    let filled = (micro_credentials(), essentials()).prop_map(|(draft, given)| {
        let levels = draft.levels().clone().with_isced(given.isced_level);
        draft
            .with_id(given.id)
            .with_title(given.title)
            .with_description(given.description)
            .with_criteria(given.criteria)
            .with_learner(given.learner)
            .with_provider(given.provider)
            .with_awarded(given.awarded)
            .with_outcomes(given.outcomes.into_vec())
            .with_workload(Workload::new(given.notional_hours))
            .with_levels(levels)
            .with_fields(given.fields.into_vec())
            .with_assessments(given.assessments.into_vec())
            .with_quality_assurance(given.quality_assurance.into_vec())
            .with_participation(given.participation.into_vec())
            .with_entry_requirements(given.entry_requirements)
    });
    filled.boxed()
}

fn essentials() -> BoxedStrategy<Essentials> {
    let words = (iri(), texts(), texts(), texts(), texts());
    let people = (learner(), organisation(true), moment());
    let learning = (outcome(), vec(outcome(), 0..3), amount(), (0u8..=8), field());
    let assessing = (assessment(), quality_assurance(), participation());
    (words, people, learning, assessing)
        .prop_map(
            |(
                (id, title, description, criteria, entry_requirements),
                (learner, provider, awarded),
                (outcome, further, notional_hours, isced, field),
                (assessment, quality, participation),
            )| Essentials {
                id,
                title,
                description,
                criteria,
                learner,
                provider,
                awarded,
                outcomes: further.into_iter().fold(OneOrMore::new(outcome), OneOrMore::with),
                notional_hours,
                isced_level: IscedLevel::new(isced).unwrap(),
                fields: field.into(),
                assessments: assessment.into(),
                quality_assurance: quality.into(),
                participation: participation.into(),
                entry_requirements,
            },
        )
        .boxed()
}

fn definition(draft: BoxedStrategy<MicroCredential>) -> BoxedStrategy<MicroCredential> {
    let kind = prop_oneof![
        Just(AchievementType::MicroCredential),
        Just(AchievementType::Certificate),
        Just(AchievementType::Diploma),
        select(vec!["Course", "ext:StudyTour"]).prop_map(|t| t.parse().unwrap()),
    ];
    let words = vec(option::of(texts()), 4);
    let names = (option::of(iri()), option::of(text()), option::of(text()), option::of(iri()));
    let made = (draft, option::of(kind), words, names, languages()).prop_map(
        |(mut to, kind, words, (id, version, code, criteria_url), languages)| {
            to = set(to, &kind, MicroCredential::with_kind);
            to = set(to, &words[0], MicroCredential::with_title);
            to = set(to, &words[1], MicroCredential::with_description);
            to = set(to, &words[2], MicroCredential::with_criteria);
            to = set(to, &words[3], MicroCredential::with_further_information);
            to = set(to, &id, MicroCredential::with_id);
            to = set(to, &version, MicroCredential::with_version);
            to = set(to, &code, MicroCredential::with_code);
            to = set(to, &criteria_url, MicroCredential::with_criteria_url);
            to.with_instruction_languages(languages)
        },
    );
    made.boxed()
}

fn people(draft: BoxedStrategy<MicroCredential>) -> BoxedStrategy<MicroCredential> {
    let moments = vec(option::of(moment()), 4);
    let made = (draft, option::of(learner()), option::of(organisation(false)), vec(organisation(false), 0..3), moments)
        .prop_map(|(mut to, learner, provider, bodies, moments)| {
            to = set(to, &learner, MicroCredential::with_learner);
            to = set(to, &provider, MicroCredential::with_provider);
            to = set(to, &moments[0], MicroCredential::with_awarded);
            to = set(to, &moments[1], MicroCredential::with_assessed);
            to = set(to, &moments[2], MicroCredential::with_started);
            to = set(to, &moments[3], MicroCredential::with_ended);
            to.with_awarding_bodies(bodies)
        });
    made.boxed()
}

fn learning(draft: BoxedStrategy<MicroCredential>) -> BoxedStrategy<MicroCredential> {
    let size = (option::of(amount()), option::of(amount()), vec(credits(), 0..3), vec(credits(), 0..3));
    let lists = (vec(outcome(), 0..3), vec(field(), 0..3), vec(assessment(), 0..3), vec(quality_assurance(), 0..3));
    let rest = (levels(), vec(participation(), 0..3), option::of(texts()), grades());
    let made = (draft, size, lists, rest).prop_map(
        |(to, (notional, contact, credits, earned), lists, (levels, participation, entry, grades))| {
            let mut workload = notional.map_or_else(Workload::default, Workload::new);
            if let Some(contact) = contact {
                workload = workload.with_contact_hours(contact);
            }
            set(to, &entry, MicroCredential::with_entry_requirements)
                .with_workload(workload)
                .with_credits(credits)
                .with_credits_earned(earned)
                .with_outcomes(lists.0)
                .with_fields(lists.1)
                .with_assessments(lists.2)
                .with_quality_assurance(lists.3)
                .with_levels(levels)
                .with_participation(participation)
                .with_grades(grades)
        },
    );
    made.boxed()
}

fn stacking(draft: BoxedStrategy<MicroCredential>) -> BoxedStrategy<MicroCredential> {
    let until = select(vec!["2029-02-28", "2031-07-10"]).prop_map(|t| Date::parse(t).unwrap());
    let single = (option::of(select(Integration::ALL.to_vec())), option::of(until), option::of(entry()));
    let lists = (vec(entry(), 0..3), vec(entry(), 0..3), vec(iri(), 0..3), vec(component(), 0..3));
    let made = (draft, single, lists, option::of(grounds())).prop_map(
        |(mut to, (integration, until, category), (towards, themes, parts, components), grounds)| {
            to = set(to, &grounds, MicroCredential::with_grounds);
            to = set(to, &integration, MicroCredential::with_integration);
            to = set(to, &until, MicroCredential::with_stackable_until);
            to = set(to, &category, MicroCredential::with_category);
            to.with_stacks_towards(towards).with_themes(themes).with_parts(parts).with_components(components)
        },
    );
    made.boxed()
}

fn set<T: Clone>(
    to: MicroCredential,
    value: &Option<T>,
    with: fn(MicroCredential, T) -> MicroCredential,
) -> MicroCredential {
    match value {
        Some(value) => with(to, value.clone()),
        None => to,
    }
}

fn learner() -> BoxedStrategy<Learner> {
    (option::of(iri()), option::of(text()), vec(identity(), 0..3), iri())
        .prop_map(|(id, name, identities, fallback)| {
            let mut learner = identities.into_iter().fold(Learner::default(), Learner::with_identity);
            learner = match (id, learner.is_identified()) {
                (Some(id), _) => learner.with_id(id),
                (None, false) => learner.with_id(fallback),
                (None, true) => learner,
            };
            match name {
                Some(name) => learner.with_name(name),
                None => learner,
            }
        })
        .boxed()
}

fn identity() -> BoxedStrategy<Identity> {
    prop_oneof![
        (identity_type(), text()).prop_map(|(kind, value)| Identity::plain(kind, value)),
        (identity_type(), ".{0,8}", "[a-z0-9]{0,16}")
            .prop_map(|(kind, value, salt)| Identity::hide(kind, &value, &salt)),
        identity_type().prop_map(|kind| {
            Identity::hashed(kind, IdentityHash::parse("md5$D41D8CD98F00B204E9800998ECF8427E").unwrap(), None)
        }),
    ]
    .boxed()
}

fn identity_type() -> impl Strategy<Value = IdentityType> {
    select(vec!["name", "emailAddress", "nationalIdentityNumber", "sisSourcedId", "identifier", "ext:studentNumber"])
        .prop_map(|t| t.parse().unwrap())
}

/// `placed` ones have an id and a country.
fn organisation(placed: bool) -> BoxedStrategy<Organisation> {
    let country = select(Country::all().collect::<Vec<_>>());
    let identifier = (identity_type(), text()).prop_map(|(kind, value)| Identifier::new(kind, value));
    let optional = (option::of(text()), option::of(iri()), option::of(text()), vec(identifier, 0..3));
    (text(), iri(), country, any::<bool>(), any::<bool>(), optional)
        .prop_map(move |(name, id, country, has_id, has_country, (region, url, email, identifiers))| {
            let mut organisation = Organisation::named(name);
            if placed || has_id {
                organisation = organisation.with_id(id);
            }
            if placed || has_country {
                organisation = organisation.with_country(country);
            }
            if let Some(region) = region {
                organisation = organisation.with_region(region);
            }
            if let Some(url) = url {
                organisation = organisation.with_url(url);
            }
            if let Some(email) = email {
                organisation = organisation.with_email(email);
            }
            identifiers.into_iter().fold(organisation, Organisation::with_identifier)
        })
        .boxed()
}

fn outcome() -> BoxedStrategy<Outcome> {
    (texts(), option::of(text()), vec(iri(), 0..3))
        .prop_map(|(text, code, skills)| {
            let outcome = Outcome::new(text).with_skills(skills);
            match code {
                Some(code) => outcome.with_code(code),
                None => outcome,
            }
        })
        .boxed()
}

fn credits() -> BoxedStrategy<Credits> {
    prop_oneof![
        6 => (amount(), concept::<CreditSystem>()).prop_map(|(amount, system)| Credits::new(amount, system)),
        1 => amount().prop_map(Credits::without_system),
    ]
    .boxed()
}

fn levels() -> BoxedStrategy<Levels> {
    let national = prop_oneof![
        (select(NationalFramework::all().collect::<Vec<_>>()), 1u8..=7)
            .prop_map(|(framework, number)| { NationalLevel::from(NumberedLevel::new(framework, number).unwrap()) }),
        named_level().prop_map(NationalLevel::from),
    ];
    (
        option::of(1u8..=8),
        option::of(select(Cycle::ALL.to_vec())),
        vec(national, 0..3),
        vec(named_level(), 0..3),
        option::of(0u8..=8),
    )
        .prop_map(|(eqf, cycle, national, sectoral, isced)| {
            let mut levels = national.into_iter().fold(Levels::default(), Levels::with_national);
            levels = sectoral.into_iter().fold(levels, Levels::with_sectoral);
            if let Some(level) = eqf {
                levels = levels.with_eqf(EqfLevel::new(level).unwrap());
            }
            if let Some(cycle) = cycle {
                levels = levels.with_cycle(cycle);
            }
            match isced {
                Some(level) => levels.with_isced(IscedLevel::new(level).unwrap()),
                None => levels,
            }
        })
        .boxed()
}

fn named_level() -> BoxedStrategy<NamedLevel> {
    (text(), text(), option::of(iri()))
        .prop_map(|(framework, level, id)| {
            let level = NamedLevel::new(framework, level);
            match id {
                Some(id) => level.with_id(id),
                None => level,
            }
        })
        .boxed()
}

fn field() -> impl Strategy<Value = Field> {
    select(vec!["00", "06", "061", "0612", "0613", "0413", "0788", "1031", "9999"]).prop_map(|t| t.parse().unwrap())
}

fn assessment() -> BoxedStrategy<Assessment> {
    (concept::<AssessmentType>(), option::of(texts()), option::of(concept::<Supervision>()))
        .prop_map(|(kind, title, supervision)| {
            let mut assessment = Assessment::new(kind);
            if let Some(title) = title {
                assessment = assessment.with_title(title);
            }
            match supervision {
                Some(supervision) => assessment.with_supervision(supervision),
                None => assessment,
            }
        })
        .boxed()
}

fn quality_assurance() -> BoxedStrategy<QualityAssurance> {
    (concept::<QualityAssuranceType>(), option::of(texts()), option::of(iri()), option::of(iri()))
        .prop_map(|(kind, title, agency, decision)| {
            let mut quality = QualityAssurance::new(kind);
            if let Some(title) = title {
                quality = quality.with_title(title);
            }
            if let Some(agency) = agency {
                quality = quality.with_agency(agency);
            }
            match decision {
                Some(decision) => quality.with_decision(decision),
                None => quality,
            }
        })
        .boxed()
}

fn participation() -> impl Strategy<Value = Participation> {
    concept()
}

fn grades() -> BoxedStrategy<Vec<Grade>> {
    let scale = (
        iri(),
        text(),
        select(vec!["LetterGrade", "Percent", "Status"]),
        vec(text(), 0..4),
        vec(option::of(text()), 3),
    )
        .prop_map(|(id, name, kind, values, ends)| {
            let mut scale = GradingScale::new(id, name, kind.parse().unwrap()).with_values(values);
            scale = scale.with_ends(ends[0].clone(), ends[1].clone());
            match ends[2].clone() {
                Some(required) => scale.with_required(required),
                None => scale,
            }
        });
    let grade = (option::of(text()), option::of(select(GradeStatus::ALL.to_vec())), option::of(scale)).prop_map(
        |(value, status, scale)| {
            let mut grade = value.map_or_else(Grade::default, Grade::new);
            if let Some(status) = status {
                grade = grade.with_status(status);
            }
            match scale {
                Some(scale) => grade.with_scale(scale),
                None => grade,
            }
        },
    );
    vec(grade, 0..3).boxed()
}

fn entry() -> BoxedStrategy<Entry> {
    (option::of(text()), iri(), any::<bool>(), option::of(text()))
        .prop_map(|(code, id, has_id, name)| {
            let mut entry = match (code, has_id) {
                (Some(code), true) => Entry::coded(code).with_id(id),
                (Some(code), false) => Entry::coded(code),
                (None, _) => Entry::new(id),
            };
            if let Some(name) = name {
                entry = entry.with_name(name);
            }
            entry
        })
        .boxed()
}

fn digest() -> impl Strategy<Value = Digest> {
    "[A-Za-z0-9_-]{46}".prop_map(|rest| Digest::parse(&format!("u{rest}")).unwrap())
}

fn grounds() -> BoxedStrategy<Grounds> {
    let applied = select(vec!["2024-02-29", "2026-03-01"]).prop_map(|date| Date::parse(date).unwrap());
    let chosen = (option::of(text()), option::of(text()), option::of(any::<u8>()));
    (text(), text(), digest(), text(), applied, chosen)
        .prop_map(|(policy, version, digest, award, applied, (title, theme, level))| Grounds {
            policy,
            version,
            digest,
            award,
            applied,
            title,
            theme,
            level,
        })
        .boxed()
}

fn component() -> BoxedStrategy<Component> {
    let day = || option::of(select(vec!["2024-02-29", "2026-03-01"]).prop_map(|date| Date::parse(date).unwrap()));
    let absorbed = option::of((text(), day()).prop_map(|(award, awarded)| Absorbed { award, awarded }));
    let special = (absorbed, option::of(text()));
    (
        iri(),
        option::of(digest()),
        option::of(iri()),
        option::of(text()),
        option::of(moment()),
        vec(credits(), 0..3),
        special,
    )
        .prop_map(|(id, digest, achievement, name, awarded, credits, (absorbed, exception))| {
            let mut component = Component::new(id).with_credits(credits);
            if let Some(absorbed) = absorbed {
                component = component.with_absorbed(absorbed);
            }
            if let Some(reason) = exception {
                component = component.with_exception(reason);
            }
            if let Some(digest) = digest {
                component = component.with_digest(digest);
            }
            if let Some(achievement) = achievement {
                component = component.with_achievement(achievement);
            }
            if let Some(name) = name {
                component = component.with_name(name);
            }
            match awarded {
                Some(awarded) => component.with_awarded(awarded),
                None => component,
            }
        })
        .boxed()
}

/// A listed concept, or now and then one of another list.
fn concept<T: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = T> {
    let listed: Vec<T> = T::CONCEPTS.iter().map(|concept| concept.value.clone()).collect();
    prop_oneof![6 => select(listed), 1 => iri().prop_map(T::from_foreign)]
}

fn languages() -> impl Strategy<Value = Vec<Language>> {
    vec(select(vec!["en", "zh-hant", "pt-br", "mi"]).prop_map(|t| Language::parse(t).unwrap()), 0..3)
}

fn texts() -> BoxedStrategy<LanguageMap> {
    let language = select(vec!["en", "zh-hant", "de", "pt-br", "und"]).prop_map(|t| Language::parse(t).unwrap());
    (language.clone(), text(), vec((language, text()), 0..3))
        .prop_map(|(language, text, further)| {
            further.into_iter().fold(LanguageMap::new(language, text), |map, (language, text)| map.with(language, text))
        })
        .boxed()
}

fn text() -> BoxedStrategy<Text> {
    "[ -~éß漢字🎓\n\t\\\\\"]{0,12}[!-~漢]".prop_map(|t| Text::parse(&t).unwrap()).boxed()
}

fn iri() -> BoxedStrategy<Iri> {
    let suffix = prop_oneof!["[a-z0-9]{1,8}", "[a-z]{1,4}/[a-z0-9]{1,4}#[a-z]{1,3}", "[a-z]{1,3}\\?[a-z]=%C3%A9"];
    let scheme = select(vec!["https://example.org/", "did:example:", "urn:uuid:", "https://example.edu/é/"]);
    (scheme, suffix).prop_map(|(scheme, suffix)| Iri::parse(&format!("{scheme}{suffix}")).unwrap()).boxed()
}

fn amount() -> BoxedStrategy<Amount> {
    prop_oneof![
        "[0-9]|[1-9][0-9]{1,2}|[0-9]\\.[0-9]{1,2}",
        select(vec!["0.000001", "1000000", "7.5", "22.5"]).prop_map(str::to_owned)
    ]
    .prop_map(|t| Amount::parse(&t).unwrap())
    .boxed()
}

fn moment() -> BoxedStrategy<Moment> {
    let zone = select(vec!["Z", "+08:00", "-03:30", "+14:00"]);
    (946_684_800i64..4_102_444_800, zone, select(vec!["", ".5", ".000000001"]))
        .prop_map(|(seconds, zone, fraction)| {
            let at =
                Timestamp::parse(&format!("1970-01-01T00:00:00{fraction}Z")).unwrap().plus_seconds(seconds).unwrap();
            Moment::new(at, Zone::parse(zone).unwrap())
        })
        .boxed()
}
