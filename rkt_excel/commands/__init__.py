"""The faces of the steps, called by the word of their command: arguments in, one call, sentences or JSON out.

May import: desk, edges, edges.post, edges.work_folder, edges.workers, errors, example, messages, model.forms,
model.meeting, model.papers, model.plans, model.procedure, model.vocabulary, office.place, office.state, progress,
steps, workbook, workbook.reading, workbook.values.
"""
