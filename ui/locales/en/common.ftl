# Words that stand in more than one place.

duologue = Duologue
cancel = Cancel
back = Back
continue = Continue
again = Try again
choose-one = Choose one
prose-more = More of this page
loading = Opening

## The rail and the places

rail = Places
rail-lock = Lock
# Stands under the names of whoever has unlocked the journal.
rail-here = { $people ->
    [one] is here
   *[other] are here
}
place-today = Today
place-journal = Journal
place-write = Write
place-practices = Practices
place-noticed = Noticed
place-inner-world = Inner world
place-begin = Before you begin
place-doing = A practice
place-alone = For yourself
place-opening = Opening together
place-opened = Opened together
place-together = Together
place-counselling = Counselling
place-settings = Settings
place-backup = Backup
place-kit = Make a recovery kit
place-check = Check this journal
place-new-keys = Somebody knows my passphrase
place-invite = Invite

## Moments

moment-today = today at { $time }
moment-yesterday = yesterday at { $time }
moment-day = on { $day } at { $time }

## Inks and shapes

ink-ochre = Ochre
ink-indigo = Indigo
ink-russet = Russet
ink-lake = Lake
ink-plum = Plum
ink-stone = Stone
shape-arch = Arch
shape-leaf = Leaf
shape-hill = Hill
shape-pebble = Pebble
shape-clover = Clover
shape-kite = Kite

## Passphrase fields

passphrase-of = { $name }’s passphrase
passphrase-now = The passphrase you use now
passphrase-wrong = That passphrase does not open { $name }’s part.
passphrase-missing = The passphrase is still to come.
passphrase-first = Type your passphrase first.
passphrase-trying = Trying the passphrase. This takes a moment on purpose.
passphrase-show = Show
passphrase-hide = Hide
passphrase-show-label = Show what is typed in: { $label }
passphrase-caps = Caps Lock is on.

## What is being written

kept = Kept, { $time }
keeping = Keeping…
not-kept = The last words are not kept yet. They are still here: you can copy them, or try again.
discard = Discard
discard-title = Throw this draft away?
discard-words = These words are kept nowhere else. They cannot be brought back.
discard-yes = Throw it away
discard-no = Go on writing
