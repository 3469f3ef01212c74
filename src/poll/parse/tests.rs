use chrono::TimeZone;

use super::*;
use crate::model::Markup;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2016, 12, 1, 0, 0, 0).unwrap()
}

fn read_text(text: &str) -> Reading {
    let url = Url::parse("https://news.example.ly/feed").unwrap();
    read(text.as_bytes(), &Hints { url: Some(&url), ..Hints::default() }, now())
}

/// Guid, address, title, text and date of each item.
fn summary(reading: &Reading) -> Vec<String> {
    reading
        .items
        .iter()
        .map(|item| {
            let text = item.content.as_ref().or(item.summary.as_ref());
            let parts = [
                item.guid.clone(),
                item.url.clone(),
                item.title.as_ref().map(|title| title.raw().to_owned()),
                text.map(|text| text.raw().to_owned()),
                item.published.map(|date| date.to_rfc3339()),
            ];
            parts.map(|part| part.unwrap_or_else(|| "-".to_owned())).join(" | ")
        })
        .collect()
}

#[track_caller]
fn check(text: &str, format: Format, items: &[&str], repairs: &[&str]) {
    let reading = read_text(text);
    assert_eq!((reading.format, reading.error.clone()), (Some(format), None));
    assert_eq!(summary(&reading), items);
    assert_eq!(reading.repairs, repairs);
}

const ITEM: &str = "<item><title>هدنة في سرت</title><link>https://news.example.ly/1</link><guid isPermaLink=\"false\">n1</guid>\
    <pubDate>Wed, 30 Nov 2016 14:05:00 +0200</pubDate><description>نص</description></item>";
const READ: &str = "n1 | https://news.example.ly/1 | هدنة في سرت | نص | 2016-11-30T14:05:00+02:00";

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>ع</title><link>https://news.example.ly/</link>{items}</channel></rss>"
    )
}

#[test]
fn rss_2() {
    check(&rss(ITEM), Format::Rss20, &[READ], &[]);
}

#[test]
fn rss_1_without_link_takes_the_resource() {
    let text = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"x\"><title>ع</title><items><rdf:Seq>\
        <rdf:li resource=\"a\"/></rdf:Seq></items></channel><item rdf:about=\"https://news.example.ly/1\"><title>هدنة</title>\
        <dc:date>2016-11-30T14:05:00+02:00</dc:date></item></rdf:RDF>";
    check(text, Format::Rss10, &["- | https://news.example.ly/1 | هدنة | - | 2016-11-30T14:05:00+02:00"], &[]);
}

#[test]
fn atom_1_with_xhtml_and_base() {
    let text = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/\"><title>F</title><entry>\
        <id>tag:1</id><title type=\"html\">A &amp;amp; B</title><link href=\"/1\"/><updated>2016-11-30T14:05:00Z</updated>\
        <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>x &amp; y</p></div></content></entry></feed>";
    let body = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>x &amp; y</p></div>";
    let item = format!("tag:1 | https://a.example/1 | A &amp; B | {body} | 2016-11-30T14:05:00+00:00");
    check(text, Format::Atom10, &[&item], &["relative-url"]);
}

#[test]
fn atom_03_is_read() {
    let text = "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>F</title><entry><id>1</id><title>T</title>\
        <link rel=\"alternate\" type=\"text/html\" href=\"https://a.example/1\"/><issued>2016-11-30T14:05Z</issued>\
        <content type=\"text/html\" mode=\"escaped\">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>";
    check(text, Format::Atom03, &["1 | https://a.example/1 | T | <p>x</p> | 2016-11-30T14:05:00+00:00"], &[]);
}

#[test]
fn json_feed_with_wrong_types() {
    let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[
        {"id":7,"url":"https://a.example/7","title":"T","content_text":"x","date_published":"2016-11-30T14:05:00Z"},
        {"id":"8","title":{"no":1},"content_html":"<p>y</p>"}, "junk"]}"#;
    let items = ["7 | https://a.example/7 | T | x | 2016-11-30T14:05:00+00:00", "8 | - | - | <p>y</p> | -"];
    check(text, Format::Json, &items, &["item-dropped", "wrong-json-type"]);
}

#[test]
fn json_feed_with_a_broken_item() {
    let text = r#"{"version":"https://jsonfeed.org/version/1","title":"F","items":[
        {"id":"1","title":"A","content_text":"x"},{"id":"2","title":"B" "content_text":"x"},
        {"id":"3","title":"C","content_text":"x"},{"id":"4","title":"D","content_t"#;
    check(
        text,
        Format::Json,
        &["1 | - | A | x | -", "3 | - | C | x | -"],
        &["truncated", "item-dropped", "broken-json"],
    );
}

#[test]
fn json_feed_with_broken_escapes() {
    let text = r#"{"version":"https://jsonfeed.org/version/1","title":"F","items":[
        {"id":"1","title":"a\ud83d b\ud83d\ude00 \' c\u00e9\ude00","content_text":"line
break",},{"id":"2","title":"B \\"}]}"#;
    let items = ["1 | - | a\u{fffd} b😀 ' cé\u{fffd} | line\nbreak | -", "2 | - | B \\ | - | -"];
    check(text, Format::Json, &items, &["broken-json"]);
}

#[test]
fn video_channels_have_texts() {
    let text = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\"><entry><id>v</id>\
        <title>T</title><link href=\"https://a.example/v\"/><media:group><media:title>X</media:title>\
        <media:description>نص</media:description></media:group></entry></feed>";
    check(text, Format::Atom10, &["v | https://a.example/v | T | نص | -"], &[]);
}

#[test]
fn bare_ampersand_and_stray_mark() {
    let item = ITEM.replace("نص", "A & B < C");
    check(&rss(&item), Format::Rss20, &[&READ.replace("نص", "A & B < C")], &["bare-ampersand", "stray-less-than"]);
}

#[test]
fn unclosed_title_costs_nothing() {
    let item = ITEM.replace("</title>", "");
    check(&rss(&item), Format::Rss20, &[READ], &["unclosed-element"]);
}

#[test]
fn unclosed_item_costs_nothing() {
    let text = rss(&format!("{}{ITEM}", ITEM.replace("</item>", "")));
    check(&text, Format::Rss20, &[READ, READ], &["unclosed-element"]);
}

#[test]
fn cut_section_costs_nothing() {
    let cut = ITEM.replace("نص", "<![CDATA[<p>نص</p>");
    let whole = ITEM.replace("نص", "<![CDATA[<p>نص</p>]]>");
    let read = READ.replace("نص", "<p>نص</p>");
    check(&rss(&format!("{cut}{whole}")), Format::Rss20, &[&read, &read], &["cut-cdata"]);
}

#[test]
fn truncation_keeps_whole_items() {
    let text = rss(&ITEM.repeat(3));
    let (cut, _) = text.split_at(text.len() - 60);
    check(cut, Format::Rss20, &[READ, READ], &["truncated"]);
}

#[test]
fn junk_on_both_sides() {
    let text = format!("<br />\n<b>Warning</b>: x in <b>y.php</b><br />\n{}<script>1</script>", rss(ITEM));
    check(&text, Format::Rss20, &[READ], &["junk-before-root", "junk-after-root"]);
}

#[test]
fn versions_and_namespaces() {
    let text = rss(ITEM).replace(" version=\"2.0\">", ">");
    check(&text, Format::Rss20, &[READ], &["missing-version"]);
    let text = "<feed xmlns=\"HTTP://WWW.W3.ORG/2005/ATOM\"><entry><id>1</id><title>T</title></entry></feed>";
    check(text, Format::Atom10, &["1 | - | T | - | -"], &["wrong-namespace"]);
}

#[test]
fn items_without_a_root() {
    check(ITEM, Format::Rss20, &[READ], &["missing-root"]);
}

#[test]
fn authors_that_make_other_readers_panic() {
    let item = ITEM.replace("<guid", "<author>محمد علي،news@x.ly</author><guid");
    check(&rss(&item), Format::Rss20, &[READ], &[]);
}

#[test]
fn dates_that_cannot_be_true() {
    let future = ITEM.replace("2016", "2041");
    let zero = ITEM.replace("Wed, 30 Nov 2016 14:05:00 +0200", "Thu, 01 Jan 1970 00:00:00 GMT");
    let none = READ.replace("2016-11-30T14:05:00+02:00", "-");
    check(&rss(&future), Format::Rss20, &[&none], &["date:future"]);
    check(&rss(&zero), Format::Rss20, &[&none], &["date:too-old"]);
    assert_eq!(read_text(&rss(&zero)).items[0].published_raw.as_deref(), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
}

#[test]
fn dates_without_a_zone_are_of_tripoli_under_ly() {
    let item = ITEM.replace(" +0200", "");
    check(&rss(&item), Format::Rss20, &[READ], &[]);
}

#[test]
fn permalink_guid_is_the_address() {
    let item = "<item><title>T</title><guid>https://news.example.ly/9</guid></item>";
    let read = "https://news.example.ly/9 | https://news.example.ly/9 | T | - | -";
    check(&rss(item), Format::Rss20, &[read], &[]);
}

#[test]
fn a_guid_goes_before_an_id() {
    check(&rss(&ITEM.replace("<title>", "<id>7</id><title>")), Format::Rss20, &[READ], &[]);
}

#[test]
fn titles_stay_plain_unless_marked_up() {
    let title = |text: &str| read_text(&rss(&ITEM.replace("هدنة في سرت", text))).items[0].title.clone().unwrap();
    assert_eq!(title("5 &lt; 6"), Markup::Plain("5 < 6".into()));
    assert_eq!(title("R&amp;D"), Markup::Plain("R&D".into()));
    assert_eq!(title("A &amp;quot;B&amp;quot;"), Markup::Html("A &quot;B&quot;".into()));
}

#[test]
fn side_pass() {
    let text = "<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" \
        xmlns:georss=\"http://www.georss.org/georss\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>T</title>\
        <language>ar-LY</language><ttl>15</ttl><sy:updatePeriod>hourly</sy:updatePeriod>\
        <sy:updateFrequency>2</sy:updateFrequency><skipHours><hour>1</hour><hour>24</hour></skipHours>\
        <skipDays><day>Friday</day></skipDays><item><title>T</title><category>سياسة</category><dc:subject>أمن</dc:subject>\
        <dc:creator>محمد</dc:creator><source url=\"https://x.example\">وكالة</source><georss:point>31.2 16.6</georss:point>\
        </item></channel></rss>";
    let reading = read_text(text);
    let minutes = |n: u64| std::time::Duration::from_secs(n * 60);
    let hints = ServerHints {
        ttl: Some(minutes(15)),
        update_every: Some(minutes(30)),
        skip_hours: vec![1, 0],
        skip_days: vec![chrono::Weekday::Fri],
    };
    assert_eq!(reading.hints, hints);
    let item = &reading.items[0];
    assert_eq!(item.categories, ["سياسة", "أمن"]);
    assert_eq!(item.authors, ["محمد"]);
    assert_eq!(item.via.as_deref(), Some("وكالة"));
    assert_eq!(item.point, Some((31.2, 16.6)));
    assert_eq!(item.lang, Some(Language::Arabic));
}

#[test]
fn a_page_is_no_feed_and_names_its_feeds() {
    let page = "<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss.xml\"></head></html>";
    let reading = read_text(page);
    assert_eq!(reading.alternates, ["https://news.example.ly/rss.xml"]);
    assert_eq!(
        reading.error.unwrap().to_string(),
        "body is a web page, not a feed; it names the feeds https://news.example.ly/rss.xml"
    );
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(read_text("").error, Some(ReadError::Empty));
    assert_eq!(read_text("hello").error, Some(ReadError::Unknown));
    assert_eq!(read_text("{\"a\":1}").error, Some(ReadError::OtherJson));
}
