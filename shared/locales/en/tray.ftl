### The tray: its menu, and the messages that the system shows.

## The menu

tray-not-set-up = Akabeko is not set up yet
tray-set-up = Set up…
tray-open-notice = { $count ->
    [one] Open the notice
   *[other] Open the newest of { $count } notices
  }
tray-show = Show how things stand
tray-check-now = Check now
tray-snooze = Remind me later
tray-snooze-day = In a day
tray-snooze-week = In a week
tray-end-snooze = Remind me again
tray-pause = Pause checks for a day
tray-resume = Go on checking
tray-start-again = Take part again…
tray-about = Settings and who runs this…
tray-quit = Quit

## Messages of the system

message-notice-title = There is a notice for you
message-notice-body = Something at home can be seen from outside. There is no need to hurry: open it when you have five minutes.
message-notice-title-facts = Something at home can be seen from outside
message-notice-body-facts = We saw it on several days. Open the notice to see what it was. There is no need to hurry.
message-notice-title-minutes = A few minutes are enough
message-notice-body-minutes = Something at home can be seen from outside, and can be closed step by step. Open it whenever it suits you.
message-remind-title = The notice is still there
message-remind-body = The entrance still looks open. A few minutes are enough, and help is a click away.
message-closed-title = Confirmed closed
message-closed-body = We looked again: the entrance is closed. Thank you.
message-open = Open
message-later = Later
message-no-tray-title = Akabeko is running
message-no-tray-body = This desktop has no place for its icon. A notice will open as a window.

## What did not work

failure-offline = The server cannot be reached. Please try again in a while.
failure-refused = The server says: { $why }
failure-write = Writing to disk did not work: { $why }
failure-invitation = That is not an invitation. It is a link that begins with akabeko://, or a code together with the server’s address.
failure-member = You take part already, so this invitation was not used. To use it, first delete everything in the settings.
failure-server = That is not a server’s address. It begins with https://
failure-not-akabeko = There is no Akabeko server at this address.
failure-app-too-old = The server shows a newer consent text than this app knows. Please install the newer version.
failure-autostart = Starting with the computer could not be set: { $why }
failure-browser = The browser could not be opened. The address is { $address }
failure-locked = What this app remembers cannot be read yet. If the system’s password store is locked, unlock it, and Akabeko goes on by itself. ({ $why })
failure-update = The newer version could not be installed: { $why }
failure-broken = What this app remembered is of no use any more, so please begin again with a new invitation. ({ $why })

## In a list of extensions

extension-description = Turns red when something in your home can be reached from the internet, and helps you close it.
