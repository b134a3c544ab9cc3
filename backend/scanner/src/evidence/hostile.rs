//! Devices that behave badly, and some that behave oddly: each is bounded, and slow only for itself.

mod device;
mod odd;
mod secured;

use std::time::Duration;

use akabeko_shared::{PORTS, Port, Protocol};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use self::device::Device;
use super::Dialled;
use super::limits::Limits;
use crate::EVIDENCE_LIMIT;

/// Little patience, so that the tests are quick.
const SHORT: Limits = Limits {
    whole: Duration::from_millis(1_500),
    begin: Duration::from_millis(300),
    handshake: Duration::from_millis(400),
    pause: Duration::from_millis(150),
    prompt: Duration::from_millis(50),
};

/// What a busy machine may add to a limit.
const SLACK: Duration = Duration::from_secs(3);

const HTTP: Port = Port::tcp(80);
const HTTPS: Port = Port::tcp(443);
const SMB: Port = Port::tcp(445);
const SSH: Port = Port::tcp(22);
const TELNET: Port = Port::tcp(23);

fn tcp_ports() -> impl Iterator<Item = Port> {
    PORTS.into_iter().filter(|port| port.protocol == Protocol::Tcp)
}

#[tokio::test]
async fn a_tarpit_says_nothing_and_costs_one_connection() {
    for port in tcp_ports() {
        let tarpit = Device::silent().await;
        let (evidence, took) = tarpit.read(port).await;
        assert_eq!(evidence, None, "{port}");
        assert!(took < SHORT.handshake + SLACK, "{port} took {took:?}");
        assert_eq!(tarpit.guests(), 1, "{port}");
    }
}

#[tokio::test]
async fn waiting_for_our_own_pace_takes_none_of_a_devices_time() {
    let slow = Device::new(async |_, mut guest| {
        tokio::time::sleep(SHORT.prompt).await;
        let _left = guest.write_all(b"login: ").await;
    })
    .await;
    assert_eq!(slow.read_after(TELNET, SHORT.whole).await.as_deref(), Some(&b"login: "[..]));
}

#[tokio::test]
async fn an_endless_banner_is_cut_on_every_port() {
    for port in tcp_ports() {
        for noise in [b'\n', b'a', 0, 0xff, 22] {
            let talker = Device::endless(Vec::new(), noise).await;
            let (evidence, took) = talker.read(port).await;
            assert!(evidence.is_none_or(|evidence| evidence.len() <= EVIDENCE_LIMIT), "{port}");
            assert!(took < SHORT.whole + SLACK, "{port} took {took:?}");
            assert!(talker.guests() <= 3, "{port}");
        }
    }
}

#[tokio::test]
async fn a_port_that_hangs_up_is_asked_at_most_once_more() {
    for port in tcp_ports() {
        let shy = Device::new(async |_, guest| drop(guest)).await;
        let (evidence, _) = shy.read(port).await;
        assert_eq!(evidence, None, "{port}");
        assert!(shy.guests() <= 2, "{port}: {}", shy.guests());
    }
}

#[tokio::test]
async fn headers_without_end_and_a_header_of_a_megabyte_are_cut() {
    let endless = Device::new(async |_, mut guest| {
        if guest.write_all(b"HTTP/1.1 200 OK\r\nServer: x\r\n").await.is_ok() {
            while guest.write_all(b"X-Header: value\r\n").await.is_ok() {}
        }
    })
    .await;
    let large = Device::saying([&b"HTTP/1.1 200 OK\r\nServer: "[..], &vec![b'x'; 1 << 20]].concat()).await;
    for device in [endless, large] {
        let (evidence, took) = device.read(HTTP).await;
        let evidence = evidence.unwrap();
        assert_eq!(evidence.len(), EVIDENCE_LIMIT);
        assert!(evidence.capacity() <= EVIDENCE_LIMIT * 2);
        assert!(took < SHORT.whole + SLACK);
        assert!(device::texts(HTTP, &evidence)[0] == "200");
    }
}

#[tokio::test]
async fn a_device_that_gives_a_byte_at_a_time_is_heard_until_the_limit_for_all() {
    for port in [HTTP, HTTPS, SMB, SSH, TELNET, Port::tcp(21), Port::tcp(53)] {
        let slow =
            Device::dripping(SHORT.pause / 2, b"220-".iter().copied().chain(std::iter::repeat(b'x'))).await;
        let (_, took) = slow.read(port).await;
        assert!(took < SHORT.whole + SLACK, "{port} took {took:?}");
    }
}

#[tokio::test]
async fn a_banner_that_drips_arrives_whole() {
    let banner =
        b"\xff\xfd\x01\xff\xfb\x01\xff\xfb\x03\r\nBusyBox v1.12.1 (2011) built-in shell\r\n\r\nlogin: ";
    let slow = Device::dripping(Duration::from_millis(10), banner.iter().copied()).await;
    let (evidence, _) = slow.read(Port::tcp(2323)).await;
    assert_eq!(
        device::texts(TELNET, &evidence.unwrap()),
        ["BusyBox v1.12.1 (2011) built-in shell\r\n\r\nlogin:"]
    );
}

#[tokio::test]
async fn an_ssh_server_that_never_ends_its_algorithms_still_tells_its_version() {
    let mut said = b"SSH-2.0-endless\r\n".to_vec();
    said.extend(35_000_u32.to_be_bytes());
    said.extend([4, 20]);
    let stuck = Device::saying(said.clone()).await;
    let chatty = Device::endless(said, 0).await;
    for device in [stuck, chatty] {
        let (evidence, took) = device.read(SSH).await;
        assert_eq!(device::texts(SSH, &evidence.unwrap()), ["endless"]);
        assert!(took < SHORT.whole + SLACK);
        assert_eq!(device.guests(), 1);
    }
}

#[tokio::test]
async fn an_smb_server_that_lies_about_its_length_tells_what_it_sent() {
    for (length, answer) in
        [([0, 255, 255, 255], 64), ([0, 0, 0, 1], 64), ([0, 0, 0, 0], 0), ([0, 0, 1, 0], 3)]
    {
        let liar = Device::saying([&length[..], b"\xfeSMB", &vec![0; answer]].concat()).await;
        let (evidence, took) = liar.read(SMB).await;
        assert!(evidence.unwrap().starts_with(&length));
        assert!(took < SHORT.whole + SLACK);
        assert!(liar.guests() <= 2);
    }
}

#[tokio::test]
async fn a_crowd_of_hostile_devices_does_not_keep_an_honest_one_waiting() {
    let tarpit = Device::silent().await;
    let talker = Device::endless(Vec::new(), b'x').await;
    let honest = Device::saying(b"220 ready\r\n".to_vec()).await;
    let crowd = (0..200).map(|_| async { tokio::join!(tarpit.read(HTTP), talker.read(TELNET)) });
    let crowd = futures::future::join_all(crowd);
    let (_, (evidence, took)) = tokio::join!(crowd, honest.read(Port::tcp(21)));
    assert_eq!(evidence.as_deref(), Some(&b"220 ready\r\n"[..]));
    assert!(took < SHORT.begin + SLACK, "{took:?}");
}

#[tokio::test]
async fn nobody_is_asked_who_may_not_be_dialled() {
    for port in tcp_ports() {
        let connect = async || Dialled { stream: None::<TcpStream>, waited: Duration::ZERO };
        let evidence = super::read(std::net::Ipv4Addr::LOCALHOST.into(), port, connect).await;
        assert_eq!(evidence, None);
    }
}
