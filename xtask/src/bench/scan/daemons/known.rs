//! The daemons: how each is started, what it has open, and what it tells.

use akabeko_shared::Port;

/// A daemon as it is run.
pub(super) struct Daemon {
    pub(super) name: &'static str,
    pub(super) address: &'static str,
    /// How it is started inside its system; the shell becomes it.
    pub(super) script: &'static str,
    /// What it has open, and a word that the evidence of it has to hold.
    pub(super) open: &'static [(Port, &'static str)],
}

/// The packages they are in, with what makes their certificate.
pub(super) const PACKAGES: &str = "openssh-server vsftpd inetutils-telnetd inetutils-inetd unbound chrony nginx-light \
    memcached miniupnpd-nftables avahi-daemon samba openssl iproute2";

/// Each on an address of its own. miniupnpd speaks only to those on its own link, and answers from the address of
/// the interface.
pub(super) const DAEMONS: [Daemon; 10] = [
    Daemon {
        name: "vsftpd",
        address: "10.66.0.1",
        // It ends now and then when a visitor resets a connection; whoever runs it has it started again.
        script: "mkdir -p /run/vsftpd/empty; while :; do vsftpd /lab/vsftpd.conf; sleep 0.1; done",
        open: &[(Port::tcp(21), "HomeNAS FTP ready")],
    },
    Daemon {
        name: "openssh",
        address: "10.66.0.2",
        script: "mkdir -p /run/sshd; exec /usr/sbin/sshd -D -e -f /lab/sshd_config",
        open: &[(Port::tcp(22), "OpenSSH")],
    },
    Daemon {
        name: "telnetd",
        address: "10.66.0.3",
        script: "mount -t devpts devpts /dev/pts; exec inetutils-inetd --debug /lab/inetd.conf",
        open: &[(Port::tcp(23), "login:")],
    },
    Daemon {
        name: "unbound",
        address: "10.66.0.4",
        script: "exec unbound -d -c /lab/unbound.conf",
        open: &[(Port::tcp(53), "unbound"), (Port::udp(53), "dns.answer")],
    },
    Daemon {
        name: "chrony",
        address: "10.66.0.5",
        script: "exec chronyd -d -x -u root -f /lab/chrony.conf",
        open: &[(Port::udp(123), "ntp.stratum: 8")],
    },
    Daemon {
        name: "nginx",
        address: "10.66.0.6",
        script: "exec nginx -c /lab/nginx.conf",
        open: &[
            (Port::tcp(80), "HR-2600 Login"),
            (Port::tcp(443), "router.lab"),
            (Port::tcp(8080), "HR-2600 Login"),
        ],
    },
    Daemon {
        name: "memcached",
        address: "10.66.0.8",
        script: "exec memcached -u root -l 10.66.0.8 -U 11211",
        open: &[(Port::udp(11211), "memcached.version: 1")],
    },
    Daemon {
        name: "samba",
        address: "10.66.0.9",
        script: "mkdir -p /run/samba; exec smbd -F --no-process-group -s /lab/smb.conf",
        open: &[(Port::tcp(445), "smb.dialect: 0x0311")],
    },
    Daemon {
        name: "miniupnpd",
        address: "10.99.0.2",
        script: "exec miniupnpd -d -f /lab/miniupnpd.conf",
        open: &[
            (Port::tcp(5000), "MiniUPnPd"),
            (Port::udp(1900), "MiniUPnPd"),
            (Port::udp(5351), "nat-pmp.result"),
        ],
    },
    Daemon {
        name: "avahi",
        address: "10.66.0.10",
        script: "cp /lab/avahi-web.service /etc/avahi/services/web.service; \
            exec avahi-daemon --no-drop-root --no-chroot --no-rlimits -f /lab/avahi-daemon.conf",
        open: &[(Port::udp(5353), "_http._tcp")],
    },
];
