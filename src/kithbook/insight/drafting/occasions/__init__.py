"""Occasions: the words for one reason a file, named as the nudge is. Being here is enough to be found.

An occasion has ``write(matter, choice)``, which gives the words, and ``choices(matter)``, the ways in which they can be
put; the first is the one that is given unasked.
"""
