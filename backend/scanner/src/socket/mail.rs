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

/// How often a send is tried whose socket may have had to tell of another datagram's fate.
const OLD_NEWS: usize = 4;

/// The sockets of one scan.
pub(super) struct Post {
    sockets: BTreeMap<Letterbox, Arc<tokio::net::UdpSocket>>,
    readers: JoinSet<()>,
    sender: mpsc::Sender<Mail>,
}

/// Which socket: where the answers to a request arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Letterbox {
    service: Port,
    is_six: bool,
    slot: u8,
}

impl Letterbox {
    /// The one for a probe; none for a port without a known request.
    fn of(probe: Probe, secret: &Secret) -> Option<Self> {
        let has_id = Dialect::of(probe.port)?.has_id;
        let slot = if has_id { 0 } else { secret.cookie(probe).slot % SLOTS };
        Some(Self { service: probe.port, is_six: probe.target.is_ipv6(), slot })
    }
}

/// What arrived on a service's socket.
#[derive(Debug)]
pub(super) enum Mail {
    Datagram { from: SocketAddr, came_to: Letterbox, datagram: Vec<u8> },
    Undelivered { to: IpAddr, came_to: Letterbox, by: Option<IpAddr>, is_port: bool, quoted: Vec<u8> },
}

impl Mail {
    /// Tells the scan, if it came to where an answer of that home can come to.
    pub(super) fn deliver(self, course: &mut Course, now: Instant) {
        match self {
            Self::Datagram { from, came_to, datagram } => {
                let probe = Probe { target: from.ip(), port: came_to.service };
                if Letterbox::of(probe, course.secret()) == Some(came_to) {
                    course.datagram(from, came_to.service, &datagram, now);
                }
            }
            Self::Undelivered { to, came_to, by, is_port, quoted } => {
                let probe = Probe { target: to, port: came_to.service };
                if Letterbox::of(probe, course.secret()) == Some(came_to) && course.has_asked(probe, &quoted)
                {
                    course.undelivered(probe, by, is_port, now);
                }
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
        let (Some(dialect), Some(letterbox)) =
            (Dialect::of(attempt.probe.port), Letterbox::of(attempt.probe, secret))
        else {
            return Outcome::Unsent;
        };
        let request = dialect.request(secret, attempt.probe, attempt.number);
        let socket = match self.socket(letterbox) {
            Ok(socket) => socket,
            Err(error) => return fault::of_call(&error),
        };
        // The runtime itself would first wait to hear that a new socket can be written to.
        let socket = SockRef::from(&*socket);
        let address = address.into();
        past_old_news(|| socket.send_to(&request, &address))
    }

    fn socket(&mut self, letterbox: Letterbox) -> io::Result<Arc<tokio::net::UdpSocket>> {
        if let Some(socket) = self.sockets.get(&letterbox) {
            return Ok(Arc::clone(socket));
        }
        let socket = Arc::new(open(letterbox.is_six)?);
        self.readers.spawn(read(Arc::clone(&socket), letterbox, self.sender.clone()));
        self.sockets.insert(letterbox, Arc::clone(&socket));
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

/// Sends although the socket may first tell what became of an earlier datagram, even of one to somebody else; its
/// reader hears that in detail.
fn past_old_news(mut send: impl FnMut() -> io::Result<usize>) -> Outcome {
    let mut outcome = Outcome::Short;
    for _ in 0..OLD_NEWS {
        match send() {
            Ok(_) => return Outcome::Silent,
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {}
            Err(error) => outcome = fault::of_call(&error),
        }
    }
    outcome
}

/// Reads until the scan ends. An error of a socket is news about a datagram, not about the socket.
async fn read(socket: Arc<tokio::net::UdpSocket>, came_to: Letterbox, mail: mpsc::Sender<Mail>) {
    let mut buffer = vec![0; DATAGRAM];
    while socket.ready(refusals::INTEREST).await.is_ok() {
        while let Some(undelivered) = refusals::next(&socket, came_to) {
            if mail.send(undelivered).await.is_err() {
                return;
            }
        }
        loop {
            match socket.try_recv_from(&mut buffer) {
                Ok((length, from)) => {
                    let datagram = buffer[..length].to_vec();
                    if mail.send(Mail::Datagram { from, came_to, datagram }).await.is_err() {
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
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kernel has many messages and gets more; two are asked for"
)]
mod refusals {
    use std::io::{self, IoSliceMut};
    use std::os::fd::AsRawFd;

    use nix::libc;
    use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg, setsockopt, sockopt};

    use super::{Interest, IpAddr, Ipv4Addr, Ipv6Addr, Letterbox, Mail, UdpSocket};

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
    pub(super) fn next(socket: &tokio::net::UdpSocket, came_to: Letterbox) -> Option<Mail> {
        loop {
            let news = socket.try_io(Interest::ERROR, || receive(socket, came_to)).ok()?;
            if news.is_some() {
                return news;
            }
        }
    }

    fn receive(socket: &tokio::net::UdpSocket, came_to: Letterbox) -> io::Result<Option<Mail>> {
        let mut quoted = [0; 64];
        let mut buffers = [IoSliceMut::new(&mut quoted)];
        let mut space = nix::cmsg_space!(libc::sock_extended_err, libc::sockaddr_in6);
        let flags = MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT;
        let message = recvmsg::<SockaddrStorage>(socket.as_raw_fd(), &mut buffers, Some(&mut space), flags)?;
        let Some(to) = message.address.and_then(ip) else { return Ok(None) };
        let length = message.bytes;
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
        let quoted = quoted[..length].to_vec();
        Ok(news.map(|(by, is_port)| Mail::Undelivered { to, came_to, by, is_port, quoted }))
    }

    fn ip(address: SockaddrStorage) -> Option<IpAddr> {
        let four = address.as_sockaddr_in().map(|four| four.ip().into());
        four.or_else(|| address.as_sockaddr_in6().map(|six| six.ip().into()))
    }
}

/// Other systems tell nothing in detail, so that a closed port looks silent there.
#[cfg(not(target_os = "linux"))]
mod refusals {
    use super::{Interest, Letterbox, Mail, UdpSocket};

    pub(super) const INTEREST: Interest = Interest::READABLE;

    pub(super) fn wish(_socket: &UdpSocket, _is_six: bool) -> std::io::Result<()> {
        Ok(())
    }

    pub(super) fn next(_socket: &tokio::net::UdpSocket, _came_to: Letterbox) -> Option<Mail> {
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use nix::errno::Errno;

    use super::*;

    #[test]
    fn news_of_one_home_does_not_keep_a_request_from_another() {
        for (errors, expected) in [
            (&[][..], Outcome::Silent),
            (&[Errno::ENETUNREACH], Outcome::Silent),
            (&[Errno::ECONNREFUSED, Errno::EHOSTUNREACH, Errno::ENOPROTOOPT], Outcome::Silent),
            (&[Errno::ECONNREFUSED; 9], Outcome::Short),
            (&[Errno::ENOBUFS; 9], Outcome::Short),
            (&[Errno::ENETUNREACH; 9], Outcome::Unsent),
        ] {
            let mut errors = errors.iter();
            let outcome = past_old_news(|| errors.next().map_or(Ok(1), |error| Err((*error).into())));
            assert_eq!(outcome, expected);
        }
    }
}
