"""The parts that every page is made of, one function each; `common.templatetags.webside` registers them."""
