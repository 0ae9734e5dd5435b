# Counselling: finding someone, and the hours with them.

## The parts of Counselling

counselling-parts = Counselling
counselling-begin-means = It goes into Ours, where both of you can read it and add to it.
counselling-needs-both = This is for two, so it opens when your partner has joined this journal. What to look for and what to ask stands here for you already.

## Finding someone

finder-look-for = What to look for
finder-ask = What you can ask them
candidates-title = People who might help
candidate-name = A name, or where you heard of them
candidate-add = Add them
candidate-finish = It becomes a page in Ours, with what is here. Nothing can be added after.
candidate-finish-unopened = It becomes a page in Ours, with what is here. Nothing can be added after, and impressions that are not opened yet stay out of it.
known-title = What you know of them
known-label = What you know
known-how = How to reach them, what it costs, when they have time, what they are trained in.
known-add = Add it
known-more = Add something
impression-title = Your impressions
impression-label = My impression
impression-means = It stays sealed, and only yours, until you both open. You can take it back at any time before.
impression-sealed = Your impression is sealed. It is opened when both of you are here and both press.
impression-apart = Each of you writes and seals an impression when here alone. Then they open here at the same moment.
impression-open-how = Both impressions open at the same moment. Each of you presses the button under your own name. Pressing again undoes it.

## Sessions

sessions-open = Sessions you can go on with
session-new = A session, coming up or just over
session-whom = With whom
session-whom-hint = A name, or “our first hour”.
session-begin = Begin
session-before = Before
session-summary = Make the page to bring
session-finish = It becomes a page in Ours, with what is here. Nothing can be added after, so leave it open when you want to look at the practice again next time.
takeaway-title = After: what each of you takes with you
takeaway-label = What I take with me
takeaway-add = Add it
agreement-title = One small practice
agreement-label = What we could try until the next time
agreement-propose = Propose it
agreement-proposes = proposes
agreement-agree = I agree
agreement-agree-name = { $name }: I agree
agreement-other = Something else
agreement-agreed = You both agreed to this.
look-again-title = Next time: how was it?
look-again-label = What helped, and what got in the way
look-again-add = Add it
tried-title = What we tried
tried-when = Agreed on { $day }, { $about }
tried-look = Look at it again
place-finder = Find someone
place-sessions = Sessions
