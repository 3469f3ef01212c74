use encoding_rs::{ISO_8859_6, WINDOWS_1256};

use super::*;

const TEXT: &str = "<rss><item><title>اشتباكات في مدينة سرت بين قوات البنيان المرصوص ومسلحين، وأعلنت الحكومة هدنة</title></item></rss>";

fn windows_1256() -> Vec<u8> {
    WINDOWS_1256.encode(TEXT).0.into_owned()
}

fn iso_8859_6() -> Vec<u8> {
    ISO_8859_6.encode(TEXT).0.into_owned()
}

#[track_caller]
fn check(body: &[u8], content_type: Option<&str>, charset: &str, why: CharsetWhy, refuted: Option<&str>) {
    let decoded = decode(body, Declared { content_type, ..Declared::default() });
    assert_eq!((decoded.charset.as_str(), decoded.why, decoded.refuted.as_deref()), (charset, why, refuted));
    assert_eq!(decoded.text, TEXT);
}

#[test]
fn undeclared_arabic_is_told_apart() {
    check(&windows_1256(), None, "windows-1256", CharsetWhy::Guessed, None);
    check(&iso_8859_6(), None, "iso-8859-6", CharsetWhy::Guessed, None);
}

#[test]
fn header_counts() {
    check(&windows_1256(), Some("text/xml; charset=windows-1256"), "windows-1256", CharsetWhy::Header, None);
    check(&iso_8859_6(), Some("text/xml; Charset=\"ISO-8859-6\""), "iso-8859-6", CharsetWhy::Header, None);
}

#[test]
fn a_lie_is_found_out() {
    let latin = Some("text/xml; charset=iso-8859-1");
    check(&windows_1256(), latin, "windows-1256", CharsetWhy::Guessed, Some("windows-1252"));
    check(&windows_1256(), Some("text/xml; charset=utf-8"), "windows-1256", CharsetWhy::Guessed, Some("utf-8"));
    let other = Some("text/xml; charset=windows-1256");
    check(&iso_8859_6(), other, "iso-8859-6", CharsetWhy::Guessed, Some("windows-1256"));
    check(TEXT.as_bytes(), other, "utf-8", CharsetWhy::ValidUtf8, Some("windows-1256"));
}

#[test]
fn wide_units_with_and_without_mark() {
    let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let wide: Vec<u8> = TEXT.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    check(&le, None, "utf-16le", CharsetWhy::Zeros, None);
    check(&be, None, "utf-16be", CharsetWhy::Zeros, None);
    check(&wide, None, "utf-32le", CharsetWhy::Zeros, None);
    check(&[&[0xff, 0xfe], le.as_slice()].concat(), None, "utf-16le", CharsetWhy::Bom, None);
    check(&[&[0xfe, 0xff], be.as_slice()].concat(), None, "utf-16be", CharsetWhy::Bom, None);
    check(&[&[0xef, 0xbb, 0xbf], TEXT.as_bytes()].concat(), None, "utf-8", CharsetWhy::Bom, None);
}

#[test]
fn prolog_counts_behind_junk() {
    let xml = b"\n warning <?xml version='1.0' encoding = \"windows-1256\" ?><rss>";
    assert_eq!(prolog_label(xml), Some("windows-1256"));
}

#[test]
fn a_few_broken_bytes_stay_few() {
    let mut body = TEXT.as_bytes().to_vec();
    body.splice(20..20, *b"caf\xe9 ");
    let decoded =
        decode(&body, Declared { content_type: Some("text/xml; charset=windows-1256"), ..Declared::default() });
    assert_eq!((decoded.charset.as_str(), decoded.why), ("utf-8", CharsetWhy::MostlyUtf8));
    assert!(decoded.text.contains("café "), "{}", decoded.text);
}

#[test]
fn a_cut_character_goes() {
    let text = "<t>سرت";
    let decoded = decode(&text.as_bytes()[..text.len() - 1], Declared::default());
    assert_eq!(decoded.text, "<t>سر");
}

#[test]
fn control_characters_go() {
    let decoded = decode("a\0b\u{1b}c\u{92}".as_bytes(), Declared::default());
    assert_eq!(decoded.text, "abc’");
    assert_eq!(decoded.repairs.names().collect::<Vec<_>>(), ["c1-as-cp1252", "control-character"]);
}

#[test]
fn french_in_windows_1252() {
    let text = "<rss><title>L'armée a été déployée à Syrte, où des combats ont repris</title></rss>";
    let body = WINDOWS_1252.encode(text).0;
    let decoded = decode(&body, Declared::default());
    assert_eq!((&*decoded.text, decoded.charset.as_str()), (text, "windows-1252"));
}

#[test]
fn text_encoded_twice_is_read() {
    let twice = WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes()).0;
    let decoded = decode(twice.as_bytes(), Declared::default());
    assert_eq!(decoded.text, TEXT);
    assert_eq!(decoded.repairs.names().collect::<Vec<_>>(), ["double-utf8"]);
}

#[test]
fn latin_letters_are_not_taken_for_twice_encoded() {
    let text = "<t>« Ça a été très sûr à Zaouïa », a dit le maire de Zuwāra</t>";
    assert_eq!(decode(text.as_bytes(), Declared::default()).text, text);
}
