"""Bringing the digest up to the evidence: what is read from one, made by the pure functions, laid in the other.

setting  what holds for all of it: the owner's rulings, the zone, who ego is
gather   records → interactions and cards
link     cards → who is who
settle   who is who → persons, contact days, questions
organisations  which spellings are one
"""
