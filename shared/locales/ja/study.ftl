### コンソールのうち、研究のページ。エージェントの毎日、選定、判定、キャンペーン、結果。

study-comma = 、
study-also = 、
study-unknown = 不明
study-never = まだありません
study-not-yet = まだ
study-yes = はい
study-no = いいえ
study-nobody = 該当なし
study-who = エージェント
study-port = ポート
study-ports = ポート
study-platforms = 機器の種類
study-platform = 機器の種類
study-window = 期間
study-language = 言語
study-notices = お知らせ
study-campaigns = キャンペーン
study-device = 機器の推定
study-with-share = { $part }（{ $share }）


study-arm = 時期
study-arm-notify = すぐに知らせる
study-arm-wait = あとで知らせる
study-variant = 文面
study-variant-usual = いつもの文面
study-variant-usual-why = これまでどおりです。
study-variant-facts = 見えたものから伝える文面
study-variant-facts-why = 外から何が見えたかで始まります。
study-variant-minutes = かかる時間から伝える文面
study-variant-minutes-why = 少しの時間で済むことから始まります。

## One agent

study-agent = エージェント { $agent }
study-standing = いま
study-address = アドレス
study-shared = ほかの家と共用
study-provider = プロバイダー
study-network = ネットワーク
study-check-in = 最後の連絡
study-enrolled = 参加
study-label = 招待
study-no-label = 名前なし
study-zone = 日付の区切りは{ $zone }です。

study-days = 毎日の様子
study-span = 表示する週の数
study-weeks = { $weeks }週間
study-move = 前後の日に移る
study-earlier = 前へ
study-later = 次へ
study-grid = このエージェントの毎日。矢印キーで1日または1行、Page UpとPage Downで1週間動きます。
study-row = 行
study-lane-address = アドレス
study-lane-notice = お知らせ
study-lane-response = 反応
study-lane-closure = 閉じた
study-lane-support = 相談
study-lane-judgement = 判定
study-nothing = なし
study-nothing-happened = 何も起きていません
study-state-open = 開いていた（{ $looks }回の検査）
study-state-other = 開いていなかった（{ $looks }回の検査）
study-state-unobserved = 検査なし
study-cell-port = { $day } · { $port }：{ $state }
study-cell-both = { $seen }。この日のできごと：{ $events }
study-cell-day = { $day }：{ $events }
study-never-open = この期間に開いていたポートはありません。
study-legend = しるしの意味
study-legend-open = 開いていた
study-legend-other = 検査したが、開いていなかった
study-legend-unobserved = 検査なし
study-unfold = { $ports }個のポートをすべて表示
study-fold = 一度も開いていない{ $ports }個を隠す

study-happenings = できごと
study-happenings-none = この期間は、検査のほかに何も起きていません。
study-happening-enrolled = 参加した
study-happening-moved = 新しいアドレスで検査した（{ $about }）
study-happening-notified = お知らせを送った（{ $about }）
study-happening-visited = { $about ->
    [app] アプリでページを見た
   *[other] ブラウザーでページを見た
  }
study-happening-answered = 回答：{ $answer }
study-happening-closed = 閉じたことを検査で確かめた（{ $about }）
study-happening-reopened = また開いた（{ $about }）
study-happening-case_opened = 相談があった
study-happening-case_closed = 相談が終わった（{ $about }）
study-happening-judged = { $verdict ->
    [public] { $port }を公開用と判定した
   *[other] { $port }を公開用ではないと判定した
  }
study-answer-network-home = 自宅
study-answer-network-work = 勤務先や学校
study-answer-network-away = そのほかの場所
study-answer-intent-intended = { $port }はわざと開けている
study-answer-intent-unintended = { $port }を開けたつもりはない
study-answer-intent-unknown = { $port }をわざと開けたのか、分からない
study-answer-ability-yes = { $port }は自分で閉じられる
study-answer-ability-no = { $port }は自分では閉じられない

study-notices-none = お知らせはまだありません。
study-notice-waits = 待機中
study-notice-open = 対応待ち
study-notice-closed = 閉じた
study-notice-ended = 終了
study-sent = 送信
study-sent-on = 送信日
study-due = 送信予定
study-word = 確認のことば
study-addresses = アドレス
study-addresses-none = この期間の検査はありません。
study-devices = ポートの答えから推定した機器
study-devices-guess = 答えの文字から推し量ったもので、確かではありません。

study-erase = このエージェントの消去
study-erase-when = 本人から求められたときに使います。検査とお知らせは、同意の取り消しだけで止まります。
study-erase-do = エージェントを消去する
study-erase-sure = このエージェントの記録を、すべて消しますか
study-erase-lost = { $notices ->
    [0] 検査の結果、アドレス、連絡の記録を消します。これから計算する結果には入りません。
   *[other] 検査の結果、アドレス、{ $notices }件のお知らせ、すべての回答を消します。これから計算する結果には入りません。
  }
study-erase-end = 元には戻せません。
study-erased = エージェントを消去しました。

## Selection

study-selection = 選定
study-selection-lead = 規則を変えると、だれが選ばれるのか、その理由とともにすぐ分かります。ここからは何も送りません。
study-write-campaign = この規則でキャンペーンを書く
study-rule = 規則
study-paper-rule = 論文の規則、直近30日
study-paper-rule-is = 4日以上開いていたポートを選びます。その日が一続きなら、6日以上が必要です。どちらの場合も、期間の最後の14日に1日は開いていることが条件です。
study-window-from = 最初の日
study-window-until = 最後の日
study-ports-chosen = { $all }個のうち{ $chosen }個のポート
study-ports-all = すべて選ぶ
study-ports-none = すべて外す
study-ports-count = { $count }個
study-run-rule = 日が続くとき
study-run-rule-whole = 全体が一続きなら6日
study-run-rule-whole-why = 論文どおり。間が空いていれば、4日で足ります。
study-run-rule-any = 最も長い続きに6日
study-run-rule-any-why = 論文より厳しい規則です。2日でも続いていれば、最も長い続きに6日が必要です。
study-unobserved = 検査のない日
study-unobserved-break = 続きを切る
study-unobserved-break-why = 論文どおり。開いているのを見た日だけを、続きに数えます。
study-unobserved-bridge = 続きを切らない
study-unobserved-bridge-why = 1日だけ電源を切っていた機器が、2回の短い訪問に見えることを防ぎます。
study-fault-days = 期間の最初の日と最後の日を選んでください。
study-fault-order = 最初の日が、最後の日よりあとになっています。
study-fault-ports = ポートを1つ以上選んでください。
study-fault-platforms = 機器の種類を1つ以上選んでください。
study-fault-name = 名前を入れてください。半角の英数字、ハイフン、下線で64字まで。「new」は使えません。
study-counting = 数え直しています
study-found = { $exposures }個の開いたポートのうち、{ $agents }人に知らせることになります
study-read = 観測の時点：
study-nobody-then = この期間に開いていたポートはありません。日数、ポート、機器の種類を増やしてみてください。
study-outcomes = 開いたポートの行き先
study-outcomes-filter = 押すと、その行だけを表示します。
study-outcome = 判定
study-outcome-told = 知らせる
study-outcome-too_few_days = 日数が足りない
study-outcome-short_run = 続きが短い
study-outcome-not_lately = 最近は開いていない
study-outcome-not_covered = 対象外
study-outcome-shared = 共用のアドレス
study-outcome-held = 判定待ち
study-outcome-public = 公開用
study-outcome-intended = わざと開けている
study-outcome-busy = 別のお知らせがある
study-per-port = ポートごとの、知らせる人数
study-per-port-none = ありません。
study-search-agent = エージェントのIDの先頭
study-all-outcomes = すべて表示
study-rows = 開いたポート { $all }個
study-rows-first = 開いたポート { $all }個のうち、はじめの{ $shown }個
study-why = 理由
study-open-days = 開いた日数
study-longest-run = 最長の続き
study-open-late = 最後の14日
study-why-told = { $days }日開いていて、うち{ $late }日が最後の14日のあいだ
study-why-too_few_days = 開いていたのは{ $days }日。4日が必要
study-why-short_run = { $days }日開いていたが、{ $run }日の一続き。続きなら6日が必要
study-why-short_runs = { $days }日開いていたが、最も長い続きは{ $run }日。6日が必要
study-why-not_lately = { $days }日開いていたが、最後の14日には一度もない
study-why-not_covered = 機器の種類が違うか、同意が取り消されている
study-why-shared = ほかの家と共用のアドレスで、本人のものとは限らない
study-why-held = まだだれも判定していないウェブのポート
study-why-public = 運用者が、公開用と判定した
study-why-intended = 本人が、わざと開けていると答えた
study-why-busy = このエージェントへの別のお知らせが片付いていない

## Reviews

study-reviews = ウェブのポートの判定
study-reviews-pages = 確認のページ
study-reviews-lead = 明らかに公開用のページには、お知らせを送りません（論文3.2節）。決めるのは人で、プログラムではありません。
study-which = どのポートを見るか
study-waiting = 判定待ち { $count }件
study-judged = 判定済み { $count }件
study-keys = キー：1と2で判定、jとkで次と前へ。
study-queue = ウェブのポート
study-untitled = 題名なし
study-reviews-none = 判定を待っているポートはありません
study-reviews-none-then = 検査で見つかると、ここに並びます。
study-judged-none = いま有効な判定はありません
study-judged-none-then = 判定は、期限までここに並びます。
study-seen-at = 最後に開いていた時
study-open-of-30 = 開いた日数
study-days-of-30 = 直近30日のうち{ $days }日
study-alike = ほぼ同じ内容
study-alike-others = { $others ->
    [0] ほかにはありません
   *[other] ほかに{ $others }人
  }
study-facts = 見えた内容
study-raw = 答えの全文
study-raw-as = 文字として表示し、隠れた文字は書き出しています。取得：
study-raw-none = 答えの記録はありません。
study-hash = 証拠
study-hash-none = コマンドで判定
study-word-public = 公開用
study-word-private = 公開用ではない
study-word-public-do = 明らかに公開用：お知らせしない
study-word-private-do = 違う、または明らかでない：お知らせする
study-judge-role = 判定は、分析者が行います。
study-judged-public = { $port }を公開用と判定しました。お知らせは送りません。
study-judged-private = { $port }を公開用ではないと判定しました。お知らせの対象です。
study-evidence-changed = 答えの内容が変わっていました。新しい内容を表示しています。もう一度見てください。
study-changed-since = この判定のあとで、答えの内容が変わりました。
study-reviewer = 判定した人
study-judged-at = 判定の時
study-expires-at = 期限
study-take-back = 判定を取り消す

## Campaigns

study-campaigns-lead = キャンペーンは、1つの規則で選んだ人にお知らせを送ります。送る前に、すべてを書き留めます。
study-campaigns-count = キャンペーン { $count }件
study-campaigns-none = キャンペーンはまだありません
study-campaigns-none-then = まず選定のページで規則を試してください。そこからキャンペーンを書けます。
study-see-selection = 選定を開く
study-campaign = キャンペーン
study-campaign-lead = 書いた内容、いまの段階、これからできること。
study-stage = 段階
study-stage-draft = 下書き
study-stage-proposed = 承認待ち
study-stage-sending = 送信中
study-stage-sent = 進行中
study-stage-paused = 一時停止
study-stage-closed = 終了
study-tally-notices = 計画
study-tally-sent = 送信
study-tally-visited = ページを見た
study-tally-answered = 回答
study-tally-closed = 閉じた
study-sent-of = { $notices }件のうち{ $sent }件

study-write-new = キャンペーンを書く
study-write-lead = まだ何も送りません。送るには、もう一人の承認が必要です。
study-edit = { $campaign }の編集
study-naming = 名前
study-name = キャンペーンの名前
study-name-hint = 半角の英数字、ハイフン、下線。結果とデータセットに載ります。例：2026-winter
study-name-kept = 名前は変わりません。別の名前にするには、複製してください。
study-landing = はじめに、お知らせについて説明するページを見せる
study-landing-why = 論文の実験1と同じです。
study-trial = 比較
study-trial-why = くじで選んだ人には、あとで知らせます。すぐに知らせた人と比べるためです。
study-waiting-share = あとで知らせる割合：{ $share }
study-waiting-weeks = 何週間あとか
study-waiting-part = あとで知らせる
study-waiting-for = { $share }、{ $weeks }週間後
study-variants = 文面
study-seed = シード
study-seed-draw = シードを引き直す
study-seed-why = 同じシードからは同じ組分けになるので、だれでもくじを確かめられます。
study-time-zone = 日付のタイムゾーン
study-save-draft = 下書きを保存する
study-save-then = 提案するまでは、いつでも変えられます。
study-saved = { $campaign }を保存しました。
study-found-now = いま選ばれる人
study-found-not = 規則をそろえると、人数が出ます。
study-split = すぐに約{ $now }人、{ $weeks }週間後に約{ $later }人。
study-split-about = 送るときに、数え直します。
study-see-who = だれが、なぜ選ばれるのかを見る
study-wording = 届く文面

study-path = いまの段階
study-step-draft = 下書き
study-step-proposed = 提案
study-step-sent = 送信
study-step-closed = 終了
study-proposed-by = 提案：{ $who }
study-sent-by = 承認：{ $who }
study-duplicate = 複製して下書きにする
study-next = 次にすること
study-next-draft = だれに届き、何が書かれているかを確かめてから、提案してください。
study-next-proposed = もう一人の承認を待っています。すぐに{ $now }人、あとで{ $later }人に知らせます。
study-next-sending = 計画を固定し、最初のお知らせを送っています。
study-next-sent = { $waiting ->
    [0] 全員に知らせました。
   *[other] あと{ $waiting }人が、知らせる日を待っています。
  }
study-next-paused = { $waiting ->
    [0] 再開するまで、何も送りません。
   *[other] 再開するまで、何も送りません。{ $waiting }人が待っています。
  }
study-next-closed = 終わりました。数値は結果に残ります。
study-last-due = 最後の人に知らせる日：
study-sender-only = 提案、承認、一時停止は、送信者が行います。
study-barred-own = あなたが提案したので、承認はほかの人が行います。
study-barred-waiting = { $waiting }人が待っているあいだは、終了できません。全員に知らせるか、その日を待ってください。
study-do-edit = 下書きを編集する
study-do-propose = 提案する
study-do-recall = 提案を取り下げる
study-do-approve = 承認して送る
study-do-pause = 一時停止する
study-do-go-on = 再開する
study-do-override = 1人にすぐ知らせる
study-do-debrief = 全員にいま知らせる
study-do-close = キャンペーンを終了する
study-do-delete = 下書きを削除する
study-sure-propose = { $campaign }を提案しますか
study-sure-approve = { $campaign }を送りますか
study-sure-override = 1人にすぐ知らせますか
study-sure-debrief = 待っている全員に知らせますか
study-sure-close = { $campaign }を終了しますか
study-sure-delete = { $campaign }を削除しますか
study-then-propose = 送るには、もう一人の承認が必要です。それまでは取り下げられます。いまの時点で、すぐに{ $now }人、あとで{ $later }人に知らせます。
study-then-approve = { $later ->
    [0] いま{ $now }人に知らせます。取り消せませんが、一時停止はできます。
   *[other] いま{ $now }人に、{ $weeks }週間後に{ $later }人に知らせます。取り消せませんが、一時停止はできます。
  }
study-then-override = その人は待機の組を離れます。理由はデータセットに残り、分析ではくじのとおりに数えます。
study-then-debrief = 待っている{ $waiting }人に、いま知らせます。このあと、比較のための待機の組はなくなります。
study-then-close = これからは、お知らせも再度のお知らせも送りません。元には戻せません。
study-then-delete = まだ何も送っていません。下書きは元に戻せません。
study-override-name = お知らせ、またはエージェント
study-override-name-hint = 待っているお知らせのID、またはそのエージェントのID。
study-override-reason = 理由
study-override-reason-hint = 名前を書かずに1行で。データセットに残ります。
study-done-propose = { $campaign }は承認待ちです。
study-done-recall = { $campaign }を下書きに戻しました。
study-done-approve = { $campaign }を送っています。
study-done-pause = { $campaign }を一時停止しました。
study-done-go-on = { $campaign }を再開しました。
study-done-override = その人に知らせます。
study-done-debrief = { $campaign }で待っていた全員に知らせます。
study-done-close = { $campaign }を終了しました。
study-done-delete = { $campaign }を削除しました。
study-preview = いま送ると届く人
study-preview-says = すぐに{ $now }人、あとで{ $later }人
study-preview-held = ウェブのポート{ $held }個が判定待ちです。それまでは送りません。
study-preview-review = 判定する
study-preview-who = だれかを見る（{ $all }人のうち{ $shown }人）
study-preview-drawn = いまのシードによる組分け
study-preview-more = ほかに{ $more }人います。
study-per-platform = 機器の種類ごと
study-per-variant = 文面ごと
study-left-out = 送らないもの
study-funnel = お知らせの進み具合
study-funnel-live = 10秒ごとに更新
study-funnel-end = 終了時
study-step = 段階
study-of-sent = 送信に対する割合
study-written = 書いた内容
study-plan = 固定した計画
study-plan-not-yet = 計画は、送るときに固定します。

## Results

study-results = 結果
study-results-lead = 評価の図と表のすべてを、いま分かっていることから。
study-compute = 計算し直す
study-print = このページを印刷する
study-computing = すべての観測から計算しています。
study-shown-before = 下にあるのは前回の結果です。
study-since = 開始：
study-as-of = 計算した時点：
study-never-computed = まだ計算していません。「計算し直す」を押してください。
study-compute-failed = 計算できませんでした。
study-nothing-sent = お知らせはまだ送られていません
study-nothing-sent-then = 下にあるのは、検査で見えたものだけです。残りは、最初のキャンペーンのあとに現れます。
study-see-campaigns = キャンペーンを開く
study-on-this-page = このページの内容
study-figures = 図
study-tables = 表
study-take = 保存する：{ $part }
study-part-figure9 = 図9：改善率
study-part-figure8 = 図8：最初の訪問
study-part-survival = 閉じるまでの時間
study-part-funnel = お知らせの進み具合
study-part-states = 週ごとに分かっていること
study-part-effects = 5週目の差
study-part-hazards = ハザード比
study-part-visiting = 訪問と改善
study-part-variants = 文面の比較
study-part-balance = 群の大きさ
study-part-table2 = 表2：開いていたポート
study-part-table3 = 表3：キャンペーン
study-part-table4 = 表4：ポートの組
study-part-table5 = 表5：回答
