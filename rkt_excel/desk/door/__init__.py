"""Who gets in: one-time key, cookie, whence a request comes, how long somebody is there, the desk that is open already.

May import: edges.disk.
"""
