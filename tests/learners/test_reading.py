"""Reading a module section by section, to its end."""

from __future__ import annotations

from django.urls import reverse

from learners.models import SectionProgress
from tests.factories import ModuleFactory, SectionFactory
from tests.learners.test_learner_pages import client_of


def test_reading_keeps_each_section_once_and_leads_to_the_next(room):
    module = ModuleFactory(state="published")
    first, second = (SectionFactory(module=module, position=n) for n in (1, 2))
    client = client_of(room)
    address = reverse("learners:section-read", args=[first.public_id])

    answers = [client.post(address) for _press in range(2)]

    assert answers[0].url.endswith(f"#section-{second.public_id}")
    assert SectionProgress.objects.count() == 1
    assert (
        "1 of 2 read"
        in client.get(reverse("learners:module-detail", args=[module.public_id])).content.decode()
    )

    client.post(address, {"unread": "1"})
    assert not SectionProgress.objects.exists()


def test_reading_the_last_section_leads_to_what_can_take_the_focus(room):
    section = SectionFactory(module=ModuleFactory(state="published"))
    client = client_of(room)

    answer = client.post(reverse("learners:section-read", args=[section.public_id]), follow=True)

    assert answer.redirect_chain[-1][0].endswith("#all-read")
    assert '<div id="all-read" tabindex="-1">' in answer.content.decode()
