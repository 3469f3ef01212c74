//! English: weekdays, months that are verbs, spans and stories.

use super::check;
use crate::model::Language;

#[track_caller]
fn english(lines: &str) {
    check(Language::English, lines);
}

#[test]
fn days_and_weekdays() {
    english(
        "
        The army said on Monday => 2016-11-28 / 2016-12-05
        The army said Monday => 2016-11-28 / 2016-12-05
        He arrived yesterday => 2016-11-29
        yesterday, Tuesday, he said => 2016-11-29
        killed last Wednesday => 2016-11-23
        late on Wednesday => 2016-11-30
        on Wednesday night => 2016-11-30
        will meet next Monday => 2016-12-05
        Monday last week => 2016-11-21
        overnight => 2016-11-29
        last night => 2016-11-29
        on Friday and Saturday => 2016-11-25 / 2016-12-02; 2016-11-26 / 2016-12-03
        from Monday to Wednesday => 2016-11-28..2016-11-30 / 2016-12-05..2016-12-07
        between Monday and Wednesday => 2016-11-28..2016-11-30 / 2016-12-05..2016-12-07
        before Friday => until 2016-11-25 / 2016-12-02
        since Saturday => since 2016-11-26 / 2016-12-03
        the day before yesterday => 2016-11-28
        tomorrow => 2016-12-01
        overnight on Saturday => 2016-11-26 / 2016-12-03
        ",
    );
}

#[test]
fn dates() {
    english(
        "
        on Thursday, May 12, 2015 => 2015-05-12 stated
        on Thursday 12 May 2015 => 2015-05-12 stated
        on 12 May 2015 => 2015-05-12 stated
        on the 12th of May, 2015 => 2015-05-12 stated
        on May 12 => 2016-05-12 stated / 2017-05-12
        on May 12th => 2016-05-12 stated / 2017-05-12
        on December 24 => 2016-12-24 stated
        from 10 to 12 May 2016 => 2016-05-10..2016-05-12 stated
        on 10-12 May 2016 => 2016-05-10..2016-05-12 stated
        May 10-12 => 2016-05-10..2016-05-12 stated / 2017-05-10..2017-05-12
        from 28 May to 3 June 2016 => 2016-05-28..2016-06-03 stated
        2016-06-12 => 2016-06-12 stated
        12/6/2016 => 2016-06-12 stated
        in May 2015 => 2015-05-01..2015-05-31 month stated
        last May => 2016-05-01..2016-05-31 month stated
        in early March => 2016-03-01..2016-03-10 week stated / 2017-03-01..2017-03-10
        in late October 2016 => 2016-10-21..2016-10-31 week stated
        since April 2019 => since 2019-04-01..2019-04-30 month stated
        in 2014 => 2014-01-01..2014-12-31 year stated
        since 2011 => since 2011-01-01..2011-12-31 year stated
        on 17 April => 2016-04-17 stated / 2017-04-17
        ",
    );
}

#[test]
fn spans_and_so_long_ago() {
    english(
        "
        in the past 24 hours => 2016-11-29..2016-11-30
        in the last 48 hours => 2016-11-28..2016-11-30
        over the past two days => 2016-11-28..2016-11-30
        in recent days =>
        in the past few days => 2016-11-23..2016-11-30 week
        last week => 2016-11-21..2016-11-27 week
        next week => 2016-12-05..2016-12-11 week
        this week => 2016-11-28..2016-12-04 week
        last month => 2016-10-01..2016-10-31 month
        last year => 2015-01-01..2015-12-31 year
        in the coming days => 2016-11-30..2016-12-07 week
        three days ago => 2016-11-27
        two weeks ago => 2016-11-16 week
        a month ago => 2016-10-30 month
        a week ago => 2016-11-23 week
        for two weeks =>
        a 72-hour truce =>
        ",
    );
}

#[test]
fn days_of_the_story() {
    english(
        "
        Fighting began on Friday. The following day it spread => 2016-11-25 / 2016-12-02; 2016-11-26
        On 12 May 2016 the port was shut; two days later it reopened => 2016-05-12 stated; 2016-05-14
        He left on Sunday, a day after the truce; the day before, a convoy was hit => 2016-11-27 / 2016-12-04; after 2016-11-26; 2016-11-26
        ",
    );
}

#[test]
fn words_that_are_no_dates() {
    english(
        "
        He may march on Tripoli =>
        The army may attack =>
        Protesters march in Tripoli =>
        the 17 February revolution =>
        the 24-hour deadline =>
        to this day =>
        He is 30 =>
        1,200 people =>
        second day of talks =>
        ",
    );
}

#[test]
fn days_after_something_else() {
    english(
        "
        On Tuesday, two days after gunmen seized the mine => 2016-11-29 / 2016-12-06; after 2016-11-27
        a week after the talks => after 2016-11-23 week
        years after the war =>
        six days of rain =>
        ",
    );
}

#[test]
fn days_of_what_goes_on() {
    english(
        "
        The strike entered its sixth day => since 2016-11-25
        a fifth straight day of rain => since 2016-11-26
        for the third day in a row on Tuesday => since 2016-11-27
        on the third day they left =>
        a third man =>
        ",
    );
}

#[test]
fn weekends() {
    english(
        "
        over the weekend => 2016-11-26..2016-11-27
        last weekend => 2016-11-26..2016-11-27
        after Friday prayers => 2016-11-25 / 2016-12-02
        ",
    );
}

#[test]
fn what_is_fixed_beforehand_lies_ahead() {
    english(
        "
        had been set for Friday => 2016-12-02
        the hearing due on Monday => 2016-12-05
        as of Thursday => since 2016-12-01
        starting Monday => since 2016-11-28 / 2016-12-05
        March last year => 2015-03-01..2015-03-31 month stated
        in March of last year => 2015-03-01..2015-03-31 month stated
        late that evening => 
        from eight in the evening => 
        ",
    );
}
