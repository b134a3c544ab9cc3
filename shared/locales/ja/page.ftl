### Texts of the notification page.

page-title = お知らせ
page-skip = 本文へ進む
page-language = English

## What we saw

page-headline = 外から見える入口が{ $count }か所あります
page-calm = 外から見た結果です。あわてなくて大丈夫です。
page-headline-facts = 開いた入口が{ $count }か所、何日も外から見えました
page-calm-facts = 外から確かめました。あわてなくて大丈夫です。
page-headline-minutes = { $count ->
    [1] 数分で閉じられる入口が、1か所あります
   *[other] 数分ずつで閉じられる入口が、{ $count }か所あります
  }
page-calm-minutes = 都合のよいときに、一つずつで大丈夫です。
page-go-ask = 質問に進む
page-go-do = いまやることに進む
page-headline-closed = { $count ->
    [1] 入口は閉じています
   *[other] 入口はすべて閉じています
  }
page-closed = { $moment }に確認しました。おつかれさまでした。
page-closed-next = これからも、毎日そっと見守ります。
page-saw = 私たちが見たもの
page-saw-then = お知らせしたときに見たもの
page-address = アドレス
page-provider = 接続事業者
page-masked = 隠しています
page-masked-why = ほかの人に知られないためです。アプリから開くと表示します。
page-provider-unknown = 分かりません
page-and = と
page-door = { $service }の入口（{ $number }番）
page-door-protocol = { $service }の入口（{ $number }番・{ $protocol }）
page-service-other = 種類の分からない通信
page-last-seen = 最後に確認
page-open-days = 見えた日数
page-open-days-of = { $days }日のうち{ $open }日
page-now = いまの様子
page-state-open = 開いて見えています
page-state-closed = 閉じています
page-state-silent = 応答がなく、開いて見えません

## Is it really us?

page-really = 本当に私たちからのお知らせですか
page-really-word = 確認のことば
page-really-compare = アプリと同じことばなら、本物です。
page-really-who = 送り主は{ $organisation }です。
page-really-since = { $day }に赤べこを入れた方へお送りします。
page-never = 私たちが決してお願いしないこと
page-never-all = 電話、お金、パスワード、遠隔操作をお願いすることはありません。
page-never-call = 電話をかけること
page-never-pay = お金を払うこと
page-never-password = パスワードを教えること
page-never-remote = 遠隔操作を許すこと
page-really-site = 公式サイトで確かめる

## What it means

page-means = どういうことか
page-means-door = 入口（ポート）とは、インターネット側からの通信を受け取る口です。
page-means-ftp = ファイルを受け渡すための入口です。保存した写真や書類を、他人に見られるおそれがあります。
page-means-ssh = 離れた所から機器を操作する、暗号化された入口です。パスワードを当てられると、他人に操作されます。
page-means-telnet = 離れた所から機器を操作する入口です。家庭では、まず使いません。開いたままだと、他人に操作されるおそれがあります。
page-means-dns = サイトの名前から行き先を調べる窓口です。外の人に使われると、よその人への迷惑な通信を中継してしまいます。
page-means-http = ウェブの画面を見せる入口です。ルーターやカメラの設定画面が、外から見えていることがあります。
page-means-https = { page-means-http }
page-means-smb = パソコンのファイルを共有する入口です。家の中だけで使う作りです。パスワードを当てられると、ファイルを見られます。
page-means-upnp = 家の中の機器が、ルーターに頼みごとをする窓口です。外の人に、設定を変えられるおそれがあります。
page-means-chargen = 昔の試験用の応答です。いまは使い道がありません。よその人への大量の通信に、利用されることがあります。
page-means-ntp = 時計を合わせるための応答です。外から使えると、よその人への大量の通信に利用されることがあります。
page-means-ssdp = 家の中の機器をさがすための応答です。外から使えると、機器の種類が知られ、通信の中継にも利用されます。
page-means-nat-pmp = 機器に頼まれて、ルーターが入口を自動で開ける受付です。外の人に、勝手に入口を開けられるおそれがあります。
page-means-mdns = 家の中の機器の名前を教える応答です。外の人に、機器や持ち主の名前が知られることがあります。
page-means-memcached = サーバーが情報を一時的に置く場所です。置いた情報を読まれたり、大量の通信に利用されたりします。
page-not = そのほかに知っておくこと
page-not-infected = 機器が乗っ取られた、という意味ではありません。
page-not-which = どの機器の入口かは、外からは分かりません。
page-not-all = 見たのは23種類の入口だけです。ウイルスの検査ではありません。

## The survey

page-ask = おたずねします
page-ask-why = ボタンを押すと、次のご案内が出ます。あとから選び直せます。
page-ask-done = お答えありがとうございました。選び直すこともできます。
page-ask-record = 押したボタンと時刻は、研究と支援のために記録します。
page-chosen = 選択中
page-ask-network = この端末は、どこのネットワークにつながっていますか
page-ask-network-home = 自宅
page-ask-network-home-then = スマートフォンの回線もふくみます。入口について続けておたずねします。
page-ask-network-work = 勤務先や学校など
page-ask-network-work-then = 担当の方へのたずね方をご案内します。
page-ask-network-away = 外出先（ホテル・カフェなど）
page-ask-network-away-then = ご自分の端末でできることをご案内します。
page-ask-intent = { $door }：ご自分で開けたものですか
page-ask-intent-intended = 自分で開けている
page-ask-intent-intended-then = 安全に使うための確かめ方をご案内します。
page-ask-intent-unintended = 開けたつもりはない
page-ask-intent-unintended-then = 閉じ方のご案内に進みます。
page-ask-intent-unknown = わからない
page-ask-intent-unknown-then = わからなくて大丈夫です。閉じ方のご案内に進みます。
page-ask-ability = { $door }：ご自分で閉じられそうですか
page-ask-ability-yes = 自分でやってみる
page-ask-ability-yes-then = 3つまでの手順をご案内します。
page-ask-ability-no = 手伝ってほしい
page-ask-ability-no-then = 相談の窓口をご案内します。料金はかかりません。

## Do this now

page-do = いまやること
page-do-close-it = 閉じる：{ $door }
page-do-check-service = 確かめる：{ $door }
page-do-get-support = 相談の窓口に書く
page-do-ask-administrator = ネットワークの担当の方にたずねる
page-do-protect-device = お使いの端末を守る
page-do-risk = 知っておいてほしいこと
page-do-close-it-end = 終わったら、下のボタンで一緒に確かめましょう。
page-do-check-service-end = この入口についてのお知らせは、ここで終わりです。
page-do-get-support-end = 私たちからの返事には、必ず確認のことばを書きます。
page-do-ask-administrator-end = このお知らせは、ここで終わりです。
page-do-protect-device-end = このお知らせは、ここで終わりです。
page-case-open = 相談を受け付けました。担当者が記録を見ながらお手伝いします。
page-mail = 宛先
page-mail-write = メールを書く
page-mail-subject = 赤べこのお知らせについて（{ $word }）
page-forward = 担当の方に見せる文
page-forward-note = このまま写して、会社・お店・接続事業者の担当の方に見せられます。
page-forward-open = インターネット側から、次の入口が開いて見えるとの知らせを受けました。
page-forward-line = { $door }、{ $port }、最後に確認：{ $moment }
page-forward-ask = 意図して開けているものかどうか、確認をお願いします。
page-forward-from = 点検した組織：{ $organisation }

## Scan again

page-again = 閉じたかどうか、もう一度しらべる
page-again-why = 結果は、ふつう1分以内に出ます。設定を変えたら、またためしてください。
page-again-press = 入口をもう一度しらべる
page-again-due = いま、外から見ています
page-again-due-more = この画面のままお待ちください。結果が出ると、ここが変わります。
page-again-shut = どの入口も、開いて見えませんでした
page-again-shut-more = あすからも見て、閉じたままかを確かめます。
page-again-open = { $count }か所が、まだ開いて見えています
page-again-open-more = 設定を保存し、本体の再起動が終わってから、もう一度ためしてください。
page-again-dropped = 今回は、しらべられませんでした
page-again-dropped-more = 接続先が変わったのかもしれません。アプリを開いてから、もう一度ためしてください。
page-again-not-here = いまは、しらべられません
page-again-not-here-more = この機器からの連絡が、しばらくありません。アプリを開いてから、もう一度ためしてください。
page-again-vetoed = いまは、点検を休んでいます
page-again-vetoed-more = アプリで点検を再開してから、もう一度ためしてください。
page-again-withdrawn = いまは、点検をしていません
page-again-withdrawn-more = 同意を取り消されているためです。アプリで同意すると、また点検できます。
page-again-withheld = しらべ終わりました
page-again-withheld-more = 研究にご協力いただいている間は、結果を少しあとでお伝えします。
page-again-too-many = 今日は、もう十分にしらべました
page-again-too-many-more = 明日の点検で、自動で確かめます。
page-again-opted-out = このアドレスは、しらべません
page-again-opted-out-more = このアドレスは見ないでほしいとの申し出がありました。事情が変わったときは、窓口へお知らせください。
page-again-halted = いまは、どこもしらべていません
page-again-halted-more = すべての点検を、しばらく止めています。あとでもう一度ためしてください。
page-again-at = { $moment }に、インターネット側から見た結果

## Ask someone, records, foot

page-help = 人に相談する
page-help-mail = 分からないことは、{ $organisation }にメールでおたずねください。
page-help-word = 確認のことば「{ $word }」を書きそえてください。
page-help-pause = 点検を休むときや、お知らせを止めるときは、アプリから選べます。
page-thread = ご相談のやりとり
page-thread-none = まだやりとりはありません。お返事はここに届きます。
page-thread-you = あなた
page-thread-write = メッセージを書く
page-thread-hint = パスワードは書かないでください。おたずねすることもありません。
page-thread-send = メッセージを送る
page-experts = くわしい記録（専門家の方へ）
page-experts-note = 応答は、機器が返した文字です。見えない文字は記号に置きかえ、長いものは途中で切ります。
page-experts-service = プロトコル
page-experts-last = 最後に open
page-experts-days = open の日数
page-experts-state = 現在
page-experts-said = 応答
page-experts-nothing = なし
page-sent = お知らせした日時：{ $moment }

## Landing page

page-landing-headline = はじめまして。お知らせが1通、届いています
page-landing-hello = 私は赤べこです。お使いのインターネットを、外から毎日そっと見ています。
page-landing-found = 外から見える入口があったので、お伝えに来ました。
page-landing-calm = 乗っ取りを見つけた、ということではありません。
page-landing-next = 次のページにあること
page-landing-next-saw = 何が、いつ見えたか
page-landing-next-ask = ボタンで答える短い質問
page-landing-next-do = あなたに合った、3つまでの手順
page-landing-go = お知らせを読む

## No such page

page-lost-title = ページが見つかりません
page-lost-headline = このアドレスのページは、見つかりませんでした
page-lost-why = アドレスが途中で切れているか、期限が過ぎたのかもしれません。
page-lost-do = アプリの「お知らせ」から、もう一度開いてみてください。
page-lost-calm = このアドレスを開いても、あなたの機器は何も変わっていません。

## Opting out, for whoever holds an address

page-opt-out-title = このアドレスを見ないようにする
page-opt-out-headline = ご希望があれば、あなたのアドレスは見ません
page-opt-out-who = { $organisation }は、赤べこを入れた方の家を、外から見ています。
page-opt-out-how = ボタンを押すと、1分以内に、このアドレスを見るのをやめます。
page-opt-out-address = いま、おつなぎのアドレス
page-opt-out-only = 対象は、このアドレスひとつだけです。ネットワーク全体のときは、窓口へお書きください。
page-opt-out-price = 12か月のあいだ有効です。このアドレスで赤べこを使う方にも、お知らせは届かなくなります。
page-opt-out-press = このアドレスを見ないようにする
page-opt-out-done = このアドレスは見ません
page-opt-out-until = { $day }まで有効です。
page-opt-out-lasting = 取り消されるまで有効です。
page-opt-out-undo = 取り消したいときは、窓口へお書きください。

## Dates

page-moment = { $date }({ $weekday }) { $time }（{ $zone }）
page-day = { $year }年{ $date }({ $weekday })
page-date = { $month }{ $day }日
page-zone-tokyo = 日本時間
page-weekday-1 = 月
page-weekday-2 = 火
page-weekday-3 = 水
page-weekday-4 = 木
page-weekday-5 = 金
page-weekday-6 = 土
page-weekday-7 = 日
page-month-1 = 1月
page-month-2 = 2月
page-month-3 = 3月
page-month-4 = 4月
page-month-5 = 5月
page-month-6 = 6月
page-month-7 = 7月
page-month-8 = 8月
page-month-9 = 9月
page-month-10 = 10月
page-month-11 = 11月
page-month-12 = 12月

## A sample, for anyone to see

page-sample-title = お知らせの見本
page-sample-ribbon = これは見本です
page-sample-why = 書いてあることは作りもので、あなたのことではありません。ボタンは押せません。本物のお知らせは、アプリから開けます。
page-sample-provider = 見本ネット
page-sample-word = みほん・0000

## 質問のほかに

page-ask-here = { $moment }に見た回線は、いまと同じですか
page-ask-here-this = 同じ回線です
page-ask-here-this-then = 今の回線についておたずねします。
page-ask-here-another = 別の回線でした
page-ask-here-another-then = そのときの回線についてお答えください。
page-ask-network-there = そのとき、この機器はどこの回線につないでいましたか。
page-later = あとで
page-later-done = あとでかまいません。このページは残ります。
page-mine-no = 自分の回線のことではありません
page-mine-no-done = ありがとうございます。このお知らせについては、これ以上おたずねしません。
page-mine-yes = やはり自分の回線のことです
page-device = 機器の見当
page-device-probably = おそらく { $device }
page-device-maybe = もしかすると { $device }
page-kind-router = ルーター
page-kind-nas = ストレージ（NAS）
page-kind-camera = カメラ
page-kind-recorder = 録画機
page-kind-printer = プリンター
page-sure = 確かさ
page-sure-replied = 確かです。返事がありました
page-sure-accepted = 確かです。つながることを確かめました
page-do-minutes = 約{ $count }分
page-do-done = できた
page-do-stuck = つまずいた
page-do-step = （手順{ $number }）
page-do-stuck-then = よくあることです。ひとりで終わらせなくて大丈夫です。
page-do-stuck-go = たずねる

## わたしたちについて

page-about = わたしたちについて、何を見るか
page-about-title = わたしたちについて
page-about-headline = 開いた入口を閉じられるよう、外から見ています
page-about-who = { $organisation }が行っています。
page-about-more = 自分の目で確かめる
page-about-sample = お知らせの見本
page-about-really = そのお知らせは本物ですか
page-about-opt-out = このアドレスを見ないでほしい
page-about-probing = 機械向けの説明

## 確認のことばを調べる

page-check-headline = そのお知らせは本物ですか
page-check-how = お知らせには、かならず確認のことばが入っています。
page-check-app = いちばん確かなのはアプリです。同じことばが出ています。
page-check-word = 確認のことばを調べる
page-check-label = お知らせにあったことば
page-check-press = 調べる
page-check-why = 送ったかどうかだけをお答えします。ほかのことはたずねません。
page-check-ours = このことばは使われています
page-check-ours-app = アプリに同じことばが出ていれば、あなたへのお知らせです。
page-check-ours-never = 次のことを求められたら、それは本物ではありません。
page-check-unknown = このことばのお知らせは送っていません
page-check-unknown-do = そのお知らせには従わないでください。よければお知らせください。
page-check-unknown-spelling = 打ちまちがいかもしれないときは、もう一度お試しください。
page-check-too-many = 10分ほどお待ちください
page-check-too-many-do = ただいま、たくさん調べられています。
