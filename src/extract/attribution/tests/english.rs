use super::{Language, check};

#[test]
fn a_speaker_stands_before_the_verb() {
    check(
        Language::English,
        &[
            (
                "Brigade spokesman Salem al-Frejani said the camp was shelled.",
                &["say assert by Brigade spokesman Salem al-Frejani = Salem al-Frejani: the camp was shelled"],
            ),
            (
                "Medical sources reported that four bodies arrived.",
                &["say assert by Medical sources: four bodies arrived"],
            ),
            (
                "The interior ministry announced a curfew in Sabha.",
                &["announce assert by The interior ministry = interior ministry: a curfew in Sabha"],
            ),
            (
                "Colonel Omar Zarti, a commander of the 42nd Brigade, said his men had pulled back.",
                &[
                    "say assert by Colonel Omar Zarti, a commander of the 42nd Brigade = Omar Zarti: his men had pulled back",
                ],
            ),
            (
                "On Sunday the mayor of Mizda, Khaled Hosni, denied that a truce existed.",
                &["deny deny by the mayor of Mizda, Khaled Hosni = Khaled Hosni: a truce existed"],
            ),
            ("The group claimed that it downed a drone.", &["claim hedge by The group = group: it downed a drone"]),
            ("He told Reuters that the road was open.", &["say assert: the road was open"]),
        ],
    );
}

#[test]
fn a_speaker_follows_what_was_said() {
    check(
        Language::English,
        &[
            (
                "The port is shut, said Ibrahim Lamin, head of the port authority.",
                &["say assert by Ibrahim Lamin: The port is shut, said Ibrahim Lamin, head of the port authority"],
            ),
            (
                "The port is shut, a port official said.",
                &["say assert by a port official: The port is shut, a port official said"],
            ),
            (
                "Two men were killed, according to a hospital in Zliten.",
                &["according hedge by a hospital in Zliten: Two men were killed, according to a hospital in Zliten"],
            ),
            (
                "\"We are leaving,\" Mr Drissi said.",
                &["say assert by Mr Drissi = Drissi: \"We are leaving,\" Mr Drissi said"],
            ),
        ],
    );
}

#[test]
fn a_speaker_is_carried() {
    check(
        Language::English,
        &[(
            "UN envoy Ingrid Halvorsen said the truce held. She added that talks would resume. Halvorsen also warned of delays.",
            &[
                "say assert by UN envoy Ingrid Halvorsen = Ingrid Halvorsen: the truce held",
                "add assert by UN envoy Ingrid Halvorsen = Ingrid Halvorsen (carried): talks would resume",
                "warn assert by UN envoy Ingrid Halvorsen = Ingrid Halvorsen (carried): delays",
            ],
        )],
    );
}

#[test]
fn what_one_says_ends_where_another_speaks() {
    check(
        Language::English,
        &[
            (
                "Army denies truce in Hun as council declares ceasefire in Sokna",
                &["deny deny by Army: truce in Hun", "announce assert by council: ceasefire in Sokna"],
            ),
            (
                "The mayor said that the army had announced a truce.",
                &[
                    "say assert by The mayor = mayor: the army had announced a truce",
                    "announce assert by the army = army: a truce",
                ],
            ),
        ],
    );
}

#[test]
fn an_aide_is_not_whom_he_serves() {
    check(
        Language::English,
        &[
            (
                "An aide to Salem Frejani said the army had left.",
                &["say assert by An aide to Salem Frejani: the army had left"],
            ),
            (
                "A spokesman for the Zintan council, Omar Zarti, said the road was shut.",
                &["say assert by A spokesman for the Zintan council, Omar Zarti = Omar Zarti: the road was shut"],
            ),
        ],
    );
}

#[test]
fn who_is_the_noun_before_it() {
    check(
        Language::English,
        &[("He met a guard commander who denied any stoppage.", &["deny deny by a guard commander: any stoppage"])],
    );
}

#[test]
fn names_among_bodies() {
    check(
        Language::English,
        &[
            (
                "According to Ambulance Service spokesman Osama Lamin, the toll rose.",
                &[
                    "according hedge by Ambulance Service spokesman Osama Lamin = Osama Lamin: According to Ambulance Service spokesman Osama Lamin, the toll rose",
                ],
            ),
            (
                "Salem Frejani's council accused the brigade of looting.",
                &["accuse assert by Salem Frejani's council: the brigade of looting"],
            ),
            (
                "Nine people were killed, the health ministry said in a statement on Sunday.",
                &[
                    "say assert by the health ministry = health ministry: Nine people were killed, the health ministry said in a statement on Sunday",
                ],
            ),
        ],
    );
}
