# Together: a sitting of both.

together-what = Together is for both of you at one computer, each unlocked with your own passphrase. Here you can do the practices for two, open sealed answers at the same moment, and read Ours side by side.
together-mine = Nothing from either Mine is shown here. Either of you can leave at any time, and the other stays.
together-join = { $name }, your passphrase
together-keyboard = Whoever holds the keyboard could write as either of you. Duologue cannot tell who is typing.
together-here = Who is here
together-leave = Leave
together-leave-label = { $name }: leave
together-leave-means = { $stays } stays here alone.
together-leave-how = When one of you leaves, the other stays here alone. Lock closes the journal for you both.
together-do = What you can do
together-practices = Choose a practice for two
together-read = Read Ours side by side
together-questions = See the questions on the table
together-opened = Opened together today
