### How the agent is: the state in a sentence, and what to do about it.

## The state, as the tray and the popup say it

status-ok = お知らせはありません
status-notice = { $count ->
    [1] お知らせがあります
   *[other] お知らせが{ $count }件あります
  }
status-snoozed = { $count ->
    [1] お知らせを、あとで見ることにしています
   *[other] お知らせ{ $count }件を、あとで見ることにしています
  }
status-paused = 点検を休んでいます

## What to know about it

status-ok-first-hint = はじめての点検は、まもなく行います。
status-ok-seen-hint = { $count ->
    [0] 前回の点検では、外から見える入口はありませんでした。
   *[other] 前回の点検では、外から見える入口が{ $count }か所ありました。お知らせが必要なときは、ここに届きます。
  }
status-ok-shared-hint = アドレスは、ほかの家と共用のようです。見えるものが、ご自宅のものとは限りません。
status-notice-hint = 急ぐ必要はありません。開くと、見えたものと、できることが分かります。
status-notice-hint-facts = 何日も、外から開いて見えたものがあります。開くと、何が見えたかが分かります。急ぐ必要はありません。
status-notice-hint-minutes = 数分で済みます。都合のよいときに開くと、できることが分かります。
status-snoozed-hint = { $time }後に、もう一度お知らせします。
status-paused-hint = あと{ $time }で、自動的に再開します。
status-beside-offline = いまはサーバーにつながりません。ここにあるのは、最後に分かったことです。

## What keeps it from knowing more, and what to do

status-connecting = サーバーにつないでいます
status-connecting-hint = 少しお待ちください。
status-unreachable = サーバーにつながりません
status-unreachable-hint = この端末がインターネットにつながっているか、確かめてください。つながれば、自動的に再開します。
status-refused = サーバーがいまは応じていません
status-refused-hint = 自動的にやり直します。長く続くときは、運営者におたずねください。
status-not-enrolled = まだ参加していません
status-not-enrolled-hint = 招待のリンクかコードを入れると、はじめられます。
status-invite-refused = 招待を受け付けてもらえませんでした
status-invite-refused-hint = 打ちまちがいか、使用済みか、期限切れかもしれません。招待してくれた人に、新しい招待をたのんでください。
status-forgotten = サーバーに、この端末の記録がありません
status-forgotten-hint = もう一度参加するには、新しい招待が必要です。
status-new-network = このネットワークでは点検していません
status-new-network-hint = ここがご自宅かどうかを教えてください。ご自宅と分かるまで、点検はしません。
status-intercepted = このネットワークは、先にログインが必要なようです
status-intercepted-hint = ブラウザーで何かページを開き、出てきた画面で手続きをしてください。終われば、自動的に再開します。
status-certificate-date = サーバーに安全につながれません
status-certificate-date-hint = この端末の日付か時計が合っていないのかもしれません。設定で確かめてください。
status-clock-ahead = この端末の時計が{ $time }進んでいます。設定で合わせてください。
status-clock-behind = この端末の時計が{ $time }遅れています。設定で合わせてください。
status-consent-outdated = 同意の文が新しくなりました
status-consent-outdated-hint = 読んで同意していただくまで、点検を休みます。
status-withdrawn = 同意を取り消したので、点検していません
status-withdrawn-hint = サーバーにも伝えました。もう一度同意すると、再開します。
status-withdrawing-hint = この端末からの連絡は止めました。取り消したことは、つながりしだいサーバーに伝えます。

## Why a scan that was asked for is not to be

status-rescan-offline = サーバーにつながらないので、いまは調べられません。
status-rescan-enough = 今日はもう何度も調べました。毎日の点検は、自動的に続きます。
status-rescan-vetoed = 点検を休んでいるか、ご自宅のネットワークではないので、調べません。
status-rescan-opted-out = このアドレスは見ないでほしいとの申し出があったので、調べません。
status-rescan-unknown = この端末の居場所が、サーバーにまだ伝わっていません。少し待って、もう一度お試しください。
status-rescan-dropped = 今回は、調べ終わりませんでした。少し待って、もう一度お試しください。
status-rescan-refused = サーバーがいまは応じられません。少し待って、もう一度お試しください。

## Lengths of time

status-time-minutes = { $count }分
status-time-hours = 約{ $count }時間
status-time-days = 約{ $count }日
