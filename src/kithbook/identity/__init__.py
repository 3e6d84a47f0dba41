"""Who is who. Cards in, persons out; pure.

``features(card)`` computes once what comparison needs; cards that share one of ``Features.blocks`` are compared by
``compare(a, b, counts)``; ``cluster(cards, matches, must=, must_not=, features=)`` makes persons and questions of one
connected component, and ``question_value`` orders the questions. Organisations: ``organise.resolve``.
"""
