"""The parts that every page is made of, one function for each; `common.templatetags.webside` registers them."""
