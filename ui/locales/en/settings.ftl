# Settings.

settings-title = Settings
settings-people = Who is here
settings-here = is here
settings-away = has joined, and is not here now
settings-look = On this computer
settings-theme = Colours
settings-theme-system = As the computer
settings-theme-light = Light
settings-theme-dark = Dark
settings-size = Text size
settings-size-percent = { $size }%
settings-idle = Minutes without activity before locking
settings-idle-means = { $minutes ->
    [one] After one quiet minute the window empties and the journal locks.
   *[other] After { $minutes } quiet minutes the window empties and the journal locks.
}
settings-locking = Locking
settings-idle-both = { $minutes ->
    [one] The journal locks after one quiet minute, the shorter of your two choices. Each of you changes your own when here alone.
   *[other] The journal locks after { $minutes } quiet minutes, the shorter of your two choices. Each of you changes your own when here alone.
}
settings-passphrase = Your passphrase
settings-passphrase-what = You can change it whenever you like. It changes only yours.
settings-passphrase-change = Change my passphrase
settings-passphrase-together = Each of you changes your own when you are here alone.
settings-file = The journal file
settings-file-what = Everything is in this one file, encrypted. Whoever has the file can see its name and size and how you are shown, and needs a passphrase for the rest.
settings-backup = Backups
settings-close = Close this journal
settings-about = About Duologue
settings-version = Version { $version }.
settings-licence = Free software, under the MIT licence or the Apache licence 2.0, whichever you prefer.
settings-not = It does not treat, diagnose or judge, and it is not made for a relationship in which someone is afraid.

change-title = Change your passphrase
change-old = The passphrase you use now
change-old-missing = The passphrase you use now is still to come.
change-limit = What this does not do
change-limit-more = It does not help against someone who knows the old passphrase and has an older copy of the file or a backup. Those still open with the old one.
change-go = Change it
change-under-way = Changing the passphrase. This takes a moment on purpose.
change-done = Your passphrase is changed
change-done-more = From now on the journal opens with the new one. Backups made before still need the old one.
