"""What an approved provider or a teacher does with learners' files: grade, certify, verify, analyze.

Nothing here sends anything anywhere. The files are the learners' own, handed in by them; a private key stays
on the machine of the provider who made it.
"""
