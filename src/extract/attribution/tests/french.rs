use super::{Language, check};

#[test]
fn a_speaker_stands_before_the_verb() {
    check(
        Language::French,
        &[
            (
                "Le porte-parole de la brigade Salem Frejani a déclaré que le camp avait été bombardé.",
                &[
                    "say assert by Le porte-parole de la brigade Salem Frejani = Salem Frejani: le camp avait été bombardé",
                ],
            ),
            (
                "Le ministère de l'Intérieur a annoncé un couvre-feu à Sebha.",
                &["announce assert by Le ministère de l'Intérieur = ministère de l'Intérieur: un couvre-feu à Sebha"],
            ),
            ("Des témoins ont rapporté des tirs au port.", &["say assert by Des témoins: des tirs au port"]),
            (
                "Le maire de Mizda, Khaled Hosni, a démenti toute trêve.",
                &["deny deny by Le maire de Mizda, Khaled Hosni = Khaled Hosni: toute trêve"],
            ),
        ],
    );
}

#[test]
fn a_speaker_follows_what_was_said() {
    check(
        Language::French,
        &[
            (
                "Le port est fermé, a déclaré Ibrahim Lamine, directeur du port.",
                &["say assert by Ibrahim Lamine: Le port est fermé, a déclaré Ibrahim Lamine, directeur du port"],
            ),
            (
                "Deux hommes ont été tués, selon un hôpital de Zliten.",
                &["according hedge by un hôpital de Zliten: Deux hommes ont été tués, selon un hôpital de Zliten"],
            ),
            (
                "Selon la Croissant-Rouge, six corps ont été repêchés.",
                &[
                    "according hedge by la Croissant-Rouge = Croissant-Rouge: Selon la Croissant-Rouge, six corps ont été repêchés",
                ],
            ),
            (
                "L'attaque a fait trois morts, a-t-on appris de source médicale.",
                &["according hedge by source médicale: L'attaque a fait trois morts, a-t-on appris de source médicale"],
            ),
        ],
    );
}

#[test]
fn a_speaker_is_carried() {
    check(
        Language::French,
        &[(
            "L'émissaire de l'ONU, Ingrid Halvorsen, a affirmé que la trêve tenait. Elle a ajouté que des pourparlers reprendraient. « La route est ouverte », a-t-elle déclaré.",
            &[
                "confirm assert by L'émissaire de l'ONU, Ingrid Halvorsen = Ingrid Halvorsen: la trêve tenait",
                "add assert by L'émissaire de l'ONU, Ingrid Halvorsen = Ingrid Halvorsen (carried): des pourparlers reprendraient",
                "say assert by L'émissaire de l'ONU, Ingrid Halvorsen = Ingrid Halvorsen (carried): « La route est ouverte », a-t-elle déclaré",
            ],
        )],
    );
}

#[test]
fn a_relative_clause_denies_what_stands_before() {
    check(
        Language::French,
        &[(
            "Le conseil accuse la brigade d'avoir bombardé le port, ce que dément le colonel Salem Frejani.",
            &[
                "accuse assert by Le conseil = conseil: la brigade d'avoir bombardé le port",
                "deny deny by le colonel Salem Frejani = Salem Frejani: Le conseil accuse la brigade d'avoir bombardé le port",
            ],
        )],
    );
}
