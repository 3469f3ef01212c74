//! The classes of words that the grammar knows by name; their members live in `structure.toml`.

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// `في`, `in`, `à`: what follows is where it happened.
    In,
    /// `إلى`, `to`, `vers`: what follows is where it goes.
    To,
    /// `من`, `from`, `depuis`: what follows is where it comes from.
    From,
    /// `مدينة`, `town of`, `ville de`: what follows is a place.
    PlaceNoun,
    /// `جنوب`, `near`, `au sud de`: what follows is a place, and the event is not quite in it.
    Qualifier,
    /// `مستشفى`, `university of`, `مجلس بلدي`: a place name after it names an institution.
    Institution,
    /// `شنه`, `by`, `par`, `على يد`: what follows did it.
    Agent,
    /// `ضد`, `against`, `contre`: what follows had it done to them.
    Target,
    /// `مع`, `with`, `avec`: what follows took part.
    With,
    /// `بين`, `between`, `entre`: what follows took part.
    Between,
    /// `برعاية`, `brokered by`: what follows stood between.
    Mediator,
    /// `of`, `de`: what follows belongs to what stands before.
    Of,
    /// `تابع لـ`, `belonging to`: what follows owns the force before it.
    Owner,
    /// `تعرض`, `came under`, `subi`: the subject had it done to them.
    Suffer,
    /// `شن`, `launched`, `a mené`: the subject did it.
    Do,
    /// `ناقش`, `discussed`, `a évoqué`: what follows is a topic, no event.
    Topic,
    /// `من جهة أخرى`, `meanwhile`, `par ailleurs`: a new report begins.
    Separately,
    /// `فيما`, `while`, `tandis que`: a new clause begins.
    Clause,
    /// `ما حدث`, `the incident`, `ces affrontements`: what follows was told before.
    Back,
    /// `وزير`, `spokesman`, `président`: a person's office.
    Title,
    /// `بحسب`, `according to`, `selon`: what follows is a source.
    Source,
    /// `كان`, `was`, `a été`: before a participle the subject had it done to them.
    Passive,
    /// Words of a match, a film, an exercise: the article is about play.
    Play,
    /// `الذكرى`, `anniversary`: what follows is long past.
    Anniversary,
    /// `عقب`, `after`, `à la suite de`: what follows came first.
    After,
    /// `البحر`, `off the coast`: the event is at sea.
    Offshore,
    /// Armed people of no named group.
    Gunmen,
    /// Soldiers, police and other forces of no named body.
    Forces,
    /// Unarmed people.
    People,
    /// A body of a state with force: `جيش`, `navy`.
    Army,
    /// A body of a state without: `حكومة`, `ministry`.
    Government,
    /// A body of politics: `برلمان`, `party`.
    Assembly,
    /// A company.
    Company,
    /// A site that can be hit: `مقر`, `convoy`, `oil tank`.
    Site,
    /// `بلاده`, "his country", « son pays »: the speaker's state.
    OwnState,
    /// `بعد`, "after", « après »: what follows came before the event told.
    Before,
    /// `المدينة`, "the town", `هناك`: the place named last.
    There,
    /// A past participle or adjective that turns a noun trigger into its opposite: `فاشل`.
    Prevented,
    /// `وزير`, "president", *ambassadeur*: an office whose unnamed holder acts for the state.
    StateOffice,
    /// `المطار`, "the field", *le terminal*: the site of that kind named last.
    ThereSite,
    /// `نُقل`, "taken to", *débarqués*: what follows is where people are brought, not where it happened.
    Brought,
    /// `أمام منزله`, "his home", *retraité*: whoever is hit there, be he an officer, is hit as a private man.
    Private,
    /// `منذ`, "since", *depuis*: a noun behind it only tells a time.
    Since,
    /// `كتيبة`, "brigade", *katiba*: a unit, beside its name.
    Unit,
    /// `هيئة`, "directorate", *comité*: a body that holds an office, beside its name.
    Authority,
    /// `طائرة`, "frigate", *navire*: with a country, that state.
    Vehicle,
    /// `نقابة`, "union", *collectif*: a body that people form, beside its name.
    Association,
    /// `أفراد`, "members", *éléments*: people of the body that follows.
    Members,
    /// `التنظيم`, "the group", *le mouvement*: the armed group named last.
    Group,
    /// `بشير`: a given name that looks like a word with `ب`, `و`, `ل`, `ف`, `ك` before it.
    GivenName,
    /// `مساء`, "the evening of": a part of a day, no name.
    Daytime,
    /// `نحو`, "bound for", *à destination de*: what follows is where it was only on the way to.
    Bound,
}

/// The classes by their names in the file.
pub(super) const CLASSES: [(&str, Class); 52] = [
    ("in", Class::In),
    ("to", Class::To),
    ("from", Class::From),
    ("place-noun", Class::PlaceNoun),
    ("qualifier", Class::Qualifier),
    ("institution", Class::Institution),
    ("agent", Class::Agent),
    ("target", Class::Target),
    ("with", Class::With),
    ("between", Class::Between),
    ("mediator", Class::Mediator),
    ("of", Class::Of),
    ("owner", Class::Owner),
    ("suffer", Class::Suffer),
    ("do", Class::Do),
    ("topic", Class::Topic),
    ("separately", Class::Separately),
    ("clause", Class::Clause),
    ("back", Class::Back),
    ("title", Class::Title),
    ("source", Class::Source),
    ("passive", Class::Passive),
    ("play", Class::Play),
    ("anniversary", Class::Anniversary),
    ("after", Class::After),
    ("offshore", Class::Offshore),
    ("gunmen", Class::Gunmen),
    ("forces", Class::Forces),
    ("people", Class::People),
    ("army", Class::Army),
    ("government", Class::Government),
    ("assembly", Class::Assembly),
    ("company", Class::Company),
    ("site", Class::Site),
    ("own-state", Class::OwnState),
    ("before", Class::Before),
    ("there", Class::There),
    ("prevented", Class::Prevented),
    ("state-office", Class::StateOffice),
    ("there-site", Class::ThereSite),
    ("brought", Class::Brought),
    ("private", Class::Private),
    ("since", Class::Since),
    ("unit", Class::Unit),
    ("authority", Class::Authority),
    ("vehicle", Class::Vehicle),
    ("association", Class::Association),
    ("members", Class::Members),
    ("group", Class::Group),
    ("given-name", Class::GivenName),
    ("daytime", Class::Daytime),
    ("bound", Class::Bound),
];

impl Class {
    /// The bit of the class in a [`Classes`] set.
    pub(super) const fn bit(self) -> u64 {
        1 << (self as u8)
    }

    /// The class of a name in `structure.toml`.
    pub(super) fn named(name: &str) -> Option<Self> {
        CLASSES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// The set of these.
    pub const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut rest = classes;
        while let [class, tail @ ..] = rest {
            bits |= class.bit();
            rest = tail;
        }
        Self(bits)
    }

    /// Adds one.
    pub fn insert(&mut self, class: Class) {
        self.0 |= class.bit();
    }

    /// Whether it holds `class`.
    pub fn has(self, class: Class) -> bool {
        self.0 & class.bit() != 0
    }

    /// Whether the two sets share a class.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
