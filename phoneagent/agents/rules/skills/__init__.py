"""How to do each kind of thing on any app: one small module of rules per kind."""
