use super::{Language, check};

#[test]
fn a_denial_covers_its_complement() {
    check(
        Language::English,
        &[
            ("The mayor denied reports of a truce in Gharyan.", "truce", "denied / denied"),
            (
                "Army spokesman Salem Frejani denied that his troops had withdrawn from Tarhuna.",
                "withdrawn",
                "denied / denied",
            ),
            (
                "The council of elders refuted claims of an exchange of prisoners with Zintan.",
                "exchange",
                "denied / refuted",
            ),
            (
                "There is no truth to rumours that the Mellitah plant was shelled, an engineer said.",
                "shelled",
                "denied / no truth",
            ),
            ("The interior ministry dismissed a report of clashes in Bani Walid.", "clashes", "denied / dismissed"),
            (
                "A guard commander rejected as false the claim that the terminal had been handed over.",
                "handed",
                "denied / rejected",
            ),
            ("The embassy disputes reports that its staff met the rebels.", "met", "denied / disputes reports"),
        ],
    );
}

#[test]
fn denials_without_a_verb_of_denial() {
    check(
        Language::English,
        &[
            ("The brigade knew nothing of a truce with Misrata.", "truce", "denied / knew nothing of"),
            (
                "A claim that 30 migrants drowned off Zuwara is untrue, the coast guard said.",
                "drowned",
                "denied / untrue",
            ),
            (
                "Talk of an attack on the camp is pure invention, said Colonel Masoud Drissi.",
                "attack",
                "denied / pure invention",
            ),
            (
                "Reports of a kidnapping in Nalut are without foundation, its mayor said.",
                "kidnapping",
                "denied / without foundation",
            ),
            ("The battalion said it was unaware of any clashes near Mizda.", "clashes", "denied / was unaware of"),
            (
                "The minister said of his resignation that he was going nowhere.",
                "resignation",
                "denied / going nowhere",
            ),
        ],
    );
}

#[test]
fn a_denial_of_a_denial_or_of_neither_is_none() {
    check(
        Language::English,
        &[
            ("The army has neither confirmed nor denied the air strike on Hun.", "air strike", "reported"),
            ("The group did not deny that it shelled the airport.", "shelled", "reported"),
            ("The spokesman did not immediately deny the raid.", "raid", "reported"),
            ("He denied that the talks had not taken place.", "talks", "reported / had not taken place"),
        ],
    );
}

#[test]
fn what_is_denied_decides() {
    check(
        Language::English,
        &[
            ("The group denied responsibility for the car bomb in Derna.", "car bomb", "reported / denied"),
            ("The navy denied that its aircraft bombed the hospital in Wadi al-Rabi.", "bombed", "reported / denied"),
            ("The ministry denied the toll of 40 in the clashes at Ghat.", "clashes", "reported / denied"),
            ("The governor was dismissed after the clashes.", "clashes", "reported"),
            ("The president dismissed the governor who ordered the strike.", "strike", "reported"),
        ],
    );
}

#[test]
fn a_denial_is_turned() {
    check(
        Language::English,
        &[
            ("He denied any truce in Sabratha, adding that fighting went on in the port.", "fighting", "reported"),
            ("He denied any truce in Sabratha, adding that fighting went on in the port.", "truce", "denied / denied"),
            ("The LNA denied a withdrawal but confirmed an exchange of prisoners.", "exchange", "reported"),
            ("They denied claims saying that a truce was signed.", "truce", "denied / denied"),
            ("The mayor denied that shops were looted, and said that police arrested two men.", "arrested", "reported"),
        ],
    );
}

#[test]
fn a_denial_is_carried() {
    check(
        Language::English,
        &[
            (
                "Social media spoke of a truce in Ubari. These reports are baseless, said Hamad Tuati.",
                "truce",
                "denied / baseless",
            ),
            ("The channel reported an attack on Brak. The army denied the report.", "attack", "denied / denied"),
            (
                "The mayor denied a ceasefire. These rumours of an exchange of bodies only serve the enemy.",
                "exchange",
                "denied / denied",
            ),
            ("The mayor denied a ceasefire. He then visited Nalut for talks with elders.", "talks", "reported"),
        ],
    );
}

#[test]
fn negations_end_with_their_clause() {
    check(
        Language::English,
        &[
            ("The militia did not attack the oil terminal.", "attack", "negated / not"),
            ("No clashes were reported in Zawiya after the air strike.", "clashes", "negated / No"),
            ("No clashes were reported in Zawiya after the air strike.", "air strike", "reported"),
            ("The unit entered Shwerif without a fight and seized the checkpoint.", "fight", "negated / without"),
            ("The unit entered Shwerif without a fight and seized the checkpoint.", "seized", "reported"),
            ("The sides haven't signed a truce, but shelling eased.", "truce", "negated / haven't"),
            ("The sides haven't signed a truce, but shelling eased.", "shelling", "reported"),
            ("The meeting in Ghadames did not take place.", "meeting", "negated / did not take place"),
            ("The agreement was never signed.", "agreement", "negated / was never signed"),
            ("Troops failed to retake the airport on Friday.", "retake", "negated / failed to"),
            ("None of the factions attended the talks.", "attended", "negated / None of"),
        ],
    );
}

#[test]
fn negations_that_affirm() {
    check(
        Language::English,
        &[
            ("No fewer than nine people died in the clashes.", "clashes", "reported"),
            ("The shelling did not stop until dawn.", "shelling", "reported"),
            ("Fighting has not ceased in Wershefana.", "Fighting", "reported"),
            ("The field did stop pumping on Tuesday.", "stop pumping", "reported"),
            ("The jets bombed not only the port but also the refinery.", "refinery", "reported"),
            ("No group claimed responsibility for the kidnapping.", "kidnapping", "reported"),
            ("The army did not comment on the air strike.", "air strike", "reported"),
            ("No casualties were reported in the shelling.", "shelling", "reported"),
            ("There was no immediate word of casualties from the blast.", "blast", "reported"),
            ("Guards could not prevent the looting of the depot.", "looting", "reported"),
            ("The ministry has not said who carried out the raid.", "raid", "reported"),
        ],
    );
}

#[test]
fn conditions_of_a_negation() {
    check(
        Language::English,
        &[
            (
                "The port will not reopen before the guards are paid.",
                "reopen",
                "negated / not / before the guards are paid",
            ),
            (
                "We will not attend talks until the siege of Derna is lifted.",
                "talks",
                "negated / not / until the siege of Derna is lifted",
            ),
            (
                "No oil will be exported unless wages are paid, the strikers said.",
                "exported",
                "negated / No / unless wages are paid",
            ),
        ],
    );
}

#[test]
fn plans() {
    check(
        Language::English,
        &[
            ("The envoy will visit Tobruk on Sunday.", "visit", "planned / will"),
            ("Talks between the two councils are due to resume in Tunis.", "Talks", "planned / are due to"),
            ("A summit is scheduled for May in Algiers.", "summit", "planned / is scheduled for"),
            ("The company plans to resume output at Abu Attifel.", "resume", "planned / plans to"),
            ("The ministry expects that a delegation will be received by the premier.", "received", "planned / will"),
            ("The envoy is expected to meet Hassan Bouhadi in Malta.", "meet", "planned / is expected"),
            ("The army chief said he would visit Kufra next week.", "visit", "planned / would"),
            ("The election was postponed until December.", "election", "planned / postponed"),
            ("The prisoner swap was postponed indefinitely.", "swap", "negated / postponed indefinitely"),
            ("The visit has been cancelled.", "visit", "negated / cancelled"),
            ("The commander will meet elders after clashes in Sebha.", "clashes", "reported"),
        ],
    );
}

#[test]
fn to_promise_a_truce_is_to_declare_it() {
    check(
        Language::English,
        &[
            ("The brigade said it would hold its fire for two days.", "hold its fire", "reported"),
            ("The LNA said it will observe a ceasefire from midnight.", "ceasefire", "reported"),
        ],
    );
}

#[test]
fn suppositions() {
    check(
        Language::English,
        &[
            ("If the militia attacks Zintan, the army will respond.", "attacks", "hypothetical / If"),
            (
                "If the militia attacks Zintan, the army will shell its camps.",
                "shell",
                "hypothetical / If / If the militia attacks Zintan",
            ),
            (
                "The army will shell the camp if the militia refuses.",
                "shell",
                "hypothetical / will / if the militia refuses",
            ),
            (
                "Should they move on Sirte, we will strike, he warned.",
                "strike",
                "hypothetical / Should they / Should they move on Sirte",
            ),
            (
                "The army agreed to a truce provided that the port is handed over.",
                "truce",
                "hypothetical / provided that / provided that the port is handed over",
            ),
            ("Residents fear that a new offensive may begin.", "offensive", "hypothetical / may"),
            ("The UN warned of a possible attack on Gharyan.", "attack", "hypothetical / possible"),
            ("He threatened to close the pipeline.", "close the pipeline", "hypothetical / threatened to"),
            ("The general warned that his forces would bomb any ship.", "bomb", "hypothetical / would"),
            ("Was the airport shelled?", "shelled", "hypothetical / ?"),
            ("It is unclear whether the hostages were freed.", "freed", "hypothetical / whether"),
            ("Clashes broke out in May, residents said.", "Clashes", "reported"),
            (
                "The ceasefire holds as long as the militias stay out of Tajoura.",
                "stay out",
                "hypothetical / as long as",
            ),
        ],
    );
}

#[test]
fn demands() {
    check(
        Language::English,
        &[
            ("The mission called for an immediate ceasefire in Murzuq.", "ceasefire", "demanded / called for"),
            ("Elders urged the two tribes to stop fighting.", "stop fighting", "demanded / urged"),
            ("All foreign forces must leave the country, the statement read.", "leave", "demanded / must"),
            ("The mission did not call for a truce.", "truce", "negated / not"),
            ("The council denied demanding the withdrawal of the 17th Battalion.", "withdrawal", "denied / denied"),
            (
                "She called for a truce, the release of prisoners and the opening of the road.",
                "release",
                "demanded / called for",
            ),
            ("He urged both sides not to resume the shelling.", "shelling", "negated / not"),
            ("The crowd demanded the release of Omar Zarti, who was arrested on Monday.", "arrested", "reported"),
        ],
    );
}

#[test]
fn what_did_not_come_about() {
    check(
        Language::English,
        &[
            ("Police foiled an attack on the court in Khoms.", "attack", "negated / foiled"),
            ("The premier ruled out a truce with the group.", "truce", "negated / ruled out"),
            ("Efforts to reach a truce in Jufra failed.", "truce", "negated / failed"),
            ("The delegation refused to sign the accord.", "sign the accord", "negated / refused to"),
        ],
    );
}

#[test]
fn background() {
    check(
        Language::English,
        &[
            (
                "It will be recalled that the brigade seized the port in 2014.",
                "seized",
                "historical / It will be recalled",
            ),
            ("Two years ago the militia abducted a dentist.", "abducted", "historical / Two years ago"),
            ("The tribes have fought since 2012 over smuggling routes.", "fought", "historical / since"),
            ("The pipeline, closed since 2014, is still shut.", "shut", "reported"),
            ("Marchers marked the anniversary of the massacre.", "massacre", "historical / the anniversary of"),
            ("The army said that clashes had erupted near Sidi Faraj.", "clashes", "reported"),
        ],
    );
}

#[test]
fn reports_of_newsrooms() {
    check(
        Language::English,
        &[
            ("Shelling killed two people in the past 24 hours.", "Shelling", "reported"),
            ("May 10 saw clashes in Zawiya.", "clashes", "reported"),
            ("Residents reported heavy shelling of Abu Salim on Tuesday night.", "shelling", "reported"),
            (
                "Two people were killed when a mine exploded in Ain Zara, the ministry said, denying reports of a car bomb.",
                "exploded",
                "reported",
            ),
            (
                "Two people were killed when a mine exploded in Ain Zara, the ministry said, denying reports of a car bomb.",
                "car bomb",
                "denied / denying",
            ),
            (
                "The National Oil Corporation said on Monday it had lifted force majeure at Hariga after guards ended a blockade.",
                "lifted force majeure",
                "reported",
            ),
            ("The warring sides said they would meet in Geneva on 5 March.", "meet", "planned / would"),
            ("The gathering had been due to open on Thursday but was put off.", "gathering", "negated / put off"),
            (
                "Rada forces said they had thwarted a plot to bomb the electoral commission.",
                "bomb",
                "negated / thwarted",
            ),
            ("The army advanced without meeting resistance, seizing two checkpoints.", "seizing", "reported"),
            ("There were no clashes on Monday, a calm not seen since fighting began.", "fighting", "reported"),
            ("Nobody was hurt in the rocket attack on Mitiga airport.", "rocket attack", "reported"),
            ("None of the 23 crew was hurt when the tanker was bombed.", "bombed", "reported"),
            ("The blast caused no casualties.", "blast", "reported"),
            ("The UN mission urged restraint after clashes killed six in Zawiya.", "clashes", "reported"),
            ("Haroun Meliki, who was kidnapped in June, has not been released.", "kidnapped", "reported"),
            ("Haroun Meliki, who was kidnapped in June, has not been released.", "released", "negated / not"),
            (
                "The commander vowed to march on the capital unless the prisoners are freed.",
                "march",
                "hypothetical / vowed to / unless the prisoners are freed",
            ),
            ("The field will stay shut until protesters leave.", "leave", "hypothetical / until"),
            ("The airport remains closed following the raid.", "raid", "reported"),
            ("The chairman said he had no intention of resigning.", "resigning", "negated / no intention of"),
            ("Neither the council nor the brigade has signed the accord.", "signed", "negated / Neither"),
            ("The clashes ended without a ceasefire.", "ceasefire", "negated / without"),
            ("The clashes ended without a ceasefire.", "clashes", "reported"),
            (
                "A source close to the premier said talk of his resignation was false.",
                "resignation",
                "denied / was false",
            ),
            ("The tribe has yet to accept the truce.", "accept the truce", "negated / has yet to"),
            ("It was not clear who carried out the attack.", "attack", "reported"),
            ("The claim could not be independently verified.", "claim", "reported"),
            ("The LNA claimed to have downed a drone.", "downed", "reported"),
            ("A Turkish drone was reportedly shot down near Tarhuna.", "shot down", "reported"),
            (
                "The talks, which were expected to last two days, collapsed on the first.",
                "last",
                "planned / were expected",
            ),
            ("The mission hopes that the truce will hold.", "hold", "hypothetical / hopes that"),
            ("Gunmen tried to storm the ministry but were repelled.", "repelled", "reported"),
            (
                "France denied any military role in the raid on Sebha, saying its soldiers were in Chad.",
                "raid",
                "reported / denied",
            ),
            (
                "The ministry denied a report that 20 migrants had been shot dead in Bani Walid.",
                "shot dead",
                "denied / denied",
            ),
            ("The council said it rejected the appointment of Faraj Busnina as mayor.", "appointment", "reported"),
            ("The army is to withdraw from the town under the deal.", "withdraw", "planned / is to"),
            ("Only if the militias disarm will the port reopen.", "disarm", "hypothetical / Only if"),
            ("The general did not rule out an assault on Sirte.", "assault", "reported"),
            ("Algeria would never accept a foreign intervention, he said.", "intervention", "negated / never"),
            ("The company said exports had resumed, and denied that the pipeline was bombed.", "resumed", "reported"),
            (
                "The company said exports had resumed, and denied that the pipeline was bombed.",
                "bombed",
                "denied / denied",
            ),
            ("A year after the massacre, families held a vigil.", "massacre", "reported"),
            ("The premier may visit Ankara, an aide said.", "visit", "hypothetical / may"),
            ("In other news, the coastguard intercepted 80 migrants.", "intercepted", "reported"),
            ("He has never met the general, the aide insisted.", "met", "negated / never"),
            ("The army had denied on Friday that it shelled the port.", "shelled", "denied / denied"),
        ],
    );
}

#[test]
fn sides_and_disputes() {
    check(
        Language::English,
        &[
            ("The UN demanded the release of four teachers abducted last week.", "abducted", "reported"),
            ("The UN demanded the release of four teachers abducted last week.", "release", "demanded / demanded"),
            ("He called for the detained men to be released.", "released", "demanded / called for"),
            ("The envoy will meet families displaced by the clashes.", "displaced", "reported"),
            ("Pumping never stopped at Amal.", "stopped", "negated / never"),
            (
                "The council said it had neither seen nor signed any agreement, and called a claim that it paid them untrue.",
                "agreement",
                "negated / neither",
            ),
            ("A truce may be announced in Sirte.", "truce", "hypothetical / may"),
            ("The meeting, planned for Monday in Sirte, was cancelled.", "meeting", "negated / cancelled"),
            ("LNA denies truce in Tarhuna as GNA declares ceasefire in Sabha", "truce", "denied / denies"),
            ("LNA denies truce in Tarhuna as GNA declares ceasefire in Sabha", "ceasefire", "reported"),
            ("The army denied a truce in Hun, the mayor announced a ceasefire in Sokna.", "ceasefire", "reported"),
            ("Truce in Tarhuna denied by army", "Truce", "denied / denied"),
            ("Army accuses militia of shelling the port. The militia denied it.", "shelling", "reported"),
            ("The army said the militia shelled the port, which the militia denies.", "shelled", "reported"),
            ("The army announced a raid. The militia denied this.", "raid", "denied / denied"),
            ("No group has claimed responsibility for the attack.", "claimed responsibility", "negated / No"),
            ("No group has claimed responsibility for the attack.", "attack", "reported"),
            ("Attack on Jufra checkpoint foiled", "Attack", "negated / foiled"),
            ("An attack on the port was thwarted by the guards.", "attack", "negated / thwarted"),
            ("Truce offer rejected by brigade", "Truce", "negated / rejected"),
        ],
    );
}

#[test]
fn a_claim_is_dismissed_as_untrue_and_an_object_is_none() {
    check(
        Language::English,
        &[
            ("The army dismissed as untrue reports that its jets bombed Waddan.", "bombed", "denied / dismissed"),
            ("The vessel delivered no weapons to Khoms.", "delivered", "negated / no"),
            ("The blast killed no one.", "killed", "reported"),
            ("The envoy put off his visit to Tobruk until Tuesday.", "visit", "planned / put off"),
        ],
    );
}

#[test]
fn a_denied_report_of_own_jets_is_denied() {
    check(
        Language::English,
        &[
            ("The army denied reports that its warplanes had bombed Waddan.", "bombed", "denied / denied"),
            ("Their release was demanded by the elders of Nalut.", "release", "demanded / was demanded"),
        ],
    );
}
