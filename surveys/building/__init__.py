"""What staff do to a survey while they write it: pure functions, from a document to another one that keeps to the schema.

Nothing here changes a document that it is given, and nothing here is saved: views hand the result to `services.revise`.
"""
