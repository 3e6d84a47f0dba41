"""Bringing the digest up to the evidence: what is read from one, made by the pure functions, laid in the other.

whole    all of it, made anew · step  some of it, changed in place · finish  what ends both
setting  what holds for all of it: the owner's rulings, the zone, who ego is
gather   records → interactions and cards
match    all cards compared and grouped, by matching · rematch  some compared again · compared  what by
abreast, beside   the second process: of interactions, and of matching
grouping matches → groups of cards
settle   who is who → persons, contact days, questions: doubts (two who may be one), addresses (that may be ego's)
organisations  which spellings are one
"""
