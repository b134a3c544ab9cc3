//! Whether a port says the same as before: what a person called intended is left alone only as long as it does.

use sha2::{Digest, Sha256};

/// A hash that stays the same while a service says the same thing. Lines of an HTTP head that differ at every
/// request, such as the date, do not count.
pub fn likeness(said: &[u8]) -> String {
    let mut hash = Sha256::new();
    for line in said.split(|byte| *byte == b'\n').filter(|line| !changes_every_time(line)) {
        hash.update(line.trim_ascii_end());
        hash.update(b"\n");
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn changes_every_time(line: &[u8]) -> bool {
    let names: [&[u8]; 6] =
        [b"date:", b"expires:", b"set-cookie:", b"etag:", b"last-modified:", b"www-authenticate:"];
    names.iter().any(|name| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_no_change_and_another_page_is() {
        let page = |date: &str, title: &str| {
            likeness(format!("HTTP/1.1 200 OK\r\nDate: {date}\r\n\r\n<title>{title}</title>").as_bytes())
        };
        assert_eq!(page("Mon", "Router"), page("Tue", "Router"));
        assert_ne!(page("Mon", "Router"), page("Mon", "Camera"));
        assert_ne!(likeness(b"SSH-2.0-OpenSSH_9.2\r\n"), likeness(b"SSH-2.0-dropbear\r\n"));
    }
}
