//! One badge on the page.

use super::badge::Badge;
use super::facts::Facts;
use super::html::Html;
use super::page::{Page, Room};
use super::picture::{Picture, write_emblem};
use super::words::Words;
use super::{details, download};
use openbadges::base::time::Date;
use openbadges::model::{Component, Entry, MicroCredential};
use openbadges::stack::Reason;
use openbadges::verify::{Check, CheckId, Outcome, Proven, Verdict, Weight};

/// Writes the card of the badge that has this place on the page.
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
    details::write_about(html, card.words, badge);
    details::write_checks(html, card.words, &badge.report);
    download::write(html, card.words, (place, badge), room);
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
        let (before, after) = self.words.picture_of;
        let title = || self.badge.title(self.words.tag).map_or("", |(_, title)| title);
        let caption = picture.caption.map(str::to_owned);
        picture.write(html, &caption.unwrap_or_else(|| format!("{before}{}{after}", title())));
    }

    fn state(&self, html: &mut Html) {
        let (class, sign, words) = self.words.verdict(self.badge.report.verdict());
        if class != "good" || self.is_of_known_issuer() {
            return write_state(html, class, sign, words);
        }
        // A good signature of nobody in particular is no good news yet: the second half must not be missed.
        html.markup("<div class=\"states\">");
        write_state(html, "plain", sign, words);
        write_state(html, "open", "!", self.words.issuer_not_known);
        html.markup("</div>");
    }

    /// The check passes for nobody but those whom a list or a registry at hand names.
    fn is_of_known_issuer(&self) -> bool {
        self.badge.report.check(CheckId::IssuerTrust).map(Check::outcome) == Some(Outcome::Pass)
    }

    fn title(&self, html: &mut Html) {
        html.markup("<h3 dir=\"auto\"").attribute("id", format_args!("t{}", self.place));
        match self.badge.title(self.words.tag) {
            Some((language, title)) => html.language(language).markup(">").text(title),
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
        let (sign, known) = match self.is_of_known_issuer() {
            true => ("✓", self.words.known_issuer),
            false => ("!", self.words.unknown_issuer),
        };
        html.markup("<p class=\"trust\"><span aria-hidden=\"true\">").markup(sign).markup("</span> ");
        html.markup(known).markup("</p>");
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
        let mut facts = Facts::begin(html);
        let words = self.words;
        if self.page.is_of_several {
            facts.facts(words.learner, self.badge.learner_told());
        }
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
            let title = self.page.badges.get(*award).and_then(|award| award.title(words.tag));
            list.markup("<li>").markup(words.used_in).markup(" <a").attribute("href", format_args!("#b{award}"));
            list.markup(">").said(title.map_or("", |(_, title)| title)).markup("</a></li>");
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
}

/// Whether the key is the issuer's by a document or key set of its host.
fn is_published(check: &Check) -> bool {
    let is_by_host = |code: &str| matches!(code, "issuer-key.resolved" | "issuer-key.key-set");
    check.findings().iter().any(|finding| is_by_host(finding.code()))
}

/// The host of an issuer's id, if it has one. What stands before an `@` is none, however much it looks like one.
fn host(issuer: &str) -> Option<&str> {
    if let Some(id) = issuer.strip_prefix("did:web:") {
        return id.split(':').next();
    }
    let authority = issuer.strip_prefix("https://")?.split(['/', '?', '#', '\\']).next()?;
    (!authority.contains('@')).then(|| authority.split(':').next())?
}

fn entry_name(entry: &Entry) -> String {
    let id = entry.id().map(ToString::to_string);
    entry.name().or(entry.code()).map(str::to_owned).or(id).unwrap_or_default()
}

fn write_state(html: &mut Html, class: &'static str, sign: &'static str, words: &'static str) {
    html.markup("<p class=\"state ").markup(class).markup("\"><span aria-hidden=\"true\">").markup(sign);
    html.markup("</span> ").markup(words).markup("</p>");
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_host_is_where_a_key_is_published_and_not_what_looks_like_it_x9() {
        for (issuer, found) in [
            ("did:web:quay.example", Some("quay.example")),
            ("did:web:quay.example:staff", Some("quay.example")),
            ("https://quay.example/issuer", Some("quay.example")),
            ("https://quay.example:8443", Some("quay.example")),
            ("https://harbour.example:x@quay.example/", None),
            ("https://harbour.example@quay.example", None),
            ("did:key:z6Mk", None),
        ] {
            assert_eq!(host(issuer), found, "{issuer}");
        }
    }
}
