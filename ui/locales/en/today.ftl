# Today.

greeting = { $part ->
    [morning] Good morning, { $name }
    [afternoon] Good afternoon, { $name }
    [evening] Good evening, { $name }
   *[night] Hello, { $name }
}
today-also = Also today
today-both = You are both here. Whatever you do together, either of you can stop at any time.

## The question

prompt-label = { $part ->
    [morning] A question for this morning, if you like
    [afternoon] A question for this afternoon, if you like
   *[evening] A question for tonight, if you like
}
prompt-write = Write about it
prompt-different = A different question
prompt-not = { $part ->
    [morning] Not today
    [afternoon] Not today
   *[evening] Not tonight
}
prompt-free = Write a page

## Noticed

noticed-line = Noticed: something { $name } did that you were glad of
noticed-line-alone = Noticed: something your partner did that you were glad of
noticed-keep = Keep
noticed-give = Give now
noticed-means = Keep stays in Mine. Give now puts it in Ours, for { $name } to find.
noticed-means-alone = Keep stays in Mine. Only you can open it.
noticed-kept = Kept in Mine.
noticed-given = It is in Ours, for { $name } to find.

## Beside it

quoted = “{ $text }”
sealed-title = For when you are both here
sealed-both = Ready to open together
sealed-open = Open together
sealed-more = Your answer is sealed. If { $name } has answered too, you can open them side by side when you are both here. Any evening will do.
sealed-more-alone = Your answer is sealed. It stays yours until there are two of you to open answers side by side.
sealed-all = See the questions
next-plan = Planned for the two of you
next-plan-see = See the plan
drafts-title = To go on with
draft-kept = Kept { $moment }
drafts-all = Everything you have begun
draft-left = Sealed, and never opened. It is still only yours.
draft-left-said = This has no place in Ours any more. Your words are still here.
draft-no-words = No words yet
on-this-day = { $years ->
    [one] On this day, a year ago
   *[other] On this day, { $years } years ago
}
on-this-day-mine = A page of yours in Mine
on-this-day-before = A page of yours from before { $name } joined
on-this-day-read = Read the page

## The backup

backup-none = There is no backup of this journal from this computer yet.
backup-last = Last copied to “{ $name }” { $moment }.
backup-changed = You have written since then.
backup-go = Backups

still-true = Still true?
still-true-since = You both answered this in { $month }.
still-true-read = Read what you said
