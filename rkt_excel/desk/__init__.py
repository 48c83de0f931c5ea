"""The desk: the procedure in a browser window on this computer, started, served and ended.

May import: desk.door, desk.pages, desk.work, edges.arrivals, edges.disk, edges.seal, edges.work_folder, errors,
model.procedure, model.vocabulary, office.place.
"""
