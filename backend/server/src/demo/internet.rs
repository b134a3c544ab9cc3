//! A small internet: homes on 127.0.0.0/8 whose ports open and close, with something real behind each.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use akabeko_scanner::Doors;
use akabeko_shared::{PORTS, Port, Protocol};
use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::JoinHandle;

/// Where homes have their doors if something on this machine is in the way of the real numbers.
const ELSEWHERE: u16 = 20_000;

/// Addresses in 127.0.0.0/8 that no other small internet on this machine uses, for up to 1,000 homes.
pub struct Street {
    first: u8,
    doors: Doors,
    _claim: TcpListener,
}

impl Street {
    /// Claims the first street that is free.
    pub async fn claim() -> anyhow::Result<Self> {
        for first in (1..=241).step_by(4) {
            let sign = SocketAddr::from(([127, first, 255, 254], SIGN));
            if let Ok(claim) = TcpListener::bind(sign).await {
                return Ok(Self { first, doors: free_doors(first).await, _claim: claim });
            }
        }
        bail!("failed to find a free street: too many small internets run on this machine")
    }

    /// Where its homes have their doors.
    pub fn doors(&self) -> Doors {
        self.doors
    }

    /// The address of the k-th home, k from 0 to 999.
    pub fn address(&self, k: u16) -> Ipv4Addr {
        let (block, place) = (k / 250, k % 250);
        let [_, block] = block.to_be_bytes();
        let [_, place] = place.to_be_bytes();
        Ipv4Addr::new(127, self.first + block, 0, 1 + place)
    }
}

/// How long a port may be kept by a call that is over, and how often it is looked whether it is free.
const KEPT: Duration = Duration::from_secs(70);
const LOOK: Duration = Duration::from_millis(50);

/// The port by which a street is claimed.
const SIGN: u16 = 19_999;

/// Finds out where homes can have their doors: at the real numbers, unless some of them need a privilege or are
/// taken on this machine, in which case all of them move.
async fn free_doors(first: u8) -> Doors {
    let address = IpAddr::from([127, first, 255, 254]);
    for port in PORTS {
        let place = SocketAddr::new(address, port.number);
        let is_free = match port.protocol {
            Protocol::Tcp => {
                TcpListener::bind(place).await.is_ok() && TcpStream::connect(place).await.is_err()
            }
            Protocol::Udp => UdpSocket::bind(place).await.is_ok(),
        };
        if !is_free || is_shared(port) {
            return Doors::MovedTo(ELSEWHERE);
        }
    }
    Doors::AsTheyAre
}

/// Whether a listener on all addresses answers here too, and would answer for every home.
fn is_shared(port: Port) -> bool {
    let table = match port.protocol {
        Protocol::Tcp => "/proc/net/tcp",
        Protocol::Udp => "/proc/net/udp",
    };
    let anywhere = format!(" 00000000:{:04X} ", port.number);
    std::fs::read_to_string(table).is_ok_and(|table| table.contains(&anywhere))
}

/// What stands behind an open port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// What is usual for the port.
    Usual,
    /// A web site for the public.
    Site,
}

/// A home, with the doors that are open.
pub struct Home {
    address: Ipv4Addr,
    doors: Doors,
    open: BTreeMap<Port, JoinHandle<()>>,
    knocks: Arc<AtomicU64>,
}

impl Home {
    /// A home without an open door.
    pub fn new(address: Ipv4Addr, doors: Doors) -> Self {
        Self { address, doors, open: BTreeMap::new(), knocks: Arc::default() }
    }

    /// Where it is.
    pub fn address(&self) -> Ipv4Addr {
        self.address
    }

    /// Its open doors.
    pub fn open_doors(&self) -> Vec<Port> {
        self.open.keys().copied().collect()
    }

    /// How often somebody came to an open door so far.
    pub fn knocks(&self) -> u64 {
        self.knocks.load(Ordering::SeqCst)
    }

    /// Opens a door.
    pub async fn open(&mut self, port: Port, behind: Behind) -> anyhow::Result<()> {
        let place = SocketAddr::new(self.address.into(), self.doors.number(port));
        let context = || format!("failed to open {port} at {}", self.address);
        let task = match port.protocol {
            Protocol::Tcp => {
                let listener = listen(place).await.with_context(context)?;
                tokio::spawn(welcome(listener, port, behind, self.knocks.clone()))
            }
            Protocol::Udp => {
                let socket = UdpSocket::bind(place).await.with_context(context)?;
                tokio::spawn(reply(socket, port, self.knocks.clone()))
            }
        };
        self.open.insert(port, task);
        Ok(())
    }

    /// Closes a door, if it is open, and waits until it really is closed.
    pub async fn close(&mut self, port: Port) {
        if let Some(task) = self.open.remove(&port) {
            task.abort();
            // Aborting is the expected end; the socket is gone when the task is.
            let _ = task.await;
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        for task in self.open.values() {
            task.abort();
        }
    }
}

/// Listens as soon as the port is free: a device of this very home may have called from it, which keeps it for a minute
/// after the call (RFC 9293, section 3.6.1).
async fn listen(place: SocketAddr) -> std::io::Result<TcpListener> {
    let start = Instant::now();
    loop {
        match TcpListener::bind(place).await {
            Err(error) if error.kind() == ErrorKind::AddrInUse && start.elapsed() < KEPT => {
                tokio::time::sleep(LOOK).await;
            }
            bound => return bound,
        }
    }
}

async fn welcome(listener: TcpListener, port: Port, behind: Behind, knocks: Arc<AtomicU64>) {
    while let Ok((stream, _)) = listener.accept().await {
        knocks.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(talk(stream, port, behind));
    }
}

/// A visitor that goes away is none of our concern.
async fn talk(mut stream: TcpStream, port: Port, behind: Behind) {
    let said: &[u8] = match (port.number, behind) {
        (80 | 81 | 443 | 8080, Behind::Site) => {
            b"HTTP/1.1 200 OK\r\nServer: shop\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n\
              <title>Hana's flower shop: opening hours</title><h1>Welcome</h1>"
        }
        (80 | 81 | 443 | 8080, Behind::Usual) => {
            b"HTTP/1.1 401 Unauthorized\r\nServer: router\r\nWWW-Authenticate: Basic realm=\"Router set-up\"\r\n\
              Connection: close\r\n\r\n<title>Router set-up: login</title>"
        }
        (21, _) => b"220 FTP server ready\r\n",
        (22, _) => b"SSH-2.0-OpenSSH_9.2\r\n",
        (23 | 2323 | 23231, _) => b"\xff\xfd\x18\r\nlogin: ",
        _ => b"",
    };
    if port.is_web() {
        let mut request = [0; 1024];
        let _ = stream.read(&mut request).await;
    }
    let _ = stream.write_all(said).await;
    let _ = stream.shutdown().await;
}

async fn reply(socket: UdpSocket, port: Port, knocks: Arc<AtomicU64>) {
    let mut buffer = [0; 2048];
    while let Ok((length, peer)) = socket.recv_from(&mut buffer).await {
        knocks.fetch_add(1, Ordering::SeqCst);
        if let Some(answer) = answer(port, buffer.get(..length).unwrap_or_default()) {
            let _ = socket.send_to(&answer, peer).await;
        }
    }
}

/// What a well-behaved service answers to a well-formed request.
fn answer(port: Port, request: &[u8]) -> Option<Vec<u8>> {
    let mut answer = request.to_vec();
    match port.number {
        // DNS: the same question with the response bit, refused (RFC 1035, section 4.1.1).
        53 => {
            *answer.get_mut(2)? |= 0x80;
            *answer.get_mut(3)? = 0x85;
        }
        // NTP: mode 4, and the client's transmit time comes back as the originate time (RFC 5905, section 7.3).
        123 => {
            answer.resize(48, 0);
            *answer.first_mut()? = 0x24;
            *answer.get_mut(1)? = 2;
            answer.copy_within(40..48, 24);
        }
        1900 => {
            answer =
                b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:demo::upnp:rootdevice\r\n\r\n".to_vec();
        }
        _ => return None,
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpSocket;

    use super::*;

    #[tokio::test]
    async fn a_door_opens_once_a_call_from_its_number_is_over() {
        let street = Street::claim().await.unwrap();
        let mut home = Home::new(street.address(0), street.doors());
        let listener = TcpListener::bind((street.address(1), 0)).await.unwrap();
        let door = SocketAddr::new(home.address().into(), street.doors().number(Port::tcp(23)));
        let call = TcpSocket::new_v4().unwrap();
        call.bind(door).unwrap();
        let mut call = call.connect(listener.local_addr().unwrap()).await.unwrap();
        let opens = home.open(Port::tcp(23), Behind::Usual);
        let hangs_up = async {
            assert!(TcpListener::bind(door).await.is_err());
            // Whoever hangs up second keeps nothing.
            drop(listener.accept().await.unwrap());
            assert_eq!(call.read(&mut [0]).await.unwrap(), 0);
            drop(call);
        };
        let (opened, ()) = tokio::join!(opens, hangs_up);
        opened.unwrap();
        assert!(TcpStream::connect(door).await.is_ok());
    }

    #[tokio::test]
    async fn every_home_has_an_address_of_its_own_also_beside_another_street() {
        let (here, there) = (Street::claim().await.unwrap(), Street::claim().await.unwrap());
        let addresses = (0..1000).flat_map(|k| [here.address(k), there.address(k)]);
        let addresses: std::collections::BTreeSet<_> = addresses.collect();
        assert_eq!(addresses.len(), 2000);
        assert!(addresses.iter().all(|address| address.is_loopback() && address.octets()[3] % 255 != 0));
    }

    #[tokio::test]
    async fn a_door_that_closes_is_closed() {
        let street = Street::claim().await.unwrap();
        let mut home = Home::new(street.address(0), Doors::MovedTo(21_000));
        let port = Port::tcp(23);
        home.open(port, Behind::Usual).await.unwrap();
        let place = SocketAddr::new(home.address().into(), Doors::MovedTo(21_000).number(port));
        assert!(TcpStream::connect(place).await.is_ok());
        home.close(port).await;
        assert!(TcpStream::connect(place).await.is_err());
    }
}
