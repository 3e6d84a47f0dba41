"""What was ruled or imported, put into words.

labels     in a few words, as a table lists it · sentences  whole, as a page tells it
known      what both name: people, promises, other rulings, imports
"""
