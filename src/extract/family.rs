//! The families of event types, and their classes in the vocabulary, of which the grammar knows more than that
//! they have a name.

/// Meetings, visits and talks.
pub(super) const DIPLOMACY: &str = "diplomacy";
/// Truces and exchanges of those who fight.
pub(super) const AGREEMENT: &str = "agreement";
/// Accords of those who do not fight.
pub(super) const ACCORD: &str = "accord";
/// Fights and assaults.
pub(super) const CLASH: &str = "clash";
/// What befalls boats: a shipwreck and the rescue of its survivors.
pub(super) const AT_SEA: &str = "at-sea";
/// The dead of the desert.
pub(super) const DEATHS_ON_LAND: &str = "deaths-on-land";
/// Forces that come and go.
pub(super) const GROUP_CHANGE: &str = "group-change";
/// Demonstrations, whatever becomes of them.
pub(super) const PROTEST: &str = "protest";
/// Places taken and lost.
pub(super) const TERRITORY: &str = "territory";
/// Harm done to people, however.
pub(super) const ATTACK: &str = "attack";
/// What courts and prosecutors do.
pub(super) const COURT: &str = "court";
/// Floods and storms.
pub(super) const DISASTER: &str = "disaster";
/// People taken by force.
pub(super) const ABDUCTION: &str = "abduction";
/// People taken by those who may.
pub(super) const ARREST: &str = "arrest";
/// People set free.
pub(super) const RELEASE: &str = "release";
/// What puts an end to what was done before.
pub(super) const ENDS: [&str; 4] = [RELEASE, "oil-resumption", "reopening", "utility-restoration"];
/// No power, no water.
pub(super) const OUTAGE: &str = "utility-outage";
/// Bare deaths: "was killed".
pub(super) const KILLING: &str = "killing";

/// The class of what is said: accusations, demands, threats.
pub(super) const STATEMENTS: &str = "Statements";
/// The classes of what is done with arms.
pub(super) const ARMED: [&str; 2] = ["Battles", "Explosions/Remote violence"];
/// The class of what befalls people who do not fight.
pub(super) const CIVILIANS_HARMED: &str = "Violence against civilians";
/// The types of acts that harm nobody by their nature, of which it is told that they did not.
pub(super) const SPARES: [&str; 3] = ["looting", "protest-intervention", "strategic-other"];
