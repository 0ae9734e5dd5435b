# What one does alone by steps: A kind witness, Check-in.

alone-needs-one = This is for one person, so it opens when one of you is here alone.
alone-moment = The moment
alone-outside = As a kind witness saw it
alone-wish = A wish
alone-moment-opens = Which moment is it?
alone-outside-opens = Seen by somebody kind
alone-wish-opens = One sentence to keep
alone-closeness = Closeness
alone-heard = Feeling heard
alone-raising = Raising hard things
alone-finding-back = Finding the way back
alone-line = A line of your own, if you like
alone-keep = Keep it
alone-means = It is kept in Mine. Only you can open it, and nobody is told that you wrote it.
check-in-not-for-me = This does not apply to me
check-in-chosen-and-said = { $chosen }. { $text }
check-in-first = { $step }: { $answer }
check-in-leave-open = Leave it open
check-in-before = How it was, in words
check-in-before-means = Your own check-ins of before. Nobody else sees them.
