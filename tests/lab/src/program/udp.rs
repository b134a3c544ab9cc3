//! One UDP port of every address: the answer leaves from the address that was asked.

use std::io::{self, IoSlice, IoSliceMut};
use std::net::{Ipv4Addr, SocketAddrV4, UdpSocket};
use std::os::fd::AsRawFd;
use std::sync::Arc;

use akabeko_lab::answer::{Answer, answer};
use akabeko_lab::greeting::malice;
use nix::errno::Errno;
use nix::libc::{in_addr, in_pktinfo};
use nix::sys::socket::{
    ControlMessage, ControlMessageOwned, MsgFlags, SockaddrIn, recvmsg, sendmsg, setsockopt, sockopt,
};
use tokio::io::Interest;
use tokio::time::sleep;

/// How much the kernel may keep for us, in bytes.
const ROOM: usize = 8 << 20;
/// The longest datagram that is read.
const DATAGRAM: usize = 2_048;

/// Opens the port; whatever arrives is answered in a task of its own.
pub(super) fn open(port: u16) -> io::Result<()> {
    let door = Arc::new(Door { port, asked: socket(port)?, elsewhere: socket(0)? });
    tokio::spawn(async move {
        while let Ok(request) = door.hear().await {
            door.react(request);
        }
    });
    Ok(())
}

fn socket(port: u16) -> io::Result<tokio::net::UdpSocket> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, port))?;
    socket.set_nonblocking(true)?;
    setsockopt(&socket, sockopt::Ipv4PacketInfo, &true)?;
    setsockopt(&socket, sockopt::RcvBufForce, &ROOM)?;
    tokio::net::UdpSocket::from_std(socket)
}

/// A port with a socket of its number, and one of any other.
struct Door {
    port: u16,
    asked: tokio::net::UdpSocket,
    elsewhere: tokio::net::UdpSocket,
}

struct Request {
    bytes: Vec<u8>,
    asked: Ipv4Addr,
    from: SocketAddrV4,
}

impl Door {
    async fn hear(&self) -> io::Result<Request> {
        loop {
            let heard = self.asked.async_io(Interest::READABLE, || Ok(receive(&self.asked)?)).await?;
            if let Some(request) = heard {
                return Ok(request);
            }
        }
    }

    fn react(self: &Arc<Self>, request: Request) {
        if malice(request.asked).is_some() {
            return self.harass(&request);
        }
        let Some(answer) = answer(self.port, &request.bytes, request.asked) else { return };
        if answer.after.is_zero() {
            return self.send(&answer, &request);
        }
        let door = Arc::clone(self);
        tokio::spawn(async move {
            sleep(answer.after).await;
            door.send(&answer, &request);
        });
    }

    fn send(&self, answer: &Answer, request: &Request) {
        let socket = if answer.from_elsewhere { &self.elsewhere } else { &self.asked };
        // What is lost here, the scanner takes for lost on the way.
        let _ = send(socket, &answer.bytes, request);
    }

    /// The request itself, and much that answers nothing.
    fn harass(&self, request: &Request) {
        let _ = send(&self.asked, &request.bytes, request);
        for length in 0..16 {
            let _ = send(&self.asked, &vec![0xff; length * 64], request);
        }
    }
}

/// One datagram with the address it was sent to; none if that is not known.
fn receive(socket: &tokio::net::UdpSocket) -> nix::Result<Option<Request>> {
    let (mut buffer, mut control) = ([0; DATAGRAM], nix::cmsg_space!(in_pktinfo));
    let mut slices = [IoSliceMut::new(&mut buffer)];
    let heard =
        recvmsg::<SockaddrIn>(socket.as_raw_fd(), &mut slices, Some(&mut control), MsgFlags::empty())?;
    let (from, length) = (heard.address, heard.bytes);
    let asked = heard.cmsgs()?.find_map(asked);
    Ok(from.zip(asked).map(|(from, asked)| Request {
        bytes: buffer[..length].to_vec(),
        asked,
        from: from.into(),
    }))
}

fn asked(message: ControlMessageOwned) -> Option<Ipv4Addr> {
    if let ControlMessageOwned::Ipv4PacketInfo(info) = message {
        Some(info.ipi_addr.s_addr.to_ne_bytes().into())
    } else {
        None
    }
}

fn send(socket: &tokio::net::UdpSocket, bytes: &[u8], request: &Request) -> nix::Result<usize> {
    let from = in_addr { s_addr: u32::from_ne_bytes(request.asked.octets()) };
    let info = in_pktinfo { ipi_ifindex: 0, ipi_spec_dst: from, ipi_addr: in_addr { s_addr: 0 } };
    let control = [ControlMessage::Ipv4PacketInfo(&info)];
    let (slices, to) = ([IoSlice::new(bytes)], SockaddrIn::from(request.from));
    match sendmsg(socket.as_raw_fd(), &slices, &control, MsgFlags::empty(), Some(&to)) {
        Err(Errno::EAGAIN) | Ok(_) => Ok(bytes.len()),
        Err(error) => Err(error),
    }
}
