# The terminal, widgets and their parts.
