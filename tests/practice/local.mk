# Use cases on real practice files.
