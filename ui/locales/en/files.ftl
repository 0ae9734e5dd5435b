# Photos and files on pages.

files = Photos and files
file-add = Add a photo or file…
file-add-mine = Only you can open it.
file-add-mine-shared = Only you can open it. It does not go onto the copy in Ours.
file-add-ours = { $name } can see it as soon as it is here.
file-add-ours-alone = It goes to Ours, like the page. Until someone joins, only you can open it.
file-adding = Encrypting the file and putting it on the page.
file-added-cleaned = “{ $name }” is on the page. What it said of when, where and with what it was taken is left out.
file-added-as-it-is = “{ $name }” is on the page, just as it was. What it says of who made it, when and where is still in it.
file-photo = Photo: { $name }
file-large = This photo is too large to be shown here. You can save a copy and look at that.
file-damaged-photo = This photo is damaged, so it is not shown.
file-damaged = This file is damaged, so no copy of it can be saved.
file-damaged-more = The words of the page are as they were. A backup from before may hold it whole.
file-unshown = This photo cannot be shown here.
file-unshown-more = It is as it was put there. You can save a copy and open that with another program.

## A copy

file-save = Save a copy…
file-saving = Saving a copy.
file-save-means = A copy you save lies outside the journal and is not encrypted: anyone who can open the file can see it.
file-saved = “{ $name }” is saved in { $folder }. That copy is not encrypted.

## Taking off

file-take-off = Take off
file-take-off-title = Take this off the page?
file-take-off-mine = “{ $name }” is erased from the journal at once and for good. This cannot be undone. The page stays.
file-take-off-mine-shared = “{ $name }” is erased from this page at once and for good. This cannot be undone. The page stays, and so does the copy in Ours with what is on it.
file-take-off-ours = “{ $name }” leaves Ours at once, and is erased for good. This cannot be undone. The page stays, and no mark is left on it. What { $other } has seen or saved cannot be taken back.
file-take-off-ours-alone = “{ $name }” leaves Ours at once, and is erased for good. This cannot be undone. The page stays, and no mark is left on it.
file-take-off-no = Leave it there
