### The operator's console: its frame, and the pages of people, care and settings.

console-title = { $title } · { $product }
console-other-language = English
console-comma = 、
console-none = なし
console-any = すべて
console-state = 状態
console-actions = できること
console-until = 期限
console-since = 開始：
console-as-of = 時点：
console-days = 日数
console-loading = 最新の内容を取り寄せています
console-again = もう一度ためす
console-cancel = やめておく
console-close = 閉じる
console-next = 次へ
console-back = 戻る
console-undo = 元に戻す
console-undone = 元に戻しました。
console-copy = コピーする
console-copied = コピーしました。
console-new-tab = （新しいタブで開きます）
console-first-page = 最初のページに戻る
console-next-page = 次のページ
console-clear-filters = 絞り込みを解除する
console-search-key = / キーで検索できます
console-skip = 本文へ進む
console-to-overview = 概要を開く
console-needs-role = これには「{ $role }」の役割が要ります。
console-moment = { $month }月{ $day }日({ $weekday }) { $time }
console-moment-year = { $year }年{ $month }月{ $day }日({ $weekday }) { $time }
console-moment-zone = { $moment }（{ $zone }）
console-times = 時刻はすべて{ $zone }です。
console-zone-tokyo = 日本時間

## What did not work

console-failure-0 = サーバーにつながりません。接続を確かめてください。失われたものはありません。
console-failure-401 = セッションが終わりました。もう一度サインインしてください。
console-failure-403 = あなたの役割では、これはできません。
console-failure-404 = ここにはありません。消されたのかもしれません。
console-failure-409 = いまの状態では、これはできません。
console-failure-410 = このアドレスは、もう使えません。
console-failure-422 = サーバーが受け付けませんでした。
console-failure-428 = これには新しいコードが要ります。何も変えていません。
console-failure-429 = 試した回数が多すぎます。10分たってから、もう一度ためしてください。
console-failure-503 = サーバーが混み合っています。少し後で、もう一度ためしてください。
console-failure-other = サーバーで問題が起きました。くわしくはサーバーのログにあります。
console-nowhere = ページがありません
console-nowhere-what = このアドレスには何もありません
console-nowhere-how = リンクが古いか、文字が足りないのかもしれません。
console-barred = 別の役割のページです
console-barred-what = あなたの役割では、このページを開けません
console-barred-how = 必要なときは、管理者に相談してください。

## Ways through the console

console-menu = メニュー
console-nav = ページの一覧
console-part-daily = 毎日の仕事
console-part-study = お知らせと研究
console-part-care = 運営
console-nav-overview = 概要
console-nav-people = 参加者
console-nav-invitations = 招待
console-nav-support = サポート
console-nav-selection = 選定
console-nav-reviews = 判定待ち
console-nav-campaigns = キャンペーン
console-nav-results = 結果
console-nav-scanner = 検査の様子
console-nav-opt-outs = 検査の除外
console-nav-settings = 設定
console-nav-operators = 運用者
console-nav-audit = 監査ログ
console-account = サインイン中
console-keys = キー操作
console-keys-search = このページで検索する
console-keys-send = 書いたものを送る
console-keys-list = この一覧を開く

## Signing in and joining

console-sign-in = サインイン
console-sign-in-lead = このサービスの運用者のための画面です。
console-sign-in-go = サインインする
console-sign-in-wrong = 名前、パスワード、コードのどれかが違います。コードは1回しか使えないので、次のコードを入れてください。
console-sign-in-lost = パスワードや認証アプリをなくしたときは、管理者が新しい1回限りのアドレスを作れます。
console-sign-out = サインアウトする
console-name = 名前
console-password = パスワード
console-password-hint = 12文字以上です。いくつかの言葉を並べると、覚えやすく強くなります。
console-password-length = いま{ $count }文字です
console-password-long-enough = 十分な長さです。
console-password-short = あと{ $count }文字、足りません。
console-password-show = パスワードを見せる
console-code = コード
console-code-wrong = コードが違います。コードは1回しか使えないので、次のコードを入れてください。
console-code-hint = 認証アプリに出ている6けたの数字
console-proof = ご本人ですか
console-proof-why = これには新しいコードが要ります。入れると、5分のあいだ有効です。
console-proof-go = コードで確かめる
console-step = { $steps }つのうち{ $step }つ目
console-steps = 手順
console-join = ようこそ、{ $name }さん
console-join-lead = { $organisation }に「{ $role }」として加わります。まず、パスワードを決めてください。
console-codes = 認証アプリをつなぐ
console-codes-lead = 30秒ごとに新しいコードを作るアプリです。サインインのたびに使います。
console-codes-app = スマートフォンで認証アプリを開きます。
console-codes-scan = これを読み取ります。
console-codes-qr = 認証アプリのためのQRコード
console-codes-type = 読み取れないとき
console-codes-secret = アプリに打ち込む文字
console-codes-enter = いまアプリに出ているコードを入れます。
console-codes-go = 加わる
console-gone = このアドレスは、もう使えません
console-gone-why = 使用済みか、期限切れか、新しいものが作られています。
console-gone-restart = まだだれも加わっていないなら、サーバーを起動し直してください。新しいアドレスが表示されます。
console-gone-ask = 管理者に、新しいアドレスをたのんでください。
console-gone-machine = サーバーの機械に入れる人は、そこでも作れます。
console-gone-sign-in = サインインへ進む

## The first start

console-setup-who = このサービスを運営するのは、どなたですか
console-setup-who-lead = 参加者が同意の前に読みます。お知らせのページにも出ます。
console-setup-seen = 検査は、外からこう見えます
console-setup-seen-lead = 記録の中であなたを見つけた人が、すぐにだれか分かるようにします。
console-setup-pages = 説明のページ
console-setup-page-about = だれが、何をしているか
console-setup-page-opt-out = 検査をやめてほしいとき
console-setup-page-probing = 機械が読む説明（RFC 9511）
console-setup-you = あなたのお名前は
console-setup-you-lead = 最初の運用者になります。すべての操作ができます。ほかの人は、あとから加えられます。
console-setup-name-hint = あなたのしたことのとなりに出ます。
console-organisation = 組織の名前
console-organisation-hint = 参加者が知っている名前
console-organisation-fixed = 設定ファイルに書いてあるので、ここでは変えられません。
console-support-mail = サポートのメールアドレス
console-support-mail-hint = 助けが要る人が、ここに書きます。
console-site = ウェブサイト
console-site-hint = なくてもかまいません。参加者がサービスを確かめられます。https:// で始めてください。
console-scanned-from = 検査の送り元
console-scanned-from-none = まだ、アドレスを示していません。
console-scanned-from-hint = 設定ファイルの項目：
console-first = 最初のエージェントを招待する
console-first-lead = サインインしました。まず、自分の端末でためしてみてください。
console-first-label = 最初のエージェント
console-first-waiting = 最初のエージェントを待っています
console-first-waiting-how = アプリの入った端末でリンクを開いてください。この画面は自動で変わります。
console-first-here = エージェント { $agent } が加わりました
console-first-scanning = はじめての検査をしています。ふつうは数分で終わります。
console-first-scanned = { $count ->
    [0] はじめての検査が終わりました。開いたポートはありません。
   *[other] はじめての検査が終わりました。開いたポートは{ $count }個です。
  }
console-first-later = 待たずに先へ進む

## Overview

console-needs = あなたを待っていること
console-needs-none = いま、待っていることはありません。
console-need-halted = 検査を止めています
console-need-halted-do = 再開するまで、だれも検査しません。
console-need-void-rounds = { $count }回の検査が無効でした
console-need-void-rounds-do = 結果は残していません。見張りの様子を見てください。
console-need-case = { $count }人が返事を待っています
console-need-case-do = サポートを求めています。
console-need-complaint = 苦情が{ $count }件あります
console-need-complaint-do = まだ、だれも対応を書いていません。
console-need-approval = キャンペーン { $about } が承認待ちです
console-need-approval-do = 作った人とは別の人が承認します。
console-need-review = { $count }件のウェブの画面が判定を待っています
console-need-review-do = 判定するまで、お知らせできません。
console-need-second-person = 送れる人が1人しかいません
console-need-second-person-do = 送るには2人要ります。運用者を加えてください。
console-need-first-agent = まだ、だれも参加していません
console-need-first-agent-do = 招待を渡してください。
console-overview-people = 参加している人
console-overview-invite = 招待する
console-overview-scans = 検査
console-overview-to-scanner = 検査の様子を見る
console-overview-exposures = この7日間に開いていたポート
console-overview-no-exposure = 開いたポートはありませんでした。
console-overview-not-counted = まだ数えていません。はじめての検査のあとに数えます。
console-overview-campaigns = 進行中のキャンペーン
console-overview-no-campaign = 進行中のキャンペーンはありません。
console-overview-to-campaigns = キャンペーンを準備する
console-agents = { $count }台
console-counted-at = 集計：
console-halted = 検査を止めています。
console-scans-today = 今日検査したもの
console-scans-due = 順番待ち
console-scans-lag = 一番長い待ち
console-scans-no-lag = 待ちなし
console-scans-void = 24時間の無効な回
console-sent-at = 送信：
console-funnel-notices = お知らせ
console-funnel-sent = 送った
console-funnel-visited = ページを見た
console-funnel-answered = 答えた
console-funnel-closed = 閉じた
console-funnel-share = 割合は、送ったものに対してです。

## People

console-people-lead = すべてのエージェントを新しい順に並べています。開いたポートは、この7日間のものです。
console-people-search = ID、アドレス、招待で検索
console-people-shown = 全{ $total }台のうち{ $shown }台
console-people-pages = 一覧のページ
console-people-none = まだ、だれも参加していません
console-people-none-how = 参加には招待が要ります。招待を作って、渡してください。
console-people-no-match = 当てはまるエージェントはありません
console-people-no-match-how = 文字を減らすか、絞り込みを解除してください。
console-agent = エージェント
console-standing = 様子
console-standing-online = 稼働中
console-standing-paused = 休止中
console-standing-away = 連絡なし
console-standing-withdrawn = 同意取り消し
console-platform = 種類
console-platform-desktop = パソコン
console-platform-mobile = スマートフォン
console-platform-browser = ブラウザー
console-platform-headless = 画面なし
console-open-port = 開いたポート
console-open-port-some = 1つ以上ある
console-open-ports = 開いたポート
console-none-open = なし
console-ports = ポート
console-address = アドレス
console-network-home = 自宅
console-network-work = 勤務先や学校
console-network-away = 外出先
console-network-unknown = 場所は不明
console-last-seen = 最後の連絡
console-never-seen = まだありません
console-invitation = 招待
console-notices = お知らせ

## Invitations

console-invitations-lead = リンクかコードで参加できます。どちらも、作ったときに一度だけ表示します。
console-invitations-none = 招待は、まだありません
console-invitations-none-how = 1つ作ってください。1人のためにも、何千人のためにも作れます。
console-invitation-make = 招待を作る
console-invitation-made = 招待ができました
console-invitation-label = だれのためか
console-invitation-label-hint = 運用者だけに見えます。あとで検索できます。
console-invitation-uses = 何台まで
console-invitation-uses-hint = 1人なら1、チラシなら多めにします。
console-invitation-days = 有効な日数
console-invitation-once = いまコピーしてください。もう一度は表示できません。
console-invitation-link = リンク
console-invitation-code = 打ち込むコード
console-invitation-web = 何も入れない人のための、ウェブアプリのアドレス
console-invitation-qr = 招待のリンクのQRコード
console-invitation-qr-how = スマートフォンのカメラ用
console-invitation-machine = 画面のない機械では
console-invitation-command = コマンド
console-invitation-nameless = 名前なし
console-invitation-holds = 有効
console-invitation-over = 終了
console-invitation-end = 終了する
console-invitation-end-title = この招待を終わりにしますか
console-invitation-end-means = あと{ $left }台が参加できましたが、これからはだれも使えません。すでに参加した{ $enrolled }台は、そのままです。
console-invitation-ended = 招待を終わりにしました。
console-handed-over = コピーしました
console-enrolled = 参加
console-uses-left = 残り
console-made-at = 作成
console-holds-until = 期限

## Support

console-support-lead = 助けを求めた人の一覧です。長く待っている人が上に来ます。
console-support-which = 表示する件
console-support-pages = 相談のページ
console-support-open = 対応中（{ $count }）
console-support-closed = 終了（{ $count }）
console-support-none = 待っている人はいません
console-support-none-how = だれかがお知らせのページでサポートを求めると、ここに出ます。
console-support-none-closed = 終わった件は、まだありません
console-word = 確認のことば
console-word-why = 同じことばが、相手の画面にも出ています。はじめに伝えると、安心してもらえます。
console-waits = 待ち時間
console-language = ことば
console-language-ja = 日本語
console-language-en = 英語
console-case = { $word }の件
console-case-about = この件について
console-case-wants-answer = 返事を待っています
console-case-answered = 返事ずみ
console-case-closed = 終了
console-case-closed-note = この件は終わっています。書くときは、再開してください。
console-case-end = 終わりにする
console-case-end-title = どう終わりましたか
console-case-end-means = 相手にも、終わったことが見えます。あとで再開できます。
console-case-ended = この件を終わりにしました。
console-case-reopen = 再開する
console-asked-at = 受付
console-closed-at = 終了
console-outcome = 結果
console-outcome-usual = よくある結果
console-outcome-solved = いっしょに解決した
console-outcome-replaced = ルーターを替えた
console-outcome-provider = 事業者に引き継いだ
console-outcome-silent = 返事がなかった
console-thread = やりとり
console-thread-none = まだ何も書かれていません。サポートのボタンだけが押されました。
console-the-person = 参加者
console-pressed = 押したボタン
console-pressed-none = まだ、何も押していません。
console-pressed-of = { $port }：{ $answer }
console-pressed-network-home = 自宅にいる
console-pressed-network-work = 勤務先や学校にいる
console-pressed-network-away = 外出先にいる
console-pressed-intent-intended = わざと開けている
console-pressed-intent-unintended = 開けたつもりはない
console-pressed-intent-unknown = 分からない
console-pressed-ability-yes = 自分で直せる
console-pressed-ability-no = 自分では直せない
console-reply = 返事
console-reply-hint = 相手のことばは{ $language }です。Ctrl と Enter で送れます。
console-reply-length = { $most }文字のうち{ $written }文字
console-reply-send = 返事を送る
console-reply-sent = 返事を送りました。

## Scanner

console-scanner-lead = 検査は、まとめて何回かに分けて送ります。見張りの様子がおかしい回は、無効にします。
console-scanner-going = 検査は順調です。
console-scanner-late = 検査は続いていますが、遅れています。
console-scanner-doubtful = 最近の回は無効でした。結果は残していません。
console-scanner-resting = 無効な回が続いたので、定期の検査を休んでいます。
console-scanner-halted = 検査を止めています。だれも検査していません。
console-rests-until = 再開：
console-halt = すべての検査を止める
console-halt-title = すべての検査を止めますか
console-halt-means = { $due ->
    [0] 1秒以内に送るのをやめます。いま順番待ちの検査はありません。再開するまで、だれも検査しません。
   *[other] 1秒以内に送るのをやめます。順番待ちの検査{ $due }件は、そのまま待ちます。再開するまで、だれも検査しません。
  }
console-halt-reason = 理由
console-halt-reason-hint = 再開する人のために書いてください。
console-halt-reason-was = 理由：{ $reason }
console-halted-now = すべての検査を止めました。
console-resume = 検査を再開する
console-resumed = 検査を再開しました。
console-resume-needs = 再開には「{ $role }」の役割が要ります。
console-pace = 進み具合
console-packets-today = 今日送ったパケット
console-loss = いまの欠損
console-loss-unknown = まだ分かりません
console-pace-target = 1つの宛先へ
console-pace-overall = 全体で
console-pace-daily = 1つの宛先へ、1日に
console-pace-a-second = 毎秒{ $count }個まで
console-pace-a-day = { $count }個まで
console-pace-free = 制限なし
console-engine = 送り方
console-engine-raw = パケットを直接送る
console-engine-socket = ふつうの接続
console-canaries = 見張り
console-canaries-what = 開いているポートが分かっている、自分の機械です。これで、各回の正しさを確かめます。
console-canaries-none = 見張りがないので、おかしな回に気づけません。設定ファイルで決めてください。
console-canary-open = いつも開いている：{ $ports }
console-canary-closed = いつも閉じている：{ $ports }
console-canary-wrong = 最後におかしかった時
console-canary-right = いつも予想どおり
console-rounds = 検査の回
console-rounds-none = まだ1回も送っていません。最初のエージェントが来ると始まります。
console-rounds-chart = 最近の{ $count }回。うち無効は{ $voids }回
console-rounds-shown = 最近の{ $count }回のうち{ $shown }回
console-rounds-all = { $count }回すべてを見る
console-round-began = 開始
console-round-lasted = かかった時間
console-round-scans = 検査
console-round-asked = 調べたポート
console-round-answered = 応答あり
console-round-kept = 結果
console-round-void = 無効
console-round-good = 採用

## Opt-outs and complaints

console-opt-outs-lead = 検査しない範囲です。加えると、1分以内に効きます。
console-opt-outs-none = 除外を求めた人は、まだいません
console-opt-outs-none-how = 公開のページから求められます。ここで加えることもできます。
console-opt-out-add = 除外を加える
console-opt-out-add-title = 検査しない範囲を加える
console-opt-out-added = これからは { $range } を検査しません。
console-opt-out-agents = 台数
console-opt-out-reason = 理由
console-opt-out-reason-hint = たずねる相手も書いてください。
console-opt-out-means-open = この範囲のエージェントは、検査されなくなります。
console-opt-out-means = { $count ->
    [0] いま、この範囲にエージェントはありません。
   *[other] いま、この範囲に{ $count }台あります。検査されなくなります。
  }
console-opt-out-means-most = { $count ->
    [0] いま、この範囲にエージェントはありません。
   *[other] いま、この範囲には多くて{ $count }台あります。検査されなくなります。
  }
console-opt-out-in-force = 有効
console-opt-out-over = 終了
console-opt-out-taken-back = 取り消しずみ
console-opt-out-lift = 取り消す
console-opt-out-lift-title = { $range } の検査を再開しますか
console-opt-out-lift-means = { $count ->
    [0] いま、この範囲にエージェントはありません。これから来るものは検査します。
   *[other] この範囲の{ $count }台を、また検査します。
  }
console-opt-out-lifted = { $range } の検査を再開します。
console-range = アドレス、または範囲
console-range-hint = 例：192.0.2.7、192.0.2.0/24
console-added-by = 加えた人
console-how-long = いつまで
console-for-good = ずっと
console-for-days = 日数を決める
console-complaints = 苦情
console-complaints-none = 苦情はありません。
console-complaint-log = 苦情を記録する
console-complaint-log-why = もう解決していても、書き残してください。
console-complaint-sender = どなたから
console-complaint-text = 内容
console-complaint-logged = 苦情を記録しました。
console-complaint-is-open = 未対応
console-complaint-is-settled = 対応ずみ
console-complaint-outcome = 対応：{ $outcome }
console-complaint-settle = 対応ずみにする
console-complaint-settle-means = { $sender }からの苦情を、概要から外します。
console-complaint-done = したこと
console-complaint-settled = 対応ずみにしました。

## Settings

console-settings-lead = 運営者の情報と、サービスの設定です。
console-settings-who = 運営者
console-settings-who-hint = アプリと、お知らせのページに出ます。保存にはコードが要ります。
console-organisation-save = 運営者を保存する
console-organisation-saved = 運営者を保存しました。
console-facts = このサーバーについて
console-facts-hint = どれも設定ファイルで決めています。
console-fact-version = 版
console-fact-server = 公開のアドレス
console-fact-zone = 時間帯
console-fact-database = データベース
console-fact-check-in = 連絡の間隔
console-fact-pages = お知らせのページを開ける期間
console-fact-days = { $count }日
console-language-hint = このブラウザーだけの設定です。
console-dataset = データセット
console-dataset-what = エージェント、観測、キャンペーン、お知らせ、訪問、回答、サポートを、CSVファイルと説明書にまとめます。
console-dataset-proof = 個人のデータをふくむので、コードが要ります。
console-dataset-get = データセットを保存する
console-dataset-asking = サーバーがファイルをまとめています
console-dataset-received = { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB まで届きました
console-dataset-done = { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB を保存しました。

## Operators

console-operators-lead = ここで働く人の一覧です。変えるときは、コードが要ります。
console-operator-add = 運用者を加える
console-operator-name-hint = サインインに使います。
console-operator-you = （あなた）
console-operator-joined = 参加ずみ
console-operator-not-joined = まだ加わっていません
console-operator-is-barred = サインイン停止中
console-operator-role = 役割を変える
console-operator-role-title = { $name }さんの役割
console-operator-role-means = いまのセッションは終わります。サインインし直してもらいます。
console-operator-changed = { $name }さんの役割を変えました。
console-operator-bar = サインインを止める
console-operator-bar-title = { $name }さんのサインインを止めますか
console-operator-bar-means = いまのセッションは、すぐに終わります。したことは監査ログに残ります。
console-operator-barred = { $name }さんのサインインを止めました。
console-operator-allow = サインインを許す
console-operator-allow-title = { $name }さんのサインインを許しますか
console-operator-allow-means = これまでのパスワードと認証アプリが、また使えます。
console-operator-allowed = { $name }さんのサインインを許しました。
console-operator-link = 新しいリンクを作る
console-operator-link-title = { $name }さんに新しいリンクを作りますか
console-operator-link-means = いまのパスワードと認証アプリは使えなくなります。リンクを開いて、決め直してもらいます。
console-operator-link-made = { $name }さんに渡してください
console-operator-link-once = いまコピーしてください。もう一度は表示できません。
console-operator-link-label = 1回限りのアドレス
console-role = 役割
console-roles = 役割ごとにできること
console-role-viewer = 閲覧者
console-role-viewer-may = 運用者と監査ログのほかは、すべて読めます。何も変えられません。
console-role-analyst = 分析者
console-role-analyst-may = ウェブの判定、サポートの返事、検査の停止、除外の追加、データセットの保存もできます。
console-role-sender = 送信者
console-role-sender-may = 招待、キャンペーンの準備と承認、検査の再開、除外の取り消しもできます。
console-role-admin = 管理者
console-role-admin-may = 運用者、運営者の情報、監査ログ、エージェントの消去もあつかえます。
console-four-eyes = キャンペーンは、別の送信者か管理者が承認してから送ります。ですから、2人以上いるようにしてください。

## Audit log

console-audit-lead = だれが何をしたかを、新しい順に並べています。記録は増えるだけで、消えません。
console-audit-search = 名前、操作、対象で検索
console-audit-pages = ログのページ
console-audit-shown = 全{ $total }行のうち{ $shown }行
console-audit-none = 当てはまる行はありません
console-audit-none-how = 文字を減らすか、検索を解除してください。
console-audit-number = 番号
console-audit-at = 日時
console-audit-who = だれが
console-audit-action = 操作
console-audit-about = 対象
console-audit-whole = ログは書いたときのままですか
console-audit-whole-how = どの行も、自分と前の行から計算した値を持っています。1行でも変わると、つながりが切れます。
console-audit-check = ログ全体を確かめる
console-audit-checking = すべての行を確かめています
console-audit-is-whole = { $count }行を確かめました。すべて、書いたときのままです。
console-audit-head = 最新のハッシュ
console-audit-head-why = 別の場所に控えておいてください。あとで、ここまで変わっていないことの証明になります。
console-audit-broken = { $row }行目が、書いたときと違います。
console-audit-broken-do = いまのデータベースを写し取ってください。そのうえで、バックアップと見比べてください。
