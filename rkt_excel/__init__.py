"""Rencana Kinerja Tahunan (RKT), from the Renstra to the signed and archived document."""

__version__ = "0.1.0"
