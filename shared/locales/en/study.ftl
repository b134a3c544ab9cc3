### The console's pages about the study: an agent's days, selection, review, campaigns, results.

study-comma = {", "}
study-also = {"; "}
study-unknown = not known
study-never = never
study-not-yet = not yet
study-yes = Yes
study-no = No
study-nobody = Nobody
study-who = Agent
study-port = Port
study-ports = Ports
study-platforms = Platforms
study-platform = Platform
study-window = Window
study-language = Language
study-notices = Notices
study-campaigns = Campaigns
study-device = Device
study-with-share = { $part } ({ $share })


study-arm = When
study-arm-notify = told at once
study-arm-wait = told later
study-variant = Wording
study-variant-usual = Usual wording
study-variant-usual-why = As it always was.
study-variant-facts = Facts first
study-variant-facts-why = It begins with what was seen.
study-variant-minutes = Minutes first
study-variant-minutes-why = It begins with how little time it takes.

## One agent

study-agent = Agent { $agent }
study-standing = Now
study-address = Address
study-shared = shared with other homes
study-provider = Provider
study-network = Network
study-check-in = Last check-in
study-enrolled = Here since
study-label = Invitation
study-no-label = without a label
study-zone = Days begin and end by { $zone }.

study-days = Day by day
study-span = How many weeks are shown
study-weeks = { $weeks } weeks
study-move = Earlier and later days
study-earlier = Earlier
study-later = Later
study-grid = Days of this agent. Arrow keys move by a day or a row, Page Up and Page Down by a week.
study-row = Row
study-lane-address = Address
study-lane-notice = Notice
study-lane-response = Response
study-lane-closure = Closed
study-lane-support = Support
study-lane-judgement = Verdict
study-nothing = nothing
study-nothing-happened = nothing happened
study-state-open = { $looks ->
    [one] open, one look
   *[other] open, { $looks } looks
  }
study-state-other = { $looks ->
    [one] not open, one look
   *[other] not open, { $looks } looks
  }
study-state-unobserved = nobody looked
study-cell-port = { $day } · { $port }: { $state }
study-cell-both = { $seen }. On that day: { $events }
study-cell-day = { $day }: { $events }
study-never-open = No port was open in this time.
study-legend = What the signs mean
study-legend-open = open
study-legend-other = looked at, not open
study-legend-unobserved = not looked at
study-unfold = Show all { $ports } ports
study-fold = { $ports ->
    [one] Hide the port that was never open
   *[other] Hide the { $ports } ports that were never open
  }

study-happenings = What happened
study-happenings-none = Nothing but scans in this time.
study-happening-enrolled = The agent enrolled
study-happening-moved = Scanned at a new address: { $about }
study-happening-notified = A notice was sent ({ $about })
study-happening-visited = { $about ->
    [app] The page was seen in the app
   *[other] The page was seen in a browser
  }
study-happening-answered = Answered: { $answer }
study-happening-closed = Scans confirmed that it is closed ({ $about })
study-happening-reopened = Open again ({ $about })
study-happening-case_opened = Support was asked for
study-happening-case_closed = The request for support was closed ({ $about })
study-happening-judged = { $verdict ->
    [public] { $port } was judged to be meant for the public
   *[other] { $port } was judged not to be meant for the public
  }
study-answer-network-home = at home
study-answer-network-work = at work or school
study-answer-network-away = somewhere else
study-answer-intent-intended = { $port } is open on purpose
study-answer-intent-unintended = { $port } is not open on purpose
study-answer-intent-unknown = does not know whether { $port } is open on purpose
study-answer-ability-yes = can close { $port } without help
study-answer-ability-no = cannot close { $port } without help

study-notices-none = No notice so far.
study-notice-waits = Waits
study-notice-open = Open
study-notice-closed = Closed
study-notice-ended = Ended
study-sent = Sent
study-sent-on = Sent on
study-due = To be sent
study-word = Check word
study-addresses = Addresses
study-addresses-none = No scan in this time.
study-devices = What the ports sound like
study-devices-guess = A guess from what the ports answered.

study-erase = Erase this agent
study-erase-when = For when the person asks for it. A withdrawal of consent alone already stops scans and notices.
study-erase-do = Erase this agent
study-erase-sure = Erase this agent and everything about it?
study-erase-lost = { $notices ->
    [0] Its observations, addresses and check-ins are deleted. Results computed from now on are without it.
    [one] Its observations, addresses, its notice and all answers are deleted. Results computed from now on are without it.
   *[other] Its observations, addresses, { $notices } notices and all answers are deleted. Results computed from now on are without it.
  }
study-erase-end = This cannot be undone.
study-erased = The agent was erased.

## Selection

study-selection = Selection
study-selection-lead = Change the rule and see at once whom it finds, and why. Nothing is sent from here.
study-write-campaign = Write a campaign with this rule
study-rule = Rule
study-paper-rule = Paper’s rule, last 30 days
study-paper-rule-is = A port counts when it was open on 4 days or more; if these days form one run, on 6 or more. One of them lies within the last 14 days of the window.
study-window-from = First day
study-window-until = Last day
study-ports-chosen = { $chosen } of { $all } ports
study-ports-all = Choose all
study-ports-none = Choose none
study-ports-count = { $count } ports
study-run-rule = One run of days
study-run-rule-whole = Six days if all days form one run
study-run-rule-whole-why = As in the paper: with a gap, four days are enough.
study-run-rule-any = Six days for the longest run
study-run-rule-any-why = Stricter: as soon as two of the days follow each other, the longest run needs six.
study-unobserved = Days that nobody looked
study-unobserved-break = They break a run
study-unobserved-break-why = As in the paper: only days seen open count as a run.
study-unobserved-bridge = They do not break a run
study-unobserved-bridge-why = A device that was off for a day does not look like two short visits.
study-fault-days = Choose the first and the last day of the window.
study-fault-order = The first day lies after the last.
study-fault-ports = Choose at least one port.
study-fault-platforms = Choose at least one platform.
study-fault-name = Give it a name: 1 to 64 letters, digits, dashes or underscores, and not “new”.
study-counting = Counting anew
study-found = { $agents ->
    [one] One agent would be told, of { $exposures } open ports
   *[other] { $agents } agents would be told, of { $exposures } open ports
  }
study-read = Observations as of
study-nobody-then = No port of these was open in this window. Choose more days, ports or platforms.
study-outcomes = What becomes of each open port
study-outcomes-filter = Press one to see only those rows.
study-outcome = Outcome
study-outcome-told = Would be told
study-outcome-too_few_days = Too few days
study-outcome-short_run = Short run
study-outcome-not_lately = Not lately
study-outcome-not_covered = Not covered
study-outcome-shared = Shared address
study-outcome-held = Waits for a verdict
study-outcome-public = Meant for the public
study-outcome-intended = Intended
study-outcome-busy = Another notice is open
study-per-port = Agents told, per port
study-per-port-none = None.
study-search-agent = Beginning of an agent’s id
study-all-outcomes = Show all outcomes
study-rows = { $all ->
    [one] One open port
   *[other] { $all } open ports
  }
study-rows-first = The first { $shown } of { $all } open ports
study-why = Reason
study-open-days = Open days
study-longest-run = Longest run
study-open-late = In the last 14
study-why-told = open on { $days } days, { $late } of them in the last 14
study-why-too_few_days = { $days ->
    [one] open on one day: it takes 4
   *[other] open on { $days } days: it takes 4
  }
study-why-short_run = open on { $days } days in one run of { $run }: a run needs 6
study-why-short_runs = open on { $days } days, the longest run has { $run }: it needs 6
study-why-not_lately = open on { $days } days, none of them in the last 14
study-why-not_covered = another platform, or the person no longer agrees
study-why-shared = other homes share the address, and it may be theirs
study-why-held = a web port that nobody has judged yet
study-why-public = an operator found it meant for the public
study-why-intended = the person said that it is open on purpose
study-why-busy = another notice to this agent is not settled

## Reviews

study-reviews = Review of web ports
study-reviews-pages = Pages of reviews
study-reviews-lead = A web page that is clearly meant for the public gets no notice (section 3.2 of the paper). A person decides that, never the program.
study-which = Which web ports
study-waiting = { $count } wait
study-judged = { $count } judged
study-keys = Keys: 1 and 2 judge, j and k go on and back.
study-queue = Web ports
study-untitled = without a title
study-reviews-none = No web port waits for a verdict
study-reviews-none-then = New ones appear here when the scanner finds them.
study-judged-none = No verdict holds at the moment
study-judged-none-then = Verdicts appear here until they expire.
study-seen-at = Last seen open
study-open-of-30 = Open
study-days-of-30 = { $days ->
    [one] on one of the last 30 days
   *[other] on { $days } of the last 30 days
  }
study-alike = Much the same
study-alike-others = { $others ->
    [0] nobody else shows it
    [one] one other agent shows it
   *[other] { $others } other agents show it
  }
study-facts = What it shows
study-raw = The answer, word for word
study-raw-as = As text. What hides in it is spelt out. Taken
study-raw-none = Nothing was kept of what it answered.
study-hash = Evidence
study-hash-none = given on the command line
study-word-public = Meant for the public
study-word-private = Not for the public
study-word-public-do = Meant for the public: no notice
study-word-private-do = Not, or not clearly: a notice
study-judge-role = Verdicts are given by analysts.
study-judged-public = { $port } is meant for the public: no notice.
study-judged-private = { $port } is not clearly meant for the public: a notice.
study-evidence-changed = It answers something else by now. This is the new answer; please look again.
study-changed-since = It has answered something else since this verdict.
study-reviewer = Judged by
study-judged-at = On
study-expires-at = Holds until
study-take-back = Take back the verdict

## Campaigns

study-campaigns-lead = A campaign tells people by one rule, and is written down before it is sent.
study-campaigns-count = { $count ->
    [one] One campaign
   *[other] { $count } campaigns
  }
study-campaigns-none = No campaign so far
study-campaigns-none-then = Try a rule in the selection first. A campaign can be written from there.
study-see-selection = Open the selection
study-campaign = Campaign
study-campaign-lead = What was written, how far it has come, and what can be done now.
study-stage = Stage
study-stage-draft = Draft
study-stage-proposed = Waits for approval
study-stage-sending = Being sent
study-stage-sent = Under way
study-stage-paused = Paused
study-stage-closed = Closed
study-tally-notices = Written down
study-tally-sent = Sent
study-tally-visited = Page seen
study-tally-answered = Answered
study-tally-closed = Closed
study-sent-of = { $sent } of { $notices }

study-write-new = Write a campaign
study-write-lead = Nothing is sent yet. A second person has to approve it first.
study-edit = Edit { $campaign }
study-naming = Name
study-name = Name of the campaign
study-name-hint = Letters, digits, dashes, underscores. It stands in results and datasets, for example 2026-winter.
study-name-kept = The name stays. Duplicate the campaign to give it another.
study-landing = A page that explains such notices comes first
study-landing-why = As in the paper’s experiment 1.
study-trial = Trial
study-trial-why = Some are told later, drawn by lot. They are what the others are compared with.
study-waiting-share = Share that is told later: { $share }
study-waiting-weeks = Weeks later
study-waiting-part = Told later
study-waiting-for = { $weeks ->
    [one] { $share }, after one week
   *[other] { $share }, after { $weeks } weeks
  }
study-variants = Wordings
study-seed = Seed
study-seed-draw = Draw a new seed
study-seed-why = The same seed draws the same arms, so that anybody can check the draw.
study-time-zone = Time zone of its days
study-save-draft = Save the draft
study-save-then = It can be changed until it is proposed.
study-saved = { $campaign } was saved.
study-found-now = Whom it finds now
study-found-not = Complete the rule to see how many it finds.
study-split = About { $now } at once, { $later } in { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
  }.
study-split-about = It is counted anew when it is sent.
study-see-who = See who and why
study-wording = What people read

study-path = How far it has come
study-step-draft = Draft
study-step-proposed = Proposed
study-step-sent = Sent
study-step-closed = Closed
study-proposed-by = proposed by { $who }
study-sent-by = approved by { $who }
study-duplicate = Duplicate as a draft
study-next = What now
study-next-draft = Check whom it would tell and what they read. Then propose it.
study-next-proposed = It waits for a second person: { $now } would be told at once, { $later } later.
study-next-sending = The plan is being frozen and the first notices are on their way.
study-next-sent = { $waiting ->
    [0] Everybody has been told.
    [one] One person still waits to be told.
   *[other] { $waiting } people still wait to be told.
  }
study-next-paused = { $waiting ->
    [0] Nothing more of it is sent until it goes on.
    [one] Nothing more of it is sent until it goes on. One person waits.
   *[other] Nothing more of it is sent until it goes on. { $waiting } people wait.
  }
study-next-closed = It has ended. Its numbers stay in the results.
study-last-due = The last of them is told
study-sender-only = Campaigns are proposed, approved and paused by senders.
study-barred-own = You proposed it, so somebody else has to approve it.
study-barred-waiting = { $waiting ->
    [one] It cannot be closed while one person waits. Debrief first, or wait for the day.
   *[other] It cannot be closed while { $waiting } people wait. Debrief first, or wait for the day.
  }
study-do-edit = Edit the draft
study-do-propose = Propose it
study-do-recall = Take back the proposal
study-do-approve = Approve and send
study-do-pause = Pause it
study-do-go-on = Let it go on
study-do-override = Tell one person at once
study-do-debrief = Tell everybody now
study-do-close = Close the campaign
study-do-delete = Delete the draft
study-sure-propose = Propose { $campaign }?
study-sure-approve = Send { $campaign }?
study-sure-override = Tell one person at once?
study-sure-debrief = Tell everybody who waits?
study-sure-close = Close { $campaign }?
study-sure-delete = Delete { $campaign }?
study-then-propose = A second person has to approve it before anything is sent. Until then you can take it back. By today’s count { $now } would be told at once and { $later } later.
study-then-approve = { $now ->
    [one] One person is told now
   *[other] { $now } people are told now
  }{ $later ->
    [0] .
   *[other] , { $later } in { $weeks ->
      [one] one week
     *[other] { $weeks } weeks
    }.
  } It cannot be taken back; it can be paused.
study-then-override = They leave the waiting arm. The reason is kept with the dataset, and the analysis counts them as drawn.
study-then-debrief = { $waiting ->
    [one] One person who waits is told now. The trial has no waiting arm from then on.
   *[other] { $waiting } people who wait are told now. The trial has no waiting arm from then on.
  }
study-then-close = No notice of it is sent or repeated any more. This cannot be undone.
study-then-delete = Nothing of it was sent. The draft is gone for good.
study-override-name = Notice or agent
study-override-name-hint = The id of the notice that waits, or of its agent.
study-override-reason = Reason
study-override-reason-hint = On one line, without a name. It is kept with the dataset.
study-done-propose = { $campaign } waits for a second person.
study-done-recall = { $campaign } is a draft again.
study-done-approve = { $campaign } is being sent.
study-done-pause = { $campaign } is paused.
study-done-go-on = { $campaign } goes on.
study-done-override = The person is told now.
study-done-debrief = Everybody who waited in { $campaign } is told now.
study-done-close = { $campaign } is closed.
study-done-delete = { $campaign } was deleted.
study-preview = Whom sending it now would tell
study-preview-says = { $now } at once, { $later } later
study-preview-held = { $held ->
    [one] One web port waits for a verdict and is left out until then.
   *[other] { $held } web ports wait for a verdict and are left out until then.
  }
study-preview-review = Review them
study-preview-who = { $shown ->
    [one] See who that is
   *[other] See who they are ({ $shown } of { $all })
  }
study-preview-drawn = As the seed draws them now
study-preview-more = { $more } more are not listed.
study-per-platform = Per platform
study-per-variant = Per wording
study-left-out = Left out
study-funnel = How far its notices came
study-funnel-live = Renewed every 10 seconds
study-funnel-end = At its end
study-step = Step
study-of-sent = Of those sent
study-written = What was written
study-plan = Frozen plan
study-plan-not-yet = The plan is frozen when it is sent.

## Results

study-results = Results
study-results-lead = Every figure and table of the evaluation, from what is known now.
study-compute = Compute anew
study-print = Print this page
study-computing = Computing from all observations.
study-shown-before = What is shown below is from before.
study-since = since
study-as-of = As of
study-never-computed = Nothing has been computed yet. Press “Compute anew”.
study-compute-failed = The results could not be computed.
study-nothing-sent = No notice has been sent yet
study-nothing-sent-then = The results below know only what scans saw. The rest appears with the first campaign.
study-see-campaigns = Open the campaigns
study-on-this-page = On this page
study-figures = Figures
study-tables = Tables
study-take = Take along: { $part }
study-part-figure9 = Figure 9: improvement
study-part-figure8 = Figure 8: first visits
study-part-survival = Time to closure
study-part-funnel = Funnel
study-part-states = What is known each week
study-part-effects = Differences in week 5
study-part-hazards = Hazard ratios
study-part-visiting = Visiting and improvement
study-part-variants = Wordings compared
study-part-balance = Sizes of the arms
study-part-table2 = Table 2: open ports
study-part-table3 = Table 3: campaigns
study-part-table4 = Table 4: sets of ports
study-part-table5 = Table 5: answers
