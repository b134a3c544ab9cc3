### Texts of the notification page.
