//! Which wordings are compared with which.

use std::collections::BTreeMap;

use akabeko_shared::Variant;

use crate::evaluate::study::{Sent, Study};

/// Two wordings of one group, each with its notices and the campaign they are compared within.
pub(super) struct Pair<'a> {
    pub(super) group: String,
    pub(super) variant: Variant,
    pub(super) control: Variant,
    pub(super) with: Vec<(Sent<'a>, u32)>,
    pub(super) against: Vec<(Sent<'a>, u32)>,
}

/// Every other wording of a campaign with its first, and those of several campaigns together.
pub(super) fn pairs<'a>(study: &Study<'a>) -> Vec<Pair<'a>> {
    let campaigns = study.experiments().zip(1..).flat_map(|(campaign, within)| {
        let compared = study.dataset.compared(&campaign.campaign);
        let sent = study.sent_in(campaign);
        let of = |wanted: Variant| {
            let of = sent.iter().filter(|sent| study.variant(sent.notice) == wanted);
            of.map(|sent| (*sent, within)).collect::<Vec<_>>()
        };
        let control = compared.first().copied().unwrap_or_default();
        let pair = |variant: Variant| Pair {
            group: campaign.campaign.to_string(),
            variant,
            control,
            with: of(variant),
            against: of(control),
        };
        compared.iter().skip(1).copied().map(pair).collect::<Vec<_>>()
    });
    let mut pairs: Vec<Pair<'a>> = campaigns.collect();
    pairs.extend(pooled(&pairs));
    pairs
}

fn pooled<'a>(pairs: &[Pair<'a>]) -> Vec<Pair<'a>> {
    let mut alike: BTreeMap<(Variant, Variant), Vec<&Pair<'a>>> = BTreeMap::new();
    for pair in pairs {
        alike.entry((pair.control, pair.variant)).or_default().push(pair);
    }
    let several = alike.into_iter().filter(|(_, pairs)| pairs.len() > 1);
    let pool = |((control, variant), pairs): ((Variant, Variant), Vec<&Pair<'a>>)| Pair {
        group: "pooled".to_owned(),
        variant,
        control,
        with: pairs.iter().flat_map(|pair| &pair.with).copied().collect(),
        against: pairs.iter().flat_map(|pair| &pair.against).copied().collect(),
    };
    several.map(pool).collect()
}
