//! French: weekdays without a preposition, nights, and days of the story.

use super::check;
use crate::model::Language;

#[track_caller]
fn french(lines: &str) {
    check(Language::French, lines);
}

#[test]
fn days_and_weekdays() {
    french(
        "
        a annoncé hier => 2016-11-29
        avant-hier => 2016-11-28
        aujourd'hui => 2016-11-30
        mercredi soir => 2016-11-30
        lundi dernier => 2016-11-28
        mercredi dernier => 2016-11-23
        lundi => 2016-11-28 / 2016-12-05
        mardi prochain => 2016-12-06
        demain => 2016-12-01
        depuis samedi => since 2016-11-26 / 2016-12-03
        jusqu'à vendredi => until 2016-11-25 / 2016-12-02
        avant vendredi => until 2016-11-25 / 2016-12-02
        Arrêté dimanche, relâché mardi => 2016-11-27 / 2016-12-04; 2016-11-29 / 2016-12-06
        hier, mardi, le ministre => 2016-11-29
        la nuit dernière => 2016-11-29
        ",
    );
}

#[test]
fn nights() {
    french(
        "
        dans la nuit de lundi à mardi => 2016-11-28..2016-11-29 / 2016-12-05..2016-12-06
        dans la nuit du 10 au 11 mai 2016 => 2016-05-10..2016-05-11 stated
        dans la nuit du 10 au 11 => 2016-11-10..2016-11-11 stated
        dans la nuit de mardi => 2016-11-29 / 2016-12-06
        dans la nuit du 31 mai au 1er juin 2016 => 2016-05-31..2016-06-01 stated
        entre lundi et mercredi => 2016-11-28..2016-11-30 / 2016-12-05..2016-12-07
        ",
    );
}

#[test]
fn dates() {
    french(
        "
        le 1er mai 2015 => 2015-05-01 stated
        le premier mai 2015 => 2015-05-01 stated
        jeudi 12 mai 2015 => 2015-05-12 stated
        le 12 mai dernier => 2016-05-12 stated
        le 12 mai => 2016-05-12 stated / 2017-05-12
        le 24 décembre => 2016-12-24 stated
        LE 12 DECEMBRE 2015 => 2015-12-12 stated
        du 10 au 12 mai 2016 => 2016-05-10..2016-05-12 stated
        les 10 et 11 mai 2016 => 2016-05-10..2016-05-11 stated
        en mai 2015 => 2015-05-01..2015-05-31 month stated
        en mai dernier => 2016-05-01..2016-05-31 month stated
        fin mars => 2016-03-21..2016-03-31 week stated / 2017-03-21..2017-03-31
        début avril 2016 => 2016-04-01..2016-04-10 week stated
        depuis 2011 => since 2011-01-01..2011-12-31 year stated
        en 2014 => 2014-01-01..2014-12-31 year stated
        ",
    );
}

#[test]
fn spans_and_so_long_ago() {
    french(
        "
        ces dernières 24 heures => 2016-11-29..2016-11-30
        au cours des dernières 24 heures => 2016-11-29..2016-11-30
        au cours des derniers jours => 2016-11-23..2016-11-30 week
        ces trois derniers jours => 2016-11-27..2016-11-30
        ces derniers jours => 2016-11-23..2016-11-30 week
        la semaine dernière => 2016-11-21..2016-11-27 week
        la semaine prochaine => 2016-12-05..2016-12-11 week
        cette semaine => 2016-11-28..2016-12-04 week
        le mois dernier => 2016-10-01..2016-10-31 month
        ce mois-ci => 2016-11-01..2016-11-30 month
        l'an dernier => 2015-01-01..2015-12-31 year
        il y a trois jours => 2016-11-27
        il y a deux semaines => 2016-11-16 week
        pendant deux semaines =>
        une trêve de 72 heures =>
        ",
    );
}

#[test]
fn days_of_the_story() {
    french(
        "
        la veille => 2016-11-29
        l'avant-veille => 2016-11-28
        Jeudi, des tirs ont visé le port ; la veille, un convoi => 2016-11-24 / 2016-12-01; 2016-11-23
        Arrivé vendredi, il est reparti le lendemain => 2016-11-25 / 2016-12-02; 2016-11-26
        ",
    );
}

#[test]
fn names_that_hold_a_day() {
    french(
        "
        la révolution du 17 février =>
        les marches du pouvoir =>
        la planète Mars =>
        ",
    );
}

#[test]
fn days_counted_from_another_event() {
    french(
        "
        mardi, trois jours après la grève => 2016-11-29 / 2016-12-06; after 2016-11-26
        au lendemain d'une grève => after 2016-11-29
        pour le quatrième jour consécutif => since 2016-11-27
        dans son troisième jour => since 2016-11-28
        le troisième homme =>
        ",
    );
}

#[test]
fn what_is_fixed_beforehand_lies_ahead() {
    french(
        "
        la séance prévue vendredi => 2016-12-02
        un couvre-feu à compter de jeudi => since 2016-12-01
        en mars de l'année dernière => 2015-03-01..2015-03-31 month stated
        ",
    );
}
