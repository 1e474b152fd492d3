"""A framework and its content as a folder of YAML: read, checked, loaded."""
