//! A ministry is also named by whoever heads it: `وزارة الخارجية التركية` by `وزير الخارجية التركي`,
//! "Turkish Foreign Ministry" by "Turkish Foreign Minister", *ministère turc de la Défense* by
//! *ministre turc de la Défense*.

/// The words for a ministry with those for its head.
const HEADS: [(&str, [&str; 2]); 3] =
    [("وزارة", ["وزير", "وزيرة"]), ("ministry", ["minister", "minister"]), ("ministère", ["ministre", "ministre"])];

/// What the head of a ministry of this name is called; nothing for the name of another body.
pub(super) fn offices(ministry: &str) -> Vec<String> {
    let words: Vec<&str> = ministry.split(' ').collect();
    let named = |(word, heads): &(&str, [&'static str; 2])| {
        let at = words.iter().position(|known| known.to_lowercase() == *word)?;
        Some((at, *heads))
    };
    let Some((at, heads)) = HEADS.iter().find_map(named) else { return Vec::new() };
    let mut offices = Vec::new();
    for head in heads {
        for last in last_words(&words) {
            let office = words.iter().enumerate().map(|(n, word)| match n {
                n if n == at => head,
                n if n + 1 == words.len() => last.as_str(),
                _ => word,
            });
            let office = office.collect::<Vec<_>>().join(" ");
            if !offices.contains(&office) {
                offices.push(office);
            }
        }
    }
    offices
}

/// The last word as it stands, and an Arabic adjective of country behind the ministry's own words
/// as a man has it: `التركية`, `التركي`.
fn last_words(words: &[&str]) -> Vec<String> {
    let Some(last) = words.last() else { return Vec::new() };
    let adjective =
        last.strip_suffix('ة').filter(|rest| words.len() > 2 && last.starts_with("ال") && rest.ends_with('ي'));
    [Some((*last).to_owned()), adjective.map(str::to_owned)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ministry_is_named_by_its_head() {
        assert_eq!(
            offices("وزارة الخارجية التركية"),
            ["وزير الخارجية التركية", "وزير الخارجية التركي", "وزيرة الخارجية التركية", "وزيرة الخارجية التركي"]
        );
        assert_eq!(offices("وزارة الداخلية"), ["وزير الداخلية", "وزيرة الداخلية"]);
        assert_eq!(offices("Egypt's Foreign Ministry"), ["Egypt's Foreign minister"]);
        assert_eq!(offices("ministère turc de la Défense"), ["ministre turc de la Défense"]);
    }

    #[test]
    fn other_bodies_have_no_minister() {
        assert!(offices("Central Bank of Libya").is_empty());
    }
}
