### Advice at the end of the survey, for each service and branch of figure 5.
### A lead says what for, at most three steps what to do, the strongest first; a note says what else may happen.
### Names of protocols stand only in 「」, as the word to look for on a screen.

## Hints that a port number gives away

advice-tcp-81 = この番号は、見守りカメラや録画機の画面でよく使われます。
advice-tcp-5000 = この番号は、家庭用の保存機器（NAS）の設定画面でも使われます。
advice-tcp-5431 = この番号は、少し前の型のルーターで使われます。更新が出ていないか、先に確かめてください。
advice-tcp-49152 = この番号は、ルーターや録画機で使われます。家の中だけで使うものです。
advice-tcp-52869 = この番号は、古い型の無線ルーターで使われます。2017年に、国内で乗っ取りが相次ぎました。

## At work or school: ask the administrator, the same steps for every service

advice-ask-administrator-1 = 下の文を、会社や学校のネットワーク担当の方に送ります。
advice-ask-administrator-2 = 職場の機器の設定は、ご自分では変えずに返事を待ちます。

## In a hotel or café: protect this device, the same steps for every service

advice-protect-device-1 = お使いのパソコンで、ファイアウォール（通信の見張り）をオンにします。
advice-protect-device-2 = 接続中のWi-Fiを「パブリックネットワーク」に変えます。共有が止まります。
advice-protect-device-3 = 画面の「更新とセキュリティ」を開き、更新をすべて入れます。

## Not sure how: the support address, the same steps for every service

advice-get-support = ご一緒に調べます。機器にくわしくなくて大丈夫です。
advice-get-support-1 = 下の宛先に、メールを送ります。確認のことばを書きそえてください。
advice-get-support-2 = ルーターの裏や底のラベルを写真に撮ります。型番が分かれば十分です。
advice-get-support-3 = 返事が来たら、確認のことばがアプリと同じかを見てください。

## File transfer

advice-ftp-close-it = 保存した写真や書類を、外から取り出せないようにします。
advice-ftp-close-it-1 = 保存機器（NAS）かルーターの設定画面を開きます。開き方は本体のラベルにあります。
advice-ftp-close-it-2 = 「FTP」や「外部からのアクセス」をオフにします。「ポート開放」の21番も消します。
advice-ftp-close-it-3 = 管理用のパスワードを変えます。更新を入れて、本体を再起動します。
advice-ftp-close-it-note = 外から使いたいときは、メーカー公式のアプリを使うと、入口を開けずにすみます。
advice-ftp-check-service = 開けたまま使うなら、次のふたつを確かめてください。
advice-ftp-check-service-1 = 保存機器（NAS）の利用者一覧で、「anonymous」を消します。ほかのパスワードも長くします。
advice-ftp-check-service-2 = 設定画面で、暗号化された方式（「SFTP」など）に切りかえ、更新を自動にします。
advice-ftp-ask-administrator = 「ファイルの受け渡しの入口は、外に開けておく予定のものですか」とたずねます。
advice-ftp-protect-device = お使いのパソコンでファイルを配るソフトを動かしていたら、終了します。
advice-ftp-get-support = 返事を待つあいだは、使っていない保存機器（NAS）の電源を切っておくと安心です。

## Encrypted remote control

advice-ssh-close-it = 外からの遠隔操作を止めます。
advice-ssh-close-it-1 = ルーターか保存機器（NAS）の設定画面を開きます。開き方は本体のラベルにあります。
advice-ssh-close-it-2 = 「SSH」や「リモート管理」をオフにします。「ポート開放」の22番も消します。
advice-ssh-close-it-3 = 管理用のパスワードを変えます。更新を入れて、本体を再起動します。
advice-ssh-close-it-note = 外から使いたいときは、ルーターの「VPN」の機能を使うと、この入口はいりません。
advice-ssh-check-service = 外から操作するために開けているなら、次を確かめてください。
advice-ssh-check-service-1 = 機器の設定で、パスワードでのログインを止め、鍵（「公開鍵認証」）だけにします。
advice-ssh-check-service-2 = 管理者（「root」）での直接のログインを止めます。
advice-ssh-check-service-3 = 機器の更新を自動にし、つなげる相手のアドレスを限ります。
advice-ssh-ask-administrator = 「遠隔操作の入口は、外に開けておく予定のものですか」とたずねます。
advice-ssh-protect-device = お使いのパソコンの「リモートログイン」や「SSHサーバー」をオフにします。
advice-ssh-get-support = 返事を待つあいだは、ルーターの管理用パスワードを変えておくと安心です。

## Remote control in clear text

advice-telnet-risk = この入口では、パスワードがそのまま流れます。簡単なパスワードをさがす通信が、毎日届きます。
advice-telnet-close-it = 外からの遠隔操作を止めます。
advice-telnet-close-it-1 = ルーターの設定画面を開きます。開き方は、本体の裏や底のラベルにあります。
advice-telnet-close-it-2 = 「Telnet」と「リモート管理」をオフにします。「ポート開放」の表に同じ番号があれば消します。
advice-telnet-close-it-3 = 管理用のパスワードを変え、更新を入れます。最後に本体の電源を入れ直します。
advice-telnet-close-it-note = ルーターになければ、カメラや録画機を見てください。更新が終わった機器は、買い替えどきです。
advice-telnet-check-service = 開けておく理由があっても、別の方法に替えることをおすすめします。
advice-telnet-check-service-1 = 機器の設定で、暗号化された遠隔操作（「SSH」）に替え、この入口を閉じます。
advice-telnet-check-service-2 = すぐに替えられないなら、パスワードを長くし、つなげる相手のアドレスを限ります。
advice-telnet-ask-administrator = 「暗号化されない遠隔操作の入口は、必要なものですか」とたずねます。
advice-telnet-protect-device = この入口は、お店や宿の機器のものかもしれません。よければ受付の方に伝えてください。
advice-telnet-get-support = 返事を待つあいだは、ルーターの管理用パスワードを変えておくと安心です。

## Name lookup

advice-dns-close-it = 名前の案内を、家の中だけに戻します。
advice-dns-close-it-1 = ルーターの設定画面を開きます。開き方は、本体の裏や底のラベルにあります。
advice-dns-close-it-2 = 「WAN側からのDNS」をオフにします。「ポート開放」の53番も消します。
advice-dns-close-it-3 = 「ファームウェア更新」を押して、更新を入れます。終わったら本体を再起動します。
advice-dns-close-it-note = 家の中のインターネットは、これまでどおり使えます。
advice-dns-check-service = 名前の案内を外に開いているなら、次を確かめてください。
advice-dns-check-service-1 = サーバーの設定「recursion」で、答える相手を、ご自分の回線だけに限ります。
advice-dns-check-service-2 = サーバーの更新を入れ、同じ相手への応答の回数に上限をつけます。
advice-dns-ask-administrator = 「名前の案内に、外のだれでもたずねられる設定ですか」とたずねます。
advice-dns-protect-device = この応答は、たいてい、お店や宿のルーターのものです。あなたの端末は変えなくて大丈夫です。
advice-dns-get-support = 返事を待つあいだ、ルーターの再起動は役に立ちません。そのままで大丈夫です。

## Web page

advice-http-close-it = 設定画面やカメラの画面を、家の中だけに戻します。
advice-http-close-it-1 = ルーターの設定画面を開きます。開き方は、本体の裏や底のラベルにあります。
advice-http-close-it-2 = 「リモート管理」や「外部からの設定」をオフにします。「ポート開放」の同じ番号も消します。
advice-http-close-it-3 = 管理用のパスワードを変えます。更新を入れて、本体を再起動します。
advice-http-close-it-note = カメラを外から見るには、メーカー公式のアプリを使うと、入口を開けずにすみます。
advice-http-check-service = ウェブの画面を見せるために開けているなら、次を確かめてください。
advice-http-check-service-1 = スマートフォンのWi-Fiを切り、そのアドレスを開きます。設定画面が見えるなら、閉じてください。
advice-http-check-service-2 = 機器やサーバーの更新を入れます。ログインがあるなら、パスワードを長くします。
advice-http-check-service-3 = 暗号化されていない画面なら、暗号化（鍵のしるし）に切りかえます。
advice-http-ask-administrator = 「ウェブの画面は、だれでも見てよいものですか。設定画面ではありませんか」とたずねます。
advice-http-protect-device = お使いのパソコンで画面を配るソフトを動かしていたら、終了します。
advice-http-get-support = 返事を待つあいだは、カメラや録画機のパスワードを変えておくと安心です。

## Web page, encrypted

advice-https-close-it = { advice-http-close-it }
advice-https-close-it-1 = { advice-http-close-it-1 }
advice-https-close-it-2 = { advice-http-close-it-2 }
advice-https-close-it-3 = { advice-http-close-it-3 }
advice-https-close-it-note = { advice-http-close-it-note }
advice-https-check-service = { advice-http-check-service }
advice-https-check-service-1 = { advice-http-check-service-1 }
advice-https-check-service-2 = { advice-http-check-service-2 }
advice-https-check-service-3 = ブラウザーで開き、証明書の警告が出ないかを確かめます。
advice-https-ask-administrator = { advice-http-ask-administrator }
advice-https-protect-device = { advice-http-protect-device }
advice-https-get-support = { advice-http-get-support }

## File sharing of a PC

advice-smb-risk = この入口は、家や職場の中だけで使う作りです。パスワードを当てられると、ファイルを見られます。
advice-smb-close-it = ファイル共有を、家の中だけに戻します。
advice-smb-close-it-1 = ルーターの設定画面を開き、「ポート開放」の445番と「DMZ」を消します。
advice-smb-close-it-2 = パソコンの線が、ルーターを通らず回線の機器に直接つながっていないか、たどります。
advice-smb-close-it-3 = パソコンで、今のネットワークを「パブリック」に変え、更新を入れます。
advice-smb-close-it-note = 外からファイルを使うには、メーカー公式のアプリか、ルーターの「VPN」を使います。
advice-smb-check-service = 開けておく理由があっても、別の方法に替えることをおすすめします。
advice-smb-check-service-1 = ルーターの「VPN」を使います。この入口を閉じても、ファイルを開けます。
advice-smb-check-service-2 = すぐに替えられないなら、共有フォルダーの一覧で、パスワードのない共有を止めます。
advice-smb-ask-administrator = 「パソコンのファイル共有は、外から使う予定のものですか」とたずねます。
advice-smb-protect-device = お使いのパソコンで、「ファイルとプリンターの共有」をオフにします。
advice-smb-get-support = 返事を待つあいだは、使わないときにパソコンの電源を切っておくと安心です。

## Automatic set-up between devices

advice-upnp-close-it = 自動設定の窓口を、家の中だけに戻します。
advice-upnp-close-it-1 = ルーターの設定画面を開きます。開き方は、本体の裏や底のラベルにあります。
advice-upnp-close-it-2 = 「ファームウェア更新」を押して、更新を入れます。外向きの窓口は、更新で閉じることがあります。
advice-upnp-close-it-3 = まだ見えるなら、「UPnP」をオフにして、本体を再起動します。
advice-upnp-close-it-note = オフにすると、一部のゲームや通話がつながりにくくなります。元に戻せます。更新が終わった型なら、買い替えどきです。
advice-upnp-check-service = この窓口を外に開けておく使い道は、家庭にはまずありません。次を確かめてください。
advice-upnp-check-service-1 = ルーターや保存機器（NAS）の設定画面で、外向きの公開が本当に必要かを見直します。
advice-upnp-check-service-2 = 設定画面を見せているなら、パスワードを長くし、二段階の確認をオンにします。
advice-upnp-ask-administrator = 「機器の自動設定の窓口が、外から使えるのは予定どおりですか」とたずねます。
advice-upnp-protect-device = この窓口は、たいてい、お店や宿のルーターのものです。あなたの端末は変えなくて大丈夫です。
advice-upnp-get-support = 返事を待つあいだに、ルーターの型番と買った年を、ラベルで見ておいてください。

## Old test replies

advice-chargen-close-it = 使われていない試験用の応答を止めます。
advice-chargen-close-it-1 = プリンターの設定画面を開き、「簡易TCP/IPサービス」をオフにします。
advice-chargen-close-it-2 = パソコンなら「Windowsの機能」を開きます。「簡易TCP/IPサービス」のしるしを外します。
advice-chargen-close-it-3 = ルーターの「ポート開放」に19番があれば消し、更新を入れます。
advice-chargen-close-it-note = この応答を使う機器は、いまはありません。止めても困ることはありません。
advice-chargen-check-service = この応答を開けておく使い道は、いまは知られていません。閉じることをおすすめします。
advice-chargen-check-service-1 = プリンターやパソコンの設定で、「簡易TCP/IPサービス」をオフにします。
advice-chargen-check-service-2 = 試験に使うなら、ルーターで、たずねてよい相手のアドレスを限ります。
advice-chargen-ask-administrator = 「古い試験用の応答が外に返っています。止めてよいですか」とたずねます。
advice-chargen-protect-device = この応答は、たいてい、お店や宿のプリンターのものです。あなたの端末は変えなくて大丈夫です。
advice-chargen-get-support = 返事を待つあいだは、使わないときにプリンターの電源を切っておくと安心です。

## Clock setting

advice-ntp-close-it = 時刻の応答を、家の中だけに戻します。
advice-ntp-close-it-1 = ルーターの設定画面を開きます。開き方は、本体の裏や底のラベルにあります。
advice-ntp-close-it-2 = 「NTPサーバー」をオフにします。「ポート開放」の123番も消します。
advice-ntp-close-it-3 = 「ファームウェア更新」を押して、更新を入れます。終わったら本体を再起動します。
advice-ntp-close-it-note = 機器の時計は、これまでどおり自動で合います。
advice-ntp-check-service = 時刻を配るために開けているなら、次を確かめてください。
advice-ntp-check-service-1 = サーバーの設定に「noquery」を加え、管理用の問い合わせを断ります。
advice-ntp-check-service-2 = サーバーの更新を入れ、応答の回数に上限をつけます。
advice-ntp-ask-administrator = 「時刻の応答を、外のだれにでも返す予定ですか」とたずねます。
advice-ntp-protect-device = この応答は、たいてい、お店や宿の機器のものです。あなたの端末は変えなくて大丈夫です。
advice-ntp-get-support = 返事を待つあいだ、急いですることはありません。

## Replies to device search

advice-ssdp-close-it = 機器さがしの応答を、家の中だけに戻します。
advice-ssdp-close-it-1 = ルーターの設定画面を開きます。開き方は、本体の裏や底のラベルにあります。
advice-ssdp-close-it-2 = 「ファームウェア更新」を押して、更新を入れます。
advice-ssdp-close-it-3 = まだ見えるなら、「UPnP」をオフにして、本体を再起動します。
advice-ssdp-close-it-note = オフにすると、一部のゲームや通話がつながりにくくなります。元に戻せます。
advice-ssdp-check-service = この応答を外に返す使い道は、家庭にはまずありません。閉じることをおすすめします。
advice-ssdp-check-service-1 = ルーターの設定画面で、外向き（「WAN側」）の応答だけをオフにします。
advice-ssdp-check-service-2 = その項目がなければ、ルーターの更新を入れます。
advice-ssdp-ask-administrator = 「機器さがしの応答が外に返るのは、予定どおりですか」とたずねます。
advice-ssdp-protect-device = この応答は、たいてい、お店や宿の機器のものです。あなたの端末は変えなくて大丈夫です。
advice-ssdp-get-support = 返事を待つあいだに、ルーターの型番と買った年を、ラベルで見ておいてください。

## Desk that opens entrances

advice-nat-pmp-close-it = 入口を自動で開ける受付を、家の中だけに戻します。
advice-nat-pmp-close-it-1 = ルーターの設定画面を開き、「ファームウェア更新」を押します。開き方は本体のラベルにあります。
advice-nat-pmp-close-it-2 = 「NAT-PMP」「PCP」「UPnP」の項目をオフにします。
advice-nat-pmp-close-it-3 = 「ポート開放」の表で、覚えのない行を消します。最後に本体を再起動します。
advice-nat-pmp-close-it-note = オフにすると、一部のゲームや通話がつながりにくくなります。元に戻せます。
advice-nat-pmp-check-service = この受付は、家の中の機器のためのものです。外に開けておく使い道はありません。
advice-nat-pmp-check-service-1 = ルーターの設定画面で、受付を家の中（「LAN側」）だけにします。
advice-nat-pmp-check-service-2 = その項目がなければ、ルーターの更新を入れます。
advice-nat-pmp-ask-administrator = 「入口を自動で開ける受付が外から使えます。予定どおりですか」とたずねます。
advice-nat-pmp-protect-device = この受付は、たいてい、お店や宿のルーターのものです。あなたの端末は変えなくて大丈夫です。
advice-nat-pmp-get-support = 返事を待つあいだに、ルーターの「ポート開放」の画面を写真に撮っておいてください。

## Name lookup inside the home

advice-mdns-close-it = 機器の名前の応答を、家の中だけに戻します。
advice-mdns-close-it-1 = ルーターの設定画面を開き、「ポート開放」の5353番と「DMZ」を消します。
advice-mdns-close-it-2 = 保存機器（NAS）の設定画面で、「Bonjour」の外向きの公開をオフにします。
advice-mdns-close-it-3 = パソコンの線が、ルーターを通らず回線の機器に直接つながっていないか、たどります。
advice-mdns-close-it-note = 家の中でプリンターやテレビをさがす機能は、そのまま使えます。
advice-mdns-check-service = この応答は、家の中の機器のためのものです。外に開けておく使い道はまずありません。
advice-mdns-check-service-1 = ルーターの設定画面で、5353番への外からの通信を止めます。
advice-mdns-check-service-2 = 機器の名前に、ご自分の名前が入っていないかを見ます。
advice-mdns-ask-administrator = 「機器の名前の応答が外に返るのは、予定どおりですか」とたずねます。
advice-mdns-protect-device = お使いのパソコンの名前に、ご自分の名前が入っていないかを見ます。
advice-mdns-get-support = 返事を待つあいだは、使わないときに保存機器（NAS）の電源を切っておくと安心です。

## Scratch store for servers

advice-memcached-close-it = 一時置き場を、サーバーの中だけに戻します。
advice-memcached-close-it-1 = ルーターの設定画面を開き、「ポート開放」の11211番を消します。
advice-memcached-close-it-2 = サーバーの設定に「-U 0」と「-l 127.0.0.1」を加え、再起動します。
advice-memcached-close-it-3 = サーバーの更新を入れます。置いていた情報は、見られたものとして扱ってください。
advice-memcached-close-it-note = 覚えがなければ、保存機器（NAS）に入れた追加アプリを見てください。
advice-memcached-check-service = この置き場には、鍵がありません。外に開けておくことはおすすめしません。
advice-memcached-check-service-1 = サーバーの設定に「-U 0」を加え、応答のうち片方（「UDP」）を止めます。
advice-memcached-check-service-2 = ファイアウォールの設定で、つなげる相手のアドレスを限ります。
advice-memcached-ask-administrator = 「サーバーの一時置き場を、外から読めるのは予定どおりですか」とたずねます。
advice-memcached-protect-device = お使いのパソコンで開発用のサーバーを動かしていたら、終了します。
advice-memcached-get-support = 返事を待つあいだは、そのサーバーの電源を切っておくと安心です。
