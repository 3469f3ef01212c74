//! Clients: one for all feeds, one for each proxy.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::{
    Client, ClientBuilder, Proxy,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{FetchError, body::CLASSES};
use crate::{
    config::{HttpSettings, Secret},
    poll::address::{Forbidden, Guard},
};

/// Idle connections kept for each host: an outlet's feeds are asked one after another.
const IDLE_PER_HOST: usize = 2;

/// Fetches feeds. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher {
    pub(super) settings: Arc<HttpSettings>,
    pub(super) guard: Arc<Guard>,
    direct: Client,
    /// Places for long bodies, by class.
    places: [Arc<Semaphore>; CLASSES.len()],
    proxied: Arc<Mutex<BTreeMap<String, Client>>>,
}

impl Fetcher {
    /// A fetcher for these settings.
    ///
    /// # Errors
    /// If TLS cannot be set up or a proxy is none.
    pub fn new(settings: &HttpSettings) -> Result<Self, FetchError> {
        crate::poll::tls::install();
        let guard = Arc::new(Guard::new(&settings.allow_addresses));
        let resolver = Arc::new(Resolver(Arc::clone(&guard)));
        let direct = base(settings).no_proxy().dns_resolver(resolver).build().map_err(FetchError::Connection)?;
        let places = CLASSES.map(|class| Arc::new(Semaphore::new(class.at_once)));
        Ok(Self { settings: Arc::new(settings.clone()), guard, direct, places, proxied: Arc::default() })
    }

    /// Bytes of a body that are read.
    pub fn max_body(&self) -> u64 {
        self.settings.max_body
    }

    /// A place in a class of long bodies; waits until one is free.
    pub(super) async fn place(&self, class: usize) -> Option<OwnedSemaphorePermit> {
        // Never closed.
        Arc::clone(self.places.get(class)?).acquire_owned().await.ok()
    }

    /// The client for a feed: the feed's own proxy, else the one of all, else none.
    pub(super) fn client(&self, own: Option<&Secret>) -> Result<Client, FetchError> {
        let Some(proxy) = own.or(self.settings.proxy.as_ref()) else { return Ok(self.direct.clone()) };
        let mut clients = self.proxied.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&proxy.0) {
            return Ok(client.clone());
        }
        // The proxy resolves names itself; its own address is the operator's decision.
        let through = Proxy::all(&proxy.0).map_err(FetchError::Connection)?;
        let client = base(&self.settings).proxy(through).build().map_err(FetchError::Connection)?;
        clients.insert(proxy.0.clone(), client.clone());
        Ok(client)
    }
}

fn base(settings: &HttpSettings) -> ClientBuilder {
    Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(settings.connect_timeout)
        .read_timeout(settings.idle_timeout)
        .http1_max_headers(settings.max_headers)
        .pool_max_idle_per_host(IDLE_PER_HOST)
        .tcp_nodelay(true)
        .referer(false)
}

/// Resolves names and lets through the addresses that may be asked. The connection is made to
/// these and no others, so nothing can change between the check and the connect.
struct Resolver(Arc<Guard>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let (mut good, mut bad): (Vec<SocketAddr>, Option<Forbidden>) = (Vec::new(), None);
            for address in found {
                match guard.check(address.ip()) {
                    Ok(()) => good.push(address),
                    Err(forbidden) => bad = Some(forbidden),
                }
            }
            match (good.is_empty(), bad) {
                (true, Some(forbidden)) => Err(Box::from(forbidden)),
                _ => Ok(Box::new(good.into_iter()) as Addrs),
            }
        })
    }
}
