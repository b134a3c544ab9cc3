### Words that pages, mails, tray and apps share.

product = 赤べこ

## What stands behind a port, in everyday words

service-ftp = ファイルの受け渡し
service-ssh = 暗号化された遠隔操作
service-telnet = 遠隔操作
service-dns = 名前の案内
service-http = ウェブの画面
service-https = ウェブの画面（暗号化）
service-smb = パソコンのファイル共有
service-upnp = 家電どうしの自動設定
service-chargen = 古い試験用の応答
service-ntp = 時刻合わせ
service-ssdp = 機器さがしの応答
service-nat-pmp = 入口を自動で開ける受付
service-mdns = 家の中の名前の案内
service-memcached = サーバー用の一時置き場
