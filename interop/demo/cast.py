"""Who is at the demo school. All names are invented."""

from __future__ import annotations

from typing import Final, NamedTuple

DOMAIN: Final = "harrowmere.example"


class Staff(NamedTuple):
    """One member of staff: the part before the @, the name, the roles on the program."""

    mailbox: str
    given_name: str
    family_name: str
    roles: tuple[str, ...]


ADMIN: Final = Staff("admin", "Imogen", "Castellane", ())
STAFF: Final = (
    Staff("lead", "Odile", "Ravensworth", ("lead", "signer")),
    Staff("faculty", "Tobias", "Fenwick-Hale", ("faculty",)),
    Staff("signer", "Marguerite", "Okonjo", ("signer",)),
    Staff("viewer", "Ansel", "Brightmoor", ("viewer",)),
)

# The student who may sign in comes first.
LEARNERS: Final = (
    ("Samira", "Teasel"),
    ("Amara", "Brightwater"),
    ("Anouk", "Fernvale"),
    ("Beatriz", "Oakmoss"),
    ("Chidi", "Marigold"),
    ("Dariusz", "Fennel"),
    ("Elif", "Hawthorn"),
    ("Farid", "Larkspur"),
    ("Grace", "Thistledown"),
    ("Hana", "Juniper"),
    ("Ikaika", "Rosemary"),
    ("Ingrid", "Saltmarsh"),
    ("Jonas", "Bramble"),
    ("Kwame", "Alder"),
    ("Leilani", "Moss"),
    ("Mateus", "Yarrow"),
    ("Mei-Lin", "Sorrel"),
    ("Nadia", "Clover-Winterbourne"),
    ("Noor", "Tamarind"),
    ("Oisín", "Heather"),
    ("Priya", "Meadowsweet"),
    ("Tomasz", "Bracken"),
    ("Wanjiru", "Foxglove"),
    ("Zoé", "Willowherb"),
)

REFLECTION: Final = (
    "In my second placement I used a closed group of my year to ask what others had read about teaching on"
    " wards. Nobody named a patient, a ward or a date. The purpose was to find sources and to compare notes;"
    " the group was quick and kind. What I noticed is that quick answers are rarely checked: twice a figure"
    " was passed on that nobody could trace. I now ask for the source before I thank anyone, and I say when I"
    " do not know. Next month I will post one short summary with its reference each week, and I will ask our"
    " tutor to look at two of them. I will know that it works when others begin to add references without"
    " being asked, and when I have corrected at least one thing that I posted earlier myself."
)
GOAL: Final = (
    "Check the author, the evidence and the date of what I pass on, once a week, and note what I found."
)
COMMENT: Final = (
    "Named the purpose and the audience before posting, and changed the picture without being asked."
)
MARK: Final = "Clear and specific, and you say how you will know. The next step is to weigh the other view."
