### The tray: its menu, and the messages that the system shows.

## The menu

tray-not-set-up = 赤べこの準備がまだです
tray-set-up = 準備をはじめる…
tray-open-notice = { $count ->
    [1] お知らせを開く
   *[other] お知らせを開く({ $count }件のうち最新)
  }
tray-show = いまの様子を見る
tray-check-now = いますぐ調べる
tray-snooze = あとで知らせる
tray-snooze-day = 1日後に
tray-snooze-week = 1週間後に
tray-end-snooze = 知らせを再開する
tray-pause = 1日だけ休む
tray-resume = 点検を再開する
tray-start-again = もう一度参加する…
tray-about = 設定と運営者について…
tray-quit = 終了する

## Messages of the system

message-notice-title = お知らせがあります
message-notice-body = ご自宅に、外から見えているものがあります。急ぐ必要はありません。5分ほど取れるときに開いてください。
message-notice-title-facts = ご自宅に、外から見えているものがあります
message-notice-body-facts = 何日も、外から見えました。開くと、何が見えたかが分かります。急ぐ必要はありません。
message-notice-title-minutes = 数分で済むお知らせです
message-notice-body-minutes = ご自宅に、外から見えているものがあります。一つずつ閉じられます。都合のよいときに開いてください。
message-remind-title = お知らせがまだ残っています
message-remind-body = 入口はまだ開いているようです。数分で終わります。困ったときは相談もできます。
message-closed-title = 閉じたことを確認しました
message-closed-body = もう一度調べたところ、入口は閉じていました。ありがとうございました。
message-open = 開く
message-later = あとで
message-no-tray-title = 赤べこは動いています
message-no-tray-body = この画面には、アイコンを置く場所がありません。お知らせは、窓を開いてお伝えします。

## What did not work

failure-offline = サーバーにつながりません。しばらくしてから、もう一度お試しください。
failure-refused = サーバーからの返事です：{ $why }
failure-write = ディスクに書き込めませんでした：{ $why }
failure-invitation = 招待として読めませんでした。akabeko:// で始まるリンクか、招待コードとサーバーのアドレスを入れてください。
failure-member = すでに参加しているので、この招待は使っていません。この招待で始めるには、先に設定の「すべて消す」で記録を消してください。
failure-server = サーバーのアドレスとして読めませんでした。https:// で始まります。
failure-not-akabeko = このアドレスには、赤べこのサーバーがありません。
failure-app-too-old = 同意書が新しくなっています。新しい版のアプリを入れてください。
failure-autostart = 自動で起動する設定ができませんでした：{ $why }
failure-browser = ブラウザーを開けませんでした。アドレスは { $address } です。
failure-locked = このアプリの記憶がまだ読めません。システムのパスワード保管庫に鍵がかかっているときは、開けるとそのまま動きはじめます。({ $why })
failure-update = 新しい版を入れられませんでした：{ $why }
failure-broken = このアプリの記憶が使えなくなりました。お手数ですが、新しい招待からやり直してください。({ $why })

## In a list of extensions

extension-description = 自宅の機器がインターネットから見えるとき、赤くなってお知らせし、閉じるお手伝いをします。
