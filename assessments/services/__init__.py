"""What changes the record. Keyword-only verbs; each owns its transaction; `at` is the present instant.

What a verb cannot do is refused with an error of `assessments.services.errors`, whose message is for the
person at the page.
"""
