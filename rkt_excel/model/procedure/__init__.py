"""The ten steps of the SOP: what may be done when, and until when.

May import: events, model.vocabulary.
"""
