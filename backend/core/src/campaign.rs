//! A campaign: the paper's experiment as one file that an operator writes and everybody can read back.

use std::collections::BTreeSet;

use akabeko_shared::{Arm, PORTS, Platform, Port, Variant};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::select::{Rule, RunRule, UnobservedDays};

/// What an operator writes in a campaign file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Its name in files and tables: letters, digits, dashes.
    pub campaign: String,
    /// Whose notices it sends: agents of these platforms.
    pub platforms: BTreeSet<Platform>,
    /// The ports it is about, out of the 23.
    pub ports: BTreeSet<Port>,
    /// The first day of the window of selection (section 3.2: a month).
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Where its days begin and end.
    #[serde(default = "asia_tokyo")]
    pub time_zone: String,
    /// How a run of days counts.
    #[serde(default)]
    pub run_rule: RunRule,
    /// Whether a day without a scan breaks a run.
    #[serde(default)]
    pub unobserved_days: UnobservedDays,
    /// Whether a page that explains such notices comes first, as in experiment 1.
    #[serde(default)]
    pub landing: bool,
    /// The share of the selected that is told later, from 0 to 1.
    #[serde(default)]
    pub waiting_share: f64,
    /// The wordings of its message that are compared, equally often in each arm; the usual one if none is named.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub variants: BTreeSet<Variant>,
    /// How many weeks later.
    #[serde(default = "five")]
    pub waiting_weeks: u32,
    /// The seed that assigns the arms.
    #[serde(default)]
    pub seed: u64,
}

/// What is wrong with a campaign file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {what}", line = .line.map_or_else(|| "1".to_owned(), |line| line.to_string()))]
pub struct BadCampaign {
    /// Where, counted from 1.
    pub line: Option<usize>,
    /// What.
    pub what: String,
}

impl Campaign {
    /// Reads a campaign file (TOML). Unknown keys and ports are refused.
    pub fn parse(text: &str) -> Result<Self, BadCampaign> {
        let campaign: Self = toml::from_str(text).map_err(|error| BadCampaign {
            line: error.span().map(|span| line_of(text, span.start)),
            what: error.message().to_owned(),
        })?;
        match campaign.fault() {
            None => Ok(campaign),
            Some((key, what)) => Err(BadCampaign { line: line_with(text, key), what }),
        }
    }

    /// Refuses a campaign that was not read from a file and makes no sense.
    pub fn check(self) -> Result<Self, BadCampaign> {
        match self.fault() {
            None => Ok(self),
            Some((_, what)) => Err(BadCampaign { line: None, what }),
        }
    }

    /// The rule of selection.
    pub fn rule(&self) -> Rule {
        Rule {
            from: self.from,
            until: self.until,
            time_zone: self.zone(),
            run_rule: self.run_rule,
            unobserved_days: self.unobserved_days,
        }
    }

    /// Its time zone, which parsing has checked.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// When an agent of this arm is told, for a campaign that was sent at `sent_at`.
    pub fn told_at(&self, arm: Arm, sent_at: Timestamp) -> Timestamp {
        match arm {
            Arm::Notify => sent_at,
            Arm::Wait => sent_at + SignedDuration::from_hours(24 * 7 * i64::from(self.waiting_weeks)),
        }
    }

    pub(crate) fn fault(&self) -> Option<(&'static str, String)> {
        let is_name = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let strange = self.ports.iter().find(|port| !port.is_watched());
        if self.campaign.is_empty() || self.campaign.len() > 64 || !is_name(&self.campaign) {
            Some((
                "campaign",
                "a campaign's name is 1 to 64 letters, digits, dashes or underscores".to_owned(),
            ))
        } else if self.platforms.is_empty() {
            Some(("platforms", "name at least one platform: desktop, mobile, browser or headless".to_owned()))
        } else if let Some(port) = strange {
            let known = PORTS.map(|port| port.to_string()).join(" ");
            Some(("ports", format!("{port} is not scanned here; the 23 ports are {known}")))
        } else if self.ports.is_empty() {
            Some(("ports", "name at least one port, such as \"tcp/23\"".to_owned()))
        } else if !(2000..=2200).contains(&self.from.year()) {
            Some(("from", format!("{} is not in this or the next century", self.from)))
        } else if !(2000..=2200).contains(&self.until.year()) {
            Some(("until", format!("{} is not in this or the next century", self.until)))
        } else if self.waiting_weeks > 52 {
            Some(("waiting_weeks", "nobody waits for more than 52 weeks".to_owned()))
        } else if self.until < self.from {
            Some(("until", format!("the window ends on {} before it begins on {}", self.until, self.from)))
        } else if (self.until - self.from).get_days() >= LONGEST_WINDOW {
            Some(("until", format!("a window has at most {LONGEST_WINDOW} days")))
        } else if TimeZone::get(&self.time_zone).is_err() {
            Some((
                "time_zone",
                format!("{:?} is not a time zone: expected such as Asia/Tokyo", self.time_zone),
            ))
        } else if !(0.0..=1.0).contains(&self.waiting_share) {
            Some(("waiting_share", "the waiting share is a number from 0 to 1".to_owned()))
        } else {
            None
        }
    }
}

/// The longest window, in days; the paper's has a month.
const LONGEST_WINDOW: i32 = 400;

fn asia_tokyo() -> String {
    "Asia/Tokyo".to_owned()
}

fn five() -> u32 {
    5
}

pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

pub(crate) fn line_with(text: &str, key: &str) -> Option<usize> {
    text.lines().position(|line| line.trim_start().starts_with(key)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "campaign = \"spring\"\nplatforms = [\"desktop\"]\nports = [\"tcp/23\", \"udp/53\"]\n\
                        from = \"2026-04-01\"\nuntil = \"2026-04-30\"\n";

    #[test]
    fn a_short_file_is_a_whole_campaign() {
        let campaign = Campaign::parse(FILE).unwrap();
        assert_eq!(campaign.ports.len(), 2);
        assert_eq!(campaign.time_zone, "Asia/Tokyo");
        assert_eq!((campaign.waiting_share, campaign.waiting_weeks), (0.0, 5));
        assert!(campaign.variants.is_empty());
        assert_eq!(Campaign::parse(&toml::to_string(&campaign).unwrap()), Ok(campaign));
    }

    #[test]
    fn a_campaign_names_the_wordings_that_it_compares() {
        let file = format!("{FILE}variants = [\"usual\", \"facts\"]\n");
        let campaign = Campaign::parse(&file).unwrap();
        assert_eq!(campaign.variants, [Variant::Usual, Variant::Facts].into());
        assert_eq!(Campaign::parse(&toml::to_string(&campaign).unwrap()), Ok(campaign));
    }

    #[test]
    fn a_bad_file_says_where_and_what() {
        let wrong = [
            ("tcp/23", "tcp/24", "3: tcp/24 is not scanned here"),
            ("tcp/23", "tcp-23", "3: \"tcp-23\" is not a port"),
            ("desktop", "toaster", "2: unknown variant `toaster`"),
            ("until = \"2026-04-30\"", "until = \"2026-03-30\"", "5: the window ends on 2026-03-30 before"),
            ("until", "untill", "5: unknown field `untill`"),
            (
                "until = ",
                "variants = [\"loud\"]\nuntil = ",
                "5: unknown variant `loud`, expected one of `usual`",
            ),
            ("spring", "spring sale", "1: a campaign's name is"),
            ("from = \"2026-04-01\"", "from = \"soon\"", "4: "),
            ("until = \"2026-04-30\"", "until = \"9999-12-31\"", "5: 9999-12-31 is not in this"),
            ("until = ", "waiting_weeks = 500000\nuntil = ", "5: nobody waits for more"),
        ];
        for (old, new, expected) in wrong {
            let error = Campaign::parse(&FILE.replace(old, new)).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{new:?} gave {error:?}");
        }
    }

    #[test]
    fn those_who_wait_are_told_when_the_weeks_are_over() {
        let campaign = Campaign::parse(FILE).unwrap();
        let sent = Timestamp::UNIX_EPOCH;
        assert_eq!(campaign.told_at(Arm::Notify, sent), sent);
        assert_eq!(campaign.told_at(Arm::Wait, sent), sent + SignedDuration::from_hours(35 * 24));
    }
}
