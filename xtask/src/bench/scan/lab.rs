//! Two network namespaces with one link between them: the scanner in the near one, all homes in the far one.
//!
//! Neither has a way out. Their names hold the number of this process; they go when the lab is dropped, when the task
//! is interrupted, and at the latest when the next lab is made.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{self, Child, Command, Stdio};
use std::{panic, thread};

use akabeko_lab::home::Home;
use akabeko_lab::policy;
use anyhow::{Context, Result, anyhow, ensure};
use nix::sched::{CloneFlags, setns};

use crate::command::{quietly, succeeds};

/// The scanner's interface and what is known of it.
pub(super) const NEAR: &str = "near";
pub(super) const NEAR_ADDRESS: &str = "10.99.0.1";
pub(super) const NEAR_HARDWARE: &str = "02:00:00:00:00:01";
/// The interface of the far end.
pub(super) const FAR: &str = "far";
pub(super) const FAR_ADDRESS: &str = "10.99.0.2";
pub(super) const FAR_HARDWARE: &str = "02:00:00:00:00:02";

const PREFIX: &str = "akabeko-lab-";

/// A lab that is up.
pub(super) struct Lab {
    names: Names,
    players: Vec<Child>,
}

impl Lab {
    /// Makes a lab in which nothing answers.
    pub(super) fn empty(homes: &[Home]) -> Result<Self> {
        let lab = Self { names: Names::of(process::id()), players: Vec::new() };
        lab.link().context("make two network namespaces and the link between them")?;
        lab.rules(&policy::rules(homes, FAR))?;
        Ok(lab)
    }

    /// Makes a lab with these homes and lets the program answer for them.
    pub(super) fn up(homes: &[Home], program: &Path) -> Result<Self> {
        let mut lab = Self::empty(homes)?;
        let mut play = lab.far(program);
        let mut player =
            play.args(["homes", FAR]).stdout(Stdio::piped()).spawn().context("start the homes")?;
        let said = player.stdout.take().context("hear the homes")?;
        lab.players.push(player);
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line).context("hear the homes")?;
        ensure!(line == "ready\n", "let the homes answer: they said {line:?}");
        Ok(lab)
    }

    /// Loses this share of all packets from now on, each way.
    pub(super) fn lose(&self, percent: f64) -> Result<()> {
        // There may be no such table yet.
        succeeds(self.far("nft").args(["delete", "table", "netdev", "loss"]));
        if percent > 0.0 { self.rules(&policy::loss(percent, FAR)) } else { Ok(()) }
    }

    /// A program that will run where the scanner is.
    pub(super) fn near(&self, program: impl AsRef<Path>) -> Command {
        within(&self.names.near, program.as_ref())
    }

    /// A program that will run where the homes are.
    pub(super) fn far(&self, program: impl AsRef<Path>) -> Command {
        within(&self.names.far, program.as_ref())
    }

    /// Does something in a thread that sees the scanner's network.
    pub(super) fn inside<T: Send>(&self, act: impl FnOnce() -> Result<T> + Send) -> Result<T> {
        inside(&self.names.near, act)
    }

    /// Keeps a program that runs at the far end until the lab goes.
    pub(super) fn keep(&mut self, player: Child) {
        self.players.push(player);
    }

    /// What arrived at the far end so far.
    pub(super) fn counted(&self) -> Result<Counted> {
        let listed = quietly(self.far("nft").args(["list", "counters", "table", "netdev", "count"]));
        Counted::parse(&listed.context("list what was counted")?)
    }

    /// Adds rules at the far end.
    pub(super) fn rules(&self, rules: &str) -> Result<()> {
        let mut nft = self.far("nft").args(["-f", "-"]).stdin(Stdio::piped()).spawn().context("start nft")?;
        let mut stdin = nft.stdin.take().context("speak to nft")?;
        stdin.write_all(rules.as_bytes()).context("speak to nft")?;
        drop(stdin);
        ensure!(nft.wait()?.success(), "set the rules of the far end");
        Ok(())
    }

    fn link(&self) -> Result<()> {
        let Names { near, far } = &self.names;
        for namespace in [near, far] {
            ip(&format!("netns add {namespace}"))?;
            inside(namespace, settings)?;
            ip(&format!("-n {namespace} link set lo up"))?;
        }
        ip(&format!(
            "link add {NEAR} address {NEAR_HARDWARE} netns {near} type veth \
             peer name {FAR} address {FAR_HARDWARE} netns {far}"
        ))?;
        self.end(near, NEAR, NEAR_ADDRESS, FAR_ADDRESS, FAR_HARDWARE)?;
        self.end(far, FAR, FAR_ADDRESS, NEAR_ADDRESS, NEAR_HARDWARE)?;
        // Everything goes to the far end, so that what must not be sent at all would be counted there.
        ip(&format!("-n {near} route add default via {FAR_ADDRESS}"))?;
        let homes = ["10.64.0.0/16", "10.65.0.0/16", "10.66.0.0/24"];
        homes.iter().try_for_each(|range| ip(&format!("-n {far} route add local {range} dev lo")))
    }

    fn end(
        &self,
        namespace: &str,
        interface: &str,
        address: &str,
        other: &str,
        hardware: &str,
    ) -> Result<()> {
        ip(&format!("-n {namespace} address add {address}/24 dev {interface}"))?;
        let off = ["-K", interface, "tso", "off", "gso", "off", "gro", "off", "tx", "off"];
        ensure!(
            succeeds(within(namespace, Path::new("ethtool")).args(off)),
            "switch the offloads of the link off"
        );
        ip(&format!("-n {namespace} link set {interface} up"))?;
        // Nobody has to ask for the other end, and no such question is counted.
        ip(&format!("-n {namespace} neigh replace {other} lladdr {hardware} dev {interface} nud permanent"))
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.names.remove();
        for player in &mut self.players {
            let _ = player.wait();
        }
    }
}

/// What the far end counted, before anything was lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// First SYNs.
    pub(super) syn: u64,
    /// Datagrams.
    pub(super) udp: u64,
    /// Packets to addresses outside of the lab.
    pub(super) forbidden: u64,
}

impl Counted {
    /// Reads `counter syns { packets 3 bytes 132 }` and its like.
    fn parse(listed: &str) -> Result<Self> {
        let of = |name: &str| {
            let (_, rest) = listed.split_once(&format!("counter {name} {{"))?;
            rest.split_once("packets ")?.1.split_whitespace().next()?.parse().ok()
        };
        let count = |name: &str| of(name).with_context(|| format!("find the counter {name}"));
        Ok(Self { syn: count("syns")?, udp: count("datagrams")?, forbidden: count("forbidden")? })
    }

    /// What was added since an earlier count.
    pub(super) fn since(self, earlier: Self) -> Self {
        Self {
            syn: self.syn - earlier.syn,
            udp: self.udp - earlier.udp,
            forbidden: self.forbidden - earlier.forbidden,
        }
    }
}

/// Removes the labs of processes that are gone.
pub(super) fn remove_stale() -> Result<()> {
    let names = quietly(Command::new("ip").args(["netns", "list"])).context("list the network namespaces")?;
    let owners = names.lines().filter_map(|line| line.strip_prefix(PREFIX)?.split('-').next()?.parse().ok());
    let gone = owners.filter(|owner: &u32| !Path::new(&format!("/proc/{owner}")).exists());
    gone.for_each(|owner| Names::of(owner).remove());
    Ok(())
}

/// Removes the lab of this process when the person has enough, or the system wants to stop.
pub(super) fn remove_on_interrupt() -> Result<()> {
    let gone = || {
        Names::of(process::id()).remove();
        process::exit(130);
    };
    ctrlc::set_handler(gone).context("wait for Ctrl-C")
}

/// The names of the two namespaces.
struct Names {
    near: String,
    far: String,
}

impl Names {
    fn of(process: u32) -> Self {
        Self { near: format!("{PREFIX}{process}-near"), far: format!("{PREFIX}{process}-far") }
    }

    /// Ends every program in them, and them.
    fn remove(&self) {
        for name in [&self.near, &self.far] {
            if let Some(processes) = quietly(Command::new("ip").args(["netns", "pids", name])) {
                if !processes.trim().is_empty() {
                    succeeds(Command::new("kill").arg("-KILL").args(processes.split_whitespace()));
                }
                succeeds(Command::new("ip").args(["netns", "delete", name]));
            }
        }
    }
}

fn within(namespace: &str, program: &Path) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", namespace]).arg(program).stdin(Stdio::null());
    command
}

fn inside<T: Send>(namespace: &str, act: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let enter = || {
        let namespace = File::open(Path::new("/run/netns").join(namespace))?;
        setns(namespace, CloneFlags::CLONE_NEWNET)?;
        anyhow::Ok(())
    };
    // The whole thread changes its network, and takes it along when it ends.
    thread::scope(|scope| {
        let thread = scope.spawn(|| enter().context("enter a network namespace").and_then(|()| act()));
        thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}

/// What the kernel is told of the network of this thread.
fn settings() -> Result<()> {
    const SETTINGS: [(&str, &str); 12] = [
        ("ipv6/conf/all/disable_ipv6", "1"),
        ("ipv6/conf/default/disable_ipv6", "1"),
        ("ipv4/conf/all/rp_filter", "0"),
        ("ipv4/conf/default/rp_filter", "0"),
        ("ipv4/ip_local_port_range", "10000 65000"),
        // A home refuses as often as it is asked; these limits would hold for all homes together.
        ("ipv4/icmp_ratelimit", "0"),
        ("ipv4/icmp_ratemask", "0"),
        ("ipv4/icmp_msgs_per_sec", "1000000"),
        ("ipv4/icmp_msgs_burst", "1000000"),
        ("core/somaxconn", "65535"),
        ("ipv4/tcp_max_syn_backlog", "65535"),
        ("ipv4/tcp_syncookies", "1"),
    ];
    for (name, value) in SETTINGS {
        let file = Path::new("/proc/sys/net").join(name);
        // Some are the whole machine's in older kernels, and not to be seen from a namespace.
        if file.exists() {
            fs::write(&file, value).with_context(|| format!("write {}", file.display()))?;
        }
    }
    Ok(())
}

fn ip(line: &str) -> Result<()> {
    let output = Command::new("ip").args(line.split_whitespace()).output().context("start ip")?;
    let said = || String::from_utf8_lossy(&output.stderr).trim().to_owned();
    output.status.success().then_some(()).ok_or_else(|| anyhow!("run ip {line}: {}", said()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_read_and_a_missing_one_is_named() {
        let listed = "table netdev count {\n\tcounter syns {\n\t\tpackets 12 bytes 528\n\t}\n\
            \tcounter datagrams {\n\t\tpackets 3 bytes 99\n\t}\n\tcounter forbidden {\n\t\tpackets 0 bytes 0\n\t}\n}\n";
        let counted = Counted::parse(listed).unwrap();
        assert_eq!(counted, Counted { syn: 12, udp: 3, forbidden: 0 });
        assert_eq!(
            counted.since(Counted { syn: 2, udp: 3, forbidden: 0 }),
            Counted { syn: 10, udp: 0, forbidden: 0 }
        );
        let error = Counted::parse(&listed.replace("datagrams", "pings")).unwrap_err();
        assert_eq!(error.to_string(), "find the counter datagrams");
    }
}
