//! What the desktop offers, as its bus tells: a place for the icon, and somebody who shows messages. Both may
//! come late, as when the computer starts, and both may go.

#[cfg(target_os = "linux")]
pub(crate) use self::linux::{close_message, watch};

#[cfg(target_os = "linux")]
mod linux {
    use std::thread;
    use std::time::Duration;

    use zbus::blocking::fdo::DBusProxy;
    use zbus::blocking::{Connection, MessageIterator};
    use zbus::names::BusName;
    use zbus::{MatchRule, message};

    use akabeko_agent_app::Screen;

    /// Who shows icons (StatusNotifierWatcher).
    const TRAY: &str = "org.kde.StatusNotifierWatcher";
    /// Who shows messages (Desktop Notifications Specification 1.3).
    const MESSAGES: &str = "org.freedesktop.Notifications";

    /// Watches for as long as the app lives, and has the screen drawn anew when something came or went. After a time
    /// of grace it is judged once what is missing. Without a bus all of it is.
    pub(crate) fn watch(screen: Screen, grace: Duration, judge: impl FnOnce(&Screen) + Send + 'static) {
        let judged = screen.clone();
        let judge = move || {
            thread::sleep(grace);
            judge(&judged);
        };
        thread::spawn(move || {
            if let Err(error) = follow(&screen, judge) {
                tracing::info!("failed to ask the desktop what it offers: {error}");
                screen.show(|view| {
                    (view.device.tray, view.device.notifications) = (Some(false), Some(false));
                });
                screen.show_what_fits();
            }
        });
    }

    fn follow(screen: &Screen, judge: impl FnOnce() + Send + 'static) -> zbus::Result<()> {
        let connection = Connection::session()?;
        let changes = MatchRule::builder()
            .msg_type(message::Type::Signal)
            .sender("org.freedesktop.DBus")?
            .interface("org.freedesktop.DBus")?
            .member("NameOwnerChanged")?
            .build();
        // Listening begins before the first look, so that nothing falls between.
        let changes = MessageIterator::for_match_rule(changes, &connection, None)?;
        let bus = DBusProxy::new(&connection)?;
        look(&bus, screen)?;
        thread::spawn(judge);
        for change in changes {
            let (name, _, _): (String, String, String) = change?.body().deserialize()?;
            if name == TRAY || name == MESSAGES {
                look(&bus, screen)?;
            }
        }
        Ok(())
    }

    fn look(bus: &DBusProxy<'_>, screen: &Screen) -> zbus::Result<()> {
        let tray = bus.name_has_owner(BusName::try_from(TRAY)?)?;
        let can_start = bus.list_activatable_names()?.iter().any(|name| name.as_str() == MESSAGES);
        let messages = can_start || bus.name_has_owner(BusName::try_from(MESSAGES)?)?;
        screen.show(|view| (view.device.tray, view.device.notifications) = (Some(tray), Some(messages)));
        Ok(())
    }

    /// Takes a message off the screen.
    pub(crate) fn close_message(number: u32) {
        let closed = Connection::session().and_then(|bus| {
            let path = "/org/freedesktop/Notifications";
            bus.call_method(Some(MESSAGES), path, Some(MESSAGES), "CloseNotification", &number)
        });
        if let Err(error) = closed {
            tracing::info!("failed to take a message back: {error}");
        }
    }
}

/// Windows and macOS always have a tray, and say nothing of messages before one is shown.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch<J>(screen: akabeko_agent_app::Screen, _: std::time::Duration, _: J) {
    screen.show(|view| view.device.tray = Some(true));
}

/// These systems keep their messages in a list of their own.
#[cfg(not(target_os = "linux"))]
pub(crate) fn close_message(_: u32) {}
