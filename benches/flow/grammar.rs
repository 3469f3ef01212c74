//! Sentences with alternatives: `(this|that)` is one of both, `{rule}` a form of that rule.

use std::collections::BTreeMap;

use super::rng::Rng;

/// A language's sentences.
#[derive(Debug)]
pub(crate) struct Grammar {
    rules: BTreeMap<String, Vec<String>>,
    topics: Vec<String>,
    places: &'static [&'static str],
    days: &'static [&'static str],
}

/// An original.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// The headline.
    pub(crate) title: String,
    /// The sentences of the text.
    pub(crate) sentences: Vec<String>,
}

impl Grammar {
    /// Arabic, English and French.
    pub(crate) fn all() -> [Self; 3] {
        [
            Self::read(
                include_str!("stories/ar.txt"),
                &["سرت", "درنة", "سبها", "زوارة", "غريان", "طبرق", "بني وليد", "الكفرة", "زليتن", "أجدابيا"],
                &["الجمعة", "السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس"],
            ),
            Self::read(
                include_str!("stories/en.txt"),
                &[
                    "Sirte",
                    "Derna",
                    "Sabha",
                    "Zuwara",
                    "Gharyan",
                    "Tobruk",
                    "Bani Walid",
                    "Kufra",
                    "Zliten",
                    "Ajdabiya",
                ],
                &["Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"],
            ),
            Self::read(
                include_str!("stories/fr.txt"),
                &[
                    "Syrte",
                    "Derna",
                    "Sabha",
                    "Zouara",
                    "Gharyan",
                    "Tobrouk",
                    "Beni Oulid",
                    "Koufra",
                    "Zliten",
                    "Ajdabiya",
                ],
                &["vendredi", "samedi", "dimanche", "lundi", "mardi", "mercredi", "jeudi"],
            ),
        ]
    }

    fn read(text: &str, places: &'static [&'static str], days: &'static [&'static str]) -> Self {
        let mut rules: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut name = String::new();
        for line in text.lines().filter(|line| !line.is_empty()) {
            match line.strip_prefix('#') {
                Some(rule) => name = rule.to_owned(),
                None => rules.entry(name.clone()).or_default().push(line.to_owned()),
            }
        }
        let topics = rules.keys().filter_map(|rule| rule.strip_prefix("lead.")).map(str::to_owned).collect();
        Self { rules, topics, places, days }
    }

    /// An article of five to twelve sentences.
    pub(crate) fn story(&self, rng: &mut Rng) -> Story {
        let topic = rng.pick(&self.topics).clone();
        let mut bodies: Vec<String> =
            self.rules[&format!("body.{topic}")].iter().map(|body| self.expand(body, rng)).collect();
        let generic = self.rules["generic"].clone();
        let mut chosen: Vec<usize> = (0..generic.len()).collect();
        rng.shuffle(&mut chosen);
        let count = rng.between(3, 7);
        bodies.extend(chosen.iter().take(count).map(|at| self.expand(&generic[*at], rng)));
        rng.shuffle(&mut bodies);
        let mut sentences = vec![self.one(&format!("lead.{topic}"), rng)];
        sentences.append(&mut bodies);
        Story { title: self.one(&format!("title.{topic}"), rng), sentences }
    }

    fn one(&self, rule: &str, rng: &mut Rng) -> String {
        let form = rng.pick(&self.rules[rule]).clone();
        self.expand(&form, rng)
    }

    fn expand(&self, form: &str, rng: &mut Rng) -> String {
        let mut out = String::new();
        let mut rest = form;
        while let Some((plain, marked)) = rest.find(['(', '{']).and_then(|at| rest.split_at_checked(at)) {
            out.push_str(plain);
            let close = if marked.starts_with('(') { ')' } else { '}' };
            let (inner, behind) = marked.split_once(close).unwrap_or((marked, ""));
            let inner = inner.get(1..).unwrap_or("");
            out.push_str(&if close == ')' {
                let choices: Vec<&str> = inner.split('|').collect();
                let choice = (*rng.pick(&choices)).to_owned();
                self.expand(&choice, rng)
            } else {
                self.fill(inner, rng)
            });
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    fn fill(&self, rule: &str, rng: &mut Rng) -> String {
        match rule {
            "n" => rng.between(3, 97).to_string(),
            "place" => (*rng.pick(self.places)).to_owned(),
            "day" => (*rng.pick(self.days)).to_owned(),
            rule => self.one(rule, rng),
        }
    }
}
