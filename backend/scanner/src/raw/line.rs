//! One network card, on which whole frames are sent and heard.

use std::io::{self, IoSlice};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};

use nix::ifaddrs::getifaddrs;
use nix::net::if_::if_nametoindex;
use nix::sys::socket::{LinkAddr, MsgFlags, MultiHeaders, bind, recv, sendmmsg};
use socket2::{Domain, Protocol, SockFilter, Socket, Type};

use super::filter;
use super::frame::{IPV4, IPV6, Mac};

/// The type of cards that speak Ethernet, in Linux' numbers.
const ETHERNET: u16 = 1;

/// How much may wait to be read, in bytes, as far as the system allows.
const UNREAD: usize = 8 << 20;

/// A card that is open.
pub(super) struct Line {
    /// Its own address.
    pub(super) ours: Mac,
    four: Socket,
    six: Socket,
}

impl Line {
    /// Opens a card by its number; none if it does not speak Ethernet. Hears what is for the 256 ports from `base` on.
    pub(super) fn open(card: u32, base: u16) -> io::Result<Option<Self>> {
        let Some(link) = link(card)? else { return Ok(None) };
        let Some(ours) = link.addr().filter(|_| link.hatype() == ETHERNET) else { return Ok(None) };
        Ok(Some(Self {
            ours,
            four: listen(IPV4, &filter::four(base), &link)?,
            six: listen(IPV6, &filter::six(base), &link)?,
        }))
    }

    /// Sends frames of one version of IP and gives how many have left; an error if none has.
    pub(super) fn send(&self, six: bool, frames: &[Vec<u8>]) -> io::Result<usize> {
        let slices: Vec<[IoSlice<'_>; 1]> = frames.iter().map(|frame| [IoSlice::new(frame)]).collect();
        let nowhere_else = vec![None::<()>; slices.len()];
        let mut headers = MultiHeaders::preallocate(slices.len(), None);
        let socket = self.socket(six);
        let sent = sendmmsg(socket.as_raw_fd(), &mut headers, &slices, nowhere_else, [], MsgFlags::empty())?;
        Ok(sent.count())
    }

    /// Takes a frame that has arrived, if there is one, into the buffer and gives its length there.
    pub(super) fn receive(&self, six: bool, buffer: &mut [u8]) -> Option<usize> {
        recv(self.socket(six).as_raw_fd(), buffer, MsgFlags::MSG_DONTWAIT).ok()
    }

    /// What to wait on for frames.
    pub(super) fn descriptors(&self) -> [BorrowedFd<'_>; 2] {
        [self.four.as_fd(), self.six.as_fd()]
    }

    fn socket(&self, six: bool) -> &Socket {
        if six { &self.six } else { &self.four }
    }
}

/// Whether this process may make packets of its own.
pub(super) fn is_permitted() -> io::Result<()> {
    open(IPV4).map(|_| ())
}

fn open(kind: u16) -> io::Result<Socket> {
    Socket::new(Domain::PACKET, Type::RAW, Some(Protocol::from(i32::from(kind.to_be()))))
}

fn listen(kind: u16, filter: &[SockFilter], link: &LinkAddr) -> io::Result<Socket> {
    let socket = open(kind)?;
    socket.attach_filter(filter)?;
    bind(socket.as_raw_fd(), link)?;
    // The system may allow less.
    let _less = socket.set_recv_buffer_size(UNREAD);
    Ok(socket)
}

fn link(card: u32) -> io::Result<Option<LinkAddr>> {
    let is_it = |name: &str| if_nametoindex(name).is_ok_and(|number| number == card);
    let mut links = getifaddrs()?.filter(|interface| is_it(&interface.interface_name));
    Ok(links.find_map(|interface| interface.address.and_then(|address| address.as_link_addr().copied())))
}
