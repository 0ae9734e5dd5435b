# Practices done together, step by step.

begin-needs-both = This needs both of you here, each with your own passphrase.
begin-needs-topic = Choose a topic or write one.
begin-needs-moment = Name the moment first.
begin-long = It can have up to { $most } letters.
begin-topics = Topics to choose from
begin-topic = What is it about?
begin-moment = Which moment is it?
begin-go = Begin
begin-go-name = { $name } begins it
begin-means = Both of you can read what is said in it. What each of you prepares stays private until you say it.

safe-curtain = Now { $name }
safe-curtain-text = Give the keyboard to { $name }. What comes next is only for { $name }.
safe-curtain-next = I am { $name }
safe-question = Do I feel safe to be honest here, today?
safe-means = Only you see this question, and your answer is not kept anywhere. If it is no, you both see the same page, and nothing is begun. The other sees only that it is not today, and may guess why.
safe-yes = Yes, we can begin
safe-no = No, not today

stopped-title = Not today
stopped-what = This is the page that every stopping shows, for whatever reason. Nothing you wrote is lost: what each of you prepared is kept as your own draft.
stopped-help = If you are afraid of what may happen after you are honest, this is not the place to be honest. A doctor, a helpline or somebody you trust can help you alone, and you do not have to tell anyone here.
stopped-leave = Leave it for today
stopped-finder = Finding someone trained to help

step-said = Say it
step-said-label = In a sentence or two
step-heard = What I heard
step-heard-label = In your own words
step-said-back = Is that it?
step-more-like = More like…
step-understood = What I understand now
step-one-line = One line is plenty
step-agreement = Agree on one small thing, if you like
step-agreement-label = What we will try
step-happened = What happened for me
step-surface = The feeling that showed
step-softer = The quieter feeling under it
step-story = The story I told myself
step-my-part = My own part
step-one-view = As it was for you
step-makes-sense = What makes sense to me in the other’s view
step-recognise = What we both recognise
step-plan = One small thing I will do
step-wanted = What I would like
step-if-you-like = A few words, if you like
step-gist = The heart of what I heard
step-question = One question I do not know the answer to
step-question-label = Your question
step-confirm = Is that it?
step-helped = What helped
step-appreciations = Something I was glad of
step-went-well = What went well
step-wish = A wish for the week
step-camera = What a camera would have seen
step-felt = What I felt
step-need = What I need
step-ask = What I ask
step-other = A step of a newer version
step-say = Say it
step-open = { $name } writes
step-closer-open = { $name } says what is closer
step-agree = Do you agree?
step-agree-name = { $name } agrees

choice-yes = Yes, that is it
choice-not-quite = Not quite, more like…
wanted-listen = Just listen
wanted-ideas = Ideas
wanted-comfort = Comfort
wanted-celebrate = Be glad with me

views-apart = Each of you writes and seals your own view. They can be opened when both are sealed.
view-for = { $name }’s own view
view-sealed = Your view is sealed. It is finished, and still only yours.
view-seal-means = Sealing says: finished. It is still only yours, nobody is told, and you can take it back until you both open. What you left blank stays open.
opener-for = Only { $name }: prepare, or look at my notes
only-one = only you
only-back = Hand the keyboard back
makes-sense-to = { $name }: { $text }
left-open = left open

doing-needs-both = The next step needs both of you here.
doing-finish = It becomes a page in Ours that you can both read. Nothing more can be added to it then.
stop-here = Stop here
pause = Pause
pause-title = A pause
pause-what = The page is covered. Only the time to come back is shown, and nobody is named as the one who asked.
pause-how-long = How long
pause-minutes = { $minutes } minutes
pause-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
pause-tomorrow = Until tomorrow
pause-yes = Pause now
pause-no = Go on
pause-back = You come back at { $time }
pause-on = Go on now
pause-until = A pause until { $time }
listen-timer = Ten minutes
listen-start = Ten minutes
listen-over = Time is up. Finish your thought.
saved-for = Only { $name }: what I saved
saved-none = Nothing is saved for today.
saved-give = Give it now
begun-title = Begun
