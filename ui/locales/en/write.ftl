# Writing a page.

write-new = New page
write-edit = Change this page
write-page = Your page
write-who = Who can read this page
write-mine-means = Only you can open this page.
write-ours-means = { $name } can read this page once you choose Done.
write-ours-alone-means = This page goes to Ours, the part you will share with a partner who joins. Until someone joins, only you can open it.
write-edit-mine = You are changing a page in Mine. Only you can open it.
write-edit-ours = You are changing a page in Ours. { $name } will see the new words once you choose Done. The earlier words stay readable by you both.
write-edit-ours-alone = You are changing a page in Ours. The earlier words stay readable.
write-day = The day it is about
write-tags = Tags
write-tags-hint = Type a word, then Enter.
write-tag-off = Take off the tag { $tag }
write-tag-long = A tag can have up to { $most } letters.
write-tag-many = A page can have up to { $most } tags.
write-done = Done
write-done-files = Done, then add a photo or file
write-discard-edit = The page stays as it was before you began to change it. The new words cannot be brought back.
write-needs-one = A page belongs to one person, so it is written when one of you is here alone.
template-begin = Begin from a template
template-none = Begin with an empty page
write-empty = Write a few words first. An empty page is not kept.

mine = Mine
ours = Ours

## The tools

tools = Formatting
tool-bold = Bold
tool-italic = Italic
tool-heading = Heading
tool-quotation = Quotation
tool-list = List
tool-numbered = Numbered list
tool-link = Link
link-address = Address
link-hint = Duologue shows the address and opens nothing: it stays offline.
link-problem = An address begins with https:// or is an e-mail address after mailto:.
link-put = Put the link in
link-off = Take the link off
