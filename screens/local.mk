# One file per screen.
