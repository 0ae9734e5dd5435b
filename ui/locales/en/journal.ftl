# The journal: the timeline and the reading pane.

pages = Pages
reading = The page
write-a-page = Write a new page
before = Before
kind-page = Page
kind-noticed = Noticed
kind-inner-world = Inner world
kind-newer = From a newer version
filter-space = Which pages
filter-all = All
filter-tag = Tag
filter-any-tag = Any tag
filter-until = Up to { $day }
filter-photos = With photos
row-photo = with a photo
row-file = with a file
filter-nothing = No pages match.
filter-clear = Clear the filters
journal-empty = No pages yet.
journal-empty-more = Write one for yourself, or something for you both.
journal-empty-ours = What either of you puts in Ours stands here for you both to read.
journal-choose = Choose a page to read it here.
strip = Two weeks
strip-earlier = Two weeks earlier
strip-later = Two weeks later
strip-wrote = { $day }, { $names } wrote

## Who reads it

reads-mine = Mine. Only you can open this page.
reads-ours = Ours. You and { $name } can both read this.
reads-ours-alone = Ours. Only you can open it until someone joins.
reads-before = From before { $name } joined. Only you can open this page.
reads-with-kit = Ours, opened with a recovery kit. It can be read here.
reads-both-here = Ours. You can both read this.

## What its author can do

page-edit = Edit
page-share = Share in Ours
page-take-back = Take back
page-delete = Delete
page-shared = A copy of this page is in Ours.
page-shared-see = See the copy
page-side-by-side = Read side by side

## What stands in a page’s place

page-taken-back = { $name } took this page back.
page-taken-back-more = Nothing of it is left here but this mark. An older backup may still hold it.
page-newer = This page was made by a newer Duologue.
page-newer-more = It is kept as it is. Install the newer version on this computer to read it.

## The page

written-at = written at { $time }
written-on = written { $moment }
answer-of = { $name }’s answer
answer-in-person-opened = Would rather tell this in person.
reply-received = What reached { $name }
reply-in-person = A word from { $name }
reply-comment = { $name }’s comment
edited = Edited { $moment } by { $name }.
history-show = See what changed
history-hide = Hide what changed
history-step = Changed { $moment }
history-day = About { $before } before, about { $after } after.
history-tags = Tags:{" "}
history-added = Added:{" "}
history-removed = Removed:{" "}

## Sharing

share-title = Share this page in Ours?
share-means = This puts a copy in Ours. { $name } can read it from then on. Your page in Mine stays as it is. You can take the copy back later, but not what { $name } has already read.
share-means-alone = This puts a copy in Ours, the part you will share with a partner who joins. Your page in Mine stays as it is, and you can take the copy back.
share-what = What will be shared
share-files = Photos and files that go along
share-yes = Share the copy
share-no = Not now

## From before the partner joined

before-title = Begin a new page with these words?
before-what = This page is from before { $name } joined, and it stays as it is, for you alone. Duologue can begin a new page of Ours with its words. { $name } can read that one once you choose Done.
before-yes = Begin a new page
before-no = Leave it

## Taking back and deleting

erase-title-ours = Take this page back?
erase-title-mine = Delete this page?
erase-ours = It leaves Ours at once. After two minutes it is erased for good, with every earlier version, draft, photo and file of it. A mark without any words stays, for you and { $name } to see. What { $name } has read or copied cannot be taken back.
erase-ours-alone = It leaves Ours at once. After two minutes it is erased for good, with every earlier version, draft, photo and file of it. A mark without any words stays.
erase-mine = It is hidden at once. After two minutes it is erased for good, with every earlier version, draft, photo and file of it. Nothing of it stays.
erase-before = It is hidden at once. After two minutes it is erased for good, with every earlier version, draft, photo and file of it. A mark without any words stays, for you alone.
erase-backups = Backups made before now still hold it.
erase-undo = Within those two minutes you can undo this. Locking the journal ends them, and so does sitting down together.
erase-no = Keep the page
undo = Undo
undo-taken-back = The page is taken back. You can undo this for two minutes, while you are here alone.
undo-deleted = The page is deleted. You can undo this for two minutes, while you are here alone.
