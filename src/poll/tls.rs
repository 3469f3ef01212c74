//! TLS by rustls with ring: no system library.

/// Makes ring the provider of this process. Whoever calls it first wins; later calls do nothing.
pub fn install() {
    rustls::crypto::ring::default_provider().install_default().ok();
}
