//! Datagrams on few sockets: one for each service, and some more where only the port it is sent from is secret.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Instant;

use akabeko_shared::Port;
use socket2::SockRef;
use tokio::io::Interest;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::fault::{self, Outcome};
use crate::Probe;
use crate::course::Course;
use crate::plan::Attempt;
use crate::secret::Secret;
use crate::udp::Dialect;

/// How many sockets a service has whose requests carry no id.
const SLOTS: u8 = 8;

/// The most that is read of one datagram, in bytes.
const DATAGRAM: usize = 2_048;

/// How many datagrams may wait to be looked at before the sockets' own queues fill.
const UNREAD: usize = 1_024;

/// How often a send is repeated whose socket first had to tell of another datagram's fate.
const OLD_NEWS: usize = 4;

/// The sockets of one scan.
pub(super) struct Post {
    sockets: BTreeMap<Key, Arc<tokio::net::UdpSocket>>,
    readers: JoinSet<()>,
    sender: mpsc::Sender<Mail>,
}

/// Which socket: its service, whether it is one for IPv6, and its slot.
type Key = (Port, bool, u8);

/// What arrived on a service's socket.
#[derive(Debug)]
pub(super) enum Mail {
    Datagram { from: SocketAddr, service: Port, datagram: Vec<u8> },
    Undelivered { to: IpAddr, service: Port, by: Option<IpAddr>, is_port: bool },
}

impl Mail {
    pub(super) fn deliver(self, course: &mut Course, now: Instant) {
        match self {
            Self::Datagram { from, service, datagram } => course.datagram(from, service, &datagram, now),
            Self::Undelivered { to, service, by, is_port } => {
                course.undelivered(Probe { target: to, port: service }, by, is_port, now);
            }
        }
    }
}

impl Post {
    pub(super) fn new() -> (Self, mpsc::Receiver<Mail>) {
        let (sender, receiver) = mpsc::channel(UNREAD);
        (Self { sockets: BTreeMap::new(), readers: JoinSet::new(), sender }, receiver)
    }

    /// Sends a request. `Silent` means that it left.
    pub(super) fn send(&mut self, address: SocketAddr, attempt: Attempt, secret: &Secret) -> Outcome {
        let Some(dialect) = Dialect::of(attempt.probe.port) else { return Outcome::Unsent };
        let request = dialect.request(secret, attempt.probe, attempt.number);
        let slot = if dialect.has_id { 0 } else { secret.cookie(attempt.probe).slot % SLOTS };
        let socket = match self.socket((attempt.probe.port, address.is_ipv6(), slot)) {
            Ok(socket) => socket,
            Err(error) => return fault::of_call(&error),
        };
        // The runtime itself would first wait to hear that a new socket can be written to.
        let socket = SockRef::from(&*socket);
        let address = address.into();
        for _ in 0..OLD_NEWS {
            match socket.send_to(&request, &address) {
                Ok(_) => return Outcome::Silent,
                // The socket tells what became of an earlier datagram; the reader hears it in detail.
                Err(error) if is_old_news(&error) => {}
                Err(error) => return fault::of_call(&error),
            }
        }
        Outcome::Short
    }

    fn socket(&mut self, key: Key) -> io::Result<Arc<tokio::net::UdpSocket>> {
        if let Some(socket) = self.sockets.get(&key) {
            return Ok(Arc::clone(socket));
        }
        let (service, is_six, _) = key;
        let socket = Arc::new(open(is_six)?);
        self.readers.spawn(read(Arc::clone(&socket), service, self.sender.clone()));
        self.sockets.insert(key, Arc::clone(&socket));
        Ok(socket)
    }
}

fn open(is_six: bool) -> io::Result<tokio::net::UdpSocket> {
    let socket = if is_six {
        UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0))
    } else {
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))
    }?;
    socket.set_nonblocking(true)?;
    refusals::wish(&socket, is_six)?;
    tokio::net::UdpSocket::from_std(socket)
}

/// Whether an error of a send may be about an earlier datagram: those of the network that no route of our own gives.
fn is_old_news(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ConnectionRefused || error.kind() == io::ErrorKind::HostUnreachable
}

/// Reads until the scan ends. An error of a socket is news about a datagram, not about the socket.
async fn read(socket: Arc<tokio::net::UdpSocket>, service: Port, mail: mpsc::Sender<Mail>) {
    let mut buffer = vec![0; DATAGRAM];
    while socket.ready(refusals::INTEREST).await.is_ok() {
        while let Some(undelivered) = refusals::next(&socket, service) {
            if mail.send(undelivered).await.is_err() {
                return;
            }
        }
        loop {
            match socket.try_recv_from(&mut buffer) {
                Ok((length, from)) => {
                    let datagram = buffer[..length].to_vec();
                    if mail.send(Mail::Datagram { from, service, datagram }).await.is_err() {
                        return;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(_) => {}
            }
        }
    }
}

/// What the network says of datagrams that it could not deliver, which Linux keeps in a queue for whoever asks.
#[cfg(target_os = "linux")]
mod refusals {
    use std::io::{self, IoSliceMut};
    use std::os::fd::AsRawFd;

    use nix::libc;
    use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg, setsockopt, sockopt};

    use super::{Interest, IpAddr, Ipv4Addr, Ipv6Addr, Mail, Port, UdpSocket};

    pub(super) const INTEREST: Interest = Interest::READABLE.add(Interest::ERROR);

    /// Without the wish, a network or host that cannot be reached is kept from us.
    pub(super) fn wish(socket: &UdpSocket, is_six: bool) -> io::Result<()> {
        Ok(if is_six {
            setsockopt(socket, sockopt::Ipv6RecvErr, &true)
        } else {
            setsockopt(socket, sockopt::Ipv4RecvErr, &true)
        }?)
    }

    /// The next piece of news in the queue.
    pub(super) fn next(socket: &tokio::net::UdpSocket, service: Port) -> Option<Mail> {
        loop {
            let news = socket.try_io(Interest::ERROR, || receive(socket, service)).ok()?;
            if news.is_some() {
                return news;
            }
        }
    }

    fn receive(socket: &tokio::net::UdpSocket, service: Port) -> io::Result<Option<Mail>> {
        let mut quoted = [0; 64];
        let mut buffers = [IoSliceMut::new(&mut quoted)];
        let mut space = nix::cmsg_space!(libc::sock_extended_err, libc::sockaddr_in6);
        let flags = MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT;
        let message = recvmsg::<SockaddrStorage>(socket.as_raw_fd(), &mut buffers, Some(&mut space), flags)?;
        let Some(to) = message.address.and_then(ip) else { return Ok(None) };
        let news = message.cmsgs()?.find_map(|control| match control {
            ControlMessageOwned::Ipv4RecvErr(error, by) => {
                let by = by.map(|by| Ipv4Addr::from(by.sin_addr.s_addr.to_ne_bytes()).into());
                (error.ee_origin == libc::SO_EE_ORIGIN_ICMP && error.ee_type == 3)
                    .then_some((by, error.ee_code == 3))
            }
            ControlMessageOwned::Ipv6RecvErr(error, by) => {
                let by = by.map(|by| Ipv6Addr::from(by.sin6_addr.s6_addr).into());
                (error.ee_origin == libc::SO_EE_ORIGIN_ICMP6 && error.ee_type == 1)
                    .then_some((by, error.ee_code == 4))
            }
            _ => None,
        });
        Ok(news.map(|(by, is_port)| Mail::Undelivered { to, service, by, is_port }))
    }

    fn ip(address: SockaddrStorage) -> Option<IpAddr> {
        let four = address.as_sockaddr_in().map(|four| four.ip().into());
        four.or_else(|| address.as_sockaddr_in6().map(|six| six.ip().into()))
    }
}

/// Other systems tell nothing in detail, so that a closed port looks silent there.
#[cfg(not(target_os = "linux"))]
mod refusals {
    use super::{Interest, Mail, Port, UdpSocket};

    pub(super) const INTEREST: Interest = Interest::READABLE;

    pub(super) fn wish(_socket: &UdpSocket, _is_six: bool) -> std::io::Result<()> {
        Ok(())
    }

    pub(super) fn next(_socket: &tokio::net::UdpSocket, _service: Port) -> Option<Mail> {
        None
    }
}
