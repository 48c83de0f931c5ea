"""Offices of others, only looked at: found by content, read one by one, reduced to the rows of a recap.

May import: edges.disk, edges.seal, edges.work_folder, errors, events, model.forms, model.origin, model.plans,
model.procedure, model.recap, model.tables, model.vocabulary, office.place.
"""
