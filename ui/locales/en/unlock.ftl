# Unlocking, and what is told once after it.

cover = The cover of the journal
cover-ours = Our journal
cover-one = A journal
unlock-who = Who is here?
unlock-both = Both of us
unlock-hello = Hello, { $name }
unlock-passphrase = { $name }’s passphrase
unlock-both-hint = One after the other, each with your own.
unlock-open = Open the journal
unlock-together = Open for both
unlock-slow = Opening. This takes a moment on purpose: it is what makes guessing slow.
unlock-wrong = That passphrase does not open { $name }’s part.
unlock-now = Now { $name }
unlock-first-in = { $first } is in. Nothing is shown until { $second } is in too.
unlock-alone = Open for { $name } alone
unlock-stop = Stop and lock
unlock-other = Open another journal
unlock-restore = Restore from a backup
unlock-close = Close this journal
sample-name = Sample journal
sample-invented = This is a sample. Robin and Amal are invented.
sample-come-in = Come in as either of them, or both. What you write is thrown away when you close it.
sample-passphrase = The passphrase of each:
sample-band = A sample: Robin and Amal are invented, and what you write here is thrown away.
sample-close = Close the sample
restored = The backup is restored.
restored-more = You are in front of the new file. Open it with the passphrase you have just used.

unkept-title = Your last words wait to be kept.
unkept-more = The disk was full, or could not be written to, when this was locked. The words are held here, encrypted, and go into the journal by themselves as soon as there is room. Until then, please leave Duologue open.
closing-title = Some words are not kept yet.
closing-waits = The disk is full, or cannot be written to. What was written last is held, encrypted, only for as long as Duologue is open.
closing-do = Make some room on the disk and wait a moment: the words are kept by themselves then, and Duologue can be closed.
closing-stay = Leave it open
closing-lose = Close, and lose these words

## Told once

told-read = I have read this
told-damaged = Some of what was kept could not be read.
told-damaged-more = { $changes ->
    [one] One change does not hold, so it is not shown as anyone’s words. The rest of the journal is not touched. If a backup from before holds it whole, restore that into a new file.
   *[other] { $changes } changes do not hold, so they are not shown as anyone’s words. The rest of the journal is not touched. If a backup from before holds them whole, restore that into a new file.
}
told-grant-gone = The key to Ours is not in this file any more.
told-grant-gone-more = The pages of Ours are still in the file, but they cannot be opened here. Nothing was changed now. Someone with the file, or damage to it, may have taken the key out. If you have a backup from before, restore it into a new file.
told-put-back = Something had been put back into this journal file.
told-put-back-more = Words that were erased, or a way in that is not yours, stood in the file again. They are gone again now. Nothing else was changed. Someone with the file, or a program that copies it, may have done this.
