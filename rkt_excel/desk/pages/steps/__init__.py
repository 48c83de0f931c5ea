"""The pages of the single steps from the meeting to the archive, and what they share.

May import: desk.pages, desk.work, edges.work_folder, errors, events, model.origin, model.procedure, model.vocabulary,
office.place, office.state, steps.
"""
