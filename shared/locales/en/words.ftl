### Words that pages, mails, tray and apps share.

product = Akabeko

## What stands behind a port, in everyday words

service-ftp = file transfer
service-ssh = encrypted remote control
service-telnet = remote control
service-dns = name lookup
service-http = web page
service-https = web page (encrypted)
service-smb = file sharing of a PC
service-upnp = automatic set-up between devices
service-chargen = old test replies
service-ntp = clock setting
service-ssdp = replies to device search
service-nat-pmp = desk that opens entrances by itself
service-mdns = name lookup inside the home
service-memcached = scratch store for servers
