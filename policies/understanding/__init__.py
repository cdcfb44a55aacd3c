"""What an owner's message is about, how urgent it is, and which clause answers it.

classifier   categories of a message: keywords and characters, several matters, what was seen
urgency      words that say that something happens now
search       clauses of a region that answer a question, or what they are silent on
findings     the same, together with documents that are asked for and not held
unheld       documents that it asks for, and that are named but not held
measure      how well all that works on sentences that nobody trained on
"""
