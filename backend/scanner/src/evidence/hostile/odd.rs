//! Devices that mean no harm: old ones, and such as want to be asked in their own way.

use akabeko_shared::Port;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::device::{Device, hear_out, texts};
use super::{HTTP, HTTPS, SMB, SSH, TELNET};

#[tokio::test]
async fn an_old_upnp_server_without_lengths_and_carriage_returns_is_read() {
    let page =
        "HTTP/1.0 404 Not Found\nSERVER: Linux/2.6.30 UPnP/1.0 miniupnpd/1.8\n\n<HTML><TITLE>404</TITLE>";
    for port in [5431, 49152, 52869].map(Port::tcp) {
        let old = Device::new(async move |_, mut guest| {
            let mut request = [0; 1_024];
            let length = guest.read(&mut request).await.unwrap();
            assert!(request[..length].ends_with(b"\r\n\r\n"));
            guest.write_all(page.as_bytes()).await.unwrap();
        })
        .await;
        let (evidence, _) = old.read(port).await;
        assert_eq!(evidence.as_deref(), Some(page.as_bytes()));
        assert_eq!(old.guests(), 1);
    }
}

#[tokio::test]
async fn a_web_server_that_keeps_the_connection_is_not_waited_for() {
    let page = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n<title>a</title>\r\n";
    let (evidence, took) = Device::saying(page.to_vec()).await.read(HTTP).await;
    assert_eq!(evidence.as_deref(), Some(&page[..]));
    assert!(took < super::SHORT.pause, "{took:?}");
}

#[tokio::test]
async fn a_telnet_server_that_wants_its_options_settled_shows_its_prompt() {
    let strict = Device::new(async |_, mut guest| {
        guest.write_all(b"\xff\xfd\x18\xff\xfb\x25").await.unwrap();
        let mut answer = [0; 6];
        guest.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"\xff\xfc\x18\xff\xfe\x25");
        guest.write_all(b"HR-2600 login: ").await.unwrap();
        let mut typed = Vec::new();
        guest.read_to_end(&mut typed).await.unwrap();
        assert_eq!(typed, b"", "nothing is ever typed");
    })
    .await;
    let (evidence, _) = strict.read(TELNET).await;
    assert_eq!(texts(TELNET, &evidence.unwrap()), ["HR-2600 login:"]);
}

#[tokio::test]
async fn a_telnet_server_that_never_stops_asking_is_declined_only_so_often() {
    let pushy =
        Device::new(async |_, mut guest| while guest.write_all(b"\xff\xfd\x01").await.is_ok() {}).await;
    let (evidence, took) = pushy.read(TELNET).await;
    assert!(evidence.is_some());
    assert!(took < super::SHORT.whole + super::SLACK);
}

#[tokio::test]
async fn smb1_is_asked_where_smb2_is_refused() {
    let old = Device::new(async |number, mut guest| {
        let mut request = [0; 8];
        guest.read_exact(&mut request).await.unwrap();
        match number {
            0 => assert_eq!(&request[4..], b"\xfeSMB"),
            _ => {
                assert_eq!(&request[4..], b"\xffSMB");
                let mut answer = b"\0\0\0\x45\xffSMB\x72".to_vec();
                answer.resize(36, 0);
                answer.push(17);
                answer.resize(4 + 0x45, 0);
                guest.write_all(&answer).await.unwrap();
                hear_out(&mut guest).await;
            }
        }
    })
    .await;
    let (evidence, _) = old.read(SMB).await;
    assert_eq!(texts(SMB, &evidence.unwrap()), ["NT LM 0.12"]);
    assert_eq!(old.guests(), 2);
}

#[tokio::test]
async fn an_ssh_server_shows_its_key_after_our_part_of_the_exchange() {
    let server = Device::new(async |_, mut guest| {
        guest.write_all(b"SSH-2.0-dropbear_2012.55\r\n").await.unwrap();
        guest
            .write_all(&packet(&[&[20][..], &[0; 16], &string(b"diffie-hellman-group1-sha1")].concat()))
            .await
            .unwrap();
        let mut said = Vec::new();
        while !said.windows(6).any(|window| window == [0, 0, 0, 128, 0x5a, 0x5a]) {
            guest.read_buf(&mut said).await.unwrap();
        }
        assert!(said.starts_with(b"SSH-2.0-Akabeko_"));
        let key = [string(b"ssh-rsa"), string(b"key")].concat();
        guest.write_all(&packet(&[&[31][..], &string(&key)].concat())).await.unwrap();
        hear_out(&mut guest).await;
    })
    .await;
    let (evidence, _) = server.read(SSH).await;
    let texts = texts(SSH, &evidence.unwrap());
    assert_eq!(texts[0], "dropbear_2012.55");
    assert!(texts[1].starts_with("ssh-rsa SHA256:"), "{texts:?}");
}

#[tokio::test]
async fn a_port_for_tls_that_speaks_http_is_read_as_it_is() {
    let plain = Device::saying(b"HTTP/1.0 400 Bad Request\r\nServer: x\r\n\r\n".to_vec()).await;
    let (evidence, _) = plain.read(HTTPS).await;
    assert_eq!(texts(HTTPS, &evidence.unwrap()), ["400", "x"]);
    assert_eq!(plain.guests(), 2);
}

fn packet(payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len() + 5).unwrap();
    [&length.to_be_bytes(), &[4][..], payload, &[0; 4]].concat()
}

fn string(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}
