//! What stands at the end of each `--help`: examples, words that need a meaning, exit codes.

/// One text behind another, at compile time.
macro_rules! help {
    ($($part:expr),+ $(,)?) => { concat!($($part),+) };
}

macro_rules! item {
    () => {
        "\
An item is one JSON object a line; `id` and one of `title`, `text` and `html` are needed:
  {\"id\":\"1\",\"title\":\"…\",\"text\":\"…\",\"feed\":\"post\",\"url\":\"https://…\",\"lang\":\"ar\",
   \"published\":\"2024-03-12T08:00:00+02:00\",\"country\":\"LY\"}
A line of the output is an item, too. Empty lines are skipped.
"
    };
}

macro_rules! fresh {
    () => {
        "\
--fresh begins a new segment behind output that the state knows nothing of: numbers go on, but what
is polled again is written again, under the ids that it had. `marsad rebuild` avoids that.
"
    };
}

macro_rules! conditions {
    () => {
        "\
--where is the same in `tail` and `export`: all conditions must hold, those of an event for one and
the same event. A comma ends a condition, so a value cannot hold one.
"
    };
}

pub(super) const MARSAD: &str = "\
Exit codes: 0 done; 1 failed while running; 2 refused before starting; 74 the disk or standard output
failed; 75 stopped before all was written, which the next start does.
`marsad COMMAND --help` has examples.";

pub(super) const RUN: &str = help!(
    "Examples:\n  marsad run -c /etc/marsad/marsad.toml\n  marsad run -o log.level=debug -o ops.listen=\n\n",
    fresh!(),
    "SIGTERM drains and ends, SIGHUP reloads.\n\n",
    "Exit codes: 0 drained, 1 a stage failed, 2 refused before starting, 74 I/O, 75 the drain deadline was hit.",
);

pub(super) const ONCE: &str = help!(
    "Examples:\n  marsad once\n  marsad once --strict && marsad export > events.csv\n\n",
    fresh!(),
    "Feeds that asked to wait are left out, and named.\n\n",
    "Exit codes: 0 done, even if feeds failed; 1 with --strict if one did; 2 refused; 74 I/O.",
);

pub(super) const FEEDS: &str = "\
Examples:
  marsad feeds
  marsad feeds --json | jq -r 'select(.state == \"failing\") | .id'
  marsad feeds import list.opml > feeds.d/list.toml

STATE: new (never polled), fine, failing (the last poll failed), suspect (a document without items),
gap (no item was known: some may be missing), silent (nothing new for three times its usual),
parked (the outlet says that it is gone), disabled.

Exit codes: 0 done; 1 the state could not be asked, or a list had no feeds; 2 refused.";

pub(super) const RELOAD: &str = "\
Examples:
  marsad reload
  marsad reload -o state.dir=/var/lib/marsad/state

Configuration and lexicon are read and checked as a whole; if anything is wrong, the old ones stay at
work. An option does not reach the daemon, but for `-o state.dir=…`, which says where it is.

Exit codes: 0 taken; 1 no daemon answered; 2 refused, nothing has changed.";

pub(super) const CHECK: &str = "\
Examples:
  marsad check
  marsad check -c /etc/marsad/marsad.toml -o extract.lexicon=lexicon

Exit codes: 0 all is fine, 2 there are problems.";

pub(super) const INIT: &str = "\
Examples:
  marsad init
  marsad init desk && marsad check -c desk/marsad.toml

Exit codes: 0 written, 1 could not be written, 2 there is one already.";

pub(super) const EXTRACT: &str = help!(
    "Examples:\n  marsad extract items.jsonl > records.ndjson\n",
    "  zcat out/marsad-*.gz | marsad extract -            # code an archive anew\n",
    "  marsad extract --text article.txt | jq .events\n\nWithout FILE it waits for standard input.\n",
    item!(),
    "\nExit codes: 0 done, 1 a line was no item, 2 refused, 74 I/O.",
);

pub(super) const REPLAY: &str = help!(
    "Examples:\n  marsad replay items.jsonl\n  marsad replay - < items.jsonl\n\n",
    item!(),
    "Each is taken as polled at its `fetched`, else its `published`.\n",
    fresh!(),
    "\nExit codes: 0 done, 1 a line was no item, 2 refused, 74 I/O.",
);

pub(super) const EXPLAIN: &str = help!(
    "Examples:\n  marsad explain --text --why-not article.txt\n  marsad explain --id 9f2c… --why-not\n",
    "  grep haftar items.jsonl | marsad explain\n\nWithout FILE and --id it waits for standard input.\n",
    item!(),
    "\nExit codes: 0 done, 1 a line was no item or there is no such id, 2 refused.",
);

pub(super) const EVAL: &str = "\
Examples:
  marsad eval gold.jsonl
  marsad eval --sums gold/*.jsonl --at-least events.f1=0.6 --at-most false-tolls=0.02

Measures: relevance, events, whole (each with .precision, .recall, .f1 and .extra), status, unreported,
place, date, tolls, false-tolls, actors, roles, agreements.

Exit codes: 0 done, 1 a bound is not kept or a line is no gold, 2 refused.";

pub(super) const TAIL: &str = help!(
    "Examples:\n  marsad tail --pretty\n  marsad tail --from 1 --no-follow | jq -c .events[]\n",
    "  marsad tail --where type=Battles,status=reported,place=sirte\n\n",
    conditions!(),
    "\nExit codes: 0 the end, or nobody reads any more; 1 the output could not be read; 2 refused.",
);

pub(super) const EXPORT: &str = help!(
    "Examples:\n  marsad export --since 2024-03-01 > events.csv\n",
    "  marsad export --format geojson --where status=reported > events.geojson\n\n",
    "Events of all statuses are in it, denied and planned ones, too: see the column or property `status`.\n",
    "--since and --until count the day of the event, else the day on which the article was published, in\n",
    "the feed's own zone.\n",
    conditions!(),
    "\nExit codes: 0 done, or nobody reads any more; 1 the output could not be read; 2 refused.",
);

pub(super) const REBUILD: &str = "\
Examples:
  marsad rebuild -c /etc/marsad/marsad.toml

Lost are: what was seen and not written (it is judged anew), schedules and validators of feeds (they are
learnt anew), and copies of items that were filtered. Numbers and ids go on. The daemon must not run.

Exit codes: 0 done, 2 refused, 74 I/O.";

pub(super) const FEED: &str = "\
Examples:
  marsad feed https://post.example/feed saved.xml
  marsad feed --json file:saved.xml | jq -r '.items[].title'

An argument with `://` or `file:` is an address, another one a path.

Exit codes: 0 all are feeds, 1 one is not, 2 refused.";

pub(super) const SCHEMA: &str = "\
Examples:
  marsad schema > marsad-1.json
  marsad schema --config

Exit codes: 0 done, 1 it could not be written.";

pub(super) const MANUAL: &str = "\
Examples:
  marsad manual | man -l -
  marsad manual /usr/share/man/man1

Exit codes: 0 done, 1 it could not be written.";

pub(super) const COMPLETIONS: &str = "\
Examples:
  marsad completions bash > /etc/bash_completion.d/marsad

Exit codes: 0 done, 1 it could not be written, 2 there is no such shell.";
