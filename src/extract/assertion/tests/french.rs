use super::{Language, check};

#[test]
fn a_denial_covers_its_complement() {
    check(
        Language::French,
        &[
            ("Le maire de Gharyan a démenti toute trêve avec les assaillants.", "trêve", "denied / a démenti"),
            ("La brigade dément avoir enlevé un ingénieur à Nalout.", "enlevé", "denied / dément"),
            (
                "Le colonel Salem Frejani a nié que ses hommes se soient retirés de Tarhouna.",
                "retirés",
                "denied / a nié",
            ),
            ("Le groupe se défend d'avoir bombardé le port.", "bombardé", "denied / se défend d"),
            (
                "Le conseil s'inscrit en faux contre l'annonce d'un échange de prisonniers.",
                "échange",
                "denied / s'inscrit en faux contre",
            ),
            ("La compagnie réfute l'arrêt de la production à Mellitah.", "arrêt", "denied / réfute"),
            ("L'ambassade récuse toute rencontre avec les rebelles.", "rencontre", "denied / récuse"),
            ("Le ministère a rejeté les informations sur des combats à Mizda.", "combats", "denied / a rejeté"),
            ("Il a qualifié de fausses les rumeurs d'un retrait de Hun.", "retrait", "denied / a qualifié de"),
            ("Le général dit tout ignorer d'une trêve à Oubari.", "trêve", "denied / dit tout ignorer d"),
        ],
    );
}

#[test]
fn predicates_that_deny() {
    check(
        Language::French,
        &[
            (
                "L'information sur une trêve à Mourzouk est dénuée de tout fondement.",
                "trêve",
                "denied / dénuée de tout fondement",
            ),
            (
                "Les rumeurs d'enlèvement de deux médecins sont sans fondement, a dit le maire.",
                "enlèvement",
                "denied / sans fondement",
            ),
            (
                "Une radio a annoncé une attaque à Brak. Ces informations sont infondées, selon l'armée.",
                "attaque",
                "denied / infondées",
            ),
            ("Il est faux que le terminal ait été bombardé.", "bombardé", "denied / faux"),
        ],
    );
}

#[test]
fn looks_like_a_denial_and_is_none() {
    check(
        Language::French,
        &[
            ("L'armée n'a ni confirmé ni infirmé la frappe sur Hun.", "frappe", "reported"),
            ("Le groupe n'a pas démenti le bombardement du port.", "bombardement", "reported"),
            ("Le groupe a nié toute implication dans l'attentat de Derna.", "attentat", "reported / a nié"),
            ("Le ministère dément le bilan de 40 morts dans les combats de Ghat.", "combats", "reported / dément"),
            ("Il a démenti que la trêve n'ait pas été signée.", "trêve", "reported / n'ait pas"),
        ],
    );
}

#[test]
fn a_denial_is_turned_or_carried() {
    check(
        Language::French,
        &[
            ("Il a démenti toute trêve, ajoutant que les combats se poursuivaient au port.", "combats", "reported"),
            ("Il a démenti un retrait mais confirmé un échange de prisonniers.", "échange", "reported"),
            ("Il a démenti des informations affirmant qu'une trêve avait été signée.", "trêve", "denied / a démenti"),
            (
                "Le maire a démenti une trêve. Ces rumeurs d'un échange de corps sont nuisibles.",
                "échange",
                "denied / a démenti",
            ),
            ("Le maire a démenti une trêve. Il s'est rendu à Nalout pour une rencontre.", "rencontre", "reported"),
        ],
    );
}

#[test]
fn negations_end_with_their_clause() {
    check(
        Language::French,
        &[
            ("La milice n'a pas attaqué le terminal.", "attaqué", "negated / n'a pas"),
            ("Aucun combat n'a été signalé à Zawiya après la frappe.", "combat", "negated / Aucun"),
            ("Aucun combat n'a été signalé à Zawiya après la frappe.", "frappe", "reported"),
            ("L'unité est entrée à Choueref sans combat et a pris le barrage.", "combat", "negated / sans"),
            ("L'unité est entrée à Choueref sans combat et a pris le barrage.", "pris", "reported"),
            ("La rencontre de Ghadamès n'a pas eu lieu.", "rencontre", "negated / n'a pas eu lieu"),
            (
                "Les deux camps n'ont jamais signé de trêve, mais les tirs ont baissé.",
                "trêve",
                "negated / n'ont jamais",
            ),
            ("Les deux camps n'ont jamais signé de trêve, mais les tirs ont baissé.", "tirs", "reported"),
            ("La visite, prévue lundi, a été reportée sine die.", "visite", "negated / reportée sine die"),
            ("Pas de trêve à Sebha.", "trêve", "negated / Pas de"),
        ],
    );
}

#[test]
fn negations_that_affirm() {
    check(
        Language::French,
        &[
            ("Les secours n'ont trouvé que des corps après l'attaque.", "trouvé", "reported"),
            ("Les avions n'ont bombardé que le port.", "bombardé", "reported"),
            ("L'artillerie n'a cessé de pilonner le quartier.", "pilonner", "reported"),
            ("Les armes ne se sont pas tues à Ouerchefana, où les combats durent.", "combats", "reported"),
            ("L'attaque n'a pas été revendiquée.", "attaque", "reported"),
            ("L'armée n'a pas commenté la frappe.", "frappe", "reported"),
            ("Les bombardements ne se sont pas arrêtés.", "bombardements", "reported"),
            ("Pas moins de neuf personnes sont mortes dans les combats.", "combats", "reported"),
            ("Le bombardement n'a fait aucune victime.", "bombardement", "reported"),
            ("Les autorités n'excluent pas une attaque.", "attaque", "reported"),
        ],
    );
}

#[test]
fn conditions_of_a_negation() {
    check(
        Language::French,
        &[
            (
                "Le port ne rouvrira pas avant le paiement des gardes.",
                "rouvrira",
                "negated / ne rouvrira pas / avant le paiement des gardes",
            ),
            (
                "Nous ne signerons pas d'accord tant que le siège ne sera pas levé.",
                "accord",
                "negated / ne signerons pas / tant que le siège ne sera pas levé",
            ),
            (
                "Le terminal ne rouvrira que si les salaires sont versés.",
                "rouvrira",
                "hypothetical / rouvrira / que si les salaires sont versés",
            ),
        ],
    );
}

#[test]
fn plans() {
    check(
        Language::French,
        &[
            ("L'émissaire se rendra dimanche à Tobrouk.", "rendra", "planned / rendra"),
            ("Une rencontre aura lieu mardi à Malte.", "rencontre", "planned / aura"),
            ("Les pourparlers doivent reprendre à Tunis.", "pourparlers", "planned / doivent"),
            ("Le ministre devait rencontrer le maire de Nalout.", "rencontrer", "planned / devait"),
            ("Un sommet est prévu en mai à Alger.", "sommet", "planned / est prévu"),
            ("L'émissaire est attendu à Benghazi.", "Benghazi", "planned / est attendu"),
            ("La compagnie entend reprendre la production.", "reprendre", "planned / entend"),
            ("Le chef de la mission va rencontrer les notables.", "rencontrer", "planned / va"),
            ("Les élections ont été reportées au 3 mars.", "élections", "planned / reportées"),
            ("La visite a été annulée.", "visite", "negated / annulée"),
            ("Il rencontrera les notables après les combats de Sebha.", "combats", "reported"),
            ("La brigade respectera la trêve, a-t-elle annoncé.", "trêve", "reported"),
        ],
    );
}

#[test]
fn the_conditional_of_hearsay_is_a_report() {
    check(
        Language::French,
        &[
            ("Un otage aurait été exécuté à Derna.", "exécuté", "reported"),
            ("Des avions auraient transporté des armes vers Joufra.", "transporté", "reported"),
        ],
    );
}

#[test]
fn suppositions() {
    check(
        Language::French,
        &[
            ("Si la milice attaque Zintan, l'armée bombardera ses camps.", "attaque", "hypothetical / Si"),
            (
                "Si la milice attaque Zintan, l'armée bombardera ses camps.",
                "bombardera",
                "hypothetical / Si / Si la milice attaque Zintan",
            ),
            (
                "L'armée bombardera le camp si les miliciens refusent de partir.",
                "bombardera",
                "hypothetical / bombardera / si les miliciens refusent de partir",
            ),
            (
                "Le conseil a accepté la trêve à condition que le port soit rendu.",
                "trêve",
                "hypothetical / à condition que / à condition que le port soit rendu",
            ),
            (
                "Le conseil a accepté la trêve sous réserve d'un retrait.",
                "trêve",
                "hypothetical / sous réserve d / sous réserve d'un retrait",
            ),
            ("Il menace de fermer l'oléoduc.", "fermer", "hypothetical / menace de"),
            ("Les habitants craignent une offensive.", "offensive", "hypothetical / craignent une"),
            ("Une frappe pourrait viser le camp.", "viser", "hypothetical / pourrait"),
            ("L'aéroport a-t-il été bombardé ?", "bombardé", "hypothetical / ?"),
            ("On ignore si les otages ont été libérés.", "libérés", "hypothetical / ignore si"),
            ("Les combats sont si violents que les écoles ont fermé.", "fermé", "reported"),
        ],
    );
}

#[test]
fn demands() {
    check(
        Language::French,
        &[
            ("La mission appelle à un cessez-le-feu immédiat à Mourzouk.", "cessez-le-feu", "demanded / appelle à"),
            ("Les notables ont exhorté les deux tribus à cesser les combats.", "cesser", "demanded / ont exhorté"),
            ("Il faut un retrait des forces étrangères.", "retrait", "demanded / Il faut"),
            ("La mission n'a pas appelé à une trêve.", "trêve", "negated / n'a pas"),
            ("Le conseil dément avoir exigé le retrait du bataillon.", "retrait", "denied / dément"),
            (
                "Elle réclame une trêve, la libération des prisonniers et l'ouverture de la route.",
                "libération",
                "demanded / réclame",
            ),
            ("Selon la presse, une attaque a visé le port.", "attaque", "reported"),
        ],
    );
}

#[test]
fn what_did_not_come_about() {
    check(
        Language::French,
        &[
            ("La police a déjoué un attentat à Khoms.", "attentat", "negated / a déjoué"),
            ("Le gouvernement exclut toute trêve avec le groupe.", "trêve", "negated / exclut"),
            ("Les efforts pour conclure une trêve ont échoué.", "trêve", "negated / ont échoué"),
            ("La délégation a refusé de signer l'accord.", "signer", "negated / a refusé de"),
            ("La brigade a rejeté une trêve.", "trêve", "negated / a rejeté"),
        ],
    );
}

#[test]
fn background() {
    check(
        Language::French,
        &[
            ("Pour rappel, la brigade s'est emparée du port en 2014.", "emparée", "historical / Pour rappel"),
            ("Il y a deux ans, la milice avait enlevé un dentiste.", "enlevé", "historical / avait"),
            ("Les tribus s'affrontent depuis 2012 pour la contrebande.", "affrontent", "historical / depuis"),
            ("L'oléoduc, fermé depuis 2014, reste à l'arrêt.", "arrêt", "reported"),
            ("Ils ont marqué l'anniversaire du massacre.", "massacre", "historical / anniversaire du"),
            ("L'armée a affirmé que des combats avaient éclaté près de Sidi Faraj.", "combats", "reported"),
        ],
    );
}

#[test]
fn reports_of_newsrooms() {
    check(
        Language::French,
        &[
            (
                "De violents affrontements ont éclaté mardi soir à Abou Salim, selon des habitants.",
                "affrontements",
                "reported",
            ),
            (
                "Le porte-parole a démenti toute négociation, affirmant au contraire que l'offensive continuait.",
                "offensive",
                "reported",
            ),
            (
                "Le porte-parole a démenti toute négociation, affirmant au contraire que l'offensive continuait.",
                "négociation",
                "denied / a démenti",
            ),
            ("Trois migrants auraient été abattus par des gardes à Bani Walid.", "abattus", "reported"),
            (
                "Si la trêve était rompue, les forces du colonel auraient repris l'offensive.",
                "repris",
                "hypothetical / Si / Si la trêve était rompue",
            ),
            (
                "Le dialogue, qui devait s'ouvrir jeudi à Ghadamès, a été reporté sine die.",
                "dialogue",
                "negated / reporté sine die",
            ),
            ("Faute d'accord sur le budget, le terminal restera fermé.", "accord", "hypothetical / Faute d"),
            ("Le terminal restera fermé faute d'accord avec les gardes.", "accord", "hypothetical / faute d"),
            ("Les pourparlers se sont achevés sans accord.", "accord", "negated / sans"),
            ("Les pourparlers se sont achevés sans accord.", "pourparlers", "reported"),
            ("Aucune des parties n'a signé le document.", "signé", "negated / Aucune"),
            ("Plus aucun tir n'a été entendu depuis l'aube.", "tir", "negated / aucun"),
            ("Le drone a été abattu sans faire de victime.", "abattu", "reported"),
            ("L'explosion n'a pas fait de victime.", "explosion", "reported"),
            ("Le conseil dément que ses avions aient bombardé l'hôpital.", "bombardé", "reported / dément"),
            ("L'armée ne confirme pas le retrait de Houn.", "retrait", "reported"),
            (
                "La milice a menacé de reprendre les combats si les prisonniers ne sont pas libérés.",
                "reprendre",
                "hypothetical / a menacé de / si les prisonniers ne sont pas libérés",
            ),
            (
                "La milice a menacé de reprendre les combats si les prisonniers ne sont pas libérés.",
                "libérés",
                "hypothetical / si",
            ),
            ("Le gouvernement souhaite une trêve.", "trêve", "hypothetical / souhaite"),
            ("La reprise des exportations est prévue dimanche.", "exportations", "planned / est prévue"),
            ("L'ambassadeur a rencontré le maire lundi et doit se rendre mercredi à Koufra.", "rencontré", "reported"),
            (
                "L'ambassadeur a rencontré le maire lundi et doit se rendre mercredi à Koufra.",
                "rendre",
                "planned / doit",
            ),
            (
                "Les miliciens ont libéré deux otages, a indiqué un élu, qui réclame la libération des autres.",
                "libéré",
                "reported",
            ),
            (
                "Les miliciens ont libéré deux otages, a indiqué un élu, qui réclame la libération des autres.",
                "libération",
                "demanded / réclame",
            ),
            (
                "Ils n'ont accepté de partir qu'à condition que la route soit rouverte.",
                "partir",
                "hypothetical / n / qu'à condition que la route soit rouverte",
            ),
            ("Les combats n'ont pas repris lundi.", "repris", "negated / n'ont pas"),
            ("Les combats, qui n'ont pas cessé depuis samedi, ont fait neuf morts.", "combats", "reported"),
            ("Le maire a exclu de démissionner.", "démissionner", "negated / a exclu"),
            ("La rumeur d'un coup d'État est infondée, selon le ministère.", "coup", "denied / infondée"),
            ("Ni l'armée ni la milice n'ont signé de trêve.", "trêve", "negated / n"),
            ("Le navire a été arraisonné alors qu'il devait livrer des armes à Misrata.", "arraisonné", "reported"),
            ("Le navire a été arraisonné alors qu'il devait livrer des armes à Misrata.", "livrer", "planned / devait"),
            ("L'offensive lancée en avril 2019 avait échoué.", "offensive", "historical / avait"),
            ("Le chef de la brigade dit ne pas avoir attaqué le camp.", "attaqué", "negated / ne pas"),
            ("Tripoli nie avoir livré des armes à la brigade.", "livré", "denied / nie"),
            ("La production reste suspendue jusqu'à nouvel ordre.", "suspendue", "reported"),
            ("Le port a rouvert après deux semaines de blocage.", "rouvert", "reported"),
            ("Des tirs ont visé le convoi, qui transportait de l'aide.", "tirs", "reported"),
            (
                "Le retrait n'interviendra qu'après un accord.",
                "interviendra",
                "hypothetical / interviendra / qu'après un accord",
            ),
            ("Aucun groupe n'a revendiqué l'attentat.", "attentat", "reported"),
            ("Il n'y a pas eu d'affrontements, a assuré le maire.", "affrontements", "negated / n'y a pas"),
        ],
    );
}

#[test]
fn sides_and_disputes() {
    check(
        Language::French,
        &[
            ("L'ONU réclame la libération de quatre enseignants enlevés à Zawiya.", "enlevés", "reported"),
            ("L'ONU réclame la libération de quatre enseignants enlevés à Zawiya.", "libération", "demanded / réclame"),
            ("La réunion, prévue mercredi à Syrte, n'aura pas lieu.", "réunion", "negated / n'aura pas lieu"),
            (
                "Le chef, Hassan Ag Moussa, a au contraire démenti toute trêve.",
                "trêve",
                "denied / a au contraire démenti",
            ),
            ("Les habitants, empêchés de rentrer chez eux, attendent.", "rentrer", "negated / empêchés"),
            (
                "Tant que le siège ne sera pas levé, nous ne signerons pas d'accord.",
                "accord",
                "negated / ne signerons pas / Tant que le siège ne sera pas levé",
            ),
            (
                "L'armée dément une trêve à Tarhouna, le gouvernement annonce un cessez-le-feu à Sebha",
                "trêve",
                "denied / dément",
            ),
            (
                "L'armée dément une trêve à Tarhouna, le gouvernement annonce un cessez-le-feu à Sebha",
                "cessez-le-feu",
                "reported",
            ),
            (
                "Le gouvernement accuse l'armée d'avoir bombardé un hôpital, ce que dément l'armée.",
                "bombardé",
                "reported",
            ),
            ("Une trêve à Tarhouna démentie par l'armée", "trêve", "denied / démentie"),
            ("Un attentat déjoué à Misrata", "attentat", "negated / déjoué"),
        ],
    );
}

#[test]
fn what_had_been_said_is_no_background() {
    check(
        Language::French,
        &[
            ("Le conseil avait affirmé que des avions avaient bombardé le port.", "bombardé", "reported"),
            ("Le maire avait démenti une trêve.", "trêve", "denied / avait démenti"),
        ],
    );
}
