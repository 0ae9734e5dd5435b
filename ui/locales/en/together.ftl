# Together: a sitting of both.

together-what = Together is for both of you at one computer, each unlocked with your own passphrase. Here you can do the practices for two, open sealed answers at the same moment, and read Ours side by side.
together-mine = Nothing from either Mine is shown here, but what its writer saved for the sit-down, and opens with their own passphrase. Either of you can leave at any time, and the other stays.
together-join = { $name }, your passphrase
together-keyboard = Whoever holds the keyboard could write as either of you, and open what either of you began here behind a curtain. What you wrote before asks for your own passphrase. Duologue cannot tell who is typing: lock when you leave the room.
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
