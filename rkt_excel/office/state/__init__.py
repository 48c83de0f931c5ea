"""What counted, what people edited, what the meeting decided, what lies before the officials, what comes next.

May import: edges.arrivals, edges.disk, edges.docx, edges.docx.package, edges.post, edges.seal, edges.work_folder,
errors, events, messages, model.edited, model.forms, model.meeting, model.origin, model.papers, model.plans,
model.procedure, model.vocabulary, office.memory, office.place, workbook, workbook.reading.
"""
