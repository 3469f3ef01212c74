//! The words that say whether something happened and who says so, one table per language.
//!
//! The file is `config/lexicon/assertion.toml`; its header says what each class means. Grammar
//! — how far a cue reaches — is in `extract::assertion` and `extract::attribution`.

use crate::{
    document::{At, Document, Section},
    lexicon::phrase::Phrases,
    model::{Language, event::Stance},
    problem::{Problem, Problems, did_you_mean},
    text::Books,
};

/// The embedded file.
pub const EMBEDDED: &str = include_str!("../../config/lexicon/assertion.toml");

macro_rules! classes {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// What a cue does. The set is closed: each class has a rule of grammar.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Class {
            $(#[doc = $doc] $variant,)*
            /// A verb or phrase of saying: which one is its place in [`AssertionCues::speech`].
            Speech(u16),
        }

        impl Class {
            /// The classes that a `[[cue]]` may name.
            const NAMED: &'static [(&'static str, Self)] = &[$(($name, Self::$variant),)*];
        }
    };
}

classes! {
    Deny "deny" "Denies what follows: `نفى`, denied, a démenti.",
    DenyReport "deny-report" "Denies only with a word for a claim after it: dismissed reports.",
    DenyPredicate "deny-predicate" "Denies its subject: `عارية عن الصحة`, is untrue, est sans fondement.",
    DenyWhole "deny-whole" "Denies what is discussed without naming it: going nowhere.",
    Undenied "undenied" "Looks like a denial and is none: neither confirmed nor denied.",
    Claim "claim" "A word for a claim: `أنباء`, reports, rumeurs.",
    Anaphor "anaphor" "Points back to a claim: `هذه الأنباء`, these reports, ces informations.",
    Turn "turn" "Ends a denial, what follows is asserted: `مؤكداً`, adding that, ajoutant que.",
    Authorship "authorship" "A part in it: who did it is denied, not that it was done.",
    Number "number" "A count: its size is denied, not the event.",
    Negator "negator" "Negates the verb that follows: `لم`, not.",
    NegatorNoun "negator-noun" "Negates the noun that follows: `دون`, without, aucun.",
    Absence "absence" "Negates its subject: did not take place, n'a pas eu lieu.",
    Affirm "affirm" "Holds a negator but affirms: `لا يزال`, no fewer than, sans doute.",
    Neutral "neutral" "Holds the words of a cue and is none: `من قبل`, on condition of anonymity.",
    Transparent "transparent" "Under a negator it leaves its object standing: comment, `تتبنَّ`.",
    Cease "cease" "Under a negator it affirms: did not stop.",
    Occur "occur" "Says that its subject takes place: be held, `يعقد`, avoir lieu.",
    Plan "plan" "What follows is planned: will, `من المقرر`, entend.",
    PlanPredicate "plan-predicate" "Its subject is planned: is scheduled for, est prévu.",
    Performed "performed" "To say so is to do so: would hold its fire.",
    Prospect "prospect" "What follows is only possible: may, `احتمال`, pourrait.",
    Postponed "postponed" "Its subject or object is put off to another day, or for good if no day is given.",
    Cancelled "cancelled" "Its subject or object will not be.",
    If "if" "What follows is supposed, and what depends on it too: `إذا`, unless, à moins que.",
    OnlyIf "only-if" "What follows is the condition of what stands before: `شريطة`, provided.",
    Until "until" "With a negation before it, what follows is its condition: before, `قبل`, tant que.",
    Whether "whether" "What follows is a question: `ما إذا`, whether.",
    Threat "threat" "What follows is threatened.",
    Warn "warn" "Warns, what follows its `من` may come: `حذر`.",
    Demand "demand" "What follows is asked for.",
    Must "must" "What follows ought to be done: must, `يجب`, il faut.",
    Refuse "refuse" "What follows is refused: `رفض التوقيع`, refused to.",
    RefuseVerb "refuse-verb" "Refuses with an act after it, denies with a claim after it: `رفض`, rejected.",
    Act "act" "What one refuses or fails at: `التوقيع`, a truce.",
    Prevent "prevent" "What follows was kept from happening.",
    RuleOut "rule-out" "What follows is held to be impossible: `استبعد`, ruled out.",
    Fail "fail" "What is aimed at before it did not come about: `باءت بالفشل`, failed.",
    Attempt "attempt" "Aims at what follows: efforts, `جهود`.",
    Background "background" "The sentence is background: `يذكر أن`, it will be recalled.",
    Pluperfect "pluperfect" "Opens background where a sentence begins: `وكان`.",
    Anniversary "anniversary" "What follows is remembered, not reported.",
    Since "since" "With a year after it, the clause tells of that year: since, `منذ عام`.",
    Still "still" "It goes on, whatever its start: `لا يزال`, still.",
    Now "now" "The sentence is of now: `اليوم`, today.",
    Boundary "boundary" "Begins another clause: but, while, `فيما`.",
    Fact "fact" "What follows is taken as given: after, because, `إثر`.",
    Relative "relative" "Begins a clause of its own tense: `التي`, who.",
    That "that" "Begins what is said: `أن`, that, que.",
    Preposition "preposition" "A clause goes on over a comma with it: in, `في`.",
    NotFuture "not-future" "Looks like a future tense and is none: `سيارة`, libéra. A final `*` stands for any ending.",
    Adverb "adverb" "May stand behind the first word of a phrase: *a également démenti*.",
    State "state" "A verb of what is seen to be so, never a plan: `تشهد`.",
    Addressee "addressee" "To whom it is said, not who says it: `لوكالة`, told Reuters.",
    Occasion "occasion" "How or when it is said, not who says it: `في بيان`, in a statement.",
    Day "day" "A day: `أمس`, on Monday.",
    Object "object" "Begins what is announced, not who announces it: `وقف`, `مقتل`.",
    Title "title" "A title or office before a name: `العقيد`, Col., le général.",
    Source "source" "A source without a name: `مصدر`, officials, des témoins.",
    Body "body" "A body, not a man: `مجلس`, ministry, gouvernement.",
    Particle "particle" "Part of a name though small: al, ben, de.",
    Ceasefire "ceasefire" "A truce.",
    Exchange "exchange" "An exchange of prisoners or bodies.",
    Withdrawal "withdrawal" "Forces leave.",
    Accord "accord" "Any other agreement.",
    Duration "duration" "What follows is how long it lasts: `لمدة`, for, pendant.",
    UnitHour "unit-hour" "An hour.",
    UnitDay "unit-day" "A day, as a length.",
    UnitWeek "unit-week" "A week.",
    UnitMonth "unit-month" "A month, taken as 30 days.",
    UnitYear "unit-year" "A year, taken as 365 days.",
    TwoHours "two-hours" "Two hours in one word.",
    TwoDays "two-days" "Two days in one word.",
    TwoWeeks "two-weeks" "Two weeks in one word.",
    TwoMonths "two-months" "Two months in one word.",
    TwoYears "two-years" "Two years in one word.",
}

/// Where the words of a class are looked up.
enum Purpose {
    Cue,
    Name,
    Agreement,
}

impl Class {
    fn purpose(self) -> Purpose {
        const NAMES: [Class; 4] = [Class::Title, Class::Source, Class::Body, Class::Particle];
        const AGREEMENTS: [Class; 5] =
            [Class::Ceasefire, Class::Exchange, Class::Withdrawal, Class::Accord, Class::Duration];
        const UNITS: [Class; 5] = [Class::UnitHour, Class::UnitDay, Class::UnitWeek, Class::UnitMonth, Class::UnitYear];
        const DUALS: [Class; 5] = [Class::TwoHours, Class::TwoDays, Class::TwoWeeks, Class::TwoMonths, Class::TwoYears];
        if NAMES.contains(&self) {
            Purpose::Name
        } else if AGREEMENTS.contains(&self) || UNITS.contains(&self) || DUALS.contains(&self) {
            Purpose::Agreement
        } else {
            Purpose::Cue
        }
    }
}

/// A kind of saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// Its name in the record, such as `announce`.
    pub name: String,
    /// How the speaker stands to what is said.
    pub stance: Stance,
    /// Whether the speaker follows as in "according to"; else it is a verb with a subject.
    pub preposition: bool,
}

/// One table of phrases for each language.
#[derive(Clone, Debug)]
struct PerLanguage([Phrases<Class>; Language::ALL.len()]);

impl PerLanguage {
    fn new(book: Books) -> Self {
        Self(Language::ALL.map(|language| Phrases::new(language, book)))
    }

    fn first_words(&self) -> impl Iterator<Item = u64> {
        self.0.iter().flat_map(Phrases::first_words)
    }

    fn of(&self, language: Language) -> Option<&Phrases<Class>> {
        self.0.iter().find(|phrases| phrases.language() == language)
    }

    fn of_mut(&mut self, language: Language) -> Option<&mut Phrases<Class>> {
        self.0.iter_mut().find(|phrases| phrases.language() == language)
    }
}

/// All cues of all languages.
#[derive(Clone, Debug)]
pub struct AssertionCues {
    cues: PerLanguage,
    names: PerLanguage,
    agreements: PerLanguage,
    speech: Vec<Speech>,
    /// Words that look like a future tense, with `true` where any ending may follow.
    not_future: Vec<(Box<str>, bool)>,
}

impl Default for AssertionCues {
    fn default() -> Self {
        Self {
            cues: PerLanguage::new(Books::CUES),
            names: PerLanguage::new(Books::NAMES),
            agreements: PerLanguage::new(Books::AGREEMENTS),
            speech: Vec::new(),
            not_future: Vec::new(),
        }
    }
}

impl AssertionCues {
    /// Reads a lexicon; what cannot be read is a problem and left out.
    pub fn read(name: &str, toml: &str, problems: &mut Problems) -> Self {
        let mut cues = Self::default();
        let document = Document::parse(name, toml, problems);
        let mut root = document.root();
        root.strings("sources", problems);
        cues.add(&mut root, problems);
        root.finish(problems);
        cues
    }

    /// Adds the cues and the kinds of saying of a file.
    pub(super) fn add(&mut self, root: &mut Section<'_, '_>, problems: &mut Problems) {
        for section in root.sections("cue", problems) {
            self.cue(section, problems);
        }
        for section in root.sections("speech", problems) {
            self.say(section, problems);
        }
    }

    /// The cues of a language.
    pub fn cues(&self, language: Language) -> Option<&Phrases<Class>> {
        self.cues.of(language)
    }

    /// Titles, bodies, sources and particles: they are looked up in speakers only and never hide
    /// a cue.
    pub fn names(&self, language: Language) -> Option<&Phrases<Class>> {
        self.names.of(language)
    }

    /// Kinds of agreements and units of time, looked up in agreements only.
    pub fn agreements(&self, language: Language) -> Option<&Phrases<Class>> {
        self.agreements.of(language)
    }

    /// The words with which phrases begin, by the dictionary that they are in.
    pub(super) fn first_words(&self) -> [(Vec<u64>, Books); 3] {
        let of = |table: &PerLanguage, book| (table.first_words().collect(), book);
        [of(&self.cues, Books::CUES), of(&self.names, Books::NAMES), of(&self.agreements, Books::AGREEMENTS)]
    }

    /// A kind of saying.
    pub fn speech(&self, index: u16) -> Option<&Speech> {
        self.speech.get(usize::from(index))
    }

    /// Whether a folded word only looks like a future tense.
    pub fn not_future(&self, word: &str) -> bool {
        self.not_future.iter().any(|(stem, open)| if *open { word.starts_with(&**stem) } else { word == &**stem })
    }

    fn cue(&mut self, mut section: Section<'_, '_>, problems: &mut Problems) {
        let place = section.place();
        let Some(class) = section.parsed("class", class_named, problems) else {
            problems.push(Problem::new(place, "a cue has no usable `class`"));
            return;
        };
        if class.value == Class::NotFuture {
            for key in ["ar", "fr"] {
                let words = section.strings(key, problems).unwrap_or_default();
                self.not_future.extend(words.iter().map(|word| stem(&word.value)));
            }
        } else {
            self.phrases_of(&mut section, class.value, problems);
        }
        section.finish(problems);
    }

    fn say(&mut self, mut section: Section<'_, '_>, problems: &mut Problems) {
        let place = section.place();
        let name = section.string("class", problems);
        let stance = section.parsed("stance", stance_named, problems);
        let preposition = section.boolean("preposition", problems).is_some_and(|at| at.value);
        let (Some(name), Some(stance), Ok(index)) = (name, stance, u16::try_from(self.speech.len())) else {
            problems.push(Problem::new(place, "a kind of saying needs `class` and `stance`"));
            return;
        };
        self.speech.push(Speech { name: name.value, stance: stance.value, preposition });
        self.phrases_of(&mut section, Class::Speech(index), problems);
        section.finish(problems);
    }

    fn phrases_of(&mut self, section: &mut Section<'_, '_>, class: Class, problems: &mut Problems) {
        let tables = match class.purpose() {
            Purpose::Cue => &mut self.cues,
            Purpose::Name => &mut self.names,
            Purpose::Agreement => &mut self.agreements,
        };
        for language in Language::ALL {
            let phrases = section.strings(language.tag(), problems).unwrap_or_default();
            let Some(table) = tables.of_mut(language) else { continue };
            for At { value, byte } in phrases {
                let new = if class == Class::Adverb { table.add_adverb(&value) } else { table.add(&value, class) };
                if !new {
                    let problem = Problem::new(section.place_of(byte), format!("`{value}` is empty or already listed"));
                    problems.push(problem.hint("spellings that differ in marks, hamza or case are one"));
                }
            }
        }
    }
}

fn stem(word: &str) -> (Box<str>, bool) {
    let open = word.ends_with('*');
    (Box::from(crate::text::Text::new(word.trim_end_matches('*')).folded()), open)
}

fn class_named(name: &str) -> Result<Class, String> {
    let found = Class::NAMED.iter().find(|(known, _)| *known == name);
    found.map(|(_, class)| *class).ok_or_else(|| {
        match did_you_mean(name, Class::NAMED.iter().map(|(known, _)| *known)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the classes stand at the head of assertion.toml".to_owned(),
        }
    })
}

fn stance_named(name: &str) -> Result<Stance, String> {
    match name {
        "assert" => Ok(Stance::Assert),
        "hedge" => Ok(Stance::Hedge),
        "deny" => Ok(Stance::Deny),
        _ => Err("it is assert, hedge or deny".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_has_no_problem() {
        let mut problems = Problems::default();
        AssertionCues::read("assertion.toml", EMBEDDED, &mut problems);
        assert_eq!(problems.to_string(), "");
    }

    #[test]
    fn the_readme_lists_every_class() {
        let readme = include_str!("../../config/lexicon/README.md");
        let missing: Vec<&str> = Class::NAMED
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !readme.contains(&format!("| `{name}` |")))
            .collect();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn problems_are_placed_and_collected() {
        let mut problems = Problems::default();
        let toml = "[[cue]]\nclass = \"denny\"\n[[cue]]\nclass = \"deny\"\nen = [\"denied\", \"Denied\"]\n";
        AssertionCues::read("a.toml", toml, &mut problems);
        let expected = "a.toml:2:9: `class` cannot be `denny`\n  hint: did you mean `deny`?\n\
                        a.toml:1:1: a cue has no usable `class`\n\
                        a.toml:5:17: `Denied` is empty or already listed\n  \
                        hint: spellings that differ in marks, hamza or case are one";
        assert_eq!(problems.to_string(), expected);
    }
}
