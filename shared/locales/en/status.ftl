### How the agent is: the state in a sentence, and what to do about it.

## The state, as the tray and the popup say it

status-ok = No notice for you
status-notice = { $count ->
    [one] There is a notice for you
   *[other] There are { $count } notices for you
  }
status-snoozed = { $count ->
    [one] You set a notice aside for later
   *[other] You set { $count } notices aside for later
  }
status-paused = Checks are paused

## What to know about it

status-ok-first-hint = The first check comes soon.
status-ok-seen-hint = { $count ->
    [0] The last check saw no entrance from outside.
    [one] The last check saw one entrance from outside. If anything needs your attention, a notice comes here.
   *[other] The last check saw { $count } entrances from outside. If anything needs your attention, a notice comes here.
  }
status-ok-shared-hint = Several homes seem to share this internet address. What is seen there may not be yours.
status-notice-hint = There is no need to hurry. Open it to see what was seen and what you can do.
status-notice-hint-facts = We saw something open from outside on several days. Open it to see what it was. There is no need to hurry.
status-notice-hint-minutes = A few minutes are enough, whenever it suits you. Open it to see what you can do.
status-snoozed-hint = You are reminded again in { $time }.
status-paused-hint = They go on by themselves in { $time }.
status-beside-offline = The server cannot be reached just now; this is what was known last.

## What keeps it from knowing more, and what to do

status-connecting = Connecting to the server
status-connecting-hint = One moment, please.
status-unreachable = The server cannot be reached
status-unreachable-hint = Please see whether this device is connected to the internet. Checks go on by themselves once it is.
status-refused = The server does not take this device’s calls just now
status-refused-hint = It tries again by itself. If this lasts, please ask whoever runs the service.
status-not-enrolled = You do not take part yet
status-not-enrolled-hint = Enter the link or the code of your invitation to begin.
status-invite-refused = The invitation was not accepted
status-invite-refused-hint = It may be mistyped, used up or expired. Please ask whoever invited you for a new one.
status-forgotten = The server has no record of this device
status-forgotten-hint = To take part again you need a new invitation.
status-new-network = Nothing is checked in this network
status-new-network-hint = Please say whether this is your home. Until then nothing is checked here.
status-intercepted = This network seems to want you to sign in first
status-intercepted-hint = Open any page in your browser and follow what it shows. Checks go on by themselves afterwards.
status-certificate-date = There is no safe connection to the server
status-certificate-date-hint = The date or the clock of this device may be wrong. Please look at its settings.
status-clock-ahead = This device’s clock is { $time } ahead. Please set it.
status-clock-behind = This device’s clock is { $time } behind. Please set it.
status-consent-outdated = The text you agreed to has changed
status-consent-outdated-hint = Checks rest until you have read it and agree.
status-withdrawn = You no longer agree, so nothing is checked
status-withdrawn-hint = The server knows. Checks go on if you agree again.
status-withdrawing-hint = This device has stopped reporting in. The server is told as soon as it can be reached.

## Why a scan that was asked for is not to be

status-rescan-offline = The server cannot be reached, so nothing can be checked just now.
status-rescan-enough = That is enough for today. The daily check goes on by itself.
status-rescan-vetoed = Nothing is checked while checks are paused, or in a network that is not your home.
status-rescan-opted-out = Somebody asked that this address be left alone, so nothing is checked here.
status-rescan-unknown = The server does not know yet where this device is. Please try again in a moment.
status-rescan-dropped = The check could not be done this time. Please try again in a while.
status-rescan-refused = The server cannot do that just now. Please try again in a while.

## Lengths of time

status-time-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
  }
status-time-hours = about { $count } hours
status-time-days = about { $count } days
