//! English: actives, passives, participles of headlines, and what is no toll.

use super::check;
use crate::model::Language;

#[track_caller]
fn english(lines: &str) {
    check(Language::English, lines);
}

#[test]
fn actives_and_passives() {
    english(
        "
        At least four people were killed and 18 others wounded in Sirte => dead ≥4; injured 18
        A car bomb killed four soldiers and wounded 18 => dead 4; injured 18
        The shelling has killed two children => dead 2
        Four people have been killed since Monday => dead 4
        Two policemen were shot dead => dead 2
        Gunmen shot dead a judge in Benghazi => dead 1
        The bomber killed himself and six others => dead 7
        An air strike on the house killed a woman and her three children => dead 4
        A stray shell hit a house, killing a family of five => dead 5
        The militia executed nine prisoners =>
        ISIL militants beheaded 21 Copts => dead 21
        He was wounded in the leg =>
        Clashes wounded at least 30 people => injured ≥30
        ",
    );
}

#[test]
fn headlines() {
    english(
        "
        Four killed, 18 wounded in Sirte clashes => dead 4; injured 18
        Two dead in Benghazi blast => dead 2
        Gunmen kill three in Ajdabiya => dead 3
        Soldier killed in Benghazi => dead 1
        Three migrants drown off Zuwara => dead 3
        Car bomb kills 4 in Benghazi => dead 4
        Five wounded as shell hits airport => injured 5
        Libyan journalist found dead => dead 1
        ",
    );
}

#[test]
fn number_words() {
    english(
        "
        The shelling left two dozen people dead => dead 24
        Twenty-five migrants drowned off Zawiya => dead 25
        One hundred and five bodies were recovered => dead 105
        half a dozen fighters were killed => dead 6
        A dozen people were wounded => injured 12
        a hundred people died => dead 100
        more than two thousand people died in Derna => dead >2000
        eleven thousand three hundred people died => dead 11300
        ninety-nine people perished => dead 99
        ",
    );
}

#[test]
fn lives_and_bodies() {
    english(
        "
        The blast claimed the lives of twelve people => dead 12
        The blast claimed 12 lives => dead 12
        The floods cost the lives of 40 people => dead 40
        Seven sailors lost their lives => dead 7
        The bodies of four soldiers were found => dead 4
        The body of a man was found near the port => dead 1
        Rescuers pulled 12 bodies from the sea => dead 12
        The remains of 12 people were exhumed from a mass grave =>
        At least 47 bodies were found in mass graves =>
        ",
    );
}

#[test]
fn one_person() {
    english(
        "
        A civilian was killed by a stray bullet => dead 1
        A 12-year-old girl was killed => dead 1
        Two gunmen killed the mayor => dead 1
        An army officer was assassinated => dead 1
        Ali, 30, was killed near his home =>
        The driver was killed on the spot => dead 1
        one person was killed => dead 1
        ",
    );
}

#[test]
fn coordination_adds_up() {
    english(
        "
        An officer and three soldiers were killed => dead 4
        killing four soldiers and two civilians => dead 6
        Four soldiers, three civilians and a child were killed => dead 8
        the father and his two children were killed => dead 3
        Two soldiers of the 444 Brigade and a policeman were killed => dead 3
        ",
    );
}

#[test]
fn parts_are_never_added() {
    english(
        "
        Four people, including two children, were killed => dead 4; dead 2 part children
        killing ten people, including three children, and wounding 20 => dead 10; dead 3 part children; injured 20
        Twelve people were killed, among them four women => dead 12; dead 4 part women
        18 were wounded, three of them critically => injured 18; injured 3 part
        20 people died, 12 of them civilians including five children => dead 20; dead 12 part civilians; dead 5 part children
        ",
    );
}

#[test]
fn bounds_and_vague_words() {
    english(
        "
        more than 30 militants were killed => dead >30
        as many as 40 people were killed => dead ≤40
        about 50 people were hurt => injured ~50
        nearly 100 people were killed => dead ~100
        some 20 fighters died => dead ~20
        between 10 and 15 people were killed => dead 10-15
        10 to 15 people were killed => dead 10-15
        ten or twelve people were killed => dead 10-12
        fewer than ten people were hurt => injured ≤10
        Dozens of people were killed => dead vague 12
        Dozens killed in Derna => dead vague 12
        several people were wounded => injured vague 10
        Hundreds were feared dead => missing vague 100
        killing scores of fighters => dead vague 20
        four or more people were killed => dead ≥4
        ",
    );
}

#[test]
fn told_together() {
    english(
        "
        60 people were killed or wounded => casualties 60
        killed and wounded 60 fighters => casualties 60
        60 dead and wounded => casualties 60
        40 casualties were taken to hospital => casualties 40
        ",
    );
}

#[test]
fn tolls_that_rise() {
    english(
        "
        The death toll rises to 12 => dead 12 running
        The death toll has risen to 12 from 10 => dead 12 running; dead 10 superseded
        Death toll from Sirte blast climbs to 15 => dead 15 running
        bringing the death toll to 15 => dead 15 running
        bringing to 15 the number of dead => dead 15 running
        The death toll stood at 30 => dead 30
        An earlier toll of eight dead was given => dead 8 superseded
        Three more succumbed to their wounds => dead 3 more
        Two of the wounded died in hospital => dead 2
        ",
    );
}

#[test]
fn nobody_was_hurt() {
    english(
        "
        There were no casualties => dead 0 nobody; injured 0 nobody
        No casualties were reported => dead 0 nobody; injured 0 nobody
        without causing any casualties => dead 0 nobody; injured 0 nobody
        The rocket did not cause casualties => dead 0 nobody; injured 0 nobody
        Nobody was hurt => dead 0 nobody; injured 0 nobody
        None of the 23 crew was hurt => dead 0 implied; injured 0 nobody
        no one was killed or wounded => dead 0 nobody; injured 0 nobody
        no deaths or injuries => dead 0 nobody; dead 0 implied; injured 0 nobody
        ",
    );
}

#[test]
fn silence_is_no_toll() {
    english(
        "
        There was no immediate word of casualties =>
        There were no immediate reports of casualties =>
        There was no word on casualties =>
        Officials did not say how many were killed =>
        No civilian casualties were reported =>
        There were no casualties among civilians =>
        ",
    );
}

#[test]
fn numbers_that_are_no_tolls() {
    english(
        "
        fighters from three brigades were killed =>
        Two air strikes killed civilians =>
        Three missiles hit the port, killing a guard => dead 1
        The 444 Brigade killed two smugglers => dead 2
        A soldier was killed on 12 May => dead 1
        Two people were killed in 2014 => dead 2
        killed 20 kilometres south of Sirte =>
        Brigade 101 killed four fighters => dead 4
        sentenced 45 people to death =>
        Two hundred prisoners were released =>
        Production fell to 200,000 barrels =>
        an exchange of 12 prisoners =>
        the Dead Sea =>
        ",
    );
}

#[test]
fn other_harms() {
    english(
        "
        Three people were arrested and two abducted => detained 3; kidnapped 2
        Gunmen kidnapped four engineers => kidnapped 4
        Police arrested five suspects => detained 5
        At least 20 migrants are missing => missing ≥20
        20 migrants are missing, presumed dead => missing 20
        leaving seven dead and 30 missing => dead 7; missing 30
        ",
    );
}

#[test]
fn names_and_agreement_do_not_mislead() {
    english(
        "
        The Libyan National Army said that 12 of its fighters had been killed => dead 12
        The Libyan army said soldiers were killed =>
        A man and his son were killed => dead 2
        The mission condemned the killing of two Red Crescent workers => dead 2
        Militants behead three in Derna => dead 3
        At least 15 people, most of them soldiers, have died in two days of fighting => dead ≥15
        Another 40 were wounded => injured 40
        Gunmen abduct two Filipino doctors => kidnapped 2
        Three migrants drown off Zuwara => dead 3
        Among the dead were two children => dead 2 part children
        ",
    );
}

#[test]
fn reports_in_the_manner_of_agencies() {
    english(
        "
        The bodies of two women and a child were found => dead 3
        killing the driver and two passengers => dead 3
        Six people, four of them children, died => dead 6; dead 4 part children
        A shell killed five members of a family => dead 5
        11 guards were killed and seven workers kidnapped => dead 11; kidnapped 7
        The attack left 5 dead, including 2 policemen, and 12 wounded => dead 5; dead 2 part police; injured 12
        an attempt to assassinate a colonel in Bayda =>
        an attempted assassination of a judge =>
        Missing, presumed dead: 12 sailors =>
        Four of the attackers were killed => dead 4
        The ministry said 12 soldiers had died and 30 had been wounded => dead 12; injured 30
        It wounded more than 20 people, some of them seriously => injured >20
        Security forces shot and wounded three protesters => injured 3
        ",
    );
}

#[test]
fn who_dies_later_and_both_of_two() {
    english(
        "
        A shepherd was wounded and later died => dead 1 more
        A nurse was injured and died => dead 1
        Both policemen were killed => dead 2
        Both dead and wounded were taken away =>
        ",
    );
}

#[test]
fn the_age_of_a_victim_is_no_count() {
    english(
        "
        The blast killed a 62-year-old farmer => dead 1
        Shrapnel hit a boat, wounding its 40-year-old skipper => injured 1
        A mine killed a nine-year-old girl => dead 1
        ",
    );
}

#[test]
fn who_tells_it_is_not_counted() {
    english(
        "
        Shells fell on the market, killing two and wounding seven, a nurse said => dead 2; injured 7
        The officer added, and a shopkeeper was slightly hurt => injured 1
        A mayor, two guards and a driver were killed => dead 4
        ",
    );
}

#[test]
fn an_age_can_stand_for_who_has_it() {
    english(
        "
        Guards opened fire, killing a 16-year-old and wounding six others => dead 1; injured 6
        The mortar wounded a 9-year-old => injured 1
        ",
    );
}

#[test]
fn no_reports_say_nothing() {
    english("There were no reports of casualties => ");
}

#[test]
fn those_who_tell_it_are_no_list() {
    english(
        "
        wounding six other herders, a medic and two neighbours said => injured 6
        killing a guard, two cooks and a driver => dead 4
        Boy, 9, and grandmother die as roof falls in => dead 2
        The flood has killed at least 2,310, with hundreds still missing => dead ≥2310; missing vague 100
        ",
    );
}

#[test]
fn one_of_those_who_were_hurt_dies() {
    english(
        "
        The blast wounded four divers, one of whom later died => injured 4; dead 1 more
        The toll from the raid rose to 22 on Friday after three of the wounded died => dead 22 running; dead 3
        The number killed this week rises to nine => dead 9 running
        Their deaths take to eleven the number killed since Monday => dead 11 running
        ",
    );
}

#[test]
fn the_hurt_without_a_word_for_wounds() {
    english(
        "
        Nine pupils were treated for smoke inhalation => injured 9
        Two welders were rushed to hospital => injured 2
        two guards dead and a third in critical condition => dead 2; injured 1
        ",
    );
}

#[test]
fn a_conjunction_ends_a_participle() {
    english(
        "
        Three men were killed and seven wounded when a gunman opened fire => dead 3; injured 7
        killing an air force captain and wounding his wife => dead 1; injured 1
        The blast killed a deminer => dead 1
        ",
    );
}

#[test]
fn who_lost_men_tells_of_their_death() {
    english(
        "
        The brigade lost nine fighters in the assault => dead 9
        The party lost nine seats => 
        The convoy lost three lorries => 
        ",
    );
}

#[test]
fn what_befell_nobody() {
    english(
        "
        Nobody else was killed => dead 0 nobody
        No one was killed but four people were injured => dead 0 nobody; injured 4
        The caretaker escaped unhurt => dead 0 unhurt; injured 0 unhurt
        The two hostages were freed unharmed => 
        ",
    );
}
