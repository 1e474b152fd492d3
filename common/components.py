"""Strict components: template tags whose attributes are the parameters of a function.

An attribute that a component does not know is an error when the template is compiled, and the message
lists the accepted ones; so is a value outside a closed list when the component is drawn.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Compiler = Callable[[Parser, Token], Node]


class Library(template.Library):
    """A tag library that also registers components."""

    def component(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Register `func` as a tag of its own name; a first parameter named `content` makes it a block.

        A parameter `context` before all others takes the template's context.
        """
        parameters = list(inspect.signature(func).parameters)
        takes_context = parameters[:1] == ["context"]
        accepted = parameters[1:] if takes_context else parameters
        name = func.__name__.rstrip("_")
        if accepted and accepted[0] == "content":
            accepted = accepted[1:]
            self.simple_block_tag(func, name=name, takes_context=takes_context, end_name=f"end{name}")
        else:
            self.simple_tag(func, name=name, takes_context=takes_context)
        self.tags[name] = _strict(name, self.tags[name], accepted)
        return func


def _strict(name: str, compiler: Compiler, accepted: Collection[str]) -> Compiler:
    def compile_strictly(parser: Parser, token: Token) -> Node:
        try:
            return compiler(parser, token)
        except template.TemplateSyntaxError as error:
            if not str(error).startswith(f"'{name}' "):
                raise
            message = f"{error}. It accepts: {', '.join(accepted) or 'nothing'}."
            raise template.TemplateSyntaxError(message) from error

    return compile_strictly


def one_of(component: str, attribute: str, value: str, accepted: Collection[str]) -> str:
    """Return `value` when it is accepted. Raises TemplateSyntaxError with the accepted ones otherwise."""
    if value in accepted:
        return value
    listed = ", ".join(repr(one) for one in accepted)
    message = f"'{component}' received {attribute}={value!r}. It accepts: {listed}."
    raise template.TemplateSyntaxError(message)


def attributes(**values: object) -> SafeString:
    """Return HTML attributes, escaped, with a leading space; None and False leave one out, True is bare.

    Underscores in names become hyphens, and one at the end is dropped (`type_`, `aria_label`).
    """
    parts = []
    for key, value in values.items():
        if value is None or value is False or value == "":
            continue
        name = key.rstrip("_").replace("_", "-")
        parts.append(f" {name}" if value is True else f' {name}="{escape(str(value))}"')
    return mark_safe("".join(parts))


def draw(name: str, **values: object) -> SafeString:
    """Return the template `components/<name>.html` drawn with `values` alone."""
    return render_to_string(f"components/{name}.html", values)
