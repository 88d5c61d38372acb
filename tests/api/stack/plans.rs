//! Catalogues, and what to take next.

use super::desk::*;
use super::oracle::{CERTIFICATE, Kind, Sample, badges, distinct, options, some_switches, tenths};
use openbadges::base::limits::Limits;
use openbadges::stack::danger::{self, Facts};
use openbadges::stack::{Application, AwardPlan, Catalogue, CatalogueError, NoLevel, Outcome, Plan, Programme, Way};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/schema/catalogue.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

fn id(name: &str) -> String {
    format!("https://school.example/achievements/{name}")
}

/// An achievement of Professional Practice in Artificial Intelligence at level 4.
fn offered(name: &str, credits: &str) -> Value {
    json!({
        "id": id(name), "name": format!("Module {name}"), "credits": {"amount": credits, "system": "hkqf"},
        "level": {"framework": "hkqf", "level": 4}, "category": "PP", "themes": ["AI"],
    })
}

fn needing(mut offered: Value, needed: &[&str]) -> Value {
    offered["entry"] = json!({"achievements": needed.iter().map(|name| id(name)).collect::<Vec<_>>()});
    offered
}

fn held(mut offered: Value, editions: &[(&str, &str)]) -> Value {
    offered["editions"] = editions.iter().map(|(from, to)| json!({"from": from, "to": to})).collect();
    offered
}

fn document(achievements: &[Value]) -> Value {
    json!({
        "format": "openbadges-catalogue-1", "id": "school", "version": "2025-1", "title": "What the School offers",
        "creditSystem": "hkqf", "levelFramework": "hkqf", "achievements": achievements,
    })
}

fn read(document: &Value) -> Result<Catalogue, CatalogueError> {
    Catalogue::parse(document.to_string().as_bytes())
}

fn plan(programme: &Programme, badges: &[Badge], application: &Application, achievements: &[Value]) -> Plan {
    let document = document(achievements);
    assert!(SCHEMA.is_valid(&document));
    let facts: Vec<Facts> = badges.iter().map(Badge::facts).collect();
    danger::plan(programme, &facts, application, &read(&document).unwrap(), &Limits::DEFAULT).unwrap()
}

fn of_certificate(badges: &[Badge], achievements: &[Value]) -> AwardPlan {
    plan(&hku(), badges, &certificate(), achievements).awards.remove(0)
}

/// The names of the steps, and the award.
fn told(plan: &AwardPlan) -> Vec<String> {
    let tell = |way: &Way| {
        let steps: Vec<&str> = way.steps.iter().map(|step| step.achievement.rsplit('/').next().unwrap()).collect();
        let level = way.level.map(|level| format!(" {level}")).unwrap_or_default();
        format!("{} {}: {}{level}", way.credits, steps.join("+"), way.name.replace("Certificate in ", ""))
    };
    plan.ways.iter().map(tell).collect()
}

const PP_AI: &str = "Professional Practice (Artificial Intelligence) 4";

#[test]
fn takes_the_fewest_credits_then_the_fewest_achievements_then_the_first_by_id() {
    let badges = [ai("a", "9"), ai("b", "9")];
    let six = [offered("e", "6"), offered("d", "6"), offered("c", "6")];
    assert_eq!(told(&of_certificate(&badges, &six)), [format!("12 c+d: {PP_AI}")]);
    let with_twelve = [six.as_slice(), &[offered("z", "12"), offered("y", "12"), offered("x", "9")]].concat();
    assert_eq!(told(&of_certificate(&badges, &with_twelve)), [format!("12 y: {PP_AI}")]);
    let plan = of_certificate(&badges, &with_twelve);
    assert!(plan.complete && plan.ways[0].cheapest && plan.outcome == Outcome::Eligible);
    assert_eq!(plan.ways[0].badges.len(), 2);
}

#[test]
fn another_version_of_what_is_there_is_not_to_be_taken_as_well() {
    let mut first = ai("a", "24").achievement("first");
    first.related = vec![id("second")];
    let catalogue = [offered("second", "6"), offered("third", "9")];
    let third = "9 third: Professional Practice (Artificial Intelligence) 4";
    assert_eq!(told(&of_certificate(&[first.clone()], &catalogue))[0], third);
    // Not even where it is too old to count.
    let old = ai("o", "6").achievement("other").awarded("2010-01-01");
    let mut old_version = old.clone();
    old_version.related = vec![id("second")];
    let without = ai("a", "24").achievement("first");
    let second = "6 second: Professional Practice (Artificial Intelligence) 4";
    assert_eq!(told(&of_certificate(&[without.clone(), old], &catalogue))[0], second);
    assert_eq!(told(&of_certificate(&[without, old_version], &catalogue))[0], third);
}

#[test]
fn a_better_title_may_cost_more() {
    let badges = [ai("a", "9"), general("g", "12")];
    let mut other = offered("o", "9");
    other["category"] = json!("GS");
    other["themes"] = json!([]);
    let plan = of_certificate(&badges, &[offered("p", "9"), offered("q", "6"), other]);
    assert_eq!(told(&plan), [format!("15 p+q: {PP_AI}"), "9 o: General Studies 4".to_owned()]);
}

#[test]
fn what_is_needed_before_is_taken_before_and_paid_for() {
    let badges = [ai("a", "12"), ai("b", "12")];
    let basic = |name: &str, credits: &str| {
        let mut basic = offered(name, credits);
        basic["category"] = json!("GS");
        basic
    };
    let six_after_three = [needing(offered("c", "6"), &["basic"]), basic("basic", "3")];
    let plan = of_certificate(&badges, &six_after_three);
    assert_eq!(told(&plan), [format!("9 basic+c: {PP_AI}")]);
    assert_eq!(plan.ways[0].steps.iter().map(|step| step.counts).collect::<Vec<_>>(), [true, true]);
    let with_nine = [six_after_three.as_slice(), &[offered("n", "9")]].concat();
    assert_eq!(told(&of_certificate(&badges, &with_nine)), [format!("9 n: {PP_AI}")], "one rather than two");
    let held_before = [badges.as_slice(), &[general("basic", "3").awarded("2019-01-01")]].concat();
    assert_eq!(
        told(&of_certificate(&held_before, &with_nine)),
        [format!("6 c: {PP_AI}")],
        "an old badge opens the door"
    );
}

#[test]
fn two_that_need_the_same_pay_for_it_once() {
    let badges = [ai("a", "9"), ai("b", "3")];
    let achievements = [
        needing(offered("x", "6"), &["door"]),
        needing(offered("y", "6"), &["door"]),
        offered("door", "6"),
        offered("z", "15"),
    ];
    assert_eq!(told(&of_certificate(&badges, &achievements)), [format!("18 door+x+y: {PP_AI}")]);
}

#[test]
fn plans_editions_after_each_other_and_before_a_badge_lapses() {
    let badges = [ai("a", "12").awarded("2020-07-01"), ai("b", "12")];
    let door = held(offered("door", "3"), &[("2024-09-01", "2024-12-01"), ("2025-02-01", "2025-03-31")]);
    let early =
        held(needing(offered("c", "3"), &["door"]), &[("2025-03-01", "2025-05-01"), ("2025-04-01", "2025-06-30")]);
    let plan = of_certificate(&badges, &[door.clone(), early.clone()]);
    assert_eq!(told(&plan), [format!("6 door+c: {PP_AI}")]);
    let way = &plan.ways[0];
    let days: Vec<String> =
        way.steps.iter().map(|step| format!("{} {}", step.from.unwrap(), step.to.unwrap())).collect();
    assert_eq!(days, ["2025-02-01 2025-03-31", "2025-04-01 2025-06-30"]);
    assert_eq!(way.last_day.unwrap().to_string(), "2025-07-01");
    // A day later the older badge is gone, and twelve more credits are needed.
    let late = held(needing(offered("c", "3"), &["door"]), &[("2025-04-01", "2025-07-02")]);
    assert_eq!(of_certificate(&badges, &[door.clone(), late.clone()]).outcome, Outcome::NotEligible);
    let others = [door, late, offered("m", "12"), offered("n", "9")];
    let plan = of_certificate(&badges, &others);
    assert_eq!(told(&plan), [format!("9 n: {PP_AI}")]);
    let over = held(offered("k", "6"), &[("2024-02-01", "2025-01-14")]);
    assert_eq!(of_certificate(&badges, &[over]).outcome, Outcome::NotEligible);
}

#[test]
fn what_has_no_edition_is_there_when_what_it_needs_is() {
    let badges = [ai("a", "12"), ai("b", "12")];
    let door = held(offered("door", "1"), &[("2025-02-01", "2025-03-31")]);
    let between = needing(offered("between", "1"), &["door"]);
    let last = needing(offered("c", "4"), &["between"]);
    let early = held(last.clone(), &[("2025-03-01", "2025-03-30")]);
    assert_eq!(of_certificate(&badges, &[door.clone(), between.clone(), early]).outcome, Outcome::NotEligible);
    let late = held(last, &[("2025-04-01", "2025-05-30")]);
    let plan = of_certificate(&badges, &[late, between, door]);
    assert_eq!(told(&plan), [format!("6 door+between+c: {PP_AI}")]);
}

#[test]
fn says_when_nothing_more_is_needed_and_what_cannot_be_reached() {
    let badges = [ai("a", "12"), ai("b", "12"), ai("c", "6")];
    let plan = plan(&hku(), &badges, &on("2025-01-15"), &[offered("d", "12")]);
    assert_eq!(told(&plan.awards[0]), [format!("0 : {PP_AI}")]);
    assert_eq!(plan.awards[1].outcome, Outcome::NotEligible);
    let text = plan.to_string();
    assert!(text.contains("(Artificial Intelligence) at level 4: nothing more is needed\n"), "{text}");
    assert!(text.contains("diploma: not within reach of this catalogue\n"), "{text}");
}

#[test]
fn explains_a_plan_in_english() {
    let badges = [ai("a", "12").awarded("2022-03-01"), ai("b", "12")];
    let mut next = held(offered("c", "6"), &[("2025-02-01", "2025-05-30")]);
    next["funding"] = json!(["Continuing Education Fund"]);
    next["entry"] = json!({"text": "one year of work in the field"});
    next["accreditation"] = json!(["Example Agency"]);
    next["languages"] = json!(["en", "zh-hant"]);
    next["parents"] = json!(["https://school.example/programmes/1"]);
    let plan = plan(&hku(), &badges, &certificate(), &[next]);
    let expected = "\
Stackable awards by micro-credentials: Certificate and Diploma, version 1, plan of 2025-01-15
Out of the catalogue school, version 2025-1
Nobody verified the badges, and nothing can be awarded on this.

certificate: within reach
  Certificate in Professional Practice (Artificial Intelligence) at level 4: 6 credits more
    1. Module c [https://school.example/achievements/c]: 6 credits, 2025-02-01 to 2025-05-30; entry: one year of work in the field; funding: Continuing Education Fund
    beside https://school.example/badges/a, https://school.example/badges/b
    Apply by 2027-03-01; later the first of these badges no longer counts.
";
    assert_eq!(plan.to_string(), expected);
    let form = serde_json::to_value(&plan).unwrap();
    let step = &form["awards"][0]["ways"][0]["steps"][0];
    assert_eq!((&step["languages"], &step["accreditation"]), (&json!(["en", "zh-hant"]), &json!(["Example Agency"])));
}

#[test]
fn achievements_of_partners_count_as_far_as_the_policy_lets_them() {
    let badges = [ai("a", "12"), ai("b", "12")];
    let mut other = offered("p", "6");
    other["issuer"] = json!(PARTNER);
    assert_eq!(of_certificate(&badges, std::slice::from_ref(&other)).outcome, Outcome::NotEligible);
    let share = openbadges::stack::Share::parse("1/2").unwrap();
    let programme = hku_with(|s| s.other_providers = openbadges::stack::OtherProviders::MaxShare(share));
    let programme = programme.with_partner(PARTNER.parse().unwrap()).unwrap();
    let plan = plan(&programme, &badges, &certificate(), &[other]).awards.remove(0);
    assert_eq!(told(&plan), [format!("6 p: {PP_AI}")]);
}

#[test]
fn whoever_has_nothing_may_go_for_all_that_is_on_offer() {
    let mut finance = offered("f", "30");
    finance["themes"] = json!(["FIN"]);
    let plan = of_certificate(&[], &[offered("x", "12"), offered("y", "12"), offered("z", "6"), finance]);
    assert!(told(&plan).contains(&format!("30 x+y+z: {PP_AI}").replace("Artificial Intelligence", "AI")), "{plan}");
}

#[test]
fn where_only_one_level_counts_the_level_of_what_is_on_offer_is_planned_for() {
    let programme = hku_with(|switches| switches.level_mode = openbadges::stack::LevelMode::Exactly);
    let badges = [ai("a", "6").level(3)];
    let plan = plan(&programme, &badges, &certificate(), &[offered("x", "12"), offered("y", "12")]).awards.remove(0);
    assert_eq!(told(&plan), [format!("24 x+y: {PP_AI}")]);
}

#[test]
fn several_learners_have_no_plan() {
    let badges = [badge("a", "30"), badge("b", "30").with("learner", json!({"id": "did:example:kim"}))];
    let plan = plan(&hku(), &badges, &certificate(), &[]);
    assert!(plan.learner_unclear && plan.awards[0].outcome == Outcome::Undetermined);
}

#[test]
fn hundreds_of_achievements_end_within_the_steps() {
    let many: Vec<Value> = (0..400)
        .map(|n| {
            let mut one = offered(&format!("m{n:03}"), ["6", "9", "12"][n % 3]);
            one["themes"] = json!([(["AI", "FIN", "LAW", "BIO"][n % 4])]);
            one["level"]["level"] = json!(3 + n % 4);
            one
        })
        .collect();
    let badges = [ai("a", "9"), finance("b", "6").level(5), general("c", "12")];
    let plan = plan(&hku(), &badges, &on("2025-01-15"), &many);
    assert!(plan.awards.iter().all(|award| award.outcome == Outcome::Eligible), "{plan}");
    let (certificate, diploma) = (&plan.awards[0], &plan.awards[1]);
    assert!(certificate.complete, "{certificate}");
    assert_eq!(certificate.ways.iter().map(|way| way.credits).min().unwrap().to_string(), "6");
    assert_eq!(diploma.ways.iter().map(|way| way.credits).min().unwrap().to_string(), "33");
}

/// A place, the value there, the code of the error, and whether the schema can know.
fn refusals() -> Vec<(&'static str, Value, &'static str, bool)> {
    vec![
        ("/format", json!("openbadges-policy-1"), "json.invalid-value", true),
        ("/id", json!(" "), "json.invalid-value", true),
        ("/surprise", json!(1), "json.unknown-member", true),
        ("/creditSystem", json!("points"), "json.invalid-value", true),
        ("/levelFramework", json!("qf"), "json.invalid-value", true),
        ("/achievements/0/credits/amount", json!("-6"), "json.invalid-value", true),
        ("/achievements/0/credits/amount", json!(6), "json.unexpected-type", true),
        ("/achievements/0/credits/amount", json!("0"), "catalogue.contradiction", false),
        ("/achievements/0/credits/system", json!("ects"), "catalogue.contradiction", false),
        ("/achievements/0/level/framework", json!("isced"), "json.invalid-value", true),
        ("/achievements/0/level/framework", json!("eqf"), "catalogue.contradiction", false),
        ("/achievements/0/level/level", json!(8), "catalogue.contradiction", false),
        ("/achievements/0/level/level", json!(0), "catalogue.contradiction", true),
        ("/achievements/1/id", json!(id("a")), "catalogue.duplicate-id", false),
        ("/achievements/0/id", json!("a"), "json.invalid-value", true),
        ("/achievements/0/entry", json!({"achievements": [id("z")]}), "catalogue.unknown-id", false),
        ("/achievements/0/entry", json!({"achievements": [id("b")]}), "catalogue.cycle", false),
        ("/achievements/0/languages", json!(["e n"]), "json.invalid-value", true),
        (
            "/achievements/0/editions",
            json!([{"from": "2025-02-01", "to": "2025-01-31"}]),
            "catalogue.contradiction",
            false,
        ),
        ("/achievements/0/editions", json!([{"from": "2025-02-01"}]), "json.missing-member", true),
        ("/achievements/0/editions", json!([{"from": "2025-13-01", "to": "2025-01-31"}]), "json.invalid-value", true),
    ]
}

#[test]
fn refuses_what_contradicts_itself_and_says_where() {
    let good = document(&[offered("a", "6"), needing(offered("b", "6"), &["a"])]);
    let catalogue = read(&good).unwrap();
    assert_eq!((catalogue.id(), catalogue.title()), ("school", "What the School offers"));
    assert_eq!(catalogue.achievements().collect::<Vec<_>>(), [id("a"), id("b")]);
    assert!(SCHEMA.is_valid(&good));
    for (pointer, value, code, schema_knows) in refusals() {
        let mut bad = good.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        bad.pointer_mut(parent).unwrap()[name] = value.clone();
        let error = read(&bad).expect_err(pointer);
        assert_eq!(error.code(), code, "{pointer} {value}: {error}");
        let place = error.pointer().unwrap();
        // A circle is closed where the reader comes round.
        let is_there = place.starts_with(pointer) || pointer.starts_with(place) || code == "catalogue.cycle";
        assert!(is_there, "{pointer}: {place}");
        assert_eq!(!SCHEMA.is_valid(&bad), schema_knows, "{pointer} {value}");
    }
}

#[test]
fn names_the_achievements_round_a_circle() {
    let circle = document(&[
        needing(offered("a", "6"), &["b"]),
        needing(offered("b", "6"), &["c"]),
        needing(offered("c", "6"), &["b"]),
    ]);
    let error = read(&circle).unwrap_err();
    assert_eq!(error.pointer(), Some("/achievements/2/entry/achievements/0"));
    let expected = format!("{} needs {} needs {}", id("b"), id("c"), id("b"));
    assert!(error.to_string().ends_with(&format!("found one that needs itself: {expected}")), "{error}");
}

#[test]
fn a_catalogue_in_another_unit_is_none_for_the_programme() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut other = document(&[]);
        change(&mut other);
        let catalogue = read(&other).unwrap();
        let error = danger::plan(&hku(), &[], &certificate(), &catalogue, &Limits::DEFAULT).unwrap_err();
        (error.code(), error.pointer().map(str::to_owned), error.to_string())
    };
    let units = refused(&|other| other["creditSystem"] = json!("ects"));
    assert_eq!((units.0, units.1.as_deref()), ("catalogue.contradiction", Some("/creditSystem")));
    assert_eq!(units.2, "expected `hkqf`, the credit system of the programme at `/creditSystem`, found `ects`");
    let levels = refused(&|other| other["levelFramework"] = json!("eqf"));
    assert_eq!((levels.0, levels.1.as_deref()), ("catalogue.contradiction", Some("/levelFramework")));
}

/// A sample as an achievement on offer.
fn on_offer(sample: &Sample, needed: Option<&str>) -> Value {
    let name = format!("o{}", sample.name);
    let mut offered = offered(&name, &tenths(sample.credits));
    offered["themes"] = json!(sample.themes.iter().collect::<Vec<_>>());
    let members = offered.as_object_mut().unwrap();
    match sample.category {
        Some(category) => drop(members.insert("category".to_owned(), json!(category))),
        None => drop(members.remove("category")),
    }
    match sample.level {
        Some(level) => offered["level"]["level"] = json!(level),
        None => drop(members.remove("level")),
    }
    needed.map_or(offered.clone(), |needed| needing(offered, &[needed]))
}

#[test]
fn of_two_ways_with_as_many_credits_fewer_achievements_are_preferred_to_a_later_day() {
    let sample = |name, credits, category, themes: &[&'static str], awarded_month| Sample {
        name,
        credits,
        category: Some(category),
        themes: themes.iter().copied().collect(),
        level: Some(4),
        achievement: name,
        awarded_month,
    };
    // The first lapses before the others; with it a theme is reached without the fifth offer.
    let own = [
        sample(0, 30, "GS", &["AI"], 1),
        sample(1, 45, "PP", &["AI"], 2),
        sample(2, 90, "PP", &["AI"], 2),
        sample(3, 75, "GS", &["AI"], 2),
    ];
    let offers = [(4, 30, &[][..]), (5, 60, &["AI"]), (6, 90, &[]), (7, 30, &[])];
    let achievements: Vec<Value> = offers
        .iter()
        .map(|(name, credits, themes)| on_offer(&sample(*name, *credits, "PP", themes, 1), None))
        .collect();
    let found = plan(&hku(), &badges(&own), &certificate(), &achievements).awards.remove(0);
    let way = &found.ways[0];
    assert_eq!((way.credits.to_string(), way.steps.len()), ("12".to_owned(), 2), "{way}");
    assert_eq!(way.theme.as_deref(), Some("AI"));
}

proptest! {
    #![proptest_config(often(24))]

    #[test]
    fn plans_as_trying_every_set_does(
        samples in distinct(9).prop_filter("some of both", |samples| samples.len() > 6),
        mut switches in some_switches(),
        needs in prop::collection::vec(prop::option::weighted(0.3, 0_usize..5), 5),
    ) {
        switches.no_level = NoLevel::AwardWithout;
        let (own, offers) = samples.split_at(samples.len() - 5);
        // What an offer needs is one before it.
        let needs: Vec<Option<usize>> = needs.into_iter().enumerate().map(|(at, n)| n.filter(|n| *n < at)).collect();
        let name = |at: usize| format!("o{}", offers[at].name);
        let achievements: Vec<Value> =
            (0..5).map(|at| on_offer(&offers[at], needs[at].map(name).as_deref())).collect();
        let programme = hku().with_switches(switches.clone()).unwrap();
        let found = plan(&programme, &badges(own), &certificate(), &achievements).awards.remove(0);
        prop_assert!(found.complete);
        // Every set that holds what its members need: its cost, its size, and what it makes reachable.
        let is_whole = |set: usize| (0..5).all(|at| set & (1 << at) == 0 || needs[at].is_none_or(|n| set & (1 << n) != 0));
        let sets = (0_usize..32).filter(|set| is_whole(*set)).map(|set| {
            let mut with: Vec<Sample> = own.to_vec();
            with.extend((0..5).filter(|at| set & (1 << at) != 0).map(|at| offers[at].clone()));
            with.iter_mut().enumerate().for_each(|(at, sample)| sample.name = at);
            let cost: u32 = with[own.len()..].iter().map(|sample| sample.credits).sum();
            ((cost, with.len() - own.len()), options(&with, CERTIFICATE, &switches))
        });
        let sets: Vec<_> = sets.collect();
        let cheapest = |is_wanted: &dyn Fn(&Kind) -> bool| {
            sets.iter().filter(|(_, kinds)| kinds.keys().any(is_wanted)).map(|(cost, _)| *cost).min()
        };
        prop_assert_eq!(found.ways.iter().map(|way| (way.credits.millionths() / 100_000) as u32).min(), cheapest(&|_| true).map(|c| c.0));
        for way in &found.ways {
            let is_wanted = |(title, theme, level): &Kind| {
                (title == "PP" || way.title.as_deref() == Some("GS"))
                    && (way.theme.is_none() || *theme == way.theme)
                    && *level >= way.level
            };
            let cost = ((way.credits.millionths() / 100_000) as u32, way.steps.len());
            prop_assert_eq!(Some(cost), cheapest(&is_wanted), "{}", way);
        }
    }
}
