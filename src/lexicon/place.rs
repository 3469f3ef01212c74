//! Rows of `places.toml` and `abroad.toml`, with the administrative names of `admin.toml`.

use std::collections::BTreeMap;

use crate::document::Section;
use crate::problem::{Problem, Problems, choices};

use super::name::{NameSet, read_names};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A state.
    Country,
    /// A region larger than a district, such as Cyrenaica.
    Region,
    /// A district or a stretch of country.
    Area,
    /// A settlement that everyone knows as a city.
    City,
    /// A town.
    Town,
    /// A village.
    Village,
    /// A part of a town.
    District,
    /// A smaller part of a town.
    Neighbourhood,
    /// A sea, gulf or strait.
    Sea,
    /// An island.
    Island,
    /// A road.
    Road,
    /// A single site: airport, port, terminal, field, base, crossing, camp, prison, landmark.
    Site(SiteKind),
}

/// What a single site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SiteKind {
    Airport,
    AirBase,
    Port,
    Terminal,
    OilField,
    Refinery,
    Pipeline,
    Crossing,
    Camp,
    DetentionCentre,
    Dam,
    MilitaryCamp,
    Landmark,
}

/// The kinds by their names in the files.
const KINDS: [(&str, PlaceKind); 24] = [
    ("country", PlaceKind::Country),
    ("region", PlaceKind::Region),
    ("area", PlaceKind::Area),
    ("city", PlaceKind::City),
    ("town", PlaceKind::Town),
    ("village", PlaceKind::Village),
    ("district", PlaceKind::District),
    ("neighbourhood", PlaceKind::Neighbourhood),
    ("sea", PlaceKind::Sea),
    ("island", PlaceKind::Island),
    ("road", PlaceKind::Road),
    ("airport", PlaceKind::Site(SiteKind::Airport)),
    ("air-base", PlaceKind::Site(SiteKind::AirBase)),
    ("port", PlaceKind::Site(SiteKind::Port)),
    ("terminal", PlaceKind::Site(SiteKind::Terminal)),
    ("oil-field", PlaceKind::Site(SiteKind::OilField)),
    ("refinery", PlaceKind::Site(SiteKind::Refinery)),
    ("pipeline", PlaceKind::Site(SiteKind::Pipeline)),
    ("crossing", PlaceKind::Site(SiteKind::Crossing)),
    ("camp", PlaceKind::Site(SiteKind::Camp)),
    ("detention-centre", PlaceKind::Site(SiteKind::DetentionCentre)),
    ("dam", PlaceKind::Site(SiteKind::Dam)),
    ("military-camp", PlaceKind::Site(SiteKind::MilitaryCamp)),
    ("landmark", PlaceKind::Site(SiteKind::Landmark)),
];

impl PlaceKind {
    /// The kind of a name in the files.
    ///
    /// # Errors
    /// The list of kinds, if there is none of that name.
    pub fn parse(name: &str) -> Result<Self, String> {
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind).ok_or_else(|| {
            let known: Vec<&str> = KINDS.iter().map(|(known, _)| *known).collect();
            choices(name, "the kinds", &known)
        })
    }

    /// The name in the files.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("place", |(name, _)| name)
    }

    /// Whether a point on the map stands for it well enough to be given as coordinates.
    pub fn has_point(self) -> bool {
        self != Self::Country
    }

    /// Whether people live there and call it the town or village.
    pub fn is_settlement(self) -> bool {
        matches!(self, Self::City | Self::Town | Self::Village | Self::District | Self::Neighbourhood)
    }

    /// Whether the place is so large that an event "in" it is not located by its point.
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Country | Self::Region | Self::Sea)
    }
}

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Lexicon id.
    pub id: String,
    /// Canonical name in English.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2; `None` for seas.
    pub country: Option<String>,
    /// Second-level code; a first-level code for regions.
    pub admin: Option<String>,
    /// Id of the place that it lies in or belongs to.
    pub within: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Whether its name also stands for a government.
    pub capital: bool,
}

/// A row with its names, before they are compiled.
pub(super) struct PlaceRow {
    pub(super) place: Place,
    pub(super) names: NameSet,
    pub(super) demonyms: Vec<String>,
    pub(super) byte: usize,
}

/// Reads one `[[place]]`.
pub(super) fn read_place(mut row: Section<'_, '_>, problems: &mut Problems) -> Option<PlaceRow> {
    let id = row.string("id", problems);
    let name = row.string("name", problems);
    let kind = row.parsed("kind", PlaceKind::parse, problems);
    let country = row.string("country", problems).map(|country| country.value);
    let admin = row.string("admin", problems).map(|admin| admin.value);
    let within = row.string("within", problems).map(|within| within.value);
    let lat = row.float("lat", problems);
    let lon = row.float("lon", problems);
    let capital = row.boolean("capital", problems).is_some_and(|capital| capital.value);
    let names = read_names(&mut row, problems);
    let mut demonyms = Vec::new();
    for key in ["demonyms_ar", "demonyms_en", "demonyms_fr"] {
        demonyms.extend(row.strings(key, problems).unwrap_or_default().into_iter().map(|name| name.value));
    }
    row.string("source", problems);
    row.string("note", problems);
    let point = lat.zip(lon);
    if let Some((lat, lon)) = &point
        && (lat.value.abs() > 90.0 || lon.value.abs() > 180.0)
    {
        let place = row.place_of(lat.byte);
        problems.push(Problem::new(place, format!("`{}, {}` is no point on Earth", lat.value, lon.value)));
    }
    let (place, whole) = (row.place(), row.has_all(&["id", "name", "kind"]));
    row.finish(problems);
    let (Some(id), Some(name), Some(kind)) = (id, name, kind) else {
        if !whole {
            problems.push(Problem::new(place, "a place needs `id`, `name` and `kind`"));
        }
        return None;
    };
    if names.is_empty() {
        problems
            .push(Problem::new(place, format!("place `{}` has no names", id.value)).hint("give `ar`, `en` or `fr`"));
    }
    Some(PlaceRow {
        byte: id.byte,
        place: Place {
            id: id.value,
            name: name.value,
            kind: kind.value,
            country,
            admin,
            within,
            point: point.map(|(lat, lon)| (lat.value, lon.value)),
            capital,
        },
        names,
        demonyms,
    })
}

/// Names of administrative units by code, from `admin.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admins(BTreeMap<String, Admin>);

/// One administrative unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admin {
    /// Name in English.
    pub name: String,
    /// 1 region, 2 district, 3 municipality.
    pub level: u8,
    /// Code of the unit that it belongs to.
    pub parent: Option<String>,
}

impl Admins {
    /// The unit of a code.
    pub fn get(&self, code: &str) -> Option<&Admin> {
        self.0.get(code)
    }

    /// The first-level name and code, and the second-level name, of a code of either level.
    pub fn names(&self, code: &str) -> (Option<(String, String)>, Option<String>) {
        let Some(unit) = self.get(code) else { return (None, None) };
        if unit.level <= 1 {
            return (Some((unit.name.clone(), code.to_owned())), None);
        }
        if unit.level >= 3
            && let Some(parent) = unit.parent.as_deref()
        {
            return self.names(parent);
        }
        let first = unit.parent.as_deref().and_then(|parent| Some((self.get(parent)?.name.clone(), parent.to_owned())));
        (first, Some(unit.name.clone()))
    }

    /// Reads one `[[admin]]`.
    pub(super) fn read(&mut self, mut row: Section<'_, '_>, problems: &mut Problems) {
        let code = row.string("code", problems);
        let name = row.string("name", problems);
        row.string("ar", problems);
        let level = row.integer("level", 1..=3, problems).map_or(2, |level| u8::try_from(level.value).unwrap_or(2));
        let parent = row.string("parent", problems).map(|parent| parent.value);
        row.string("source", problems);
        let (place, whole) = (row.place(), row.has_all(&["code", "name"]));
        row.finish(problems);
        match (code, name) {
            (Some(code), Some(name)) => {
                self.0.insert(code.value, Admin { name: name.value, level, parent });
            }
            // Told already.
            _ if whole => {}
            _ => problems.push(Problem::new(place, "an admin row needs `code` and `name`")),
        }
    }
}
