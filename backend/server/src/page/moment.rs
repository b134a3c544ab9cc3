//! Times as people read them: weekday, date, time and the name of the zone.

use akabeko_shared::locale::Catalogue;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// `11月22日(日) 21:04（日本時間）`, `Sun 22 Nov, 21:04 (Japan time)`.
pub(super) fn moment(catalogue: &Catalogue, zone: &TimeZone, at: Timestamp) -> String {
    let local = at.to_zoned_datetime(zone.clone());
    let zone = match zone.iana_name() {
        Some("Asia/Tokyo") => catalogue.text("page-zone-tokyo"),
        Some(_) | None => local.strftime("%Z").to_string(),
    };
    let time = local.strftime("%H:%M").to_string();
    let (date, weekday) = (date(catalogue, &local), weekday(catalogue, &local));
    catalogue
        .text_with("page-moment", &[("date", &date), ("weekday", &weekday), ("time", &time), ("zone", &zone)])
}

/// `2026年4月3日(金)`, `Fri 3 Apr 2026`.
pub(super) fn day(catalogue: &Catalogue, zone: &TimeZone, at: Timestamp) -> String {
    let local = at.to_zoned_datetime(zone.clone());
    let (date, weekday) = (date(catalogue, &local), weekday(catalogue, &local));
    let year = local.year().to_string();
    catalogue.text_with("page-day", &[("date", &date), ("weekday", &weekday), ("year", &year)])
}

fn date(catalogue: &Catalogue, local: &ZonedDateTime) -> String {
    let month = catalogue.text(&format!("page-month-{}", local.month()));
    catalogue.text_with("page-date", &[("month", &month), ("day", &local.day().to_string())])
}

fn weekday(catalogue: &Catalogue, local: &ZonedDateTime) -> String {
    catalogue.text(&format!("page-weekday-{}", local.weekday().to_monday_one_offset()))
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Language;

    use super::*;

    #[test]
    fn a_time_has_its_weekday_and_zone() {
        let at: Timestamp = "2026-11-22T12:04:59Z".parse().unwrap();
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let (japanese, english) = (Catalogue::new(Language::Ja), Catalogue::new(Language::En));
        assert_eq!(moment(&japanese, &tokyo, at), "11月22日(日) 21:04（日本時間）");
        assert_eq!(moment(&english, &tokyo, at), "Sun 22 Nov, 21:04 (Japan time)");
        assert_eq!(moment(&english, &TimeZone::UTC, at), "Sun 22 Nov, 12:04 (UTC)");
        assert_eq!(day(&japanese, &tokyo, at), "2026年11月22日(日)");
        assert_eq!(day(&english, &tokyo, at), "Sun 22 Nov 2026");
    }
}
