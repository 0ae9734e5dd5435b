# Making a journal, and the steps somebody who joins goes through as well.

making-step = Step { $step } of { $of }
making-foot = It will be called “{ $name }”
making-where = Where the journal goes
making-what = A journal is one encrypted file. Both of you write in it, each behind your own passphrase.
making-what-file = You decide where it is kept and what it is called. Anyone who sees the folder can see that name, so choose one you do not mind being seen.
making-file-name = Our journal
making-choose = Choose a place
making-choose-other = Choose another place
making-where-missing = Choose a place first.
making-face = How you are shown
making-face-what = This is how the journal tells the two of you apart. It can be seen before the journal is unlocked.
making-passphrase = Your passphrase
making-passphrase-what = It opens your part of the journal, every time. It is never kept anywhere, not even here.
making-make = Make the journal
making-under-way = Making the journal. This takes a moment on purpose: it is what makes guessing slow.

## A file

file-name = Name
file-folder = Folder
file-in = In { $folder }

## How somebody is shown

face-label = What you are called here
face-label-hint = A first name, a nickname, anything up to 24 characters.
face-label-missing = Say what you are called first.
face-label-look = The name needs another look.
face-label-long = At most { $most } characters fit.
face-label-taken = { $name } is already in this journal. Choose something else, so that you can be told apart.
face-ink = Your ink
face-shape = Your shape

## Choosing a passphrase

passphrase-way = How to choose it
passphrase-suggested = A suggested one
passphrase-own = My own
passphrase-another = Another one
passphrase-suggested-why = Five words drawn by chance are hard to guess and can be learnt. Write them on paper, keep it where only you look, and put it away when you know them by heart.
passphrase-new = New passphrase
passphrase-own-hint = Several words that do not belong together are better than one word with signs in it. Do not use one from anywhere else.
passphrase-again = Type it once more
passphrase-long = This is longer than Duologue can take. Leave some of it out.
passphrase-long-short = The passphrase is too long.
passphrase-weak-short = The passphrase is not strong enough yet.
passphrase-again-missing = Type it once more first.
passphrase-again-differs = The two are not the same yet.
passphrase-cost = It cannot be reset.
passphrase-cost-more = If you forget this passphrase, nobody can open your part again: not the one you share the journal with, not the people who make Duologue. Backups need it too. Only a recovery kit on paper helps then: you can make one in Settings.

strength-0 = This would be guessed at once.
strength-1 = This would be guessed very soon.
strength-2 = Someone patient with a fast computer could guess this.
strength-3 = This is hard to guess.
strength-4 = This is very hard to guess, even with much time and many computers.
strength-not-enough = Duologue asks for a stronger one.
