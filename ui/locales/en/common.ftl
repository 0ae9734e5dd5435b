# Words that stand in more than one place.

duologue = Duologue
cancel = Cancel
back = Back
continue = Continue
again = Try again
close = Close
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
place-practices = Practices
place-together = Together
place-counselling = Counselling
place-settings = Settings
place-backup = Backup
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

passphrase-show = Show
passphrase-hide = Hide
passphrase-show-label = Show what is typed in: { $label }
passphrase-caps = Caps Lock is on.
