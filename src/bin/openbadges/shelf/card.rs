//! One badge on the page.

use super::badge::{Badge, in_language};
use super::html::Html;
use super::page::{Page, Room};
use super::picture::{Picture, write_emblem};
use super::{markdown, words::Words};
use openbadges::base::limits::Limits;
use openbadges::base::time::Date;
use openbadges::model::{Component, Entry, MicroCredential, Organisation, Vocabulary};
use openbadges::stack::Reason;
use openbadges::verify::{Check, CheckId, ContainerKind, Outcome, Proven, Verdict, Weight};

/// The largest file that the page keeps, in bytes.
const LARGEST: usize = Limits::DEFAULT.document_bytes;

pub(super) fn write(html: &mut Html, page: &Page<'_>, place: usize, badge: &Badge, room: &mut Room) {
    let card = Card { page, words: page.words, place, badge };
    let (class, ..) = card.words.verdict(badge.report.verdict());
    html.markup("<li><article class=\"card ").markup(class).markup("\"").attribute("id", format_args!("b{place}"));
    html.attribute("aria-labelledby", format_args!("t{place}")).markup("><div class=\"top\">");
    card.picture(html, room);
    html.markup("<div class=\"head\">");
    card.state(html);
    card.title(html);
    card.issuer(html);
    html.markup("</div></div>");
    card.reasons(html);
    card.facts(html);
    card.uses(html);
    card.about(html);
    card.checks(html);
    card.downloads(html, room);
    html.markup("</article></li>");
}

struct Card<'c> {
    page: &'c Page<'c>,
    words: &'static Words,
    place: usize,
    badge: &'c Badge,
}

impl Card<'_> {
    fn says(&self) -> Option<&MicroCredential> {
        self.badge.says.as_ref()
    }

    fn proven(&self) -> Option<&Proven> {
        self.badge.report.proven()
    }

    fn picture(&self, html: &mut Html, room: &mut Room) {
        let picture = Picture::of(self.badge).filter(|picture| room.takes(picture.size()));
        let Some(picture) = picture else { return write_emblem(html, self.badge) };
        let image =
            self.badge.report.accepted().and_then(|badge| badge.credential().subject.achievement.image.as_ref());
        let caption = image.and_then(|image| image.caption.as_ref()).map(|caption| caption.as_str().to_owned());
        let (before, after) = self.words.picture_of;
        let title = || self.badge.title(self.words.tag).map_or("", |(_, title)| title);
        picture.write(html, &caption.unwrap_or_else(|| format!("{before}{}{after}", title())));
    }

    fn state(&self, html: &mut Html) {
        let (class, sign, words) = self.words.verdict(self.badge.report.verdict());
        html.markup("<p class=\"state ").markup(class).markup("\"><span aria-hidden=\"true\">").markup(sign);
        html.markup("</span> ").markup(words).markup("</p>");
    }

    fn title(&self, html: &mut Html) {
        html.markup("<h3 dir=\"auto\"").attribute("id", format_args!("t{}", self.place));
        match self.badge.title(self.words.tag) {
            Some((language, title)) => {
                if let Some(language) = language {
                    html.attribute("lang", language);
                }
                html.markup(">").text(title)
            }
            None => html.markup(">").text(&self.badge.name),
        };
        html.markup("</h3>");
    }

    fn issuer(&self, html: &mut Html) {
        let Some(proven) = self.proven() else {
            html.element("<p class=\"trust\">", self.words.nothing_proven, "</p>");
            return;
        };
        let name = proven.issuer_name.as_ref().map_or(self.words.no_issuer_name, |name| name.as_str());
        html.element("<p class=\"issuer\" dir=\"auto\">", name, "</p>");
        let trust = self.badge.report.check(CheckId::IssuerTrust);
        let is_known = trust.is_some_and(|check| check.outcome() == Outcome::Pass && is_known(check));
        match is_known {
            true => {
                html.markup("<p class=\"trust\"><span aria-hidden=\"true\">✓</span> ").markup(self.words.known_issuer)
            }
            false => {
                html.markup("<p class=\"trust\"><span aria-hidden=\"true\">!</span> ").markup(self.words.unknown_issuer)
            }
        };
        html.markup("</p>");
        let key = self.badge.report.check(CheckId::IssuerKey);
        if let Some(host) = host(proven.issuer.as_str()).filter(|_| key.is_some_and(is_published)) {
            let (before, after) = self.words.published_at;
            html.markup("<p class=\"trust\">").markup(before).said(host).markup(after).markup("</p>");
        }
    }

    /// Why it is not accepted.
    fn reasons(&self, html: &mut Html) {
        let verdict = self.badge.report.verdict();
        let wanted = match verdict {
            Verdict::Accepted => return,
            Verdict::Rejected => Outcome::Fail,
            Verdict::Undecided => Outcome::Unknown,
        };
        html.markup("<ul class=\"reasons\" lang=\"en\">");
        let decisive = |check: &&Check| check.outcome() == wanted && !check.is_tolerated();
        for check in self.badge.report.checks().iter().filter(decisive) {
            let worst = check.findings().iter().filter(|finding| finding.weight() >= Weight::Open);
            for finding in worst {
                html.markup("<li>").said(finding.message()).markup("</li>");
            }
        }
        html.markup("</ul>");
    }

    fn facts(&self, html: &mut Html) {
        let mut facts = Facts { html, is_open: false };
        let words = self.words;
        if let Some(awarded) = self.badge.awarded() {
            facts.date(words.awarded, words, awarded.date());
        } else if let Some(proven) = self.proven() {
            facts.fact(words.awarded, &proven.awarded);
        }
        if let Some(says) = self.says() {
            let credits = if says.credits_earned().is_empty() { says.credits() } else { says.credits_earned() };
            facts.facts(words.credits, credits.iter().map(|credits| words.credits(credits)));
            facts.facts(words.level, words.levels(says.levels()));
            facts.facts(words.category, says.category().map(entry_name));
            facts.facts(words.themes, says.themes().iter().map(entry_name));
            facts.facts(words.result, says.grades().iter().filter_map(|grade| grade.value().map(str::to_owned)));
        }
        if let Some(until) = self.badge.until() {
            facts.date(words.until, words, until);
        }
        if let Some(last_day) = self.stackable_until() {
            facts.date(words.stackable_until, words, last_day);
        }
        facts.end();
    }

    /// As the rules have it; only where none were asked, as the badge has it.
    fn stackable_until(&self) -> Option<Date> {
        match self.page.standings(self.badge) {
            [] if self.page.rulings.is_empty() => self.says()?.stackable_until(),
            standings => standings.iter().filter_map(|standing| standing.last_day).min(),
        }
    }

    fn uses(&self, html: &mut Html) {
        let words = self.words;
        let mut list = Html::default();
        for award in self.page.awards_of(self.place) {
            let title =
                self.page.badges.get(*award).and_then(|award| award.title(words.tag)).map_or("", |(_, title)| title);
            list.markup("<li>")
                .markup(words.used_in)
                .markup(" <a")
                .attribute("href", format_args!("#b{award}"))
                .markup(">");
            list.said(title).markup("</a></li>");
        }
        for standing in self.page.standings(self.badge) {
            match &standing.refusal {
                // The card says so itself.
                Some(Reason::IsAward) => continue,
                Some(Reason::AlreadyUsed { .. }) if !self.page.awards_of(self.place).is_empty() => continue,
                None => list.markup("<li>").markup(words.counts_towards).markup(" ").said(&standing.programme),
                Some(reason) => {
                    list.markup("<li>").markup(words.not_counted).markup(" ").said(&standing.programme);
                    list.markup(": ").english(reason)
                }
            };
            list.markup("</li>");
        }
        if !list.is_empty() {
            html.markup("<ul class=\"uses\">").append(&list).markup("</ul>");
        }
        let components = self.says().map(MicroCredential::components).unwrap_or_default();
        if !components.is_empty() {
            html.markup("<div class=\"parts\"><h4>").markup(words.made_of).markup("</h4><ul>");
            components.iter().for_each(|component| self.component(html, component));
            html.markup("</ul></div>");
        }
    }

    fn component(&self, html: &mut Html, component: &Component) {
        let name = component.name().unwrap_or_else(|| component.id().as_str());
        html.markup("<li>");
        match self.page.place_of(component) {
            Some(place) => {
                html.markup("<a").attribute("href", format_args!("#b{place}")).markup(">").said(name).markup("</a>");
            }
            None => {
                html.said(name);
            }
        }
        for credits in component.credits() {
            html.markup(", ").text(self.words.credits(credits));
        }
        html.markup("</li>");
    }

    fn about(&self, html: &mut Html) {
        let Some(proven) = self.proven() else { return };
        let words = self.words;
        html.markup("<details><summary>").markup(words.about).markup("</summary><div class=\"body\">");
        if let Some(says) = self.says() {
            if let Some(description) = says.description() {
                markdown::write_plain(html, in_language(description, words.tag).1);
            }
            if !says.outcomes().is_empty() {
                html.markup("<h4>").markup(words.outcomes).markup("</h4><ul>");
                for outcome in says.outcomes() {
                    html.element("<li dir=\"auto\">", in_language(outcome.text(), words.tag).1, "</li>");
                }
                html.markup("</ul>");
            }
            if says.criteria().is_some() || says.criteria_url().is_some() {
                html.markup("<h4>").markup(words.criteria).markup("</h4>");
                if let Some(criteria) = says.criteria() {
                    markdown::write(html, in_language(criteria, words.tag).1);
                }
                if let Some(url) = says.criteria_url() {
                    html.markup("<p>").link(url.as_str(), url).markup("</p>");
                }
            }
        }
        let mut facts = Facts { html, is_open: false };
        if let Some(says) = self.says() {
            let assessments = says.assessments().iter();
            facts.facts(words.assessment, assessments.filter_map(|one| one.kind().map(|kind| kind.label().to_owned())));
            says.provider().into_iter().for_each(|provider| facts.organisation(words.provider, provider));
            says.awarding_bodies().iter().for_each(|body| facts.organisation(words.awarding_body, body));
            let name = says.learner().and_then(|learner| learner.name()).map(str::to_owned);
            facts.facts(words.learner, name.into_iter().chain(proven.learner.first().cloned()));
        } else {
            facts.facts(words.learner, proven.learner.first().cloned());
        }
        facts.fact(words.issuer, proven.issuer.as_str());
        facts.end();
        html.markup("</div></details>");
    }

    fn checks(&self, html: &mut Html) {
        let words = self.words;
        html.markup("<details><summary>")
            .markup(words.how_checked)
            .markup("</summary><div class=\"body\"><ul class=\"checks\">");
        for check in self.badge.report.checks() {
            let (class, sign, outcome) = words.outcome(check.outcome(), check.is_tolerated());
            html.markup("<li class=\"")
                .markup(class)
                .markup("\"><span class=\"sign\" aria-hidden=\"true\">")
                .markup(sign);
            html.markup("</span> <span lang=\"en\">")
                .text(capitalised(check.id().question()))
                .markup("</span> <b>")
                .markup(outcome)
                .markup("</b>");
            for finding in check.findings() {
                html.markup("<br><small>").english(finding.message()).markup("</small>");
            }
            html.markup("</li>");
        }
        html.markup("</ul>");
        let endorsements = self.badge.report.endorsements();
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

    /// The badge itself, unless nothing of it is proven: then it is nothing to hand on.
    fn downloads(&self, html: &mut Html, room: &mut Room) {
        if self.proven().is_none() {
            return;
        }
        let (badge, words) = (self.badge, self.words);
        if badge.file.len() > LARGEST || !room.takes(badge.file.len() + badge.credential.len()) {
            html.element("<p class=\"downloads\">", words.too_large, "</p>");
            return;
        }
        let (text_type, ending) =
            if badge.report.badge().form == "json" { ("application/json", "json") } else { ("application/jwt", "jwt") };
        let (stem, name) = file_names(&badge.name, ending);
        html.markup("<p class=\"downloads\">");
        let picture_type = match badge.container {
            ContainerKind::Png => Some("image/png"),
            ContainerKind::Svg => Some("image/svg+xml"),
            ContainerKind::Json | ContainerKind::Jwt => None,
        };
        self.download(html, words.download, &name, (picture_type.unwrap_or(text_type), &badge.file));
        if picture_type.is_some() {
            let name = format!("{stem}.{ending}");
            self.download(html, words.download_credential, &name, (text_type, badge.credential.as_bytes()));
        }
        html.markup("</p>");
    }

    fn download(&self, html: &mut Html, words: &'static str, name: &str, (media_type, bytes): (&'static str, &[u8])) {
        html.markup("<a").attribute("download", name).data("href", media_type, bytes);
        html.attribute("aria-describedby", format_args!("t{}", self.place)).markup(">").markup(words).markup("</a> ");
    }
}

/// A list of facts, begun by the first one.
struct Facts<'h> {
    html: &'h mut Html,
    is_open: bool,
}

impl Facts<'_> {
    fn label(&mut self, label: &'static str) -> &mut Html {
        if !std::mem::replace(&mut self.is_open, true) {
            self.html.markup("<dl class=\"facts\">");
        }
        self.html.markup("<div><dt>").markup(label).markup("</dt>")
    }

    fn fact(&mut self, label: &'static str, text: &str) {
        self.label(label).element("<dd dir=\"auto\">", text, "</dd></div>");
    }

    fn facts(&mut self, label: &'static str, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<String> = texts.into_iter().collect();
        if texts.is_empty() {
            return;
        }
        let html = self.label(label);
        texts.iter().for_each(|text| {
            html.element("<dd dir=\"auto\">", text, "</dd>");
        });
        html.markup("</div>");
    }

    fn date(&mut self, label: &'static str, words: &Words, date: Date) {
        let html = self.label(label).markup("<dd>");
        write_date(html, words, date);
        html.markup("</dd></div>");
    }

    fn organisation(&mut self, label: &'static str, organisation: &Organisation) {
        let html = self.label(label).markup("<dd dir=\"auto\">");
        match organisation.url() {
            Some(url) => html.link(url.as_str(), organisation.name()),
            None => html.text(organisation.name()),
        };
        html.markup("</dd></div>");
    }

    fn end(self) {
        if self.is_open {
            self.html.markup("</dl>");
        }
    }
}

pub(super) fn write_date(html: &mut Html, words: &Words, date: Date) {
    html.markup("<time").attribute("datetime", date).markup(">").text(words.date(date)).markup("</time>");
}

/// Whether a check on trust says that somebody at hand knows the issuer; without a registry a pass is that of the policy's own list.
fn is_known(check: &Check) -> bool {
    let says = |code: &str| check.findings().iter().any(|finding| finding.code() == code);
    says("issuer-trust.known") || !says("issuer-trust.not-in-registry")
}

/// Whether the key is the issuer's by a document or key set of its host.
fn is_published(check: &Check) -> bool {
    let is_by_host = |code: &str| matches!(code, "issuer-key.resolved" | "issuer-key.key-set");
    check.findings().iter().any(|finding| is_by_host(finding.code()))
}

/// The host of an issuer's id, if it has one.
fn host(issuer: &str) -> Option<&str> {
    let rest = issuer.strip_prefix("did:web:").or_else(|| issuer.strip_prefix("https://"))?;
    rest.split([':', '/', '?', '#']).next()
}

fn entry_name(entry: &Entry) -> String {
    let id = entry.id().map(ToString::to_string);
    entry.name().or(entry.code()).map(str::to_owned).or(id).unwrap_or_default()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The file's name without its folders, and the same without its ending. A line of a file gets a name of its own.
fn file_names(name: &str, ending: &str) -> (String, String) {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let safe: String = last.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    let safe = safe.trim_start_matches('.');
    match (last.contains(':'), safe.rsplit_once('.')) {
        (false, Some((stem, _))) if !stem.is_empty() => (stem.to_owned(), safe.to_owned()),
        _ => (safe.to_owned(), format!("{safe}.{ending}")),
    }
}
