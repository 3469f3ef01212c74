//! Which addresses may be asked: nothing of ours, unless the operator says so.
//!
//! A feed's URL comes from the operator, but a redirect comes from the outlet, and a name from
//! whoever runs its DNS. Three checks are needed: the literal host of each URL, what a name
//! resolves to, and each hop. A name is connected only at the addresses that passed, so that a
//! second answer of its DNS changes nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use url::{Host, Url};

/// What may be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    allowed: Vec<IpNet>,
}

/// Why an address is not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("address `{address}` is {kind}, and `http.allow_addresses` does not name it")]
pub struct Forbidden {
    /// The address.
    pub address: IpAddr,
    /// What kind of network it belongs to.
    pub kind: &'static str,
}

impl Guard {
    /// Forbids all networks that are not public, except `allowed`.
    pub fn new(allowed: &[IpNet]) -> Self {
        Self { allowed: allowed.to_vec() }
    }

    /// Whether an address may be connected.
    ///
    /// # Errors
    /// If it is not public and not allowed.
    pub fn check(&self, address: IpAddr) -> Result<(), Forbidden> {
        let address = address.to_canonical();
        let inner = embedded(address).unwrap_or(address);
        if self.allowed.iter().any(|network| network.contains(&inner) || network.contains(&address)) {
            return Ok(());
        }
        match not_public(inner) {
            None => Ok(()),
            Some(kind) => Err(Forbidden { address, kind }),
        }
    }

    /// Whether the host of a URL may be connected, as far as the URL alone tells: `0x7f.1` and
    /// `2130706433` are the address that they mean. A name passes; its addresses are checked later.
    ///
    /// # Errors
    /// If the host is an address that is not public and not allowed.
    pub fn check_url(&self, url: &Url) -> Result<(), Forbidden> {
        match url.host() {
            Some(Host::Ipv4(address)) => self.check(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => self.check(IpAddr::V6(address)),
            Some(Host::Domain(_)) | None => Ok(()),
        }
    }

    /// The same for a URL that a proxy will connect, which looks names up itself: `localhost` would
    /// be the proxy's own machine, and mostly that is ours.
    ///
    /// # Errors
    /// If the host is such a name, or an address that is not public, and not allowed.
    pub fn check_proxied(&self, url: &Url) -> Result<(), Forbidden> {
        match url.host() {
            Some(Host::Domain(name)) if is_local(name) => self.check(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            Some(_) | None => self.check_url(url),
        }
    }
}

/// RFC 6761: `localhost` and all under it is this machine.
fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// The IPv4 address that an IPv6 address stands for: NAT64 (RFC 6052), 6to4 (RFC 3056), and the
/// old compatible form. The mapped form is canonical IPv4 already.
fn embedded(address: IpAddr) -> Option<IpAddr> {
    let IpAddr::V6(v6) = address else { return None };
    let [a, b, c, d, e, f, g, h] = v6.segments();
    let v4 = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        Some(IpAddr::V4(Ipv4Addr::new(a, b, c, d)))
    };
    match (a, b) {
        (0x64, 0xff9b) if [c, d, e, f] == [0; 4] => v4(g, h),
        (0x2002, _) => v4(b, c),
        (0, 0) if [c, d, e, f] == [0; 4] && g != 0 => v4(g, h),
        _ => None,
    }
}

/// The kind of network, unless it is the public one. After the special-purpose registries of IANA.
fn not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => not_public_v4(address),
        IpAddr::V6(address) => not_public_v6(address),
    }
}

fn not_public_v4(address: Ipv4Addr) -> Option<&'static str> {
    match address.octets() {
        [0, ..] => Some("this host"),
        [127, ..] => Some("loopback"),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Some("private"),
        [169, 254, ..] => Some("link-local"),
        [100, 64..=127, ..] => Some("carrier-grade NAT"),
        [192, 0, 0, _] | [192, 88, 99, _] => Some("reserved for protocols"),
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Some("documentation"),
        [198, 18..=19, ..] => Some("reserved for benchmarks"),
        [224..=239, ..] => Some("multicast"),
        [240..=255, ..] => Some("reserved"),
        _ => None,
    }
}

fn not_public_v6(address: Ipv6Addr) -> Option<&'static str> {
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Some("this host"),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some("loopback"),
        [0xfc00..=0xfdff, ..] => Some("private"),
        [0xfe80..=0xfebf, ..] => Some("link-local"),
        [0xfec0..=0xfeff, ..] => Some("site-local"),
        [0xff00..=0xffff, ..] => Some("multicast"),
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => Some("documentation"),
        [0x2001, 0, ..] => Some("a tunnel"),
        [0x64, 0xff9b, 1, ..] => Some("local NAT64"),
        [0x100, 0, 0, 0, ..] => Some("discarded"),
        [0x2000..=0x3fff, ..] => None,
        _ => Some("reserved"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, kind: Option<&str>) {
        let url = Url::parse(url).unwrap();
        let told = Guard::default().check_url(&url).err().map(|forbidden| forbidden.kind);
        assert_eq!(told, kind, "{url}");
    }

    #[test]
    fn odd_notations_mean_what_they_mean() {
        for url in [
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
        ] {
            check(url, Some("loopback"));
        }
    }

    #[test]
    fn a_proxy_is_not_asked_for_its_own_machine() {
        for url in ["http://localhost/", "http://LOCALHOST./", "http://redis.localhost:6379/", "http://127.1/"] {
            let told = Guard::default().check_proxied(&Url::parse(url).unwrap());
            assert_eq!(told.err().map(|forbidden| forbidden.kind), Some("loopback"), "{url}");
        }
        assert_eq!(Guard::default().check_proxied(&Url::parse("https://example.ly/").unwrap()), Ok(()));
    }

    #[test]
    fn networks_that_are_not_public_are_told_by_kind() {
        check("http://10.1.2.3/", Some("private"));
        check("http://172.31.0.1/", Some("private"));
        check("http://192.168.1.1/", Some("private"));
        check("http://169.254.169.254/latest/meta-data", Some("link-local"));
        check("http://100.64.0.1/", Some("carrier-grade NAT"));
        check("http://0.0.0.0/", Some("this host"));
        check("http://[fd00::1]/", Some("private"));
        check("http://[fe80::1]/", Some("link-local"));
        check("http://[::10.0.0.1]/", Some("private"));
        check("http://224.0.0.1/", Some("multicast"));
    }

    #[test]
    fn public_addresses_and_names_pass() {
        check("http://93.184.216.34/", None);
        check("http://[2606:4700::1111]/", None);
        check("https://example.ly/feed", None);
    }

    #[test]
    fn the_operator_may_allow_a_network() {
        let guard = Guard::new(&["127.0.0.0/8".parse().unwrap()]);
        assert_eq!(guard.check("127.0.0.1".parse().unwrap()), Ok(()));
        assert_eq!(guard.check("::ffff:127.0.0.1".parse().unwrap()), Ok(()));
        assert!(guard.check("10.0.0.1".parse().unwrap()).is_err());
    }
}
