"""Who does pure work that comes in many pieces: this process, others on this computer, or a cluster.

May import: errors.
"""
