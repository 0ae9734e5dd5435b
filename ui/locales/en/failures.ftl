# What went wrong: what happened, what it means for the writing, what to do.
# One entry for each FailureCode; src/failures/index.ts is the table.

failure-wrong-passphrase = That passphrase does not open this part of the journal.
failure-wrong-passphrase-means = Nothing has been changed.
failure-wrong-passphrase-todo = Check the layout of the keyboard and Caps Lock. You can try again as often as you like.

failure-damaged = The journal file could not be read.
failure-damaged-means = This is not about your passphrase. Part of the file is damaged. Duologue has not changed it.
failure-damaged-todo = Keep the file as it is, and restore a backup into a new file.

failure-not-authentic = Something in the journal is not what was written.
failure-not-authentic-means = A signature does not hold, so Duologue does not show it as anyone’s words. The rest is not touched.
failure-not-authentic-todo = If a backup from before holds it whole, restore that into a new file.

failure-not-a-journal = That file is not a Duologue journal.
failure-not-a-journal-means = It has not been changed.
failure-not-a-journal-todo = Choose another file. Journals end in .duologue.

failure-newer-version = This journal was made by a newer Duologue.
failure-newer-version-means = It is whole, and it has not been changed. This version cannot read it safely.
failure-newer-version-todo = Install the newer version on this computer, then open it again.

failure-older-version = This journal is still as an older Duologue wrote it.
failure-older-version-means = It could not be brought up to date when you unlocked it. An older Duologue would not understand that you agreed, so that waits. Nothing you wrote is lost.
failure-older-version-todo = Lock the journal and unlock it again: it is brought up to date then, as soon as a backup of it can be made. If the disk is full, make some room first.

failure-in-use = The journal is already open in another window or on another computer.
failure-in-use-means = It has not been changed. Two at once could lose writing, so only one may have it.
failure-in-use-todo = Lock or close it there, then try again here.

failure-full = The disk is full.
failure-full-means = What was kept before is whole. The last step was not kept.
failure-full-todo = Make some room on the disk, then try again.

failure-read-only = Duologue cannot write here.
failure-read-only-means = Nothing has been changed, and what was kept before is whole.
failure-read-only-todo = Choose a file or a folder you can write to, or ask whoever looks after this computer.

failure-too-little-memory = There is not enough free memory to open the journal.
failure-too-little-memory-means = Nothing has been changed. Opening needs a good deal of memory for a moment, so that guessing stays slow.
failure-too-little-memory-todo = Close other programs, then try again.

failure-already-exists = There is already a file with that name.
failure-already-exists-means = It has not been changed, and nothing was written.
failure-already-exists-todo = Choose another name or another folder.

failure-missing = The journal is not where it was.
failure-missing-means = Duologue has not moved it. It may be on a drive that is not connected, or have another name now.
failure-missing-todo = Connect the drive or find the file, then open it again.

failure-no-such-page = That page is not here any more.
failure-no-such-page-means = It may have been taken back or deleted, or the time to undo is over. Nothing else has been changed.
failure-no-such-page-todo = Go back and choose another.

failure-no-such-file = That file is not on this page any more.
failure-no-such-file-means = It may have been taken off. Nothing else has been changed.
failure-no-such-file-todo = Look at the page once more.

failure-file-damaged = A file on this page is not as it was put there.
failure-file-damaged-means = It is damaged, so it is not given out. The words of the page, and everything else, are as they were.
failure-file-damaged-todo = A backup from before may hold it whole: Check this journal in Settings puts it back.

failure-file-too-large = This file is too large for a page.
failure-file-too-large-means = Nothing has been changed. A file on a page can have up to about 100 megabytes.
failure-file-too-large-todo = Choose a smaller one, or keep this one outside the journal.

failure-file-unreadable = That file cannot be read.
failure-file-unreadable-means = Nothing was put on the page, and the file has not been changed.
failure-file-unreadable-todo = See that it is still there and that you can open it, then choose it again.

failure-no-such-person = Nobody by that name is in this journal.
failure-no-such-person-means = Nothing has been changed.
failure-no-such-person-todo = Go back and choose who is here.

failure-not-yours = Only the one who wrote this can change it.
failure-not-yours-means = Nothing has been changed.
failure-not-yours-todo = You can write something of your own beside it.

failure-locked = The journal is locked.
failure-locked-means = What was kept before is whole.
failure-locked-todo = Unlock it, then try again.

failure-cancelled = Stopped.
failure-cancelled-means = Nothing has been changed.
failure-cancelled-todo = You can start again whenever you like.

failure-empty = Nothing is written here yet.
failure-empty-means = Nothing has been changed.
failure-empty-todo = Write something first.

failure-too-long = This is too long.
failure-too-long-means = Nothing has been changed, and what you wrote is still here.
failure-too-long-todo = Make it shorter, then try again.

failure-changed = This was changed while you looked at it.
failure-changed-means = Nothing was approved, and nothing is lost.
failure-changed-todo = Look at the pages once more as they are now, then approve them.

failure-same-passphrase = This is the passphrase that somebody knows.
failure-same-passphrase-means = Nothing has been changed. New keys under the same passphrase would protect nothing.
failure-same-passphrase-todo = Choose another one.

failure-others-here = Somebody sat down or left while this was being made.
failure-others-here-means = It was for whoever was here before, so it is not shown or saved. Nothing has been changed.
failure-others-here-todo = Make it again.

failure-done-unread = It is done, but the journal could not be read again just now.
failure-done-unread-means = What you changed counts from now on: where you chose a new passphrase, only that one opens this journal, and the words of a kit you came in with open nothing any more. What was in the journal is still in it.
failure-done-unread-todo = Lock the journal, then unlock it again.

failure-no-key = You were not given the key that Ours is written with now.
failure-no-key-means = This was not written to Ours. A change in this journal says that another key is in use, and there is no copy of it for you. What you can read of Ours stays as it is, and Mine can be written as before.
failure-no-key-todo = Take new keys in Settings, under “Somebody knows my passphrase”: they come with a new key to Ours for both of you.

failure-unconfirmed = New keys are not confirmed between you yet.
failure-unconfirmed-means = Nothing has been changed. New keys were taken before, and they count for you both only after you have unlocked this journal together.
failure-unconfirmed-todo = Unlock it together once. Then this can be done.

failure-bad-input = That could not be taken as it is.
failure-bad-input-means = Nothing has been changed.
failure-bad-input-todo = Look over what was filled in, then try again.

failure-face-taken = That name, ink or shape is already taken.
failure-face-taken-means = Nothing has been changed.
failure-face-taken-todo = Choose another one, so that you can be told apart.

failure-covered = This was written alone, and is still covered.
failure-covered-means = Nothing has been changed, and nothing of it is shown.
failure-covered-todo = Its writer can open it behind their curtain, with their own passphrase.

failure-needs-both = This needs both of you here.
failure-needs-both-means = Nothing has been changed.
failure-needs-both-todo = Open it again when you are both here, each with your own passphrase.

failure-paper = The page could not be prepared.
failure-paper-means = Your writing is whole. Only the printed page is missing.
failure-paper-todo = Try again. If it happens again, choose fewer pages.

failure-system = Something went wrong in Duologue or on this computer.
failure-system-means = What was kept before is whole. The last step may not have been kept.
failure-system-todo = Try again. If it happens again, close Duologue and open it once more.

## The same, when the file is a backup

failure-backup-damaged = The backup could not be read.
failure-backup-damaged-means = This is not about your passphrase. Part of the backup file is damaged. Nothing was restored, and your journal has not been touched.
failure-backup-damaged-todo = Choose another backup, from before or after this one.

failure-backup-not-authentic = Something in the backup is not what was written.
failure-backup-not-authentic-means = A signature does not hold, so nothing was restored. Your journal has not been touched.

failure-backup-not-one = That file is not a Duologue backup.
failure-backup-not-one-means = It has not been changed, and nothing was restored.
failure-backup-not-one-todo = Choose another file. Backups end in .duologue-backup.

failure-backup-missing = The backup is not where it was.
failure-backup-missing-means = It may be on a drive that is not connected, or have another name now. Nothing was restored.
failure-backup-missing-todo = Connect the drive or find the file, then choose it again.

failure-backup-newer = This backup was made by a newer Duologue.
failure-backup-newer-means = It is whole, and it has not been changed. This version cannot restore it safely.
failure-backup-newer-todo = Install the newer version on this computer, then restore it there.

failure-details = Details
failure-restore = Restore from a backup
failure-open = Open a journal
