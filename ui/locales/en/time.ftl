# Time together: ideas marked apart, a plan, a line afterwards.

time-about = An idea you would both like, a day for it, and a line afterwards.
time-takes = A few minutes, alone and together
time-plans = Planned, or just been
time-ideas = A few ideas
time-filters = What suits you today
time-filters-clear = Show all again
time-others = Other ideas
time-no-ideas = Nothing fits all of that.
time-no-ideas-more = Let one of the words go, or write an idea of your own below.
time-mark-means = Your marks are kept in Mine. Only what both of you marked yes or maybe is ever shown, and then only when you are both here.
mark-legend = { $idea }: would you like to?
mark-yes = Yes
mark-maybe = Maybe
mark-not-now = Not now
time-own = Our own ideas
time-own-new = An idea in your own words
time-own-add = Add it to Ours
time-own-means = It goes into Ours: { $name } can read it, and that it is yours. What you mark stays with you.
time-own-means-alone = It goes into Ours, the part you will share with a partner who joins.
time-mutual = What you would both like, or might
time-mutual-none = There is no idea here now.
time-mutual-none-more = Ideas are marked alone. What suits you both stands here when you are together; one or two are plenty.
time-plan-it = Plan it
time-plan-it-label = Plan it: { $idea }

## What is looked for

filter-minutes = How long
minutes-half = Up to half an hour
minutes-hour = Up to an hour
minutes-evening = An evening
minutes-day = Longer
filter-cost = What it costs
cost-free = Free
cost-little = A little
cost-some = Some money
filter-place = Where
at-home = At home
at-near = Near home
at-out = Further out
at-apart = While apart
filter-energy = What it takes
energy-low = Little energy
energy-some = Some energy
energy-much = Much energy
filter-newness = How new
newness-familiar = Familiar
newness-little-new = A little new
newness-new = New to us
filter-access = It should work for us
access-seated = Sitting down
access-step-free = Without steps
access-low-sight = With little sight
access-low-hearing = With little hearing
access-quiet = Where it is quiet
access-one-hand = With one hand
access-lying-down = Lying down

## A plan

plan-gone = This plan is no longer here.
plan-title = When and where
plan-when = { $day } at { $time }
plan-no-day = No day yet
plan-day = Day
plan-time = Time
plan-where = Where you meet, and what you will do
plan-writes = { $name } writes it down
plan-make = Make it the plan
plan-change = Change the plan
plan-change-it = Make this the plan
plan-leave-it = Leave it as it is
plan-calendar = For a calendar
plan-calendar-how = Saves a small file that calendars can read. The entry says only “Duologue”, at the day and time of the plan.
plan-calendar-how-words = Saves a small file that calendars can read. The entry says what you planned, in your words, at the day and time of the plan.
plan-calendar-words = Put the words of the plan in it
plan-calendar-words-means = Calendars are often shared, copied to a phone, and shown on a locked screen.
plan-file-name = plan
plan-save = Save for a calendar
plan-saved = Saved as “{ $name }” in { $folder }.
plan-finish = It becomes a page in Ours, with the plan and the lines that are here. Nothing can be added after.
plan-finish-both = It becomes a page in Ours, with the plan and the lines that are here. Nothing can be added after. Whoever presses, nobody is named.
finish-page = Make a page of it

## Phones away

phones-title = Phones away
phones-how-long = For how long
phones-minutes = { $minutes } min
phones-start = Put them away
phones-stop = Stop the time
phones-again = Close
phones-means = The journal stays unlocked while it runs. Lock it if you leave the room.
phones-left = { $minutes ->
    [one] About a minute is left.
   *[other] About { $minutes } minutes are left.
}
phones-goes-on = Nothing rings. It goes on while you look at other pages, and ends when the journal is locked.
phones-over = That was the time. Stay as long as you like.

## Afterwards

after-title = Afterwards
after-line = A line about how it was
after-how-new = How new was it?
after-add = Add this line

## Words of a step

part-open = { $name } writes
part-needs-words = Write something first.
part-needs-choice = Choose one, or write a few words.
part-suggestions = A question to begin with
part-needs-day = Choose a day and a time first.
