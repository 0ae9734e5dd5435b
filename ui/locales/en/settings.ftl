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
settings-kits = Recovery kits
kits-none = You have no recovery kit. If you forget your passphrase, nothing else opens your part.
kits-all = Kit { $number } opens everything of yours.
kits-ours = Kit { $number } opens only Ours, to read.
settings-kit-make = Make a recovery kit
settings-file = The journal file
settings-file-what = Everything is in this one file, encrypted. Whoever has the file can see its name and size and how you are shown, and needs a passphrase for the rest.
settings-backup = Backups
settings-close = Close this journal
settings-about = About Duologue
settings-version = Version { $version }.
settings-licence = Free software, under the MIT licence or the Apache licence 2.0, whichever you prefer.
settings-not = It does not treat, diagnose or judge, and it is not made for a relationship in which someone is afraid.

change-title = Change your passphrase
change-old-missing = The passphrase you use now is still to come.
change-limit = What this does not do
change-limit-more = It does not help against someone who knows the old passphrase and has an older copy of the file or a backup. Those still open with the old one.
change-go = Change it
change-under-way = Changing the passphrase. This takes a moment on purpose.
change-done = Your passphrase is changed
change-done-more = From now on the journal opens with the new one. Backups made before still need the old one.

## Checking everything

check-what = Opens everything you can open, one change after the other, and says what does not hold. Nothing is changed by it. It can take a while in a large journal.
check-go = Check now
check-again = Check again
check-under-way = Opening everything.
check-under-way-of = Opening everything: { $done } of { $total }.
check-stopped = Stopped.
check-stopped-more = Not everything was looked at. Nothing has been changed.
check-whole = Everything opens.
check-opened = { $changes ->
    [one] One change was opened, and it is as it was written.
   *[other] { $changes } changes were opened, and each is as it was written.
}
check-lost = { $changes ->
    [one] One change of your old Mine does not open any more: it stayed behind when you went on with a recovery kit for only Ours. That is no damage, and nothing is to be done about it.
   *[other] { $changes } changes of your old Mine do not open any more: they stayed behind when you went on with a recovery kit for only Ours. That is no damage, and nothing is to be done about it.
}
check-found = Not everything holds.
check-opened-rest = { $changes ->
    [one] One other change was opened, and it is as it was written.
   *[other] { $changes } others were opened, and each is as it was written.
}
check-todo = Nothing of it is thrown away: it stays in the file as it is, and is not shown. A backup from before may hold it whole. Do not delete older backups now.
mend-what = What is damaged can be put back from a backup that has it whole. Only what proves to be what was written here goes back into this journal, and nothing that was erased.
mend-automatic = Look in the automatic backups
mend-chosen = Choose a backup…
mend-under-way = Looking for it in backups.
mend-no-folder = The folder for backups is not there now. If it is on a drive, connect it; or choose a backup.
mend-done = { $brought ->
    [one] One change is whole again.
   *[other] { $brought } changes are whole again.
}
mend-done-more = What came back is in this journal as it was written.
mend-left = { $left ->
    [one] One more could not be put back. A backup may not have it whole, or it may have been erased. An older backup may have it.
   *[other] { $left } more could not be put back. A backup may not have them whole, or they may have been erased. An older backup may have them.
}
mend-nothing = It could not be put back.
mend-nothing-more = What is damaged is not whole in what was looked into, or it may have been erased. If you are told that something is missing from this file, that has to be settled first. The journal is as it was. An older backup may have it.
mend-whole = Nothing of what you can read had to be put back.
mend-none = No backup could be used there.
mend-none-more = The journal is as it was. A backup can be used if it is of this journal, was made since you last took new keys, and by somebody whose keys you have confirmed.
mend-not-usable = This backup cannot be used here: it is of another journal, from before you took new keys, or made with keys you have not confirmed.
check-damaged = { $changes ->
    [one] One change is damaged: it is not what was written.
   *[other] { $changes } changes are damaged: they are not what was written.
}
check-file = { $changes ->
    [one] One photo or file on a page is damaged: it is not what was put there.
   *[other] { $changes } photos and files on pages are damaged: they are not what was put there.
}
check-not-authentic = { $changes ->
    [one] One change was not written by the one it names.
   *[other] { $changes } changes were not written by the one they name.
}
check-missing = { $changes ->
    [one] One change is missing between others.
   *[other] { $changes } changes are missing between others.
}
check-vanished = { $changes ->
    [one] One change is empty, though nobody erased it.
   *[other] { $changes } changes are empty, though nobody erased them.
}
check-unconfirmed = { $changes ->
    [one] Something was written by somebody whose keys you have not confirmed.
   *[other] { $changes } things were written by somebody whose keys you have not confirmed.
}
check-member = Somebody’s keys, or how they are shown, are not as they signed them.
check-grant-gone = The key to Ours is not in this file any more.
check-missing-end = Some of the newest changes that you have seen are gone.
check-rewritten = Something you have seen was written anew.
check-older-file = This file is older than what this computer has seen.
check-unknown-key = This file may be from before you took new keys.
check-unwitnessed = There are changes in your name that you may not have made.
check-old-keyslot = A passphrase or a kit that was given up is there again.
check-old-grant = A key that was let go is there again.
check-other-card = Somebody’s keys are not the ones you confirmed.
check-new-card = There are new keys that you have not confirmed yet: open this journal together.
check-drafts = { $drafts ->
    [one] One draft of yours cannot be opened.
   *[other] { $drafts } drafts of yours cannot be opened.
}

## Somebody knows my passphrase

new-keys-what = Changing a passphrase is not enough when somebody knows it and may have a copy of the file: the keys behind it would stay the same. This takes new ones.
new-keys-first = At once: new keys and a new passphrase. The old passphrase and all your recovery kits open nothing here any more.
new-keys-then = Then everything in Mine and in Ours is encrypted again with the new keys. It can be stopped and gone on with, also another day.
new-keys-last = Last, the old keys go. Until then this journal says that it is not finished.
new-keys-limit = What this does not do
new-keys-limit-more = Copies of the file and backups made before still open with the old passphrase, and nobody can change that from here: delete those you can reach. Nor does it help while somebody watches this computer.
new-keys-partner = { $name } is told that you took new keys, and reads Ours as before. What you write from now on shows for { $name } once you have both unlocked this journal together.
new-keys-take = Take new keys
new-keys-taking = Making new keys. This takes a moment on purpose.
new-keys-unfinished = Not finished yet
new-keys-unfinished-more = The new keys and the new passphrase count already, and the old passphrase opens nothing here any more. Not everything that was written before is under the new keys yet. You can stop and go on later; nothing is lost.
new-keys-under-way = Encrypting everything again.
new-keys-under-way-of = Encrypting everything again: { $done } of { $total }.
new-keys-go-on = Go on
new-keys-later = Later
new-keys-done = Everything is under your new keys
new-keys-done-more = { $changes ->
    [one] One change was encrypted again. The old keys open nothing in this file any more.
   *[other] { $changes } changes were encrypted again. The old keys open nothing in this file any more.
}
new-keys-left = { $changes ->
    [one] One change stays as it was.
   *[other] { $changes } changes stay as they were.
}
new-keys-left-more = It does not open or does not hold, so it could not be taken along. “Check this journal” says more. Whoever has the old keys could open as much of it as you can.
new-keys-now = Make a new backup now, and delete those from before: they still open with the old passphrase. Your old recovery kits open nothing here any more; make a new one.
new-keys-now-old-mine = Make a new backup now. But keep one from before you went on, somewhere safe: should you find the passphrase you had then, only such a backup opens your old Mine. Your old recovery kits open nothing here any more; make a new one.
