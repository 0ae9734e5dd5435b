# The practices: their contents page, Noticed, Inner world.

practice-openly = Talk openly
practice-understand = Understand
practice-witness = A kind witness
practice-listen = Listen
practice-time = Time together
practice-candidate = Someone who might help
practice-session = A counselling session
practice-sit-down = Weekly sit-down
practice-check-in = Check-in
practice-summary = Session summary
practices-owed = Take one when it would help. None of them is owed.
practices-talking = Talking
practices-week = Once a week
practices-help = With someone’s help
openly-line = One speaks, one listens, with a gentle way to begin.
openly-takes = Both here, about 30 minutes
listen-line = Ten minutes each, about anything but the two of you.
listen-takes = Both here, 20 minutes
understand-line = One moment, written down from both sides.
understand-takes = Written apart, opened together
witness-line = A hard moment, as somebody who wishes you both well saw it.
witness-takes = Ten minutes, alone
check-in-line = How it is between you, in words. Our own questions, not a test.
check-in-takes = Two minutes, alone
sit-down-line = Appreciations, one topic, a wish each and the next plan.
sit-down-takes = Both here, 30 to 60 minutes
counselling-line = Find someone trained, and bring what you both want to say.
counselling-takes = Apart or together
practices-apart = Answered apart, opened together
practices-small = Small and everyday
practice-leave = Leave for now
practice-leave-means = You can leave at any time. What you wrote is kept as a draft, and only you can open it.
practice-next = Next step
practice-steps = Steps

## Taking off what one put there

take-off-asked = Take it off the table
take-off-asked-title = Take this question off the table?
take-off-asked-means = It leaves Ours at once. After two minutes it is erased for good, and a mark without any words stays in the Journal. What anybody wrote in answer to it stays with them, as a draft of their own.
take-off-idea = Take it out of Ours
take-off-idea-title = Take this idea out of Ours?
take-off-idea-means = It leaves Ours at once. After two minutes it is erased for good, and a mark without any words stays in the Journal.
take-off-own = Delete this question
take-off-own-title = Delete your own question?
take-off-own-means = It is hidden at once. After two minutes it is erased for good. Nothing of it stays.
take-off-no = Leave it there
undo-taken-off = It is gone from here. You can undo this for two minutes, while you are here alone.

## Noticed

noticed-in-short = One thing the other did that you were glad of, and why.
noticed-about = Good things often go by unsaid, most of all on full days. Here you put one of them into words, and say why you were glad of it. It stays in Mine.
noticed-to = Good things often go by unsaid, most of all on full days. Here you put one of them into words for { $name }, and say why you were glad of it. You keep it, give it now, or save it for the sit-down.
noticed-takes = A minute or two, alone
noticed-did = What you did
noticed-did-how = Name one thing, as plainly as a camera would have seen it. Small is good: a cup put out, a call made, a coat held.
noticed-says = What it says about you
noticed-says-how = Say what you see in them when you think of it: patience, humour, a soft heart. Leave out what it saved you.
noticed-meant = What it meant to me
noticed-meant-how = Say what was different for you afterwards. One true sentence is plenty.
noticed-needs-did = Say in the first step what was done.
noticed-needs-one = A note belongs to one person, so it is written when one of you is here alone.
noticed-save = Save for the sit-down
noticed-save-means = Saved for the sit-down, it stays in Mine until you give it there. { $name } is not told that it is there.
opener-begin = { $text }…
opener-other = Another beginning

## Inner world

inner-line = Questions at three depths, to know each other better.
inner-takes = Answered apart, then ten minutes together
inner-why = Even people who live side by side change without saying so. A good question, answered honestly by both, lets each of you see a little more of the other.
inner-how = Put a question on the table, and each of you answers it apart and seals the answer. When you are both here you open them at the same moment, read both, and say first what reached you.
inner-how-alone = You can put questions on the table and answer them now. Opening needs two, so it waits until someone has joined.
inner-choose = Choose a question
inner-depth = How deep
depth-everyday = Everyday
depth-meaningful = Meaningful
depth-tender = Tender
depth-everyday-means = Light and easy to answer on any evening.
depth-meaningful-means = About what matters to you, and why.
depth-tender-means = About what is easily hurt. Choose one on a calm day, and leave it when it is too much.
inner-other = A different question
inner-put = Put it on the table
inner-put-means = It goes into Ours: { $name } will see the question, and can tell that it comes from you.
inner-put-own-means = Once it is on the table, it is no longer kept in Mine.
inner-put-means-alone = It goes into Ours, the part you will share with a partner who joins.
inner-own = A question in your own words
inner-own-keep = Keep it in Mine for another day ({ $depth })
inner-own-long = A question can have up to { $most } letters.
inner-all-used = Every question of this depth has been on the table in the last six months.
own-depth = How deep drawn questions may go
own-depth-what = When you are both here, questions can be drawn. They go no deeper than each of you wants to go.
own-depth-means = Your choice is kept in Mine. Nobody is told, and one drawn question does not show whose choice it kept to.
draw-title = Draw a question
draw-what = It goes no deeper than each of you wants to go. Draw another whenever it does not suit.
draw-one = Draw a question
draw-put-means = It goes into Ours, and nobody is named as the one who chose it. Next each of you answers apart: here behind a curtain, or alone on another day.
draw-none = Every question within your choices is on the table, or was there less than six months ago.
inner-table = On the table
inner-table-empty = There is no question on the table.
inner-table-empty-more = Choose one above, or write your own.
inner-table-empty-both = Draw one above, or put one there when you are here alone.
inner-asked = Put here by
inner-answer = Answer it
inner-go-on = Go on with your answer
inner-sealed = Your answer is sealed.
inner-sealed-more = It is finished, and still only yours. You can take it back at any time before you open.
inner-take-back = Take it back
inner-open = Open together
inner-apart = Each of you answers apart and seals: here behind a curtain, while the other looks away, or alone on another day. When both answers are sealed, you open them here.
answer-for = Only { $name }: my answer
inner-openable = Both answers are sealed. You can open them now, or on another evening.
inner-needs = A question opens when both of you have sealed an answer and both of you are here.

## An answer

answer-label = Your answer
answer-in-person = I’d rather tell you in person
answer-in-person-means = Only this sentence is shown when you open. What you have written here becomes a draft of your own in Mine.
answer-seal = Seal
answer-seal-means = Sealing means you have finished. It is still only yours. Nobody sees whether or when you seal it, and you can take it back until you both open.
answer-seal-means-here = Sealing means you have finished. It is still only yours, and the table does not show who has sealed. You can take it back, until you both open, when you are here alone.
answer-sealed-how = It is finished, and still only yours. You can take it back, until you both open, when you are here alone.
answer-seal-needs = Write something first, or choose to tell it in person.
answer-is-sealed = This answer is sealed. Take it back to change it.
answer-gone = This question is no longer on the table.

## Opening

opening-bar = Inner world: opening together
opening-how = Both answers open at the same moment. Each of you presses the button under your own name. Pressing again undoes it. What is open stays open.
opening-press = I am ready to open
opening-pressed = Ready. Press again to undo
opening-waits = Both buttons are needed.
opening-needs-both = Opening needs both of you here, each with your own passphrase.
opening-go-together = Go to Together
opened-bar = Inner world: opened together
opened-just-now = Opened just now. Read both before anyone speaks.
opened-on = Opened { $moment }.
both-here = both here
opened-enough = That is enough for now
opened-receive = { $name }, what reached you in { $other }’s answer?
opened-receive-in-person = { $name }, a word to { $other }, who would rather tell you in person?
opened-receive-hint = One or two sentences is plenty.
opened-comments-later = Comments open once each of you has written here.
opened-comment = { $name }, anything to add?
opened-give = Add this reply
opened-give-comment = Add this comment
opened-not = These answers are not opened.
opened-still-true = These answers are at least half a year old. Is it still true? You can each add a line, or leave them as they are.
starter-still = Still true:
starter-changed = Something has changed:
starter-thank = Thank you for…
starter-good-time = A good time for me would be…
starter-stays = What stays with me…
starter-more = Tell me more about…
starter-too = Me too:
