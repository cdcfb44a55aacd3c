"""`python -m bot doctor`: looks at one installation and says what is wrong and what to do.

One module a subject. It changes nothing, and goes on where a subject cannot be looked at: it is
needed most when the settings are wrong or the database is down. No finding holds a secret, a
name or a number of anybody.
"""
