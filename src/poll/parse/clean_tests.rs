use super::*;
use crate::poll::parse::hypertext::is_html;

#[track_caller]
fn check(inside: &str, expected: &str, repairs: &[&str]) {
    let mut noted = Repairs::default();
    assert_eq!(value(inside, &mut noted), expected);
    assert_eq!(noted.names().collect::<Vec<_>>(), repairs);
}

#[test]
fn clean_text_stays() {
    check("سرت &amp; درنة &lt;p&gt;", "سرت & درنة <p>", &[]);
    check("<![CDATA[<p>سرت & درنة</p>]]>", "<p>سرت & درنة</p>", &[]);
    check("a<![CDATA[b]]>c", "abc", &[]);
}

#[test]
fn bare_ampersand() {
    check("سرت & درنة", "سرت & درنة", &["bare-ampersand"]);
    check("AT&T;", "AT&T;", &[]);
    check("R&D", "R&D", &["bare-ampersand"]);
}

#[test]
fn stray_less_than() {
    check("5 < 6", "5 < 6", &["stray-less-than"]);
    check("&lt;p&gt;5 < 6&lt;/p&gt;", "<p>5 &lt; 6</p>", &["stray-less-than"]);
}

#[test]
fn inline_markup() {
    check("سرت<br>درنة", "سرت<br>درنة", &["inline-markup"]);
    check("<p>Tom &amp; co</p>", "<p>Tom & co</p>", &["inline-markup"]);
}

#[test]
fn html_entities() {
    check("Syrte &eacute;vacu&eacute;e&nbsp;!", "Syrte évacuée\u{a0}!", &["html-entity"]);
}

#[test]
fn numbers() {
    check("&#1587;&#x62a;", "ست", &[]);
    check("&#X41;", "A", &["capital-reference"]);
    check("a&#0;b&#x1F;c&#xD800;d&#99999999999;e", "abcde", &["invalid-reference"]);
    check("it&#146;s &#150;", "it’s –", &["c1-as-cp1252"]);
    check("it&#39s", "it's", &["invalid-reference"]);
}

#[test]
fn cut_sections() {
    check("<![CDATA[<p>سرت</p>]]", "<p>سرت</p>", &["cut-cdata"]);
    check("<p>سرت</p>]]>", "<p>سرت</p>", &["inline-markup", "cut-cdata"]);
}

#[test]
fn comments_go() {
    check("a<!-- b -->c", "ac", &[]);
}

#[test]
fn what_is_html() {
    let html = ["<p>x", "x<br/>", "a &amp; b", "&#39;", "<!-- x -->"].map(is_html);
    let plain = ["a < b", "a & b", "R&D", "5 <6", "<3", "«سرت»", "<no>", "<news@example.ly>"].map(is_html);
    assert_eq!((html, plain), ([true; 5], [false; 8]));
}
