//! How long a programme takes to judge a learner's badges, for one award, for several at once, and for many learners.

mod common;

use common::school::{badges, programme};
use criterion::{Criterion, criterion_group};
use openbadges::base::limits::Limits;
use openbadges::base::time::Date;
use openbadges::stack::danger::{self, Facts};
use openbadges::stack::{Application, JointRuling, Programme, Reading, Ruling};
use std::hint::black_box;

struct Case {
    name: &'static str,
    programme: Programme,
    badges: Vec<Facts>,
}

impl Case {
    fn run(&self) -> Ruling {
        let application = Application::new(Date::parse("2026-01-15").unwrap());
        danger::judge(&self.programme, &self.badges, &application, &Limits::DEFAULT).unwrap()
    }
}

fn cases() -> Vec<Case> {
    let usual = ["6", "9", "12"];
    let decimals = ["4.1", "5.3", "6", "6.7", "7.5", "8.9", "10.1"];
    vec![
        Case { name: "stack/10-badges", programme: programme(Reading::Published), badges: badges(10, &usual) },
        Case { name: "stack/40-badges", programme: programme(Reading::Published), badges: badges(40, &usual) },
        Case {
            name: "stack/40-allocated",
            programme: programme(Reading::ShareOfAllocated),
            badges: badges(40, &usual),
        },
        Case { name: "stack/40-decimals", programme: programme(Reading::Published), badges: badges(40, &decimals) },
        Case { name: "stack/60-badges", programme: programme(Reading::Published), badges: badges(60, &usual) },
        Case { name: "stack/1000-badges", programme: programme(Reading::Published), badges: badges(1_000, &usual) },
    ]
}

/// Badges that serve four pathways of one group, so that none counts twice.
struct Joint {
    name: &'static str,
    badges: Vec<Facts>,
}

impl Joint {
    fn run(&self) -> JointRuling {
        let application = Application::new(Date::parse("2026-01-15").unwrap());
        let programme = programme(Reading::Published);
        danger::judge_together(&programme, &self.badges, &application, &PATHWAYS, &Limits::DEFAULT).unwrap()
    }
}

const PATHWAYS: [&str; 4] = ["diploma", "certificate", "certificate", "certificate"];

fn joint_cases() -> Vec<Joint> {
    let usual = ["6", "9", "12"];
    vec![
        Joint { name: "stack/20-badges-4-pathways", badges: badges(20, &usual) },
        Joint { name: "stack/60-badges-4-pathways", badges: badges(60, &usual) },
    ]
}

/// Ten thousand learners with ten badges each, one after the other; every learner has other badges.
fn learners() -> Vec<Vec<Facts>> {
    let all = badges(1_000, &["6", "9", "12"]);
    (0..10_000).map(|n| (0..10).map(|at| all[(n * 7 + at * 97) % all.len()].clone()).collect()).collect()
}

fn judge_all(programme: &Programme, learners: &[Vec<Facts>]) -> usize {
    let application = Application::new(Date::parse("2026-01-15").unwrap());
    let judged =
        learners.iter().map(|badges| danger::judge(programme, badges, &application, &Limits::DEFAULT).unwrap());
    judged.filter(|ruling| ruling.decisions.iter().all(|decision| decision.complete)).count()
}

fn stack(criterion: &mut Criterion) {
    for case in cases() {
        criterion.bench_function(case.name, |bencher| bencher.iter(|| black_box(case.run())));
    }
    for case in joint_cases() {
        criterion.bench_function(case.name, |bencher| bencher.iter(|| black_box(case.run())));
    }
}

fn ratios() {
    let unit = common::strict_verification();
    for case in cases() {
        let ruling = case.run();
        assert!(ruling.decisions.iter().all(|decision| decision.complete), "{} ran out of steps", case.name);
        common::ratio(case.name, common::median(11, 1, || case.run()), unit);
    }
    for case in joint_cases() {
        let ruling = case.run();
        assert_eq!(ruling.served, ruling.at_most, "{} left open how many", case.name);
        let time = common::median(11, 1, || case.run());
        common::ratio(case.name, time, unit);
        println!(
            "milliseconds {} {:.1}{}",
            case.name,
            time.as_secs_f64() * 1e3,
            if ruling.complete { "" } else { " (best not proven)" }
        );
    }
    let (programme, learners) = (programme(Reading::Published), learners());
    let time = common::median(1, 1, || assert_eq!(judge_all(&programme, &learners), learners.len()));
    common::ratio("stack/10000-learners", time, unit);
    println!("seconds stack/10000-learners {:.2}", time.as_secs_f64());
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = stack }

fn main() {
    benches();
    ratios();
}
