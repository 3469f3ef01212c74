//! Verdicts on whole streams: families of articles and templates, from seeds.

use std::collections::BTreeSet;

use crate::families::{
    Shape,
    rng::Rng,
    score, stream,
    templates::{self, called_copies},
};

/// A seed of the daily run. The table below is printed for seeds that nothing was tuned on.
const SEED: u64 = 11;

#[test]
fn neighbouring_seeds_have_streams_of_their_own() {
    let numbers = |seed| {
        let mut rng = Rng::new(seed);
        (0..100).map(|_| rng.bits()).collect::<BTreeSet<u64>>()
    };
    assert!(numbers(900_000_101).is_disjoint(&numbers(900_000_102)));
}

#[test]
fn families_of_articles_are_found() {
    let scores = score::score(&stream(360, Shape::Articles, SEED));
    let (link, copy) = (scores.link, scores.copy);
    assert!(link.f1() >= 0.98 && copy.precision() >= 0.97 && copy.recall() >= 0.98, "link {link}, copy {copy}");
}

#[test]
fn families_of_summaries_are_found() {
    let scores = score::score(&stream(240, Shape::Summaries, SEED));
    let (link, copy) = (scores.link, scores.copy);
    assert!(link.f1() >= 0.97 && copy.precision() >= 0.97 && copy.recall() >= 0.98, "link {link}, copy {copy}");
}

#[test]
fn no_use_of_a_template_is_a_copy_of_another() {
    for differing in templates::ALL {
        for uses in [5, 10, 30] {
            assert_eq!(called_copies(differing, uses, SEED), 0, "{differing:?}, {uses} uses");
        }
    }
}

/// `cargo test --release --test it dedup::table -- --ignored --nocapture`, with `SEEDS=7,8` for
/// other seeds, `SHOW=20` for so many of the errors and `TEMPLATES=no` without templates.
#[test]
#[ignore = "prints the table of all scores, which takes a minute"]
fn table() {
    let var = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    let show: usize = var("SHOW", "0").parse().unwrap();
    for seed in var("SEEDS", "101,102,103").split(',').map(|seed| seed.parse().unwrap()) {
        for shape in [Shape::Articles, Shape::Summaries] {
            let scores = score::score(&stream(360, shape, seed));
            println!(
                "seed {seed}  {shape:?}  {} pieces\n  link  {}\n  copy  {}",
                scores.pieces, scores.link, scores.copy
            );
            println!("  errors {:?}", scores.errors);
            scores.examples.iter().take(show).for_each(|example| println!("  {example}"));
        }
        let kinds: &[templates::Differing] = if var("TEMPLATES", "yes") == "yes" { &templates::ALL } else { &[] };
        for differing in kinds.iter().copied() {
            let copies = [5, 10, 30, 500].map(|uses| called_copies(differing, uses, seed));
            println!("seed {seed}  {differing:?}  called copies at 5, 10, 30, 500 uses: {copies:?}");
        }
    }
}
