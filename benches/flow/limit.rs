//! What asking costs at least: bare sockets of the standard library, one thread, nothing kept.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use flate2::read::GzDecoder;

use crate::outlets::Outlets;

/// Prints how many feeds a processor can ask in a second if it does nothing else.
pub(crate) fn report(outlets: &Outlets, feeds: usize) {
    let unchanged = rate(feeds, || {
        let mut connections = BTreeMap::new();
        for feed in 0..feeds {
            ask(outlets, &mut connections, feed, true);
        }
    });
    let cold = rate(feeds, || {
        let mut connections = BTreeMap::new();
        for feed in 0..feeds {
            let body = ask(outlets, &mut connections, feed, false);
            let mut text = String::new();
            GzDecoder::new(&*body).read_to_string(&mut text).unwrap();
            assert!(text.ends_with(">\n"));
        }
    });
    println!(
        "limit: bare blocking sockets, one connection to an address, ask {unchanged:.0} feeds per CPU-second that answer 304, \
         and fetch and unpack {cold:.0} that do not"
    );
}

fn rate(feeds: usize, work: impl FnOnce()) -> f64 {
    let before = ran();
    work();
    feeds as f64 / (ran() - before)
}

/// Seconds that this thread was on a processor.
fn ran() -> f64 {
    let ran = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    ran.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

fn ask(
    outlets: &Outlets,
    connections: &mut BTreeMap<SocketAddr, TcpStream>,
    feed: usize,
    conditional: bool,
) -> Vec<u8> {
    let address = outlets.address(feed);
    let stream = connections.entry(address).or_insert_with(|| {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    });
    stream.write_all(&outlets.request(feed, conditional)).unwrap();
    let mut answer = Vec::with_capacity(16 << 10);
    let mut chunk = [0; 16 << 10];
    loop {
        let read = stream.read(&mut chunk).unwrap();
        assert!(read > 0, "the outlet hangs up");
        answer.extend_from_slice(&chunk[..read]);
        let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")?.parse::<usize>().ok());
        if answer.len() >= end + 4 + length.unwrap_or(0) {
            return answer.split_off(end + 4);
        }
    }
}
