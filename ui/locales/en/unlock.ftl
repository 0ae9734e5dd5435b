# Unlocking, and what is told once after it.

cover = The cover of the journal
cover-ours = Our journal
cover-one = A journal
unlock-who = Who is here?
unlock-both = Both of us
unlock-hello = Hello, { $name }
unlock-both-hint = One after the other, each with your own.
unlock-open = Open the journal
unlock-together = Open for both
unlock-slow = Opening. This takes a moment on purpose: it is what makes guessing slow.
unlock-up-to-date = An older Duologue wrote this journal. A backup of it is made first, and verified; then it is brought up to date.
unlock-now = Now { $name }
unlock-first-in = { $first } is in. Nothing is shown until { $second } is in too.
unlock-alone = Open for { $name } alone
unlock-stop = Stop and lock
unlock-other = Open another journal
unlock-forgotten = I have forgotten my passphrase
unlock-restore = Restore from a backup
unlock-close = Close this journal
sample-name = Sample journal
sample-invented = This is a sample. Robin and Amal are invented.
sample-come-in = Come in as either of them, or both. What you write is thrown away when you close it.
sample-passphrase = The passphrase of each:
sample-band = A sample: Robin and Amal are invented, and what you write here is thrown away.
sample-close = Close the sample
restored = The backup is restored.
restored-more = This is the new file. Open it with the passphrase you have just used.
restored-anew = This is the new file. It opens for { $name } once a new passphrase is chosen.
restored-left = This is the new file. The passphrase { $name } had when the backup was made still opens it. The recovery kit does too: “I have forgotten my passphrase” asks for its words once more.

## With a recovery kit

with-kit-title = With a recovery kit
with-kit-what = Nobody can send you your passphrase: it is kept nowhere. The twelve words of a recovery kit open what the paper says: everything of yours, once you have chosen a new passphrase, or only Ours, to read, and to go on in with an empty Mine.
with-kit-other = What { $name } can open is not touched by this.
with-kit-who = Whose recovery kit is it?
with-kit-words = The twelve words of { $name }’s kit
with-kit-hint = In the order of their numbers, with a space between. Capitals do not matter.
with-kit-missing = The words are still to come.
with-kit-go = Open with these words
with-kit-opening = Opening.
with-kit-none = There is no recovery kit of { $name }’s in this journal. A backup from a time when there was one can still be opened with it.
with-kit-count = { $words ->
    [one] There is one word here, and a kit has twelve.
   *[other] There are { $words } words here, and a kit has twelve.
}
with-kit-unknown = Word { $place } is none that a kit is made of. Look at its spelling on the paper.
with-kit-checksum = Each of these words could be in a kit, but not all together. One is another word, or stands in another place. Go through them once more with the paper.
with-kit-of-another = These are the words of another kit, not of one that opens { $name }’s part now. Perhaps a newer kit took its place, or it is for another journal.
anew-title = A new passphrase for { $name }
anew-what = The words are right. Choose a passphrase in the place of the forgotten one, which opens nothing here any more. The recovery kit stays as it is.
anew-go = Open the journal
only-ours-title = Ours, to read
only-ours-what = { $name }’s recovery kit for only Ours opened this. Everything in Ours can be read, and saved as a PDF with “Make a book”. Nothing can be written so far, and Mine stays closed. If the passphrase comes to mind, lock this and open it as usual.
only-ours-unconfirmed = That pages are by { $name } goes by the file alone here: what proves it stands in Mine.

## Going on with a kit for only Ours

go-on-offer = Go on writing
go-on-title = Go on with a new passphrase
go-on-ours = Ours goes on. You choose a new passphrase, and read and write in Ours as before. Everything in it is encrypted again with new keys, which can be stopped and gone on with.
go-on-mine = Your Mine begins anew, empty. What stood in your Mine cannot be opened with this kit. It stays in the file, encrypted, and nobody can read it here any more; drafts and sealed answers of yours are part of that.
go-on-partner = { $name } is told that you took new keys, and is asked to sit down with you once. Until you have both unlocked this journal together, { $name } reads everything from before, and not yet what you write from now on.
go-on-kits = The passphrase you have forgotten, and every recovery kit of yours, open nothing here any more, this one too. Make a new kit afterwards, in Settings.
go-on-first = Look once more before you do this
go-on-first-more = If you find your passphrase, or a kit for everything of yours, lock this and use that: it opens your Mine too. Once you have gone on, only backups and copies from before open with it. This cannot be undone.
go-on-why-again = The words are asked for once more, so that nobody who finds Ours open chooses a passphrase for you.
go-on-all-of-mine = These are the words of your kit for everything of yours. Lock this and open it with them: then your Mine opens too.
go-on-beside = What this kit opens does not tell for certain which keys are { $name }’s, or is not all that it takes. So { $name } needs to be here, and type their own passphrase once.
go-on-beside-missing = The passphrase of { $name } is still to come.
go-on-nobody = This file does not tell to whom new keys of Ours may be given.
go-on-nobody-more = Nothing has been changed, and Ours reads as before. The part of the other one of you is missing or damaged here, or new keys of yours were never confirmed. Look for a backup or a copy of the file from another day, and use the kit there.
go-on-go = Go on with this passphrase

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
    [one] One change does not hold, so it is not shown as anyone’s words. The rest of the journal is not touched. If a backup from before holds it whole, Check this journal in Settings puts it back.
   *[other] { $changes } changes do not hold, so they are not shown as anyone’s words. The rest of the journal is not touched. If a backup from before holds them whole, Check this journal in Settings puts them back.
}
told-grant-gone = The key to Ours is not in this file any more.
told-grant-gone-more = The pages of Ours are still in the file, but they cannot be opened here. Nothing was changed now. Someone with the file, or damage to it, may have taken the key out. If you have a backup from before, restore it into a new file.
told-put-back = Something had been put back into this journal file.
told-put-back-more = Words that were erased, or a way in that is not yours, stood in the file again. They are gone again now. Nothing else was changed. Someone with the file, or a program that copies it, may have done this.
told-accept = Use the file as it is
told-accept-means = If you use the file as it is, you are not told again how it differs from what was seen. Until then, you are told each time you unlock.
told-new-keyslot = { $kind ->
    [kit] A recovery kit that opens your part was made.
   *[passphrase] A new passphrase that opens your part was set.
}
told-new-keyslot-more = It was made { $moment }, as the computer it was made on says. If that was you, all is well. If it was not, somebody was at this journal while it was open for you: change your passphrase, and speak with whoever shares this computer.
told-keyslot-gone = A way into your part is not in this file any more.
told-keyslot-gone-more = A passphrase or a recovery kit of yours was taken out of the file, or the file is from before it was made. What you wrote is not touched. A recovery kit you made may not open it any more: make a new one.
told-older-file = This file is older than what this computer has seen.
told-older-file-more = { $changes ->
    [one] One change that was here before is not in this file. If you put an older copy or a backup in its place, that is why. If you did not, look for the newer file before you write.
   *[other] { $changes } changes that were here before are not in this file. If you put an older copy or a backup in its place, that is why. If you did not, look for the newer file before you write.
}
told-restored = This journal was restored from a backup.
told-restored-by = { $name } restored this journal from a backup.
told-restored-more = { $changes ->
    [0] The backup was made { $moment }, as the computer it was made on says. What was written between then and the restore is not in this file. Restoring does not touch the file from before: if you miss something, ask whether it is still there.
    [one] The backup was made { $moment }, as the computer it was made on says. What was written between then and the restore is not in this file, and one change that was here before is gone with it. Restoring does not touch the file from before: if you miss something, ask whether it is still there.
   *[other] The backup was made { $moment }, as the computer it was made on says. What was written between then and the restore is not in this file, and { $changes } changes that were here before are gone with it. Restoring does not touch the file from before: if you miss something, ask whether it is still there.
}
told-unknown-key = This file may be from before you took new keys.
told-unknown-key-more = This computer has seen this journal under a key that is not in this file. If you put an older copy or a backup in its place, that is why. If you did not, look for the newer file before you write: it opens with your newer passphrase.
told-missing-end = Some of the newest changes are gone.
told-missing-end-of = Some of the newest changes by { $name } are gone.
told-missing-end-more = { $changes ->
    [one] One change that you have seen is not in this file any more. A backup may still hold it. What is in the file is not touched.
   *[other] { $changes } changes that you have seen are not in this file any more. A backup may still hold them. What is in the file is not touched.
}
told-rewritten = Something you have seen was written anew.
told-rewritten-of = Something by { $name } that you have seen was written anew.
told-rewritten-more = It does not say what it said when you saw it. The journal shows what stands there now. A backup from before shows what stood there then.
told-unwitnessed = There are changes in your name that you may not have made.
told-unwitnessed-more = { $changes ->
    [one] One change is signed with your keys, and nothing this journal remembers of you speaks of it. If you wrote on another computer with a copy of this file, that is why. If you did not, change your passphrase.
   *[other] { $changes } changes are signed with your keys, and nothing this journal remembers of you speaks of them. If you wrote on another computer with a copy of this file, that is why. If you did not, change your passphrase.
}
told-old-keyslot = You came in with a passphrase you had given up.
told-old-keyslot-more = The file was set back to before you changed it, or somebody put the old way in back. Nothing was changed now. If you did not do this, look for the newer file before you write.
told-old-grant = A key you had let go stood in the file again.
told-old-grant-more = It opens nothing new. Someone with the file, or a program that copies it, may have put it back.
told-keys-unfinished = New keys are taken, and not everything is under them yet.
told-keys-unfinished-more = It was begun { $moment }. Until it is finished, older pages in this file can still be opened by someone who knows the old passphrase and has an older copy of the file.
told-up-to-date = This journal was brought up to date.
told-up-to-date-more = An older Duologue wrote it. A backup was made and verified first, in the same folder: “{ $backup }”. It opens with the passphrase you have now, and will still hold what you delete later; once you no longer need it, you can delete it. Nothing you wrote was changed. On another computer, an older Duologue will say that this journal is from a newer one: install this version there too.{ $damaged ->
    [0] {""}
   *[other] {" "}Some of this journal is damaged, and so it is in this backup: keep earlier ones too.
}
told-not-up-to-date = This journal is still as an older Duologue wrote it.
told-not-up-to-date-more = { $why ->
    [full] The disk has no room for the backup that is made before a journal is brought up to date. Make some room, then lock the journal and unlock it again.
    [readOnly] The folder of this journal cannot be written to, and a backup is made there before it is brought up to date. Allow writing there, then lock the journal and unlock it again.
    [cancelled] It was to be brought up to date, and that was stopped. It is tried again when you next unlock it.
   *[other] It was to be brought up to date, after a backup of it, and that did not work. It is tried again when you next unlock it. Make a backup yourself in Settings meanwhile: if that does not work either, it says why.
} This changed nothing in the journal. You can read and write as before; only agreeing to something waits.
told-the-other = the other one of you
told-other-card = The keys of { $name } are not the ones you confirmed.
told-other-card-more = What was written with these keys is not shown as theirs. What you have read before is not touched. Open this journal together, so that the keys can be compared.
told-new-card = There are new keys of { $name }.
told-new-card-more = You can read everything from before. What they have written since shows here once you have both unlocked this journal together: then the new keys are confirmed.
