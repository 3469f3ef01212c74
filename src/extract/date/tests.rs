use super::*;
use crate::problem::Problems;

use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut problems = Problems::default();
    let words = Calendar::parse("calendar.toml", include_str!("../../../config/lexicon/calendar.toml"), &mut problems);
    assert_eq!(problems.to_string(), "");
    words
});

static QUANTITIES: LazyLock<Quantities> = LazyLock::new(|| {
    let mut problems = Problems::default();
    Quantities::parse("quantities.toml", include_str!("../../../config/lexicon/quantities.toml"), &mut problems)
});

/// A Wednesday.
const PUBLISHED: &str = "2016-11-30";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A time in short: `since 2016-11-26 stated week / ahead`.
fn line(mention: &Mention) -> String {
    let days = |(first, last): Days| if first == last { first.to_string() } else { format!("{first}..{last}") };
    let mut line = match mention.kind {
        Kind::Point | Kind::Interval => String::new(),
        Kind::Since => "since ".to_owned(),
        Kind::Until => "until ".to_owned(),
    };
    line.push_str(&days(mention.days));
    match mention.grain {
        Grain::Day => {}
        Grain::Week => line.push_str(" week"),
        Grain::Month => line.push_str(" month"),
        Grain::Year => line.push_str(" year"),
    }
    if mention.basis == DateBasis::Stated {
        line.push_str(" stated");
    }
    if mention.quoted {
        line.push_str(" quoted");
    }
    if let Some(ahead) = mention.ahead {
        line.push_str(&format!(" / {}", days(ahead)));
    }
    line
}

fn tell(language: Language, text: &str, anchor: Anchor) -> String {
    let cut = Text::new(text);
    let words = Words { calendar: &CALENDAR, quantities: &QUANTITIES };
    let found = mentions(&cut, 0..cut.tokens().len(), language, words, anchor);
    for mention in &found {
        assert!(!mention.span.of(text).is_empty());
    }
    found.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn published() -> Anchor {
    Anchor { published: Some(day(PUBLISHED)), ..Anchor::default() }
}

/// Lines of `sentence => times`; every wrong one is shown.
#[track_caller]
fn check_from(language: Language, anchor: Anchor, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once("=>").expect("a line has an arrow");
        let told = tell(language, text.trim(), anchor);
        if told != expected.trim() {
            wrong.push(format!("{}\n  expected: {}\n  told:     {told}", text.trim(), expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[track_caller]
fn check(language: Language, lines: &str) {
    check_from(language, published(), lines);
}

#[test]
fn arabic_days() {
    check(
        Language::Arabic,
        "
        وصل الوفد اليوم إلى طرابلس => 2016-11-30
        وأوضح السفير أمس أن المجتمعين ناقشوا => 2016-11-29
        قتل أول من أمس في سرت => 2016-11-28
        اندلعت اشتباكات الليلة الماضية => 2016-11-29
        وقف القصف الجوي على المدينة منذ السبت الماضي => since 2016-11-26
        التقى الوزير الأربعاء الماضي => 2016-11-23
        التقى الوزير يوم الاثنين => 2016-11-28 / 2016-12-05
        يصل الوفد الاثنين المقبل => 2016-12-05
        قتل السبت قبل الماضي => 2016-11-19
        اجتمع مساء الأربعاء => 2016-11-30
        خلال الـ24 ساعة الماضية => 2016-11-29..2016-11-30
        خلال اليومين الماضيين => 2016-11-28..2016-11-30
        خلال الأيام الماضية => 2016-11-23..2016-11-30 week
        في الأسبوع الماضي => 2016-11-21..2016-11-27 week
        الشهر الماضي => 2016-10-01..2016-10-31 month
        في 12 حزيران/يونيو => 2016-06-12 stated / 2017-06-12
        في 12 مايو 2015 => 2015-05-12 stated
        الخميس 12 مايو 2015 => 2015-05-12 stated
        في الخامس والعشرين من أكتوبر => 2016-10-25 stated / 2017-10-25
        يوم 25 أكتوبر الماضي => 2016-10-25 stated
        ليل الخميس/الجمعة => 2016-11-24..2016-11-25 / 2016-12-01..2016-12-02
        ليل الخميس - الجمعة => 2016-11-24..2016-11-25 / 2016-12-01..2016-12-02
        من 10 إلى 12 مايو 2016 => 2016-05-10..2016-05-12 stated
        في 10 و11 مايو 2016 => 2016-05-10..2016-05-11 stated
        منذ عام 2011 => since 2011-01-01..2011-12-31 year stated
        في يونيو الماضي => 2016-06-01..2016-06-30 month stated
        في مطلع يونيو => 2016-06-01..2016-06-10 week stated / 2017-06-01..2017-06-10
        قبل ثلاثة أيام => 2016-11-27
        قبل يومين => 2016-11-28
        قبل أسبوع => 2016-11-23 week
        ثورة 17 فبراير =>
        أمس الثلاثاء => 2016-11-29
        اليوم العالمي للمرأة =>
        حتى الجمعة المقبل => until 2016-12-02
        12 أوت 2012 => 2012-08-12 stated
        في 5 جوان 2014 (الخميس) => 2014-06-05 stated
        السبت الفارط => 2016-11-26
        قال «سنصل غدا» => 2016-12-01 quoted
        ",
    );
}

#[test]
fn english_days() {
    check(
        Language::English,
        "
        The army said on Monday => 2016-11-28 / 2016-12-05
        He arrived yesterday => 2016-11-29
        killed last Wednesday => 2016-11-23
        will meet next Monday => 2016-12-05
        on Thursday, May 12, 2015 => 2015-05-12 stated
        on 12 May 2015 => 2015-05-12 stated
        on May 12 => 2016-05-12 stated / 2017-05-12
        from 10 to 12 May 2016 => 2016-05-10..2016-05-12 stated
        in the past 24 hours => 2016-11-29..2016-11-30
        over the past two days => 2016-11-28..2016-11-30
        last week => 2016-11-21..2016-11-27 week
        in May 2015 => 2015-05-01..2015-05-31 month stated
        three days ago => 2016-11-27
        two weeks ago => 2016-11-16 week
        since 2011 => since 2011-01-01..2011-12-31 year stated
        since Saturday => since 2016-11-26 / 2016-12-03
        the following day => 2016-12-01
        He may march on Tripoli =>
        the 17 February revolution =>
        overnight => 2016-11-29
        before Friday => until 2016-11-25 / 2016-12-02
        2016-06-12 => 2016-06-12 stated
        12/6/2016 => 2016-06-12 stated
        ",
    );
}

#[test]
fn french_days() {
    check(
        Language::French,
        "
        a annoncé hier => 2016-11-29
        avant-hier => 2016-11-28
        lundi dernier => 2016-11-28
        lundi => 2016-11-28 / 2016-12-05
        mardi prochain => 2016-12-06
        dans la nuit de lundi à mardi => 2016-11-28..2016-11-29 / 2016-12-05..2016-12-06
        dans la nuit du 10 au 11 mai 2016 => 2016-05-10..2016-05-11 stated
        dans la nuit du 10 au 11 => 2016-11-10..2016-11-11 stated
        le 1er mai 2015 => 2015-05-01 stated
        le 12 mai dernier => 2016-05-12 stated
        la veille => 2016-11-29
        l'avant-veille => 2016-11-28
        ces dernières 24 heures => 2016-11-29..2016-11-30
        au cours des derniers jours => 2016-11-23..2016-11-30 week
        la semaine dernière => 2016-11-21..2016-11-27 week
        il y a trois jours => 2016-11-27
        en mai 2015 => 2015-05-01..2015-05-31 month stated
        fin mars => 2016-03-21..2016-03-31 week stated / 2017-03-21..2017-03-31
        depuis samedi => since 2016-11-26 / 2016-12-03
        jusqu'à vendredi => until 2016-11-25 / 2016-12-02
        Jeudi, des tirs ont visé le port ; la veille, un convoi => 2016-11-24 / 2016-12-01; 2016-11-23
        ",
    );
}

#[test]
fn spans_that_end_with_the_report_count_from_the_day_of_the_saying() {
    let anchor = Anchor { said: Some(day("2016-11-29")), ..published() };
    check_from(
        Language::Arabic,
        anchor,
        "أعلنت مصادر محلية أمس سقوط 4 قتلى خلال الـ24 ساعة الماضية => 2016-11-29; 2016-11-28..2016-11-29",
    );
}
