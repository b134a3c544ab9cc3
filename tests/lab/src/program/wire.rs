//! A packet socket on one interface: frames past the kernel's own network.

use std::io::IoSlice;
use std::os::fd::{AsRawFd, OwnedFd};

use akabeko_lab::frame::Hardware;
use anyhow::{Context, Result};
use nix::errno::Errno;
use nix::ifaddrs::getifaddrs;
use nix::sys::socket::{
    AddressFamily, LinkAddr, MsgFlags, MultiHeaders, SockFlag, SockProtocol, SockType, bind, recv, send,
    sendmmsg, setsockopt, socket, sockopt,
};

/// How much the kernel may keep for us, in bytes.
const ROOM: usize = 64 << 20;

/// An open socket, bound to an interface.
pub(super) struct Wire {
    socket: OwnedFd,
    /// The hardware address of the interface.
    pub(super) address: Hardware,
}

impl Wire {
    /// A socket that only sends.
    pub(super) fn to_send(interface: &str) -> Result<Self> {
        let wire = Self::open(interface, None)?;
        setsockopt(&wire.socket, sockopt::SndBufForce, &ROOM).context("get room for what is sent")?;
        Ok(wire)
    }

    /// A socket that sees everything on the interface.
    pub(super) fn to_see(interface: &str) -> Result<Self> {
        let wire = Self::open(interface, Some(SockProtocol::EthAll))?;
        setsockopt(&wire.socket, sockopt::RcvBufForce, &ROOM).context("get room for what arrives")?;
        Ok(wire)
    }

    fn open(interface: &str, protocol: Option<SockProtocol>) -> Result<Self> {
        let place = place(interface)?;
        let socket = match protocol {
            Some(protocol) => socket(AddressFamily::Packet, SockType::Raw, SockFlag::SOCK_CLOEXEC, protocol),
            None => socket(AddressFamily::Packet, SockType::Raw, SockFlag::SOCK_CLOEXEC, None),
        }
        .context("open a packet socket")?;
        bind(socket.as_raw_fd(), &place).with_context(|| format!("bind to {interface}"))?;
        Ok(Self { socket, address: place.addr().context("find the hardware address")? })
    }

    /// Sends one frame; what the far end loses at once is sent all the same.
    pub(super) fn send(&self, frame: &[u8]) -> Result<()> {
        delivered(send(self.socket.as_raw_fd(), frame, MsgFlags::empty()).map(|_| 1)).map(drop)
    }

    /// Sends frames in one call, and gives how many the kernel took.
    pub(super) fn send_all<const LENGTH: usize>(&self, frames: &[[u8; LENGTH]]) -> Result<usize> {
        let slices: Vec<[IoSlice<'_>; 1]> = frames.iter().map(|frame| [IoSlice::new(frame)]).collect();
        let mut headers = MultiHeaders::<LinkAddr>::preallocate(frames.len(), None);
        let nowhere = vec![None; frames.len()];
        let sent = sendmmsg(self.socket.as_raw_fd(), &mut headers, &slices, &nowhere, [], MsgFlags::empty());
        delivered(sent.map(Iterator::count))
    }

    /// The next frame, as much of it as there is room for.
    pub(super) fn receive<'a>(&self, buffer: &'a mut [u8]) -> Result<&'a [u8]> {
        let length = recv(self.socket.as_raw_fd(), buffer, MsgFlags::empty()).context("receive a frame")?;
        Ok(&buffer[..length])
    }
}

/// The hooks that lose packets at the far end tell the sender of it, as a wire would not.
fn delivered(sent: nix::Result<usize>) -> Result<usize> {
    match sent {
        Ok(count) => Ok(count),
        Err(Errno::ENOBUFS) => Ok(1),
        Err(error) => Err(error).context("send frames"),
    }
}

fn place(interface: &str) -> Result<LinkAddr> {
    let all = getifaddrs().context("list the interfaces")?;
    let mut named = all.filter(|known| known.interface_name == interface);
    let place = named.find_map(|known| known.address?.as_link_addr().copied());
    place.with_context(|| format!("find the interface {interface}"))
}
