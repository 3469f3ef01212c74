//! The form in which two spellings of one address meet.

use url::Url;

/// Query parameters that say how a reader came to the page. A short list on purpose: public
/// lists take `ref`, `id` and `source` with them, by which many outlets tell their articles apart.
const TRACKING: [&str; 9] =
    ["fbclid", "gclid", "mc_cid", "mc_eid", "at_medium", "at_campaign", "cmpid", "ocid", "traffic_source"];

/// The canonical form of an article's address; `None` if it is no address of a page.
///
/// - The scheme and the host in lower case; no default port, no fragment, no trailing slash.
/// - No tracking parameters (`TRACKING` and `utm_*`); the others keep their order.
/// - No `/amp`, `?amp` and `?output=amp`: the same article for telephones.
/// - Percent-encoded letters that need no encoding, Arabic ones among them, are written out.
/// - The case of the path stays, and so does `?id=…`.
pub fn canonical(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok().filter(|url| !url.cannot_be_a_base())?;
    let mut out = format!("{}://", url.scheme());
    out.push_str(url.host_str().unwrap_or(""));
    if let Some(port) = url.port() {
        out.push_str(&format!(":{port}"));
    }
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path).trim_end_matches('/');
    decode_into(path, &mut out);
    let kept = url.query().unwrap_or("").split('&').filter(|part| !part.is_empty() && !is_noise(part));
    for (index, part) in kept.enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        decode_into(part, &mut out);
    }
    Some(out)
}

/// What is compared of a canonical address: `https` is `http`, and a leading `www.` does not count.
pub fn compared(canonical: &str) -> &str {
    let rest = canonical.strip_prefix("https://").or_else(|| canonical.strip_prefix("http://"));
    rest.map_or(canonical, |rest| rest.strip_prefix("www.").unwrap_or(rest))
}

/// What is compared of a guid: `http` is `https`, and a trailing slash does not count.
pub fn compared_guid(guid: &str) -> &str {
    let guid = guid.trim();
    let scheme_end = ["https://", "http://"]
        .into_iter()
        .find(|scheme| guid.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let rest = scheme_end.and_then(|scheme| guid.get(scheme.len()..)).unwrap_or(guid);
    let slashless = rest.trim_end_matches('/');
    if slashless.is_empty() { rest } else { slashless }
}

fn is_noise(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_")
        || TRACKING.contains(&name.as_str())
        || name == "amp" && matches!(value, "" | "1" | "true")
        || name == "output" && value == "amp"
}

/// Appends `part` with its needless percent-encoding undone and the rest in upper case.
fn decode_into(part: &str, out: &mut String) {
    let mut rest = part;
    while let Some(at) = rest.find('%') {
        let (plain, encoded) = rest.split_at(at);
        out.push_str(plain);
        let bytes = encoded_bytes(encoded);
        if bytes.is_empty() {
            out.push('%');
            rest = encoded.get(1..).unwrap_or("");
            continue;
        }
        push_decoded(&bytes, out);
        rest = encoded.get(bytes.len() * 3..).unwrap_or("");
    }
    out.push_str(rest);
}

/// The bytes of the run of `%XX` at the start.
fn encoded_bytes(encoded: &str) -> Vec<u8> {
    let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|n| u8::try_from(n).ok());
    encoded
        .as_bytes()
        .chunks_exact(3)
        .map_while(|chunk| match chunk {
            [b'%', high, low] => Some(hex(*high)? << 4 | hex(*low)?),
            _ => None,
        })
        .collect()
}

fn push_decoded(bytes: &[u8], out: &mut String) {
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if needs_no_encoding(c) { out.push(c) } else { push_encoded(c.encode_utf8(&mut [0; 4]).as_bytes(), out) }
        }
        push_encoded(chunk.invalid(), out);
    }
}

fn push_encoded(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        out.push_str(&format!("%{byte:02X}"));
    }
}

/// RFC 3986's unreserved characters, and letters and digits beyond ASCII.
fn needs_no_encoding(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~') || (!c.is_ascii() && c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: &str) {
        assert_eq!(canonical(address).as_deref(), Some(expected));
        assert_eq!(canonical(expected).as_deref(), Some(expected), "not stable");
    }

    #[test]
    fn only_scheme_and_host_are_lower_cased() {
        check("HTTPS://News.Example.LY/World/Article-A", "https://news.example.ly/World/Article-A");
    }

    #[test]
    fn default_ports_fragments_and_trailing_slashes_go() {
        check("http://example.ly:80/a/b/#top", "http://example.ly/a/b");
        check("https://example.ly:8443/a/?id=3#x", "https://example.ly:8443/a?id=3");
        check("https://example.ly/", "https://example.ly");
    }

    #[test]
    fn tracking_goes_and_the_rest_keeps_its_order() {
        check(
            "https://example.ly/n?utm_source=rss&b=2&fbclid=xyz&a=1&UTM_Medium=feed&ref=home&at_medium=RSS",
            "https://example.ly/n?b=2&a=1&ref=home",
        );
        check("https://example.ly/n?utm_source=rss", "https://example.ly/n");
        check("https://example.ly/?id=17", "https://example.ly?id=17");
    }

    #[test]
    fn pages_for_telephones_are_the_page() {
        check("https://example.ly/news/17/amp/", "https://example.ly/news/17");
        check("https://example.ly/news/17?amp", "https://example.ly/news/17");
        check("https://example.ly/news/17?amp=1&x=2", "https://example.ly/news/17?x=2");
        check("https://example.ly/news/17?output=amp", "https://example.ly/news/17");
        check("https://example.ly/news/lamp", "https://example.ly/news/lamp");
    }

    #[test]
    fn arabic_addresses_meet_in_one_form() {
        check("https://example.ly/%D8%B3%d8%b1%D8%AA/%7Ea%2fb%20c", "https://example.ly/سرت/~a%2Fb%20c");
        check("https://example.ly/سرت", "https://example.ly/سرت");
        check("https://example.ly/%FF%D8%B3%", "https://example.ly/%FFس%");
    }

    #[test]
    fn what_is_no_page_has_no_canonical_form() {
        assert_eq!(canonical("urn:uuid:1"), None);
        assert_eq!(canonical("/relative"), None);
    }

    #[test]
    fn scheme_and_www_do_not_tell_pages_apart() {
        assert_eq!(compared("https://www.example.ly/a"), compared("http://example.ly/a"));
    }

    #[test]
    fn variants_of_a_guid_are_the_same() {
        assert_eq!(compared_guid(" http://example.ly/?p=1/ "), compared_guid("HTTPS://example.ly/?p=1"));
        assert_eq!(compared_guid("tag:example.ly,2016:1"), "tag:example.ly,2016:1");
        assert_eq!(compared_guid("/"), "/");
    }
}
