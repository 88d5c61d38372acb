//! What a card shows to whoever opens it: what the badge is about, and how it was checked.

use super::badge::{Badge, in_language};
use super::facts::Facts;
use super::html::Html;
use super::markdown;
use super::words::Words;
use openbadges::base::text::LanguageMap;
use openbadges::model::Vocabulary;
use openbadges::verify::Report;

/// Writes what it is about; nothing where nothing is proven.
pub(super) fn write_about(html: &mut Html, words: &Words, badge: &Badge) {
    let Some(proven) = badge.report.proven() else { return };
    html.markup("<details><summary>").markup(words.about).markup("</summary><div class=\"body\">");
    if let Some(says) = &badge.says {
        if let Some(description) = says.description() {
            write_told(html, words, description, markdown::write_plain);
        }
        if !says.outcomes().is_empty() {
            html.markup("<h4>").markup(words.outcomes).markup("</h4><ul>");
            for outcome in says.outcomes() {
                let (language, text) = in_language(outcome.text(), words.tag);
                html.markup("<li dir=\"auto\"").language(language).markup(">").text(text).markup("</li>");
            }
            html.markup("</ul>");
        }
        if says.criteria().is_some() || says.criteria_url().is_some() {
            html.markup("<h4>").markup(words.criteria).markup("</h4>");
            if let Some(criteria) = says.criteria() {
                write_told(html, words, criteria, markdown::write);
            }
            if let Some(url) = says.criteria_url() {
                html.markup("<p>").link(url.as_str(), url).markup("</p>");
            }
        }
    }
    let mut facts = Facts::begin(html);
    if let Some(says) = &badge.says {
        let assessments = says.assessments().iter();
        facts.facts(words.assessment, assessments.filter_map(|one| one.kind().map(|kind| kind.label().to_owned())));
        says.provider().into_iter().for_each(|provider| facts.organisation(words.provider, provider));
        says.awarding_bodies().iter().for_each(|body| facts.organisation(words.awarding_body, body));
    }
    facts.facts(words.learner, badge.learner_told());
    facts.fact(words.issuer, proven.issuer.as_str());
    facts.end();
    html.markup("</div></details>");
}

/// Writes every check as a question with its answer, and what others say in favour of the badge.
pub(super) fn write_checks(html: &mut Html, words: &Words, report: &Report) {
    html.markup("<details><summary>").markup(words.how_checked).markup("</summary>");
    html.markup("<div class=\"body\"><ul class=\"checks\">");
    for check in report.checks() {
        let (class, sign, outcome) = words.outcome(check.outcome(), check.is_tolerated());
        html.markup("<li class=\"").markup(class).markup("\"><span class=\"sign\" aria-hidden=\"true\">").markup(sign);
        let question = capitalised(check.id().question());
        html.element("</span> <span lang=\"en\">", question, "</span> <b>").markup(outcome).markup("</b>");
        for finding in check.findings() {
            html.markup("<br><small>").english(finding.message()).markup("</small>");
        }
        html.markup("</li>");
    }
    html.markup("</ul>");
    let endorsements = report.endorsements();
    if !endorsements.is_empty() {
        html.markup("<h4>").markup(words.endorsements).markup("</h4><ul>");
        for endorsement in endorsements {
            let (_, sign, verdict) = words.verdict(endorsement.verdict());
            html.markup("<li><span aria-hidden=\"true\">").markup(sign).markup("</span> ").markup(verdict);
            if let Some(endorser) = endorsement.proven() {
                html.markup(": ").said(endorser.name.as_deref().unwrap_or(&endorser.id));
            }
            html.markup("</li>");
        }
        html.markup("</ul>");
    }
    html.markup("</div></details>");
}

/// Writes a longer text, marked with the language in which it is there.
fn write_told(html: &mut Html, words: &Words, text: &LanguageMap, write: fn(&mut Html, &str)) {
    let (language, text) = in_language(text, words.tag);
    html.markup("<div class=\"told\"").language(language).markup(">");
    write(html, text);
    html.markup("</div>");
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
