### The windows of the app: welcome, popup, settings.

app-other-language = English
app-comma = 、
app-unknown = 分かりません
app-not-yet = まだありません
app-dismiss = 閉じる
app-understood = わかりました
app-cancel = やめる
app-keep = やめておく
app-failure = うまくいきませんでした。
app-broken = アプリの本体と話せません。いったん終了して、もう一度開いてください。
app-no-tray = この画面には、アイコンを置く場所が見つかりません。赤べこは動いています。お知らせは、窓を開いてお伝えします。
app-no-notifications = システムの通知が使えません。お知らせは、アイコンと窓でお伝えします。
app-moment = { $month }月{ $day }日({ $weekday }) { $time }（{ $zone }）
app-zone-tokyo = 日本時間
app-door = { $service }（{ $number }番）
app-service-other = 種類の分からない通信
app-word = 確認のことば

## First run

app-welcome-steps = はじめるまでの順番
app-welcome-step-invitation = 招待
app-welcome-step-consent = 同意
app-welcome-step-ready = 準備完了
app-welcome-invitation = はじめまして、赤べこです
app-welcome-invitation-hello = お使いのインターネットを、毎日そっと外から見ます。外から届く入口があれば、お伝えします。
app-welcome-invitation-opened = 開いていただいたときに、お使いのインターネットをそっと外から見ます。外から届く入口があれば、お伝えします。
app-welcome-blue = ふだんの私は青い色です。赤くなったら、お知らせの合図です。
app-welcome-consent = はじめる前に、お読みください
app-welcome-consent-hello = 同意していただくまで、点検はしません。2分ほどで読めます。
app-welcome-ready = 準備ができました
app-welcome-ready-hello = これから毎日、そっと見守ります。用があるときだけ、声をかけます。
app-welcome-ready-opened = 開いていただくたびに、そっと様子を見ます。用があるときだけ、声をかけます。

app-invitation = 招待のリンク、またはコード
app-invitation-hint = 招待のメールや紙にあります。リンクは akabeko:// で始まります。
app-invitation-camera = QRコードの招待は、この端末のカメラアプリで読めます。読むと、ここが開きます。
app-invitation-missing = 招待のリンクかコードを入れてください。
app-invitation-server = サーバーのアドレス
app-invitation-server-hint = コードといっしょに書いてあります。例：https://akabeko.example.jp
app-invitation-server-missing = サーバーのアドレスを入れてください。
app-invitation-go = 次へ
app-invitation-asking = { $server } にたずねています
app-invitation-nothing-yet = この画面では、まだ何も点検しません。

app-consent = 何をするのか
app-consent-who = だれが行いますか
app-consent-ask-at = 連絡先：
app-consent-site = { $organisation }のサイトで確かめる
app-consent-server = サーバー：
app-consent-what = 何をしますか
app-consent-what-text = ご自宅のインターネットを外から見て、開いて見える入口がないか点検します。見るのは、決まった23か所だけです。
app-consent-entrances = 23か所の入口を見る
app-consent-when = いつしますか
app-consent-when-daily = 1日に1回
app-consent-when-sometimes = ふつうは1日に1回（端末がアプリを動かさない日は、しません）
app-consent-when-opened = アプリを開いた日に1回
app-consent-when-changed = インターネットのアドレスが変わったとき
app-consent-when-asked = あなたが頼んだとき
app-consent-when-never = 電源が切れている間や、アプリを終了している間はしません。
app-consent-from = どこから見ますか
app-consent-from-unsaid = 運営者は、点検に使うアドレスをまだ示していません。
app-consent-kept = 何を残しますか
app-consent-kept-scans = アドレスと時刻、点検の結果、開いた入口が返した文字
app-consent-kept-line = アプリの通信元のポート番号と、同じアドレスを使うアプリの数
app-consent-kept-visits = お知らせのページを見た時刻と、押したボタン
app-consent-kept-device = アプリの版と言語、ネットワークの種類（自宅など）
app-consent-kept-push = 合図でアプリを起こせるときは、その送り先。プッシュサービスには合図のあったことが分かりますが、内容は分かりません
app-consent-kept-days = { $days }日たったら消します。その前でも、自分で消せます。
app-consent-kept-until = あなたが消すまで残します。いつでも自分で消せます。
app-consent-kept-not = お名前や、ふだんの通信の中身は残しません。
app-consent-never = 決してしないこと
app-consent-never-password = パスワードをためすこと
app-consent-never-change = 設定を変えること
app-consent-never-open = 入口を開けること
app-consent-never-files = 機器の中を見ること
app-consent-why = 何のためですか
app-consent-why-tell = 見つけたことをお知らせし、そのお知らせが役に立ったかを研究します。
app-consent-why-study = 研究では、お知らせの時期をくじで決めることがあります。すぐに届く人と、5週間ほどあとに届く人がいます。結果は、だれのものか分からない形にして公表することがあります。
app-consent-stop = やめたくなったら
app-consent-stop-text = いつでもやめられます。「設定」で同意を取り消すと、点検は止まります。記録も消せます。
app-consent-stop-free = やめても、困ることは何もありません。

app-network-question = いま、どこのネットワークにいますか
app-network-why = 点検するのは、自宅と答えた所だけです。新しい所につないだときは、またおたずねします。
app-network-home = 自宅（スマートフォンの回線もふくみます）
app-network-work = 勤務先や学校
app-network-away = そのほか（ホテル、カフェ、知人の家など）
app-network-scanned = ここを点検します
app-network-not-scanned = ここでは点検しません
app-network-missing = 1つ選んでください。
app-network-untold = この端末は、いまネットワークを見分けられません。そのため、場所を選べません。

app-autostart = パソコンといっしょに赤べこも起動する
app-autostart-why = 起動していない間は、点検もお知らせもできません。
app-agree-start = 同意してはじめる
app-decline = やめておく
app-joining = 参加の手続きをしています

app-ready-looks = お知らせは、こう届きます
app-ready-blue = ふだんは青い牛です。
app-ready-red = お知らせがあると赤くなり、「！」と件数が付きます。
app-ready-click = アイコンを押すと小さな窓が開き、左下のふきだしからお知らせのページに進めます。
app-sample = 見本を見る
app-ready-pin = アイコンを見える所に置く
app-ready-pin-toolbar = ブラウザーの右上にあるパズルの形を押し、赤べこの横のピンを押してください。アイコンがいつも見えるようになります。
app-ready-pin-windows = Windows
app-ready-pin-windows-how = 画面の右下の「^」を押すと、かくれたアイコンが出ます。赤べこを、時計のとなりまで引っぱってください。
app-ready-pin-mac = macOS
app-ready-pin-mac-how = 画面の上のメニューバーに出ます。見えないときは、ほかのアイコンを減らしてください。
app-ready-pin-gnome = Linux（GNOME）
app-ready-pin-gnome-how = GNOME では、拡張機能「AppIndicator and KStatusNotifierItem Support」を入れると見えます。Ubuntu には、はじめから入っています。
app-ready-pin-panel = Linux（KDE Plasma、Xfce）
app-ready-pin-panel-how = パネルの通知領域に、そのまま出ます。
app-ready-now = いまの様子
app-keeper-keyring = この端末の合いかぎは、システムのパスワード保管庫にしまっています。
app-keeper-file = システムのパスワード保管庫が使えないので、この端末の合いかぎは、あなただけが読めるファイルにしまっています。
app-keeper-browser = この端末の合いかぎは、このブラウザーの中にしまっています。ブラウザーのデータを消すと、いっしょに消えます。
app-finish = この窓を閉じる
app-finish-then = 窓を閉じても、赤べこは動き続けます。
app-finish-then-browser = この窓を閉じても、ブラウザーが動いている間は、赤べこが見守ります。

## Popup

app-settings = 設定
app-pause = 1日だけ休む
app-resume = 点検を再開する
app-paused-until = { $moment }まで休みます。
app-snoozed-until = { $moment }まで待ちます。
app-end-snooze = 知らせを再開する
app-consent-read-outdated = 新しい文を読む
app-consent-read-withdrawn = もう一度参加する

app-check = 外から見た様子
app-check-at = 最後の点検：
app-check-not-yet = はじめての点検を待っています。ふつうは10分ほどで終わります。
app-check-withheld = 点検は、いつもどおり続いています。結果は研究の日程にそって、あとからお見せします。
app-check-no-virus = ウイルスの検査ではありません。
app-check-shared = アドレスを、ほかの家と共用しているようです。接続事業者や建物によっては、よくあることです。ほかの家のものかもしれない入口については、新しいお知らせはしません。
app-check-now = いますぐ調べる
app-check-looking = 外から見ています。ふつうは1分以内に終わります。
app-check-done = 調べ終わりました。
app-address = アドレス
app-provider = 接続事業者
app-checked-in = 最後の連絡

app-doors-none = 開いて見える入口はありません
app-doors-open = 開いて見える入口が{ $count }か所あります
app-doors-shared = 共用のアドレスで、開いて見える入口が{ $count }か所あります
app-doors-whose = ほかの家のものかもしれません
app-doors-state-closed = 閉じている
app-doors-state-silent = 応答なし
app-doors-state-unseen = まだ見ていない
app-doors-state-open = 開いて見える
app-doors-list = 23か所を一覧で見る
app-doors-tcp = TCP
app-doors-udp = UDP
app-doors-tcp-long = TCP（つながってから話す通信）
app-doors-udp-long = UDP（呼びかけるだけの通信）

app-inbox = お知らせ
app-inbox-empty = まだ1通もありません。
app-notice-open = 対応をお待ちしています
app-notice-answered = 回答ずみ
app-notice-closed = 閉じたことを確認しました
app-notice-ended = 終わったお知らせ
app-notice-about = { $door }と、ほか{ $more }か所
app-notice-about-nothing = 入口についてのお知らせ
app-notice-read = お知らせを読む
app-notice-read-of = { $moment }のお知らせを読む
app-message = 見える入口がありました
app-message-facts = 入口が、何日も開いて見えました
app-message-minutes = 数分で済むことがあります
app-message-more = ほかに{ $count }通あります。
app-later = あとで
app-later-days = { $days ->
    [7] 1週間後に
   *[other] { $days }日後に
  }

## Settings

app-language = ことば
app-start = 起動
app-quiet = 休む
app-quiet-why = 1日のあいだ、点検もお知らせもしません。終わると、自動で再開します。
app-agreed = 運営者と同意
app-agreed-given = あなたは、この点検に同意しています。
app-agreed-outdated = 同意の文が新しくなりました。もう一度同意していただくまで、点検はしません。
app-agreed-withdrawn = 同意は取り消されています。点検はしません。もう一度同意すると、再開します。
app-agreed-who = 運営者は { $organisation } です。
app-agreed-text = 同意した内容を読む
app-site = 運営者のサイトを開く
app-agree = 同意する
app-withdraw = 同意を取り消す
app-withdraw-title = 同意を取り消しますか
app-withdraw-stops = すぐに点検をやめます。お知らせも届かなくなります。
app-withdraw-keeps = これまでの記録は残ります。消すときは「すべて消す」を使ってください。
app-withdraw-back = あとからもう一度同意すると、続きから再開できます。
app-withdraw-yes = 取り消す
app-data = あなたの記録
app-export-why = 保存されている記録を、1つのファイルに書き出せます。
app-export = 書き出す
app-exported = ここに書き出しました：
app-erase-why = やめるときは、すべての記録を消せます。
app-erase = すべて消す
app-erase-title = すべての記録を消しますか
app-erase-here = この端末にある合いかぎと設定を消します。
app-erase-there = サーバーにある、アドレス、点検の結果、お知らせ、回答を消します。
app-erase-end = 点検は終わります。もう一度はじめるには、新しい招待が要ります。
app-erase-tick = 元に戻せないことが分かりました。
app-erase-yes = すべて消す
app-tick-missing = 確認の欄に印を付けてください。
app-version = 赤べこ { $version }

## Phone

app-phone-mains = おもな画面
app-phone-ox = 赤べこ
app-phone-waiting = 対応待ち{ $count }件
app-phone-back = 戻る
app-phone-tap = くわしく聞く
app-phone-shared = ほかの家と共用のアドレスのようです
app-phone-found = 見た{ $all }か所のうち、開いて見えるのは{ $open }か所
app-phone-look = 点検
app-phone-look-more = 点検の様子を見る
app-phone-opening = 見えたものと、できることを、1つのページにまとめました。アンケートには、ボタンを押すだけで答えられます。
app-phone-survey = アンケートを開く
app-phone-word = お知らせのページに同じことばがあれば、私たちからのものです。
app-phone-nod = うなずく
app-phone-sample = お知らせの見本を見る
app-phone-ready-red = お知らせがあると赤くなり、ふきだしで話します。
app-phone-ready-tap = ふきだしを押して「アンケートを開く」へ進むと、「お知らせ」からページを読めます。
app-phone-ready-done = 赤べこに会う

app-hearing = お知らせの届きかた
app-hearing-always = 動いている間は、いつもサーバーとつながっています。
app-hearing-mobile-push = サーバーからの合図で、この端末が目を覚まします。合図には何も書いてありません。省電力などで遅れることがあります。
app-hearing-mobile-sometimes = 端末がときどき赤べこを動かしたときに、お知らせを確かめます。何時間も間があくことがあります。開くと、すぐに確かめます。
app-hearing-mobile-opened = 開いたときにだけ、お知らせを確かめます。ときどき開いてください。
app-hearing-browser-push = サーバーからの合図で、ブラウザーがお知らせを出します。ブラウザーが動いていないと、遅れることがあります。
app-hearing-browser-sometimes = ブラウザーが動いている間に、ときどきお知らせを確かめます。閉じている間は届きません。
app-hearing-browser-opened = 開いたときにだけ、お知らせを確かめます。ときどき開いてください。
app-hearing-unwatched = 開いていない間は、アドレスが変わっても気づけません。次に開くまで、新しいアドレスは点検しません。
app-messages-why = 通知を許可すると、お知らせが届いたときに、この端末の画面でもお伝えできます。
app-messages-off = いまは、この端末の通知が止められています。赤べこは、開いたときにだけお伝えできます。
app-messages-allow = 通知を許可する
