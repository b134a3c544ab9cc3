### Advice at the end of the survey, for each service and branch of figure 5.
### A lead says what for, at most three steps what to do, the strongest first; a note says what else may happen.
### Names of protocols stand only in “quotes”, as the word to look for on a screen.

## Hints that a port number gives away

advice-tcp-81 = This number is common for the screen of a camera or video recorder.
advice-tcp-5000 = This number is also used by the settings page of home storage (a NAS).
advice-tcp-5431 = This number is used by somewhat older routers. Look for an update first.
advice-tcp-49152 = This number is used by routers and video recorders. It is meant for inside the home only.
advice-tcp-52869 = This number is used by old wireless routers. Many of them in Japan were taken over in 2017.

## At work or school: ask the administrator, the same steps for every service

advice-ask-administrator-1 = Send the text below to the people who run the network.
advice-ask-administrator-2 = Leave the settings of devices at work as they are, and wait for their answer.

## In a hotel or café: protect this device, the same steps for every service

advice-protect-device-1 = On your own computer, turn the firewall on.
advice-protect-device-2 = Mark this Wi-Fi as a “Public network”. That stops sharing.
advice-protect-device-3 = Open the update screen of your device and install all updates.

## Not sure how: the support address, the same steps for every service

advice-get-support = We look into it with you. You need not know much about devices.
advice-get-support-1 = Write to the address below, and add the check word.
advice-get-support-2 = Take a photo of the label under or behind your router. The model name is enough.
advice-get-support-3 = When we answer, see that the check word is the same as in the app.

## File transfer

advice-ftp-close-it = This keeps your photos and documents from being taken out.
advice-ftp-close-it-1 = Open the settings page of your storage (NAS) or router. Its label says how.
advice-ftp-close-it-2 = Turn off “FTP” or “External access”. Delete number 21 under “Port forwarding”.
advice-ftp-close-it-3 = Change the administrator password. Install updates, then restart the device.
advice-ftp-close-it-note = To reach your files from outside, the maker’s own app needs no open entrance.
advice-ftp-check-service = If you keep it open, please check two things.
advice-ftp-check-service-1 = In the device’s list of users, delete “anonymous” and make the passwords long.
advice-ftp-check-service-2 = In its settings, change to an encrypted way such as “SFTP”, and update automatically.
advice-ftp-ask-administrator = Ask: “Is the entrance for file transfer meant to be open to the internet?”
advice-ftp-protect-device = If your computer runs a program that hands out files, quit it.
advice-ftp-get-support = While you wait, you may switch off storage (a NAS) that you do not use.

## Encrypted remote control

advice-ssh-close-it = This stops remote control from outside.
advice-ssh-close-it-1 = Open the settings page of your router or storage (NAS). Its label says how.
advice-ssh-close-it-2 = Turn off “SSH” or “Remote management”. Delete number 22 under “Port forwarding”.
advice-ssh-close-it-3 = Change the administrator password. Install updates, then restart the device.
advice-ssh-close-it-note = To work from outside, your router’s “VPN” does without this entrance.
advice-ssh-check-service = If you keep it open to work from outside, please check this.
advice-ssh-check-service-1 = In the device’s settings, turn off login by password and use keys only.
advice-ssh-check-service-2 = Turn off direct login as administrator (“root”).
advice-ssh-check-service-3 = Let the device update itself, and limit the addresses that may connect.
advice-ssh-ask-administrator = Ask: “Is the entrance for remote control meant to be open to the internet?”
advice-ssh-protect-device = On your own computer, turn off “Remote login” or “SSH server”.
advice-ssh-get-support = While you wait, you may change your router’s administrator password.

## Remote control in clear text

advice-telnet-risk = Through this entrance, passwords travel unprotected. Strangers try simple passwords on it every day.
advice-telnet-close-it = This stops remote control from outside.
advice-telnet-close-it-1 = Open the settings page of your router. The label under or behind it says how.
advice-telnet-close-it-2 = Turn off “Telnet” and “Remote management”. Delete the same number under “Port forwarding”.
advice-telnet-close-it-3 = Change the administrator password and install updates. Last, switch the router off and on.
advice-telnet-close-it-note = Not in the router? Look at cameras and recorders. Replace a device that gets no updates.
advice-telnet-check-service = Even with a good reason, we suggest another way.
advice-telnet-check-service-1 = In the device’s settings, change to encrypted remote control (“SSH”) and close this one.
advice-telnet-check-service-2 = If that has to wait, use a long password and limit who may connect.
advice-telnet-ask-administrator = Ask: “Do we need this entrance for remote control without encryption?”
advice-telnet-protect-device = This entrance may belong to the café or hotel. Tell the staff if you like.
advice-telnet-get-support = While you wait, you may change your router’s administrator password.

## Name lookup

advice-dns-close-it = This keeps name lookup inside your home.
advice-dns-close-it-1 = Open the settings page of your router. The label under or behind it says how.
advice-dns-close-it-2 = Turn off “DNS on WAN”. Delete number 53 under “Port forwarding”.
advice-dns-close-it-3 = Press “Firmware update” and install it. Then restart the router.
advice-dns-close-it-note = The internet at home goes on working as before.
advice-dns-check-service = If you offer name lookup to others, please check this.
advice-dns-check-service-1 = In the server’s settings, allow “recursion” for your own networks only.
advice-dns-check-service-2 = Update the server, and limit how often it answers the same asker.
advice-dns-ask-administrator = Ask: “Can anybody on the internet ask our name lookup?”
advice-dns-protect-device = This reply most likely comes from the café’s or hotel’s router. Your device needs no change.
advice-dns-get-support = While you wait, there is nothing to hurry. Restarting the router would not change it.

## Web page

advice-http-close-it = This keeps the screen of your router or camera inside your home.
advice-http-close-it-1 = Open the settings page of your router. The label under or behind it says how.
advice-http-close-it-2 = Turn off “Remote management” or “Access from WAN”. Delete the same number under “Port forwarding”.
advice-http-close-it-3 = Change the administrator password. Install updates, then restart the router.
advice-http-close-it-note = To watch a camera from outside, the maker’s own app needs no open entrance.
advice-http-check-service = If you keep it open to show a web page, please check this.
advice-http-check-service-1 = Turn off Wi-Fi on your phone and open the address. Close it if settings appear.
advice-http-check-service-2 = Update the device or server. If it has a login, make the password long.
advice-http-check-service-3 = If the page is not encrypted, switch encryption on (the padlock).
advice-http-ask-administrator = Ask: “Is this web page meant for everybody? Is it perhaps a settings page?”
advice-http-protect-device = If your computer runs a program that shows web pages to others, quit it.
advice-http-get-support = While you wait, you may change the passwords of cameras and recorders.

## Web page, encrypted

advice-https-close-it = { advice-http-close-it }
advice-https-close-it-1 = { advice-http-close-it-1 }
advice-https-close-it-2 = { advice-http-close-it-2 }
advice-https-close-it-3 = { advice-http-close-it-3 }
advice-https-close-it-note = { advice-http-close-it-note }
advice-https-check-service = { advice-http-check-service }
advice-https-check-service-1 = { advice-http-check-service-1 }
advice-https-check-service-2 = { advice-http-check-service-2 }
advice-https-check-service-3 = Open it in a browser and see that no certificate warning appears.
advice-https-ask-administrator = { advice-http-ask-administrator }
advice-https-protect-device = { advice-http-protect-device }
advice-https-get-support = { advice-http-get-support }

## File sharing of a PC

advice-smb-risk = This entrance is built for inside a home or office. Whoever guesses a password can read files.
advice-smb-close-it = This keeps file sharing inside your home.
advice-smb-close-it-1 = Open your router’s settings page. Delete number 445 under “Port forwarding”, and “DMZ”.
advice-smb-close-it-2 = Follow the computer’s cable: it should end in your router, not in the line’s own box.
advice-smb-close-it-3 = On the computer, mark the network as “Public” and install updates.
advice-smb-close-it-note = To reach files from outside, use the maker’s own app or your router’s “VPN”.
advice-smb-check-service = Even with a good reason, we suggest another way.
advice-smb-check-service-1 = Use your router’s “VPN”. You can then close this entrance and still open your files.
advice-smb-check-service-2 = If that has to wait, end every shared folder that has no password.
advice-smb-ask-administrator = Ask: “Is file sharing of our computers meant to be used from the internet?”
advice-smb-protect-device = On your own computer, turn off “File and printer sharing”.
advice-smb-get-support = While you wait, you may switch the computer off when you do not use it.

## Automatic set-up between devices

advice-upnp-close-it = This keeps automatic set-up inside your home.
advice-upnp-close-it-1 = Open the settings page of your router. The label under or behind it says how.
advice-upnp-close-it-2 = Press “Firmware update” and install it. Updates often close this entrance.
advice-upnp-close-it-3 = If we still see it, turn “UPnP” off and restart the router.
advice-upnp-close-it-note = Some games and calls may then connect less well. You can undo it. Replace a router without updates.
advice-upnp-check-service = Hardly any home needs this entrance from outside. Please check this.
advice-upnp-check-service-1 = In the settings of your router or storage (NAS), see whether outside access is needed.
advice-upnp-check-service-2 = If it shows a settings page, use a long password and two-step login.
advice-upnp-ask-administrator = Ask: “Is automatic set-up of devices meant to be reachable from the internet?”
advice-upnp-protect-device = This entrance most likely belongs to the café’s or hotel’s router. Your device needs no change.
advice-upnp-get-support = While you wait, look up the model and age of your router on its label.

## Old test replies

advice-chargen-close-it = This stops test replies that nobody uses.
advice-chargen-close-it-1 = Open the settings page of your printer and turn off “Simple TCP/IP services”.
advice-chargen-close-it-2 = On a computer, clear “Simple TCP/IP services” in the list of “Windows features”.
advice-chargen-close-it-3 = Delete number 19 under “Port forwarding” in your router, and install updates.
advice-chargen-close-it-note = No device of today needs these replies. You will not miss them.
advice-chargen-check-service = We know of no use for these replies today. We suggest closing the entrance.
advice-chargen-check-service-1 = In the settings of the printer or computer, turn off “Simple TCP/IP services”.
advice-chargen-check-service-2 = If you test with it, limit the addresses that may ask in your router.
advice-chargen-ask-administrator = Ask: “Old test replies go out to the internet. May we stop them?”
advice-chargen-protect-device = This reply most likely comes from a printer of the café or hotel. Your device needs no change.
advice-chargen-get-support = While you wait, you may switch the printer off when you do not use it.

## Clock setting

advice-ntp-close-it = This keeps replies about the time inside your home.
advice-ntp-close-it-1 = Open the settings page of your router. The label under or behind it says how.
advice-ntp-close-it-2 = Turn off “NTP server”. Delete number 123 under “Port forwarding”.
advice-ntp-close-it-3 = Press “Firmware update” and install it. Then restart the router.
advice-ntp-close-it-note = The clocks of your devices go on setting themselves.
advice-ntp-check-service = If you offer the time to others, please check this.
advice-ntp-check-service-1 = Add “noquery” to the server’s settings, so that it ignores administrative questions.
advice-ntp-check-service-2 = Update the server, and limit how often it answers.
advice-ntp-ask-administrator = Ask: “Do we mean to give the time to everybody on the internet?”
advice-ntp-protect-device = This reply most likely comes from the café’s or hotel’s equipment. Your device needs no change.
advice-ntp-get-support = While you wait, there is nothing to hurry.

## Replies to device search

advice-ssdp-close-it = This keeps replies to device search inside your home.
advice-ssdp-close-it-1 = Open the settings page of your router. The label under or behind it says how.
advice-ssdp-close-it-2 = Press “Firmware update” and install it.
advice-ssdp-close-it-3 = If we still see it, turn “UPnP” off and restart the router.
advice-ssdp-close-it-note = Some games and calls may then connect less well. You can undo it.
advice-ssdp-check-service = Hardly any home needs these replies outside. We suggest closing the entrance.
advice-ssdp-check-service-1 = In the router’s settings, turn off replies to the outside (“WAN”) only.
advice-ssdp-check-service-2 = If there is no such setting, install updates for the router.
advice-ssdp-ask-administrator = Ask: “Are replies to device search meant to go out to the internet?”
advice-ssdp-protect-device = This reply most likely comes from the café’s or hotel’s equipment. Your device needs no change.
advice-ssdp-get-support = While you wait, look up the model and age of your router on its label.

## Desk that opens entrances

advice-nat-pmp-close-it = This keeps the desk that opens entrances inside your home.
advice-nat-pmp-close-it-1 = Open your router’s settings page and press “Firmware update”. The label says how to open it.
advice-nat-pmp-close-it-2 = Turn off “NAT-PMP”, “PCP” and “UPnP”.
advice-nat-pmp-close-it-3 = Delete what you do not know under “Port forwarding”. Last, restart the router.
advice-nat-pmp-close-it-note = Some games and calls may then connect less well. You can undo it.
advice-nat-pmp-check-service = This desk serves devices inside the home. Nothing outside needs it.
advice-nat-pmp-check-service-1 = In the router’s settings, limit it to the inside (“LAN”).
advice-nat-pmp-check-service-2 = If there is no such setting, install updates for the router.
advice-nat-pmp-ask-administrator = Ask: “Outsiders can ask our router to open entrances. Is that meant?”
advice-nat-pmp-protect-device = This desk most likely belongs to the café’s or hotel’s router. Your device needs no change.
advice-nat-pmp-get-support = While you wait, take a photo of the “Port forwarding” page of your router.

## Name lookup inside the home

advice-mdns-close-it = This keeps the names of your devices inside your home.
advice-mdns-close-it-1 = Open your router’s settings page. Delete number 5353 under “Port forwarding”, and “DMZ”.
advice-mdns-close-it-2 = In the settings of your storage (NAS), turn off “Bonjour” towards the outside.
advice-mdns-close-it-3 = Follow the computer’s cable: it should end in your router, not in the line’s own box.
advice-mdns-close-it-note = Finding printers and televisions at home goes on working.
advice-mdns-check-service = These replies serve devices inside the home. Hardly anything outside needs them.
advice-mdns-check-service-1 = In the router’s settings, stop traffic from outside to number 5353.
advice-mdns-check-service-2 = See whether your own name is part of a device’s name.
advice-mdns-ask-administrator = Ask: “Are the names of our devices meant to be told to the internet?”
advice-mdns-protect-device = See whether your own name is part of your computer’s name.
advice-mdns-get-support = While you wait, you may switch off storage (a NAS) that you do not use.

## Scratch store for servers

advice-memcached-close-it = This keeps the scratch store inside your server.
advice-memcached-close-it-1 = Open your router’s settings page and delete number 11211 under “Port forwarding”.
advice-memcached-close-it-2 = Add “-U 0” and “-l 127.0.0.1” to the server’s settings, and restart it.
advice-memcached-close-it-3 = Update the server. Treat what was stored there as seen by others.
advice-memcached-close-it-note = If you know of none, look at the extra apps on your storage (NAS).
advice-memcached-check-service = This store has no lock. We do not suggest keeping it open.
advice-memcached-check-service-1 = Add “-U 0” to the server’s settings, so that half of its replies (“UDP”) stop.
advice-memcached-check-service-2 = In the firewall’s settings, limit the addresses that may connect.
advice-memcached-ask-administrator = Ask: “Is the scratch store of our servers meant to be readable from outside?”
advice-memcached-protect-device = If your computer runs a server for development, quit it.
advice-memcached-get-support = While you wait, you may switch that server off.
