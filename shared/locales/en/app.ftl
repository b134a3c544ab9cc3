### The windows of the app: welcome, popup, settings.

app-other-language = 日本語
app-comma = {", "}
app-unknown = not known
app-not-yet = not yet
app-dismiss = Close
app-understood = I see
app-cancel = Cancel
app-keep = Go back
app-failure = That did not work.
app-broken = This window cannot reach the app. Please quit Akabeko and open it again.
app-no-tray = There is no place for an icon on this desktop. Akabeko is running all the same, and tells you about notices by opening a window.
app-no-notifications = Your system does not show messages. You will hear of notices by the icon and in a window.
app-moment = { $weekday } { $day } { $month }, { $time } ({ $zone })
app-zone-tokyo = Japan time
app-door = { $service } (number { $number })
app-service-other = traffic of a kind we do not know
app-word = Check word

## First run

app-welcome-steps = Steps to get started
app-welcome-step-invitation = Invitation
app-welcome-step-consent = Consent
app-welcome-step-ready = All set
app-welcome-invitation = Hello, I am Akabeko
app-welcome-invitation-hello = I look at your internet line from outside, quietly, every day. If an entrance can be reached from there, I tell you.
app-welcome-invitation-opened = When you open me, I look at your internet line from outside, quietly. If an entrance can be reached from there, I tell you.
app-welcome-blue = Most days I am blue. When I turn red, there is a notice for you.
app-welcome-consent = Please read this first
app-welcome-consent-hello = Nothing is checked until you agree. This takes about two minutes.
app-welcome-ready = You are set up
app-welcome-ready-hello = From now on I keep a quiet eye on things. I only speak up when there is something to say.
app-welcome-ready-opened = Whenever you open me, I see how things are. I only speak up when there is something to say.

app-invitation = Invitation link or code
app-invitation-hint = You find it in your invitation. A link begins with akabeko://
app-invitation-camera = If your invitation has a QR code, point this device’s camera app at it. That opens the invitation here.
app-invitation-missing = Please enter the link or the code of your invitation.
app-invitation-server = Address of the server
app-invitation-server-hint = It stands beside the code. Example: https://akabeko.example.org
app-invitation-server-missing = Please enter the address of the server.
app-invitation-go = Continue
app-invitation-asking = Asking { $server }
app-invitation-nothing-yet = Nothing is checked at this point.

app-consent = What will happen
app-consent-who = Who does this?
app-consent-ask-at = Questions to:
app-consent-site = Verify on the site of { $organisation }
app-consent-server = Server:
app-consent-what = What do they do?
app-consent-what-text = They look at your home’s internet line from outside and check whether an entrance looks open. They look at 23 fixed entrances only.
app-consent-entrances = See the 23 entrances
app-consent-when = When?
app-consent-when-daily = Once a day
app-consent-when-sometimes = Usually once a day (not on days when the device does not let the app run)
app-consent-when-opened = Once on each day that you open the app
app-consent-when-changed = When your internet address changes
app-consent-when-asked = When you ask
app-consent-when-never = Never while this device is off or the app is ended.
app-consent-from = From where?
app-consent-from-unsaid = The operator has not named the addresses that the checks come from.
app-consent-kept = What is kept?
app-consent-kept-scans = Address and time, what was seen, and the text that open entrances sent back
app-consent-kept-line = Which ports the app calls from, and how many apps share your address
app-consent-kept-visits = When you saw a notice’s page, and the buttons you pressed
app-consent-kept-device = The app’s version and language, and the kind of network (such as home)
app-consent-kept-push = Where signals that wake the app are sent. The push service sees that one comes, not what it is about
app-consent-kept-days = { $days ->
    [one] It is deleted after a day, or earlier if you say so.
   *[other] It is deleted after { $days } days, or earlier if you say so.
  }
app-consent-kept-until = It is kept until you delete it, which you can do at any time.
app-consent-kept-not = Your name and your everyday traffic are not recorded.
app-consent-never = What never happens
app-consent-never-password = Trying passwords
app-consent-never-change = Changing settings
app-consent-never-open = Opening entrances
app-consent-never-files = Looking inside your devices
app-consent-why = What for?
app-consent-why-tell = To tell you what was found, and to study whether telling people helps.
app-consent-why-study = For the study, it may be drawn by lot who is told at once and who is told about five weeks later. Results may be published in a form that does not show whose they are.
app-consent-stop = If you want to stop
app-consent-stop-text = You can stop at any time. Withdraw your consent in the settings, and the checks end. You can delete what was recorded, too.
app-consent-stop-free = Stopping costs you nothing.

app-network-question = Which network are you on right now?
app-network-why = Only networks that you call home are checked. On a new network you will be asked again.
app-network-home = Home (a mobile line counts too)
app-network-work = Work or school
app-network-away = Somewhere else (a hotel, a café, a friend’s home)
app-network-scanned = Checks happen here
app-network-not-scanned = No checks here
app-network-missing = Please choose one.
app-network-untold = This device cannot tell its networks apart right now, so there is nothing to choose.

app-autostart = Start Akabeko together with this computer
app-autostart-why = While it is not running there are no checks and no notices.
app-agree-start = Agree and start
app-decline = No, thanks
app-joining = Signing you up

app-ready-looks = How a notice will look
app-ready-blue = Most days the ox is blue.
app-ready-red = With a notice it turns red, with a “!” and a number.
app-ready-click = A click on the icon opens a small window. The speech bubble at its bottom left leads to the notice.
app-sample = See a sample
app-ready-pin = Keep the icon in sight
app-ready-pin-toolbar = Click the puzzle piece in your browser’s toolbar, then the pin beside Akabeko. The icon then stays in sight.
app-ready-pin-windows = Windows
app-ready-pin-windows-how = Press “^” at the bottom right of the screen to see the hidden icons, then drag the ox next to the clock.
app-ready-pin-mac = macOS
app-ready-pin-mac-how = It is in the menu bar at the top. If you do not see it, remove a few other icons.
app-ready-pin-gnome = Linux (GNOME)
app-ready-pin-gnome-how = GNOME shows it with the extension “AppIndicator and KStatusNotifierItem Support”. Ubuntu comes with it.
app-ready-pin-panel = Linux (KDE Plasma, Xfce)
app-ready-pin-panel-how = It appears in the panel’s notification area by itself.
app-ready-now = How things are now
app-keeper-keyring = The key of this device lies in your system’s password store.
app-keeper-file = Your system’s password store cannot be used, so the key of this device lies in a file that only you can read.
app-keeper-browser = The key of this device lies in this browser. Clearing the browser’s data deletes it, too.
app-finish = Close this window
app-finish-then = Akabeko keeps running after the window is closed.
app-finish-then-browser = Akabeko keeps running for as long as your browser does.

## Popup

app-settings = Settings
app-pause = Pause for a day
app-resume = Resume checks
app-paused-until = Until { $moment }.
app-snoozed-until = Until { $moment }.
app-end-snooze = Remind me again
app-consent-read-outdated = Read the new text
app-consent-read-withdrawn = Take part again

app-check = Seen from outside
app-check-at = Last check:
app-check-not-yet = Waiting for the first check. It usually takes about ten minutes.
app-check-withheld = The checks go on as usual. What they saw will be shown later, as the study’s schedule says.
app-check-no-virus = This is not a virus check.
app-check-shared = Several homes seem to share this internet address. That is common with some providers and in apartment buildings. You get no new notice about what may be somebody else’s.
app-check-now = Check now
app-check-looking = Looking from outside. This usually takes less than a minute.
app-check-done = The check is done.
app-address = Address
app-provider = Provider
app-checked-in = Last contact

app-doors-none = No entrance looks open
app-doors-open = { $count ->
    [one] One entrance looks open
   *[other] { $count } entrances look open
  }
app-doors-shared = { $count ->
    [one] One entrance looks open at the shared address
   *[other] { $count } entrances look open at the shared address
  }
app-doors-whose = may be another home’s
app-doors-state-closed = closed
app-doors-state-silent = no answer
app-doors-state-unseen = not looked at yet
app-doors-state-open = looks open
app-doors-list = See all 23 in a list
app-doors-tcp = TCP
app-doors-udp = UDP
app-doors-tcp-long = TCP (connects first, then talks)
app-doors-udp-long = UDP (just calls out)

app-inbox = Notices
app-inbox-empty = There have been none so far.
app-notice-open = waiting for you
app-notice-answered = answered
app-notice-closed = confirmed closed
app-notice-ended = ended
app-notice-about = { $door } and { $more ->
    [one] one more
   *[other] { $more } more
  }
app-notice-about-nothing = About an entrance
app-notice-read = Read the notice
app-notice-read-of = Read the notice of { $moment }
app-message = I saw an entrance
app-message-facts = I saw an open entrance, on several days
app-message-minutes = A few minutes will do
app-message-more = { $count ->
    [one] There is one more.
   *[other] There are { $count } more.
  }
app-later = Later
app-later-days = { $days ->
    [1] In a day
    [7] In a week
   *[other] In { $days } days
  }

## Settings

app-language = Language
app-start = Start
app-quiet = Quiet
app-quiet-why = No checks and no notices for a day. After that they go on by themselves.
app-agreed = Who runs this, and your consent
app-agreed-given = You agreed to these checks.
app-agreed-outdated = The text has changed. Nothing is checked until you agree again.
app-agreed-withdrawn = You withdrew your consent. Nothing is checked. If you agree again, the checks go on.
app-agreed-who = This service is run by { $organisation }.
app-agreed-text = Read what you agreed to
app-site = Open the operator’s site
app-agree = Agree
app-withdraw = Withdraw consent
app-withdraw-title = Withdraw your consent?
app-withdraw-stops = The checks stop at once, and no more notices arrive.
app-withdraw-keeps = What was recorded so far is kept. To delete it, use “Delete everything”.
app-withdraw-back = You can agree again later and go on where you stopped.
app-withdraw-yes = Withdraw
app-data = Your records
app-export-why = You can write everything that is stored about you to a file.
app-export = Export
app-exported = Written to:
app-erase-why = If you leave, you can delete all records.
app-erase = Delete everything
app-erase-title = Delete all records?
app-erase-here = The key and the settings on this device are deleted.
app-erase-there = Addresses, check results, notices and answers on the server are deleted.
app-erase-end = The checks end. To start again you need a new invitation.
app-erase-tick = I understand that this cannot be undone.
app-erase-yes = Delete everything
app-tick-missing = Please tick the box to confirm.
app-version = Akabeko { $version }

## Phone

app-phone-mains = Main screens
app-phone-ox = The ox
app-phone-waiting = { $count } waiting for you
app-phone-back = Back
app-phone-tap = Tell me more
app-phone-shared = The address seems to be shared with others
app-phone-found = { $open } of { $all } entrances { $open ->
    [one] looks open
   *[other] look open
  }
app-phone-look = Check
app-phone-look-more = See what was looked at
app-phone-opening = What was seen and what you can do stand on one page. The survey there is answered by pressing buttons.
app-phone-survey = Open the survey
app-phone-word = If the notice’s page shows the same word, it is from us.
app-phone-nod = Let it nod
app-phone-sample = See a sample notice
app-phone-ready-red = With a notice it turns red and speaks in a bubble.
app-phone-ready-tap = Tap the bubble, then “Open the survey”. It leads to your notices, and from there to the page.
app-phone-ready-done = Meet the ox

app-hearing = How notices reach you
app-hearing-always = While it runs, it stays in touch with the server.
app-hearing-mobile-push = The server wakes this device by a signal that says nothing itself. Saving power can delay it.
app-hearing-mobile-sometimes = Now and then the device lets Akabeko run, and it asks for notices. Hours can lie between. Whenever you open it, it asks at once.
app-hearing-mobile-opened = It asks for notices only when you open it. Please do so now and then.
app-hearing-browser-push = The server sends a signal, and your browser shows the notice. If the browser is not running, it can come late.
app-hearing-browser-sometimes = While the browser is running, it asks for notices now and then. Nothing arrives while it is closed.
app-hearing-browser-opened = It asks for notices only when you open it. Please do so now and then.
app-hearing-unwatched = It cannot see that your address changes while it is not open. A new address is not checked until you open it again.
app-messages-why = If you allow messages, this device can show you when a notice arrives.
app-messages-off = Messages are blocked on this device just now. Akabeko can only tell you when you open it.
app-messages-allow = Allow messages
