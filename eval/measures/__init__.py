"""Measures, one subject a module: pure functions of a case (item, reply, article), None where they have no meaning.

An empty reply, an uncited answer and a wrong refusal never score well on any of them:
they get 0, or the None of a measure that is about something they do not have.
"""
