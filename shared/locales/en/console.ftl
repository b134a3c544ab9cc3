### The operator's console: its frame, and the pages of people, care and settings.

console-title = { $title } · { $product }
console-other-language = 日本語
console-comma = {", "}
console-none = none
console-any = any
console-state = State
console-actions = What can be done
console-until = Until
console-since = Since
console-as-of = As of
console-days = Days
console-loading = Fetching the latest
console-again = Try again
console-cancel = Cancel
console-close = Close
console-next = Continue
console-back = Back
console-undo = Undo
console-undone = Undone.
console-copy = Copy
console-copied = Copied.
console-new-tab = (opens a new tab)
console-first-page = Back to the first page
console-next-page = Next page
console-clear-filters = Clear the filters
console-search-key = Press / to search
console-skip = Skip to the content
console-to-overview = Go to the overview
console-needs-role = This takes the role “{ $role }”.
console-moment = { $weekday } { $day } { $month }, { $time }
console-moment-year = { $weekday } { $day } { $month } { $year }, { $time }
console-moment-zone = { $moment } ({ $zone })
console-times = All times are in { $zone }.
console-zone-tokyo = Japan time

## What did not work

console-failure-0 = The server cannot be reached. Check your connection; nothing was lost.
console-failure-401 = Your session has ended. Sign in again.
console-failure-403 = Your role does not allow this.
console-failure-404 = It is not here. It may have been deleted.
console-failure-409 = This cannot be done as things stand now.
console-failure-410 = This address leads nowhere any more.
console-failure-422 = The server did not accept this.
console-failure-428 = This takes a fresh code. Nothing was changed.
console-failure-429 = Too many tries. Wait ten minutes, then try again.
console-failure-503 = The server is busy. Try again in a moment.
console-failure-other = Something went wrong on the server. Its log says more.
console-nowhere = No such page
console-nowhere-what = There is nothing at this address
console-nowhere-how = The link may be old, or a letter may be missing.
console-barred = Not for your role
console-barred-what = Your role does not open this page
console-barred-how = Ask an administrator if you need it.

## Ways through the console

console-menu = Menu
console-nav = Pages
console-part-daily = Every day
console-part-study = Notices and study
console-part-care = Running the service
console-nav-overview = Overview
console-nav-people = People
console-nav-invitations = Invitations
console-nav-support = Support
console-nav-selection = Selection
console-nav-reviews = Reviews
console-nav-campaigns = Campaigns
console-nav-results = Results
console-nav-scanner = Scanner
console-nav-opt-outs = Opt-outs
console-nav-settings = Settings
console-nav-operators = Operators
console-nav-audit = Audit log
console-account = Signed in
console-keys = Keyboard
console-keys-search = Search on this page
console-keys-send = Send what you wrote
console-keys-list = Show this list

## Signing in and joining

console-sign-in = Sign in
console-sign-in-lead = This is the console for operators of the service.
console-sign-in-go = Sign in
console-sign-in-wrong = Name, password or code is not right. A code counts once, so take the next one.
console-sign-in-lost = Lost your password or your authenticator app? An administrator can make a new one-time address for you.
console-sign-out = Sign out
console-name = Name
console-password = Password
console-password-hint = At least 12 characters. A few words in a row do well.
console-password-length = { $count ->
    [one] 1 character so far
   *[other] { $count } characters so far
  }
console-password-long-enough = Long enough.
console-password-short = { $count ->
    [one] 1 character is missing.
   *[other] { $count } characters are missing.
  }
console-password-show = Show the password
console-code = Code
console-code-wrong = This code is not right. A code counts once, so take the next one.
console-code-hint = Six digits from your authenticator app
console-proof = Is it still you?
console-proof-why = This takes a fresh code. It then counts for five minutes.
console-proof-go = Confirm with the code
console-step = { $step } of { $steps }
console-steps = Steps
console-join = Welcome, { $name }
console-join-lead = You join { $organisation } as { $role }. First choose a password.
console-codes = Your authenticator app
console-codes-lead = It makes a new code every 30 seconds. You need one to sign in.
console-codes-app = Open an authenticator app on your phone.
console-codes-scan = Scan this with it.
console-codes-qr = QR code for the authenticator app
console-codes-type = I cannot scan it
console-codes-secret = Secret to type into the app
console-codes-enter = Enter the code that the app shows now.
console-codes-go = Join
console-gone = This address leads nowhere any more
console-gone-why = It was used, it is too old, or a newer one was made.
console-gone-restart = If nobody has joined yet, restart the server. It prints a new address.
console-gone-ask = Ask an administrator for a new one.
console-gone-machine = Whoever can sign in to the machine can also make one there:
console-gone-sign-in = Go to the sign-in

## The first start

console-setup-who = Who runs this service?
console-setup-who-lead = People read this before they agree, and on every notice.
console-setup-seen = What people see of your scans
console-setup-seen-lead = Someone who finds you in their logs should learn who you are at once.
console-setup-pages = Pages that explain you
console-setup-page-about = Who you are and what you do
console-setup-page-opt-out = How to be left out
console-setup-page-probing = The same for machines (RFC 9511)
console-setup-you = Who are you?
console-setup-you-lead = You become the first operator, with every right. You can add others later.
console-setup-name-hint = Other operators see it beside what you do.
console-organisation = Organisation
console-organisation-hint = As people know it
console-organisation-fixed = The configuration file says this, so it cannot be changed here.
console-support-mail = Mail address for support
console-support-mail-hint = People who need help write here.
console-site = Website
console-site-hint = Optional. People can verify the service there. It begins with https://
console-scanned-from = Scans come from
console-scanned-from-none = No address is named yet.
console-scanned-from-hint = The configuration file names them as
console-first = Invite the first agent
console-first-lead = You are signed in. Try it with a device of your own.
console-first-label = First agent
console-first-waiting = Waiting for your first agent
console-first-waiting-how = Open the link on a device with the app. This page follows along by itself.
console-first-here = Agent { $agent } is here
console-first-scanning = Its first scan is under way. It usually takes a few minutes.
console-first-scanned = { $count ->
    [0] Its first scan is done: no open port.
    [one] Its first scan is done: one open port.
   *[other] Its first scan is done: { $count } open ports.
  }
console-first-later = Go on without waiting

## Overview

console-needs = What needs you
console-needs-none = Nothing waits for you.
console-need-halted = Scanning is halted
console-need-halted-do = Nobody is scanned until someone resumes it.
console-need-void-rounds = { $count ->
    [one] One round of scans was void
   *[other] { $count } rounds of scans were void
  }
console-need-void-rounds-do = Nothing of them was kept. See what the canaries say.
console-need-case = { $count ->
    [one] One person waits for an answer
   *[other] { $count } people wait for an answer
  }
console-need-case-do = They asked for support.
console-need-complaint = { $count ->
    [one] One complaint is open
   *[other] { $count } complaints are open
  }
console-need-complaint-do = Nobody has said yet what was done.
console-need-approval = The campaign { $about } waits for approval
console-need-approval-do = Somebody other than its author has to approve it.
console-need-review = { $count ->
    [one] One web port wants a verdict
   *[other] { $count } web ports want a verdict
  }
console-need-review-do = Until then they cannot be told.
console-need-second-person = Only one person may send
console-need-second-person-do = Two people are needed to send a campaign. Add another operator.
console-need-first-agent = Nobody has enrolled yet
console-need-first-agent-do = Hand out an invitation.
console-overview-people = Who is here
console-overview-invite = Invite people
console-overview-scans = Scans
console-overview-to-scanner = See how the scanner is
console-overview-exposures = Open within the last 7 days
console-overview-no-exposure = No port was seen open.
console-overview-not-counted = Not counted yet. The first count follows the first scans.
console-overview-campaigns = Campaigns under way
console-overview-no-campaign = No campaign is under way.
console-overview-to-campaigns = Prepare a campaign
console-agents = { $count ->
    [one] 1 agent
   *[other] { $count } agents
  }
console-counted-at = Counted
console-halted = Scanning is halted.
console-scans-today = Looked at today
console-scans-due = Scans due
console-scans-lag = Oldest waits for
console-scans-no-lag = nothing waits
console-scans-void = Void rounds in 24 hours
console-sent-at = Sent
console-funnel-notices = Notices
console-funnel-sent = Sent
console-funnel-visited = Page seen
console-funnel-answered = Answered
console-funnel-closed = Closed
console-funnel-share = Shares are of those sent.

## People

console-people-lead = Every agent, newest first. Open ports are those of the last 7 days.
console-people-search = Search by id, address or invitation
console-people-shown = { $total ->
    [one] 1 agent
   *[other] { $shown } of { $total } agents
  }
console-people-pages = Pages of the list
console-people-none = Nobody has enrolled yet
console-people-none-how = People join with an invitation. Make one and hand it out.
console-people-no-match = No agent matches
console-people-no-match-how = Try fewer letters, or clear the filters.
console-agent = Agent
console-standing = Standing
console-standing-online = Online
console-standing-paused = Paused
console-standing-away = Away
console-standing-withdrawn = Withdrawn
console-platform = Platform
console-platform-desktop = Desktop
console-platform-mobile = Mobile
console-platform-browser = Browser
console-platform-headless = Headless
console-open-port = Open port
console-open-port-some = at least one
console-open-ports = Open ports
console-none-open = none
console-ports = Ports
console-address = Address
console-network-home = Home
console-network-work = Work
console-network-away = Away
console-network-unknown = Network not known
console-last-seen = Last seen
console-never-seen = not yet
console-invitation = Invitation
console-notices = Notices

## Invitations

console-invitations-lead = People join with a link or a code. It is shown once, when you make it.
console-invitations-none = There is no invitation yet
console-invitations-none-how = Make one. A single invitation can serve one person or thousands.
console-invitation-make = Make an invitation
console-invitation-made = The invitation is ready
console-invitation-label = Whom it is for
console-invitation-label-hint = Only operators see this. You can search for it later.
console-invitation-uses = For how many agents
console-invitation-uses-hint = 1 for one person, more for a leaflet.
console-invitation-days = For how many days
console-invitation-once = Copy it now. It cannot be shown again.
console-invitation-link = Link
console-invitation-code = Code to type
console-invitation-web = Address of the web app, for people who install nothing
console-invitation-qr = QR code of the invitation link
console-invitation-qr-how = For a phone’s camera
console-invitation-machine = For a machine without a screen
console-invitation-command = Command
console-invitation-nameless = Without a name
console-invitation-holds = Holds
console-invitation-over = Over
console-invitation-end = End it
console-invitation-end-title = End this invitation?
console-invitation-end-means = { $left ->
    [one] 1 more agent could have joined with it. From now on nobody can. The { $enrolled } who did are not affected.
   *[other] { $left } more agents could have joined with it. From now on nobody can. The { $enrolled } who did are not affected.
  }
console-invitation-ended = The invitation has ended.
console-handed-over = I have copied it
console-enrolled = Joined
console-uses-left = Still free
console-made-at = Made
console-holds-until = Holds until

## Support

console-support-lead = People who asked for help. Whoever has waited longest stands first.
console-support-which = Which cases
console-support-pages = Pages of requests
console-support-open = Open ({ $count })
console-support-closed = Closed ({ $count })
console-support-none = Nobody waits for you
console-support-none-how = When somebody asks for support on their page, it appears here.
console-support-none-closed = No case has been closed yet
console-word = Matching word
console-word-why = The person sees the same word. Say it first, so that they know it is you.
console-waits = Waiting
console-language = Language
console-language-ja = Japanese
console-language-en = English
console-case = Case { $word }
console-case-about = About this case
console-case-wants-answer = Wants an answer
console-case-answered = Answered
console-case-closed = Closed
console-case-closed-note = This case is closed. Reopen it to write again.
console-case-end = Close the case
console-case-end-title = How did it end?
console-case-end-means = The person sees that the case is closed. You can reopen it.
console-case-ended = The case is closed.
console-case-reopen = Reopen the case
console-asked-at = Asked
console-closed-at = Closed
console-outcome = Outcome
console-outcome-usual = Usual outcomes
console-outcome-solved = Solved together
console-outcome-replaced = Router replaced
console-outcome-provider = Handed to provider
console-outcome-silent = No answer
console-thread = What was written
console-thread-none = Nothing was written yet. The person only pressed the button for support.
console-the-person = The person
console-pressed = What they pressed
console-pressed-none = They have not pressed anything yet.
console-pressed-of = { $port }: { $answer }
console-pressed-network-home = At home
console-pressed-network-work = At work or school
console-pressed-network-away = Somewhere else
console-pressed-intent-intended = Open on purpose
console-pressed-intent-unintended = Not on purpose
console-pressed-intent-unknown = Does not know
console-pressed-ability-yes = Can fix it
console-pressed-ability-no = Cannot fix it alone
console-reply = Your answer
console-reply-hint = The person reads { $language }. Ctrl and Enter send it.
console-reply-length = { $written } of { $most } characters
console-reply-send = Send the answer
console-reply-sent = Your answer was sent.

## Scanner

console-scanner-lead = Scans go out in rounds. A round whose canaries look wrong is void.
console-scanner-going = Scanning goes as it should.
console-scanner-late = Scanning goes on, but it is late.
console-scanner-doubtful = The latest rounds were void. Nothing of them was kept.
console-scanner-resting = Routine scans rest after void rounds.
console-scanner-halted = Scanning is halted. Nobody is scanned.
console-rests-until = They go on at
console-halt = Halt all scans
console-halt-title = Halt all scans?
console-halt-means = { $due ->
    [0] Packets stop within a second. No scan waits right now. No one is scanned until someone resumes.
    [one] Packets stop within a second. One scan that is due will wait. No one is scanned until someone resumes.
   *[other] Packets stop within a second. { $due } scans that are due will wait. No one is scanned until someone resumes.
  }
console-halt-reason = Reason
console-halt-reason-hint = For whoever resumes.
console-halt-reason-was = Reason: { $reason }
console-halted-now = All scans are halted.
console-resume = Resume the scans
console-resumed = Scans go on.
console-resume-needs = To resume takes the role “{ $role }”.
console-pace = Pace
console-packets-today = Packets today
console-loss = Loss now
console-loss-unknown = not known yet
console-pace-target = To one address
console-pace-overall = In all
console-pace-daily = To one address in a day
console-pace-a-second = at most { $count } a second
console-pace-a-day = at most { $count } packets
console-pace-free = no limit
console-engine = Sending by
console-engine-raw = raw packets
console-engine-socket = ordinary sockets
console-canaries = Canaries
console-canaries-what = Hosts of your own whose ports you know. Every round is judged by them.
console-canaries-none = There are none, so a bad round cannot be noticed. Name some in the configuration file:
console-canary-open = Always open: { $ports }
console-canary-closed = Never open: { $ports }
console-canary-wrong = Last looked wrong
console-canary-right = Always as expected
console-rounds = Rounds
console-rounds-none = No round has gone out yet. The first follows the first agent.
console-rounds-chart = { $count ->
    [one] The latest round, { $voids } void
   *[other] The latest { $count } rounds, { $voids } of them void
  }
console-rounds-shown = { $shown } of the latest { $count } rounds
console-rounds-all = Show all { $count }
console-round-began = Began
console-round-lasted = Lasted
console-round-scans = Scans
console-round-asked = Ports asked
console-round-answered = Answered
console-round-kept = Kept
console-round-void = Void
console-round-good = Kept

## Opt-outs and complaints

console-opt-outs-lead = Ranges that are never scanned. A new one is in force within a minute.
console-opt-outs-none = Nobody has asked to be left out
console-opt-outs-none-how = Somebody who does can use the public page, or you add it here.
console-opt-out-add = Add an opt-out
console-opt-out-add-title = Leave a range alone
console-opt-out-added = { $range } is left alone from now on.
console-opt-out-agents = Agents
console-opt-out-reason = Reason
console-opt-out-reason-hint = And whom to ask about it.
console-opt-out-means-open = Agents in this range are not scanned any more.
console-opt-out-means = { $count ->
    [0] No agent is in this range now.
    [one] One agent is in this range now. It is not scanned any more.
   *[other] { $count } agents are in this range now. They are not scanned any more.
  }
console-opt-out-means-most = { $count ->
    [0] No agent is in this range now.
   *[other] At most { $count } agents are in this range now. They are not scanned any more.
  }
console-opt-out-in-force = In force
console-opt-out-over = Ended
console-opt-out-taken-back = Taken back
console-opt-out-lift = Take it back
console-opt-out-lift-title = Scan { $range } again?
console-opt-out-lift-means = { $count ->
    [0] No agent is in this range now. Agents that come there will be scanned.
    [one] One agent in this range will be scanned again.
   *[other] { $count } agents in this range will be scanned again.
  }
console-opt-out-lifted = { $range } is scanned again.
console-range = Address or range
console-range-hint = Such as 192.0.2.7 or 192.0.2.0/24
console-added-by = Added by
console-how-long = For how long
console-for-good = for good
console-for-days = for some days
console-complaints = Complaints
console-complaints-none = Nobody has complained.
console-complaint-log = Log a complaint
console-complaint-log-why = Write it down even if it is settled already.
console-complaint-sender = From whom
console-complaint-text = What it is about
console-complaint-logged = The complaint is written down.
console-complaint-is-open = Open
console-complaint-is-settled = Settled
console-complaint-outcome = Done: { $outcome }
console-complaint-settle = Settle the complaint
console-complaint-settle-means = The complaint of { $sender } leaves the overview.
console-complaint-done = What was done
console-complaint-settled = The complaint is settled.

## Settings

console-settings-lead = Who you are, and how the service is set up.
console-settings-who = Who runs the service
console-settings-who-hint = People read this in the app and on every notice. To save it takes a code.
console-organisation-save = Save the organisation
console-organisation-saved = The organisation was saved.
console-facts = This installation
console-facts-hint = The configuration file says all of this.
console-fact-version = Version
console-fact-server = Public address
console-fact-zone = Time zone
console-fact-database = Database
console-fact-check-in = Agents report every
console-fact-pages = Notice pages open for
console-fact-days = { $count ->
    [one] 1 day
   *[other] { $count } days
  }
console-language-hint = For this browser only.
console-dataset = Dataset
console-dataset-what = Agents, observations, campaigns, notices, visits, answers and cases as CSV files, with a codebook.
console-dataset-proof = It holds personal data, so it takes a code.
console-dataset-get = Download the dataset
console-dataset-asking = The server is putting the files together
console-dataset-received = { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB so far
console-dataset-done = Saved, { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB.

## Operators

console-operators-lead = Who works here. Every change takes a code.
console-operator-add = Add an operator
console-operator-name-hint = They sign in with it.
console-operator-you = (you)
console-operator-joined = Joined
console-operator-not-joined = Has not joined yet
console-operator-is-barred = May not sign in
console-operator-role = Change the role
console-operator-role-title = What may { $name } do?
console-operator-role-means = Their sessions end, and they sign in anew.
console-operator-changed = The role of { $name } was changed.
console-operator-bar = Bar from signing in
console-operator-bar-title = Bar { $name } from signing in?
console-operator-bar-means = Their sessions end now. What they did stays in the audit log.
console-operator-barred = { $name } may not sign in any more.
console-operator-allow = Allow to sign in
console-operator-allow-title = Let { $name } sign in again?
console-operator-allow-means = Their password and their authenticator app count again.
console-operator-allowed = { $name } may sign in again.
console-operator-link = Make a new link
console-operator-link-title = Make a new link for { $name }?
console-operator-link-means = Their password and authenticator app count no more. They set both anew with the link.
console-operator-link-made = Hand this to { $name }
console-operator-link-once = Copy it now. It cannot be shown again.
console-operator-link-label = One-time address
console-role = Role
console-roles = What each role may do
console-role-viewer = Viewer
console-role-viewer-may = Reads everything but operators and the audit log. Changes nothing.
console-role-analyst = Analyst
console-role-analyst-may = Also judges web ports, answers people, halts scans, adds opt-outs and takes the dataset.
console-role-sender = Sender
console-role-sender-may = Also invites people, prepares and approves campaigns, resumes scans and takes opt-outs back.
console-role-admin = Administrator
console-role-admin-may = Also manages operators, the organisation and the audit log, and erases agents.
console-four-eyes = A campaign goes out only when a second sender or administrator approves it. So there should be at least two.

## Audit log

console-audit-lead = What was done by whom, newest first. Rows are only ever added.
console-audit-search = Search by name, action or subject
console-audit-pages = Pages of the log
console-audit-shown = { $shown } of { $total } rows
console-audit-none = No row matches
console-audit-none-how = Try fewer letters, or clear the search.
console-audit-number = No.
console-audit-at = When
console-audit-who = Who
console-audit-action = What
console-audit-about = About
console-audit-whole = Is the log whole?
console-audit-whole-how = Every row carries a hash of itself and of the row before. A changed row breaks the chain.
console-audit-check = Check the whole log
console-audit-checking = Every row is being checked
console-audit-is-whole = { $count ->
    [one] One row was checked. It is as it was written.
   *[other] { $count } rows were checked. All are as they were written.
  }
console-audit-head = Newest hash
console-audit-head-why = Keep it elsewhere. Later it proves that nothing before it was changed.
console-audit-broken = Row { $row } is not as it was written.
console-audit-broken-do = Keep a copy of the database as it is now. Compare it with your backups.
