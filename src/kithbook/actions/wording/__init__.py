"""What was ruled, imported or changed, put into words.

labels     in a few words, as a table lists it · sentences  whole, as a page tells it
changes    what a later version of a card says differently
known      what both name: people, promises, other rulings, imports
"""
