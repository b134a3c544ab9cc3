### Texts of the notification page.

page-title = Notice
page-skip = Skip to the text
page-language = 日本語

## What we saw

page-headline = { $count ->
    [one] One entrance can be seen from outside
   *[other] { $count } entrances can be seen from outside
  }
page-calm = Seen from outside. There is no need to hurry.
page-headline-facts = { $count ->
    [one] We saw one entrance open, on several days
   *[other] We saw { $count } entrances open, on several days
  }
page-calm-facts = We looked from outside. There is no need to hurry.
page-headline-minutes = { $count ->
    [one] One entrance can be closed in a few minutes
   *[other] { $count } entrances can be closed, each in a few minutes
  }
page-calm-minutes = One step at a time, whenever it suits you.
page-go-ask = Go to the question
page-go-do = Go to what to do
page-headline-closed = { $count ->
    [one] The entrance is closed
   *[other] All entrances are closed
  }
page-closed = We confirmed it on { $moment }. Well done.
page-closed-next = We go on watching quietly, every day.
page-saw = What we saw
page-saw-then = What we saw when we told you
page-address = Address
page-provider = Provider
page-masked = hidden
page-masked-why = To see the address and the provider, open this page from the app. It keeps them from others.
page-provider-unknown = not known
page-and = {" and "}
page-door = Entrance for { $service } (number { $number })
page-door-protocol = Entrance for { $service } (number { $number }, { $protocol })
page-service-other = traffic of a kind we do not know
page-last-seen = Last seen
page-open-days = Seen on
page-open-days-of = { $open } of { $days } days
page-now = Now
page-state-open = looks open
page-state-closed = is closed
page-state-silent = gives no reply, does not look open

## Is it really us?

page-really = Is this really from us?
page-really-word = Check word
page-really-compare = Same word in the app? Then it is from us.
page-really-who = This is from { $organisation }.
page-really-since = You installed Akabeko on { $day }.
page-never = What we never ask you for
page-never-all = We never ask you for a phone call, money, a password or remote access.
page-never-call = A phone call
page-never-pay = Money
page-never-password = A password
page-never-remote = Remote access
page-really-site = Check on their own site

## What it means

page-means = What it means
page-means-door = An entrance (a “port”) is where a device takes traffic from the internet.
page-means-ftp = It is for passing files. Strangers might see the photos and documents you keep.
page-means-ssh = It is for encrypted remote control. Whoever guesses the password can operate the device.
page-means-telnet = It is for remote control. Homes rarely need it. Left open, a stranger could operate the device.
page-means-dns = It looks up where a site’s name leads. Outsiders may use it to relay unwanted traffic to others.
page-means-http = It shows a web page. It may be the settings page of a router or camera.
page-means-https = { page-means-http }
page-means-smb = It shares the files of a PC, and is built for inside the home. Whoever guesses a password can read them.
page-means-upnp = Devices in the home use it to ask the router for favours. Outsiders might change its settings.
page-means-chargen = It gives old test replies. Nobody needs them today. They can be misused to flood others.
page-means-ntp = It tells the time. Open to outsiders, it can be misused to flood others.
page-means-ssdp = It answers searches for devices. It tells outsiders what you have, and can relay unwanted traffic.
page-means-nat-pmp = Devices ask the router here to open entrances. Outsiders might open some as well.
page-means-mdns = It tells the names of devices in the home. Outsiders may learn them, and the owner’s name.
page-means-memcached = Servers keep scratch data in it. Outsiders can read the data, or misuse it to flood others.
page-not = What else to know
page-not-infected = It does not mean that someone took over a device.
page-not-which = From outside, we cannot tell which device it is.
page-not-all = We looked at 23 kinds of entrance only. This is not a virus check.

## The survey

page-ask = A short question
page-ask-why = Press a button and the next step appears. You can change your answer.
page-ask-done = Thank you for your answers. You can still change them.
page-ask-record = We record the button and the time, for support and research.
page-chosen = chosen
page-ask-network = Which network is this device on?
page-ask-network-home = At home
page-ask-network-home-then = A mobile line counts too. We then ask about each entrance.
page-ask-network-work = At work or school
page-ask-network-work-then = We show how to ask the people in charge.
page-ask-network-away = Out (a hotel, a café)
page-ask-network-away-then = We show what you can do on your own device.
page-ask-intent = { $door }: did you open it on purpose?
page-ask-intent-intended = I opened it on purpose
page-ask-intent-intended-then = We show how to check that it is safe to use.
page-ask-intent-unintended = I did not mean to open it
page-ask-intent-unintended-then = We go on to closing it.
page-ask-intent-unknown = I don’t know
page-ask-intent-unknown-then = That is fine. We go on to closing it.
page-ask-ability = { $door }: can you close it yourself?
page-ask-ability-yes = I will try it myself
page-ask-ability-yes-then = We show at most three steps.
page-ask-ability-no = I would like help
page-ask-ability-no-then = We show whom to write to. It is free.

## Do this now

page-do = Do this now
page-do-close-it = Close it: { $door }
page-do-check-service = Check it: { $door }
page-do-get-support = Write to our support
page-do-ask-administrator = Ask the people who run the network
page-do-protect-device = Protect your own device
page-do-risk = Please know
page-do-close-it-end = When you are done, press the button below. We look together.
page-do-check-service-end = This notice ends here for this entrance.
page-do-get-support-end = Every answer from us carries the check word.
page-do-ask-administrator-end = This notice ends here.
page-do-protect-device-end = This notice ends here.
page-case-open = We opened a case for you. Someone will help, with these records at hand.
page-mail = Address to write to
page-mail-write = Write a mail
page-mail-subject = About my notice from Akabeko ({ $word })
page-forward = Text to show to the people in charge
page-forward-note = You can copy this for your administrator, a shop or your provider.
page-forward-open = I was told that the following can be reached from the internet.
page-forward-line = { $door } – { $port } – last seen { $moment }
page-forward-ask = Please check whether it is open on purpose.
page-forward-from = Seen by { $organisation }

## Scan again

page-again = See whether it is closed
page-again-why = The result usually comes within a minute. Try again whenever you have changed a setting.
page-again-press = Scan the entrances again
page-again-due = We are looking from outside now
page-again-due-more = Please stay on this page. The result will appear here.
page-again-shut = No entrance looks open
page-again-shut-more = We keep looking in the coming days, to see that it stays closed.
page-again-open = { $count ->
    [one] One entrance still looks open
   *[other] { $count } entrances still look open
  }
page-again-open-more = Save the settings, wait until the device has restarted, then try once more.
page-again-dropped = We could not look this time
page-again-dropped-more = You may be on another network now. Open the app, then try once more.
page-again-not-here = We cannot look right now
page-again-not-here-more = Your device has not called in for a while. Open the app, then try once more.
page-again-vetoed = Checks are paused right now
page-again-vetoed-more = Resume the checks in the app, then try once more.
page-again-withdrawn = There are no checks right now
page-again-withdrawn-more = You withdrew your consent. Agree again in the app, and checks go on.
page-again-withheld = We have looked
page-again-withheld-more = While you take part in the study, you get the result a little later.
page-again-too-many = That is enough for today
page-again-too-many-more = Tomorrow’s check will look by itself.
page-again-opted-out = This address is not looked at
page-again-opted-out-more = Somebody at this address asked to be left alone. Write to us if that is no longer right.
page-again-halted = We are looking at nobody right now
page-again-halted-more = We stopped all checks for a while. Please try again later.
page-again-at = Seen from the internet on { $moment }

## Ask someone, records, foot

page-help = Ask someone
page-help-mail = If anything is unclear, write to { $organisation }.
page-help-word = Please add the check word “{ $word }”.
page-help-pause = To pause the checks or stop notices, use the app.
page-thread = Messages about your case
page-thread-none = Nobody has written yet. Our answer will stand here.
page-thread-you = You
page-thread-write = Write to us
page-thread-hint = Please leave out passwords. We never ask for them.
page-thread-send = Send the message
page-experts = Full record (for experts)
page-experts-note = Replies are what the device sent. Hidden characters are shown as signs, and long replies are cut.
page-experts-service = Protocol
page-experts-last = Last open
page-experts-days = Days open
page-experts-state = Now
page-experts-said = Reply
page-experts-nothing = none
page-sent = Notice sent on { $moment }

## Landing page

page-landing-headline = Hello. There is one notice for you
page-landing-hello = I am Akabeko, the red ox. I look at your internet line from outside, every day.
page-landing-found = I saw an entrance that can be reached, so I came to tell you.
page-landing-calm = It does not mean that someone took over a device.
page-landing-next = What is on the next page
page-landing-next-saw = What we saw, and when
page-landing-next-ask = A short question, answered by buttons
page-landing-next-do = At most three steps that fit you
page-landing-go = Read the notice

## No such page

page-lost-title = Page not found
page-lost-headline = There is no page at this address
page-lost-why = The address may be incomplete, or its time may be over.
page-lost-do = Please open it again from “Notices” in the app.
page-lost-calm = Opening this address changed nothing on your device.

## Opting out, for whoever holds an address

page-opt-out-title = Leave my address alone
page-opt-out-headline = We leave your address alone if you wish
page-opt-out-who = { $organisation } looks at homes from outside, where people asked for it with Akabeko.
page-opt-out-how = Press the button, and we stop looking at your address within a minute.
page-opt-out-address = The address you are calling from
page-opt-out-only = This is about this one address only. For a whole network, please write to us.
page-opt-out-price = It holds for twelve months. Whoever uses Akabeko behind this address hears no more of open entrances.
page-opt-out-press = Leave this address alone
page-opt-out-done = We leave this address alone
page-opt-out-until = It holds until { $day }.
page-opt-out-lasting = It holds until it is taken back.
page-opt-out-undo = To take it back, please write to us.

## Dates

page-moment = { $weekday } { $date }, { $time } ({ $zone })
page-day = { $weekday } { $date } { $year }
page-date = { $day } { $month }
page-zone-tokyo = Japan time
page-weekday-1 = Mon
page-weekday-2 = Tue
page-weekday-3 = Wed
page-weekday-4 = Thu
page-weekday-5 = Fri
page-weekday-6 = Sat
page-weekday-7 = Sun
page-month-1 = Jan
page-month-2 = Feb
page-month-3 = Mar
page-month-4 = Apr
page-month-5 = May
page-month-6 = Jun
page-month-7 = Jul
page-month-8 = Aug
page-month-9 = Sep
page-month-10 = Oct
page-month-11 = Nov
page-month-12 = Dec

## A sample, for anyone to see

page-sample-title = A sample notice
page-sample-ribbon = This is a sample
page-sample-why = Everything on it is made up; it is not about you. The buttons do nothing here. You open a real notice from the app.
page-sample-provider = Sample Net
page-sample-word = mihon-0000

## Beside the questions

page-ask-here = We saw this on { $moment }. Was that on the network you are on now?
page-ask-here-this = The same network
page-ask-here-this-then = The questions are about this network.
page-ask-here-another = Another network then
page-ask-here-another-then = Please answer for the network you were on then.
page-ask-network-there = Which network was this device on then?
page-later = Later
page-later-done = That is fine. This page stays open to you.
page-mine-no = This is not about me
page-mine-no-done = Thank you. We ask you nothing more about this notice.
page-mine-yes = It is about me after all
page-device = Sounds like
page-device-probably = probably: { $device }
page-device-maybe = perhaps: { $device }
page-kind-router = router
page-kind-nas = storage (a NAS)
page-kind-camera = camera
page-kind-recorder = video recorder
page-kind-printer = printer
page-sure = How sure
page-sure-replied = certain, it replied to us
page-sure-accepted = certain, it takes connections
page-do-minutes = { $count ->
    [one] about a minute
   *[other] about { $count } minutes
  }
page-do-done = Done
page-do-stuck = I got stuck
page-do-step = (step { $number })
page-do-stuck-then = That happens. You need not finish alone.
page-do-stuck-go = Ask someone

## Who we are

page-about = Who we are and what we look at
page-about-title = Who we are
page-about-headline = We look from outside, so that you can close what is open
page-about-who = This service is run by { $organisation }.
page-about-more = See for yourself
page-about-sample = What a notice looks like
page-about-really = Is a message really from us?
page-about-opt-out = Have your address left alone
page-about-probing = The same for machines

## Check a word

page-check-headline = Is it really from us?
page-check-how = Every message from us carries a check word.
page-check-app = The surest way is the app: it shows the same word.
page-check-word = Look a check word up
page-check-label = The word in your message
page-check-press = Look it up
page-check-why = We only say whether we sent it. We ask for nothing else.
page-check-ours = This word is in use
page-check-ours-app = The message is for you only if the app shows the same word.
page-check-ours-never = If the message asks for any of the following, it is not from us.
page-check-unknown = We did not send a message with this word
page-check-unknown-do = Please do not follow that message. Tell us about it if you like.
page-check-unknown-spelling = If it may be a slip, type the word once more.
page-check-too-many = Please wait ten minutes
page-check-too-many-do = Words are being looked up very often just now.
