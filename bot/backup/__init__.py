"""`python -m bot backup` and `restore`: one file that holds an installation, of either engine.

It is a ZIP: rows as lines of JSON (the same for SQLite and PostgreSQL, so that one can be
restored on the other), what people sent as it is sealed on disk, the audit's anchor, and a
manifest. The keys are not in it: whoever finds it reads no more than in a stolen database.
"""
