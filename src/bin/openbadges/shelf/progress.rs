//! How far the badges lead: the rulings of programmes.

use super::facts::write_date;
use super::html::Html;
use super::page::Page;
use openbadges::base::amount::Amount;
use openbadges::base::time::Date;
use openbadges::stack::{Allocation, Decision, Finding, Outcome, Quantity, Reason, Ruling};

/// What a programme says to one badge.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The programme's title.
    pub(super) programme: String,
    /// The last day on which the learner may apply with it.
    pub(super) last_day: Option<Date>,
    /// Why it does not count, if it does not.
    pub(super) refusal: Option<Reason>,
}

impl Standing {
    /// What a ruling says to each badge, by the badge's digest.
    pub(super) fn of(ruling: &Ruling) -> impl Iterator<Item = (&str, Self)> {
        let title = &ruling.programme.title;
        let counting = ruling.holdings.iter().map(move |holding| {
            let standing = Self { programme: title.clone(), last_day: holding.last_day, refusal: None };
            (holding.badge.digest.as_str(), standing)
        });
        let refused = ruling.refusals.iter().map(move |refusal| {
            let reason = Some(refusal.reason.clone());
            (refusal.badge.digest.as_str(), Self { programme: title.clone(), last_day: None, refusal: reason })
        });
        counting.chain(refused)
    }
}

pub(super) fn write(html: &mut Html, page: &Page<'_>) {
    for (number, ruling) in page.rulings.iter().enumerate() {
        html.markup("<section class=\"programme\"").attribute("aria-labelledby", format_args!("p{number}"));
        html.markup("><h3 dir=\"auto\"")
            .attribute("id", format_args!("p{number}"))
            .markup(">")
            .text(&ruling.programme.title);
        html.markup("</h3><p class=\"quiet\">").markup(page.words.as_of.0);
        write_date(html, page.words, ruling.date);
        html.markup(page.words.as_of.1).markup("</p><ul class=\"awards\">");
        for (at, decision) in ruling.decisions.iter().enumerate() {
            write_decision(html, page, decision, &format!("p{number}-{at}"));
        }
        html.markup("</ul>");
        html.markup("</section>");
    }
}

fn write_decision(html: &mut Html, page: &Page<'_>, decision: &Decision, id: &str) {
    let words = page.words;
    let (class, sign, state) = match decision.outcome {
        Outcome::Eligible => ("good", "✓", words.reached),
        Outcome::NotEligible => ("open", "…", words.not_reached),
        Outcome::Undetermined => ("open", "?", words.not_decided),
    };
    html.markup("<li><article class=\"card award ")
        .markup(class)
        .markup("\"")
        .attribute("aria-labelledby", id)
        .markup(">");
    html.markup("<p class=\"state ").markup(class).markup("\"><span aria-hidden=\"true\">").markup(sign);
    html.markup("</span> ").markup(state).markup("</p><h4 dir=\"auto\"").attribute("id", id).markup(">");
    html.text(name(decision)).markup("</h4>");
    let recommended = decision.recommended();
    let findings = recommended.map_or(&decision.available, |option| &option.findings);
    if let Some(credits) = findings.iter().find(|finding| finding.rule == "credits") {
        write_bar(html, page, credits, id);
    }
    if let Some(last_day) = recommended.and_then(|option| option.last_day) {
        html.markup("<p>").markup(words.apply_by.0);
        write_date(html, words, last_day);
        html.markup(words.apply_by.1).markup("</p>");
    }
    if !decision.missing.is_empty() {
        html.markup("<p><b>").markup(words.missing).markup("</b></p><ul class=\"missing\">");
        for missing in &decision.missing {
            html.markup("<li>").english(missing).markup("</li>");
        }
        html.markup("</ul>");
    }
    write_rules(html, page, findings);
    write_lapses(html, page, decision);
    html.markup("</article></li>");
}

/// The award by the title that it has or would have.
fn name(decision: &Decision) -> String {
    let reached = decision.recommended().map(Allocation::to_string);
    let wanted = || decision.missing.first().map(|missing| missing.name.clone());
    reached.or_else(wanted).unwrap_or_else(|| decision.award.clone())
}

fn write_bar(html: &mut Html, page: &Page<'_>, credits: &Finding, id: &str) {
    let (Quantity::Credits(have), Quantity::Credits(needed)) = (credits.have, credits.needed) else { return };
    let (before, after) = page.words.of_needed;
    html.markup("<p class=\"bar\"><progress").attribute("aria-labelledby", id);
    html.attribute("max", needed).attribute("value", at_most(have, needed)).markup("></progress> <span>");
    html.markup(before).text(have).markup(" / ").text(needed).markup(after).markup("</span></p>");
}

fn at_most(one: Amount, other: Amount) -> Amount {
    if one > other { other } else { one }
}

fn write_rules(html: &mut Html, page: &Page<'_>, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    html.markup("<details><summary>").markup(page.words.rules).markup("</summary><div class=\"body\">");
    write_findings(html, findings);
    html.markup("</div></details>");
}

fn write_findings(html: &mut Html, findings: &[Finding]) {
    html.markup("<ul class=\"checks\" lang=\"en\">");
    for finding in findings {
        let (class, sign) = match (finding.met, finding.unknown) {
            (true, _) => ("good", "✓"),
            (false, true) => ("open", "?"),
            (false, false) => ("bad", "✕"),
        };
        html.markup("<li class=\"").markup(class).markup("\"><span class=\"sign\" aria-hidden=\"true\">").markup(sign);
        html.markup("</span> ").said(finding);
        if !finding.parts.is_empty() {
            write_findings(html, &finding.parts);
        }
        html.markup("</li>");
    }
    html.markup("</ul>");
}

fn write_lapses(html: &mut Html, page: &Page<'_>, decision: &Decision) {
    let words = page.words;
    if decision.lapses.is_empty() {
        return;
    }
    html.markup("<details><summary>").markup(words.lapses).markup("</summary><div class=\"body\"><ul>");
    for lapse in &decision.lapses {
        html.markup("<li>").markup(words.after.0);
        write_date(html, words, lapse.last_day);
        html.markup(words.after.1).markup(": ").markup(words.credits_left.0).text(lapse.credits_left);
        html.markup(words.credits_left.1).markup("</li>");
    }
    html.markup("</ul></div></details>");
}
