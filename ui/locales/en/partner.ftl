# Handing over the keyboard, so that the other one can join.

invite-bar = Two in this journal
invite-short = Nobody has joined you in this journal yet. Handing over the keyboard takes a few minutes, and can be done on any day.
invite-start = Hand over the keyboard
invite-title = Hand over the keyboard?
invite-what = The one you share this journal with chooses their own name and their own passphrase, here, unseen by you. From then on you are two, with the same rights. What is in Mine stays yours alone.
invite-ours = What will they find in Ours?
invite-everything = Everything so far
invite-everything-means = They can read every page you have put in Ours until now.
invite-from-today = From today
invite-from-today-means = They start with an empty Ours. What you put there before stays readable to you only.
invite-ours-missing = Choose what they will find first.
invite-now = Hand over now
invite-later = Later
invite-later-hint = You can do this on another day, from Together or Settings. Writing for yourself works at once.
invite-stop = Stop here

## The curtain

curtain-title = Now the other one of you
curtain-text = { $name }, please pass the keyboard on and look away. Nothing of yours is shown on the next pages.
curtain-next = I have the keyboard

## The one who joins

join-face = How you are shown
join-what-everything = You are joining as an equal. You will have a space of your own, and you can read everything that is in Ours so far. The ink and the shape that are taken are not offered.
join-what-today = You are joining as an equal. You will have a space of your own, and Ours begins today. The ink and the shape that are taken are not offered.
join-passphrase = Your own passphrase
join-passphrase-what = It opens your part of the journal. Keep it to yourself: { $name } does not need it, and neither does anyone else.
join-go = Join the journal
join-under-way = Adding you to the journal. This takes a moment on purpose.

## Handing back

handback-title = Back to { $name }
handback-joined = { $joined } has joined. Please pass the keyboard back: { $name }’s part is still open behind this page.
handback-stopped = Nothing was kept, and nobody was added. Please pass the keyboard back: { $name }’s part is still open behind this page.
handback-next = { $name } is here again
handback-lock = Lock the journal
