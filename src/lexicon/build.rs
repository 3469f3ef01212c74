//! From files to tables and the trie.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::dedup::words::Words;
use crate::document::{Document, Section};
use crate::model::Language;
use crate::model::event::ActorType;
use crate::problem::{self, Problem, Problems, did_you_mean};
use crate::text::{Text, word_key};

use super::actor::{self, Actor};
use super::assertion::AssertionCues;
use super::class::Class;
use super::event::{self, EventType, Need, Rule, RuleRow};
use super::inflect;
use super::keyed::KeyMap;
use super::minister;
use super::name::{self, NameSet};
use super::place::{self, Admins, Place, PlaceKind};
use super::trie::{Article, Entry, Part, Target, Trie};
use super::variant::Forms;
use super::{Calendar, Lexicon, Quantities, Sources};

/// Reads all files. What is wrong is in `problems`; the rest is in the lexicon.
pub(super) fn build(sources: &Sources, problems: &mut Problems) -> Lexicon {
    let mut builder = Builder::default();
    for name in ["places.toml", "abroad.toml"] {
        builder.file(name, sources.get(name), &[Builder::places], problems);
    }
    builder.file("admin.toml", sources.get("admin.toml"), &[Builder::admins], problems);
    builder.file("actors.toml", sources.get("actors.toml"), &[Builder::actors], problems);
    builder.file("structure.toml", sources.get("structure.toml"), &[Builder::structure], problems);
    builder.file("relevance.toml", sources.get("relevance.toml"), &[Builder::decoys], problems);
    builder.file("events.toml", sources.get("events.toml"), &[Builder::events], problems);
    builder.file("assertion.toml", sources.get("assertion.toml"), &[Builder::cues], problems);
    // A file of the user's own may add to any of these: a gazetteer, a type, a whole language.
    for (name, text) in sources.others() {
        let tables = [Builder::places, Builder::actors, Builder::structure, Builder::events, Builder::cues];
        builder.file(name, text, &tables, problems);
    }
    let taken = |table, form: &str| builder.taken.contains_key(&name::key(table, form));
    std::mem::take(&mut builder.forms).add_to(&mut builder.trie, taken);
    check_newsroom("newsroom.toml", sources.get("newsroom.toml"), problems);
    builder.trie.finish();
    let quantities = Quantities::parse("quantities.toml", sources.get("quantities.toml"), problems);
    let calendar = Calendar::parse("calendar.toml", sources.get("calendar.toml"), problems);
    let assertion = std::mem::take(&mut builder.assertion);
    let books = calendar.first_words().into_iter().chain(quantities.first_words()).chain(assertion.first_words());
    for (words, book) in books {
        builder.trie.note(words.into_iter(), book);
    }
    Lexicon {
        place_ids: positions(&builder.places, |place| Some(&place.id)),
        actor_ids: positions(&builder.actors, |actor| Some(&actor.id)),
        states: positions(&builder.places, |row| row.country.as_ref().filter(|_| row.kind == PlaceKind::Country)),
        places: builder.places,
        admins: builder.admins,
        actors: builder.actors,
        types: builder.types,
        rules: builder.rules,
        classes: builder.lists,
        trie: builder.trie,
        quantities,
        calendar,
        assertion,
        fingerprint: sources.fingerprint(),
    }
}

/// The list of boilerplate is dedup's; its mistakes are told with those of the other files.
fn check_newsroom(name: &str, text: &str, problems: &mut Problems) {
    if let Err(error) = Words::parse(text) {
        let byte = error.span().map_or(0, |span| span.start);
        problems.push(Problem::new(problem::Place::at(&Arc::from(name), text, byte), error.message()));
    }
}

/// Where rows stand, by an id or code; of rows with the same one the first counts.
fn positions<T>(rows: &[T], key: impl Fn(&T) -> Option<&String>) -> HashMap<String, u32> {
    rows.iter().enumerate().rev().filter_map(|(at, row)| Some((key(row)?.clone(), position(at)))).collect()
}

/// Reads the tables of one kind of a file.
type Read = fn(&mut Builder, &mut Section<'_, '_>, &mut Problems);

#[derive(Default)]
struct Builder {
    places: Vec<Place>,
    admins: Admins,
    actors: Vec<Actor>,
    types: Vec<EventType>,
    rules: Vec<Rule>,
    /// For each list of words, named in `structure.toml` or made of the words of a rule, its class: only
    /// lists of the grammar have one.
    lists: Vec<Option<Class>>,
    trie: Trie,
    assertion: AssertionCues,
    /// Ids of rows behind what they are, to find doubles: a state is a place and an actor.
    ids: HashSet<(&'static str, String)>,
    /// Folded names that may belong to one row of a table only, by their [`name::key`], with its id.
    taken: KeyMap<String>,
    forms: Forms,
    /// Named lists.
    named: HashMap<String, u32>,
    /// Words that rules look for, by language, with their list: many rules look for one word.
    inline: HashMap<Language, KeyMap<u32>>,
}

impl Builder {
    fn file(&mut self, name: &str, text: &str, tables: &[Read], problems: &mut Problems) {
        let document = Document::parse(name, text, problems);
        let mut root = document.root();
        root.strings("sources", problems);
        for read in tables {
            read(self, &mut root, problems);
        }
        root.finish(problems);
    }

    fn places(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        let mut links = Vec::new();
        for row in root.sections("place", problems) {
            let Some(row) = place::read_place(row, problems) else { continue };
            let at = position(self.places.len());
            self.claim(&row.place.id, "place", row.byte, root, problems);
            self.names(&row.names, Target::Place(at), &row.place.id, false, root, problems);
            for demonym in &row.demonyms {
                let entry = word(Target::Demonym(at), None, Part::Noun);
                self.trie.add(demonym, Entry { capital: true, ..entry });
            }
            links.extend(row.place.within.clone().map(|within| (within, row.byte)));
            self.places.push(row.place);
        }
        for (within, byte) in links {
            if !self.ids.contains(&("place", within.clone())) {
                let problem = Problem::new(root.place_of(byte), format!("`within` names no place: `{within}`"));
                let near = did_you_mean(&within, self.places.iter().map(|place| place.id.as_str()));
                problems.push(match near {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem,
                });
            }
        }
    }

    fn cues(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        self.assertion.add(root, problems);
    }

    fn claim(&mut self, id: &str, what: &'static str, byte: usize, root: &Section<'_, '_>, problems: &mut Problems) {
        if !self.ids.insert((what, id.to_owned())) {
            problems.push(Problem::new(root.place_of(byte), format!("id `{id}` already names a {what}")));
        }
    }

    fn names(
        &mut self,
        names: &NameSet,
        target: Target,
        id: &str,
        generic: bool,
        root: &Section<'_, '_>,
        problems: &mut Problems,
    ) {
        let table = if matches!(target, Target::Place(_)) { "place" } else { "actor" };
        for name in &names.0 {
            let folded = Text::new(&name.text);
            let key = name::key(table, folded.folded());
            if !name.shared
                && let Some(other) = self.taken.insert(key, id.to_owned())
                && other != id
            {
                let place = root.place_of(name.byte);
                let message = format!("name `{}` already belongs to {table} `{other}`", name.text);
                problems.push(Problem::new(place, message).hint("list it under `shared` in both rows, or drop one"));
            }
            let entry = Entry {
                target,
                language: None,
                part: if generic { Part::Noun } else { Part::Name },
                article: if generic { Article::Either } else { Article::Never },
                weak: name.weak,
                common: name.common,
                shared: name.shared,
                capital: !generic,
                acronym: false,
            };
            self.trie.add_text(&folded, entry);
            self.forms.take(table, name, entry);
        }
    }

    fn admins(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        for row in root.sections("admin", problems) {
            self.admins.read(row, problems);
        }
    }

    fn actors(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        let mut ministers = Vec::new();
        for row in root.sections("actor", problems) {
            let Some(row) = actor::read_actor(row, problems) else { continue };
            let at = position(self.actors.len());
            self.claim(&row.actor.id, "actor", row.byte, root, problems);
            self.names(&row.names, Target::Actor(at), &row.actor.id, row.actor.generic, root, problems);
            if row.actor.kind == ActorType::Government {
                ministers.push((at, row.names));
            }
            self.actors.push(row.actor);
        }
        for (at, names) in ministers {
            self.ministers(at, &names);
        }
    }

    /// Adds the ministers of a ministry, unless the office names somebody already.
    fn ministers(&mut self, at: u32, names: &NameSet) {
        for name in &names.0 {
            for office in minister::offices(&name.text) {
                let folded = Text::new(&office);
                if self.taken.contains_key(&name::key("actor", folded.folded())) {
                    continue;
                }
                let entry = word(Target::Actor(at), None, Part::Name);
                let weak = name.weak;
                self.trie.add_text(
                    &folded,
                    Entry { article: Article::Never, weak, shared: name.shared, capital: true, ..entry },
                );
            }
        }
    }

    fn structure(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        for mut row in root.sections("class", problems) {
            let class = row.parsed(
                "name",
                |name| {
                    let known = super::class::CLASSES.iter().map(|(known, _)| *known);
                    Class::named(name).map(|class| (class, name.to_owned())).ok_or_else(|| {
                        did_you_mean(name, known).map_or("the grammar knows no such class".to_owned(), |near| {
                            format!("did you mean `{near}`?")
                        })
                    })
                },
                problems,
            );
            let (class, name) = class.map_or((None, String::new()), |class| (Some(class.value.0), class.value.1));
            self.list(row, name, class, problems);
        }
    }

    fn decoys(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        for key in ["ar", "en", "fr"] {
            for phrase in root.strings(key, problems).unwrap_or_default() {
                self.trie
                    .add(&phrase.value, Entry { article: Article::Never, ..word(Target::Decoy, None, Part::Name) });
            }
        }
    }

    /// Reads the words of a list and adds them to the trie.
    fn list(&mut self, mut row: Section<'_, '_>, name: String, class: Option<Class>, problems: &mut Problems) {
        let at = position(self.lists.len());
        // Of lists of one name the first counts.
        self.named.entry(name).or_insert(at);
        self.lists.push(class);
        let part = row.parsed("part", parse_part, problems).map_or(Part::Fixed, |part| part.value);
        for language in Language::ALL {
            for phrase in row.strings(language.tag(), problems).unwrap_or_default() {
                self.words(&phrase.value, Target::Word(at), language, part);
            }
        }
        row.string("note", problems);
        row.finish(problems);
    }

    /// Adds all forms of a phrase.
    fn words(&mut self, phrase: &str, target: Target, language: Language, part: Part) {
        match part {
            Part::Past | Part::Present => {
                for (form, part) in inflect::verb(phrase, language) {
                    self.trie.add(&form, word(target, Some(language), part));
                }
            }
            Part::Noun => {
                // `مجلس بلدي` beside a verb is any council, `المجلس البلدي` may be its subject: only triggers are
                // looked for in both forms.
                let trigger = matches!(target, Target::Trigger(_));
                let definite = inflect::definite(phrase, language).filter(|_| trigger);
                for form in inflect::noun(phrase, language).into_iter().chain(definite) {
                    self.trie.add(&form, word(target, Some(language), Part::Noun));
                }
            }
            Part::Name | Part::Gerund | Part::Passive | Part::Fixed => {
                let entry = word(target, Some(language), Part::Fixed);
                self.trie.add(phrase, Entry { article: Article::Never, ..entry });
            }
        }
    }

    fn events(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        for mut row in root.sections("list", problems) {
            let name = row.string("name", problems).map_or_else(String::new, |name| name.value);
            self.list(row, name, None, problems);
        }
        for row in root.sections("type", problems) {
            self.types.extend(event::read_type(row, problems));
        }
        let types = std::mem::take(&mut self.types);
        for row in root.sections("rule", problems) {
            let row = event::read_rule(row, &types, &mut |word, language| self.need(word, language), problems);
            if let Some((row, byte)) = row {
                self.claim(&row.rule.name, "rule", byte, root, problems);
                self.rule(row);
            }
        }
        self.types = types;
    }

    /// A need as written: `@list`, `@place`, `@place:oil-field`, `@actor:company`, `@toll`, or a word.
    fn need(&mut self, word: &str, language: Language) -> Result<Need, String> {
        let Some(reference) = word.strip_prefix('@') else {
            let at = position(self.lists.len());
            let known = self.inline.entry(language).or_default();
            if let Some(known) = known.get(&word_key(word)) {
                return Ok(Need::List(*known));
            }
            known.insert(word_key(word), at);
            self.lists.push(None);
            self.words(word, Target::Word(at), language, Part::Noun);
            return Ok(Need::List(at));
        };
        if let Some(kind) = reference.strip_prefix("place:") {
            return PlaceKind::parse(kind).map(Need::Place);
        }
        if let Some(kind) = reference.strip_prefix("actor:") {
            return actor::parse_type(kind).map(Need::Actor);
        }
        match reference {
            "place" => return Ok(Need::AnyPlace),
            "toll" => return Ok(Need::Toll),
            _ => {}
        }
        self.named.get(reference).map(|at| Need::List(*at)).ok_or_else(|| {
            let names = self.named.keys().map(String::as_str).filter(|name| !name.is_empty());
            did_you_mean(reference, names).map_or_else(
                || "lists stand above the rules as [[list]]".to_owned(),
                |near| format!("did you mean `@{near}`?"),
            )
        })
    }

    fn rule(&mut self, row: RuleRow) {
        let target = Target::Trigger(position(self.rules.len()));
        let language = row.rule.language;
        for (phrases, part) in [(&row.nouns, Part::Noun), (&row.verbs, Part::Past), (&row.phrases, Part::Fixed)] {
            for phrase in phrases {
                self.words(phrase, target, language, part);
            }
        }
        for phrase in &row.passives {
            self.trie.add(phrase, word(target, Some(language), Part::Passive));
        }
        self.rules.push(row.rule);
    }
}

fn parse_part(name: &str) -> Result<Part, String> {
    match name {
        "noun" => Ok(Part::Noun),
        "verb" => Ok(Part::Past),
        "fixed" => Ok(Part::Fixed),
        _ => Err("the parts are noun, verb, fixed".to_owned()),
    }
}

/// An ordinary word.
fn word(target: Target, language: Option<Language>, part: Part) -> Entry {
    Entry {
        target,
        language,
        part,
        article: Article::Either,
        weak: false,
        common: false,
        shared: false,
        capital: false,
        acronym: false,
    }
}

fn position(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
