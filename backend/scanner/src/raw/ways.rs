//! The ways to all targets of a scan, found before it begins.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::frame::{Ends, Mac};
use super::line::Line;
use super::ports::Ports;
use super::route::{Hop, Routes, look_for};
use crate::{Doors, Lab, Targets};

/// How long a router may take to say what its card is, and how often it is looked whether it has.
const FOUND_WITHIN: Duration = Duration::from_secs(1);
const LOOKS: u32 = 20;

/// The cards, the ways over them, and the way to each target.
pub(crate) struct Ways {
    ports: Option<Arc<Ports>>,
    lines: Vec<Line>,
    ways: Vec<Way>,
    stretches: Stretches,
}

/// Targets in order, cut where the way changes: the first of each stretch, and the place of its way.
///
/// Nearly always all of them share one way, and looking for it among all targets took a tenth of a large scan.
type Stretches = Vec<(IpAddr, Option<u16>)>;

/// One way, which many targets share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The card, by its place among the lines.
    pub(super) line: usize,
    /// Our address on it.
    pub(super) source: IpAddr,
    /// Both ends of the first stretch.
    pub(super) ends: Ends,
}

impl Ways {
    /// Finds the ways to those of the targets that can be reached by frames of our own.
    pub(super) fn find(
        targets: &Targets,
        lab: &Lab,
        hold: impl FnOnce() -> io::Result<Arc<Ports>>,
    ) -> io::Result<Self> {
        let mut routes = Routes::new()?;
        let mut hops = Vec::new();
        for (target, _) in targets.homes() {
            let is_moved = lab.doors != Doors::AsTheyAre && lab.contains(*target);
            hops.push((*target, if is_moved { None } else { routes.to(*target)? }));
        }
        let mut distinct: Vec<Hop> = hops.iter().filter_map(|(_, hop)| *hop).collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.is_empty() {
            return Ok(Self { ports: None, lines: Vec::new(), ways: Vec::new(), stretches: Vec::new() });
        }
        let routers = routers(&mut routes, &distinct)?;
        Self::open(&hops, &distinct, &routers, hold()?)
    }

    /// Whether there is a way to one of the targets.
    pub(super) fn lead_to(&self, target: IpAddr) -> bool {
        self.place(target).is_some()
    }

    /// The way to one of the targets.
    pub(super) fn to(&self, target: IpAddr) -> Option<Way> {
        self.place(target).map(|place| self.ways[usize::from(place)])
    }

    /// The ports that packets leave from, if there is any way at all.
    pub(super) fn ports(&self) -> Option<&Ports> {
        self.ports.as_deref()
    }

    /// The cards.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    fn place(&self, target: IpAddr) -> Option<u16> {
        let after = self.stretches.partition_point(|(first, _)| *first <= target);
        self.stretches[after.checked_sub(1)?].1
    }

    fn open(
        hops: &[(IpAddr, Option<Hop>)],
        distinct: &[Hop],
        routers: &BTreeMap<(u32, IpAddr), Mac>,
        ports: Arc<Ports>,
    ) -> io::Result<Self> {
        let (mut lines, mut cards, mut ways, mut places) =
            (Vec::new(), BTreeMap::new(), Vec::new(), BTreeMap::new());
        for hop in distinct {
            let Some(theirs) = routers.get(&(hop.card, hop.router)) else { continue };
            let line = match cards.get(&hop.card) {
                Some(line) => *line,
                None => {
                    let Some(line) = Line::open(hop.card, ports.base())? else { continue };
                    lines.push(line);
                    cards.insert(hop.card, lines.len() - 1);
                    lines.len() - 1
                }
            };
            places.insert(*hop, u16::try_from(ways.len()).map_err(io::Error::other)?);
            ways.push(Way {
                line,
                source: hop.source,
                ends: Ends { ours: lines[line].ours, theirs: *theirs },
            });
        }
        let place =
            |(target, hop): &(IpAddr, Option<Hop>)| (*target, hop.and_then(|hop| places.get(&hop).copied()));
        let mut stretches: Stretches = hops.iter().map(place).collect();
        stretches.dedup_by_key(|(_, place)| *place);
        Ok(Self { ports: Some(ports), lines, ways, stretches })
    }
}

/// The cards of the routers, as far as they can be found.
fn routers(routes: &mut Routes, hops: &[Hop]) -> io::Result<BTreeMap<(u32, IpAddr), Mac>> {
    let until = Instant::now() + FOUND_WITHIN;
    let mut neighbours = routes.neighbours()?;
    let is_missing =
        |neighbours: &BTreeMap<_, _>, hop: &Hop| !neighbours.contains_key(&(hop.card, hop.router));
    for hop in hops.iter().filter(|hop| is_missing(&neighbours, hop)) {
        // A router that cannot be sent to is not found either.
        let _unreachable = look_for(*hop);
    }
    while hops.iter().any(|hop| is_missing(&neighbours, hop)) && Instant::now() < until {
        std::thread::sleep(FOUND_WITHIN / LOOKS);
        neighbours = routes.neighbours()?;
    }
    Ok(neighbours)
}
