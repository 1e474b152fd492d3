"""The permission matrix: every address of the project, asked by every actor, with GET and with POST.

The design's table "Who may do what" gives the expected answers, never the code. An address that is not
in the matrix fails `test_every_address_is_in_the_matrix`.

**How to add an address.** Open the file of your room (`matrix_people.py`, `matrix_learners.py`, ...). Add a
line to its `TABLE`, one for each method that the page takes, with one word per actor in the order of the
heading; and, unless the address takes no arguments and guards nothing, a scene to its `SCENES`.

    ok    200, and every secret of the scene is shown (the page really shows what others must not see);
          for a POST: 200, and the state changed
    bare  200, without any secret: the page is open to this actor, what it guards is not
    go    done, or sent elsewhere: a redirect, but not to the sign-in page; or 200/204 for htmx answers
    no    403: they know that it exists, and may not
    -     404: they may not even know that it exists
    in    sent to the sign-in page
    gone  410: what the address opened is over
    bad   400 or 422 or 200 with errors: let in, but what was sent is refused (say why in a comment)

An address without a line for POST must answer a POST with 405, or exactly as it answers GET. One without a
line for GET must answer a GET with 405, or with the same refusal.

**A scene** is a function that takes the `Cast` (see `tests/cast.py`), *creates what could leak*, and returns
`Scene(kwargs=..., data=..., secret=..., state=...)`: the arguments of the address, what a POST sends, the
texts that must be absent from every refusal (and present in every `ok`), and a function that returns what
the POST changes: it must return the same before and after a refused POST, and something else after `go`.
A line with refusals needs a scene with a secret (GET) or a state (POST). A secret is never the name or
address of an actor: the frame of the page greets them with it. Make somebody for the scene.
"""
