//! What one outlet is.

use url::{Host, Url};

use crate::config::{FeedSettings, FeedUrl, PolitenessKey};

/// The politeness key of a URL: its registrable domain, its host, or itself.
pub fn politeness_key(url: &Url, kind: PolitenessKey) -> String {
    let host = url.host_str().unwrap_or("").to_ascii_lowercase();
    match (kind, url.host()) {
        (PolitenessKey::Url, _) => url.as_str().to_owned(),
        (PolitenessKey::Domain, Some(Host::Domain(name))) => match psl::domain_str(name) {
            Some(domain) => domain.to_owned(),
            None => host,
        },
        (PolitenessKey::Domain | PolitenessKey::Host, _) => host,
    }
}

/// The politeness key of a feed; each file is for itself.
pub(super) fn of(feed: &FeedSettings, usual: PolitenessKey) -> String {
    match &feed.url {
        FeedUrl::Http(url) => politeness_key(url, feed.key.unwrap_or(usual)),
        FeedUrl::File(path) => format!("file:{}", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlet_is_a_domain_a_host_or_an_address() {
        let url: Url = "https://news.outlet.com.ly/feed?x=1".parse().unwrap();
        let keys =
            [PolitenessKey::Domain, PolitenessKey::Host, PolitenessKey::Url].map(|kind| politeness_key(&url, kind));
        assert_eq!(keys, ["outlet.com.ly", "news.outlet.com.ly", "https://news.outlet.com.ly/feed?x=1"]);
        let address: Url = "http://93.184.216.34:8080/feed".parse().unwrap();
        assert_eq!(politeness_key(&address, PolitenessKey::Domain), "93.184.216.34");
    }
}
