"""Tries the deployable package: its template, its zip, and its functions on a bare interpreter."""
