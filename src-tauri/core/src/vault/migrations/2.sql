-- An agreement names the proposal it agrees to (`agreesTo` of a `part`). Nothing that stands in the
-- file changes. A program that knows only version 1 would show such an agreement as one to other
-- words, and so may not open what is written from here on: docs/decisions/0027, 0028.
UPDATE vault SET format = 2;
